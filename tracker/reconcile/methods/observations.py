"""Arrays of observations and their spreads, checked; one series, or many of different length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

BLOCK = 1 << 16
"""Numbers worked on at once: few enough to stay in a processor's cache, so that memory does not
grow with the input.
"""


class Observations(NamedTuple):
    """Checked arrays of shape (n, k): ``y`` is 0 and ``v`` is 1 where ``present`` is false."""

    y: np.ndarray
    v: np.ndarray
    present: np.ndarray

    @property
    def k(self) -> np.ndarray:
        """How many observations each series has."""
        return self.present.sum(axis=1)

    def blocks(self, depth: int = 1) -> Iterator[tuple[slice, Observations]]:
        """The series, some at a time; ``depth`` is how many numbers are made of each."""
        rows = max(1, BLOCK // max(1, depth * self.y.shape[1]))
        for start in range(0, len(self.y), rows):
            part = slice(start, start + rows)
            yield part, Observations(self.y[part], self.v[part], self.present[part])


class Quantiles(NamedTuple):
    """Low end, centre and high end on the scale of the input: numbers for one series, arrays (n,)
    for many.
    """

    low: float | np.ndarray
    centre: float | np.ndarray
    high: float | np.ndarray


def observations(y, spread, name: str) -> Observations:
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
            "k), "
            "with NaN where a series is shorter"
        )
    meaning = "standard error" if name == "s" else "variance"
    _refuse(
        np.isinf(y),
        "y",
        y,
        "an observation is a finite number on the log scale; leave an open figure out",
    )
    _refuse(
        np.isinf(spread) | (spread <= 0), name, spread, f"a {meaning} is a finite number above zero"
    )
    _refuse(
        np.isnan(spread) & ~np.isnan(y),
        name,
        spread,
        f"y has a number there, so give its {meaning}",
    )
    _refuse(
        np.isnan(y) & ~np.isnan(spread),
        "y",
        y,
        f"{name} has a number there, so give its observation",
    )
    present = np.atleast_2d(~np.isnan(y))
    empty = np.flatnonzero(~present.any(axis=1))
    if len(empty):
        raise ValueError(
            (f"series {empty[0]}" if y.ndim == 2 else "the series")
            + " holds no observation; leave it out"
        )
    y, v = np.atleast_2d(y), np.atleast_2d(spread) ** (2 if name == "s" else 1)
    return Observations(np.where(present, y, 0.0), np.where(present, v, 1.0), present)


def labelled(affiliation, shape: tuple[int, ...]) -> np.ndarray:
    """Affiliations as whole numbers from 0 up, in the order of their names; a ValueError if the
    shapes differ.
    """
    given = np.asarray(affiliation)
    if given.shape != shape:
        raise ValueError(
            f"affiliation has the shape {given.shape}, the figures {shape}; give one affiliation "
            "a figure"
        )
    return np.unique(given, return_inverse=True)[1].reshape(shape)


def grouped(present: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, ...]:
    """How to gather the present entries of one label in one row: their row, column and group; each
    group's row and place.
    """
    row, column = np.nonzero(present)
    groups, member = np.unique(row * (labels.max() + 1) + labels[row, column], return_inverse=True)
    home = groups // (labels.max() + 1)
    return row, column, member, home, np.arange(len(groups)) - np.searchsorted(home, home)


def fraction(level: float, name: str = "level") -> float:
    """The level, if it lies between 0 and 1; a ValueError shows how to write it."""
    if not 0 < level < 1:
        raise ValueError(f"{name} is {level}; write a share between 0 and 1, such as 0.9 for 90%")
    return float(level)


def _refuse(wrong: np.ndarray, name: str, array: np.ndarray, remedy: str) -> None:
    if wrong.any():
        at = ", ".join(str(int(i)) for i in np.argwhere(wrong)[0])
        raise ValueError(f"{name}[{at}] is {array[wrong][0]:g}: {remedy}")
