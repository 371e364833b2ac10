"""How to cite a table and every source it uses: BibTeX, CSL-JSON, RIS, or a formatted list."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tracker.curate.csl import author_name, csl_parts, kind_words
from tracker.publish.citing.provenance import parse
from tracker.publish.formats.escape import latex, one_line
from tracker.publish.formats.records import json_text

if TYPE_CHECKING:
    from tracker.publish.tables.table import Table

CslItem = Mapping[str, Any]  # a document as CSL-JSON holds it

# CSL type -> (BibTeX type, field that holds where it was printed, RIS type)
_TYPES = {
    "article-newspaper": ("article", "journal", "NEWS"),
    "article-magazine": ("article", "journal", "MGZN"),
    "article-journal": ("article", "journal", "JOUR"),
    "article": ("article", "journal", "GEN"),
    "report": ("techreport", "institution", "RPRT"),
    "book": ("book", "publisher", "BOOK"),
    "chapter": ("incollection", "booktitle", "CHAP"),
    "thesis": ("phdthesis", "school", "THES"),
    "dataset": ("misc", "howpublished", "DATA"),
    "webpage": ("misc", "howpublished", "ELEC"),
    "post-weblog": ("misc", "howpublished", "BLOG"),
}
_OTHER = ("misc", "howpublished", "GEN")
_QUOTED_KIND = re.compile(r"[‘“'\"](\[[A-Z][a-z ]+\])[’”'\"]")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def cite(table: Table, form: str = "bibtex") -> str:
    """The table's own entry, then its sources in order of first use.

    Raises
    ------
    ValueError
        If ``form`` is not ``bibtex``, ``csl-json``, ``ris`` or ``text``.

    """
    writers = {"bibtex": bibtex, "csl-json": csl_json, "ris": ris, "text": reference_list}
    if form not in writers:
        raise ValueError(f"no citation format '{form}'; there are {', '.join(writers)}")
    return writers[form](entries(table))


def entries(table: Table) -> list[CslItem]:
    """CSL-JSON entries: the table, then its sources."""
    return [
        own_entry(table),
        *(dict(table.dataset.sources[key].csl, id=key) for key in table.sources),
    ]


def own_entry(table: Table) -> CslItem:
    """The table as a citable data set: its version is the data's fingerprint, its day the known-on
    day.
    """
    line = parse(table.provenance)
    day = line.known_on
    entry: dict[str, Any] = {
        "id": f"table-{table.slug}",
        "type": "dataset",
        "title": table.title,
        "publisher": "Estimate tracker",
        "version": line.fingerprint,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "note": table.provenance,
    }
    if table.dataset.codebook.address:
        entry["URL"] = table.dataset.codebook.address
    return entry


def csl_json(items: Sequence[CslItem]) -> str:
    """Entries as CSL-JSON, which Zotero and pandoc read."""
    return json_text(items, sort_keys=True)


def bibtex(items: Sequence[CslItem]) -> str:
    """Entries as BibTeX for stock LaTeX; keys are the record's source ids, which never change."""
    head = '@preamble{"\\providecommand{\\otherscript}[2]{#2}"}\n'
    return head + "".join(f"\n{_bibtex_entry(entry)}" for entry in items)


def _bibtex_entry(entry: CslItem) -> str:
    kind, where, _ = _TYPES.get(str(entry.get("type")), _OTHER)
    year, month, day = _parts(entry.get("issued"))
    name_of_month = _MONTHS[int(month) - 1] if month else ""
    printed_on = f"{day}~{name_of_month.title()}" if day else ""
    title = _title(entry)
    untitled = "" if title else f"[{kind_words(entry)}]"
    fields = {
        "key": latex(_printed(entry) or title or kind_words(entry)),
        "author": " and ".join(_bibtex_name(name) for name in entry.get("author") or ()),
        "title": f"{{{latex(title)}}}" if title else "",
        where: latex(_printed(entry)),
        "year": year,
        "month": name_of_month,
        "number": latex(str(entry.get("number") or "")),
        "version": str(entry.get("version") or ""),
        "url": re.sub(r"[{}\\\s]", "", str(entry.get("URL") or "")),
        "note": "; ".join(
            filter(None, (untitled, printed_on, latex(str(entry.get("note") or ""))))
        ),
    }
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@{kind}{{{entry['id']},", *lines, "}", ""])


def ris(items: Sequence[CslItem]) -> str:
    """Entries as RIS, which reference managers import."""
    return "".join(_ris_entry(entry) for entry in items)


def _ris_entry(entry: CslItem) -> str:
    year, month, day = _parts(entry.get("issued"))
    issued = "/".join([year, month and month.zfill(2), day and day.zfill(2), ""])
    rows = [
        ("TY", _TYPES.get(str(entry.get("type")), _OTHER)[2]),
        ("ID", entry["id"]),
        *(("AU", author_name(name, family_first=True)) for name in entry.get("author") or ()),
        ("TI", _title(entry)),
        ("M3", "" if _title(entry) else kind_words(entry)),
        ("T2", entry.get("container-title")),
        ("PB", entry.get("publisher")),
        ("PY", year),
        ("DA", year and issued),
        ("UR", entry.get("URL")),
        ("ET", entry.get("version")),
        ("N1", entry.get("note")),
    ]
    body = "".join(f"{tag}  - {one_line(str(value))}\r\n" for tag, value in rows if value)
    return body + "ER  - \r\n\r\n"


def reference_list(items: Sequence[CslItem]) -> str:
    """Entries formatted by citeproc in Harvard style (Cite Them Right), one a line."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc remarks on fields that the style does not use
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        known = {entry["id"].lower(): entry["id"] for entry in items}
        source = CiteProcJSON([_for_citeproc(entry) for entry in items])
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        listing = CitationStylesBibliography(style, source, formatter.plain)
        listing.register(Citation([CitationItem(key) for key in known]))
        listing.sort()
        lines = (one_line(str(item)) for item in listing.bibliography())
        return "".join(f"{_QUOTED_KIND.sub(_bare, line)}\n" for line in lines)


def _for_citeproc(entry: CslItem) -> CslItem:
    """Only what the processor reads, with a name where nobody is named so that the list sorts
    sensibly.
    """
    names = ("type", "container-title", "publisher", "URL", "version")
    item: dict[str, Any] = {name: entry[name] for name in names if entry.get(name)}
    item["id"] = str(entry["id"]).lower()
    item["title"] = _title(entry) or f"[{kind_words(entry)}]"
    if parts := csl_parts(entry.get("issued")):
        item["issued"] = {"date-parts": [list(parts)]}
    authors = entry.get("author") or [_printed(entry) or "Unsigned"]
    item["author"] = [
        name if isinstance(name, dict) else {"literal": str(name)} for name in authors
    ]
    return item


def _title(entry: CslItem) -> str:
    """The title that the work bears; empty for one without, for none is ever made up."""
    return one_line(str(entry.get("title") or ""))


def _bare(quoted: re.Match[str]) -> str:
    return quoted[1]


def _printed(entry: CslItem) -> str:
    return one_line(str(entry.get("container-title") or entry.get("publisher") or ""))


def _parts(issued: object) -> tuple[str, str, str]:
    """Year, month and day as text, empty where not given."""
    year, month, day, *_ = (*map(str, csl_parts(issued)), "", "", "")
    return year, month, day


def _bibtex_name(name: object) -> str:
    literal = not isinstance(name, Mapping) or name.get("literal")
    plain = latex(author_name(name, family_first=True))
    return f"{{{plain}}}" if literal else plain
