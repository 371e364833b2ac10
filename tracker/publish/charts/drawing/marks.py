"""Figures as marks: where each stands on the chart and how it is drawn, one collection a shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import sqrt
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from tracker.curate.model import Dataset, Figure
from tracker.publish.charts.drawing.axes import day_at, number
from tracker.publish.charts.drawing.palette import Look, paler
from tracker.reconcile.judgement import Entry
from tracker.reconcile.voices import series

Weight = Literal["whole", "partial", "faint"]
SIZE = 4.4  # points across
ARROW = 8.0  # points from the number; the length means nothing
FAINT = 0.38  # how much of its ink a faint mark keeps

_HOUSE = Path(
    [(-0.8, -0.85), (-0.8, 0.1), (0, 0.95), (0.8, 0.1), (0.8, -0.85), (-0.8, -0.85)], closed=True
)
_HOURGLASS = Path(
    [(-0.85, -0.9), (0.85, 0.9), (-0.85, 0.9), (0.85, -0.9), (-0.85, -0.9)], closed=True
)
_BOW = Path([(-0.9, -0.85), (-0.9, 0.85), (0.9, -0.85), (0.9, 0.85), (-0.9, -0.85)], closed=True)
_UP = Path([(0, 0), (0, 1), (-0.27, 0.68), (0, 1), (0.27, 0.68)], [1, 2, 1, 2, 2])
_DOWN = Path(_UP.vertices * (1, -1), _UP.codes)
OWN_SHAPES = {"house": _HOUSE, "hourglass": _HOURGLASS, "bow": _BOW}
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
class Spot:
    """Where a figure stands: ``x`` between ``left`` and ``right`` in days, ``y`` in persons, its
    bounds if it is a range.

    ``arrow`` is 1 for "at least", -1 for "up to", else 0. ``weight`` is ``partial`` for a count of
    a part, ``faint`` for what does not speak: an echo, a disputed or withdrawn figure, one that its
    party has replaced by a revision.
    """

    figure: Figure
    x: float
    left: float
    right: float
    y: float
    low: float | None
    high: float | None
    arrow: int
    weight: Weight

    @property
    def values(self) -> tuple[float, ...]:
        """Every number it shows."""
        return tuple(value for value in (self.low, self.y, self.high) if value is not None)


def spots(dataset: Dataset, metric: str, place: str | None, known_on: date) -> list[Spot]:
    """Every figure of a series that had been stated by a day and gives a number, in the order of
    their days.
    """
    day = known_on.toordinal()
    return [
        made
        for entry in series(dataset, metric, place).entries
        if entry.known <= day
        if (made := spot(entry, day)) is not None
    ]


def spot(entry: Entry, known_on: int) -> Spot | None:
    """Where an entry stands, as known on a day; ``None`` if it gives no number."""
    figure = entry.figure
    y = level(figure)
    if y is None:
        return None
    left = number(figure.as_of.first)
    right = max(left, number(date.fromordinal(entry.day)))
    span = (
        (figure.low, figure.high)
        if None not in (figure.low, figure.high) and figure.low < figure.high
        else (None, None)
    )
    arrow = (figure.high is None) - (figure.low is None) if figure.best is None else 0
    return Spot(figure, (left + right) / 2, left, right, y, *span, arrow, _weight(entry, known_on))


def level(figure: Figure) -> float | None:
    """The one number at which a figure is marked: its best, the middle of its range (on the log
    scale), or its only end.
    """
    if figure.best is not None:
        return figure.best
    low, high = figure.low, figure.high
    if low is None or high is None:
        return high if low is None else low
    return sqrt(low * high) if low > 0 else (low + high) / 2


def _weight(entry: Entry, known_on: int) -> Weight:
    replaced = any(reviser.stands(known_on) for reviser in entry.revisers)
    withdrawn = entry.withdrawn is not None and entry.withdrawn <= known_on
    if entry.fixed or replaced or withdrawn:
        return "faint"
    return "partial" if entry.figure.partial else "whole"


def first_day(found: Iterable[Spot]) -> date:
    """The day a time axis starts on: the first described, or the middle of a figure dated to a year
    only.
    """
    return day_at(
        min(item.x if item.figure.as_of.precision == "year" else item.left for item in found)
    )


def by_party(found: list[Spot]) -> dict[str, tuple[tuple[float, float], ...]]:
    """The marks of each party, those that speak first, the newest first."""
    made: dict[str, list[Spot]] = {}
    for item in found:
        made.setdefault(item.figure.party, []).append(item)
    order = {"whole": 0, "partial": 1, "faint": 2}
    return {
        party: tuple((s.x, s.y) for s in sorted(some, key=lambda s: (order[s.weight], -s.x)))
        for party, some in made.items()
    }


def draw_marks(
    ax: Axes, found: Iterable[Spot], styles: Mapping[str, Look], *, size: float | None = None
) -> None:
    """Draw figures on axes of time and persons: marks, bars for ranges and months, arrows for
    one-sided figures.

    ``size`` is in points; by default it shrinks where there are very many.
    """
    found = list(found)
    size = size or max(SIZE * min((150 / max(len(found), 1)) ** 0.25, 1), 2)
    months = [item for item in found if item.right > item.left]
    spans = [item for item in found if item.low is not None]
    _bars(ax, "_months", [[(s.left, s.y), (s.right, s.y)] for s in months], months, styles, 0.8)
    _bars(
        ax,
        "_stated ranges",
        [[(s.x, s.low), (s.x, s.high)] for s in spans],
        spans,
        styles,
        size / 3,
    )
    for sign, path, name in ((1, _UP, "_at least"), (-1, _DOWN, "_up to")):
        some = [item for item in found if item.arrow == sign]
        if some:
            draw_arrows(
                ax,
                [(s.x, s.y) for s in some],
                path,
                [_inks(s, styles)[1] for s in some],
                size=size,
                label=name,
            )
    for (shape, weight), some in _by_shape(found, styles).items():
        draw_shape(
            ax,
            [(s.x, s.y) for s in some],
            shape,
            [_inks(s, styles) for s in some],
            size=size,
            label=f"_{weight} {shape}",
            zorder={"whole": 5, "partial": 4.5, "faint": 4}[weight],
        )


def draw_shape(
    ax: Axes,
    places: list[tuple[float, float]],
    shape: str,
    inks: list[tuple[str, str]],
    *,
    size: float = SIZE,
    **more,
) -> None:
    """Draw marks of one shape at places in data coordinates; ``inks`` has each one's fill and
    outline.
    """
    hollow = more.get("label", "").startswith("_partial")
    _collect(
        ax,
        _path(shape),
        places,
        size * SCALE.get(shape, 1),
        facecolors=[fill for fill, _ in inks],
        edgecolors=[edge for _, edge in inks],
        linewidths=0.8 if hollow else 0.5,
        **more,
    )


def draw_arrows(
    ax: Axes,
    places: list[tuple[float, float]],
    path: Path,
    inks: list[str],
    *,
    size: float = SIZE,
    **more,
) -> None:
    """Draw arrows that start at places; all are as long, whatever the numbers."""
    _collect(
        ax,
        path,
        places,
        ARROW * size / SIZE,
        facecolors="none",
        edgecolors=inks,
        linewidths=0.7,
        zorder=3,
        **more,
    )


def _collect(ax: Axes, path: Path, places: list[tuple[float, float]], size: float, **look) -> None:
    """Add one collection; far quicker than ``scatter``, whose limits and colour maps are not
    needed.
    """
    clipped = look.pop("clip_on", True)
    made = PathCollection(
        [path], sizes=[size**2], offsets=places, offset_transform=ax.transData, **look
    )
    made.set_transform(IdentityTransform())
    ax.add_collection(made, autolim=False)
    made.set_clip_on(clipped)


@lru_cache(maxsize=32)
def _path(shape: str) -> Path:
    """A shape of one unit across."""
    style = MarkerStyle(OWN_SHAPES.get(shape, shape))
    return style.get_path().transformed(style.get_transform())


def _by_shape(
    found: list[Spot], styles: Mapping[str, Look]
) -> dict[tuple[str, Weight], list[Spot]]:
    groups: dict[tuple[str, Weight], list[Spot]] = {}
    for item in found:
        groups.setdefault((styles[item.figure.party].shape, item.weight), []).append(item)
    return groups


def _inks(item: Spot, styles: Mapping[str, Look]) -> tuple[str, str]:
    look = styles[item.figure.party]
    fill = "#ffffff" if item.figure.partial else look.fill
    if item.weight == "faint":
        return (fill if item.figure.partial else paler(look.fill, FAINT)), paler(
            look.ink, FAINT + 0.12
        )
    return fill, look.ink


def _bars(
    ax: Axes, name: str, lines: list, items: list[Spot], styles: Mapping[str, Look], width: float
) -> None:
    if lines:
        ax.add_collection(
            LineCollection(
                lines,
                colors=[_inks(item, styles)[1] for item in items],
                linewidths=width,
                zorder=3,
                label=name,
                capstyle="butt",
            )
        )
