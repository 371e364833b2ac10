"""Roots of many falling functions: found where they are, in few looks, with the slopes that the methods
give.
"""

from math import atan, cosh, exp, log, tanh

import numpy as np
import pytest

from tracker.reconcile import model_range, pool, random_effects
from tracker.reconcile.methods import mixtures
from tracker.reconcile.methods import random_effects as effects
from tracker.reconcile.methods.arrays import observations
from tracker.reconcile.methods.roots import falling_roots


def near(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-7)


def looked(function, low, high, start=None):
    """The root of one function, and the places at which it was looked for."""
    seen = []

    def counted(x, rows):
        assert rows.tolist() == [0]
        seen.append(float(x[0]))
        value, slope = function(seen[-1])
        return np.array([float(value)]), np.array([float(slope)])

    ends = (np.array([end], dtype=float) for end in (low, high))
    (root,) = falling_roots(counted, *ends, None if start is None else np.array([start]))
    assert all(low <= x <= high for x in seen)
    return float(root), seen


@pytest.mark.parametrize(
    "low, high, start, seen",
    [
        (-10, 10, None, [0, 3]),
        (0, 10, 3.0, [3]),
        (0, 10, 7.0, [7, 3]),
        (2, 10, 99.0, [10, 6, 4, 3]),  # a step of 7 in 8, or of 3 where the last was 4: halved
        (2.9, 10, 2.9, [2.9, 3]),
        (3, 3, None, [3]),
        (-5, 3, 3.0, [3]),
        (3, 10, 3.0, [3]),
    ],
)
def test_a_straight_line_is_one_step(low, high, start, seen):
    """3 - x is zero at 3: from wherever one step is short enough, and no look after it is found."""
    assert looked(lambda x: (3 - x, -1), low, high, start) == (3, pytest.approx(seen, rel=1e-15))


@pytest.mark.parametrize("unit", [1, 1e-6, 1e6])
@pytest.mark.parametrize(
    "function, low, high, root, looks",
    [
        (lambda x: (2 - x * x, -2 * x), 0, 2, 2**0.5, 5),
        (lambda x: (exp(-x) - 0.5, -exp(-x)), 0, 8, log(2), 8),
        (lambda x: (atan(3 - x), -1 / (1 + (x - 3) ** 2)), 0, 100, 3, 8),
        (lambda x: (tanh(50 * (3 - x)), -50 / cosh(50 * (x - 3)) ** 2), 0, 10, 3, 11),
        (lambda x: (2 - x * x, 0), 0, 2, 2**0.5, 54),  # halving alone: a bit each
        (lambda x: (1 if x < 0.7 else -1, 0), 0, 2, 0.7, 54),
        (lambda x: (2 - x * x, 2 * x), 0, 2, 2**0.5, 54),  # a slope that is wrong harms no root
        (lambda x: (0, 0), -1, 2, 0.5, 1),
    ],
)
def test_a_curve_takes_few_steps(function, low, high, root, looks, unit):
    """Digits double with each of Newton's; where they lead astray, the bracket halves; in any unit."""

    def scaled(x):
        value, slope = function(x / unit)
        return value, slope / unit

    found, seen = looked(scaled, low * unit, high * unit)
    assert found == pytest.approx(root * unit, rel=5e-16) and len(seen) <= looks


@pytest.mark.parametrize(
    "module, ask",
    [
        (mixtures, pool),
        (mixtures, lambda y, s: model_range(y, s, shared=0.1)),
        (effects, lambda y, s: random_effects(y, s * s, tau2="REML")),
        (effects, lambda y, s: random_effects(y, s * s, tau2="PM")),
    ],
    ids=["pool", "model", "REML", "PM"],
)
def test_the_methods_know_their_slopes(module, ask, monkeypatch):
    """What is handed over as a slope is by how much the function changes, a hair to either side."""
    met = []

    def watched(function, low, high, start=None):
        rows = np.arange(len(low))
        for share in (0.2, 0.5, 0.8):
            x = low + share * (high - low)
            (above, _), (below, _) = (function(x + side, rows) for side in (1e-5, -1e-5))
            near(function(x, rows)[1], (above - below) / 2e-5)
            met.append(len(rows))
        return falling_roots(function, low, high, start)

    monkeypatch.setattr(module, "falling_roots", watched)
    y = np.array([[7.0, 8.1, 7.3, 9.0], [6.0, 6.4, 8.2, np.nan], [5.0, 9.0, np.nan, np.nan]])
    ask(y, np.where(np.isnan(y), np.nan, [[0.3, 0.2, 0.4, 0.25]]))
    assert met and min(met) > 0


def test_the_slope_is_the_likelihoods():
    """Between parties that differ, the restricted likelihood changes as its slope says."""
    y = np.array([[7.0, 8.1, 7.3], [5.0, 9.0, np.nan]])
    seen = observations(y, np.where(np.isnan(y), np.nan, 0.1), "v")
    at = np.array([0.3, 2.0])
    above, below = (effects._restricted(seen, at + side)[0] for side in (1e-5, -1e-5))
    near(effects._restricted(seen, at)[1], (above - below) / 2e-5)


def test_the_search_for_a_quantile_begins_near_it(monkeypatch):
    """At the mean of its parts' quantiles, or on the lower side of a flat stretch: less than four looks
    on the average.
    """
    looks, searches = [], []

    def counted(function, low, high, start=None):
        def told(x, rows):
            looks.append(len(rows))
            return function(x, rows)

        searches.append(len(low))
        return falling_roots(told, low, high, start)

    monkeypatch.setattr(mixtures, "falling_roots", counted)
    y = np.random.default_rng(4).normal(80, 0.7, (200, 5))
    for ask in (pool, model_range):
        looks.clear(), searches.clear()
        ask(y, np.full(y.shape, 0.4))
        assert sum(looks) < 4 * sum(searches)
