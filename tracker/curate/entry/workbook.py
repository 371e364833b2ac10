"""A workbook's sheet as a person reads it: what a cell shows, or why that is no plain value."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import islice, pairwise
from typing import Any

from tracker.curate.limits import CELLS, UNPACKED

_MOST = 9  # hidden rows and columns that are named
FIRST_ROWS = 20  # among which the names of the columns are looked for
SPAN = 5 * CELLS  # from the first cell to the last, empty ones counted
SheetRow = tuple[int, list[str]]
# What programs and people write into a cell that holds nothing.
NOTHING = frozenset(
    ["", "nan", "NaN", "NaT", "NA", "<NA>", "NULL", "null", "n/a", "N/A", "n.a.", "#N/A", "?"]
) | {"-", "--", "---", "–", "—", ".."}
HYPERLINK = re.compile(r'=HYPERLINK\("([^"]+)"(?:[,;]\s*"([^"]*)")?\)', re.I)


class Unusable(str):
    """A cell of a workbook that holds no plain value: what is wrong with it; ``heading`` is what
    it says where it names a column.
    """

    heading: str

    def __new__(cls, told: str, heading: str = "") -> Unusable:
        """What is wrong, and what to do about it."""
        made = super().__new__(cls, told)
        made.heading = heading
        return made


class _Linked(str):
    """A cell's text that leads to an address."""

    link: str


def read_workbook(
    raw: bytes, name: str, fits: Callable[[list[SheetRow]], bool]
) -> tuple[list[SheetRow], list[str]]:
    """The rows of the first visible sheet whose first rows ``fit``, and what to say of the others
    and of what is hidden.

    Raises
    ------
    ValueError
        If it cannot be read as a workbook, or is too large.

    """
    from openpyxl import load_workbook

    try:
        _refuse_large(raw, name)
        book = load_workbook(io.BytesIO(raw), rich_text=True)
        sheet = _chosen(book.worksheets, fits)
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
                value = Unusable(told, getattr(value, "heading", "") or value.strip())
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
    return rows, remarks


def _chosen(sheets: Sequence[Any], fits: Callable[[list[SheetRow]], bool]) -> Any:
    """The first visible sheet whose first rows fit, else the first that holds rows."""
    sheets = sorted(sheets, key=lambda sheet: (sheet.sheet_state != "visible", sheet.max_row < 2))
    return next((sheet for sheet in sheets if fits(_rows(sheet, FIRST_ROWS))), sheets[0])


def _rows(sheet: Any, most: int | None = None) -> list[SheetRow]:
    rows = islice(enumerate(sheet.iter_rows(), 1), most)
    return [(n, [_linked(cell) for cell in row]) for n, row in rows]


def _linked(cell: Any) -> str:
    """The text of a cell, with the address behind it."""
    text, link = _plain(cell), getattr(cell.hyperlink, "target", None)
    if link and not isinstance(text, Unusable):
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
    if cell.data_type == "f" and not HYPERLINK.fullmatch(str(value)):
        return Unusable(f"holds a formula ({value}); put its value there")
    if cell.data_type == "e":
        return Unusable(f"holds the error {value}; put a value there")
    if isinstance(value, bool):
        return str(value).lower()
    if cell.font and cell.font.strike:
        return Unusable(f"is struck through ({value}); empty the cell, or take the line away")
    if isinstance(value, (datetime, date)):
        return _day(value, cell.number_format)
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format)
    for part in value if isinstance(value, list) else ():
        if getattr(getattr(part, "font", None), "strike", None):
            return Unusable(f"is struck through in part ({value}); write only what holds")
        if getattr(getattr(part, "font", None), "vertAlign", None) in ("superscript", "subscript"):
            told = f"holds a raised or lowered '{part}' ({value}); take the mark out"
            return Unusable(told, "".join(str(other) for other in value if other is not part))
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
        return Unusable(f"is shown by a rule ({shown}); write what it shows as text")
    own = 2 if value == 0 else int(value < 0)
    section = sections[own if own < len(sections) else 0]
    signs = re.sub(_QUOTED, "", section)
    if not re.search(r"(?i)0|@|general" if value == 0 else r"(?i)[0#?@]|general", signs):
        words = re.sub(r'["\\]', "", re.sub(rf"({_QUOTED})|[#?,.]", r"\1", section)).strip()
        if words not in NOTHING:
            return words
        sees = f"shows '{words}'" if words else "shows nothing"
        return Unusable(
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
        return Unusable(f"holds a time ({value}); write the day alone")
    shown = re.sub(r"\[[^\[\]]*\]", "", shown)
    words = re.sub(rf"({_QUOTED})|[^~<>+?≈±]", lambda part: part[1] or " ", shown)
    if _HEDGE.search(re.sub(r'["\\]', "", words)):
        return Unusable(
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
