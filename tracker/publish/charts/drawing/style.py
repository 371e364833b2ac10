"""The look of every chart: journal sizes, inks, and the axes a chart is drawn on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from matplotlib import RcParams, rc_context, rc_params_from_file, rcParamsDefault
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure

from tracker.publish.charts.drawing.measure import families, renderer

Size = Literal["column", "page", "phone", "screen"]
SIZES: dict[Size, float] = {  # mm; the first two are for print, the others are the report's own
    "column": 89.0,  # of a journal
    "page": 183.0,  # two columns
    "phone": 62.0,  # shown twice as wide, so that its smallest letters can be read
    "screen": 150.0,  # shown as wide as the page beside its words
}
MM = 1 / 25.4  # inches
POINT = 1 / 72  # inches

INK = "#1f2328"  # what is read
QUIET = "#59616a"  # what is read second
RULE = "#8b939b"  # axes
GRID = "#dfe3e7"
BAND = "#e4e8ec"  # the reconciled range
BAND_EDGE = "#59616a"
CENTRE = "#a3acb5"  # its middle
OPEN = (0, (2, 1.6))  # dashes of an end that is open
SMALL = 5.6  # points: names at marks, keys
LETTERS = SMALL + 0.4  # points: labels of ticks and lanes
TINY = 5.0  # points: the provenance line; journals print nothing smaller
SESSION = (
    "_internal",
    "animation",
    "backend",
    "date.epoch",
    "docstring",
    "figure.max_open",
    "figure.raise",
    "interactive",
    "keymap",
    "macosx",
    "savefig.directory",
    "tk.",
    "toolbar",
    "webagg",
)  # settings of the user's session, which are no part of a look


class Chart(Figure):
    """A figure of this project: made in one of the sizes, with a text alternative for those who do
    not see it. Words are measured alike whatever it is drawn with, and each only once.
    """

    def _get_renderer(self) -> RendererBase:
        return renderer(self.dpi)

    def draw(self, renderer: RendererBase) -> None:
        """Draw, whatever the user's settings are by then, but for those of file formats."""
        with rc_context(_look_alone()):
            super().draw(renderer)

    def savefig(self, *given: Any, **options: Any) -> None:
        """Save as it looks here; arguments as matplotlib's, a PNG with 600 dots an inch."""
        with rc_context(_look_alone()):
            super().savefig(*given, **options)


def style_settings() -> RcParams:
    """Matplotlib's settings in the project's style: all that change how a chart looks, so that none
    of the user's does.
    """
    made = _look().copy()
    made["font.family"] = list(families())
    return made


def _look_alone() -> RcParams:
    """Settings but for those that say how a format holds letters, which who saves may choose."""
    formats = ("pdf.", "pgf.", "ps.", "svg.")
    return RcParams(
        {key: own for key, own in style_settings().items() if not key.startswith(formats)}
    )


@cache
def _look() -> RcParams:
    look = Path(__file__).with_name("tracker.mplstyle")
    made = {key: own for key, own in rcParamsDefault.items() if not key.startswith(SESSION)}
    return RcParams(made | rc_params_from_file(look, use_default_template=False))


def panel(ax: Axes | None, size: Size, height: float, grid: Literal["x", "y", None] = "y") -> Axes:
    """The axes to draw on: those given, or new ones ``height`` mm high in a figure of the size.

    The figure is made through pyplot, so that a notebook shows it; its margins are settled when the
    chart is finished. Errors as in :func:`free`.
    """
    if ax is not None:
        free([ax])
    else:
        chart = new_chart(size, height * MM + 1)
        ax = chart.add_axes(
            (0.2, 0.5 / chart.get_figheight(), 0.6, height * MM / chart.get_figheight())
        )
    dress(ax, grid)
    return ax


def free(given: Sequence[Axes]) -> None:
    """See that axes of the user's can be drawn on and nothing else changes with them; those that
    are given together may share their time axis.

    Raises
    ------
    TypeError
        If one of them is no Axes.
    ValueError
        If one was removed, is not plain, is drawn upon already, or shares an axis with others.

    """
    for ax in given:
        if not isinstance(ax, Axes):
            raise TypeError(
                f"ax must be one Axes of matplotlib, not {type(ax).__name__}; give one such as "
                "plt.subplots()[1]"
            )
        shared = {*ax.get_shared_x_axes().get_siblings(ax)} - {*given} or (
            {*ax.get_shared_y_axes().get_siblings(ax)} - {ax}
        )
        wrong = (
            (ax.figure is None, "were removed from their figure; give others"),
            (ax.name != "rectilinear", f"are {ax.name}; give plain ones, as plt.subplots() makes"),
            (ax.has_data(), "are drawn upon already; clear them with ax.clear(), or give others"),
            (shared, "share an axis with others, which would change; give axes of their own"),
        )
        for there, why in wrong:
            if there:
                raise ValueError(f"cannot draw here: these axes {why}")


def new_chart(size: str, inches: float) -> Figure:
    """An empty :class:`Chart` of the size, so many inches high; a ValueError names the sizes."""
    from matplotlib import pyplot

    if size not in SIZES:
        there = " and ".join(f"{name} ({mm:g} mm)" for name, mm in SIZES.items())
        raise ValueError(f"no size '{size}'; there are {there}")
    return pyplot.figure(FigureClass=Chart, figsize=(SIZES[size] * MM, inches))


def narrow(ax: Axes) -> bool:
    """Whether the chart, or the panel in a figure of the user's, is one journal column wide or
    less.
    """
    wide = ax.figure.bbox if isinstance(ax.figure, Chart) else ax.get_window_extent()
    return wide.width / ax.figure.dpi < 4.5


def dress(ax: Axes, grid: Literal["x", "y", None] = "y") -> None:
    """Give axes the project's look, whoever made them: explicit, so that it holds for ticks drawn
    later.
    """
    ax.set(facecolor="white", xscale="linear", yscale="linear", aspect="auto")
    ax.set_axis_on()
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_inverted(False)
        axis.label.set(color=INK, size=6.5, weight="normal", family=list(families()))
    for side, spine in ax.spines.items():
        there = side == "bottom" or (side == "left" and grid is None)
        spine.set(visible=there, color=RULE, linewidth=0.5)
    ax.tick_params(
        which="both",
        width=0.5,
        color=RULE,
        labelsize=LETTERS,
        labelcolor=INK,
        pad=2.5,
        direction="out",
        labelrotation=0,
        left=True,
        bottom=True,
        labelleft=True,
        labelbottom=True,
        right=False,
        top=False,
        labelright=False,
        labeltop=False,
        labelfontfamily=list(families()),
    )
    ax.tick_params(which="major", length=2.5)
    ax.tick_params(which="minor", length=1.5)
    ax.grid(False, which="both")
    if grid:
        ax.grid(True, axis=grid, which="major", color=GRID, linewidth=0.4)
        ax.tick_params(axis=grid, which="both", length=0)
    ax.set_axisbelow(True)
