"""Agreement: where the most voices overlap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tracker.reconcile.methods.arrays import (
    Floats,
    Ints,
    as_asked,
    grouped,
    hulls,
    intervals,
    labelled,
    refuse_empty,
)


class Agreement(NamedTuple):
    """Every region in which ``count`` of ``k`` votes overlap, and no more do anywhere.

    ``low`` and ``high`` hold the regions from low to high, shape (r,) for one series; for many, (n,
    r) with NaN in both where a series has fewer. A NaN on one side only means that the region is
    open there. ``count`` and ``k`` are numbers, or arrays (n,).
    """

    low: Floats
    high: Floats
    count: int | Ints  # type: ignore[assignment]  # stands before the tuple's method, on purpose
    k: int | Ints


def agreement(
    low: ArrayLike, high: ArrayLike, *, affiliation: ArrayLike | None = None
) -> Agreement:
    """Find where the most voices overlap: Marzullo's sweep over all ends.

    Parameters
    ----------
    low, high : array_like, shape (k,) or (n, k)
        Bounds of each voice, in persons; NaN where open ("at least a" overlaps with everything from
        a up), both NaN for no voice.
    affiliation : array_like of int or str, same shape, optional
        Who each voice belongs to; an affiliation votes once, for all from its lowest low to its
        highest high. Default: every voice its own.

    Returns
    -------
    Agreement
        The regions, in persons, and how many of how many votes overlap in them.

    Raises
    ------
    ValueError
        If the shapes differ, a number is negative or infinite, a low exceeds its high, or there is
        no voice; the position is named.

    Notes
    -----
    The sweep is Marzullo's (1984); the Network Time Protocol selects its clocks in a similar way.
    Ends that touch overlap. A region of agreement says where voices meet, not where the truth is:
    in simulation it holds the truth far less often than the envelope does, so it is never a
    headline.

    Examples
    --------
    >>> met = agreement([8, 11, 14], [12, 13, 15])
    >>> met.low.tolist(), met.high.tolist(), met.count, met.k
    ([11.0], [12.0], 2, 3)

    """
    shape = np.shape(low)
    intervals(low, np.full(shape, np.nan), high)  # refuses what cannot be used
    start, end = (np.atleast_2d(np.asarray(bound, dtype=float)) for bound in (low, high))
    present = ~(np.isnan(start) & np.isnan(end))
    refuse_empty(present, len(shape), "voice; leave it out, or give a low or a high")
    start = np.where(np.isnan(start) & present, -np.inf, start)
    end = np.where(np.isnan(end) & present, np.inf, end)
    if affiliation is not None:
        groups = grouped(present, labelled(affiliation, shape))
        start, end = groups.placed(len(present), *hulls(groups, start, end))
    k = np.sum(~np.isnan(start), axis=1)
    return Agreement(*as_asked((*_sweep(start, end), k), len(shape)))


def _sweep(low: Floats, high: Floats) -> tuple[Floats, Floats, Ints]:
    """Walk along the ends of each series, from low to high; where ends tie, the beginnings come
    first.
    """
    # NaN, for no voice, sorts last and counts for nothing
    ends = np.concatenate([low, high], axis=1)
    present = (~np.isnan(low)).astype(int)
    order = np.lexsort((ends,))  # equal ones as they stand
    ends = np.take_along_axis(ends, order, 1)
    steps = np.take_along_axis(np.concatenate([present, -present], axis=1), order, 1)
    overlap = np.cumsum(steps, axis=1)
    most = overlap.max(axis=1)
    row, at = np.nonzero(overlap == most[:, None])
    column = np.arange(len(row)) - np.searchsorted(row, row)
    regions = np.full((2, len(ends), column.max() + 1), np.nan)
    regions[:, row, column] = ends[row, at], ends[row, at + 1]
    regions[np.isinf(regions)] = np.nan
    return regions[0], regions[1], most
