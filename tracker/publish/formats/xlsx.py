"""Tables as workbooks: numbers as numbers that show the words around them, texts never as formulas,
notes on a second sheet.
"""

from __future__ import annotations

import io
from math import ceil
from typing import TYPE_CHECKING

from tracker.publish.formats.csv import plain
from tracker.publish.formats.escape import one_line, spreadsheet
from tracker.publish.formats.timeless import FIXED, timeless
from tracker.publish.tables.table import keys_of
from tracker.reconcile.numbers import format_count

if TYPE_CHECKING:
    from tracker.publish.tables.table import Cell, Column, Table

WIDEST, TEXT = 40, 90  # signs in a column of the table, of the notes
LINE = 15  # points


def xlsx(table: Table) -> bytes:
    """The table as a workbook; its last columns are the keys of the figures and where they
    stand.
    """
    from openpyxl import Workbook

    book = Workbook()
    _table_sheet(book.active, table.printed)
    _notes_sheet(book.create_sheet("Notes"), table)
    book.properties.created = book.properties.modified = FIXED
    book.properties.title, book.properties.creator = one_line(table.title), "Estimate tracker"
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def _table_sheet(sheet, table: Table) -> None:
    """The table, and beside what is printed the keys of the figures of each row and where they
    stand.
    """
    sheet.title = table.slug[:31]
    columns = list(table.columns)
    _head(
        sheet,
        [
            *((column.label, column.right) for column in columns),
            ("Figures", False),
            ("Lines", False),
        ],
    )
    for n, row in enumerate(table.rows, 2):
        keys = keys_of(row)
        for at, (column, cell) in enumerate(zip(columns, row), 1):
            place = _put(sheet, n, at, _value(column, cell), right=column.right)
            if isinstance(place.value, (int, float)):
                place.number_format = number_format(cell)
        for at, words in enumerate((" ".join(keys), " ".join(table.lines(keys))), len(columns) + 1):
            _put(sheet, n, at, spreadsheet(words), fold=False)
    texts = [
        [column.label, *(row[n].text for row in table.rows)] for n, column in enumerate(columns)
    ]
    _arrange(
        sheet,
        [*(_width(found) for found in texts), 30, 24],
        [max(map(_folds, row)) for row in table.rows],
    )
    sheet.print_area = f"A1:{sheet.cell(sheet.max_row, len(columns)).coordinate}"
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _width(texts: list[str]) -> int:
    """Signs that hold every text, or the widest that a text is given before it folds; a head may
    fold at its words.
    """
    head, *cells = texts
    return max(min(max(map(len, cells)), WIDEST), *map(len, head.split())) + 4


def _folds(cell: Cell) -> int:
    return ceil(len(cell.text) / WIDEST)


def _value(column: Column, cell: Cell) -> object:
    return plain(cell) if column.right else spreadsheet(one_line(cell.text))


def number_format(cell: Cell) -> str:
    """The format by which a number shows what print says.

    Examples
    --------
    >>> from tracker.publish.tables.table import Cell
    >>> [number_format(cell) for cell in (Cell("2,667 or more", 8000 / 3), Cell("75%", 0.75), Cell("−80", -80), Cell("5.56", 5.5556))]
    ['#,##0" or more"', '0%', '+#,##0;−#,##0;0', '0.00']

    """
    before, shown, after = cell.text.partition(format_count(abs(cell.value)))
    if before in ("+", "\u2212"):
        return "+#,##0;\u2212#,##0;0"
    if not shown:
        return "0%" if cell.text.endswith("%") else "0." + "0" * len(cell.text.partition(".")[2])
    quoted = [f'"{words}"' if words else "" for words in (before, after)]
    return f"{quoted[0]}#,##0{'.0' if '.' in shown else ''}{quoted[1]}"


def _notes_sheet(sheet, table: Table) -> None:
    _head(sheet, [("Note", False), ("Text", False), ("Address", False)])
    lines = [
        (None, text, None)
        for text in (table.title, *table.definitions, *table.remarks, table.provenance)
    ]
    for note in table.notes:
        lines += [(note.number, one.text, one.url) for one in note.references] or [
            (note.number, note.remark, None)
        ]
    for n, (number, text, url) in enumerate(lines, 2):
        _put(sheet, n, 1, number or "")
        _put(sheet, n, 2, spreadsheet(one_line(text)))
        if url:
            _put(sheet, n, 3, spreadsheet(one_line(url)), fold=False).hyperlink = url
    _arrange(sheet, [8, TEXT, 50], [ceil(len(text) / TEXT * 1.1) for _, text, _ in lines])
    sheet.freeze_panes = "A2"


def _head(sheet, labels: list[tuple[str, bool]]) -> None:
    """The first row: each label, and whether its column is set flush right."""
    from openpyxl.styles import Alignment, Border, Font, Side

    for n, (label, right) in enumerate(labels, 1):
        place = _put(sheet, 1, n, spreadsheet(one_line(label)))
        place.font, place.border = Font("Calibri", 11, bold=True), Border(bottom=Side("thin"))
        place.alignment = Alignment(
            vertical="bottom",
            wrap_text=True,
            horizontal="right" if right else "left",
            indent=int(not right),
        )


def _put(sheet, row: int, column: int, value: object, *, right: bool = False, fold: bool = True):
    """Write a cell; a text stays a text, whatever it begins with."""
    from openpyxl.styles import Alignment

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


def _arrange(sheet, widths: list[int], lines: list[int]) -> None:
    """Widths and heights on the screen; on paper turned, fitted to the page's width, the head on
    every page.
    """
    from openpyxl.utils import get_column_letter

    for n, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    for n, high in enumerate([2, *lines], 1):
        sheet.row_dimensions[n].height = LINE * high
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
