"""The envelope, case by case, against numbers worked out by hand."""

from math import isnan, nan, sqrt

import numpy as np
import pytest

from tracker.reconcile.methods.envelope import envelope, sign_test


def points(*numbers, **more):
    return envelope(numbers, numbers, numbers, **more)


def least(*numbers):
    """Figures that say "at least" only."""
    return [(number, nan, nan) for number in numbers]


def most(*numbers):
    """Figures that say "up to" only."""
    return [(nan, nan, number) for number in numbers]


def about(*numbers):
    return [(number, number, number) for number in numbers]


def between(low, high):
    return [(low, nan, high)]


def of(*figures):
    return envelope(*zip(*(figure for group in figures for figure in group)))


def test_ends_are_the_lowest_low_and_the_highest_high():
    """600 to 700, 1,000 and 2,000: from 600 to 2,000, its centre the middle figure, half of a half
    in doubt.
    """
    r = of(between(600, 700), about(1000), about(2000))
    assert (r.low, r.centre, r.high, r.low_open, r.high_open) == (600, 1000, 2000, False, False)
    assert (r.voices, r.independent, r.confidence, r.kind) == (3, 3, 0.75, "range")
    assert (r.low_by.tolist(), r.high_by.tolist()) == ([True, False, False], [False, False, True])


def test_the_centre_of_an_even_number_is_a_geometric_mean():
    """400 and 900: the centre is 600, as far from one as from the other in ratio."""
    assert points(400, 900).centre == pytest.approx(600, rel=1e-15)
    assert points(300, 400, 900, 1000).centre == pytest.approx(600, rel=1e-15)


def test_a_range_without_best_has_its_geometric_mean_as_centre():
    """Between 100 and 400: 200; with a best value, that."""
    assert of(between(100, 400)).centre == pytest.approx(200, rel=1e-15)
    assert envelope([100], [350], [400]).centre == 350


def test_one_voice_is_its_own_interval():
    """A single assessment has no confidence, however wide: 100 to 2,000 is no lack of consensus."""
    r = of(between(100, 2000))
    assert (r.low, r.high, r.kind, r.independent) == (100, 2000, "single assessment", 1)
    assert r.centre == pytest.approx(sqrt(200_000)) and isnan(r.confidence)


@pytest.mark.parametrize(
    ("k", "j", "confidence"),
    [
        (2, 1, 0.5),
        (3, 1, 0.75),
        (4, 1, 0.875),
        (5, 1, 0.9375),
        (7, 1, 0.984375),
        (8, 2, 1 - 18 / 256),
        (10, 2, 1 - 22 / 1024),
        (11, 3, 1 - 134 / 2048),
        (18, 6, 1 - 25_232 / 2**18),
    ],
)
def test_the_confidence_is_the_sign_tests(k, j, confidence):
    """At most 1 - 2 * sum of C(k, i) below j over 2 ** k, with the largest j that keeps 90%."""
    assert sign_test(k) == (j, confidence)
    assert points(*range(100, 100 + k)).confidence == confidence


def test_from_eight_affiliations_the_outermost_are_left_out():
    """101 to 108: from the second lowest to the second highest; at seven, from the lowest to the
    highest.
    """
    r = points(*range(101, 109))
    assert (r.low, r.high, r.confidence) == (102, 107, 0.9296875)
    assert r.centre == pytest.approx(sqrt(104 * 105))
    assert (points(*range(101, 108)).low, points(*range(101, 108)).high) == (101, 107)


def test_an_affiliation_counts_once():
    """Two offices of one government and an ally: two independent voices, though three numbers."""
    r = points(300, 400, 350, affiliation=["north", "north", "ally"])
    assert (r.low, r.centre, r.high, r.voices, r.independent, r.confidence) == (
        300,
        350,
        400,
        3,
        2,
        0.5,
    )


def test_one_affiliation_alone_gives_no_confidence():
    """Two offices of one government are not independent: no confidence, whether they differ or
    not.
    """
    for numbers in ((300, 400), (300, 300)):
        r = points(*numbers, affiliation=[7, 7])
        assert (r.kind, r.independent, (r.low, r.high)) == (
            "one affiliation",
            1,
            numbers,
        ) and isnan(r.confidence)


def test_from_eight_affiliations_each_counts_with_its_hull():
    """Ten figures of one government at 1,000 and 50 weigh as one, from 50 to 1,000, among seven
    others at 101 to 107.
    """
    numbers = [*range(101, 108), *[1000] * 9, 50]
    r = points(*numbers, affiliation=[*range(7), *[7] * 10])
    assert (r.low, r.high, r.independent) == (101, 107, 8)
    assert r.centre == pytest.approx(sqrt(104 * 105))


def test_from_eight_the_centre_is_that_of_the_affiliations():
    """One government's 100 and 400 weigh as 200 beside three at 50 and four at 300: the middle two
    are 200 and 300.
    """
    r = points(100, 400, 50, 50, 50, 300, 300, 300, 300, affiliation=[0, 0, *range(1, 8)])
    assert r.centre == pytest.approx(sqrt(200 * 300))


def test_at_least_below_the_high_end_changes_nothing():
    """300 and 1,000, and somebody saying at least 20: still 300 to 1,000, and two who state both
    ends.
    """
    r = of(about(300, 1000), least(20))
    assert (r.low, r.high, r.high_open, r.voices, r.independent) == (300, 1000, False, 3, 2)
    assert r.centre == pytest.approx(sqrt(300_000))


@pytest.mark.parametrize("number", [1000, 3000])
def test_at_least_from_the_high_end_on_opens_it(number):
    """At least 3,000 against 1,000: 3,000 or more, held by whoever says so."""
    r = of(about(300, 1000), least(number, 20))
    assert (r.low, r.high, r.high_open, r.low_open, r.confidence) == (300, number, True, False, 0.5)
    assert r.high_by.tolist() == [False, number == 1000, True, False]


def test_up_to_above_raises_the_high_end_closed():
    """300 and up to 500: the range of what is claimed reaches 500."""
    r = of(about(300), most(500))
    assert (r.low, r.high, r.low_open, r.high_open, r.kind) == (300, 500, False, False, "range")
    assert r.high_by.tolist() == [False, True]


def test_up_to_below_lowers_the_low_end_open():
    """300, and somebody saying at most 200: 200 or fewer."""
    r = of(about(300), most(200, 250))
    assert (r.low, r.high, r.low_open, r.high_open) == (200, 300, True, False)
    assert r.low_by.tolist() == [False, True, False]


def test_up_to_the_low_end_itself_opens_nothing():
    """300 to 900, and somebody saying up to 300: from 300, which stays a number with an owner, not
    "300 or fewer".
    """
    r = of(between(300, 900), most(300))
    assert (r.low, r.high, r.low_open, r.low_by.tolist()) == (300, 900, False, [True, False])


def test_at_least_beyond_up_to_opens_the_high_end():
    """300, up to 500, at least 600: 600 or more."""
    r = of(about(300), most(500), least(600))
    assert (r.high, r.high_open) == (600, True)


def test_only_at_least():
    """At least 100 and at least 300: at least 300, no end above, no centre, nobody independent with
    both ends.
    """
    r = of(least(100, 300))
    assert repr(r) == repr(envelope([100, 300], [nan, nan], [nan, nan], affiliation=["a", "b"]))
    assert (r.low, r.low_open, r.high_open, r.independent, r.kind) == (
        300,
        False,
        True,
        0,
        "at least",
    )
    assert isnan(r.high) and isnan(r.centre) and isnan(r.confidence)


def test_only_up_to():
    """Up to 100 and up to 300: at most 100."""
    r = of(most(100, 300))
    assert (r.high, r.low_open, r.high_open, r.kind) == (100, True, False, "at most") and isnan(
        r.low
    )


def test_at_least_and_up_to_alone_make_closed_ends():
    """At least 100, at least 150, up to 300, up to 400: from 150 to 300, neither open."""
    r = of(least(100, 150), most(300, 400))
    assert (r.low, r.high, r.low_open, r.high_open, r.kind) == (
        150,
        300,
        False,
        False,
        "bounds only",
    ) and isnan(r.centre + r.confidence)


def test_at_least_that_meets_up_to_is_one_number():
    """At least 300 and up to 300 can both be true: 300, held by both, and still nobody states both
    ends.
    """
    r = of(least(300), most(300))
    assert (r.low, r.high, r.kind, r.low_by.tolist()) == (300, 300, "bounds only", [True, False])


def test_at_least_above_up_to_is_incompatible():
    """At least 400 and up to 300 cannot both be true: no ends, and no silent swap."""
    r = of(least(400), most(300))
    assert r.kind == "incompatible" and isnan(r.low) and isnan(r.high)
    assert not (r.low_open or r.high_open or r.low_by.any() or r.high_by.any())


def test_all_equal():
    """All say 3,000: that number, held by all; how sure that is, it cannot say."""
    r = points(3000, 3000, 3000)
    assert (r.low, r.centre, r.high, r.kind, r.independent) == (3000, 3000, 3000, "all equal", 3)
    assert isnan(r.confidence) and r.low_by.all() and r.high_by.all()


def test_more_than_tenfold_apart_is_no_consensus():
    """100 and 1,001 have no centre; 100 and 1,000 have."""
    apart = points(100, 1001)
    assert (apart.low, apart.high, apart.kind, apart.confidence) == (
        100,
        1001,
        "no consensus",
        0.5,
    ) and isnan(apart.centre)
    assert points(100, 1000).kind == "range"


def test_zeros_count():
    """Zero and 8: from 0 to 8, the centre that of 1 and 9 less one; 0 and 10 are no consensus."""
    r = points(0, 8)
    assert (r.low, r.centre, r.high, r.kind) == (0, 2, 8, "range")
    assert points(0, 10).kind == "no consensus"
    assert (points(0, 0).low, points(0, 0).centre, points(0, 0).kind) == (0, 0, "all equal")


def test_a_best_value_closes_an_open_side():
    """At least 100, best 150: it reaches 150, and stays open there."""
    r = envelope([100, 120], [150, 120], [nan, 120])
    assert (r.low, r.high, r.high_open, r.low_open, r.independent) == (100, 150, True, False, 2)
    assert envelope([nan], [150], [nan]).kind == "single assessment"


@pytest.mark.parametrize("shape", [(0,), (2,)])
def test_no_voice_is_no_figure(shape):
    """Nothing but NaN, or nothing at all, is said to be no figure."""
    empty = np.full(shape, nan)
    r = envelope(empty, empty, empty)
    assert (r.kind, r.voices, r.independent, r.low_open, r.high_open) == (
        "no figure",
        0,
        0,
        False,
        False,
    )
    assert isnan(r.low) and isnan(r.high)


def test_many_series_at_once_are_each_as_alone():
    """Rows of different length and kind come out as they do one at a time, in arrays of shape
    (n,).
    """
    rows = [of(about(300, 1000)), of(least(5)), of(least(400), most(300)), points(*range(1, 10))]
    low, best, high = np.full((3, 4, 9), nan)
    for row, figures in enumerate(
        [about(300, 1000), least(5), least(400) + most(300), about(*range(1, 10))]
    ):
        for column, figure in enumerate(figures):
            low[row, column], best[row, column], high[row, column] = figure
    many = envelope(low, best, high, affiliation=np.tile(np.arange(9), (4, 1)))
    for name in (
        "low",
        "centre",
        "high",
        "low_open",
        "high_open",
        "voices",
        "independent",
        "confidence",
    ):
        np.testing.assert_array_equal(getattr(many, name), [getattr(row, name) for row in rows])
    assert many.kind.tolist() == ["range", "at least", "incompatible", "range"]


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        (([1, 2], [1, 2], [1]), r"shapes \(2,\), \(2,\), \(1,\); give all three one shape"),
        (([[[1]]], [[[1]]], [[[1]]]), r"\(k,\) or \(n, k\)"),
        (([1, -5], [1, nan], [1, 2]), r"low\[1\] is -5: numbers of persons are zero or more"),
        (([1], [1], [np.inf]), r"high\[0\] is inf: write NaN for an open bound"),
        (
            ([[1, 2], [9, 2]], [[nan, nan], [nan, nan]], [[3, 3], [3, 3]]),
            r"low\[1, 0\] is 9: more than its high",
        ),
        (([5], [2], [nan]), r"low\[0\] is 5: more than its best"),
    ],
)
def test_bad_numbers_are_named(arrays, words):
    """A number that cannot be used is named with its place and the remedy."""
    with pytest.raises(ValueError, match=words):
        envelope(*arrays)


def test_affiliations_of_another_shape_are_refused():
    """Three voices need three affiliations."""
    with pytest.raises(ValueError, match="give one affiliation a figure"):
        points(1, 2, 3, affiliation=[1, 2])


def test_one_figure_that_a_bound_moves_is_a_range():
    """About 600 and "at least 3,000": neither one assessment nor one affiliation made it."""
    r = envelope([600, 3000], [600, nan], [600, nan], affiliation=["north", "north"])
    assert (r.kind, r.low, r.high, r.independent) == ("range", 600, 3000, 1)


def test_all_equal_is_said_of_figures_not_of_ends():
    """About 300 and "at least 300" is one figure that a bound opened; 100 seven times between 50 and 200
    has equal ends once the outermost are left out, and still not all say so.
    """
    opened, outer = of(about(300), least(300)), points(50, *[100] * 7, 200)
    assert (opened.low, opened.high, opened.high_open, opened.kind) == (300, 300, True, "range")
    assert (outer.low, outer.high, outer.kind) == (100, 100, "range")
