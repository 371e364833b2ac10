"""The trend of a metric: a daily path through all parties' figures, with what each party tends to
add or leave out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import isotonic_regression

from tracker.curate.model import Codebook, Figure, Metric, Phase
from tracker.curate.words.dates import day_of
from tracker.curate.words.signs import cut
from tracker.reconcile.frames import frame
from tracker.reconcile.methods.arrays import Floats, Ints, fraction, generator
from tracker.reconcile.methods.mixtures import TAU_SCALE
from tracker.reconcile.question import Answer, Day, NothingToShow, Question, ask
from tracker.reconcile.trend import words
from tracker.reconcile.trend.bounds import posterior
from tracker.reconcile.trend.figures import PATH_KINDS, Evidence, evidence, placed
from tracker.reconcile.trend.model import Draws
from tracker.reconcile.trend.settings import USUAL_CHOICES, Choices, clocks, shared_error
from tracker.reconcile.voices import Judged, Series, series

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset

# Paths drawn where nothing else is asked.
DRAWS = 2000


@dataclass(frozen=True, eq=False)
class Trend(Answer):
    """A metric's path as known on a day.

    ``path`` has a row a day: ``on``, ``low``, ``median``, ``high`` (persons), from the first
    figure's day to the day on which knowledge ends: the newest day of any figure used, or, in the
    midst of a stated phase, the known-on day or the phase's end. ``house`` holds party effects and
    ``stances`` their comparison, as ratios (see :mod:`tracker.reconcile.trend.house_effects`),
    ``figures`` every figure of the metric with its ``role`` (``voice``, ``bound`` or ``out``) and
    the reason.
    ``draws`` are the paths behind the quantiles, in persons, one row a draw, one column a
    day, or every ``step`` days where the path is longer than 2,000 days.
    """

    question: Question
    level: float
    path: pandas.DataFrame
    house: pandas.DataFrame
    stances: pandas.DataFrame
    figures: pandas.DataFrame
    draws: np.ndarray
    step: int = 1

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

        at = pandas.Timestamp(day_of(day))
        rows = self.path[self.path["on"] == at]
        if rows.empty:
            first, last = self.path["on"].iloc[0], self.path["on"].iloc[-1]
            raise NothingToShow(
                f"the trend of {self.metric} runs from {first:%Y-%m-%d} to {last:%Y-%m-%d}, "
                f"and {at:%Y-%m-%d} lies outside; choose a day between"
            )
        return rows.iloc[0]

    def draws_on(self, day: date | str) -> Floats:
        """What each draw has on a day, on a later one than the last what it had then; before the
        first day the error of :meth:`on`.
        """
        first, last = (self.path["on"].iloc[at].date() for at in (0, -1))
        day = min(day_of(day), last)
        self.on(day)  # says which days the path covers
        return self.draws[:, (day - first).days // self.step]

    def sentence(self) -> str:
        """The path's last day in words."""
        return words.trend_sentence(self)

    __repr__ = sentence

    def _repr_html_(self) -> str:
        return words.trend_html(self)


def trend(
    data: Dataset,
    metric: str,
    *,
    place: str | None = None,
    known_on: Day = None,
    seed: int | np.random.Generator = 0,
    level: float = 0.9,
    draws: int = DRAWS,
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
        Use only what had been stated by this day; default: the last day anything was stated.
    seed : int or numpy.random.Generator
        The same seed gives the same path.
    level : float
        Posterior probability between ``low`` and ``high``.
    draws : int
        Paths drawn; with 2,000 the ends carry a sampling error of about a twentieth of their
        distance from the median.

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
    affiliations and of parties within them (as Jackman 2005 has for polls), and an error that all
    share.
    Cumulative counts never fall in any draw: each is projected by isotonic regression (Lin and
    Dunson 2014).

    """
    return path_of(
        ask(data, metric, place=place, known_on=known_on), seed=seed, level=level, draws=draws
    )


def path_of(
    question: Question,
    *,
    seed: int | np.random.Generator = 0,
    level: float = 0.9,
    draws: int = DRAWS,
) -> Trend:
    """The answer of :func:`trend` to a question about one series."""
    from tracker.reconcile.trend.house_effects import by_party, by_stance  # loads pandas

    tail = (1 - fraction(level)) / 2
    generator(seed)
    if not isinstance(draws, (int, np.integer)) or draws < 2:
        raise ValueError(f"draws is {cut(repr(draws))}; give two or more, 2,000 for stable ends")
    question, kind = question.one, question.meaning.kind
    if kind not in PATH_KINDS:
        raise NothingToShow(
            f"{question.metric} is a {kind or 'metric without a kind'}; a trend is drawn for "
            f"metrics of the kinds {' and '.join(PATH_KINDS)}"
        )
    of = series(question)
    items = placed(of, question.on, question.known_on)
    basis = _basis(of, items, question.known_on)
    fixed = isinstance(seed, int)
    drawn, clashing, paths = _kept(basis, draws, seed) if fixed else _drawn(basis, draws, seed)
    given, book = basis.given, question.book
    return Trend(
        question=question,
        level=float(level),
        path=_frame(_quantiles(paths, tail), given.first, given.step, basis.days),
        house=by_party(book, drawn, given, tail),
        stances=by_stance(book, drawn, given, tail),
        figures=_figures(items, {basis.bounds[position].key for position in clashing}),
        draws=paths,
        step=given.step,
    )


@dataclass(frozen=True, slots=True, eq=False)
class PathRange:
    """The path's range on a day: ``low``, ``median``, ``high`` in persons; ``beyond`` says that the
    path had ended by then, and that it may have gone on.
    """

    low: float
    median: float
    high: float
    beyond: bool


def path_range(
    of: Series, question: Question, choices: Choices = USUAL_CHOICES
) -> PathRange | None:
    """What the path has on the question's day, or last had before it; ``None`` before its first
    day, and where there is no path.

    The numbers are those of :func:`trend`: the same draws, of the same seed; ``choices`` says what
    is modelled otherwise.
    """
    try:
        items = placed(of, question.on, question.known_on)
    except NothingToShow:
        return None
    basis = _basis(of, items, question.known_on, choices)
    if question.on < basis.given.first:
        return None
    low, median, high = _remembered(basis)
    at = (question.on - basis.given.first).days
    last = basis.given.first + timedelta(days=basis.days - 1)
    column = min(at, basis.days - 1) // basis.given.step
    beyond = question.on > last and may_have_grown(of, last, question.on)
    return PathRange(float(low[column]), float(median[column]), float(high[column]), beyond)


def may_have_grown(of: Series, last: date, on: date) -> bool:
    """Whether a path that ended on a day may have moved by a later one: not where the codebook has
    the fighting end by then.
    """
    fought = [phase for phase in of.phases if phase.intensity > 0]
    return not fought or any(last < phase.end and phase.start <= on for phase in fought)


@dataclass(frozen=True)
class Basis:
    """What a path is drawn from and its length in days; two are equal where their figures are."""

    metric: Metric
    phases: tuple[Phase, ...]
    voices: tuple[Figure, ...]
    bounds: tuple[Figure, ...]
    tallies: tuple[tuple[date, float], ...]
    days: int
    given: Evidence = field(compare=False, repr=False)
    choices: Choices = USUAL_CHOICES


def _basis(
    of: Series, items: Sequence[Judged], known_on: date, choices: Choices = USUAL_CHOICES
) -> Basis:
    """A path ends with the newest day of any figure it rests on, or with the stated phase in which
    that lies, as far as it is known.
    """
    voices, bounds = (
        [item.entry for item in items if item.role == role] for role in ("voice", "bound")
    )
    given = evidence(voices, bounds, own_day=of.metric.kind in PATH_KINDS)
    phases = tuple(
        replace(phase, end=min(phase.end, known_on))
        for phase in of.phases
        if phase.start <= known_on and choices.phases
    )
    day = known_on.toordinal()
    tallies = tuple(
        (date.fromordinal(entry.day), entry.figure.low)
        for one in of.tallies
        for entry in one.used(one.hearing().at(day, day))
        if entry.figure.low
    )
    last = given.last
    for phase in sorted(phases, key=lambda phase: phase.start):
        if phase.start <= last + timedelta(days=1) and phase.intensity > 0:
            last = max(last, phase.end)
    return Basis(
        of.metric,
        phases,
        tuple(entry.figure for entry in voices),
        tuple(entry.figure for entry in bounds),
        tallies,
        (last - given.first).days + 1,
        given,
        choices,
    )


def _drawn(basis: Basis, draws: int, seed: int | np.random.Generator) -> tuple[Draws, Ints, Floats]:
    """Draws, the bounds that no path reaches, and the paths in persons, one column a step."""
    given, metric = basis.given, basis.metric
    before = (given.first - given.start).days
    steps = (before + basis.days - 1) // given.step + 1
    fought = int(given.figures.last.max())
    times = clocks(metric, basis.phases, given.start, steps, fought, step=given.step)
    shared = shared_error(metric, basis.phases, given.start)
    drawn, clashing = posterior(
        given.figures,
        given.bounds,
        given.home,
        times,
        scale=metric.tau_scale or TAU_SCALE,
        draws=draws,
        rng=generator(seed),
        shared=shared if basis.choices.early else shared._replace(early=0.0),
        step=given.step,
        choices=basis.choices,
    )
    paths = rising(drawn.path) if metric.kind == "cumulative" else drawn.path
    paths = np.maximum(np.exp(paths[:, before // given.step :]) - given.shift, 0)
    for day, least in basis.tallies:
        column = max((day - given.first).days, 0) // given.step
        paths[:, column:] = np.maximum(paths[:, column:], least)
    paths.setflags(write=False)  # kept, and handed to everybody who asks again
    return drawn, clashing, paths


# The last paths drawn: a chart, its table and its sentence ask for the same ones.
_kept = lru_cache(maxsize=4)(_drawn)


@lru_cache(maxsize=1024)
def _remembered(basis: Basis) -> Floats:
    """The quantiles of a path that is asked for again and again."""
    return _quantiles(_kept(basis, DRAWS, 0)[2], 0.05)


def _quantiles(paths: Floats, tail: float) -> Floats:
    return np.asarray(np.quantile(paths, (tail, 0.5, 1 - tail), axis=0))


def rising(path: np.ndarray) -> np.ndarray:
    """The nearest paths that never fall (least squares), for paths (n, T).

    Examples
    --------
    >>> rising(np.array([[1.0, 3.0, 2.0, 4.0]])).tolist()
    [[1.0, 2.5, 2.5, 4.0]]

    """
    return np.array([isotonic_regression(one).x for one in path])


def _frame(ends: Floats, first: date, step: int, length: int) -> pandas.DataFrame:
    """The path day by day; each step's numbers stand for all of its days."""
    import pandas

    low, median, high = np.repeat(ends, step, axis=1)[:, :length]
    days = pandas.date_range(first, periods=length, freq="D", unit="us")
    return pandas.DataFrame({"on": days, "low": low, "median": median, "high": high})


def _figures(items: list[Judged], clashing: set[str]) -> pandas.DataFrame:
    """Every figure of the metric, used or not, with the reason."""
    far = "the whole figures lie so far below it that it is read as a figure itself"
    read = (
        replace(item, role="voice", reason=f"{item.reason}; {far}")
        if item.figure.key in clashing
        else item
        for item in items
    )
    rows = ([item.figure.key, item.used, item.role, item.reason] for item in read)
    return frame(rows, ("figure", "used", "role", "reason"))
