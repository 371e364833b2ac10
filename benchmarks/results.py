"""Results of the studies: kept as CSV in docs/results, and set as tables into docs/methods.md."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from tracker.curate.files import write_whole

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "methods.md"


def keep(name: str, rows: pd.DataFrame) -> None:
    """Write a study's rows to docs/results/NAME.csv, numbers with seven significant digits."""
    text = rows.to_csv(index=False, float_format="%.7g", lineterminator="\n")
    write_whole(DOCS / "results" / f"{name}.csv", text)


def kept(name: str) -> pd.DataFrame:
    """The rows of docs/results/NAME.csv."""
    return pd.read_csv(DOCS / "results" / f"{name}.csv")


def markdown(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown, numbers to the right of the first column."""
    head = list(head)
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def on_page(study: str) -> str:
    """What stands between the marks of a study on the methods page."""
    _, text, _ = _parts(study)
    return text


def fill_page(study: str, text: str) -> None:
    """Put tables between the marks of a study on the methods page."""
    before, _, after = _parts(study)
    write_whole(PAGE, f"{before}\n\n{text}\n{after}")


def _parts(study: str) -> tuple[str, str, str]:
    """The page up to the first mark of a study, what stands between, and the rest."""
    begin = f"<!-- {study}: written by benchmarks/{study}.py -->"
    end = f"<!-- {study}: end -->"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    between, closed, after = rest.partition(end)
    if not closed:
        raise SystemExit(
            f"{PAGE.name} lacks the marks {begin} and {end}; put them where the tables belong"
        )
    return before + begin, between.strip() + "\n", end + after
