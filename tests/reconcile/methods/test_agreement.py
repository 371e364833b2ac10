"""Agreement: the regions in which the most voices overlap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reconcile import agreement

NAN = float("nan")
voices = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 30)), min_size=1, max_size=8)


def regions(found):
    return list(zip(found.low.tolist(), found.high.tolist()))


def test_marzullos_example():
    """8 to 12, 11 to 13 and 14 to 15: two of three overlap from 11 to 12."""
    found = agreement([8, 11, 14], [12, 13, 15])
    assert (regions(found), found.count, found.k) == ([(11.0, 12.0)], 2, 3)


def test_every_region_of_the_most_is_given():
    """Two pairs that overlap apart from each other are two regions, from low to high."""
    found = agreement([30, 1, 2, 31], [40, 5, 6, 41])
    assert (regions(found), found.count) == ([(2.0, 5.0), (31.0, 40.0)], 2)


def test_ends_that_touch_overlap():
    """About 300 meets 300 to 400 in 300 itself."""
    found = agreement([300, 300], [300, 400])
    assert (regions(found), found.count) == ([(300.0, 300.0)], 2)


def test_where_nobody_meets_everybody_is_a_region():
    """Three different numbers: three regions of one voice each."""
    found = agreement([300, 100, 200], [300, 100, 200])
    assert (regions(found), found.count) == ([(100.0, 100.0), (200.0, 200.0), (300.0, 300.0)], 1)


def test_an_open_side_reaches_on():
    """At least 100 and 300 to 400 meet in all of 300 to 400; at least 100 and at least 200 in 200
    and more.
    """
    found = agreement([100, 300], [NAN, 400])
    assert (regions(found), found.count) == ([(300.0, 400.0)], 2)
    both = agreement([100, 200], [NAN, NAN])
    assert both.low.tolist() == [200.0] and np.isnan(both.high).all() and both.count == 2
    below = agreement([NAN, NAN], [100, 200])
    assert np.isnan(below.low).all() and below.high.tolist() == [100.0]


@given(voices)
def test_the_sweep_counts_as_counting_does(pairs):
    """No number lies in more voices than the count says, and each region's ends lie in as many."""
    low, high = np.array([(a, a + width) for a, width in pairs], dtype=float).T
    found = agreement(low, high)
    inside = [(low <= x) & (x <= high) for x in np.arange(0, 95, 0.5)]
    assert max(each.sum() for each in inside) == found.count
    for start, end in regions(found):
        assert ((low <= start) & (end <= high)).sum() == found.count
    assert agreement(low[::-1], high[::-1]).low.tolist() == found.low.tolist()


def test_an_affiliation_votes_once():
    """Two offices at 100 and 120 are one vote for 100 to 120, so that 110 to 130 of another
    government makes two of two.
    """
    found = agreement([100, 120, 110], [100, 120, 130], affiliation=["north", "north", "south"])
    assert (regions(found), found.count, found.k) == ([(110.0, 120.0)], 2, 2)


def test_many_series_are_each_series():
    """A series with one region beside one with two is padded; a shorter one counts only its own
    voices.
    """
    found = agreement([[1, 2, 10], [1, 20, NAN]], [[5, 6, 11], [2, 21, NAN]])
    assert found.count.tolist() == [2, 1] and found.k.tolist() == [3, 2]
    assert found.low.tolist()[1] == [1, 20] and found.low[0, 0] == 2 and np.isnan(found.low[0, 1])


@pytest.mark.parametrize(
    "low, high, message",
    [
        ([5], [4], r"low\[0\] is 5: more than its high"),
        ([-1], [4], r"low\[0\] is -1: numbers of persons are zero or more"),
        ([1], [float("inf")], r"high\[0\] is inf: write NaN for an open bound"),
        ([NAN], [NAN], "the series holds no voice; leave it out"),
        ([[1], [NAN]], [[1], [NAN]], "series 1 holds no voice"),
        ([1, 2], [3], "give all three one shape"),
    ],
)
def test_bad_input_is_named(low, high, message):
    """What cannot be used is a ValueError that names the place and the remedy."""
    with pytest.raises(ValueError, match=message):
        agreement(low, high)
