"""The reconciled range as a band that steps on each day on which it changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from tracker.publish.charts.drawing.axes import number
from tracker.publish.charts.drawing.marks import Line, PlottedFigure, draw_lines
from tracker.publish.charts.drawing.measure import Measure, printable
from tracker.publish.charts.drawing.palette import paler
from tracker.publish.charts.drawing.style import (
    BAND,
    BAND_EDGE,
    CENTRE,
    INK,
    OPEN,
    POINT,
    QUIET,
    SMALL,
    narrow,
)
from tracker.publish.words import COMPUTING
from tracker.reconcile.assess import MetricRange, changes
from tracker.reconcile.numbers import format_count, roughly
from tracker.reconcile.question import Question

LEAD = SMALL * 1.25  # points between lines
_HEAD = SMALL + 0.6  # points of a number at the end of a band
SPECK = 0.04  # of the time shown: a middle of fewer days is not drawn
ROOM = {True: 40.0, False: 66.0}  # points for names of holders: on a narrow chart, on a wide one
Step = tuple[float, float, MetricRange]  # from when to when which range is drawn
SEEN = attrgetter("low", "centre", "high", "low_open", "high_open", "stale")  # of a range in a band


def draw_band(
    ax: Axes,
    rows: Sequence[MetricRange],
    until: date,
    *,
    by: Literal["on", "known_on"] = "on",
) -> list[Line]:
    """Draw ranges one after another, each from its day to the next one's. On a logarithmic axis
    "nothing" stands at the lower edge.

    Parameters
    ----------
    ax : Axes
        Axes of time and persons.
    rows : sequence of MetricRange
        In the order of their days.
    until : date
        Where the last one ends.
    by : str
        Which day of a range is meant.

    Returns
    -------
    list of lines, each two places in data coordinates
        The ends and the middle as drawn.

    """
    rows = [next(same) for _, same in groupby(rows, SEEN)]
    days = [number(getattr(row, by)) for row in rows] + [number(until)]
    steps = [(left, right, row) for left, right, row in zip(days, days[1:], rows) if right > left]
    floor = 0.0 if ax.get_yscale() == "linear" else ax.get_ylim()[0]
    _fill(ax, steps, floor)
    closed, opened = _ends(steps, floor)
    centres = _centres(steps, SPECK * (ax.get_xlim()[1] - ax.get_xlim()[0]))
    draw_lines(ax, [(line, BAND_EDGE) for line in closed], 0.5, label="_ends", zorder=1.5)
    draw_lines(
        ax,
        [(line, BAND_EDGE) for line in opened],
        0.5,
        label="_open ends",
        zorder=1.5,
        linestyle=OPEN,
    )
    draw_lines(ax, [(line, CENTRE) for line in centres], 0.9, label="_centre", zorder=1.4)
    return closed + opened + centres


def steps(question: Question) -> list[MetricRange]:
    """The ranges on the days shown, each day on which they moved: of what was before, the last."""
    return shown_since([row for row in changes(question) if row.on <= question.on], question.since)


def shown_since(
    rows: list[MetricRange], first: date | None, by: Literal["on", "known_on"] = "on"
) -> list[MetricRange]:
    """The ranges of a day and later, and the one that held when it began."""
    before = sum(first is not None and getattr(row, by) <= first for row in rows)
    return rows[max(before - 1, 0) :]


def persons(found: Iterable[PlottedFigure], rows: Iterable[MetricRange]) -> list[float]:
    """Every number that figures and ranges show, for the axis."""
    ends = (end for row in rows for end in (row.low, row.high) if end is not None)
    return [*(value for item in found for value in item.values), *ends]


def _fill(ax: Axes, steps: Sequence[Step], floor: float) -> None:
    boxes = [
        (left, right, max(row.low, floor), max(row.high, floor), row.stale)
        for left, right, row in steps
        if row.low is not None and row.high is not None
    ]
    ax.add_collection(
        PolyCollection(
            [
                [(left, low), (left, high), (right, high), (right, low)]
                for left, right, low, high, _ in boxes
            ],
            facecolors=[paler(BAND, 0.5) if stale else BAND for *_, stale in boxes],
            edgecolors="none",
            zorder=1,
            label="_band",
        )
    )


def _centres(steps: Sequence[Step], least: float) -> list[Line]:
    """The middle of two ends, where there are centres for ``least`` days or more without a break:
    what is shorter would be a speck.
    """
    lines: list[Line] = []
    for there, run in groupby(steps, lambda step: step[2].centre is not None):
        found = list(run)
        if there and found[-1][1] - found[0][0] >= least:
            lines += [
                [(left, row.centre), (right, row.centre)]
                for left, right, row in found
                if row.centre is not None and row.low != row.high
            ]
    return lines


def _ends(steps: Sequence[Step], floor: float) -> tuple[list[Line], list[Line]]:
    """Both ends as lines, closed and open ones apart; an upright one where an end moves."""
    closed: list[Line] = []
    opened: list[Line] = []
    for side in ("low", "high"):
        before = None
        for left, right, row in steps:
            value = getattr(row, side)
            if value is not None:
                value = max(value, floor)
                ends = ("low", "high") if row.low == row.high else (side,)  # one line for both
                is_open = any(getattr(row, f"{end}_open") for end in ends)
                (opened if is_open else closed).append([(left, value), (right, value)])
                if before not in (None, value):
                    closed.append([(left, before), (left, value)])
            before = value
    return closed, opened


def name_ends(ax: Axes, question: Question, found: MetricRange) -> None:
    """Write, to the right of the panel, the ends of the range it comes to, and who holds them."""
    measure, room = Measure(ax.figure), ROOM[narrow(ax)]
    texts = []
    beyond = "or fewer then" if found.low is None else "or more"
    for side, word in (("high", beyond), ("low", "or fewer")):
        value = getattr(found, side)
        if value is not None and not (side == "low" and value == found.high):
            more = f" {word}" if getattr(found, f"{side}_open") else ""
            words = getattr(found, f"{side}_said")
            rough = words or found.method in COMPUTING
            end = (f"about {roughly(value)}" if rough else format_count(value)) + more
            holders = getattr(found, f"{side}_party").split(", ")
            names = first_few([question.short(party) for party in holders if party])
            below = [f"({words})", names] if words and not narrow(ax) else [names]
            folded = [line for text in below for line in measure.wrap(printable(text), SMALL, room)]
            head = measure.wrap(end, _HEAD, room, bold=True) if narrow(ax) else [end]
            texts.append(
                (value, [*[(line, True) for line in head], *[(line, False) for line in folded]])
            )
    place = blended_transform_factory(ax.transAxes, ax.transData)
    points = 72 / ax.figure.dpi
    heights = [ax.transData.transform((0, value))[1] * points for value, _ in texts]
    for (value, lines), shift in zip(
        texts, _apart(heights, [len(lines) * LEAD for _, lines in texts])
    ):
        for row, (line, first) in enumerate(lines):
            down = shift + ((len(lines) - 1) / 2 - row) * LEAD
            ax.text(
                1,
                value,
                line,
                transform=place
                + ScaledTranslation(4 * POINT, down * POINT, ax.figure.dpi_scale_trans),
                va="center",
                size=_HEAD if first else SMALL,
                weight="bold" if first else "normal",
                color=INK if first else QUIET,
                clip_on=False,
                label="_holder",
            )


def first_few(names: Sequence[str], most: int = 4) -> str:
    """Names, or of more than so many the first and how many more there are."""
    shown = names if len(names) <= most else names[: max(most - 1, 1)]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _apart(heights: list[float], tall: list[float]) -> list[float]:
    """How far to move two blocks of text apart, the upper one first, so that they do not touch."""
    if len(heights) < 2:
        return [0.0] * len(heights)
    missing = max((tall[0] + tall[1]) / 2 + 2 - (heights[0] - heights[1]), 0)
    return [missing / 2, -missing / 2]
