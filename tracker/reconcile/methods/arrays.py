"""Arrays of low, best and high, checked and told apart: two-sided, "at least", "up to", absent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Intervals(NamedTuple):
    """Figures told apart; every array has the shape (n, k), numbers are NaN where they do not
    apply.

    ``low``, ``centre`` and ``high`` are those of two-sided figures, ``least`` and ``most`` the
    numbers of "at least" and "up to". ``below`` and ``above`` mark a two-sided figure whose bound
    is open and whose best value stands for it.
    """

    low: np.ndarray
    centre: np.ndarray
    high: np.ndarray
    least: np.ndarray
    most: np.ndarray
    below: np.ndarray
    above: np.ndarray


def intervals(low, best, high) -> Intervals:
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
        *(np.where(two, numbers, np.nan) for numbers in (start, centre, end)),
        np.where(two, np.nan, start),
        np.where(two, np.nan, end),
        two & np.isnan(low) & ~point,
        two & np.isnan(high) & ~point,
    )


def between(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The geometric mean; where ``low`` is zero, that of one added to each, less one.

    Examples
    --------
    >>> [float(between(*pair)) for pair in ((100.0, 400.0), (0.0, 8.0), (3.0, 3.0))]
    [200.0, 2.0, 3.0]

    """
    mean = np.where(low == 0, np.sqrt(1 + np.asarray(high)) - 1, np.sqrt(low) * np.sqrt(high))
    return np.clip(mean, low, high)


def median(values: np.ndarray) -> np.ndarray:
    """The median along the last axis, of an even number the geometric mean of the middle two; NaN
    counts for nothing.
    """
    if values.shape[-1] == 0:
        return np.full(values.shape[:-1], np.nan)
    count = np.sum(~np.isnan(values), axis=-1, keepdims=True)
    ordered = np.sort(values, axis=-1)
    middle = (
        np.take_along_axis(ordered, np.maximum(count - 1 + step, 0) // 2, -1)[..., 0]
        for step in (0, 1)
    )
    return between(*middle)


def _checked(low, best, high) -> tuple[np.ndarray, ...]:
    arrays = {
        name: np.asarray(values, dtype=float)
        for name, values in (("low", low), ("best", best), ("high", high))
    }
    shapes = [array.shape for array in arrays.values()]
    if len(set(shapes)) > 1 or len(shapes[0]) not in (1, 2):
        raise ValueError(
            f"low, best and high have the shapes {', '.join(map(str, shapes))}; "
            "give all three one shape, (k,) or (n, k), with NaN where open or not given"
        )
    for name, array in arrays.items():
        _refuse(array < 0, name, array, "numbers of persons are zero or more")
        _refuse(np.isinf(array), name, array, "write NaN for an open bound")
    for name, other in (("low", "high"), ("low", "best"), ("best", "high")):
        _refuse(
            arrays[name] > arrays[other],
            name,
            arrays[name],
            f"more than its {other}; a low is at most its best, a best at most its high",
        )
    return tuple(np.atleast_2d(array) for array in arrays.values())


def _refuse(wrong: np.ndarray, name: str, array: np.ndarray, remedy: str) -> None:
    if wrong.any():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise ValueError(f"{name}[{', '.join(map(str, at))}] is {array[at]:g}: {remedy}")
