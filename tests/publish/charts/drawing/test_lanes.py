"""The charts of lanes: parties, house effects, methods."""

import matplotlib.pyplot as plt
import pytest
from reconcile.made import WHOLE, figure, record

from publish.charts.charted import CHART_BOOK, book_of, losses, of_party, small_war
from publish.charts.drawn import cut_off, named, overlapping, texts, words
from tracker import plot_house_effects, plot_methods, plot_parties
from tracker.publish.charts.drawing.lanes import Lane, draw_lanes, lane_panel


@pytest.fixture(autouse=True)
def closed():
    """No figure outlives its test."""
    yield
    plt.close("all")


def lane(ax, name):
    """The height at which a name stands."""
    found = [text for text, _ in words(ax.figure) if text.get_text() == name and text.axes is ax]
    return found[0].get_position()[1]


def drawn(ax):
    """Every mark as (lane, number, fill is white)."""
    found = [made for made in ax.collections if made.get_label().startswith("_lane ")]
    return sorted(
        (float(y), float(x), bool(made.get_facecolors()[at][:3].min() == 1))
        for made in found
        for at, (x, y) in enumerate(made.get_offsets())
    )


def starts(ax, name):
    """Where the arrows of a name start."""
    return [place for made in named(ax, name) for place in made.get_offsets().tolist()]


def test_each_party_has_a_lane_with_its_newest_whole_figure():
    """Spies say 800 after their revision, the ally 400 to 900, the foe at least 1,000; the army's
    part is a lower bound.
    """
    ax = plot_parties(small_war(), "killed")
    found = {name: lane(ax, name) for name in ("Spy", "Army", "Ally", "Foe", "Range")}
    assert sorted(found, key=found.get, reverse=True) == ["Spy", "Army", "Ally", "Foe", "Range"]
    assert drawn(ax) == sorted(
        [
            (found["Spy"], 800, False),
            (found["Army"], 100, True),
            (found["Ally"], 600, False),
            (found["Foe"], 1000, False),
        ]
    )
    intervals = {
        line[0, 1]: line[:, 0].tolist() for line in named(ax, "_intervals")[0].get_segments()
    }
    assert intervals == {found["Ally"]: [400, 900], found["Range"]: [400, 1000]}


def test_what_is_counted_one_by_one_is_no_voice():
    """Of 412 names the chart of the dead says what the range does: at least so many."""
    listed = figure("list", "p1", "2025-01-20", 412, metric="names")
    data = record(figure("a", "p0", "2025-01-20", 600), listed, book=WHOLE)
    ax = plot_parties(data, "killed")
    assert [(number, white) for _, number, white in drawn(ax)] == [(412, True), (600, False)]
    assert starts(ax, "_at least") != []
    assert "lower bound only: counted one by one" in texts(ax.figure)


def test_parties_are_grouped_under_their_affiliation():
    """The state of two parties is named above them; the words and the day stand at the right."""
    said = texts(plot_parties(small_war(), "killed").figure)
    assert said.count("North") == 1 and "Foe-Land" not in said
    assert {"about 800", "400-900", "at least 1000", "2025-02", "400 to 1,000 or more"} <= set(said)


def test_any_day_can_be_asked_about():
    """On 15 January only the spies had spoken: 300, as it was known then."""
    ax = plot_parties(small_war(), "killed", on="2025-01-15", known_on="2025-03-15")
    assert drawn(ax) == [(0, 300, False)]
    assert "On 15 January 2025, as known on 15 March 2025: 300, from 1 independent voice" in texts(
        ax.figure
    )


def test_lower_bounds_that_are_not_drawn_are_counted():
    """Two more partial counts of the army make one lane, with the largest; a remark counts the
    other two, and the spies' first figure, which they have thought better of.
    """
    more = [
        figure(f"army-{n}", "army", f"2025-02-0{n}", f"{n}0+", covers="one battle") for n in (2, 3)
    ]
    said = texts(plot_parties(small_war(*more), "killed").figure)
    assert said.count("Army") == 1 and "at least 100" in said
    assert "3 more lower bounds of these parties not drawn" in said


def test_a_day_is_seen_with_all_that_has_been_stated_since():
    """On 15 March the spies had said 600, since corrected to 800: 800, like the range in text,
    unless then is asked for.
    """
    now = texts(plot_parties(small_war(), "killed", on="2025-03-15").figure)
    then = texts(plot_parties(small_war(), "killed", on="2025-03-15", known_on="2025-03-15").figure)
    assert "about 800" in now and "about 600" in then
    assert any(text.endswith("--on 2025-03-15 --known-on 2025-03-20") for text in now)


@pytest.mark.parametrize("size", ["column", "page"])
def test_forty_parties_are_readable(size):
    """Forty lanes: every name is there, none overlaps, nothing is cut off."""
    found = record(
        *[of_party(n, n, "2025-01-01", 300 + 40 * n) for n in range(40)], book=book_of(40)
    )
    ax = plot_parties(found, "killed", size=size)
    assert {f"Party {n}" for n in range(40)} <= set(texts(ax.figure))
    assert not overlapping(ax.figure) and not cut_off(ax.figure)


def test_one_sided_figures_alone_make_a_chart():
    """Two parties saying "at least" have arrows to the right, and so has their range, a dark tick;
    the key says what they are.
    """
    found = record(
        figure("a", "spy", "2025-01-01", "300+"),
        figure("b", "foe", "2025-01-02", "200+"),
        book=CHART_BOOK,
    )
    ax = plot_parties(found, "killed")
    arrows = named(ax, "_at least")[0].get_offsets()[:, 0].tolist()
    assert sorted(arrows) == [200, 300, 300] and not named(ax, "_band")
    (tick,) = named(ax, "_centres")[0].get_segments()
    assert tick[:, 0].tolist() == [300, 300]
    said = texts(ax.figure)
    assert {"300 or more", "at least (the arrow's length means nothing)"} <= set(said)


@pytest.mark.parametrize("plot", [plot_parties, plot_methods])
def test_an_open_end_of_a_range_has_an_arrow(plot):
    """From 400 to 1,000 or more: the bar of the range, or of the envelope, ends in an arrow at
    1,000, with which only "at least" is explained.
    """
    ax = plot(small_war(), "killed")
    range_lane = lane(ax, "Range" if plot is plot_parties else "Envelope")
    assert [1000, range_lane] in starts(ax, "_at least") and not named(ax, "_up to")
    assert sum("means nothing" in text for text in texts(ax.figure)) == 1


def test_a_range_that_is_open_below_points_left():
    """Of "up to 300" alone the range is 300 or fewer, with an arrow to the left."""
    found = record(figure("a", "spy", "2025-01-01", "<300"), book=CHART_BOOK)
    for ax in (plot_parties(found, "killed"), plot_methods(found, "killed")):
        assert [300, 0] in starts(ax, "_up to")
        assert any(text.startswith("up to (the arrow") for text in texts(ax.figure))


def test_parties_without_figures_give_one_message():
    """There is nothing to draw before the first figure."""
    with pytest.raises(ValueError, match="nothing to draw for killed"):
        plot_parties(small_war(), "killed", on="2024-01-01")


def test_house_effects_are_ratios_around_one():
    """A foe who always says three times as much stands right of even, the spy left, each with its
    interval.
    """
    found = record(
        *[
            figure(f"{who}-{n}", who, f"2025-0{n}-15", value * n)
            for n in range(1, 6)
            for who, value in (("spy", 100), ("foe", 300))
        ],
        book=CHART_BOOK,
    )
    ax = plot_house_effects(found, "killed")
    places = {y: x for y, x, _ in drawn(ax)}
    assert (
        lane(ax, "Foe") > lane(ax, "Spy") and places[lane(ax, "Foe")] > 1 > places[lane(ax, "Spy")]
    )
    assert ax.get_xscale() == "log" and named(ax, "_even")[0].get_xdata() == [1, 1]
    low, high = ax.get_xlim()
    assert low < 1 < high and "×1" in texts(ax.figure) and "5 figures" in texts(ax.figure)


def test_house_effects_of_a_plan_give_one_message():
    """What has no trend has no house effects."""
    plan = figure("a", "spy", "2025-01-01", 5, metric="troops_planned")
    with pytest.raises(ValueError, match="plan"):
        plot_house_effects(record(plan, book=CHART_BOOK), "troops_planned")


def test_every_method_has_a_lane_below_the_voices():
    """From 300, 1,000 and 900 the envelope reaches from 300 to 1,000; each voice is drawn above."""
    found = record(
        figure("a", "spy", "2025-01-01", 300),
        figure("b", "foe", "2025-01-02", 1000),
        figure("c", "ally", "2025-01-03", 900),
        book=CHART_BOOK,
    )
    ax = plot_methods(found, "killed")
    assert {
        "Envelope",
        "Agreement",
        "Pool",
        "Random effects",
        "Model",
        "300 to 1,000",
        "3 voices",
    } <= set(texts(ax.figure))
    spans = {line[0, 1]: line[:, 0].tolist() for line in named(ax, "_intervals")[0].get_segments()}
    assert spans[lane(ax, "Envelope")] == [300, 1000]
    voices = [made for made in ax.collections if made.get_label().startswith("_voice")]
    assert sorted(made.get_offsets()[0, 0] for made in voices) == [300, 900, 1000]


def test_a_method_that_has_no_range_says_why():
    """Random effects take three independent voices."""
    ax = plot_methods(losses(), "killed")
    assert any("three independent" in text for text in texts(ax.figure))


def test_voices_that_say_the_same_do_not_hide_one_another():
    """Three parties saying 300 are stacked."""
    found = record(
        *[figure(who, who, "2025-01-01", 300) for who in ("spy", "foe", "ally")], book=CHART_BOOK
    )
    made = [
        made
        for made in plot_methods(found, "killed").collections
        if made.get_label().startswith("_voice")
    ]
    assert len({float(artist.get_offsets()[0, 1]) for artist in made}) == 3


def test_a_lane_is_as_high_as_its_own_name_needs():
    """A name of several lines makes its own lane higher; the one below is as high as the first."""
    lanes = [
        Lane(name, value=1, words=("",)) for name in ("One", "many words " * 9, "Three", "Four")
    ]
    ax = lane_panel(None, "column", lanes)
    one, two, three, four = draw_lanes(ax, lanes, [1])
    assert one == 0 and three - four == pytest.approx(1)
    assert one - two == pytest.approx(two - three) and two - three > 1.2


def test_a_middle_without_room_is_not_drawn():
    """An interval so short that a white tick would be all of it is dark throughout."""
    ends = ((10, 20), (0, 30))
    lanes = [Lane("", value=15, low=low, high=high, shape="", words=("",)) for low, high in ends]
    ax = lane_panel(None, "column", lanes)
    draw_lanes(ax, lanes, [5000])
    assert not named(ax, "_centres")
    ax = lane_panel(None, "column", lanes)
    draw_lanes(ax, lanes, [20])
    assert [line[0, 0] for line in named(ax, "_centres")[0].get_segments()] == [15, 15]
