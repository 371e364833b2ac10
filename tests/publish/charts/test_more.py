"""The charts of knowledge over time, of all metrics, and of parts and their whole."""

import re
from dataclasses import replace
from datetime import date

import matplotlib.pyplot as plt
import pytest
from reconcile.made import figure, record

from publish.charts.charted import CHART_BOOK, losses, small_war
from publish.charts.drawn import marks, named, texts
from tracker import plot_coherence, plot_methods, plot_overview, plot_ranges, plot_vintages
from tracker.publish.charts.coherence import feasible
from tracker.publish.charts.drawing.axes import number
from tracker.publish.charts.save import figure_alt
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask


@pytest.fixture(autouse=True)
def closed():
    """No figure outlives its test."""
    yield
    plt.close("all")


def day(text):
    return number(date.fromisoformat(text))


def test_the_overview_leaves_out_what_only_hints(told):
    """Graves have no panel; tanks say that they are tanks, in print and in the text alternative."""
    axes = plot_overview(told)
    said = texts(axes[0].figure)
    assert "A small war: the main counts (persons)" in said
    assert not any("Fresh graves" in text for text in (*said, figure_alt(axes)))
    (panel,) = plot_overview(only(told, "tanks_lost"))
    assert "Tanks lost (tanks)" in texts(panel.figure) and "Tanks lost (tanks): 2" in figure_alt(
        panel
    )
    assert "stated 900 to about 1,700 (a third of 5,000), estimated about" in figure_alt(axes)


def only(data, metric):
    """The record with the figures of one metric alone."""
    estimates = (
        replace(entry, figures=tuple(f for f in entry.figures if f.metric == metric))
        for entry in data.estimates
    )
    return replace(data, estimates=tuple(entry for entry in estimates if entry.figures))


def test_vintages_place_figures_at_the_day_they_were_stated():
    """What the spies said on 12 January of 10 January stands at 12 January."""
    places = marks(plot_vintages(small_war(), "killed", on="2025-03-10"), "whole")
    assert (day("2025-01-12"), 300) in places and (day("2025-03-20"), 800) in places


def test_vintages_show_the_range_for_one_day_as_knowledge_grew():
    """Of 10 March one knew 600 at first and 800 from 20 March on: the low end rises, the revision
    is drawn.
    """
    data = record(
        figure("spy-2", "spy", "2025-03-10", 600),
        figure("foe-1", "foe", "2025-03-12", 900),
        figure("spy-3", "spy", "2025-03-10", 800, stated="2025-03-20", revises="spy-2"),
        figure("foe-2", "foe", "2025-03-30", 950),
        book=CHART_BOOK,
    )
    ax = plot_vintages(data, "killed", on="2025-03-12")
    boxes = [path.vertices for path in named(ax, "_band")[0].get_paths()]
    spans = [(box[0, 0], box[:, 1].min(), box[:, 1].max()) for box in boxes]
    assert spans == [
        (day("2025-03-10"), 600, 600),
        (day("2025-03-12"), 600, 900),
        (day("2025-03-20"), 800, 900),
    ]
    arrows = [text for text in ax.texts if text.get_label() == "_revision"]
    assert [(arrow.xyann, arrow.xy) for arrow in arrows] == [
        ((day("2025-03-10"), 600), (day("2025-03-20"), 800))
    ]
    assert "revised by the same party" in texts(ax.figure)


def test_vintages_leave_out_figures_of_later_days():
    """A figure as of 30 March says nothing of 12 March."""
    data = small_war(figure("foe-9", "foe", "2025-03-30", 9000))
    assert all(y != 9000 for _, y in marks(plot_vintages(data, "killed", on="2025-03-12"), "whole"))


def test_the_overview_has_a_panel_a_metric_on_one_time_axis():
    """The main counts have a panel each, with who holds the ends; the others are counted below."""
    more = [figure(f"c-{n}", "foe", f"2025-01-0{n}", n, metric="captured") for n in (1, 2, 3)]
    war = small_war(*more)
    (one,) = plot_overview(replace(war, codebook=replace(war.codebook, main=("killed",))))
    said = texts(one.figure)
    assert {"Killed", "1 other count has charts elsewhere"} <= set(said)
    assert any(text.startswith("400 to 1,000 or more; ") for text in said)
    axes = plot_overview(war)
    assert [ax.get_xlim() for ax in axes] == [axes[0].get_xlim()] * 2
    assert {"Killed", "Captured"} <= set(texts(axes[0].figure))


def test_the_overview_takes_the_readers_axes():
    """Too few axes are refused with the number needed; enough are drawn on in the codebook's
    order.
    """
    _, own = plt.subplots(1, 2)
    assert list(plot_overview(small_war(), ax=own)) == [own[0]]
    with pytest.raises(ValueError, match="1 panel, and 0 axes given; give one for each"):
        plot_overview(small_war(), ax=[])


def test_an_overview_of_nothing_gives_one_message():
    """Before the first figure there is nothing."""
    with pytest.raises(ValueError, match="nothing to draw"):
        plot_overview(small_war(), on="2024-01-01")


def test_the_feasible_region_is_where_all_three_ranges_meet():
    """Killed 300 to 1,000, wounded 2,700, together 3,000 to 4,000: a line from (300, 2,700) to
    (1,000, 2,700).
    """
    spans = [assess(ask(losses(), metric)) for metric in ("killed", "wounded", "losses")]
    region = feasible(*spans, (2000, 5000))
    assert {(round(x, 6), y) for x, y in region} == {(300, 2700), (1000, 2700)}


def test_the_sum_cuts_the_region():
    """With at most 3,500 together the corner beyond is cut at 800 killed."""
    data = record(
        figure("spy-1", "spy", "2025-03-01", (300, 1000)),
        figure("spy-1", "spy", "2025-03-01", (2000, 2700), metric="wounded"),
        figure("ally-1", "ally", "2025-03-01", (2400, 3500), metric="losses"),
        book=CHART_BOOK,
    )
    region = feasible(
        *[assess(ask(data, metric)) for metric in ("killed", "wounded", "losses")],
        (2000, 5000),
    )
    assert {(round(x), round(y)) for x, y in region} == {
        (400, 2000),
        (1000, 2000),
        (1000, 2500),
        (800, 2700),
        (300, 2700),
        (300, 2100),
    }


def test_coherence_says_whether_the_ranges_can_all_be_true():
    """4,000 killed with 3,000 to 4,000 killed or wounded and 2,700 wounded cannot be."""
    assert "Killed against wounded: these ranges can all be true" in texts(
        plot_coherence(losses()).figure
    )
    clash = record(
        *[item for item in losses().all_figures if item.metric != "killed"],
        figure("foe-1", "foe", "2025-03-01", 4000),
        book=CHART_BOOK,
    )
    ax = plot_coherence(clash)
    assert "Killed against wounded: these ranges cannot all be true" in texts(
        ax.figure
    ) and not named(ax, "_possible")


def parts(killed, wounded, together):
    """The two parts and their whole, each stated by one party or by none."""
    given = {"killed": killed, "wounded": wounded, "losses": together}
    return record(
        *[
            figure(f"{metric}-1", "spy", "2025-03-01", value, metric=metric)
            for metric, value in given.items()
            if value is not None
        ],
        book=CHART_BOOK,
    )


@pytest.mark.parametrize(
    "killed, wounded, together, verdict",
    [
        ("300+", "500+", 4000, "can all be true"),
        ("300+", 500, "4000+", "can all be true"),
        (300, 500, "4000+", "cannot all be true"),
        (300, 500, "<700", "cannot all be true"),
        ("<300", "<500", 700, "can all be true"),
        (300, 500, 800, "can all be true"),
        (3000, 500, "700+", "can all be true"),
        (300, None, 4000, "can both be true"),
        (300, 500, None, "can both be true"),
        (300, None, 100, "cannot both be true"),
    ],
)
def test_only_what_is_impossible_cannot_be_true(killed, wounded, together, verdict):
    """An open end reaches as far as it must: 300 or more and 500 or more can make 4,000, which the
    panel shows; 300 and 500 cannot.
    """
    ax = plot_coherence(parts(killed, wounded, together))
    assert f"Killed against wounded: these ranges {verdict}" in texts(ax.figure)
    assert bool(named(ax, "_possible")) == ("can " in verdict)


def test_one_number_or_more_is_one_dashed_line():
    """Where both ends are 300 and one is open, no closed line hides the dashes, and no middle is
    drawn or explained.
    """
    ax = plot_ranges(parts(300, None, None), "killed", on="2026-03-01")
    assert any("300 or more" in text for text in texts(ax.figure))
    (dashed,) = named(ax, "_open ends")
    assert {line[0, 1] for line in dashed.get_segments()} == {300}
    assert dashed.get_segments()[-1][1, 0] == day("2026-03-01")
    assert max(line[1, 0] for made in named(ax, "_ends") for line in made.get_segments()) < day(
        "2026-03-01"
    )
    assert not named(ax, "_centre") and not any("middle" in text for text in texts(ax.figure))


def test_sums_are_lines_whose_numbers_stand_in_the_key():
    """Where both make 3,000 and where they make 4,000 is a line each; an open single sum is one
    dashed line.
    """
    ax = plot_coherence(losses())
    ends = [line.get_xdata()[1] + line.get_ydata()[1] for line in named(ax, "_sum")]
    assert ends == [3000, 4000]
    assert "Killed or wounded, 3,000 to 4,000" in texts(ax.figure)
    (line,) = named(plot_coherence(parts(300, 500, 700), on="2026-03-01"), "_sum")
    assert line.get_linestyle() == "--" and line.get_xdata()[0] + line.get_ydata()[0] == 700


def test_what_there_is_one_of_is_said_in_the_singular():
    """One figure of one series by one party: never "1 figures", "1 parties" or "1 voices"."""
    one = parts(300, None, None)
    charts = [plot_overview(one), plot_methods(one, "killed"), plot_coherence(parts(300, 500, 1))]
    told = " ".join([text for chart in charts for text in (figure_alt(chart), *_texts(chart))])
    assert "1 figure of 1 series" in told and "1 party drawn" in told
    assert "the same voice, five methods" in told
    assert not re.search(r"\b1 (figures|parties|voices|panels|lower bounds)\b", told)


def _texts(chart):
    return texts(getattr(chart, "flat", [chart])[0].figure)


def test_coherence_draws_what_one_estimate_says_of_both():
    """The spies' 300 killed and 2,700 wounded are one mark; the foe's 1,000 killed stand on the
    axis.
    """
    ax = plot_coherence(losses())
    voices = [made for made in ax.collections if made.get_label().startswith("_voice")]
    places = {made.get_label(): made.get_offsets()[0].tolist() for made in voices}
    assert places == {"_voice spy": [300, 2700], "_voice foe": [1000, 0]}


def test_coherence_needs_two_parts():
    """A metric without parts is refused, naming one that has them."""
    with pytest.raises(
        ValueError, match="killed has no parts, and this chart needs two; choose one of: losses"
    ):
        plot_coherence(losses(), whole="killed")
    with pytest.raises(
        ValueError, match="two of killed, wounded, losses must have figures on 2025-01-01"
    ):
        plot_coherence(losses(), on="2025-01-01", known_on="2025-01-01")


def test_a_figure_dated_to_a_year_does_not_stretch_the_time_axis():
    """Of 2024 as a whole the axis shows the half up to the first other figure, with the mark in the
    middle of the year.
    """
    data = small_war(figure("paper-9", "paper", "2024", 50, stated="2025-01-02"))
    ax = plot_overview(data)[0]
    assert day("2024-06-01") < ax.get_xlim()[0] < day("2024-07-01")
    assert (day("2024-07-01") + 0.5, 50) in [(x, y) for x, y in marks(ax, "whole")]
