"""Coherence: compatible figures are sharpened, incompatible ones named with both sources, neither
ever forced.
"""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from reconcile.made import BOOK, figure, record
from tracker.curate.model import Metric
from tracker.reconcile.assess import assess
from tracker.reconcile.frames import frame
from tracker.reconcile.question import ask
from tracker.reconcile.trend.coherence import COHERENCE_COLUMNS, Coherence, coherence
from tracker.reconcile.trend.path import trend
from tracker.reconcile.trend.relations import CLASH_COLUMNS, relations, together


def counted(key, **more):
    return Metric(key, key.title(), f"{key}.", "cumulative", speaks_for=90, **more)


BOUND = replace(
    BOOK,
    metrics={
        m.key: m
        for m in (
            counted("killed", at_most="sent"),
            counted("wounded", at_most="sent"),
            counted("sent", tau_scale=0.25),
            counted("casualties", parts=("killed", "wounded"), at_most="sent"),
        )
    },
)


def fitting(*more, book=BOUND):
    """About 1,000 killed, 3,000 wounded, 4,000 casualties and 11,000 sent, by two parties each."""
    numbers = {"killed": 1000, "wounded": 3000, "casualties": 4000, "sent": 11000}
    return record(
        *(
            figure(f"{metric}{n}", f"p{n}", "2025-01-10", value, metric=metric)
            for metric, value in numbers.items()
            for n in range(2)
        ),
        *more,
        book=book,
    )


def clashing(part=9000, whole=500, **more):
    return record(
        figure("a", "p0", "2025-01-10", part),
        figure("b", "p1", "2025-01-10", whole, metric="casualties", **more),
        book=BOUND,
    )


def test_figures_that_fit_are_sharpened():
    """1,000 + 3,000 = 4,000: every range narrows about its middle, and the parts' medians still
    make the whole.
    """
    found = coherence(fitting())
    assert found.compatible and found.effective > 0.5 and found.clashes.empty
    ranges = found.ranges.set_index("metric")
    assert list(found.ranges.columns) == list(COHERENCE_COLUMNS) and list(ranges.index) == [
        "killed",
        "wounded",
        "casualties",
        "sent",
    ]
    for metric in ("killed", "wounded", "casualties"):
        row = ranges.loc[metric]
        assert row["sharp_high"] / row["sharp_low"] < row["high"] / row["low"]
        assert row["sharp_median"] == pytest.approx(row["median"], rel=0.2)
    assert found.sentence() == "The figures of killed, wounded, casualties, sent are compatible."


def test_the_whole_sharpens_a_part_that_is_ill_known():
    """Wounded between 100 and 10,000, casualties 4,000, killed 1,000: the wounded come to lie near
    3,000.
    """
    agreed = {
        key: replace(metric, tau_scale=0.05, shared=0.05)
        for key, metric in BOUND.metrics.items()
        if key != "wounded"
    }
    data = record(
        figure("a", "p0", "2025-01-10", 1000),
        figure("b", "p0", "2025-01-10", (100, 10000), metric="wounded"),
        figure("c", "p0", "2025-01-10", 4000, metric="casualties"),
        book=replace(BOUND, metrics=BOUND.metrics | agreed),
    )
    row = coherence(data).ranges.set_index("metric").loc["wounded"]
    assert row["sharp_median"] == pytest.approx(3000, rel=0.25)
    assert row["sharp_high"] / row["sharp_low"] < 0.5 * row["high"] / row["low"]


def test_a_part_above_its_whole_is_named_with_both_sources():
    """9,000 killed of 500 casualties: incompatible, one pair, both wordings and sources, and no
    forced range.
    """
    found = coherence(clashing())
    assert not found.compatible and found.effective < 0.05
    row = found.clashes.iloc[0]
    assert (row["relation"], row["figure"], row["against"]) == (
        "killed <= casualties",
        "a.killed",
        "b.casualties",
    )
    assert (row["said"], row["against_said"]) == ("about 9000", "about 500") and row[
        "ratio"
    ] == pytest.approx(18)
    assert row["sources"] == ("news",) and row["against_sources"] == ("news",)
    assert found.ranges[["sharp_low", "sharp_median", "sharp_high"]].isna().all(axis=None)
    assert (
        found.sentence()
        == "These figures are incompatible: a.killed (about 9000) against b.casualties (about 500)."
    )


def test_a_whole_above_its_parts_is_named_with_their_sum():
    """500 + 700 against 200,000 casualties: the sum of the parts is what it clashes with."""
    data = record(
        figure("a", "p0", "2025-01-10", 500),
        figure("a", "p0", "2025-01-10", 700, metric="wounded"),
        figure("b", "p1", "2025-01-10", 200000, metric="casualties"),
        book=BOUND,
    )
    found = coherence(data)
    assert not found.compatible
    assert list(found.clashes["relation"]) == ["casualties <= killed + wounded"]
    assert list(found.clashes["against"]) == ["a.killed + a.wounded"]
    assert found.clashes["ratio"].iloc[0] == pytest.approx(200000 / 1200)


def test_a_later_count_is_not_held_against_an_earlier_whole():
    """12,000 killed by March do not contradict 8,000 casualties in January: more may have happened
    since.
    """
    whole = figure("b", "p1", "2025-01-10", 8000, metric="casualties")
    late, same = (
        record(figure("a", "p0", day, 12000), whole, book=BOUND)
        for day in ("2025-03-10", "2025-01-10")
    )
    assert coherence(late).clashes.empty and len(coherence(same).clashes) == 1


def test_one_clashing_pair_is_named_even_where_the_ranges_agree():
    """One party's 6,000 killed exceeds the casualties of another, while the rest fit together."""
    found = coherence(fitting(figure("odd", "p5", "2025-01-10", 6000)))
    assert found.compatible
    assert list(found.clashes["figure"]) == ["odd.killed"] * 2
    assert set(found.clashes["against"]) == {"casualties0.casualties", "casualties1.casualties"}
    assert "are compatible as a whole, apart from odd.killed" in found.sentence()


def test_three_pairs_are_named_and_the_others_counted():
    """Two figures against each of two wholes are four pairs: three by name, and one more."""
    odd = [figure(f"odd{n}", f"p{5 + n}", "2025-01-10", 6000) for n in range(2)]
    assert coherence(fitting(*odd)).sentence().endswith("(about 4000); and 1 more pair.")


def test_what_is_open_cannot_be_too_small():
    """4,000 killed do not contradict "at least 3,000" casualties, nor "up to 9,000" killed those of
    5,000.
    """
    for part, whole in ((4000, "3000+"), ("<9000", 5000)):
        assert coherence(clashing(part, whole)).clashes.empty


def test_a_list_longer_than_the_whole_clashes_with_it():
    """A list of 9,000 names of the killed, where a party speaks of 500 casualties."""
    data = record(
        figure("a", "p0", "2025-01-10", 300),
        figure("b", "p1", "2025-01-10", 500, metric="casualties"),
        figure("list", "p2", "2025-01-09", 9000, covers="a list of names"),
        book=BOUND,
    )
    assert list(coherence(data).clashes["figure"]) == ["list.killed"]


def test_a_bound_holds_back_what_it_bounds():
    """5,000 sent and casualties of 4,000, give or take: no drawn casualty figure exceeds what was
    sent.
    """
    data = record(
        figure("a", "p0", "2025-01-10", 4000, metric="casualties"),
        figure("b", "p0", "2025-01-10", 5000, metric="sent"),
        book=BOUND,
    )
    row = coherence(data).ranges.set_index("metric").loc["casualties"]
    assert row["sharp_high"] < 0.75 * row["high"]


def test_missing_parts_leave_an_inequality():
    """Without wounded, the killed are at most the casualties, and the reason why wounded are
    missing is given.
    """
    found = coherence(clashing(3000, 4000))
    assert list(found.ranges["metric"]) == ["killed", "casualties"]
    assert list(found.left_out.columns) == ["metric", "reason"]
    assert dict(found.left_out.itertuples(index=False))["wounded"].startswith(
        "the record has no figure of wounded"
    )
    ranges = found.ranges.set_index("metric")
    assert ranges.loc["killed", "sharp_high"] < ranges.loc["killed", "high"]
    assert ranges.loc["casualties", "sharp_median"] > ranges.loc["casualties", "median"]


def test_parts_make_a_whole_that_nobody_stated():
    """Killed and wounded known, casualties not: their sum is given, without a range of its own."""
    data = record(
        figure("a", "p0", "2025-01-10", 1000),
        figure("a", "p0", "2025-01-10", 3000, metric="wounded"),
        book=BOUND,
    )
    row = coherence(data).ranges.set_index("metric").loc["casualties"]
    assert np.isnan(row["median"]) and row["sharp_median"] == pytest.approx(4000, rel=0.2)


def test_other_metrics_work_the_same_way():
    """The codebook alone says what is a part of what: ships lost are those sunk and those
    captured.
    """
    book = replace(
        BOUND,
        metrics={
            m.key: m
            for m in (
                counted("sunk"),
                counted("captured"),
                counted("lost", parts=("sunk", "captured")),
            )
        },
    )
    data = record(
        figure("a", "p0", "2025-01-10", 30, metric="sunk"),
        figure("a", "p0", "2025-01-10", 10, metric="captured"),
        figure("b", "p1", "2025-01-10", 40, metric="lost"),
        book=book,
    )
    assert coherence(data).compatible and coherence(data).whole == "lost"


def test_equality_is_conditioning_without_a_tolerance():
    """Two normal logarithms, 1.34 standard deviations apart: the precision-weighted mean, and a
    share of exp(-0.9).
    """
    rng = np.random.default_rng(2)
    draws = {"part": np.exp(rng.normal(7, 0.2, 4000)), "whole": np.exp(rng.normal(7.3, 0.1, 4000))}
    book = replace(
        BOUND, metrics={m.key: m for m in (counted("part"), counted("whole", parts=("part",)))}
    )
    agreeing, effective = together(draws, relations(book, "whole"), rng)
    assert np.log(agreeing["part"]).mean() == pytest.approx((7 / 0.04 + 7.3 / 0.01) / 125, abs=0.02)
    assert np.log(agreeing["part"]).std() == pytest.approx(125**-0.5, rel=0.05)
    assert effective == pytest.approx(np.exp(-0.5 * 0.3**2 / 0.05), rel=0.1)


def test_a_day_and_a_vintage_can_be_asked_for():
    """As known on a day, figures stated later do not enter; the day asked about is no later than
    that day.
    """
    data = fitting(figure("late", "p3", "2025-02-01", 9000))
    found = coherence(data, known_on="2025-01-20")
    assert str(found.on) == "2025-01-20" and found.ranges["median"].iloc[0] < 1300
    assert coherence(data, on="2025-01-15", known_on="2025-02-01").on.isoformat() == "2025-01-15"


def test_the_same_seed_gives_the_same_ranges():
    """A seed settles every draw."""
    assert coherence(fitting(), seed=4).ranges.equals(coherence(fitting(), seed=4).ranges)


@pytest.mark.parametrize(
    ("data", "asked", "words"),
    [
        (fitting(), {"whole": "sent"}, "gives sent neither parts nor at_most"),
        (fitting(), {"whole": "kiled"}, "no metric 'kiled'; did you mean 'killed'"),
        (
            record(figure("a", "p0", "2025-01-10", 1000), book=BOUND),
            {"whole": "killed"},
            "coherence takes two of killed, sent with figures",
        ),
        (
            fitting(
                book=replace(
                    BOUND, metrics=BOUND.metrics | {"lost": counted("lost", parts=("killed",))}
                )
            ),
            {},
            "has 2 metrics with parts; choose whole= one of: casualties, lost",
        ),
        (
            record(figure("a", "p0", "2025-01-10", 1000)),
            {},
            "has no metrics with parts; give one parts or at_most",
        ),
        (
            record(figure("a", "p0", "2025-01-10", 1000), book=BOUND),
            {},
            "coherence takes two of killed, wounded, casualties, sent with figures",
        ),
        (fitting(), {"on": "2024-01-01"}, "lies outside"),
    ],
)
def test_what_cannot_be_held_together_is_said_in_one_line(data, asked, words):
    """No relation, several, or figures of one metric only: one clear error with the remedy."""
    with pytest.raises(ValueError, match=words) as caught:
        coherence(data, **asked)
    assert "\n" not in str(caught.value)


def test_notebooks_show_the_sentence_and_the_tables():
    """Ranges first, then the pairs that clash."""
    page = coherence(clashing())._repr_html_()
    assert (
        page.startswith("<p>These figures are incompatible: a.killed") and page.count("<table") == 3
    )


def test_what_is_shown_is_said_in_whole_sentences():
    """Three pairs are named with a semicolon between, a page has a table under the other, numbers of
    four digits, nothing where there is nothing, and neither row numbers nor a border.
    """
    pair = ["killed <= casualties", "a.killed", "b.casualties", "900", "500", 1.8, ("x",), ("y",)]
    found = Coherence(
        "casualties",
        date(2025, 1, 10),
        date(2025, 1, 10),
        0.9,
        True,
        1.0,
        frame([["killed", 1234.56, np.nan, 2.0, 3.0, 4.0, 5.0]], COHERENCE_COLUMNS),
        frame([pair] * 3, CLASH_COLUMNS),
        frame([], ("metric", "reason")),
    )
    one = "a.killed (900) against b.casualties (500)"
    told = f"The figures of killed are compatible as a whole, apart from {one}; {one}; {one}."
    assert found.sentence() == told
    page = found._repr_html_()
    assert page.startswith(f"<p>{told}</p>\n<table") and "</table>\n<table" in page
    cells = re.findall("<td>(.*?)</td>", page)
    assert cells[:7] == ["killed", "1,235", "", "2", "3", "4", "5"]
    assert "<th>0</th>" not in page and 'border="1"' not in page


def test_one_question_has_one_answer():
    """Of each metric the estimated range, the trend's last day and its line among the parts are the
    same numbers.
    """
    data = fitting()
    by_itself = coherence(data).ranges.set_index("metric")
    for metric in ("killed", "wounded", "casualties", "sent"):
        answer = assess(ask(data, metric).by("model"))
        path = trend(data, metric).path.iloc[-1]
        same = pytest.approx([answer.low, answer.centre, answer.high], rel=1e-12)
        assert path[["low", "median", "high"]].tolist() == same
        assert by_itself.loc[metric, ["low", "median", "high"]].tolist() == same
