"""A printed line is read whatever a publisher's typesetting did to it."""

import re
import textwrap
import unicodedata

import pytest

from tracker.publish.citing.provenance import parse, parse_all
from tracker.publish.citing.typeset import untypeset

LINE = (
    "Table summary:killed; known on 2025-02-25; data 0123456789ab; tracker 0.1.0; made by: "
    "tracker table summary --metric killed --on 2025-02-25 --known-on 2025-02-25"
)


def wrapped(text, before, width=50):
    """In lines of at most that many signs, each with something before it."""
    lines = textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)
    return "\n".join(before + line for line in lines)


WAYS = {
    "as printed": lambda text: text,
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "narrow no-break blanks": lambda text: text.replace(" ", "\u202f"),
    "figure blanks": lambda text: text.replace(" ", "\u2007"),
    "ideographic blanks": lambda text: text.replace(" ", "\u3000"),
    "tabs and many blanks": lambda text: text.replace(" ", " \t  "),
    "a line a word": lambda text: text.replace("; ", ";\n"),
    "lines of Windows": lambda text: text.replace("; ", ";\r\n    "),
    "line separators": lambda text: text.replace("; ", ";\u2028"),
    "a soft hyphen": lambda text: text.replace("known", "kno\u00adwn"),
    "a soft hyphen at a line's end": lambda text: text.replace("known", "kno\u00ad\nwn"),
    "a hyphen at a line's end": lambda text: text.replace("tracker 0", "track-\ner 0"),
    "a day broken": lambda text: text.replace("2025-02-25; data", "2025-\n02-25; data"),
    "a fingerprint broken": lambda text: text.replace("0123456789ab", "012345-\n6789ab"),
    "a fingerprint in groups": lambda text: text.replace("0123456789ab", "0123 4567 89ab"),
    "hyphens": lambda text: text.replace("-", "\u2010"),
    "no-break hyphens": lambda text: text.replace("-", "\u2011"),
    "minus signs": lambda text: text.replace("-", "\u2212"),
    "dashes": lambda text: text.replace("--", "\u2013"),
    "long dashes": lambda text: text.replace("--", "\u2014"),
    "zero-width blanks": lambda text: text.replace(";", ";\u200b"),
    "zero-width between all": "\u200b".join,
    "word joiners": lambda text: text.replace(":", "\u2060:\u2060"),
    "byte order marks": lambda text: "\ufeff" + text.replace("data", "\ufeffdata"),
    "marks of direction": lambda text: f"\u202a{text}\u202c\u200e",
    "wide colons": lambda text: text.replace(":", "：").replace(";", "；"),
    "HTML": lambda text: text.replace(" ", "&nbsp;").replace("-", "&#8209;"),
    "HTML tags": lambda text: f"<p><em>{text.replace('data', '<b>data</b>')}</em></p>",
    "HTML breaks": lambda text: text.replace(":", ":<wbr>").replace("-", "-&shy;"),
    "LaTeX": lambda text: text.replace("--", "-{}-").replace("_", r"\_"),
    "LaTeX breaks": lambda text: text.replace(" ", "~").replace(":", r":\allowbreak{}"),
    "Markdown": lambda text: f"> *{text}*.",
    "Markdown's escapes": lambda text: text.replace("--", r"\-\-").replace("_", r"\_"),
    "HTML with a bracket in an attribute": lambda text: text.replace(
        "; ", """; <i class="[&>p]:x" title='a > b'>"""
    ),
    "French blanks": lambda text: text.replace(":", "\u00a0:").replace(";", "\u00a0;"),
    "counted lines": lambda text: re.sub("(?m)^", "99 ", wrapped(text, "")),
    "a page between": lambda text: text.replace("on 2", "on\n12\n\fAnn et al.\n\n2", 1),
    "a page between the parts": lambda text: text.replace("; ", ";\nTHE WAR\n12\n", 3),
    "a quotation": lambda text: wrapped(text, "> "),
    "a quotation in one": lambda text: wrapped(text, "> > "),
    "a letter": lambda text: wrapped(text, ">"),
    "lines of an editor": lambda text: wrapped(text, "    "),
    "narrow lines": lambda text: wrapped(text, "", 30),
    "hard breaks of Markdown": lambda text: wrapped(text, "").replace("\n", "\\\n"),
    "lines of reStructuredText": lambda text: wrapped(text, "| "),
    "a frame": lambda text: wrapped(text, "│ ").replace("\n", " │\n"),
    "a comment": lambda text: wrapped(text, "% "),
    "lines of LaTeX": lambda text: wrapped(text, "").replace("\n", "\\\\\n"),
    "commands of LaTeX": lambda text: r"\emph{Table} {\small\texttt{" + text[6:] + "}}",
    "dashes of LaTeX": lambda text: text.replace("--", r"\textendash{}"),
    "hyphenation of LaTeX": lambda text: text.replace("known on", r"kno\-wn on"),
    "lines of HTML": lambda text: wrapped(text, "").replace("\n", "<br>\n"),
    "wide letters": lambda text: "".join(
        chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text
    ),
    "bold digits": lambda text: re.sub("[0-9]", lambda one: chr(0x1D7CE + int(one[0])), text),
    "decomposed": lambda text: unicodedata.normalize("NFKD", text),
    "a small letter": lambda text: text.replace("Table", "table"),
    "a cell": lambda text: f"| {text} |",
    "code": lambda text: f"`{text}`",
    "quoted": lambda text: f"“{text}”",
    "a quoted command": lambda text: text.replace(": tracker", ': "tracker') + '"',
}


@pytest.mark.parametrize("way", WAYS.values(), ids=[*WAYS])
def test_the_line_is_read_as_it_was_written(way):
    """Kind, table, day, fingerprint, version and command come back to the letter."""
    assert str(parse(f"Notes.\n{way(LINE)}\nMore.")) == LINE


def test_ligatures_are_the_letters_they_stand_for():
    """A figures table set with the ligature fi."""
    line = LINE.replace("summary", "ﬁgures")
    assert parse(line).id == "figures:killed" and "table figures" in parse(line).command


@pytest.mark.parametrize("sign", "+!'\"()<>=?@|[]")
def test_a_sign_that_markdown_escapes_is_that_sign(sign):
    """Whichever it is; an editor of Markdown escapes every one."""
    assert untypeset(f"1.0\\{sign}a") == f"1.0{sign}a"


@pytest.mark.parametrize(
    "changed",
    [
        LINE.replace("0123456789ab", "0123456789a"),
        LINE.replace("0123456789ab", "0123456789abc"),
        LINE.replace("0123456789ab", "0123456789ag"),
        LINE.replace("0123456789ab", "0123456789a¹"),
        LINE.replace("known on", "known about"),
        LINE.replace("; data", ", data"),
        LINE.replace("2025-02-25;", "2025-02-2;"),
        LINE.replace("2025-02-25;", "2025-02-31;"),
        LINE.replace("made by: tracker", "made by: rm"),
    ],
)
def test_what_no_printer_does_is_no_line(changed):
    """A digit more or less, another word, another sign: damage, never guessed away."""
    with pytest.raises(ValueError, match="provenance line"):
        parse(changed)


def test_each_line_of_a_page_is_read_once():
    """Set twice in two ways, it is one line; another is another."""
    other = LINE.replace("killed", "wounded")
    page = "\n".join([LINE, LINE.replace(" ", "\u00a0"), other.replace("-", "\u2011")])
    assert [str(line) for line in parse_all(page)] == [LINE, other]


@pytest.mark.parametrize("text", ["a - b", "5 < 6 and 7 > 2", "R&D; x", "a\n\nb"])
def test_other_words_stay(text):
    """Signs that are no markup are left as they are, but for blank lines."""
    assert untypeset(text) == text.replace("\n\n", "\n")
