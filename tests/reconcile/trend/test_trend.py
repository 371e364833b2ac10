"""The trend of a record: where it runs, what each kind of figure does to it, and what it
refuses.
"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from reconcile.made import BOOK, figure, record
from tracker.curate.model import Metric, Phase
from tracker.reconcile.judgement import entries
from tracker.reconcile.trend.figures import LONGEST_PATH, MOST_FIGURES, evidence
from tracker.reconcile.trend.path import trend

FIGHTING = Phase(date(2024, 12, 10), date(2025, 4, 26), 1.0, "fighting")
PHASED = replace(BOOK, activity=(FIGHTING,))


def reassessed(*more, book=PHASED):
    """A winter's figures of four governments, one of which says 600 in April and thinks again in
    September.
    """
    return record(
        figure("a", "p0", "2024-12-19", "100+"),
        figure("b", "p0", "2025-01-13", 300),
        figure("c", "p1", "2025-01", 1000, stated="2025-01-22"),
        figure("d", "p2", "2025-01-20", 1000),
        figure("e", "p3", "2025-02-26", 400),
        figure("f", "p2", "2025-03-28", 1700),
        figure("g", "p0", "2025-04-30", 600),
        figure("h", "p0", "2025-09-02", 2000, revises="g"),
        *more,
        book=book,
    )


def width(row):
    return np.log(row["high"] / row["low"])


def test_a_count_never_falls_in_any_drawn_path():
    """Every one of the paths of a cumulative metric rises or stays, though the figures go
    up and down.
    """
    found = trend(reassessed(), "killed")
    assert found.draws.shape == (2000, len(found.path))
    assert (np.diff(found.draws, axis=1) >= -1e-9 * found.draws[:, 1:]).all()
    assert (np.diff(found.path[["low", "median", "high"]], axis=0) >= -1e-6).all()


def test_a_strength_falls_when_its_figures_do():
    """10,000 in spring and 2,000 in autumn: the median is near each on its day."""
    data = record(
        *(
            figure(f"{name}{n}", f"p{n}", day, value, metric="troops_present")
            for n in range(4)
            for name, day, value in (("a", "2025-03-01", 10000), ("b", "2025-10-01", 2000))
        )
    )
    found = trend(data, "troops_present")
    assert found.on("2025-03-01")["median"] == pytest.approx(10000, rel=0.15)
    assert found.on("2025-10-01")["median"] == pytest.approx(2000, rel=0.15)


def test_the_path_runs_from_the_first_figure_to_the_last():
    """Nothing is drawn before anybody counted, nor after the newest count: one row a day between."""
    found = trend(reassessed(), "killed", known_on="2025-05-31").path
    assert list(found.columns) == ["on", "low", "median", "high"]
    assert found["on"].iloc[0].date() == date(2024, 12, 19) and found["on"].iloc[-1].date() == date(
        2025, 4, 30
    )
    assert (found["on"].diff().dropna() == timedelta(days=1)).all()
    assert (found["low"] <= found["median"]).all() and (found["median"] <= found["high"]).all()


def test_a_month_before_the_first_day_starts_on_its_last():
    """A figure of some day in January, stated on the 22nd, starts the path on the 22nd."""
    data = record(
        figure("a", "spy", "2025-01", 300, stated="2025-01-22"),
        figure("b", "spy", "2025-02-01", 320),
    )
    found = trend(data, "killed")
    assert found.path["on"].iloc[0].date() == date(2025, 1, 22)


def test_a_quiet_half_year_does_not_turn_into_deaths():
    """From the end of fighting to the last figure, months on, the median moves by about a tenth at
    most.
    """
    found = trend(reassessed(), "killed", known_on="2025-10-26")
    end, later = (found.on(day)["median"] for day in ("2025-04-26", "2025-09-02"))
    assert end <= later < 1.15 * end


def test_a_stated_phase_carries_the_path_to_the_day_of_knowing():
    """In the midst of fighting a count of January runs on to March; after its end, only to it."""
    data = record(figure("b", "p0", "2025-01-13", 300), book=PHASED)
    ends = [
        trend(data, "killed", known_on=day).path["on"].iloc[-1].date()
        for day in ("2025-03-01", "2026-03-01")
    ]
    assert ends == [date(2025, 3, 1), date(2025, 4, 26)]


def test_one_old_count_does_not_grow_for_a_century():
    """About 20,000 of 1916, read in 2016 without phases: the path is that one day."""
    data = record(figure("a", "p0", "1916-07-01", 20_000))
    found = trend(data, "killed", known_on="2016-07-01").path
    assert len(found) == 1 and found["median"].iloc[0] == pytest.approx(20_000, rel=0.1)


def test_a_revised_figure_leaves_as_soon_as_its_revision_is_known():
    """600 holds the path until 1 September; from the 2nd its party's earlier 100 and 300 are bounds,
    and 600 is out.
    """
    before, after = (
        trend(reassessed(), "killed", known_on=day) for day in ("2025-09-01", "2025-09-02")
    )
    assert before.path.iloc[-1]["median"] < 1300 < after.path.iloc[-1]["median"]
    for found, roles in ((before, ["voice"] * 3), (after, ["bound", "bound", "out"])):
        role = found.figures.set_index("figure")["role"]
        assert list(role[["a.killed", "b.killed", "g.killed"]]) == roles


def test_uncertainty_grows_away_from_figures():
    """Narrowest where figures are, and wider in a gap than at its ends."""
    data = record(
        *(
            figure(f"{name}{n}", f"p{n}", day, 5000, metric="troops_present")
            for n in range(4)
            for name, day in (("a", "2025-01-01"), ("b", "2025-07-01"))
        )
    )
    found = trend(data, "troops_present", known_on=date(2025, 12, 31))
    first, gap, last = (width(found.on(day)) for day in ("2025-01-01", "2025-04-01", "2025-07-01"))
    assert first < gap > last


def test_repeating_a_report_changes_nothing():
    """Ten echoes of one briefing leave every drawn path as it was."""
    echoes = [figure(f"echo{n}", "paper", "2025-02-01", 300, echoes="b") for n in range(10)]
    assert np.array_equal(
        trend(reassessed(*echoes), "killed").draws, trend(reassessed(), "killed").draws
    )


def test_offices_of_one_government_are_not_independent():
    """Three offices of one government saying 4,000 move the path less than three governments do."""

    def end(parties, book):
        said = [figure(f"b{party}", party, "2025-01-01", 4000) for party in parties]
        homes = {key: party.affiliation for key, party in book.parties.items()}
        all_said = (
            replace(one, affiliation=homes[one.party])
            for one in (figure("a", "p0", "2025-01-01", 1000), *said)
        )
        return trend(record(*all_said, book=book), "killed").path.iloc[-1]["median"]

    three = ("p1", "p2", "p3")
    offices = {
        key: replace(party, affiliation="a1") if key in three else party
        for key, party in BOOK.parties.items()
    }
    assert end(three, replace(BOOK, parties=offices)) < 0.85 * end(three, BOOK)


def test_a_part_below_the_path_does_not_drag_it_down():
    """Twenty dead in one battle say nothing new; read as an observation they would pull the path to
    twenty.
    """
    part = figure("part", "p5", "2025-03-01", 20, covers="one battle")
    with_part, without = (
        trend(data, "killed").on("2025-03-01")["median"]
        for data in (reassessed(part), reassessed())
    )
    assert with_part == pytest.approx(without, rel=0.1)


def test_a_part_near_the_path_lifts_it():
    """At least 1,500 in one battle, from a party without other figures: the low end and the median
    rise.
    """
    part = figure("part", "p5", "2025-03-01", 1500, covers="one battle")
    with_part, without = (
        trend(data, "killed").on("2025-03-01") for data in (reassessed(part), reassessed())
    )
    assert with_part["low"] > 1.1 * without["low"] and with_part["median"] > 1.1 * without["median"]
    assert list(
        trend(reassessed(part), "killed").figures.query("figure == 'part.killed'")["role"]
    ) == ["bound"]


def test_a_part_that_no_path_reaches_is_read_as_a_figure():
    """A list of 50,000 names where all say about 1,000: the path takes it up, and the reason says
    so.
    """
    found = trend(
        reassessed(
            figure("part", "p5", "2025-03-01", 50_000, covers="a list of names"),
            figure("small", "p5", "2025-03-01", 20, covers="a battle"),
        ),
        "killed",
    )
    roles = found.figures.set_index("figure")
    assert (
        roles.loc["part.killed", "role"] == "voice"
        and "read as a figure itself" in roles.loc["part.killed", "reason"]
    )
    assert roles.loc["small.killed", "role"] == "bound"


def test_a_figure_of_some_day_in_a_year_says_less_about_a_day():
    """Of a strength that changes, a figure for the year leaves the day wider than one for the
    day.
    """

    def wide(as_of):
        data = record(
            figure("a", "p0", as_of, 5000, stated="2025-12-31", metric="troops_present"),
            figure("b", "p1", "2025-06-30", 5000, metric="troops_present"),
        )
        return width(trend(data, "troops_present", known_on="2025-12-31").on("2025-06-30"))

    assert wide("2025") > wide("2025-06-30")


def test_the_later_statement_of_one_day_counts():
    """900 and then 300, said of the same day by one party: only 300 enters, though both were whole
    counts.
    """
    found = trend(
        record(
            figure("a", "spy", "2025-01-01", 900, stated="2025-01-02"),
            figure("b", "spy", "2025-01-01", 300, stated="2025-01-05"),
        ),
        "killed",
    )
    assert list(found.figures["role"]) == ["out", "voice"]
    assert found.on("2025-01-01")["median"] == pytest.approx(300, rel=0.1)


def test_every_figure_is_listed_with_its_reason():
    """What the trend cannot use is named, and why: none is dropped in silence."""
    data = reassessed(
        figure("z", "paper", "2025-02-01", 300, echoes="b"), figure("y", "foe", "2025-02-02", None)
    )
    found = trend(data, "killed")
    reasons = found.figures.set_index("figure")["reason"]
    assert len(reasons) == 10 and reasons.str.len().gt(0).all()
    assert reasons["z.killed"] == ("an echo: only repeats “about 300” of P0, as of 13 January 2025")
    assert reasons["d.killed"] == "its party's whole figure of 2025-01-20"
    assert reasons["a.killed"] == (
        "its party has since thought again and revised upward, “about 2000” of P0, as of 2 "
        "September 2025: at least 100"
    )
    assert list(found.figures["used"]) == [role != "out" for role in found.figures["role"]]


def test_the_same_seed_gives_the_same_path():
    """A seed or a generator of it: the same numbers; another seed: other draws, nearly the same
    median.
    """
    seeds = (1, 1, np.random.default_rng(1), 2)
    first, again, generator, other = (trend(reassessed(), "killed", seed=seed) for seed in seeds)
    assert first.path.equals(again.path) and first.path.equals(generator.path)
    assert not first.path.equals(other.path)
    assert np.log(first.path["median"] / other.path["median"]).abs().max() < 0.2


def test_a_path_of_the_same_figures_is_drawn_once():
    """A day later nothing more is known: the drawn paths are kept, and are those of the day before."""
    paths = [trend(reassessed(), "killed", known_on=f"2025-10-0{day}") for day in (1, 2)]
    assert paths[0].draws is paths[1].draws


def test_a_higher_level_contains_a_lower_one():
    """Half of the draws lie within the 50% range, which lies within that of 90%."""
    wide, narrow = (trend(reassessed(), "killed", level=level) for level in (0.9, 0.5))
    assert (wide.path["low"] <= narrow.path["low"]).all() and (
        narrow.path["high"] <= wide.path["high"]
    ).all()
    end, drawn = narrow.path.iloc[-1], narrow.draws[:, -1]
    assert ((drawn >= end["low"]) & (drawn <= end["high"])).mean() == pytest.approx(0.5, abs=0.01)


def test_one_figure_makes_a_path_centred_on_it():
    """About 300 from one party, on the first day of what may be a war: 300, times or over six or
    so.
    """
    day = trend(record(figure("a", "spy", "2025-01-01", 300)), "killed")
    assert len(day.path) == 1 and len(day.house) == 1
    assert day.path["median"].iloc[0] == pytest.approx(300, rel=0.1)
    assert 2 < day.path["high"].iloc[0] / day.path["median"].iloc[0] < 8


def test_figures_of_one_day_are_reconciled():
    """Three governments on one day: the path is that day, its median their middle."""
    said = [
        figure(f"f{n}", f"p{n}", "2025-01-01", value) for n, value in enumerate((500, 1000, 2000))
    ]
    found = trend(record(*said), "killed").path
    assert len(found) == 1 and found["median"].iloc[0] == pytest.approx(1000, rel=0.12)


def test_one_sided_figures_alone_still_make_a_path():
    """At least 3,000 means a little more, not 300,000; up to 3,000 a little less."""
    least, most = (
        trend(record(figure("a", "p0", "2025-01-01", word)), "killed").path["median"].iloc[0]
        for word in ("3000+", "<3000")
    )
    assert 2300 < most < 3000 < least < 3900


def test_zero_is_a_count():
    """None dead in January and a hundred in March; all zero stays near zero."""
    found = trend(
        record(
            figure("a", "p0", "2025-01-01", 0),
            figure("b", "p0", "2025-03-01", 100),
            figure("c", "p1", "2025-03-01", 100),
        ),
        "killed",
    )
    assert found.on("2025-01-01")["median"] < 5 and found.on("2025-03-01")[
        "median"
    ] == pytest.approx(100, rel=0.5)
    none = trend(record(figure("a", "p0", "2025-01-01", 0)), "killed").path
    assert none["low"].iloc[0] == 0 and none["high"].iloc[0] < 10


@pytest.mark.parametrize(
    ("metric", "asked", "words"),
    [
        (
            "troops_planned",
            {},
            "troops_planned is a plan; a trend is drawn for metrics of the kinds cumulative and "
            "stock",
        ),
        ("daily_losses", {}, "daily_losses is a flow"),
        ("kiled", {}, "did you mean 'killed'"),
        ("captured", {}, "the record has no figure of captured"),
        (
            "killed",
            {"known_on": "2024-01-01"},
            "no whole figure of killed stands as known on 2024-01-01",
        ),
        ("killed", {"level": 2}, "level is 2"),
        ("killed", {"draws": 1}, "draws is 1"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(metric, asked, words):
    """Plans, flows, unknown names, days before anybody spoke: one clear error each."""
    with pytest.raises(ValueError, match=words) as caught:
        trend(reassessed(), metric, **asked)
    assert "\n" not in str(caught.value)


def test_parts_alone_make_no_path():
    """A battle's dead bound the whole from below and say no more."""
    with pytest.raises(ValueError, match="no whole figure of killed"):
        trend(record(figure("a", "spy", "2025-01-01", 20, covers="a battle")), "killed")


def test_a_metric_without_a_kind_is_refused():
    """What is counted over what time has to be known."""
    book = replace(BOOK, metrics=BOOK.metrics | {"odd": Metric("odd", "Odd", "Odd ones.", None)})
    with pytest.raises(ValueError, match="odd is a metric without a kind"):
        trend(record(figure("a", "spy", "2025-01-01", 20, metric="odd"), book=book), "odd")


def test_a_day_outside_the_path_is_refused():
    """The error names the days there are."""
    with pytest.raises(
        ValueError, match="runs from 2025-01-20 to 2025-09-02, and 2026-01-01 lies outside"
    ):
        trend(reassessed(), "killed").on("2026-01-01")


def test_a_trend_says_what_it_found():
    """Notebooks show the last day in a sentence, the month ends and each party's ratio."""
    found = trend(reassessed(), "killed", known_on="2025-05-31")
    assert found.sentence().startswith("Killed: ") and "31 May 2025" in found.sentence()
    assert "from 7 figures of 4 parties." in found.sentence()
    part = figure("part", "p5", "2025-03-01", 20, covers="one battle")
    told = trend(reassessed(part), "killed", known_on="2025-05-31").sentence()
    assert told.endswith("from 7 figures of 4 parties and 1 lower bound.")  # a fifth party's
    page = found._repr_html_()
    assert page.count("<table>") == 2 and 'scope="row">2025-04-30</th>' in page and "P2" in page


def test_a_path_that_ends_with_its_phase_does_not_say_that_day_was_assessed():
    """A count of January, in fighting to 26 April: nobody assessed anything in April."""
    data = record(figure("a", "p0", "2025-01-20", 300), book=PHASED)
    told = trend(data, "killed", known_on="2025-06-01").sentence()
    assert "on 26 April 2025, the path's last day, as known on 1 June 2025;" in told


def test_phases_may_overlap_and_leave_a_gap():
    """Two phases share a fortnight, a third comes half a year later: the count stands nearly still
    in between, and goes on growing after.
    """
    phases = tuple(
        Phase(date.fromisoformat(first), date.fromisoformat(last), 1.0, "fighting")
        for first, last in (
            ("2025-01-01", "2025-02-14"),
            ("2025-02-01", "2025-03-01"),
            ("2025-09-01", "2025-10-15"),
        )
    )
    ends = [("2025-01-10", 200), ("2025-03-01", 1000), ("2025-10-15", 2000)]
    data = record(
        *(figure(f"{p}-{day}", p, day, value) for p in ("p0", "p1") for day, value in ends),
        book=replace(BOOK, activity=phases),
    )
    found = trend(data, "killed")
    start, middle, end = (
        np.log(found.on(day)["median"]) for day in ("2025-03-01", "2025-08-31", "2025-10-15")
    )
    assert middle - start < 0.25 * (end - middle)


def test_a_century_between_two_figures_is_bounded():
    """Figures of 1916 and 2016 make one path of at most some two thousand points, a row a day."""
    data = record(figure("a", "p0", "1916-07-01", 20_000), figure("b", "p1", "2016-07-01", 30_000))
    found = trend(data, "killed")
    assert found.draws.shape[1] <= LONGEST_PATH + 1 and found.step == 19
    assert len(found.path) == (date(2016, 7, 1) - date(1916, 7, 1)).days + 1


def test_ten_thousand_figures_are_taken_together():
    """Of two parties with 5,000 figures each, neighbours are one: as many observations as can be
    factored in seconds, of the same mean.
    """
    every = [
        figure(f"{p}-{n}", p, f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}", 1000 + n % 7)
        for p in ("p0", "p1")
        for n in range(5000)
    ]
    found = evidence(entries(every), []).figures
    assert MOST_FIGURES / 2 < len(found.y) <= MOST_FIGURES and found.y.mean() == pytest.approx(
        np.log(1003), abs=0.01
    )


def test_nobody_writes_into_the_paths_that_others_are_given():
    """Drawn once and kept, the paths stay what they are."""
    data = record(figure("a", "p0", "2025-01-20", 300), figure("b", "p1", "2025-02-20", 900))
    with pytest.raises(ValueError, match="read-only"):
        trend(data, "killed").draws[:] = 1
    assert trend(data, "killed").draws.max() > 300
