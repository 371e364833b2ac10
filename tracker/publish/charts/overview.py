"""The counts that come first together: one small panel each, on the same time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from tracker.publish.charts.drawing.axes import count_axis, time_axis
from tracker.publish.charts.drawing.bands import draw_band, first_few, persons, steps
from tracker.publish.charts.drawing.frame import EDGE, Words, finish
from tracker.publish.charts.drawing.legend import LegendEntry, band_key, mark_entries, party_entry
from tracker.publish.charts.drawing.marks import (
    PlottedFigure,
    draw_marks,
    first_shown,
    plotted_figures,
)
from tracker.publish.charts.drawing.measure import Measure, panel_box, printable, renderer, sheet_of
from tracker.publish.charts.drawing.palette import CHARCOAL, looks
from tracker.publish.charts.drawing.style import (
    INK,
    MM,
    POINT,
    QUIET,
    SMALL,
    Size,
    dress,
    free,
    new_chart,
)
from tracker.publish.charts.view import asking, chart_line, styled, voices_words
from tracker.publish.words import ends, heading, lines, unit
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.judgement import comparison_day
from tracker.reconcile.numbers import counted, format_day
from tracker.reconcile.question import NothingToShow, Question

ACROSS = {"column": 1, "page": 2, "phone": 1, "screen": 2}  # panels side by side
_HEIGHT = {"column": 20.0, "page": 24.0, "phone": 22.0, "screen": 24.0}  # mm of a panel
_HEAD = 3.9 * SMALL  # points above a panel for its title


class Panel(NamedTuple):
    """One series: what is drawn of it."""

    question: Question
    plotted: list[PlottedFigure]
    rows: list[MetricRange]
    now: MetricRange


@styled
def draw_overview(
    question: Question,
    *,
    ax: Sequence[Axes] | None = None,
    log: bool = False,
    size: Size = "page",
) -> np.ndarray:
    """Draw a small panel for each of the counts that come first (the codebook's ``main``, or else
    those with the most figures), at the default place where it is counted by place; the range and
    who holds its ends stand above each.

    Parameters
    ----------
    question : Question
        In place of which :func:`plot_overview` takes ``data`` and what is asked.
    data, on, known_on, parties, since, until, title, log, size
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
    panels = _panels(question)
    if not panels:
        raise NothingToShow(
            "nothing to draw: no metric has a figure that was known by then; choose a later day"
        )
    across = min(ACROSS.get(size, 2), len(panels))
    given: list[Axes] = np.array(ax, dtype=object).ravel().tolist()
    axes = given[: len(panels)] if ax is not None else _grid(size, across, len(panels))
    if len(axes) < len(panels):
        raise ValueError(
            f"{counted(len(panels), 'panel')}, and {counted(len(axes), 'axes', 'axes')} given; "
            "give one for each"
        )
    free(axes)
    every = [item for panel in panels for item in panel.plotted]
    last = max([question.on, *[item.figure.as_of.first for item in every]])
    styles = {party: replace(look, shape="o") for party, look in looks(question.book).items()}
    for each, panel in zip(axes, panels):
        dress(each)
        time_axis(each, first_shown(question, every), last, small=True)
        count_axis(each, persons(panel.plotted, panel.rows), log=log)
        draw_band(each, panel.rows, panel.question.on)
        draw_marks(each, panel.plotted, styles, size=3.2)
    if ax is None:
        _arrange(axes, across)
    _title(axes, panels)
    return np.array(finish(axes, _words(question, panels, log)), dtype=object)


plot_overview = asking(
    draw_overview, "time", "on", "known_on", "parties", "since", "until", "title", metric=None
)


def _panels(question: Question) -> list[Panel]:
    """One series of each count that comes first; where none of these can be drawn, of every count
    but for what only hints.
    """
    own = [key for key, metric in question.book.metrics.items() if not metric.proxy]
    return _drawn(question, question.dataset.main) or _drawn(question, own)


def _drawn(question: Question, metrics: Sequence[str]) -> list[Panel]:
    default = question.book.default_place
    found: list[Panel] = []
    for metric in metrics:
        series = sorted(question.about(metric).series, key=lambda one: one.place != default)
        drawn = [(one, shown) for one in series if (shown := plotted_figures(one))]
        found += [Panel(one, shown, steps(one), assess(one.last)) for one, shown in drawn[:1]]
    return found


def _grid(size: Size, across: int, count: int) -> list[Axes]:
    high = _HEIGHT.get(size, 24.0) * MM
    row = high + _HEAD * POINT
    whole = -(-count // across) * row + 1
    chart = new_chart(size, whole)
    return [
        chart.add_axes(
            (
                (at % across + 0.2) / across,
                1 - (at // across + 1) * row / whole,
                0.75 / across,
                high / whole,
            )
        )
        for at in range(count)
    ]


def _arrange(axes: list[Axes], across: int) -> None:
    """Line the panels up, with months below the lowest of each column only."""
    chart = sheet_of(axes[0])
    whole = chart.get_figwidth() / POINT
    labels = [(ax, ax.yaxis.get_tightbbox(renderer(chart.dpi))) for ax in axes]
    left = EDGE + max(
        (ax.get_window_extent().x0 - box.x0) / chart.dpi / POINT for ax, box in labels if box
    )
    cell = (whole + EDGE) / across
    for at, ax in enumerate(axes):
        if at + across < len(axes):
            ax.tick_params(axis="x", which="both", labelbottom=False)
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
        width = panel_box(ax).width
        for lift, text, bold, ink in (
            (1.3 * SMALL + 2, _label(panel.question), True, INK),
            (2.0, _held(panel.now, measure, width), False, QUIET),
        ):
            ax.annotate(
                measure.shorten(printable(text), SMALL, width, bold),
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


def _held(now: MetricRange, measure: Measure, room: float) -> str:
    """The range with the parties that hold its ends: "2,000 to 2,700 or more; NIS, Kyiv"; where
    there is no room for all, with how many more there are.
    """
    held = dict.fromkeys(filter(None, f"{now.low_party}, {now.high_party}".split(", ")))
    names, words = [now.question.short(party) for party in held], ends(now, brief=True)
    told = (
        "; ".join(filter(None, (words, first_few(names, most))))
        for most in range(len(names), 0, -1)
    )
    return next((text for text in told if measure.width(printable(text), SMALL) <= room), words)


def _words(question: Question, panels: list[Panel], log: bool) -> Words:
    every = [item for panel in panels for item in panel.plotted]
    rest = {figure.metric for figure in question.figures} - {one.question.key for one in panels}
    more = f"{counted(len(rest), 'other count has', 'other counts have')} charts elsewhere"
    alone = f" of {question.alone} alone" if question.alone else ""
    return Words(
        title=question.title or f"{question.book.title}: the main counts ({question.book.unit})",
        subtitle=f"Figures and ranges{alone} up to {format_day(question.on)}; under "
        "each title its latest range and who holds its ends",
        key=[
            _colours(question, every),
            band_key(question, [row for panel in panels for row in panel.rows]),
            mark_entries(every),
            [LegendEntry(more)] if rest else [],
        ],
        line=chart_line(question, "overview", log=log),
        alt=_alt(question, panels, every),
    )


def _colours(question: Question, every: list[PlottedFigure]) -> list[LegendEntry]:
    """Whose colour is which: affiliations with one of their own, and all others."""
    there, styles = {item.figure.affiliation for item in every}, looks(question.book)
    marks = {
        party.affiliation: replace(styles[key], shape="o")
        for key, party in question.book.parties.items()
    }
    names = {
        marks[key]: home.name for key, home in question.book.affiliations.items() if key in there
    }
    return [
        party_entry("all others" if look.fill == CHARCOAL else name, look)
        for look, name in names.items()
    ]


def _label(question: Question) -> str:
    """A panel's label, with the unit where it is another than the record's."""
    usual = unit(question.book, question.key) == question.book.unit
    return question.label if usual else heading(question)


def _estimate(now: MetricRange) -> str:
    second = lines(now)[1].removeprefix("Estimated: ").partition(" (")[0]
    return f"estimated {second}, " if second else ""


def _alt(question: Question, panels: list[Panel], every: list[PlottedFigure]) -> str:
    said = "; ".join(
        f"{_label(panel.question)}: {counted(len(panel.plotted), 'figure')}, "
        f"stated {panel.now.ends}, {_estimate(panel.now)}{voices_words(panel.now)}"
        for panel in panels
    )
    first, last = (
        min(item.figure.as_of.first for item in every),
        max(comparison_day(item.figure) for item in every),
    )
    return (
        f"{question.book.title}: {counted(len(every), 'figure')} of "
        f"{counted(len(panels), 'series', 'series')}, {format_day(first)} to "
        f"{format_day(last)}. {said}."
    )
