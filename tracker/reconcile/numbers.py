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
    return f"{rounded(value):,.1f}".removesuffix(".0")


def format_end(value: float | None, said: str = "", more: str = "") -> str:
    """Print an end of a range, with ``more`` behind it; one that was computed from the words
    ``said`` is rounded to two digits, and the words stand beside it.

    Examples
    --------
    >>> format_end(600.0, more=" or more"), format_end(8000 / 3, "two thirds of 4,000")
    ('600 or more', 'about 2,700 (two thirds of 4,000)')

    """
    if value is None:
        return ""
    return f"about {roughly(value)}{more} ({said})" if said else format_count(value) + more


def format_ends(
    low: float | None,
    high: float | None,
    *,
    low_open: bool = False,
    high_open: bool = False,
    low_said: str = "",
    high_said: str = "",
) -> str:
    """Print both ends of a range, an open one as "or fewer" or "or more" (see :func:`format_end`);
    of an upper end alone that is open, because it is old, that it held then.

    Examples
    --------
    >>> format_ends(600, 3000, high_open=True), format_ends(600, 600), format_ends(600, None)
    ('600 to 3,000 or more', '600', '600 or more')
    >>> format_ends(None, 300, high_open=True), format_ends(None, None)
    ('300 or fewer then, perhaps more since', 'no range')

    """
    first = format_end(
        low, low_said, " or more" if high is None else " or fewer" if low_open else ""
    )
    last = format_end(high, high_said, _beyond(low, high_open))
    if low == high and not low_open:
        return last or "no range"
    return " to ".join(filter(None, (first, last)))


def rough_ends(low: float | None, high: float | None, *, high_open: bool = False) -> str:
    """Print both ends of a computed range, to two digits.

    Examples
    --------
    >>> rough_ends(547.3, 7309.2, high_open=True), rough_ends(None, None)
    ('about 550 to 7,300 or more', 'no range')

    """
    told = list(dict.fromkeys(roughly(end) for end in (low, high) if end is not None))
    if not told:
        return "no range"
    return f"about {' to '.join(told)}{_beyond(low, high is None or high_open)}"


def _beyond(low: float | None, high_open: bool) -> str:
    """The words behind a high end."""
    if low is None:
        return " or fewer then, perhaps more since" if high_open else " or fewer"
    return " or more" if high_open else ""


def roughly(value: float) -> str:
    """A computed number with two significant digits, since more would be noise.

    Examples
    --------
    >>> [roughly(value) for value in (2317.2, 96.4, 0.04, 0)]
    ['2,300', '96', '0', '0']

    """
    if value < 0.5:
        return "0"
    return f"{round(value, min(0, 1 - math.floor(math.log10(value)))):,.0f}"


def percent(share: float) -> str:
    """A share in whole percent, below one to its first digit: a few of thousands are not none.

    Examples
    --------
    >>> [percent(share) for share in (0, 2 / 3500, 0.0099, 0.23, 10)]
    ['0%', '0.06%', '1.0%', '23%', '1,000%']

    """
    digits = -math.floor(math.log10(share)) - 2 if share > 0 else 0
    return f"{share:,.{max(digits, 0)}%}"


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
    if not math.isfinite(value) or float(value).is_integer():
        return float(value)
    tens = math.floor(math.log10(abs(value)))
    return float(round(value, min(DIGITS - 1 - tens, int(tens < 1))))


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
