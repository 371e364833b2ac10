"""How to cite a table and every source it uses: BibTeX, BibLaTeX, CSL-JSON, RIS, or a list in a
named style.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tracker.publish.citing.bibtex import bibtex
from tracker.publish.citing.provenance import parse
from tracker.publish.citing.ris import ris
from tracker.publish.citing.styles import reference_list, titled
from tracker.publish.formats.records import json_text
from tracker.publish.record import author_names, where

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
    writers: dict[str, Callable[[Sequence[CslItem]], str]] = {
        "bibtex": bibtex,
        "biblatex": lambda items: bibtex(items, "biblatex"),
        "csl-json": csl_json,
        "ris": ris,
        "text": lambda items: reference_list(items, style),
    }
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
    """The table as a citable data set of the record's authors: its version is the data's
    fingerprint, its day the known-on day.
    """
    line = parse(table.provenance)
    day = line.known_on
    return {
        "id": f"table-{table.slug}",
        "type": "dataset",
        "title": table.title,
        "author": [{"literal": name} for name in author_names(table.dataset.codebook)],
        "version": line.fingerprint,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "note": table.provenance,
        **where(table.dataset.codebook),
    }


def csl_json(items: Sequence[CslItem]) -> str:
    """Entries as CSL-JSON, which Zotero and pandoc read."""
    return json_text(items, sort_keys=True)


def own_line(table: Table, style: str = "author-date") -> str:
    """How to cite the table itself, in a line."""
    return titled(own_entry(table), style)
