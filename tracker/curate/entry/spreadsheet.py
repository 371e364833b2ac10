"""Rows of a CSV file or a workbook's first sheet brought in as entries, cell by cell as a person
would read them.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tracker.curate.checks.read import metric_names
from tracker.curate.entry.forms import read_form, unknown
from tracker.curate.entry.offers import Offer
from tracker.curate.entry.plan import Plan, plan
from tracker.curate.files import read_named
from tracker.curate.limits import COLUMNS, ROWS, UNPACKED
from tracker.curate.load import find


class Cells(dict[str, str]):
    """The cells of one row by column; ``number`` is the row's in the file, ``troubles`` say what
    cannot be used in it.
    """

    def __init__(self, number: int):
        super().__init__()
        self.number = number
        self.troubles: list[str] = []


@dataclass(slots=True)
class Sheet:
    """A table: the names of its columns, its rows, and a remark on how it was read, if there is one
    to make.
    """

    columns: list[str]
    rows: list[Cells] = field(default_factory=list)
    remark: str = ""


def plan_import(
    folder: str | Path | None, path: str | Path, *, today: date | None = None
) -> tuple[Plan, Sheet]:
    """What would be entered from a table, and what was read of it.

    Raises
    ------
    ValueError
        If the table cannot be read or has columns that mean nothing (all are named).
    DataError
        If the data folder is missing or has problems.
    OSError
        If the table cannot be read.

    """
    home = find(folder)
    sheet = read_sheet(path)
    strange = unknown(filter(None, sheet.columns), metric_names(home))
    if strange:
        raise ValueError(
            f"'{path}' has columns that cannot be used:\n"
            + "\n".join(f"  {line}" for line in strange)
        )
    if not sheet.rows:
        raise ValueError(f"'{path}' has no rows below the names of its columns")
    return plan(home, [_offer(row) for row in sheet.rows], today=today), sheet


def _offer(row: Cells) -> Offer:
    offer = Offer(f"row {row.number}", refused=list(row.troubles))
    if not row.troubles:
        try:
            offer.estimate, offer.source = read_form(row)
        except ValueError as error:
            offer.refused.append(str(error))
    return offer


def read_sheet(path: str | Path) -> Sheet:
    """Read a ``.csv`` (UTF-8; commas, semicolons or tabs) or ``.xlsx`` file; the first row names
    the columns.

    A date is given as ``2025-01-13``, or ``2025-01`` where the cell shows no day. Rows without any
    text are left out.

    Raises
    ------
    ValueError
        If it is neither, too large, or has no names for its columns.
    OSError
        If it cannot be read.

    """
    kind, raw = read_named(path, (".csv", ".xlsx"), "save the table as one of these")
    rows, remark = (_workbook if kind == ".xlsx" else _text)(raw, str(path))
    try:
        return _sheet(rows, str(path), remark)
    except csv.Error as error:
        raise ValueError(
            f"cannot read '{path}': {error}; look for a quote that is never closed"
        ) from None


def _sheet(rows: Iterable[tuple[int, list[str]]], name: str, remark: str) -> Sheet:
    rows = iter(rows)
    head = next((cells for _, cells in rows if any(map(str.strip, cells))), None)
    if head is None:
        raise ValueError(f"'{name}' is empty; its first row names the columns")
    columns = [cell.strip() for cell in head]
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > COLUMNS:
        raise ValueError(f"'{name}' has {len(columns):,} columns; there are no more than {COLUMNS}")
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise ValueError(f"'{name}' has the column '{twice[0]}' twice; keep one of them")
    sheet = Sheet(columns, remark=remark)
    for number, cells in rows:
        if any(map(str.strip, cells)):
            sheet.rows.append(_row(number, cells, columns))
        if len(sheet.rows) > ROWS:
            raise ValueError(f"'{name}' has more than {ROWS:,} rows; split it")
    return sheet


def _row(number: int, cells: list[str], columns: list[str]) -> Cells:
    row = Cells(number)
    for place, cell in enumerate(cells):
        column = columns[place] if place < len(columns) else ""
        text = cell.strip()
        if isinstance(cell, _Unusable) or text.startswith("="):
            shown = (
                text
                if isinstance(cell, _Unusable)
                else f"holds a formula ({text[:40]}); put its value there"
            )
            row.troubles.append(f"{column or f'column {place + 1}'}: {shown}")
        elif text and not column:
            row.troubles.append(
                f"'{text[:40]}' stands in column {place + 1}, which has no name; a text that "
                "holds the "
                "separator needs quotes"
            )
        elif text:
            row[column] = text
    return row


def _text(raw: bytes, name: str) -> tuple[Iterator[tuple[int, list[str]]], str]:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw:
        raise ValueError(
            f"'{name}' is not UTF-8 text (UTF-16, perhaps, or no text at all); save it as CSV UTF-8"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ValueError(f"'{name}' is not UTF-8 in line {line}; save it as CSV UTF-8") from None
    head = text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=head.count)
    return enumerate(
        csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1
    ), ""


class _Unusable(str):
    """A cell of a workbook that holds no plain value: what is wrong with it."""


def _workbook(raw: bytes, name: str) -> tuple[Iterator[tuple[int, list[str]]], str]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise ValueError(f"'{name}' unpacks to more than {UNPACKED // 2**20} MB; split it")
        book = load_workbook(io.BytesIO(raw), read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = [
            (n, [_plain(cell) for cell in row])
            for n, row in enumerate(sheet.iter_rows(), 1)
            if any(cell.value is not None for cell in row)
        ]
    except (
        zipfile.BadZipFile,
        KeyError,
        IndexError,
        OSError,
        SyntaxError,
        TypeError,
        AttributeError,
    ) as error:
        why = error or type(error).__name__
        raise ValueError(
            f"cannot read '{name}' as a workbook ({why}); save it again as .xlsx"
        ) from None
    others = len(book.worksheets) - 1
    left = f"; {others} more {'is' if others == 1 else 'are'} left alone"
    return iter(rows), f"read the first sheet, '{sheet.title}'{left}" if others else ""


def _plain(cell: Any) -> str:
    """The text that a person reads in a cell."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return _Unusable(f"holds a formula ({value}); put its value there")
    if cell.data_type == "e":
        return _Unusable(f"holds the error {value}; put a value there")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (datetime, date)):
        return _day(value, cell.number_format)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _day(value: datetime | date, shown: str) -> str:
    """A date as precise as the cell shows it: spreadsheets keep ``2025-01`` as the first of
    January, shown as ``Jan 25``.
    """
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return _Unusable(f"holds a time ({value}); write the day alone")
    units = re.sub(r'"[^"]*"|\[[^\[\]]*\]|\\.', "", shown.lower())
    return (
        f"{value:%Y-%m-%d}" if "d" in units else f"{value:%Y-%m}" if "m" in units else f"{value:%Y}"
    )
