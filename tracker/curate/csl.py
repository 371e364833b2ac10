"""Dates and names of sources: from what pandoc and Zotero write to CSL-JSON, and from there to
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import takewhile
from typing import Any, NoReturn

from tracker.curate.words.dates import MONTHS, TWO_DAYS, days, parse_date

NAME_PARTS = [
    "family",
    "given",
    "literal",
    "suffix",
    "dropping-particle",
    "non-dropping-particle",
    "comma-suffix",
    "static-ordering",
    "parse-names",
]
SEASONS = ("Spring", "Summer", "Autumn", "Winter")
_SEASON = {
    form: number
    for number, name in enumerate(SEASONS, 1)
    for form in (name.lower(), f"{number}", f"0{number}", f"2{number}")
}
_DATE_PARTS = ["date-parts", "year", "month", "day", "season", "circa", "literal", "raw"]
_UNTITLED = {
    "article-newspaper": "News page",
    "article-magazine": "Magazine page",
    "report": "Report",
    "dataset": "Data set",
    "post-weblog": "Blog post",
    "broadcast": "Broadcast",
    "motion_picture": "Video",
}


def csl_names(given: object) -> list[dict[str, object]]:
    """A list of names; plain text is one organisation's name.

    Raises
    ------
    ValueError
        If it is no name; the message holds the remedy.

    """
    items = given if isinstance(given, list) else [given]
    names: list[Any] = [{"literal": name} if isinstance(name, str) else name for name in items]
    for name in names:
        if not isinstance(name, dict) or not (name.get("literal") or name.get("family")):
            raise ValueError(
                "cannot read the name; write {family: Doe, given: Jane}, or {literal: Name of an "
                "organisation}"
            )
        for part, text in name.items():
            if part not in NAME_PARTS or not isinstance(text, str):
                raise ValueError(f"a name has no part '{part}'; there are {', '.join(NAME_PARTS)}")
    return names


def csl_date(given: object) -> dict[str, object]:
    """A date, or the two ends of a span, as ``{"date-parts": [[2025, 1, 13]]}``.

    Text as in estimates, two of them with a slash between, ``date-parts``, and pandoc's ``- year:``
    lists are read. A season is written as in EDTF: ``2025-21`` is spring, ``2025-24`` winter.

    Raises
    ------
    ValueError
        If it is none of these or no such day exists; the message holds the remedy.

    """
    if isinstance(given, list):
        return _checked(
            [_from_units(end) for end in given],
            circa=any(_about(end) for end in given),
            season=given[0].get("season") if given else None,
        )
    if not isinstance(given, dict):
        return _from_text(given)
    for part in given:
        if part not in _DATE_PARTS:
            raise ValueError(f"a date has no part '{part}'; there are {', '.join(_DATE_PARTS)}")
    if words := given.get("raw") or given.get("literal"):
        return _from_text(words)
    if "year" in given:
        ends = [_from_units(given)]
    else:
        ends = [
            [_number(part) for part in takewhile(bool, _items(end))]
            for end in _items(given.get("date-parts"))
        ]
    return _checked(ends, circa=_about(given), season=given.get("season"))


def _about(given: Mapping[str, object]) -> bool:
    """Whether a date is said to be approximate, in YAML's or JSON's words."""
    return str(given.get("circa") or "").strip().lower() not in ("", "0", "false", "no")


def date_text(given: object) -> str:
    """A reference manager's date as the record writes it: a day, or the ends of a span with a slash
    between.

    Times of day are left out, and so are parts without a value.

    Examples
    --------
    >>> date_text({"date-parts": [[2025, 1], [2025, 2]], "circa": True})
    '2025-01~/2025-02~'
    >>> date_text("2025-02-04T09:30:00Z"), date_text("Spring 2025")
    ('2025-02-04', '2025-21')

    """
    if isinstance(given, dict):
        given = {part: given[part] for part in _DATE_PARTS if given.get(part)}
        if "date-parts" not in given and "year" not in given:
            given = given.get("raw") or given.get("literal") or given.get("season") or ""
    if isinstance(given, (str, int)):
        text = days([plain := _plain_date(str(given))]).get(plain)
        if plain and text is None:
            raise ValueError(f"'{plain}' {TWO_DAYS}")
        csl_date(text or plain)
        return text or plain
    found = csl_date(given)
    if odd := next((end[0] for end in _ends(found) if end[0] < 1000), None):
        raise ValueError(f"the year {odd} has fewer than four digits; write it in full")
    if season := found.get("season"):
        return f"{csl_parts(found)[0]:04d}-2{season}" + "~" * ("circa" in found)
    about = "~" if "circa" in found else ""
    return "/".join(_joined(end) + about for end in _ends(found))


def _plain_date(text: str) -> str:
    """A date without time of day, unknown parts, brackets, and words that only say what the marks
    say.
    """
    text = re.sub(r"[T ]\d\d:[^/]*| ?(/) ?", r"\1", " ".join(text.split()))
    text = re.sub(r"^[\[(]([^\[\]()]*)[\])]$", r"\1", text)
    text = re.sub(r"-(?:00|XX|uu)(?:-(?:00|XX|uu))?(?=[~?%/]|$)", "", text)
    text = re.sub(r"^(?:ca?\.?|circa|about)\s*(\d{4}(?:-\d\d){0,2})$", r"\1~", text, flags=re.I)
    named = re.fullmatch(r"([A-Za-z]+),? (\d{4})|(\d{4}),? ([A-Za-z]+)", text)
    if named and (season := _season(named[1] or named[4])):
        return f"{named[2] or named[3]}-2{season}"
    return text


def _season(given: object) -> int | None:
    """The number of a season, 1 to 4, by its name, its number, or that of EDTF."""
    return _SEASON.get(str(given).strip().lower().replace("fall", "autumn"))


def years(text: str) -> str:
    """Two years as a span, where what stands behind the hyphen is no month and a later year.

    Examples
    --------
    >>> years("2021-22"), years("2021-2023"), years("2021-12"), years("2025-13")
    ('2021/2022', '2021/2023', '2021-12', '2025-13')

    """
    if not (found := re.fullmatch(r"((\d\d)\d\d)-(?:(\d{4})|(1[3-9]|[2-9]\d))", text)):
        return text
    last = found[3] or found[2] + found[4]
    return f"{found[1]}/{last}" if found[1] < last else text


def first_day(given: object) -> date:
    """The first day of a CSL date, of the earlier end where it has two."""
    return min(parse_date(_joined(end)).first for end in _ends(given))


def last_day(given: object) -> date:
    """The last day of a CSL date, of the later end where it has two.

    Examples
    --------
    >>> last_day({"date-parts": [[2025, 2]]})
    datetime.date(2025, 2, 28)

    """
    return max(parse_date(_joined(end)).last for end in _ends(given))


def csl_parts(given: object) -> tuple[int, ...]:
    """Year, month and day of a CSL date, as far as they were given.

    Examples
    --------
    >>> csl_parts({"date-parts": [["2025", 3]]}), csl_parts(None)
    ((2025, 3), ())

    """
    return tuple(next(_ends(given), ()))


def csl_day(given: object) -> str:
    """A CSL date in words, as precise as it was given; empty where it was not.

    Examples
    --------
    >>> csl_day({"date-parts": [[2025, 3]]})
    'March 2025'

    """
    if not (parts := csl_parts(given)):
        return str(given.get("literal", "")) if isinstance(given, dict) else ""
    year, *rest = parts
    if isinstance(given, Mapping) and (season := _season(given.get("season"))):
        return f"{SEASONS[season - 1]} {year}"
    return " ".join([*map(str, rest[1:2]), *(MONTHS[month - 1] for month in rest[:1]), str(year)])


def author_name(author: object) -> str:
    """An author's name in words, or an organisation's.

    Examples
    --------
    >>> author_name({"family": "Doe", "given": "Jane"}), author_name({"literal": "A Bureau"})
    ('Jane Doe', 'A Bureau')

    """
    if not isinstance(author, Mapping):
        return str(author)
    if literal := author.get("literal"):
        return str(literal)
    held = {part: str(text) for part, text in author.items() if text}
    before = [held[part] for part in ("dropping-particle", "non-dropping-particle") if part in held]
    family = " ".join([*before, held.get("family", "")]).replace("’ ", "’").replace("' ", "'")
    return " ".join(filter(None, [held.get("given"), family, held.get("suffix")]))


def _ends(given: object) -> Iterator[list[int]]:
    ends = given.get("date-parts") if isinstance(given, Mapping) else None
    for end in ends or ():
        yield [int(part) for part in takewhile(bool, end)]  # behind an unknown month stands no day


def _from_text(given: object) -> dict[str, object]:
    if not isinstance(given, str):
        _refuse(given)
    if found := re.fullmatch(r"(\d{4})-2([1-4])([~?%]?)", given.strip()):
        return _checked([[int(found[1])]], circa=bool(found[3]), season=found[2])
    dates = [parse_date(end) for end in given.split("/")]
    return _checked(
        [[int(part) for part in re.findall(r"\d+", str(date))] for date in dates],
        circa=any(date.approximate or date.uncertain for date in dates),
    )


def _checked(ends: list[list[int]], *, circa: bool, season: object = None) -> dict[str, object]:
    if len(ends) == 1 and len(ends[0]) == 2 and 21 <= ends[0][1] <= 24:
        ends, season = [ends[0][:1]], ends[0][1]  # as pandoc and some exports write it
    for end in ends:
        parse_date(_joined(end))
    if not 1 <= len(ends) <= 2:
        raise ValueError(
            "a date is one day, or the two ends of a span, such as 2025-01-13/2025-01-15"
        )
    part = _season(season) if season and len(ends[0]) == 1 else None
    if season and part is None and len(ends[0]) == 1:
        raise ValueError(f"'{season}' is no season; write 1 to 4 for spring to winter")
    return {
        "date-parts": ends,
        **({"season": part} if part else {}),
        **({"circa": True} if circa else {}),
    }


def _joined(end: list[int]) -> str:
    return "-".join(f"{part:0{2 if n else 4}d}" for n, part in enumerate(end))


def _from_units(given: object) -> list[int]:
    if not isinstance(given, dict):
        _refuse(given)
    parts = [given.get(unit) for unit in ("year", "month", "day")]
    return [_number(part) for part in parts[: parts.index(None) if None in parts else 3]]


def _items(given: object) -> list[object]:
    return given if isinstance(given, list) else _refuse(given)


def _number(given: object) -> int:
    return int(str(given)) if re.fullmatch(r"[0-9]{1,4}", str(given)) else _refuse(given)


def _refuse(given: object) -> NoReturn:
    shown = (
        "a list"
        if isinstance(given, list)
        else "a mapping"
        if isinstance(given, dict)
        else f"'{given}'"
        if given
        else "nothing"
    )
    raise ValueError(f"cannot read the date, found {shown}; write YYYY-MM-DD, YYYY-MM or YYYY")


def kind_words(entry: Mapping[str, object]) -> str:
    """What kind of work it is: what stands, in brackets, where a work has no title."""
    return _UNTITLED.get(str(entry.get("type")), "Web page")
