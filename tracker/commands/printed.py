"""Records printed for other programs: JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date

from tracker.publish.escape import markdown, spreadsheet


def printed(records: Sequence[dict], form: str) -> str:
    """Records of one shape as ``json`` (a list of objects), ``csv`` (RFC 4180) or ``md`` (a table).

    Whole numbers are written without a fraction, days as ISO dates; what is absent is null, an empty field or cell; keys
    are a list in JSON, joined by spaces elsewhere.
    """
    if form == "json":
        return json.dumps([{key: _plain(value) for key, value in record.items()} for record in records],
                          ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    rows = [[_cell(value) for value in record.values()] for record in records]
    head = list(records[0]) if records else []
    return _csv([head, *rows]) if form == "csv" else _markdown([head, ["---"] * len(head), *rows])


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else value
    return list(value) if isinstance(value, tuple) else value


def _cell(value) -> str:
    value = _plain(value)
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return " ".join(value) if isinstance(value, list) else str(value)


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([spreadsheet(cell) for cell in row] for row in rows)
    return out.getvalue()


def _markdown(rows: list[list[str]]) -> str:
    return "".join("| " + " | ".join(cell if cell == "---" else markdown(cell) for cell in row) + " |\n" for row in rows)
