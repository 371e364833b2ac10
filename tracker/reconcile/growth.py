"""Growth or reassessment: what moved between each party's successive figures, and by how much.

A *revision* replaces an earlier figure for the same time: the party thought again. *Growth* is a
larger count of a later day: more has happened. The record says which is which (``revises``);
nothing here guesses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import nan
from typing import TYPE_CHECKING

from tracker.reconcile.frames import frame
from tracker.reconcile.judgement import Entry, one_number
from tracker.reconcile.question import Day, Question, ask
from tracker.reconcile.voices import series

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset
    from tracker.curate.model import Figure

MOVE_COLUMNS = (
    "party",
    "affiliation",
    "metric",
    "from",
    "to",
    "from_as_of",
    "to_as_of",
    "from_said",
    "to_said",
    "kind",
    "difference",
    "ratio",
    "place",
)


def growth(data: Dataset, metric: str | None = None, *, known_on: Day = None) -> pandas.DataFrame:
    """How each party's figures moved, one row a step from one figure to its next.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it.
    metric : str, optional
        A codebook key; default: every metric with figures, in the codebook's order.
    known_on : date or str, optional
        The day whose knowledge is used; default: the last day anything was stated.

    Returns
    -------
    pandas.DataFrame
        ``party, affiliation, metric``; ``from, to`` (figure keys); ``from_as_of, to_as_of`` (the
        first day of what was written); ``from_said, to_said``; ``kind``; ``difference`` (persons)
        and ``ratio`` of the two numbers; ``place``. Parties follow the codebook. A figure that
        revises another is set against the one it revises, any other against its party's figure
        before it that does not revise it. Partial counts, echoes and disputed or withdrawn figures
        are no steps.

    Raises
    ------
    ValueError
        If the metric or the day cannot be used; the message holds the remedy.

    Notes
    -----
    ``kind`` is ``revision``; ``restatement`` (another number for the same day, unlinked);
    ``growth``, ``fall`` or ``unchanged`` (a later day, with its number); or ``undetermined`` where
    only one of the two is an upper bound ("up to 12,000", then "about 10,000", need not be a fall).
    The number of a range is its geometric middle, of a bound the bound.

    """
    return moves(ask(data, metric, known_on=known_on))


def moves(question: Question) -> pandas.DataFrame:
    """The answer of :func:`growth` to a question about a metric and place, or the whole record."""
    rows = [
        _row(one, before.figure, after.figure, kind)
        for one in question.series
        for before, after, kind in _steps(one)
    ]
    return frame(
        rows, MOVE_COLUMNS, days=("from_as_of", "to_as_of"), numbers=("difference", "ratio")
    )


def _steps(question: Question) -> Iterator[tuple[Entry, Entry, str]]:
    """Each step of a series, party by party: the figure before, the figure after, and what
    moved.
    """
    parties: dict[str, list[Entry]] = {key: [] for key in question.book.parties}
    for entry in series(question).entries:
        if entry.stands_whole(question.known_on.toordinal()):
            parties[entry.figure.party].append(entry)
    for own in parties.values():
        by_name = {entry.figure.estimate: entry for entry in own}
        for position, after in enumerate(own):
            revised = by_name.get(after.figure.revises or "")
            before = revised or next(
                (
                    own[place]
                    for place in range(position - 1, -1, -1)
                    if own[place].figure.revises != after.figure.estimate
                ),
                None,
            )
            if before:
                yield before, after, "revision" if revised else _kind(before, after)


def _kind(before: Entry, after: Entry) -> str:
    first, second = before.figure, after.figure
    if (first.low, first.best, first.high) == (second.low, second.best, second.high):
        return "unchanged"
    if before.day == after.day:
        return "restatement"
    if len({one.low is None and one.best is None for one in (first, second)}) > 1:
        return "undetermined"
    change = _number(second) - _number(first)
    return "growth" if change > 0 else "fall" if change < 0 else "unchanged"


def _row(question: Question, before: Figure, after: Figure, kind: str) -> list[object]:
    old, new = _number(before), _number(after)
    return [
        after.party,
        after.affiliation,
        after.metric,
        before.key,
        after.key,
        before.as_of.first,
        after.as_of.first,
        before.said,
        after.said,
        kind,
        new - old,
        new / old if old else nan,
        question.where,
    ]


def _number(figure: Figure) -> float:
    """The figure as one number; every figure that stands as a step has one."""
    number = one_number(figure)
    return nan if number is None else number
