"""What every method does with its arrays: refuse, tell apart, gather, sort, and work block by block."""

import re
from math import nan

import numpy as np
import pytest

from tracker.reconcile import agreement, envelope, pool, random_effects
from tracker.reconcile.methods.arrays import (
    generator,
    in_order,
    labelled,
    median,
    observations,
)

CACHED = 65_536  # numbers: half a megabyte


@pytest.mark.parametrize(
    "ask, said",
    [
        (
            lambda: envelope([1, -5], [1, nan], [1, 2]),
            "low[1] is -5: numbers of persons are zero or more",
        ),
        (lambda: envelope([1], [1], [np.inf]), "high[0] is inf: write NaN for an open bound"),
        (
            lambda: envelope([1], [9], [5]),
            "best[0] is 9: more than its high; a low is at most its best, a best at most its high",
        ),
        (
            lambda: envelope([1, 2], [1], [1, 2]),
            "low, best and high have the shapes (2,), (1,), (2,); give all three one shape, (k,) or "
            "(n, k), with NaN where open or not given",
        ),
        (
            lambda: agreement([[1, nan], [nan, nan]], [[1, nan], [nan, nan]]),
            "series 1 holds no voice; leave it out, or give a low or a high",
        ),
        (
            lambda: pool([[1, nan], [nan, nan]], [[1, nan], [nan, nan]]),
            "series 1 holds no observation; leave it out",
        ),
        (
            lambda: random_effects([np.inf], [1.0]),
            "y[0] is inf: an observation is a finite number on the log scale; leave an open figure "
            "out",
        ),
        (lambda: generator(-1), "seed is -1; give a whole number from 0 up, or a numpy Generator"),
        (
            lambda: generator(1.5),
            "seed is 1.5; give a whole number from 0 up, or a numpy Generator",
        ),
    ],
)
def test_what_cannot_be_used_is_told_in_one_sentence(ask, said):
    """The place, the value, and what to write instead."""
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        ask()


def test_a_place_without_an_observation_has_a_number_that_hurts_nobody():
    """Zero with the variance one, in one series or many."""
    seen = observations([7.0, nan], [0.5, nan], "v")
    assert [column.tolist() for column in seen] == [[[7, 0]], [[0.5, 1]], [[True, False]]]


def test_of_many_series_the_first_observations_lie_side_by_side():
    """Three series of two are kept by columns, two of three by rows."""
    tall, wide = np.ones((3, 2)), np.ones((2, 3))
    assert all(column.flags.f_contiguous for column in observations(tall, tall, "v"))
    assert all(column.flags.c_contiguous for column in observations(wide, wide, "v"))


@pytest.mark.parametrize(
    "shape, least, sizes",
    [
        ((CACHED + 1, 1), 1, [CACHED, 1]),
        ((5, CACHED // 2), 1, [2, 2, 1]),
        ((2, CACHED + 1), 1, [1, 1]),
        ((5, 3), CACHED // 2, [2, 2, 1]),
        ((0, 0), 1, []),
    ],
)
def test_no_block_outgrows_what_is_kept_at_hand(shape, least, sizes):
    """As many series at a time as leave room for the numbers made of them, but at least one."""
    seen = observations(np.zeros(shape), np.ones(shape), "v")
    made = list(seen.blocks(least))
    assert [len(some.y) for _, some in made] == sizes
    assert [row for part, _ in made for row in range(shape[0])[part]] == list(range(shape[0]))


@pytest.mark.parametrize(
    "names, numbers",
    [
        ([3, 1, 3, 0], [3, 1, 3, 0]),
        ([0, 4, 0, 4], [0, 1, 0, 1]),
        ([0, 99, 1, 1], [0, 2, 1, 1]),
        ([2, -1, 0, 0], [2, 0, 1, 1]),
        (["b", "a", "b", "c"], [1, 0, 1, 2]),
        ([0.5, 0.5, 7.0, 0.1], [1, 1, 2, 0]),
    ],
)
def test_affiliations_become_numbers_below_how_many_there_are(names, numbers):
    """In the order of their names; small numbers stay what they are."""
    assert labelled(names, (4,)).tolist() == [numbers]


def test_whole_numbers_are_sorted_as_they_stand():
    """Whichever of their bits tell them apart, and equal ones in the order in which they came."""
    numbers = np.array([1 << 47, 5, 1 << 32, 65_536, 5, 1, 0, 65_535, 1 << 33, 131_072, 2, 1 << 32])
    assert in_order(numbers).tolist() == [6, 5, 10, 1, 4, 7, 3, 9, 2, 11, 8, 0]


def test_the_median_is_that_of_each_row():
    """The middle one, or the geometric mean of the middle two; of nothing there is none."""
    rows = np.array([[9.0, nan, 4.0, nan], [8.0, 1.0, nan, 3.0], [nan, nan, nan, nan]])
    np.testing.assert_allclose(median(rows), [6, 3, nan], rtol=1e-15)
    assert np.isnan(median(np.empty((2, 0)))).tolist() == [True, True]


def test_a_seed_or_what_was_made_of_one():
    """From zero up; a generator goes on where it was."""
    made = np.random.default_rng(0)
    assert generator(0).random() == generator(made).random() and generator(made) is made
