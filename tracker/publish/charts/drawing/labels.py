"""Names set directly at marks, where there is room: near their own mark, touching nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from tracker.publish.charts.drawing.legend import LegendEntry, party_entry
from tracker.publish.charts.drawing.marks import (
    ARROW,
    MARK_SIZE,
    XY,
    Line,
    PlottedFigure,
    marks_by_party,
)
from tracker.publish.charts.drawing.measure import Measure, panel_box, printable
from tracker.publish.charts.drawing.palette import looks
from tracker.publish.charts.drawing.style import SMALL
from tracker.reconcile.methods.arrays import Bools, Floats, Ints
from tracker.reconcile.question import Question

SIDES = np.array(
    [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)], float
)  # where a name may stand
RINGS = ((0.0, 0.0), (7.0, 2.0), (14.0, 3.2))  # points further away, and what that costs
TRIED = 12  # marks of a party at which a name is tried, the newest
CROWDED = 5.0  # cost above which a name goes into the key instead
_NEAR = 6.0  # points within which another party's mark may be taken for the named one
GRAIN = 2.0  # cells a point


def place_names(
    ax: Axes,
    question: Question,
    found: Sequence[PlottedFigure],
    *,
    edges: Sequence[Line],
    lines: Sequence[float] = (),
) -> list[LegendEntry]:
    """Set each party's short name at one of its marks, for the size the axes have now.

    Parameters
    ----------
    ax : Axes
        With its limits and size settled.
    question : Question
        Of whose record the parties are.
    found : sequence of PlottedFigure
        What is drawn; no name may touch it. Parties with the fewest marks are named first.
    edges : sequence of Line
        Other lines that are drawn, which no name may touch either.
    lines : sequence of float
        Upright lines from bottom to top that a name had better not cross, in data coordinates.

    Returns
    -------
    list of LegendEntry
        The parties for whose names there was no room, for the key.

    """
    field = _Field(ax, found, edges, lines)
    styles, marks = looks(question.book), marks_by_party(found)
    left_over = {
        party
        for party in sorted(marks, key=lambda party: (len(marks[party]), question.short(party)))
        if not field.place(question.short(party), styles[party].ink, marks[party])
    }
    return [
        party_entry(question.short(party), look)
        for party, look in styles.items()
        if party in left_over
    ]


class Raster:
    """Rectangles on a grid of small cells, to ask quickly whether they cover any of another
    rectangle.
    """

    def __init__(self, width: float, height: float):
        self._cells: Bools = np.zeros((int(width * GRAIN) + 2, int(height * GRAIN) + 2), bool)

    def add(self, boxes: Floats) -> None:
        """Cover rectangles (n, 4), each left, bottom, right, top in points."""
        for left, bottom, right, top in self._spans(boxes[:, :2], boxes[:, 2:]):
            self._cells[left:right, bottom:top] = True

    def covered(self, low: Floats, high: Floats) -> Bools:
        """Whether anything is covered in rectangles given by their corners (..., 2)."""
        found = [
            self._cells[left:right, bottom:top].any()
            for left, bottom, right, top in self._spans(low, high).reshape(-1, 4)
        ]
        return np.array(found, bool).reshape(low.shape[:-1])

    def holds(self, points: Floats) -> Bools:
        """Whether points (..., 2) are covered."""
        x, y = np.moveaxis(self._cell(points), -1, 0)
        held: Bools = self._cells[x, y]
        return held

    def _spans(self, low: Floats, high: Floats) -> Ints:
        return np.concatenate([self._cell(low), self._cell(high) + 1], axis=-1)

    def _cell(self, points: Floats) -> Ints:
        most = np.array(self._cells.shape) - 1
        cells: Ints = np.clip(np.floor(points * GRAIN), 0, most).astype(np.int64)
        return cells


class _Field:
    """The panel in points, with everything on it that a name must not touch."""

    def __init__(
        self,
        ax: Axes,
        found: Sequence[PlottedFigure],
        edges: Sequence[Line],
        lines: Sequence[float],
    ):
        self.ax, self.measure = ax, Measure(ax.figure)
        panel = panel_box(ax)
        self.corner, self.size = panel.p0, np.array(panel.size)
        self.marks = self.at([(s.x, s.y) for s in found])
        self.taken, self.named = Raster(*self.size), Raster(*self.size)
        self.taken.add(_boxes(self, found))
        ends = self.at([place for line in edges for place in line]).reshape(-1, 2, 2)
        self.taken.add(np.hstack([ends.min(1), ends.max(1)]))
        self.lines = self.at([(x, 0) for x in lines])[:, 0]

    def at(self, places: Sequence[XY]) -> Floats:
        """Places as points from the panel's lower left corner, shape (n, 2)."""
        dots = self.ax.transData.transform(np.array(places, float).reshape(-1, 2))
        points: Floats = dots * (72 / self.ax.figure.dpi) - self.corner
        return points

    def place(self, name: str, ink: str, marks: Sequence[XY]) -> bool:
        """Set a name at the cheapest place near one of its marks, the best of which come first;
        False if every place is too crowded.
        """
        text = printable(name)
        half = np.array([self.measure.width(text, SMALL), SMALL * 1.05]) / 2
        anchors, own = self.at(marks[:TRIED]), self.at(marks)
        gaps = np.array([MARK_SIZE / 2 + 1.6 + ring for ring, _ in RINGS])
        slant = np.where(np.abs(SIDES).sum(1) == 2, 0.92, 1)[:, None]
        shifts = SIDES[None] * (half + gaps[:, None, None] * slant)
        centres = anchors[:, None, None] + shifts[None]
        cost = self._cost(centres - half, centres + half, own) + self._leader_cost(anchors, shifts)
        mark, ring, side = map(int, np.unravel_index(np.argmin(cost), cost.shape))
        if cost[mark, ring, side] > CROWDED:
            return False
        shift, centre = shifts[ring, side], centres[mark, ring, side]
        self._write(text, ink, marks[mark], shift, ring > 0)
        box = np.hstack([centre - half - 0.8, centre + half + 0.8])[None]
        leader = _along(anchors[mark], shift) if ring else np.zeros((0, 2))
        self.named.add(box)
        self.taken.add(np.vstack([box, np.hstack([leader - 0.4, leader + 0.4])]))
        return True

    def _leader_cost(self, anchors: Floats, shifts: Floats) -> Floats:
        """Infinite where the line from a mark to its name would cross another name."""
        points = _along(anchors[:, None, None], shifts[None])
        crossing = np.any(self.named.holds(points), axis=0)
        crossing[:, 0] = False  # beside its mark a name needs no line
        return np.where(crossing, np.inf, 0.0)

    def _cost(self, low: Floats, high: Floats, own: Floats) -> Floats:
        """Cost of each place, shape (marks, rings, sides); infinite where the name would touch
        something.
        """
        outside = (low < 1).any(-1) | (high > self.size - 1).any(-1)
        cost: Floats = np.where(outside | self.taken.covered(low, high), np.inf, 0.0)
        far = np.array([price for _, price in RINGS])[:, None]
        cost = cost + far + np.arange(len(SIDES)) * 0.06 + np.arange(len(low))[:, None, None] * 0.25
        near = [_inside(low - _NEAR, high + _NEAR, marks) for marks in (self.marks, own)]
        cost = cost + 0.9 * np.maximum(near[0] - near[1], 0)
        crossed = (low[..., 0, None] < self.lines) & (self.lines < high[..., 0, None])
        cost += 1.2 * crossed.sum(-1)
        return cost

    def _write(self, text: str, ink: str, place: XY, shift: Floats, far: bool) -> None:
        leader = {
            "arrowstyle": "-",
            "linewidth": 0.35,
            "color": ink,
            "shrinkA": 0.5,
            "shrinkB": MARK_SIZE / 2,
        }
        self.ax.annotate(
            text,
            place,
            xytext=tuple(shift),
            textcoords="offset points",
            ha="center",
            va="center",
            size=SMALL,
            color=ink,
            zorder=6,
            annotation_clip=False,
            label="_name",
            arrowprops=leader if far else None,
        )


def _along(start: Floats, shift: Floats) -> Floats:
    """Points on the way from a mark to its name, the first axis along the way."""
    return np.stack([start + part * shift for part in np.linspace(0.1, 0.9, 17)])


def _inside(low: Floats, high: Floats, points: Floats) -> Ints:
    """How many points (n, 2) are in each rectangle (..., 2)."""
    points = points[np.argsort(points[:, 0])]
    start, end = (np.searchsorted(points[:, 0], side[..., 0]) for side in (low, high))
    counts = [
        np.count_nonzero((points[a:b, 1] > bottom) & (points[a:b, 1] < top))
        for a, b, bottom, top in zip(start.flat, end.flat, low[..., 1].flat, high[..., 1].flat)
    ]
    return np.array(counts).reshape(start.shape)


def _boxes(field: _Field, found: Sequence[PlottedFigure]) -> Floats:
    """Rectangles around marks, their bars and arrows, in points, shape (n, 4)."""
    lowest, highest = [(s.left, s.low) for s in found], [(s.right, s.high) for s in found]
    low, high = (np.nan_to_num(field.at(pairs), neginf=0.0) for pairs in (lowest, highest))
    arrow = np.array([s.arrow for s in found]) * (ARROW - MARK_SIZE / 2)
    high[:, 1] += np.maximum(arrow, 0)
    low[:, 1] += np.minimum(arrow, 0)
    around = np.hstack([field.marks - MARK_SIZE / 2 - 0.8, field.marks + MARK_SIZE / 2 + 0.8])
    x, y = field.marks.T
    bars = np.column_stack([x - 1.2, low[:, 1], x + 1.2, high[:, 1]])
    months = np.column_stack([low[:, 0], y - 1, high[:, 0], y + 1])
    return np.vstack([around, bars, months])
