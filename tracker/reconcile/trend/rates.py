"""What a count grew by in each month or week, and what share one count is of another, from the
trends' own draws.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from tracker.curate.suggest import known_name
from tracker.reconcile.frames import frame
from tracker.reconcile.judgement import one_number, two_sided
from tracker.reconcile.methods.arrays import Floats, fraction, generator
from tracker.reconcile.numbers import counted, format_day, percent
from tracker.reconcile.phrases import label, number_word
from tracker.reconcile.question import Day, NothingToShow, Question, ask
from tracker.reconcile.trend.path import Trend, path_of
from tracker.reconcile.trend.relations import ENOUGH
from tracker.reconcile.voices import beneath, series

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset
    from tracker.curate.model import Figure

Period = Literal["month", "week"]
PERIODS = get_args(Period)
STATED = ("estimate", "party", "as_of", "numerator", "denominator", "low", "centre", "high")
_COLUMNS = ("first", "last", "days", "low", "median", "high")


def rates(
    data: Dataset,
    metric: str,
    *,
    by: Period = "month",
    place: str | None = None,
    known_on: Day = None,
    seed: int | np.random.Generator = 0,
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
        persons. What lay before the path's first day is in no period; a period in which the
        codebook's phases state no fighting has zeros.

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
    known_name("period", by, PERIODS)
    return growth_by(ask(data, metric, place=place, known_on=known_on), by, seed=seed, level=level)


def growth_by(
    question: Question,
    by: Period,
    *,
    seed: int | np.random.Generator = 0,
    level: float = 0.9,
) -> pandas.DataFrame:
    """The answer of :func:`rates` to a question about one series."""
    tail = (1 - fraction(level)) / 2
    if question.meaning.kind != "cumulative":
        raise NothingToShow(
            f"{question.key} is no cumulative count, so that it has no growth by {by}; ask for one "
            "that adds up, or for its trend"
        )
    found = path_of(question, seed=seed)
    on = found.path["on"]
    fought = [phase for phase in series(question).phases if phase.intensity > 0]
    start, end = on.iloc[0].date(), on.iloc[-1].date()
    rows, before = [], found.draws[:, 0]
    for first, last in _periods(start, end, by):
        after = found.draws[:, (last - start).days // found.step]
        grown = np.quantile(after - before, (tail, 0.5, 1 - tail))
        if fought and not any(one.start <= last and first <= one.end for one in fought):
            grown = np.zeros(3)
        rows.append([first, last, (last - first).days + 1, *np.maximum(grown, 0)])
        before = after
    return frame(rows, _COLUMNS, days=("first", "last"))


def _periods(start: date, end: date, by: Period) -> Iterator[tuple[date, date]]:
    """First and last day of each period from one day to another, the outer ones cut short.

    Examples
    --------
    >>> [(str(a), str(b)) for a, b in _periods(date(2025, 1, 30), date(2025, 2, 3), "week")]
    [('2025-01-30', '2025-02-02'), ('2025-02-03', '2025-02-03')]

    """
    first = start
    while True:
        days = monthrange(first.year, first.month)[1] - first.day
        left = 6 - first.weekday() if by == "week" else days
        last = first + timedelta(days=min(left, (end - first).days))
        yield first, last
        if last == end:
            return
        first = last + timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Ratio:
    """What share one count is of another, as known on a day.

    ``stated`` has a row a statement that gives both, of one party by itself: ``estimate, party,
    as_of``, its words for ``numerator`` and ``denominator``, and the ``low, centre, high`` of the
    share (NaN where the words leave it open). ``low``, ``median`` and ``high`` are the estimated
    share on the day ``on``, NaN unless the two counts fit together; ``fitting`` is the share of
    draws in which they do.
    """

    numerator: Trend
    denominator: Trend
    on: date
    low: float
    median: float
    high: float
    fitting: float
    stated: pandas.DataFrame

    def sentence(self) -> str:
        """Both answers, and that the estimate sets figures of some parties over those of others."""
        whole = self.denominator.question
        below = label(whole.book, whole.key, whole.where)
        start = f"{self.numerator.question.label} as a share of {below}:"
        centres = self.stated["centre"].dropna()
        said = "no party states both"
        if len(self.stated):
            said = f"{counted(len(self.stated), 'statement gives', 'statements give')} both"
        if len(centres):
            ends = dict.fromkeys(map(percent, (centres.min(), centres.max())))
            few = f"; {number_word(len(centres))} of them a share"
            said += f"{few * (len(centres) < len(self.stated))}, {' to '.join(ends)}"
        if np.isnan(self.median):
            return f"{start} {said}; the two estimates do not fit together, so there is no other."
        parties = [
            counted(len(one.house), "party", "parties")
            for one in (self.numerator, self.denominator)
        ]
        return (
            f"{start} {said}; estimated {percent(self.low)} to {percent(self.high)}, median "
            f"{percent(self.median)}, on {format_day(self.on)}, with {self.numerator.level:.0%} "
            f"probability under the trends' models, which set figures of {parties[0]} over those "
            f"of {parties[1]}."
        )

    __repr__ = sentence


def ratio(
    data: Dataset,
    numerator: str,
    denominator: str,
    *,
    place: str | None = None,
    known_on: Day = None,
    seed: int | np.random.Generator = 0,
    level: float = 0.9,
) -> Ratio:
    """What share one count is of another: as parties state it, and as estimated.

    Parameters
    ----------
    data, place, known_on, seed
        As for :func:`tracker.trend`; the place is that of every metric counted by place.
    numerator, denominator : str
        Codebook keys, such as casualties and those sent, or killed and casualties.
    level : float
        Posterior probability between ``low`` and ``high``.

    Returns
    -------
    Ratio
        On the last day that both paths reach.

    Raises
    ------
    NothingToShow
        If one of the metrics has no trend.
    ValueError
        If a name, day or number cannot be used, or both metrics are one.

    Notes
    -----
    Stated: only a statement that gives both whole counts itself; low over high to high over low,
    the centre one number over the other. Estimated: quantiles of draws of one path over draws of
    the other. Where the codebook says that one is at most or a part of the other, only draws that
    obey are kept, and below 5% of them nothing is estimated. Beyond that the paths are drawn
    independently: an error that parties make in both counts is not taken out, which widens the
    range.

    """
    tail = (1 - fraction(level)) / 2
    generator(seed)
    both = [ask(data, key, known_on=known_on) for key in (numerator, denominator)]
    part, whole = (one.key for one in both)
    if part == whole:
        raise ValueError(f"'{part}' is all of itself; name two metrics")
    if not any(one.meaning.by_place for one in both):
        ask(data, part, place=place)  # refuses a place that neither count can be asked for
    asked = [
        (ask(data, one.key, place=place, known_on=known_on) if one.meaning.by_place else one).one
        for one in both
    ]
    # one seed twice would pair the highest draws of one with the highest of the other
    seeds = (seed, seed if isinstance(seed, np.random.Generator) else seed + 1)
    above, below = (path_of(one, seed=each, level=level) for one, each in zip(asked, seeds))
    last = min(one.path["on"].iloc[-1] for one in (above, below))
    over, under = _on(above, last), _on(below, last)
    shares = over / np.where(under > 0, under, np.nan)
    fits = ~np.isnan(shares)
    if part in beneath(data.codebook, whole):
        fits &= shares <= 1
    if whole in beneath(data.codebook, part):
        fits &= shares >= 1
    ends = np.full(3, np.nan)
    if fits.mean() >= ENOUGH:
        ends = np.quantile(shares[fits], (tail, 0.5, 1 - tail))
    low, median, high = map(float, ends)
    return Ratio(
        above, below, last.date(), low, median, high, float(fits.mean()), _both_stated(*asked)
    )


def _on(found: Trend, day: pandas.Timestamp) -> Floats:
    """What each draw has on a day."""
    first = found.path["on"].iloc[0]
    if day < first:
        raise NothingToShow(
            f"the trend of {found.metric} begins on {first:%Y-%m-%d}, after the "
            f"other's last day, {day:%Y-%m-%d}; the two have no day in common"
        )
    return found.draws_on(day.date())


def _both_stated(above: Question, below: Question) -> pandas.DataFrame:
    """Each statement that gives both counts whole, by itself, unless its party has replaced one."""
    known_on = above.known_on.toordinal()
    counts, wholes = (
        {
            entry.figure.estimate: entry.figure
            for entry in series(one).entries
            if entry.stands_whole(known_on)
            and entry.figure.qualifier != "vague"
            and not any(reviser.stands(known_on) for reviser in entry.revisers)
        }
        for one in (above, below)
    )
    rows = [
        [key, top.party, top.as_of.first, top.said, wholes[key].said, *_share(top, wholes[key])]
        for key, top in counts.items()
        if key in wholes
    ]
    return frame(rows, STATED, days=("as_of",))


def _share(top: Figure, whole: Figure) -> tuple[float, float, float]:
    """The lowest, middle and highest share that the words of one statement allow."""

    def over(one: float | None, other: float | None) -> float:
        return np.nan if one is None or not other else one / other

    closed = two_sided(top) and two_sided(whole)
    return (
        over(top.best if top.low is None else top.low, whole.high or whole.best),
        over(one_number(top), one_number(whole)) if closed else np.nan,
        over(top.high or top.best, whole.best if whole.low is None else whole.low),
    )
