"""Bytes become text; what is not UTF-8, or cannot be seen, is reported at its place."""

import codecs

import pytest

from tracker.curate.reader.text import decode


def found(raw):
    return [(fault.rule, fault.line, fault.column) for fault in decode(raw)[1]]


def test_a_mark_and_any_line_end_are_fine():
    """A byte-order mark is left out, and Windows' and old Macintosh's line ends count as one
    each.
    """
    assert decode(codecs.BOM_UTF8 + b"a: 1\r\nb: 2\rc: 3\n") == ("a: 1\nb: 2\nc: 3\n", [])


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_codings_are_named(coding):
    """UTF-16 and UTF-32, with or without their mark, are named with the remedy."""
    text, faults = decode(("estimates:\n" + "  - id: some-name\n" * 5).encode(coding))
    assert text == "" and len(faults) == 1
    assert faults[0].message == f"the file is in {coding[:6].upper()}; save it as UTF-8"


def test_the_first_byte_that_is_no_utf8_is_placed():
    """In a file saved as Latin-1 the first such byte has its line and column, and the rest is still
    read.
    """
    text, faults = decode("a: b\nété: café\n".encode("latin-1"))
    assert [(fault.line, fault.column) for fault in faults] == [(2, 1)]
    assert "the byte 0xE9 is not UTF-8; save the file as UTF-8" in faults[0].message
    assert text.startswith("a: b\n")


def test_columns_count_characters_before_a_bad_byte():
    """Three characters of two bytes each stand before the bad byte in column 4."""
    assert found("éàü".encode() + b"\xff") == [("encoding", 1, 4)]


def test_what_is_no_text_at_all_is_refused():
    """A picture or a spreadsheet put in the file's place is no text."""
    assert decode(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xd8" + bytes(range(256)))[1][0].message == (
        "the file is no text; put the YAML file there"
    )


def test_zero_bytes_are_placed():
    """A NUL byte is reported once a line, at its column, and read as a space."""
    text, faults = decode(b"a: b\0\0\nc: \0d\nsome more text to keep zeros few\n")
    assert [(fault.line, fault.column) for fault in faults] == [(1, 5), (2, 4)]
    assert text.startswith("a: b  \nc:  d\n")


def test_tabs_are_reported_except_in_remarks():
    """A tab in front of a key or behind a colon is a fault, in a remark it is none."""
    assert found(b"a:\tb\n\tc: d\n# x\ty\ne: f # x\ty\n") == [("tab", 1, 3), ("tab", 2, 1)]


def test_a_thousand_tabs_are_told_in_twenty_lines():
    """The first twenty lines are listed, and the last says that there are more."""
    faults = decode(b"\ta\n" * 1000)[1]
    assert len(faults) == 20
    assert faults[-1].message.endswith("(and in further lines)")
