"""The summary: the latest range of each metric, who holds each end, how many voices, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish.tables import range_cells
from tracker.publish.tables.build import SERIES
from tracker.publish.tables.notes import Notes
from tracker.publish.tables.table import Table
from tracker.reconcile.ranges import assess

if TYPE_CHECKING:
    from tracker.publish.tables.build import View

CONDITION = (
    "Low and High are the lowest and highest number stated, never a confidence interval. "
    "Confidence is at most "
    "the chance that the truth lies between, if the parties err independently and as often high "
    "as low; "
    "shared errors make it smaller."
)
ROUNDED = "Computed numbers are printed to four significant digits."


def build(view: View) -> Table:
    """One row a metric, and a place where the metric is counted by place."""
    notes = Notes(view.dataset)
    rows, shown = [], []
    for metric, place in view.series:
        span = assess(
            view.dataset,
            metric,
            place=place,
            on=view.on,
            known_on=view.known_on,
            method=view.method,
        )
        if span.figures:
            shown.append(metric)
            rows.append(
                [*view.cells(metric, place), *range_cells.range_cells(view.dataset, span, notes)]
            )
    return view.finish(
        f"{view.about}{'range' if view.metric else 'ranges'} on {view.on}, as known on "
        f"{view.known_on}",
        [*SERIES, *range_cells.COLUMNS],
        rows,
        notes,
        definitions=view.definitions(shown),
        remarks=[condition(view.method)],
    )


def condition(method: str) -> str:
    """What the ends mean, and on what condition the confidence holds."""
    said = (
        CONDITION
        if method == "envelope"
        else f"Ranges by the method '{method}' (see the methods page), not the envelope."
    )
    return f"{said} {ROUNDED}"
