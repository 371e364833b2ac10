"""What a workbook holds and how it is set, as openpyxl reads it."""

import io

import pytest
from openpyxl import load_workbook

import tracker as tk
from publish.formats.made import made
from tracker.publish.formats.xlsx import number_format, xlsx
from tracker.publish.tables.table import Cell, Column, Note, Reference

KEY = "ally-2025-01-20.killed"
COMPUTED = "about 1,700 (a third of what 5,000 are)"


@pytest.fixture
def table(small):
    """Words, a number with words around it, a computed one, and every kind of line below."""
    return made(
        [("text", "Who said"), ("count", "Low"), ("count", "High")],
        [
            ["Ally", Cell("900 or more", 900.0, (KEY,), words="{} or more"), Cell("", None)],
            ["=Foe", Cell(COMPUTED, 5000 / 3, words="about 1,700 (a third of what 5,000 are)"), "so"],
            ["A name of a party that is long", Cell("0.5", 0.5), Cell("12", 12)],
        ],
        small,
        title="R&D\nof all",
        definitions=("=One.",),
        remarks=("Two.",),
        notes=(
            Note(1, "Said. " * 20),
            Note(2, references=(
                Reference("news", "News", "https://example.org/" + "long/" * 12),
                Reference("letter", "A letter"),
            )),
        ),
    )  # fmt: skip


@pytest.fixture
def book(table):
    """The workbook as it is read back."""
    return load_workbook(io.BytesIO(xlsx(table)))


def values(sheet):
    """What stands in its cells, row by row."""
    return [[cell.value for cell in row] for row in sheet]


def test_the_sheets_hold_the_table_and_all_that_stands_below(small, book):
    """Numbers as numbers, the figures of each row and where they stand; what a long number is
    computed from stands with the notes.
    """
    first, notes = book.worksheets
    line = tk.table(small, "figures").lines([KEY])[0]
    assert (first.title, notes.title) == ("made-by-hand", "Notes")
    assert values(first) == [
        ["Who said", "Low", "High", "Figures", "Lines"],
        ["Ally", 900, None, KEY, line],
        ["'=Foe", 1666.66666667, "so", None, None],
        ["A name of a party that is long", 0.5, 12, None, None],
    ]
    assert [cell.number_format for row in first["B2:C4"] for cell in row] == [
        '#,##0" or more"',
        "General",
        '"about 1,700"',
        "General",
        "#,##0.0",
        "#,##0",
    ]
    assert values(notes) == [
        ["Note", "Text", "Address"],
        [None, "R&D of all", None],
        [None, "'=One.", None],
        [None, "Two.", None],
        [None, f"'=Foe, Low: {COMPUTED}", None],
        [None, "Table made", None],
        [1, ("Said. " * 20).strip(), None],
        [2, "News", "https://example.org/" + "long/" * 12],
        [2, "A letter", None],
    ]
    assert notes["C8"].hyperlink.target == notes["C8"].value


def test_cells_are_set_to_their_side(book):
    """Heads bold over a thin line, folded and at the bottom, cells at the top; numbers to the right,
    words to the left with an indent, folded but for figures and lines.
    """
    for sheet, right in zip(book.worksheets, ([False, True, True, False, False], [False] * 3)):
        for row in sheet:
            for at, cell in enumerate(row):
                if cell.value is None:
                    continue
                head, set_ = cell.row == 1, cell.alignment
                assert set_.vertical == ("bottom" if head else "top")
                assert (set_.horizontal, set_.indent) == (
                    ("right", 0) if right[at] else ("left", 1)
                )
                assert bool(set_.wrap_text) is (head or (not right[at] and at < 3))
                assert (cell.font.name, cell.font.size, cell.font.bold) == ("Calibri", 11, head)
                assert cell.border.bottom.style == ("thin" if head else None)


def test_columns_and_rows_have_the_room_of_their_words(book):
    """Digits of the widest word or cell and a gap, twenty-four at most before words fold; lines of
    fifteen points.
    """
    first, notes = book.worksheets
    assert {key: one.width for key, one in first.column_dimensions.items()} == {
        "A": 28, "B": 13, "C": 7, "D": 30, "E": 24,
    }  # fmt: skip
    assert [first.row_dimensions[n].height for n in range(1, 5)] == [30, 15, 15, 30]
    assert {key: one.width for key, one in notes.column_dimensions.items()} == {
        "A": 8, "B": 84, "C": 49,
    }  # fmt: skip
    heights = [notes.row_dimensions[n].height for n in range(1, 10)]
    assert heights == [30, 15, 15, 15, 15, 15, 30, 30, 15]


def test_paper_has_the_table_alone_on_turned_pages(book):
    """A4, one page wide, the head again on each, the title above with its signs as they are, pages
    numbered; figures and lines are not printed.
    """
    first, notes = book.worksheets
    for sheet in (first, notes):
        page, margins = sheet.page_setup, sheet.page_margins
        assert (page.orientation, page.paperSize, page.fitToHeight) == ("landscape", 9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
        assert (margins.left, margins.right, margins.top, margins.bottom) == (0.4, 0.4, 0.8, 0.8)
        assert (margins.header, margins.footer) == (0.4, 0.4)
        assert sheet.print_title_rows == "$1:$1" and sheet.oddFooter.right.text == "&P of &N"
    assert first.oddHeader.left.text == "R&&D of all" and notes.oddHeader.left.text is None
    assert first.print_area == "'made-by-hand'!$A$1:$C$4"
    assert (first.freeze_panes, notes.freeze_panes) == ("B2", "A2")
    assert first.auto_filter.ref == "A1:E4"


def test_properties_name_the_table_and_a_page_its_beginning(small):
    """A hundred and twenty signs of a title stand above each page."""
    table = made([("text", "Who")], [["Foe"]], small, title="b" * 300)
    book = load_workbook(io.BytesIO(xlsx(table)))
    assert (book.properties.title, book.properties.creator) == ("b" * 300, "Estimate tracker")
    assert book.worksheets[0].oddHeader.left.text == "b" * 120


LOW = Column("low", "Low", "count")


@pytest.mark.parametrize(
    ("words", "value", "form"),
    [
        ("{}", 900, "#,##0"),
        ("{}", 3.26, "#,##0.0"),
        ("{}", 11.04, "#,##0"),
        ("{} or more", 900, '#,##0" or more"'),
        ("at least {}", 900, '"at least "#,##0'),
        ('"{}" so', 900, '"”"#,##0"” so"'),
        ("about 1,700", 1666.7, '"about 1,700"'),
        # a blank, a bracket and an M are three digits: twenty-four fit, one more does not
        (f"12 (M{'1' * 19}", 1, f'"12 (M{"1" * 19}"'),
        (f"12 (M{'1' * 20}", 1, '"12"'),
    ],
)
def test_a_number_shows_what_print_says(words, value, form):
    """The words around it, a fraction where it has one; quotation marks that Excel can hold."""
    assert number_format(LOW, words, value) == form
