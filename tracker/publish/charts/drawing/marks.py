"""Figures as marks: where each stands on the chart and how it is drawn, one collection a shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform
from matplotlib.typing import LineStyleType

from tracker.curate.model import Codebook, Figure
from tracker.publish.charts.drawing.axes import day_at, number
from tracker.publish.charts.drawing.palette import Look, looks, paler
from tracker.publish.charts.drawing.style import narrow
from tracker.reconcile.judgement import Entry, one_number
from tracker.reconcile.question import Question
from tracker.reconcile.voices import series

XY = tuple[float, float]  # in data coordinates
Line = Sequence[XY]
Weight = Literal["whole", "partial", "faint"]
MARK_SIZE = 4.4  # points across
NARROW = 3.5  # and on a narrow chart
DRAWN = "tracker_drawn"  # the attribute of axes: collections with the figures that they draw
ARROW = 8.0  # points from the number; the length means nothing
_FAINT = 0.38  # how much of its ink a faint mark keeps

_ARROW = np.array([(0, 0), (0, 1), (-0.27, 0.68), (0, 1), (0.27, 0.68)])
OWN_SHAPES = {
    "house": Path(
        [(-0.8, -0.85), (-0.8, 0.1), (0, 0.95), (0.8, 0.1), (0.8, -0.85), (-0.8, -0.85)],
        closed=True,
    ),
    "hourglass": Path(
        [(-0.85, -0.9), (0.85, 0.9), (-0.85, 0.9), (0.85, -0.9), (-0.85, -0.9)], closed=True
    ),
    "bow": Path(
        [(-0.9, -0.85), (-0.9, 0.85), (0.9, -0.85), (0.9, 0.85), (-0.9, -0.85)], closed=True
    ),
}
SCALE = {
    "*": 1.5,
    "P": 1.2,
    "X": 1.2,
    "s": 0.9,
    "D": 0.85,
    "d": 1.1,
    "^": 1.08,
    "v": 1.08,
    "<": 1.08,
    ">": 1.08,
}


@dataclass(frozen=True, slots=True)
class PlottedFigure:
    """Where a figure stands: ``x`` between ``left`` and ``right`` in days, ``y`` between ``low``
    and ``high`` in persons, which are ``y`` too where it states no range.

    ``arrow`` is 1 for "at least", -1 for "up to", else 0. ``weight`` is ``partial`` for a count of
    a part, ``faint`` for what does not speak: an echo, a disputed or withdrawn figure, one that its
    party has replaced by a revision.
    """

    figure: Figure
    x: float
    left: float
    right: float
    y: float
    low: float
    high: float
    arrow: int
    weight: Weight

    @property
    def values(self) -> tuple[float, ...]:
        """Every number it shows."""
        return self.low, self.y, self.high


def plotted_figures(question: Question) -> list[PlottedFigure]:
    """Every figure of a series that had been stated by the day of knowledge, gives a number and is
    of a day shown, in the order of their days.
    """
    day = question.known_on.toordinal()
    return [
        made
        for entry in series(question).entries
        if entry.known <= day
        if (made := plotted(entry, day)) is not None and question.shows(day_at(made.x))
    ]


def plotted(entry: Entry, known_on: int) -> PlottedFigure | None:
    """Where an entry stands, as known on a day; ``None`` if it gives no number."""
    figure = entry.figure
    y = one_number(figure)
    if y is None:
        return None
    left = number(figure.as_of.first)
    right = max(left, number(date.fromordinal(entry.day)))
    low, high = figure.low, figure.high
    if low is None or high is None:
        low = high = y
    return PlottedFigure(
        figure=figure,
        x=(left + right) / 2,
        left=left,
        right=right,
        y=y,
        low=low,
        high=high,
        arrow=one_sided(figure),
        weight=_weight(entry, known_on),
    )


def one_sided(figure: Figure) -> int:
    """1 for "at least", -1 for "up to", else 0."""
    return (figure.high is None) - (figure.low is None) if figure.best is None else 0


def _weight(entry: Entry, known_on: int) -> Weight:
    replaced = any(reviser.stands(known_on) for reviser in entry.revisers)
    if entry.fixed or replaced or not entry.stands(known_on):
        return "faint"
    return "partial" if entry.figure.partial else "whole"


def first_shown(question: Question, found: Iterable[PlottedFigure]) -> date:
    """The day that a time axis is asked to start on, or else the first described, or the middle of
    a figure dated to a year only.
    """
    return question.since or day_at(
        min(item.x if item.figure.as_of.precision == "year" else item.left for item in found)
    )


def marks_by_party(found: Iterable[PlottedFigure]) -> dict[str, list[XY]]:
    """The marks of each party, those that speak first, the newest first."""
    order = {"whole": 0, "partial": 1, "faint": 2}
    made: dict[str, list[XY]] = {}
    for item in sorted(found, key=lambda item: (order[item.weight], -item.x)):
        made.setdefault(item.figure.party, []).append((item.x, item.y))
    return made


def draw_marks(
    ax: Axes,
    found: Iterable[PlottedFigure],
    styles: Mapping[str, Look],
    *,
    size: float | None = None,
) -> None:
    """Draw figures on axes of time and persons: marks, bars for ranges and months, arrows for
    one-sided figures.

    ``size`` is in points; by default it shrinks where there are very many, or little room.
    """
    inked = [(item, *_inks(item, styles[item.figure.party])) for item in found]
    usual = NARROW if narrow(ax) else MARK_SIZE
    size = size or max(usual * min((150 / max(len(inked), 1)) ** 0.25, 1), 2)
    dated = [(s, ink) for s, _, ink in inked if s.left < s.right]
    months = [([(s.left, s.y), (s.right, s.y)], ink) for s, ink in dated]
    ranged = [(s, ink) for s, _, ink in inked if s.low < s.high]
    ranges = [([(s.x, s.low), (s.x, s.high)], ink) for s, ink in ranged]
    drawn: list[tuple[Collection | None, Sequence[tuple[PlottedFigure, *tuple[str, ...]]]]] = [
        (draw_lines(ax, months, 0.8, label="_months", zorder=3), dated),
        (draw_lines(ax, ranges, size / 3, label="_stated ranges", zorder=3), ranged),
    ]
    for sign in (1, -1):
        some = [(s, ink) for s, _, ink in inked if s.arrow == sign]
        arrows = draw_arrows(ax, [((s.x, s.y), ink) for s, ink in some], sign, size=size)
        drawn.append((arrows, some))
    groups: dict[tuple[str, Weight], list[tuple[PlottedFigure, str, str]]] = {}
    for item, fill, ink in inked:
        groups.setdefault((styles[item.figure.party].shape, item.weight), []).append(
            (item, fill, ink)
        )
    for (shape, weight), group in groups.items():
        marks = draw_shape(
            ax,
            [(item.x, item.y) for item, *_ in group],
            shape,
            [(fill, ink) for _, fill, ink in group],
            size=size,
            label=f"_{weight} {shape}",
            zorder={"whole": 5, "partial": 4.5, "faint": 4}[weight],
            hollow=weight == "partial",
        )
        drawn.append((marks, group))
    setattr(ax, DRAWN, [(made, [item.figure for item, *_ in some]) for made, some in drawn if made])


def draw_shape(
    ax: Axes,
    places: Sequence[XY],
    shape: str,
    inks: Sequence[tuple[str, str]],
    *,
    size: float = MARK_SIZE,
    label: str,
    zorder: float,
    hollow: bool = False,
    clip_on: bool = True,
) -> PathCollection:
    """Draw marks of one shape at places in data coordinates; ``inks`` has each one's fill and
    outline, which is stronger where they are ``hollow``.
    """
    made = _collection(ax, _path(shape), places, size * SCALE.get(shape, 1))
    made.set(
        facecolors=[fill for fill, _ in inks],
        edgecolors=[ink for _, ink in inks],
        linewidths=0.8 if hollow else 0.5,
        label=label,
        zorder=zorder,
        clip_on=clip_on,
    )
    return made


def draw_voices(
    ax: Axes, book: Codebook, voices: Iterable[tuple[str, XY]], *, clip_on: bool = True
) -> None:
    """Draw the mark of a party at each place."""
    styles = looks(book)
    for party, place in voices:
        look = styles[party]
        draw_shape(
            ax,
            [place],
            look.shape,
            [(look.fill, look.ink)],
            label=f"_voice {party}",
            zorder=5,
            clip_on=clip_on,
        )


def draw_arrows(
    ax: Axes,
    arrows: Sequence[tuple[XY, str]],
    sign: int,
    *,
    level: bool = False,
    size: float = MARK_SIZE,
) -> PathCollection | None:
    """Draw arrows that start at places, each with its ink, ``sign`` 1 for "at least" and -1 for
    "up to"; all are as long, whatever the numbers. ``level`` ones lie.
    """
    if not arrows:
        return None
    points = _ARROW * (1, sign)
    path = Path(points[:, ::-1] if level else points, [1, 2, 1, 2, 2])
    made = _collection(ax, path, [place for place, _ in arrows], ARROW * size / MARK_SIZE)
    made.set(
        facecolors="none",
        edgecolors=[ink for _, ink in arrows],
        linewidths=0.7,
        label="_at least" if sign > 0 else "_up to",
        zorder=3,
        clip_on=not level,  # along a narrow panel one reaches into the white beside it
    )
    return made


def draw_lines(
    ax: Axes,
    lines: Sequence[tuple[Line, str]],
    width: float | Sequence[float],
    *,
    label: str,
    zorder: float,
    linestyle: LineStyleType = "solid",
) -> LineCollection | None:
    """Draw lines, each with its ink, all as wide or each with its width in points."""
    if not lines:
        return None
    made = LineCollection(
        [line for line, _ in lines],
        colors=[ink for _, ink in lines],
        linewidths=width,
        linestyles=linestyle,
        label=label,
        zorder=zorder,
    )
    ax.add_collection(made, autolim=False)
    return made


def _collection(ax: Axes, path: Path, places: Sequence[XY], size: float) -> PathCollection:
    """Add one collection; far quicker than ``scatter``, whose limits and colour maps are not
    needed.
    """
    made = PathCollection([path], sizes=[size**2], offsets=places, offset_transform=ax.transData)
    made.set_transform(IdentityTransform())
    ax.add_collection(made, autolim=False)
    return made


@lru_cache(maxsize=32)
def _path(shape: str) -> Path:
    """A shape of one unit across."""
    style = MarkerStyle(OWN_SHAPES.get(shape, shape))
    return style.get_path().transformed(style.get_transform())


def _inks(item: PlottedFigure, look: Look) -> tuple[str, str]:
    """Fill and outline of a mark."""
    plain = look.fill, look.ink
    fill, ink = faint(*plain) if item.weight == "faint" else plain
    return "#ffffff" if item.figure.partial else fill, ink


def faint(fill: str, ink: str) -> tuple[str, str]:
    """Fill and outline of a mark that does not speak."""
    return paler(fill, _FAINT), paler(ink, _FAINT + 0.12)
