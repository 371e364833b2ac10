"""Lanes, one below the other on a shared axis: a name at the left, marks and intervals in the
panel, words at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from tracker.publish.charts.drawing.fonts import printable
from tracker.publish.charts.drawing.frame import settle
from tracker.publish.charts.drawing.marks import draw_arrows, draw_lines, draw_shape
from tracker.publish.charts.drawing.measure import Measure, panel_box, sheet_of
from tracker.publish.charts.drawing.style import (
    GRID,
    INK,
    POINT,
    QUIET,
    SMALL,
    Chart,
    Size,
    panel,
)

HEIGHT = 4.1  # mm of a lane
AWAY = 5.0  # points between the panel and the words beside it
COLUMN = 9.0  # points between two columns of words
LINE = 1.2  # of a letter's size: from one line of a name to the next


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


def lane_panel(ax: Axes | None, size: Size, lanes: Sequence[Lane], tall: float = 1.0) -> Axes:
    """The axes given or new ones, for lanes so many times as high as they are by default."""
    return panel(ax, size, HEIGHT * (len(lanes) + 0.2) * tall, grid="x")


def draw_lanes(ax: Axes, lanes: Sequence[Lane]) -> None:
    """Draw lanes from the top down at y = 0, -1, ...; the axis along them may be scaled later.

    Names that are too long run on in lines below, and all lanes of a chart of our own are then as
    high as the highest name.
    """
    ax.set_ylim(-len(lanes) + 0.4, 0.6)
    ax.set_yticks([])
    _names(ax, lanes)
    _words(ax, lanes)
    spans = [
        (at, lane, (lane.low, lane.high))
        for at, lane in enumerate(lanes)
        if lane.low is not None and lane.high is not None and lane.low < lane.high
    ]
    intervals = [([(end, -at) for end in ends], lane.edge) for at, lane, ends in spans]
    draw_lines(ax, intervals, [lane.thick for _, lane, _ in spans], label="_intervals", zorder=3)
    valued = [(lane.value, -at, lane) for at, lane in enumerate(lanes) if lane.value is not None]
    for sign in (1, -1):
        arrows = [((x, y), lane.edge) for x, y, lane in valued if lane.arrow == sign]
        draw_arrows(ax, arrows, sign, level=True)
    for shape in dict.fromkeys(lane.shape for *_, lane in valued if lane.shape):
        some = [(x, y, lane) for x, y, lane in valued if lane.shape == shape]
        draw_shape(
            ax,
            [(x, y) for x, y, _ in some],
            shape,
            [(lane.fill, lane.edge) for *_, lane in some],
            label=f"_lane {shape}",
            zorder=5,
        )
    ticks = [
        ([(x, y - 0.2), (x, y + 0.2)], lane.edge if lane.low == lane.high else "#ffffff")
        for x, y, lane in valued
        if not lane.shape
    ]
    draw_lines(ax, ticks, 1.4, label="_centres", zorder=3.2)
    for at, lane in enumerate(lanes):
        if lane.rule:
            ax.axhline(0.5 - at, color=GRID, linewidth=0.6, zorder=0.8)
    settle(ax)


def _names(ax: Axes, lanes: Sequence[Lane]) -> None:
    measure, size = Measure(ax.figure), SMALL + 0.4
    whole = sheet_of(ax).get_figwidth() / POINT
    names = [
        measure.wrap(
            printable(lane.name), size, whole * (0.4 if lane.words else 0.96), lane.bold
        )  # a heading may run on over its empty lane
        for lane in lanes
    ]
    widest = max(
        measure.width(line, size, lane.bold) + lane.indent
        for lane, lines in zip(lanes, names)
        if lane.words
        for line in lines
    )
    for at, (lane, lines) in enumerate(zip(lanes, names)):
        left = lane.indent - widest - AWAY
        _write(ax, at, "\n".join(lines), 0, left, size, lane.ink, lane.bold)
    _heighten(ax, len(lanes), LINE * size * max(map(len, names)))


def _heighten(ax: Axes, lanes: int, least: float) -> None:
    """Make the panel of a chart of our own so high that each lane has ``least`` points."""
    more = least * (lanes + 0.2) / panel_box(ax).height
    if more > 1 and isinstance(ax.figure, Chart):
        place = ax.get_position()
        ax.set_position((place.x0, place.y0, place.width, place.height * more))


def _words(ax: Axes, lanes: Sequence[Lane]) -> None:
    measure, x = Measure(ax.figure), AWAY
    most = 0.4 * sheet_of(ax).get_figwidth() / POINT
    for column in range(max((len(lane.words) for lane in lanes), default=0)):
        widest = 0.0
        for at, lane in enumerate(lanes):
            if len(lane.words) > column:
                text = printable(lane.words[column])
                if len(lane.words) == 1:
                    text = "\n".join(measure.wrap(text, SMALL, most, lane.bold))
                _write(ax, at, text, 1, x, SMALL, INK if lane.bold else QUIET, lane.bold)
                if len(lane.words) > 1:  # words that stand alone run on
                    widest = max(widest, measure.width(text, SMALL, lane.bold))
        x += widest + COLUMN


def _write(
    ax: Axes, at: int, text: str, side: int, shift: float, size: float, ink: str, bold: bool
) -> None:
    """Write beside a lane, so many points from the panel's left (0) or right (1) side."""
    ax.text(
        side,
        -at,
        text,
        transform=blended_transform_factory(ax.transAxes, ax.transData)
        + ScaledTranslation(shift * POINT, 0, ax.figure.dpi_scale_trans),
        ha="left",
        va="center_baseline",
        size=size,
        color=ink,
        weight="bold" if bold else "normal",
        clip_on=False,
        linespacing=1.0,
    )
