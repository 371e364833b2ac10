"""The opinion pool: quantiles of an equal-weight mixture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from tracker.reconcile import pool

NAN = float("nan")
series = st.lists(st.tuples(st.floats(-25, 25), st.floats(0.02, 5)), min_size=1, max_size=9)


def test_one_observation_is_its_own_normal():
    """k = 1: the quantiles 5%, 50% and 95% of N(7, 0.1)."""
    assert pool([7.0], [0.1]) == pytest.approx(norm(7, 0.1).ppf([0.05, 0.5, 0.95]), abs=1e-7)


def test_the_quantiles_solve_the_mixture():
    """At its ends and centre the mean of the normal distributions is 5%, 50% and 95%."""
    y, s = np.log([300, 500, 1000]), np.array([0.1, 0.3, 0.2])
    assert [norm(y, s).cdf(x).mean() for x in pool(y, s)] == pytest.approx(
        [0.05, 0.5, 0.95], abs=1e-8
    )


def test_the_level_is_the_share_between_the_ends():
    """At level 0.5 the ends are the quartiles."""
    assert pool([0.0], [1.0], level=0.5) == pytest.approx([-0.67449, 0, 0.67449], abs=1e-5)


def test_between_two_sharp_figures_the_centre_is_their_middle():
    """Where half the pool lies far below and half far above, the median is the middle of the gap,
    in either order.
    """
    there, back = pool([0.0, 10.0], [0.05, 0.05]), pool([10.0, 0.0], [0.05, 0.05])
    assert there.centre == pytest.approx(5, abs=1e-6) and back == pytest.approx(there)


def test_equal_observations_pool_to_one():
    """Ten parties that say the same say it as one: the pool does not grow surer."""
    assert pool([7.0] * 10, [0.1] * 10) == pytest.approx(pool([7.0], [0.1]))


@given(series, st.randoms(use_true_random=False))
def test_any_finite_series_has_ordered_quantiles(rows, random):
    """Finite, low <= centre <= high, whatever the order of the observations."""
    found = pool(*np.array(rows).T)
    assert np.isfinite(found).all() and found.low <= found.centre <= found.high
    assert pool(*np.array(random.sample(rows, len(rows))).T) == pytest.approx(found, abs=1e-6)


def test_many_series_are_each_series():
    """Series of different length at once give what each gives alone."""
    rng = np.random.default_rng(2)
    y, s = rng.normal(8, 1, (200, 6)), rng.uniform(0.05, 0.5, (200, 6))
    y[::3, 4:] = s[::3, 4:] = NAN
    together = np.array(pool(y, s))
    alone = [pool(y[row][~np.isnan(y[row])], s[row][~np.isnan(y[row])]) for row in range(200)]
    assert pytest.approx(np.array(alone), abs=1e-9) == together.T


@pytest.mark.parametrize(
    "s, message",
    [
        ([0.1, 0.0], r"s\[1\] is 0: a standard error is a finite number above zero"),
        ([0.1], r"y has the shape \(2,\), s \(1,\)"),
    ],
)
def test_bad_input_is_named(s, message):
    """What cannot be used is a ValueError that names it."""
    with pytest.raises(ValueError, match=message):
        pool([1.0, 2.0], s)
