"""Signs that cannot be seen are found and called by code and name; joiners that letters need pass."""

import pytest

from tracker.curate.words.signs import CUT_AT, SPACES, code_point, cut, invisible

UNSEEN = [
    0x00,
    0x1B,
    0x7F,
    0x85,
    0xAD,
    0x34F,
    0x61C,
    0x115F,
    0x17B4,
    0x180E,
    0x200B,
    0x200C,
    0x200D,
]
UNSEEN += [0x200F, 0x202E, 0x2028, 0x2060, 0x2066, 0x2800, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFFF]
UNSEEN += [0x1D173, 0xE0041, 0xE0100, 0xD800]


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_what_shows_nothing_is_found(code):
    """Controls, format signs, fillers, variation selectors and tags stand out among letters."""
    assert invisible(f"ab{chr(code)}c") == [2]


def test_what_is_seen_passes():
    """Letters, accents, symbols and signs of any script, spaces, tabs and line ends are no
    matter.
    """
    assert invisible("Ĝis é e\u0301 한국어 中文：「」 ١٢٣ \u0600 €½💥 \u00a0\u3000\t\n – “x”") == []


def test_joiners_pass_between_letters_that_need_them():
    """Persian and Hindi are written with them; between Latin letters they hide."""
    assert invisible("می\u200cخواهم क्\u200dष") == []
    assert invisible("ki\u200clled क\u200d") == [2, 9]


def test_every_space_but_the_plain_one_is_odd():
    """Unicode's other spaces, none of them a line end."""
    odd = [chr(n) for n in range(0x3001) if chr(n).isspace() and not chr(n).isascii()]
    assert [sign for sign in odd if not SPACES.fullmatch(sign)] == ["\x85", "\u2028", "\u2029"]


def test_a_sign_is_called_by_code_and_name():
    """Controls have no name in Unicode."""
    assert code_point("\u3164") == "U+3164 HANGUL FILLER"
    assert code_point("\x1b") == "U+001B"


def test_a_value_is_shown_whole_up_to_its_longest():
    """One sign more, and its end is cut."""
    assert cut("x" * CUT_AT) == "x" * CUT_AT
    assert cut("x" * (CUT_AT + 1)) == "x" * CUT_AT + "…"
