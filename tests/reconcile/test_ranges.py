"""Ranges of a record: on a day, as known on a day, and over time."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from reconcile.made import BOOK, figure, record
from tracker.reconcile.assess import MetricRange, assess, changes
from tracker.reconcile.question import METHODS, ask
from tracker.reconcile.ranges import ranges

COLUMNS = [
    "metric",
    "place",
    "on",
    "known_on",
    "method",
    "low",
    "centre",
    "high",
    "low_open",
    "high_open",
    "voices",
    "independent",
    "confidence",
    "low_party",
    "high_party",
    "last_as_of",
    "stale",
    "figures",
    "remark",
]


def reassessed():
    """600 killed as of 30 April, restated in September as 2,000 for the same period; an ally says
    1,000 to 1,500.
    """
    return record(
        figure("a", "spy", "2025-04-30", 600),
        figure("b", "ally", "2025-05-20", (1000, 1500)),
        figure("c", "spy", "2025-04-30", 2000, stated="2025-06-02", revises="a"),
    )


def test_a_range_names_its_ends_and_figures():
    """Two parties: from the one's low to the other's high, each end with its party, every figure by
    its key.
    """
    question = ask(reassessed(), "killed", on="2025-05-25", known_on="2025-05-25")
    found = assess(question)
    assert (found.metric, found.place, found.method) == ("killed", "front", "envelope")
    assert (found.on, found.known_on) == (date(2025, 5, 25), date(2025, 5, 25))
    assert found == MetricRange(
        question,
        600,
        pytest.approx((600 * (1000 * 1500) ** 0.5) ** 0.5),
        1500,
        False,
        False,
        2,
        2,
        0.5,
        "spy",
        "ally",
        "",
        "",
        date(2025, 5, 20),
        False,
        ("a.killed", "b.killed"),
    )


def test_ends_held_by_several_parties_name_them_all():
    """Two parties at the low end, in alphabetical order, whoever spoke first."""
    data = record(
        figure("a", "spy", "2025-01-02", 300),
        figure("b", "ally", "2025-01-01", 300),
        figure("c", "foe", "2025-01-01", 900),
    )
    found = assess(ask(data, "killed"))
    assert (found.low_party, found.high_party) == ("ally, spy", "foe")


def test_both_days_default_to_the_last_stated_day():
    """Without dates the answer is that of the day on which anything was last stated, whatever today
    is.
    """
    found = assess(ask(reassessed(), "killed"))
    assert (found.on, found.known_on) == (date(2025, 6, 2), date(2025, 6, 2))
    assert (found.low, found.high) == (1000, 2000)


def test_a_revision_moves_the_past_only_where_it_is_known():
    """For 25 May: 600 to 1,500 as known then, 1,000 to 2,000 as known from 2 June on, 600 to 1,500
    still on 1 June.
    """
    ends = {
        known: (found.low, found.high)
        for known in ("2025-05-25", "2025-06-01", "2025-06-02")
        for found in [assess(ask(reassessed(), "killed", on="2025-05-25", known_on=known))]
    }
    assert ends == {
        "2025-05-25": (600, 1500),
        "2025-06-01": (600, 1500),
        "2025-06-02": (1000, 2000),
    }


def test_over_time_as_known_then():
    """One row a day on which something changed, each as it was known on that day."""
    frame = ranges(reassessed(), "killed")
    assert list(frame.columns) == COLUMNS
    assert frame.on.dt.strftime("%m-%d").tolist() == ["04-30", "05-20", "06-02"]
    assert (frame.on == frame.known_on).all()
    assert frame.low.tolist() == [600, 600, 1000] and frame.high.tolist() == [600, 1500, 2000]


def test_over_time_begins_with_the_first_figure():
    """A count of January that was stated in March has no row in January, when nobody knew it."""
    frame = ranges(record(figure("a", "spy", "2025-01-31", 600, stated="2025-03-05")), "killed")
    assert frame.on.dt.strftime("%m-%d").tolist() == ["03-05"]


def test_over_time_as_known_now():
    """With a known-on day, the whole past is seen with what that day knew: 600 never appears."""
    frame = ranges(reassessed(), "killed", known_on="2025-06-02")
    assert frame.on.dt.strftime("%m-%d").tolist() == ["04-30", "05-20"]
    assert (frame.known_on == pd.Timestamp("2025-06-02")).all()
    assert frame.low.tolist() == [2000, 1000] and frame.high.tolist() == [2000, 2000]


def test_the_past_ends_with_the_known_on_day():
    """As known on 10 May there is nothing after 10 May, nor anything stated later."""
    frame = ranges(reassessed(), "killed", known_on="2025-05-10")
    assert frame.figures.tolist() == [("a.killed",)]


def test_between_changes_nothing_changes():
    """On every day of half a year the range is that of the last change, as known then and as known
    now.
    """
    data = record(
        figure("a", "spy", "2025-01-10", 600),
        figure("b", "ally", "2025-02", (900, 950), stated="2025-03-05"),
        figure("c", "foe", "2025-02-20", "2000+", withdrawn="2025-04-01"),
        figure("d", "spy", "2025-02-01", 700),
        figure("e", "spy", "2025-03-20", 1500, revises="d"),
        figure("f", "ally", "2025-01-01", 80, covers="a week"),
        figure("z", "paper", "2025-08-01", 1, metric="captured"),
    )
    for known_on in (None, "2025-08-01"):
        steps = list(changes(ask(data, "killed", known_on=known_on)))
        for day in pd.date_range(steps[0].on, "2025-08-01").date:
            now = assess(ask(data, "killed", on=day, known_on=known_on or day))
            last = [step for step in steps if step.on <= day][-1]
            assert now == last, day


def test_a_stale_count_is_open_above():
    """91 days after the newest count it may have grown: open above; a strength is not, it may have
    fallen.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("a", "spy", "2025-01-01", 300, metric="troops_present"),
    )
    count, strength = (
        assess(ask(data, metric, on="2025-04-02", known_on="2025-01-01"))
        for metric in ("killed", "troops_present")
    )
    assert (count.stale, count.low, count.high, count.high_open, count.last_as_of) == (
        True,
        300,
        300,
        True,
        date(2025, 1, 1),
    )
    assert (strength.stale, strength.high_open) == (True, False)
    assert ranges(
        record(
            figure("a", "spy", "2025-01-01", 300),
            figure("z", "spy", "2025-09-01", 1, metric="captured"),
        ),
        "killed",
    ).on.dt.strftime("%m-%d").tolist() == ["01-01", "04-02"]


def test_what_has_no_ends_is_not_open():
    """A stale count for which a method has no range is stale, and not "or more" than nothing."""
    data = record(figure("a", "spy", "2025-01-01", 300), figure("b", "ally", "2025-01-01", 400))
    found = assess(ask(data, "killed", on="2025-12-01", method="random_effects"))
    assert (found.stale, found.low, found.high, found.high_open, found.ends) == (
        True,
        None,
        None,
        False,
        "no range",
    )


def test_old_and_partial_counts_only_raise_the_high_end():
    """An old 700 and a list of 20 names beside a fresh 300: from 300 to 700 or more, one voice, no
    confidence.
    """
    data = record(
        figure("a", "ally", "2025-01-01", 700),
        figure("b", "spy", "2025-09-01", 300),
        figure("c", "foe", "2025-09-01", 20, covers="a list of names"),
    )
    found = assess(ask(data, "killed"))
    assert (found.low, found.high, found.high_open, found.voices, found.independent) == (
        300,
        700,
        True,
        1,
        1,
    )
    assert found.confidence is None and found.figures == ("b.killed", "a.killed", "c.killed")


@pytest.mark.parametrize("method", [name for name in METHODS[1:] if name != "model"])
def test_bounds_enter_the_envelope_only(method):
    """Other methods list the bounds, and their numbers are those of the voices alone; the model's
    path heeds them.
    """
    voices = [
        figure("b", "spy", "2025-09-01", (300, 500)),
        figure("d", "foe", "2025-09-01", (250, 450)),
        figure("e", "p1", "2025-09-01", (350, 700)),
    ]
    bounds = [
        figure("a", "ally", "2025-01-01", 5000),
        figure("c", "foe", "2025-09-01", 900, covers="a list"),
    ]
    alone, both = (
        assess(ask(record(*voices), "killed", method=method)),
        assess(ask(record(*voices, *bounds), "killed", method=method)),
    )
    assert (alone.low, alone.centre, alone.high) == (both.low, both.centre, both.high) and alone.low
    assert both.figures == (*alone.figures, "a.killed", "c.killed")


def test_agreement_is_where_most_overlap():
    """300 to 500, 250 to 450, 350 to 700: all three overlap from 350 to 450; the parties of those
    ends are named.
    """
    data = record(
        figure("b", "spy", "2025-09-01", (300, 500)),
        figure("d", "foe", "2025-09-01", (250, 450)),
        figure("e", "p1", "2025-09-01", (350, 700)),
    )
    found = assess(ask(data, "killed", method="agreement"))
    assert (found.low, found.high, found.low_party, found.high_party) == (350, 450, "p1", "foe")
    assert found.centre is None and found.confidence is None


def test_agreement_of_figures_that_do_not_meet_is_none():
    """300 and 400 overlap nowhere: no ends, and the row says so."""
    data = record(figure("a", "spy", "2025-01-01", 300), figure("b", "ally", "2025-01-01", 400))
    row = ranges(data, "killed", on="2025-01-01", method="agreement").iloc[0]
    assert np.isnan(row.low) and np.isnan(row.high)
    assert (
        row.low_party == ""
        and row.remark
        == "Killed: no range by the method agreement. As known on 1 January 2025: "
        "no two assessments overlap."
    )


def test_random_effects_need_three():
    """With two affiliations the row has no ends and says what it takes; with three it has."""
    two = [
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "ally", "2025-01-01", 400),
        figure("d", "army", "2025-01-01", 500),
    ]
    row = ranges(record(*two), "killed", on="2025-01-01", method="random_effects").iloc[0]
    assert (
        np.isnan(row.low)
        and "it takes three independent assessments with both ends, and there are two" in row.remark
    )
    found = assess(
        ask(record(*two, figure("c", "foe", "2025-01-01", 350)), "killed", method="random_effects")
    )
    assert found.low < 300 and found.high > 400 and found.confidence == 0.95


def test_offices_of_one_affiliation_are_one_observation():
    """Ten offices of one state saying 300 move the pool no more than one of them, and the model less
    than ten states do.
    """
    ally, spy = figure("b", "ally", "2025-01-01", 4000), figure("a", "spy", "2025-01-01", 300)
    many = [
        replace(figure(f"s{n}", f"p{n}", "2025-01-01", 300), affiliation="north") for n in range(10)
    ]
    apart = [figure(f"s{n}", f"p{n}", "2025-01-01", 300) for n in range(10)]
    (one, ten), (alone, offices, states) = (
        [assess(ask(record(*said, ally), "killed", method=method)) for said in given]
        for method, given in (("pool", ([spy], many)), ("model", ([spy], many, apart)))
    )
    assert (ten.low, ten.high) == pytest.approx((one.low, one.high))
    assert alone.centre > offices.centre > 1.1 * states.centre


def test_the_metrics_own_scale_of_disagreement_counts():
    """A codebook that says parties mostly agree (0.1) narrows the model range."""
    calm = replace(
        BOOK, metrics={**BOOK.metrics, "killed": replace(BOOK.metrics["killed"], tau_scale=0.1)}
    )
    items = [figure("a", "spy", "2025-01-01", 300)]
    usual, agreed = (
        assess(ask(record(*items, book=book), "killed", method="model")) for book in (BOOK, calm)
    )
    assert usual.low < agreed.low and agreed.high < usual.high


def test_a_zero_is_a_count():
    """Nobody captured, says one; eight, says another: every method gives a low end of zero or
    more.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 0, metric="captured"),
        figure("b", "ally", "2025-01-01", 8, metric="captured"),
        figure("c", "foe", "2025-01-01", 3, metric="captured"),
    )
    for method in METHODS:
        found = assess(ask(data, "captured", method=method))
        assert found.low is None or 0 <= found.low <= found.high
    assert (assess(ask(data, "captured")).low, assess(ask(data, "captured")).centre) == (0, 3)


def test_each_place_has_its_row():
    """A metric counted by place gives one row a place; asked about one place, one row."""
    data = record(
        figure("a", "spy", "2025-01-01", 300, metric="troops_present", place="front"),
        figure("b", "ally", "2025-01-01", 900, metric="troops_present", place="country"),
    )
    frame = ranges(data, "troops_present", on="2025-01-01")
    assert list(zip(frame.place, frame.low)) == [("country", 900), ("front", 300)]
    assert ranges(data, "troops_present", place="front", on="2025-01-01").low.tolist() == [300]


def test_a_day_before_the_first_figure_is_no_figure():
    """The row says that there is none, which is the first, and what to ask instead."""
    row = ranges(record(figure("a", "spy", "2025-01-13", 300)), "killed", on="2024-12-01").iloc[0]
    assert (row.voices, row.figures) == (0, ()) and np.isnan(row.low) and pd.isna(row.last_as_of)
    assert row.remark == (
        "Killed: no figure. As of 1 December 2024, as known on 13 January 2025: the first, "
        "“about 300” of Spy, holds from 13 January 2025 on. Ask for that day or a later one."
    )


def test_over_time_a_metric_without_figures_has_one_row():
    """A metric that nobody counted gives one row, which says so, never an empty frame."""
    frame = ranges(record(figure("a", "spy", "2025-01-13", 300)), "captured")
    assert frame.remark.tolist() == [
        "Captured: no figure. As known on 13 January 2025: the record has none. Add one to "
        "estimates.yaml."
    ]


def test_frames_have_plain_types():
    """Numbers are floats, days timestamps, flags bools, whatever is missing."""
    data = record(figure("a", "spy", "2025-01-13", "300+"))
    frame = ranges(data, "killed", on="2025-01-13")
    assert frame.dtypes.astype(str)[
        ["low", "high", "confidence", "on", "last_as_of", "high_open", "stale"]
    ].tolist() == [
        "float64",
        "float64",
        "float64",
        "datetime64[us]",
        "datetime64[us]",
        "bool",
        "bool",
    ]
    assert (frame.low[0], frame.high_open[0]) == (300, True) and np.isnan(frame.high[0])


def test_a_range_shows_itself():
    """In a terminal one line, in Jupyter the same with its ends set bold."""
    found = assess(
        ask(
            record(
                figure("a", "spy", "2025-01-01", 600), figure("b", "foe", "2025-01-01", "3000+")
            ),
            "killed",
        )
    )
    assert (
        str(found)
        == "killed, front, 2025-01-01, as known on 2025-01-01: 600 to 3,000 or more (envelope)"
    )
    assert "<strong>600 to 3,000 or more</strong>" in found._repr_html_()
    twenty = assess(ask(record(figure("a", "spy", "2025-01-01", 20)), "killed"))
    assert twenty._repr_html_() == (
        "<p>killed, front, 2025-01-01, as known on 2025-01-01: <strong>20</strong> (envelope)</p>"
    )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"metric": "kiled"}, "no metric 'kiled'; did you mean 'killed'?"),
        ({"method": "envelop"}, "no method 'envelop'; did you mean 'envelope'?"),
        ({"place": "country"}, "one series for all places"),
        ({"on": "2025-13-01"}, "there is no such day as '2025-13-01'"),
        ({"known_on": "June"}, "cannot read the date 'June'"),
    ],
)
def test_wrong_names_get_their_remedy(asked, words):
    """An unknown metric, method, place or day is named with what to write instead, over time
    too.
    """
    data = record(figure("a", "spy", "2025-01-01", 300))
    with pytest.raises(ValueError, match=words.replace("?", r"\?")):
        ranges(data, **{"metric": "killed", **asked})


def test_days_may_be_dates_texts_or_timestamps():
    """The same day in any form gives the same range."""
    data = reassessed()
    days = [
        "2025-05-25",
        date(2025, 5, 25),
        pd.Timestamp("2025-05-25"),
        np.datetime64("2025-05-25"),
    ]
    assert len({assess(ask(data, "killed", on=day, known_on=day)) for day in days}) == 1
