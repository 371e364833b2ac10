"""What each party says now: its newest whole figure of each metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish.noting import Notes, party_name
from tracker.publish.table import Cell, Column, Table
from tracker.reconcile.voices import select

if TYPE_CHECKING:
    from tracker.curate.model import Figure
    from tracker.publish.tables import View


def build(view: View) -> Table:
    """One row a party, one column a metric (and place); the newest figure of each, as worded, with its day."""
    notes = Notes(view.dataset)
    book = view.dataset.codebook
    newest = {(figure.party, one): figure for one in view.series for figure in _newest(view, *one)}
    parties = [key for key in book.parties if any(party == key for party, _ in newest)]
    shown = [one for one in view.series if any(other == one for _, other in newest)]
    columns = [Column("party", "Assessing party"), Column("affiliation", "Affiliation")]
    columns += [Column(_key(book, one), _label(book, one)) for one in shown]
    rows = [[Cell(party_name(book, party), party),
             Cell(book.affiliations[book.parties[party].affiliation].name, book.parties[party].affiliation),
             *(_cell(notes, newest.get((party, one))) for one in shown)] for party in parties]
    return view.finish(f"{book.title}: the newest figure of each party on {view.on}, as known on {view.known_on}",
                       columns, rows, notes, remarks=[
        "Each party's newest figure for the whole, in its words, with the day it is for. Echoes, partial counts and "
        "figures whose attribution conflicts are left out."])


def _newest(view: View, metric: str, place: str) -> list[Figure]:
    """Each party's newest figure that speaks for the whole, whether or not it is recent enough for the range."""
    judged = select(view.dataset, metric, place=place, on=view.on, known_on=view.known_on).judged
    return [item.figure for item in judged if item.candidate]


def _key(book, one: tuple[str, str]) -> str:
    return f"{one[0]}.{one[1]}" if book.metrics[one[0]].by_place else one[0]


def _label(book, one: tuple[str, str]) -> str:
    metric = book.metrics[one[0]]
    return f"{metric.label}, {book.places[one[1]].name}" if metric.by_place else metric.label


def _cell(notes: Notes, figure: Figure | None) -> Cell:
    if figure is None:
        return Cell("")
    return Cell(f"{figure.said} ({figure.as_of})", figure.said, (figure.key,), notes.figure(figure))
