"""The timeline: the range at each month's end, as it was known then."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.publish.tables import range_cells
from tracker.publish.tables.build import SERIES
from tracker.publish.tables.notes import Notes
from tracker.publish.tables.summary import condition
from tracker.publish.tables.table import Cell, Column, Table
from tracker.reconcile.ranges import assess

if TYPE_CHECKING:
    from tracker.publish.tables.build import View


def build(view: View) -> Table:
    """One row a month's end and series, from the first figure to the day asked about, each as known
    on its own day.
    """
    notes = Notes(view.dataset)
    rows, shown, last = [], [], min(view.on, view.known_on)
    for metric, place in view.series:
        for day in _month_ends(_first(view, metric), last):
            span = assess(
                view.dataset, metric, place=place, on=day, known_on=day, method=view.method
            )
            if span.figures:
                shown.append(metric)
                rows.append(
                    [
                        *view.cells(metric, place),
                        Cell(str(day), day, span.figures),
                        *range_cells.range_cells(view.dataset, span, notes),
                    ]
                )
    return view.finish(
        f"{view.about}{'range' if view.metric else 'ranges'} at month ends to {last}, each as "
        "known then",
        [*SERIES, Column("on", "On", "date"), *range_cells.COLUMNS],
        rows,
        notes,
        definitions=view.definitions(shown),
        remarks=["Each row uses only what had been stated by its day.", condition(view.method)],
    )


def _first(view: View, metric: str) -> date:
    return min(figure.as_of.first for figure in view.dataset.all_figures if figure.metric == metric)


def _month_ends(first: date, last: date) -> Iterator[date]:
    """The last day of each month from ``first`` on, and ``last`` itself."""
    day = first
    while day <= last:
        day = day.replace(day=monthrange(day.year, day.month)[1])
        yield min(day, last)
        day += timedelta(days=1)
