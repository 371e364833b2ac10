"""What a count grew by in each month or week, from the trend's own draws."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from tracker.reconcile.methods.arrays import fraction
from tracker.reconcile.question import Day, NothingToShow, Question, ask, known_name
from tracker.reconcile.trend.path import path_of

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset

Period = Literal["month", "week"]
COLUMNS = ("first", "last", "days", "low", "median", "high")


def rates(
    data: Dataset,
    metric: str,
    *,
    by: Period = "month",
    place: str | None = None,
    known_on: Day = None,
    seed: int = 0,
    level: float = 0.9,
) -> pandas.DataFrame:
    """How much a cumulative count grew in each month or week, with its range.

    Parameters
    ----------
    data, metric, place, known_on, seed
        As for :func:`tracker.trend`.
    by : {"month", "week"}
        Calendar months, or weeks from Monday to Sunday.
    level : float
        Posterior probability between ``low`` and ``high``.

    Returns
    -------
    pandas.DataFrame
        One row a period of the path, those without growth too: ``first`` and ``last`` day, ``days``
        (the first and last period may be cut short), and ``low, median, high`` of the growth, in
        persons. What lay before the path's first day is in no period.

    Raises
    ------
    NothingToShow
        If the metric is not cumulative, or has no trend.
    ValueError
        If a name, day or number cannot be used.

    Notes
    -----
    Each draw of the path gives the growth of each period, as the difference of its own values; the
    quantiles are over draws. So errors that shift a whole path leave the growth alone, and the
    medians of periods need not add up to the median of the whole. Growth is that of the true count
    under the model, not of what was published in the period.

    """
    known_name("period", by, get_args(Period))
    question = ask(data, metric, place=place, known_on=known_on)
    return growth_by(question, by, seed=seed, level=level)


def growth_by(
    question: Question, by: Period, *, seed: int = 0, level: float = 0.9
) -> pandas.DataFrame:
    """The answer of :func:`rates` to a question about one series."""
    import pandas

    tail = (1 - fraction(level)) / 2
    if question.meaning.kind != "cumulative":
        raise NothingToShow(
            f"{question.key} is no cumulative count, so that it has no growth by {by}; ask for one "
            "that adds up, or for its trend"
        )
    found = path_of(question, seed=seed)
    on = found.path["on"]
    rows, before = [], found.draws[:, 0]
    for first, last in _periods(on.iloc[0].date(), on.iloc[-1].date(), by):
        after = found.draws[:, int(on.searchsorted(pandas.Timestamp(last), side="right")) - 1]
        grown = np.quantile(after - before, (tail, 0.5, 1 - tail))
        rows.append([first, last, (last - first).days + 1, *np.maximum(grown, 0)])
        before = after
    made = pandas.DataFrame(rows, columns=list(COLUMNS))
    return made.astype(dict.fromkeys(("first", "last"), "datetime64[ns]"))


def _periods(start: date, end: date, by: Period) -> Iterator[tuple[date, date]]:
    """First and last day of each period from one day to another, the outer ones cut short.

    Examples
    --------
    >>> [(str(a), str(b)) for a, b in _periods(date(2025, 1, 30), date(2025, 2, 3), "week")]
    [('2025-01-30', '2025-02-02'), ('2025-02-03', '2025-02-03')]

    """
    first = start
    while first <= end:
        if by == "week":
            last = first + timedelta(days=6 - first.weekday())
        else:
            last = (first.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        yield first, min(last, end)
        first = last + timedelta(days=1)
