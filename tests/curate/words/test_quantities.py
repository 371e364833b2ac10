"""Every wording of sources that curators may type, read into bounds; whatever else is refused with
the remedy.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.curate.words.quantities import BEHIND, HEDGES, WordsError, read_words, whole_of

WORDINGS = {"several hundred": (300, 900), "dozens": (24, 99), "thousands": (2000, 9999)}
READ = [  # said, qualifier, low, best, high
    ("101", "exact", 101, 101, 101),
    ("exactly 77", "exact", 77, 77, 77),
    ("two", "exact", 2, 2, 2),
    ("a dozen", "exact", 12, 12, 12),
    ("precisely 5", "exact", 5, 5, 5),
    ("0", "exact", 0, 0, 0),
    ("none", "exact", 0, 0, 0),
    ("about 300", "about", 300, 300, 300),
    ("around 300", "about", 300, 300, 300),
    ("roughly 300", "about", 300, 300, 300),
    ("approximately 300", "about", 300, 300, 300),
    ("some 300", "about", 300, 300, 300),
    ("~300", "about", 300, 300, 300),
    ("an estimated 300", "about", 300, 300, 300),
    ("estimated 11,000", "about", 11000, 11000, 11000),
    ("est. 11,000", "about", 11000, 11000, 11000),
    ("~ 300", "about", 300, 300, 300),
    ("≈300", "about", 300, 300, 300),
    ("about two dozen", "about", 24, 24, 24),
    ("at least 100", "at_least", 100, None, None),
    ("100 or more", "at_least", 100, None, None),
    ("100+", "at_least", 100, None, None),
    ("no fewer than 100", "at_least", 100, None, None),
    (">= 100", "at_least", 100, None, None),
    ("≥100", "at_least", 100, None, None),
    ("some 3,000 or more", "at_least", 3000, None, None),
    ("more than 3,000", "more_than", 3000, None, None),
    ("over 3,000", "more_than", 3000, None, None),
    ("exceeding 3,000", "more_than", 3000, None, None),
    ("upwards of 3,000", "more_than", 3000, None, None),
    ("> 3,000", "more_than", 3000, None, None),
    ("just over 3,000", "more_than", 3000, None, None),
    ("in excess of 3,000", "more_than", 3000, None, None),
    ("over a dozen", "more_than", 12, None, None),
    ("well beyond 300", "more_than", 300, None, None),
    ("just north of 300", "more_than", 300, None, None),
    ("a lot over 300", "more_than", 300, None, None),
    ("slightly below 300", "nearly", 300, 300, 300),
    ("south of 300", "at_most", None, None, 300),
    ("nearly 1,000", "nearly", 1000, 1000, 1000),
    ("almost 1,000", "nearly", 1000, 1000, 1000),
    ("approaching 1,000", "nearly", 1000, 1000, 1000),
    ("close to 1,000", "nearly", 1000, 1000, 1000),
    ("just under 1,000", "nearly", 1000, 1000, 1000),
    ("up to 12,000", "at_most", None, None, 12000),
    ("at most 12,000", "at_most", None, None, 12000),
    ("no more than 12,000", "at_most", None, None, 12000),
    ("as many as 12,000", "at_most", None, None, 12000),
    ("fewer than 12,000", "at_most", None, None, 12000),
    ("less than 12,000", "at_most", None, None, 12000),
    ("under 12,000", "at_most", None, None, 12000),
    ("<= 12,000", "at_most", None, None, 12000),
    ("300 or fewer", "at_most", None, None, 300),
    ("≤ 300", "at_most", None, None, 300),
    ("10,000-12,000", "between", 10000, None, 12000),
    ("10,000–12,000", "between", 10000, None, 12000),
    ("10,000 to 12,000", "between", 10000, None, 12000),
    ("between 10,000 and 12,000", "between", 10000, None, 12000),
    ("10 000 — 12 000", "between", 10000, None, 12000),
    ("about 10,000 to 12,000", "between", 10000, None, 12000),
    ("from 10,000 to 12,000", "between", 10000, None, 12000),
    ("a third of 6,000", "exact", 2000, 2000, 2000),
    ("about half of 11,000", "about", 5500, 5500, 5500),
    ("40% of 11,000", "exact", 4400, 4400, 4400),
    ("half of about 11,000", "about", 5500, 5500, 5500),
    ("two-thirds of 300", "exact", 200, 200, 200),
    ("12.5 percent of 800", "exact", 100, 100, 100),
    ("half of 10,000 to 12,000", "between", 5000, None, 6000),
    ("almost half of 11,000", "nearly", 5500, 5500, 5500),
    ("several hundred", "vague", 300, None, 900),
    ("dozens", "vague", 24, None, 99),
    ("Thousands.", "vague", 2000, None, 9999),
    ("no figure", "none", None, None, None),
    ("About 300.", "about", 300, 300, 300),
    ("MORE THAN 3,000", "more_than", 3000, None, None),
    ("about\u00a0300", "about", 300, 300, 300),
    ("3\u202f000", "exact", 3000, 3000, 3000),
    ("about  300", "about", 300, 300, 300),
    ("600 at least", "at_least", 600, None, None),
    ("about 600 at  least", "at_least", 600, None, None),
    ("at least 600 or more", "at_least", 600, None, None),
    ("3,000 minimum", "at_least", 3000, None, None),
    ("min. 300", "at_least", 300, None, None),
    ("as few as 300", "at_least", 300, None, None),
    ("300 and upwards", "at_least", 300, None, None),
    ("300 at most", "at_most", None, None, 300),
    ("300 max.", "at_most", None, None, 300),
    ("1,000 or so", "about", 1000, 1000, 1000),
    ("a thousand or so", "about", 1000, 1000, 1000),
    ("10,000 to 12,000 or so", "between", 10000, None, 12000),
    ("c. 300", "about", 300, 300, 300),
    ("600 approximately", "about", 600, 600, 600),
    ("1 dozen", "exact", 12, 12, 12),
    ("3 dozen or more", "at_least", 36, None, None),
    ("nil", "exact", 0, 0, 0),
    ("zero", "exact", 0, 0, 0),
    ("none", "exact", 0, 0, 0),
    ("600.0", "exact", 600, 600, 600),
    ("half of 600 at most", "at_most", None, None, 300),
    ("500 to 1,000", "between", 500, None, 1000),
    ("90 to a hundred and ten", "between", 90, None, 110),
    ("five hundred to one thousand five hundred", "between", 500, None, 1500),
    ("0 to 3,000", "between", 0, None, 3000),
    ("no number given", "none", None, None, None),
    ("one hundred", "exact", 100, 100, 100),
    ("one dozen", "exact", 12, 12, 12),
    ("twenty-nine thousand", "exact", 29000, 29000, 29000),
    ("eighty-one", "exact", 81, 81, 81),
    ("nine hundred and ninety-nine million", "exact", 999e6, 999e6, 999e6),
    ("2 and a half million", "exact", 2.5e6, 2.5e6, 2.5e6),
    ("12½ thousand", "exact", 12500, 12500, 12500),
    ("at least about 300", "at_least", 300, None, None),
    ("about half of between 100 and 200", "between", 50, None, 100),
    ("300  or more", "at_least", 300, None, None),
    ("9 to 900", "between", 9, None, 900),  # 900 hundreds would be no range
    ("10 to 1,001", "between", 10, None, 1001),  # nobody says ten hundred
    ("100 to 1 thousand", "between", 100, None, 1000),
    ("1,000 to 1,000,001", "between", 1000, None, 1000001),
]
REFUSED = [  # said, a part of the message
    ("3.000", "could mean thousands or a fraction; write 3,000"),
    ("1e3", "scientific notation; write the number in full"),
    ("-5", "is negative; counts are 0 or more"),
    ("2.5", "a fraction of a person; write a whole number"),
    ("1.2345 thousand", "a fraction of a person"),
    ("300 soldiers", "leave out 'soldiers', the metric says what is counted"),
    ("about 3.5 thousand soldiers", "leave out 'soldiers', the metric says what is counted"),
    ("300-300", "has equal ends; write 300 alone"),
    ("12,000 to 10,000", "has its ends swapped"),
    ("3,000-500", "or the last is short for more; write both in full, the smaller number first"),
    ("2500-26", "or the last is short for more"),
    ("150 to 60", "or the last is short for more"),
    ("10.5k to 12", "write 10,500 to 12,000 if it is, or `low: 12` and `high: 10500`"),
    ("10,000,000,001", "more than ten thousand million; check the zeros"),
    ("3 00", "groups its digits oddly"),
    ("1,00", "groups its digits oddly"),
    ("3600,0", "compare with the source, then write thousands with single commas or spaces"),
    ("250, 300", "and two numbers as a range"),
    ("3, 000", "groups its digits oddly"),
    ("0123", "begins with a zero"),
    (
        "10 to 12 thousand",
        "whether 10 is meant in the same unit; write 10,000 to 12,000 if it is",
    ),
    ("15 to 10 thousand", "whether 15 is meant in the same unit; write both ends in digits"),
    ("2 to 2 thousand", "the smaller first"),
    ("300 to 100 thousand", "the smaller first"),
    ("20 to 15 hundred", "the smaller first"),
    ("two to three thousand", "write 2,000 to 3,000 if it is, or else both ends"),
    ("three to five dozen", "write 36 to 60 if it is"),
    ("two to three hundred thousand", "write 200,000 to 300,000 if it is, or else both ends"),
    ("2 to three hundred thousand", "write 200,000 to 300,000 if it is"),
    ("between five and six hundred million", "write 500,000,000 to 600,000,000 if it is"),
    ("two to three thousand five hundred", "in the same unit; write both ends in digits, the"),
    ("ten to twelve thousand five hundred", "in the same unit; write both ends in digits, the"),
    ("two to three hundred and fifty thousand", "in the same unit; write both ends in digits"),
    ("2 to three hundred thousand and five", "in the same unit; write both ends in digits, the"),
    ("about at least 300", "hedges twice, in two ways; give `low` and `high` in numbers"),
    ("at least 300 at most", "hedges twice"),
    ("about 300+ or more", ""),
    (
        "more than 10,000 to 12,000",
        "hedges a range, which leaves its ends open; give `low` and `high` in numbers",
    ),
    ("300 to 400 or more", "or one of them where the source leaves the other open"),
    ("nearly 300 or more", "or one of them where the source leaves the other open"),
    ("nearly half of over 300", "or one of them where the source leaves the other open"),
    ("about more than half of over 300", "hedge"),
    ("abuot 300", "did you mean 'about 300'?"),
    ("more then 300", "did you mean 'more than 300'?"),
    ("upto 300", "did you mean 'up to 300'?"),
    ("severl hundred", "did you mean 'several hundred'?"),
    ("low several hundred", "vague words need an entry"),
    ("~several hundred", "vague words need an entry"),
    ("no several hundred", "vague words need an entry"),
    ("several hundred+", "vague words need an entry"),
    ("more than twice 300", "cannot read 'more than twice 300'; write a number with its hedge"),
    ("at least half 300", "cannot read 'at least half 300'; write a number with its hedge"),
    ("lots", "vague words need an entry in the codebook's `wordings`, or write 'no figure'"),
    ("several dozens", "vague words need an entry"),
    ("600\n700", "has two spaces, a tab or a line's end between digits"),
    ("600\t700", "a tab"),
    (
        "3  000",
        "has two spaces, a tab or a line's end between digits; write one number in one piece",
    ),
    (
        "10-12,000",
        "whether 10 is meant in thousands; write 10,000 to 12,000 if it is, or `low: 10`",
    ),
    ("between 5 and 10,000", "write 5,000 to 10,000 if it is"),
    ("10 to 12,000", "write 10,000 to 12,000 if it is"),
    ("about 10–12 000", "write 10,000 to 12,000 if it is"),
    ("from ten to 12000", "write 10,000 to 12,000 if it is"),
    ("half of 10-12,000", "write 10,000 to 12,000 if it is"),
    ("1 to 2,000,000", "write 1,000,000 to 2,000,000 if it is"),
    ("3-400", "write 300 to 400 if it is, or `low: 3` and `high: 400` if not"),
    ("0,500", "begins with a zero, as if a digit before it were lost"),
    ("0,500 thousand", "begins with a zero"),
    ("01,000", "begins with a zero"),
    ("0 500", "begins with a zero"),
    ("about 00.5 million", "begins with a zero"),
    ("300 to 0,500", "begins with a zero"),
    ("600\u2155", "holds U+2155 VULGAR FRACTION ONE FIFTH; where that is a footnote's mark"),
    ("600 \u00bd killed", "holds U+00BD VULGAR FRACTION ONE HALF; where that is a footnote's mark"),
    ("1\u2153 million", "holds U+2153 VULGAR FRACTION ONE THIRD; where that is a footnote's mark"),
    ("600\u00b9", "holds U+00B9 SUPERSCRIPT ONE; where that is a footnote's mark"),
    ("\u201cabout 600\u201d", "typographic quotes; write straight ones, or none"),
    ("6\u041e0", "holds U+043E CYRILLIC"),
    ("600 confirmed", "write 'at least' before it, or enter it under a metric that is a `tally`"),
    ("600 at lest", "did you mean '600 at least'?"),
    ("no mor then 300", "did you mean 'no more than 300'?"),
    ("atleast 300", "did you mean 'at least 300'?"),
    ("slihgtly belwo 300", "did you mean 'slightly below 300'?"),
    ("600 per day", "leave out 'per day' only if the metric says that already"),
    ("hardly more than 300", "cannot read"),
    ("", "cannot read ''"),
    ("300?", "write a number with its hedge"),
    ("x" * 201, "too long for a figure"),
    ("x" * 200, "too long for a number"),
    ("nan", "cannot read 'nan'"),
    ("inf", "cannot read 'inf'"),
    ("all", "; vague words need an entry in the codebook's `wordings`, or write 'no figure'"),
    ("almost half", "say what it is a share of, as in '40% of 11,000'"),
    ("40%", "say what it is a share of"),
    ("150% of 300", "cannot read"),
    ("9 to 901", "in hundreds; write 900 to 901 if it is, or `low: 9` and `high: 901` if not"),
    ("2 to 2,001", "in thousands; write 2,000 to 2,001 if it is"),
    ("2 to 2,000,001", "in millions; write 2,000,000 to 2,000,001 if it is"),
    ("99 to 1 thousand", "write both ends in digits, the smaller first"),
    ("10,000 to 29", "write 10,000 to 29,000 if it is"),
    (
        "10,000 to 30",
        "has its ends swapped, or the last is short for more; write both in full, the",
    ),
    ("10,500 to 210", "has its ends swapped"),
    ("1,000 to 2", "write 1,000 to 2,000 if it is"),
    ("51,000 to 1,000", "has its ends swapped"),
    ("12,000 to 12", "has its ends swapped"),
    ("a thousand million", "vague words"),
    ("twenty-ten", "vague words"),
    ("about about 300", "hedges twice"),
    ("at least at least 300", "hedges twice"),
    ("three zundred", "did you mean 'three hundred'?"),
    ("several hundr3d", "write a number with its hedge"),
    ("300..", "write a number with its hedge"),
    ("niil", "did you mean 'nil'?"),
    ("nonne", "did you mean 'none'?"),
    ("no figrue", "did you mean 'no figure'?"),
    ("a quartr of 3,000", "did you mean 'a quarter of 3,000'?"),
    ("a thrid of 3,000", "did you mean 'a third of 3,000'?"),
    ("3 half", "write a number with its hedge"),
    ("300 +/- 50", "give both ends"),
    ("6’000", "groups its digits oddly"),
    ("“300", "stands in typographic quotes; write straight ones, or none"),
    ("300”", "stands in typographic quotes; write straight ones, or none"),
]
PIECES = [
    "\n",
    *[
        "about",
        "over",
        "half",
        "of",
        "300",
        "3,000",
        "to",
        "-",
        "between",
        "and",
        "dozen",
        "a",
        "two",
        "thousand",
        "%",
        "+",
        "or",
        "more",
        "million",
        "~",
        ">",
        ".",
        "40%",
    ],
]
COUNTS = st.integers(0, 10_000_000_000)


@pytest.mark.parametrize("said, qualifier, low, best, high", READ)
def test_words_become_bounds(said, qualifier, low, best, high):
    """Each wording has the qualifier and bounds that the table of the design gives it."""
    found = read_words(said, WORDINGS)
    assert (found.qualifier, found.low, found.best, found.high) == (qualifier, low, best, high)
    assert found.said == said.strip()


@pytest.mark.parametrize("said, message", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_remedy(said, message):
    """Nothing is guessed: the message names the words and says what to write instead."""
    with pytest.raises(WordsError) as refused:
        read_words(said, WORDINGS)
    assert str(refused.value).startswith("cannot read '")
    assert message in str(refused.value)


def test_a_third_is_computed_unrounded():
    """A third of 5,000 is 1,666.67 persons until it is printed."""
    assert read_words("a third of 5,000").best == pytest.approx(5000 / 3, abs=1e-9)


def test_yaml_numbers_are_words_too():
    """A bare 3000 in the file may arrive as an integer."""
    assert read_words(3000).low == 3000


def test_a_wording_is_read_only_if_the_codebook_has_it():
    """The bounds of vague words are the curator's decision, never the code's."""
    with pytest.raises(WordsError, match="vague words need an entry"):
        read_words("several hundred")


@given(
    COUNTS, st.sampled_from([(name, words) for name, forms in HEDGES.items() for words in forms])
)
def test_every_hedge_takes_every_number(count, hedge):
    """Hedge and number, with commas or without, give the bounds of the hedge."""
    name, words = hedge
    grouped, plain = read_words(f"{words} {count:,}"), read_words(f"{words} {count}")
    assert grouped.qualifier == plain.qualifier == name
    assert (grouped.low, grouped.best, grouped.high) == (plain.low, plain.best, plain.high)
    assert {grouped.low, grouped.high} - {None} == {count}


@given(st.integers(1000, 10**10), COUNTS)
def test_ends_come_back_as_given(first, second):
    """A range keeps its ends exactly, or is refused where they do not rise."""
    if first < second:
        found = read_words(f"{first:,} to {second:,}")
        assert (found.low, found.best, found.high) == (first, None, second)
    else:
        with pytest.raises(WordsError, match=r"equal ends|swapped|leaves open"):
            read_words(f"{first:,} to {second:,}")


@given(st.text(max_size=250) | st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))
def test_any_text_is_read_or_refused(text):
    """No text brings anything but bounds in order or a refusal in one line."""
    refusal = ""
    try:
        found = read_words(text, WORDINGS)
    except WordsError as error:
        refusal = str(error)
    assert "\n" not in refusal
    if not refusal:
        given_ = [end for end in (found.low, found.best, found.high) if end is not None]
        assert given_ == sorted(given_)
        assert (found.qualifier == "none") == (not given_)
        assert all(0 <= end <= 1e10 for end in given_)


@pytest.mark.parametrize(
    ("said", "computed"),
    [
        ("about two thirds of 4,000", True),
        ("40% of 5,000", True),
        ("half of all of 600", True),
        ("all of half of 600", True),
        ("all of 600", False),
        ("about 300", False),
        ("no figure", False),
    ],
)
def test_a_number_that_follows_from_a_share_is_computed(said, computed):
    """Nobody stated it; all of a number is that number."""
    assert read_words(said).computed is computed


@pytest.mark.parametrize(
    "head", ["not", "no", "nor", "hardly", "barely", "scarcely", "never", "without"]
)
def test_no_remedy_drops_a_denial(head):
    """What is "hardly more than 300" is never answered with "more than 300"."""
    for rest in ("300", "more than 300", "over 300", "less then 300", "up to 300"):
        try:
            read_words(f"{head} {rest}")
        except WordsError as refused:
            assert "did you mean" not in str(refused) or f"mean '{head} " in str(refused)


@pytest.mark.parametrize(
    "said",
    [
        *("at best 300", "at last 300", "at worst 300", "just about 300", "possibly more than 300"),
        *("likely more than 300", "easily over 300", "little more than 300", "early 300"),
        *("nearby 300", "round 300", "ever 300", "any more than 300", "for more than 300"),
        *("now more than 300", "close on 300", "closer to 300", "same 300", "for hundred"),
        *("seveny", "even hundred"),
    ],
)
def test_no_word_of_english_is_taken_for_another(said):
    """What is a word by itself, or may be a slip of two, is answered with no other."""
    with pytest.raises(WordsError) as told:
        read_words(said)
    assert "did you mean" not in str(told.value)


@pytest.mark.parametrize("said", ["300 nor more", "about no 300", "up no 300"])
def test_no_remedy_reads_a_denial_as_another_word(said):
    """A "nor" is one letter from "or", and says the contrary."""
    with pytest.raises(WordsError) as told:
        read_words(said)
    assert "did you mean" not in str(told.value)


@given(COUNTS.filter(bool), st.sampled_from([(name, words) for words, name in BEHIND.items()]))
def test_every_hedge_behind_its_number_is_read(count, hedge):
    """A hedge says the same behind a number as before it."""
    name, words = hedge
    found = read_words(f"{count:,}{words}")
    assert found.qualifier == name
    assert {found.low, found.high} - {None} == {count}


@given(st.integers(1, 99), st.integers(2, 999), st.sampled_from(["{}-{},000", "{} to {} 000"]))
def test_an_elided_thousand_is_never_read(first, second, form):
    """The words "10-12,000" may mean 10,000 or ten; the curator says which."""
    if first < second:
        with pytest.raises(WordsError, match=f"write {first},000 to {second},000 if it is"):
            read_words(form.format(first, second))


@pytest.mark.parametrize(
    "said",
    [
        *("1950-10", "1940-05", "2025-05-10", "2025-05-10 00:00:00", "2025-05-10T00:00:00", "3:45"),
        *(
            "03:45:00",
            "03:45 PM",
            "5/10/2025",
            "5.10.25",
            "Oct-50",
            "10-Nov",
            "May 40",
            "October 5",
        ),
    ],
)
def test_what_a_spreadsheet_made_of_a_range_is_no_figure(said):
    """Who typed 10-50 finds 1950-10 in the cell; the range is written again."""
    with pytest.raises(WordsError, match="a month or a time, as spreadsheets make of ranges"):
        read_words(said)


@pytest.mark.parametrize("text", ["10 or 12,000", "600 and 700", "1,000 or 2,000 at most"])
def test_two_numbers_are_told_to_be_a_range(text):
    """Nobody is told to drop the second of them."""
    with pytest.raises(WordsError, match="two numbers are a range") as told:
        read_words(text)
    assert "leave out" not in str(told.value)


@pytest.mark.parametrize(
    "said, qualifier, low, high",
    [
        ("half a million", "exact", 500_000, 500_000),
        ("more than half a million", "more_than", 500_000, None),
        ("nearly a quarter of a million", "nearly", 250_000, 250_000),
        ("half a million to a million", "between", 500_000, 1_000_000),
        ("anywhere between 5,000 and 10,000", "between", 5_000, 10_000),
        ("between 5,000 to 10,000", "between", 5_000, 10_000),
        ("a half million", "exact", 500_000, 500_000),
        ("a total of 300", "exact", 300, 300),
        ("a total of about 300", "about", 300, 300),
        ("more than a total of 300", "more_than", 300, None),
        ("a total of 300 to 400", "between", 300, 400),
        ("in the region of 300", "about", 300, 300),
        ("on the order of 300 to 400", "between", 300, 400),
        ("well in excess of 300", "more_than", 300, None),
        ("min 300", "at_least", 300, None),
        ("max 300", "at_most", None, 300),
        ("1,000-plus", "at_least", 1_000, None),
        ("1,000 and counting", "at_least", 1_000, None),
        ("300 +", "at_least", 300, None),
        ("at the very least 300", "at_least", 300, None),
        ("well over 300", "more_than", 300, None),
        ("just short of 300", "nearly", 300, 300),
        ("well under 300", "at_most", None, 300),
    ],
)
def test_what_papers_write_is_read(said, qualifier, low, high):
    """Wordings that newspapers use have their bounds, and a part of a million is no share."""
    found = read_words(said)
    assert (found.qualifier, found.low, found.high) == (qualifier, low, high)
    assert not found.computed
    assert whole_of(said) is None


@pytest.mark.parametrize(
    "said, message",
    [
        ("1000 (so far)", "leave out '(so far)' only if the metric says that already"),
        ("about 300 (at least)", "leave out '(at least)' only if the metric says that already; a "),
        ("300 (50 officers)", "leave out '(50 officers)' only where it counts a part"),
        ("300 (250 to 400)", "the ends of an estimate go into `low` and `high`, the number into"),
    ],
)
def test_what_stands_in_brackets_is_one(said, message):
    """Brackets are taken whole, and a number in them is a part or an end."""
    with pytest.raises(WordsError) as told:
        read_words(said)
    assert message in str(told.value)


@pytest.mark.parametrize("said", ["½ of 4,000", "1/2 of 4,000", "half of 4,000"])
def test_a_share_may_be_written_as_a_fraction(said):
    """Half of 4,000 is 2,000, computed, however the half is written."""
    found = read_words(said)
    assert (found.low, found.high, found.computed) == (2000, 2000, True)


@pytest.mark.parametrize(
    "said, message",
    [
        ("10,000-12", "write 10,000 to 12,000 if it is"),
        ("300±50", "give both ends"),
        ("600*", "footnote's mark"),
        ("600 [1]", "footnote's mark"),
        ("10 to 20% of 4,000", "give `low` and `high`"),
        ("a third to half of 6,000", "give `low` and `high`"),
        ("minimum 100, maximum 300", "give `low` and `high`"),
        ("five or six", "two numbers are a range"),
        ("3 mil", "'mil', no multiple that is read; write the number in full"),
        ("2 lakh", "'lakh', no multiple that is read; write the number in full"),
        ("3 trillion", "write the number in full"),
        ("300 tys.", "'tys', no multiple that is read; write the number in full"),
        ("3 Mio", "'mio', no multiple that is read; write the number in full"),
        ("tens", "vague words need an entry"),
        ("ten-twelve", "vague words need an entry"),
        ("3'000", "write thousands with single commas"),
        ("-", "is a dash; write 'no figure'"),
        ("12 thousand three hundred", "one number is written in digits, as in 12,300"),
        ("3 hundred thousand", "write a number with its hedge"),
        ("300 out of five hundred", "there is a second number in them"),
        ("1 hundred and 5", "write one number in digits, as in 105"),
        ("several hundred or more", "vague words need an entry"),
        ("300 or 400 or more", "of one with an open end give `low` or `high` alone"),
        ("dozens or hundreds", "vague words need an entry"),
        ("one thousand and two hundred", "write the number in digits where they name one"),
        ("two million and a half", "write the number in digits where they name one"),
        ("ten thousand million", "write the number in digits where they name one"),
        ("hundred thousand", "write the number in digits where they name one"),
        ("seven point five thousand", "write the number in digits where they name one"),
        ("300 (in thousands)", "there is a second number in them"),
        ("in the vicinity of 300", "; write a number with its hedge"),
    ],
)
def test_no_remedy_makes_another_number(said, message):
    """Obeyed, the message gives what the source says; nothing that counts is to be left out."""
    with pytest.raises(WordsError) as told:
        read_words(said)
    assert message in str(told.value)
    assert "leave out '" not in str(told.value)
    assert "did you mean" not in str(told.value)


@pytest.mark.parametrize(
    "said, message",
    [
        ("two thousands", "did you mean 'two thousand'?"),
        ("thousand", "vague words need an entry"),
        ("dozen", "vague words need an entry"),
        ("thousans", "did you mean 'thousands'?"),
        ("severl hundred", "did you mean 'several hundred'?"),
    ],
)
def test_no_vague_words_take_the_place_of_a_number(said, message):
    """Two thousands are no thousands, and a thousand is one; a slip in the vague words is none in a
    number.
    """
    with pytest.raises(WordsError) as told:
        read_words(said, WORDINGS)
    assert message in str(told.value)
