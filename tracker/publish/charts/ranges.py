"""Every figure of a metric as it was published, over the range into which they were reconciled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from tracker.publish.charts.display import styled
from tracker.publish.charts.drawing.axes import count_axis, number, time_axis
from tracker.publish.charts.drawing.bands import band_key, draw_band, name_ends, steps
from tracker.publish.charts.drawing.events import draw_events
from tracker.publish.charts.drawing.frame import Words, finish, settle
from tracker.publish.charts.drawing.labels import Name, place_names
from tracker.publish.charts.drawing.legend import LegendEntry, line_entry, mark_entries, party_entry
from tracker.publish.charts.drawing.marks import (
    Line,
    PlottedFigure,
    by_party,
    draw_marks,
    first_shown,
    plotted_figures,
)
from tracker.publish.charts.drawing.palette import looks
from tracker.publish.charts.drawing.style import RULE, Size, panel
from tracker.publish.charts.view import alt_of, chart_line, names_of, nothing, voices_words
from tracker.publish.words import ends, meets, rough_ends, unit
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import Day, Question, ask
from tracker.reconcile.trend.path import path_of

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset

HEIGHTS = {"column": 62.0, "page": 80.0, "phone": 56.0, "screen": 64.0}  # mm of the panel
ENDS = 62.0  # points at the right for who holds the ends
TREND = 0.45  # points of the trend's line: less than the ends of the band have


def plot_ranges(
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
    until: Day = None,
    title: str | None = None,
    trend: bool = False,
    log: bool = False,
    size: Size = "page",
) -> Axes:
    """Draw how the figures of a metric, and the range they make, changed over time.

    Each figure is a mark at the day it describes, in its affiliation's colour and its party's
    shape. The band is the range as known on each day; with ``known_on``, as known on that day.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it.
    metric, place : str
        Codebook keys; a place only for a metric counted by place.
    ax : Axes, optional
        Where to draw; default: a new figure of the ``size``.
    on, known_on : date or str, optional
        The last day shown, and the day whose knowledge is used for all days.
    method : str
        How the band is reconciled; the default is the envelope (see docs/methods.md).
    parties, since, until, title
        As in :func:`tracker.reconcile.question.ask`: whose figures alone are shown and make the
        range, the first and the last day shown, and what stands above instead of the finding.
    trend, log : bool
        Add the trend's median and 90% interval; count on a logarithmic axis.
    size : {"page", "column", "screen", "phone"}
        How wide a new figure is: 183 mm or 89 mm for print, 150 mm or 62 mm to be enlarged.

    Raises
    ------
    ValueError
        If a name or day cannot be used, or there is nothing to draw; the message holds the remedy.

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
        until=until,
        title=title,
    )
    return draw_ranges(question.one, ax=ax, trend=trend, log=log, size=size)


@styled
def draw_ranges(
    question: Question,
    *,
    ax: Axes | None = None,
    trend: bool = False,
    log: bool = False,
    size: Size = "page",
) -> Axes:
    """Draw the chart of :func:`plot_ranges` for a question about one series."""
    found = plotted_figures(question)
    if not found:
        raise nothing(question)
    rows = steps(question)
    ax = panel(ax, size, HEIGHTS.get(size, 80.0))
    path = path_of(question).path if trend else None
    _scale(ax, question, found, rows, path, log)
    edges = draw_band(ax, rows, question.on, floor=ax.get_ylim()[0] if log else 0.0)
    draw_marks(ax, found, looks(question.book))
    edges += [] if path is None else _trend_lines(path)
    key = [
        band_key(question, rows) + ([] if path is None else [_draw_trend(ax, path)]),
        mark_entries(found),
        [] if path is None else _disagreement(question, path),
    ]
    return _label(
        ax,
        question,
        found,
        edges,
        key,
        [f"--{flag}" for flag, there in (("log", log), ("trend", trend)) if there],
    )


def _scale(
    ax: Axes,
    question: Question,
    found: list[PlottedFigure],
    rows: list[MetricRange],
    path: pandas.DataFrame | None,
    log: bool,
) -> None:
    """Fix both axes, so that everything that follows knows where it stands."""
    values = [value for item in found for value in item.values]
    values += [value for row in rows for value in (row.low, row.high) if value is not None]
    if path is not None:  # a trend that runs away may leave the panel, figures may not
        values += [min(path["high"].max(), 1.5 * max(values))]
    last = max([question.on, *[s.figure.as_of.first for s in found]])
    time_axis(ax, first_shown(question, found), last)
    count_axis(ax, values, log=log)


def _label(
    ax: Axes,
    question: Question,
    found: list[PlottedFigure],
    edges: list[Line],
    key: list[list[LegendEntry]],
    flags: list[str],
) -> Axes:
    """Everything written: ends, events, names at marks or in the key, title, provenance line, text
    alternative.
    """
    now = assess(question.last)
    name_ends(ax, question, now)
    settle(ax)
    last = max(item.right for item in found)
    draw_events(ax, question.book.events, first_shown(question, found), question.on)
    styles = looks(question.book)
    names = [
        Name(question.short(party), styles[party].ink, marks)
        for party, marks in by_party(found).items()
    ]
    days = [number(event.date) for event in question.book.events if not event.minor]
    lines = [day for day in days if day <= last]
    left_over = {name.text for name in place_names(ax, names, found, edges=edges, lines=lines)}
    parties = {item.figure.party for item in found}
    key.insert(
        0,
        [
            party_entry(question.short(party), look)
            for party, look in styles.items()
            if party in parties and question.short(party) in left_over
        ],
    )
    shown = [item.figure for item in found]
    finish(
        ax,
        Words(
            title=question.title or _title(question, now),
            subtitle=_subtitle(question.last, now),
            key=key,
            line=chart_line(question, "ranges", *flags),
            alt=alt_of(now, shown),
            names=names_of(shown, question),
        ),
    )
    return ax


def _title(question: Question, now: MetricRange) -> str:
    """The finding: "Killed: 2,000 to 2,700 or more (persons)"."""
    return f"{question.label}: {ends(now, brief=True)} ({unit(question.book, question.key)})"


def _subtitle(question: Question, now: MetricRange) -> str:
    if not now.figures:
        return f"no range on {format_day(question.on)}"
    day = f"On {format_day(question.on)}" + (
        f", as known on {format_day(question.known_on)}" if question.known_on != question.on else ""
    )
    last = (
        f"; last figure as of {format_day(now.last_as_of)}" if now.stale and now.last_as_of else ""
    )
    words = [
        f"; {end} end from “{said}”"
        for end, said in (("lower", now.low_said), ("upper", now.high_said))
        if said
    ]
    return f"{day}, from {voices_words(now)}{''.join(words)}{last}"


def _draw_trend(ax: Axes, path: pandas.DataFrame) -> LegendEntry:
    """Draw the trend, thinner and lighter than the ends of the band: never the stronger line."""
    days = [number(day.date()) for day in path["on"]]
    for end, width, dashes in (
        ("median", TREND, "solid"),
        ("low", TREND - 0.1, (0, (4, 2))),
        ("high", TREND - 0.1, (0, (4, 2))),
    ):
        ax.plot(
            days,
            path[end],
            color=RULE,
            linewidth=width,
            linestyle=dashes,
            zorder=1.45,
            label="_trend" if end == "median" else f"_trend {end}",
        )
    return line_entry("trend: median, and 90% interval dashed", lw=TREND, color=RULE)


def _disagreement(question: Question, path: pandas.DataFrame) -> list[LegendEntry]:
    """Why the trend's last day does not meet the band's last range; nothing where it does."""
    now = assess(question.last)
    last = path[path["on"].dt.date <= question.on].tail(1)
    if now.empty or last.empty or meets(now, last["low"].item(), last["high"].item()):
        return []
    trend = rough_ends(last["low"].item(), last["high"].item())
    return [
        LegendEntry(
            f"The trend (at last {trend}) does not meet the range ({ends(now)}): it is "
            "computed from all figures together, old ones too, and the range from those that speak."
        )
    ]


def _trend_lines(path: pandas.DataFrame) -> list[Line]:
    """The trend as names must keep clear of it."""
    days = [number(day.date()) for day in path["on"]]
    ways = [list(zip(days, path[end])) for end in ("low", "median", "high")]
    return [line for way in ways for line in pairwise(way)]
