"""References from BibTeX and BibLaTeX as fields of CSL: entries that are broken are named, what
cannot be kept is remarked on.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from tracker.curate.csl import date_text, years
from tracker.curate.fields import split_words
from tracker.curate.limits import FIELD
from tracker.curate.references import tex
from tracker.curate.references.names import tex_names
from tracker.curate.references.table import (
    BY_CSL,
    DATE_VARIABLES,
    NAME_VARIABLES,
    ONLINE,
    VERBATIM,
    kind_read,
    language,
    row_of,
    told_by_genre,
    variable,
)
from tracker.curate.words.dates import MONTHS, month_of

if TYPE_CHECKING:
    from bibtexparser.model import Block

# What a bibliography program or a reference manager keeps for itself.
_OWN = split_words(
    """key crossref xref xdata ids options entryset execute sortkey sortname sorttitle sortyear
    presort label shorthand shortauthor indextitle relatedtype relatedstring useprefix hyphenation
    timestamp owner groups rating ranking read comment mendeley-tags mendeley-groups date-added
    date-modified creationdate modificationdate __markedentry username citeulike-article-id
    entrysubtype day month year eprint eprinttype eprintclass archiveprefix primaryclass subtitle
    journalsubtitle booksubtitle titleaddon langidopts eventtitleaddon urlday urlmonth urlyear
    nameaddon"""
)
_ALIASES = {
    "lastchecked": "urldate",
    "urlaccessdate": "urldate",
    "accessed": "urldate",
    "annotation": "annote",
    "article-number": "eid",
    "link": "url",
}
# What a part of a work inherits from the whole under another name.
_INHERITED = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}
_UNSHARED = split_words("ids crossref xref xdata entryset label shorttitle url doi pages")
_SUBTITLES = {
    "title": "subtitle",
    "booktitle": "booksubtitle",
    "journaltitle": "journalsubtitle",
}
_GENRES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master's thesis",
    "mathesis": "Master's thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
    "hdl": "https://hdl.handle.net/",
    "googlebooks": "https://books.google.com/books?id=",
}
_ARXIV = re.compile(r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.I)
_LINK = re.compile(r"\\(?:url|href)\s*\{(https?://[^{}]*)\}")
_OUR_KIND = re.compile(r"^\[[A-Z][a-z ]+\](?:; |$)")  # what we write for an untitled work
_OPEN = r"(?:\.\.|open|unknown|)"
UNDATED = re.compile(r"(?:n\.?\s*d\.?|no date|undated|in press|forthcoming|submitted)", re.I)


@dataclass(slots=True)
class Read:
    """A reference as fields of CSL; ``refused`` says why it cannot be used, ``remarks`` what of it
    was read otherwise than it stands, ``left`` names the fields that no variable of CSL holds.
    """

    label: str
    fields: dict[str, object] | None
    refused: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    kind: str
    fields: dict[str, str]
    read: Read


def read_bibtex(text: str) -> list[Read]:
    """Every entry, and every block that is none, in the order of the file.

    Accents and commands of TeX become characters, addresses stay as they are; a name in braces is
    an organisation's. What ``crossref`` and ``xdata`` lead to is inherited.
    """
    entries = _entries(text)
    by_key = {entry.read.label.lower(): entry for entry in reversed(entries)}
    for entry in entries:
        if not entry.read.refused:
            try:
                entry.read.fields = _csl(entry.kind, _inherit(entry, by_key, ()), entry.read)
            except RecursionError:
                entry.read.refused.append(
                    "its commands of TeX, or the entries that it inherits from, lead on and on; "
                    "write it out"
                )
    return [entry.read for entry in entries if entry.kind != "xdata" or entry.read.refused]


def _entries(text: str) -> list[_Entry]:
    from bibtexparser.model import Entry, ImplicitComment, ParsingFailedBlock, String
    from bibtexparser.splitter import Splitter

    log = logging.getLogger("bibtexparser.splitter")
    log.addFilter(_quiet)  # what failed is reported by us
    try:
        library = Splitter(text).split()
    finally:
        log.removeFilter(_quiet)
    strings = {month[:3].lower(): month for month in MONTHS}
    found = []
    for block in sorted(library.blocks, key=lambda block: not isinstance(block, String)):
        if isinstance(block, String):
            inside = (block.raw or "").partition("=")[2].strip()[:-1]
            try:
                strings[block.key.lower()] = _whole(inside, strings)
            except ValueError as error:
                read = Read(f"@string {block.key} ({_line(block)})", None, [str(error)])
                found.append(_Entry("", {}, read))
        elif isinstance(block, Entry):
            read = Read(block.key or _line(block), {"id": block.key})
            entry = _Entry(block.entry_type.lower(), {}, read)
            for one in block.fields:
                # A remark behind % stands before the name, or puts the whole field out of use.
                if not (named := " ".join(re.sub(r"%[^\n]*(?:\n|$)", "", one.key).split())):
                    continue
                name, bare = named.lower(), str(one.value).strip().lower()
                if re.fullmatch(r"[^\W\d][\w-]*", bare) and not (bare in strings or month_of(bare)):
                    read.remarks.append(f"{named}: there is no @string '{bare}'; its name stands")
                try:
                    if len(str(one.value)) > FIELD:
                        raise ValueError(f"holds more than {FIELD:,} signs; shorten it")
                    entry.fields[_ALIASES.get(name, name)] = _whole(str(one.value), strings)
                except ValueError as error:
                    entry.read.refused.append(f"{named}: {error}")
            found.append(entry)
        elif isinstance(block, ImplicitComment) and found:
            for lost in re.findall(r"^[\s,]*([\w-]+)\s*=", block.comment):
                found[-1].read.refused.append(f"a brace too many closes it before '{lost}'")
        elif isinstance(block, ParsingFailedBlock):
            label, reason = _failed(block)
            found.append(_Entry("", {}, Read(label, None, [reason])))
    return found


def _quiet(record: logging.LogRecord) -> bool:
    return False


def _line(block: Block) -> str:
    return f"line {(block.start_line or 0) + 1}"


def _failed(block: Block) -> tuple[str, str]:
    """Which block could not be read, and why: the field at fault where one can be told."""
    kind, raw = type(block).__name__, block.raw or ""
    key = re.match(r"@\w+\s*[{(]\s*([^\s,={}]+)\s*,", raw)
    label = f"{key[1]} ({_line(block)})" if key else _line(block)
    if kind == "DuplicateBlockKeyBlock":
        return label, "a second entry with the same key; give it another"
    if kind == "DuplicateFieldKeyBlock":
        twice = ", ".join(sorted(getattr(block, "duplicate_keys", ())))
        return label, f"{twice}: the field stands twice; keep one"
    if not key:
        return label, "the entry has no key; write @article{key, title = {...}, ...}"
    fault, at = (
        "not valid BibTeX; look for a brace, a quote or a comma that is missing or too many",
        key.end(),
    )
    while found := re.compile(r"[\s,]*([\w:+.-]+)\s*=\s*").match(raw, at):
        try:
            at = _value(raw, found.end(), {})[1]
        except ValueError:
            return label, f"{found[1]}: {fault}"
        swallowed = re.search(r"\n[^\S\n]*[\w-]+[^\S\n]*=\s*[{\"]", raw[found.end() : at])
        if swallowed or not re.match(r"\s*[,})]", raw[at:]):
            return label, f"{found[1]}: {fault}"
    return label, fault


def _whole(raw: str, strings: dict[str, str]) -> str:
    """A value behind which nothing else stands."""
    raw = raw.strip()
    value, at = _value(raw, 0, strings)
    rest = raw[at:].strip()
    if re.match(r"[\w-]+\s*=", rest):
        raise ValueError("a comma is missing behind it")
    if rest:
        raise ValueError(f"cannot read {rest!r} behind it; put the whole value in braces")
    return value


def _value(raw: str, at: int, strings: dict[str, str]) -> tuple[str, int]:
    """The value that begins here, without what encloses it, and the place behind it: pieces joined
    by ``#``, names of ``@string`` filled in.
    """
    pieces = []
    while at < len(raw):
        if raw[at] in '{"' and (end := tex.matching(raw, at)) is not None:
            pieces.append(raw[at + 1 : end])
            at = end + 1
        elif bare := re.compile(r"[^\s#,{}\"]+").match(raw, at):
            pieces.append(strings.get(bare[0].lower(), bare[0]))
            at = bare.end()
        else:
            raise ValueError("a brace or a quote is missing")
        if not (joined := re.compile(r"\s*#\s*").match(raw, at)):
            break
        at = joined.end()
    return "".join(pieces), at


def _inherit(entry: _Entry, by_key: dict[str, _Entry], above: tuple[str, ...]) -> dict[str, str]:
    """The fields of an entry, with those of its ``crossref`` and ``xdata`` that it lacks."""
    found = dict(entry.fields)
    for field_name in ("xdata", "crossref"):
        for key in filter(None, map(str.strip, entry.fields.get(field_name, "").split(","))):
            whole = by_key.get(key.lower())
            if whole is None or whole is entry or key in above:
                remark = f"{field_name}: there is no entry '{key}' to inherit from"
                if remark not in entry.read.remarks:  # every heir of this one comes here again
                    entry.read.remarks.append(remark)
                continue
            inherited = _inherit(whole, by_key, (*above, key))
            own = entry.fields
            dated = "month" in own or own.get("year") not in (None, inherited.get("year"))
            for name, value in inherited.items():
                if (name in ("month", "day") and dated) or (name == "year" and "date" in own):
                    continue
                if field_name == "crossref":
                    part = name in _INHERITED and entry.kind.startswith(("in", "supp", "conf"))
                    if part and name == "author" and whole.kind in ("proceedings", "collection"):
                        continue
                    name = _INHERITED[name] if part else name
                if name not in _UNSHARED and not (name == "date" and "year" in found):
                    found.setdefault(name, value)
    return found


def _type(kind: str, fields: dict[str, str], read: Read) -> str:
    """The type of an entry; a ``type`` that only names it is taken out of the fields."""
    subtype = tex.decoded(fields.get("entrysubtype", ""))
    sort = subtype if subtype in BY_CSL else kind_read(subtype.lower(), "tex")
    sort = sort or kind_read(kind, "tex")
    genre = "" if subtype else tex.decoded(fields.get("type", ""))
    if named := told_by_genre(genre, sort or "document"):
        del fields["type"]
    elif sort is None:
        read.remarks.append(f"@{kind} is no type of BibLaTeX; taken for a document")
    return named or sort or "document"


def _csl(kind: str, fields: dict[str, str], read: Read) -> dict[str, object]:
    """The fields of an entry as those of CSL."""
    found: dict[str, object] = {
        "id": (read.fields or {}).get("id", ""),
        "type": _type(kind, fields, read),
    }
    unread: list[str] = []
    for csl, (name, value) in _chosen(fields, str(found["type"]), read).items():
        try:
            if csl in NAME_VARIABLES:
                told: list[str] = []
                found[csl] = tex_names(value, unread, told)
                read.remarks += (f"{name}: {remark}" for remark in told)
            elif csl in DATE_VARIABLES:
                found[csl] = _date(name, tex.verbatim(value), read)
            elif csl == "URL":
                found[csl] = _first(name, tex.addresses(value), read)
            else:
                found[csl] = _text(csl, value, unread)
        except ValueError as error:
            read.refused.append(f"{name}: {error}")
    if fields.get("year"):
        _either(found, _old_date(fields, read if "issued" not in found else Read("", None)), read)
    _complete(found, kind, fields, read)
    if unread:
        commands = ", ".join(dict.fromkeys(unread))
        read.remarks.append(f"TeX that nobody here can read stays as it is: {commands}")
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _either(found: dict[str, object], old: str, read: Read) -> None:
    """Put the date of ``year``, ``month`` and ``day`` in its place, or what it adds to ``date``."""
    date = str(found.get("issued", ""))
    if old.startswith(date):
        found["issued"] = old
    elif old and not date.startswith(old):
        read.remarks.append(f"year: '{old}' is left out, since date is '{date}'")


def _chosen(fields: dict[str, str], kind: str, read: Read) -> dict[str, tuple[str, str]]:
    """For each variable the field that holds it best; of the rest is said that it is left out."""
    found: dict[str, tuple[str, str]] = {}
    rows = {name: row for name in fields if (row := row_of(name, kind, "tex"))}
    # Of several fields for one variable the row names the best first.
    ranked = sorted(rows, key=lambda name: (rows[name].csl, rows[name].tex.split().index(name)))
    for name in filter(lambda name: fields[name].strip(), ranked):
        csl = rows[name].csl
        if csl not in found:
            found[csl] = (name, fields[name])
        elif tex.decoded(found[csl][1]) != tex.decoded(fields[name]):
            read.remarks.append(
                f"{name}: left out, since {found[csl][0]} has the place of '{csl}' already"
            )
    read.left += [name for name in fields if name not in rows and name not in _OWN]
    return found


def _text(csl: str, value: str, unread: list[str]) -> str:
    if csl in VERBATIM:
        return tex.verbatim(value)
    plain = tex.decoded(value, unread)
    if csl == "page":
        return re.sub(r"(?<!\s)\s*[-–—]+\s*", "-", plain)
    return language(plain) if csl == "language" else _GENRES.get(plain, plain)


def _first(name: str, addresses: list[str], read: Read) -> str:
    if len(addresses) > 1:
        read.remarks.append(f"{name}: of {len(addresses)} addresses the first is kept")
    return addresses[0]


def _complete(found: dict[str, object], kind: str, fields: dict[str, str], read: Read) -> None:
    """What BibTeX spreads over several fields, or prints a second time, put in its one place."""
    for whole, part in _SUBTITLES.items():
        csl = variable(whole, str(found["type"]), "tex")
        if fields.get(part) and csl and found.get(csl):
            found[csl] = f"{found[csl]}: {tex.decoded(fields[part])}"
    printed = tex.addresses(fields.get("howpublished", ""))
    linked = _LINK.search(f"{fields.get('howpublished', '')} {fields.get('note', '')}")
    copies = [found.get("container-title"), found.get("publisher")]
    address = re.match("https?://", tex.verbatim(fields.get("howpublished", "")))
    if address and found.setdefault("URL", printed[0]) == printed[0]:
        _first("howpublished", printed, read)
        found.pop("medium", None)
    elif linked:
        found.setdefault("URL", tex.verbatim(linked[1]))
    elif found.get("medium") and found["medium"] in (
        *copies,
        ", ".join(map(str, filter(None, copies))),
    ):
        found.pop("medium", None)
    if (kind == "online" or found["type"] in ONLINE.split()) and copies[0] == copies[1]:
        found.pop("publisher", None)
    if fields.get("eprint"):
        eprints = tex.addresses(fields["eprint"])
        archive = fields.get("eprinttype") or fields.get("archiveprefix") or ""
        archive = archive or ("arxiv" if _ARXIV.fullmatch(eprints[0]) else "")
        address = re.match("https?://", eprints[0])
        where = "" if address else _EPRINTS.get(archive.strip().lower())
        if where is None:
            read.left.append("eprint")
        elif "URL" not in found:
            found["URL"] = where + _first("eprint", eprints, read)
    added = fields.get("titleaddon")
    if added and ("title" in fields or not _OUR_KIND.fullmatch(added)):
        read.left.append("titleaddon")
    if kind in ("phdthesis", "mastersthesis", "mathesis"):
        found.setdefault("genre", _GENRES[kind])
    if found["type"] == "thesis" and found.get("genre") == "Thesis":
        del found["genre"]
    if found["type"] == "document" and "URL" in found and not fields.get("entrysubtype"):
        found["type"] = "webpage"
    if "note" in found and "title" not in found:
        found["note"] = _OUR_KIND.sub("", str(found["note"]))


def _date(name: str, text: str, read: Read) -> str:
    """A date as the record writes it; empty where the work has none."""
    plain = re.sub("[–—]|--+", "/", text.replace("%", "~"))
    if UNDATED.fullmatch(plain.strip(".() ")):
        read.remarks.append(f"{name}: '{text}' is no date; left out")
        return ""
    if open_ended := re.fullmatch(rf"{_OPEN}/(.+)|(.+)/{_OPEN}", plain):
        read.remarks.append(f"{name}: '{text}' has one end; that day is kept")
        plain = open_ended[1] or open_ended[2]
    short = re.fullmatch(r"(\d\d)(\d\d)/(\d\d)", plain)
    if short and short[2] < short[3]:
        plain = f"{short[1]}{short[2]}/{short[1]}{short[3]}"
    return date_text(plain)


def _numbered(*parts: str) -> str:
    """Year, month and day, as far as they are given."""
    return "-".join(part.zfill(2) for part in parts if part)


def _old_date(fields: dict[str, str], read: Read) -> str:
    """Year, month and day of classic BibTeX, also where the day stands in the month's field."""
    year, month = years(tex.decoded(fields["year"])), tex.decoded(fields.get("month", "")).lower()
    if not year:  # as {}, or {\noopsort{1990}}
        return ""
    names = list(filter(None, map(month_of, re.findall(r"[^\W\d_]+", month))))
    within = tex.decoded(fields.get("day", "")) or (month if names else "")
    numbers = re.findall(r"(?<!\d)\d{1,2}(?!\d)", within)
    unit = str(names[0]) if names else month if month.isdecimal() else ""
    try:
        text = _date("year", year, read)
        alone = re.fullmatch(r"\d{4}", text) and {text}.issuperset(re.findall(r"\d{4}", month))
        if alone and re.fullmatch("spring|summer|autumn|fall|winter", month):
            return date_text(f"{month} {text}")
        if alone and unit and len(names) < 2 and len(numbers) < 2:
            return date_text(_numbered(year, unit, *numbers))
        if alone and names and len(numbers) in (0, 2):
            months = zip_longest((names[0], names[-1]), numbers, fillvalue="")
            ends = [_numbered(year, str(name), number) for name, number in months]
            if ends == sorted(ends):
                return date_text("/".join(ends))
        if month and text:
            read.remarks.append(f"month: '{month}' does not fit the year '{year}'; left out")
        return text
    except ValueError as error:
        read.refused.append(f"year: {error}")
        return ""
