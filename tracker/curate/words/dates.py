"""Dates as the record writes them: a year, a month or a day, perhaps approximate (EDTF level 1);
and days as tables and references write them, in words or in numbers.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from tracker.curate.words.signs import quoted

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%])?")
_REMEDY = "write YYYY, YYYY-MM or YYYY-MM-DD, with ~ behind it if approximate or ? if uncertain"
TWO_DAYS = "may be two days; write 2025-01-13 for the 13th of January"
SWAPPED = (
    "may have its day and month swapped, as a spreadsheet does where it can, while it leaves other "
    "days of the column as text; look them up, and write all of them as YYYY-MM-DD"
)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_MADE = re.compile(r"\d{4}-\d\d-\d\d")  # as spreadsheets give days that they have read
_LEFT = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d\d")  # those that they have not
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


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month or year: some day from ``first`` to ``last``, both included.

    ``text`` keeps what was written; ``approximate`` and ``uncertain`` are EDTF's ``~`` and ``?``.
    """

    text: str
    first: date
    last: date
    approximate: bool = False
    uncertain: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def precision(self) -> str:
        """``day``, ``month`` or ``year``."""
        return ("year", "month", "day")[self.text.count("-")]

    @property
    def rough(self) -> bool:
        """Whether the very day is not told."""
        return self.precision != "day" or self.approximate


@lru_cache(maxsize=4096)
def parse_date(text: str) -> PartialDate:
    """Read an EDTF date of day, month or year precision.

    Raises
    ------
    ValueError
        If the text is no such date or names a day that does not exist; the message holds the
        remedy.

    Examples
    --------
    >>> parse_date("2025-02").last
    datetime.date(2025, 2, 28)
    >>> parse_date("2025-03-01~").approximate
    True

    """
    if not (match := _FORM.fullmatch(text.strip())):
        raise ValueError(f"cannot read the date {quoted(text)}; {_REMEDY}")
    year, month, day, mark = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(f"there is no such day as '{text}'; {_REMEDY}") from None
    end = int(month or 12)
    last = first if day else date(first.year, end, calendar.monthrange(first.year, end)[1])
    return PartialDate(match.group(0), first, last, mark in ("~", "%"), mark in ("?", "%"))


def parse_day(text: str) -> date:
    """Read one exact day, ``YYYY-MM-DD``, as options such as ``--on`` take it; a ValueError says
    how.
    """
    wrong = f"cannot use '{text}' as a day"
    try:
        found = parse_date(str(text))
    except ValueError as error:
        found, wrong = None, str(error).removesuffix(f"; {_REMEDY}")
    if found is None or found.text.count("-") != 2 or found.approximate or found.uncertain:
        raise ValueError(f"{wrong}; write YYYY-MM-DD, for example 2025-06-15")
    return found.first


def day_of(day: object) -> date:
    """A day as Python, pandas and numpy hold one, or written ``YYYY-MM-DD``; of a moment its day
    where it was noted.

    Raises
    ------
    ValueError
        If it is no day; the message shows how one is written.

    """
    if isinstance(day, datetime):  # a pandas Timestamp is one too, and NaT, which equals nothing
        if day != day:
            raise ValueError("the day is missing (NaT); give a day, or None for the default")
        return day.date()
    if isinstance(day, date):
        return day
    return parse_day(str(day)[:10] if type(day).__name__ == "datetime64" else str(day))


def month_of(word: str) -> int | None:
    """The month that a word names, in English, in full or short, or in a language whose name for it
    begins alike; ``None`` where it names none.

    Examples
    --------
    >>> month_of("Sept"), month_of("juni"), month_of("marraskuu"), month_of("early")
    (9, 6, None, None)

    """
    word = word.lower()
    return None if word.startswith("marras") else _MONTH.get(word[:3])  # Finnish for November


def latest_day() -> date:
    """Today where the day is farthest on, at UTC+14: no date up to it lies in the future
    everywhere, wherever the machine stands.
    """
    return datetime.now(timezone(timedelta(hours=14))).date()


def days(cells: Iterable[str]) -> dict[str, str]:
    """Each cell of a column of days as a date; what is none of the usual forms stays as it is.

    With points the day comes first; with strokes what the column's other cells leave possible.
    A cell that may be two days is not in the result, nor is a ``2025-01-02`` that a spreadsheet may
    have made of the first of February, as where no such cell of the column is after the twelfth and
    no ``13/2/2025`` before the thirteenth.

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
    left = [(int(m[1]), int(m[2])) for m in map(_LEFT.match, cells) if m]
    made = [day for cell, day in found.items() if _MADE.match(cell)]
    if left and all(max(pair) > 12 for pair in left) and all(day[8:] <= "12" for day in made):
        found = {c: d for c, d in found.items() if not _MADE.match(c) or d[5:7] == d[8:]}
    return found


def _day(cell: str, year: int, month: int, day: int) -> str:
    """A day that exists, else the cell as it is, which the checks refuse."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return cell
