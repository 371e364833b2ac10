"""Covariances of a random walk among days and figures, where a figure may hold for any of several
days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Kernel:
    """Unit walk along ``time`` (T,), seen at n figures.

    ``across`` (n, T) is the covariance of the walk at each figure's day with its value on each day,
    ``among`` (n, n) that between figures, ``at`` (n,) the mean time of each figure. ``loose`` and
    ``spread`` (n,) are the extra variances of the walk and of a unit slope that come from not
    knowing the day: zero for a figure of one day.
    """

    time: np.ndarray
    across: np.ndarray
    among: np.ndarray
    at: np.ndarray
    loose: np.ndarray
    spread: np.ndarray


def kernel(time: np.ndarray, first: np.ndarray, last: np.ndarray) -> Kernel:
    """The covariances where each figure holds on a day drawn evenly from ``first`` to ``last``
    (positions in ``time``).

    Notes
    -----
    The walk W starts at time[0] = 0, so cov(W(a), W(b)) = min(a, b); over an unknown day,
    covariances are averaged, and the variance is the mean variance: the average keeps part of it,
    ``loose`` the rest.

    """
    total = np.concatenate([[0.0], np.cumsum(time)])
    upto = np.clip(
        np.arange(len(time)) + 1, first[:, None], last[:, None] + 1
    )  # where the figure's days up to each day end
    days = (last - first + 1)[:, None]
    across = (total[upto] - total[first][:, None] + (last[:, None] + 1 - upto) * time) / days
    among = over_days(across, first, last)
    at = over_days(time, first, last)
    return Kernel(
        time,
        across,
        among,
        at,
        np.maximum(at - np.diag(among), 0),
        np.maximum(over_days(time * time, first, last) - at * at, 0),
    )


def over_days(values: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """The mean of values (..., T) from ``first`` to ``last``, both included: shape (..., n).

    Examples
    --------
    >>> over_days(np.array([1.0, 2.0, 6.0]), np.array([0, 1]), np.array([2, 1])).tolist()
    [3.0, 2.0]

    """
    total = np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(values, axis=-1)], axis=-1)
    return (total[..., last + 1] - total[..., first]) / (last + 1 - first)
