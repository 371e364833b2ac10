"""Tables as Word documents: a real table with rules like print's, its head on every page, numbered
notes below.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.section import Section
from docx.shared import Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph

from tracker.publish.formats.escape import one_line
from tracker.publish.formats.page import (
    WORD_BREAKS,
    WORD_LINES,
    Layout,
    layout,
    reproducible,
)
from tracker.publish.formats.unbroken import joined

if TYPE_CHECKING:
    from tracker.publish.tables.table import Note, Table

A4 = (11906, 16838)  # twentieths of a point, as every length here
MARGIN, _SIZE = 1134, 8  # 2 cm; points of type
_LONGEST = 255  # signs of a property, says python-docx
BOLD = 1.1  # how much wider a bold word is
_OPEN_XML = "http://schemas.openxmlformats.org"
_SPACE = f'xmlns:w="{_OPEN_XML}/wordprocessingml/2006/main"'
_LINK = (
    f'<w:hyperlink {_SPACE} xmlns:r="{_OPEN_XML}/officeDocument/2006/relationships" '
    'r:id="{key}">{run}</w:hyperlink>'
)
_HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'


def docx(table: Table) -> bytes:
    """The table as a Word document, on a turned page where it is wide."""
    table = table.printed
    plan = layout(table, WORD_LINES, WORD_BREAKS, BOLD)
    paper = Document()
    width = _page(paper.sections[0], plan)
    _styles(paper)
    caption = _said(paper.add_paragraph(style="Caption"), table.title)
    caption.paragraph_format.keep_with_next = True
    paper.element.body.insert_element_before(parse_xml(_grid(table, plan, width)), "w:sectPr")
    for n, text in enumerate((*table.definitions, *table.remarks)):
        line = _said(paper.add_paragraph(), text)
        line.paragraph_format.space_before = None if n else Pt(6)
    for note in table.notes:
        _note(paper.add_paragraph(), note)
    paper.add_paragraph(table.provenance)
    about = paper.core_properties
    about.title, about.author = one_line(table.title)[:_LONGEST], "Estimate tracker"
    return reproducible(paper.save)


def _page(section: Section, plan: Layout) -> int:
    """Set the page's size and margins; returns the width that is left."""
    wide, high = reversed(A4) if plan.turned else A4
    section.orientation = WD_ORIENT.LANDSCAPE if plan.turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(wide), Twips(high)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Twips(MARGIN))
    return wide - 2 * MARGIN


def _styles(paper: Paper) -> None:
    normal, caption = paper.styles["Normal"], paper.styles["Caption"]
    normal.font.name = "Times New Roman"  # wherever it is missing, there is one as wide
    normal.font.size, normal.paragraph_format.space_after = Pt(_SIZE), Pt(2)
    caption.font.size, caption.font.color.rgb = Pt(_SIZE + 2), RGBColor(0, 0, 0)


def _grid(table: Table, plan: Layout, width: int) -> str:
    """The table in Word's own language, written as text: hundreds of times faster than cell by
    cell.
    """
    widths = [round(share * width) for share in plan.shares]
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
        for side in ("top", "bottom")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row([(column.label, ()) for column in table.columns], table, widths, head=True)
    rows = "".join(
        _row([(cell.text, cell.marks) for cell in row], table, widths) for row in table.rows
    )
    return (
        f'<w:tbl {_SPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="20" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _row(
    cells: Iterable[tuple[str, tuple[str, ...]]],
    table: Table,
    widths: list[int],
    head: bool = False,
) -> str:
    """One row; that of the head has a rule below, is bold and stands again on every page."""
    rule = (
        '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        '</w:tcBorders><w:vAlign w:val="bottom"/>'
    )
    made = []
    for (text, marks), column, width in zip(cells, table.columns, widths):
        raised = _run(", ".join(marks), '<w:vertAlign w:val="superscript"/>') if marks else ""
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule if head else ""}</w:tcPr>'
            '<w:p><w:pPr><w:spacing w:after="0"/>'
            f'<w:jc w:val="{"right" if column.right else "left"}"/></w:pPr>'
            f"{_run(text, '<w:b/>' if head else '')}{raised}</w:p></w:tc>"
        )
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{''.join(made)}</w:tr>"


def _said(line: Paragraph, text: str) -> Paragraph:
    """The paragraph with these words behind what it holds."""
    line._p.extend(parse_xml(f"<w:p {_SPACE}>{_run(text)}</w:p>"))
    return line


def _run(text: str, look: str = "") -> str:
    """Text in one look (bold, raised, coloured), its dates, ranges and numbers with units whole."""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    words = escape(joined(one_line(text))).replace("\u2011", _HYPHEN)
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _note(line: Paragraph, note: Note) -> None:
    """A note's number and words, each source a link to its address."""
    line.add_run(f"{note.number} ").font.superscript = True
    if note.remark:
        _said(line, note.remark)
    for n, one in enumerate(note.references):
        if one.url:
            key = line.part.relate_to(one.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            run = _run(one.text, '<w:color w:val="0B57A4"/>')
            line._p.append(parse_xml(_LINK.format(key=key, run=run)))
        else:
            _said(line, one.text)
        line.add_run("." if n == len(note.references) - 1 else "; ")
