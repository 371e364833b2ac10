"""Finishing a chart: title above, key and provenance line below, margins that fit what stands in
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeVar

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.offsetbox import AnchoredOffsetbox, HPacker, OffsetBox, VPacker
from matplotlib.patches import Rectangle
from matplotlib.transforms import IdentityTransform, ScaledTranslation

from tracker.publish.charts.drawing.legend import KEY_WIDE, LegendEntry
from tracker.publish.charts.drawing.measure import Measure, panel_box, printable, reach, sheet_of
from tracker.publish.charts.drawing.style import INK, POINT, QUIET, SMALL, TINY, Chart

EDGE = 3.0  # points of white around a chart
_GAP = 5.0  # points between the panel with its labels and what stands above or below
TITLE, NEXT = 7.5, 6.0  # points of the title and of the line below it
BETWEEN = 8.0  # points between entries of a key
PHONE = 3.0  # inches: on a narrower chart, which a telephone shows, nothing is smaller than names
_NAMES = 3  # lines that a key may spend on whose short names there are
CAPTION = "tracker_caption"  # the attribute of axes for it, so that it is pickled with them
AxesOrList = TypeVar("AxesOrList", Axes, list[Axes])


@dataclass
class Words:
    """What is written around a panel; ``key`` is a list of groups, each starting a new line.

    ``names`` say whose short names stand there: last in the key if they fit, else in the text
    alternative.
    """

    title: str
    subtitle: str
    key: list[list[LegendEntry]]
    line: str
    alt: str
    names: str = ""


class Caption(NamedTuple):
    """What goes with axes beyond the picture."""

    title: str
    alt: str
    line: str


class Card(Rectangle):
    """White behind axes with all that belongs to them, in a figure of the user's that is not. It
    belongs to the figure: one of axes would be drawn over what others have beside them.
    """

    def __init__(self, behind: Axes):
        super().__init__((0, 0), 0, 0, facecolor="white", edgecolor="none", zorder=-1)
        self.set(transform=IdentityTransform(), in_layout=False)
        self._behind = behind

    def draw(self, renderer: RendererBase) -> None:
        """Draw as far as they reach now, if they are there still."""
        box = self._behind.get_tightbbox(renderer) if self._behind.figure else None
        if box is not None:
            self.set_bounds(*box.padded(EDGE * POINT * self._behind.figure.dpi).bounds)
            super().draw(renderer)


def captions(axes: Iterable[Axes]) -> list[Caption]:
    """The captions of those axes that hold a chart of this project."""
    return [getattr(ax, CAPTION) for ax in axes if hasattr(ax, CAPTION)]


def settle(ax: Axes) -> float:
    """Widen the panel of a chart of our own until it and its labels fill the figure's width, or
    narrow it; leave other figures alone. Returns the change in points.
    """
    sheet = sheet_of(ax)
    if not isinstance(sheet, Chart):
        if engine := sheet.get_layout_engine():
            engine.execute(sheet)
        return 0.0
    whole = sheet.get_figwidth() / POINT
    outer, place = reach(ax), ax.get_position()
    inner = ax.get_window_extent().width / sheet.dpi / POINT
    left, right = EDGE - outer.x0, outer.x1 + EDGE - inner
    wide = max(whole - left - right, 20)
    ax.set_position((left / whole, place.y0, wide / whole, place.height))
    return float(wide - inner)


def finish(axes: AxesOrList, words: Words) -> AxesOrList:
    """Write the words around the panels, fit the figure's height to them, attach the text
    alternative; gives the axes back, which are a chart now.

    The words belong to the first of several axes, the text alternative to each.
    """
    panels = [axes] if isinstance(axes, Axes) else list(axes)
    ax, sheet = panels[0], sheet_of(panels[0])
    outer = reach(*panels)
    own = isinstance(sheet, Chart)
    whole = sheet.get_figwidth() / POINT - 2 * EDGE if own else outer.x1 - outer.x0
    room = whole * 0.985  # renderers differ a little in how wide they set type
    head = [
        [LegendEntry(words.title, None, INK, TITLE, True)],
        [LegendEntry(words.subtitle, None, QUIET, NEXT)],
    ]
    small = SMALL if own and sheet.get_figwidth() < PHONE else TINY
    last = [[LegendEntry(words.line, None, QUIET, small)]]
    names = [LegendEntry(words.names)] if words.names else []
    fits = len(flow(names, Measure(ax.figure), room)) <= _NAMES
    key, alt = (
        ([*words.key, names], words.alt) if fits else (words.key, f"{words.alt} {words.names}")
    )
    over = outer.y1 - panel_box(ax).height + _GAP  # a layout of the user's may change the height
    top = _block(ax, [head], room, (outer.x0, over), "lower left")
    bottom = _block(ax, [key, last], room, (outer.x0, outer.y0 - _GAP), "upper left")
    if own:
        _fit_height(panels, outer.y0 - (bottom + _GAP), outer.y1 + (top + _GAP))
    elif to_hex(sheet.get_facecolor(), keep_alpha=True) != "#ffffffff":
        for each in panels:
            each.figure.add_artist(Card(each))
    for each in panels:
        setattr(each, CAPTION, Caption(words.title, alt, words.line))
    return axes


def flow(entries: Sequence[LegendEntry], measure: Measure, room: float) -> list[list[LegendEntry]]:
    """Entries in rows no wider than ``room`` points; a longer text runs on in lines of its own."""
    rows: list[list[LegendEntry]] = []
    used = room
    for entry in entries:
        parts = _broken(entry, measure, room)
        for part in parts:
            drawing = KEY_WIDE + 2 if part.draw else 0
            width = measure.width(part.text, part.size, part.bold) + BETWEEN + drawing
            if used + width - BETWEEN > room:
                rows.append([])
                used = 0.0
            rows[-1].append(part)
            used += width
        if len(parts) > 1:
            used = room
    return rows


def _broken(entry: LegendEntry, measure: Measure, room: float) -> list[LegendEntry]:
    text = printable(entry.text)
    if entry.draw is None:
        lines = measure.wrap(text, entry.size, room, entry.bold)
        return [replace(entry, text=line) for line in lines if line]
    least = room - KEY_WIDE - 2
    lines = measure.wrap(text, entry.size, least)
    first, *rest = [replace(entry, text=measure.shorten(line, entry.size, least)) for line in lines]
    return [first, *(replace(line, draw=list) for line in rest)]  # below its first words


def _block(
    ax: Axes,
    groups: list[list[list[LegendEntry]]],
    room: float,
    place: tuple[float, float],
    corner: Literal["lower left", "upper left"],
) -> float:
    """Write groups, each of lists of entries that start a new row, in ``room`` points, anchored at
    a place given in points from the corner of the panel that they stand at: above its upper left
    one, below its lower left one; returns how high they are.
    """
    measure = Measure(ax.figure)
    flowed = [[row for some in group for row in flow(some, measure, room)] for group in groups]
    packed: list[Artist] = [_packed(rows) for rows in flowed if rows]
    box = AnchoredOffsetbox(
        corner,
        pad=0,
        borderpad=0,
        frameon=False,
        bbox_to_anchor=(0, int(corner == "lower left")),
        bbox_transform=ax.transAxes
        + ScaledTranslation(place[0] * POINT, place[1] * POINT, ax.figure.dpi_scale_trans),
        child=VPacker(children=packed, pad=0, sep=4, align="left"),
    )
    box.set_zorder(7)
    ax.add_artist(box)
    box.set_clip_on(False)
    return box.get_window_extent().height / ax.figure.dpi / POINT


def _packed(rows: list[list[LegendEntry]]) -> OffsetBox:
    lines: list[Artist] = [
        HPacker(children=[entry.box() for entry in row], pad=0, sep=BETWEEN, align="baseline")
        for row in rows
    ]
    return VPacker(children=lines, pad=0, sep=2.4, align="left")


def _fit_height(axes: Sequence[Axes], bottom: float, top: float) -> None:
    """Make the figure as high as what stands on it (in points from the first panel's corner);
    panels keep their height.
    """
    sheet, places = sheet_of(axes[0]), [ax.get_position() for ax in axes]
    whole, high = sheet.get_figheight(), (top - bottom + 2 * EDGE) * POINT
    up = (EDGE - bottom) * POINT - places[0].y0 * whole
    sheet.set_size_inches(sheet.get_figwidth(), high)
    for ax, place in zip(axes, places):
        ax.set_position(
            (place.x0, (place.y0 * whole + up) / high, place.width, place.height * whole / high)
        )
