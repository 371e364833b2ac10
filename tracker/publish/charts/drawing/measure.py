"""How wide words are and how far a chart reaches, in points."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.transforms import Bbox

from tracker.publish.charts.drawing.fonts import families


class Measure:
    """Measures words as the figure will set them."""

    def __init__(self, figure: Figure):
        self._renderer = renderer_of(figure)
        self._points = 72 / figure.dpi

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Width of one line of text in points."""
        font = FontProperties(
            family=list(families()), size=size, weight="bold" if bold else "normal"
        )
        return self._renderer.get_text_width_height_descent(text, font, False)[0] * self._points

    def wrap(self, text: str, size: float, room: float, bold: bool = False) -> list[str]:
        """The text in lines no wider than ``room`` points; a word is never broken."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size, bold) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def shorten(self, text: str, size: float, room: float, bold: bool = False) -> str:
        """The text, cut with an ellipsis where it is wider than ``room`` points."""
        if self.width(text, size, bold) <= room:
            return text
        while text and self.width(text.rstrip() + "…", size, bold) > room:
            text = text[:-1]
        return text.rstrip() + "…"


def reach(*axes: Axes) -> Bbox:
    """How far axes with all that belongs to them reach, in points from the lower left corner of the
    first one's panel.
    """
    figure, inner = axes[0].figure, axes[0].get_window_extent()
    outer = Bbox.union([ax.get_tightbbox(renderer_of(figure)) for ax in axes])
    points = 72 / figure.dpi
    return Bbox(
        [
            [(outer.x0 - inner.x0) * points, (outer.y0 - inner.y0) * points],
            [(outer.x1 - inner.x0) * points, (outer.y1 - inner.y0) * points],
        ]
    )


def renderer_of(figure: Figure):
    """What measures text for a figure, whatever it will be saved as."""
    return (
        figure.canvas.get_renderer()
        if hasattr(figure.canvas, "get_renderer")
        else figure._get_renderer()
    )
