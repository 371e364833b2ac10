"""Charts in a user's session: any style sheet, any settings, axes of the user's own."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from publish.charts.charted import losses, small_war
from publish.charts.drawn import named
from tracker import plot_coherence, plot_overview, plot_parties, plot_ranges
from tracker.publish.charts.save import chart_bytes

OWN = {
    "text.usetex": True,
    "font.size": 20,
    "axes.prop_cycle": plt.cycler(marker=["o"], color=["r"]),
    "timezone": "America/Los_Angeles",
    "xtick.direction": "in",
    "ytick.right": True,
    "xtick.alignment": "right",
    "lines.marker": "s",
    "path.sketch": (1, 100, 2),
    "figure.constrained_layout.use": True,
    "savefig.transparent": True,
    "savefig.bbox": "tight",
    "image.cmap": "gray",
    "axes.linewidth": 3,
}


@pytest.fixture(autouse=True)
def closed():
    """No figure outlives its test."""
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def plain():
    """Each chart as bytes, drawn with matplotlib's own settings."""
    return {plot: _png(plot) for plot in DRAWN}


DRAWN = {
    plot_ranges: lambda ax=None: plot_ranges(small_war(), "killed", size="column", ax=ax),
    plot_parties: lambda ax=None: plot_parties(small_war(), "killed", size="column", ax=ax),
    plot_coherence: lambda ax=None: plot_coherence(losses(), size="column", ax=ax),
}


def _png(plot):
    return chart_bytes(DRAWN[plot](), "png", dpi=60)


@pytest.mark.parametrize("plot", DRAWN)
@pytest.mark.parametrize("style", ["dark_background", "ggplot", OWN], ids=["dark", "ggplot", "own"])
def test_no_setting_of_the_user_changes_a_chart(plot, style, plain):
    """Under style sheets and settings of any kind the picture is the same to the byte, and the
    settings are what they were.
    """
    use = plt.rc_context if style is OWN else plt.style.context
    with use(style):
        before = dict(plt.rcParams)
        assert _png(plot) == plain[plot]
        assert dict(plt.rcParams) == before


def test_a_chart_saved_by_the_user_looks_the_same(tmp_path):
    """`ax.figure.savefig` on a dark day makes the pixels of a light one."""
    made = []
    for style in ("default", "dark_background"):
        ax = DRAWN[plot_ranges]()
        with plt.style.context(style):
            ax.figure.savefig(tmp_path / "chart.png", dpi=60)
        made.append(plt.imread(tmp_path / "chart.png"))
    assert np.array_equal(*made)


def test_who_saves_chooses_how_a_format_holds_letters(tmp_path):
    """With `svg.fonttype` none the title is text that can be searched."""
    with plt.rc_context({"svg.fonttype": "none"}):
        DRAWN[plot_ranges]().figure.savefig(tmp_path / "chart.svg")
    saved = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert ">Killed: 400 to 1,000 or more (persons)</text>" in saved


@pytest.mark.parametrize("plot", DRAWN)
def test_on_axes_of_a_dark_figure_every_word_can_be_read(plot):
    """Axes that a dark style made get our ink, and a white card behind all that belongs to them."""
    with plt.style.context("dark_background"):
        figure = plt.figure(figsize=(8, 8))
        ax = figure.add_axes((0.3, 0.3, 0.4, 0.4))
        DRAWN[plot](ax)
        figure.canvas.draw()
    dots = np.asarray(figure.canvas.buffer_rgba())[..., :3]
    box = ax.get_tightbbox()
    for x, y in ((box.x0 + 2, box.y1 - 2), (box.x1 - 2, box.y0 + 2)):
        assert (dots[round(figure.bbox.height - y) - 1, round(x)] > 20).all()
    assert ax.xaxis.label.get_color() == "#1f2328" and (dots[0, -1] == 0).all()


def test_the_card_of_one_chart_hides_nothing_of_another():
    """Side by side on a dark figure, only what is blank on a white one is other than there."""
    pictures = []
    for ground in ("navy", "white"):
        chart, (left, right) = plt.subplots(1, 2, figsize=(6, 3), facecolor=ground)
        plot_ranges(small_war(), "killed", ax=left)
        plot_parties(small_war(), "killed", ax=right)
        chart.canvas.draw()
        pictures.append(np.asarray(chart.canvas.buffer_rgba())[..., :3].astype(int))
    dark, light = pictures
    other = (dark != light).any(axis=-1)
    assert other.any() and (light[other] == 255).all()


def _polar(plt):
    return plt.subplot(projection="polar")


def _solid(plt):
    return plt.subplot(projection="3d")


def _drawn_upon(plt):
    ax = plt.subplot()
    ax.plot([1, 2])
    return ax


def _removed(plt):
    ax = plt.subplot()
    ax.remove()
    return ax


def _shared(plt, **how):
    return plt.subplots(2, 1, **how)[1][0]


@pytest.mark.parametrize(
    "make, words",
    [
        (_polar, "are polar; give plain ones, as plt.subplots"),
        (_solid, "are 3d; give plain ones"),
        (_removed, "were removed from their figure; give others"),
        (_drawn_upon, r"are drawn upon already; clear them with ax.clear\(\)"),
        (lambda plt: _shared(plt, sharex=True), "share an axis with others"),
        (lambda plt: _shared(plt, sharey=True), "share an axis with others"),
        (lambda plt: plt.subplot().twinx(), "share an axis with others"),
    ],
)
@pytest.mark.parametrize("plot", DRAWN)
def test_axes_that_cannot_be_drawn_on_are_refused(plot, make, words):
    """What is wrong with them and what to do stands in one sentence; nothing is changed."""
    ax = make(plt)
    before = ax.axis()
    with pytest.raises(ValueError, match=f"cannot draw here: these axes {words}"):
        DRAWN[plot](ax)
    assert ax.axis() == before and not named(ax, "_band")


def test_what_is_no_axes_is_refused():
    """An array of axes, or a figure, is told apart from one Axes."""
    figure, axes = plt.subplots(1, 2)
    for wrong in (axes, figure):
        with pytest.raises(TypeError, match="ax must be one Axes of matplotlib, not "):
            plot_ranges(small_war(), "killed", ax=wrong)


def test_panels_of_an_overview_may_share_their_time_axis():
    """They have one time axis anyway; what else shares it is not changed."""
    _, axes = plt.subplots(2, 1, sharex=True)
    with pytest.raises(ValueError, match="share an axis with others"):
        plot_overview(small_war(), ax=axes[:1])
    assert len(plot_overview(losses(), ax=plt.subplots(3, 1, sharex=True)[1])) == 3


def test_axes_are_made_plain_before_they_are_drawn_on():
    """Logarithmic, inverted, square or hidden axes of the user's are drawn on like others."""
    _, (one, other) = plt.subplots(1, 2)
    other.set(xscale="log", yscale="log", aspect="equal")
    other.invert_yaxis()
    other.set_axis_off()
    for ax in (one, other):
        plot_ranges(small_war(), "killed", ax=ax)
    assert one.axis() == other.axis() and other.get_aspect() == "auto" and other.axison
