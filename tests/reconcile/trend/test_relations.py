"""What must hold between counts: which figures are named against each other, and what equal and
bounded draws leave.
"""

from dataclasses import replace

import numpy as np
import pytest

from reconcile.made import WHOLE, figure
from tracker.reconcile.trend.relations import clashes, relations, together

BOTH = relations(WHOLE, "casualties")


def said(name, value, party="p0", day="2025-01-10"):
    """A figure whose metric is told by the first letter of its name: killed, wounded or casualties."""
    metric = {"k": "killed", "w": "wounded", "c": "casualties"}[name[0]]
    return figure(name, party, day, value, metric=metric)


def named(*figures, always=False):
    """The pairs that clash, as estimates."""
    by_metric = {}
    for one in figures:
        by_metric.setdefault(one.metric, []).append(one)
    found = clashes(by_metric, BOTH, always=always)
    keys = found["figure"] + " > " + found["against"]
    return found, keys.str.replace(r"\.[a-z]+", "", regex=True).tolist()


WHOLE_500 = said("c", 500, "p1")


@pytest.mark.parametrize(
    ("figures", "always", "pairs"),
    [
        # the worst first, whichever is given first; where some clash no other is named
        ([said("k1", 3000), said("k2", 9000), WHOLE_500], False, ["k2 > c", "k1 > c"]),
        (
            [said("k1", 3000), said("k2", 9000), said("k3", 50), WHOLE_500],
            True,
            ["k2 > c", "k1 > c"],
        ),
        # where none does, the nearest alone, if one is asked for
        ([said("k1", 300), said("k2", 400), WHOLE_500], True, ["k2 > c"]),
        ([said("k1", 300), said("k2", 400), WHOLE_500], False, []),
        # a sum is named where no part of it exceeds the whole by itself, each sum for itself
        ([said("k", 9000), said("w", 100), WHOLE_500], False, ["k > c"]),
        ([said("k", 400), said("w", 400), WHOLE_500], False, ["k + w > c"]),
        (
            [said("k", 400), said("w1", 400), said("w2", 450), WHOLE_500],
            False,
            ["k + w2 > c", "k + w1 > c"],
        ),
        # nobody has stated the sum of two governments' parts
        ([said("k", 400), said("w", 400, "p2"), WHOLE_500], False, []),
        ([said("k", 400), said("w", 400, "p2"), WHOLE_500], True, ["k + w > c"]),
        # one of the parts is of a later day than the whole, and one of an earlier
        (
            [said("k", 400), said("w", 400, day="2025-03-10"), said("c", 500, day="2025-02-01")],
            0,
            [],
        ),
        (
            [said("k", 400), said("w", 400, day="2025-03-10"), said("c", 9000, day="2025-02-01")],
            0,
            [],
        ),
        # of one of the parts only one end is known, so that the sum may be as small or as large
        ([said("k", "<400"), said("w", 400), WHOLE_500], False, []),
        ([said("k", "400+"), said("w", 400), said("c", 9000)], False, []),
    ],
)
def test_which_pairs_are_named(figures, always, pairs):
    """Those that clash by the words of the methods, in the order of how far they are apart."""
    assert named(*figures, always=always)[1] == pairs


def test_a_count_of_none_is_half_a_person_in_a_ratio():
    """Five killed of no casualties are ten times as many, not infinitely many."""
    found, pairs = named(said("k", 5), said("c", 0, "p1"))
    assert pairs == ["k > c"] and found["ratio"].iloc[0] == pytest.approx(10)


def agree(whole="casualties", book=WHOLE, **draws):
    """What agrees of these draws, and the share of them."""
    arrays = {key: np.array(some, dtype=float) for key, some in draws.items()}
    return together(arrays, relations(book, whole), np.random.default_rng(0))


def test_draws_that_break_a_bound_are_dropped():
    """One of four obeys, and is all that is left, though none is a half: a fourth. If none does,
    nothing is left.
    """
    found, share = agree(killed=[1, 3, 3, 3], casualties=[2, 2, 2, 2])
    assert share == 0.25 and found["killed"].tolist() == [1] * 4
    assert agree(killed=[3, 3], casualties=[2, 2]) == ({}, 0.0)


@pytest.mark.parametrize(
    ("whole", "share"),
    [([0, 1, 2, 2], 0.25), ([0, 0, 0, 0], 1.0), ([1, 2, 3, 3], 0.0)],
)
def test_a_sum_that_is_the_same_in_all_draws_is_compared_as_it_is(whole, share):
    """Nobody killed and nobody wounded in any draw: those with no casualties agree, no others."""
    found, agreeing = agree(killed=[0] * 4, wounded=[0] * 4, casualties=whole)
    assert agreeing == share and found.get("casualties", np.zeros(4)).tolist() == [0] * 4


def test_a_whole_that_is_the_same_in_all_draws_is_compared_as_it_is():
    """Of half of the draws the parts make exactly 1,000."""
    found, share = agree(killed=[400, 500] * 2, wounded=[600] * 4, casualties=[1000] * 4)
    assert share == 0.5 and found["casualties"].tolist() == [1000] * 4


def test_equal_draws_agree_entirely():
    """Where the sum lies about the whole as densely as can be, the share is one and no more."""
    apart = np.random.default_rng(1).normal(0, 0.2, 400)
    one = replace(WHOLE.metrics["casualties"], parts=("wounded",))
    book = replace(WHOLE, metrics=WHOLE.metrics | {"casualties": one})
    wounded, casualties = (np.exp(9 + side * np.append(apart, -apart)) for side in (1, -1))
    assert agree(book=book, wounded=wounded, casualties=casualties)[1] == pytest.approx(1, abs=1e-3)
    assert agree(book=book, wounded=wounded, casualties=casualties)[1] <= 1
