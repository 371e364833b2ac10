"""The fighting behind a count: whose clock a phase is, and how old a count may be."""

from dataclasses import replace
from datetime import date
from math import inf

import pytest

from reconcile.made import BOOK
from tracker.curate.model import Phase
from tracker.reconcile.trend.activity import concerning, fighting

KILLED = BOOK.metrics["killed"]
WEEK = Phase(date(2025, 1, 1), date(2025, 1, 8), 5.0, "eight days of fighting")


@pytest.mark.parametrize(
    ("metrics", "places", "meant"),
    [
        ((), (), True),
        (("killed",), (), True),
        (("captured",), (), False),
        ((), ("front",), True),
        ((), ("country",), False),
        (("killed",), ("front",), True),
        (("killed",), ("country",), False),
        (("captured",), ("front",), False),
    ],
)
def test_a_phase_concerns_what_it_names(metrics, places, meant):
    """Of the killed at the front: phases that name neither another count nor another place."""
    phase = replace(WEEK, metrics=metrics, places=places)
    assert concerning(KILLED, "front", [phase]) == ((phase,) if meant else ())
    assert concerning(BOOK.metrics["troops_present"], "front", [phase]) == ()


def test_a_count_is_old_once_the_fighting_has_grown_by_more_than_a_third():
    """Eight days of fighting: the count of the third is as good as one of the fourth, and too old on
    the fifth; that of the sixth stays new for ever. Before the first day nothing is too old.
    """
    clock = fighting(KILLED, [WEEK])
    start = date(2025, 1, 1).toordinal()
    assert [clock.until(start + at) for at in (-1, 0, 3, 7, 20)] == [0, 1, 4, 8, 8]
    assert [clock.oldest(start + at) for at in (-1, 0, 3, 20)] == [
        -inf,
        start,
        start + 2,
        start + 5,
    ]
    assert [clock.outgrown_from(start + at) for at in (2, 4, 5, 20)] == [
        start + 4,
        start + 6,
        None,
        None,
    ]
