"""Days as tables and references write them, in words or in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from tracker.curate.words.dates import month_of

TWO_DAYS = "may be two days; write 2025-01-13 for the 13th of January"
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_WORDS = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?[\s.-]+)?(?P<m>[A-Za-z]{3,9})\.?"
    r"(?(d1)|(?:[\s-]+(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?=[\s,]))?)[\s,.-]+(?P<y>\d{4})"
)
_YEAR_AND_WORDS = re.compile(r"^(\d{4})[\s,-]+([A-Za-z]{3,9})\.?(?:[\s-]+(\d{1,2}))?$")
_YEAR_FIRST = re.compile(  # 2025-01/02 is two months
    r"(?!\d+[^\d/]+\d+/|\d+/\d+[^\d/])"
    r"(\d{4})(?:[-/‐‑–−]|\. ?)(\d{1,2})(?:[-/‐‑–−]|\. ?)(\d{1,2})"
    r"(?:\.|[T ]00:00(?::00(?:\.0+)?)?Z?)?|((?:19|20)\d\d)(\d\d)(\d\d)"
)


def days(cells: Iterable[str]) -> dict[str, str]:
    """Each cell of a column of days as a date; what is none of the usual forms stays as it is.

    With points the day comes first; with strokes what the column's other cells leave possible.
    A cell that may be two days is not in the result.

    Examples
    --------
    >>> days(["1.2.2025", "3 Feb 2025", "March 2025", "2025-04"])["3 Feb 2025"]
    '2025-02-03'
    >>> days(["1/2/2025", "13/2/2025"])["1/2/2025"], days(["1/2/2025"])
    ('2025-02-01', {})

    """
    cells = list(dict.fromkeys(filter(None, cells)))
    pairs = [(int(m[1]), int(m[3])) for m in map(_NUMBERS.fullmatch, cells) if m and m[2] != "."]
    day_first, month_first = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    found = {}
    for cell in cells:
        numbers = _NUMBERS.fullmatch(cell)
        words = _WORDS.fullmatch(_YEAR_AND_WORDS.sub(r"\3 \2 \1", cell).strip())
        if year := _YEAR_FIRST.fullmatch(cell):
            found[cell] = _day(cell, *map(int, filter(None, year.groups())))
        elif numbers:
            first, second = int(numbers[1]), int(numbers[3])
            by_day = numbers[2] == "." or first > 12 or (day_first and not month_first)
            if by_day or first == second:
                found[cell] = _day(cell, int(numbers[4]), second, first)
            elif second > 12 or month_first > day_first:
                found[cell] = _day(cell, int(numbers[4]), first, second)
        elif words and (month := month_of(words["m"])):
            day = words["d1"] or words["d2"]
            year_month = f"{words['y']}-{month:02d}"
            found[cell] = _day(cell, int(words["y"]), month, int(day)) if day else year_month
        else:
            found[cell] = cell
    return found


def _day(cell: str, year: int, month: int, day: int) -> str:
    """A day that exists, else the cell as it is, which the checks refuse."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return cell
