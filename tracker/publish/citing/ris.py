"""References as RIS, which every reference manager imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.curate.csl import SEASONS, csl_parts, kind_words
from tracker.curate.references.names import written_name
from tracker.curate.references.table import BY_CSL, DATES, NAMES, held
from tracker.publish.formats.escape import one_line


def ris(items: Sequence[Mapping[str, Any]]) -> str:
    """Entries as RIS; every variable for which RIS has a tag is written."""
    return "".join(_record(entry) for entry in items)


def _record(entry: Mapping[str, Any]) -> str:
    kind = BY_CSL.get(str(entry.get("type")), BY_CSL["document"])
    rows = [("TY", kind.ris), ("ID", str(entry["id"]))]
    for tag, variable, value in held(entry, "ris"):
        rows += ((found, one_line(text)) for found, text in _rows(tag, variable, value))
    if not entry.get("title") and not entry.get("genre"):
        rows.append(("M3", kind_words(entry)))
    body = "".join(f"{tag}  - {text}\r\n" for tag, text in rows if text)
    return body + "ER  - \r\n\r\n"


def _rows(tag: str, variable: str, value: Any) -> Iterator[tuple[str, str]]:
    """The lines of one variable: one a name, first and last page, year and day."""
    if variable in NAMES:
        for name in value:
            person = name if isinstance(name, Mapping) else {"literal": str(name)}
            yield tag, written_name(person, "ris")
    elif variable in DATES:
        year, month, day, *_ = (*(f"{part:02d}" for part in csl_parts(value)), "", "", "")
        if variable == "issued":
            yield "PY", year
        yield tag, year and "/".join([year, month, day, _rest(value)])
    elif variable == "page":
        first, _, last = str(value).partition("-")
        yield "SP", first
        yield "EP", last
    elif isinstance(value, list):
        yield from ((tag, str(part)) for part in value)
    else:
        yield tag, str(value)


def _rest(date: Mapping[str, Any]) -> str:
    """What RIS has no place for in a date: season, last day, doubt."""
    ends = date.get("date-parts") or [[]]
    season = date.get("season")
    last = "-".join(f"{int(part):02d}" for part in ends[1]) if len(ends) > 1 else ""
    words = [
        SEASONS[int(season) - 1] if season else "",
        f"to {last}" if last else "",
        "circa" if date.get("circa") else "",
    ]
    return " ".join(filter(None, words))
