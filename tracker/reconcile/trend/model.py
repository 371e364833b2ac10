"""The trend's model on plain arrays: a walk, party effects, a shared error; exact draws given the
figures.

A figure i of party p of affiliation a, for day t, reads on the log scale as

    y = level + slope u(t) + walk W(u(t)) + beta_a + gamma_p + delta_p(t) + nu + N(0, s**2),

with u the clock; beta and gamma the lasting effects of affiliation and party; delta what passes: an
error that an affiliation's parties share and forget over some months, so that three offices of one
government within weeks are nearly one vote, and a service that once ran low need not do so for
ever; nu the error common to all. beta, gamma and delta together have the standard deviation
``spread``, of whose square the share ``passing`` passes; they may shrink with time to the share
``settled``, as parties come to agree. Given a setting of these (see
:mod:`tracker.reconcile.trend.settings`) all is normal, so one Cholesky factor gives its likelihood;
settings are averaged by it, never fixed at a maximum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from tracker.reconcile.trend.clock import Clock
from tracker.reconcile.trend.kernel import Kernel, kernel, over_days
from tracker.reconcile.trend.settings import LEVEL, MEMORY, PARTY, SHARED, SLOPE, Setting


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """Figures on the log scale: ``y``, standard errors ``s``, first and last possible day, and
    party, each (n,).
    """

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
        return Readings(
            *(
                np.concatenate([getattr(one, field.name) for one in (self, other)])
                for field in fields(self)
            )
        )


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Draws from the posterior, one a row.

    ``path`` (draws, T) on the log scale; ``party`` (draws, P) what each party's figures add to it
    on average, ``lasting`` (draws, P) the part of that which lasts, ``affiliation`` (draws, A) what
    of this is its government's; the ``shared`` error (draws,), and the ``setting`` each comes from
    (draws,).
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


class Model:
    """The figures, prepared for every setting of the grid.

    ``home`` (P,) is the affiliation of each party, ``level`` the centre of the path's prior.
    """

    def __init__(
        self,
        figures: Readings,
        home: np.ndarray,
        clocks: Sequence[Clock],
        grid: list[Setting],
        level: float,
    ):
        self.figures, self.home, self.grid, self.level = figures, home, grid, level
        self.slopes = [SLOPE if clock.grows else (0.0, 0.0) for clock in clocks]
        self.kernels = [kernel(clock.time, figures.first, figures.last) for clock in clocks]
        self.always = [
            LEVEL**2 + SHARED**2 + sd**2 * np.outer(seen.at, seen.at)
            for seen, (_, sd) in zip(self.kernels, self.slopes)
        ]
        self.affiliations = np.eye(home.max() + 1)[home[figures.party]]
        self.parties = np.eye(len(home))[figures.party]
        self.alike = (
            1 - PARTY
        ) * self.affiliations @ self.affiliations.T + PARTY * self.parties @ self.parties.T
        day = (figures.first + figures.last) / 2
        self.faded = self.alike * np.exp(-np.abs(np.subtract.outer(day, day)) / MEMORY)
        self.fade = np.linalg.cholesky(self.faded + 1e-9 * np.eye(len(day))).T
        self.start, self.age = day.min(), day - day.min()

    def factor(self, setting: Setting):
        """Cholesky factor of the figures' covariance, what they leave of the mean, and their error
        variances.
        """
        seen, (mean, sd) = self.kernels[setting.clock], self.slopes[setting.clock]
        error = self.figures.s**2 + setting.walk**2 * seen.loose + (mean**2 + sd**2) * seen.spread
        left = setting.left(self.age)
        covariance = (
            setting.lasting**2 * self.alike
        )  # summed in place: with a thousand figures that is half the time
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
            logs[number] = (
                np.log(setting.weight) - np.log(np.diag(factor[0])).sum() - 0.5 * explained
            )
        weight = np.exp(logs - logs.max())
        return weight / weight.sum()

    def draw(self, count: int, rng: np.random.Generator) -> Draws:
        """Draws given the figures, each from a setting drawn by its weight.

        Prior draws are moved to where the figures are (Matheron's rule; Wilson et al. 2020), which
        needs no factor larger than the number of figures and no covariance between days.
        """
        chosen = spaced(self.weights(), count, rng)
        clock = np.array([setting.clock for setting in self.grid])[chosen]
        parts = [
            self._draw(chosen[clock == number], self.kernels[number], rng)
            for number in np.unique(clock)
        ]
        return Draws(
            *(
                np.concatenate([getattr(part, field.name) for part in parts])
                for field in fields(Draws)
            )
        )

    def _draw(self, chosen: np.ndarray, seen: Kernel, rng: np.random.Generator) -> Draws:
        """Draws of one clock."""
        grid, (mean, sd) = (
            [self.grid[number] for number in chosen],
            self.slopes[self.grid[chosen[0]].clock],
        )
        walk, lasts, fades = np.array([(one.walk, one.lasting, one.fading) for one in grid]).T[
            ..., None
        ]
        left = np.array([one.left(self.age) for one in grid])

        def normal(width: int) -> np.ndarray:
            return rng.standard_normal((len(chosen), width))

        path = (
            np.cumsum(normal(len(seen.time)) * np.sqrt(np.diff(seen.time, prepend=0.0)), axis=1)
            * walk
        )
        path += self.level + LEVEL * normal(1) + (mean + sd * normal(1)) * seen.time
        own, common = (
            PARTY**0.5 * lasts * normal(len(self.home)),
            (1 - PARTY) ** 0.5 * lasts * normal(self.home.max() + 1),
        )
        shared, passing = SHARED * normal(1), fades * normal(len(self.figures)) @ self.fade
        said = (
            over_days(path, self.figures.first, self.figures.last)
            + shared
            + left * ((own + common[:, self.home])[:, self.figures.party] + passing)
        )
        pull = self._pull(chosen, said, normal(len(self.figures)))
        path += walk**2 * (pull @ seen.across) + sd**2 * (pull @ seen.at)[:, None] * seen.time
        path += LEVEL**2 * pull.sum(axis=1, keepdims=True)
        shared += SHARED**2 * pull.sum(axis=1, keepdims=True)
        pull *= left
        own += PARTY * lasts**2 * (pull @ self.parties)
        common += (1 - PARTY) * lasts**2 * (pull @ self.affiliations)
        passing += fades**2 * (pull @ self.faded)
        lasting = own + common[:, self.home]
        added = self._mean(left * (lasting[:, self.figures.party] + passing))
        return Draws(path, added, lasting, common, shared[:, 0], chosen)

    def _pull(self, chosen: np.ndarray, said: np.ndarray, noise: np.ndarray) -> np.ndarray:
        """What each figure missed, weighed by the inverse of the covariance: (draws, n)."""
        for number in np.unique(chosen):
            rows = chosen == number
            factor, _, error = self.factor(self.grid[number])
            missed = self.figures.y - said[rows] - np.sqrt(error) * noise[rows]
            noise[rows] = cho_solve(factor, missed.T, check_finite=False).T
        return noise

    def _mean(self, effects: np.ndarray) -> np.ndarray:
        """The mean over each party's figures of what they add to the path; zero for a party without
        figures.
        """
        return effects @ (self.parties / np.maximum(self.parties.sum(axis=0), 1))


def spaced(weight: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """``count`` positions drawn in proportion to ``weight`` with one random offset (systematic
    resampling).
    """
    steps = np.cumsum(weight)
    return np.searchsorted(steps, (np.arange(count) + rng.random()) / count * steps[-1]).clip(
        0, len(weight) - 1
    )
