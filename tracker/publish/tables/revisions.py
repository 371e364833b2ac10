"""Revisions: which moves between a party's successive figures are reassessment, which growth, and
how large each was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish.tables.build import SERIES
from tracker.publish.tables.notes import Notes, party_name
from tracker.publish.tables.table import Cell, Column, Table
from tracker.reconcile.growth import growth
from tracker.reconcile.numbers import format_count

if TYPE_CHECKING:
    from tracker.publish.tables.build import View

COLUMNS = [
    *SERIES,
    Column("party", "Assessing party"),
    Column("kind", "Move"),
    Column("before", "Before"),
    Column("before_as_of", "Before, as of", "date"),
    Column("after", "After"),
    Column("after_as_of", "After, as of", "date"),
    Column("difference", "Difference", "count", "+#,##0;−#,##0;0"),
    Column("ratio", "Times", "ratio", "0.00"),
]


def build(view: View) -> Table:
    """One row a step from one figure of a party to its next."""
    notes = Notes(view.dataset)
    figures = {figure.key: figure for figure in view.dataset.all_figures}
    rows = []
    for metric, place in view.series:
        steps = growth(view.dataset, metric, known_on=view.known_on)
        rows += [
            _row(view, notes, step, figures)
            for step in steps[steps["place"] == place].to_dict("records")
            if step["to_as_of"].date() <= view.on
        ]
    return view.finish(
        f"{view.about}revisions and growth to {view.on}, as known on {view.known_on}",
        COLUMNS,
        rows,
        notes,
        remarks=[
            "A revision replaces the same party's figure for the same time: it thought again. "
            "Growth is a larger count of a later "
            "day. A restatement gives another number for the same day without being marked as a "
            "revision; undetermined means "
            "that one of the two is only an upper bound. Difference and times compare one number "
            "of each: its best, the geometric "
            "middle of its ends, or its only bound."
        ],
    )


def _row(view: View, notes: Notes, step: dict, figures: dict) -> list[Cell]:
    book = view.dataset.codebook
    before, after = figures[step["from"]], figures[step["to"]]
    both = (before.key, after.key)
    change, ratio = step["difference"], step["ratio"]
    return [
        *view.cells(after.metric, step["place"]),
        Cell(party_name(book, after.party, short=True), after.party),
        Cell(step["kind"], step["kind"], both),
        Cell(before.said, before.said, (before.key,), notes.figure(before)),
        Cell(str(before.as_of), str(before.as_of), (before.key,)),
        Cell(after.said, after.said, (after.key,), notes.figure(after)),
        Cell(str(after.as_of), str(after.as_of), (after.key,)),
        Cell(
            f"{'+' if change > 0 else '−' if change < 0 else ''}{format_count(abs(change))}",
            change,
            both,
        ),
        Cell(f"{ratio:.2f}" if ratio == ratio else "", ratio if ratio == ratio else None, both),
    ]
