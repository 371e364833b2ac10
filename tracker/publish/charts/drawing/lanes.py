"""Lanes, one below the other on a shared axis: a name at the left, marks and intervals in the
panel, words at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.path import Path
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from tracker.publish.charts.drawing.fonts import printable
from tracker.publish.charts.drawing.marks import draw_arrows, draw_shape
from tracker.publish.charts.drawing.measure import Measure
from tracker.publish.charts.drawing.style import GRID, INK, POINT, QUIET, SMALL

HEIGHT = 4.1  # mm of a lane
AWAY = 5.0  # points between the panel and the words beside it
COLUMN = 9.0  # points between two columns of words
_RIGHT = Path([(0, 0), (1, 0), (0.68, -0.27), (1, 0), (0.68, 0.27)], [1, 2, 1, 2, 2])
_LEFT = Path(_RIGHT.vertices * (-1, 1), _RIGHT.codes)


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane; without a ``value`` and an interval it is a heading, or says in ``words`` why it is
    empty.

    ``arrow`` is 1 for "at least", -1 for "up to". ``thick`` is the interval's width in points;
    without a ``shape`` the value is a white tick in it, or a dark one where the interval is a
    single number. ``rule`` draws a line above.
    """

    name: str
    ink: str = INK
    value: float | None = None
    low: float | None = None
    high: float | None = None
    arrow: int = 0
    shape: str = "o"
    fill: str = INK
    edge: str = INK
    words: tuple[str, ...] = ()
    bold: bool = False
    thick: float = 1.4
    rule: bool = False
    indent: float = 0.0


def draw_lanes(ax: Axes, lanes: Sequence[Lane]) -> None:
    """Draw lanes from the top down at y = 0, -1, ...; the axis along them has its scale already."""
    ax.set_ylim(-len(lanes) + 0.4, 0.6)
    ax.set_yticks([])
    _names(ax, lanes)
    _words(ax, lanes)
    spans = [
        (at, lane)
        for at, lane in enumerate(lanes)
        if None not in (lane.low, lane.high) and lane.low < lane.high
    ]
    ax.add_collection(
        LineCollection(
            [[(lane.low, -at), (lane.high, -at)] for at, lane in spans],
            colors=[lane.edge for _, lane in spans],
            linewidths=[lane.thick for _, lane in spans],
            zorder=3,
            label="_intervals",
        ),
        autolim=False,
    )
    for sign, path, name in ((1, _RIGHT, "_at least"), (-1, _LEFT, "_up to")):
        some = [(at, lane) for at, lane in enumerate(lanes) if lane.arrow == sign]
        if some:
            draw_arrows(
                ax,
                [(lane.value, -at) for at, lane in some],
                path,
                [lane.edge for _, lane in some],
                label=name,
            )
    marked = [(at, lane) for at, lane in enumerate(lanes) if lane.value is not None and lane.shape]
    for shape in dict.fromkeys(lane.shape for _, lane in marked):
        some = [(at, lane) for at, lane in marked if lane.shape == shape]
        draw_shape(
            ax,
            [(lane.value, -at) for at, lane in some],
            shape,
            [(lane.fill, lane.edge) for _, lane in some],
            label=f"_lane {shape}",
            zorder=5,
        )
    ticks = [
        (at, lane) for at, lane in enumerate(lanes) if lane.value is not None and not lane.shape
    ]
    ax.add_collection(
        LineCollection(
            [[(lane.value, -at - 0.2), (lane.value, -at + 0.2)] for at, lane in ticks],
            colors=[lane.edge if lane.low == lane.high else "#ffffff" for _, lane in ticks],
            linewidths=1.4,
            zorder=3.2,
            label="_centres",
        ),
        autolim=False,
    )
    for at, lane in enumerate(lanes):
        if lane.rule:
            ax.axhline(0.5 - at, color=GRID, linewidth=0.6, zorder=0.8)


def _names(ax: Axes, lanes: Sequence[Lane]) -> None:
    measure, place = Measure(ax.figure), blended_transform_factory(ax.transAxes, ax.transData)
    most = 0.4 * ax.figure.get_figwidth() / POINT
    names = [
        measure.shorten(printable(lane.name), SMALL + 0.4, most if lane.words else 2 * most)
        for lane in lanes
    ]
    widest = max(
        measure.width(name, SMALL + 0.4, lane.bold) + lane.indent
        for lane, name in zip(lanes, names)
        if lane.words
    )
    for at, (lane, name) in enumerate(zip(lanes, names)):
        shift = ScaledTranslation(
            (lane.indent - widest - AWAY) * POINT, 0, ax.figure.dpi_scale_trans
        )
        ax.text(
            0,
            -at,
            name,
            transform=place + shift,
            ha="left",
            va="center_baseline",
            size=SMALL + 0.4,
            color=lane.ink,
            weight="bold" if lane.bold else "normal",
            clip_on=False,
        )


def _words(ax: Axes, lanes: Sequence[Lane]) -> None:
    measure, place = Measure(ax.figure), blended_transform_factory(ax.transAxes, ax.transData)
    x = AWAY
    for column in range(max((len(lane.words) for lane in lanes), default=0)):
        written = [
            (at, lane, printable(lane.words[column]))
            for at, lane in enumerate(lanes)
            if len(lane.words) > column
        ]
        shift = ScaledTranslation(x * POINT, 0, ax.figure.dpi_scale_trans)
        for at, lane, text in written:
            ax.text(
                1,
                -at,
                text,
                transform=place + shift,
                ha="left",
                va="center_baseline",
                size=SMALL,
                color=INK if lane.bold else QUIET,
                weight="bold" if lane.bold else "normal",
                clip_on=False,
            )
        alone = [
            measure.width(text, SMALL, lane.bold)
            for _, lane, text in written
            if column or len(lane.words) > 1
        ]
        x += max(alone, default=0.0) + COLUMN
