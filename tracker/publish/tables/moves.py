"""Tables between two figures: a party's revisions and growth, and where parties differ most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations
from math import inf
from typing import Any

from tracker.curate.model import Figure
from tracker.publish.tables.draft import SERIES, Draft, Notes, number_cell, said_cell, series_cells
from tracker.publish.tables.table import Cell, Column
from tracker.reconcile.assess import changes
from tracker.reconcile.growth import moves
from tracker.reconcile.numbers import format_count
from tracker.reconcile.question import Question

REVISIONS = (
    *SERIES,
    Column("party", "Assessing party"),
    Column("kind", "Move"),
    Column("before", "Before"),
    Column("before_as_of", "Before, as of", "date"),
    Column("after", "After"),
    Column("after_as_of", "After, as of", "date"),
    Column("difference", "Difference", "count", "+#,##0;−#,##0;0"),
    Column("ratio", "Times", "ratio", "0.00"),
)
DISAGREEMENTS = (
    *SERIES,
    Column("on", "First on", "date"),
    Column("lower", "Lower figure"),
    Column("lower_party", "Lower, stated by"),
    Column("higher", "Higher figure"),
    Column("higher_party", "Higher, stated by"),
    Column("ratio", "Times", "ratio", "0.0"),
)
_MOST = 10
"""Rows a series: the pairs that lay furthest apart."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two voices of one day, of different affiliations, whose bounds do not meet; ``ratio`` is that
    of the higher one's low end to the lower one's high end, infinite where that is zero.
    """

    on: date
    lower: Figure
    higher: Figure
    ratio: float


def revisions(question: Question) -> Draft:
    """One row a step from one figure of a party to its next."""
    notes = Notes(question)
    figures = {figure.key: figure for figure in question.dataset.all_figures}
    rows = [
        _revision(one, notes, step, figures)
        for one in question.series
        for step in moves(one).to_dict("records")
        if step["to_as_of"].date() <= one.on
    ]
    return Draft(
        f"revisions and growth to {question.on}, as known on {question.known_on}",
        REVISIONS,
        rows,
        notes,
        remarks=(
            "A revision replaces the same party's figure for the same time: it thought again. "
            "Growth is a larger count of a later day. A restatement gives another number for the "
            "same day without being marked as a revision; undetermined means that one of the two "
            "is only an upper bound. Difference and times compare one number of each: its best, "
            "the geometric middle of its ends, or its only bound.",
        ),
    )


def disagreements(question: Question) -> Draft:
    """One row a pair of voices whose bounds do not meet, furthest apart first, with the first day
    both spoke.
    """
    notes = Notes(question)
    rows = []
    for one in question.series:
        apart = sorted(pairs(one), key=lambda p: (-p.ratio, p.on, p.lower.key, p.higher.key))
        rows += [_pair(one, notes, pair) for pair in apart[:_MOST]]
    return Draft(
        f"figures furthest apart while both spoke, to {question.on}",
        DISAGREEMENTS,
        rows,
        notes,
        remarks=(
            "Two figures are compared only on a day on which both speak for the whole, as known "
            "then, and only where the bounds stated do not meet. Times: the lower end of the "
            f"higher figure over the upper end of the lower. At most {_MOST} pairs a series.",
        ),
    )


def pairs(question: Question) -> list[Pair]:
    """Each pair of voices that ever spoke on one day with bounds apart, once, on the first such
    day.
    """
    figures = {figure.key: figure for figure in question.dataset.all_figures}
    first: dict[tuple[str, str], Pair] = {}
    for span in changes(question.as_known_then(min(question.on, question.known_on))):
        speaking = [figures[key] for key in span.figures[: span.voices]]
        for lower, higher in permutations(speaking, 2):
            if pair := _apart(span.on, lower, higher):
                first.setdefault((lower.key, higher.key), pair)
    return list(first.values())


def _apart(on: date, lower: Figure, higher: Figure) -> Pair | None:
    if lower.affiliation == higher.affiliation or lower.high is None or higher.low is None:
        return None
    ratio = higher.low / lower.high if lower.high else inf
    return Pair(on, lower, higher, ratio) if higher.low > lower.high else None


def _revision(
    question: Question, notes: Notes, step: dict[Any, Any], figures: dict[str, Figure]
) -> list[Cell]:
    before, after = figures[step["from"]], figures[step["to"]]
    both = (before.key, after.key)
    change, ratio = step["difference"], step["ratio"]
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return [
        *series_cells(question),
        Cell(notes.party(after.party), after.party),
        Cell(step["kind"], step["kind"], both),
        *_said(notes, before),
        *_said(notes, after),
        Cell(f"{sign}{format_count(abs(change))}", change, both),
        replace(number_cell(ratio, "{:.2f}"), figures=both),
    ]


def _said(notes: Notes, figure: Figure) -> list[Cell]:
    """A figure's words and its as-of day."""
    day = str(figure.as_of)
    return [said_cell(figure, notes), Cell(day, day, (figure.key,))]


def _held(notes: Notes, figure: Figure) -> list[Cell]:
    """A figure's words, and who stated it, with its as-of day."""
    party = f"{notes.party(figure.party)} ({figure.as_of})"
    return [said_cell(figure, notes), Cell(party, figure.party, (figure.key,))]


def _pair(question: Question, notes: Notes, pair: Pair) -> list[Cell]:
    both = (pair.lower.key, pair.higher.key)
    return [
        *series_cells(question),
        Cell(str(pair.on), pair.on, both),
        *_held(notes, pair.lower),
        *_held(notes, pair.higher),
        replace(number_cell(pair.ratio, "{:.1f}"), figures=both),
    ]
