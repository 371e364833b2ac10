"""House effects: planted ones are found again, and nothing is claimed that cannot be known."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from reconcile.made import BOOK, figure, record
from tracker.reconcile.trend.path import trend


def planted(effects, *, days=30, seed=3, book=BOOK, metric="troops_present", shared=1.0):
    """Each party counts a strength of about 8,000 every few days, times its own factor and a little
    noise.
    """
    rng = np.random.default_rng(seed)
    truth = 8000 * np.exp(np.cumsum(rng.normal(0, 0.02, 10 * days)))
    said = (
        figure(
            f"f{n}-{party}",
            party,
            str(date(2025, 1, 1) + timedelta(days=10 * n + lag)),
            int(truth[10 * n + lag] * factor * shared * np.exp(rng.normal(0, 0.03))),
            metric=metric,
        )
        for n in range(days)
        for lag, (party, factor) in enumerate(effects.items())
    )
    homes = {key: party.affiliation for key, party in book.parties.items()}
    return record(*(replace(one, affiliation=homes[one.party]) for one in said), book=book)


def test_planted_effects_are_recovered():
    """Factors 2, 1, 1 and a half, all counted thirty times: their ratios to each other come back,
    with the order.
    """
    effects = {"p0": 2.0, "p1": 1.0, "p2": 0.5, "p3": 1.0}
    house = trend(planted(effects), "troops_present").house.set_index("party")
    assert house.index[0] == "p0" and house.index[-1] == "p2"
    for party, factor in effects.items():
        assert house.loc[party, "median"] / house.loc["p1", "median"] == pytest.approx(
            factor, rel=0.06
        )
        assert house.loc[party, "low"] < factor < house.loc[party, "high"]
    assert house.loc["p0", "above"] > 0.95 and house.loc["p2", "above"] < 0.05
    assert (house["figures"] == 30).all()


def test_intervals_of_planted_effects_hold_as_often_as_they_say():
    """Forty records, each with effects drawn anew: 90% intervals hold 85% to 97% of 160 effects."""
    rng, held = np.random.default_rng(11), []
    for seed in range(40):
        factors = np.exp(rng.normal(0, 0.4, 4))
        data = planted(dict(zip(("p0", "p1", "p2", "p3"), factors)), days=4, seed=seed)
        house = trend(data, "troops_present", draws=400).house.set_index("party")
        held += [
            house.loc[f"p{n}", "low"] <= factors[n] <= house.loc[f"p{n}", "high"] for n in range(4)
        ]
    assert 0.85 <= np.mean(held) <= 0.97


def test_an_error_all_share_cannot_be_seen():
    """Everybody twice too high: the effects are the same as if nobody were, and the path is twice
    as high.
    """
    effects = {"p0": 1.5, "p1": 1.0, "p2": 0.7}
    right, wrong = (
        trend(planted(effects, days=8, shared=shared), "troops_present") for shared in (1, 2)
    )
    for party in effects:
        medians = [found.house.set_index("party").loc[party, "median"] for found in (right, wrong)]
        assert medians[1] == pytest.approx(medians[0], rel=0.05)
    assert wrong.path["median"].iloc[-1] == pytest.approx(
        2 * right.path["median"].iloc[-1], rel=0.05
    )


def test_one_party_alone_has_no_effect_to_speak_of():
    """With nobody to compare it with, a party is as likely high as low, and the interval says how
    little is known.
    """
    row = trend(record(figure("a", "p0", "2025-01-01", 300)), "killed").house.iloc[0]
    assert row["median"] == pytest.approx(1, abs=0.06) and row["above"] == pytest.approx(
        0.5, abs=0.06
    )
    assert row["low"] < 0.5 and row["high"] > 2


def test_stances_are_compared_with_each_affiliation_counted_once():
    """Two belligerent governments high, two allies low, one with two offices: the ratio of their
    means is found.
    """
    stances = {"a0": "belligerent", "a1": "belligerent", "a2": "ally", "a3": "ally"}
    affiliations = {
        key: replace(BOOK.affiliations[key], stance=stance) for key, stance in stances.items()
    }
    book = replace(
        BOOK,
        affiliations=BOOK.affiliations | affiliations,
        parties=BOOK.parties | {"p4": replace(BOOK.parties["p4"], affiliation="a3")},
    )
    found = trend(
        planted({"p0": 2.0, "p1": 2.2, "p2": 0.5, "p3": 0.6, "p4": 0.6}, days=10, book=book),
        "troops_present",
    )
    (row,) = found.stances.itertuples()
    assert (row.stance, row.against) == ("belligerent", "ally") and row.above > 0.99
    assert row.low < (2.0 * 2.2 / (0.5 * 0.6)) ** 0.5 < row.high < 4.5 and row.low > 3.3
    assert set(found.house["stance"]) == {"belligerent", "ally"}


def test_one_stance_has_nothing_to_be_compared_with():
    """Third parties only: no pair, the same columns."""
    stances = trend(planted({"p0": 1.5, "p1": 1.0}, days=3), "troops_present").stances
    assert stances.empty and list(stances.columns) == [
        "stance",
        "against",
        "low",
        "median",
        "high",
        "above",
    ]


def test_columns_of_the_house_table():
    """Charts and tables rely on these names and this order: highest median first."""
    house = trend(planted({"p0": 1.5, "p1": 1.0}, days=3), "troops_present").house
    assert list(house.columns) == [
        "affiliation",
        "party",
        "stance",
        "low",
        "median",
        "high",
        "above",
        "figures",
    ]
    assert house["median"].is_monotonic_decreasing
