"""Dates as sources give them: a year, a month or a day, perhaps approximate (EDTF level 1)."""

from __future__ import annotations

import calendar
import re
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
        return {0: "year", 1: "month", 2: "day"}[self.text.count("-")]

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
    match = _FORM.fullmatch(text.strip())
    if not match:
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
