"""References from RIS as fields of CSL, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from tracker.curate.csl import SEASONS, csl_parts, date_text, kind_words, years
from tracker.curate.references import tex
from tracker.curate.references.bibtex import UNDATED, Read
from tracker.curate.references.names import ris_names, written_name
from tracker.curate.references.table import (
    BY_CSL,
    DATE_VARIABLES,
    NAME_VARIABLES,
    held,
    kind_read,
    language,
    variable,
)

_LINE = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?$")
# Where a record does not begin as it should.
_LOOSE = re.compile(r"\s*([A-Za-z][A-Za-z0-9])(?:\s+-|-(?=\s|$))\s*(.*)$")
_LOOSELY = re.compile(r"^(?!TY  -(?: |$))[ \t]*[Tt][Yy](?:[ \t]+-|-[ \t])", re.M)


def read_ris(text: str) -> list[Read]:
    """Every record, in the order of the file; a line without a tag goes on with the one before."""
    found: list[Read] = []
    rows: list[tuple[str, str]] = []
    start = 0
    form = _LOOSE if _LOOSELY.search(text) else _LINE
    for number, line in enumerate([*text.splitlines(), "TY  - "], 1):  # the last ends there, too
        if match := form.match(line.rstrip()):
            tag, value = match[1].upper(), (match[2] or "").strip()
            if tag == "ER" or (tag == "TY" and rows):
                found.append(_record(rows, start, ended=tag == "ER"))
                rows = []
            if tag != "ER":
                start = start if rows else number
                rows.append((tag, value))
        elif line.strip() and rows:
            rows[-1] = (rows[-1][0], f"{rows[-1][1]} {line.strip()}".strip())
    return found


def _record(rows: list[tuple[str, str]], line: int, *, ended: bool) -> Read:
    tags = dict(reversed(rows))
    label = tags.get("ID") or f"line {line}"
    if "TY" not in tags:
        return Read(label, None, ["the record has no type; begin it with 'TY  - NEWS' or the like"])
    kind = kind_read(tags["TY"], "ris")
    found: dict[str, object] = {"id": tags.get("ID", ""), "type": kind or "document"}
    read = Read(label, found)
    if kind is None:
        read.remarks.append(f"TY: '{tags['TY']}' is no type of RIS; taken for a document")
    if not ended:
        read.remarks.append("ER: the record has no end; read up to the next one")
    for tag, value in rows:
        if tag == "DA" and not re.search(r"\d{4}", value):  # the year stands in its own line
            value = f"{value} {tags.get('PY', '')[:4]}"
        if value.strip("/ ") and tag not in ("TY", "ID", "EP"):
            _put(tag, value, found, read)
    if tags.get("EP") and found.get("page") and "-" not in str(found["page"]):
        found["page"] = f"{found['page']}-{tags['EP']}"
    elif tags.get("EP") and not found.get("page"):
        read.left.append("EP")
    read.fields = {name: value for name, value in found.items() if value not in ("", [])}
    return read


def _put(tag: str, value: str, found: dict[str, object], read: Read) -> None:
    """Put the value of a tag in its place."""
    csl = variable(tag, str(found["type"]), "ris")
    value, *further = tex.addresses(value) if csl == "URL" else [value]
    if csl is None:
        read.left.append(tag)
    elif csl in NAME_VARIABLES:
        names = found.setdefault(csl, [])
        assert isinstance(names, list)
        told: list[str] = []
        names += ris_names(value, told)
        read.remarks += (f"{tag}: {remark}" for remark in told)
    elif csl in DATE_VARIABLES and UNDATED.fullmatch(value.strip(".() ")):
        read.remarks.append(f"{tag}: '{value}' is no date; left out")
    elif csl in DATE_VARIABLES:
        try:
            new = _date(value)
        except ValueError as error:
            read.refused.append(f"{tag}: {error}")
            return
        less, more = sorted([new, str(found.get(csl, ""))], key=len)
        if not more.startswith(less):
            read.remarks.append(f"{tag}: '{less}' is left out, since '{more}' is there, too")
        found[csl] = more  # the more precise of DA and PY
    elif csl == "keyword" or (csl == "note" and csl in found):
        found[csl] = f"{found[csl]}; {value}" if csl in found else value
    elif further:
        found.setdefault(csl, value)
        read.remarks.append(f"{tag}: of {1 + len(further)} addresses the first is kept")
    elif csl not in found:
        found[csl] = language(value) if csl == "language" else value
    elif found[csl] != value:
        read.remarks.append(f"{tag}: left out, since '{csl}' is there already")


def _date(value: str) -> str:
    """``YYYY/MM/DD/other`` as the record writes it; of the rest season, end and doubt are read."""
    parts = value.split("/", 3)
    kept = [part.zfill(2) for part in takewhile(str.strip, parts[1:3])]
    text = years("-".join([parts[0].strip(), *kept]))
    about = parts[3].strip() if len(parts) > 3 else ""
    words = value.title().replace("Fall", "Autumn")
    year = re.search(r"\d{4}", value)
    season = next((n for n, name in enumerate(SEASONS, 1) if name in words), None)
    if season and year and not any(map(str.isdigit, kept)):  # a month says more
        text = f"{year[0]}-2{season}"
    if end := re.search(r"to (\d{4}(?:-\d\d){0,2})", about):
        text = f"{text}/{end[1]}"
    if "circa" in about:
        text = "/".join(f"{part}~" for part in text.split("/"))
    return date_text(text)


def write_ris(items: Sequence[Mapping[str, Any]]) -> str:
    """Entries as RIS; every variable for which RIS has a tag is written."""
    return "".join(_written(entry) for entry in items)


def _written(entry: Mapping[str, Any]) -> str:
    kind = BY_CSL.get(str(entry.get("type")), BY_CSL["document"])
    rows = [("TY", kind.ris), ("ID", str(entry["id"]))]
    for tag, csl, value in held(entry, "ris"):
        rows += ((found, " ".join(text.split())) for found, text in _rows(tag, csl, value))
    if not entry.get("title") and not entry.get("genre"):
        rows.append(("M3", kind_words(entry)))
    body = "".join(f"{tag}  - {text}\r\n" for tag, text in rows if text)
    return body + "ER  - \r\n\r\n"


def _rows(tag: str, csl: str, value: Any) -> Iterator[tuple[str, str]]:
    """The lines of one variable: one a name, first and last page, year and day."""
    if csl in NAME_VARIABLES:
        yield from ((tag, written_name(name, "ris")) for name in value)
    elif csl in DATE_VARIABLES:
        year, month, day, *_ = (*(f"{part:02d}" for part in csl_parts(value)), "", "", "")
        if csl == "issued":
            yield "PY", year
        yield tag, year and "/".join([year, month, day, _rest(value)])
    elif csl == "page":
        first, *rest = re.split(r" ?[-–—] ?", str(value), maxsplit=1)
        yield "SP", first
        yield from (("EP", last) for last in rest)
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
