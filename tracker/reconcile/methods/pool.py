"""The equal-weight opinion pool on the log scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from tracker.reconcile.methods.arrays import Quantiles, as_asked, fraction, observations
from tracker.reconcile.methods.roots import mixture_quantiles

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
