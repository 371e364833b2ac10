"""The summary: the latest range of each metric, who holds each end, how many voices, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish.noting import Notes, party_name
from tracker.publish.table import Cell, Column, Table
from tracker.reconcile.numbers import format_count
from tracker.reconcile.ranges import assess
from tracker.reconcile.voices import places_of, select

if TYPE_CHECKING:
    from tracker.publish.tables import View
    from tracker.reconcile.ranges import MetricRange

COLUMNS = [
    Column("metric", "Metric"), Column("place", "Place"), Column("low", "Low", "count"),
    Column("low_party", "Held by"), Column("centre", "Centre", "count"), Column("high", "High", "count"),
    Column("high_party", "Held by"), Column("independent", "Independent voices", "ratio"),
    Column("confidence", "Confidence, at most", "ratio"), Column("last_as_of", "Last assessed", "date"),
]
CONDITION = ("Low and High are the lowest and highest number stated, never a confidence interval. Confidence is at most "
             "the chance that the truth lies between, if the parties err independently and as often high as low; "
             "shared errors make it smaller.")


def build(view: View) -> Table:
    """One row a metric, and a place where the metric is counted by place."""
    notes = Notes(view.dataset)
    rows, definitions = [], []
    for metric in view.metrics:
        places = [view.place] if view.place else places_of(view.dataset, metric)
        found = [row for place in places if (row := _row(view, notes, metric, place))]
        if found:
            meaning = view.dataset.codebook.metrics[metric]
            definitions.append(f"{meaning.label}: {meaning.definition}")
        rows += found
    remarks = [CONDITION if view.method == "envelope" else f"Ranges by the method '{view.method}'."]
    return view.finish(f"{view.dataset.codebook.title}: ranges on {view.on}, as known on {view.known_on}",
                       COLUMNS, rows, notes, definitions=definitions, remarks=remarks)


def _row(view: View, notes: Notes, metric: str, place: str) -> list[Cell] | None:
    book = view.dataset.codebook
    span = assess(view.dataset, metric, place=place, on=view.on, known_on=view.known_on, method=view.method)
    if not span.figures:
        return None
    used = [item.figure for item in select(view.dataset, metric, place=place, on=view.on, known_on=view.known_on).judged
            if item.figure.key in span.figures]
    low, high = (_end(span, used, side, notes, book) for side in ("low", "high"))
    stale = "; stale" if span.stale else ""
    return [
        Cell(book.metrics[metric].label, metric),
        Cell(book.places[place].name if book.metrics[metric].by_place else "", place),
        low[0], low[1],
        Cell(format_count(span.centre), span.centre, span.figures), high[0], high[1],
        Cell(str(span.independent), span.independent),
        Cell("" if span.confidence is None or span.confidence != span.confidence else f"{span.confidence:.0%}", span.confidence),
        Cell(f"{span.last_as_of:%Y-%m-%d}{stale}" if span.last_as_of else "", span.last_as_of),
    ]


def _end(span: MetricRange, used, side: str, notes: Notes, book) -> tuple[Cell, Cell]:
    """The cell of one end and the cell of who holds it, which carries the source notes."""
    value = getattr(span, side)
    parties = getattr(span, f"{side}_party") or ()
    parties = [part.strip() for part in parties.split(",")] if isinstance(parties, str) else list(parties)
    held = [figure for figure in used if figure.party in parties and value in (figure.low, figure.best, figure.high)]
    keys = tuple(figure.key for figure in held)
    marks = tuple(dict.fromkeys(number for figure in held for number in notes.sources(figure)))
    return _number(span, side, value, keys), Cell(party_name(book, parties, short=True), ", ".join(parties), keys, marks)


def _number(span: MetricRange, side: str, value: float, keys: tuple[str, ...]) -> Cell:
    if value is None or value != value:
        return Cell("", None)
    text = format_count(value)
    if side == "high" and span.high_open:
        text += " or more"
    if side == "low" and span.low_open:
        text += " or fewer"
    return Cell(text, value, keys)
