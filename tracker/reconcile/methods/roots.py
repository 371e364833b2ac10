"""Roots of many falling functions at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tracker.reconcile.methods.arrays import Floats, Ints

_EPS = np.finfo(float).eps
# a step of Newton's so short, measured by the root, leaves an error far below its digits
_LAST = 1e-11


def falling_roots(
    function: Callable[[Floats, Ints], tuple[Floats, Floats]],
    low: Floats,
    high: Floats,
    start: Floats | None = None,
) -> Floats:
    """Where functions that fall from zero or above at ``low`` to zero or below at ``high`` cross
    zero.

    ``function(x, rows)`` gives the values and slopes of the functions ``rows`` at ``x``. Newton's
    steps, halving the bracket instead wherever a step would leave it or gains too little; never
    fails, since halving alone converges.
    """
    low, high = low.astype(float).copy(), high.astype(float).copy()
    x = 0.5 * (low + high) if start is None else np.clip(start, low, high)
    last, rows = high - low, np.arange(len(x))
    while len(rows):
        at = x[rows]
        value, slope = function(at, rows)
        low[rows] = np.where(value >= 0, at, low[rows])
        high[rows] = np.where(value <= 0, at, high[rows])
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            step = -value / slope
            new = at + step
            newton = (new >= low[rows]) & (new <= high[rows]) & (2 * abs(step) < abs(last[rows]))
        x[rows] = np.where(newton, new, 0.5 * (low[rows] + high[rows]))  # a root found stays
        last[rows] = x[rows] - at
        size = _EPS * np.maximum(abs(low[rows]), abs(high[rows]))
        near = newton & (abs(last[rows]) <= _LAST * abs(x[rows]))
        rows = rows[~near & (abs(last[rows]) > size)]
    return x
