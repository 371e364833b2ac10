"""The summary: the latest range of each metric, who holds each end, how many voices, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish import ends
from tracker.publish.noting import Notes
from tracker.publish.table import Cell, Column, Table
from tracker.reconcile.ranges import assess

if TYPE_CHECKING:
    from tracker.publish.tables import View

CONDITION = ("Low and High are the lowest and highest number stated, never a confidence interval. Confidence is at most "
             "the chance that the truth lies between, if the parties err independently and as often high as low; "
             "shared errors make it smaller.")


def build(view: View) -> Table:
    """One row a metric, and a place where the metric is counted by place."""
    notes = Notes(view.dataset)
    book = view.dataset.codebook
    rows, shown = [], {}
    for metric, place in view.series:
        span = assess(view.dataset, metric, place=place, on=view.on, known_on=view.known_on, method=view.method)
        if span.figures:
            shown[metric] = book.metrics[metric]
            rows.append([Cell(shown[metric].label, metric), Cell(book.places[place].name if shown[metric].by_place else "", place),
                         *ends.range_cells(view.dataset, span, notes)])
    return view.finish(f"{book.title}: ranges on {view.on}, as known on {view.known_on}",
                       [Column("metric", "Metric"), Column("place", "Place"), *ends.COLUMNS], rows, notes,
                       definitions=[f"{item.label}: {item.definition}" for item in shown.values()],
                       remarks=[condition(view.method)])


def condition(method: str) -> str:
    """What the ends mean, and on what condition the confidence holds."""
    return CONDITION if method == "envelope" else f"Ranges by the method '{method}' (see the methods page), not the envelope."
