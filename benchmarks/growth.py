"""How work grows with a record: calls counted, not seconds, for records of which each is twice the one before.

``python benchmarks/growth.py`` prints, for each job, how many function calls it makes of 60, 120 and 240 statements,
and by what factor the last doubling multiplied them: 2 is linear, 4 quadratic; 1 where some are above 2.5.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
SIZES, MOST = (60, 120, 240), 2.5


def record(home: Path, size: int) -> Path:
    """So many statements of forty parties, on days of their own, some revised, some echoes."""
    from conftest import CODEBOOK, SOURCES

    home.mkdir()
    lines, book = ["estimates:"], CODEBOOK.replace("  paper:", "PARTIES  paper:", 1)
    parties = "".join(f"  p{n}: {{name: Party {n}, affiliation: press}}\n" for n in range(40))
    for number in range(size):
        day, party = date(2020, 1, 1) + timedelta(number), f"p{number % 40}"
        lines += [
            f"  - id: e{number}",
            f"    party: {party}",
            f"    as_of: {day}",
            f"    stated: {day}",
        ]
        lines += [f"    figures: {{killed: about {1000 + 10 * number}}}", "    sources: [news]"]
        if number % 7 == 0 and number >= 40:
            lines[-4] = f"    as_of: {day - timedelta(40)}"
            lines += [f"    revises: e{number - 40}"]
    (home / "estimates.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (home / "codebook.yaml").write_text(book.replace("PARTIES", parties), encoding="utf-8")
    (home / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return home


def counted(job: Callable[[], object]) -> int:
    """How many calls a job makes, those of built-in functions too."""
    profile = cProfile.Profile()
    profile.runcall(job)
    return pstats.Stats(profile).total_calls


def jobs(home: Path, size: int) -> dict[str, Callable[[], object]]:
    """What is done with a record, by name."""
    import tracker as tk
    from tracker.curate.entry.bibliography import read_references
    from tracker.curate.entry.sheet import read_sheet
    from tracker.curate.load import check
    from tracker.publish.citing.provenance import parse_all
    from tracker.publish.verify import verify_all

    data = tk.load(record(home, size))
    rows = "".join(f"spy,2025-02-01,2025-02-02,about {n}\n" for n in range(size))
    (home / "rows.csv").write_text(f"party,as_of,stated,killed\n{rows}", encoding="utf-8")
    entries = "".join(
        f"@misc{{a{n}, title = {{A {n}}}, url = {{https://a.example/{n}}}}}\n" for n in range(size)
    )
    (home / "a.bib").write_text(entries, encoding="utf-8")
    line = tk.table(data, "summary").provenance
    page = "".join(f"{line}\n" for _ in range(size))
    return {
        "check": lambda: check(home),
        "load": lambda: tk.load(home),
        "fingerprint": lambda: tk.load(home).fingerprint,
        "ranges over time": lambda: tk.ranges(data, "killed"),
        "table of figures": lambda: str(tk.table(data, "figures")),
        "table of revisions": lambda: str(tk.table(data, "revisions")),
        "read a sheet": lambda: read_sheet(home / "rows.csv"),
        "read a bibliography": lambda: read_references(home / "a.bib"),
        "find provenance lines": lambda: parse_all(page),
        "verify": lambda: verify_all(data, page),
    }


def main() -> int:
    """Count, and say what grows faster than the record."""
    with tempfile.TemporaryDirectory() as folder:
        made = [jobs(Path(folder) / f"data{size}", size) for size in SIZES]
        worst = 0.0
        for name in made[0]:
            made[0][name]()  # what is loaded once is loaded now
            calls = [counted(some[name]) for some in made]
            told = " ".join(f"{count:>12,}" for count in calls)
            print(f"{name:<22} {told} {calls[-1] / calls[-2]:>6.2f}", flush=True)
            worst = max(worst, calls[-1] / calls[-2])
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
