"""The axis of persons: thousands set apart, from zero, or by tens with ticks that do not
flatter.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.ticker import (
    FuncFormatter,
    LogLocator,
    MaxNLocator,
    NullFormatter,
    SymmetricalLogLocator,
)

from tracker.reconcile.numbers import format_count

LINE = 18  # points between two labels on an upright axis
WORD = 30  # and on a level one


def count_axis(
    ax: Axes, values: Iterable[float], which: Literal["x", "y"] = "y", *, log: bool = False
) -> None:
    """Scale an axis to the values, in persons.

    A plain axis starts at zero. A logarithmic one labels each power of ten, and 2 and 5 between
    them where it spans little, with a small tick at every other digit; where a value is zero, it is
    linear below one so that zero has a place.
    """
    values = sorted(values)
    axis = ax.xaxis if which == "x" else ax.yaxis
    box = ax.get_window_extent()
    room = (box.width / WORD if which == "x" else box.height / LINE) / ax.figure.dpi * 72
    spare = 1.14 if which == "x" else 1.07  # an arrow is longer than a mark is high
    limits = (
        _logarithmic(ax, axis, which, values, room) if log else _plain(axis, values, room, spare)
    )
    (ax.set_xlim if which == "x" else ax.set_ylim)(*limits)
    axis.set_major_formatter(FuncFormatter(lambda value, at: format_count(value)))


def _plain(axis, values: list[float], room: float, spare: float) -> tuple[float, float]:
    axis.set_major_locator(
        MaxNLocator(nbins=max(min(int(room), 7), 1), steps=[1, 2, 2.5, 5, 10], integer=True)
    )
    top = (values[-1] if values else 0) or 1.0
    return -0.03 * top, spare * top  # a little below zero, so that marks there are whole


def _logarithmic(
    ax: Axes, axis, which: str, values: list[float], room: float
) -> tuple[float, float]:
    over = [value for value in values if value > 0] or [1.0]
    scale = ax.set_xscale if which == "x" else ax.set_yscale
    if values and values[0] <= 0:
        scale("symlog", linthresh=1, linscale=0.4, base=10)
        axis.set_major_locator(SymmetricalLogLocator(base=10, linthresh=1))
        axis.set_minor_locator(SymmetricalLogLocator(base=10, linthresh=1, subs=range(2, 10)))
        low = -0.15
    else:
        scale("log")
        wide = over[-1] / over[0] > 300
        axis.set_major_locator(
            LogLocator(subs=(1.0,) if wide else (1.0, 2.0, 5.0), numticks=max(int(room), 3))
        )
        axis.set_minor_locator(LogLocator(subs=tuple(range(2, 10)), numticks=100))
        low = _step(over[0] / 1.15, -1) if over[-1] < 10 * over[0] else over[0] / 1.25
    axis.set_minor_formatter(NullFormatter())
    axis.set_tick_params(which="minor", length=1.5)
    return low, _step(over[-1] * 1.1, 1) if over[-1] < 10 * over[0] else over[-1] * 1.35


def _step(value: float, side: int) -> float:
    """The nearest of 1, 2, 5, 10, ... at or beyond a value, so that a short axis has labels at both
    ends.
    """
    power = 10.0 ** math.floor(math.log10(value))
    steps = [power * part for part in (1, 2, 5, 10)]
    return (
        max(step for step in steps if step <= value)
        if side < 0
        else min(step for step in steps if step >= value)
    )
