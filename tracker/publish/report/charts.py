"""Charts in the report: each drawn wide for a screen and a page, and narrow for a telephone, with
its text alternative.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.publish.charts.catalogue import DRAWINGS
from tracker.publish.charts.save import chart_bytes, figure_alt, figure_of
from tracker.publish.report.site import Pages
from tracker.reconcile.question import Question


@dataclass(frozen=True)
class Drawn:
    """A chart on a page: its name, the addresses of both widths, its text alternative."""

    name: str
    wide: str
    narrow: str
    alt: str


def drawn(question: Question, chart: str, *, trend: bool = False) -> tuple[Drawn, Pages]:
    """Draw a chart in both sizes.

    Raises
    ------
    NothingToShow
        If there is nothing to draw.

    """
    from matplotlib import pyplot

    more = {"trend": True} if trend else {}
    scope = [question.key, question.named_place] if question.metric else []
    slug = "-".join([chart, *(key.replace("_", "-") for key in scope if key)])
    files, alt = {}, ""
    for size in ("page", "column"):
        axes = DRAWINGS[chart](question, size=size, **more)
        alt = alt or figure_alt(axes)
        files[f"charts/{slug}-{size}.svg"] = chart_bytes(axes, "svg")
        pyplot.close(figure_of(axes))
    return Drawn(slug, f"charts/{slug}-page.svg", f"charts/{slug}-column.svg", alt), files
