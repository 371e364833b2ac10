"""The front page: how many, according to whom, how sure; then everything else one click away."""

from __future__ import annotations

from tracker.publish.report.charts import Drawn, drawn
from tracker.publish.report.live import Live, live
from tracker.publish.report.pages.metric import metric_summary
from tracker.publish.report.pages.tables import shown
from tracker.publish.report.site import Pages, Site
from tracker.publish.tables.build import table_of
from tracker.publish.words import searched
from tracker.reconcile.numbers import counted
from tracker.reconcile.question import NothingToShow


def front_page(site: Site) -> Pages:
    """The page that opens first."""
    summary, files = shown(table_of(site.question, "summary"))
    overview, more = _overview(site)
    every = [
        metric_summary(site, metric)
        | {"count": counted(sum(figure.metric == metric for figure in site.figures), "figure")}
        for metric in site.metrics
    ]
    by_key = {entry["key"]: entry for entry in every}
    main = [by_key[key] for key in main_metrics(site)]
    chart, moving = _first(site)
    return (
        files
        | more
        | moving
        | site.page(
            "front.html",
            "index.html",
            site.title,
            counted=counted_words(site),
            searched=searched(site.dataset.codebook),
            main=main,
            first=main[0] if main else None,
            chart=chart,
            metrics=every,
            overview=overview,
            summary=summary,
        )
    )


def _first(site: Site) -> tuple[Live | None, Pages]:
    """The chart of the count that comes first; none where nothing can be drawn."""
    try:
        return live(site.series(main_metrics(site)[0])[0])
    except (NothingToShow, IndexError):
        return None, {}


def counted_words(site: Site) -> str:
    """What the record holds: how many figures, parties and sources, and until when."""
    parties = counted(len({figure.party for figure in site.figures}), "party", "parties")
    sources = counted(len({key for figure in site.figures for key in figure.sources}), "source")
    return (
        f"{counted(len(site.figures), 'figure')} by {parties}, printed in {sources}, as known "
        f"on {site.known_words}."
    )


def main_metrics(site: Site) -> list[str]:
    """The counts that come first, in the record's order; what only hints is never among them."""
    metrics = site.question.book.metrics
    return [key for key in site.dataset.main if key in site.metrics and not metrics[key].proxy]


def _overview(site: Site) -> tuple[Drawn | None, Pages]:
    """The overview chart; none where no range has an end."""
    try:
        return drawn(site.question, "overview")
    except NothingToShow:
        return None, {}
