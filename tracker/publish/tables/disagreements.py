"""Disagreements: on which days, and between whom, figures of the same thing lay furthest apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.publish.tables.build import SERIES
from tracker.publish.tables.notes import Notes, party_name
from tracker.publish.tables.table import Cell, Column, Table
from tracker.reconcile.ranges import changes
from tracker.reconcile.voices import series

if TYPE_CHECKING:
    from tracker.curate.model import Figure
    from tracker.publish.tables.build import View

MOST = 10
"""Rows a series: the pairs that lay furthest apart."""

COLUMNS = [
    *SERIES,
    Column("on", "First on", "date"),
    Column("lower", "Lower figure"),
    Column("lower_party", "Lower, stated by"),
    Column("higher", "Higher figure"),
    Column("higher_party", "Higher, stated by"),
    Column("ratio", "Times", "ratio", "0.0"),
]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two voices of one day, of different affiliations, whose bounds do not meet; ``ratio`` is high
    end to low end.
    """

    on: date
    lower: Figure
    higher: Figure
    ratio: float


def build(view: View) -> Table:
    """One row a pair of voices whose bounds do not meet, furthest apart first, with the first day
    both spoke.
    """
    notes = Notes(view.dataset)
    rows = []
    for metric, place in view.series:
        found = pairs(view, metric, place)
        found = sorted(
            found, key=lambda pair: (-pair.ratio, pair.on, pair.lower.key, pair.higher.key)
        )[:MOST]
        rows += [_row(view, notes, pair, place) for pair in found]
    return view.finish(
        f"{view.about}figures furthest apart while both spoke, to {view.on}",
        COLUMNS,
        rows,
        notes,
        remarks=[
            "Two figures are compared only on a day on which both speak for the whole, as known "
            "then, and only where the bounds "
            "stated do not meet. Times: the lower end of the higher figure over the upper end of "
            f"the lower. At most {MOST} pairs a series."
        ],
    )


def pairs(view: View, metric: str, place: str) -> list[Pair]:
    """Each pair of voices that ever spoke on one day with bounds apart, once, on the first such
    day.
    """
    voices = series(view.dataset, metric, place)
    found: dict[tuple[str, str], Pair] = {}
    for span in changes(view.dataset, metric, place=place):
        if span.on > min(view.on, view.known_on):
            break
        speaking = voices.select(span.on, span.known_on).voices
        for lower in speaking:
            for higher in speaking:
                pair = _apart(span.on, lower, higher)
                if pair:
                    found.setdefault((lower.key, higher.key), pair)
    return list(found.values())


def _apart(on: date, lower: Figure, higher: Figure) -> Pair | None:
    if (
        lower.affiliation == higher.affiliation
        or not lower.high
        or higher.low is None
        or higher.low <= lower.high
    ):
        return None
    return Pair(on, lower, higher, higher.low / lower.high)


def _row(view: View, notes: Notes, pair: Pair, place: str) -> list[Cell]:
    book = view.dataset.codebook
    both = (pair.lower.key, pair.higher.key)
    cells = [
        cell
        for figure in (pair.lower, pair.higher)
        for cell in (
            Cell(figure.said, figure.said, (figure.key,), notes.figure(figure)),
            Cell(
                f"{party_name(book, figure.party, short=True)} ({figure.as_of})",
                figure.party,
                (figure.key,),
            ),
        )
    ]
    return [
        *view.cells(pair.lower.metric, place),
        Cell(str(pair.on), pair.on, both),
        *cells,
        Cell(f"{pair.ratio:.1f}", pair.ratio, both),
    ]
