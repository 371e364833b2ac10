"""The trend of a metric: a daily path through all parties' figures, with what each party tends to
add or leave out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import isotonic_regression

from tracker.reconcile.methods.arrays import Floats, fraction
from tracker.reconcile.methods.model_range import TAU_SCALE
from tracker.reconcile.question import Day, NothingToShow, Question, ask
from tracker.reconcile.trend import house_effects
from tracker.reconcile.trend.bounds import posterior
from tracker.reconcile.trend.figures import Placed, evidence, placed
from tracker.reconcile.trend.settings import clocks
from tracker.reconcile.voices import series

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset
    from tracker.curate.model import Codebook


@dataclass(frozen=True, eq=False)
class Trend:
    """A metric's path as known on a day.

    ``path`` has a row a day: ``on``, ``low``, ``median``, ``high`` (persons), from the first
    figure's day to the known-on day. ``house`` holds party effects and ``stances`` their
    comparison, as ratios (see :mod:`tracker.reconcile.trend.house_effects`), ``figures`` every
    figure of the metric with its ``role`` (``voice``, ``bound`` or ``out``) and the reason.
    ``draws`` are the paths behind the quantiles, in persons, one row a draw, one column a day.
    """

    question: Question
    level: float
    path: pandas.DataFrame = field(repr=False)
    house: pandas.DataFrame = field(repr=False)
    stances: pandas.DataFrame = field(repr=False)
    figures: pandas.DataFrame = field(repr=False)
    draws: np.ndarray = field(repr=False)

    @property
    def metric(self) -> str:
        """The metric's key."""
        return self.question.key

    @property
    def place(self) -> str:
        """The place's key."""
        return self.question.where

    @property
    def known_on(self) -> date:
        """The day whose knowledge is used, on which the path ends."""
        return self.question.known_on

    @property
    def codebook(self) -> Codebook:
        """The record's codebook."""
        return self.question.book

    def on(self, day: date | str) -> pandas.Series:
        """The path's row on a day.

        Raises
        ------
        NothingToShow
            If the path does not reach that day; the message names the days it covers.

        """
        import pandas

        at = pandas.Timestamp(day)
        rows = self.path[self.path["on"] == at]
        if rows.empty:
            first, last = self.path["on"].iloc[0], self.path["on"].iloc[-1]
            raise NothingToShow(
                f"the trend of {self.metric} runs from {first:%Y-%m-%d} to {last:%Y-%m-%d}, "
                f"and {at:%Y-%m-%d} lies outside; choose a day between"
            )
        return rows.iloc[0]

    def draws_on(self, day: date) -> Floats:
        """What each draw has on a day, errors as in :meth:`on`."""
        self.on(day)
        first: date = self.path["on"].iloc[0].date()
        return self.draws[:, (day - first).days]

    def sentence(self) -> str:
        """The path's last day in words."""
        from tracker.reconcile.trend.words import sentence

        return sentence(self)

    def _repr_html_(self) -> str:
        from tracker.reconcile.trend.words import html

        return html(self)


def trend(
    data: Dataset,
    metric: str,
    *,
    place: str | None = None,
    known_on: Day = None,
    seed: int | np.random.Generator = 0,
    level: float = 0.9,
    draws: int = 1000,
) -> Trend:
    """Estimate how a metric developed day by day, and how each party's figures lie to it.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it.
    metric, place : str
        Codebook keys; without a place, the only one the metric has, else the codebook's default
        place.
    known_on : date or str, optional
        Use only what had been stated by this day, and end the path on it; default: the last day
        anything was stated.
    seed : int or numpy.random.Generator
        The same seed gives the same path.
    level : float
        Posterior probability between ``low`` and ``high``.
    draws : int
        Paths drawn; with 1,000 the ends carry a sampling error of about a tenth of their distance
        from the median.

    Raises
    ------
    NothingToShow
        If the metric is a plan or a flow, or no whole figure is known.
    ValueError
        If a name, day or number cannot be used.

    Notes
    -----
    The model, its priors and what it cannot know stand in docs/methods.md: on the log scale a
    random walk along the fighting (:mod:`tracker.reconcile.trend.settings`), effects of
    affiliations
    and of parties within them (as Jackman 2005 has for polls), and an error that all share.
    Cumulative counts never fall in any draw: each is projected by isotonic regression (Lin and
    Dunson 2014).

    """
    question = ask(data, metric, place=place, known_on=known_on)
    return path_of(question, seed=seed, level=level, draws=draws)


def path_of(
    question: Question,
    *,
    seed: int | np.random.Generator = 0,
    level: float = 0.9,
    draws: int = 1000,
) -> Trend:
    """The answer of :func:`trend` to a question about one series."""
    tail = (1 - fraction(level)) / 2
    if draws < 2:
        raise ValueError(f"draws is {draws}; give two or more, 1,000 for stable ends")
    question, book = question.one, question.book
    items = placed(series(question), question.known_on)
    given = evidence(book, items)
    length = (question.known_on - given.start).days + 1
    drawn, clashing = posterior(
        given.figures,
        given.bounds,
        given.home,
        clocks(question.meaning, book.activity, given.start, length),
        scale=question.meaning.tau_scale or TAU_SCALE,
        draws=draws,
        rng=np.random.default_rng(seed),
    )
    paths = rising(drawn.path) if question.meaning.kind == "cumulative" else drawn.path
    paths = np.maximum(np.exp(paths[:, (given.first - given.start).days :]) - given.shift, 0)
    return Trend(
        question=question,
        level=level,
        path=_path(paths, given.first, tail),
        house=house_effects.by_party(book, drawn, given, tail),
        stances=house_effects.by_stance(book, drawn, given, tail),
        figures=_figures(items, {given.bound_keys[position] for position in clashing}),
        draws=paths,
    )


def rising(path: np.ndarray) -> np.ndarray:
    """The nearest paths that never fall (least squares), for paths (n, T).

    Examples
    --------
    >>> rising(np.array([[1.0, 3.0, 2.0, 4.0]])).tolist()
    [[1.0, 2.5, 2.5, 4.0]]

    """
    return np.array([isotonic_regression(one).x for one in path])


def _path(paths: np.ndarray, first: date, tail: float) -> pandas.DataFrame:
    import pandas

    low, median, high = np.quantile(paths, (tail, 0.5, 1 - tail), axis=0)
    days = pandas.date_range(first, periods=paths.shape[1], freq="D", unit="ns")
    return pandas.DataFrame({"on": days, "low": low, "median": median, "high": high})


def _figures(items: list[Placed], clashing: set[str]) -> pandas.DataFrame:
    """Every figure of the metric, used or not, with the reason."""
    import pandas

    rows = []
    for item in items:
        key, role, reason = item.entry.figure.key, item.role, item.reason
        if key in clashing:
            role, reason = (
                "voice",
                f"{reason}; the whole figures lie so far below it that it is read as a figure "
                "itself",
            )
        rows.append([key, role != "out", role, reason])
    return pandas.DataFrame(rows, columns=["figure", "used", "role", "reason"])
