"""What a revision replaces, on which days, and when its party falls silent."""

from dataclasses import replace

import pytest

from reconcile.made import figure, reason, record, roles


def test_a_known_revision_removes_what_it_revises_on_every_day():
    """Once 2,000 is known to replace 600, no day shows 600; before its own day the party is
    silent.
    """
    data = record(
        figure("a", "spy", "2025-04-30", 600), figure("b", "spy", "2025-09-02", 2000, revises="a")
    )
    assert roles(data, on="2025-06-01", known_on="2025-06-01") == {"a": "voice", "b": "out"}
    assert roles(data, on="2025-06-01", known_on="2025-09-02") == {"a": "out", "b": "out"}
    assert reason(data, "a") == (
        "replaced by the same party's revision, “about 2000” of Spy, as of 2 September 2025"
    )
    assert roles(data) == {"a": "out", "b": "voice"}


def test_a_revision_does_not_wake_the_figure_before_the_revised_one():
    """100, then 600, then 600 revised to 2,000: the party is silent until then, and its 100, made in
    the way it gave up, is at least 100.
    """
    data = record(
        figure("z", "spy", "2025-01-01", 100),
        figure("a", "spy", "2025-04-30", 600),
        figure("b", "spy", "2025-09-02", 2000, revises="a"),
    )
    assert roles(data, on="2025-06-01") == {"z": "bound", "a": "out", "b": "out"}
    assert reason(data, "z", on="2025-06-01") == (
        "its party has since thought again and revised upward, “about 2000” of Spy, as of "
        "2 September 2025: at least 100"
    )
    before = {"on": "2025-06-01", "known_on": "2025-06-01"}
    assert roles(data, **before) == {"z": "out", "a": "voice", "b": "out"}


def test_a_party_that_dates_its_figure_anew_is_silent_until_the_new_day():
    """100, then 600, then the same 600 for September: in June it says nothing, nor is it 100 again."""
    data = record(
        figure("z", "spy", "2025-01-01", 100),
        figure("a", "spy", "2025-04-30", 600),
        figure("b", "spy", "2025-09-02", 600, revises="a"),
    )
    assert roles(data, on="2025-06-01") == {"z": "out", "a": "out", "b": "out"}
    assert reason(data, "z", on="2025-06-01") == (
        "replaced by the same party's figure, “about 600” of Spy, as of 30 April 2025, which has "
        "itself been revised; the party is silent until its revision holds"
    )


def test_what_a_party_said_before_it_revised_downward_leaves():
    """500, then 900, then 900 revised to 300: neither 500 nor 900 binds anybody."""
    data = record(
        figure("z", "spy", "2025-01-01", 500),
        figure("a", "spy", "2025-02-01", 900),
        figure("b", "spy", "2025-03-01", 300, revises="a"),
    )
    assert roles(data) == {"z": "out", "a": "out", "b": "voice"}
    assert reason(data, "z") == (
        "its party has since thought again, “about 300” of Spy, as of 1 March 2025: made in the way "
        "that it gave up"
    )


def test_a_newer_figure_ends_the_silence_of_a_revised_one():
    """100, 600 revised to 2,000 for September, and 700 in between: in July the party says 700."""
    data = record(
        figure("z", "spy", "2025-01-01", 100),
        figure("a", "spy", "2025-04-30", 600),
        figure("c", "spy", "2025-06-30", 700),
        figure("b", "spy", "2025-09-02", 2000, revises="a"),
    )
    assert roles(data, on="2025-07-10") == {"z": "bound", "a": "out", "c": "voice", "b": "out"}


def test_a_revision_by_an_echo_leaves_its_party_silent():
    """A party that gives up its own 500 for somebody else's 300 no longer holds 500, and 300 is not
    its own.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "ally", "2025-01-01", 500),
        figure("c", "ally", "2025-01-09", 300, echoes="a", revises="b"),
    )
    assert roles(data) == {"a": "voice", "b": "out", "c": "out"}
    assert reason(data, "b") == (
        "replaced by the same party's revision, “about 300” of Ally, as of 9 January 2025"
    )


@pytest.mark.parametrize("short", [{"echoes": "a"}, {"covers": "one battle"}])
def test_a_revision_that_cannot_speak_does_not_wake_an_older_figure(short):
    """400, then 500, given up for an echo or for the count of a part: the party is silent, not back
    at 400.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("z", "ally", "2024-12-01", 400),
        figure("b", "ally", "2025-01-01", 500),
        figure("c", "ally", "2025-01-09", 300, revises="b", **short),
    )
    assert roles(data) == {
        "a": "voice",
        "z": "out",
        "b": "out",
        "c": "bound" if "covers" in short else "out",
    }


def test_a_revised_part_does_not_silence_its_party():
    """20 dead in one battle revised to 30 for a later day: the party's whole 300 speaks on, also
    before that day.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "spy", "2025-01-05", 20, covers="one battle"),
        figure("c", "spy", "2025-03-01", 30, covers="one battle", revises="b"),
    )
    assert roles(data, on="2025-02-01") == {"a": "voice", "b": "out", "c": "out"}
    assert roles(data) == {"a": "voice", "b": "out", "c": "bound"}


def test_a_revision_for_the_same_day_speaks_on_that_day():
    """A restatement of January made in March speaks for January once it is known."""
    data = record(
        figure("a", "spy", "2025-01-31", 600),
        figure("b", "spy", "2025-01-31", 2000, stated="2025-03-05", revises="a"),
    )
    assert roles(data, on="2025-01-31") == {"a": "out", "b": "voice"}


@pytest.mark.parametrize("fault", [{"withdrawn": "2025-03-01"}, {"attribution": "conflicting"}])
def test_a_revision_that_does_not_stand_replaces_nothing(fault):
    """A disputed revision, or one on the day of its withdrawal, leaves the revised figure
    speaking.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 600),
        figure("b", "spy", "2025-02-01", 2000, revises="a", **fault),
    )
    assert roles(data, known_on="2025-03-01", on="2025-02-10") == {"a": "voice", "b": "out"}


def test_a_chain_of_revisions_leaves_its_last():
    """600 to 900 to 2,000: one voice, the last; and the first stays out though the middle one was
    withdrawn.
    """
    chain = [
        figure("a", "spy", "2025-01-01", 600),
        figure("b", "spy", "2025-01-10", 900, revises="a", withdrawn="2025-01-15"),
        figure("c", "spy", "2025-02-01", 2000, revises="b"),
    ]
    assert roles(record(*chain)) == {"a": "out", "b": "out", "c": "voice"}
    standing = [chain[0], replace(chain[1], withdrawn=None), chain[2]]
    for data in (record(*chain), record(*standing)):
        assert reason(data, "a", on="2025-01-05") == (
            "replaced by the same party's revision, “about 2000” of Spy, as of 1 February 2025"
        )


@pytest.mark.parametrize(
    "between", [None, {"withdrawn": "2025-02-28"}, {"covers": "one battle"}, {"echoes": "z"}]
)
def test_a_revision_for_an_earlier_day_speaks(between):
    """600 as of the 20th was 400 as of the 10th: 400 speaks, also where the figure between the two
    cannot.
    """
    figures = [figure("a", "spy", "2025-02-20", 600)]
    if between:
        figures.append(
            figure("w", "spy", "2025-02-10", 900, stated="2025-02-25", revises="a", **between)
        )
    corrected = figure(
        "b", "spy", "2025-02-10", 400, stated="2025-03-01", revises=figures[-1].estimate
    )
    found = roles(record(*figures, corrected))
    assert found == dict.fromkeys(found, "out") | {"b": "voice"}


def test_a_figure_corrected_on_its_own_day_is_silent_no_day():
    """900 and, later on the same day, 300 instead: on that day the party says 300."""
    data = record(
        figure("a", "spy", "2025-01-31", 900), figure("b", "spy", "2025-01-31", 300, revises="a")
    )
    assert roles(data, on="2025-01-31") == {"a": "out", "b": "voice"}


@pytest.mark.parametrize(
    ("metric", "place", "again"),
    [
        ("troops_present", "front", True),
        ("troops_present", "country", False),
        ("killed", "front", True),
        ("killed", "country", True),
    ],
)
def test_a_new_regime_is_one_of_its_place(metric, place, again):
    """900 at the front revised to 300: an older count of the country by the same party stays, unless
    the metric is one series for all places.
    """
    data = record(
        figure("z", "spy", "2025-01-30", 500, metric=metric, place=place),
        figure("a", "spy", "2025-02-01", 900, metric=metric),
        figure("b", "spy", "2025-03-01", 300, metric=metric, revises="a"),
    )
    where = {"place": place} if metric == "troops_present" else {}
    told = reason(data, "z", metric, **where)
    assert told.startswith(
        "its party has since thought again, “about 300”" if again else "its party's newest whole"
    )


def test_a_new_regime_is_one_of_all_that_was_said_before():
    """Of the same day too, not of what was said with the revision, and by what the party says last."""
    older = figure("z", "spy", "2025-02-01", 100)
    given = figure("a", "spy", "2025-02-01", 600, stated="2025-02-03")
    doubled = figure("b", "spy", "2025-03-01", 1200, revises="a")
    assert roles(record(older, given, doubled)) == {"z": "bound", "a": "out", "b": "voice"}
    beside = replace(doubled, estimate="c", as_of=older.as_of, revises=None)
    again = record(given, doubled, beside)
    assert roles(again, on="2025-02-20") == {"c": "voice", "a": "out", "b": "out"}
    halved = figure("d", "spy", "2025-04-01", 300, revises="b")
    assert reason(record(older, given, doubled, halved), "z") == (
        "its party has since thought again, “about 300” of Spy, as of 1 April 2025: made in the way "
        "that it gave up"
    )


def test_a_withdrawn_revision_hides_no_later_one():
    """600 was 700 only until that was withdrawn; 800 was 2,000: what was said before is at least so
    much.
    """
    data = record(
        figure("z", "spy", "2025-01-01", 100),
        figure("a", "spy", "2025-02-01", 600),
        figure("b", "spy", "2025-03-01", 700, revises="a", withdrawn="2025-03-02"),
        figure("d", "spy", "2025-03-10", 800),
        figure("e", "spy", "2025-04-01", 2000, revises="d"),
    )
    assert roles(data) == {"z": "bound", "a": "bound", "b": "out", "d": "out", "e": "voice"}


def test_of_two_revisions_of_one_figure_the_newer_replaces_the_older():
    """600 was 900, and was 2,000: the 900 is no count of another kind than the 2,000."""
    data = record(
        figure("a", "spy", "2025-01-31", 600),
        figure("b", "spy", "2025-01-31", 900, stated="2025-02-05", revises="a"),
        figure("c", "spy", "2025-01-31", 2000, stated="2025-03-05", revises="a"),
    )
    assert roles(data) == {"a": "out", "b": "out", "c": "voice"}
    assert reason(data, "b") == (
        "replaced by the same party's newer figure, “about 2000” of Spy, as of 31 January 2025"
    )
