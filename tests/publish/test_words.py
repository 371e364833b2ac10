"""What stands beside numbers: the two lines, and why they lie apart where they do."""

from dataclasses import replace

import pytest

from tracker.publish import words
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask


@pytest.fixture
def killed(small):
    """900 to a third of 5,000, estimated 570 to 2,400."""
    return assess(ask(small, "killed"))


def test_two_lines_that_overlap_need_no_reason(killed):
    """What is stated lies inside what is estimated."""
    stated, second = words.lines(killed)
    assert stated.startswith("Killed: ")
    assert second == "Estimated: about 460 to 3,300 or more (90% model range)."


def test_two_lines_apart_say_why(killed):
    """A stated range of 9 lies below the estimate, which knows no count of a part."""
    below = replace(killed, low=9.0, high=9.0)
    assert words.apart(below) == (
        "The two do not overlap: the estimate is computed from all figures that speak together, and "
        "what is stated is held by few of them."
    )
    bounded = replace(below, figures=(*below.figures, "army-2025-02-25.killed"))
    assert "without the counts that only limit what is stated" in words.apart(bounded)
    assert words.lines(bounded)[1].startswith(
        "Estimated: about 460 to 3,300 or more (90% model range). The"
    )


@pytest.mark.parametrize(
    ("low", "high", "meets"),
    [(1, 899, False), (1, 900, True), (1700, 2000, False), (1000, None, True), (None, 10, False)],
)
def test_ranges_meet_where_they_share_a_number(killed, low, high, meets):
    """Open ends reach as far as there are numbers."""
    assert words.meets(killed, low, high) is meets
    assert words.meets(replace(killed, high_open=True, low_open=True), low, high)


def test_units_and_places_stand_in_a_heading(told):
    """Persons unless the codebook says otherwise."""
    asked = (ask(told, "tanks_lost"), ask(told, "troops_present", place="front"))
    assert [*map(words.heading, asked)] == ["Tanks lost (tanks)", "Present, The Front (persons)"]
