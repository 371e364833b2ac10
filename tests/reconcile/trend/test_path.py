"""A trend's path: the days it covers, its steps, and what lifts it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from reconcile.made import BOOK, WHOLE, figure, record
from tracker.curate.model import Phase
from tracker.reconcile.question import ask
from tracker.reconcile.trend.path import may_have_grown, path_range, trend
from tracker.reconcile.trend.settings import Choices
from tracker.reconcile.voices import series


def phase(start, end, intensity=1.0):
    return Phase(date.fromisoformat(start), date.fromisoformat(end), intensity, "fighting")


def counted(*phases):
    """About 300 on 13 January, and the codebook's phases."""
    return record(figure("a", "p0", "2025-01-13", 300), book=replace(BOOK, activity=phases))


@pytest.mark.parametrize(
    ("phases", "known_on", "end"),
    [
        ([("2025-01-14", "2025-01-20")], "2026-01-01", "2025-01-20"),
        ([("2025-01-15", "2025-01-20")], "2026-01-01", "2025-01-13"),
        ([("2025-01-10", "2025-01-20", 0.0)], "2026-01-01", "2025-01-13"),
        ([("2025-01-14", "2025-01-20")], "2025-01-14", "2025-01-14"),
        ([("2025-01-18", "2025-01-25"), ("2025-01-10", "2025-01-17")], "2026-01-01", "2025-01-25"),
    ],
)
def test_fighting_without_a_break_carries_the_path_on(phases, known_on, end):
    """A path goes on through stated fighting that leaves out no day after its last figure, as far
    as it is known; two draws are enough for one.
    """
    data = counted(*(phase(*one) for one in phases))
    path = trend(data, "killed", known_on=known_on, draws=2).path
    assert [f"{day:%Y-%m-%d}" for day in path["on"].iloc[[0, -1]]] == ["2025-01-13", end]


def test_a_count_may_have_grown_only_while_there_was_fighting():
    """From one day to another, with fighting in January and a phase without any in March."""
    fought, quiet = phase("2025-01-01", "2025-01-31"), phase("2025-03-01", "2025-03-31", 0.0)

    def grown(last, on, *phases):
        of = series(ask(counted(*phases), "killed"))
        return may_have_grown(of, date.fromisoformat(last), date.fromisoformat(on))

    assert grown("2025-01-20", "2025-01-25", fought, quiet)
    assert grown("2024-12-20", "2025-01-01", fought, quiet)
    assert not grown("2024-12-20", "2024-12-31", fought, quiet)
    assert not grown("2025-01-31", "2025-03-20", fought, quiet)
    assert grown("2025-01-31", "2025-03-20") and grown("2025-01-31", "2025-03-20", quiet)


def test_names_counted_before_the_path_lift_all_of_it():
    """Four hundred names by 20 January: no path has fewer, though it begins in February with 300."""
    data = record(
        figure("a", "p0", "2025-02-01", 300),
        figure("list", "p1", "2025-01-20", "400+", metric="names"),
        book=WHOLE,
    )
    assert trend(data, "killed", draws=20).draws_on("2025-02-01").min() == 400


def test_a_path_in_steps_keeps_to_its_days():
    """Six years from some day of January 2010, drawn every two days: the first column is of the
    month's end, the names counted in 2013 lift what comes after and nothing before, and a day's
    range is that of its draws, whoever asks.
    """
    data = record(
        figure("a", "p0", "2010-01", 1000, stated="2010-02-15"),
        figure("b", "p1", "2013-01-10", 2000),
        figure("c", "p0", "2016-01-10", 3000),
        figure("list", "p2", "2013-06-01", "2500+", metric="names"),
        book=WHOLE,
    )
    found = trend(data, "killed")
    first, last = (found.path["on"].iloc[at].date() for at in (0, -1))
    assert (first, last) == (date(2010, 1, 31), date(2016, 1, 10))
    assert found.step == 2 and found.draws.shape == (2000, (last - first).days // 2 + 1)
    assert found.draws_on("2013-06-01").min() == 2500 > found.draws_on("2013-05-30").min()
    for day, beyond in (("2012-12-31", False), ("2016-01-10", False), ("2016-01-12", True)):
        question = ask(data, "killed", on=day, known_on="2016-02-01").one
        answer = path_range(series(question), question)
        ends = np.quantile(found.draws_on(day), (0.05, 0.5, 0.95))
        assert [answer.low, answer.median, answer.high] == pytest.approx(ends)
        assert answer.beyond == beyond
        if not beyond:
            assert found.on(day)[["low", "median", "high"]].tolist() == pytest.approx(ends)


def test_without_a_larger_error_at_first_a_first_day_is_as_sure_as_a_late_one():
    """A count of the fighting's first day is as wide as one of its thirtieth year where all share
    no larger error at first, and far wider where they do.
    """

    def wide(start, **choices):
        question = ask(counted(phase(start, "2025-01-13")), "killed").one
        found = path_range(series(question), question, Choices(**choices))
        return np.log(found.high / found.low)

    assert wide("2025-01-13", early=False) == pytest.approx(wide("1995-01-13"), rel=0.03)
    assert wide("2025-01-13") > 1.5 * wide("1995-01-13")
