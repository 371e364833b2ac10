"""How counts and days are printed: the one place where anything is rounded."""

from __future__ import annotations

import math
from datetime import date

DIGITS = 4


def format_count(value: float | None) -> str:
    """Print a number of persons: at most four significant digits, thousands set apart by commas.

    A whole number is printed as it was stated, however many digits it has: only a computed number (a share, a
    centre, a model's end) is rounded, to four significant digits and to whole persons from 10 on. ``None`` and NaN
    give an empty text.

    Examples
    --------
    >>> [format_count(v) for v in (600, 5000 / 3, 12345, 12345.6, 3.26, None)]
    ['600', '1,667', '12,345', '12,350', '3.3', '']
    """
    if value is None or math.isnan(value):
        return ""
    if math.isinf(value):
        return "no limit"
    return f"{rounded(value):,.10g}" if abs(value) < 10 else f"{rounded(value):,.0f}"


def rounded(value: float) -> float:
    """The number that :func:`format_count` prints.

    Examples
    --------
    >>> rounded(0.04), rounded(999.96), rounded(1e10 / 3)
    (0.0, 1000.0, 3333000000.0)
    """
    if value == 0 or not math.isfinite(value) or float(value).is_integer():
        return float(value)
    places = DIGITS - 1 - math.floor(math.log10(abs(value)))
    return float(round(value, min(places, 0 if abs(value) >= 10 else 1)))


def format_day(day: date) -> str:
    """Print a day in words, the same in every locale.

    Examples
    --------
    >>> format_day(date(2025, 6, 15))
    '15 June 2025'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_month(day: date) -> str:
    """Print a day's month in words.

    Examples
    --------
    >>> format_month(date(2025, 4, 30))
    'April 2025'
    """
    return f"{MONTHS[day.month - 1]} {day.year}"


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
