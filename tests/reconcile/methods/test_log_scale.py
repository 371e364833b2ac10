"""A figure on the log scale: grain, wording, zeros, and one observation an affiliation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reconcile.methods.log_scale import grain, merge, on_log_scale, shift_for

NAN = float("nan")
PERSONS = st.floats(1, 1e10)


def point(value, **more):
    """A figure with equal bounds: its y back in persons, and its s."""
    y, s = on_log_scale(
        [value], [value], [value], **{name: [given] for name, given in more.items()}
    )
    return float(np.exp(y[0])), float(s[0])


@pytest.mark.parametrize(
    "value, unit",
    [
        (3140, 10),
        (3000, 500),
        (15000, 5000),
        (5000, 500),
        (10000, 5000),
        (11000, 1000),
        (2700, 100),
        (4700, 100),
        (300, 50),
        (101, 1),
        (110, 10),
        (99, 1),
        (50, 5),
        (10, 5),
        (7, 1),
        (1, 1),
        (1e10, 5e9),
        (5000 / 3, 100),
        (0.5, 1),
    ],
)
def test_the_grain_is_the_roundness_that_a_number_shows(value, unit):
    """It divides the number, is at most half the leading power of ten, and two digits for a
    computed share.
    """
    assert grain(value) == unit


def test_about_is_uniform_within_a_grain():
    """About 300 lies between 250 and 350: s = ln(350/250)/sqrt(12) = 0.0971, with 0.05 in
    quadrature 0.1092.
    """
    assert point(300) == pytest.approx((300, 0.10924), rel=1e-4)


def test_exact_is_half_as_wide_as_about():
    """300 alone lies between 275 and 325: ln(325/275)/sqrt(12) = 0.0482, with 0.05 in quadrature
    0.0695.
    """
    assert point(300, qualifier="exact") == pytest.approx((300, 0.06946), rel=1e-3)


def test_sharp_numbers_are_as_good_as_any_figure_gets():
    """ "Exactly 3,000" is one in 3,000 wide, so its error is the least error, 0.05; so is that of a
    plain 90, nearly.
    """
    assert point(3000, qualifier="exact", sharp=True)[1] == pytest.approx(0.05, rel=1e-4)
    assert point(90, qualifier="exact")[1] == pytest.approx(
        np.hypot(0.05, np.log(90.5 / 89.5) / 12**0.5)
    )


def test_a_hundred_is_as_round_as_any_and_a_half_keeps_clear_of_zero():
    """100 alone lies between 75 and 125, half a grain of 50 to each side; a computed 0.5 between 0.25
    and 0.75.
    """
    for value, ratio in ((100, 125 / 75), (0.5, 3)):
        assert point(value, qualifier="exact") == pytest.approx(
            (value, np.hypot(0.05, np.log(ratio) / 12**0.5))
        )


def test_a_lopsided_figure_may_be_less_than_one():
    """Low 0.4, best 0.5, high 0.9 is read as ten times as many are: a tenth, as wide."""
    few, many = (on_log_scale([4 * unit], [5 * unit], [9 * unit]) for unit in (0.1, 1.0))
    assert (few[0] + np.log(10), few[1]) == (pytest.approx(many[0]), pytest.approx(many[1]))


def test_small_round_numbers_keep_clear_of_zero():
    """About 1 is at most 60% off: between 0.4 and 1.6, so s = ln(4)/sqrt(12) = 0.4002 before the
    least error.
    """
    assert point(1)[1] == pytest.approx(np.hypot(0.05, np.log(4) / 12**0.5))


def test_between_is_a_ninety_percent_interval():
    """Between 10,000 and 12,000 is centred on sqrt(120) thousand, s = ln(1.2)/3.29 = 0.0554 before
    the least error.
    """
    y, s = on_log_scale([10000], [NAN], [12000])
    assert np.exp(y[0]) == pytest.approx(10954.45, rel=1e-6)
    assert s[0] == pytest.approx(np.hypot(0.05, 0.055417), rel=1e-4)


def test_at_least_means_a_little_more():
    """At least 6,000: grain 500, excess half-normal of scale 125/6,000, whose mean is 1.66%; never
    300,000.
    """
    y, s = on_log_scale([6000], [NAN], [NAN])
    assert np.exp(y[0]) == pytest.approx(6000 * np.exp(np.sqrt(2 / np.pi) / 48))
    assert s[0] == pytest.approx(np.hypot(0.05, np.sqrt(1 - 2 / np.pi) / 48))


def test_up_to_and_nearly_mirror_at_least():
    """Up to 6,000 is as far below as at least 6,000 is above, and nearly 6,000 is read as up to
    6,000.
    """
    above, below, nearly = (
        on_log_scale(*bounds, **words)
        for bounds, words in (
            (([6000], [NAN], [NAN]), {}),
            (([NAN], [NAN], [6000]), {}),
            (([6000], [6000], [6000]), {"qualifier": ["nearly"]}),
        )
    )
    assert above[0][0] - np.log(6000) == pytest.approx(np.log(6000) - below[0][0])
    assert (nearly[0][0], nearly[1][0]) == pytest.approx((below[0][0], below[1][0]))


def test_the_excess_is_never_large():
    """The round 100 has a grain of 50, but "at least 100" stays within a half-normal of scale 10%:
    about 108.
    """
    y, _ = on_log_scale([100], [NAN], [NAN])
    assert np.exp(y[0]) == pytest.approx(100 * np.exp(0.1 * np.sqrt(2 / np.pi)))


def test_zero_is_read_as_less_than_half_a_person():
    """In a series with a zero, one is added to every number; zero lies between 0 and 0.5, so its y
    is ln(1.5)/2.
    """
    bounds = [0, 100], [0, 100], [0, 100]
    assert shift_for(*bounds) == 1
    y, s = on_log_scale(*bounds, shift=1)
    assert y == pytest.approx([np.log(1.5) / 2, np.log(101)])
    assert s[0] == pytest.approx(np.hypot(0.05, np.log(1.5) / 12**0.5))


def test_the_shift_is_each_series_own():
    """A zero in one series moves no other."""
    low = np.array([[0.0, 4.0], [3.0, 4.0]])
    assert shift_for(low, low, low).tolist() == [[1.0], [0.0]]


def test_a_zero_without_a_shift_is_refused():
    """Zero has no logarithm, alone or beside others, and the message says what to give."""
    for numbers in ([0], [0, 100]):
        with pytest.raises(ValueError, match="give the series the shift 1"):
            on_log_scale(numbers, numbers, numbers)


@pytest.mark.parametrize(
    "words, message",
    [
        ({"qualifier": ["abuot"]}, "no qualifier 'abuot'; there are: exact, about"),
        ({"qualifier": ["about", "about"]}, r"qualifier has the shape \(2,\), the bounds \(1,\)"),
    ],
)
def test_wrong_words_are_named(words, message):
    """An unknown qualifier, or one too many, is a ValueError that says what there is."""
    with pytest.raises(ValueError, match=message):
        on_log_scale([1], [1], [1], **words)


def test_no_word_is_about():
    """A cell without a word, empty or NaN, is read as "about"."""
    numbers = [300.0] * 3
    _, s = on_log_scale(numbers, numbers, numbers, qualifier=["about", "", NAN])
    assert s.tolist() == [s[0]] * 3


def test_no_figure_is_no_observation():
    """A place without any bound stays empty, so that series of different length fit one array."""
    y, s = on_log_scale([[300, NAN]], [[300, NAN]], [[300, NAN]])
    assert np.isnan([y[0, 1], s[0, 1]]).all() and not np.isnan([y[0, 0], s[0, 0]]).any()


@given(
    st.lists(
        st.tuples(PERSONS, PERSONS, st.sampled_from(["both", "low", "high", "best"])),
        min_size=1,
        max_size=5,
    )
)
def test_every_positive_figure_has_a_place_and_a_width(figures):
    """No finite positive number gives NaN, and no figure is sharper than the least error."""
    rows = [
        (
            min(a, b) if kind in ("both", "low") else NAN,
            a if kind == "best" else NAN,
            max(a, b) if kind in ("both", "high") else NAN,
        )
        for a, b, kind in figures
    ]
    y, s = on_log_scale(*np.array(rows).T)
    assert np.isfinite(y).all() and (s >= 0.05).all() and np.isfinite(s).all()


def test_an_affiliation_is_one_observation():
    """Two offices at 7.0 and 7.2 with s = 0.1 become 7.1; s is 0.1 and their own spread 0.1 in
    quadrature.
    """
    y, s = merge([7.0, 8.0, 7.2], [0.1, 0.2, 0.1], ["north", "south", "north"])
    assert y == pytest.approx([7.1, 8.0])
    assert s == pytest.approx([np.sqrt(0.02), 0.2])


def test_repeating_an_office_makes_nothing_surer():
    """Ten statements of one office, all alike, leave its observation as one made it."""
    y, s = merge([7.0] * 10, [0.1] * 10, ["north"] * 10)
    assert y == pytest.approx([7.0]) and s == pytest.approx([0.1])


def test_merging_many_series_is_merging_each():
    """Series of different length, one affiliation shared between them, give what each gives
    alone.
    """
    y, s = (
        np.array([[7.0, 7.2, 8.0], [6.0, 6.5, NAN]]),
        np.array([[0.1, 0.1, 0.2], [0.3, 0.1, NAN]]),
    )
    owner = np.array([[1, 1, 2], [2, 3, 3]])
    together = merge(y, s, owner)
    for row, k in ((0, 3), (1, 2)):
        alone = merge(y[row, :k], s[row, :k], owner[row, :k])
        assert together[0][row] == pytest.approx(alone[0]) and together[1][row] == pytest.approx(
            alone[1]
        )


def test_without_affiliations_each_stands_alone():
    """Nothing is merged, and nothing is changed."""
    y, s = merge([7.0, 7.2], [0.1, 0.1])
    assert y.tolist() == [7.0, 7.2] and s.tolist() == [0.1, 0.1]


def test_affiliations_must_fit():
    """One affiliation too few is named with both shapes."""
    with pytest.raises(ValueError, match=r"affiliation has the shape \(1,\), the figures \(2,\)"):
        merge([7.0, 7.2], [0.1, 0.1], ["north"])
