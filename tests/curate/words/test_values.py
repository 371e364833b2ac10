"""Every word of the vocabularies has the value that somebody wrote down here, and no other word has one."""

import pytest

from tracker.curate.words import numerals, quantities
from tracker.curate.words.numerals import read_number
from tracker.curate.words.quantities import HEDGES, read_words

SHARES = {  # of 3,600
    "half": 1800, "a half": 1800, "one half": 1800, "a third": 1200, "one third": 1200, "two thirds": 2400,
    "a quarter": 900, "one quarter": 900, "a fourth": 900, "three quarters": 2700, "a fifth": 720, "one fifth": 720,
    "a sixth": 600, "a tenth": 360, "one tenth": 360, "all": 3600,
}  # fmt: skip
SIGNS = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅒": "1/10",
}  # fmt: skip
WRITTEN = {f"{a}/{b}": 3600 * a / b for b in range(2, 11) for a in range(1, b)}
SHARES |= WRITTEN | {sign: WRITTEN[written] for sign, written in SIGNS.items()}
NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MULTIPLES = {
    "hundred": 200, "thousand": 2000, "k": 2000, "million": 2_000_000, "m": 2_000_000, "mln": 2_000_000, "dozen": 24,
    "billion": 2_000_000_000, "bn": 2_000_000_000,
}  # fmt: skip
BOUNDS = {  # low, best, high of 300
    "exact": (300, 300, 300), "about": (300, 300, 300), "at_least": (300, None, None), "more_than": (300, None, None),
    "nearly": (300, 300, 300), "at_most": (None, None, 300),
}  # fmt: skip


def test_no_word_is_left_out():
    """A word that is added to a vocabulary gets its value here."""
    assert SHARES.keys() == quantities._SHARES.keys()
    assert NUMBERS.keys() == numerals._UNITS.keys() | numerals._TENS.keys()
    assert MULTIPLES.keys() == numerals._MULTIPLES.keys()
    assert {hedge: words for hedge, words in HEDGES.items() if hedge not in BOUNDS} == {}


@pytest.mark.parametrize("words", SHARES)
def test_a_share_has_its_value(words):
    """Of 3,600, which all of them divide."""
    found = read_words(f"{words} of 3,600")
    assert found.best == pytest.approx(SHARES[words], rel=1e-12)
    assert found.low == found.best == found.high
    assert found.computed == (words != "all")  # all of it is the number that was stated


@pytest.mark.parametrize("word", NUMBERS)
def test_a_number_word_has_its_value(word):
    """Alone, and the tens with a unit behind."""
    assert read_number(word) == NUMBERS[word]
    if NUMBERS[word] >= 20:
        assert read_number(f"{word}-three") == NUMBERS[word] + 3


@pytest.mark.parametrize("word", MULTIPLES)
def test_a_multiple_has_its_value(word):
    """Two of each."""
    assert read_number(f"2 {word}") == MULTIPLES[word]


@pytest.mark.parametrize("hedge", BOUNDS)
def test_a_hedge_has_its_bounds(hedge):
    """In all its words, before the number."""
    for words in HEDGES[hedge]:
        found = read_words(f"{words} 300")
        assert (found.qualifier, found.low, found.best, found.high) == (hedge, *BOUNDS[hedge]), (
            words
        )
