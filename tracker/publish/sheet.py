"""Finishing a chart: title above, key and provenance line below, margins that fit what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.offsetbox import AnchoredOffsetbox, HPacker, OffsetBox, VPacker
from matplotlib.transforms import ScaledTranslation

from tracker.publish.fonts import printable
from tracker.publish.keys import WIDE, Entry
from tracker.publish.measuring import Measure, reach
from tracker.publish.style import INK, POINT, QUIET, SMALL, TINY, Chart

EDGE = 3.0  # points of white around a chart
GAP = 5.0  # points between the panel with its labels and what stands above or below
BETWEEN = 8.0  # points between entries of a key


@dataclass
class Words:
    """What is written around a panel; ``key`` is a list of groups, each starting a new line."""

    title: str
    subtitle: str = ""
    key: list[list[Entry]] = field(default_factory=list)
    line: str = ""
    alt: str = ""


def settle(ax: Axes, *, times: int = 2) -> None:
    """Widen the panel of a chart of our own until it and its labels fill the figure's width; leave other figures alone."""
    chart = ax.figure
    if not isinstance(chart, Chart):
        if chart.get_layout_engine() is not None:
            chart.get_layout_engine().execute(chart)
        return
    whole = chart.get_figwidth() / POINT
    for _ in range(times):
        outer, place = reach(ax), ax.get_position()
        width = ax.get_window_extent().width / chart.dpi / POINT
        left, right = -outer.x0 + EDGE, outer.x1 - width + EDGE
        ax.set_position((left / whole, place.y0, max(whole - left - right, 20) / whole, place.height))


def finish(axes: Axes | Sequence[Axes], words: Words) -> None:
    """Write the words around the panels, fit the figure's height to them, attach the text alternative.

    The words belong to the first of several axes; the text alternative to each.
    """
    axes = [axes] if isinstance(axes, Axes) else list(axes)
    ax = axes[0]
    outer = reach(*axes)
    room = (outer.x1 - outer.x0) * 0.985  # renderers differ a little in how wide they set type
    measure = Measure(ax.figure)
    head = [[Entry(line, None, INK, 7.5, True)] for line in measure.wrap(printable(words.title), 7.5, room, True)]
    head += [[Entry(line, None, QUIET, SMALL + 0.4)] for line in measure.wrap(printable(words.subtitle), SMALL + 0.4, room) if line]
    foot = [row for group in words.key for row in flow(group, measure, room)]
    last = [[Entry(line, None, QUIET, TINY)] for line in measure.wrap(words.line, TINY, room) if line]
    _block(ax, head, outer.x0, outer.y1 + GAP, "lower left")
    _block(ax, foot, outer.x0, outer.y0 - GAP, "upper left", last)
    if isinstance(ax.figure, Chart):
        _fit_height(axes)
    for each in axes:
        each.tracker_alt = words.alt


def flow(entries: Sequence[Entry], measure: Measure, room: float) -> list[list[Entry]]:
    """Entries in rows no wider than ``room`` points."""
    rows: list[list[Entry]] = []
    used = room
    for entry in entries:
        width = measure.width(printable(entry.text), entry.size, entry.bold) + (WIDE + 2 if entry.draw else 0) + BETWEEN
        if used + width - BETWEEN > room:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += width
    return rows


def _block(ax: Axes, rows: list[list[Entry]], x: float, y: float, corner: str, last: list[list[Entry]] = ()) -> None:
    """Anchor rows of entries at a place given in points from the panel's lower left corner."""
    packed: list[OffsetBox] = [_packed(group) for group in (rows, last) if group]
    if not packed:
        return
    place = ax.transAxes + ScaledTranslation(x * POINT, y * POINT, ax.figure.dpi_scale_trans)
    box = AnchoredOffsetbox(corner, pad=0, borderpad=0, frameon=False, bbox_to_anchor=(0, 0), bbox_transform=place,
                            child=VPacker(children=packed, pad=0, sep=4, align="left"))
    box.set_zorder(7)
    ax.add_artist(box)
    box.set_clip_on(False)


def _packed(rows: list[list[Entry]]) -> OffsetBox:
    lines = [HPacker(children=[entry.box() for entry in row], pad=0, sep=BETWEEN, align="baseline") for row in rows]
    return VPacker(children=lines, pad=0, sep=1.6, align="left")


def _fit_height(axes: Sequence[Axes]) -> None:
    """Make the figure as high as what stands on it, every panel staying as high as it is."""
    chart, whole = axes[0].figure, axes[0].figure.get_figheight()
    outer, places = reach(*axes), [ax.get_position() for ax in axes]
    high = outer.height * POINT + 2 * EDGE * POINT
    up = (EDGE - outer.y0) * POINT - places[0].y0 * whole
    chart.set_size_inches(chart.get_figwidth(), high)
    for ax, place in zip(axes, places):
        ax.set_position((place.x0, (place.y0 * whole + up) / high, place.width, place.height * whole / high))
