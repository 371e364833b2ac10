"""What each party says now: its newest whole figure of each metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish.tables.build import SERIES
from tracker.publish.tables.notes import Notes, party_name
from tracker.publish.tables.table import Cell, Column, Table
from tracker.reconcile.numbers import format_count
from tracker.reconcile.voices import select

if TYPE_CHECKING:
    from tracker.publish.tables.build import View
    from tracker.reconcile.voices import Judged

COLUMNS = [
    *SERIES,
    Column("party", "Assessing party"),
    Column("affiliation", "Affiliation"),
    Column("said", "Newest figure, as worded"),
    Column("as_of", "As of", "date"),
    Column("low", "Low", "count"),
    Column("high", "High", "count"),
    Column("role", "Role"),
]


def build(view: View) -> Table:
    """One row a metric and party, newest first: the party's newest figure for the whole, as
    worded.
    """
    notes = Notes(view.dataset)
    rows = []
    for metric, place in view.series:
        judged = select(
            view.dataset, metric, place=place, on=view.on, known_on=view.known_on
        ).judged
        newest = sorted((item for item in judged if item.candidate), key=_newest_first)
        rows += [[*view.cells(metric, place), *_cells(view, notes, item)] for item in newest]
    return view.finish(
        f"{view.about}the newest figure of each party on {view.on}, as known on {view.known_on}",
        COLUMNS,
        rows,
        notes,
        definitions=view.definitions([view.metric] if view.metric else []),
        remarks=[
            f"Role: a voice speaks in the range on {view.on}, a bound only limits it, a figure "
            "that is out is too old. Echoes, partial "
            "counts and figures whose attribution conflicts are no newest figures."
        ],
    )


def _newest_first(item: Judged):
    return (
        -item.figure.as_of.last.toordinal(),
        -item.figure.stated.last.toordinal(),
        item.figure.key,
    )


def _cells(view: View, notes: Notes, item: Judged) -> list[Cell]:
    figure, book, keys = item.figure, view.dataset.codebook, (item.figure.key,)
    affiliation = book.parties[figure.party].affiliation
    return [
        Cell(party_name(book, figure.party), figure.party, keys),
        Cell(book.affiliations[affiliation].name, affiliation, keys),
        Cell(figure.said, figure.said, keys, notes.figure(figure)),
        Cell(str(figure.as_of), str(figure.as_of), keys),
        *(Cell(format_count(value), value, keys) for value in (figure.low, figure.high)),
        Cell(item.role, item.role, keys),
    ]
