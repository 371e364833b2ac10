"""The record scored in public: what is held against what, known when, and how it is summed up."""

from dataclasses import replace
from math import log

import pytest

from reconcile.made import BOOK, figure, record
from tracker.curate.model import Metric
from tracker.reconcile.question import NothingToShow
from tracker.reconcile.said.track_record import interval_score, summed_up, track_record


def three():
    """300 by one, then 600 by another, then 450 by a third, a month apart."""
    return record(
        figure("a", "spy", "2025-01-10", 300),
        figure("b", "ally", "2025-02-10", 600),
        figure("c", "foe", "2025-03-10", 450),
    )


def test_each_figure_meets_the_range_of_the_day_before():
    """The first meets nothing, the second only the first, the third a range that holds it."""
    rows = track_record(three(), methods=["envelope"])
    assert rows["figure"].to_list() == ["a.killed", "b.killed", "c.killed"]
    assert rows["known_on"].dt.strftime("%m-%d").to_list() == ["01-09", "02-09", "03-09"]
    assert rows["low"].to_list()[1:] == [300, 300] and rows["high"].to_list()[1:] == [300, 600]
    assert rows["inside"].isna().to_list() == [True, False, False]
    assert rows["inside"].to_list()[1:] == [False, True]
    assert rows["score"].to_list()[1:] == pytest.approx([20 * log(2), log(2)])
    assert rows["age"].to_list() == [0, 31, 59]


def test_echoes_parts_bounds_and_later_knowledge_are_not_scored():
    """Of five more figures none is a whole, two-sided statement of its party's own by March."""
    data = record(
        figure("a", "spy", "2025-01-10", 300),
        figure("echo", "paper", "2025-01-11", 300, echoes="a"),
        figure("part", "ally", "2025-01-12", 20, covers="one battle"),
        figure("least", "foe", "2025-01-13", "900+"),
        figure("late", "ally", "2025-04-10", 500),
    )
    rows = track_record(data, known_on="2025-03-01", methods=["model"])
    assert rows["figure"].to_list() == ["a.killed"]


def test_an_open_end_allows_what_lies_beyond():
    """350 to "at least 900" is printed as 350 or more, up to 900: 2,000 is not inside, but
    allowed.
    """
    data = record(
        figure("a", "spy", "2025-01-10", 350),
        figure("b", "foe", "2025-01-13", "900+"),
        figure("c", "ally", "2025-01-20", 2000),
    )
    last = track_record(data, methods=["envelope"]).iloc[-1]
    assert (last.low, last.high, last.high_open) == (350, 900, True)
    assert (last.inside, last.allowed) == (False, True)


def test_what_was_established_meets_every_range_from_its_day_on():
    """1,000 were counted, as found in 2030: the ranges of the day it describes and of each later
    change are scored, and the finding itself is no claim.
    """
    killed = replace(BOOK.metrics["killed"], established="counted")
    found = Metric("counted", "Counted", "Counted later.", "cumulative", speaks_for=90)
    book = replace(BOOK, metrics=BOOK.metrics | {"killed": killed, "counted": found})
    data = record(
        figure("a", "spy", "2025-01-10", 300),
        figure("b", "ally", "2025-02-10", 1500),
        figure("truth", "foe", "2025-01-31", 1000, metric="counted", stated="2030-01-01"),
        book=book,
    )
    rows = track_record(data, methods=["envelope"])
    assert rows[rows["against"] == "stated"]["figure"].to_list() == ["a.killed", "b.killed"]
    later = rows[rows["against"] == "established"]
    assert set(later["figure"]) == {"truth.counted"} and set(later["value"]) == {1000}
    assert later["on"].dt.strftime("%Y-%m-%d").to_list()[:2] == ["2025-01-31", "2025-02-10"]
    assert later["inside"].to_list()[:2] == [False, True]
    lines = summed_up(rows).set_index(["by", "name"])
    assert lines.loc[("established later", ""), "figures"] == len(later)
    assert lines.loc[("stated next", ""), "ranges"] == 1


def test_shares_are_of_what_had_a_range():
    """Of three figures two had a range before them, and one of the two lay inside; no party has
    five.
    """
    lines = summed_up(track_record(three()))
    every = lines[(lines["by"] == "stated next") & (lines["method"] == "envelope")].iloc[0]
    assert (every.figures, every.ranges, every.inside) == (3, 2, 0.5)
    assert every.score == pytest.approx(10.5 * log(2))
    assert set(lines["by"]) == {"stated next"}, "one metric, stance and age are all there is"


def test_zero_is_scored_with_one_added():
    """None stated, 1 to 3 printed: ln 2 too low on the scale of one more."""
    assert interval_score(1, 3, 0) == pytest.approx(log(2) + 20 * log(2))


def test_nothing_to_score_is_said():
    """A record of bounds alone has no track record."""
    data = record(figure("least", "foe", "2025-01-13", "900+"))
    with pytest.raises(NothingToShow, match="no figure of the record can be scored"):
        track_record(data)


def test_nothing_was_known_before_the_first_day():
    """A figure of the first day there is has no day before it, and is not held against itself."""
    with pytest.raises(NothingToShow, match="no figure of the record can be scored"):
        track_record(record(figure("a", "spy", "0001-01-01", 5)))


def established(as_of, stated):
    """The days of the ranges held against a count that was established later."""
    killed = replace(BOOK.metrics["killed"], established="counted")
    found = Metric("counted", "Counted", "Counted later.", "cumulative", speaks_for=90)
    data = record(
        figure("a", "spy", "2025-01-10", 300),
        figure("b", "ally", "2025-02-10", 1500),
        figure("truth", "foe", as_of, 1000, metric="counted", stated=stated),
        figure("c", "spy", "2025-03-10", 400),
        book=replace(BOOK, metrics=BOOK.metrics | {"killed": killed, "counted": found}),
    )
    rows = track_record(data, methods="envelope")
    return rows[rows["against"] == "established"]["on"].dt.strftime("%m-%d").to_list()


def test_each_range_before_the_finding_is_scored_once():
    """From the day that it describes, once where the range changed on it, to the day before."""
    assert established("2025-02-10", "2025-03-10") == ["02-10"]
    assert established("2025-02-10", "2025-03-11") == ["02-10", "03-10"]
    assert established("2025-02-12", "2025-02-13") == ["02-12"]
    assert established("2025-02-12", "2025-02-12") == []


def test_lines_of_parties_and_ages():
    """A party with five ranges has a line, one with four has none; the ninetieth day is one of the
    first ninety; none stated is a figure.
    """
    days = ("2025-02-09", "2025-03-11", "2025-04-09", "2025-04-10", "2025-04-11")
    data = record(
        figure("a", "ally", "2025-01-10", 300),
        *(figure(f"s{n}", "spy", day, 400 * (n > 0)) for n, day in enumerate(days)),
    )
    rows = track_record(data, methods="envelope")
    assert rows["value"].to_list() == [300, 0, 400, 400, 400, 400]
    lines = summed_up(rows).set_index(["by", "name"])["figures"]
    assert lines["party"].to_dict() == {"spy": 5}
    assert lines["age"].to_dict() == {"the first 90 days": 5, "day 91 to 365": 1}
    with pytest.raises(ValueError, match="no method 'modl'; did you mean 'model'"):
        track_record(data, methods="modl")
