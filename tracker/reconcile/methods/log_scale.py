"""A figure on the log scale: where it points and how far it may be off, from its wording and its
roundness.
"""

from __future__ import annotations

from itertools import count
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tracker.curate.model import Qualifier
from tracker.reconcile.methods.arrays import (
    Bools,
    Floats,
    Intervals,
    Ints,
    Observations,
    grouped,
    intervals,
    labelled,
    observations,
)


class Reading(NamedTuple):
    """How words and roundness are read; docs/methods.md says where each constant comes from.

    ``least_error`` is the standard error, on the log scale, below which no published figure is
    taken to be. The truth lies beyond "more than a" by a half-normal excess; its scale is
    ``excess`` grains, but at most ``excess_limit`` times a.
    """

    least_error: float = 0.05
    excess: float = 0.25
    excess_limit: float = 0.1


READING = Reading()
# Width of a 90% interval in standard deviations: how "between a and b" is read.
NINETY = 3.29


def grain(value: ArrayLike) -> Floats:
    """The rounding unit that a number shows: the largest of 1, 5, 10, 50, 100, ... that divides it.

    At most half of its leading power of ten, and at least 1. A number that is not whole was
    computed, as a share is; its grain is that of two significant digits. Takes a number or an
    array.

    Examples
    --------
    >>> [float(grain(v)) for v in (3140, 3000, 15000, 5000, 10000, 101, 7, 5000 / 3)]
    [10.0, 500.0, 5000.0, 500.0, 5000.0, 1.0, 1.0, 100.0]

    """
    value = np.asarray(value, dtype=float)
    flat = value.ravel()
    power = 10.0 ** np.floor(np.log10(np.fmax(flat, 1)) + 1e-12)
    made: Floats = np.maximum(power / 10, 1)
    divided = np.flatnonzero(np.fmod(flat, 1) == 0)
    made[divided] = 1
    for unit in (step * 10.0**exponent for exponent in count() for step in (1, 5)):
        divided = divided[(np.fmod(flat[divided], unit) == 0) & (unit <= power[divided] / 2)]
        if not len(divided):
            break
        made[divided] = unit  # what this one does not divide, none that follows does
    return made.reshape(value.shape)


def shift_for(low: ArrayLike, best: ArrayLike, high: ArrayLike) -> Floats:
    """What to add before taking logarithms: 1 person for a series that holds a zero, else 0.

    ``low``, ``best`` and ``high`` have the shape (k,) or (n, k), NaN where open or not given; the
    shift has the shape () or (n, 1), as :func:`on_log_scale` takes it.
    """
    zero = np.any([np.asarray(bound, dtype=float) == 0 for bound in (low, best, high)], axis=0)
    return np.asarray(zero.any(axis=-1, keepdims=zero.ndim == 2), dtype=float)


def on_log_scale(
    low: ArrayLike,
    best: ArrayLike,
    high: ArrayLike,
    *,
    qualifier: ArrayLike | None = None,
    sharp: ArrayLike = False,
    shift: ArrayLike = 0.0,
    reading: Reading = READING,
) -> tuple[Floats, Floats]:
    """Read figures as observations of a logarithm, with their standard errors.

    Parameters
    ----------
    low, best, high : array_like, shape (k,) or (n, k)
        Bounds and central value, in persons; NaN where open or not given, all three NaN for no
        figure.
    qualifier : array_like of str, same shape, optional
        As in the record. It tells apart what the bounds do not: "exact", "nearly" or (the default)
        "about".
    sharp : array_like of bool, same shape, optional
        "Exact" numbers that are said to be exactly so; their grain is 1, as it is for those below
        100.
    shift : float or array_like, shape (n, 1)
        Added to every number before the logarithm is taken; see :func:`shift_for`.
    reading : Reading
        The constants, for studies of them.

    Returns
    -------
    y, s : ndarray of the input's shape
        ln(number + shift) and its standard error; NaN for no figure.

    Raises
    ------
    ValueError
        If the shapes differ, a bound cannot be used, a qualifier is unknown, or a zero meets no
        shift.

    Notes
    -----
    "About v" is uniform within a grain of v (at most 0.6 v), "exact" within half a grain (at most
    0.5 v); "between a and b" is a 90% interval, with a best value a split normal (see
    :func:`split_normal`); zero is uniform from 0 to 0.5. The truth behind
    "more than a" or "at least a" lies a half-normal excess above a, behind "up to b" or "nearly b"
    as much below b. Round numbers are read as approximate and sharp ones as precise (Williams and
    Power 2013); a hedge's width follows size and roundness (Ferson et al. 2015); "more than a"
    implies an upper bound set by granularity (Cummins, Sauerland and Solt 2012).

    Examples
    --------
    >>> y, s = on_log_scale([300, 6000], [300, np.nan], [300, np.nan])  # about 300, at least 6,000
    >>> [round(float(v)) for v in np.exp(y)], [round(float(e), 3) for e in s]
    ([300, 6101], [0.109, 0.052])

    """
    figures, shape = intervals(low, best, high), np.shape(low)
    words = _words(qualifier, shape)
    shift = np.broadcast_to(np.asarray(shift, dtype=float), figures.centre.shape)
    _refuse_zero(figures, shift)
    point = figures.low == figures.high
    sharp = np.atleast_2d(np.broadcast_to(sharp, shape)) | (figures.centre < 100)
    y, s = _two_sided(figures, point, words == "exact", sharp, shift)
    below = np.where(point & (words == "nearly"), figures.high, figures.most)
    for number, sign in ((figures.least, 1), (below, -1)):
        excess = np.minimum(reading.excess * grain(number) / (number + shift), reading.excess_limit)
        here = ~np.isnan(number)
        y = np.where(here, np.log(number + shift) + sign * np.sqrt(2 / np.pi) * excess, y)
        s = np.where(here, np.sqrt(1 - 2 / np.pi) * excess, s)
    return y.reshape(shape), np.hypot(reading.least_error, s).reshape(shape)


def merge(
    y: ArrayLike, s: ArrayLike, affiliation: ArrayLike | None = None
) -> tuple[Floats, Floats]:
    """Make one observation of those of one affiliation, which are not independent.

    Their inverse-variance mean. Its standard error is the largest of theirs, for another office of
    the same government makes nothing surer, and grows by how far they differ among themselves.

    Parameters
    ----------
    y, s : array_like, shape (k,) or (n, k)
        Observations on the log scale and their standard errors; NaN where there is none.
    affiliation : array_like of int or str, same shape, optional
        Who each belongs to; default: each on its own.

    Returns
    -------
    y, s : ndarray, shape (m,) or (n, m)
        One observation an affiliation, in the order of the affiliations' names; NaN where a series
        has fewer.

    Raises
    ------
    ValueError
        If the shapes differ, a number cannot be used, or a series holds no observation.

    Examples
    --------
    >>> y, s = merge([7.0, 7.2, 8.0], [0.1, 0.1, 0.2], ["north", "north", "south"])
    >>> y.round(3).tolist(), s.round(3).tolist()
    ([7.1, 8.0], [0.141, 0.2])

    """
    seen, shape = observations(y, s, "s"), np.shape(y)
    if affiliation is None:
        return np.asarray(y, dtype=float), np.asarray(s, dtype=float)
    mean, error = _merged(seen, labelled(affiliation, shape))
    return (mean, error) if len(shape) == 2 else (mean[0], error[0])


def _two_sided(
    figures: Intervals, point: Bools, exact: Bools, sharp: Bools, shift: Floats
) -> tuple[Floats, Floats]:
    """Logarithm and standard error of two-sided figures, before the least error is added."""
    centre = figures.centre
    split = ~point & ~figures.below & ~figures.above & (centre > 0)
    unit = np.where(exact, np.where(sharp, 1, grain(centre)) / 2, grain(centre))
    half = np.minimum(unit, np.where(exact, 0.5, 0.6) * centre)
    zero = centre == 0
    low = np.where(point, centre - half, figures.low)
    high = np.where(zero & point, 0.5, np.where(point, centre + half, figures.high))
    with np.errstate(invalid="ignore"):
        y, width = np.log(centre + shift), np.log((high + shift) / (low + shift))
        mean, sd = split_normal(np.log(low + shift), y, np.log(high + shift))
    s = np.where(split, sd, width / np.where(point, np.sqrt(12), NINETY))
    return np.where(split, mean, np.where(zero & point, width / 2, y)), s


def split_normal(low: Floats, best: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of two half normals that meet at ``best``, on whatever scale.

    The ends are those of a 90% interval, each half as wide as its own end says, so that a low 100,
    best 110, high 1,000 is not read as 110 give or take (Wallis 2014, for the fan charts of central
    banks). Where the best lies in the middle it is the normal of :data:`NINETY`.

    Examples
    --------
    >>> [round(value.item(), 3) for value in split_normal(*np.log([[100], [110], [1000]]))]
    [5.725, 0.823]
    >>> [round(value.item(), 3) for value in split_normal(*np.array([[0.0], [3.29], [6.58]]))]
    [3.29, 2.0]

    """
    left, right = (best - low) / (NINETY / 2), (high - best) / (NINETY / 2)
    apart = right - left
    mean = best + np.sqrt(2 / np.pi) * apart
    return mean, np.sqrt((1 - 2 / np.pi) * apart**2 + left * right)


def _merged(seen: Observations, labels: Ints) -> Floats:
    groups = grouped(seen.present, labels)
    member = groups.member
    y, v = (array[groups.row, groups.column] for array in (seen.y, seen.v))
    total = np.bincount(member, 1 / v)
    mean = np.bincount(member, y / v) / total
    spread = np.bincount(member, (y - mean[member]) ** 2 / v) / total
    largest = np.zeros(len(mean))
    np.maximum.at(largest, member, v)
    return groups.placed(len(labels), mean, np.sqrt(largest + spread))


def _words(qualifier: ArrayLike | None, shape: tuple[int, ...]) -> NDArray[np.str_]:
    words = np.full(shape, "about") if qualifier is None else np.asarray(qualifier, dtype=str)
    if words.shape != shape:
        raise ValueError(
            f"qualifier has the shape {words.shape}, the bounds {shape}; give one qualifier a "
            "figure"
        )
    unknown = words[~np.isin(words, [*get_args(Qualifier), "", "nan"])]
    if unknown.size:
        raise ValueError(
            f"no qualifier '{unknown.flat[0]}'; there are: {', '.join(get_args(Qualifier))}"
        )
    return np.atleast_2d(words)


def _refuse_zero(figures: Intervals, shift: Floats) -> None:
    least = np.fmin.reduce([figures.low, figures.least, figures.most], axis=0, initial=np.inf)
    if ((least + shift) <= 0).any():
        raise ValueError(
            "a figure is 0, which has no logarithm; give the series the shift 1 (see shift_for)"
        )
