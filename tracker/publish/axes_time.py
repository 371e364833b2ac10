"""The time axis: days as matplotlib counts them, and month names that are the same in every locale."""

from __future__ import annotations

from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, MonthLocator, YearLocator, date2num, num2date
from matplotlib.ticker import FuncFormatter, NullFormatter

from tracker.reconcile.numbers import MONTHS

STEPS = (1, 2, 3, 4, 6)  # months between labels
LABEL = 22  # points that a month's name needs


def number(day: date) -> float:
    """A day on the axis."""
    return float(date2num(day))


def time_axis(ax: Axes, first: date, last: date, *, room: float = 0.02) -> None:
    """Show the time from ``first`` to ``last``: months by name, the year below the first one and each January."""
    span = max((last - first).days, 14)
    middle = first + (last - first) / 2
    start, end = (middle + timedelta(days=side * span / 2 * (1 + 2 * room)) for side in (-1, 1))
    ax.set_xlim(number(start), number(end))
    width = ax.get_window_extent().width / ax.figure.dpi * 72
    months, fit = span / 30.4, max(width / LABEL, 2)
    if months < 2:
        _days(ax, fit)
    elif months / 12 > fit:
        ax.xaxis.set_major_locator(YearLocator(-(-int(months / 12) // max(int(fit), 1))))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, at: str(num2date(x).year)))
    else:
        step = next((step for step in STEPS if months / step <= fit), 12)
        ax.xaxis.set_major_locator(MonthLocator(bymonth=range(1, 13, step)))
        ax.xaxis.set_major_formatter(FuncFormatter(_month))
        if step > 1 and months < fit * 6:
            ax.xaxis.set_minor_locator(MonthLocator())
            ax.xaxis.set_minor_formatter(NullFormatter())


def _month(x: float, at: int | None) -> str:
    day = num2date(x)
    name = MONTHS[day.month - 1][:3]
    return f"{name}\n{day.year}" if day.month == 1 or at == 0 else name


def _days(ax: Axes, fit: float) -> None:
    ax.xaxis.set_major_locator(AutoDateLocator(minticks=1, maxticks=max(int(fit / 1.3), 2), interval_multiples=True))

    def written(x: float, at: int | None) -> str:
        day = num2date(x)
        name = f"{day.day} {MONTHS[day.month - 1][:3]}"
        return f"{name}\n{day.year}" if at == 0 else name

    ax.xaxis.set_major_formatter(FuncFormatter(written))
