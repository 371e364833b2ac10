"""The study of parts and whole as one model: what it draws adds up, and its samplers agree."""

import numpy as np
import pytest
from joint_form import Joint, Statements, ends

from tracker.reconcile.trend.settings import Clock, SharedError, logarithmic, settings

CLOCK = (Clock(logarithmic(np.arange(100.0), 20.0), 1.0, True),)
ERROR = SharedError(0.3, 0.0, 0.0)


def stated(kinds, numbers):
    """Numbers of two parties, in turn, every ten days."""
    n = len(kinds)
    return Statements(
        np.log(numbers),
        np.full(n, 0.1),
        np.array(kinds),
        10 * np.arange(n),
        np.arange(n) % 2,
        np.arange(2),
    )


def test_killed_and_wounded_make_the_whole_in_every_draw():
    """300 killed, 900 wounded, 1,500 in all: each draw adds up, and most die of none but some."""
    given = stated([0, 1, 2], [300.0, 900.0, 1500.0])
    drawn, kept = Joint(given, CLOCK, settings(CLOCK, 0.5), ERROR, 99).draw(
        200, np.random.default_rng(1)
    )
    assert drawn["killed"] + drawn["wounded"] == pytest.approx(drawn["casualties"])
    assert 0.05 < kept <= 1


def test_figures_of_the_whole_alone_need_no_approximation():
    """Nothing is nonlinear in them: every draw weighs the same."""
    given = stated([2, 2, 2], [1000.0, 1200.0, 1500.0])
    _, kept = Joint(given, CLOCK, settings(CLOCK, 0.5), ERROR, 99).draw(
        100, np.random.default_rng(1)
    )
    assert kept == pytest.approx(1)


def test_both_samplers_find_the_same_killed():
    """Importance draws and slice sampling under one setting: ends within a sixth of each other."""
    rng = np.random.default_rng(2)
    given = stated([0, 1, 2, 0], [300.0, 900.0, 1500.0, 500.0])
    made = Joint(given, CLOCK, settings(CLOCK, 0.5), ERROR, 99).alone()
    one, other = made.draw(4000, rng)[0]["killed"], made.walked(8000, rng)["killed"]
    assert np.log(ends(one)) == pytest.approx(np.log(ends(other)), abs=0.17)
