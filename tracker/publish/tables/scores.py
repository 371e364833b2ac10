"""The table of the track record: how often the printed ranges held what came."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tracker.curate.model import Codebook
from tracker.publish.tables.draft import Draft, Notes, number_cell
from tracker.publish.tables.table import Cell, Column
from tracker.reconcile.question import NothingToShow, Question
from tracker.reconcile.said.track_record import FEWEST, SCORED, scored, summed_up

if TYPE_CHECKING:
    import pandas

TRACK_RECORD = (
    Column("by", "By"),
    Column("name", "Which"),
    Column("method", "Range"),
    Column("figures", "Scored", "count"),
    Column("ranges", "With a range before", "count"),
    Column("inside", "Inside", "ratio", "0%"),
    Column("allowed", "Allowed", "ratio", "0%"),
    Column("score", "Mean score", "ratio", "0.00"),
)
_WORDS = {
    "envelope": "stated (envelope)",
    "model": "estimated (model, 90%)",
    "third_party": "third party",
}
REMARKS = (
    "Each whole, two-sided figure of a party is held against the range for its as-of day as known "
    "on the day before it was stated; what was established later, against every range printed "
    "from the day it describes until then.",
    "Inside, of ranges with two ends: the number lies between them as printed. Allowed: it does, "
    "or lies beyond an end that was open. The score is the interval score at 90% on the natural "
    "logarithm; smaller is better.",
    "A figure stated next is no truth: a range that holds it says what was said next, not what "
    f"was so. Parties with fewer than {FEWEST} ranges have no line of their own.",
)


def scores(question: Question) -> Draft:
    """How often the stated and the estimated ranges held what was said next, and what was
    established later.
    """
    notes = Notes(question)
    methods = SCORED if question.method == "envelope" else (question.method,)
    cells: list[list[Cell]] = []
    with suppress(NothingToShow):
        rows = scored(question, methods)
        cells = [
            _row(question.book, notes, line, rows) for line in summed_up(rows).to_dict("records")
        ]
    return Draft(
        f"track record to {question.on}, as known on {question.known_on}",
        TRACK_RECORD,
        cells,
        notes,
        remarks=REMARKS,
    )


def _row(book: Codebook, notes: Notes, line: dict[Any, Any], rows: pandas.DataFrame) -> list[Cell]:
    by, name = line["by"], line["name"]
    shown = _WORDS.get(name, name)
    if by == "metric":
        shown = book.metrics[name].label
    elif by == "party":
        shown = notes.party(name)
    against = "established" if by == "established later" else "stated"
    used = rows[(rows["against"] == against) & (rows["method"] == line["method"])]
    if by in ("metric", "stance", "party"):
        used = used[used[by] == name]
    keys = tuple(dict.fromkeys(used["figure"])) if by != "age" else ()
    return [
        Cell(by, by),
        Cell(shown, name, keys),
        Cell(_WORDS.get(line["method"], line["method"]), line["method"]),
        *(Cell(str(line[count]), line[count]) for count in ("figures", "ranges")),
        *(number_cell(line[share], "{:.0%}") for share in ("inside", "allowed")),
        number_cell(line["score"], "{:.2f}"),
    ]
