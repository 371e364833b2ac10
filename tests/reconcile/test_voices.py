"""Who speaks, who only bounds, who is left out and why."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from reconcile.made import BOOK, figure, reason, record, roles
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask, places_of
from tracker.reconcile.voices import select


def test_each_party_speaks_with_its_newest_whole_figure():
    """Growth: the later day's count replaces the earlier one of the same party, and of nobody
    else.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "spy", "2025-02-01", 400),
        figure("c", "ally", "2025-01-20", 350),
    )
    assert roles(data) == {"a": "out", "b": "voice", "c": "voice"}
    assert reason(data, "a") == (
        "replaced by the same party's newer figure, “about 400” of Spy, as of 1 February 2025"
    )
    assert (
        reason(data, "c") == "its party's newest whole figure, 12 days before the newest of all, "
        "“about 400” of Spy, as of 1 February 2025"
    )
    assert assess(ask(data, "killed")).figures == ("c.killed", "b.killed")  # from old to new


def test_every_figure_of_the_metric_is_judged_once():
    """Used and left out together are all figures of the metric and none of another."""
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("a", "spy", "2025-01-01", 9, metric="captured"),
        figure("b", "ally", "2025-01-02", None),
        figure("c", "foe", "2025-09-01", 20, covers="a battle"),
    )
    judged = select(ask(data, "killed", on="2025-06-01")).judged
    assert [item.figure.key for item in judged] == ["a.killed", "b.killed", "c.killed"]
    assert [item.role for item in judged] == ["voice", "out", "out"]
    assert all(item.reason for item in judged)


def test_a_later_day_is_left_out():
    """A figure as of 2 February says nothing about 1 February."""
    data = record(figure("a", "spy", "2025-02-02", 300))
    assert roles(data, on="2025-02-01") == {"a": "out"}
    assert (
        reason(data, "a", on="2025-02-01")
        == "as of 2 February 2025, later than the day asked about, 1 February 2025"
    )
    assert roles(data, on="2025-02-02") == {"a": "voice"}


def test_what_had_not_been_stated_is_not_known():
    """A figure about January stated in March does not speak in February's view of January."""
    data = record(figure("a", "spy", "2025-01-10", 300, stated="2025-03-05"))
    assert (
        reason(data, "a", known_on="2025-02-01")
        == "stated 5 March 2025, later than the known-on day 1 February 2025"
    )
    assert roles(data, on="2025-01-10", known_on="2025-03-05") == {"a": "voice"}


def test_a_stated_month_is_known_from_its_last_day():
    """What was said some day in February may not have been said by the 27th."""
    data = record(figure("a", "spy", "2025-01", 300, stated="2025-02"))
    assert roles(data, known_on="2025-02-27") == {"a": "out"}
    assert roles(data, known_on="2025-02-28") == {"a": "voice"}


def test_a_month_is_compared_by_its_last_possible_day():
    """A figure for March stated on the 28th holds no later than the 28th; stated on the 1st, no
    later than the 1st; stated in April, no later than the 31st.
    """
    first = record(figure("a", "spy", "2025-03", 300, stated="2025-03-01"))
    assert assess(ask(first, "killed")).last_as_of == date(2025, 3, 1)
    data = record(
        figure("a", "spy", "2025-03", 300, stated="2025-03-28"),
        figure("b", "ally", "2025-03", 300, stated="2025-04-10"),
    )
    assert assess(ask(data, "killed", on="2025-03-30")).last_as_of == date(2025, 3, 28)
    assert assess(ask(data, "killed")).last_as_of == date(2025, 3, 31)
    assert roles(data, on="2025-03-27") == {"a": "out", "b": "out"}


def test_a_withdrawn_figure_is_silent_once_its_withdrawal_is_known():
    """Until the day of withdrawal it speaks; from that day it does not, on any day."""
    data = record(
        figure(
            "a", "spy", "2025-01-01", 300, withdrawn="2025-03-01", withdrawn_reason="a typing error"
        )
    )
    assert roles(data, known_on="2025-02-28", on="2025-02-01") == {"a": "voice"}
    assert (
        reason(data, "a", known_on="2025-03-01", on="2025-02-01")
        == "withdrawn 1 March 2025: a typing error"
    )


def test_a_party_falls_back_on_the_figure_before_a_withdrawn_one():
    """What was withdrawn replaces nothing."""
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "spy", "2025-01-20", 900, withdrawn="2025-02-01"),
    )
    assert roles(data, known_on="2025-01-31", on="2025-01-25") == {"a": "out", "b": "voice"}
    assert roles(data, known_on="2025-02-01", on="2025-01-25") == {"a": "voice", "b": "out"}


def test_a_disputed_attribution_does_not_speak():
    """Where pages disagree about what was said, nobody is credited with it."""
    data = record(figure("a", "spy", "2025-01-01", 300, attribution="conflicting"))
    assert roles(data) == {"a": "out"}
    assert "sources disagree" in reason(data, "a")


def test_no_figure_is_listed_and_never_speaks():
    """A party that gives no number is listed with that reason."""
    assert reason(record(figure("a", "spy", "2025-01-01", None)), "a") == "gives no number"


def test_an_echo_of_an_echo_goes_back_to_its_origin():
    """Ten repetitions leave one voice: the first."""
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "paper", "2025-01-02", 300, echoes="a"),
        figure("c", "foe", "2025-01-03", 300, echoes="b"),
    )
    assert roles(data) == {"a": "voice", "b": "out", "c": "out"}
    origin = "an echo: only repeats “about 300” of Spy, as of 1 January 2025"
    assert reason(data, "b") == reason(data, "c") == origin


def test_an_echo_does_not_inherit_the_voice_of_its_origin():
    """If what it repeats is withdrawn, the repetition is no evidence of its own; a part repeated is
    no bound.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 300, withdrawn="2025-01-05"),
        figure("b", "paper", "2025-01-02", 300, echoes="a"),
        figure("d", "spy", "2025-01-02", 20, covers="a day"),
        figure("e", "foe", "2025-01-03", 20, echoes="d", covers="a day"),
    )
    assert roles(data, known_on="2025-02-01") == {"a": "out", "b": "out", "d": "bound", "e": "out"}


def test_an_echo_does_not_replace_its_partys_own_figure():
    """A party that repeats another later still stands by its own count."""
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "ally", "2025-01-01", 500),
        figure("c", "ally", "2025-01-09", 300, echoes="a"),
    )
    assert roles(data) == {"a": "voice", "b": "voice", "c": "out"}


def test_a_part_is_a_bound_of_a_count_and_never_a_voice():
    """Twenty dead in one battle: at least twenty in all; a whole figure of the same party still
    speaks.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "spy", "2025-01-09", 20, covers="one battle"),
        figure("c", "foe", "2025-01-09", "<50", since="2025-01-08"),
    )
    assert roles(data) == {"a": "voice", "b": "bound", "c": "out"}
    assert reason(data, "b") == "counts a part only (one battle): the whole is at least 20"
    assert "says nothing about the whole" in reason(data, "c")


@pytest.mark.parametrize("metric", ["troops_present", "daily_losses", "troops_planned"])
def test_a_part_of_what_can_fall_is_left_out(metric):
    """A part of a strength, a flow or a plan bounds nothing."""
    assert roles(
        record(figure("a", "spy", "2025-01-01", 20, metric=metric, covers="a unit")), metric
    ) == {"a": "out"}


def test_an_old_count_is_a_lower_bound():
    """At exactly 90 days a figure speaks; at 91 a count that never falls is at least what it
    was.
    """
    pair = [figure("a", "spy", "2025-01-01", (300, 400)), figure("b", "ally", "2025-04-01", 900)]
    assert roles(record(*pair)) == {"a": "voice", "b": "voice"}
    later = record(
        pair[0], figure("b", "ally", "2025-04-02", 900), figure("c", "foe", "2025-01-01", "<350")
    )
    assert roles(later) == {"a": "bound", "b": "voice", "c": "out"}
    assert reason(later, "a") == (
        "more than 90 days before the newest figure, “about 900” of Ally, as of 2 April 2025: "
        "too old to be compared, "
        "but a count that never falls is at least 300"
    )
    daily = {"killed": replace(BOOK.metrics["killed"], speaks_for=1)}
    shorter = replace(later, codebook=replace(BOOK, metrics={**BOOK.metrics, **daily}))
    assert reason(shorter, "a").startswith("more than 1 day before the newest figure, ")


def test_an_old_strength_falls_silent():
    """Troops seen 46 days before the newest sighting neither speak nor bound."""
    data = record(
        figure("a", "spy", "2025-01-01", 300, metric="troops_present"),
        figure("b", "ally", "2025-02-16", 900, metric="troops_present"),
    )
    assert roles(data, "troops_present") == {"a": "out", "b": "voice"}


def test_without_speaks_for_nothing_is_old():
    """Captives of three years ago still speak where the codebook sets no limit, and the range is
    never stale.
    """
    data = record(
        figure("a", "spy", "2022-01-01", 2, metric="captured"),
        figure("b", "ally", "2025-01-01", 3, metric="captured"),
    )
    assert roles(data, "captured") == {"a": "voice", "b": "voice"}
    assert not assess(ask(data, "captured", on="2035-01-01")).stale


def test_a_parts_day_does_not_age_whole_figures():
    """Only whole figures set the newest day: a list of names of today makes no count old, and one of
    long ago no range stale.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "foe", "2025-12-01", 20, covers="a list of names"),
    )
    assert roles(data) == {"a": "voice", "b": "bound"}
    alone = assess(ask(record(data.all_figures[1]), "killed", on="2035-01-01"))
    assert (alone.ends, alone.stale) == ("20 or more", False)


def test_stale_means_the_newest_figure_is_too_long_ago():
    """91 days after the newest figure the range is stale, and says when it was last assessed."""
    data = record(figure("a", "spy", "2025-01-01", 300))
    assert not assess(ask(data, "killed", on="2025-04-01")).stale
    found = assess(ask(data, "killed", on="2025-04-02"))
    assert found.stale and found.last_as_of == date(2025, 1, 1)
    assert [item.role for item in select(found.question).judged] == ["voice"]


def test_on_one_day_the_later_statement_wins():
    """Same party, same day, no revision: what it said last."""
    data = record(
        figure("a", "spy", "2025-01-01", 900, stated="2025-01-02"),
        figure("b", "spy", "2025-01-01", 300, stated="2025-01-05"),
    )
    assert roles(data) == {"a": "out", "b": "voice"}
    assert roles(data, known_on="2025-01-03") == {"a": "voice", "b": "out"}


@pytest.mark.parametrize("numbers", [(300, 400), ("<400", 300)])
@pytest.mark.parametrize("names", ["ab", "ba"])
def test_a_name_does_not_decide_who_speaks(names, numbers):
    """For March and for 28 March, both stated on the 28th: neither is newer, so the larger number
    speaks, however named; a number is larger than an open end.
    """
    small, large = names
    data = record(
        figure(small, "spy", "2025-03", numbers[0], stated="2025-03-28"),
        figure(large, "spy", "2025-03-28", numbers[1]),
    )
    assert roles(data) == {small: "out", large: "voice"}
    swapped = record(
        figure(small, "spy", "2025-03-28", numbers[0]),
        figure(large, "spy", "2025-03", numbers[1], stated="2025-03-28"),
    )
    assert roles(swapped) == {small: "out", large: "voice"}


def test_places_are_series_of_their_own():
    """A strength at the front is neither a voice nor a bound for the country; other metrics are one
    series.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 300, metric="troops_present", place="front"),
        figure("b", "ally", "2025-01-01", 900, metric="troops_present", place="country"),
        figure("c", "ally", "2025-01-01", 7, place="country"),
        figure("d", "spy", "2025-01-01", 8),
    )
    assert places_of(data, "troops_present") == ("country", "front")
    assert roles(data, "troops_present", place="front") == {"a": "voice"}
    assert roles(data, "troops_present", place="country") == {"b": "voice"}
    assert places_of(data, "killed") == ("front",)
    assert roles(data) == {"c": "voice", "d": "voice"}


def test_a_plan_for_a_later_day_waits_for_it():
    """A plan for June stated in March is as of a later day until June's end."""
    data = record(figure("a", "spy", "2025-06", 300, stated="2025-03-01", metric="troops_planned"))
    assert roles(data, "troops_planned", on="2025-06-29") == {"a": "out"}
    assert roles(data, "troops_planned", on="2025-06-30") == {"a": "voice"}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"metric": "kiled"}, "no metric 'kiled'; did you mean 'killed'?"),
        ({"metric": "troops_present", "place": "frnt"}, "no place 'frnt'; did you mean 'front'?"),
        ({"metric": "killed", "place": "country"}, "one series for all places"),
        ({"metric": "killed", "on": "2025-02-30"}, "there is no such day as '2025-02-30'"),
    ],
)
def test_a_wrong_name_gets_its_remedy(asked, words):
    """An unknown metric, place or day is named with what to write instead."""
    data = record(figure("a", "spy", "2025-01-01", 300))
    with pytest.raises(ValueError, match=words.replace("?", r"\?")):
        select(ask(data, **asked))


@pytest.mark.parametrize(
    ("day", "words"), [(pd.NaT, "the day is missing"), ("9999-12-31", "too far ahead")]
)
def test_a_day_that_cannot_be_asked_about_is_refused(day, words):
    """A missing day and one beyond every calendar are one clear line."""
    with pytest.raises(ValueError, match=words):
        select(ask(record(figure("a", "spy", "2025-01-01", 300)), "killed", on=day))


def test_what_was_stated_on_the_day_is_known_on_it():
    """The figures of a question are those stated by its known-on day, that day's among them."""
    data = record(
        figure("a", "spy", "2025-01-01", 300), figure("b", "ally", "2025-01-02", 400, "2025-01-05")
    )
    for day, known in (("2025-01-04", ["a"]), ("2025-01-05", ["a", "b"])):
        asked = ask(data, "killed", known_on=day)
        assert [one.estimate for one in asked.figures] == known


@pytest.mark.parametrize(
    ("metric", "said", "why"),
    [
        ("troops_present", 300, "too old to be compared"),
        (
            "killed",
            300,
            "too old to be compared, but a count that never falls is at least 300",
        ),
        (
            "killed",
            "<300",
            "with no low end above zero: it says nothing about today's count",
        ),
    ],
)
def test_the_reason_of_what_is_too_old_is_whole(metric, said, why):
    """By how much, beside which figure, and what it still says."""
    data = record(
        figure("a", "spy", "2024-01-01", said, metric=metric),
        figure("b", "ally", "2025-01-01", 400, metric=metric),
    )
    limit = BOOK.metrics[metric].speaks_for
    glue = "," if "no low end" in why else ":"
    newest = "“about 400” of Ally, as of 1 January 2025"
    assert reason(data, "a", metric=metric) == (
        f"more than {limit} days before the newest figure, {newest}{glue} {why}"
    )
