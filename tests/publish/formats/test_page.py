"""How wide columns are, when a page is turned, and when one is not enough; in digits, by hand."""

import io
import zipfile

import pytest

from publish.formats.made import made
from tracker.publish.formats.page import COLUMN_GAP, WORD_BREAKS, layout, reproducible
from tracker.publish.tables.table import Cell, Note

HYPHEN, BLANK, BRACKET, RAISED = 333 / 500, 250 / 500, 333 / 500, 410 / 500  # in digits
LEAST = [
    ("text", "12 1234 123", 4),
    ("text", "12-123456", 6),
    ("text", "12/123456", 9),
    ("text", "2025-01-13", 8 + 2 * HYPHEN),
    ("text", Cell("1234", notes=(12, 14)), 4 + 2 * RAISED),
    ("date", "2025-01-13 until 12", 8 + 2 * HYPHEN),
    ("date", "12-123456 1", 8 + HYPHEN),
    ("ratio", "1234 123456", 6),
    ("key", "12-123456", 6),
    ("key", "12.123456", 6),
    ("key", "12_123456", 6),
    ("key", "12/123456", 9),
    ("key", "2025-01-13", 4 + HYPHEN),
    ("address", "12-1/1.1_1?1&1=1%123456", 6),
    ("address", "1?1=2025-01-13", 4 + HYPHEN),
    ("address", "12:1234", 6 + BLANK + 28 / 500),
    ("count", "123456", 6),
    ("count", "12 123456", 8 + BLANK),
    ("count", "12345 (1)", 5 + BLANK + BRACKET),
    ("count", "1 (123456 1 1 1 1)", 6 + BRACKET),
    # a third of its thirty signs, and two more
    ("count", "12 (1 2 3 4 5 6 7 8 9 0 1 2 3 4 5)", 6 + 6 * BLANK),
]


def shares(*widths):
    """What each width is of them all."""
    return pytest.approx([width / sum(widths) for width in widths])


@pytest.mark.parametrize(("kind", "cell", "width"), LEAST)
def test_a_column_is_as_wide_as_what_may_not_fold(kind, cell, width):
    """The longest piece between the places at which its kind may fold, with the gap; beside a
    column of one digit, on a line that holds both and no digit more.
    """
    table = made([("text", "1"), (kind, "1")], [["1", "1"], ["1", cell], ["1", "1"]])
    plan = layout(table, (1, 1 + COLUMN_GAP + width + COLUMN_GAP + 0.5))
    assert plan.shares == shares(1 + COLUMN_GAP, width + COLUMN_GAP)


def test_word_folds_a_key_after_its_hyphens_alone():
    """Neither after a dot nor after a low line."""
    for cell, width in (("12.123456", 8 + BLANK + 28 / 500), ("12-123456", 6)):
        table = made([("text", "1"), ("key", "1")], [["1", cell]])
        plan = layout(table, (1, 1 + COLUMN_GAP + width + COLUMN_GAP + 0.5), WORD_BREAKS)
        assert plan.shares == shares(1 + COLUMN_GAP, width + COLUMN_GAP)


@pytest.mark.parametrize("kind", ["text", "count", "key"])
@pytest.mark.parametrize("head", [1.0, 1.5])
def test_a_head_folds_at_its_words(kind, head):
    """Its longest word fits, as wide as it is set."""
    table = made([("text", "1"), (kind, "12 1234-56")], [["1", "1"]])
    width = head * (6 + HYPHEN)
    plan = layout(table, (1, head + COLUMN_GAP + width + COLUMN_GAP + 0.5), head=head)
    assert plan.shares == shares(head + COLUMN_GAP, width + COLUMN_GAP)


@pytest.mark.parametrize(
    ("line", "width"),
    [
        (1 + 12 + 2 * COLUMN_GAP, 10 + 4 * BLANK),  # as it is
        (1 + 12 + 2 * COLUMN_GAP - 0.5, 6 + 3 * BLANK),  # half of its fourteen signs, and two more
    ],
)
def test_a_number_is_folded_only_where_the_turned_line_is_too_short(line, width):
    """Where it just fits it stays whole, and the free digits are the other column's."""
    table = made(
        [("text", "1"), ("count", "1")], [["1", "12 34 56 78 90"], *[[20 * "1 ", "1"]] * 9]
    )
    free = int(line - (1 + width + 2 * COLUMN_GAP))
    assert layout(table, (1, line)).shares == shares(1 + free + COLUMN_GAP, width + COLUMN_GAP)


TEXT = "12345 1234 1234 1234"  # 18.5 digits, with the gap 20


@pytest.mark.parametrize(
    ("first", "second", "rows", "turned"),
    [
        (TEXT, TEXT, 11, False),  # just two lines of twenty digits
        (TEXT, f"1{TEXT}", 11, True),
        (TEXT, f"1{TEXT}", 10, False),
        ("1234567890", "1234567", 1, False),  # 11.5 and 8.5: just the line
        ("1234567890", "12345678", 1, True),
    ],
)
def test_a_page_is_turned_for_long_words_or_for_many_rows_of_two_lines(first, second, rows, turned):
    """For what the upright line cannot hold, or what would fold it twice in more than ten rows."""
    table = made([("text", "1"), ("text", "1")], [[first, second], *[["1", "1"]] * (rows - 1)])
    assert layout(table, (20, 60)).turned is turned


LINE = 101  # digits
PARTS = [
    ({}, [], 0),
    ({}, [["1", "1"]], 1),
    ({}, [["1 " * 100, "1"]], 2),
    ({}, [["1", "1 " * 100]], 2),
    ({"definitions": ("1",)}, [], 1),
    ({"definitions": ("1", "1" * 102)}, [], 3),
    ({"remarks": ("1" * 101, "1")}, [], 2),
    ({"notes": (Note(1, "1"), Note(2, "1" * 203))}, [], 4),
    ({"provenance": "1" * 102}, [], 1),
]


@pytest.mark.parametrize(("fields", "rows", "more"), PARTS)
def test_a_float_has_at_most_forty_eight_lines(fields, rows, more):
    """All rows, as high as their highest cells, the provenance line, and whatever stands below."""
    for lines, long in ((48, False), (49, True)):
        plain = [["1", "1"]] * (lines - 1 - more)
        table = made([("text", "1"), ("text", "1")], [*plain, *rows], **fields)
        assert layout(table, (LINE, LINE)).long is long


@pytest.mark.parametrize(("signs", "long"), [(99, False), (100, True)])
def test_a_cell_has_a_line_less_the_gap(signs, long):
    """A column of one digit and the gap grows by whole digits, to 100.5 of 101: 99 for its text."""
    table = made([("text", "1")], [*[["1"]] * 46, ["1" + " " * 2 * (signs - 2) + "1"]])
    assert layout(table, (LINE, LINE)).long is long


def test_free_room_goes_where_rows_are_high():
    """To a column that is filled to more than nine tenths, until it is not; then to the first."""
    columns = [("text", "12345678"), ("text", "12345678")]  # as bold as ten
    for cell, widths in (("123456789", (21.5, 11.5)), ("1234567890", (19.5, 13.5))):
        plan = layout(made(columns, [["1", cell]]), (33, 33), head=1.25)
        assert plan.shares == shares(*widths)


@pytest.mark.parametrize(("rows", "widths"), [(198, (52.5, 52.5)), (199, (2.5, 102.5))])
def test_widths_are_fitted_to_two_hundred_rows_at_most(rows, widths):
    """Of more, the head among them, to every second."""
    long = [["1 " * 200, "1"], ["1", "1 " * 200]]
    table = made([("text", "1"), ("text", "1")], [long[n % 2] for n in range(rows)])
    assert layout(table, (105, 105)).shares == shares(*widths)


def test_an_office_file_has_no_clock():
    """Every member is dated 1 January 1980, the first day a zip can hold; its properties say that it
    was made and changed at the beginning of 2000; nothing else is touched.
    """
    made_at = "<dcterms:created a='b'>2025-05-05T12:30:45Z</dcterms:created>"
    changed = "<dcterms:modified>2026-06-06T01:02:03Z</dcterms:modified>"
    parts = {"docProps/core.xml": f"<a>{made_at}{changed}</a>", "b.xml": changed}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with zipfile.ZipFile(
        io.BytesIO(reproducible(lambda file: file.write(out.getvalue())))
    ) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {item.compress_type for item in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert [archive.read(name).decode() for name in archive.namelist()] == [
            "<a><dcterms:created a='b'>2000-01-01T00:00:00Z</dcterms:created>"
            "<dcterms:modified>2000-01-01T00:00:00Z</dcterms:modified></a>",
            changed,
        ]
