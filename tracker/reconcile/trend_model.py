"""The trend's model on plain arrays: a walk, party effects, a shared error; exact draws from the posterior.

A figure i of party p of affiliation a, for day t, reads on the log scale as

    y = level + slope u(t) + walk W(u(t)) + beta_a + gamma_p + nu + delta_p(t) + N(0, s**2),

with u the clock; beta and gamma the lasting effects of affiliation and party, nu ~ N(0, 0.3**2) the error common to all, and
delta what passes: an error that an affiliation's parties share and forget over some months, so that three offices of one
government within weeks are nearly one vote, and a service that once ran low need not do so for ever. All three together
vary with ``spread**2``, of which the share ``passing`` passes; they may also shrink with time to the share ``settled``, as
parties come to agree. Everything but the few settings (clock, walk, spread, passing, settled) is normal, so each setting's
likelihood comes from one Cholesky factor; settings are averaged by it, never fixed.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import product
from typing import NamedTuple, Sequence

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import ndtr

from tracker.reconcile.clock import Clock
from tracker.reconcile.trend_kernel import Kernel, kernel, over_days

LEVEL = 10.0
"""Prior standard deviation of the level around the figures' mean: as good as flat."""
SHARED = 0.3
"""Standard deviation of the error all parties share (the model range's floor, for the same reason)."""
SLOPE = (0.7, 0.4)
"""Mean and standard deviation of a growing count's slope along its clock; 1 is growth in step with activity."""
WALK = 0.5
"""Scale of the walk along one unit of the clock."""
PASSING = (0.0, 0.5, 1.0)
"""Share of the variance between figures that passes with time: none, half or all, equally likely before they are seen."""
MEMORY = 60.0
"""Days after which a passing error has faded to 1/e."""
SETTLED = (1.0, 1 / 3)
"""What is left of the differences between parties when they have settled: all or a third, equally likely beforehand."""
SETTLING = 40.0
"""Days from the first figure in which they do so to 1/e."""
PARTY = 0.3
"""Share of the variance that is a party's own; the rest is common to its affiliation."""
CLASH = 0.05
"""Where fewer of the draws than this share still count once lower bounds are heeded, bounds and figures clash."""


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """Figures on the log scale: ``y``, standard errors ``s``, first and last possible day, and party, each (n,)."""

    y: np.ndarray
    s: np.ndarray
    first: np.ndarray
    last: np.ndarray
    party: np.ndarray

    def __len__(self) -> int:
        return len(self.y)

    def rows(self, rows) -> Readings:
        """Some of them."""
        return Readings(*(getattr(self, field.name)[rows] for field in fields(self)))

    def plus(self, other: Readings) -> Readings:
        """These and others."""
        return Readings(*(np.concatenate([getattr(self, field.name), getattr(other, field.name)]) for field in fields(self)))


class Setting(NamedTuple):
    """One node of the grid: which clock, standard deviations of the walk and between figures, and the prior weight."""

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


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Draws from the posterior, one a row.

    ``path`` (draws, T) on the log scale; ``party`` (draws, P) what each party's figures add to it on average, ``lasting``
    (draws, P) the part of that which lasts, ``affiliation`` (draws, A) what of this is its government's; the ``shared``
    error (draws,), and the ``setting`` each comes from (draws,).
    """

    path: np.ndarray
    party: np.ndarray
    lasting: np.ndarray
    affiliation: np.ndarray
    shared: np.ndarray
    setting: np.ndarray

    def rows(self, rows) -> Draws:
        """Some of them."""
        return Draws(*(getattr(self, field.name)[rows] for field in fields(self)))


def settings(clocks: Sequence[Clock], scale: float) -> list[Setting]:
    """The grid: half-normal priors on nodes a factor of two apart, ``scale`` being that of the differences between parties."""
    axes = [_nodes(WALK, (0.3, 0.8, 2)), _nodes(scale, (0.25, 0.5, 1, 2, 4)), PASSING, SETTLED]
    return [Setting(number, walk, spread, passing, settled, clock.weight * a * b / len(PASSING) / len(SETTLED))
            for number, clock in enumerate(clocks) for (walk, a), (spread, b), passing, settled in product(*axes)]


def posterior(figures: Readings, bounds: Readings, home: np.ndarray, clocks: Sequence[Clock], *, scale: float,
              draws: int, rng: np.random.Generator, level: float | None = None) -> tuple[Draws, np.ndarray]:
    """Draw from the posterior of path and effects.

    Parameters
    ----------
    figures, bounds : Readings
        Observations; and lower bounds, of which only ``y`` or more is known (partial counts).
    home : ndarray of int, shape (P,)
        The affiliation of each party.
    clocks : sequence of Clock
        Each as long as the path is to be.
    scale : float
        How far parties usually differ: scale of the half-normal prior on ``spread``.
    level : float, optional
        Centre of the level's flat prior; default: the mean of ``y``.

    Returns
    -------
    Draws, ndarray
        The draws, and the positions of the bounds that no path consistent with the figures would reach: they have been
        read as figures, so that the path passes near them.

    Notes
    -----
    A bound counts each draw by the probability that its party's count, as the draw has it, is at least ``y``: censoring,
    not an observation, since pooling lower bounds would drag the path down to them. Paths are drawn by correcting prior
    paths (Matheron's rule; Wilson et al. 2020), which needs no factor larger than the number of figures.
    """
    grid = settings(clocks, scale)
    level = float(figures.y.mean()) if level is None else level
    reached = np.arange(len(bounds))
    clashing: list[int] = []
    while True:
        used = figures.plus(bounds.rows(clashing)) if clashing else figures
        model = Model(used, home, clocks, grid, level)
        found = model.draw(draws * (2 if len(reached) else 1), rng)
        if not len(reached):
            return found, np.array(clashing, dtype=int)
        heeds = _heeds(found, bounds.rows(reached), model)
        weight = np.exp(heeds.sum(axis=1))
        if weight.sum() ** 2 >= CLASH * len(weight) * (weight**2).sum() > 0:
            return found.rows(spaced(weight, draws, rng)), np.array(clashing, dtype=int)
        worst = int(np.argmin(np.exp(heeds).mean(axis=0)))
        clashing.append(int(reached[worst]))
        reached = np.delete(reached, worst)


def spaced(weight: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """``count`` positions drawn in proportion to ``weight`` with one random offset (systematic resampling)."""
    steps = np.cumsum(weight)
    return np.searchsorted(steps, (np.arange(count) + rng.random()) / count * steps[-1]).clip(0, len(weight) - 1)


class Model:
    """The figures, prepared for every setting of the grid."""

    def __init__(self, figures: Readings, home: np.ndarray, clocks: Sequence[Clock], grid: list[Setting], level: float):
        self.figures, self.home, self.grid, self.level = figures, home, grid, level
        self.slopes = [SLOPE if clock.grows else (0.0, 0.0) for clock in clocks]
        self.kernels = [kernel(clock.time, figures.first, figures.last) for clock in clocks]
        self.always = [LEVEL**2 + SHARED**2 + sd**2 * np.outer(seen.at, seen.at) for seen, (_, sd) in zip(self.kernels, self.slopes)]
        self.affiliations = np.eye(home.max() + 1)[home[figures.party]]
        self.parties = np.eye(len(home))[figures.party]
        self.alike = (1 - PARTY) * self.affiliations @ self.affiliations.T + PARTY * self.parties @ self.parties.T
        day = (figures.first + figures.last) / 2
        self.faded = self.alike * np.exp(-np.abs(np.subtract.outer(day, day)) / MEMORY)
        self.fade = np.linalg.cholesky(self.faded + 1e-9 * np.eye(len(day))).T
        self.start, self.age = day.min(), day - day.min()

    def factor(self, setting: Setting):
        """Cholesky factor of the figures' covariance, what they leave of the mean, and their error variances."""
        seen, (mean, sd) = self.kernels[setting.clock], self.slopes[setting.clock]
        error = self.figures.s**2 + setting.walk**2 * seen.loose + (mean**2 + sd**2) * seen.spread
        left = setting.left(self.age)
        covariance = setting.lasting**2 * self.alike  # the sums are made in place: with a thousand figures that is half the time
        covariance += setting.fading**2 * self.faded
        covariance *= left
        covariance *= left[:, None]
        covariance += setting.walk**2 * seen.among
        covariance += self.always[setting.clock]
        covariance[np.diag_indices(len(error))] += error
        factor = cho_factor(covariance.T, lower=True, overwrite_a=True, check_finite=False)
        return factor, self.figures.y - self.level - mean * seen.at, error

    def weights(self) -> np.ndarray:
        """Posterior weight of each setting."""
        logs = np.empty(len(self.grid))
        for number, setting in enumerate(self.grid):
            factor, rest, _ = self.factor(setting)
            explained = rest @ cho_solve(factor, rest, check_finite=False)
            logs[number] = np.log(setting.weight) - np.log(np.diag(factor[0])).sum() - 0.5 * explained
        weight = np.exp(logs - logs.max())
        return weight / weight.sum()

    def draw(self, count: int, rng: np.random.Generator) -> Draws:
        """Draws from the posterior given the figures (lower bounds apart)."""
        chosen = spaced(self.weights(), count, rng)
        clock = np.array([setting.clock for setting in self.grid])[chosen]
        parts = [self._draw(chosen[clock == number], self.kernels[number], rng) for number in np.unique(clock)]
        return Draws(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Draws)))

    def _draw(self, chosen: np.ndarray, seen: Kernel, rng: np.random.Generator) -> Draws:
        """Draws of one clock: from the prior first, then moved to where the figures are."""
        grid = [self.grid[number] for number in chosen]
        walk, lasts, fades = (np.array([getattr(one, name) for one in grid])[:, None] for name in ("walk", "lasting", "fading"))
        left = np.array([one.left(self.age) for one in grid])
        mean, sd = self.slopes[grid[0].clock]

        def normal(width: int) -> np.ndarray:
            return rng.standard_normal((len(chosen), width))

        path = np.cumsum(normal(len(seen.time)) * np.sqrt(np.diff(seen.time, prepend=0.0)), axis=1) * walk
        path += self.level + LEVEL * normal(1) + (mean + sd * normal(1)) * seen.time
        own, common = PARTY**0.5 * lasts * normal(len(self.home)), (1 - PARTY) ** 0.5 * lasts * normal(self.home.max() + 1)
        shared, passing = SHARED * normal(1), fades * normal(len(self.figures)) @ self.fade
        said = (over_days(path, self.figures.first, self.figures.last) + shared
                + left * ((own + common[:, self.home])[:, self.figures.party] + passing))
        pull = self._pull(chosen, said, normal(len(self.figures)))
        path += walk**2 * (pull @ seen.across) + sd**2 * (pull @ seen.at)[:, None] * seen.time + LEVEL**2 * pull.sum(1, keepdims=True)
        shared += SHARED**2 * pull.sum(1, keepdims=True)
        pull *= left
        own += PARTY * lasts**2 * (pull @ self.parties)
        common += (1 - PARTY) * lasts**2 * (pull @ self.affiliations)
        passing += fades**2 * (pull @ self.faded)
        lasting = own + common[:, self.home]
        return Draws(path, self._mean(left * (lasting[:, self.figures.party] + passing)), lasting, common, shared[:, 0], chosen)

    def _pull(self, chosen: np.ndarray, said: np.ndarray, noise: np.ndarray) -> np.ndarray:
        """What each figure missed, weighed by the inverse of the covariance: (draws, n)."""
        for number in np.unique(chosen):
            rows = chosen == number
            factor, _, error = self.factor(self.grid[number])
            missed = self.figures.y - said[rows] - np.sqrt(error) * noise[rows]
            noise[rows] = cho_solve(factor, missed.T, check_finite=False).T
        return noise

    def _mean(self, effects: np.ndarray) -> np.ndarray:
        """The mean over each party's figures of what they add to the path; zero for a party without figures."""
        return effects @ (self.parties / np.maximum(self.parties.sum(axis=0), 1))


def _heeds(found: Draws, bounds: Readings, model: Model) -> np.ndarray:
    """Log probability, for each draw and bound, that the party's count as drawn is no smaller than the bound."""
    used = [model.grid[number] for number in found.setting]
    left = np.array([one.left(np.maximum(bounds.first - model.start, 0)) for one in used])
    fading = np.array([one.fading for one in used])[:, None]
    centre = over_days(found.path, bounds.first, bounds.last) + left * found.lasting[:, bounds.party] + found.shared[:, None]
    return np.log(np.maximum(ndtr((centre - bounds.y) / np.hypot(bounds.s, left * fading)), 1e-300))


def _nodes(scale: float, factors: Sequence[float]) -> list[tuple[float, float]]:
    """Nodes of a half-normal prior and their weights, for nodes evenly spaced in the logarithm."""
    factors = np.asarray(factors, dtype=float)
    weight = factors * np.exp(-0.5 * factors**2)
    return list(zip((scale * factors).tolist(), (weight / weight.sum()).tolist()))
