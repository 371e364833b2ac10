"""Records printed for other programs: JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date

from tracker.publish.formats.escape import markdown, spreadsheet


def printed(columns: Sequence[str], rows: Iterable[Sequence], form: str) -> str:
    """Records as ``json`` (a list of objects), ``csv`` (RFC 4180) or ``md`` (a table).

    Whole numbers are written without a fraction, days as ISO dates; what is absent is null, an
    empty field or cell; keys are a list in JSON, joined by spaces elsewhere.
    """
    if form == "json":
        return (
            json.dumps(
                [dict(zip(columns, map(_plain, row))) for row in rows],
                ensure_ascii=False,
                indent=2,
                allow_nan=False,
            )
            + "\n"
        )
    cells = [[_cell(value) for value in row] for row in rows]
    return (
        _csv([columns, *cells])
        if form == "csv"
        else _markdown([columns, ["---"] * len(columns), *cells])
    )


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


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([spreadsheet(cell) for cell in row] for row in rows)
    return out.getvalue()


def _markdown(rows: Iterable[Sequence[str]]) -> str:
    return "".join(
        "| " + " | ".join(cell if cell == "---" else markdown(cell) for cell in row) + " |\n"
        for row in rows
    )
