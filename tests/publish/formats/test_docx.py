"""What a Word document is set like: its type, its page, its links, as python-docx reads them."""

import io

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt, RGBColor

from publish.formats.made import made
from tracker.publish.formats.docx import docx
from tracker.publish.tables.table import Cell, Note, Reference

SHORT = made([("text", "Who"), ("count", "Low")], [["Spies", Cell("900", 900, notes=(1, 3))]])
WIDE = made([("text", "1"), ("text", "1")], [["1" * 80, "1" * 40]])


def paper(table):
    """The document as it is read back."""
    return Document(io.BytesIO(docx(table)))


def test_the_type_is_small_black_and_of_one_family():
    """Eight points of Times, the caption ten and black, two points between paragraphs."""
    styles = paper(SHORT).styles
    normal, caption = styles["Normal"], styles["Caption"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(8))
    assert normal.paragraph_format.space_after == Pt(2)
    assert (caption.font.size, caption.font.color.rgb) == (Pt(10), RGBColor(0, 0, 0))


@pytest.mark.parametrize(("table", "turned"), [(SHORT, False), (WIDE, True)])
def test_a_page_is_a4_upright_or_turned(table, turned):
    """With two centimetres on every side; the table has what is left."""
    read = paper(table)
    page, grid = read.sections[0], read.tables[0]
    size = [page.page_width.twips, page.page_height.twips]
    assert size == [round(mm / 25.4 * 1440) for mm in ((297, 210) if turned else (210, 297))]
    assert page.orientation == (WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT)
    sides = ("left_margin", "right_margin", "top_margin", "bottom_margin")
    assert [getattr(page, side).twips for side in sides] == [round(20 / 25.4 * 1440)] * 4
    room = sum(column.width for column in grid.columns)
    assert room == pytest.approx(page.page_width - 2 * Mm(20), abs=Mm(0.2))


@pytest.mark.parametrize(("digits", "turned"), [(88, False), (89, True)])
def test_a_line_has_ninety_five_digits(digits, turned):
    """Two columns of words and the gaps beside them fill an upright one, or do not."""
    table = made([("text", "1"), ("text", "1")], [["1" * digits, "1234"]])
    assert (paper(table).sections[0].orientation == WD_ORIENT.LANDSCAPE) is turned


@pytest.mark.parametrize(("digits", "turned"), [(80, False), (81, True)])
def test_a_head_is_a_tenth_wider_for_it_is_bold(digits, turned):
    """Eighty digits are 88, and with four of another column all that an upright line holds."""
    table = made([("text", "1" * digits), ("text", "1")], [["1", "1234"]])
    assert (paper(table).sections[0].orientation == WD_ORIENT.LANDSCAPE) is turned


def test_paragraphs_are_what_stands_around_the_table():
    """The caption, definitions and remarks with some room above the first, notes with raised
    numbers, sources separated and ended, the provenance line.
    """
    news = Reference("news", "News of 1 May 2025", "https://example.org/?a=1&b")
    table = made(
        [("text", "Who")],
        [["Spies"]],
        title="Who & when on 2025-01-13",
        definitions=("One.", "Two."),
        remarks=("Three.",),
        notes=(Note(1, "Said."), Note(2, references=(news, Reference("letter", "A letter")))),
    )
    lines = paper(table).paragraphs
    assert [line.text for line in lines] == [
        "Who & when on 2025-01-13",
        "One.",
        "Two.",
        "Three.",
        "1 Said.",
        "2 News of 1\u00a0May\u00a02025; A letter.",
        "Table made",
    ]
    above = [line.paragraph_format.space_before for line in lines]
    assert above == [None, Pt(6), *[None] * 5]
    assert lines[0].style.name == "Caption" and lines[0].paragraph_format.keep_with_next
    assert [run.font.superscript for line in lines[4:6] for run in line.runs[:2]] == [
        True,
        None,
        True,
        None,
    ]
    (link,) = lines[5].hyperlinks
    assert (link.text, link.url) == ("News of 1\u00a0May\u00a02025", "https://example.org/?a=1&b")
    assert link.runs[0].font.color.rgb == RGBColor(0x0B, 0x57, 0xA4)


def test_cells_are_what_is_printed_and_a_head_is_bold():
    """Marks are raised behind their number, numbers to the right, no row torn over pages, the head
    again on each.
    """
    grid = paper(SHORT).tables[0]
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["Who", "Low"],
        ["Spies", "9001, 3"],
    ]
    runs = [run for row in grid.rows for cell in row.cells for run in cell.paragraphs[0].runs]
    assert [(run.text, run.font.bold, run.font.superscript) for run in runs] == [
        ("Who", True, None),
        ("Low", True, None),
        ("Spies", None, None),
        ("900", None, None),
        ("1, 3", None, True),
    ]
    sides = [cell.paragraphs[0].alignment for row in grid.rows for cell in row.cells]
    assert [str(side).partition(" ")[0] for side in sides] == ["LEFT", "RIGHT"] * 2
    xml = [row._tr.xml for row in grid.rows]
    assert ["w:tblHeader" in row for row in xml] == [True, False]
    assert all("w:cantSplit" in row for row in xml)


def test_properties_name_the_table_within_what_word_takes():
    """The title in one line, 255 signs of it at most; who made it."""
    about = paper(made([("text", "Who")], [["Spies"]], title="A\n" + "b" * 300)).core_properties
    assert (about.title, about.author) == ("A " + "b" * 253, "Estimate tracker")
