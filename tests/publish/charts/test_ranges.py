"""The main chart: where each figure stands, how it is drawn, what the band and the words say."""

from dataclasses import replace
from datetime import date

import matplotlib.pyplot as plt
import numpy as np
import pytest
from reconcile.made import figure, record

import tracker as tk
from publish.charts.charted import CHART_BOOK, book_of, of_party, small_war
from publish.charts.drawn import cut_off, marks, named, overlapping, texts
from tracker import plot_ranges
from tracker.publish.charts.catalogue import CHARTS, plot_of
from tracker.publish.charts.drawing.axes import number
from tracker.publish.charts.drawing.marks import plotted_figures
from tracker.publish.charts.drawing.palette import looks, luminance
from tracker.publish.charts.drawing.style import BAND_EDGE
from tracker.publish.charts.ranges import _disagreement
from tracker.publish.charts.save import caption_of, figure_alt
from tracker.reconcile.assess import assess
from tracker.reconcile.judgement import one_number
from tracker.reconcile.question import ask
from tracker.reconcile.trend.path import path_of


@pytest.fixture(autouse=True)
def closed():
    """No figure outlives its test."""
    yield
    plt.close("all")


def day(text):
    return number(date.fromisoformat(text))


def test_each_whole_figure_is_a_mark_at_its_day_and_number():
    """300 as of 10 January stands there; 400 to 900 of February in the month's known part, at their
    geometric mean.
    """
    places = marks(plot_ranges(small_war(), "killed"), "whole")
    middle = (day("2025-02-01") + day("2025-02-20")) / 2
    assert places == [
        (day("2025-01-10"), 300),
        (middle, 600),
        (day("2025-02-25"), 1000),
        (day("2025-03-10"), 800),
    ]


def test_partial_counts_are_hollow_and_what_does_not_speak_is_faint():
    """A part is white inside; an echo, a disputed and a replaced figure are paler than their
    party.
    """
    ax = plot_ranges(small_war(), "killed")
    assert marks(ax, "partial") == [(day("2025-01-20"), 100)]
    assert marks(ax, "faint") == [
        (day("2025-01-12"), 300),
        (day("2025-03-01"), 5000),
        (day("2025-03-10"), 600),
    ]
    hollow = next(c for c in ax.collections if c.get_label().startswith("_partial"))
    assert hollow.get_facecolor()[0].tolist() == [1, 1, 1, 1]
    faint = next(c for c in ax.collections if c.get_label().startswith("_faint"))
    assert faint.get_facecolor()[0][:3].min() > 0.5


def test_bars_for_ranges_and_months():
    """400 to 900 is an upright bar; a month a level one from its first day to the day it was
    stated.
    """
    ax = plot_ranges(small_war(), "killed")
    (ranged,), (month,) = (
        named(ax, name)[0].get_segments() for name in ("_stated ranges", "_months")
    )
    assert ranged[:, 1].tolist() == [400, 900] and len(set(ranged[:, 0])) == 1
    assert month[:, 0].tolist() == [day("2025-02-01"), day("2025-02-20")]


def test_arrows_point_where_the_figure_is_open():
    """ "At least" points up and "up to" down, both of one length in points that no number
    changes.
    """
    ax = plot_ranges(small_war(figure("foe-2", "foe", "2025-03-12", "<2000")), "killed")
    up, down = named(ax, "_at least")[0], named(ax, "_up to")[0]
    assert up.get_offsets().tolist() == [[day("2025-01-20"), 100], [day("2025-02-25"), 1000]]
    assert down.get_offsets().tolist() == [[day("2025-03-12"), 2000]]
    heights = [sorted(made.get_paths()[0].vertices[:, 1])[at] for made, at in ((up, -1), (down, 0))]
    assert heights == [1, -1] and len(set(up.get_sizes())) == 1


def test_the_band_steps_when_knowledge_changes():
    """Known on 12 January: 300; from 20 February: 300 to 900; from 25 February up to 1,000, dashed,
    as it may be more.
    """
    ax = plot_ranges(small_war(), "killed", on="2025-02-27")
    boxes = [path.vertices for path in named(ax, "_band")[0].get_paths()]
    spans = [(box[0, 0], box[:, 1].min(), box[:, 1].max()) for box in boxes]
    assert spans == [
        (day("2025-01-12"), 300, 300),
        (day("2025-02-20"), 300, 900),
        (day("2025-02-25"), 300, 1000),
    ]
    opened = [line.tolist() for line in named(ax, "_open ends")[0].get_segments()]
    assert [[day("2025-02-25"), 1000], [day("2025-02-27"), 1000]] in opened


def test_hindsight_moves_the_steps_to_the_days_described():
    """As known on 15 March the first step is on 10 January, the day that was described, not the day
    it was stated.
    """
    ax = plot_ranges(small_war(), "killed", known_on="2025-03-15")
    assert named(ax, "_band")[0].get_paths()[0].vertices[0, 0] == day("2025-01-10")


def test_nothing_stated_later_is_drawn():
    """On 15 January only what had been stated by then is there."""
    ax = plot_ranges(small_war(), "killed", on="2025-01-15")
    assert marks(ax, "whole") == [(day("2025-01-10"), 300)] and marks(ax, "faint") == [
        (day("2025-01-12"), 300)
    ]


def test_parties_have_the_colours_and_shapes_of_the_codebook():
    """The first state of the codebook is blue, its first party round, its second square."""
    ax, styles = plot_ranges(small_war(), "killed"), looks(CHART_BOOK)
    assert (styles["spy"].fill, styles["spy"].shape, styles["army"].shape) == ("#4665dc", "o", "s")
    spy = next(c for c in ax.collections if c.get_label() == "_whole o")
    assert np.allclose(spy.get_facecolor()[0], (0x46 / 255, 0x65 / 255, 0xDC / 255, 1))


def test_the_words_say_what_is_shown():
    """Title, range with voices, party names, ends with holders, events but for minor ones,
    provenance.
    """
    said = texts(plot_ranges(small_war(), "killed").figure)
    assert "Killed: 400 to 1,000 or more (persons)" in said
    assert "On 20 March 2025, from 2 independent voices" in said
    assert {"Spy", "Ally", "Foe", "First battle", "A truce"} <= set(said)
    assert "A letter" not in said
    assert any(text.startswith("Chart ranges:killed; known on 2025-03-20; data ") for text in said)


def test_an_old_upper_limit_alone_was_one_then():
    """It is never "300 or more", which nobody said."""
    old = (
        figure("a", "spy", "2025-01-10", "<300"),
        figure("b", "spy", "2025-09-01", 9, metric="wounded"),
    )
    said = texts(plot_ranges(record(*old, book=CHART_BOOK), "killed").figure)
    assert "300 or fewer then" in said


def test_counts_have_thousands_set_apart():
    """5,000 is on the axis with its comma."""
    assert "5,000" in texts(plot_ranges(small_war(), "killed").figure)


def test_a_logarithmic_axis_has_honest_ticks():
    """From 1 to 10,000,000 every power of ten is a tick, and the others are small."""
    found = record(
        *[of_party(n, n, f"2025-0{n + 1}-01", v) for n, v in enumerate((1, 300, 10_000_000))],
        book=book_of(4),
    )
    ax = plot_ranges(found, "killed", log=True)
    low, high = ax.get_ylim()
    ticks = [tick for tick in ax.get_yticks() if low <= tick <= high]
    assert ax.get_yscale() == "log" and ticks == [10.0**n for n in range(8)]
    assert {"1", "1,000", "10,000,000"} <= set(texts(ax.figure)) and not overlapping(ax.figure)


def test_zero_has_a_place_on_a_logarithmic_axis():
    """A count of none is drawn at the tick 0."""
    found = record(
        figure("a", "spy", "2025-01-01", 0), figure("b", "ally", "2025-02-01", 20), book=CHART_BOOK
    )
    ax = plot_ranges(found, "killed", log=True)
    assert ax.get_yscale() == "symlog" and 0 in ax.get_yticks() and ax.get_ylim()[0] < 0


@pytest.mark.parametrize("value", [300, "300+", "<300"])
@pytest.mark.parametrize("log", [False, True])
def test_one_figure_is_enough(value, log):
    """A single figure of any kind is drawn, with at least two numbers on its axis."""
    ax = plot_ranges(
        record(figure("a", "spy", "2025-01-01", value), book=CHART_BOOK), "killed", log=log
    )
    low, high = ax.get_ylim()
    assert sum(low <= tick <= high for tick in ax.get_yticks()) >= 2
    assert not overlapping(ax.figure) and not cut_off(ax.figure)


def test_nothing_to_draw_is_one_clear_message():
    """An unknown metric offers the nearest; a day before the first figure says when that was
    known.
    """
    with pytest.raises(ValueError, match="no metric 'kiled'; did you mean 'killed'"):
        plot_ranges(small_war(), "kiled")
    with pytest.raises(
        ValueError,
        match=r"nothing to draw for killed: the first, “about 300” of Spy, .* 12 January 2025",
    ):
        plot_ranges(small_war(), "killed", on="2025-01-01")
    with pytest.raises(ValueError, match="nothing to draw for captured: the record has none"):
        plot_ranges(small_war(), "captured")
    with pytest.raises(ValueError, match=r"for troops_present \(country\): the record has none"):
        plot_ranges(small_war(), "troops_present", place="country")
    with pytest.raises(
        ValueError, match=r"no size 'poster'; there are column \(89 mm\) and page \(183 mm\)"
    ):
        plot_ranges(small_war(), "killed", size="poster")


def test_given_axes_are_drawn_on_and_returned():
    """Two charts side by side in a reader's own figure keep its size."""
    figure_, axes = plt.subplots(1, 2, figsize=(10, 4))
    assert [plot_ranges(small_war(), "killed", ax=ax) for ax in axes] == list(axes)
    assert tuple(figure_.get_size_inches()) == (10, 4) and named(axes[1], "_band")


@pytest.mark.parametrize("shape", [(2, 1), (1, 2)])
def test_panels_in_a_layout_keep_clear_of_each_other(shape):
    """Two charts in a figure whose layout matplotlib keeps: no title or key of one reaches into the
    other, and all of both stands on the paper.
    """
    figure_, axes = plt.subplots(*shape, figsize=(9, 9), layout="constrained")
    for ax in axes:
        plot_ranges(small_war(), "killed", ax=ax)
    figure_.canvas.draw()
    one, other = (ax.get_tightbbox() for ax in axes)
    assert not one.overlaps(other)
    for box in (one, other):
        assert box.y0 >= -1 and box.y1 <= figure_.bbox.y1 + 1
    plt.close(figure_)


def test_the_readers_own_settings_are_left_alone():
    """Drawing changes no global setting of matplotlib."""
    before = dict(plt.rcParams)
    plot_ranges(small_war(), "killed")
    assert dict(plt.rcParams) == before


@pytest.mark.parametrize("size", ["column", "page"])
def test_names_in_any_script_and_of_any_length_are_readable(size):
    """Korean, Ukrainian, Arabic, markup and a very long name: no warning, no overlap, nothing cut
    off.
    """
    long = (
        "The Extraordinarily Long-Named Interdepartmental Commission for the Counting of the "
        "Dead and the Missing"
    )
    names = {
        0: "국가정보원",
        1: "Головне управління розвідки",
        2: long,
        3: "مديرية",
        4: "Ministry of $5 & 100% <b>_x^2$",
    }
    found = record(
        *[of_party(n, n, f"2025-0{n + 1}-10", 300 * (n + 1)) for n in range(5)],
        book=book_of(6, names),
    )
    ax = plot_ranges(found, "killed", size=size)
    assert "국가정보원" in texts(ax.figure) or "GugGaJeongBoWon" in texts(ax.figure)
    assert "Ministry of $5 & 100% <b>_x^2$" in texts(ax.figure)
    assert not overlapping(ax.figure) and not cut_off(ax.figure)


def test_the_trend_is_a_line_with_its_interval():
    """With trend=True there is a median between two dashed ends."""
    data = small_war(*[figure(f"foe-{n}", "foe", f"2025-03-{n:02}", 900) for n in range(11, 15)])
    ax = plot_ranges(data, "killed", trend=True)
    low, median, high = (
        named(ax, name)[0].get_ydata() for name in ("_trend low", "_trend", "_trend high")
    )
    assert (low <= median).all() and (median <= high).all()
    assert any("trend: median" in text for text in texts(ax.figure))


def test_the_trend_is_never_the_stronger_line():
    """Each of its lines is thinner than the ends of the band, and lighter in ink."""
    data = small_war(*[figure(f"foe-{n}", "foe", f"2025-03-{n:02}", 900) for n in range(11, 15)])
    ax = plot_ranges(data, "killed", trend=True)
    (ends,) = named(ax, "_ends")
    for name in ("_trend low", "_trend", "_trend high"):
        (line,) = named(ax, name)
        assert line.get_linewidth() < ends.get_linewidths()[0]
        assert luminance(line.get_color()) > luminance(BAND_EDGE)


def test_a_trend_that_leaves_the_panel_says_how_far_it_reaches():
    """A figure alone leaves an interval far above it, which is told; a short one says nothing."""
    alone = record(figure("a", "spy", "2025-02-01", 300))
    top = path_of(ask(alone, "killed").one).path["high"].max()
    ax = plot_ranges(alone, "killed", trend=True)
    (told,) = [text for text in texts(ax.figure) if "reaches up to" in text]
    assert top > ax.get_ylim()[1] and f"{top:,.0f}"[:1] == told.split("up to ")[1][:1]
    plain = plot_ranges(alone, "killed")
    assert not [text for text in texts(plain.figure) if "reaches up to" in text]


def test_the_middle_of_a_short_last_range_is_drawn_beside_single_numbers():
    """Two voices for the last days, after one for a year: their middle is no speck."""
    data = record(
        figure("a", "spy", "2024-03-01", 600),
        figure("b", "spy", "2025-02-20", 800),
        figure("c", "foe", "2025-02-20", 1600),
    )
    ax = plot_ranges(data, "killed", on="2025-02-25", known_on="2025-02-25")
    (middle,) = named(ax, "_centre")[0].get_segments()
    assert middle[0, 0] == day("2025-02-20") and 800 < middle[0, 1] < 1600


def test_a_trend_that_misses_the_range_says_why():
    """Where the trend's last day lies beside the band, the key tells both and the reason; where
    they meet it says nothing.
    """
    question = ask(small_war(), "killed", chart="time").one
    path, now = path_of(question).path, assess(question.last)
    assert _disagreement(now, path) == []
    (entry,) = _disagreement(now, path.assign(low=1.0, high=9.0))
    assert entry.text.startswith(
        "The trend (at last about 1 to 9) does not meet the range (400 to 1,000 or more): "
    )


def test_short_names_are_explained():
    """Who is behind "Spy" stands last in the key; in a chart of very many, in the text
    alternative.
    """
    ax = plot_ranges(small_war(), "killed")
    assert any("Ally: The Ally; Foe: The Foe" in text for text in texts(ax.figure))
    many = book_of(60)
    many = replace(
        many,
        parties={
            key: replace(party, name=f"Long name of {key}") for key, party in many.parties.items()
        },
    )
    days = [f"2025-0{n % 3 + 1}-{n % 28 + 1:02}" for n in range(60)]
    data = record(*[of_party(n, n, day, 300 + n) for n, day in enumerate(days)], book=many)
    ax = plot_ranges(data, "killed")
    assert not any("Long name of p7" in text for text in texts(ax.figure))
    assert "Party 7: Long name of p7; " in figure_alt(ax)


def test_thousands_of_figures_are_drawn_as_collections():
    """2,000 figures of 12 parties make fewer than a hundred artists, and the marks shrink."""
    rng = np.random.default_rng(0)
    days = [
        date.fromordinal(date(2015, 1, 1).toordinal() + int(n)).isoformat()
        for n in rng.integers(0, 3000, 2000)
    ]
    figures = [
        of_party(n, n % 12, text, int(rng.integers(100, 4000))) for n, text in enumerate(days)
    ]
    found = record(*figures, book=book_of(12))
    ax = plot_ranges(found, "killed")
    assert len(ax.collections) < 40 and sum(len(marks(ax, w)) for w in ("whole", "faint")) == 2000
    assert (
        max(made.get_sizes().max() for made in ax.collections if made.get_label() == "_whole o")
        < 4.4**2
    )


def of_two_places():
    """Strengths counted at two places, ten times as many in the country as at the front."""
    days = ("2025-01-10", "2025-02-10", "2025-03-10")
    return record(
        *(
            figure(f"{place}-{day}", "spy", day, number, metric="troops_present", place=place)
            for place, number in (("country", 10_000), ("front", 1_000))
            for day in days
        ),
        book=CHART_BOOK,
    )


@pytest.mark.parametrize("place", ["country", "front"])
def test_the_trend_of_a_place_is_that_places(place):
    """The line drawn over the figures of a place is the trend of these figures, of no others."""
    data = of_two_places()
    ax = plot_ranges(data, "troops_present", place=place, trend=True)
    (line,) = named(ax, "_trend")
    path = tk.trend(data, "troops_present", place=place).path
    assert line.get_ydata() == pytest.approx(path["median"])


def test_zero_to_eight_has_one_middle():
    """0 to 8 is marked, measured and reconciled at 2, the geometric mean of one more, less one."""
    data = record(
        figure("spy-1", "spy", "2025-01-10", (0, 8)),
        figure("spy-2", "spy", "2025-02-10", (0, 8)),
        book=CHART_BOOK,
    )
    one = data.all_figures[0]
    (spot, _) = plotted_figures(ask(data, "killed"))
    assert (one_number(one), spot.y, tk.ranges(data, "killed").centre[0]) == (2, 2, 2)


def test_parties_asked_for_speak_alone(told):
    """The spies' 900 without the ally's third of 5,000; the chart, its text and its line say so."""
    ax = plot_ranges(told, "killed", parties="spy")
    said = texts(ax.figure)
    assert "Killed: 900 (persons)" in said and any("of Spies alone" in text for text in said)
    assert figure_alt(ax).startswith("Killed: 2 figures by 1 party")
    assert "--parties spy" in caption_of(ax).line and told.fingerprint in caption_of(ax).line
    other = plot_ranges(told, "killed", parties=["north"])  # the affiliation of spies and army
    assert caption_of(other).title == caption_of(ax).title
    with pytest.raises(ValueError, match="no party or affiliation 'spyy'; did you mean 'spy'"):
        plot_ranges(told, "killed", parties="spyy")


def test_days_outside_are_not_shown(told):
    """From 1 to 15 February no figure is as of a day shown; to 10 February, the range is that of
    the day.
    """
    ax = plot_ranges(told, "killed", until="2025-02-10")
    assert "On 10 February 2025" in " ".join(texts(ax.figure))
    assert max(x for x, _ in marks(ax, "whole")) <= day("2025-02-10")
    assert "--until 2025-02-10" in caption_of(ax).line
    later = plot_ranges(told, "killed", since="2025-01-18")
    assert min(x for x, _ in marks(later, "whole")) >= day("2025-01-18") > later.get_xlim()[0]
    assert min(later.get_xlim()) > min(ax.get_xlim())
    with pytest.raises(ValueError, match="nothing to draw for killed"):
        plot_ranges(told, "killed", since="2026-01-01")
    with pytest.raises(ValueError, match="let `since` be the earlier one"):
        plot_ranges(told, "killed", since="2025-02-01", until="2025-01-01")


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_takes_a_title(told, name):
    """In place of what it found, in the picture and in its caption."""
    asked = () if name in ("overview", "coherence") else ("killed",)
    chart = plot_of(name)(told, *asked, title="A title of mine")
    assert caption_of(chart).title == "A title of mine"
