"""Lanes, one below the other on a shared axis: a name at the left, marks and intervals in the
panel, words at the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, zip_longest
from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from tracker.publish.charts.drawing.axes import count_axis
from tracker.publish.charts.drawing.frame import settle
from tracker.publish.charts.drawing.marks import draw_arrows, draw_lines, draw_shape
from tracker.publish.charts.drawing.measure import Measure, panel_box, printable, sheet_of
from tracker.publish.charts.drawing.style import (
    GRID,
    INK,
    LETTERS,
    POINT,
    QUIET,
    SMALL,
    Chart,
    Size,
    panel,
)
from tracker.reconcile.assess import MetricRange

_HEIGHT = 4.1  # mm of a lane
AWAY = 5.0  # points between the panel and the words beside it
COLUMN = 9.0  # points between two columns of words
_LINE = 1.2  # of a letter's size: from one line of a name to the next
TICK = 1.4  # points: how wide a value without a shape is


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane; without a ``value`` and an interval it is a heading, or says in ``words`` why it is
    empty.

    ``opened`` holds 1 for "or more", -1 for "or fewer": an arrow from that end, or else from the
    value. ``thick`` is the interval's width in points; without a ``shape`` the value is a white
    tick in it if there is room for one, or a dark one where there is but a single number. ``rule``
    draws a line above.
    """

    name: str
    ink: str = INK
    value: float | None = None
    low: float | None = None
    high: float | None = None
    opened: tuple[int, ...] = ()
    shape: str = "o"
    fill: str = INK
    edge: str = INK
    words: tuple[str, ...] = ()
    bold: bool = False
    thick: float = 1.4
    rule: bool = False
    indent: float = 0.0

    @property
    def span(self) -> tuple[float, float] | None:
        """Its interval, where that is more than a single number."""
        if self.low is None or self.high is None or self.low == self.high:
            return None
        return self.low, self.high

    def end(self, side: int) -> float | None:
        """Where its interval ends at the right (1) or the left (-1), or else its value."""
        found = self.high if side > 0 else self.low
        return self.value if found is None else found


def range_lane(name: str, found: MetricRange, **look: Any) -> Lane:
    """The lane of a range, with its middle and its open ends; ``look`` goes to :class:`Lane`."""
    ends = {end for end in (found.low, found.high) if end is not None}
    more = found.high_open or found.high is None
    fewer = found.low_open or found.low is None
    return Lane(
        name,
        value=ends.pop() if len(ends) == 1 else found.centre,
        low=found.low,
        high=found.high,
        shape="",
        thick=3.2,
        opened=() if found.empty else (1,) * more + (-1,) * fewer,
        **look,
    )


def lane_panel(ax: Axes | None, size: Size, lanes: Sequence[Lane], tall: float = 1.0) -> Axes:
    """The axes given or new ones, for lanes so many times as high as they are by default."""
    return panel(ax, size, _HEIGHT * (len(lanes) + 0.2) * tall, grid="x")


def draw_lanes(
    ax: Axes, lanes: Sequence[Lane], values: Iterable[float] = (), *, log: bool = False
) -> list[float]:
    """Draw lanes from the top down; gives the height of each, the first at 0, the next at -1 or, by
    the lines of its name, lower.

    With ``values``, in persons, the axis along the lanes is scaled to them; without, it is already.
    """
    ax.set_yticks([])
    lanes = _fitting(ax, lanes)
    edges = _names(ax, lanes)
    heights = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    _words(ax, lanes, heights)
    if values := list(values):
        settle(ax)
        count_axis(ax, values, "x", log=log)
    spans = [(y, lane, span) for y, lane in zip(heights, lanes) if (span := lane.span)]
    intervals = [([(end, y) for end in ends], lane.edge) for y, lane, ends in spans]
    draw_lines(ax, intervals, [lane.thick for _, lane, _ in spans], label="_intervals", zorder=3)
    valued = [(lane.value, y, lane) for y, lane in zip(heights, lanes) if lane.value is not None]
    for sign in (1, -1):
        arrows = [
            ((end, y), lane.edge)
            for y, lane in zip(heights, lanes)
            if sign in lane.opened and (end := lane.end(sign)) is not None
        ]
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
        ([(x, y - 0.2), (x, y + 0.2)], "#ffffff" if lane.span else lane.edge)
        for x, y, lane in valued
        if not lane.shape and _fits(ax, x, lane)
    ]
    draw_lines(ax, ticks, TICK, label="_centres", zorder=3.2)
    for top, lane in zip(edges, lanes):
        if lane.rule:
            ax.axhline(top, color=GRID, linewidth=0.6, zorder=0.8)
    settle(ax)
    return heights


def _fits(ax: Axes, value: float, lane: Lane) -> bool:
    """Whether a value's tick leaves as much of its interval on both sides, or there is none."""
    if lane.span is None:
        return True
    low, high = lane.span
    places = ax.transData.transform([(x, 0) for x in (low, value, high)])[:, 0]
    return bool(min(places[1:] - places[:-1]) * 72 / ax.figure.dpi >= 1.5 * TICK)


def _names(ax: Axes, lanes: Sequence[Lane]) -> list[float]:
    """Write the names, and make lanes as high as these need; gives where each lane begins, from the
    top down, and where the last ends.
    """
    measure = Measure(ax.figure)
    whole = sheet_of(ax).get_figwidth() / POINT
    names = [
        measure.wrap(
            printable(lane.name), LETTERS, whole * (0.4 if lane.words else 0.96), lane.bold
        )  # a heading may run on over its empty lane
        for lane in lanes
    ]
    widest = max(
        measure.width(line, LETTERS, lane.bold) + lane.indent
        for lane, lines in zip(lanes, names)
        if lane.words
        for line in lines
    )
    one = panel_box(ax).height / (len(lanes) + 0.2)
    rows = (max(len(lines), len(_row(lane, measure, whole))) for lane, lines in zip(lanes, names))
    tall = [max(1, _LINE * LETTERS * row / one) for row in rows]
    edges = [0.5 - end for end in accumulate(tall, initial=0.0)]
    ax.set_ylim(edges[-1] - 0.1, 0.6)
    if isinstance(ax.figure, Chart):
        place = ax.get_position()
        high = one * (sum(tall) + 0.2) / panel_box(ax).height
        ax.set_position((place.x0, place.y0, place.width, place.height * high))
    for top, bottom, lane, lines in zip(edges, edges[1:], lanes, names):
        left = lane.indent - widest - AWAY
        _write(ax, (top + bottom) / 2, "\n".join(lines), 0, left, LETTERS, lane.ink, lane.bold)
    return edges


def _words(ax: Axes, lanes: Sequence[Lane], heights: Sequence[float]) -> None:
    measure, x = Measure(ax.figure), AWAY
    whole = sheet_of(ax).get_figwidth() / POINT
    for column in zip_longest(*(lane.words for lane in lanes)):
        there = [item for item in zip(heights, lanes, column) if item[2] is not None]
        for y, lane, text in there:
            lines = _row(lane, measure, whole) or [printable(text)]
            ink = INK if lane.bold else QUIET
            _write(ax, y, "\n".join(lines), 1, x, SMALL, ink, lane.bold)
        x += COLUMN + max(  # words that stand alone run on
            (
                measure.width(printable(text), SMALL, lane.bold)
                for _, lane, text in there
                if len(lane.words) > 1
            ),
            default=0.0,
        )


def _row(lane: Lane, measure: Measure, whole: float) -> list[str]:
    """The lines of words that stand alone, in a chart so wide; none of words in columns."""
    if len(lane.words) != 1:
        return []
    return measure.wrap(printable(lane.words[0]), SMALL, 0.4 * whole, lane.bold)


def _fitting(ax: Axes, lanes: Sequence[Lane]) -> Sequence[Lane]:
    """Lanes with all columns of words, or with the last where there is no room for all."""
    measure, room = Measure(ax.figure), 0.5 * sheet_of(ax).get_figwidth() / POINT
    columns = zip_longest(*[lane.words for lane in lanes if len(lane.words) > 1], fillvalue="")
    wide = sum(max(measure.width(printable(text), SMALL) for text in one) for one in columns)
    return lanes if wide <= room else [replace(lane, words=lane.words[-1:]) for lane in lanes]


def _write(
    ax: Axes, y: float, text: str, side: int, shift: float, size: float, ink: str, bold: bool
) -> None:
    """Write beside a lane, so many points from the panel's left (0) or right (1) side."""
    ax.text(
        side,
        y,
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
