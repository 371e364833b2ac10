"""The methods whose answer is a mixture of normal distributions, on the log scale: the equal-weight
opinion pool; and the model range, random effects with a weakly informative prior and an error that
all parties share.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from tracker.reconcile.methods.arrays import (
    Floats,
    Ints,
    Observations,
    Quantiles,
    as_asked,
    fraction,
    observations,
)
from tracker.reconcile.methods.roots import falling_roots

# How far parties usually differ, where the codebook does not say (Röver et al. 2021).
TAU_SCALE = 0.75
# Standard deviation of the error that all parties share (Shirani-Mehr et al. 2018).
SHARED = 0.3
NODES = 60
_ASIDE = 1e-9


def pool(y: ArrayLike, s: ArrayLike, *, level: float = 0.9) -> Quantiles:
    """Pool observations with equal weights: quantiles of F(x) = mean of Phi((x - y) / s).

    Parameters
    ----------
    y, s : array_like, shape (k,) or (n, k)
        Observations on the log scale and their standard errors; NaN where a series is shorter.
    level : float
        The share between the ends; 0.9 gives the quantiles 5%, 50% and 95%.

    Returns
    -------
    Quantiles
        ``low``, ``centre``, ``high`` on the log scale; numbers, or arrays (n,).

    Raises
    ------
    ValueError
        If the shapes differ, a number cannot be used, or a series holds no observation (the
        position is named), or the level is no share between 0 and 1.

    Notes
    -----
    The linear opinion pool (Stone 1961). Where F is flat at a quantile, as between two sharp
    figures that differ, the quantile is the middle of the flat stretch, so that the order of the
    figures cannot matter.

    Examples
    --------
    >>> [round(float(np.exp(x))) for x in pool(np.log([300, 1000]), [0.1, 0.1])]
    [264, 548, 1137]

    """
    seen = observations(y, s, "s")
    tail = (1 - fraction(level)) / 2
    ends = np.empty((3, len(seen.y)))
    for part, some in seen.blocks():
        weight = some.present / some.k[:, None]
        for row, probability in enumerate((tail, 0.5, 1 - tail)):
            below = mixture_quantiles(some.y, np.sqrt(some.v), weight, probability - _ASIDE)
            above = mixture_quantiles(some.y, np.sqrt(some.v), weight, probability + _ASIDE, below)
            ends[row, part] = 0.5 * (below + above)
    return Quantiles(*as_asked(ends, np.ndim(y)))


def model_range(
    y: ArrayLike,
    s: ArrayLike,
    *,
    level: float = 0.9,
    tau_scale: float = TAU_SCALE,
    shared: float = SHARED,
) -> Quantiles:
    """Where the truth lies if parties differ about as much as they usually do, and share an error.

    Parameters
    ----------
    y, s : array_like, shape (k,) or (n, k)
        Observations on the log scale and their standard errors; NaN where a series is shorter.
    level : float
        Posterior probability between the ends.
    tau_scale : float
        Scale of the half-normal prior on tau, the standard deviation between parties (Röver et al.
        2021).
    shared : float
        Standard deviation of the error common to all parties, which never averages away
        (Shirani-Mehr et al. 2018).

    Returns
    -------
    Quantiles
        ``low``, ``centre``, ``high`` on the log scale; numbers, or arrays (n,).

    Raises
    ------
    ValueError
        If the shapes differ, a number cannot be used, or a series holds no observation (the
        position is named); if the level is no share between 0 and 1, or a scale no size of errors.

    Notes
    -----
    y ~ N(mu + e, s**2 + tau**2), e ~ N(0, shared**2), mu flat, tau half-normal. Given tau, the
    posterior of mu is normal; tau is averaged over its posterior on 60 nodes. Defined from one
    observation up, also where all are equal.

    Examples
    --------
    >>> [round(float(np.exp(x))) for x in model_range(np.log([3000]), [0.1])]
    [831, 3000, 10825]

    """
    seen = observations(y, s, "s")
    tail = (1 - fraction(level)) / 2
    refuse_errors(tau_scale, shared)
    ends = np.empty((3, len(seen.y)))
    for part, some in seen.blocks(NODES):
        mean, sd, weight = _posterior(some, tau_scale, shared)
        for row, probability in enumerate((tail, 0.5, 1 - tail)):
            ends[row, part] = mixture_quantiles(mean, sd, weight, probability)
    return Quantiles(*as_asked(ends, np.ndim(y)))


def refuse_errors(tau_scale: float, shared: float) -> None:
    """A ValueError if these cannot be the sizes of errors."""
    if not (0 < tau_scale < np.inf and 0 <= shared < np.inf):
        raise ValueError(
            f"tau_scale is {tau_scale}, shared {shared}; "
            "give a scale above zero and a shared error of zero or more"
        )


def _posterior(
    seen: Observations, tau_scale: float, shared: float
) -> tuple[Floats, Floats, Floats]:
    """Mean, standard deviation and weight of the normal components, shape (n, nodes).

    The nodes are Gauss and Legendre's in the square root of tau, closer where tau is small, and
    reach far enough for parties that differ by orders of magnitude.
    """
    reach = np.maximum(5 * tau_scale, seen.spread)
    node, gauss = np.polynomial.legendre.leggauss(NODES)
    root = 0.5 * (node + 1)
    log_weight, mean, variance = np.empty((3, len(seen.y), NODES))
    for column, (x, g) in enumerate(zip(root, gauss)):
        tau = reach * x * x
        w, total, mean[:, column] = seen.weighted(tau * tau)
        squares = (w * (seen.y - mean[:, column, None]) ** 2).sum(axis=1)
        logs = np.log(w + ~seen.present).sum(axis=1)  # 0 where absent
        log_weight[:, column] = np.log(g * x) + 0.5 * (
            logs - np.log(total) - squares - (tau / tau_scale) ** 2
        )
        variance[:, column] = 1 / total + shared * shared
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    return mean, np.sqrt(variance), weight / weight.sum(axis=1, keepdims=True)


def mixture_quantiles(
    mean: Floats,
    sd: Floats,
    weight: Floats,
    probability: float,
    start: Floats | None = None,
) -> Floats:
    """The quantile of each normal mixture of shape (n, m); weights of a row sum to one, a weight of
    zero counts for nothing.

    The search begins at ``start``, else at the mean of the quantiles of its parts.
    """
    from scipy.special import ndtr, ndtri  # an envelope does without

    ends = mean + sd * ndtri(probability)

    def above(x: Floats, rows: Ints) -> tuple[Floats, Floats]:
        z = (x[:, None] - mean[rows]) / sd[rows]
        density = np.exp(-0.5 * z * z) / (sd[rows] * np.sqrt(2 * np.pi))
        below = (weight[rows] * ndtr(z)).sum(axis=1)
        return probability - below, -(weight[rows] * density).sum(axis=1)

    if start is None:
        start = (weight * ends).sum(axis=1)
    return falling_roots(above, ends.min(axis=1), ends.max(axis=1), start)
