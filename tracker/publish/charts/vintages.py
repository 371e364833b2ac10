"""What was known when: the range for one day as knowledge of it grew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from tracker.curate.model import Event
from tracker.publish.charts.display import styled
from tracker.publish.charts.drawing.axes import count_axis, day_at, number, time_axis
from tracker.publish.charts.drawing.bands import band_key, draw_band, name_ends
from tracker.publish.charts.drawing.bands import since as shown_since
from tracker.publish.charts.drawing.events import draw_events
from tracker.publish.charts.drawing.frame import Words, finish, settle
from tracker.publish.charts.drawing.labels import Name, place_names
from tracker.publish.charts.drawing.legend import LegendEntry, line_entry, mark_entries, party_entry
from tracker.publish.charts.drawing.marks import Line, PlottedFigure, by_party, draw_marks, plotted
from tracker.publish.charts.drawing.palette import looks
from tracker.publish.charts.drawing.style import Size, panel
from tracker.publish.charts.view import alt_of, chart_line, names_of, nothing, voices_words
from tracker.publish.words import ends, heading
from tracker.reconcile.assess import MetricRange, assess, ranges_of
from tracker.reconcile.judgement import Entry as Known
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import Day, Question, ask
from tracker.reconcile.voices import series

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset

HEIGHTS = {"column": 55.0, "page": 70.0, "phone": 55.0}  # mm of the panel
REVISION = "#b3123b"


def plot_vintages(
    data: Dataset,
    metric: str,
    *,
    ax: Axes | None = None,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
    method: str = "envelope",
    parties: str | Sequence[str] | None = None,
    since: Day = None,
    title: str | None = None,
    log: bool = False,
    size: Size = "page",
) -> Axes:
    """Draw the range for one day as it was known on each later day, and the figures when they were
    stated.

    Parameters
    ----------
    data, metric, ax, place, method, parties, title, log, size
        As in :func:`plot_ranges`.
    on : date or str, optional
        The day asked about; default: the last day anything was stated.
    known_on : date or str, optional
        The last day of knowledge shown; default: the last day anything was stated.
    since : date or str, optional
        The first day of knowledge shown; default: that on which the first figure was stated.

    Raises
    ------
    ValueError
        If a name or day cannot be used, or nothing was ever stated for the day; the message holds
        the remedy.

    """
    question = ask(
        data,
        metric,
        place=place,
        on=on,
        known_on=known_on,
        method=method,
        chart="time",
        parties=parties,
        since=since,
        title=title,
    )
    return draw_vintages(question.one, ax=ax, log=log, size=size)


@styled
def draw_vintages(
    question: Question, *, ax: Axes | None = None, log: bool = False, size: Size = "page"
) -> Axes:
    """Draw the chart of :func:`plot_vintages` for a question about one series."""
    if question.then:  # of one day: with all that has been stated since
        last = max(question.dataset.last_stated, question.on)
        question = question.at(question.on, last)
    entries = [
        entry
        for entry in series(question).entries
        if entry.known <= question.known_on.toordinal() and entry.day <= question.on.toordinal()
    ]
    found = [made for entry in entries if (made := _stated(entry, question)) is not None]
    if not found:
        raise nothing(question)
    rows = shown_since(vintages(question, entries), question.since, "known_on")
    ax = panel(ax, size, HEIGHTS.get(size, 70.0))
    first = date.fromordinal(min(entry.known for entry in entries))
    time_axis(ax, question.since or first, question.known_on)
    values = [value for item in found for value in item.values]
    count_axis(
        ax,
        values + [value for row in rows for value in (row.low, row.high) if value is not None],
        log=log,
    )
    edges = draw_band(
        ax, rows, question.known_on, by="known_on", floor=ax.get_ylim()[0] if log else 0.0
    )
    draw_marks(ax, found, looks(question.book))
    revised = draw_revisions(ax, entries, found)
    return _label(ax, question, found, edges, rows, revised, ["--log"] if log else [])


def vintages(question: Question, entries: list[Known]) -> list[MetricRange]:
    """The range for the day asked about on each day on which knowledge of it grew."""
    until, prepared = question.known_on.toordinal(), series(question)
    turns = {day for entry in entries for day in (entry.known, entry.withdrawn) if day}
    days = [day for day in sorted(turns) if day <= until]
    asked = (question.at(question.on, date.fromordinal(day)) for day in days)
    return [row for row in ranges_of(prepared, asked) if row.figures]


def _stated(entry: Known, question: Question) -> PlottedFigure | None:
    """A figure at the day it was stated, not the day it describes."""
    made = plotted(entry, question.known_on.toordinal())
    if made is None:
        return None
    first, last = (
        number(max(entry.figure.stated.first, entry.figure.as_of.first)),
        number(entry.figure.stated.last),
    )
    made = replace(made, x=(first + last) / 2, left=first, right=last)
    return made if question.shows(day_at(made.x)) else None


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
    question: Question,
    found: list[PlottedFigure],
    edges: list[Line],
    rows: list[MetricRange],
    revised: list[tuple[PlottedFigure, PlottedFigure]],
    flags: list[str],
) -> Axes:
    now = assess(question)
    name_ends(ax, question, now)
    settle(ax)
    styles, parties = looks(question.book), {item.figure.party for item in found}
    first = question.since or min(item.figure.stated.first for item in found)
    draw_events(
        ax,
        [Event(question.on, f"{format_day(question.on)}, the day itself")],
        first,
        question.known_on,
    )
    names = [
        Name(question.short(party), styles[party].ink, marks)
        for party, marks in by_party(found).items()
    ]
    left_over = {name.text for name in place_names(ax, names, found, edges=edges)}
    key = [
        [
            party_entry(question.short(party), look)
            for party, look in styles.items()
            if party in parties and question.short(party) in left_over
        ],
        band_key(question, rows),
        _marks(found, revised),
    ]
    shown = [item.figure for item in found]
    finish(
        ax,
        Words(
            title=question.title or f"{heading(question)}: what was known when",
            subtitle=f"The range for {format_day(question.on)}: {ends(now)}, from "
            f"{voices_words(now)}, as known on "
            f"{format_day(question.known_on)}",
            key=key,
            line=chart_line(question, "vintages", *flags),
            alt=alt_of(now, shown) + _history(rows, revised, question),
            names=names_of(shown, question),
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
    rows: list[MetricRange], revised: list[tuple[PlottedFigure, PlottedFigure]], question: Question
) -> str:
    said = ""
    if rows:
        said += f" On {format_day(rows[0].known_on)} it was {ends(rows[0])}."
    if revised:
        said += (
            " Revised: "
            + "; ".join(
                f"{question.short(new.figure.party)}, {old.figure.said} to {new.figure.said}"
                for old, new in revised
            )
            + "."
        )
    return said
