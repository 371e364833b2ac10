"""Charts in the report: each drawn wide for a screen and a page, and narrow for a telephone, with its text alternative."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import signature
from io import BytesIO
from typing import TYPE_CHECKING

import tracker as tk
from tracker.publish.report_site import Pages, Site

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Drawn:
    """A chart on a page: its name, the addresses of both widths, its text alternative."""

    name: str
    wide: str
    narrow: str
    alt: str


def drawn(site: Site, chart: str, **asked) -> tuple[Drawn, Pages]:
    """Draw a chart of the record in both sizes; ``asked`` and the site's days are passed on to the ``plot_*`` function.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    plot = getattr(tk, "plot_" + chart.replace("-", "_"))
    days = {} if site.newest else {key: day for key, day in site.days.items() if key in signature(plot).parameters}
    slug = "-".join([chart, *(asked[key].replace("_", "-") for key in ("metric", "place") if asked.get(key))])
    files, alt = {}, ""
    for size in ("page", "column"):
        axes = plot(site.dataset, **asked, **days, size=size)
        alt = alt or tk.figure_alt(_figure(axes))
        files[f"charts/{slug}-{size}.svg"] = svg(axes)
    return Drawn(slug, f"charts/{slug}-page.svg", f"charts/{slug}-column.svg", alt), files


def svg(axes: Axes) -> bytes:
    """The chart as SVG, the same bytes on every day; its figure is closed."""
    from matplotlib import pyplot

    out = BytesIO()
    figure = _figure(axes)
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
    return out.getvalue()


def _figure(axes):
    """The figure of axes, or of the first of several."""
    first = axes if hasattr(axes, "figure") else list(axes)[0]
    return first.figure
