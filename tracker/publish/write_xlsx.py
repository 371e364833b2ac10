"""Tables as workbooks: numbers as numbers that show the words around them, texts never as formulas, notes on a second sheet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from tracker.publish.escape import one_line, spreadsheet
from tracker.publish.table import keys_of
from tracker.publish.timeless import FIXED, timeless
from tracker.publish.write_csv import plain
from tracker.reconcile.numbers import format_count

if TYPE_CHECKING:
    from tracker.publish.table import Cell, Column, Table

WIDEST = 44  # signs in a column


def xlsx(table: Table) -> bytes:
    """The table as a workbook; its last columns are the keys of the figures and where they stand."""
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
    from openpyxl.styles import Alignment

    sheet.title = table.slug[:31]
    side = [Alignment(vertical="top", wrap_text=not column.right, horizontal="right" if column.right else "left")
            for column in table.columns] + [Alignment(vertical="top", wrap_text=True)] * 2
    widths = [len(column.label) // 2 + 6 for column in table.columns] + [30, 24]
    _head(sheet, [*(column.label for column in table.columns), "Figures", "Lines"])
    for n, row in enumerate(table.rows, 2):
        keys = keys_of(row)
        values = [*(_value(column, cell) for column, cell in zip(table.columns, row)),
                  spreadsheet(" ".join(keys)), " ".join(table.lines(keys))]
        for at, value in enumerate(values):
            place = _put(sheet, n, at + 1, value, side[at])
            if at < len(row) and isinstance(value, (int, float)):
                place.number_format = number_format(row[at])
            if at < len(row):
                widths[at] = max(widths[at], min(len(row[at].text) + 2, WIDEST))
    _arrange(sheet, widths)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _value(column: Column, cell: Cell) -> object:
    return plain(cell) if column.right else spreadsheet(one_line(cell.text))


def number_format(cell: Cell) -> str:
    """The format by which a number shows what print says.

    Examples
    --------
    >>> from tracker.publish.table import Cell
    >>> [number_format(cell) for cell in (Cell("2,667 or more", 8000 / 3), Cell("75%", 0.75), Cell("5.6", 5.5556))]
    ['#,##0" or more"', '0%', '#,##0.0']
    """
    before, shown, after = cell.text.partition(format_count(cell.value))
    if not shown:
        return "0%" if cell.text.endswith("%") else "0.00"
    quoted = [f'"{words}"' if words else "" for words in (before, after)]
    return f"{quoted[0]}#,##0{'.0' if '.' in shown else ''}{quoted[1]}"


def _notes_sheet(sheet, table: Table) -> None:
    from openpyxl.styles import Alignment

    _head(sheet, ["Note", "Text", "Address"])
    lines = [(None, text, None) for text in (table.title, *table.definitions, *table.remarks, table.provenance)]
    for note in table.notes:
        lines += [(note.number, one.text, one.url) for one in note.references] or [(note.number, note.remark, None)]
    for n, line in enumerate(lines, 2):
        for at, value in enumerate(line, 1):
            place = _put(sheet, n, at, spreadsheet(one_line(value)) if isinstance(value, str) else value or "",
                         Alignment(vertical="top", wrap_text=at > 1))
            if at == 3 and value:
                place.hyperlink = value
    _arrange(sheet, [8, 90, 50])
    sheet.freeze_panes = "A2"


def _head(sheet, labels: list[str]) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    for n, label in enumerate(labels, 1):
        place = _put(sheet, 1, n, spreadsheet(one_line(label)), Alignment(vertical="bottom", wrap_text=True))
        place.font, place.border = Font(bold=True), Border(bottom=Side("thin"))


def _put(sheet, row: int, column: int, value: object, side):
    """Write a cell; a text stays a text, whatever it begins with."""
    place = sheet.cell(row, column, value if value != "" else None)
    if isinstance(value, str) and value:
        place.data_type = "s"
    place.alignment = side
    return place


def _arrange(sheet, widths: list[int]) -> None:
    """Widths on the screen; on paper turned, fitted to the page's width, the head on every page."""
    from openpyxl.utils import get_column_letter

    for n, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
