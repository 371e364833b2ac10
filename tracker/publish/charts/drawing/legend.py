"""The key under a chart: a small drawing and a few words for each kind of mark that the chart
holds, and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from matplotlib.lines import Line2D
from matplotlib.offsetbox import DrawingArea, HPacker, OffsetBox, TextArea
from matplotlib.patches import Rectangle

from tracker.publish.charts.drawing.fonts import printable
from tracker.publish.charts.drawing.marks import FAINT, OWN_SHAPES, SCALE, Spot
from tracker.publish.charts.drawing.palette import Look, paler
from tracker.publish.charts.drawing.style import BAND, BAND_EDGE, QUIET, SMALL

WIDE, HIGH = 11.0, 7.0  # points
GREY = "#6d757d"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a key: ``draw`` gives the artists of its drawing, in points in a box of ``WIDE``
    by ``HIGH``.
    """

    text: str
    draw: Callable[[], list] | None = None
    ink: str = QUIET
    size: float = SMALL
    bold: bool = False

    def box(self) -> OffsetBox:
        """The entry as a box that can be laid out."""
        words = TextArea(
            printable(self.text),
            textprops={
                "size": self.size,
                "color": self.ink,
                "weight": "bold" if self.bold else "normal",
            },
        )
        if self.draw is None:
            return words
        area = DrawingArea(WIDE, HIGH, 0, 0.8)
        for artist in self.draw():
            area.add_artist(artist)
        return HPacker(children=[area, words], pad=0, sep=2, align="baseline")


def party_entry(name: str, look: Look) -> Entry:
    """A party's mark and name, for one that has no room for its name at a mark."""
    return Entry(name, lambda: [mark(look.shape, look.fill, look.ink)], look.ink)


def band_entries(centre: bool, opened: bool, stale: bool, words: str) -> list[Entry]:
    """What the band means."""
    made = [Entry(words, lambda: _band(BAND, centre))]
    if opened:
        made.append(
            Entry(
                "open end",
                lambda: [
                    Rectangle((0, 0), WIDE, HIGH - 2, facecolor=BAND, edgecolor="none"),
                    _line([0, WIDE], [HIGH - 2] * 2, linestyle=(0, (2, 1.6))),
                ],
            )
        )
    if stale:
        made.append(Entry("no recent figure", lambda: _band(paler(BAND, 0.5), False)))
    return made


def mark_entries(found: Iterable[Spot]) -> list[Entry]:
    """What the kinds of marks mean that are among these figures."""
    found = list(found)
    kinds = [
        (True, "a figure, on the day it describes", lambda: [mark("o", GREY, GREY)]),
        (
            any(s.high > s.low for s in found),
            "a range stated",
            lambda: [_line([WIDE / 2] * 2, [0, HIGH - 1], lw=1.5), mark("o", GREY, GREY)],
        ),
        (
            any(s.right > s.left for s in found),
            "dated to a month or year only",
            lambda: [_line([0, WIDE], [HIGH / 2 - 0.5] * 2, lw=0.8), mark("o", GREY, GREY)],
        ),
        (
            any(s.arrow > 0 for s in found),
            "at least (the arrow's length means nothing)",
            lambda: _arrow(1),
        ),
        (
            any(s.arrow < 0 for s in found),
            "up to (the arrow's length means nothing)",
            lambda: _arrow(-1),
        ),
        (
            any(s.figure.partial for s in found),
            "counts a part only",
            lambda: [mark("o", "#ffffff", GREY)],
        ),
        (
            any(s.weight == "faint" for s in found),
            "repeats another, is disputed, or replaced since",
            lambda: [mark("o", paler(GREY, FAINT), paler(GREY, FAINT + 0.12))],
        ),
    ]
    return [Entry(words, draw) for there, words, draw in kinds if there]


def line_entry(words: str, **look) -> Entry:
    """A line and what it means."""
    return Entry(words, lambda: [_line([0, WIDE], [HIGH / 2 - 0.5] * 2, **look)])


def area_entry(words: str, fill: str, edge: str) -> Entry:
    """An area and what it means."""
    return Entry(
        words,
        lambda: [Rectangle((0, 0), WIDE, HIGH - 1, facecolor=fill, edgecolor=edge, linewidth=0.6)],
    )


def mark(
    shape: str,
    fill: str,
    edge: str,
    x: float = WIDE / 2,
    y: float = HIGH / 2 - 0.5,
    size: float = 4.4,
) -> Line2D:
    """One mark as a drawing of its own."""
    return Line2D(
        [x],
        [y],
        marker=OWN_SHAPES.get(shape, shape),
        markersize=size * SCALE.get(shape, 1),
        linestyle="none",
        markerfacecolor=fill,
        markeredgecolor=edge,
        markeredgewidth=0.5,
    )


def _line(x, y, *, lw: float = 0.5, color: str = GREY, linestyle="solid") -> Line2D:
    return Line2D(x, y, linewidth=lw, color=color, linestyle=linestyle, solid_capstyle="butt")


def _arrow(sign: int) -> list:
    start, end = (0.5, HIGH) if sign > 0 else (HIGH - 0.5, 0)
    head = end - 2.2 * sign
    return [
        _line([WIDE / 2] * 2, [start, end], lw=0.7),
        _line([WIDE / 2 - 1.6, WIDE / 2, WIDE / 2 + 1.6], [head, end, head], lw=0.7),
        mark("o", GREY, GREY, y=start + sign * 1.2),
    ]


def _band(fill: str, centre: bool) -> list:
    made = [
        Rectangle((0, 0), WIDE, HIGH - 1, facecolor=fill, edgecolor="none"),
        *[_line([0, WIDE], [y] * 2, color=BAND_EDGE) for y in (0, HIGH - 1)],
    ]
    return (
        made + [_line([0, WIDE], [HIGH / 2 - 0.5] * 2, lw=0.9, color="#a3acb5")] if centre else made
    )
