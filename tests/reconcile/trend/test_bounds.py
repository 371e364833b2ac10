"""Lower bounds in a trend's posterior: how likely each is met, and when they clash."""

import numpy as np
import pytest

from tracker.reconcile.trend.bounds import _heeds, posterior
from tracker.reconcile.trend.model import DatedObservations, Draws, Model
from tracker.reconcile.trend.settings import Clock, Setting, SharedError

CLOCKS = (Clock(np.linspace(0, 1, 11), 1.0, False),)
EARLY = SharedError(0.3, 1.7, 0.0)


def dated(*rows):
    """Observations of rows (y, s, day, party)."""
    y, s, day, party = map(np.array, zip(*rows))
    return DatedObservations(y.astype(float), s.astype(float), day, day, party)


def clashing(*bounds, figures=2):
    """Which bounds, logarithms of different parties' parts, clash with figures at 6."""
    home = np.arange(figures + len(bounds))
    drawn, found = posterior(
        dated(*((6, 0.1, 5, party) for party in range(figures))),
        dated(*((y, 0.05, 5, figures + n) for n, y in enumerate(bounds))),
        home,
        CLOCKS,
        scale=0.75,
        draws=500,
        rng=np.random.default_rng(0),
    )
    assert len(drawn.path) == 500
    return sorted(found.tolist())


@pytest.mark.parametrize(
    ("bounds", "clash"), [((7.2,), []), ((7.5,), [0]), ((6.0, 60.0), [1]), ((200.0, 5.0), [0])]
)
def test_a_bound_that_few_draws_reach_clashes(bounds, clash):
    """Three times as much as the figures is reached by enough draws, more than four times by too
    few, and of several bounds the farthest gives way.
    """
    assert clashing(*bounds) == clash


@pytest.mark.parametrize("step", [1, 2, 4])
def test_a_bound_is_met_as_its_party_differs_on_its_day(step):
    """Forty days after the first figure a party that counts e times as much counts what has settled
    of that: a third, and two thirds over e. On the day before any figure it counts all of it. Half
    of such counts reach that much.
    """
    setting = Setting(0, 0.5, 0.6, 0.0, 1 / 3, 1.0)
    first = 8 // step
    model = Model(
        dated((6, 0.1, first, 0), (6, 0.1, first + 8 // step, 0)),
        np.array([0]),
        (Clock(np.linspace(0, 1, 100), 1.0, False),),
        [setting],
        6.0,
        SharedError(),
        step,
    )
    drawn = Draws(
        np.zeros((1, 100)),
        *np.ones((2, 1, 1)),
        np.zeros((1, 1)),
        np.zeros(1),
        np.zeros(1, dtype=int),
    )
    settled = 1 / 3 + 2 / 3 / np.e
    bounds = dated((settled, 1e-6, 48 // step, 0), (1, 1e-6, 4 // step, 0))
    assert np.exp(_heeds(drawn, bounds, model)) == pytest.approx(np.array([[0.5, 0.5]]), abs=0.01)


@pytest.mark.parametrize("step", [1, 3])
def test_a_bound_may_be_off_by_the_early_error_of_its_day(step):
    """Fifteen days on the early error has fallen from 1.7 to 0.85: a bound so much above what is
    drawn is met with the chance of a standard deviation.
    """
    model = Model(
        dated((6, 0.1, 0, 0)),
        np.array([0]),
        CLOCKS,
        [Setting(0, 0.5, 0.6, 0, 1, 1)],
        6.0,
        EARLY,
        step,
    )
    drawn = Draws(np.zeros((1, 40)), *np.zeros((3, 1, 1)), np.zeros(1), np.zeros(1, dtype=int))
    met = np.exp(_heeds(drawn, dated((0.85, 1e-6, 15 // step, 0)), model))
    assert met == pytest.approx(np.array([[0.158655]]), rel=1e-4)
