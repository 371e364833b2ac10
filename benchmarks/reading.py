"""How fast a record is read and checked, beside what PyYAML's own safe C loader takes for the same
file.

    python benchmarks/reading.py

Prints a table and the ratios; reads records that it makes itself, in a temporary folder.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import yaml

from tracker.curate.load import check, load

PARTIES = ("spy", "army", "ally", "foe", "paper")
FIRST_DAY = date(2010, 1, 1)
CODEBOOK = """\
title: A made-up war
default_place: front
metrics:
  killed: {label: Killed, definition: Soldiers who died., kind: cumulative, speaks_for: 90}
  wounded: {label: Wounded, definition: Soldiers hurt., kind: cumulative, speaks_for: 90}
affiliations: {north: {name: North, stance: belligerent}}
places: {front: {name: The Front}}
parties:
""" + "".join(f"  {party}: {{name: {party}, affiliation: north}}\n" for party in PARTIES)
SOURCES = (
    "references:\n  - {id: news, type: article-newspaper, title: A report, issued: 2010-01-01}\n"
)
ENTRY = """
  - id: {party}-{day}
    party: {party}
    as_of: {day}
    stated: {day}
    speaker: Somebody, a minister, after a briefing
    place: front
    figures:
      killed: about {killed:,}
      wounded: {{said: "more than {wounded:,}", note: Words.}}
    sources: [news]
    attribution: corroborated
    note: Described as an estimate that had surpassed three thousand in all.
"""


def made(folder: Path, count: int) -> Path:
    """A sound record of so many estimates: five parties, each with rising counts, day by day."""
    home = folder / str(count) / "data"
    home.mkdir(parents=True)
    (home / "codebook.yaml").write_text(CODEBOOK)
    (home / "sources.yaml").write_text(SOURCES)
    entries = (
        ENTRY.format(
            party=PARTIES[n % 5],
            day=FIRST_DAY + timedelta(n // 5),
            killed=300 + n,
            wounded=1700 + n,
        )
        for n in range(count)
    )
    (home / "estimates.yaml").write_text("estimates:\n" + "".join(entries))
    return home


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The shortest of several times, each after the last result has been thrown away."""
    taken = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def cold(home: Path) -> None:
    """One run of the command, from the start of Python to its end."""
    subprocess.run(
        [sys.executable, "-m", "tracker", "check", "--data", str(home)],
        check=True,
        capture_output=True,
    )


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        homes = {count: made(Path(folder), count) for count in (2_000, 5_000, 10_000, 20_000)}
        print(
            "| estimates | size, MB | check, s | load, s | yaml.load with CSafeLoader, s | check "
            "/ yaml.load |"
        )
        print("| ---: | ---: | ---: | ---: | ---: | ---: |")
        for count, home in homes.items():
            raw = (home / "estimates.yaml").read_bytes()
            ours, loaded = seconds(partial(check, home)), seconds(partial(load, home))
            theirs = seconds(partial(yaml.load, raw, yaml.CSafeLoader), 3)
            print(
                f"| {count:,} | {len(raw) / 2**20:.1f} | {ours:.2f} | {loaded:.2f} | {theirs:.2f} "
                f"| {ours / theirs:.2f} |",
                flush=True,
            )
        gc.disable()
        raw = (homes[20_000] / "estimates.yaml").read_bytes()
        paused = seconds(lambda: yaml.load(raw, yaml.CSafeLoader), 3)
        gc.enable()
        print(
            "\n20,000 by PyYAML with Python's cycle collector paused, as `check` pauses it: "
            f"{paused:.2f} s"
        )
        print(f"cold `tracker check`, 2,000 estimates: {seconds(lambda: cold(homes[2_000])):.2f} s")


if __name__ == "__main__":
    main()
