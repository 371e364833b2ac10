"""Events of the codebook: thin upright lines, their names in rows above the panel so that no two
touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations, islice

from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from tracker.curate.model import Event
from tracker.publish.charts.drawing.axes import number
from tracker.publish.charts.drawing.fonts import printable
from tracker.publish.charts.drawing.measure import Measure, reach
from tracker.publish.charts.drawing.style import POINT, QUIET, SMALL, Chart

RULE = "#b4bbc2"
ROW = SMALL * 1.3  # points
NARROWEST = 0.85  # of a panel's width, to make room for names
LIFT = 3.0  # points from the panel to the lowest row


def draw_events(ax: Axes, events: Sequence[Event], first: date, last: date) -> None:
    """Draw the events from ``first`` to ``last``; names may run on above what stands at the right
    of the panel.
    """
    shown = [event for event in events if first <= event.date <= last]
    if not shown:
        return
    measure = Measure(ax.figure)
    widths = [measure.width(printable(event.label), SMALL) + 2.5 for event in shown]
    right = reach(ax).x1
    if isinstance(ax.figure, Chart):
        _make_room(ax, list(zip(_places(ax, shown), widths)), right)
    rows = arrange(list(zip(_places(ax, shown), widths)), 0.0, right)
    for event, (row, sign) in zip(shown, rows):
        _draw(ax, event, LIFT + row * ROW, sign)


def _places(ax: Axes, shown: Sequence[Event]) -> list[float]:
    """Where the events' lines are, in points from the panel's left."""
    left, points = ax.get_window_extent().x0, 72 / ax.figure.dpi
    return [(ax.transData.transform((number(event.date), 0))[0] - left) * points for event in shown]


def _make_room(ax: Axes, wanted: Sequence[tuple[float, float]], right: float) -> None:
    """Narrow the panel a little where that lets every name stand to the right of its line."""
    part = min(
        [0.995 * (right - width) / x for x, width in wanted if x > 0 and x + width > right],
        default=1.0,
    )
    if NARROWEST <= part < 1:
        place = ax.get_position()
        ax.set_position((place.x0, place.y0, place.width * part, place.height))


def arrange(
    wanted: Sequence[tuple[float, float]], left: float, right: float
) -> list[tuple[int, int]]:
    """Give each name a row (0 is the lowest) and a side (1: to the right of its line, -1: to the
    left).

    ``wanted`` has each line's place and the width of its name, in points. A name is to the right of
    its line where it stays left of ``right``, and in the lowest row where it touches no other name
    and no line crosses a name; as few as possible change sides for that.

    Examples
    --------
    >>> arrange([(0, 50), (30, 50), (100, 40)], 0, 110)
    [(1, 1), (0, 1), (1, -1)]

    """
    can = [
        [
            side
            for side in (1, -1)
            if left <= x + min(side, 0) * width and x + max(side, 0) * width <= right
        ]
        or [1]
        for x, width in wanted
    ]
    best, fewest = [], len(wanted) + 1
    for flips in range(len(wanted) + 1):
        for some in islice(combinations(range(len(wanted)), flips), 60):
            sides = [
                each[-1] if at in some or len(each) == 1 else each[0] for at, each in enumerate(can)
            ]
            for first in (1, -1):
                found, crossing = _rows(wanted, sides, first)
                if crossing < fewest:
                    best, fewest = found, crossing
                if not crossing:
                    return best
    return best


def _rows(
    wanted: Sequence[tuple[float, float]], sides: list[int], first: int
) -> tuple[list[tuple[int, int]], int]:
    """A row for each name on its side, those of one side ``first``, and how many had to cross
    something.
    """
    placed: list[tuple[int, float, float, float]] = []  # row, start and end of the name, its line
    found: dict[int, tuple[int, int]] = {}
    crossing = 0
    for at in sorted(
        range(len(wanted)), key=lambda at: (-first * sides[at], -sides[at] * wanted[at][0])
    ):
        x, width = wanted[at]
        start, end = sorted((x, x + sides[at] * width))
        rows = 2 + max((row for row, *_ in placed), default=-1)
        row = next((row for row in range(rows) if _fits(row, start, end, x, placed)), None)
        crossing += row is None
        row = rows - 1 if row is None else row
        placed.append((row, start, end, x))
        found[at] = (row, sides[at])
    return [found[at] for at in range(len(wanted))], crossing


def _fits(
    row: int, start: float, end: float, x: float, placed: Sequence[tuple[int, float, float, float]]
) -> bool:
    for other, begins, ends, line in placed:
        if other == row and start < ends + 3 and begins < end + 3:
            return False
        if other < row and begins - 1 < x < ends + 1:  # my line would cross its name
            return False
        if other > row and start - 1 < line < end + 1:  # its line would cross my name
            return False
    return True


def _draw(ax: Axes, event: Event, lift: float, side: int) -> None:
    upright = blended_transform_factory(ax.transData, ax.transAxes)
    x = number(event.date)
    ax.axvline(x, color=RULE, linewidth=0.4, zorder=1.2, label="_event")
    ax.annotate(
        "",
        (x, 1),
        xycoords=upright,
        xytext=(0, lift + ROW * 0.8),
        textcoords="offset points",
        annotation_clip=False,
        arrowprops={"arrowstyle": "-", "linewidth": 0.4, "color": RULE, "shrinkA": 0, "shrinkB": 0},
    )
    shift = ScaledTranslation(side * 2 * POINT, lift * POINT, ax.figure.dpi_scale_trans)
    ax.text(
        x,
        1,
        printable(event.label),
        transform=upright + shift,
        ha="left" if side > 0 else "right",
        va="bottom",
        size=SMALL,
        color=QUIET,
        clip_on=False,
    )
