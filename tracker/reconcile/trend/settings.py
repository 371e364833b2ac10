"""The trend's settings: the few numbers that are averaged over, with the priors that weigh them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from tracker.reconcile.trend.clock import Clock

LEVEL = 10.0
"""Prior standard deviation of the path's level around the figures' mean: as good as flat."""
SHARED = 0.3
"""Standard deviation of the error all parties share (the model range's floor, for the same
reason).
"""
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
        return self.spread * (1 - self.passing) ** 0.5

    @property
    def fading(self) -> float:
        """Standard deviation of passing errors."""
        return self.spread * self.passing**0.5

    def left(self, age: np.ndarray) -> np.ndarray:
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
    factors = np.asarray(factors)
    weight = factors * np.exp(-0.5 * factors**2)
    return list(zip((scale * factors).tolist(), (weight / weight.sum()).tolist()))
