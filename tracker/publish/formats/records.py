"""Rows for other programs: the one place where values become CSV, JSON and Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.curate.csl import kind_words
from tracker.publish.formats.escape import markdown, spreadsheet
from tracker.publish.metadata import licences, without_empty

if TYPE_CHECKING:
    from tracker.publish.tables.table import Cell, Table

_TYPES = {"count": "number", "ratio": "number", "flag": "boolean"}


def printed(columns: Sequence[str], rows: Iterable[Sequence[object]], form: str) -> str:
    """Records as ``json`` (a list of objects), ``csv`` (RFC 4180) or ``md`` (a table).

    Whole numbers are written without a fraction, days as ISO dates; what is absent is null, an
    empty field or cell; keys are a list in JSON, joined by spaces elsewhere.
    """
    if form == "json":
        return json_text([dict(zip(columns, map(_plain, row))) for row in rows])
    if form == "csv":
        return csv_text(columns, (map(field, row) for row in rows))
    head, *cells = ([markdown(str(_one(value))) for value in row] for row in (columns, *rows))
    lines = map(markdown_row, (head, ["---"] * len(head), *cells))
    return "".join(f"{line}\n" for line in lines)


def json_text(value: object, *, sort_keys: bool = False) -> str:
    """A value as indented JSON, letters of every script as they are; numbers alone as numbers."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=sort_keys, allow_nan=False)
    return f"{text}\n"


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[str | int | float]]) -> str:
    """Rows of fields as CSV with a head: commas, CRLF, as RFC 4180 asks."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def markdown_row(cells: Iterable[str]) -> str:
    """One line of a Markdown table; its cells are escaped already."""
    return f"| {' | '.join(cells)} |"


def field(value: object) -> str | int | float:
    """A value as a machine reads it in a field: a plain number, an ISO date or harmless text.

    Examples
    --------
    >>> [field(value) for value in (3000.0, 0.5, True, None, date(2025, 1, 13), ("a", "b"), "=1+1")]
    [3000, 0.5, 'true', '', '2025-01-13', 'a b', "'=1+1"]

    """
    value = _one(value)
    return spreadsheet(value) if isinstance(value, str) else value


def _one(value: object) -> str | int | float:
    value = _plain(value)
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, (int, float)):
        return value
    return " ".join(value) if isinstance(value, list) else str(value)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else value
    return list(value) if isinstance(value, tuple) else value


def cell_field(cell: Cell) -> str | int | float:
    """What a machine reads in a cell; a computed number has the twelve digits that every machine
    computes alike.
    """
    value = field(cell.value)
    return float(f"{value:.12g}") if isinstance(value, float) else value


def table_csv(table: Table) -> str:
    """The table as CSV, its last columns ``figures`` and ``lines``."""
    return csv_text(
        [*(column.key for column in table.columns), "figures", "lines"],
        ([*map(cell_field, row), *table.trail(row)] for row in table.rows),
    )


def resource(table: Table, file: str) -> str:
    """Metadata of the CSV as a Frictionless tabular data resource, with the definitions, notes and
    provenance.
    """
    fields = [
        *(
            {"name": column.key, "title": column.label, "type": _TYPES.get(column.kind, "string")}
            for column in table.columns
        ),
        {"name": "figures", "title": "Keys of the figures", "type": "string"},
        {"name": "lines", "title": "Where the figures stand in the data", "type": "string"},
    ]
    sources = [
        {
            "title": source.csl.get("title") or f"[{kind_words(source.csl)}]",
            **without_empty({"path": source.csl.get("URL")}),
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
        **licences(table.dataset.codebook),
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
        **without_empty({"sources": sources}),
    }
    return json_text(body)
