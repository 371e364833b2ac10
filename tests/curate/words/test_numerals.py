"""Numbers as sources print them: digits in groups, multiples, words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.curate.words.numerals import NumeralError, read_number

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
READ = [
    ("3000", 3000),
    ("3,000", 3000),
    ("3 000", 3000),
    ("1,234,567", 1234567),
    ("3.5 thousand", 3500),
    ("12k", 12000),
    ("12 k", 12000),
    ("1.2 million", 1200000),
    ("1.2m", 1200000),
    ("0.5 million", 500000),
    ("two hundred", 200),
    ("ninety-nine", 99),
    ("ninety nine", 99),
    ("a hundred", 100),
    ("a thousand", 1000),
    ("one million", 1000000),
    ("twelve thousand", 12000),
    ("three hundred and five", 305),
    ("two thousand five hundred", 2500),
    ("a hundred thousand", 100000),
    ("half a dozen", 6),
    ("half-dozen", 6),
    ("half a million", 500000),
    ("a quarter of a million", 250000),
    ("three quarters of a million", 750000),
    ("one and a half million", 1500000),
    ("a million and a half", 1500000),
    ("two and a half thousand", 2500),
    ("½ million", 500000),
    ("1½ million", 1500000),
    ("0.3 billion", 300000000),
    ("3bn", 3000000000),
    ("3,000.0", 3000),
    ("600.00", 600),
    ("a dozen", 12),
    ("two dozen", 24),
    ("0", 0),
    ("10,000,000,000", 10_000_000_000),
    ("10,000 million", 10_000_000_000),
    ("1,100 thousand", 1100000),
]
REFUSED = [
    "",
    "three-fifty",
    "hundred",
    "thousand two",
    "two hundred hundred",
    "million thousand",
    "twenty eleven",
    "and five",
    "five and",
    "zero hundred",
    "12kk",
    "k",
    "1.2.3",
    "1,2345",
    "12,34",
    "1 0000",
    " 5",
    "5 ",
    "+5",
    "5,",
    "½",
    "dozen",
    "a",
    "a five",
    "ten ten",
    "one hundred and",
    "1e6",
    "0x10",
    "--5",
    "07",
    "00",
]


@pytest.mark.parametrize("text, value", READ)
def test_numbers_are_read(text, value):
    """Each form has its value in persons."""
    assert read_number(text) == value


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_number_is_refused(text):
    """What could mean two things, or nothing, is never guessed."""
    with pytest.raises(NumeralError):
        read_number(text)


@pytest.mark.parametrize("text", ["03:45:00", "05/10/2025", "05-10-2025"])
def test_a_time_or_a_day_has_lost_no_digit(text):
    """Nobody is told to leave out the zero that it begins with."""
    with pytest.raises(NumeralError) as told:
        read_number(text)
    assert "zero" not in str(told.value)


def test_what_no_number_is_as_long_as_is_not_looked_into():
    """120 signs are read, and refused for what they say; 121 are not read."""
    for signs, trouble in ((120, "begins with a zero"), (121, "too long for a number")):
        with pytest.raises(NumeralError, match=trouble):
            read_number("300".rjust(signs, "0"))


def spelled(number):
    """The words of a number below a million, as a newspaper spells them."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    size, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % size
    joint = " and " if rest and size == 100 else " "
    return f"{spelled(number // size)} {word}" + (f"{joint}{spelled(rest)}" if rest else "")


@given(st.integers(0, 999_999))
def test_spelled_numbers_come_back(number):
    """Every number below a million, spelled out, is read as itself."""
    assert read_number(spelled(number)) == number


@given(st.integers(0, 10_000_000_000))
def test_spaces_group_exactly_as_commas(number):
    """Grouped by commas, by spaces or not at all: one value."""
    assert (
        read_number(f"{number:,}")
        == read_number(f"{number:,}".replace(",", " "))
        == read_number(str(number))
        == number
    )


@given(
    st.integers(1, 999_999),
    st.sampled_from([("thousand", 1000), ("million", 1_000_000), ("k", 1000), ("m", 1_000_000)]),
)
@example(852_228, ("million", 1_000_000))
def test_decimals_of_a_multiple_are_exact(hundredths, unit):
    """12.34 thousand is 12,340 and no floating-point neighbour of it."""
    word, size = unit
    assert read_number(f"{hundredths / 100:.2f} {word}") == hundredths * size // 100
