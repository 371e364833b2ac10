"""Type that every machine has, and other scripts: a font for them where there is one, Latin letters
where there is none; how wide words are and how far a chart reaches, in points.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache

from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.transforms import Bbox

LATIN = "DejaVu Sans"  # ships with matplotlib: Latin, Greek, Cyrillic and more
EAST_ASIAN = (
    "Noto Sans CJK KR",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans CJK TC",
    "Noto Sans KR",
    "Noto Sans JP",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "NanumGothic",
    "Hiragino Sans",
    "Yu Gothic",
    "Microsoft YaHei",
)


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """The fonts to write with, in the order in which a character is looked for: two at most, all
    installed.
    """
    there = set(fontManager.get_font_names())
    return (LATIN, *[name for name in EAST_ASIAN if name in there][:1])


def printable(text: str, fonts: tuple[str, ...] | None = None) -> str:
    """The text on one line, in characters that one of the fonts has; others are spelled in Latin
    letters.

    Examples
    --------
    >>> printable("Головне управління"), printable("국가정보원", fonts=("DejaVu Sans",))
    ('Головне управління', 'GugGaJeongBoWon')

    """
    text = " ".join(text.split())
    if text.isascii():
        return text
    from anyascii import anyascii

    known = [_characters(name) for name in (families() if fonts is None else fonts)]
    return "".join(
        sign if any(ord(sign) in have for have in known) else anyascii(sign) for sign in text
    )


@lru_cache(maxsize=4)
def _characters(family: str) -> frozenset[int]:
    return frozenset(get_font(findfont(family)).get_charmap())


class Measurer(RendererAgg):
    """What measures text: matplotlib keeps the size of words as long as this, and here also how
    high a font reaches, which it would read from the font's tables again for each word.
    """

    @lru_cache(maxsize=1 << 10)  # noqa: B019 - there is one for each resolution, for ever
    def _get_font_height_metrics(self, font: FontProperties) -> tuple[float, float, float]:
        """Ascent, descent and gap between lines, in dots, as matplotlib reads them of TrueType."""
        tables = get_font(findfont(font))
        lines, head = tables.get_sfnt_table("OS/2"), tables.get_sfnt_table("head")
        assert lines and head  # every TrueType font has both
        dots = font.get_size_in_points() * self.dpi / 72 / head["unitsPerEm"]
        over, under = lines["sTypoAscender"] * dots, -lines["sTypoDescender"] * dots
        return over, under, lines["sTypoLineGap"] * dots


@cache
def renderer(dpi: float) -> Measurer:
    """The one that measures text at a resolution."""
    return Measurer(1, 1, dpi)  # type: ignore[no-untyped-call]


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
        cuts = [f"{text[:signs].rstrip()}…" for signs in range(len(text) + 1)]
        over = bisect_left(cuts, True, key=lambda cut: self.width(cut, size, bold) > room)
        return cuts[max(over - 1, 0)]


@lru_cache(maxsize=1 << 14)
def _width(text: str, size: float, bold: bool, dpi: float) -> float:
    font = FontProperties(family=list(families()), size=size, weight="bold" if bold else "normal")
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
    whole = Bbox.union([box for ax in axes if (box := ax.get_tightbbox())])
    return Bbox((whole.get_points() - corner) * points)
