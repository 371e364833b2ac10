"""What was known when: the range for one day as knowledge of it grew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from matplotlib.axes import Axes

from tracker.curate.model import Event
from tracker.publish.charts.drawing.axes import count_axis, day_at, number, time_axis
from tracker.publish.charts.drawing.bands import draw_band, name_ends, persons, shown_since
from tracker.publish.charts.drawing.events import draw_events
from tracker.publish.charts.drawing.frame import Words, finish, settle
from tracker.publish.charts.drawing.labels import place_names
from tracker.publish.charts.drawing.legend import LegendEntry, band_key, line_entry, mark_entries
from tracker.publish.charts.drawing.marks import PlottedFigure, draw_marks, plotted
from tracker.publish.charts.drawing.palette import looks
from tracker.publish.charts.drawing.style import Size, narrow, panel
from tracker.publish.charts.view import alt_of, asking, chart_line, nothing, styled, voices_words
from tracker.publish.words import ends, heading, short_names
from tracker.reconcile.assess import MetricRange, assess, ranges_of
from tracker.reconcile.judgement import Entry
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import Question
from tracker.reconcile.voices import series

_HEIGHTS = {"column": 55.0, "page": 70.0, "phone": 55.0}  # mm of the panel
REVISION = "#b3123b"


@styled
def draw_vintages(
    question: Question, *, ax: Axes | None = None, log: bool = False, size: Size = "page"
) -> Axes:
    """Draw the range for one day as it was known on each later day, and the figures when they were
    stated.

    Parameters
    ----------
    question : Question
        In place of which :func:`plot_vintages` takes ``data`` and what is asked.
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
    if question.then:  # of one day: with all that has been stated since
        question = question.at(question.on, max(question.dataset.last_stated, question.on))
    entries = [
        entry
        for entry in series(question).entries
        if entry.known <= question.known_on.toordinal() and entry.day <= question.on.toordinal()
    ]
    found = [made for entry in entries if (made := _stated(entry, question)) is not None]
    if not found:
        raise nothing(question)
    rows = shown_since(vintages(question, entries), question.since, "known_on")
    now, until = assess(question), question.known_on
    ax = panel(ax, size, _HEIGHTS.get(size, 70.0))
    start = question.since or date.fromordinal(min(e.known for e in entries))
    time_axis(ax, start, until)
    count_axis(ax, persons(found, rows), log=log)
    edges = draw_band(ax, rows, until, by="known_on")
    draw_marks(ax, found, looks(question.book))
    revised = draw_revisions(ax, entries, found)
    name_ends(ax, question, now)
    if settle(ax) < 0:
        time_axis(ax, start, until)  # for the width that is left
    first = question.since or min(item.figure.stated.first for item in found)
    day = "" if narrow(ax) else f"{format_day(question.on)}, "  # which is told above too
    draw_events(ax, [Event(question.on, f"{day}the day itself")], first, until)
    unnamed, shown = place_names(ax, question, found, edges=edges), [item.figure for item in found]
    return finish(
        ax,
        Words(
            title=question.title or f"{heading(question)}: what was known when",
            subtitle=f"The range for {format_day(question.on)}: {ends(now)}, from "
            f"{voices_words(now)}, as known on {format_day(until)}",
            key=[unnamed, band_key(question, rows), _marks(found, bool(revised))],
            line=chart_line(question, "vintages", log=log),
            alt=alt_of(now, shown) + _history(rows, revised, question),
            names=short_names(question.book, {figure.party for figure in shown}),
        ),
    )


plot_vintages = asking(
    draw_vintages, "time", "place", "on", "known_on", "method", "parties", "since", "title"
)


def vintages(question: Question, entries: list[Entry]) -> list[MetricRange]:
    """The range for the day asked about on each day on which knowledge of it grew."""
    until, prepared = question.known_on.toordinal(), series(question)
    turns = {day for entry in entries for day in (entry.known, entry.withdrawn) if day}
    asked = (
        question.at(question.on, date.fromordinal(day)) for day in sorted(turns) if day <= until
    )
    return [row for row in ranges_of(prepared, asked) if row.figures]


def _stated(entry: Entry, question: Question) -> PlottedFigure | None:
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
    ax: Axes, entries: list[Entry], found: list[PlottedFigure]
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


def _marks(found: list[PlottedFigure], revised: bool) -> list[LegendEntry]:
    first, *rest = mark_entries(found)
    key = [LegendEntry("a figure, on the day it was stated", first.draw), *rest]
    if revised:
        key.append(line_entry("revised by the same party", lw=0.7, color=REVISION))
    return key


def _history(
    rows: list[MetricRange], revised: list[tuple[PlottedFigure, PlottedFigure]], question: Question
) -> str:
    before = f" On {format_day(rows[0].known_on)} it was {ends(rows[0])}." if rows else ""
    moves = "; ".join(
        f"{question.short(new.figure.party)}, {old.figure.said} to {new.figure.said}"
        for old, new in revised
    )
    return f"{before} Revised: {moves}." if moves else before
