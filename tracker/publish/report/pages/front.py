"""The front page: how many, according to whom, how sure; then everything else one click away."""

from __future__ import annotations

from tracker.publish.report.charts import drawn
from tracker.publish.report.live import live
from tracker.publish.report.pages.metric import metric_summary
from tracker.publish.report.pages.tables import record_table
from tracker.publish.report.site import Pages, Site, if_any
from tracker.publish.words import searched
from tracker.reconcile.numbers import counted, format_day


def front_page(site: Site) -> Pages:
    """The page that opens first."""
    tables = (record_table(site, name) for name in ("summary", "hints"))
    summary, files = next((found for found in tables if found[0]), (None, {}))
    overview, more = if_any(lambda: drawn(site.question, "overview"))
    every = [
        metric_summary(site, metric)
        | {"count": counted(sum(figure.metric == metric for figure in site.figures), "figure")}
        for metric in site.metrics
    ]
    by_key = {entry["key"]: entry for entry in every}
    main = main_metrics(site)
    chart, moving = if_any(lambda: live(site.series(main[0])[0])) if main else (None, {})
    page = site.page(
        "front.html",
        "index.html",
        site.title,
        counted=counted_words(site),
        searched=searched(site.dataset.codebook),
        main=[by_key[key] for key in main],
        chart=chart,
        metrics=every,
        overview=overview,
        summary=summary,
    )
    return files | more | moving | page


def counted_words(site: Site) -> str:
    """What the record holds: how many figures, parties and sources, and until when."""
    parties = counted(len({figure.party for figure in site.figures}), "party", "parties")
    sources = counted(len({key for figure in site.figures for key in figure.sources}), "source")
    return (
        f"{counted(len(site.figures), 'figure')} by {parties}, printed in {sources}, as known "
        f"on {format_day(site.question.known_on)}."
    )


def main_metrics(site: Site) -> list[str]:
    """The counts that come first, in the record's order; of others where nothing is known of these.
    What only hints is never among them.
    """
    metrics = site.question.book.metrics
    tolls = [key for key in site.metrics if not metrics[key].proxy]
    return [key for key in site.dataset.main if key in tolls] or tolls
