"""The front page: how many, according to whom, how sure; then everything else one click away."""

from __future__ import annotations

from tracker.publish.report.charts import Drawn, drawn
from tracker.publish.report.metric import metric_summary
from tracker.publish.report.site import Pages, Site
from tracker.publish.report.tables import shown
from tracker.publish.tables.build import table_of
from tracker.reconcile.numbers import counted
from tracker.reconcile.question import NothingToShow

MAIN = 6  # ranges that fit on a first screen


def front_page(site: Site) -> Pages:
    """The page that opens first."""
    summary, files = shown(table_of(site.question, "summary"))
    overview, more = _overview(site)
    every = [
        metric_summary(site, metric)
        | {"count": counted(sum(figure.metric == metric for figure in site.figures), "figure")}
        for metric in site.metrics
    ]
    main = [entry for entry in every if entry["key"] in main_metrics(site)]
    return (
        files
        | more
        | site.page(
            "front.html",
            "index.html",
            site.title,
            counted=_counted(site),
            main=main,
            metrics=every,
            overview=overview,
            summary=summary,
        )
    )


def _counted(site: Site) -> str:
    parties = counted(len({figure.party for figure in site.figures}), "party", "parties")
    sources = counted(len({key for figure in site.figures for key in figure.sources}), "source")
    return (
        f"{counted(len(site.figures), 'figure')} by {parties}, printed in {sources}, as known "
        f"on {site.known_words}."
    )


def main_metrics(site: Site) -> list[str]:
    """The counts of which most affiliations have given a figure of the whole; plans, which count
    nobody yet, are left out.
    """
    book = site.dataset.codebook
    spoken: dict[str, set[str]] = {
        metric: set() for metric in site.metrics if book.metrics[metric].kind != "plan"
    }
    for figure in site.figures:
        whole = not figure.partial and figure.echoes is None and figure.qualifier != "none"
        if whole and figure.metric in spoken:
            spoken[figure.metric].add(figure.affiliation)
    return sorted(spoken, key=lambda metric: -len(spoken[metric]))[:MAIN]


def _overview(site: Site) -> tuple[Drawn | None, Pages]:
    """The overview chart; none where no range has an end."""
    try:
        return drawn(site.question, "overview")
    except NothingToShow:
        return None, {}
