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

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product
from math import sqrt
from typing import NamedTuple

import numpy as np

from tracker.curate.model import Metric, Phase
from tracker.reconcile.methods.arrays import Floats

LEVEL = 10.0
"""Prior standard deviation of the path's level around the figures' mean: as good as flat."""
SLOPE = (0.7, 0.4)
"""Mean and standard deviation of a growing count's slope along its clock; 1 is growth in step with
activity.
"""
WALK = 0.5
"""Scale of the walk along one unit of the clock."""
PASSING = (0.0, 0.5, 1.0)
"""Share of the variance between figures that passes with time: none, half or all, equally likely
beforehand.
"""
MEMORY = 60.0
"""Days after which a passing error has faded to 1/e."""
SETTLED = (1.0, 1 / 3)
"""What is left of the differences between parties when they have settled: all or a third, equally
likely beforehand.
"""
SETTLING = 40.0
"""Days from the first figure in which they do so to 1/e."""
PARTY = 0.3
"""Share of the variance that is a party's own; the rest is common to its affiliation."""
QUIET = 0.02
"""A day outside every phase counts this much of a day of the hardest fighting: little, since the
record may lag.
"""
HEADS = (10.0, 50.0, 250.0)
"""Days of full intensity that may lie behind at the first figure; the trend averages over them."""
DOUBT = 0.02
"""Prior weight of an even clock where phases are given: some counts (of arrivals, say) do not
follow the fighting.
"""
STOCK_DAYS = 180
"""Unit of a stock's clock, in days, where the codebook has no ``speaks_for``."""


class Clock(NamedTuple):
    """``time`` (one a day) starts at zero and never falls; ``weight`` is its prior share;
    ``grows``: counts may drift up.
    """

    time: Floats
    weight: float
    grows: bool


def clocks(metric: Metric, phases: Iterable[Phase], first: date, days: int) -> tuple[Clock, ...]:
    """The clocks a metric's trend averages over, for ``days`` days from ``first``; their weights
    add up to one.
    """
    passed = np.arange(days, dtype=float)
    if metric.kind != "cumulative":
        return (Clock(passed / (metric.speaks_for or STOCK_DAYS), 1.0, False),)
    phases = tuple(phases)
    if not phases:
        return tuple(Clock(logarithmic(passed, head), 1 / len(HEADS), True) for head in HEADS)
    active = activity(phases, first, days)
    return (
        *(Clock(logarithmic(active, head), (1 - DOUBT) / len(HEADS), True) for head in HEADS),
        Clock(logarithmic(passed, HEADS[1]), DOUBT, True),
    )


def activity(phases: Iterable[Phase], first: date, days: int) -> Floats:
    """Accumulated activity on each of ``days`` days from ``first``, in days of the hardest
    fighting.

    Phases include both their days, overlapping ones add up, and intensities only count relative to
    the largest. What lay before ``first`` is included from the first phase on; a day outside every
    phase counts :data:`QUIET`.

    Examples
    --------
    >>> week = Phase(date(2025, 1, 1), date(2025, 1, 7), 5.0, "a week of fighting")
    >>> activity([week], date(2025, 1, 6), 4).round(2).tolist()
    [6.0, 7.0, 7.02, 7.04]

    """
    phases = tuple(phases)
    origin = min(first, *(phase.start for phase in phases))
    before = (first - origin).days
    intensity = np.zeros(before + days)
    for phase in phases:
        intensity[max(0, (phase.start - origin).days) : max(0, (phase.end - origin).days + 1)] += (
            phase.intensity
        )
    most = max(phase.intensity for phase in phases)
    return np.cumsum(np.maximum(intensity / most if most > 0 else intensity, QUIET))[before:]


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

    def left(self, age: Floats) -> Floats:
        """What is left of the differences between parties so many days after the first figure."""
        return self.settled + (1 - self.settled) * np.exp(-age / SETTLING)


def settings(clocks: Sequence[Clock], scale: float) -> list[Setting]:
    """The grid for these clocks, ``scale`` being that of the half-normal prior on the spread
    between figures.

    Nodes of the walk and the spread lie evenly on a logarithmic scale, a factor of two to two and a
    half apart.
    """
    walks, spreads = _nodes(WALK, (0.3, 0.8, 2.0)), _nodes(scale, (0.25, 0.5, 1.0, 2.0, 4.0))
    return [
        Setting(
            number,
            walk,
            spread,
            passing,
            settled,
            clock.weight * a * b / len(PASSING) / len(SETTLED),
        )
        for number, clock in enumerate(clocks)
        for (walk, a), (spread, b), passing, settled in product(walks, spreads, PASSING, SETTLED)
    ]


def _nodes(scale: float, factors: Sequence[float]) -> list[tuple[float, float]]:
    """Nodes of a half-normal prior and their weights, for nodes evenly spaced in the logarithm."""
    node = np.asarray(factors)
    weight = node * np.exp(-0.5 * node**2)
    return list(zip((scale * node).tolist(), (weight / weight.sum()).tolist()))
