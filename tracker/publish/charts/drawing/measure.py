"""How wide words are and how far a chart reaches, in points."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties
from matplotlib.transforms import Bbox

from tracker.publish.charts.drawing.fonts import families
from tracker.publish.charts.drawing.style import renderer


class Measure:
    """Measures words as the figure will set them."""

    def __init__(self, figure: Figure | SubFigure):
        self._dpi = figure.dpi

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Width of one line of text in points."""
        return _width(text, size, bold, self._dpi)

    def wrap(self, text: str, size: float, room: float, bold: bool = False) -> list[str]:
        """The text in lines no wider than ``room`` points; a word is broken only where it alone is
        wider, as names in scripts without blanks may be.
        """
        words = [part for word in text.split(" ") for part in self._parts(word, size, room, bold)]
        widths = [self.width(word, size, bold) for word in words]  # each is measured but once
        space = self.width("a a", size, bold) - 2 * self.width("a", size, bold)
        lines, used = words[:1], widths[0]
        for word, width in zip(words[1:], widths[1:]):
            used += space + width
            if used <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
                used = width
        return lines

    def _parts(self, word: str, size: float, room: float, bold: bool) -> list[str]:
        parts = []
        while self.width(word, size, bold) > room and len(word) > 1:
            lengths = range(1, len(word) + 1)
            fit = bisect_left(
                lengths, True, key=lambda signs: self.width(word[:signs], size, bold) > room
            )
            parts.append(word[: max(fit, 1)])
            word = word[max(fit, 1) :]
        return [*parts, word]

    def shorten(self, text: str, size: float, room: float, bold: bool = False) -> str:
        """The text, cut with an ellipsis where it is wider than ``room`` points."""
        if self.width(text, size, bold) <= room:
            return text

        def over(signs: int) -> bool:
            """Whether so many signs and an ellipsis are wider than ``room`` points."""
            return self.width(text[:signs].rstrip() + "…", size, bold) > room

        return text[: max(bisect_left(range(len(text)), True, key=over) - 1, 0)].rstrip() + "…"


@lru_cache(maxsize=1 << 14)
def _width(text: str, size: float, bold: bool, dpi: float) -> float:
    weight = "bold" if bold else "normal"
    font = FontProperties(family=list(families()), size=size, weight=weight)
    made: RendererBase = renderer(dpi)  # whose stubs are typed, unlike those of RendererAgg
    width: float = made.get_text_width_height_descent(text, font, False)[0]
    return width * 72 / dpi


def sheet_of(ax: Axes) -> Figure:
    """The whole figure that axes stand on, also where they stand in a part of it."""
    return ax.figure.figure if isinstance(ax.figure, SubFigure) else ax.figure


def panel_box(ax: Axes) -> Bbox:
    """Axes without what belongs to them, in points from the figure's lower left corner."""
    return Bbox(ax.get_window_extent().get_points() * (72 / ax.figure.dpi))


def reach(*axes: Axes) -> Bbox:
    """How far axes with all that belongs to them reach, in points from the lower left corner of the
    first one's panel.
    """
    points, corner = 72 / axes[0].figure.dpi, axes[0].get_window_extent().p0
    boxes = [box for ax in axes if (box := ax.get_tightbbox())]
    return Bbox((Bbox.union(boxes).get_points() - corner) * points)
