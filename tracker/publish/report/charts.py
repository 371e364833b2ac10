"""Charts in the report: each drawn wide for a screen and a page, and narrow for a telephone, with
its text alternative.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.publish.charts.catalogue import DRAWINGS
from tracker.publish.charts.save import chart_bytes, figure_alt, figure_of
from tracker.publish.report.site import Pages
from tracker.reconcile.question import NothingToShow, Question
from tracker.reconcile.trend.path import path_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Drawn:
    """A chart on a page: its name, the addresses of both widths, its text alternative."""

    name: str
    wide: str
    narrow: str
    alt: str


def drawn(question: Question, chart: str) -> tuple[Drawn, Pages]:
    """Draw a chart in both sizes; ranges over time with their trend where the series has one.

    Raises
    ------
    NothingToShow
        If there is nothing to draw.

    """
    from matplotlib import pyplot

    wide, narrow = axes = sheets(question, chart)
    made = as_files(question, chart, wide, narrow)
    for each in axes:
        pyplot.close(figure_of(each))
    return made


def sheets(question: Question, chart: str) -> tuple[Axes | Iterable[Axes], Axes | Iterable[Axes]]:
    """A chart wide and narrow."""
    more = {"trend": has_trend(question)} if chart == "ranges" else {}
    draw = DRAWINGS[chart]
    return draw(question, size="page", **more), draw(question, size="column", **more)


def has_trend(question: Question) -> bool:
    """Whether a path can be drawn: not for a plan or a flow, nor for what nobody counted whole."""
    try:
        path_of(question)
    except NothingToShow:
        return False
    return True


def as_files(
    question: Question, chart: str, wide: Axes | Iterable[Axes], narrow: Axes | Iterable[Axes]
) -> tuple[Drawn, Pages]:
    """Both pictures as SVG, and where they stand."""
    scope = [question.key, question.named_place] if question.metric else []
    slug = "-".join([chart, *(key.replace("_", "-") for key in scope if key)])
    names = f"charts/{slug}-page.svg", f"charts/{slug}-column.svg"
    files = {name: chart_bytes(axes, "svg") for name, axes in zip(names, (wide, narrow))}
    return Drawn(slug, *names, figure_alt(wide)), files
