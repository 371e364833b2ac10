"""The text of a published file, so that the provenance line in it can be found again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from tracker.curate.limits import PUBLISHED


def text_of(path: Path) -> str:
    """The text of a table, chart or paper: any text format, docx or xlsx; for a csv, its metadata
    beside it.

    Raises
    ------
    ValueError
        If the file holds no text that can be read; the message says what to do instead.
    OSError
        If it cannot be read at all.

    """
    path = Path(path)
    if path.suffix.lower() == ".csv":
        # beside it, under the name of today or that of version 0.1
        described = (
            path.with_suffix(".resource.json"),
            path.with_name(path.name + "-metadata.json"),
        )
        path = next((beside for beside in described if beside.exists()), path)
    if path.is_dir():
        raise ValueError(f"'{path}' is a folder; name the file that holds the table")
    if path.stat().st_size > PUBLISHED:
        raise ValueError(
            f"'{path}' is larger than {PUBLISHED // 1_000_000} MB; give the provenance line "
            "itself, in quotes"
        )
    reader = {".docx": _docx, ".xlsx": _xlsx, ".json": _json}.get(path.suffix.lower(), _plain)
    try:
        return reader(BytesIO(path.read_bytes()))
    except (BadZipFile, KeyError, UnicodeDecodeError):
        raise ValueError(
            f"cannot read text in '{path}'; give the provenance line itself, in quotes"
        ) from None


def _plain(content: BytesIO) -> str:
    return content.getvalue().decode("utf-8-sig")


def _json(content: BytesIO) -> str:
    """Every text in a JSON file, one a line; what is no JSON as it is."""
    try:
        return "\n".join(_texts(json.loads(_plain(content))))
    except (json.JSONDecodeError, RecursionError):
        return _plain(content)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for child in value.values() if isinstance(value, dict) else value:
            yield from _texts(child)


def _docx(content: BytesIO) -> str:
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(content).paragraphs)


def _xlsx(content: BytesIO) -> str:
    from openpyxl import load_workbook

    rows = (row for sheet in load_workbook(content, read_only=True) for row in sheet.values)
    return "\n".join(str(value) for row in rows for value in row if value)
