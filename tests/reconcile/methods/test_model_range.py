"""The model range: the posterior it claims, honest from one observation up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import trapezoid
from scipy.stats import norm

from tracker.reconcile import model_range

NAN = float("nan")
series = st.lists(st.tuples(st.floats(-25, 25), st.floats(0.05, 2)), min_size=1, max_size=9)


def posterior_below(x, y, s, scale=0.75, shared=0.3):
    """The posterior probability below x, by the trapezoid rule over 100,000 values of tau: no
    nodes, no root finding.
    """
    y, v = np.asarray(y), np.asarray(s) ** 2
    tau = np.linspace(0, 12, 100_001)
    w = 1 / (v[:, None] + tau**2)
    mean = (w * y[:, None]).sum(axis=0) / w.sum(axis=0)
    squares = (w * (y[:, None] - mean) ** 2).sum(axis=0)
    density = np.exp(
        0.5 * (np.log(w).sum(axis=0) - np.log(w.sum(axis=0)) - squares - (tau / scale) ** 2)
    )
    below = norm.cdf(x, mean, np.sqrt(1 / w.sum(axis=0) + shared**2))
    return trapezoid(density * below, tau) / trapezoid(density, tau)


@pytest.mark.parametrize("scale", [0.25, 0.75])
@pytest.mark.parametrize(
    "y, s",
    [
        ([8.0], [0.1]),
        ([8.0, 8.0, 8.0], [0.06] * 3),
        ([7.0, 8.5], [0.1, 0.3]),
        ([5.0, 9.0], [0.05, 0.05]),
        ([6.0, 6.1, 6.3, 8.0, 5.5], [0.1, 0.05, 0.3, 0.2, 0.1]),
        (list(np.linspace(5, 9, 9)), [0.05] * 9),
    ],
)
def test_the_posterior_is_the_one_written_down(y, s, scale):
    """Below the ends and the centre lie 5%, 50% and 95% of it, to a hundredth of a percent."""
    below = [posterior_below(x, y, s, scale) for x in model_range(y, s, tau_scale=scale)]
    assert below == pytest.approx([0.05, 0.5, 0.95], abs=1e-4)


def test_one_observation_has_the_prior_s_width():
    """k = 1 says nothing about tau, so 90% of the prior lies within a factor 3.6 (three million
    draws gave 3.61).
    """
    low, centre, high = model_range([8.0], [0.1])
    assert (centre, 8 - low) == pytest.approx((8, high - 8)) and np.exp(high - 8) == pytest.approx(
        3.61, abs=0.01
    )


def test_agreement_narrows_to_the_shared_error_and_no_further():
    """A hundred parties that say the same leave 1.645 of the shared 0.3, a factor 1.64, for an
    error of all.
    """
    found = model_range([8.0] * 100, [0.05] * 100)
    assert found.high - 8 == pytest.approx(1.645 * 0.3, rel=0.02)


def test_parties_that_usually_agree_give_a_narrower_range():
    """Between 10,000 and 12,000 sent: with a scale of 0.25 the range is half as wide on the log
    scale as with 0.75.
    """
    wide, narrow = (model_range([np.log(11000)], [0.07], tau_scale=scale) for scale in (0.75, 0.25))
    assert np.exp([narrow.low, narrow.high]) == pytest.approx([5900, 20500], rel=0.02)
    assert narrow.high - narrow.low < 0.52 * (wide.high - wide.low)


@pytest.mark.parametrize("unit", [1e-3, 1e4])
def test_the_unit_does_not_matter(unit):
    """Observations, errors and scales in other units give the same ends in those: 60 nodes reach as far
    as the scale does.
    """
    y, s = np.array([8.0, 8.0, 8.1]), np.array([0.1, 0.2, 0.1])
    scaled = model_range(unit * y, unit * s, tau_scale=unit * 0.75, shared=unit * 0.3)
    assert np.array(scaled) / unit == pytest.approx(model_range(y, s), rel=1e-9)


@given(series, st.randoms(use_true_random=False))
def test_any_finite_series_has_a_range(rows, random):
    """Finite, low < centre < high, whatever the order, even for ratios of ten thousand million."""
    found = model_range(*np.array(rows).T)
    assert np.isfinite(found).all() and found.low < found.centre < found.high
    assert model_range(*np.array(random.sample(rows, len(rows))).T) == pytest.approx(
        found, abs=1e-6
    )


def test_what_many_know_sharply_is_no_number_too_large():
    """Six hundred figures that are known to a thousandth: weights of some e to the 4,000 are put in proportion."""
    y = np.linspace(7, 8, 600)
    low, centre, high = model_range(y, np.full(600, 1e-3), shared=0.0)
    assert 7 < low < centre < high < 8 and centre == pytest.approx(7.5, abs=1e-3)


def test_many_series_are_each_series():
    """Series of different length at once give what each gives alone."""
    rng = np.random.default_rng(2)
    y, s = rng.normal(8, 1, (200, 6)), rng.uniform(0.05, 0.5, (200, 6))
    y[::3, 4:] = s[::3, 4:] = NAN
    together = np.array(model_range(y, s))
    alone = [
        model_range(y[row][~np.isnan(y[row])], s[row][~np.isnan(y[row])])
        for row in range(0, 200, 5)
    ]
    assert together.T[::5] == pytest.approx(np.array(alone), abs=1e-9)


@pytest.mark.parametrize(
    "words, message",
    [
        ({"tau_scale": 0}, "tau_scale is 0, shared 0.3; give a scale above zero"),
        ({"shared": -1}, "shared -1; give a scale above zero and a shared error of zero or more"),
        ({"level": 1.0}, "level is 1.0; write a share between 0 and 1"),
    ],
)
def test_bad_settings_are_named(words, message):
    """A scale or level that cannot be used is a ValueError with its remedy."""
    with pytest.raises(ValueError, match=message):
        model_range([8.0], [0.1], **words)
