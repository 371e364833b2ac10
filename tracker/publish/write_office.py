"""Tables for offices: a workbook with numbers as numbers, and a Word document with a real table and notes below."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.publish.escape import one_line, spreadsheet
from tracker.publish.write_csv import plain

if TYPE_CHECKING:
    from tracker.publish.table import Column, Table

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip can hold: same data, same bytes


def xlsx(table: Table) -> bytes:
    """The table as a workbook: numbers as numbers, texts never as formulas, notes on a sheet of their own."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = table.slug[:31]
    sheet.append([column.label for column in table.columns] + ["Figures", "Lines"])
    for row in table.rows:
        keys = tuple(dict.fromkeys(key for cell in row for key in cell.figures))
        lines = dict.fromkeys(f"{mark.file.rsplit('/', 1)[-1]}:{mark.line}" for mark in table.marks(keys))
        sheet.append([])
        for n, value in enumerate([*(_office_value(c, cell) for c, cell in zip(table.columns, row)),
                                   spreadsheet(" ".join(keys)), " ".join(lines)], 1):
            place = sheet.cell(sheet.max_row if n > 1 else sheet.max_row + 1, n)
            place.value = value if value != "" else None
            if isinstance(value, str):
                place.data_type = "s"
            elif isinstance(value, (int, float)) and table.columns[n - 1].kind == "count":
                place.number_format = "#,##0"
    for n, column in enumerate([*table.columns, None, None], 1):
        sheet.cell(1, n).font = Font(bold=True)
        longest = max((len(str(cell.value or "")) for cell in sheet[get_column_letter(n)]), default=8)
        sheet.column_dimensions[get_column_letter(n)].width = min(48, longest + 2)
        if column is not None and not column.right:
            for cell in sheet[get_column_letter(n)]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    _notes_sheet(book.create_sheet("Notes"), table)
    fixed = datetime(2000, 1, 1)
    book.properties.created = book.properties.modified = fixed
    book.properties.title, book.properties.creator = one_line(table.title), "Estimate tracker"
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _notes_sheet(sheet, table: Table) -> None:
    sheet.append(["Note", "Text", "Address"])
    for text in (table.title, *table.definitions, *table.remarks, table.provenance):
        sheet.append([None, spreadsheet(one_line(text))])
    for note in table.notes:
        sheet.append([note.number, spreadsheet(one_line(note.text)), spreadsheet(note.url or "") or None])
    sheet.column_dimensions["B"].width = 100
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"


def _office_value(column: Column, cell):
    if column.kind in ("count", "ratio"):
        return plain(cell)
    return spreadsheet(one_line(cell.text))


def docx(table: Table) -> bytes:
    """The table as a Word document: caption, a real table with a repeated header row, numbered notes below."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    paper = Document()
    section = paper.sections[0]
    if len(table.columns) > 6:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    paper.styles["Normal"].font.size = Pt(9)
    paper.add_paragraph(one_line(table.title), style="Caption")
    grid = paper.add_table(rows=1, cols=len(table.columns), style="Light List")
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for place, column in zip(grid.rows[0].cells, table.columns):
        place.text = one_line(column.label)
    for row in table.rows:
        for place, column, cell in zip(grid.add_row().cells, table.columns, row):
            paragraph = place.paragraphs[0]
            paragraph.add_run(one_line(cell.text)).bold = False
            if cell.notes:
                paragraph.add_run(", ".join(map(str, cell.notes))).font.superscript = True
            if column.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text in (*table.definitions, *table.remarks):
        paper.add_paragraph(one_line(text))
    for note in table.notes:
        line = paper.add_paragraph()
        line.add_run(f"{note.number} ").font.superscript = True
        line.add_run(one_line(f"{note.text} {note.url or ''}"))
    paper.add_paragraph(table.provenance)
    paper.core_properties.created = paper.core_properties.modified = datetime(2000, 1, 1)
    paper.core_properties.title, paper.core_properties.author = one_line(table.title), "Estimate tracker"
    out = io.BytesIO()
    paper.save(out)
    return _timeless(out.getvalue())


def _timeless(archive: bytes) -> bytes:
    """The same zip with every member dated alike, and the clock that openpyxl writes taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item.filename)
            if item.filename == "docProps/core.xml":
                content = _undated(content)
            new.writestr(zipfile.ZipInfo(item.filename, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _undated(content: bytes) -> bytes:
    import re

    return re.sub(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
