"""References from BibTeX and BibLaTeX, as Zotero writes them, as CSL fields."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bibtexparser.middlewares.names import NameParts
    from bibtexparser.model import Block, Entry

TYPES = {
    "article": "article-journal",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "report": "report",
    "techreport": "report",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "booklet": "pamphlet",
    "manual": "report",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "unpublished": "manuscript",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "video": "motion_picture",
    "movie": "motion_picture",
    "audio": "song",
    "misc": "document",
}
SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
FIELDS = {
    "title": "title",
    "url": "URL",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "page",
    "edition": "edition",
    "journaltitle": "container-title",
    "journal": "container-title",
    "booktitle": "container-title",
    "maintitle": "container-title",
    "publisher": "publisher",
    "institution": "publisher",
    "school": "publisher",
    "organization": "publisher",
    "howpublished": "medium",
    "location": "publisher-place",
    "address": "publisher-place",
    "langid": "language",
    "language": "language",
    "shorttitle": "title-short",
    "note": "note",
    "series": "collection-title",
    "author": "author",
    "editor": "editor",
    "translator": "translator",
}
DATES = {
    "date": "issued",
    "urldate": "accessed",
    "origdate": "original-date",
    "eventdate": "event-date",
}


def read_bibtex(text: str) -> tuple[list[dict[str, object]], list[tuple[str, str]]]:
    """Every entry as CSL fields, and for each block that is none a label with the reason.

    Accents and commands of LaTeX become characters. A name in braces is an organisation's.
    """
    from bibtexparser import middlewares
    from bibtexparser.entrypoint import parse_string

    log = logging.getLogger("bibtexparser.splitter")
    log.addFilter(_quiet)  # what failed is reported by us
    try:
        library = parse_string(
            text,
            append_middleware=[
                middlewares.NormalizeFieldKeys(),
                middlewares.MonthIntMiddleware(),
                middlewares.SeparateCoAuthors(),
                middlewares.SplitNameParts(),
            ],
        )
        groups = {
            (entry.key, field.key, n)
            for entry in library.entries
            for field in entry.fields
            if isinstance(field.value, list)
            for n, name in enumerate(field.value)
            if _in_braces(name)
        }
        library = middlewares.LatexDecodingMiddleware().transform(library)
    finally:
        log.removeFilter(_quiet)
    failed = [
        (f"line {(block.start_line or 0) + 1}", _reason(block)) for block in library.failed_blocks
    ]
    return [_reference(entry, groups) for entry in library.entries], failed


def _quiet(record: logging.LogRecord) -> bool:
    return False


def _in_braces(name: NameParts) -> bool:
    whole = " ".join([*name.first, *name.von, *name.last])
    return whole.startswith("{") and whole.endswith("}")


def _reason(block: Block) -> str:
    reasons = {
        "DuplicateBlockKeyBlock": "a second entry with the same key; give it another",
        "DuplicateFieldKeyBlock": "a field stands twice; keep one of them",
    }
    broken = "not valid BibTeX; look for a brace, a quote or a comma that is missing"
    return reasons.get(type(block).__name__, broken)


def _reference(entry: Entry, groups: set[tuple[str, str, int]]) -> dict[str, object]:
    values = {field.key: field.value for field in entry.fields}
    kind = SUBTYPES.get(str(values.get("entrysubtype", "")).lower()) or TYPES.get(
        entry.entry_type.lower(), "document"
    )
    found: dict[str, object] = {"id": entry.key, "type": kind}
    for name, variable in FIELDS.items():
        if name in values and variable not in found:
            value = values[name]
            found[variable] = (
                [_name(person, (entry.key, name, n) in groups) for n, person in enumerate(value)]
                if isinstance(value, list)
                else str(value)
            )
    how = str(found.get("medium", "")).removeprefix("\\url{").removesuffix("}")
    if how.startswith(("http://", "https://")):
        found.setdefault("URL", how)
        del found["medium"]
    if kind == "document" and "URL" in found:
        found["type"] = "webpage"
    found |= {variable: str(values[name]) for name, variable in DATES.items() if name in values}
    if "issued" not in found and "year" in values:
        found["issued"] = "-".join(
            [
                str(values["year"]),
                *(
                    f"{int(values[unit]):02d}"
                    for unit in ("month", "day")
                    if str(values.get(unit, "")).isdigit()
                ),
            ]
        )
    return found


def _name(person: NameParts, group: bool) -> dict[str, str]:
    if group or (
        not person.first and not person.von and len(person.last) == 1 and " " in person.last[0]
    ):
        return {"literal": " ".join([*person.first, *person.von, *person.last]).strip("{}")}
    parts = {
        "family": person.last,
        "given": person.first,
        "non-dropping-particle": person.von,
        "suffix": person.jr,
    }
    return {name: " ".join(words) for name, words in parts.items() if words}
