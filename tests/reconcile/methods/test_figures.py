"""The methods on figures of a record: who holds the ends, and in whose words."""

import pytest

from reconcile.made import BOOK, figure, share, vague
from tracker.reconcile.methods.figures import as_arrays, envelope_of, reconciled_all

KILLED = BOOK.metrics["killed"]
DAY = "2025-01-01"
SPY, ARMY = (figure("a", "spy", DAY, 2000), figure("b", "army", DAY, (2000, 4000)))
ALLY = figure("c", "ally", DAY, 2000)
HALF = share("d", "foe", DAY, "half of 4,000")


@pytest.mark.parametrize(
    "held, party, said",
    [
        ((HALF,), "foe", "half of 4,000"),
        ((HALF, ALLY), "ally, foe", ""),
        ((ALLY, HALF), "ally, foe", ""),
        ((SPY, ALLY, ARMY), "ally, army, spy", ""),
    ],
)
def test_an_end_is_in_words_where_nobody_stated_its_number(held, party, said):
    """A half of 4,000 is; where somebody says 2,000 it is that, whoever else computes it."""
    (found,) = reconciled_all(
        "envelope", KILLED, held, [(tuple(range(len(held))), ())], [[one.party for one in held]]
    )
    assert (found.low, found.low_party, found.low_said) == (2000, party, said)
    if ARMY in held:
        assert (found.high, found.high_party) == (4000, "army")


def test_bounds_are_heard_by_the_envelope_only():
    """A count of a part is no more than its low, and the pool does not read it; sets are told apart."""
    figures = (SPY, figure("e", "foe", DAY, (3000, 9000)), ALLY)
    sets, homes = [((0,), (1,)), ((2, 0), ()), ((), (1,))], [("x", "y"), ("x", "x"), ("y",)]
    ends = [
        [(one.low, one.high, one.high_open, one.independent) for one in found]
        for found in (
            reconciled_all(method, KILLED, figures, sets, homes)
            for method in ("envelope", "agreement")
        )
    ]
    assert ends == [
        [(2000, 3000, True, 1), (2000, 2000, False, 1), (3000, None, True, 0)],
        [(2000, 2000, False, 1), (2000, 2000, False, 1), (None, None, False, 0)],
    ]
    assert reconciled_all("envelope", KILLED, figures, [], []) == []


def test_vague_words_are_no_more_than_their_low():
    """Several hundred is "at least 300", and so is any bound; no figures are arrays of none."""
    part = envelope_of([SPY], [figure("g", "foe", DAY, (3000, 9000))], [])
    assert (part.low, part.high, part.high_open) == (2000, 3000, True)
    found = envelope_of([vague("f", "spy", DAY)], [], [])
    assert (found.low, found.kind, found.voices) == (300, "at least", 1)
    assert [column.shape for column in as_arrays([])] == [(0,)] * 6
