"""How often the printed ranges held what came, one lane a kind of range and of figure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from tracker.publish.charts.drawing.frame import Words, finish
from tracker.publish.charts.drawing.lanes import Lane, draw_lanes, lane_panel
from tracker.publish.charts.drawing.legend import LegendEntry
from tracker.publish.charts.drawing.style import INK, QUIET, RULE, Size
from tracker.publish.charts.view import METRIC_PARAMETER, STANCE_NAMES, asking, chart_line, styled
from tracker.reconcile.numbers import format_day
from tracker.reconcile.phrases import capital
from tracker.reconcile.question import NothingToShow, Question
from tracker.reconcile.said.track_record import AGES, FEWEST, SCORED, scored

_NAMES = {"envelope": "stated", "model": "estimated"}
_LEVEL = 0.9


@styled
def draw_track_record(question: Question, *, ax: Axes | None = None, size: Size = "page") -> Axes:
    """Draw how often the ranges known the day before held what was stated next, and those printed
    what was established later: stated beside estimated, in all, by stance and by age.

    Parameters
    ----------
    question : Question
        In place of which :func:`plot_track_record` takes ``data`` and what is asked.
    data, ax, place, title, size
        As in :func:`plot_ranges`.
    metric : str, optional
        Codebook key; default: the whole record.
    known_on : date or str, optional
        The day whose knowledge is used; default: the last day anything was stated.
    parties, since, until
        As in :func:`plot_ranges`: the figures of these parties alone make the range, and only
        ranges known on a day between these are scored.

    Raises
    ------
    NothingToShow
        If no figure can be scored, or none met a range with two ends.
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    Notes
    -----
    The lines are Wilson's (1927) 90% intervals for the share, as if figures were independent, which
    those of one war are not; they are rather too short.

    """
    rows = scored(question)
    rows = rows[[question.shows(day.date()) for day in rows["known_on"]]]
    lanes = [*_lanes(rows)]
    if not lanes:
        raise NothingToShow(
            f"nothing to draw for {question.metric or 'the record'}: no figure met a range with "
            "two ends; choose a later day or another metric"
        )
    ax = lane_panel(ax, size, lanes)
    ax.set_xlim(-0.04, 1.04)  # marks at the ends are whole
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.axvline(_LEVEL, color=RULE, linewidth=0.8, zorder=2, label="_promised")
    draw_lanes(ax, lanes)
    told = "; ".join(f"{lane.name}: {lane.words[0]} ({lane.words[1]})" for lane in lanes)
    label = question.label if question.metric else "All counts"
    label += f", {question.alone} alone" if question.alone else ""
    return finish(
        ax,
        Words(
            title=question.title or f"{label}: how often the ranges held what came",
            subtitle=f"As known on {format_day(question.known_on)}; ranges with two ends, as known "
            "the day before",
            key=[
                [
                    LegendEntry("Mark: share inside; line: 90% interval of that share."),
                    LegendEntry("Upright line: the 90% that estimated ranges promise."),
                ]
            ],
            line=chart_line(question, "track-record", of_day=False),
            alt=f"{label}: how often the ranges held what came, as known on "
            f"{format_day(question.known_on)}. {told}.",
        ),
    )


plot_track_record = asking(
    draw_track_record,
    "day",
    "place",
    "known_on",
    "parties",
    "since",
    "until",
    "title",
    metric=METRIC_PARAMETER.replace(default=None),
)


def _lanes(rows: pandas.DataFrame) -> Iterator[Lane]:
    """Two lanes a group, stated and estimated; sorts with fewer than so many figures are left
    out.
    """
    stated = rows[rows["against"] == "stated"]
    groups = [("Stated next", stated), ("Established later", rows[rows["against"] != "stated"])]
    groups += [
        (name.capitalize(), stated[stated["stance"] == key]) for key, name in STANCE_NAMES.items()
    ]
    groups += [
        (capital(name), stated[stated["age"].between(start, limit, inclusive="right")])
        for (start, _), (limit, name) in pairwise([(-1.0, ""), *AGES])
    ]
    for at, (name, group) in enumerate(groups):
        for first, method in enumerate(SCORED):
            inside = group[group["method"] == method]["inside"].dropna().astype(bool)
            if len(inside) >= (1 if at < 2 else FEWEST):
                yield _lane(f"{name}, {_NAMES[method]}", inside, method, rule=at > 0 and not first)


def _lane(name: str, inside: pandas.Series, method: str, *, rule: bool) -> Lane:
    from scipy.stats import binomtest

    held, count = int(inside.sum()), len(inside)
    ends = binomtest(held, count).proportion_ci(_LEVEL, method="wilson")
    ink = INK if method == "model" else QUIET
    return Lane(
        name,
        value=held / count,
        low=float(ends.low),
        high=float(ends.high),
        fill=ink,
        edge=ink,
        words=(f"{held / count:.0%}", f"{held} of {count}"),
        bold=method == "model",
        rule=rule,
    )
