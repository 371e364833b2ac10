"""The ranges of a metric as a frame, on a day or on every day on which they changed; and which
figures one rests on, which not, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.reconcile.assess import MetricRange, assess, changes
from tracker.reconcile.frames import frame
from tracker.reconcile.question import Day, Question, ask
from tracker.reconcile.sentences import sentence
from tracker.reconcile.voices import select

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset

RANGE_COLUMNS = (
    *("metric", "place", "on", "known_on", "method", "low", "centre", "high"),
    *("low_open", "high_open", "voices", "independent", "confidence"),
    *("low_party", "high_party", "last_as_of", "stale", "figures", "remark"),
)


def ranges(
    dataset: Dataset,
    metric: str,
    *,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
    method: str = "envelope",
) -> pandas.DataFrame:
    """Ranges of a metric as a frame, one row a place and day.

    Parameters
    ----------
    dataset, metric, known_on, method
        As in :func:`tracker.reconcile.question.ask`.
    place : str, optional
        One place of a metric that is counted by place; default: all of its places.
    on : date or str, optional
        The day asked about; default: every day on which the range changed (see
        :func:`tracker.reconcile.assess.changes`).

    Returns
    -------
    pandas.DataFrame
        The columns ``metric, place, on, known_on, method``, then the fields of
        :class:`tracker.reconcile.assess.MetricRange`; NaN and NaT where there is no number or day.
        ``remark`` says of a row without any end why, and what to ask instead.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    question = ask(dataset, metric, place=place, on=on, known_on=known_on, method=method)
    rows = []
    for one in question.series:
        answers = [assess(one)] if on is not None else list(changes(one)) or [assess(one)]
        rows += [record(answer) for answer in answers]
    days, numbers = ("on", "known_on", "last_as_of"), ("low", "centre", "high", "confidence")
    return frame(rows, RANGE_COLUMNS, days=days, numbers=numbers)


def record(answer: MetricRange) -> list[object]:
    """A range as one row of :data:`RANGE_COLUMNS`."""
    remark = sentence(answer) if answer.empty else ""
    return [*(getattr(answer, name) for name in RANGE_COLUMNS[:-1]), remark]


def explain(
    dataset: Dataset,
    metric: str,
    *,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
) -> pandas.DataFrame:
    """Say of each figure of a metric whether it is used, as what, and why; one row a figure, from
    old to new.

    Parameters
    ----------
    dataset, metric, on, known_on
        As in :func:`tracker.reconcile.question.ask`.
    place : str, optional
        One place of a metric that is counted by place; default: all of its places, one after the
        other.

    Returns
    -------
    pandas.DataFrame
        Columns ``figure, used, role`` (``voice``, ``bound``, ``derived`` from a
        tally, or ``out``), ``reason, file, line``,
        then those of :meth:`tracker.Dataset.figures` that help to read it.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    return explained(ask(dataset, metric, place=place, on=on, known_on=known_on))


def explained(question: Question) -> pandas.DataFrame:
    """The answer of :func:`explain` to a question about one metric."""
    rows = [
        (
            item.figure.key,
            item.used,
            item.role,
            item.reason,
            item.figure.position.file,
            item.figure.position.line,
        )
        for one in question.series
        for item in select(one).judged
    ]
    said = frame(rows, ("figure", "used", "role", "reason", "file", "line"))
    figures = question.dataset.figures().set_index("key")
    return said.join(figures.drop(columns=["estimate", "metric", "file", "line"]), on="figure")
