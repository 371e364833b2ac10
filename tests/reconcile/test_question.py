"""What a question is about, which days it means, and how it is put in words."""

from dataclasses import replace
from datetime import date

import pytest

from reconcile.made import BOOK, figure, record
from tracker.reconcile.question import ask, places_of

LAST = "2025-06-01"
DAY, KNOWN = "2025-03-01", "2025-04-01"


def made():
    return record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "paper", LAST, 9, metric="captured"),
        figure("c", "spy", "2025-01-01", 50, metric="troops_present", place="country"),
        figure("d", "ally", "2025-01-01", 40, metric="troops_present", place="front"),
    )


@pytest.mark.parametrize(
    ("asked", "on", "known_on", "then"),
    [
        ({}, LAST, LAST, True),
        ({"on": DAY}, DAY, LAST, True),
        ({"known_on": KNOWN}, LAST, KNOWN, False),
        ({"on": DAY, "known_on": KNOWN}, DAY, KNOWN, False),
        ({"chart": "day"}, LAST, LAST, True),
        ({"chart": "day", "on": DAY}, DAY, LAST, False),
        ({"chart": "day", "known_on": KNOWN}, KNOWN, KNOWN, False),
        ({"chart": "day", "on": DAY, "known_on": KNOWN}, DAY, KNOWN, False),
        ({"chart": "time"}, LAST, LAST, True),
        ({"chart": "time", "on": DAY}, DAY, DAY, True),
        ({"chart": "time", "known_on": KNOWN}, KNOWN, KNOWN, False),
        ({"chart": "time", "on": DAY, "known_on": KNOWN}, DAY, KNOWN, False),
        ({"chart": "time", "until": DAY}, DAY, LAST, True),
        ({"chart": "time", "on": DAY, "until": KNOWN}, DAY, DAY, True),
    ],
)
def test_the_days_that_are_meant(asked, on, known_on, then):
    """Both days are the last stated; in a chart the day asked about is the known-on day, and over
    time each day is seen as known then unless a known-on day is given; of what `until` cuts nothing
    is shown.
    """
    found = ask(made(), "killed", **asked)
    assert (str(found.on), str(found.known_on), found.then) == (on, known_on, then)
    last = found.last
    assert (str(last.on), str(last.known_on)) == (on, on if then else known_on)


def test_the_first_and_the_last_day_are_shown():
    """From `since` to `until`, both among them; without them every day."""
    days = [date(2025, 2, 28), date(2025, 3, 1), date(2025, 4, 1), date(2025, 4, 2)]
    shown = {"since": [False, True, True, True], "until": [True, True, True, False]}
    given = {"since": DAY, "until": KNOWN}
    for name, expected in shown.items():
        one = ask(made(), "killed", **{name: given[name]})
        assert [one.shows(day) for day in days] == expected
    both = ask(made(), "killed", **given)
    assert [both.shows(day) for day in days] == [False, True, True, False]
    assert all(ask(made(), "killed").shows(day) for day in days)
    for day in (KNOWN, DAY):
        with pytest.raises(ValueError, match=f"no day from {KNOWN} to {day}; let `since` be"):
            ask(made(), "killed", since=KNOWN, until=day)


@pytest.mark.parametrize(
    ("metric", "more", "told"),
    [
        (None, {}, "every metric on 2025-06-01, known on 2025-06-01, envelope"),
        (["killed"], {"on": DAY}, "killed on 2025-03-01, known on 2025-06-01, envelope"),
        (
            ["killed", "captured"],
            {"method": "pool"},
            "killed, captured on 2025-06-01, known on 2025-06-01, pool",
        ),
        (
            "troops_present",
            {"place": "country", "known_on": KNOWN},
            "troops_present in country on 2025-06-01, known on 2025-04-01, envelope",
        ),
    ],
)
def test_it_shows_what_is_asked(metric, more, told):
    """One line with the metrics, the place where one is named, both days and the method."""
    assert repr(ask(made(), metric, **more)) == f"<Question: {told}>"


def test_where_one_metric_is_needed_some_are_offered():
    """Those asked for, else those that come first in the record."""
    for metric, names in (
        (["captured", "killed"], "captured, killed"),
        (None, "killed, captured, troops_present"),
    ):
        with pytest.raises(ValueError, match=f"name it, for example one of {names}$"):
            _ = ask(made(), metric).key


def test_of_several_places_the_default_one_is_meant():
    """The codebook's default place, where the metric is counted there; else one has to be chosen."""
    assert ask(made(), "troops_present").one.place == "front"
    away = replace(made(), codebook=replace(BOOK, default_place="home"))
    with pytest.raises(ValueError, match="choose one of: country, front$"):
        _ = ask(away, "troops_present").one
    with pytest.raises(ValueError, match="no metric 'kiled'; did you mean 'killed'"):
        places_of(made(), "kiled")


def test_who_speaks_alone_is_said_in_words():
    """Parties by their short names, affiliations by theirs, as asked for."""
    assert ask(made(), "killed").alone == ""
    assert ask(made(), "killed", parties=["ally", "north", "press"]).alone == (
        "Ally, North and Press"
    )


def test_the_last_year_that_can_be_asked_about():
    """A day of 2999, and none after it."""
    assert ask(made(), "killed", on="2999-12-31").on == date(2999, 12, 31)
    with pytest.raises(ValueError, match="'3000-01-01' lies too far ahead"):
        ask(made(), "killed", on="3000-01-01")
