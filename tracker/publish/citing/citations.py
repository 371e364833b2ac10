"""How to cite a table and every source it uses: BibTeX, BibLaTeX, CSL-JSON, RIS, or a list in a
named style.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.curate.dataset import Dataset
from tracker.curate.model import Codebook
from tracker.curate.references.ris import write_ris
from tracker.curate.references.writing import write_bibtex
from tracker.curate.suggest import known_name
from tracker.publish.citing.provenance import parse
from tracker.publish.citing.styles import reference_list
from tracker.publish.formats.records import json_text
from tracker.publish.metadata import where, without_empty

if TYPE_CHECKING:
    from tracker.publish.tables.table import Table

CslItem = Mapping[str, Any]  # a document as CSL-JSON holds it


def cite(table: Table, form: str = "bibtex", *, style: str = "author-date") -> str:
    """The table's own entry, then its sources in order of first use.

    ``style`` is that of ``text``, as :func:`~tracker.publish.citing.styles.reference_list` takes
    it.

    Raises
    ------
    ValueError
        If ``form`` is not ``bibtex``, ``biblatex``, ``csl-json``, ``ris`` or ``text``, or there is
        no such style.

    """
    sources = (dict(table.dataset.sources[key].csl, id=key) for key in table.sources)
    return _formatted([own_entry(table), *sources], form, style)


def cite_record(data: Dataset, form: str = "bibtex", *, style: str = "author-date") -> str:
    """The record's own entry alone; arguments and errors as of :func:`cite`."""
    return _formatted([record_entry(data)], form, style)


def _formatted(items: Sequence[CslItem], form: str, style: str) -> str:
    """Entries in a format; a ValueError names the formats, or the style."""
    writers: dict[str, Callable[[Sequence[CslItem]], str]] = {
        "bibtex": write_bibtex,
        "biblatex": lambda found: write_bibtex(found, "biblatex"),
        "csl-json": csl_json,
        "ris": write_ris,
        "text": lambda found: reference_list(found, str(style)),
    }
    return writers[known_name("citation format", form, writers.keys())](items)


def own_entry(table: Table) -> CslItem:
    """The table as a citable data set of the record's authors: its version is the data's
    fingerprint, its day the known-on day.
    """
    line = parse(table.provenance)
    return {
        **record_entry(table.dataset),
        "id": f"table-{table.slug}",
        "title": table.title,
        "version": line.fingerprint,
        "issued": _day(line.known_on),
        "note": " ".join(filter(None, (_nowhere(table.dataset.codebook), table.provenance))),
    }


def record_entry(data: Dataset) -> CslItem:
    """The record as a citable data set: its authors, publisher, DOI and address as its codebook
    gives them; its version is the fingerprint, its day the last on which anything was stated.

    Without authors it is cited by its title: "Contributors to TITLE" would say the title twice.
    """
    book = data.codebook
    return without_empty(
        {
            "id": "record",
            "type": "dataset",
            "title": book.title,
            "author": [{"literal": one.name} for one in book.authors],
            "version": data.fingerprint,
            "issued": _day(data.last_stated),
            **where(book),
            "note": _nowhere(book),
        }
    )


def _nowhere(book: Codebook) -> str:
    """That the record cannot be found by its entry, where it cannot."""
    return "" if where(book).keys() & {"DOI", "URL"} else "No public address yet."


def _day(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def csl_json(items: Sequence[CslItem]) -> str:
    """Entries as CSL-JSON, which Zotero and pandoc read."""
    return json_text(items, sort_keys=True)
