"""Random-effects meta-analysis: one mean for voices that differ by more than their own errors."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tracker.reconcile.methods.arrays import (
    Floats,
    Ints,
    Observations,
    as_asked,
    fraction,
    observations,
)
from tracker.reconcile.methods.roots import falling_roots

# Steps of the search for the highest peak of the restricted likelihood.
_GRID = 24


class Pooled(NamedTuple):
    """A random-effects mean and what belongs to it, on the scale of the input: numbers, or arrays
    (n,) for many series.

    ``tau2`` is the variance between parties, ``q`` Cochran's statistic, ``i2`` the share of the
    variance that lies between parties, in percent (Higgins and Thompson 2002), ``k`` the number of
    observations; the last two are the ends of the prediction interval, within which the next
    party's own figure is expected.
    """

    mean: float | Floats
    se: float | Floats
    low: float | Floats
    high: float | Floats
    tau2: float | Floats
    q: float | Floats
    i2: float | Floats
    k: int | Ints
    predict_low: float | Floats
    predict_high: float | Floats


def random_effects(
    y: ArrayLike,
    v: ArrayLike,
    *,
    tau2: Literal["REML", "PM", "DL"] = "REML",
    hartung: Literal["plain", "safeguarded"] | None = "safeguarded",
    level: float = 0.95,
) -> Pooled:
    """Average observations that differ by more than their own errors.

    Parameters
    ----------
    y, v : array_like, shape (k,) or (n, k)
        Observations on the log scale and their variances; NaN where a series is shorter.
    tau2 : {"REML", "PM", "DL"}
        Estimator of the variance between parties: restricted maximum likelihood (Viechtbauer 2005),
        Paule and Mandel (1982), DerSimonian and Laird (1986).
    hartung : {"safeguarded", "plain", None}
        Knapp and Hartung's (2003) standard error with Student's t; safeguarded never below the
        usual one (Röver, Knapp and Friede 2015); ``None`` for the usual one with the normal
        distribution.
    level : float
        Confidence of the two intervals.

    Returns
    -------
    Pooled
        Mean, standard error, ends, tau2, Q, I2 in percent, k, and the ends for a further party's
        figure.

    Raises
    ------
    ValueError
        If the shapes differ, a number cannot be used, a series holds no observation, a method is
        unknown, or the level is no share between 0 and 1.

    Notes
    -----
    A single observation says nothing about differences: tau2 is 0 and the interval is its own, by
    the normal distribution. With two, the t of one degree of freedom makes the ends useless (3,000
    and 4,000 give 600 to 20,000), and equal observations give the plain interval no width; the
    headline therefore uses this method from three on, and safeguarded.

    Examples
    --------
    >>> r = random_effects([0.0, 1.0, 2.0], [0.1, 0.1, 0.1])
    >>> [round(x, 3) for x in (r.mean, r.tau2, r.low, r.high)]
    [1.0, 0.9, -1.484, 3.484]

    """
    seen = observations(y, v, "v")
    level = fraction(level)
    if tau2 not in ESTIMATORS:
        raise ValueError(f"no tau2 estimator '{tau2}'; there are: {', '.join(ESTIMATORS)}")
    if hartung not in ("plain", "safeguarded", None):
        raise ValueError(f"no hartung '{hartung}'; there are: 'plain', 'safeguarded', None")
    results = np.empty((9, len(seen.y)))
    for part, some in seen.blocks():
        results[:, part] = _pooled(some, ESTIMATORS[tau2](some), hartung, level)
    return Pooled(*as_asked((*results[:7], seen.k, *results[7:]), np.ndim(y)))


def _pooled(
    seen: Observations, tau2: Floats, hartung: str | None, level: float
) -> tuple[Floats, ...]:
    """The fields of :class:`Pooled` in their order, but for ``k``."""
    w, total, mean = seen.weighted(tau2)
    free = np.maximum(seen.k - 1, 1)
    scale = (w * (seen.y - mean[:, None]) ** 2).sum(axis=1) / free
    if hartung is None:
        scale = np.ones_like(scale)
    elif hartung == "safeguarded":
        scale = np.maximum(scale, 1)
    se = np.sqrt(np.where(seen.k > 1, scale, 1) / total)
    reach = _critical(seen.k, hartung, level)
    ahead = reach * np.sqrt(tau2 + se * se)
    q, spare = _heterogeneity(seen)
    typical = free / spare  # Higgins and Thompson 2002
    i2 = 100 * tau2 / (tau2 + typical)
    return mean, se, mean - reach * se, mean + reach * se, tau2, q, i2, mean - ahead, mean + ahead


def _critical(k: Ints, hartung: str | None, level: float) -> Floats:
    """Student's t with k - 1 degrees of freedom; the normal's for a single observation or where no
    t is asked for.
    """
    from scipy.special import ndtri, stdtrit  # an envelope does without

    upper = (1 + level) / 2
    counts, which = np.unique(k, return_inverse=True)
    critical = np.full(len(counts), ndtri(upper))
    if hartung is not None:
        critical[counts > 1] = stdtrit(counts[counts > 1] - 1, upper)
    return critical[which]


def _heterogeneity(seen: Observations) -> tuple[Floats, Floats]:
    """Cochran's Q, and the sum of weights to spare for it; 1 for a single observation."""
    w, _, mean = seen.weighted()
    q = (w * (seen.y - mean[:, None]) ** 2).sum(axis=1)
    return q, np.where(seen.k > 1, to_spare(w), 1)


def to_spare(w: Floats) -> Floats:
    """sum(w) - sum(w**2) / sum(w), written so that nothing cancels where one weight dwarfs the
    others.
    """
    total, top, every = w.sum(axis=1), w.argmax(axis=1), np.arange(len(w))
    others = w.copy(order="K")
    others[every, top] = 0
    dwarfed = w[every, top] * others.sum(axis=1)
    return np.asarray((dwarfed + (others * (total[:, None] - others)).sum(axis=1)) / total)


def dersimonian_laird(seen: Observations) -> Floats:
    """The moment estimator in closed form (DerSimonian and Laird 1986); never negative, zero for a
    single observation.
    """
    q, spare = _heterogeneity(seen)
    return np.maximum(0, (q - (seen.k - 1)) / spare)


def paule_mandel(seen: Observations) -> Floats:
    """Where the weighted sum of squares meets its expectation k - 1 (Paule and Mandel 1982); zero
    if it is below already.
    """

    def excess(tau2: Floats, rows: Ints) -> tuple[Floats, Floats]:
        some = seen.rows(rows)
        w, _, mean = some.weighted(tau2)
        squares = w * (some.y - mean[:, None]) ** 2
        return squares.sum(axis=1) - (some.k - 1), -(w * squares).sum(axis=1)

    every = np.arange(len(seen.y))
    tau2 = np.zeros(len(every))
    rows = every[excess(tau2, every)[0] > 0]
    start = dersimonian_laird(seen.rows(rows))
    tau2[rows] = falling_roots(
        lambda x, at: excess(x, rows[at]), tau2[rows], _limit(seen.rows(rows)), start
    )
    return tau2


def restricted_likelihood(seen: Observations) -> Floats:
    """The highest point of the restricted likelihood (Viechtbauer 2005).

    The likelihood may have several peaks, and an iteration from one start can end on the wrong one
    or on none. So it is first looked at on a grid up to :func:`_limit`; each peak is then climbed
    by Newton's method within its bracket, and the highest counts.
    """
    limit = _limit(seen)
    steps = np.r_[0.0, np.geomspace(1e-9, 1, _GRID)]
    likelihood, rising = np.empty((2, len(steps), len(limit)))
    for row, step in enumerate(steps):
        likelihood[row], rising[row], _ = _restricted(seen, step * limit)
    rises = rising > 0
    brackets, rows = np.nonzero(rises[:-1] & ~rises[1:])
    low, high = (step[brackets] * limit[rows] for step in (steps, steps[1:]))
    tops = falling_roots(lambda x, at: _restricted(seen.rows(rows[at]), x)[1:], low, high)
    heights = _restricted(seen.rows(rows), tops)[0]
    order = np.argsort(heights)
    order = order[heights[order] > likelihood[0, rows[order]]]
    tau2 = np.zeros(len(limit))
    tau2[rows[order]] = tops[order]  # of several, the last and highest stays
    return tau2


ESTIMATORS = {"REML": restricted_likelihood, "PM": paule_mandel, "DL": dersimonian_laird}


def _restricted(seen: Observations, tau2: Floats) -> tuple[Floats, Floats, Floats]:
    """The restricted log likelihood, its slope and its curvature in tau2."""
    w, total, mean = seen.weighted(tau2)
    w2 = w * w
    pulled = w * (seen.y - mean[:, None])
    s2, s3 = w2.sum(axis=1), (w2 * w).sum(axis=1)
    logs = np.log(w + ~seen.present).sum(axis=1)  # 0 where absent
    likelihood = 0.5 * (logs - np.log(total) - (pulled * (seen.y - mean[:, None])).sum(axis=1))
    slope = -0.5 * (to_spare(w) - (pulled * pulled).sum(axis=1))
    third = (w * pulled * pulled).sum(axis=1) - (w * pulled).sum(axis=1) ** 2 / total
    return likelihood, slope, 0.5 * (s2 - 2 * s3 / total + (s2 / total) ** 2) - third


def _limit(seen: Observations) -> Floats:
    """The squared range, twice what either estimator can reach.

    With p = w / sum(w) and range R, the weighted variance is at most R**2 / 2 * (1 - sum(p**2)); so
    from tau2 = R**2 / 2 on the restricted likelihood falls, and Paule and Mandel's sum is below k -
    1.
    """
    return seen.spread**2
