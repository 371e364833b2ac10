"""A whole table of figures: every group as the plain functions give it, whatever its size, and bad
rows named.
"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reconcile import agreement, envelope, model_range, pool, random_effects
from tracker.reconcile.methods.frame import reconcile_frame
from tracker.reconcile.methods.log_scale import merge, on_log_scale
from tracker.reconcile.methods.table import METHODS, blocks

NAN = float("nan")


def table(rows=400, groups=60, seed=4):
    """Figures of several wars: points, ranges, one-sided ones; some affiliations speak twice."""
    rng = np.random.default_rng(seed)
    low = np.round(np.exp(rng.normal(7, 0.8, rows)), -1) + 10
    frame = pd.DataFrame(
        {
            "war": rng.integers(0, groups, rows),
            "low": low,
            "best": low,
            "high": low,
            "affiliation": rng.choice(list("abcdefgh"), rows),
        }
    )
    frame.loc[::5, ["best", "high"]] = NAN
    frame.loc[1::7, ["low", "best"]] = NAN
    frame.loc[2::6, "best"] = NAN
    frame.loc[2::6, "high"] *= 2
    return frame


def test_the_envelope_of_a_group_is_the_envelope():
    """Each row equals what `envelope` gives for that group's rows alone."""
    frame = table()
    found = reconcile_frame(frame, by="war").set_index("war")
    for war, group in frame.groupby("war"):
        alone = envelope(group.low, group.best, group.high, affiliation=group.affiliation)
        row = found.loc[war]
        assert [row.low, row.centre, row.high] == pytest.approx(
            [alone.low, alone.centre, alone.high], nan_ok=True
        )
        assert (row.low_open, row.high_open, row.voices, row.independent, row.kind) == (
            alone.low_open,
            alone.high_open,
            alone.voices,
            alone.independent,
            alone.kind,
        )


def test_rows_without_a_name_are_a_series_of_their_own():
    """What belongs to no war is reconciled too, behind all others, and lost from none."""
    named, unnamed = {"war": "a", "low": 300.0}, [{"war": None, "low": n} for n in (10.0, 40.0)]
    frame = pd.DataFrame([unnamed[0], named, unnamed[1]])
    found = reconcile_frame(frame.assign(best=frame["low"], high=frame["low"]), by="war")
    assert found["war"].isna().to_list() == [False, True]
    assert found[["low", "high"]].to_numpy(dtype=float).tolist() == [[300, 300], [10, 40]]


@pytest.mark.parametrize("method, function", [("pool", pool), ("model", model_range)])
def test_the_log_methods_of_a_group_are_theirs(method, function):
    """Pool and model take each group as observations of the logarithm, one an affiliation."""
    frame = table()
    found = reconcile_frame(frame, by="war", method=method).set_index("war")
    for war, group in list(frame.groupby("war"))[::6]:
        expected = np.exp(
            function(*merge(*on_log_scale(group.low, group.best, group.high), group.affiliation))
        )
        assert found.loc[war, ["low", "centre", "high"]].to_list() == pytest.approx(
            expected, rel=1e-9
        )


def test_random_effects_need_three():
    """Two affiliations have no ends, and the row says so; three have those of `random_effects` at
    95%.
    """
    low = [300.0, 400, 1000, 200, 700]
    frame = pd.DataFrame({"war": list("xxxyy"), "low": low, "best": low, "high": low})
    found = reconcile_frame(frame, by="war", method="random_effects")
    y, s = on_log_scale(low[:3], low[:3], low[:3])
    assert np.exp(random_effects(y, s**2).high) == pytest.approx(found.high[0])
    assert np.isnan(found.loc[1, ["low", "centre", "high"]].to_numpy(dtype=float)).all()
    assert found.kind.to_list() == ["range", "too few voices"]


def test_agreement_gives_the_regions_from_the_lowest_to_the_highest():
    """Two pairs that overlap apart: the row reaches from the first region to the last; where none
    overlap there is none.
    """
    low, high = [1.0, 2, 30, 31, 1, 9], [5.0, 6, 40, 41, 2, 10]
    frame = pd.DataFrame({"war": list("xxxxyy"), "low": low, "best": NAN, "high": high})
    found = reconcile_frame(frame, by="war", method="agreement")
    assert (found.low[0], found.high[0]) == (2, 40) and found.kind.to_list() == [
        "range",
        "no agreement",
    ]
    assert agreement(low[:4], high[:4]).low.tolist() == [2, 31]


@pytest.mark.parametrize("method", METHODS)
def test_no_figure_is_a_row_that_says_so(method):
    """A group without any bound keeps its row: no ends, no voices, kind "no figure"."""
    frame = pd.DataFrame({"war": ["x", "y"], "low": [NAN, 5], "best": [NAN, 5], "high": [NAN, 5]})
    row = reconcile_frame(frame, by="war", method=method).iloc[0]
    assert (row.kind, row.voices, row.independent) == ("no figure", 0, 0) and np.isnan(
        [row.low, row.high]
    ).all()


@pytest.mark.parametrize("method", METHODS)
def test_order_names_and_copies_of_groups_do_not_matter(method):
    """Shuffled rows give the same table, and so does each group in a table of its own."""
    frame = table(200, 30)
    found = reconcile_frame(frame, by="war", method=method)
    shuffled = reconcile_frame(frame.sample(frac=1, random_state=1), by="war", method=method)
    pd.testing.assert_frame_equal(found, shuffled, rtol=1e-6)
    alone = reconcile_frame(frame[frame.war == 7], by="war", method=method)
    pd.testing.assert_frame_equal(alone, found[found.war == 7].reset_index(drop=True), rtol=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_a_best_value_alone_is_a_figure(method):
    """A table with only its `best` column filled gives what it gives with all three columns
    alike.
    """
    best = [300.0, 310, 320, 300]
    alone = pd.DataFrame({"war": 1, "low": NAN, "best": best, "high": NAN})
    alike = pd.DataFrame({"war": 1, "low": best, "best": best, "high": best})
    pd.testing.assert_frame_equal(
        *(reconcile_frame(frame, by="war", method=method) for frame in (alone, alike))
    )


@given(
    st.lists(
        st.tuples(
            st.floats(0.01, 1e12),
            st.floats(0.01, 1e12),
            st.sampled_from(["low", "high", "best", "all", "two"]),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(METHODS),
)
def test_no_positive_figures_are_left_without_a_word(rows, method):
    """Finite positive figures give finite ends in order, or a kind that says why there are none."""
    ends = [(min(a, b), max(a, b), kind) for a, b, kind in rows]
    frame = pd.DataFrame(
        {
            "war": 1,
            "low": [a if kind in ("low", "all", "two") else NAN for a, _, kind in ends],
            "best": [a if kind in ("best", "all") else NAN for a, _, kind in ends],
            "high": [
                b if kind in ("high", "two") else a if kind == "all" else NAN for a, b, kind in ends
            ],
        }
    )
    row = reconcile_frame(frame, by="war", method=method).iloc[0]
    if np.isnan([row.low, row.high]).any():
        assert (
            row.kind in ("at least", "at most", "incompatible", "too few voices", "no agreement")
            or row.low_open
            or row.high_open
        )
    else:
        assert 0 <= row.low <= row.high and (
            np.isnan(row.centre) or row.low <= row.centre <= row.high
        )


def test_a_category_that_no_row_has_is_no_series():
    """Series are those that the table holds."""
    war = pd.Categorical(["b", "d"], categories=list("abcd"))
    frame = pd.DataFrame({"war": war, "low": [1.0, 2], "best": [1.0, 2], "high": [1.0, 2]})
    found = reconcile_frame(frame, by="war")
    assert found.war.to_list() == ["b", "d"] and found.low.to_list() == [1, 2]


def test_columns_are_the_keys_then_the_range():
    """The `by` columns come first, in their order, sorted by them; an unnamed affiliation is one of
    its own.
    """
    frame = pd.DataFrame(
        {
            "place": ["q", "p", "p"],
            "war": [1, 1, 1],
            "low": [1, 2, 3],
            "best": [1, 2, 3],
            "high": [1, 2, 3],
            "affiliation": ["a", None, None],
        }
    )
    found = reconcile_frame(frame, by=["war", "place"])
    homes = pd.DataFrame({"war": 1, "affiliation": [None, "a", "b", None, "a"]})
    assert reconcile_frame(homes.assign(low=5, best=5, high=5), by="war").independent[0] == 4
    assert list(found.columns) == [
        "war",
        "place",
        "method",
        "low",
        "centre",
        "high",
        "low_open",
        "high_open",
        "voices",
        "independent",
        "confidence",
        "kind",
    ]
    assert found.place.to_list() == ["p", "q"] and found.independent.to_list() == [2, 1]


def test_words_are_read_where_they_are_given():
    """ "Exactly 3,000" is sharper than 3,000, and 3,000 than about 3,000, in the pool's width."""
    frame = pd.DataFrame(
        {
            "war": [1, 2, 3],
            "low": 3000,
            "best": 3000,
            "high": 3000,
            "qualifier": ["exact", "exact", None],
            "said": ["Exactly 3,000", "3,000", None],
        }
    )
    found = reconcile_frame(frame, by="war", method="pool")
    assert (found.high / found.low).is_monotonic_increasing


def test_a_zero_is_counted_with_one_added():
    """None and 100 killed: the model range begins below one, and never below zero."""
    frame = pd.DataFrame({"war": 1, "low": [0, 100], "best": [0, 100], "high": [0, 100]})
    found = reconcile_frame(frame, by="war", method="model")
    assert 0 <= found.low[0] < 1 < found.centre[0] < found.high[0] < 100


def test_huge_groups_beside_tiny_ones_take_their_own_room():
    """One group of 200,000 beside 50,000 of one: no block holds more than twice the rows that are
    in it.
    """
    made = list(blocks(np.arange(250_000), np.r_[200_000, np.ones(50_000, int)]))
    assert sum((at >= 0).sum() for _, at in made) == 250_000
    assert all(at.size <= max(2 * (at >= 0).sum(), 1 << 17) for _, at in made)
    assert sorted(np.concatenate([rows for rows, _ in made])) == list(range(50_001))


def test_an_empty_table_gives_an_empty_table():
    """No rows: the columns are there, and no group is."""
    frame = pd.DataFrame({"war": [], "low": [], "best": [], "high": []})
    found = reconcile_frame(frame, by="war")
    assert len(found) == 0 and found.columns[0] == "war" and found.columns[-1] == "kind"


GOOD = {"war": ["x", "x"], "low": [1.0, 2.0], "best": [1.0, 2.0], "high": [1.0, 2.0]}


@pytest.mark.parametrize(
    "change, words, message",
    [
        (
            {"low": [1.0, -2.0]},
            {},
            "row 1: low is -2.0: negative; numbers of persons are zero or more, others need "
            "scale='identity'$",
        ),
        (
            {"high": [1.0, float("inf")]},
            {},
            "row 1: high is inf: infinite; leave an open bound empty$",
        ),
        ({"low": [1.0, 5.0], "best": [NAN, NAN]}, {}, "row 1: low is 5.0: more than its high"),
        (
            {"best": [1.0, "abuot 2"]},
            {},
            "row 1: best is abuot 2: not a number; write it with digits, as 700000 or 700,000$",
        ),
        ({"qualifier": ["abuot", None]}, {"method": "pool"}, "no qualifier 'abuot'; there are"),
        ({}, {"by": "wra"}, "no column 'wra'; did you mean 'war'?"),
        ({}, {"by": []}, "`by` is empty"),
        ({}, {"by": ["war", "low"]}, "`by` cannot hold 'low'"),
        ({}, {"by": ["war", "war"]}, "`by` cannot hold 'war'"),
        ({"method": ["a", "a"]}, {"by": ["war", "method"]}, "`by` cannot hold 'method'"),
        ({}, {"method": "modle"}, "no method 'modle'; did you mean 'model'?"),
    ],
)
def test_bad_rows_are_named(change, words, message):
    """What cannot be used is a ValueError with row, column, value and remedy."""
    with pytest.raises(ValueError, match=message.replace("?", r"\?")):
        reconcile_frame(pd.DataFrame(GOOD | change), **({"by": "war"} | words))


def test_a_number_is_exact_to_the_person_only_where_words_say_so():
    """The qualifier alone leaves room for rounding; "exactly 4,000" leaves less."""
    numbers = {"low": [4000.0], "best": [4000.0], "high": [4000.0], "qualifier": ["exact"]}
    wide, same, narrow = (
        reconcile_frame(pd.DataFrame({"war": ["a"], **numbers, **said}), by="war", method="pool")
        for said in ({}, {"said": ["4,000"]}, {"said": ["exactly 4,000"]})
    )
    assert wide.equals(same)
    assert (narrow["high"] - narrow["low"]).item() < (wide["high"] - wide["low"]).item()


def test_a_missing_column_is_named():
    """A table without `high` cannot be reconciled, and the nearest name is offered."""
    with pytest.raises(ValueError, match="no column 'high'; did you mean 'hgih'"):
        reconcile_frame(pd.DataFrame(GOOD).rename(columns={"high": "hgih"}), by="war")


def test_each_party_speaks_with_its_newest_day():
    """Of "a" only the newest speaks, "c" is too old, an empty row is no newest; without days all
    speak.
    """
    frame = pd.DataFrame(
        {
            "war": 1,
            "low": [1.0, 5, 7, 9, NAN],
            "best": [1.0, 5, 7, 9, NAN],
            "high": [1.0, 5, 7, 9, NAN],
            "who": list("aabca"),
            "day": ["2024-01-01", "2024-03-01", "2024-03-11", "2024-01-20", "2024-12-01"],
        }
    )
    chosen = {"date": "day", "party": "who"}
    near = reconcile_frame(frame, by="war", **chosen, speaks_for=30)
    assert near.loc[0, ["low", "high", "voices", "independent"]].to_list() == [5, 7, 2, 2]
    for days, voices in ((51, 3), (50, 2), (10, 2), (9, 1), (0, 1)):  # up to and with that day
        found = reconcile_frame(frame, by="war", **chosen, speaks_for=days)
        assert found.voices.to_list() == [voices]
    ever = reconcile_frame(frame, by="war", **chosen)
    assert ever.loc[0, ["low", "high", "voices"]].to_list() == [5, 9, 3]
    assert reconcile_frame(frame, by="war").loc[0, ["low", "high", "voices"]].to_list() == [1, 9, 4]
    assert reconcile_frame(frame, by="war", date="day", speaks_for=60).voices[0] == 3


def test_days_choose_series_by_series():
    """The newest day of one series makes nothing of another old."""
    frame = pd.DataFrame(
        {
            "war": list("xy"),
            "low": [1.0, 2],
            "best": [1.0, 2],
            "high": [1.0, 2],
            "who": "a",
            "day": pd.to_datetime(["1990-01-01", "2024-01-01"]),
        }
    )
    found = reconcile_frame(frame, by="war", date="day", party="who", speaks_for=1)
    assert found.low.to_list() == [1, 2]


def test_commas_between_thousands_are_read():
    """ "700,000" is a number and "7,00" is none."""
    frame = pd.DataFrame({"war": 1, "low": ["700,000"], "best": [None], "high": ["1,000,000.5"]})
    found = reconcile_frame(frame, by="war")
    assert found.loc[0, ["low", "high"]].to_list() == [700_000, 1_000_000.5]
    with pytest.raises(ValueError, match="row 0: low is 7,00: not a number"):
        reconcile_frame(frame.assign(low="7,00"), by="war")


def excess(shift=0.0):
    numbers = pd.DataFrame(
        {"low": [-600.0, -100, NAN], "best": [-200.0, NAN, 300], "high": [100.0, 900, NAN]}
    )
    return (numbers + shift).assign(land="A")


ERRORS = {"scale": "identity", "tau_scale": 500, "shared": 100}


@pytest.mark.parametrize("method", METHODS)
def test_differences_move_with_their_numbers(method):
    """Ten thousand more in every number is ten thousand more in every end: no zero is special."""
    found, moved = (
        reconcile_frame(excess(shift), by="land", method=method, **ERRORS).iloc[0]
        for shift in (0.0, 10_000.0)
    )
    ends = ["low", "centre", "high"]
    assert moved[ends].to_list() == pytest.approx([v + 10_000 for v in found[ends]], nan_ok=True)
    assert moved[["voices", "independent", "kind"]].equals(found[["voices", "independent", "kind"]])


def test_an_envelope_of_differences_is_what_was_stated():
    """From the lowest low to the highest high, exactly; the centre is the median of the middles,
    those of two ends half way between: -200, 400 and 300.
    """
    found = reconcile_frame(excess(), by="land", scale="identity").iloc[0]
    assert (found.low, found.high, found.kind) == (-600, 900, "range")
    assert found.centre == 300


def test_differences_are_those_of_the_model_on_their_own_scale():
    """The model on the plain numbers, with a fifteenth of the scale as each number's least
    error.
    """
    frame = pd.DataFrame({"land": "A", "low": NAN, "best": [-30.0, 0, 60], "high": NAN})
    found = reconcile_frame(
        frame, by="land", method="model", scale="identity", tau_scale=45, shared=9
    ).iloc[0]
    expected = model_range([-30, 0, 60], [3, 3, 3], tau_scale=45, shared=9)
    assert found[["low", "centre", "high"]].to_list() == pytest.approx(expected)


def test_four_polls_that_agree_are_not_spread():
    """Four polls of 47 to 49% give some 43 to 53%, and of the shares of all others the rest."""
    polls = pd.DataFrame({"race": "A", "low": NAN, "best": [0.47, 0.48, 0.48, 0.49], "high": NAN})
    asked = {"by": "race", "method": "model", "scale": "logit"}
    low, centre, high = reconcile_frame(polls, **asked)[["low", "centre", "high"]].iloc[0]
    assert 0.42 < low < 0.45 < centre < 0.5 < high < 0.54
    rest = reconcile_frame(polls.assign(best=1 - polls.best), **asked).iloc[0]
    assert rest[["low", "centre", "high"]].to_list() == pytest.approx(
        [1 - high, 1 - centre, 1 - low]
    )


def test_a_lopsided_figure_reaches_to_the_side_it_says():
    """Low 100, best 110, high 1,000: the pool of it alone covers far more above 110 than below."""
    frame = pd.DataFrame({"war": 1, "low": [100], "best": [110], "high": [1000]})
    found = reconcile_frame(frame, by="war", method="pool").iloc[0]
    assert found.high > 800 and 110 / found.low < found.high / 110


@pytest.mark.parametrize(
    "change, words, message",
    [
        ({}, {"method": "model", "scale": "identity"}, "the scale 'identity' has no usual errors"),
        ({}, {"method": "model", "tau_scale": -1.0}, "tau_scale is -1.0, shared 0.3; give"),
        (
            {"low": [0.0, 0.5]},
            {"scale": "logit"},
            "row 0: low is 0.0: no share above 0 and below 1; write 47% as 0.47, leave an open bound "
            "empty$",
        ),
        ({"low": NAN}, {"scale": "logit"}, "row 0: best is 1.0: no share above 0 and below 1"),
        ({}, {"scale": "lgo"}, "no scale 'lgo'; did you mean 'log'?"),
        ({}, {"party": "war"}, "`party` and `speaks_for` choose by day; say which column"),
        ({}, {"speaks_for": 3}, "`party` and `speaks_for` choose by day"),
        ({}, {"date": "dya"}, "no column 'dya'; did you mean 'day'?"),
        (
            {"day": ["2024-01-01", "spring"]},
            {"date": "day"},
            "row 1: day is spring: not a day; write it as 2024-11-28$",
        ),
        ({}, {"date": "day", "speaks_for": -1}, "speaks_for is -1; give a number of days"),
    ],
)
def test_what_cannot_be_chosen_or_scaled_is_refused(change, words, message):
    """Days, scales and errors that cannot be used are a ValueError with the remedy."""
    frame = pd.DataFrame(GOOD | {"day": ["2024-01-01", "2024-01-02"]} | change)
    with pytest.raises(ValueError, match=message.replace("?", r"\?")):
        reconcile_frame(frame, **({"by": "war"} | words))
