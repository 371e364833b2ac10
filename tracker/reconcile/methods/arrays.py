"""Arrays that the methods work on, checked: figures in persons, observations on the log scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from numbers import Real
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tracker.curate.words.signs import cut

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]

# Bounds of which the first is at most the second.
ORDERED = (("low", "high"), ("low", "best"), ("best", "high"))
# Numbers worked on at once: few enough to stay in a processor's cache, so that memory does not
# grow with the input.
CACHED = 1 << 16


class Intervals(NamedTuple):
    """Figures told apart; every array has the shape (n, k), numbers are NaN where they do not
    apply.

    ``low``, ``centre`` and ``high`` are those of two-sided figures, ``least`` and ``most`` the
    numbers of "at least" and "up to". ``below`` and ``above`` mark a two-sided figure whose bound
    is open and whose best value stands for it.
    """

    low: Floats
    centre: Floats
    high: Floats
    least: Floats
    most: Floats
    below: Bools
    above: Bools


class Observations(NamedTuple):
    """Checked arrays of shape (n, k): ``y`` is 0 and ``v`` is 1 where ``present`` is false.

    Of many series the first observations lie side by side in memory, then the second ones: sums of
    short rows are sums of a few long columns.
    """

    y: Floats
    v: Floats
    present: Bools

    @property
    def k(self) -> Ints:
        """How many observations each series has."""
        return np.asarray(self.present.sum(axis=1))

    @property
    def spread(self) -> Floats:
        """The highest observation of each series less its lowest."""
        lowest = np.where(self.present, self.y, np.inf).min(axis=1)
        return np.asarray(np.where(self.present, self.y, -np.inf).max(axis=1) - lowest)

    def rows(self, rows: Ints | slice) -> Observations:
        """Some of the series."""
        return Observations._make(array.T[..., rows].T for array in self)

    def blocks(self, least: int = 1) -> Iterator[tuple[slice, Observations]]:
        """The series, some at a time; of each one ``least`` numbers are made, or one an
        observation.
        """
        rows = max(1, CACHED // max(least, self.y.shape[1]))
        for start in range(0, len(self.y), rows):
            part = slice(start, start + rows)
            yield part, self.rows(part)

    def weighted(self, tau2: ArrayLike = 0.0) -> tuple[Floats, Floats, Floats]:
        """Weights 1 / (v + tau2), zero where absent, their sum, and the weighted mean."""
        w = self.present / (self.v + np.asarray(tau2)[..., None])
        total = w.sum(axis=1)
        return w, total, (w * self.y).sum(axis=1) / total


class Quantiles(NamedTuple):
    """Low end, centre and high end on the scale of the input: numbers for one series, arrays (n,)
    for many.
    """

    low: float | Floats
    centre: float | Floats
    high: float | Floats


def intervals(low: ArrayLike, best: ArrayLike, high: ArrayLike) -> Intervals:
    """Check three arrays of one shape, (k,) or (n, k), and tell their figures apart.

    Raises
    ------
    ValueError
        If the shapes differ or a number cannot be used; the position is named.

    """
    low, best, high = _checked(low, best, high)
    point = np.isnan(low) & np.isnan(high)
    start, end = (np.where(np.isnan(bound), best, bound) for bound in (low, high))
    two = ~np.isnan(start) & ~np.isnan(end)
    centre = np.where(np.isnan(best), between(start, end), best)
    return Intervals(
        np.where(two, start, np.nan),
        np.where(two, centre, np.nan),
        np.where(two, end, np.nan),
        np.where(two, np.nan, start),
        np.where(two, np.nan, end),
        two & np.isnan(low) & ~point,
        two & np.isnan(high) & ~point,
    )


def observations(y: ArrayLike, spread: ArrayLike, name: str) -> Observations:
    """Check ``y`` and its standard errors (``name`` "s") or variances ("v"), of shape (k,) or (n,
    k), NaN where absent.

    Raises
    ------
    ValueError
        If the shapes differ, a number cannot be used, or a series holds no observation; the
        position is named.

    """
    y, spread = np.asarray(y, dtype=float), np.asarray(spread, dtype=float)
    if y.shape != spread.shape or y.ndim not in (1, 2):
        raise ValueError(
            f"y has the shape {y.shape}, {name} {spread.shape}; give both one shape, (k,) or (n, "
            "k), with NaN where a series is shorter"
        )
    meaning = "standard error" if name == "s" else "variance"
    absent, gap = np.isnan(y), np.isnan(spread)
    finite = "an observation is a finite number on the log scale; leave an open figure out"
    _refuse(np.isinf(y), "y", y, finite)
    positive = f"a {meaning} is a finite number above zero"
    _refuse(np.isinf(spread) | (spread <= 0), name, spread, positive)
    _refuse(gap & ~absent, name, spread, f"y has a number there, so give its {meaning}")
    _refuse(absent & ~gap, "y", y, f"{name} has a number there, so give its observation")
    present = np.atleast_2d(~absent)
    refuse_empty(present, y.ndim, "observation; leave it out")
    y, v = np.atleast_2d(y), np.atleast_2d(spread) ** (2 if name == "s" else 1)
    columns = np.where(present, y, 0.0), np.where(present, v, 1.0), present
    order: Literal["F", "C"] = "F" if present.shape[0] > present.shape[1] else "C"
    return Observations(*(np.asarray(array, order=order) for array in columns))


def refuse_empty(present: Bools, dimensions: int, missing: str) -> None:
    """A ValueError if nothing is ``present`` (n, k) in a series, numbered where there are many."""
    if not present.any(axis=1).all():
        number = int(np.argmin(present.any(axis=1)))
        series = f"series {number}" if dimensions == 2 else "the series"
        raise ValueError(f"{series} holds no {missing}")


def labelled(affiliation: ArrayLike, shape: tuple[int, ...]) -> Ints:
    """Affiliations as whole numbers from 0 up, in the order of their names, shape (n, k), small
    numbers as they are; a ValueError if they are not of the figures' ``shape``.
    """
    names = np.asarray(affiliation)
    if names.shape != shape:
        raise ValueError(
            f"affiliation has the shape {names.shape}, the figures {shape}; give one affiliation "
            "a figure"
        )
    if names.dtype.kind == "i" and np.all((names >= 0) & (names < names.size)):
        return np.atleast_2d(names)
    return np.atleast_2d(np.unique(names, return_inverse=True)[1].reshape(shape))


class Groups(NamedTuple):
    """How to gather the present entries of one label in one row: their row, column and group; each
    group's row and place.
    """

    row: Ints
    column: Ints
    member: Ints
    home: Ints
    place: Ints

    def placed(self, rows: int, *columns: Floats) -> Floats:
        """Numbers of each group, (groups,), as arrays (columns, rows, places), NaN for no group."""
        table = np.full((len(columns), rows, self.place.max(initial=-1) + 1), np.nan)
        table[:, self.home, self.place] = columns
        return table


def grouped(present: Bools, labels: Ints) -> Groups:
    """The present entries of each row, gathered by label; both arrays (n, k)."""
    row, column = np.nonzero(present)
    codes = row * labels.size + labels[row, column]  # labels are below their number
    groups, member = np.unique(codes, return_inverse=True)
    home = groups // labels.size
    return Groups(row, column, member, home, np.arange(len(groups)) - np.searchsorted(home, home))


def in_order(numbers: Ints) -> Ints:
    """What sorts whole numbers from 0 to 2**48, equal ones as they stand: 16 bits at a time, each
    in one pass.
    """
    return np.lexsort([(numbers >> shift).astype(np.uint16) for shift in (0, 16, 32)])


def hulls(groups: Groups, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The lowest low and the highest high of each group, from bounds (n, k)."""
    lowest, highest = np.full((2, len(groups.home)), np.inf)
    np.minimum.at(lowest, groups.member, low[groups.row, groups.column])
    np.minimum.at(highest, groups.member, -high[groups.row, groups.column])
    return lowest, -highest


def between(low: Floats, high: Floats) -> Floats:
    """The geometric mean; where ``low`` is zero, that of one added to each, less one.

    Examples
    --------
    >>> [float(between(*pair)) for pair in ((100.0, 400.0), (0.0, 8.0), (3.0, 3.0))]
    [200.0, 2.0, 3.0]

    """
    mean = np.where(low == 0, np.sqrt(1 + np.asarray(high)) - 1, np.sqrt(low) * np.sqrt(high))
    return np.clip(mean, low, high)


def ranked(ordered: Floats, ranks: Ints) -> Floats:
    """The number of each rank, from 1 up, in sorted rows; NaN for a row without numbers."""
    if ordered.shape[1] == 0:
        return np.full(len(ordered), np.nan)
    return np.take_along_axis(ordered, ranks[:, None] - 1, 1)[:, 0]


def median(values: Floats) -> Floats:
    """The median of each row, of an even number the geometric mean of the middle two; NaN counts
    for nothing.
    """
    ordered, count = np.sort(values, axis=1), np.sum(~np.isnan(values), axis=1)
    return between(ranked(ordered, (count + 1) // 2), ranked(ordered, count // 2 + 1))


def fraction(level: float) -> float:
    """The level, if it lies between 0 and 1; a ValueError shows how to write it."""
    if isinstance(level, Real) and 0 < level < 1:
        return float(level)
    raise ValueError(
        f"level is {cut(repr(level))}; write a share between 0 and 1, such as 0.9 for 90%"
    )


def generator(seed: int | np.random.Generator) -> np.random.Generator:
    """Random numbers from a seed; a ValueError says what one is."""
    if isinstance(seed, np.random.Generator) or (isinstance(seed, (int, np.integer)) and seed >= 0):
        return np.random.default_rng(seed)
    raise ValueError(
        f"seed is {cut(repr(seed))}; give a whole number from 0 up, or a numpy Generator"
    )


def as_asked(columns: Iterable[Any], dimensions: int) -> Iterator[Any]:
    """Results of many series, each (n, ...), as they are; those of one series in plain numbers."""
    for column in columns:
        yield column if dimensions == 2 else column[0].item() if column.ndim == 1 else column[0]


def _checked(low: ArrayLike, best: ArrayLike, high: ArrayLike) -> Iterator[Floats]:
    arrays = {
        name: np.asarray(values, dtype=float)
        for name, values in (("low", low), ("best", best), ("high", high))
    }
    shapes = [array.shape for array in arrays.values()]
    if len(set(shapes)) > 1 or np.ndim(low) not in (1, 2):
        raise ValueError(
            f"low, best and high have the shapes {', '.join(map(str, shapes))}; "
            "give all three one shape, (k,) or (n, k), with NaN where open or not given"
        )
    for name, array in arrays.items():
        _refuse(array < 0, name, array, "numbers of persons are zero or more")
        _refuse(np.isinf(array), name, array, "write NaN for an open bound")
    for name, other in ORDERED:
        _refuse(arrays[name] > arrays[other], name, arrays[name], not_ordered(other))
    return map(np.atleast_2d, arrays.values())


def not_ordered(other: str) -> str:
    """What to say of a bound above the one that it should not exceed."""
    return f"more than its {other}; a low is at most its best, a best at most its high"


def _refuse(wrong: Bools, name: str, array: Floats, remedy: str) -> None:
    if wrong.any():
        at = ", ".join(str(int(i)) for i in np.argwhere(wrong)[0])
        raise ValueError(f"{name}[{at}] is {array[wrong][0]:g}: {remedy}")
