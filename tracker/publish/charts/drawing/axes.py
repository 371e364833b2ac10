"""The axes: time, with month names that are the same in every locale, and persons, from zero or by
tens, with ticks that do not flatter.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import date2num
from matplotlib.ticker import (
    FixedFormatter,
    FixedLocator,
    FuncFormatter,
    LogLocator,
    MaxNLocator,
    NullFormatter,
    NullLocator,
    SymmetricalLogLocator,
)

from tracker.curate.words.dates import MONTHS
from tracker.publish.charts.drawing.measure import Measure, panel_box
from tracker.publish.charts.drawing.style import LETTERS
from tracker.reconcile.numbers import format_count

YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_STEPS = (1, 2, 3, 6, *(12 * years for years in YEARS))  # months between labels
_LABEL = 22.0  # points that a month's name needs
FEW_DAYS = 75  # up to which days are labelled, not months
DAY_STEPS = (1, 2, 5, 7, 14, 28)
_LINE = 18  # points between two counts on an upright axis
_WORD = 30  # and on a level one, or more where the numbers are long
LONG = 1e9  # from which a tick is labelled by a power of ten


def number(day: date) -> float:
    """A day as matplotlib counts it."""
    return float(date2num(day))  # type: ignore[no-untyped-call]  # matplotlib.dates has no stubs


def day_at(place: float) -> date:
    """The day on which a place of the time axis lies, or the first or last that there is; days have
    no time zone.
    """
    since = math.floor(place - number(date.min))
    return date.fromordinal(min(max(since, 0), date.max.toordinal() - 1) + 1)


def time_axis(ax: Axes, first: date, last: date, *, small: bool = False) -> None:
    """Show the time from ``first`` to ``last``: months by name, the year below the first one and
    each January.

    A short time is labelled by days, a long one by years. A ``small`` panel has no ticks between
    the labels. Labels without a year have an empty line for it, so that all stand level.
    """
    span, middle = max((last - first).days, 14), (number(first) + number(last)) / 2
    left, right = middle - span * 0.525, middle + span * 0.525
    ax.set_xlim(left, right)
    start, end = day_at(math.ceil(left)), day_at(math.floor(right))
    fit = max(panel_box(ax).width / _LABEL, 2.0)
    if span <= FEW_DAYS:
        ticks, labels, between = _days(start, end, span, fit)
    else:
        ticks, labels, between = _months(start, end, span / 30.4, fit)
    ax.xaxis.set_major_locator(FixedLocator([number(day) for day in ticks]))
    ax.xaxis.set_major_formatter(FixedFormatter(labels))
    ax.xaxis.set_minor_locator(
        FixedLocator([number(day) for day in between]) if between and not small else NullLocator()
    )


def _days(
    start: date, end: date, span: int, fit: float
) -> tuple[list[date], list[str], list[date]]:
    step = next((step for step in DAY_STEPS if span / step <= fit / 1.3), DAY_STEPS[-1])
    every = (start + timedelta(days=at) for at in range((end - start).days + 1))
    ticks = [day for day in every if day.toordinal() % step == 0]
    labels = [
        f"{day.day} {_name(day)}\n{day.year if at == 0 else ''}" for at, day in enumerate(ticks)
    ]
    return ticks, labels, []


def _months(
    start: date, end: date, months: float, fit: float
) -> tuple[list[date], list[str], list[date]]:
    """Ticks, their labels, and the months between them."""
    step = next((step for step in _STEPS if months / step <= fit), _STEPS[-1])
    every = [
        day
        for at in range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
        if start <= (day := date(at // 12, at % 12 + 1, 1)) <= end
    ]
    ticks = [day for day in every if (day.year * 12 + day.month - 1) % step == 0]
    if step >= 12:
        return ticks, [str(day.year) for day in ticks], []
    labels = [
        f"{_name(day)}\n{day.year if day.month == 1 or at == 0 else ''}"
        for at, day in enumerate(ticks)
    ]
    return ticks, labels, [day for day in every if day not in ticks]


def _name(day: date) -> str:
    return MONTHS[day.month - 1][:3]


def count_axis(
    ax: Axes, values: Iterable[float], which: Literal["x", "y"] = "y", *, log: bool = False
) -> None:
    """Scale an axis to the values, in persons.

    A plain axis starts at zero. A logarithmic one labels each power of ten, and 2 and 5 between
    them where it spans little, with a small tick at every other digit; where a value is below one,
    it is linear there so that zero has a place.
    """
    values, box = sorted(values), panel_box(ax)
    widest = Measure(ax.figure).width(_persons(values[-1] if values else 0, None), LETTERS)
    axis: Axis = ax.xaxis if which == "x" else ax.yaxis
    room = box.width / max(_WORD, widest + 10) if which == "x" else box.height / _LINE
    spare = 1.14 if which == "x" else 1.07  # an arrow is longer than a mark is high
    if log:
        limits = _logarithmic(ax, which, axis, values, room)
    else:
        axis.set_major_locator(
            MaxNLocator(nbins=max(min(int(room), 7), 1), steps=[1, 2, 2.5, 5, 10], integer=True)
        )
        top = (values[-1] if values else 0) or 1.0
        limits = (-0.03 * top, spare * top)  # a little below zero, so that marks there are whole
    (ax.set_xlim if which == "x" else ax.set_ylim)(*limits)
    axis.set_major_formatter(FuncFormatter(_persons))


def _logarithmic(
    ax: Axes, which: str, axis: Axis, values: list[float], room: float
) -> tuple[float, float]:
    """Set scale and ticks; returns the limits."""
    over = [value for value in values if value >= 1] or [1.0]
    short = over[-1] < 10 * over[0]
    scale = ax.set_xscale if which == "x" else ax.set_yscale
    if values and values[0] < 1:
        scale("symlog", linthresh=1, linscale=0.4, base=10)
        axis.set_major_locator(FixedLocator([0.0, *_tens(over[-1], room - 1)]))
        axis.set_minor_locator(SymmetricalLogLocator(base=10, linthresh=1, subs=range(2, 10)))
        low = -0.15
    else:
        scale("log")
        tens = math.log10(over[-1] / over[0])
        subs = (1.0,) if tens > min(2.5, max(room / 3, 1)) else (1.0, 2.0, 5.0)
        axis.set_major_locator(LogLocator(subs=subs, numticks=max(int(room), 3)))
        axis.set_minor_locator(LogLocator(subs=tuple(range(2, 10)), numticks=100))
        low = _step(over[0] / 1.15, -1) if short else over[0] / 1.25
        if short and room < 4:
            axis.set_major_locator(FixedLocator([low, _step(over[-1] * 1.1, 1)]))
    axis.set_minor_formatter(NullFormatter())
    axis.set_tick_params(which="minor", length=1.5)
    return low, _step(over[-1] * 1.1, 1) if short else over[-1] * 1.35


def _tens(most: float, room: float) -> list[float]:
    """The highest power of ten in a number, and below it each or every so many of them, as there
    is room for.
    """
    last = math.floor(math.log10(most))
    each = math.ceil((last + 1) / max(room, 1))
    powers = range(last, 0 if each > 1 else -1, -each)
    return [10.0**power for power in reversed(powers)]


def _step(value: float, side: int) -> float:
    """The nearest of 1, 2, 5, 10, ... at or beyond a value, so that a short axis has labels at both
    ends.
    """
    power = 10.0 ** math.floor(math.log10(value))
    steps = [power * part for part in (1, 2, 5, 10)]
    if side < 0:
        return max(step for step in steps if step <= value)
    return min(step for step in steps if step >= value)


def _persons(value: float, _: int | None) -> str:
    """A tick's label; a function of its own, so that charts can be pickled."""
    if abs(value) < LONG:
        return format_count(value)
    power = math.floor(math.log10(abs(value)) + 1e-9)
    raised = str(power).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{value / 10**power:g}×10{raised}"
