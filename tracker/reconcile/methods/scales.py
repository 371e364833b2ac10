"""Scales other than that of counts: differences of numbers of either sign, and shares.

A count errs by ratios, so that the methods work on its logarithm. A margin or an excess may be
negative and errs by differences (``identity``); a share lies between 0 and 1 and errs by ratios of
odds (``logit``). On these scales nothing is known of how numbers are rounded or worded: a number
alone is taken to be sharp to a fifteenth of ``tau_scale``, as on the log scale, where 0.05 stands
beside 0.75.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

import numpy as np

from tracker.reconcile.methods.arrays import Floats
from tracker.reconcile.methods.log_scale import NINETY, split_normal
from tracker.reconcile.methods.mixtures import SHARED, TAU_SCALE, refuse_errors

Scale = Literal["log", "identity", "logit"]
SCALES: tuple[Scale, ...] = get_args(Scale)
# Shares of tau_scale: the least error, and the scale of what lies beyond "at least".
LEAST, EXCESS = 1 / 15, 1 / 7.5


class Spread(NamedTuple):
    """How far parties differ among themselves and err together, on the scale of the methods."""

    tau_scale: float
    shared: float


# Shares are mostly counted on samples, and differ less than counts of a war do.
USUAL_SPREADS: dict[Scale, Spread] = {"log": Spread(TAU_SCALE, SHARED), "logit": Spread(0.3, 0.1)}


def usual(scale: Scale, tau_scale: float | None, shared: float | None) -> Spread:
    """What is given, and what is usual on the scale for what is not.

    Raises
    ------
    ValueError
        If something is not given and the scale has no usual value, or is no size of an error.

    """
    given = Spread(*(np.nan if value is None else value for value in (tau_scale, shared)))
    if scale in USUAL_SPREADS:
        given = Spread._make(np.where(np.isnan(given), USUAL_SPREADS[scale], given).tolist())
    if np.isnan(given).any():
        raise ValueError(
            f"the scale '{scale}' has no usual errors; give tau_scale, how far parties differ, and "
            "shared, how far all may err together, in the unit of the numbers"
        )
    refuse_errors(*given)
    return given


def on_scale(
    scale: Scale, low: Floats, best: Floats, high: Floats, tau_scale: float
) -> tuple[Floats, Floats]:
    """Figures as observations with standard errors on a scale other than the log's.

    Parameters
    ----------
    scale : {"identity", "logit"}
        The scale.
    low, best, high : ndarray, shape (n, k)
        Bounds and central value; NaN where open or not given.
    tau_scale : float
        The scale's unit: how far parties usually differ.

    Returns
    -------
    y, s : ndarray, shape (n, k)
        NaN for no figure. Three numbers are a split normal, two a 90% interval; the truth lies a
        half-normal excess beyond "at least" and "at most", as on the log scale.

    """
    if scale == "logit":
        from scipy.special import logit

        low, best, high = (logit(bound) for bound in (low, best, high))
    start, end = (np.where(np.isnan(bound), best, bound) for bound in (low, high))
    centre = np.where(np.isnan(best), (start + end) / 2, best)
    split, sd = split_normal(start, centre, end)
    opened = np.isnan(low) | np.isnan(high)
    y, s = np.where(opened, centre, split), np.where(opened, (end - start) / NINETY, sd)
    excess = EXCESS * tau_scale
    for bound, sign in ((low, 1), (high, -1)):
        alone = np.isnan(centre) & ~np.isnan(bound)
        y = np.where(alone, bound + sign * np.sqrt(2 / np.pi) * excess, y)
        s = np.where(alone, np.sqrt(1 - 2 / np.pi) * excess, s)
    return y, np.hypot(LEAST * tau_scale, s)


def back(scale: Scale, values: Floats) -> Floats:
    """Numbers of the scale as they were given."""
    if scale != "logit":
        return values
    from scipy.special import expit

    return np.asarray(expit(values))
