"""Every figure of a metric as it was published, over the range into which they were reconciled."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from tracker.publish.charts.drawing.axes import count_axis, number, time_axis
from tracker.publish.charts.drawing.bands import draw_band, name_ends, persons, steps
from tracker.publish.charts.drawing.events import draw_events
from tracker.publish.charts.drawing.frame import Words, finish, settle
from tracker.publish.charts.drawing.labels import place_names
from tracker.publish.charts.drawing.legend import LegendEntry, band_key, line_entry, mark_entries
from tracker.publish.charts.drawing.marks import (
    Line,
    draw_marks,
    first_shown,
    plotted_figures,
)
from tracker.publish.charts.drawing.palette import looks
from tracker.publish.charts.drawing.style import RULE, Size, panel
from tracker.publish.charts.view import (
    alt_of,
    asking,
    chart_line,
    nothing,
    on_day,
    styled,
    voices_words,
)
from tracker.publish.words import ends, meets, short_names, unit
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.numbers import format_day, rough_ends, roughly
from tracker.reconcile.phrases import day_words
from tracker.reconcile.question import Question
from tracker.reconcile.trend.path import path_of

if TYPE_CHECKING:
    import pandas

_HEIGHTS = {"column": 62.0, "page": 80.0, "phone": 56.0, "screen": 64.0}  # mm of the panel
_TREND = 0.45  # points of the trend's line: less than the ends of the band have


@styled
def draw_ranges(
    question: Question,
    *,
    ax: Axes | None = None,
    trend: bool = False,
    log: bool = False,
    size: Size = "page",
) -> Axes:
    """Draw how the figures of a metric, and the range they make, changed over time.

    Each figure is a mark at the day it describes, in its affiliation's colour and its party's
    shape. The band is the range as known on each day; with ``known_on``, as known on that day.

    Parameters
    ----------
    question : Question
        In place of which :func:`plot_ranges` takes ``data`` and what is asked.
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
    size : {"page", "column"}
        How wide a new figure is: 183 mm or 89 mm, for print. (The report draws "screen" and
        "phone", 150 mm and 62 mm, which it shows enlarged.)

    Raises
    ------
    ValueError
        If a name or day cannot be used, or there is nothing to draw; the message holds the remedy.

    """
    found = plotted_figures(question)
    if not found:
        raise nothing(question)
    rows, now = steps(question), assess(question.last)
    ax = panel(ax, size, _HEIGHTS.get(size, 80.0))
    path = path_of(question).path if trend else None
    first = first_shown(question, found)
    last = max([question.on, *(item.figure.as_of.first for item in found)])
    time_axis(ax, first, last)
    values = persons(found, rows)
    if path is not None:  # a trend that runs away may leave the panel, figures may not
        top, room = path["high"].max(), 1.5 * max(values)
        values.append(min(top, room))
    count_axis(ax, values, log=log)
    edges, key = draw_band(ax, rows, question.on), band_key(question, rows)
    draw_marks(ax, found, looks(question.book))
    remarks: list[LegendEntry] = []
    if path is not None:
        edges += _draw_trend(ax, path)
        key.append(line_entry("trend: median, and 90% interval dashed", lw=_TREND, color=RULE))
        remarks = _disagreement(now, path)
        if top > room:
            remarks.append(
                LegendEntry(f"The trend's interval reaches up to {roughly(top)}, above this panel.")
            )
    name_ends(ax, question, now)
    if settle(ax) < 0:
        time_axis(ax, first, last)  # for the width that is left
    draw_events(ax, question.book.events, first, question.on)
    latest = max(item.right for item in found)
    days = (number(event.date) for event in question.book.events if not event.minor)
    lines = [day for day in days if day <= latest]
    unnamed = place_names(ax, question, found, edges=edges, lines=lines)
    shown = [item.figure for item in found]
    return finish(
        ax,
        Words(
            title=question.title
            or f"{question.label}: {ends(now, brief=True)} ({unit(question.book, question.key)})",
            subtitle=_subtitle(question.last, now),
            key=[unnamed, key, mark_entries(found), remarks],
            line=chart_line(question, "ranges", log=log, trend=trend),
            alt=alt_of(now, shown),
            names=short_names(question.book, {figure.party for figure in shown}),
        ),
    )


plot_ranges = asking(
    draw_ranges, "time", "place", "on", "known_on", "method", "parties", "since", "until", "title"
)


def _subtitle(question: Question, now: MetricRange) -> str:
    if not now.figures:
        return f"no range on {format_day(question.on)}"
    last = f"; last figure as of {day_words(now.newest)}" if now.stale and now.newest else ""
    words = [
        f"; {end} end from “{said}”"
        for end, said in (("lower", now.low_said), ("upper", now.high_said))
        if said
    ]
    return f"{on_day(question)}, from {voices_words(now)}{''.join(words)}{last}"


def _draw_trend(ax: Axes, path: pandas.DataFrame) -> list[Line]:
    """Draw the trend, thinner and lighter than the ends of the band: never the stronger line. Gives
    what names must keep clear of.
    """
    days = [number(day.date()) for day in path["on"]]
    lines: list[Line] = []
    for end, width, dashes in (
        ("median", _TREND, "solid"),
        ("low", _TREND - 0.1, (0, (4, 2))),
        ("high", _TREND - 0.1, (0, (4, 2))),
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
        lines += pairwise(zip(days, path[end]))
    return lines


def _disagreement(now: MetricRange, path: pandas.DataFrame) -> list[LegendEntry]:
    """Why the trend's last day does not meet the band's last range; nothing where it does."""
    last = path[path["on"].dt.date <= now.on].tail(1)
    if now.empty or last.empty or meets(now, last["low"].item(), last["high"].item()):
        return []
    trend = rough_ends(last["low"].item(), last["high"].item())
    return [
        LegendEntry(
            f"The trend (at last {trend}) does not meet the range ({ends(now)}): it is "
            "computed from all figures together, old ones too, and the range from those that speak."
        )
    ]
