"""The envelope: from the lowest low to the highest high that anybody stated, and how sure that can
be.
"""

from __future__ import annotations

from functools import lru_cache
from math import comb, nan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tracker.reconcile.methods.arrays import (
    Bools,
    Floats,
    Intervals,
    Ints,
    as_asked,
    between,
    grouped,
    hulls,
    in_order,
    intervals,
    labelled,
    median,
    ranked,
)

# Ends that differ by more than this factor have no centre worth naming.
NO_CONSENSUS = 10


class Range(NamedTuple):
    """What voices are reconciled into: plain numbers for one series, arrays of shape (n,) for many.

    ``low``, ``centre`` and ``high`` are in persons, NaN where there is none; ``low_open`` means "or
    fewer", ``high_open`` "or more". ``voices`` counts the figures, ``independent`` the affiliations
    with a two-sided one; ``confidence`` is the most one may have, in [0, 1], NaN where nothing can
    be said. ``kind`` is ``range``, ``single assessment``, ``one affiliation``, ``all equal``, ``no
    consensus``, ``at least``, ``at most``, ``bounds only``, ``incompatible`` or ``no figure``.
    ``low_by`` and ``high_by``, of the input's shape, mark the figures that hold each end.
    """

    low: float | Floats
    centre: float | Floats
    high: float | Floats
    low_open: bool | Bools
    high_open: bool | Bools
    voices: int | Ints
    independent: int | Ints
    confidence: float | Floats
    kind: str | NDArray[np.str_]
    low_by: Bools
    high_by: Bools


def envelope(
    low: ArrayLike, best: ArrayLike, high: ArrayLike, *, affiliation: ArrayLike | None = None
) -> Range:
    """Reconcile voices into the range from the lowest low to the highest high.

    Parameters
    ----------
    low, best, high : array_like, shape (k,) or (n, k)
        Bounds and central value of each voice, in persons; NaN where open or not given, all three
        NaN for no voice. A best value closes a side left open, and the end stays marked open.
    affiliation : array_like of int or str, same shape, optional
        Who each voice belongs to; default: every voice its own.

    Returns
    -------
    Range
        Ends and centre in persons, who holds the ends, the number of independent affiliations, the
        confidence.

    Raises
    ------
    ValueError
        If the shapes differ, a number is negative or infinite, or a low exceeds its high (the
        position is named).

    Notes
    -----
    The centre is the median of the voices' centres: a best value, else the geometric mean of the
    ends; of an even number of voices, the geometric mean of the middle two. (Where the smaller is
    zero, one is added and taken off again.) One-sided voices have no centre and give their number
    only: "at least a" sets the high end, open above, where nothing stated reaches beyond a; "up to
    b" raises the high end to b, or lowers the low end to b, open below.

    The confidence is the sign test's (Dixon and Mood 1946): if k affiliations err independently,
    each as likely high as low, the j-th lowest low and the j-th highest high hold the truth with
    probability at least 1 - 2 * sum(C(k, i) for i < j) / 2**k. The largest j that keeps 90% is
    used: 1 up to seven affiliations, 2 from eight. From there each affiliation counts once, with
    the hull of its figures and the median of their centres.

    Examples
    --------
    >>> r = envelope([300, 1000], [300, 1000], [300, 1000])
    >>> (r.low, r.high, r.confidence)
    (300.0, 1000.0, 0.5)
    >>> r = envelope([600, 3000], [600, nan], [600, nan])  # about 600, at least 3,000
    >>> (r.low, r.high, r.high_open, r.independent)
    (600.0, 3000.0, True, 1)

    """
    figures = intervals(low, best, high)
    shape = np.shape(low)
    labels = None if affiliation is None else labelled(affiliation, shape)
    return Range(*as_asked(_with_bounds(figures, *_two_sided(figures, labels)), len(shape)))


@lru_cache(maxsize=4096)
def sign_test(k: int) -> tuple[int, float]:
    """Which end to take of ``k``, counted from outside, and the confidence it leaves; NaN below
    two.

    Examples
    --------
    >>> [sign_test(k) for k in (1, 2, 5, 8)]
    [(1, nan), (1, 0.5), (1, 0.9375), (2, 0.9296875)]

    """
    if k < 2:
        return 1, nan
    j, tail = 1, 1
    while 20 * (tail + comb(k, j)) <= 2**k:
        tail += comb(k, j)
        j += 1
    return j, 1 - 2 * tail / 2**k


def _two_sided(
    figures: Intervals, labels: Ints | None
) -> tuple[Floats, Floats, Floats, Ints, Floats]:
    """Ends, centre, independent affiliations and confidence of each series, from its two-sided
    figures only.
    """
    low, centre, high = figures[:3] if labels is None else _votes(figures, labels)
    counts = np.sum(~np.isnan(low), axis=1)
    known, which = np.unique(counts, return_inverse=True)
    ranks, confidence = (
        np.array(column)[which] for column in zip(*(sign_test(int(k)) for k in known))
    )
    centres = np.where(ranks == 1, median(figures.centre), median(centre))
    first, last = (ranked(np.sort(bound, axis=1), ranks) for bound in (low, -high))
    return first, centres, -last, counts, confidence


def _votes(figures: Intervals, labels: Ints) -> Floats:
    """One vote an affiliation, (3, n, affiliations): the hull of its two-sided figures, with the
    median of their centres between; low, centre, high.
    """
    groups = grouped(~np.isnan(figures.low), labels)
    low, high = hulls(groups, figures.low, figures.high)
    centre = figures.centre[groups.row, groups.column]
    order = np.argsort(centre)
    centre = centre[order[in_order(groups.member[order])]]
    counts = np.bincount(groups.member, minlength=len(low))
    twice = 2 * np.cumsum(counts) - counts  # first and last of each group, added up
    centre = between(centre[(twice - 1) // 2], centre[twice // 2])
    return groups.placed(len(labels), low, centre, high)


def _with_bounds(
    figures: Intervals,
    low: Floats,
    centre: Floats,
    high: Floats,
    independent: Ints,
    confidence: Floats,
) -> tuple[NDArray[Any], ...]:
    """The fields of :class:`Range`: let the one-sided figures move the ends, then say what kind of
    range it is.
    """
    least, most = (
        np.fmax.reduce(numbers, axis=1, initial=nan) for numbers in (figures.least, figures.most)
    )
    tightest = np.fmin.reduce(figures.most, axis=1, initial=nan)
    two, top = independent > 0, np.fmax(high, most)
    low_end = np.where(two, np.fmin(low, tightest), least)
    high_end = np.where(two, np.fmax(top, least), tightest)
    low_open = np.where(two, tightest < low, np.isnan(least))
    high_open = np.where(two, least >= top, np.isnan(tightest))
    low_at, high_at, speaks = low_end[:, None], high_end[:, None], two[:, None]
    low_by = (figures.low == low_at) | (~speaks & (figures.least == low_at))
    low_by |= low_open[:, None] & (figures.most == low_at)
    high_by = (figures.high == high_at) | (figures.most == high_at)
    high_by |= speaks & (figures.least == high_at)
    moved = (low_end != low) | (high_end != high) | high_open
    kind = _kind(figures, low_end, high_end, independent, moved)
    centre[kind == "no consensus"] = nan
    low_end[kind == "incompatible"] = nan
    high_end[kind == "incompatible"] = nan
    held = ~np.isin(kind, ["incompatible", "no figure"])
    return (
        low_end,
        centre,
        high_end,
        held & (low_open | (low_by & figures.below).any(axis=1)),
        held & (high_open | (high_by & figures.above).any(axis=1)),
        _present(figures).sum(axis=1),
        independent,
        np.where(low_end < high_end, confidence, nan),
        kind,
        held[:, None] & low_by,
        held[:, None] & high_by,
    )


def _kind(
    figures: Intervals, low: Floats, high: Floats, independent: Ints, moved: Bools
) -> NDArray[np.str_]:
    """The word for each range; the first that fits."""
    two = np.sum(~np.isnan(figures.low), axis=1)
    lowest = np.fmin.reduce(figures.low, axis=1, initial=nan)
    highest = np.fmax.reduce(figures.high, axis=1, initial=nan)
    unit = np.where(low == 0, 1.0, 0.0)
    fitting = {
        "no figure": ~_present(figures).any(axis=1),
        "incompatible": (two == 0) & (low > high),
        "bounds only": (two == 0) & ~np.isnan(low) & ~np.isnan(high),
        "at least": (two == 0) & ~np.isnan(low),
        "at most": two == 0,
        "single assessment": (two == 1) & ~moved,
        "no consensus": (high + unit) / NO_CONSENSUS > low + unit,
        "one affiliation": (two > 1) & (independent == 1),
        "all equal": (two > 1) & (lowest == highest) & (low == high),
    }
    return np.select(list(fitting.values()), list(fitting), "range")


def _present(figures: Intervals) -> Bools:
    return ~(np.isnan(figures.low) & np.isnan(figures.least) & np.isnan(figures.most))
