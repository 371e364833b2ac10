"""A table as its file has it: the cells of a CSV file or of a workbook's sheet, as a person
reads them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest
from pathlib import Path

from tracker.curate.entry.columns import SCALE_BESIDE
from tracker.curate.entry.workbook import (
    FIRST_ROWS,
    HYPERLINK,
    NOTHING,
    SheetRow,
    Unusable,
    read_workbook,
)
from tracker.curate.files import read_named
from tracker.curate.limits import TABLE_COLUMNS, TABLE_ROWS
from tracker.curate.words.dates import days


class Cells(dict[str, str]):
    """The cells of one row by column; ``number`` is the row's in the file, ``troubles`` say what
    cannot be used in it, ``unusable`` what cannot in a column, should that one count; ``links`` are
    the addresses behind its cells, ``alone`` is its only text.
    """

    def __init__(self, number: int):
        super().__init__()
        self.number = number
        self.troubles: list[str] = []
        self.unusable: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.alone = ""


@dataclass(slots=True)
class Sheet:
    """A table: the names of its columns, its rows, and remarks on how it was read."""

    columns: list[str]
    rows: list[Cells] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_sheet(path: str | Path, known: Callable[[str], object] = bool) -> Sheet:
    """Read a ``.csv`` or ``.tsv`` (UTF-8; commas, semicolons, tabs or strokes) or ``.xlsx`` file.

    The names of the columns stand in the row, among the first twenty, of which the most cells are
    ``known``, or in two rows, the second saying more than the first; what stands above is left out.
    Of a workbook it is the first visible sheet with such names. A date is given as ``2025-01-13``,
    or ``2025-01`` where the cell shows no day. Rows without any text are left out.

    Raises
    ------
    ValueError
        If it is neither, too large, or has no names for its columns.
    OSError
        If it cannot be read.

    """
    kind, raw = read_named(path, (".csv", ".xlsx", ".tsv"), "save the table as one of these")
    try:
        if kind == ".xlsx":
            read, remarks = read_workbook(raw, str(path), lambda first: _fitting(first, known))
            return _sheet(iter(read), str(path), remarks, known, strict=False)
        rows, remarks = _text(raw, known)
        return _sheet(rows, str(path), remarks, known, strict=True)
    except csv.Error as error:
        raise ValueError(
            f"cannot read '{path}': {error}; look for a quote that is never closed"
        ) from None
    except UnicodeError as error:
        raise ValueError(f"'{path}' is not UTF-8 {error.args[-1]}; save it as CSV UTF-8") from None


def _sheet(
    rows: Iterator[SheetRow],
    name: str,
    remarks: list[str],
    known: Callable[[str], object],
    *,
    strict: bool,
) -> Sheet:
    filled = (row for row in rows if any(map(str.strip, row[1])))
    if not (first := list(islice(filled, FIRST_ROWS))):
        raise ValueError(f"'{name}' is empty; its first row names the columns")
    at, deep, columns = _head(first, known)
    if at:
        remarks.append(f"left out what stands above the names of the columns, row {first[at][0]}")
    width = len(first[at][1]) if strict else 0
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > TABLE_COLUMNS:
        raise ValueError(
            f"'{name}' has {len(columns):,} columns; there are no more than {TABLE_COLUMNS}"
        )
    if twice := sorted({column for column in columns if column and columns.count(column) > 1}):
        raise ValueError(f"'{name}' has the column '{twice[0]}' twice; keep one of them")
    sheet = Sheet(columns, remarks=remarks)
    for n, (number, cells) in enumerate(first[:at]):
        _unscaled(name, number, cells)
        if _naming(cells, known) > 1 and any(_fits(row, cells) for _, row in first[n + 1 : at]):
            raise ValueError(
                f"'{name}' holds two tables, one above row {first[at][0]}; save each by itself, or "
                "delete the rows above the one that you mean"
            )
    body = _below(chain(first[at + deep :], filled), name, columns, width, known)
    sheet.rows += islice(body, TABLE_ROWS + 1)
    if len(sheet.rows) > TABLE_ROWS:
        raise ValueError(f"'{name}' has more than {TABLE_ROWS:,} rows; split it")
    return sheet


def _fits(row: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a row seems to tell a statement below these names of columns."""
    both = sum(bool(cell.strip() and name.strip()) for cell, name in zip(row, names))
    return both > 2 and any(map(_YEAR.search, row))


def _below(
    rows: Iterator[SheetRow],
    name: str,
    columns: list[str],
    width: int,
    known: Callable[[str], object],
) -> Iterator[Cells]:
    """What stands below the names of the columns, up to where another table names its own."""
    dated = ended = False
    for number, cells in rows:
        dated = dated or any(map(_YEAR.search, cells))
        texts = {*map(_named, cells)} - NOTHING
        if not dated or len(texts) < 3:  # no statement is told in so few
            # Below a statement a number alone is a sum.
            _unscaled(name, number, [cell for cell in cells if not (dated and cell[:1].isdigit())])
        if ended:
            continue
        same = [*map(_named, cells)][: len(columns)] == columns
        if ended := not same and _naming(cells, known) > 1:
            second = Cells(number)
            second.troubles.append(f"a second table begins here, and is not read; {_PARTED}")
            yield second
        else:
            row = _row(number, cells, columns, width)
            row.alone = texts.pop() if len(texts) == 1 else ""
            yield row


_PARTED = "save each table by itself, or take out names of columns that are only repeated"


def _head(first: Sequence[SheetRow], known: Callable[[str], object]) -> tuple[int, int, list[str]]:
    """Where the names of the columns begin, over how many rows they stand, and what they are."""
    found = []
    for at, (number, cells) in enumerate(first):
        found.append((at, 1, [_named(cell) for cell in cells]))
        if at + 1 < len(first) and first[at + 1][0] == number + 1:
            found.append((at, 2, _joined(cells, first[at + 1][1])))
    return max(found, key=lambda head: _understood(head[2], known))


def _fitting(first: Sequence[SheetRow], known: Callable[[str], object]) -> bool:
    """Whether the first rows of a sheet name columns."""
    filled = [row for row in first if any(map(str.strip, row[1]))]
    return bool(filled) and _understood(_head(filled, known)[2], known) > 1


def _understood(names: list[str], known: Callable[[str], object]) -> int:
    """How many different columns are known by these names."""
    return len({name for name in names if name and known(name)})


def _unscaled(name: str, number: int, cells: Sequence[str]) -> None:
    """Refuse a table that says beside the names of its columns that its numbers are thousands."""
    if said := next(filter(SCALE_BESIDE.search, map(_named, cells)), None):
        raise ValueError(
            f"'{name}' says '{said[:80]}' in row {number}; if its numbers are shares, thousands or "
            "the like, first write them in full; then take these words out"
        )


def _naming(cells: Sequence[str], known: Callable[[str], object]) -> int:
    """How many columns a row names; none where a number, a day or an address stands in it."""
    names = {*map(_named, cells)} - NOTHING
    unusable = any(isinstance(cell, Unusable) and not cell.heading for cell in cells)
    if unusable or any(map(_VALUE.search, names)) or days(names) != {name: name for name in names}:
        return 0
    return _understood([*names], known)


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Names over two rows: one above several holds for each of them."""
    names, last = [], ""
    for top, sub in zip_longest(map(_named, above), map(_named, below), fillvalue=""):
        last = top or (last if sub else "")
        names.append(last if sub == last else f"{last} {sub}".strip())
    return names


def _row(number: int, cells: list[str], columns: list[str], width: int) -> Cells:
    row = Cells(number)
    if width and len(cells) > width:
        row.troubles.append(
            f"has {len(cells)} cells, the names of the columns are {width}; a text or number that "
            "holds the separator needs quotes"
        )
        return row
    for place, cell in enumerate(cells):
        column = columns[place] if place < len(columns) else ""
        text, link = _TEXT.sub(r"\1\2", cell.strip()), getattr(cell, "link", "")
        if formula := HYPERLINK.fullmatch(text):
            text, link = formula[2] or formula[1], formula[1]
        if unusable := text if isinstance(cell, Unusable) else _unusable(text):
            if column:
                row.unusable[column] = unusable
            else:
                row.troubles.append(f"column {place + 1}: {unusable}")
        elif text and text not in NOTHING and not column:
            row.troubles.append(f"'{text[:40]}' stands in column {place + 1}, which has no name")
        elif text not in NOTHING:
            row[column] = text.partition(".")[0] if _FLOAT.fullmatch(text) else text
            row.links |= {column: link} if link.startswith("http") else {}
    return row


def _unusable(text: str) -> str:
    """What is wrong with a text that is no value, empty where nothing is."""
    found = (told for form, told in _NO_VALUES.items() if re.match(form, text))
    return next(found, "").format(text[:40])


_YEAR = re.compile(r"(?:19|20)\d\d")
_VALUE = re.compile(r"^\W*\d|://")
_NO_VALUES = {
    "=": "holds a formula ({}); put its value there",
    "#[A-Z]{3,}(?:/0)?[!?]": "holds the error {}; put a value there",
    "None$": (
        "holds '{}', which programs write into empty cells; write 0 where the party counted "
        "nobody, or empty the cell"
    ),
}
# A text as spreadsheets guard it, so that it is taken for no number.
_TEXT = re.compile(r"^=\"([^\"]*)\"$|^'(\d[^']*)$")
# So pandas writes whole numbers in a column with gaps, and accounts do; 3.000 may be thousands.
_FLOAT = re.compile(r"\d+\.00?")


def _without_index(rows: Iterator[SheetRow], remarks: list[str]) -> Iterator[SheetRow]:
    """The rows without a first column that has no name and numbers them, as pandas writes it."""
    kept = list(islice(rows, FIRST_ROWS + 1))
    numbers = [cells[0] for _, cells in kept if cells]
    if (
        len(numbers) > 1
        and numbers[0] in ("", "Unnamed: 0")
        and numbers[1:]
        in (
            [str(n) for n in range(len(numbers) - 1)],
            [str(n) for n in range(1, len(numbers))],
        )
    ):
        remarks.append("left out the first column, which has no name and numbers the rows")
        return ((n, cells[1:]) for n, cells in chain(kept, rows))
    return chain(kept, rows)


def _text(raw: bytes, known: Callable[[str], object]) -> tuple[Iterator[SheetRow], list[str]]:
    """The rows of a text, set apart by the sign that gives the most names of columns."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        with suppress(UnicodeError):
            raw = raw.decode("utf-16").encode()
    if b"\0" in raw:
        raise UnicodeError("text (UTF-16, perhaps, or no text at all)")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnicodeError(f"in line {line}") from None
    separator = max((_score(text, mark, known), mark) for mark in "|\t;,")[1]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True
    )
    remarks: list[str] = []
    return _without_index(enumerate(reader, 1), remarks), remarks


def _score(text: str, mark: str, known: Callable[[str], object]) -> tuple[int, int]:
    """How many names of columns, and how many columns, a sign gives that sets them apart."""
    first: list[SheetRow] = []
    with suppress(csv.Error):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        first += islice(((n, row) for n, row in enumerate(reader, 1) if any(row)), FIRST_ROWS)
    names = _head(first, known)[2] if first else []
    return _understood(names, known), len(names)


def _named(cell: str) -> str:
    """The name of a column, without a raised mark."""
    return (getattr(cell, "heading", "") or cell).strip()
