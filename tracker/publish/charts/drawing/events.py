"""Events of the codebook: thin upright lines, their names in rows above the panel so that no two
touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations, islice
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from tracker.curate.model import Event
from tracker.publish.charts.drawing.axes import number
from tracker.publish.charts.drawing.measure import Measure, panel_box, printable, reach
from tracker.publish.charts.drawing.style import POINT, QUIET, SMALL, Chart

_RULE = "#b4bbc2"
ROW = SMALL * 1.3  # points
NARROWEST = 0.85  # of a panel's width, to make room for names
LIFT = 3.0  # points from the panel to the lowest row
SHARE = 0.2  # of a panel's height, which the rows of names may take


def draw_events(ax: Axes, events: Sequence[Event], first: date, last: date) -> None:
    """Draw the events from ``first`` to ``last`` but for the minor ones; names may run on above
    what stands at the right of the panel. Where there are too many, those nearest to another day
    have a line without a name.
    """
    shown = [event for event in events if first <= event.date <= last and not event.minor]
    if not shown:
        return
    measure, ends = Measure(ax.figure), reach(ax)
    left, right = min(ends.x0, 0.0), ends.x1
    lift = max(LIFT, ends.y1 - panel_box(ax).height + 1)  # above the names of the band's ends too
    texts = [printable(event.label) for event in shown]
    if isinstance(ax.figure, Chart):
        wanted = [measure.width(text, SMALL) + 2.5 for text in texts]
        _make_room(ax, list(zip(_places(ax, shown), wanted)), right)
    places, names = {}, {}
    for event, text, x in zip(shown, texts, _places(ax, shown)):
        names[event] = measure.shorten(text, SMALL, max(right - x, x - left) - 2.5)
        places[event] = x, measure.width(names[event], SMALL) + 2.5
    named = list(shown)
    while len(rows := arrange([places[event] for event in named], left, right)) > 2 and (
        (1 + max(row for row, _ in rows)) * ROW > SHARE * panel_box(ax).height
    ):
        named.remove(_crowded(named))
    found = dict(zip(named, rows))
    for event in shown:
        row, sign = found.get(event, (0, 1))
        _draw(ax, event, lift + row * ROW, sign, names[event] if event in found else "")


def _crowded(named: Sequence[Event]) -> Event:
    """The event between the first and the last whose neighbours are nearest."""
    return min(
        zip(named[1:], named, named[2:]), key=lambda three: (three[2].date - three[1].date).days
    )[0]


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
    usual = [-1 if x + width > right and x - width >= left else 1 for x, width in wanted]
    free = [at for at, (x, width) in enumerate(wanted) if x - width >= left and x + width <= right]
    tries = (
        _rows(wanted, [-side if at in some else side for at, side in enumerate(usual)], first)
        for count in range(len(free) + 1)
        for some in islice(combinations(free, count), 60)
        for first in (1, -1)
    )
    best, fewest = next(tries)
    for found, crossing in tries:
        if not fewest:
            break
        if crossing < fewest:
            best, fewest = found, crossing
    return best


def _rows(
    wanted: Sequence[tuple[float, float]], sides: list[int], first: int
) -> tuple[list[tuple[int, int]], int]:
    """A row for each name on its side, those of one side ``first``, and how many had to cross
    something.
    """
    placed: dict[int, _Named] = {}
    crossing = 0
    for at in sorted(
        range(len(wanted)), key=lambda at: (-first * sides[at], -sides[at] * wanted[at][0])
    ):
        x, width = wanted[at]
        start, end = sorted((x, x + sides[at] * width))
        top = 1 + max((name.row for name in placed.values()), default=-1)
        tried = (_Named(row, start, end, x) for row in range(top + 1))
        found = next((one for one in tried if not any(map(one.meets, placed.values()))), None)
        crossing += found is None
        placed[at] = found or _Named(top, start, end, x)
    return [(placed[at].row, side) for at, side in enumerate(sides)], crossing


class _Named(NamedTuple):
    """A name's row, where it starts and ends, and its line."""

    row: int
    start: float
    end: float
    line: float

    def meets(self, other: _Named) -> bool:
        """Whether the names touch, or the line of the higher one crosses the lower one."""
        if self.row == other.row:
            return self.start < other.end + 3 and other.start < self.end + 3
        low, high = sorted((self, other))
        return low.start - 1 < high.line < low.end + 1


def _draw(ax: Axes, event: Event, lift: float, side: int, name: str) -> None:
    upright = blended_transform_factory(ax.transData, ax.transAxes)
    x = number(event.date)
    ax.axvline(x, color=_RULE, linewidth=0.4, zorder=1.2, label=f"_event {event.date}")
    if not name:
        return
    ax.annotate(
        "",
        (x, 1),
        xycoords=upright,
        xytext=(0, lift + ROW * 0.8),
        textcoords="offset points",
        annotation_clip=False,
        label=f"_event {event.date}",
        arrowprops={
            "arrowstyle": "-",
            "linewidth": 0.4,
            "color": _RULE,
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )
    shift = ScaledTranslation(side * 2 * POINT, lift * POINT, ax.figure.dpi_scale_trans)
    ax.text(
        x,
        1,
        name,
        transform=upright + shift,
        ha="left" if side > 0 else "right",
        va="bottom",
        size=SMALL,
        color=QUIET,
        clip_on=False,
        label=f"_event {event.date}",
    )
