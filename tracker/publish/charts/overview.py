"""All metrics together: one small panel each, on the same time axis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from tracker.publish.charts.display import styled
from tracker.publish.charts.drawing.axes import count_axis, time_axis
from tracker.publish.charts.drawing.bands import band_key, draw_band, steps
from tracker.publish.charts.drawing.fonts import printable
from tracker.publish.charts.drawing.frame import EDGE, Words, finish
from tracker.publish.charts.drawing.legend import LegendEntry, mark_entries, party_entry
from tracker.publish.charts.drawing.marks import (
    PlottedFigure,
    draw_marks,
    first_day,
    plotted_figures,
)
from tracker.publish.charts.drawing.measure import Measure, renderer_of, sheet_of
from tracker.publish.charts.drawing.palette import Look, looks
from tracker.publish.charts.drawing.style import (
    INK,
    MM,
    POINT,
    QUIET,
    SMALL,
    Size,
    dress,
    new_chart,
)
from tracker.publish.charts.view import chart_line, voices_words
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import Day, NothingToShow, Question, ask

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset

ACROSS = {"column": 2, "page": 3}  # panels side by side
HEIGHT = {"column": 13.0, "page": 18.0}  # mm of a panel
HEAD = 3.9 * SMALL  # points above a panel for its title
FEWEST = 4  # figures of a series that is worth a panel


class Panel(NamedTuple):
    """One series: what is drawn of it."""

    question: Question
    plotted: list[PlottedFigure]
    rows: list[MetricRange]
    now: MetricRange


def plot_overview(
    data: Dataset,
    *,
    ax: Sequence[Axes] | None = None,
    on: Day = None,
    known_on: Day = None,
    log: bool = False,
    size: Size = "page",
) -> np.ndarray:
    """Draw a small panel for each metric (and place, where it is counted by place) with four
    figures or more (with fewer, where no series has so many).

    Parameters
    ----------
    data, on, known_on, log, size
        As in :func:`plot_ranges`.
    ax : sequence of Axes, optional
        As many axes as there are panels, or more; default: a new figure of the size.

    Returns
    -------
    numpy.ndarray of Axes, shape (panels,)
        In the order of the codebook.

    Raises
    ------
    ValueError
        If a day cannot be used, there are fewer axes than panels, or there is nothing to draw.

    """
    question = ask(data, on=on, known_on=known_on, chart="time")
    return draw_overview(question, ax=ax, log=log, size=size)


@styled
def draw_overview(
    question: Question,
    *,
    ax: Sequence[Axes] | None = None,
    log: bool = False,
    size: Size = "page",
) -> np.ndarray:
    """Draw the chart of :func:`plot_overview` for a question about the whole record."""
    panels, rest = _panels(question)
    if not panels:
        raise NothingToShow(
            "nothing to draw: no metric has a figure that was known by then; choose a later day"
        )
    across = min(ACROSS.get(size, 3), len(panels))
    given: list[Axes] = np.array(ax, dtype=object).ravel().tolist()
    axes = _grid(size, across, len(panels)) if ax is None else given[: len(panels)]
    if len(axes) < len(panels):
        raise ValueError(
            f"there are {len(panels)} panels and only {len(axes)} axes; give one for each"
        )
    every = [item for panel in panels for item in panel.plotted]
    last = max([question.on, *[item.figure.as_of.first for item in every]])
    styles = looks(question.book)
    for each, panel in zip(axes, panels):
        _draw(each, panel, styles, first_day(every), last, log)
    if ax is None:
        _arrange(axes, across)
    _title(axes, panels)
    finish(
        axes,
        _words(question, panels, rest, log),
        border=() if ax is not None else [*axes[:across], *axes[-across:]],
    )
    return np.array(axes, dtype=object)


def _panels(question: Question) -> tuple[list[Panel], list[str]]:
    """The series to draw, and the labels of those with too few figures."""
    panels = [
        Panel(one, shown, steps(one), assess(one))
        for one in question.series
        if (shown := plotted_figures(one))
    ]
    enough = [panel for panel in panels if len(panel.plotted) >= FEWEST] or panels
    return enough, [panel.question.label for panel in panels if panel not in enough]


def _grid(size: Size, across: int, count: int) -> list[Axes]:
    chart = new_chart(size, 1)
    high = HEIGHT[size] * MM + HEAD * POINT
    chart.set_figheight(-(-count // across) * high + 1)
    whole = chart.get_figheight()
    return [
        chart.add_axes(
            (
                (at % across + 0.2) / across,
                1 - (at // across + 1) * high / whole,
                0.75 / across,
                HEIGHT[size] * MM / whole,
            )
        )
        for at in range(count)
    ]


def _draw(
    ax: Axes, panel: Panel, styles: dict[str, Look], first: date, last: date, log: bool
) -> None:
    dress(ax)
    time_axis(ax, first, last, small=True)
    values = [value for item in panel.plotted for value in item.values]
    values += [value for row in panel.rows for value in (row.low, row.high) if value is not None]
    count_axis(ax, values, log=log)
    draw_band(ax, panel.rows, panel.question.on, floor=ax.get_ylim()[0] if log else 0.0)
    draw_marks(ax, panel.plotted, styles, size=3.2)


def _arrange(axes: list[Axes], across: int) -> None:
    """Line the panels up, with months below the lowest of each column only."""
    chart = sheet_of(axes[0])
    for at, ax in enumerate(axes):
        if at + across < len(axes):
            ax.tick_params(axis="x", which="both", labelbottom=False)
    whole = chart.get_figwidth() / POINT
    edge = renderer_of(chart)
    left = (
        max(
            (ax.get_window_extent().x0 - labels.x0) / chart.dpi / POINT
            for ax in axes
            if (labels := ax.yaxis.get_tightbbox(edge))
        )
        + EDGE
    )
    cell = (whole + EDGE) / across
    for at, ax in enumerate(axes):
        place = ax.get_position()
        ax.set_position(
            (
                ((at % across) * cell + left) / whole,
                place.y0,
                (cell - left - 3 * EDGE) / whole,
                place.height,
            )
        )


def _title(axes: list[Axes], panels: list[Panel]) -> None:
    """Label and latest range above each panel, at its left edge with the axis labels."""
    measure = Measure(axes[0].figure)
    for ax, panel in zip(axes, panels):
        width = ax.get_window_extent().width / ax.figure.dpi / POINT
        for lift, text, bold, ink in (
            (1.3 * SMALL + 2, panel.question.label, True, INK),
            (2.0, panel.now.ends, False, QUIET),
        ):
            shown = measure.shorten(printable(text), SMALL, width, bold)
            ax.annotate(
                shown,
                (0, 1),
                xycoords="axes fraction",
                xytext=(0, lift),
                textcoords="offset points",
                size=SMALL,
                ha="left",
                va="bottom",
                annotation_clip=False,
                weight="bold" if bold else "normal",
                color=ink,
            )


def _words(question: Question, panels: list[Panel], rest: list[str], log: bool) -> Words:
    every = [item for panel in panels for item in panel.plotted]
    styles, there = looks(question.book), {item.figure.party for item in every}
    parties = [
        party_entry(question.short(party), look) for party, look in styles.items() if party in there
    ]
    notes = (
        [LegendEntry(f"Not drawn, with fewer than {FEWEST} figures: {', '.join(rest)}")]
        if rest
        else []
    )
    return Words(
        title=f"{question.book.title}: persons, by metric",
        subtitle=f"Figures and ranges up to {format_day(question.on)}; under each title its latest "
        "range",
        key=[
            parties,
            band_key(question, [row for panel in panels for row in panel.rows]),
            mark_entries(every),
            notes,
        ],
        line=chart_line(question, "overview", *(["--log"] if log else [])),
        alt=_alt(question, panels, every),
    )


def _alt(question: Question, panels: list[Panel], every: list[PlottedFigure]) -> str:
    said = "; ".join(
        f"{panel.question.label}: {len(panel.plotted)} figures, {panel.now.ends}, "
        f"{voices_words(panel.now)}"
        for panel in panels
    )
    first, last = (
        min(item.figure.as_of.first for item in every),
        max(item.figure.as_of.last for item in every),
    )
    return (
        f"{question.book.title}: {len(every)} figures of {len(panels)} series, "
        f"{format_day(first)} to "
        f"{format_day(last)}. {said}."
    )
