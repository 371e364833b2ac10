"""Finishing a chart: title above, key and provenance line below, margins that fit what stands in
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from matplotlib.axes import Axes
from matplotlib.offsetbox import AnchoredOffsetbox, HPacker, OffsetBox, VPacker
from matplotlib.transforms import ScaledTranslation

from tracker.publish.charts.alt import attach
from tracker.publish.charts.drawing.fonts import printable
from tracker.publish.charts.drawing.legend import WIDE, Entry
from tracker.publish.charts.drawing.measure import Measure, reach, renderer_of
from tracker.publish.charts.drawing.style import INK, POINT, QUIET, TINY, Chart

EDGE = 3.0  # points of white around a chart
GAP = 5.0  # points between the panel with its labels and what stands above or below
TITLE, NEXT = 7.5, 6.0  # points of the title and of the line below it
BETWEEN = 8.0  # points between entries of a key


@dataclass
class Words:
    """What is written around a panel; ``key`` is a list of groups, each starting a new line."""

    title: str
    subtitle: str = ""
    key: list[list[Entry]] = field(default_factory=list)
    line: str = ""
    alt: str = ""


def settle(ax: Axes) -> None:
    """Widen the panel of a chart of our own until it and its labels fill the figure's width; leave
    other figures alone.
    """
    chart = ax.figure
    if not isinstance(chart, Chart):
        if chart.get_layout_engine() is not None:
            chart.get_layout_engine().execute(chart)
        return
    whole = chart.get_figwidth() / POINT
    outer, place = reach(ax), ax.get_position()
    left, right = (
        EDGE - outer.x0,
        outer.x1 + EDGE - ax.get_window_extent().width / chart.dpi / POINT,
    )
    ax.set_position((left / whole, place.y0, max(whole - left - right, 20) / whole, place.height))


def finish(axes: Axes | Sequence[Axes], words: Words, *, border: Sequence[Axes] = ()) -> None:
    """Write the words around the panels, fit the figure's height to them, attach the text
    alternative.

    The words belong to the first of several axes, the text alternative to each; ``border`` are
    those at the edges of many.
    """
    axes = [axes] if isinstance(axes, Axes) else list(axes)
    ax = axes[0]
    outer = reach(ax, *(border if len(border) else axes[1:]))
    own = isinstance(ax.figure, Chart)
    whole = ax.figure.get_figwidth() / POINT - 2 * EDGE if own else outer.x1 - outer.x0
    room = whole * 0.985  # renderers differ a little in how wide they set type
    measure = Measure(ax.figure)
    head = [
        [Entry(line, None, INK, TITLE, True)]
        for line in measure.wrap(printable(words.title), TITLE, room, True)
    ]
    head += [
        [Entry(line, None, QUIET, NEXT)]
        for line in measure.wrap(printable(words.subtitle), NEXT, room)
        if line
    ]
    foot = [row for group in words.key for row in flow(group, measure, room)]
    last = [
        [Entry(line, None, QUIET, TINY)] for line in measure.wrap(words.line, TINY, room) if line
    ]
    top = _block(ax, [head], outer.x0, outer.y1 + GAP, "lower left")
    bottom = _block(ax, [foot, last], outer.x0, outer.y0 - GAP, "upper left")
    if own:
        _fit_height(
            axes, outer.y0 - (bottom + GAP if bottom else 0), outer.y1 + (top + GAP if top else 0)
        )
    for each in axes:
        attach(each, words.title, words.alt, words.line)


def flow(entries: Sequence[Entry], measure: Measure, room: float) -> list[list[Entry]]:
    """Entries in rows no wider than ``room`` points; a longer text runs on in lines of its own."""
    rows: list[list[Entry]] = []
    used = room
    for entry in [part for entry in entries for part in _broken(entry, measure, room)]:
        width = (
            measure.width(printable(entry.text), entry.size, entry.bold)
            + (WIDE + 2 if entry.draw else 0)
            + BETWEEN
        )
        if used + width - BETWEEN > room:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += width
    return rows


def _broken(entry: Entry, measure: Measure, room: float) -> list[Entry]:
    if entry.draw is not None:
        return [
            replace(entry, text=measure.shorten(printable(entry.text), entry.size, room - WIDE - 2))
        ]
    return [
        replace(entry, text=line)
        for line in measure.wrap(printable(entry.text), entry.size, room, entry.bold)
    ]


def _block(ax: Axes, groups: list[list[list[Entry]]], x: float, y: float, corner: str) -> float:
    """Anchor groups of rows at a place given in points from the panel's lower left corner; returns
    how high they are.
    """
    packed: list[OffsetBox] = [_packed(group) for group in groups if group]
    if not packed:
        return 0.0
    place = ax.transAxes + ScaledTranslation(x * POINT, y * POINT, ax.figure.dpi_scale_trans)
    box = AnchoredOffsetbox(
        corner,
        pad=0,
        borderpad=0,
        frameon=False,
        bbox_to_anchor=(0, 0),
        bbox_transform=place,
        child=VPacker(children=packed, pad=0, sep=4, align="left"),
    )
    box.set_zorder(7)
    ax.add_artist(box)
    box.set_clip_on(False)
    return box.get_window_extent(renderer_of(ax.figure)).height / ax.figure.dpi / POINT


def _packed(rows: list[list[Entry]]) -> OffsetBox:
    lines = [
        HPacker(children=[entry.box() for entry in row], pad=0, sep=BETWEEN, align="baseline")
        for row in rows
    ]
    return VPacker(children=lines, pad=0, sep=1.6, align="left")


def _fit_height(axes: Sequence[Axes], bottom: float, top: float) -> None:
    """Make the figure as high as what stands on it (in points from the first panel's corner);
    panels keep their height.
    """
    chart, whole = axes[0].figure, axes[0].figure.get_figheight()
    places = [ax.get_position() for ax in axes]
    high = (top - bottom + 2 * EDGE) * POINT
    up = (EDGE - bottom) * POINT - places[0].y0 * whole
    chart.set_size_inches(chart.get_figwidth(), high)
    for ax, place in zip(axes, places):
        ax.set_position(
            (place.x0, (place.y0 * whole + up) / high, place.width, place.height * whole / high)
        )
