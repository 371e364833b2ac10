"""Every figure of a metric in order, in its own words, with party, dates, sources and what became
of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish.tables.notes import Notes, party_name
from tracker.publish.tables.table import Cell, Column, Table
from tracker.reconcile.numbers import format_count
from tracker.reconcile.voices import select

if TYPE_CHECKING:
    from tracker.curate.model import Figure
    from tracker.publish.tables.build import View
    from tracker.reconcile.voices import Judged

COLUMNS = [
    Column("figure", "Figure", "key"),
    Column("party", "Assessing party"),
    Column("as_of", "As of", "date"),
    Column("stated", "Stated", "date"),
    Column("said", "As worded"),
    Column("low", "Low", "count"),
    Column("best", "Best", "count"),
    Column("high", "High", "count"),
    Column("role", "Role"),
    Column("reason", "Why"),
]


def build(view: View) -> Table:
    """One row a figure known by the day, of one metric or of all, with its role in the range of the
    day.
    """
    notes = Notes(view.dataset)
    columns = COLUMNS if view.metric else [Column("metric", "Metric"), *COLUMNS]
    rows = []
    for metric, place in view.series:
        judged = select(
            view.dataset, metric, place=place, on=view.on, known_on=view.known_on
        ).judged
        known = [item for item in judged if item.figure.stated.last <= view.known_on]
        rows += [_row(view, notes, item) for item in sorted(known, key=lambda j: _order(j.figure))]
    return view.finish(
        f"{view.about}figures as stated by {view.known_on}",
        columns,
        rows,
        notes,
        definitions=view.definitions([view.metric] if view.metric else []),
        remarks=[
            f"Role: what each figure is to the range on {view.on}; a bound only limits it, "
            "a figure that is out does not speak, for the reason given."
        ],
    )


def _order(figure: Figure):
    return figure.as_of.first, figure.as_of.last, figure.stated.first, figure.key


def _row(view: View, notes: Notes, judged: Judged) -> list[Cell]:
    figure, book = judged.figure, view.dataset.codebook
    keys = (figure.key,)
    part = f" ({figure.covers or f'since {figure.since}'})" if figure.partial else ""
    numbers = [
        Cell("" if value is None else format_count(value), value, keys)
        for value in (figure.low, figure.best, figure.high)
    ]
    row = [
        Cell(figure.key, figure.key, keys),
        Cell(party_name(book, figure.party, short=True), figure.party, keys),
        Cell(str(figure.as_of), str(figure.as_of), keys),
        Cell(str(figure.stated), str(figure.stated), keys),
        Cell(f"{figure.said}{part}", figure.said, keys, notes.figure(figure)),
        *numbers,
        Cell(judged.role, judged.role, keys),
        Cell(judged.reason, judged.reason, keys),
    ]
    return (
        row if view.metric else [Cell(book.metrics[figure.metric].label, figure.metric, keys), *row]
    )
