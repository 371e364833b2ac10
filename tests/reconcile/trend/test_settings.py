"""The trend's clock: which days count, and how much."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from conftest import ROOT

from reconcile.made import BOOK
from tracker.curate.model import Phase
from tracker.reconcile.trend.activity import activity, fighting
from tracker.reconcile.trend.settings import OTHERWISE, clocks, logarithmic, shared_error

KILLED, PRESENT = BOOK.metrics["killed"], BOOK.metrics["troops_present"]


def phase(start, end, intensity=1.0):
    return Phase(date.fromisoformat(start), date.fromisoformat(end), intensity, "fighting")


def test_both_days_of_a_phase_count():
    """A phase of one day adds one day; the days around it a fiftieth each."""
    assert activity([phase("2025-01-02", "2025-01-02")], date(2025, 1, 1), 3) == pytest.approx(
        [0.02, 1.02, 1.04]
    )


def test_only_relative_intensities_matter_and_overlaps_add_up():
    """40 and 80, or 0.4 and 0.8, are a half and a whole; on two fronts at once they make one and a
    half.
    """
    for most in (80, 0.8):
        phases = [
            phase("2025-01-01", "2025-01-02", most / 2),
            phase("2025-01-02", "2025-01-03", most),
        ]
        assert activity(phases, date(2025, 1, 1), 3) == pytest.approx([0.5, 2.0, 3.0])


def test_fighting_before_the_first_day_lies_behind():
    """Ten days of fighting before the first figure count; ones after the last do not disturb."""
    phases = [phase("2025-01-01", "2025-01-10"), phase("2026-01-01", "2026-02-01")]
    assert activity(phases, date(2025, 1, 11), 1) == pytest.approx([10.02])


def test_phases_without_intensity_leave_every_day_quiet():
    """Nothing to compare with: a day is a fiftieth wherever it lies."""
    assert activity([phase("2025-01-01", "2025-01-02", 0)], date(2025, 1, 1), 2) == pytest.approx(
        [0.02, 0.04]
    )


def test_one_quiet_phase_among_others_is_still_a_clock():
    """Only where no phase has fighting is there nothing to count by."""
    fought, quiet = (Phase(date(2025, 1, day), date(2025, 1, day), day - 1.0, "") for day in (2, 1))
    clock = fighting(BOOK.metrics["killed"], [fought, quiet])
    assert clock is not None and clock.total.tolist() == [0.0, 1.0]
    assert fighting(BOOK.metrics["killed"], [quiet]) is None


def test_a_quiet_half_year_is_as_long_as_days_of_fighting():
    """After 100 days of fighting, 180 quiet ones add 3.6 days: 3 percent of a count in step, not
    180.
    """
    found = clocks(KILLED, [phase("2025-01-01", "2025-04-10")], date(2025, 1, 1), 280, 279)[0]
    assert np.exp(found.time[279] - found.time[99]) == pytest.approx(
        (2 + 103.6) / (2 + 100), rel=1e-6
    )


def test_with_phases_the_even_clock_keeps_a_small_share():
    """Weights add up to one, and all but two hundredths go to the fighting."""
    found = clocks(KILLED, [phase("2025-01-01", "2025-04-10")], date(2025, 1, 1), 50, 49)
    assert [clock.weight for clock in found] == pytest.approx([0.98 / 3] * 3 + [0.02])
    assert all(
        clock.grows and clock.time[0] == 0 and (np.diff(clock.time) > 0).all() for clock in found
    )


def test_without_phases_the_fighting_may_have_ended():
    """Of 100 days to the last figure a quarter, a half, three quarters or all may have been fought;
    afterwards the clock stands still.
    """
    found = clocks(KILLED, [], date(2025, 1, 1), 151, 100)
    assert [round(np.exp(clock.time[150]), 3) for clock in found[::3]] == [13.5, 26, 38.5, 51]
    assert all(clock.time[100] == clock.time[150] for clock in found)
    assert sum(clock.weight for clock in found) == pytest.approx(1)
    # it ends at a steady hazard, once in 100 days: nearest to a quarter of them, and so on
    lasts = np.exp([0, -0.375, -0.625, -1])
    chances = [sum(clock.weight for clock in found[at : at + 3]) for at in (0, 3, 6, 9)]
    assert chances == pytest.approx([*-np.diff(lasts), lasts[-1]])
    assert all(clock.grows for clock in found)


def test_the_error_all_share_is_large_at_first():
    """Of a count with the usual lasting error: 1.7 on the first day of the fighting, half of it 15
    days on and a quarter after 45; less where parties mostly agree, none of a strength.
    """
    fought = [phase("2025-01-01", "2025-04-10")]
    found = shared_error(KILLED, fought, date(2025, 1, 31))
    assert (found.sd, found.since) == (0.3, 30)
    assert found.early_at(np.array([-30, -15, 15])) == pytest.approx([1.7, 0.85, 0.425])
    assert found.between(np.array([-30.0, 90.0]))[0, 1] == pytest.approx(1.7 * 1.7 / 9 / np.e)
    agreed = shared_error(replace(KILLED, shared=0.15), [], date(2025, 1, 1))
    assert (agreed.early, agreed.since) == (pytest.approx(0.85), 30)
    assert shared_error(PRESENT, fought, date(2025, 1, 31)).early == 0
    assert shared_error(KILLED, fought, date(2024, 12, 1)).since == 0  # before the fighting


def test_a_strength_walks_evenly_and_does_not_grow():
    """One unit is the time in which the codebook says it may change: 45 days; 180 where it does not
    say.
    """
    (found,) = clocks(PRESENT, [phase("2025-01-01", "2025-01-02")], date(2025, 1, 1), 91, 90)
    assert (
        found.time[90] == pytest.approx(2)
        and found.time[45] == pytest.approx(1)
        and not found.grows
        and found.weight == 1
    )
    assert clocks(replace(PRESENT, speaks_for=None), [], date(2025, 1, 1), 91, 90)[0].time[
        90
    ] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("metric", "phases"),
    [(KILLED, []), (KILLED, [phase("2025-01-05", "2025-01-20")]), (PRESENT, [])],
)
def test_a_clock_in_steps_is_the_daily_one_read_every_few_days(metric, phases):
    """Forty steps of three days go as far as every third of 118 days."""
    daily = clocks(metric, phases, date(2025, 1, 1), 118, 90)
    for one, many in zip(clocks(metric, phases, date(2025, 1, 1), 40, 30, step=3), daily):
        assert one.time == pytest.approx(many.time[::3]) and one.weight == many.weight


def test_the_logarithmic_clock_runs_slower_and_slower():
    """Ten days after ten are a doubling; the next ten are half as much again."""
    assert np.exp(np.diff(logarithmic(np.array([0.0, 10.0, 20.0]), 10.0))) == pytest.approx(
        [2, 1.5]
    )


def test_the_methods_tell_each_other_choice_by_its_name():
    """The table of docs/methods.md has a row for each choice that sensitivity may name."""
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs/methods.md").read_text("utf-8"), re.M)
    assert {*OTHERWISE} <= {*rows}
