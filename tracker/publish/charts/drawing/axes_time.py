"""The time axis: days as matplotlib counts them, and month names that are the same in every
locale.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import date2num, num2date
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from tracker.curate.words.dates import MONTHS

STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # months between labels
LABEL = 22.0  # points that a month's name needs
FEW_DAYS = 75  # up to which days are labelled, not months
DAY_STEPS = (1, 2, 5, 7, 14, 28)


def number(day: date) -> float:
    """A day on the axis."""
    return float(date2num(day))


def time_axis(ax: Axes, first: date, last: date, *, small: bool = False) -> None:
    """Show the time from ``first`` to ``last``: months by name, the year below the first one and
    each January.

    A short time is labelled by days, a long one by years. A ``small`` panel has no ticks between
    the labels.
    """
    span, middle = max((last - first).days, 14), (number(first) + number(last)) / 2
    left, right = middle - span * 0.525, middle + span * 0.525
    ax.set_xlim(left, right)
    start, end = num2date(math.ceil(left)).date(), num2date(math.floor(right)).date()
    fit = max(ax.get_window_extent().width / ax.figure.dpi * 72 / LABEL, 2.0)
    if span <= FEW_DAYS:
        ticks, labels, between = *_days(start, end, span, fit), []
    else:
        ticks, labels, between = _months(start, end, span / 30.4, fit)
    ax.xaxis.set_major_locator(FixedLocator([number(day) for day in ticks]))
    ax.xaxis.set_major_formatter(FixedFormatter(labels))
    ax.xaxis.set_minor_locator(
        FixedLocator([number(day) for day in between]) if between and not small else NullLocator()
    )


def _days(start: date, end: date, span: int, fit: float) -> tuple[list[date], list[str]]:
    step = next((step for step in DAY_STEPS if span / step <= fit / 1.3), DAY_STEPS[-1])
    every = (start + timedelta(days=at) for at in range((end - start).days + 1))
    ticks = [day for day in every if day.toordinal() % step == 0]
    return ticks, [
        f"{day.day} {_name(day)}" + (f"\n{day.year}" if at == 0 else "")
        for at, day in enumerate(ticks)
    ]


def _months(
    start: date, end: date, months: float, fit: float
) -> tuple[list[date], list[str], list[date]]:
    """Ticks, their labels, and the months between them."""
    step = next((step for step in STEPS if months / step <= fit), STEPS[-1])
    every = [
        date(at // 12, at % 12 + 1, 1)
        for at in range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    ]
    every = [day for day in every if start <= day <= end]
    ticks = [day for day in every if (day.year * 12 + day.month - 1) % step == 0]
    if step >= 12:
        return ticks, [str(day.year) for day in ticks], []
    labels = [
        _name(day) + (f"\n{day.year}" if day.month == 1 or at == 0 else "")
        for at, day in enumerate(ticks)
    ]
    return ticks, labels, [day for day in every if day not in ticks] if step > 1 else []


def _name(day: date) -> str:
    return MONTHS[day.month - 1][:3]
