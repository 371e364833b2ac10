"""How long the tables take: every table of the record in every format, 10,000 figures in one, 200
commits looked through.

.venv/bin/python benchmarks/tables.py
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from datetime import date, timedelta
from pathlib import Path

import tracker as tk
from tracker.publish.formats.write import WRITERS, written
from tracker.publish.tables.build import TABLES
from tracker.publish.verify import verify

ROOT = Path(__file__).resolve().parents[1]
FIGURES, COMMITS = 10_000, 200
CODEBOOK = (
    """\
title: A long war
default_place: front
metrics:
  killed: {label: Killed, definition: Soldiers who died., kind: cumulative, speaks_for: 90}
  wounded: {label: Wounded, definition: Soldiers hurt., kind: cumulative, speaks_for: 90}
parties:
"""
    + "".join(f"  p{n}: {{name: Party {n}, affiliation: a{n}}}\n" for n in range(20))
    + "affiliations:\n"
    + "".join(f"  a{n}: {{name: State {n}, stance: third_party}}\n" for n in range(20))
    + "places:\n  front: {name: The Front}\n"
)
SOURCES = "references:\n" + "".join(
    f"  - {{id: s{n}, type: webpage, title: Page {n}, issued: 2020-01-01}}\n" for n in range(500)
)


def seconds(function) -> float:
    """How long one call keeps a processor busy, git's share included; other work on the machine
    does not count.
    """
    began = sum(os.times()[:4])
    function()
    return sum(os.times()[:4]) - began


def entry(n: int) -> str:
    """The n-th of many statements: twenty parties in turn, three a day."""
    day = date(2000, 1, 1) + timedelta(days=n // 3)
    return (
        f"  - id: e{n}\n    party: p{n % 20}\n    as_of: {day}\n    stated: {day}\n"
        f'    figures: {{killed: about {1000 + n}, wounded: "{2000 + n} to {3000 + 2 * n}"}}\n    '
        f"sources: [s{n % 500}]\n"
    )


def record(home: Path, entries: int) -> Path:
    """Write a record of that many statements."""
    home.mkdir(exist_ok=True)
    for name, text in (
        ("codebook", CODEBOOK),
        ("sources", SOURCES),
        ("estimates", "estimates:\n" + "".join(map(entry, range(entries)))),
    ):
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
    return home


def every_table() -> float:
    """All tables of the shipped record, each metric's own included, in all formats."""
    data = tk.load(ROOT / "data")
    metrics = list(dict.fromkeys(figure.metric for figure in data.all_figures))
    asked = [(name, None) for name in TABLES] + [("figures", metric) for metric in metrics]
    return seconds(
        lambda: [
            written(tk.table(data, name, metric=metric), form)
            for name, metric in asked
            for form in WRITERS
        ]
    )


def one_large(folder: Path) -> dict[str, float]:
    """A table of 10,000 figures: building it, and each format."""
    data = tk.load(record(folder / "large", FIGURES // 2))
    made = []
    times = {"build": seconds(lambda: made.append(tk.table(data, "figures")))}
    assert len(made[0].rows) == FIGURES
    return times | {form: seconds(lambda form=form: written(made[0], form)) for form in WRITERS}


def far_back(folder: Path) -> dict[str, float]:
    """A history of 200 commits of a record of 400 figures; lines of the first and of a lost
    state.
    """
    home = record(folder / "data", 200)

    def git(*words):
        subprocess.run(
            [
                "git",
                "-C",
                str(folder),
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@example.org",
                *words,
            ],
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    line = tk.table(tk.load(home), "figures", metric="killed").provenance
    for n in range(COMMITS):
        git("add", "data")
        git("commit", "-q", "-m", f"Data {n}")
        text = (home / "estimates.yaml").read_text(encoding="utf-8")
        (home / "estimates.yaml").write_text(text + entry(200 + n), encoding="utf-8")
    data = tk.load(home)
    lost = line.replace(line.split("data ")[1][:12], "0" * 12)
    return {
        "the first state": seconds(lambda: verify(data, line)),
        "a state that is nowhere": seconds(lambda: verify(data, lost)),
    }


def main() -> None:
    """Print every time in seconds."""
    print(f"every table of the record in every format: {every_table():.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        for what, time_taken in one_large(Path(folder)).items():
            print(f"{FIGURES:,} figures in one table, {what}: {time_taken:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        for what, time_taken in far_back(Path(folder)).items():
            print(f"verify through {COMMITS} commits, {what}: {time_taken:.1f} s")


if __name__ == "__main__":
    main()
