"""Names set directly at marks, where there is room: near their own mark, touching nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from tracker.publish.fonts import printable
from tracker.publish.marks import ARROW, SIZE, Spot
from tracker.publish.measuring import Measure
from tracker.publish.style import SMALL

SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))  # where the name is, seen from the mark
RINGS = ((0.0, 0.0), (7.0, 2.0), (14.0, 3.2))  # points further away, and what that costs
TRIED = 12  # marks of a party at which a name is tried, the newest
CROWDED = 5.0  # cost above which a name goes into the key instead


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be set once, at one of its marks (in data coordinates, the best first)."""

    text: str
    ink: str
    marks: tuple[tuple[float, float], ...]


def place_names(ax: Axes, names: Sequence[Name], found: Sequence[Spot], *, lines: Sequence[float] = ()) -> list[Name]:
    """Set each name at one of its marks, for the size the axes have now.

    Parameters
    ----------
    ax : Axes
        With its limits and size settled.
    names : sequence of Name
        Those with the fewest marks are placed first.
    found : sequence of Spot
        What is drawn; no name may touch it.
    lines : sequence of float
        Upright lines that a name had better not cross, in data coordinates.

    Returns
    -------
    list of Name
        Those for which there was no room.
    """
    field = _Field(ax, found, lines)
    return [name for name in sorted(names, key=lambda name: (len(name.marks), name.text)) if not field.place(name)]


class _Field:
    """The panel in points, with everything on it that a name must not touch."""

    def __init__(self, ax: Axes, found: Sequence[Spot], lines: Sequence[float]):
        self.ax, self.measure = ax, Measure(ax.figure)
        self.points = 72 / ax.figure.dpi
        panel = ax.get_window_extent()
        self.corner = np.array([panel.x0, panel.y0]) * self.points
        self.size = np.array([panel.width, panel.height]) * self.points
        self.marks = self._at([(s.x, s.y) for s in found])
        self.taken = _boxes(self, found)
        self.lines = self._at([(x, 0) for x in lines])[:, 0]
        ends = [line for artist in ax.collections if artist.get_label() in ("_ends", "_open ends") for line in artist.get_segments()]
        corners = self._at(np.reshape(ends, (-1, 2))).reshape(-1, 2, 2)
        self.edges = np.hstack([corners.min(1) - 0.5, corners.max(1) + 0.5])

    def _at(self, pairs) -> np.ndarray:
        """Data coordinates as points from the panel's lower left corner, shape (n, 2)."""
        pairs = np.asarray(pairs, float).reshape(-1, 2)
        return self.ax.transData.transform(pairs) * self.points - self.corner if len(pairs) else pairs

    def place(self, name: Name) -> bool:
        """Set the name at its cheapest place; False if every place is too crowded."""
        text = printable(name.text)
        half = np.array([self.measure.width(text, SMALL), SMALL * 1.05]) / 2
        anchors = self._at(name.marks[:TRIED])
        gaps = np.array([SIZE / 2 + 1.6 + ring for ring, _ in RINGS])
        sides = np.array(SIDES, float)
        shifts = sides[None] * (half + gaps[:, None, None] * np.where(np.abs(sides).sum(1) == 2, 0.75, 1)[:, None])
        centres = anchors[:, None, None] + shifts[None]
        cost = self._cost(centres, half, anchors)
        best = np.unravel_index(np.argmin(cost), cost.shape)
        if cost[best] > CROWDED:
            return False
        self._write(name, text, best, shifts[best[1:]], half)
        centre = centres[best]
        self.taken = np.vstack([self.taken, np.hstack([centre - half - 0.8, centre + half + 0.8])])
        return True

    def _cost(self, centres: np.ndarray, half: np.ndarray, anchors: np.ndarray) -> np.ndarray:
        """Cost of each place, shape (marks, rings, sides); infinite where the name would touch something."""
        low, high = centres - half, centres + half
        outside = (low < 1).any(-1) | (high > self.size - 1).any(-1)
        hit = _touch(low, high, self.taken).any(-1)
        cost = np.where(outside | hit, np.inf, 0.0)
        cost = cost + np.array([price for _, price in RINGS])[:, None] + np.arange(len(SIDES)) * 0.06
        cost = cost + np.arange(len(anchors))[:, None, None] * 0.25
        around = np.hstack([self.marks - 6, self.marks + 6])
        own = (np.abs(self.marks[:, None] - anchors[None]) < 0.5).all(-1).any(1) if len(self.marks) else np.zeros(0, bool)
        cost = cost + 0.9 * _touch(low, high, around[~own]).sum(-1)
        crossed = (low[..., 0, None] < self.lines) & (self.lines < high[..., 0, None])
        return cost + 1.2 * crossed.sum(-1) + 0.8 * _touch(low, high, self.edges).sum(-1)

    def _write(self, name: Name, text: str, best, shift: np.ndarray, half: np.ndarray) -> None:
        leader = {"arrowstyle": "-", "linewidth": 0.35, "color": name.ink, "shrinkA": 0.5, "shrinkB": SIZE / 2}
        self.ax.annotate(text, name.marks[best[0]], xytext=tuple(shift), textcoords="offset points", ha="center", va="center",
                         size=SMALL, color=name.ink, zorder=6, annotation_clip=False,
                         arrowprops=leader if best[1] else None)


def _touch(low: np.ndarray, high: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Which boxes (m, 4) each rectangle (..., 2) touches, shape (..., m)."""
    low, high = low[..., None, :], high[..., None, :]
    return (low < boxes[:, 2:]).all(-1) & (high > boxes[:, :2]).all(-1)


def _boxes(field: _Field, found: Sequence[Spot]) -> np.ndarray:
    """Rectangles around marks, their bars and arrows, in points, shape (n, 4)."""
    if not found:
        return np.zeros((0, 4))
    lowest = [(s.left, s.y if s.low is None else s.low) for s in found]
    highest = [(s.right, s.y if s.high is None else s.high) for s in found]
    low, high = (np.nan_to_num(field._at(pairs), neginf=0.0) for pairs in (lowest, highest))
    arrow = np.array([s.arrow for s in found]) * (ARROW - SIZE / 2)
    high[:, 1] += np.maximum(arrow, 0)
    low[:, 1] += np.minimum(arrow, 0)
    around = np.hstack([field.marks - SIZE / 2 - 0.8, field.marks + SIZE / 2 + 0.8])
    bars = np.hstack([np.column_stack([field.marks[:, 0] - 1.2, low[:, 1]]), np.column_stack([field.marks[:, 0] + 1.2, high[:, 1]])])
    months = np.hstack([np.column_stack([low[:, 0], field.marks[:, 1] - 1]), np.column_stack([high[:, 0], field.marks[:, 1] + 1])])
    return np.vstack([around, bars, months])
