"""How a range moves when it is made otherwise."""

from math import inf

import numpy as np
import pytest

from reconcile.made import figure, record
from tracker.reconcile.assess import assess
from tracker.reconcile.question import METHODS, ask
from tracker.reconcile.sensitivity import moved, sensitivity


def varied(*more):
    return record(
        figure("a", "spy", "2025-04-30", 600),
        figure("b", "ally", "2025-03-28", 1500),
        figure("c", "paper", "2025-04-30", 600, echoes="a"),
        figure("d", "foe", "2025-04-30", 30000, attribution="conflicting"),
        figure("e", "p1", "2025-04-20", 900),
        *more,
    )


def rows(data, **asked):
    frame = sensitivity(data, "killed", **asked)
    return frame.set_index(["variant", "detail"]).sort_index()


def test_every_variant_has_its_row():
    """The envelope, the other methods, each affiliation left out, echoes, disputed figures, the
    single figure, and of the estimate what moves its middle.
    """
    frame = sensitivity(varied(), "killed")
    assert list(zip(frame.variant, frame.detail)) == [
        ("as it is", ""),
        *(("method", method) for method in METHODS[1:]),
        ("without", "a1"),
        ("without", "ally-land"),
        ("without", "north"),
        ("echoes counted", "1"),
        ("conflicting let in", "1"),
        ("without figure", "b.killed"),
        ("model choice", "no larger shared error at first"),
        ("estimate without", "north"),
    ]
    assert list(frame.columns) == [
        "variant",
        "detail",
        "low",
        "centre",
        "high",
        "low_open",
        "high_open",
        "voices",
        "independent",
        "confidence",
        "moved",
        "remark",
    ]


@pytest.mark.parametrize(
    ("variant", "low", "high", "independent", "ratio"),
    [
        (("as it is", ""), 600, 1500, 3, 1),
        (("without", "north"), 900, 1500, 2, 1.5),
        (("without", "ally-land"), 600, 900, 2, 1500 / 900),
        (("without", "a1"), 600, 1500, 2, 1),
        (("echoes counted", "1"), 600, 1500, 4, 1),
        (("conflicting let in", "1"), 600, 30000, 4, 20),
        (("without figure", "b.killed"), 600, 900, 2, 1500 / 900),
    ],
)
def test_the_ends_of_each_variant(variant, low, high, independent, ratio):
    """Without the Allied 1,500 the high end is 900: the largest move that one figure makes, by
    1,500 / 900.
    """
    row = rows(varied()).loc[variant]
    assert (row.low, row.high, row.independent) == (
        low,
        high,
        independent,
    ) and row.moved == pytest.approx(ratio)


def test_methods_are_those_of_ranges():
    """A method's row holds what `ranges` gives for it."""
    data = varied()
    for method in METHODS[1:]:
        row, found = rows(data).loc[("method", method)], assess(ask(data, "killed", method=method))
        assert np.array_equal(
            [row.low, row.high], np.array([found.low, found.high], dtype=float), equal_nan=True
        )
    assert rows(data).loc[("method", "agreement")].remark == "no two assessments overlap"


def test_an_echo_counted_shows_in_the_confidence():
    """One echo taken for a voice lifts k from three to four, and the confidence from 75% to 87.5%:
    falsely.
    """
    found = rows(varied())
    assert (
        found.loc[("as it is", "")].confidence,
        found.loc[("echoes counted", "1")].confidence,
    ) == (0.75, 0.875)


def test_a_removed_revision_wakes_what_it_revised():
    """Without the restatement the party would still say what it said before."""
    data = record(
        figure("a", "spy", "2025-04-30", 100),
        figure("b", "spy", "2025-04-30", 900, stated="2025-05-02", revises="a"),
        figure("c", "ally", "2025-04-30", 800),
    )
    row = rows(data).loc[("without figure", "b.killed")]
    assert (row.low, row.high, row.moved) == (100, 800, 8)


def test_where_an_end_comes_or_goes_the_move_is_infinite():
    """The only party with both ends left out: the high end is gone."""
    data = record(figure("a", "spy", "2025-04-30", 600), figure("b", "ally", "2025-04-30", "100+"))
    assert rows(data).loc[("without", "north")].moved == inf


def test_zeros_move_by_a_finite_ratio():
    """From 0 to 4: one person is added to both, so that it moves five times."""
    low, high = (
        assess(
            ask(
                record(figure("a", "spy", "2025-04-30", n), figure("b", "ally", "2025-04-30", 9)),
                "killed",
            )
        )
        for n in (0, 4)
    )
    assert moved(low, high) == 5 and moved(low, low) == 1


def test_a_figure_that_moves_nothing_is_not_named():
    """Three parties at both ends: any one of them may go."""
    data = record(*(figure(f"x{n}", f"p{n}", "2025-04-30", 300) for n in range(3)))
    row = rows(data).loc[("without figure", "any")]
    assert (row.low, row.high, row.moved) == (300, 300, 1)


def test_no_figure_says_so():
    """Before the first figure the first row says what to ask instead, and no row is left without a
    remark.
    """
    frame = sensitivity(varied(), "killed", on="2025-01-01")
    assert frame.remark[0] == (
        "Killed: no figure. As of 1 January 2025, as known on 30 April 2025: the first, "
        "“about 1500” of Ally, holds from 28 March 2025 on. Ask for that day or a later one."
    )
    assert (frame.remark != "").all()
    assert (frame.variant[0], frame.detail[0]) == ("as it is", "")


def test_the_view_of_a_day_is_kept():
    """As known on 10 April, only the ally speaks."""
    row = rows(varied(), on="2025-04-10", known_on="2025-04-10").loc[("as it is", "")]
    assert (row.low, row.high, row.independent) == (1500, 1500, 1)


def test_what_was_not_yet_stated_is_not_counted():
    """As known on 15 April no echo, no disputed figure and no 600 had been stated: only the ally's
    1,500 is left to vary.
    """
    frame = sensitivity(varied(), "killed", known_on="2025-04-15")
    assert list(zip(frame.variant, frame.detail))[5:] == [
        ("without", "ally-land"),
        ("echoes counted", "0"),
        ("conflicting let in", "0"),
        ("without figure", "b.killed"),
        ("estimate without", "ally-land"),
    ]


def test_choices_and_parties_that_move_the_estimate_are_named():
    """A press that says ten times as much as three others: without it, and with differences that
    only last, the middle moves by more than a tenth; the ratio is that of the middles.
    """
    data = record(
        *(
            figure(f"{who}-{n}", who, f"2025-0{n}-15", value * n)
            for n in (1, 2, 3)
            for who, value in (("spy", 100), ("ally", 110), ("foe", 120), ("paper", 1100))
        )
    )
    frame = sensitivity(data, "killed").set_index(["variant", "detail"])
    for word in ("without", "estimate without"):
        without = [home for variant, home in frame.index if variant == word]
        assert without == ["ally-land", "foe-land", "north", "press"]
    frame = frame.sort_index()
    usual = assess(ask(data, "killed").by("model"))
    told = frame.loc["estimate without"]
    for _, row in [*told.iterrows(), *frame.loc[["model choice"]].iterrows()]:
        ratio = (row["centre"] + 1) / (usual.centre + 1)
        assert row["moved"] == pytest.approx(max(ratio, 1 / ratio)) and row["moved"] > 1.1


def test_an_estimate_without_its_only_party_is_none():
    """One party alone: without it nothing is left, and that is said."""
    frame = sensitivity(record(figure("a", "spy", "2025-01-01", 300)), "killed")
    (row,) = frame[frame["variant"] == "estimate without"].to_dict("records")
    assert (row["detail"], row["moved"], row["remark"]) == ("north", inf, "no estimate is left")
    assert not (frame["variant"] == "model choice").any()


@pytest.mark.parametrize("data", [varied(), record(figure("a", "spy", "2025-01-01", 300))])
def test_every_row_says_how_many_speak(data):
    """Estimates too: whole numbers, so that no page prints "nan"; without the north one voice and
    its affiliation less.
    """
    frame = sensitivity(data, "killed")
    assert (frame["voices"].dtype, frame["independent"].dtype) == (int, int)
    found = frame.set_index(["variant", "detail"])[["voices", "independent"]]
    assert (found.loc[("estimate without", "north")] == found.loc[("without", "north")]).all()
