"""A table as its file has it: the cells of a CSV file or of a workbook's sheet, as a person
reads them.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice, pairwise, zip_longest
from pathlib import Path
from typing import Any

from tracker.curate.entry.columns import SCALE_BESIDE
from tracker.curate.files import read_named
from tracker.curate.limits import CELLS, TABLE_COLUMNS, TABLE_ROWS, UNPACKED
from tracker.curate.words.dates import days

_MOST = 9  # hidden rows and columns that are named
_HEAD = 20  # rows among which the names of the columns are looked for
SPAN = 5 * CELLS  # from the first cell to the last, empty ones counted
SheetRow = tuple[int, list[str]]


class Cells(dict[str, str]):
    """The cells of one row by column; ``number`` is the row's in the file, ``troubles`` say what
    cannot be used in it, ``links`` are the addresses behind its cells, ``alone`` is its only text.
    """

    def __init__(self, number: int):
        super().__init__()
        self.number = number
        self.troubles: list[str] = []
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
        rows, remarks = _workbook(raw, str(path), known) if kind == ".xlsx" else _text(raw, known)
        return _sheet(rows, str(path), remarks, known, strict=kind != ".xlsx")
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
    if not (first := list(islice(filled, _HEAD))):
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
        texts = {*map(_named, cells)} - _NOTHING
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
    names = {*map(_named, cells)} - _NOTHING
    unusable = any(isinstance(cell, _Unusable) and not cell.heading for cell in cells)
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
        if formula := _HYPERLINK.fullmatch(text):
            text, link = formula[2] or formula[1], formula[1]
        if unusable := text if isinstance(cell, _Unusable) else _unusable(text):
            row.troubles.append(f"{column or f'column {place + 1}'}: {unusable}")
        elif text and text not in _NOTHING and not column:
            row.troubles.append(f"'{text[:40]}' stands in column {place + 1}, which has no name")
        elif text not in _NOTHING:
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
_HYPERLINK = re.compile(r'=HYPERLINK\("([^"]+)"(?:[,;]\s*"([^"]*)")?\)', re.I)
# So pandas writes whole numbers in a column with gaps, and accounts do; 3.000 may be thousands.
_FLOAT = re.compile(r"\d+\.00?")
# What programs and people write into a cell that holds nothing.
_NOTHING = frozenset(
    ["", "nan", "NaN", "NaT", "NA", "<NA>", "NULL", "null", "n/a", "N/A", "n.a.", "#N/A", "?"]
) | {"-", "--", "---", "–", "—", ".."}


def _without_index(rows: Iterator[SheetRow], remarks: list[str]) -> Iterator[SheetRow]:
    """The rows without a first column that has no name and numbers them, as pandas writes it."""
    kept = list(islice(rows, _HEAD + 1))
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
        first += islice(((n, row) for n, row in enumerate(reader, 1) if any(row)), _HEAD)
    names = _head(first, known)[2] if first else []
    return _understood(names, known), len(names)


class _Unusable(str):
    """A cell of a workbook that holds no plain value: what is wrong with it; ``heading`` is what
    it says where it names a column.
    """

    heading: str

    def __new__(cls, told: str, heading: str = "") -> _Unusable:
        made = super().__new__(cls, told)
        made.heading = heading
        return made


class _Linked(str):
    """A cell's text that leads to an address."""

    link: str


def _named(cell: str) -> str:
    """The name of a column, without a raised mark."""
    return (getattr(cell, "heading", "") or cell).strip()


def _workbook(
    raw: bytes, name: str, known: Callable[[str], object]
) -> tuple[Iterator[SheetRow], list[str]]:
    from openpyxl import load_workbook

    try:
        _refuse_large(raw, name)
        book = load_workbook(io.BytesIO(raw), rich_text=True)
        sheet = _chosen(book.worksheets, known)
        if sheet.max_row * sheet.max_column > SPAN:
            raise ValueError(
                f"'{name}' has cells as far out as row {sheet.max_row:,}, column "
                f"{sheet.max_column:,}; delete what stands far from the table"
            )
        rows = _rows(sheet)
        for merged in sheet.merged_cells.ranges:  # each cell says what all of them say together
            value = rows[merged.min_row - 1][1][merged.min_col - 1]
            if value and merged.size["columns"] > 1:  # a heading, or one number for two things
                told = f"is merged over several columns ({value}); write in each what it holds"
                value = _Unusable(told, _named(value))
            for _, cells in rows[merged.min_row - 1 : merged.max_row]:
                cells[merged.min_col - 1 : merged.max_col] = [value] * merged.size["columns"]
    except (
        zipfile.BadZipFile,
        KeyError,
        IndexError,
        OSError,
        SyntaxError,
        TypeError,
        AttributeError,
    ) as error:
        why = str(error) or type(error).__name__
        raise ValueError(
            f"cannot read '{name}' as a workbook ({why}); save it again as .xlsx"
        ) from None
    others = len(book.worksheets) - 1
    left = f"; {others} more {'is' if others == 1 else 'are'} left alone"
    which = "first sheet," if sheet is book.worksheets[0] else "sheet"
    remarks = [f"read the {which} '{sheet.title}'{left}"] if others else []
    hidden = [f"row {n}" for n, row in sheet.row_dimensions.items() if row.hidden]
    hidden += [f"column {n}" for n, column in sheet.column_dimensions.items() if column.hidden]
    if hidden:
        remarks.append(f"read what is hidden, too: {', '.join(hidden[:_MOST])}")
    return iter(rows), remarks


def _chosen(sheets: Sequence[Any], known: Callable[[str], object]) -> Any:
    """The first visible sheet with names of columns, else the first that holds rows."""
    sheets = sorted(sheets, key=lambda sheet: (sheet.sheet_state != "visible", sheet.max_row < 2))
    for sheet in sheets:
        first = [row for row in _rows(sheet, _HEAD) if any(map(str.strip, row[1]))]
        if first and _understood(_head(first, known)[2], known) > 1:
            return sheet
    return sheets[0]


def _rows(sheet: Any, most: int | None = None) -> list[SheetRow]:
    rows = islice(enumerate(sheet.iter_rows(), 1), most)
    return [(n, [_linked(cell) for cell in row]) for n, row in rows]


def _linked(cell: Any) -> str:
    """The text of a cell, with the address behind it."""
    text, link = _plain(cell), getattr(cell.hyperlink, "target", None)
    if link and not isinstance(text, _Unusable):
        text = _Linked(text)
        text.link = link
    return text


def _refuse_large(raw: bytes, name: str) -> None:
    """Counted before anything is read: reading a large workbook takes minutes."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        if sum(part.file_size for part in packed.infolist()) > UNPACKED:
            raise ValueError(f"'{name}' unpacks to more than {UNPACKED // 2**20} MB; split it")
        cells = 0
        for part in packed.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                cells = _count(packed, part, cells)
        if cells > CELLS:
            raise ValueError(
                f"'{name}' has more than the {CELLS:,} cells that are read; split it, or save the "
                "sheet that you mean as .csv"
            )


def _count(packed: zipfile.ZipFile, part: str, cells: int) -> int:
    """The cells so far and those of one more sheet, counted until they are too many."""
    with packed.open(part) as file:
        left = b""
        while cells <= CELLS and (piece := file.read(2**20)):
            whole, mark, rest = (left + piece).rpartition(b">")
            cells += sum(1 for _ in _CELL.finditer(whole + mark))
            cells += sum(map(_span, _MERGED.findall(whole + mark)))
            left = rest
    return cells


_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)")


def _span(ref: bytes) -> int:
    """How many cells are merged into one."""
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(ref.decode())
    return int((right - left + 1) * (bottom - top + 1))


def _plain(cell: Any) -> str:
    """The text that a person reads in a cell."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f" and not _HYPERLINK.fullmatch(str(value)):
        return _Unusable(f"holds a formula ({value}); put its value there")
    if cell.data_type == "e":
        return _Unusable(f"holds the error {value}; put a value there")
    if isinstance(value, bool):
        return str(value).lower()
    if cell.font and cell.font.strike:
        return _Unusable(f"is struck through ({value}); empty the cell, or take the line away")
    if isinstance(value, (datetime, date)):
        return _day(value, cell.number_format)
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format)
    for part in value if isinstance(value, list) else ():
        if getattr(getattr(part, "font", None), "strike", None):
            return _Unusable(f"is struck through in part ({value}); write only what holds")
        if getattr(getattr(part, "font", None), "vertAlign", None) in ("superscript", "subscript"):
            told = f"holds a raised or lowered '{part}' ({value}); take the mark out"
            return _Unusable(told, "".join(str(other) for other in value if other is not part))
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), str(value))
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n]+", text)]
    apart = any(a[-1:].isdigit() and b[:1].isdigit() for a, b in pairwise(lines))
    return ("  " if apart else " ").join(lines) if len(lines) > 1 else text


def _number(value: float, shown: str) -> str:
    """A number as the cell's format shows it: with words around it, such as "ca. " or "+", or as
    words alone; refused where it shows nothing or a dash.
    """
    parts = _SECTION.findall(shown or "General")
    sections = [re.sub(r"\[[^\[\]]*\]|_.|\*.", "", part) for part in parts]
    if re.search(r"\[[<>=]", shown) and not all(map(_DIGITS.fullmatch, sections)):
        return _Unusable(f"is shown by a rule ({shown}); write what it shows as text")
    own = 2 if value == 0 else int(value < 0)
    section = sections[own if own < len(sections) else 0]
    signs = re.sub(_QUOTED, "", section)
    if not re.search(r"(?i)0|@|general" if value == 0 else r"(?i)[0#?@]|general", signs):
        words = re.sub(r'["\\]', "", re.sub(rf"({_QUOTED})|[#?,.]", r"\1", section)).strip()
        if words not in _NOTHING:
            return words
        sees = f"shows '{words}'" if words else "shows nothing"
        return _Unusable(
            f"holds {value:.15g} and {sees}; show it as a plain number where it counts, else empty "
            "the cell"
        )
    if "%" in signs:
        return f"{value * 100:.15g}%"
    scaled = re.search(r"[0#?],+(?![0#?,])", section)  # shown in thousands; the value is whole
    before, after = ("", "") if scaled else _AROUND.findall(section)[0]
    return re.sub(r'["\\]', "", before) + f"{value:.15g}" + re.sub(r'["\\]', "", after)


# Words in a format stand in quotes or behind a stroke; a few signs stand for themselves.
_QUOTED = r'"[^"]*"|\\.'
_SECTION = re.compile(rf"(?:\A|(?<=;))((?:{_QUOTED}|[^;])*)(?:;|\Z)", re.DOTALL)
_DIGITS = re.compile(r"(?i)[#,?]*0[0#?,.]*|general")
_AROUND = re.compile(rf"\A((?:{_QUOTED}|[+<>~≈≤≥± ])*).*?((?:{_QUOTED}|[+<>~≈≤≥± ])*)\Z", re.DOTALL)


def _day(value: datetime | date, shown: str) -> str:
    """A date as precise as the cell shows it: spreadsheets keep ``2025-01`` as the first of
    January, shown as ``Jan 25``.
    """
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return _Unusable(f"holds a time ({value}); write the day alone")
    shown = re.sub(r"\[[^\[\]]*\]", "", shown)
    words = re.sub(rf"({_QUOTED})|[^~<>+?≈±]", lambda part: part[1] or " ", shown)
    if _HEDGE.search(re.sub(r'["\\]', "", words)):
        return _Unusable(
            f"shows more than a day ({shown}); write the day as YYYY-MM-DD, with ~ where it is "
            "about"
        )
    units = re.sub(_QUOTED, "", shown.lower())
    return (
        f"{value:%Y-%m-%d}" if "d" in units else f"{value:%Y-%m}" if "m" in units else f"{value:%Y}"
    )


# Of the words that a date's format shows, those that say that it is no exact day.
_HEDGE = re.compile(
    r"\b(?:ca|c|circa|about|approx\w*|around|early|mid|late|week|q\d?|h\d|spring|summer|autumn|fall"
    r"|winter|before|by|after|until|till|since|from)\b|[~<>+?≈±]",
    re.I,
)
