"""The methods by name: whose figures they use, who holds the ends, what the range is called."""

from math import nan

import numpy as np
import pytest

from tracker.reconcile.methods.scales import usual
from tracker.reconcile.methods.table import Figures, blocks, reconcile_many


def figures(*rows):
    """One series: low, best, high and affiliation of each figure."""
    low, best, high, home = (np.array([column]) for column in zip(*rows))
    words = np.broadcast_to("", low.shape)
    return Figures(*np.array([low, best, high], dtype=float), home, words == "x", words)


def told(method, *rows, scale="log", spread=None):
    """Low, high, whether open, kind, and who holds each end."""
    found = reconcile_many(method, figures(*rows), spread or usual("log", None, None), scale)
    low, _, high, low_open, high_open, *_, kind, low_by, high_by = (each[0] for each in found)
    ends = [None if np.isnan(end) else float(end) for end in (low, high)]
    held = [np.flatnonzero(holds).tolist() for holds in (low_by, high_by)]
    return *ends, bool(low_open), bool(high_open), str(kind), *held


HUNDREDS = (100, nan, 200, 0)
LATER = (150, nan, 300, 1)


@pytest.mark.parametrize(
    "rows, found",
    [
        ((HUNDREDS, LATER), (150, 200, False, False, "range", [1], [0])),
        (((100, nan, nan, 0), (150, nan, nan, 1)), (150, None, False, True, "range", [1], [])),
        (((nan, nan, 100, 0), (nan, nan, 150, 1)), (None, 100, True, False, "range", [], [0])),
        (
            ((100, 100, 100, 0), (150, 150, 150, 1)),
            (None, None, False, False, "no agreement", [], []),
        ),
    ],
)
def test_an_agreement_has_ends_and_holders(rows, found):
    """Open where nothing ends it, with whoever stated each end; none where nobody meets anybody."""
    assert told("agreement", *rows) == found


@pytest.mark.parametrize("method", ["pool", "model"])
def test_nobody_holds_an_end_that_was_computed(method):
    """Neither end is open, or anybody's, even where it were the number somebody stated."""
    assert told(method, HUNDREDS, LATER)[2:] == (False, False, "range", [], [])


def test_random_effects_are_of_figures_with_both_ends():
    """ "At least" and "up to" change nothing, and do not make the three that it takes."""
    three = (HUNDREDS, LATER, (nan, 250, nan, 2))
    bounds = ((5000, nan, nan, 3), (nan, nan, 10, 4))
    assert told("random_effects", *three, *bounds) == told("random_effects", *three)
    assert told("random_effects", *three[:2], *bounds)[:5] == (
        *(None, None, False, False),
        "too few voices",
    )


@pytest.mark.parametrize(
    "numbers",
    [
        (-1e6, 0, 1),
        (0, 1, 1e6),
        (-3, -3, -3),
        (-0.1, 0.2, 0.7),
        (7,),
        (-2e9, -1e9, -1e9 + 1, -1e9 + 2, 3e9),
    ],
)
def test_ends_of_differences_are_the_numbers_stated(numbers):
    """To the last digit, however far apart they lie, and so is the centre of an odd number."""
    rows = [(number, number, number, home) for home, number in enumerate(numbers)]
    found = reconcile_many("envelope", figures(*rows), scale="identity")
    middle = sorted(numbers)[len(numbers) // 2]
    assert [end.item() for end in found[:3]] == [min(numbers), middle, max(numbers)]
    assert found.low_by.tolist() == [[number == min(numbers) for number in numbers]]
    assert found.high_by.tolist() == [[number == max(numbers) for number in numbers]]


def test_no_differences_are_no_figure():
    """A series without a number has no ends on any scale."""
    assert told("envelope", (nan, nan, nan, 0), scale="identity") == (
        *(None, None, False, False),
        "no figure",
        *([], []),
    )


def test_every_error_that_a_scale_does_not_know_is_asked_for():
    """On the scale of differences one of the two is not enough."""
    for given in ((500, None), (None, 100), (None, None)):
        with pytest.raises(ValueError, match="the scale 'identity' has no usual errors"):
            usual("identity", *given)
    assert usual("identity", 500, 100) == (500, 100)
    assert usual("logit", None, 0.2) == (0.3, 0.2)


def test_groups_are_laid_side_by_side():
    """The smallest first, equal ones as they came; -1 where a group is shorter; a megabyte of
    places at a time.
    """
    rows, sizes = np.array([7, 5, 6, 0, 2, 9]), np.array([2, 1, 2, 1])
    ((groups, places),) = blocks(rows, sizes)
    assert groups.tolist() == [1, 3, 0, 2]
    assert places.tolist() == [[6, -1], [9, -1], [7, 5], [0, 2]]
    ones = blocks(np.arange(300_000), np.ones(300_000, int))
    assert [at.shape for _, at in ones] == [(131_072, 1), (131_072, 1), (37_856, 1)]
