"""Tables as CSV: plain numbers, figure keys, file and line, with metadata beside it."""

from __future__ import annotations

import csv as _csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

from tracker.publish.formats.escape import spreadsheet
from tracker.publish.tables.table import keys_of

if TYPE_CHECKING:
    from tracker.publish.tables.table import Cell, Table

LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
_TYPES = {"count": "number", "ratio": "number", "flag": "boolean"}


def csv(table: Table) -> str:
    """The table as CSV (UTF-8, commas, CRLF as RFC 4180 asks), its last columns ``figures`` and
    ``lines``.
    """
    out = io.StringIO()
    writer = _csv.writer(out)
    writer.writerow([column.key for column in table.columns] + ["figures", "lines"])
    for row in table.rows:
        keys = keys_of(row)
        writer.writerow(
            [plain(cell) for cell in row] + [" ".join(keys), " ".join(table.lines(keys))]
        )
    return out.getvalue()


def plain(cell: Cell) -> str | int | float:
    """What a machine reads in a cell: a number without separators, an ISO date, or harmless text.

    A computed number has twelve digits: those that every machine computes alike.
    """
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return (
            ""
            if value != value
            else int(value)
            if float(value).is_integer()
            else float(f"{value:.12g}")
        )
    return value.isoformat() if isinstance(value, date) else spreadsheet(str(value))


def resource(table: Table, file: str) -> str:
    """Metadata of the CSV as a Frictionless tabular data resource, with the definitions, notes and
    provenance.
    """
    fields = [
        {"name": column.key, "title": column.label, "type": _TYPES.get(column.kind, "string")}
        for column in table.columns
    ]
    fields += [
        {"name": "figures", "title": "Keys of the figures", "type": "string"},
        {"name": "lines", "title": "Where the figures stand in the data", "type": "string"},
    ]
    sources = [
        {
            "title": source.csl.get("title") or source.csl.get("container-title") or source.id,
            **({"path": source.csl["URL"]} if source.csl.get("URL") else {}),
        }
        for source in map(table.dataset.sources.__getitem__, table.sources)
    ]
    body = {
        "profile": "tabular-data-resource",
        "name": table.slug,
        "path": file,
        "title": table.title,
        "description": " ".join((*table.definitions, *table.remarks, table.provenance)),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "licenses": [LICENCE],
        "schema": {"fields": fields, "missingValues": [""]},
        "notes": [
            {
                "number": note.number,
                "text": note.text,
                "sources": [one.source for one in note.references],
            }
            for note in table.notes
        ],
        "provenance": table.provenance,
    }
    if sources:
        body["sources"] = sources
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"
