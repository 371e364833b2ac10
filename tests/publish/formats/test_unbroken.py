"""No line ends inside a date, a range or a number with its unit; columns are as wide as letters."""

import io
import re
from pathlib import Path
from string import ascii_letters, digits

import docx
import matplotlib
import pytest
from matplotlib.ft2font import FT2Font

import tracker as tk
from tracker.publish.citing.provenance import parse
from tracker.publish.citing.text import text_of
from tracker.publish.formats.html import whole
from tracker.publish.formats.page import COLUMN_GAP, LATEX_LINES, WORD_LINES, layout
from tracker.publish.formats.unbroken import WHOLE, width_of
from tracker.publish.formats.write import written

KEPT = {
    "14 January 2025": ["14 January 2025"],
    "in May 2025, or 3 May": ["May 2025", "3 May"],
    "from 1,100–1,700 killed": ["1,100–1,700 killed"],
    "1,100–1,700": ["1,100–1,700"],
    "2.5 million of 10,000 to 12,000 soldiers": ["2.5 million", "12,000 soldiers"],
    "2025-01-13 (stale)": ["2025-01-13"],
    "as of 2025-01~": ["2025-01~"],
    "300 or more": [],
    "about 900": [],
    "spy-2025-01-13.killed": [],
    "https://example.org/2025-01-13/news": [],
}


@pytest.mark.parametrize("text", KEPT)
def test_what_stays_whole(text):
    """Days, months, ranges, numbers with the word of their unit; no key, no address, no joining
    word.
    """
    assert [found[0] for found in WHOLE.finditer(text)] == KEPT[text]


def test_each_format_keeps_a_date_whole_in_its_own_way(small):
    """A no-break space in Word, a box in LaTeX, a span in HTML; plain signs where text is copied
    from.
    """
    table = tk.table(small, "summary", metric="killed")
    paper = docx.Document(io.BytesIO(written(table, "docx")))
    assert "13\u00a0January\u00a02025" in "".join(line.text for line in paper.paragraphs)
    assert "w:noBreakHyphen" in paper.tables[0]._tbl.xml
    assert r"\mbox{13 January 2025}" in table.text("tex")
    assert '<span class="whole">13 January 2025</span>' in table.text("html")
    for form in ("text", "md", "csv"):
        assert not re.search("[\u00a0\u2011\u2060]", table.text(form))


def test_a_title_written_leftward_stands_apart():
    """An Arabic title in its quotes does not drag the comma behind it along; an English one is
    left alone.
    """
    assert whole("“أخبار”, Alwasat") == "<bdi>“أخبار”</bdi>, Alwasat"
    assert whole("“News”, Alwasat") == "“News”, Alwasat"


def test_the_provenance_line_of_a_document_is_plain(small, tmp_path):
    """Word's own provenance line has the signs of the record, and is read back as it was."""
    table = tk.table(small, "summary")
    path = table.save(tmp_path / "t.docx")
    assert docx.Document(path).paragraphs[-1].text == table.provenance
    assert str(parse(text_of(path))) == table.provenance


def test_a_word_is_as_wide_as_its_letters():
    """Five thin letters are narrower than four digits; five broad ones wider than eight; a
    Chinese sign has two.
    """
    assert width_of("illit") < 4 and width_of("MWMWM") > 8 and width_of("中") == 2
    assert width_of("Åé") == width_of("Ae")


def test_letters_are_as_wide_as_in_computer_modern():
    """To a sixteenth of a digit; where it matters, the broader Times letters are in the table too."""
    font = FT2Font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "cmr10.ttf"))
    font.set_size(10, 1000)
    digit = font.load_char(ord("0")).linearHoriAdvance
    apart = {
        sign: width_of(sign) - font.load_char(ord(sign)).linearHoriAdvance / digit
        for sign in ascii_letters + digits
    }
    assert {sign: round(far, 2) for sign, far in apart.items() if abs(far) > 1 / 16} == {}


@pytest.mark.parametrize(
    ("lines", "digits", "bold"), [(LATEX_LINES, (87.5, 139.5), 1.0), (WORD_LINES, (120, 182), 1.1)]
)
def test_no_head_is_broken_inside_a_word(shipped, lines, digits, bold):
    """In digits of seven-point Computer Modern and eight-point Times in a line, every word of
    every head fits its column; in Word it is bold.
    """
    for name in ("summary", "figures", "timeline", "revisions", "disagreements", "parties"):
        table = tk.table(shipped, name).printed
        plan = layout(table, lines, head=bold)
        for column, share in zip(table.columns, plan.shares):
            room = share * digits[plan.turned] - COLUMN_GAP
            assert all(bold * width_of(word) <= room for word in column.label.split())


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [
        ("'", 180),
        (" \u00a0", 500),
        ("ijl,.:;!‘’`", 11 * 278),
        ("f-\u2011()[]", 7 * 333),
        ("I", 361),
        ("rst", 3 * 394),
        ("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", 11 * 410),
        ("cez?", 4 * 444),
        ("0123456789", 10 * 500),
        ('ago/\\"“”–', 9 * 500),
        ("Jvxy", 4 * 528),
        ("bdhknpquS", 9 * 556),
        ("Z", 611),
        ("L", 625),
        ("F", 653),
        ("EP", 2 * 681),
        ("BCTw", 4 * 722),
        ("ADGHKNORUVXY", 12 * 764),
        ("Q&+<=>×−", 8 * 778),
        ("m%", 2 * 833),
        ("M", 917),
        ("—…W@", 4 * 1000),
        ("1\u20602", 1000),
        ("中Ａ가", 3000),
    ],
)
def test_signs_are_as_wide_as_in_print(text, thousandths):
    """The wider of their widths in Times and in Computer Modern, in thousandths of the type's size,
    of which a digit has 500; what joins has none, a square sign two digits.
    """
    assert width_of(text) == pytest.approx(thousandths / 500)
