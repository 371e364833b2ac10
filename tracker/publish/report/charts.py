"""Charts in the report: each drawn wide for a screen and a page, and narrow for a telephone, with
its text alternative.
"""

from __future__ import annotations

from dataclasses import dataclass
from inspect import signature

from tracker.publish.charts import catalogue
from tracker.publish.charts.save import chart_bytes, figure_alt, figure_of
from tracker.publish.report.site import Pages, Site


@dataclass(frozen=True)
class Drawn:
    """A chart on a page: its name, the addresses of both widths, its text alternative."""

    name: str
    wide: str
    narrow: str
    alt: str


def drawn(site: Site, chart: str, **asked) -> tuple[Drawn, Pages]:
    """Draw a chart of the record in both sizes; ``asked`` and the site's days are passed on to the
    ``plot_*`` function.

    Raises
    ------
    ValueError
        If there is nothing to draw.

    """
    from matplotlib import pyplot

    plot = catalogue.CHARTS[chart]
    days = (
        {}
        if site.newest
        else {key: day for key, day in site.days.items() if key in signature(plot).parameters}
    )
    slug = "-".join(
        [chart, *(asked[key].replace("_", "-") for key in ("metric", "place") if asked.get(key))]
    )
    files, alt = {}, ""
    for size in ("page", "column"):
        axes = plot(site.dataset, **asked, **days, size=size)
        alt = alt or figure_alt(axes)
        files[f"charts/{slug}-{size}.svg"] = chart_bytes(axes, "svg")
        pyplot.close(figure_of(axes))
    return Drawn(slug, f"charts/{slug}-page.svg", f"charts/{slug}-column.svg", alt), files
