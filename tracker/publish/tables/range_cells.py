"""The cells that a range fills in a table: its ends with who holds them, its centre, its voices,
its confidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish.tables.notes import Notes, party_name
from tracker.publish.tables.table import Cell, Column
from tracker.reconcile.numbers import format_count

if TYPE_CHECKING:
    from tracker.curate.model import Dataset, Figure
    from tracker.reconcile.ranges import MetricRange

COLUMNS = [
    Column("low", "Low", "count"),
    Column("low_party", "Low held by"),
    Column("centre", "Centre", "count"),
    Column("high", "High", "count"),
    Column("high_party", "High held by"),
    Column("independent", "Independent voices", "ratio"),
    Column("confidence", "Confidence, at most", "ratio", "0%"),
    Column("last_as_of", "Last assessed", "date"),
    Column("low_open", "Low open", "flag"),
    Column("high_open", "High open", "flag"),
    Column("stale", "Stale", "flag"),
]


def range_cells(dataset: Dataset, span: MetricRange, notes: Notes) -> list[Cell]:
    """One cell for each of ``COLUMNS``."""
    figures = {figure.key: figure for figure in dataset.all_figures}
    used = [figures[key] for key in span.figures]
    low, high = (_end(dataset, span, used, side, notes) for side in ("low", "high"))
    sure = "" if span.confidence is None else f"{span.confidence:.0%}"
    last = "" if span.last_as_of is None else f"{span.last_as_of}{' (stale)' if span.stale else ''}"
    return [
        *low,
        Cell(format_count(span.centre), span.centre, span.figures),
        *high,
        Cell(str(span.independent), span.independent, span.figures),
        Cell(sure, span.confidence, span.figures),
        Cell(last, span.last_as_of),
        *(Cell("", flag) for flag in (span.low_open, span.high_open, span.stale)),
    ]


def _end(
    dataset: Dataset, span: MetricRange, used: list[Figure], side: str, notes: Notes
) -> tuple[Cell, Cell]:
    """The cell of one end, and the cell of who holds it, which carries the source notes."""
    value = getattr(span, side)
    parties = [party for party in getattr(span, f"{side}_party").split(", ") if party]
    held = [
        figure
        for figure in used
        if figure.party in parties and value in (figure.low, figure.best, figure.high)
    ]
    keys = tuple(figure.key for figure in held)
    marks = tuple(dict.fromkeys(number for figure in held for number in notes.figure(figure)))
    words = _words(span, side)
    return (
        Cell(words.format(format_count(value)), value, keys or span.figures, words=words),
        Cell(party_name(dataset.codebook, parties, short=True), ", ".join(parties), keys, marks),
    )


def _words(span: MetricRange, side: str) -> str:
    """What print says around one end: "{} or more" where it is open, "at least {}" where nothing
    closes the other side.
    """
    value, other = getattr(span, side), getattr(span, "high" if side == "low" else "low")
    if value is None:
        return "" if other is None else "open"
    if other is None:
        return "at least {}" if side == "low" else "at most {}"
    more = (" or more" if side == "high" else " or fewer") if getattr(span, f"{side}_open") else ""
    return "{}" + more
