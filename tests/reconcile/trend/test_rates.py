"""Growth by month and week: the differences of the trend's own draws, every period in its place."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from reconcile.made import BOOK, figure, record
from tracker.curate.model import Phase
from tracker.reconcile.question import NothingToShow
from tracker.reconcile.trend.path import trend
from tracker.reconcile.trend.rates import _periods, rates, ratio

WINTER = Phase(date(2024, 12, 10), date(2025, 2, 28), 1.0, "fighting")


def winter():
    """300, 900 and 1,500 by three governments while there was fighting, 1,550 in June."""
    return record(
        figure("a", "p0", "2024-12-20", 300),
        figure("b", "p1", "2025-01-20", 900),
        figure("c", "p2", "2025-02-28", 1500),
        figure("d", "p0", "2025-06-15", 1550),
        book=replace(BOOK, activity=(WINTER,)),
    )


def test_a_month_is_the_difference_of_the_path_at_its_ends():
    """February's growth is that of each draw from 31 January to 28 February."""
    data = winter()
    months, path = rates(data, "killed"), trend(data, "killed")
    assert [f"{day:%Y-%m-%d}" for day in months["first"]][:3] == [
        "2024-12-20",
        "2025-01-01",
        "2025-02-01",
    ]
    assert months["days"].to_list() == [12, 31, 28, 31, 30, 31, 15]
    grown = path.draws_on(date(2025, 2, 28)) - path.draws_on(date(2025, 1, 31))
    ends = months.loc[2, ["low", "median", "high"]].to_list()
    assert ends == pytest.approx(np.quantile(grown, (0.05, 0.5, 0.95)))


def test_months_without_fighting_are_zero_and_rows_all_the_same():
    """March to June, after the fighting, have their rows with three zeros; the months of fighting
    do not, and nothing falls.
    """
    months = rates(winter(), "killed").set_index("first")[["low", "median", "high"]]
    assert (months.loc["2025-03-01":] == 0).all(axis=None) and len(months.loc["2025-03-01":]) == 4
    assert (months.loc[:"2025-02-28", "high"] > 0).all() and (months >= 0).all(axis=None)


def test_a_month_with_one_day_of_fighting_has_growth():
    """Fighting until the first of January and again from the last of March: both months grow, and
    February does not; a phase of May without any fighting leaves May at zero.
    """
    phases = [
        ("2024-12-10", "2025-01-01", 1.0),
        ("2025-03-31", "2025-04-10", 1.0),
        ("2025-05-01", "2025-05-31", 0.0),
    ]
    fought = tuple(
        Phase(date.fromisoformat(first), date.fromisoformat(last), hard, "front")
        for first, last, hard in phases
    )
    data = winter()
    months = rates(replace(data, codebook=replace(data.codebook, activity=fought)), "killed")
    grown = dict(zip(months["first"].dt.month, months["high"] > 0))
    assert grown == {12: True, 1: True, 2: False, 3: True, 4: True, 5: False, 6: False}


def test_without_stated_phases_no_month_is_taken_for_quiet():
    """The same figures without a phase: growth is possible until the last figure."""
    data = winter()
    bare = replace(data, codebook=replace(data.codebook, activity=()))
    assert (rates(bare, "killed")["high"] > 0).all()


def test_weeks_run_from_monday_to_sunday():
    """The first week is cut short by the first figure's Friday, the last by the last day."""
    weeks = rates(winter(), "killed", by="week")
    assert weeks["days"].iloc[0] == 3 and set(weeks["days"].iloc[1:-1]) == {7}
    assert {day.weekday() for day in weeks["first"].iloc[1:]} == {0}
    assert (weeks["first"].iloc[1:].to_numpy() > weeks["last"].iloc[:-1].to_numpy()).all()


def test_a_path_of_many_years_has_rates_and_ratios_to_its_end():
    """Nine years, drawn in steps of several days: the last month is that of the path's last draws,
    and the share is that of the last day.
    """
    years = [("killed", 1000), ("captured", 250)]
    data = record(
        *(
            figure(f"{metric}{n}", "spy", f"{2010 + n}-01-10", number * (n + 1), metric=metric)
            for metric, number in years
            for n in range(10)
        )
    )
    months, path = rates(data, "killed"), trend(data, "killed")
    assert path.step > 1 and len(months) == 109
    last = path.draws_on(date(2019, 1, 10)) - path.draws_on(date(2018, 12, 31))
    ends = months.iloc[-1][["low", "median", "high"]].to_list()
    assert ends == pytest.approx(np.quantile(last, (0.05, 0.5, 0.95)))
    assert ratio(data, "captured", "killed").median == pytest.approx(0.25, rel=0.1)


def test_what_does_not_add_up_has_no_rates():
    """A strength is refused, and so is a period that there is not."""
    data = record(figure("a", "spy", "2025-01-01", 10_000, metric="troops_present"))
    with pytest.raises(NothingToShow, match="troops_present is no cumulative count"):
        rates(data, "troops_present")
    with pytest.raises(ValueError, match="no period 'mnoth'; did you mean 'month'"):
        rates(winter(), "killed", by="mnoth")


def share(*more, at_most=None):
    """Captured as a share of the killed: 30 of 300 in one statement, 900 killed in another's."""
    captured = replace(BOOK.metrics["captured"], at_most=at_most)
    return record(
        figure("a", "p0", "2025-01-20", 30, metric="captured"),
        figure("a", "p0", "2025-01-20", 300),
        figure("b", "p1", "2025-01-20", 900),
        *more,
        book=replace(BOOK, metrics=BOOK.metrics | {"captured": captured}),
    )


def test_a_share_is_stated_only_by_who_states_both():
    """Thirty of 300 is a tenth; another party's 900 makes no statement of it, but moves the
    estimate, and the sentence says whose figures stand over whose.
    """
    found = ratio(share(), "captured", "killed")
    (row,) = found.stated.to_dict("records")
    assert (row["estimate"], row["party"]) == ("a", "p0") and row["centre"] == pytest.approx(0.1)
    assert 0 < found.low < found.median < found.high and found.median < 0.1
    assert "1 statement gives both, 10%; estimated" in found.sentence()
    assert "set figures of 1 party over those of 2 parties" in found.sentence()


def test_a_share_takes_names_numbers_and_seeds_as_every_question_does():
    """A list of one name is that name; a generator of random numbers is a seed; a fraction is a
    level, and stands in the sentence as a percentage.
    """
    found = ratio(share(at_most="killed"), ["captured"], "killed", level=Fraction(4, 5))
    assert found.low == ratio(share(at_most="killed"), "captured", "killed", level=0.8).low
    assert "with 80% probability" in found.sentence()
    apart = ratio(share(), "captured", "killed", seed=np.random.default_rng(1))
    assert (
        apart.median == ratio(share(), "captured", "killed", seed=np.random.default_rng(1)).median
    )
    assert apart.numerator.draws.shape == apart.denominator.draws.shape


def test_a_stated_share_is_as_wide_as_its_words():
    """Between 30 and 60 of between 300 and 400 are 7.5% to 20%, in the middle what one number of each says."""
    told = [
        figure("z", "p2", "2025-01-21", (30, 60), metric="captured"),
        figure("z", "p2", "2025-01-21", (300, 400)),
    ]
    stated = ratio(share(*told), "captured", "killed").stated.set_index("estimate").loc["z"]
    ends = stated[["low", "centre", "high"]].to_list()
    assert ends == pytest.approx([30 / 400, 45 / 350, 60 / 300], rel=0.1)
    assert ends[0] == 30 / 400 and ends[2] == 60 / 300


def test_a_stated_share_is_open_where_its_words_are():
    """Ten of at least 300 are at most 3%; 12 of 60 are 20%, 13 of none no share at all."""
    told = [
        figure(f"{day}", "p2", f"2025-01-2{day}", number, metric=metric)
        for day, part, whole in ((1, 10, "300+"), (2, 12, 60), (3, 13, 0))
        for metric, number in (("captured", part), ("killed", whole))
    ]
    found = ratio(share(*told), "captured", "killed")
    stated = found.stated.set_index("estimate")[["low", "centre", "high"]]
    assert stated.loc["1"].isna().tolist() == [True, True, False]
    assert stated.loc["1", "high"] == pytest.approx(10 / 300)
    assert stated.loc["2"].to_list() == pytest.approx([0.2] * 3)
    assert stated.loc["3"].isna().all()
    assert ": 4 statements give both; two of them a share, 10% to 20%; estimated" in (
        found.sentence()
    )


@pytest.mark.parametrize("replaced", [("captured", "killed"), ("captured",), ("killed",)])
def test_a_share_that_its_party_has_replaced_is_none(replaced):
    """Thirty of 300, of which its party says on the next day three, or of 400: its new share counts
    where it states both anew, and none where it does not; as known before, the old one.
    """
    numbers = {"captured": 3, "killed": 400}
    new = [
        figure("r", "p0", "2025-01-20", numbers[key], "2025-01-21", metric=key, revises="a")
        for key in replaced
    ]
    found = ratio(share(*new), "captured", "killed")
    assert found.stated["estimate"].tolist() == ["r"] * (len(new) == 2)
    before = ratio(share(*new), "captured", "killed", known_on="2025-01-20")
    assert before.stated["estimate"].tolist() == ["a"]


def test_counts_that_nobody_states_together_have_an_estimated_share_alone():
    """Three hundred captured by one party's count and about as many killed by another's: no more
    than all by the codebook, on the last day that both paths reach; nobody states it, as is said.
    """
    captured = replace(BOOK.metrics["captured"], at_most="killed")
    data = record(
        figure("a", "p0", "2025-01-20", 300, metric="captured"),
        figure("b", "p1", "2025-01-10", 300),
        figure("c", "p1", "2025-02-20", 310),
        book=replace(BOOK, metrics=BOOK.metrics | {"captured": captured}),
    )
    found, upward = ratio(data, "captured", "killed"), ratio(data, "killed", "captured")
    assert found.on == upward.on == date(2025, 1, 20)
    assert 0.5 < found.high <= 1 <= upward.low < 1.5
    assert ": no party states both; estimated " in found.sentence()


def test_a_share_of_none_is_no_share():
    """Where one killed at most is all that is known, draws without any do not fit: the others do,
    less than one among them.
    """
    data = record(
        figure("a", "p0", "2025-01-20", 3, metric="captured"), figure("b", "p1", "2025-01-20", 0)
    )
    found = ratio(data, "captured", "killed")
    killed = found.denominator.draws_on("2025-01-20")
    assert 0 < np.mean((killed > 0) & (killed < 1)) < found.fitting == np.mean(killed > 0) < 1
    assert np.isfinite([found.low, found.median, found.high]).all()


def test_a_count_of_a_place_over_one_of_everywhere():
    """The place is asked for of the one that is counted by place."""
    present = [
        figure(place, "p0", "2025-01-20", number, metric="troops_present", place=place)
        for place, number in (("front", 1000), ("country", 3000))
    ]
    found = ratio(share(*present), "captured", "troops_present", place="country")
    assert found.median == pytest.approx(0.01, rel=0.2) and len(found.stated) == 0


def test_no_more_than_all_where_the_codebook_says_so():
    """What is at most the other keeps only the draws that obey; without the rule some do not."""
    free, bounded = (ratio(share(at_most=one), "captured", "killed") for one in (None, "killed"))
    upward = ratio(share(at_most="killed"), "killed", "captured")
    assert free.fitting == 1 and bounded.high <= 1 <= upward.low


def test_counts_that_contradict_each_other_give_no_estimate():
    """A thousand times as many captured as killed, where they are at most those: none, and said."""
    more = [figure(f"c{n}", f"p{n}", "2025-01-20", 300_000, metric="captured") for n in range(2, 9)]
    more += [figure(f"k{n}", f"p{n}", "2025-01-20", 300) for n in range(2, 9)]
    found = ratio(share(*more, at_most="killed"), "captured", "killed")
    assert np.isnan([found.low, found.median, found.high]).all() and found.fitting < 0.05
    assert "do not fit together" in found.sentence()


def test_a_place_that_neither_count_has_is_refused():
    """The share of a whole war is not given for that of a place."""
    with pytest.raises(ValueError, match="captured is one series for all places, so there is none"):
        ratio(share(), "captured", "killed", place="country")


def test_a_share_of_a_count_named_after_something_keeps_its_capital():
    """A name inside the sentence stays a name, and thousands of percent have their commas."""
    data = share()
    killed = replace(BOOK.metrics["killed"], label="Winter War, Finnish soldiers")
    data = replace(
        data, codebook=replace(data.codebook, metrics=data.codebook.metrics | {"killed": killed})
    )
    told = ratio(data, "captured", "killed").sentence()
    assert told.startswith("Captured as a share of Winter War, Finnish soldiers: 1 statement")
    told = ratio(data, "killed", "captured").sentence()
    assert told.startswith("Winter War, Finnish soldiers as a share of captured: 1 statement")
    assert "gives both, 1,000%; estimated" in told


def test_a_share_below_one_percent_is_not_printed_as_none():
    """Two of 3,500 are 0.06%, no 0%."""
    data = record(
        figure("a", "p0", "2025-01-20", 2, metric="captured"), figure("a", "p0", "2025-01-20", 3500)
    )
    told = ratio(data, "captured", "killed").sentence()
    assert "1 statement gives both, 0.06%; estimated 0.0" in told


def test_one_metric_is_no_share_of_itself():
    """Two names are asked for."""
    with pytest.raises(ValueError, match="'killed' is all of itself; name two metrics"):
        ratio(share(), "killed", "killed")


@pytest.mark.parametrize("by", ["month", "week"])
def test_periods_end_with_the_last_day_there_is(by):
    """No day lies behind the last one of the calendar."""
    *_, (_, last) = _periods(date(9999, 11, 3), date.max, by)
    assert last == date.max
