"""Growth or reassessment: which figures are set against which, and what moved."""

import math
from dataclasses import replace

import pytest

from reconcile.made import figure, record
from tracker.reconcile.growth import MOVE_COLUMNS, growth


def kinds(data, *asked, **more):
    found = growth(data, *asked, **more)
    return [
        (row["from"].split(".")[0], row["to"].split(".")[0], row["kind"])
        for _, row in found.iterrows()
    ]


def test_a_reassessment_is_told_from_growth():
    """300 in January, 600 in April, and 600 thought again as 2,000: +300 of growth, +1,400 of
    revision.
    """
    data = record(
        figure("a", "spy", "2025-01-13", 300),
        figure("b", "spy", "2025-04-30", 600),
        figure("c", "spy", "2025-09-02", 2000, revises="b"),
    )
    found = growth(data, "killed")
    assert list(found["kind"]) == ["growth", "revision"]
    assert list(found["difference"]) == [300, 1400]
    assert list(found["ratio"]) == pytest.approx([2, 10 / 3])
    assert list(found["from"]) == ["a.killed", "b.killed"] and list(found["to"]) == [
        "b.killed",
        "c.killed",
    ]
    assert (
        list(found["from_said"]) == ["about 300", "about 600"]
        and found["to_said"].iloc[-1] == "about 2000"
    )
    assert str(found["to_as_of"].iloc[-1].date()) == "2025-09-02"


def test_a_revision_is_not_known_before_it_is_stated():
    """In May nobody knew of 2,000: only growth is listed."""
    data = record(
        figure("a", "spy", "2025-01-13", 300),
        figure("b", "spy", "2025-04-30", 600),
        figure("c", "spy", "2025-09-02", 2000, revises="b"),
    )
    assert kinds(data, "killed", known_on="2025-05-31") == [("a", "b", "growth")]


def test_a_revision_is_set_against_what_it_revises():
    """Where another figure lies between, the revision still starts from the figure it names."""
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "spy", "2025-02-01", 400),
        figure("c", "spy", "2025-03-01", 900, revises="a"),
        figure("d", "spy", "2025-04-01", 950),
    )
    assert kinds(data, "killed") == [
        ("a", "b", "growth"),
        ("a", "c", "revision"),
        ("c", "d", "growth"),
    ]


def test_a_count_that_was_replaced_is_no_growth_over_what_replaced_it():
    """74 as of the 13th was corrected to 64 as of the 12th: a revision, and not also growth from 64
    to 74.
    """
    data = record(
        figure("a", "spy", "2025-01-13", 74),
        figure("c", "spy", "2025-01-02", 20),
        figure("b", "spy", "2025-01-12", 64, stated="2025-01-20", revises="a"),
    )
    assert kinds(data, "killed") == [("a", "b", "revision"), ("c", "a", "growth")]


def test_each_partys_figures_are_its_own():
    """Two services of one government make two series of steps, in the codebook's order."""
    data = record(
        figure("a", "army", "2025-01-01", 300),
        figure("b", "spy", "2025-01-05", 400),
        figure("c", "army", "2025-02-01", 250),
        figure("d", "spy", "2025-02-05", 400),
    )
    assert kinds(data, "killed") == [("b", "d", "unchanged"), ("a", "c", "fall")]


def test_another_number_for_the_same_day_is_a_restatement():
    """Said twice of one day without a link: neither growth nor a declared revision."""
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "spy", "2025-01-01", 350, stated="2025-01-04"),
    )
    assert kinds(data, "killed") == [("a", "b", "restatement")]


@pytest.mark.parametrize(
    ("first", "second", "kind", "difference"),
    [
        ("100+", 300, "growth", 200),
        ("<12000", 10000, "undetermined", -2000),
        ("<8000", "<10000", "growth", 2000),
        ((100, 400), 200, "unchanged", 0),
        (0, 5, "growth", 5),
        (300, 301, "growth", 1),
        (301, 300, "fall", -1),
    ],
)
def test_bounds_and_ranges_count_with_their_number(first, second, kind, difference):
    """A bound counts as its number, 100 to 400 as 200; against an upper bound nothing is
    determined, whether it was given in words or as ends.
    """
    said = figure("a", "spy", "2025-01-01", first)
    for before in (said, replace(said, qualifier="between")):
        found = growth(record(before, figure("b", "spy", "2025-02-01", second)), "killed").iloc[0]
        assert found["kind"] == kind and found["difference"] == pytest.approx(difference)
        assert math.isnan(found["ratio"]) == (first == 0)


def test_parts_echoes_and_withdrawn_figures_are_no_steps():
    """Only a party's own standing whole figures move; every other metric and place has its own
    series.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "spy", "2025-01-05", 20, covers="a battle"),
        figure("c", "spy", "2025-01-07", 300, echoes="a"),
        figure("d", "spy", "2025-01-08", 900, withdrawn="2025-01-20"),
        figure("e", "spy", "2025-01-09", 310),
        figure("f", "spy", "2025-01-02", 50, metric="troops_present", place="front"),
        figure("g", "spy", "2025-01-03", 60, metric="troops_present", place="country"),
    )
    assert kinds(data, known_on="2025-02-01") == [("a", "e", "growth")]


def test_nothing_to_compare_gives_an_empty_table_and_a_wrong_name_its_remedy():
    """One figure makes no step; an unknown metric is named with the nearest."""
    data = record(figure("a", "spy", "2025-01-01", 300))
    assert growth(data).empty and tuple(growth(data).columns) == MOVE_COLUMNS
    with pytest.raises(ValueError, match="did you mean 'killed'"):
        growth(data, "kiled")
