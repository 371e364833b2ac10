"""How to cite a table and every source it uses: BibTeX, CSL-JSON, RIS, or a formatted list."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tracker.curate.csl import author_name, csl_parts
from tracker.publish.formats.escape import latex, one_line

if TYPE_CHECKING:
    from tracker.publish.tables.table import Table

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


def entries(table: Table) -> list[dict]:
    """CSL-JSON entries: the table, then its sources."""
    return [
        own_entry(table),
        *(dict(table.dataset.sources[key].csl, id=key) for key in table.sources),
    ]


def own_entry(table: Table) -> dict:
    """The table as a citable data set: its version is the data's fingerprint, its day the known-on
    day.
    """
    from tracker.publish.citing.provenance import parse

    line = parse(table.provenance)
    day = line.known_on
    entry = {
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


def csl_json(found: list[dict]) -> str:
    """Entries as CSL-JSON, which Zotero and pandoc read."""
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def bibtex(found: list[dict]) -> str:
    """Entries as BibTeX for stock LaTeX; keys are the record's source ids, which never change."""
    head = '@preamble{"\\providecommand{\\otherscript}[2]{#2}"}\n'
    return head + "".join(f"\n{_bibtex_entry(entry)}" for entry in found)


def _bibtex_entry(entry: Mapping) -> str:
    kind, where, _ = _TYPES.get(str(entry.get("type")), _OTHER)
    year, month, day = _parts(entry.get("issued"))
    fields = {
        "key": latex(_printed(entry) or _title(entry)),
        "author": " and ".join(_bibtex_name(name) for name in entry.get("author") or ()),
        "title": f"{{{latex(_title(entry))}}}",
        where: latex(_printed(entry)),
        "year": year,
        "month": _MONTHS[int(month) - 1] if month else "",
        "number": latex(str(entry["number"])) if entry.get("number") else "",
        "version": str(entry.get("version") or ""),
        "url": re.sub(r"[{}\\\s]", "", str(entry.get("URL") or "")),
        "note": "; ".join(
            filter(
                None,
                (
                    f"{day}~{_MONTHS[int(month) - 1].title()}" if day else "",
                    latex(str(entry.get("note") or "")),
                ),
            )
        ),
    }
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@{kind}{{{entry['id']},", *lines, "}", ""])


def ris(found: list[dict]) -> str:
    """Entries as RIS, which reference managers import."""
    return "".join(_ris_entry(entry) for entry in found)


def _ris_entry(entry: Mapping) -> str:
    year, month, day = _parts(entry.get("issued"))
    rows = [("TY", _TYPES.get(str(entry.get("type")), _OTHER)[2]), ("ID", entry["id"])]
    rows += [("AU", author_name(name, family_first=True)) for name in entry.get("author") or ()]
    rows += [
        ("TI", _title(entry)),
        ("T2", entry.get("container-title")),
        ("PB", entry.get("publisher")),
        ("PY", year),
        (
            "DA",
            "/".join([year, month.zfill(2) if month else "", day.zfill(2) if day else "", ""])
            if year
            else "",
        ),
        ("UR", entry.get("URL")),
        ("ET", entry.get("version")),
        ("N1", entry.get("note")),
    ]
    body = "".join(f"{tag}  - {one_line(str(value))}\r\n" for tag, value in rows if value)
    return body + "ER  - \r\n\r\n"


def reference_list(found: list[dict]) -> str:
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

        known = {entry["id"].lower(): entry["id"] for entry in found}
        source = CiteProcJSON([_for_citeproc(entry) for entry in found])
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        listing = CitationStylesBibliography(style, source, formatter.plain)
        listing.register(Citation([CitationItem(key) for key in known]))
        listing.sort()
        return "".join(f"{one_line(str(item))}\n" for item in listing.bibliography())


def _for_citeproc(entry: Mapping) -> dict:
    """Only what the processor reads, with a name where nobody is named so that the list sorts
    sensibly.
    """
    kept = {
        name: entry[name]
        for name in ("id", "type", "title", "container-title", "publisher", "URL", "version")
        if entry.get(name)
    }
    kept["id"] = str(entry["id"]).lower()
    kept["title"] = _title(entry)
    if parts := csl_parts(entry.get("issued")):
        kept["issued"] = {"date-parts": [list(parts)]}
    kept["author"] = [
        name if isinstance(name, dict) else {"literal": str(name)}
        for name in entry.get("author") or ()
    ] or [{"literal": _printed(entry) or "Unsigned"}]
    return kept


def _title(entry: Mapping) -> str:
    return one_line(str(entry.get("title") or f"Report in {_printed(entry)}"))


def _printed(entry: Mapping) -> str:
    return one_line(str(entry.get("container-title") or entry.get("publisher") or ""))


def _parts(issued: object) -> tuple[str, str, str]:
    """Year, month and day as text, empty where not given."""
    return tuple([*map(str, csl_parts(issued)), "", "", ""][:3])


def _bibtex_name(name: object) -> str:
    literal = not isinstance(name, Mapping) or name.get("literal")
    plain = latex(author_name(name, family_first=True))
    return f"{{{plain}}}" if literal else plain
