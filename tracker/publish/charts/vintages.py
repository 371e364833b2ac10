"""What was known when: the range for one day as knowledge of it grew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from tracker.curate.model import Event
from tracker.publish.charts.display import styled
from tracker.publish.charts.drawing.axes import count_axis, number, time_axis
from tracker.publish.charts.drawing.bands import MANY, SAMPLED, band_key, draw_band, name_ends
from tracker.publish.charts.drawing.events import draw_events
from tracker.publish.charts.drawing.frame import Words, finish, settle
from tracker.publish.charts.drawing.labels import Name, place_names
from tracker.publish.charts.drawing.legend import LegendEntry, line_entry, mark_entries, party_entry
from tracker.publish.charts.drawing.marks import Line, PlottedFigure, by_party, draw_marks, plotted
from tracker.publish.charts.drawing.palette import looks
from tracker.publish.charts.drawing.style import Size, panel
from tracker.publish.charts.view import Day, View, alt_of, ends_words, view_of, voices_words
from tracker.reconcile.judgement import Entry as Known
from tracker.reconcile.numbers import format_count, format_day
from tracker.reconcile.ranges import MetricRange, range_of
from tracker.reconcile.voices import series

if TYPE_CHECKING:
    from tracker.curate.model import Dataset

HEIGHTS = {"column": 55.0, "page": 70.0}  # mm of the panel
REVISION = "#b3123b"


@styled
def plot_vintages(
    data: Dataset,
    metric: str,
    *,
    ax: Axes | None = None,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
    method: str = "envelope",
    log: bool = False,
    size: Size = "page",
) -> Axes:
    """Draw the range for one day as it was known on each later day, and the figures when they were
    stated.

    Parameters
    ----------
    data, metric, ax, place, method, log, size
        As in :func:`plot_ranges`.
    on : date or str, optional
        The day asked about; default: the last day anything was stated.
    known_on : date or str, optional
        The last day of knowledge shown; default: the last day anything was stated.

    Raises
    ------
    ValueError
        If a name or day cannot be used, or nothing was ever stated for the day; the message holds
        the remedy.

    """
    view = _view(data, metric, place, on, known_on, method)
    entries = [
        entry
        for entry in series(data, metric, view.place).entries
        if entry.known <= view.known_on.toordinal() and entry.day <= view.on.toordinal()
    ]
    found = [made for entry in entries if (made := _stated(entry, view)) is not None]
    if not found:
        raise view.nothing()
    rows = vintages(view, entries)
    ax = panel(ax, size, HEIGHTS.get(size, 70.0))
    time_axis(ax, date.fromordinal(min(entry.known for entry in entries)), view.known_on)
    values = [value for item in found for value in item.values]
    count_axis(
        ax,
        values + [value for row in rows for value in (row.low, row.high) if value is not None],
        log=log,
    )
    edges = draw_band(
        ax, rows, view.known_on, by="known_on", floor=ax.get_ylim()[0] if log else 0.0
    )
    draw_marks(ax, found, looks(view.book))
    revised = draw_revisions(ax, entries, found)
    return _label(ax, view, found, edges, rows, revised, ["--log"] if log else [])


def _view(data: Dataset, metric: str, place, on, known_on, method: str) -> View:
    asked = view_of(data, metric, place, on, known_on, method, then=True)
    last = asked.known_on if known_on is not None else max(data.last_stated, asked.on)
    return View(
        data,
        asked.metric,
        asked.place,
        asked.on,
        last,
        last if known_on is not None else None,
        method,
    )


def vintages(view: View, entries: list[Known]) -> list[MetricRange]:
    """The range for the view's day on each day on which knowledge of it grew."""
    until, found = view.known_on.toordinal(), series(view.dataset, view.metric.key, view.place)
    days = {entry.known for entry in entries} | {
        entry.withdrawn for entry in entries if entry.withdrawn
    }
    days = [day for day in sorted(days) if day <= until]
    every = max(len(days) // SAMPLED, 1) if len(entries) > MANY else 1
    rows = [range_of(found, view.on, date.fromordinal(day), view.method) for day in days[::every]]
    return [row for row in rows if row.figures]


def _stated(entry: Known, view: View) -> PlottedFigure | None:
    """A figure at the day it was stated, not the day it describes."""
    made = plotted(entry, view.known_on.toordinal())
    if made is None:
        return None
    first, last = (
        number(max(entry.figure.stated.first, entry.figure.as_of.first)),
        number(entry.figure.stated.last),
    )
    return replace(made, x=(first + last) / 2, left=first, right=last)


def draw_revisions(
    ax: Axes, entries: list[Known], found: list[PlottedFigure]
) -> list[tuple[PlottedFigure, PlottedFigure]]:
    """Draw a line from each revised figure to the one that replaced it; returns the pairs."""
    by_name = {item.figure.estimate: item for item in found}
    pairs = [
        (by_name[entry.figure.revises], by_name[entry.figure.estimate])
        for entry in entries
        if entry.figure.revises in by_name and entry.figure.estimate in by_name
    ]
    for old, new in pairs:
        ax.annotate(
            "",
            (new.x, new.y),
            xytext=(old.x, old.y),
            annotation_clip=False,
            label="_revision",
            zorder=3.8,
            arrowprops={
                "arrowstyle": "-|>,head_width=0.14,head_length=0.3",
                "linewidth": 0.7,
                "color": REVISION,
                "shrinkA": 2,
                "shrinkB": 3,
            },
        )
    return pairs


def _label(
    ax: Axes,
    view: View,
    found: list[PlottedFigure],
    edges: list[Line],
    rows: list[MetricRange],
    revised: list[tuple[PlottedFigure, PlottedFigure]],
    flags: list[str],
) -> Axes:
    now = view.range()
    name_ends(ax, view, now)
    settle(ax)
    styles, parties = looks(view.book), {item.figure.party for item in found}
    first = min(item.figure.stated.first for item in found)
    draw_events(
        ax, [Event(view.on, f"{format_day(view.on)}, the day itself")], first, view.known_on
    )
    names = [
        Name(view.short(party), styles[party].ink, marks)
        for party, marks in by_party(found).items()
    ]
    left_over = {name.text for name in place_names(ax, names, found, edges=edges)}
    key = [
        [
            party_entry(view.short(party), look)
            for party, look in styles.items()
            if party in parties and view.short(party) in left_over
        ],
        band_key(view, rows),
        _marks(found, revised),
    ]
    days = [item.figure.as_of for item in found]
    finish(
        ax,
        Words(
            title=f"{view.label}, persons: what was known when",
            subtitle=f"The range for {format_day(view.on)}: {ends_words(now)}, from "
            f"{voices_words(now)}, as known on "
            f"{format_day(view.known_on)}",
            key=key,
            line=view.line("vintages", *flags),
            alt=alt_of(
                view,
                len(found),
                len(parties),
                min(day.first for day in days),
                max(day.last for day in days),
                now,
            )
            + _history(rows, revised, view),
        ),
    )
    return ax


def _marks(
    found: list[PlottedFigure], revised: list[tuple[PlottedFigure, PlottedFigure]]
) -> list[LegendEntry]:
    first, *rest = mark_entries(found)
    first = LegendEntry("a figure, on the day it was stated", first.draw)
    return [
        first,
        *rest,
        *([line_entry("revised by the same party", lw=0.7, color=REVISION)] if revised else []),
    ]


def _history(
    rows: list[MetricRange], revised: list[tuple[PlottedFigure, PlottedFigure]], view: View
) -> str:
    said = ""
    if rows:
        said += f" On {format_day(rows[0].known_on)} it was {ends_words(rows[0])}."
    if revised:
        said += (
            " Revised: "
            + "; ".join(
                f"{view.short(new.figure.party)}, {format_count(old.y)} to {format_count(new.y)}"
                for old, new in revised
            )
            + "."
        )
    return said
