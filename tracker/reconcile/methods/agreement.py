"""Agreement: where the most voices overlap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tracker.reconcile.methods.arrays import intervals
from tracker.reconcile.methods.observations import grouped, labelled


class Agreement(NamedTuple):
    """Every region in which ``count`` of ``k`` votes overlap, and no more do anywhere.

    ``low`` and ``high`` hold the regions from low to high, shape (r,) for one series; for many, (n,
    r) with NaN in both where a series has fewer. A NaN on one side only means that the region is
    open there. ``count`` and ``k`` are numbers, or arrays (n,).
    """

    low: np.ndarray
    high: np.ndarray
    count: int | np.ndarray
    k: int | np.ndarray


def agreement(low, high, *, affiliation=None) -> Agreement:
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
    >>> found = agreement([8, 11, 14], [12, 13, 15])
    >>> found.low.tolist(), found.high.tolist(), found.count, found.k
    ([11.0], [12.0], 2, 3)

    """
    many = np.ndim(low) == 2
    intervals(low, np.full(np.shape(low), np.nan), high)  # refuses what cannot be used
    low, high = (np.atleast_2d(np.asarray(bound, dtype=float)) for bound in (low, high))
    present = ~(np.isnan(low) & np.isnan(high))
    if not present.any(axis=1).all():
        where = f"series {int(np.argmin(present.any(axis=1)))}" if many else "the series"
        raise ValueError(f"{where} holds no voice; leave it out, or give a low or a high")
    low, high = (
        np.where(np.isnan(low) & present, -np.inf, low),
        np.where(np.isnan(high) & present, np.inf, high),
    )
    if affiliation is not None:
        low, high = _votes(
            low,
            high,
            present,
            np.atleast_2d(labelled(affiliation, low.shape if many else low.shape[1:])),
        )
    k = np.sum(~np.isnan(low), axis=1)
    regions = _sweep(low, high)
    return (
        Agreement(*regions, k)
        if many
        else Agreement(regions[0][0], regions[1][0], int(regions[2][0]), int(k[0]))
    )


def _votes(
    low: np.ndarray, high: np.ndarray, present: np.ndarray, labels: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The hull of each affiliation's voices, one affiliation a column, NaN where a series has
    fewer.
    """
    row, column, member, home, place = grouped(present, labels)
    votes = np.full((2, len(low), place.max() + 1), np.nan)
    lowest, highest = np.full((2, len(home)), np.inf)
    np.minimum.at(lowest, member, low[row, column])
    np.minimum.at(highest, member, -high[row, column])
    votes[:, home, place] = lowest, -highest
    return votes[0], votes[1]


def _sweep(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Walk along the ends of each series, from low to high; where ends tie, the beginnings come
    first.
    """
    ends = np.concatenate(
        [low, high], axis=1
    )  # NaN, for no voice, sorts last and counts for nothing
    present = (~np.isnan(low)).astype(int)
    steps = np.concatenate([present, -present], axis=1)
    order = np.argsort(ends, axis=1, kind="stable")
    ends, overlap = (
        np.take_along_axis(ends, order, 1),
        np.cumsum(np.take_along_axis(steps, order, 1), axis=1),
    )
    most = overlap.max(axis=1)
    row, at = np.nonzero((overlap == most[:, None]) & (np.take_along_axis(steps, order, 1) > 0))
    column = np.arange(len(row)) - np.searchsorted(row, row)
    regions = np.full((2, len(ends), column.max() + 1), np.nan)
    regions[:, row, column] = ends[row, at], ends[row, at + 1]
    regions[np.isinf(regions)] = np.nan
    return regions[0], regions[1], most
