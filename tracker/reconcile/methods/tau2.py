"""Estimators of the variance between parties, tau squared, for many series at once."""

from __future__ import annotations

import numpy as np

from tracker.reconcile.methods.observations import Observations
from tracker.reconcile.methods.roots import falling_roots

GRID = 24


def weighted(seen: Observations, tau2=0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights 1 / (v + tau2), zero where absent, their sum, and the weighted mean."""
    w = seen.present / (seen.v + np.asarray(tau2)[..., None])
    total = w.sum(axis=1)
    return w, total, (w * seen.y).sum(axis=1) / total


def to_spare(w: np.ndarray) -> np.ndarray:
    """sum(w) - sum(w**2) / sum(w), written so that nothing cancels where one weight dwarfs the
    others.
    """
    total, top = w.sum(axis=1), w.argmax(axis=1)[:, None]
    others = w.copy()
    np.put_along_axis(others, top, 0, axis=1)
    dwarfed = np.take_along_axis(w, top, 1)[:, 0] * others.sum(axis=1)
    return (dwarfed + (others * (total[:, None] - others)).sum(axis=1)) / total


def dersimonian_laird(seen: Observations) -> np.ndarray:
    """The moment estimator in closed form (DerSimonian and Laird 1986); never negative, zero for a
    single observation.
    """
    w, _, mean = weighted(seen)
    q = (w * (seen.y - mean[:, None]) ** 2).sum(axis=1)
    spare = np.where(seen.k > 1, to_spare(w), 1)
    return np.maximum(0, (q - (seen.k - 1)) / spare)


def paule_mandel(seen: Observations) -> np.ndarray:
    """Where the weighted sum of squares meets its expectation k - 1 (Paule and Mandel 1982); zero
    if it is below already.
    """

    def excess(tau2, rows):
        some = _rows(seen, rows)
        w, _, mean = weighted(some, tau2)
        squares = w * (some.y - mean[:, None]) ** 2
        return squares.sum(axis=1) - (some.k - 1), -(w * squares).sum(axis=1)

    every = np.arange(len(seen.y))
    tau2 = np.zeros(len(every))
    rows = every[excess(tau2, every)[0] > 0]
    if len(rows):
        start = dersimonian_laird(_rows(seen, rows))
        tau2[rows] = falling_roots(
            lambda x, at: excess(x, rows[at]), tau2[rows], _limit(_rows(seen, rows)), start
        )
    return tau2


def restricted_likelihood(seen: Observations) -> np.ndarray:
    """The highest point of the restricted likelihood (Viechtbauer 2005).

    The likelihood may have several peaks, and an iteration from one start can end on the wrong one
    or on none. So it is first looked at on a grid up to :func:`_limit`; the highest peak is then
    climbed by Newton's method within its bracket.
    """
    limit = _limit(seen)
    steps = np.r_[0.0, np.geomspace(1e-9, 1, GRID)]
    likelihood, rising = np.empty((2, len(steps), len(limit)))
    for row, step in enumerate(steps):
        likelihood[row], rising[row], _ = _restricted(seen, step * limit)
    after, falls_next = (
        np.vstack([likelihood[1:], likelihood[-1:]]),
        np.vstack([rising[1:] <= 0, rising[-1:] > -np.inf]),
    )
    peaks = np.where((rising > 0) & falls_next, np.maximum(likelihood, after), -np.inf)
    peaks[0] = np.where(rising[0] <= 0, likelihood[0], peaks[0])
    best = peaks.argmax(axis=0)
    tau2 = np.zeros(len(limit))
    rows = np.flatnonzero((rising[best, np.arange(len(limit))] > 0) & (limit > 0))
    if len(rows):
        low, high = (steps[np.minimum(best[rows] + more, GRID)] * limit[rows] for more in (0, 1))
        tau2[rows] = falling_roots(
            lambda x, at: _restricted(_rows(seen, rows[at]), x)[1:], low, high
        )
    return tau2


ESTIMATORS = {"REML": restricted_likelihood, "PM": paule_mandel, "DL": dersimonian_laird}


def _restricted(seen: Observations, tau2: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The restricted log likelihood, its slope and its curvature in tau2."""
    w, total, mean = weighted(seen, tau2)
    w2 = w * w
    pulled = w * (seen.y - mean[:, None])
    s2, s3 = w2.sum(axis=1), (w2 * w).sum(axis=1)
    logs = np.log(np.where(seen.present, w, 1)).sum(axis=1)
    likelihood = 0.5 * (logs - np.log(total) - (pulled * (seen.y - mean[:, None])).sum(axis=1))
    slope = -0.5 * (to_spare(w) - (pulled * pulled).sum(axis=1))
    third = (w * pulled * pulled).sum(axis=1) - (w * pulled).sum(axis=1) ** 2 / total
    return likelihood, slope, 0.5 * (s2 - 2 * s3 / total + (s2 / total) ** 2) - third


def _limit(seen: Observations) -> np.ndarray:
    """Half the squared range, which neither estimator can exceed.

    With p = w / sum(w) and range R, the weighted variance is at most R**2 / 2 * (1 - sum(p**2)); so
    from tau2 = R**2 / 2 on the restricted likelihood falls, and Paule and Mandel's sum is below k -
    1.
    """
    high = np.where(seen.present, seen.y, -np.inf).max(axis=1)
    return 0.5 * (high - np.where(seen.present, seen.y, np.inf).min(axis=1)) ** 2


def _rows(seen: Observations, rows: np.ndarray) -> Observations:
    return Observations(seen.y[rows], seen.v[rows], seen.present[rows])
