"""The envelope: from the lowest low to the highest high that anybody stated, and how sure that can
be.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from math import comb, nan

import numpy as np

from tracker.reconcile.methods.arrays import Intervals, intervals, median
from tracker.reconcile.methods.observations import labelled

NO_CONSENSUS = 10
"""Ends that differ by more than this factor have no centre worth naming."""


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    """What voices are reconciled into: plain numbers for one series, arrays of shape (n,) for many.

    ``low``, ``centre`` and ``high`` are in persons, NaN where there is none; ``low_open`` means "or
    fewer", ``high_open`` "or more". ``voices`` counts the figures, ``independent`` the affiliations
    with a two-sided one; ``confidence`` is the most one may have, in [0, 1], NaN where nothing can
    be said. ``kind`` is ``range``, ``single assessment``, ``one affiliation``, ``all equal``, ``no
    consensus``, ``at least``, ``at most``, ``bounds only``, ``incompatible`` or ``no figure``.
    ``low_by`` and ``high_by``, of the input's shape, mark the figures that hold each end.
    """

    low: float | np.ndarray
    centre: float | np.ndarray
    high: float | np.ndarray
    low_open: bool | np.ndarray
    high_open: bool | np.ndarray
    voices: int | np.ndarray
    independent: int | np.ndarray
    confidence: float | np.ndarray
    kind: str | np.ndarray
    low_by: np.ndarray
    high_by: np.ndarray


def envelope(low, best, high, *, affiliation=None) -> Range:
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
    labels = None if affiliation is None else np.atleast_2d(labelled(affiliation, shape))
    series = _two_sided(figures, labels)
    many = _with_bounds(figures, *series)
    return many if len(shape) == 2 else _first(many)


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


def _two_sided(figures: Intervals, labels: np.ndarray | None):
    """Ends, centre, independent affiliations and confidence of each series, from its two-sided
    figures only.
    """
    low, centre, high = (
        (figures.low, figures.centre, figures.high) if labels is None else _hulls(figures, labels)
    )
    counts = np.sum(~np.isnan(low), axis=1)
    known, which = np.unique(counts, return_inverse=True)
    ranks, confidence = (
        np.array(column)[which] for column in zip(*(sign_test(int(k)) for k in known))
    )
    ends = [sign * _ranked(sign * numbers, ranks) for sign, numbers in ((1, low), (-1, high))]
    centres = np.where(ranks == 1, median(figures.centre), median(centre))
    return ends[0], centres, ends[1], counts, confidence


def _ranked(numbers: np.ndarray, ranks: np.ndarray) -> np.ndarray:
    """The ``ranks``-th smallest of each row; NaN for a row without numbers."""
    if numbers.shape[1] == 0:
        return np.full(len(numbers), np.nan)
    return np.take_along_axis(np.sort(numbers, axis=1), ranks[:, None] - 1, 1)[:, 0]


def _hulls(figures: Intervals, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The hull of each affiliation's two-sided figures and the median of their centres, one
    affiliation a column.
    """
    rows, columns = np.nonzero(~np.isnan(figures.low))
    order = np.lexsort((figures.centre[rows, columns], labels[rows, columns], rows))
    rows, columns = rows[order], columns[order]
    owner = labels[rows, columns]
    starts = np.flatnonzero(np.r_[True, (np.diff(rows) > 0) | (np.diff(owner) != 0)][: len(rows)])
    ends = np.r_[starts[1:], len(rows)].astype(int)
    home = rows[starts]
    place = np.arange(len(starts)) - np.searchsorted(home, home)
    hulls = np.full((3, len(labels), place.max(initial=-1) + 1), np.nan)
    if len(starts):
        low, centre, high = (
            numbers[rows, columns] for numbers in (figures.low, figures.centre, figures.high)
        )
        middle = median(
            np.stack([centre[(starts + ends - 1) // 2], centre[(starts + ends) // 2]], axis=-1)
        )
        hulls[:, home, place] = (
            np.minimum.reduceat(low, starts),
            middle,
            np.maximum.reduceat(high, starts),
        )
    return hulls[0], hulls[1], hulls[2]


def _with_bounds(figures: Intervals, low, centre, high, independent, confidence) -> Range:
    """Let the one-sided figures move the ends, then say what kind of range it is."""
    least, most = (
        np.fmax.reduce(numbers, axis=1, initial=nan) for numbers in (figures.least, figures.most)
    )
    tightest = np.fmin.reduce(figures.most, axis=1, initial=nan)
    two, top = independent > 0, np.fmax(high, most)
    low_end = np.where(two, np.fmin(low, tightest), least)
    high_end = np.where(two, np.fmax(top, least), tightest)
    low_open, high_open = (
        np.where(two, tightest < low, np.isnan(least)),
        np.where(two, least >= top, np.isnan(tightest)),
    )
    low_by = (
        _at(low_end, figures.low)
        | low_open[:, None] & _at(low_end, figures.most)
        | ~two[:, None] & _at(low_end, figures.least)
    )
    high_by = _at(high_end, figures.high, figures.most) | two[:, None] & _at(
        high_end, figures.least
    )
    moved = (low_end != low) | (high_end != high) | high_open
    kind = _kind(figures, low_end, high_end, independent, moved)
    for numbers, kinds in (
        (centre, ["no consensus"]),
        (low_end, ["incompatible"]),
        (high_end, ["incompatible"]),
    ):
        numbers[np.isin(kind, kinds)] = nan
    held = ~np.isin(kind, ["incompatible", "no figure"])
    return Range(
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


def _kind(figures: Intervals, low, high, independent, moved) -> np.ndarray:
    """The word for each range; the first that fits."""
    two = np.sum(~np.isnan(figures.low), axis=1)
    lowest, highest = (
        np.fmin.reduce(figures.low, axis=1, initial=nan),
        np.fmax.reduce(figures.high, axis=1, initial=nan),
    )
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


def _at(end: np.ndarray, *numbers: np.ndarray) -> np.ndarray:
    """Where any of the numbers, (n, k), is the end of its series, (n,)."""
    return np.logical_or.reduce([end[:, None] == each for each in numbers])


def _present(figures: Intervals) -> np.ndarray:
    return ~(np.isnan(figures.low) & np.isnan(figures.least) & np.isnan(figures.most))


def _first(many: Range) -> Range:
    """The only series of ``many``, in plain numbers."""
    values = (getattr(many, field.name)[0] for field in fields(many))
    return Range(*(value.item() if value.ndim == 0 else value for value in values))
