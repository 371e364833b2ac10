"""The ranges of a metric as a frame: on a day, or on every day on which they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.reconcile.assess import MetricRange, assess, changes
from tracker.reconcile.question import Day, ask
from tracker.reconcile.sentences import says

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset

COLUMNS = (
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
    import pandas

    question = ask(dataset, metric, place=place, on=on, known_on=known_on, method=method)
    rows = []
    for one in question.series:
        answers = [assess(one)] if on is not None else list(changes(one)) or [assess(one)]
        rows += [record(answer) for answer in answers]
    made = pandas.DataFrame(rows, columns=list(COLUMNS))
    numbers = dict.fromkeys(("low", "centre", "high", "confidence"), "float64")
    days = dict.fromkeys(("on", "known_on", "last_as_of"), "datetime64[ns]")
    return made.astype(numbers | days)


def record(answer: MetricRange) -> list[object]:
    """A range as one row of :data:`COLUMNS`."""
    remark = "; ".join(says(answer)) if answer.empty else ""
    return [*(getattr(answer, name) for name in COLUMNS[:-1]), remark]
