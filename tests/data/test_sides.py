"""Two sides of one war in one record: whose dead they are is the place; the sides are never added up."""

import matplotlib.pyplot as plt
import pytest
from conftest import ROOT

import tracker as tk
from tracker.cli import main
from tracker.curate.load import check
from tracker.publish.charts.save import figure_alt

SIDES = ROOT / "examples" / "karabakh"
ARMENIAN, AZERBAIJANI = "armenian-side", "azerbaijani-side"


@pytest.fixture(scope="module")
def data():
    """Fifteen statements of 2020 and 2021 on the dead of both sides."""
    return tk.load(SIDES)


def test_the_strict_check_finds_nothing(data):
    """One metric for both sides, and neither an error nor a warning."""
    assert check(SIDES) == () and [*data.codebook.metrics] == ["killed"]
    assert len(data.estimates) == 15 and len({one.party for one in data.estimates}) == 9


def test_each_side_has_a_range_of_its_own(data):
    """Each low is the side's own number, each high the other's; the sum is only what somebody said of both."""
    ranges = tk.ranges(data, "killed").set_index("place")
    ends = {
        place: (row["low_party"], row["low"], row["high"], row["high_party"])
        for place, row in ranges.iterrows()
    }
    assert ends == {
        "both": ("russia-president", 5000, 5000, "russia-president"),
        ARMENIAN: ("armenia-premier", 4000, 7000, "azerbaijan-president"),
        AZERBAIJANI: ("azerbaijan-mod", 2906, 7510, "armenia-government"),
    }


def test_what_is_learned_of_a_side_moves_no_end_of_both(data):
    """The ministry's 2,783 of December leave both sides at nearly 5,000; before anybody spoke of both there is no
    such range.
    """
    for day, low in (("2020-10-03", []), ("2020-11-01", [5000]), ("2020-12-03", [5000])):
        rows = tk.ranges(data, "killed", on=day).set_index("place")
        assert [*rows.loc[["both"], "low"].dropna()] == low


def test_the_table_has_a_row_a_side(data):
    """Metric and side, each with its ends and who holds them."""
    rows = tk.table(data, "summary").frame()
    assert [*rows["place"]] == ["both", ARMENIAN, AZERBAIJANI]


@pytest.mark.parametrize("place, name", [(ARMENIAN, "Armenian side"), ("both", "Both sides")])
def test_a_chart_shows_one_side_and_says_which(place, name, data):
    """Its title names the side, and it draws no mark of the other."""
    axes = tk.plot_ranges(data, "killed", place=place)
    words = " ".join([figure_alt(axes), *(t.get_text() for t in axes.figure.findobj(plt.Text))])
    plt.close("all")
    assert name in words and "Azerbaijani side" not in words


@pytest.mark.parametrize(
    "words",
    [["ranges", "killed", "--place", AZERBAIJANI], ["explain", "killed", "--place", ARMENIAN]],
    ids=" ".join,
)
def test_the_commands_take_a_side(words, capsys):
    """And speak of no other."""
    assert main([*words, "--data", str(SIDES)]) == 0
    said = capsys.readouterr().out
    assert ("7,510" in said) == (AZERBAIJANI in words)
