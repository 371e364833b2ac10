"""Statements that rest on one assessment are one voice in the count of the independent."""

import pytest

from reconcile.made import figure, record, roles
from tracker.reconcile.assess import assess
from tracker.reconcile.question import METHODS, ask
from tracker.reconcile.sensitivity import sensitivity
from tracker.reconcile.sentences import sentence

DAY = "2025-02-01"


def found(*figures, **asked):
    return assess(ask(record(*figures), "killed", **asked))


def four(**links):
    """Four governments; ``links`` says whose assessment rests on whose."""
    numbers = {"a": 300, "b": 400, "c": 500, "d": 600}
    return [
        figure(name, f"p{at}", DAY, number, shares_origin=links.get(name))
        for at, (name, number) in enumerate(numbers.items())
    ]


@pytest.mark.parametrize(
    ("links", "independent", "confidence"),
    [
        ({}, 4, 0.875),
        ({"b": "a"}, 3, 0.75),
        ({"b": "a", "c": "b"}, 2, 0.5),  # a chain
        ({"b": "a", "c": "a", "d": "a"}, 1, None),  # a group
        ({"a": "gone", "b": "gone"}, 3, 0.75),  # both rest on what is not in the record
        (dict.fromkeys("abcd", "gone"), 1, None),
        ({"b": "a", "d": "c"}, 2, 0.5),  # two pairs
    ],
)
def test_independence_is_counted_once(links, independent, confidence):
    """The ends stay who said them; the number of independent ones and the confidence fall."""
    answer = found(*four(**links))
    assert (answer.low, answer.high, answer.voices) == (300, 600, 4)
    assert (answer.independent, answer.confidence) == (independent, confidence)


def test_a_chain_through_a_statement_of_another_count():
    """The middle one says nothing of the dead, and still ties the first to the last."""
    chain = [
        figure("a", "p0", DAY, 300),
        figure("b", "p1", DAY, 7, metric="captured", shares_origin="a"),
        figure("c", "p2", DAY, 500, shares_origin="b"),
    ]
    assert found(*chain).independent == 1


def test_affiliations_are_joined():
    """What ties two offices ties their governments, and each other office of them."""
    spy, army = figure("a", "spy", DAY, 300), figure("b", "army", DAY, 350)
    other = figure("c", "ally", DAY, 500, shares_origin="b")
    assert found(spy, army, other).independent == 1
    assert found(spy, army, other, figure("d", "foe", DAY, 400)).independent == 2


def test_they_are_joined_only_while_the_linked_figures_speak():
    """Once the ally says something of its own, it is independent again; before, it was not."""
    figures = [
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "ally", "2025-01-02", 500, shares_origin="a"),
        figure("c", "ally", "2025-02-01", 550),
    ]
    assert found(*figures, on="2025-01-31").independent == 1
    assert roles(record(*figures))["b"] == "out"
    assert found(*figures).independent == 2


def test_one_vote_in_every_method():
    """Nine that repeat one assessment move the pool as one affiliation would, and the model less
    than nine assessments.
    """
    ally = figure("x", "ally", DAY, 900)
    nine = [
        figure(f"s{n}", f"p{n}", DAY, 300, shares_origin="s0" * (n > 0) or None) for n in range(9)
    ]
    one, many = (found(*some, ally, method="pool") for some in (nine[:1], nine))
    assert (many.low, many.high) == pytest.approx((one.low, one.high))
    own = [figure(f"s{n}", f"p{n}", DAY, 300) for n in range(9)]
    joined, apart = (found(*some, ally, method="model") for some in (nine, own))
    assert joined.centre > 1.2 * apart.centre
    assert [found(*nine, ally, method=method).independent for method in METHODS] == [2] * 5


def test_the_sentence_says_why_none_confirms_another():
    """Two governments, one assessment."""
    pair = record(figure("a", "spy", DAY, 300), figure("b", "ally", DAY, 500, shares_origin="a"))
    assert sentence(assess(ask(pair, "killed"))).endswith(
        "the assessments with both ends rest on one and the same assessment, and none confirms "
        "another."
    )


def test_other_ways_of_making_the_range_keep_the_links():
    """The first row of the table of variants is the range as it is."""
    row = sensitivity(record(*four(b="a", c="b")), "killed").iloc[0]
    assert (row.low, row.high, row.independent) == (300, 600, 2)
