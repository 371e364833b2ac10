"""What a count grew by in each month or week, one lane a period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas
from matplotlib.axes import Axes

from tracker.curate.suggest import known_name
from tracker.publish.charts.drawing.frame import Words, finish
from tracker.publish.charts.drawing.lanes import Lane, draw_lanes, lane_panel
from tracker.publish.charts.drawing.legend import LegendEntry
from tracker.publish.charts.drawing.style import INK, Size
from tracker.publish.charts.view import asking, chart_line, styled
from tracker.publish.words import heading
from tracker.reconcile.numbers import format_day, roughly
from tracker.reconcile.phrases import capital
from tracker.reconcile.question import NothingToShow, Question
from tracker.reconcile.trend.rates import PERIODS, Period, growth_by

_MOST = 36  # periods that a page has room for


@styled
def draw_rates(
    question: Question,
    *,
    by: Period = "month",
    ax: Axes | None = None,
    log: bool = False,
    size: Size = "page",
) -> Axes:
    """Draw how much a cumulative count grew in each month or week: the median and the 90% range.

    Of more than 36 periods the last are drawn, and the line below the title says so.

    Parameters
    ----------
    question : Question
        In place of which :func:`plot_rates` takes ``data`` and what is asked.
    data, metric, ax, place, title, log, size
        As in :func:`plot_ranges`.
    by : {"month", "week"}
        Calendar months, or weeks from Monday to Sunday (see :func:`tracker.rates`).
    known_on : date or str, optional
        The day whose knowledge is used; default: the last day anything was stated.
    parties, since, until
        As in :func:`plot_ranges`: the figures of these parties alone make the range, and only
        periods with a day between these are drawn.

    Raises
    ------
    NothingToShow
        If the metric is not cumulative, or has no trend.
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    known_name("period", by, PERIODS)
    every = growth_by(question, by)
    if question.since:
        every = every[every["last"].dt.date >= question.since]
    if question.until:
        every = every[every["first"].dt.date <= question.until]
    if every.empty:
        raise NothingToShow(
            f"the path of {question.key} has no {by} between the days asked for; choose others"
        )
    grown = every.tail(_MOST)
    lanes = [_lane(row, by) for row in grown.to_dict("records")]
    ax = lane_panel(ax, size, lanes)
    values = grown[["low", "median", "high"]].to_numpy().ravel().tolist()
    draw_lanes(ax, lanes, values, log=log)
    return finish(ax, _words(question, by, grown, len(every), log))


plot_rates = asking(draw_rates, "day", "place", "known_on", "parties", "since", "until", "title")


def _lane(row: Mapping[Any, Any], by: Period) -> Lane:
    low, median, high = (float(row[name]) for name in ("low", "median", "high"))
    return Lane(
        _name(row["first"], by),
        value=median,
        low=low,
        high=high,
        shape="",
        edge=INK,
        thick=3.2,
        words=(roughly(median), f"{roughly(low)} to {roughly(high)}"),
    )


def _name(first: pandas.Timestamp, by: Period) -> str:
    """A month by its name, a week by its first day; the first may be cut short."""
    day = format_day(first.date())
    return day.partition(" ")[2] if by == "month" else day


def _words(question: Question, by: Period, grown: pandas.DataFrame, every: int, log: bool) -> Words:
    alone = f"; {question.alone} alone" if question.alone else ""
    known = f"as known on {format_day(question.known_on)}{alone}"
    shown = f"the last {len(grown)} of {every} {by}s; " if every > len(grown) else ""
    each = f"one {by}" if len(grown) == 1 else f"each of {len(grown)} {by}s"
    most = grown.iloc[int(grown["median"].argmax())]
    return Words(
        title=question.title or f"{heading(question)}: growth by {by}",
        subtitle=capital(f"{shown}{known}"),
        key=[
            [
                LegendEntry("Line: 90% range under the trend's model; white tick: the median."),
                LegendEntry("Growth of the true count, not of what was published."),
            ]
        ],
        line=chart_line(question, "rates", log=log, by=None if by == "month" else by, of_day=False),
        alt=f"{question.label}: growth in {each}, {shown}{known}. Most in "
        f"{_name(most['first'], by)}: median {roughly(most['median'])}, between "
        f"{roughly(most['low'])} and {roughly(most['high'])} with 90% probability. In the last, "
        f"{_name(grown['first'].iloc[-1], by)}: median {roughly(grown['median'].iloc[-1])}.",
    )
