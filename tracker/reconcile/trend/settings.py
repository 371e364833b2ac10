"""The trend's settings: its constants, its clocks, and the few numbers that are averaged over, with
the priors that weigh them.

Counts grow while there is fighting, and in step with what has already happened: hundreds in the
first weeks, tenths later. So the logarithm of a cumulative count walks in the logarithm of
accumulated activity, ``ln(head + S)``, where ``S`` adds up the intensity of each day (the
codebook's phases) and ``head``, in days of full intensity, says how much lay behind before. A quiet
half-year then adds almost nothing, and a count in step with the fighting has slope one. Strengths
(stocks) rise and fall with decisions, not with fighting: their clock is even.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product
from math import sqrt
from typing import NamedTuple

import numpy as np

from tracker.curate.model import Metric, Phase
from tracker.reconcile.methods.arrays import Floats, Ints
from tracker.reconcile.methods.mixtures import SHARED
from tracker.reconcile.trend.activity import activity

# Prior standard deviation of the path's level around the figures' mean: as good as flat.
LEVEL = 10.0
# Mean and standard deviation of a growing count's slope along its clock; 1 is growth in step with
# activity.
SLOPE = (0.7, 0.4)
# Scale of the walk along one unit of the clock.
WALK = 0.5
# Nodes of the priors of the walk and of the spread between parties, in their scales.
WALKS, SPREADS = (0.3, 0.8, 2.0), (0.25, 0.5, 1.0, 2.0, 4.0)
# Share of the variance between figures that passes with time: none, half or all, equally likely
# beforehand.
PASSING = (0.0, 0.5, 1.0)
# Days after which a passing error has faded to 1/e.
MEMORY = 60.0
# What is left of the differences between parties when they have settled: all or a third, equally
# likely beforehand.
SETTLED = (1.0, 1 / 3)
# Days from the first figure in which they do so to 1/e.
SETTLING = 40.0
# Share of the variance that is a party's own; the rest is common to its affiliation.
PARTY_SHARE = 0.3
# Days of full intensity that may lie behind at the first figure; the trend averages over them.
HEADS = (2.0, 20.0, 200.0)
# Where no phases are given: when the fighting may have ended, as shares of the time between the
# first whole figure and the last; it may have lasted until then too.
ENDS = (0.25, 0.5, 0.75)
# Days: the shortest mean of the time until the fighting ends, which else is the figures' span;
# and the time it had lasted by the first figure where no phase tells.
LEAST_SPAN = 30
# Standard deviation of the shared error on the fighting's first day, beside the lasting one, for
# a metric whose lasting one is SHARED.
EARLY = 1.7
# Days of fighting after which the early error has fallen to half, after three times as many to a
# quarter: what is known grows with the logarithm of time.
FADING = 15.0
# Days after which two early errors are forgotten of each other to 1/e.
TOGETHER = 120.0
# Prior weight of an even clock where phases are given: some counts (of arrivals, say) do not
# follow the fighting.
DOUBT = 0.02
# Unit of a stock's clock, in days, where the codebook has no speaks_for.
STOCK_DAYS = 180


class Choices(NamedTuple):
    """What might be modelled otherwise: which shares of the differences between figures may pass,
    what may be left of them once settled, whether all share a larger error at first, and whether
    the codebook's phases are the clock.
    """

    passing: tuple[float, ...] = PASSING
    settled: tuple[float, ...] = SETTLED
    early: bool = True
    phases: bool = True


# The model as it is.
USUAL_CHOICES = Choices()
# Other choices that might be defended, by name.
OTHERWISE = {
    "differences between parties only last": Choices((0.0,), (1.0,)),
    "differences between parties only pass": Choices((1.0,), (1.0,)),
    "differences between parties settle": Choices((0.0,), (SETTLED[-1],)),
    "no larger shared error at first": Choices(early=False),
    "no phases": Choices(phases=False),
}


class Clock(NamedTuple):
    """``time`` (one a day) starts at zero and never falls; ``weight`` is its prior share;
    ``grows``: counts may drift up.
    """

    time: Floats
    weight: float
    grows: bool


def clocks(
    metric: Metric,
    phases: Sequence[Phase],
    first: date,
    days: int,
    fought: int,
    *,
    step: int = 1,
) -> tuple[Clock, ...]:
    """The clocks a metric's trend averages over, for ``days`` times ``step`` days apart from
    ``first``; their weights add up to one.

    ``phases`` are those that concern the series. Without any, the fighting is taken to last until
    the last whole figure, ``fought`` steps on, or to have ended before, at a steady hazard; then
    the clock stands still.
    """
    passed = np.arange(days, dtype=float) * step
    if metric.kind != "cumulative":
        return (Clock(passed / (metric.speaks_for or STOCK_DAYS), 1.0, False),)
    if not phases:
        ends = _ends(fought * step)
        return tuple(
            Clock(logarithmic(np.minimum(passed, end), head), chance / len(HEADS), True)
            for end, chance in ends
            for head in HEADS
        )
    active = activity(phases, first, (days - 1) * step + 1)[::step]
    return (
        *(Clock(logarithmic(active, head), (1 - DOUBT) / len(HEADS), True) for head in HEADS),
        Clock(logarithmic(passed, HEADS[1]), DOUBT, True),
    )


def _ends(span: int) -> list[tuple[float, float]]:
    """Days on which the fighting may have ended, with their chances."""
    mean = max(span, LEAST_SPAN)
    lasts = np.exp(-np.array([0, *(np.add(ENDS[:-1], ENDS[1:]) / 2), 1]) * span / mean)
    chances = -np.diff(lasts, append=0.0)
    return [
        (float(share * span), float(chance))
        for share, chance in zip((*ENDS, 1), chances)
        if chance > 0
    ]


class SharedError(NamedTuple):
    """The error that all parties share: ``sd`` of what lasts, ``early`` of what comes on top on the
    first day of the fighting and fades, ``since`` days before the path's first.
    """

    sd: float = SHARED
    early: float = 0.0
    since: float = 0.0

    def early_at(self, day: Floats | Ints) -> Floats:
        """Standard deviation of the early error on days counted from the path's first."""
        return np.asarray(self.early / (1 + np.maximum(day + self.since, 0) / FADING))

    def between(self, day: Floats | Ints) -> Floats:
        """Covariance of the early errors on these days (n, n)."""
        apart = np.abs(np.subtract.outer(day, day))
        early = self.early_at(day)
        return np.asarray(np.outer(early, early) * np.exp(-apart / TOGETHER))


# A shared error that lasts, of the usual size.
LASTING = SharedError()


def shared_error(metric: Metric, phases: Sequence[Phase], start: date) -> SharedError:
    """The shared error of a metric whose path begins on a day; a strength has no early one.

    A first figure is no evidence that the fighting began with it: without phases
    :data:`LEAST_SPAN` days are taken to lie behind.
    """
    sd = SHARED if metric.shared is None else metric.shared
    if metric.kind != "cumulative":
        return SharedError(sd)
    before = (start - min(phase.start for phase in phases)).days if phases else LEAST_SPAN
    return SharedError(sd, EARLY * sd / SHARED, float(max(before, 0)))


def logarithmic(passed: Floats, head: float) -> Floats:
    """The logarithm of what has passed and lay behind, from zero on.

    Examples
    --------
    >>> logarithmic(np.array([0.0, 3.0, 9.0]), 3.0).round(3).tolist()
    [0.0, 0.693, 1.386]

    """
    time = np.log(head + passed)
    return np.asarray(time - time[0])


class Setting(NamedTuple):
    """One node of the grid: which clock, standard deviations of the walk and between figures, and
    the prior weight.
    """

    clock: int
    walk: float
    spread: float
    passing: float
    settled: float
    weight: float

    @property
    def lasting(self) -> float:
        """Standard deviation of lasting effects."""
        return self.spread * sqrt(1 - self.passing)

    @property
    def fading(self) -> float:
        """Standard deviation of passing errors."""
        return self.spread * sqrt(self.passing)


def remaining(settings: Sequence[Setting], age: Floats) -> Floats:
    """What is left of the differences between parties so many days after the first figure, under
    each setting: (m, n).
    """
    settled = np.array([setting.settled for setting in settings])[:, None]
    return np.asarray(settled + (1 - settled) * np.exp(-age / SETTLING))


def settings(
    clocks: Sequence[Clock], scale: float, choices: Choices = USUAL_CHOICES
) -> list[Setting]:
    """The grid for these clocks, ``scale`` being that of the half-normal prior on the spread
    between figures.

    Nodes of the walk and the spread lie evenly on a logarithmic scale, a factor of two to two and a
    half apart.
    """
    walks, spreads = _nodes(WALK, WALKS), _nodes(scale, SPREADS)
    return [
        Setting(
            number,
            walk,
            spread,
            passing,
            settled,
            clock.weight * a * b / len(choices.passing) / len(choices.settled),
        )
        for number, clock in enumerate(clocks)
        for (walk, a), (spread, b), passing, settled in product(
            walks, spreads, choices.passing, choices.settled
        )
    ]


def _nodes(scale: float, factors: Sequence[float]) -> list[tuple[float, float]]:
    """Nodes of a half-normal prior and their weights, for nodes evenly spaced in the logarithm."""
    node = np.asarray(factors)
    weight = node * np.exp(-0.5 * node**2)
    return list(zip((scale * node).tolist(), (weight / weight.sum()).tolist()))
