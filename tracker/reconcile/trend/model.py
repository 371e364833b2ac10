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

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from tracker.reconcile.methods.arrays import Floats, Ints
from tracker.reconcile.trend.settings import (
    LASTING,
    LEVEL,
    MEMORY,
    PARTY_SHARE,
    SLOPE,
    Clock,
    Setting,
    SharedError,
    remaining,
)

# Settings whose log weight lies so far below the best lead no further.
NEGLIGIBLE = 12.0


# Numbers in the covariances that are factored together.
AT_ONCE = 1 << 18
# More than any sum of squares.
BEYOND = 1e300


class DatedObservations(NamedTuple):
    """Figures on the log scale: ``y``, standard errors ``s``, first and last possible day, and
    party, each (n,).
    """

    y: Floats
    s: Floats
    first: Ints
    last: Ints
    party: Ints

    def at(self, places: Ints) -> DatedObservations:
        """Some of them."""
        return DatedObservations._make(column[places] for column in self)

    def plus(self, other: DatedObservations) -> DatedObservations:
        """These and others."""
        return DatedObservations._make(map(np.concatenate, zip(self, other)))


class Draws(NamedTuple):
    """Draws from the posterior, one a row.

    ``path`` (draws, T) on the log scale; ``party`` (draws, P) what each party's figures add to it
    on average, ``lasting`` (draws, P) the part of that which lasts, ``affiliation`` (draws, A) what
    of this is its government's; the ``shared`` error (draws,), and the ``setting`` each comes from
    (draws,).
    """

    path: Floats
    party: Floats
    lasting: Floats
    affiliation: Floats
    shared: Floats
    setting: Ints

    def at(self, places: Ints) -> Draws:
        """Some of them."""
        return Draws._make(column[places] for column in self)


class Kernel(NamedTuple):
    """Unit walk along ``time`` (T,), seen at n figures.

    ``across`` (n, T) is the covariance of the walk at each figure's day with its value on each day,
    ``among`` (n, n) that between figures, ``at`` (n,) the mean time of each figure. ``loose`` and
    ``spread`` (n,) are the extra variances of the walk and of a unit slope that come from not
    knowing the day: zero for a figure of one day.
    """

    time: Floats
    across: Floats
    among: Floats
    at: Floats
    loose: Floats
    spread: Floats


def kernel(time: Floats, first: Ints, last: Ints) -> Kernel:
    """The covariances where each figure holds on a day drawn evenly from ``first`` to ``last``
    (positions in ``time``).

    Notes
    -----
    The walk W starts at time[0] = 0, so cov(W(a), W(b)) = min(a, b); over an unknown day,
    covariances are averaged, and the variance is the mean variance: the average keeps part of it,
    ``loose`` the rest.

    """
    total = np.concatenate([[0.0], np.cumsum(time)])
    # where the figure's days up to each day end
    upto = np.clip(np.arange(len(time)) + 1, first[:, None], last[:, None] + 1)
    days = (last - first + 1)[:, None]
    across = (total[upto] - total[first][:, None] + (last[:, None] + 1 - upto) * time) / days
    among = over_days(across, first, last)
    at = over_days(time, first, last)
    return Kernel(
        time,
        across,
        among,
        at,
        np.maximum(at - np.diag(among), 0),
        np.maximum(over_days(time * time, first, last) - at * at, 0),
    )


def over_days(values: Floats, first: Ints, last: Ints) -> Floats:
    """The mean of values (..., T) from ``first`` to ``last``, both included: shape (..., n).

    Examples
    --------
    >>> over_days(np.array([1.0, 2.0, 6.0]), np.array([0, 1]), np.array([2, 1])).tolist()
    [3.0, 2.0]

    """
    total = np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(values, axis=-1)], axis=-1)
    return np.asarray((total[..., last + 1] - total[..., first]) / (last + 1 - first))


class Model:
    """The figures, prepared for every setting of the grid.

    ``home`` (P,) is the affiliation of each party, ``level`` the centre of the path's prior,
    ``step`` the days between two points of the path.
    """

    def __init__(
        self,
        figures: DatedObservations,
        home: Ints,
        clocks: Sequence[Clock],
        grid: list[Setting],
        level: float,
        shared: SharedError = LASTING,
        step: int = 1,
    ) -> None:
        self.figures, self.home, self.grid, self.level = figures, home, grid, level
        self.shared, self.step = shared, step
        self.slopes = [SLOPE if clock.grows else (0.0, 0.0) for clock in clocks]
        self.kernels = [kernel(clock.time, figures.first, figures.last) for clock in clocks]
        day = (figures.first + figures.last) / 2 * step
        early = shared.between(figures.last * step)  # a month's count is what was known at its end
        self.early = np.linalg.cholesky(early + 1e-9 * np.eye(len(day))).T
        self.always = np.array(
            [
                LEVEL**2 + shared.sd**2 + early + sd**2 * np.outer(seen.at, seen.at)
                for seen, (_, sd) in zip(self.kernels, self.slopes)
            ]
        )
        self.affiliations = np.eye(home.max() + 1)[home[figures.party]]
        self.parties = np.eye(len(home))[figures.party]
        self.alike = (1 - PARTY_SHARE) * self.affiliations @ self.affiliations.T
        self.alike += PARTY_SHARE * self.parties @ self.parties.T
        self.faded = self.alike * np.exp(-np.abs(np.subtract.outer(day, day)) / MEMORY)
        self.fade = np.linalg.cholesky(self.faded + 1e-9 * np.eye(len(day))).T
        self.start, self.age = day.min(), day - day.min()
        self.many = max(1, AT_ONCE // len(day) ** 2)
        self.loose, self.wide, self.at, self.among = (
            np.array([getattr(seen, name) for seen in self.kernels])
            for name in ("loose", "spread", "at", "among")
        )

    def covariances(self, settings: Sequence[Setting]) -> tuple[Floats, Floats, Floats]:
        """The figures' covariance under each setting (m, n, n), what they leave of the mean, and
        their error variances (m, n).
        """
        clock = [setting.clock for setting in settings]
        walk, lasting, fading = np.array(
            [(one.walk**2, one.lasting**2, one.fading**2) for one in settings]
        ).T[..., None]
        mean, sd = np.array(self.slopes)[clock].T[..., None]
        error = self.figures.s**2 + walk * self.loose[clock] + (mean**2 + sd**2) * self.wide[clock]
        left = remaining(settings, self.age)
        # summed in place: with a thousand figures that is half the time
        covariance = lasting[..., None] * self.alike
        covariance += fading[..., None] * self.faded
        covariance *= left[:, None]
        covariance *= left[..., None]
        covariance += walk[..., None] * self.among[clock]
        covariance += self.always[clock]
        places = np.arange(error.shape[1])
        covariance[:, places, places] += error
        return covariance, self.figures.y - self.level - mean * self.at[clock], error

    def weights(self) -> Floats:
        """Posterior weight of each setting.

        From the likeliest setting outward, as far as neighbours still count: with hundreds of
        figures a few settings have all the weight, and the others need no factor.
        """
        shape = tuple(len({setting[axis] for setting in self.grid}) for axis in range(5))
        logs = np.full(shape, -np.inf)
        middle = tuple(size // 2 for size in shape[1:])
        waiting = {(clock, *middle) for clock in range(shape[0])}
        seen = set(waiting)
        while waiting:
            known = dict(zip(waiting, self._log_weights(list(waiting), shape)))
            for place, log in known.items():
                logs[place] = log
            least = logs.max() - NEGLIGIBLE
            waiting = {
                near
                for place, log in known.items()
                if log > least or log == max(known.values())
                for near in _neighbours(place, shape)
                if near not in seen
            }
            seen |= waiting
        weight = np.exp(logs - logs.max()).ravel()
        return np.asarray(weight / weight.sum())

    def _log_weights(self, places: list[tuple[int, ...]], shape: tuple[int, ...]) -> list[float]:
        """The logarithms of settings' posterior weights, up to a constant; many small factors are
        made at once.
        """
        chosen = [self.grid[number] for number in np.ravel_multi_index(np.transpose(places), shape)]
        found: list[float] = []
        for start in range(0, len(chosen), self.many):
            some = chosen[start : start + self.many]
            covariance, rest, _ = self.covariances(some)
            size = rest.shape[1]  # one row more solves for what is missed, too
            bordered = np.full((len(some), size + 1, size + 1), BEYOND)
            bordered[:, :size, :size] = covariance
            bordered[:, size, :size] = rest
            factor = np.linalg.cholesky(bordered)
            log_det = np.log(np.diagonal(factor, axis1=1, axis2=2)[:, :size]).sum(axis=1)
            logs = np.log([one.weight for one in some]) - log_det
            found += (logs - 0.5 * (factor[:, size, :size] ** 2).sum(axis=1)).tolist()
        return found

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
        return Draws._make(map(np.concatenate, zip(*parts)))

    def _draw(self, chosen: Ints, seen: Kernel, rng: np.random.Generator) -> Draws:
        """Draws of one clock."""
        grid = [self.grid[number] for number in chosen]
        mean, sd = self.slopes[grid[0].clock]
        scales = np.array([(one.walk, one.lasting, one.fading) for one in grid])
        walk, lasts, fades = scales.T[..., None]
        left = remaining(grid, self.age)

        def normal(width: int) -> Floats:
            return rng.standard_normal((len(chosen), width))

        steps = normal(len(seen.time)) * np.sqrt(np.diff(seen.time, prepend=0.0))
        path = np.cumsum(steps, axis=1) * walk
        path += self.level + LEVEL * normal(1) + (mean + sd * normal(1)) * seen.time
        own = PARTY_SHARE**0.5 * lasts * normal(len(self.home))
        common = (1 - PARTY_SHARE) ** 0.5 * lasts * normal(self.home.max() + 1)
        shared = self.shared.sd * normal(1)
        passing = fades * normal(len(self.fade)) @ self.fade
        said = over_days(path, self.figures.first, self.figures.last) + shared
        said += normal(len(self.fade)) @ self.early
        said += left * ((own + common[:, self.home])[:, self.figures.party] + passing)
        pull = self._pull(chosen, said, normal(len(self.fade)))
        path += walk**2 * (pull @ seen.across) + sd**2 * (pull @ seen.at)[:, None] * seen.time
        path += LEVEL**2 * pull.sum(axis=1, keepdims=True)
        shared += self.shared.sd**2 * pull.sum(axis=1, keepdims=True)
        pull *= left
        own += PARTY_SHARE * lasts**2 * (pull @ self.parties)
        common += (1 - PARTY_SHARE) * lasts**2 * (pull @ self.affiliations)
        passing += fades**2 * (pull @ self.faded)
        lasting = own + common[:, self.home]
        counts = np.maximum(self.parties.sum(axis=0), 1)  # a party without figures adds nothing
        added = left * (lasting[:, self.figures.party] + passing) @ (self.parties / counts)
        return Draws(path, added, lasting, common, shared[:, 0], chosen)

    def _pull(self, chosen: Ints, said: Floats, noise: Floats) -> Floats:
        """What each figure missed, weighed by the inverse of the covariance: (draws, n)."""
        numbers, group = np.unique(chosen, return_inverse=True)
        order = np.argsort(group, kind="stable")
        turn = np.empty_like(group)  # of a draw among those of its setting
        turn[order] = np.arange(len(group)) - np.searchsorted(group[order], group[order])
        for start in range(0, len(numbers), self.many):
            some = [self.grid[number] for number in numbers[start : start + self.many]]
            rows = (group >= start) & (group < start + self.many)
            at, nth = group[rows] - start, turn[rows]
            covariance, _, error = self.covariances(some)
            missed = np.zeros((len(some), len(self.age), nth.max() + 1))
            missed[at, :, nth] = self.figures.y - said[rows] - np.sqrt(error[at]) * noise[rows]
            noise[rows] = np.linalg.solve(covariance, missed)[at, :, nth]
        return noise


def _neighbours(place: tuple[int, ...], shape: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The settings one step away, along each side of the grid."""
    for axis, size in enumerate(shape):
        for step in (-1, 1):
            if 0 <= place[axis] + step < size:
                yield (*place[:axis], place[axis] + step, *place[axis + 1 :])


def spaced(weight: Floats, count: int, rng: np.random.Generator) -> Ints:
    """``count`` positions drawn in proportion to ``weight`` with one random offset (systematic
    resampling).
    """
    steps = np.cumsum(weight)
    at = (np.arange(count) + rng.random()) / count * steps[-1]
    return np.asarray(np.searchsorted(steps, at))
