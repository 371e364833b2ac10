"""Random effects: metafor's numbers to the last digit it prints, and every edge defined."""

import json
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from tracker.reconcile import random_effects

REFERENCE = Path(__file__).parent / "reference" / "metafor_bcg.json"
BCG = json.loads(REFERENCE.read_text(encoding="utf-8"))["dat.bcg (log risk ratio)"]
HARTUNG = {"z": None, "knha": "plain", "adhoc": "safeguarded"}
FITS = [fit for fit in BCG["fits"] if fit["method"] in ("REML", "PM", "DL")]
NAN = float("nan")
series = st.lists(st.tuples(st.floats(-25, 25), st.floats(1e-4, 10)), min_size=1, max_size=9)


@pytest.mark.parametrize("fit", FITS, ids=lambda fit: f"{fit['method']}-{fit['test']}")
def test_the_numbers_are_metafors(fit):
    """On metafor's 13 BCG trials every estimator and interval agrees to the 12 digits printed: what
    the last of them was rounded by is at most 5e-12 of a number.
    """
    found = random_effects(BCG["yi"], BCG["vi"], tau2=fit["method"], hartung=HARTUNG[fit["test"]])
    expected = [
        fit["estimate"],
        fit["se"],
        *fit["ci"],
        fit["tau2"],
        fit["Q"],
        fit["I2"],
        BCG["k"],
        *fit["pi"],
    ]
    assert list(found) == pytest.approx(expected, rel=5e-12, abs=0)


def test_the_safeguard_only_ever_widens():
    """Where parties agree better than their errors allow (q < 1), safeguarded is the usual standard
    error, plain less.
    """
    y, v = [7.0, 7.001, 6.999], [0.01, 0.01, 0.01]
    plain, safe, usual = (
        random_effects(y, v, hartung=hartung) for hartung in ("plain", "safeguarded", None)
    )
    assert plain.se == pytest.approx(0.001 / np.sqrt(3)) and safe.se == usual.se == pytest.approx(
        0.1 / np.sqrt(3)
    )


@pytest.mark.parametrize("tau2", ["REML", "PM", "DL"])
def test_one_observation_keeps_its_own_interval(tau2):
    """k = 1: no difference can be seen, so tau2 is 0 and the interval 1.96 of its own standard
    errors.
    """
    found = random_effects([7.0], [0.04], tau2=tau2)
    assert (found.mean, found.se, found.tau2, found.q, found.i2, found.k) == (
        7.0,
        0.2,
        0.0,
        0.0,
        0.0,
        1,
    )
    assert (found.low, found.high) == pytest.approx(
        (7 - 0.2 * 1.959964, 7 + 0.2 * 1.959964), rel=1e-7
    )
    assert (found.predict_low, found.predict_high) == (found.low, found.high)


def test_two_observations_give_useless_ends():
    """3,000 and 4,000: the t of one degree of freedom turns half their log distance into a factor
    of six either way.
    """
    found = random_effects(np.log([3000, 4000]), [0.01, 0.01], hartung="plain")
    reach = 12.7062 * np.log(4 / 3) / 2
    assert np.exp([found.low, found.high]) == pytest.approx(
        np.sqrt(12e6) * np.exp([-reach, reach]), rel=1e-4
    )


@pytest.mark.parametrize("tau2", ["REML", "PM", "DL"])
def test_equal_observations_differ_by_nothing(tau2):
    """All equal: tau2 is zero, never negative and never NaN; plain Hartung-Knapp has no width,
    safeguarded the usual.
    """
    for k in (2, 4):
        plain, safe = (
            random_effects([7.0] * k, [0.04] * k, tau2=tau2, hartung=hartung)
            for hartung in ("plain", "safeguarded")
        )
        assert (plain.tau2, plain.q, plain.i2, plain.low, plain.high) == (0, 0, 0, 7, 7)
        assert safe.se == pytest.approx(0.2 / k**0.5)


@pytest.mark.parametrize("tau2", ["REML", "PM", "DL"])
@pytest.mark.parametrize("variance, unit", [(0.5, 1), (0.5, 0.02), (0.5, 300), (1.5, 1), (4, 1)])
def test_two_observations_by_hand(tau2, variance, unit):
    """With two of equal variance every estimator is difference**2 / 2 - v, here of a difference of 2
    units, or zero; I2 is its share of the sum of both.
    """
    v = variance * unit**2
    found = random_effects([0.0, 2.0 * unit], [v, v], tau2=tau2)
    between = max(0, 2 * unit**2 - v)
    assert found.tau2 == pytest.approx(between, rel=1e-12, abs=0)
    assert found.i2 == pytest.approx(100 * between / (between + v), rel=1e-12, abs=0)


def test_paule_mandel_meets_its_equation():
    """At the estimate the weighted sum of squares is k - 1."""
    rng = np.random.default_rng(3)
    y, v = rng.normal(0, 1, 6), rng.uniform(0.01, 0.5, 6)
    t = random_effects(y, v, tau2="PM").tau2
    w = 1 / (v + t)
    assert np.sum(w * (y - np.sum(w * y) / np.sum(w)) ** 2) == pytest.approx(5, rel=1e-12)


def likelihood(tau2, y, v):
    w = 1 / (v + tau2)
    mean = np.sum(w * y) / np.sum(w)
    return 0.5 * (np.sum(np.log(w)) - np.log(np.sum(w)) - np.sum(w * (y - mean) ** 2))


def test_the_highest_peak_is_found():
    """A thousand small, uneven series, on some of which iterations from one start stop early: no
    point is ever higher.
    """
    rng = np.random.default_rng(11)
    for _ in range(1000):
        k = rng.integers(2, 6)
        y, v = rng.normal(0, rng.choice([0.1, 1, 3]), k), 10 ** rng.uniform(-4, 1, k)
        found = random_effects(y, v).tau2
        limit = np.ptp(y) ** 2 / 2
        other = minimize_scalar(
            lambda t, y=y, v=v: -likelihood(t, y, v), bounds=(0, limit), method="bounded"
        ).x
        grid = max(likelihood(t, y, v) for t in [0, other, *np.geomspace(1e-7 * limit, limit, 60)])
        assert likelihood(found, y, v) >= grid - 1e-9


@given(
    series, st.sampled_from(["REML", "PM", "DL"]), st.sampled_from(["plain", "safeguarded", None])
)
def test_nothing_finite_gives_nan(rows, tau2, hartung):
    """Every finite series with positive variances has a mean within its range, a finite interval,
    and I2 in [0, 100].
    """
    y, v = np.array(rows).T
    found = random_effects(y, v, tau2=tau2, hartung=hartung)
    assert np.isfinite(list(found)).all()
    assert found.low <= found.mean <= found.high and found.tau2 >= 0 and 0 <= found.i2 <= 100
    assert y.min() - 1e-9 <= found.mean <= y.max() + 1e-9


@pytest.mark.parametrize("tau2", ["REML", "PM", "DL"])
def test_one_variance_may_dwarf_the_others(tau2):
    """Variances from 1e-60 to 1e30 beside one another still give finite numbers."""
    found = random_effects(
        [208.0, -227.0, 426.0, 217.0, 0.0], [1e-60, 1e-41, 1.0, 1e-15, 1e30], tau2=tau2
    )
    assert np.isfinite(list(found)).all()


def test_a_thousand_series_take_well_under_a_tenth_of_a_second():
    """1,000 series of 8 voices by REML; 0.013 s where it was measured, so that 0.1 s leaves room
    for a slower machine.
    """
    rng = np.random.default_rng(1)
    y, v = rng.normal(8, 0.7, (1000, 8)), rng.uniform(0.05, 0.3, (1000, 8)) ** 2
    times = []
    for _ in range(5):
        began = time.perf_counter()
        random_effects(y, v)
        times.append(time.perf_counter() - began)
    assert min(times) < 0.1


@given(series, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(rows, random):
    """Shuffled observations give the same numbers."""
    shuffled = random.sample(rows, len(rows))
    one, other = (list(random_effects(*np.array(each).T)) for each in (rows, shuffled))
    assert one == pytest.approx(other, rel=1e-6, abs=1e-6)


@given(series, st.floats(-20, 20))
def test_the_unit_does_not_matter(rows, factor):
    """Counting in dozens moves the mean on the log scale and leaves tau2 and the widths."""
    y, v = np.array(rows).T
    here, there = random_effects(y, v), random_effects(y + factor, v)
    assert there.mean - factor == pytest.approx(here.mean, abs=1e-6)
    assert (there.tau2, there.se) == pytest.approx((here.tau2, here.se), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("tau2", ["REML", "PM", "DL"])
def test_many_series_are_each_series(tau2):
    """Five hundred series of one to nine observations at once give what each gives alone."""
    rng = np.random.default_rng(5)
    y, v = rng.normal(8, 1, (500, 9)), rng.uniform(0.001, 0.3, (500, 9))
    for row, k in enumerate(rng.integers(1, 10, 500)):
        y[row, k:] = v[row, k:] = NAN
    together = list(random_effects(y, v, tau2=tau2))
    for row in range(0, 500, 7):
        k = int(np.sum(~np.isnan(y[row])))
        alone = list(random_effects(y[row, :k], v[row, :k], tau2=tau2))
        assert [column[row] for column in together] == pytest.approx(alone, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    "arguments, words, message",
    [
        (([1.0, 2.0], [0.1]), {}, r"y has the shape \(2,\), v \(1,\); give both one shape"),
        (([1.0, 2.0], [0.1, 0.0]), {}, r"v\[1\] is 0: a variance is a finite number above zero"),
        (([1.0, 2.0], [0.1, -1.0]), {}, r"v\[1\] is -1"),
        (([[1.0, 2.0]], [[0.1, float("inf")]]), {}, r"v\[0, 1\] is inf"),
        (([float("inf")], [1.0]), {}, r"y\[0\] is inf: an observation is a finite number"),
        (([1.0, NAN], [1.0, 1.0]), {}, r"y\[1\] is nan: v has a number there"),
        (([1.0, 2.0], [1.0, NAN]), {}, r"v\[1\] is nan: y has a number there"),
        (([NAN], [NAN]), {}, "the series holds no observation; leave it out"),
        (([[1.0], [NAN]], [[1.0], [NAN]]), {}, "series 1 holds no observation"),
        (([1.0], [1.0]), {"tau2": "ML"}, "no tau2 estimator 'ML'; there are: REML, PM, DL"),
        (
            ([1.0], [1.0]),
            {"hartung": "knha"},
            "no hartung 'knha'; there are: 'plain', 'safeguarded', None",
        ),
        (([1.0], [1.0]), {"level": 95}, "level is 95; write a share between 0 and 1"),
    ],
)
def test_bad_input_is_named_with_its_remedy(arguments, words, message):
    """What cannot be used is a ValueError that names the value, where it is, and what to write."""
    with pytest.raises(ValueError, match=message):
        random_effects(*arguments, **words)


def test_a_level_is_any_real_number_between_0_and_1():
    """A fraction is one; a complex number is none."""
    half = random_effects([1.0, 2.0], [1.0, 1.0], level=0.5)
    assert random_effects([1.0, 2.0], [1.0, 1.0], level=Fraction(1, 2)) == half
    with pytest.raises(ValueError, match="write a share between 0 and 1"):
        random_effects([1.0, 2.0], [1.0, 1.0], level=np.complex128(0.5))


def test_of_two_peaks_the_highest_counts():
    """One at zero, of height -6.6564, and one between two points of the grid, of -6.6118: found by
    the plain implementation beside, by bisection.
    """
    y = [
        4.5973651665792055,
        6.38030706019942,
        0.402464954557965,
        6.396929655216146,
        2.476207203438369,
    ]
    v = [
        3.329097118074931,
        0.002657717112687682,
        3.6128593619536202,
        0.003079374392438736,
        4.211123814393839,
    ]
    assert random_effects(y, v).tau2 == pytest.approx(4.533434151579254, rel=1e-9)
