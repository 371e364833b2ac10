"""The key under a chart: a small drawing and a few words for each kind of mark that the chart
holds, and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.offsetbox import DrawingArea, HPacker, OffsetBox, TextArea
from matplotlib.patches import Rectangle
from matplotlib.typing import LineStyleType

from tracker.publish.charts.drawing.marks import (
    MARK_SIZE,
    OWN_SHAPES,
    SCALE,
    PlottedFigure,
    faint,
)
from tracker.publish.charts.drawing.measure import printable
from tracker.publish.charts.drawing.palette import Look, paler
from tracker.publish.charts.drawing.style import BAND, BAND_EDGE, CENTRE, OPEN, QUIET, SMALL
from tracker.reconcile.assess import MetricRange
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import Question

KEY_WIDE, KEY_HIGH = 11.0, 7.0  # points
MIDDLE = KEY_HIGH / 2 - 0.5
GREY = "#6d757d"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a key: ``draw`` gives the artists of its drawing, in points in a box of
    ``KEY_WIDE`` by ``KEY_HIGH``.
    """

    text: str
    draw: Callable[[], list[Artist]] | None = None
    ink: str = QUIET
    size: float = SMALL
    bold: bool = False

    def box(self) -> OffsetBox:
        """The entry as a box that can be laid out."""
        look = {"size": self.size, "color": self.ink, "weight": "bold" if self.bold else "normal"}
        words = TextArea(printable(self.text), textprops=look)
        if self.draw is None:
            return words
        area = DrawingArea(KEY_WIDE, KEY_HIGH, 0, 0.8)
        for artist in self.draw():
            area.add_artist(artist)
        return HPacker(children=[area, words], pad=0, sep=2, align="baseline")


def party_entry(name: str, look: Look) -> LegendEntry:
    """A party's mark and name, for one that has no room for its name at a mark."""
    return LegendEntry(name, lambda: [mark(look.shape, look.fill, look.ink)], look.ink)


def legend_entries(*marks: tuple[bool, str, Callable[[], list[Artist]]]) -> list[LegendEntry]:
    """What marks mean: of each whether it is there, its words and its drawing."""
    return [LegendEntry(words, draw) for there, words, draw in marks if there]


def band_key(question: Question, rows: Sequence[MetricRange]) -> list[LegendEntry]:
    """What the band means, for the key."""
    if not rows:
        return []
    words = {"envelope": "lowest to highest voice"}.get(
        question.method, f"range by the method {question.method}"
    )
    middle = any(row.centre is not None and row.low != row.high for row in rows)
    when = "as known then" if question.then else f"as known on {format_day(question.known_on)}"
    return legend_entries(
        (
            True,
            f"{words}, {when}" + ("; grey: their middle" if middle else ""),
            lambda: _band(BAND, middle),
        ),
        (
            any(row.high_open or row.low_open for row in rows),
            "open end",
            lambda: [_area(BAND, KEY_HIGH - 2), _line([KEY_HIGH - 2] * 2, linestyle=OPEN)],
        ),
        (
            any(row.stale for row in rows),
            "no recent figure",
            lambda: _band(paler(BAND, 0.5), False),
        ),
    )


def mark_entries(found: Sequence[PlottedFigure]) -> list[LegendEntry]:
    """What the kinds of marks mean that are among these figures."""
    return [
        *legend_entries(
            (True, "a figure, on the day it describes", lambda: [mark()]),
            (
                any(s.high > s.low for s in found),
                "a range stated",
                lambda: [_line([0, KEY_HIGH - 1], [KEY_WIDE / 2] * 2, lw=1.5), mark()],
            ),
            (
                any(s.right > s.left for s in found),
                "dated to a month or year only",
                lambda: [_line(lw=0.8), mark()],
            ),
        ),
        *arrow_entries(s.arrow for s in found),
        *legend_entries(
            (
                any(s.figure.partial for s in found),
                "counts a part only",
                lambda: [mark("o", "#ffffff")],
            ),
            (
                any(s.weight == "faint" for s in found),
                "repeats another, is disputed, or replaced since",
                lambda: [mark("o", *faint(GREY, GREY))],
            ),
        ),
    ]


def line_entry(
    words: str, *, lw: float = 0.5, color: str = GREY, linestyle: LineStyleType = "solid"
) -> LegendEntry:
    """A line and what it means."""
    return LegendEntry(words, lambda: [_line(lw=lw, color=color, linestyle=linestyle)])


def area_entry(words: str, fill: str) -> LegendEntry:
    """An area and what it means."""
    return LegendEntry(words, lambda: [_area(fill)])


def mark(shape: str = "o", fill: str = GREY, edge: str = GREY, y: float = MIDDLE) -> Line2D:
    """One mark as a drawing of its own."""
    return Line2D(
        [KEY_WIDE / 2],
        [y],
        marker=OWN_SHAPES.get(shape, shape),
        markersize=MARK_SIZE * SCALE.get(shape, 1),
        linestyle="none",
        markerfacecolor=fill,
        markeredgecolor=edge,
        markeredgewidth=0.5,
    )


def _line(
    y: Sequence[float] = (MIDDLE, MIDDLE),
    x: Sequence[float] = (0, KEY_WIDE),
    *,
    lw: float = 0.5,
    color: str = GREY,
    linestyle: LineStyleType = "solid",
) -> Line2D:
    return Line2D(x, y, linewidth=lw, color=color, linestyle=linestyle, solid_capstyle="butt")


def _area(fill: str, high: float = KEY_HIGH - 1) -> Rectangle:
    return Rectangle((0, 0), KEY_WIDE, high, facecolor=fill, edgecolor="none", linewidth=0.6)


def arrow_entries(signs: Iterable[int], *, level: bool = False) -> list[LegendEntry]:
    """What the arrows of open ends mean, of the ways (1, -1) that there are; ``level`` ones lie."""
    there = set(signs)
    return [
        LegendEntry(f"{said} (the arrow's length means nothing)", partial(_arrow, sign, level))
        for sign, said in ((1, "at least"), (-1, "up to"))
        if sign in there
    ]


def _arrow(sign: int, level: bool) -> list[Artist]:
    start, end = (0.5, KEY_HIGH) if sign > 0 else (KEY_HIGH - 0.5, 0)
    head, across = end - 2.2 * sign, MIDDLE if level else KEY_WIDE / 2
    lines = ([start, end], [across] * 2), ([head, end, head], [across - 1.6, across, across + 1.6])
    if level:
        return [_line(beside, [2 + x for x in along], lw=0.7) for along, beside in lines]
    return [
        *(_line(along, beside, lw=0.7) for along, beside in lines),
        mark(y=start + sign * 1.2),
    ]


def _band(fill: str, centre: bool) -> list[Artist]:
    edges = [_line([y, y], color=BAND_EDGE) for y in (0, KEY_HIGH - 1)]
    return [_area(fill), *edges, *([_line(lw=0.9, color=CENTRE)] if centre else [])]
