"""How counts and days are printed: the one place where anything is rounded."""

from __future__ import annotations

import math
from datetime import date

from tracker.curate.words.dates import MONTHS

DIGITS = 4


def format_count(value: float | None) -> str:
    """Print a number of persons: at most four significant digits, thousands set apart by commas.

    A whole number is printed as it was stated, however many digits it has: only a computed number
    (a share, a centre, a model's end) is rounded, to four significant digits and to whole persons
    from 10 on. ``None`` and NaN give an empty text.

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


def format_ends(
    low: float | None, high: float | None, *, low_open: bool = False, high_open: bool = False
) -> str:
    """Print both ends of a range, an open one as "or fewer" or "or more".

    Examples
    --------
    >>> format_ends(600, 3000, high_open=True), format_ends(600, 600), format_ends(600, None)
    ('600 to 3,000 or more', '600', '600 or more')
    >>> format_ends(None, None)
    'no range'

    """
    first = (
        ""
        if low is None
        else format_count(low) + (" or more" if high is None else " or fewer" if low_open else "")
    )
    last = (
        ""
        if high is None
        else format_count(high) + (" or fewer" if low is None else " or more" if high_open else "")
    )
    if low == high and not low_open:
        return last or "no range"
    return " to ".join(filter(None, (first, last)))


def counted(number: int, word: str, plural: str | None = None) -> str:
    """A number with its word.

    Examples
    --------
    >>> counted(1, "figure"), counted(1200, "party", "parties")
    ('1 figure', '1,200 parties')

    """
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


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
