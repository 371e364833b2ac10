"""Who runs high and who runs low: each party's figures against the path that all figures make
together.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pandas
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullLocator, StrMethodFormatter

from tracker.publish.charts.drawing.frame import Words, finish, settle
from tracker.publish.charts.drawing.lanes import Lane, draw_lanes, lane_panel
from tracker.publish.charts.drawing.legend import LegendEntry
from tracker.publish.charts.drawing.measure import Measure, panel_box
from tracker.publish.charts.drawing.palette import Look, looks
from tracker.publish.charts.drawing.style import LETTERS, QUIET, RULE, Size
from tracker.publish.charts.view import STANCE_NAMES, asking, chart_line, styled
from tracker.publish.words import short_names
from tracker.reconcile.numbers import counted, format_day
from tracker.reconcile.question import Question
from tracker.reconcile.trend.path import path_of

FINE = (0.125, 0.18, 0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8)
_DIGITS = ((1, 2, 5), (1, 3), (1,))  # of ticks within ten times, the first that there is room for
STANCE = Look(QUIET, QUIET, "s")
_LABEL, _MOST = 24.0, 7  # points a label needs; how many labels do


@styled
def draw_house_effects(
    question: Question, *, ax: Axes | None = None, seed: int = 0, size: Size = "page"
) -> Axes:
    """Draw by how much each party's figures lie above or below the trend of all, highest first,
    with 90% intervals.

    Parameters
    ----------
    question : Question
        In place of which :func:`plot_house_effects` takes ``data`` and what is asked.
    data, metric, ax, place, title, size
        As in :func:`plot_ranges`.
    known_on : date or str, optional
        The day whose knowledge is used; default: the last day anything was stated.
    seed : int
        Of the trend's draws (see :func:`tracker.trend`).

    Raises
    ------
    ValueError
        If a name or day cannot be used, or the metric has no trend; the message holds the remedy.

    """
    found = path_of(question, seed=seed)
    lanes = _lanes(question, found.house, found.stances)
    ax = lane_panel(ax, size, lanes)
    draw_lanes(ax, lanes)
    _ratio_axis(ax, [end for lane in lanes for end in (lane.low, lane.high) if end is not None])
    ax.axvline(1, color=RULE, linewidth=0.8, zorder=2, label="_even")
    settle(ax)
    return finish(
        ax,
        Words(
            title=question.title or f"{question.label}: who runs high, who runs low",
            subtitle="Ratio to the trend of all figures, below of stance to stance; as known on "
            f"{format_day(question.known_on)}",
            key=[
                [
                    LegendEntry("Mark: the median; line: 90% interval."),
                    LegendEntry(
                        "What all parties get wrong alike cannot be seen: the effects are taken to "
                        "balance out."
                    ),
                ]
            ],
            line=chart_line(question, "house-effects", seed=seed, of_day=False),
            alt=_alt(question, found.house),
            names=short_names(question.book, found.house["party"]),
        ),
    )


plot_house_effects = asking(draw_house_effects, "day", "place", "known_on", "title")


def times(ratio: float) -> str:
    """A ratio in print.

    Examples
    --------
    >>> times(1.0), times(0.234), times(0.0038), times(12.3), times(8517.2)
    ('×1.0', '×0.23', '×0.004', '×12', '×8,517')

    """
    if ratio >= 1:
        return f"×{ratio:,.0f}" if ratio >= 10 else f"×{ratio:.1f}"
    return f"×{ratio:.{max(2, -math.floor(math.log10(ratio)))}f}"


def _lanes(question: Question, house: pandas.DataFrame, stances: pandas.DataFrame) -> list[Lane]:
    """Each party, and below what the stances say of one another."""
    styles = looks(question.book)
    parties = [
        (question.short(row["party"]), styles[row["party"]], counted(row["figures"], "figure"), row)
        for row in house.to_dict("records")
    ]
    below = [
        (
            f"{STANCE_NAMES[row['stance']].capitalize()} to {STANCE_NAMES[row['against']]}",
            STANCE,
            "",
            row,
        )
        for row in stances.to_dict("records")
    ]
    return [
        Lane(
            name,
            ink=look.ink,
            value=row["median"],
            low=row["low"],
            high=row["high"],
            shape=look.shape,
            fill=look.fill,
            edge=look.ink,
            words=(times(row["median"]), *filter(None, [figures])),
            rule=at == len(parties),
        )
        for at, (name, look, figures, row) in enumerate([*parties, *below])
    ]


def _ratio_axis(ax: Axes, ends: list[float]) -> None:
    """A logarithmic axis of ratios, the same distance for twice as high as for half as high, with 1
    on it.
    """
    low, high = min(*ends, 0.7) / 1.1, max(*ends, 1.4) * 1.1
    ax.set_xscale("log")
    ax.set_xlim(low, high)
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)))
    tens = [10.0**power for power in powers if 10.0**power >= low]
    wide = max(Measure(ax.figure).width(f"×{ten:g}", LETTERS) for ten in tens)
    room = panel_box(ax).width / max(_LABEL, wide + 6)  # how many labels stand side by side
    apart = math.log10(high / low) / room  # of two labels, in powers of ten
    scales = [
        FINE,
        *([digit * 10.0**power for power in powers for digit in some] for some in _DIGITS),
        [10.0**power for power in powers if power % math.ceil(apart) == 0],
    ]
    shown = [[tick for tick in ticks if low <= tick <= high] for ticks in scales]
    ticks = next(
        (
            ticks
            for ticks in shown
            if len(ticks) <= _MOST and all(math.log10(b / a) > apart for a, b in pairwise(ticks))
        ),
        shown[-1],
    )
    ax.xaxis.set_major_locator(FixedLocator(ticks))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(StrMethodFormatter("×{x:g}"))


def _alt(question: Question, house: pandas.DataFrame) -> str:
    count = counted(int(house["figures"].sum()), "figure")
    homes = counted(house["affiliation"].nunique(), "independent affiliation")
    ends = [
        f"{question.short(row['party'])} ({_digits(row['median'])} times the trend, 90% interval "
        f"{_digits(row['low'])} to {_digits(row['high'])})"
        for row in house.iloc[sorted({0, len(house) - 1})].to_dict("records")
    ]
    return (
        f"{question.label}: how the {count} of {counted(len(house), 'party', 'parties')} and "
        f"{homes} lie to the trend, as known on "
        f"{format_day(question.known_on)}, from the highest to the lowest: "
        f"{' to '.join(ends)}."
    )


def _digits(ratio: float) -> str:
    """A ratio to two digits, never as a power of ten."""
    return np.format_float_positional(ratio, 2, fractional=False, trim="-")
