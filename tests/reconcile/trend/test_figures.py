"""What a trend rests on: its figures and bounds, their days, and figures taken together."""

from datetime import date

import numpy as np
import pytest

from reconcile.made import figure, record
from tracker.reconcile.judgement import entries
from tracker.reconcile.question import ask
from tracker.reconcile.trend import figures
from tracker.reconcile.trend.figures import evidence, gathered, placed
from tracker.reconcile.trend.model import DatedObservations
from tracker.reconcile.voices import series

JANUARY = [
    figure("month", "p0", "2025-01", 1000, stated="2025-02-05"),
    figure("none", "p1", "2025-01-20", 0),
]
PART = [figure("part", "p2", "2025-02-10", "50+", covers="a battle")]


def parts(metric, *some):
    """The part that each figure has in the trend of its metric."""
    question = ask(record(*some), metric).one
    items = placed(series(question), question.on, question.known_on)
    return {item.entry.figure.estimate: item.role for item in items}


def test_figures_and_bounds_have_their_days_and_logarithms():
    """A count for January and one of none on the 20th; the part of February is a bound. Days are
    counted from the first for which anything may hold, one person is added to every number.
    """
    found = evidence(entries(JANUARY), entries(PART))
    assert (found.start, found.first, found.last) == (
        date(2025, 1, 1),
        date(2025, 1, 20),
        date(2025, 2, 10),
    )
    assert (found.step, found.shift) == (1, 1)
    days = dict(zip(found.figures.party.tolist(), zip(found.figures.first, found.figures.last)))
    assert [found.parties[party] for party in days] == ["p1", "p0"]
    assert days == {0: (0, 30), 1: (19, 19)}
    assert found.figures.y[1] == pytest.approx(np.log(1001)) and found.bounds.first == [40]
    assert found.bounds.y == pytest.approx(np.log([51])) and found.bounds.s == [0.05]


def test_what_holds_for_a_day_asked_about_is_all_of_one_day():
    """Plans have no days of their own: all are taken for the newest's."""
    found = evidence(entries(JANUARY), entries(PART), own_day=False)
    assert {found.start, found.first, found.last} == {date(2025, 1, 31)}
    assert {*found.figures.first, *found.figures.last, *found.bounds.first} == {0}


@pytest.mark.parametrize(("last", "step"), [("2015-06-23", 1), ("2015-06-24", 2)])
def test_long_paths_have_steps_of_several_days(last, step):
    """Up to 2,000 days a day is a step; of the 2,001 that follow one more, two days are."""
    some = [figure("a", "p0", "2010-01-01", 100), figure("b", "p0", last, 200)]
    found = evidence(entries(some), [])
    assert found.step == step and found.figures.last.tolist() == [0, 2000 // step - (step == 1)]


def test_neighbours_of_one_party_are_taken_together(monkeypatch):
    """Of seven figures, where three are the most, up to three of one party's neighbouring days are
    one of their mean; three stay as they are.
    """
    monkeypatch.setattr(figures, "MOST_FIGURES", 3)
    days, party = np.array([9, 1, 4, 3, 5, 6, 2]), np.array([0, 0, 1, 0, 1, 1, 0])
    many = DatedObservations(np.arange(7.0), np.arange(7) / 10, days - 1, days, party)
    found = gathered(many)
    assert found.party.tolist() == [0, 0, 1] and found.last.tolist() == [2, 9, 5]
    assert found.y == pytest.approx([10 / 3, 0, 11 / 3]) and found.s == pytest.approx(found.y / 10)
    assert found.first.tolist() == [1, 8, 4]
    three = many.at(np.arange(3))
    assert gathered(three) is three
    monkeypatch.setattr(figures, "MOST_FIGURES", 6)
    assert gathered(many).party.tolist() == [0, 0, 1, 1]  # by twos


def test_each_figure_has_its_part():
    """A plan counts while it is its party's newest. Of a count that its party said anew of the same
    day, and then took back without another, neither counts; one of an earlier day does.
    """
    plans = [
        figure(f"plan{n}", "p0", f"2025-01-0{n}", 100 * n, metric="troops_planned") for n in (1, 2)
    ]
    assert parts("troops_planned", *plans) == {"plan1": "out", "plan2": "voice"}
    again = figure("again", "p0", "2025-01-03", 400, stated="2025-01-05")
    back = figure("back", "p0", "2025-01-06", None, revises="again")
    counts = [figure(f"count{n}", "p0", f"2025-01-0{n}", 100 * n) for n in (2, 3)]
    assert parts("killed", *counts, again, back) == {
        "count2": "voice",
        "count3": "out",
        "again": "out",
        "back": "out",
    }
