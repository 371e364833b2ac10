"""Every method against the plain one of `plain.py`, on series drawn at random.

``RANDOM_SERIES`` says how many; ``make reliability`` takes 10,000.
"""

import math
import os
import random

import numpy as np
import pytest

from reconcile.methods import plain
from tracker.reconcile.methods.agreement import agreement
from tracker.reconcile.methods.envelope import envelope
from tracker.reconcile.methods.mixtures import model_range, pool
from tracker.reconcile.methods.random_effects import random_effects
from tracker.reconcile.methods.scales import usual
from tracker.reconcile.methods.table import METHODS, Figures, reconcile_many

SERIES = int(os.environ.get("RANDOM_SERIES", "100"))
WIDE = 14  # voices at most
CLOSE = {"model": 1e-4}  # sixty nodes, and no tau beyond five scales: a ten-thousandth of a number
nan = math.nan


def number(rng):
    """A count of one to three sharp digits; now and then none, or one computed from a share."""
    if rng.random() < 0.06:
        return 0.0
    value = 10 ** rng.uniform(0, 5)
    if rng.random() < 0.1:
        return rng.randint(1, 60) * 100 / 3
    return float(max(1, round(value, rng.choice((1, 2, 3)) - 1 - math.floor(math.log10(value)))))


def share(rng):
    """Above 0 and below 1, as reconcile_frame wants them."""
    return min(max(round(rng.uniform(0.02, 0.98), rng.choice((1, 2))), 0.01), 0.99)


def signed(rng):
    return float(rng.randint(-40, 60))


def series(rng, draw=number):
    """Figures of every form, from a few homes; some numbers come again."""
    known = [draw(rng) for _ in range(rng.randint(1, 12))]
    made = []
    for _ in range(rng.randint(1, WIDE)):
        low, best, high = sorted(rng.choice(known) for _ in range(3))
        form = rng.randrange(9)
        bounds = (
            *[(best, best, best)] * 3,
            (low, None, high),
            (low, best, high),
            (low, None, None),
            (None, None, high),
            rng.choice([(low, best, None), (None, best, high)]),
            (None, best, None),
        )[form]
        word = rng.choice(("about", "exact", "nearly")) if form < 3 else "about"
        sharp = word == "exact" and rng.random() < 0.5
        made.append((*bounds, rng.randrange(9), word, sharp))
    return made


def arrays(many):
    """All series as arrays (n, k), padded with voices of nobody."""
    nobody = (None, None, None, 0, "about", False)
    rows = [one + [nobody] * (WIDE - len(one)) for one in many]
    columns = [[[figure[at] for figure in row] for row in rows] for at in range(6)]
    low, best, high = (
        np.array([[nan if n is None else n for n in row] for row in column], dtype=float)
        for column in columns[:3]
    )
    return Figures(
        low, best, high, np.array(columns[3]), np.array(columns[5]), np.array(columns[4], dtype=str)
    )


def same(found, expected, tolerance=1e-9, within=0.0):
    """Numbers alike, NaN for ``None``."""
    assert len(found) == len(expected)
    for one, other in zip(found, expected):
        missing = other is None or (isinstance(other, float) and math.isnan(other))
        if isinstance(other, (str, bool)):
            assert one == other
        elif missing:
            assert np.isnan(one)
        else:
            assert one == pytest.approx(other, rel=tolerance, abs=within)


@pytest.fixture(scope="module")
def drawn():
    rng = random.Random(19)
    return [series(rng) for _ in range(SERIES)]


def test_envelope(drawn):
    """Ends, centre, openness, voices, independence, confidence and kind."""
    found = envelope(*arrays(drawn)[:3], affiliation=arrays(drawn).affiliation)
    for row, figures in enumerate(drawn):
        same([np.asarray(column)[row] for column in found[:9]], plain.envelope(figures))


def test_agreement(drawn):
    """Every region, and how many of how many overlap in it."""
    given = arrays(drawn).closed()
    found = agreement(given.low, given.high, affiliation=given.affiliation)
    for row, figures in enumerate(drawn):
        regions, most, k = plain.agreement(figures)
        there = ~(np.isnan(found.low[row]) & np.isnan(found.high[row]))
        met = list(zip(found.low[row][there], found.high[row][there]))
        # where everything overlaps there are no ends to keep
        wanted = [pair for pair in regions if not all(map(math.isinf, pair))]
        assert (found.count[row], found.k[row], len(met)) == (most, k, len(wanted))
        for pair, other in zip(met, wanted):
            same(pair, [None if math.isinf(end) else end for end in other])


@pytest.mark.parametrize("method", METHODS)
def test_from_figures_to_a_range(drawn, method):
    """Words and roundness read, affiliations merged, ends found and turned back into persons."""
    found = reconcile_many(method, arrays(drawn))
    for row, figures in enumerate(drawn):
        ends = [np.asarray(column)[row] for column in found[:3]]
        same(ends, plain.reconciled(method, figures), CLOSE.get(method, 1e-6), 1e-5)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("scale", ["identity", "logit"])
def test_other_scales(method, scale):
    """Differences of either sign, and shares."""
    rng, draw = random.Random(7), {"identity": signed, "logit": share}[scale]
    many = [series(rng, draw) for _ in range(max(50, SERIES // 5))]
    spread = usual(scale, 9.0, 3.0) if scale == "identity" else usual(scale, None, None)
    found = reconcile_many(method, arrays(many), spread, scale)
    for row, figures in enumerate(many):
        ends = [np.asarray(column)[row] for column in found[:3]]
        near = CLOSE.get(method, 1e-6)
        same(ends, plain.reconciled(method, figures, scale, *spread), near, near * spread.tau_scale)


@pytest.fixture(scope="module")
def observed():
    """Observations on the log scale, from some that agree to some that differ by ten thousands."""
    rng = random.Random(3)
    found = []
    for _ in range(SERIES):
        k, apart = rng.randint(1, 10), 10 ** rng.uniform(-2, 0.5)
        found.append([(rng.gauss(7, apart), 10 ** rng.uniform(-1.3, 0.3)) for _ in range(k)])
        if rng.random() < 0.1:
            found[-1] = [found[-1][0]] * k
    return found


def observations(many):
    rows = [one + [(nan, nan)] * (10 - len(one)) for one in many]
    return (np.array([[pair[at] for pair in row] for row in rows]) for at in (0, 1))


@pytest.mark.parametrize("estimator", ["REML", "PM", "DL"])
@pytest.mark.parametrize("hartung", ["plain", "safeguarded", None])
def test_random_effects(observed, estimator, hartung):
    """Mean, standard error, ends, variance between parties, ends for a further party."""
    y, s = observations(observed)
    found = random_effects(y, s * s, tau2=estimator, hartung=hartung)
    for row, seen in enumerate(observed):
        squared = [(one, error**2) for one, error in seen]
        expected = plain.random_effects(squared, estimator, hartung)
        names = ("mean", "se", "low", "high", "tau2", "predict_low", "predict_high")
        ends = [getattr(found, name)[row] for name in names]
        if estimator == "REML" and abs(ends[4] - expected[4]) > 1e-7:  # two peaks, one as high
            heights = [plain.restricted(squared, value) for value in (ends[4], expected[4])]
            assert heights[0] >= heights[1] - 1e-9
            continue
        same(ends, expected, 1e-7, 1e-6)


def test_pool(observed):
    """Quantiles, the middle of a flat stretch where there is one."""
    found = pool(*observations(observed))
    for row, seen in enumerate(observed):
        same([end[row] for end in found], plain.pool(seen), 1e-7, 1e-6)


def test_model_range(observed):
    """Sixty nodes give what four hundred do, to a ten-thousandth of the number of persons."""
    found = model_range(*observations(observed))
    for row, seen in enumerate(observed):
        same([end[row] for end in found], plain.model_range(seen), 0, CLOSE["model"])
