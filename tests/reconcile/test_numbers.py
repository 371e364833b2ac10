"""How counts, ends, labels and days are printed, at the edges."""

import pytest

from tracker.curate.words.dates import parse_date
from tracker.reconcile.numbers import format_count, format_ends, rough_ends, roughly, rounded
from tracker.reconcile.phrases import day_words, running


@pytest.mark.parametrize(
    ("value", "exact", "rough"),
    [
        (0, "0", "0"),
        (0.5, "0.5", "0"),
        (0.97, "1", "1"),
        (3.46, "3.5", "3"),
        (9.94, "9.9", "10"),
        (10, "10", "10"),
        (10.4, "10", "10"),
        (12.34, "12", "12"),
        (1234.5, "1,234", "1,200"),
        (12345678901, "12,345,678,901", "12,000,000,000"),
    ],
)
def test_numbers_of_persons(value, exact, rough):
    """Tenths below ten only; four digits of what was computed and all of what was stated, or two."""
    assert (format_count(value), roughly(value)) == (exact, rough)


def test_what_is_no_number_stays():
    """An end that went to infinity is rounded to itself."""
    assert rounded(float("inf")) == float("inf") and rounded(0) == 0


def test_an_end_that_is_open_below():
    """ "Or fewer", of stated and of computed ends."""
    assert format_ends(None, 300) == "300 or fewer"
    assert format_ends(200, 300, low_open=True) == "200 or fewer to 300"
    assert rough_ends(None, 317) == "about 320 or fewer"


def test_an_upper_end_alone_that_is_open():
    """What was an upper limit once is none of today."""
    assert rough_ends(None, 317, high_open=True) == "about 320 or fewer then, perhaps more since"


def test_labels_and_days_inside_a_sentence():
    """Initials keep their capitals, a second letter is enough; a year is no day."""
    assert [running(label) for label in ("UN dead", "Unarmed dead")] == ["UN dead", "unarmed dead"]
    written = "2025", "2025-03", "2025-03-04"
    assert [day_words(parse_date(day)) for day in written] == ["2025", "March 2025", "4 March 2025"]
