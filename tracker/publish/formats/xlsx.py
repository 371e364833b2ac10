"""Tables as workbooks: numbers as numbers that show the words around them, texts never as formulas,
notes on a second sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell as Field
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from tracker.publish.formats.escape import one_line, spreadsheet
from tracker.publish.formats.page import reproducible
from tracker.publish.formats.records import cell_field
from tracker.publish.formats.unbroken import width_of
from tracker.reconcile.numbers import rounded

if TYPE_CHECKING:
    from tracker.publish.tables.table import Column, Table

WIDEST, TEXT, ADDRESS = 24, 80, 45  # digits in a column of the table, of the notes
_LINE_HEIGHT = 15  # points
_LONGEST = 120  # signs of a title at the head of a page


def xlsx(table: Table) -> bytes:
    """The table as a workbook; its last columns are the keys of the figures and where they
    stand.
    """
    book = Workbook()
    _table_sheet(book.active, table.printed)
    _notes_sheet(book.create_sheet("Notes"), table)
    book.properties.title, book.properties.creator = one_line(table.title), "Estimate tracker"
    return reproducible(book.save)


def _table_sheet(sheet: Worksheet, table: Table) -> None:
    """The table, and beside what is printed the keys of the figures of each row and where they
    stand.
    """
    sheet.title = table.slug[:31]
    labels = [(column.label, column.right) for column in table.columns]
    _head(sheet, [*labels, ("Figures", False), ("Lines", False)])
    for n, row in enumerate(table.rows, 2):
        for at, (column, cell) in enumerate(zip(table.columns, row), 1):
            value = cell_field(cell) if column.right else spreadsheet(one_line(cell.text))
            place = _put(sheet, n, at, value, right=column.right)
            if isinstance(value, (int, float)):
                place.number_format = number_format(column, cell.words, value)
        for at, words in enumerate(table.trail(row), len(labels) + 1):
            _put(sheet, n, at, spreadsheet(words), fold=False)
    widths = [
        _width(column.label, [_short(row[n].text) for row in table.rows], 2)
        if column.right
        else _width(column.label, [row[n].text for row in table.rows], 4)
        for n, column in enumerate(table.columns)
    ]
    folded = [n for n, column in enumerate(table.columns) if not column.right]
    lines = [
        max([1, *(ceil(width_of(row[n].text) / WIDEST) for n in folded)]) for row in table.rows
    ]
    _arrange(sheet, [*widths, 30, 24], lines)
    sheet.oddHeader.left.text = one_line(table.title)[:_LONGEST].replace("&", "&&")
    sheet.print_area = f"A1:{sheet.cell(sheet.max_row, len(labels)).coordinate}"
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _width(head: str, cells: Iterable[str], gap: int) -> int:
    """Digits that hold every text, or the widest that one is given before it folds, and the gap; a
    head may fold at its words.
    """
    return ceil(max(min(max(map(width_of, cells)), WIDEST), *map(width_of, head.split()))) + gap


def number_format(column: Column, words: str, value: float) -> str:
    """The format by which a number shows what print says; what it is computed from, in brackets,
    only where that leaves it short: it cannot fold, and stands on the sheet of notes.

    Examples
    --------
    >>> from tracker.publish.tables.table import Column
    >>> low, times = Column("low", "Low", "count"), Column("ratio", "Times", "ratio", "0.00")
    >>> number_format(low, "{} or more", 8000 / 3), number_format(low, "{}", 3.26)
    ('#,##0" or more"', '#,##0.0')
    >>> number_format(low, "about 2,700 (two thirds of 4,000)", 8000 / 3)
    '"about 2,700"'
    >>> number_format(times, "{}", 11.0)
    '0.00'

    """
    if column.number:
        return column.number
    parts = [f'"{part}"' if part else "" for part in _short(words).replace('"', "”").split("{}")]
    if len(parts) == 1:
        return parts[0]
    before, after = parts
    whole = rounded(value).is_integer()
    return f"{before}#,##0{'' if whole else '.0'}{after}"


def _short(words: str) -> str:
    return words.partition(" (")[0] if width_of(words) > WIDEST else words


def _notes_sheet(sheet: Worksheet, table: Table) -> None:
    _head(sheet, [("Note", False), ("Text", False), ("Address", False)])
    computed = (
        f"{row[0].text}, {column.label}: {cell.text}"
        for row in table.rows
        for column, cell in zip(table.columns, row)
        if column.right and _short(cell.words) != cell.words
    )
    about = (table.title, *table.definitions, *table.remarks, *computed, table.provenance)
    lines: list[tuple[int | str, str, str | None]] = [("", text, None) for text in about]
    for note in table.notes:
        sources = [(note.number, one.text, one.url) for one in note.references]
        lines += sources or [(note.number, note.remark, None)]
    for n, (number, text, url) in enumerate(lines, 2):
        _put(sheet, n, 1, number)
        _put(sheet, n, 2, spreadsheet(one_line(text)))
        if url:
            _put(sheet, n, 3, spreadsheet(one_line(url))).hyperlink = url
    high = [
        max(ceil(width_of(text) / TEXT), ceil(width_of(url or "") / ADDRESS))
        for _, text, url in lines
    ]
    _arrange(sheet, [8, TEXT + 4, ADDRESS + 4], high)
    sheet.freeze_panes = "A2"


def _head(sheet: Worksheet, labels: Sequence[tuple[str, bool]]) -> None:
    """The first row: each label, and whether its column is set flush right."""
    for n, (label, right) in enumerate(labels, 1):
        place = _put(sheet, 1, n, spreadsheet(one_line(label)))
        place.font, place.border = Font("Calibri", 11, bold=True), Border(bottom=Side("thin"))
        place.alignment = Alignment(
            vertical="bottom",
            wrap_text=True,
            horizontal="right" if right else "left",
            indent=int(not right),
        )


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | int | float,
    *,
    right: bool = False,
    fold: bool = True,
) -> Field:
    """Write a cell; a text stays a text, whatever it begins with."""
    place = sheet.cell(row, column, value if value != "" else None)
    if isinstance(value, str) and value:
        place.data_type = "s"
    place.alignment = Alignment(
        vertical="top",
        wrap_text=fold and not right,
        horizontal="right" if right else "left",
        indent=0 if right else 1,
    )
    return place


def _arrange(sheet: Worksheet, widths: Sequence[int], lines: Sequence[int]) -> None:
    """Widths and heights on the screen; on paper turned, fitted to the width inside small margins,
    the head on every page, pages numbered.
    """
    for n, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    for n, high in enumerate([2, *lines], 1):
        sheet.row_dimensions[n].height = _LINE_HEIGHT * high
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(0.4, 0.4, 0.8, 0.8, 0.4, 0.4)  # inches
    sheet.oddFooter.right.text = "&P of &N"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
