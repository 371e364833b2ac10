"""Random-effects meta-analysis: one mean for voices that differ by more than their own errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tracker.reconcile.methods.observations import Observations, fraction, observations
from tracker.reconcile.methods.tau2 import ESTIMATORS, to_spare, weighted


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """A random-effects mean and what belongs to it, on the scale of the input: numbers, or arrays
    (n,) for many series.

    ``tau2`` is the variance between parties, ``q`` Cochran's statistic, ``i2`` the share of the
    variance that lies between parties, in percent; the last two are the ends within which the next
    party's own figure is expected.
    """

    mean: float | np.ndarray
    se: float | np.ndarray
    low: float | np.ndarray
    high: float | np.ndarray
    tau2: float | np.ndarray
    q: float | np.ndarray
    i2: float | np.ndarray
    k: int | np.ndarray
    predict_low: float | np.ndarray
    predict_high: float | np.ndarray


def random_effects(
    y,
    v,
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
        If the shapes differ, a number cannot be used, a series holds no observation, or a method is
        unknown.

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
    fraction(level)
    if tau2 not in ESTIMATORS:
        raise ValueError(f"no tau2 estimator '{tau2}'; there are: {', '.join(ESTIMATORS)}")
    if hartung not in ("plain", "safeguarded", None):
        raise ValueError(f"no hartung '{hartung}'; there are: 'plain', 'safeguarded', None")
    found = np.empty((10, len(seen.y)))
    for part, some in seen.blocks():
        found[:, part] = _pooled(some, ESTIMATORS[tau2](some), hartung, level)
    k = seen.k
    if np.ndim(y) == 1:
        return Pooled(
            *(float(x) for x in found[:7, 0]), int(k[0]), *(float(x) for x in found[8:, 0])
        )
    return Pooled(*found[:7], k, *found[8:])


def _pooled(seen: Observations, tau2: np.ndarray, hartung: str | None, level: float) -> tuple:
    """The fields of :class:`Pooled` in their order."""
    w, total, mean = weighted(seen, tau2)
    scale = (w * (seen.y - mean[:, None]) ** 2).sum(axis=1) / np.maximum(seen.k - 1, 1)
    if hartung is None:
        scale = np.ones_like(scale)
    elif hartung == "safeguarded":
        scale = np.maximum(scale, 1)
    se = np.sqrt(np.where(seen.k > 1, scale, 1) / total)
    reach = _critical(seen.k, hartung, level)
    ahead = reach * np.sqrt(tau2 + se * se)
    return (
        mean,
        se,
        mean - reach * se,
        mean + reach * se,
        tau2,
        *_heterogeneity(seen, tau2),
        seen.k,
        mean - ahead,
        mean + ahead,
    )


def _critical(k: np.ndarray, hartung: str | None, level: float) -> np.ndarray:
    """Student's t with k - 1 degrees of freedom; the normal's for a single observation or where no
    t is asked for.
    """
    from scipy.special import ndtri, stdtrit

    upper = (1 + level) / 2
    counts, which = np.unique(k, return_inverse=True)
    return np.array(
        [
            ndtri(upper) if hartung is None or count < 2 else stdtrit(count - 1, upper)
            for count in counts
        ]
    )[which]


def _heterogeneity(seen: Observations, tau2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cochran's Q, and I squared against the typical variance within parties (Higgins and Thompson
    2002).
    """
    w, _, mean = weighted(seen)
    q = (w * (seen.y - mean[:, None]) ** 2).sum(axis=1)
    typical = np.where(seen.k > 1, seen.k - 1, 1) / np.where(seen.k > 1, to_spare(w), 1)
    return q, 100 * tau2 / (tau2 + typical)
