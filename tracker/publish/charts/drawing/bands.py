"""The reconciled range as a band that steps on each day on which it changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from tracker.publish.charts.drawing.axes import number
from tracker.publish.charts.drawing.fonts import printable
from tracker.publish.charts.drawing.legend import Entry, band_entries
from tracker.publish.charts.drawing.measure import Measure
from tracker.publish.charts.drawing.palette import paler
from tracker.publish.charts.drawing.style import BAND, BAND_EDGE, INK, POINT, QUIET, SMALL, narrow
from tracker.publish.charts.view import View
from tracker.reconcile.numbers import format_count, format_day
from tracker.reconcile.ranges import MetricRange, changes, range_of
from tracker.reconcile.voices import series

CENTRE = "#a3acb5"
LEAD = SMALL * 1.25  # points between lines
MANY, SAMPLED = (
    800,
    250,
)  # figures above which a band is drawn on some days only: closer than print can show
ROOM = {
    True: 40.0,
    False: 66.0,
}  # points for the names of holders, on a narrow chart and on a wide one


def draw_band(
    ax: Axes, rows: Sequence[MetricRange], until: date, *, by: str = "on", floor: float = 0.0
) -> None:
    """Draw ranges one after another, each from its day to the next one's.

    Parameters
    ----------
    ax : Axes
        Axes of time and persons.
    rows : sequence of MetricRange
        In the order of their days; ``by`` says which day, ``on`` or ``known_on``.
    until : date
        Where the last one ends.
    floor : float
        What stands for "nothing" on a logarithmic axis, in persons.

    """
    rows = [
        row
        for before, row in zip([None, *rows], rows)
        if before is None or _seen(before) != _seen(row)
    ]
    days = [number(getattr(row, by)) for row in rows] + [number(until)]
    steps = [(left, right, row) for left, right, row in zip(days, days[1:], rows) if right > left]
    boxes = [
        (left, right, max(row.low, floor), max(row.high, floor), row.stale)
        for left, right, row in steps
        if None not in (row.low, row.high)
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
    _edges(ax, steps, floor)
    centres = [
        [(left, row.centre), (right, row.centre)]
        for left, right, row in steps
        if row.centre is not None
    ]
    ax.add_collection(
        LineCollection(centres, colors=CENTRE, linewidths=0.9, zorder=1.4, label="_centre")
    )


def _seen(row: MetricRange) -> tuple:
    """What of a range the band shows."""
    return row.low, row.centre, row.high, row.low_open, row.high_open, row.stale


def steps(view: View) -> list[MetricRange]:
    """The view's ranges from the first figure on; of very many figures, those on ``SAMPLED`` of
    their days.
    """
    found = series(view.dataset, view.metric.key, view.place)
    if len(found.entries) <= MANY:
        rows = changes(
            view.dataset,
            view.metric.key,
            place=view.place,
            known_on=view.hindsight,
            method=view.method,
        )
        return [row for row in rows if row.on <= view.on]
    days = sorted(
        {
            day
            for entry in found.entries
            for day in (entry.day, entry.known)
            if day <= view.on.toordinal()
        }
    )
    chosen = [date.fromordinal(day) for day in days[:: max(len(days) // SAMPLED, 1)]]
    rows = [range_of(found, day, view.hindsight or day, view.method) for day in chosen]
    return [row for row in rows if row.figures]


def _edges(ax: Axes, steps: list[tuple[float, float, MetricRange]], floor: float) -> None:
    """Both ends as thin lines, dashed where the range is open; upright where an end moves."""
    closed, opened = [], []
    for side in ("low", "high"):
        before = None
        for left, right, row in steps:
            value = getattr(row, side)
            if value is None:
                before = None
                continue
            value = max(value, floor)
            (opened if getattr(row, f"{side}_open") else closed).append(
                [(left, value), (right, value)]
            )
            if before not in (None, value):
                closed.append([(left, before), (left, value)])
            before = value
    for lines, style, name in ((closed, "solid", "_ends"), (opened, (0, (2, 1.6)), "_open ends")):
        if lines:
            ax.add_collection(
                LineCollection(
                    lines,
                    colors=BAND_EDGE,
                    linewidths=0.5,
                    linestyles=style,
                    zorder=1.5,
                    label=name,
                )
            )


def name_ends(ax: Axes, view: View, found: MetricRange) -> None:
    """Write, to the right of the panel, the ends of the range it comes to, and who holds them."""
    measure, room = Measure(ax.figure), ROOM[narrow(ax)]
    texts = []
    for side, word in (("high", "or more"), ("low", "or fewer")):
        value = getattr(found, side)
        if value is not None and not (side == "low" and value == found.high):
            number_line = format_count(value) + (
                f" {word}" if getattr(found, f"{side}_open") else ""
            )
            holders = _listed(
                [
                    view.short(party)
                    for party in getattr(found, f"{side}_party").split(", ")
                    if party
                ]
            )
            texts.append((value, [number_line, *measure.wrap(printable(holders), SMALL, room)]))
    place = blended_transform_factory(ax.transAxes, ax.transData)
    points = 72 / ax.figure.dpi
    heights = [ax.transData.transform((0, value))[1] * points for value, _ in texts]
    for (value, lines), shift in zip(
        texts, _apart(heights, [len(lines) * LEAD for _, lines in texts])
    ):
        for row, line in enumerate(lines):
            down = shift + ((len(lines) - 1) / 2 - row) * LEAD
            ax.text(
                1,
                value,
                line,
                transform=place
                + ScaledTranslation(4 * POINT, down * POINT, ax.figure.dpi_scale_trans),
                va="center",
                size=SMALL + (0.6 if row == 0 else 0),
                weight="bold" if row == 0 else "normal",
                color=INK if row == 0 else QUIET,
                clip_on=False,
            )


def _listed(names: list[str], most: int = 4) -> str:
    return (
        ", ".join(names)
        if len(names) <= most
        else f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    )


def _apart(heights: list[float], tall: list[float]) -> list[float]:
    """How far to move two blocks of text apart, the upper one first, so that they do not touch."""
    if len(heights) < 2:
        return [0.0] * len(heights)
    missing = max((tall[0] + tall[1]) / 2 + 2 - (heights[0] - heights[1]), 0)
    return [missing / 2, -missing / 2]


def band_key(view: View, rows: Sequence[MetricRange]) -> list[Entry]:
    """What the band means, for the key."""
    if not rows:
        return []
    words = {"envelope": "lowest to highest voice"}.get(
        view.method, f"range by the method {view.method}"
    )
    when = (
        "as known then" if view.hindsight is None else f"as known on {format_day(view.hindsight)}"
    )
    return band_entries(
        any(row.centre is not None for row in rows),
        any(row.high_open or row.low_open for row in rows),
        any(row.stale for row in rows),
        f"{words}, {when}; grey: their middle",
    )
