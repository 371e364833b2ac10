"""The front page: how many, according to whom, how sure; then everything else one click away."""

from __future__ import annotations

from tracker.publish.report_charts import Drawn, drawn
from tracker.publish.report_metric import told
from tracker.publish.report_site import Pages, Site, counted
from tracker.publish.report_tables import asked, shown

MAIN = 6  # ranges that fit on a first screen


def front_page(site: Site) -> Pages:
    """The page that opens first."""
    summary, files = shown(asked(site, "summary"))
    overview, more = _overview(site)
    figures = [figure for figure in site.dataset.all_figures if figure.stated.last <= site.known_on]
    every = [told(site, metric) | {"count": counted(sum(figure.metric == metric for figure in figures), "figure")} for metric in site.metrics]
    main = [entry for entry in every if entry["key"] in main_metrics(site)]
    parties = counted(len({figure.party for figure in figures}), "party", "parties")
    words = (f"{counted(len(figures), 'figure')} by {parties}, printed in "
             f"{counted(len({key for figure in figures for key in figure.sources}), 'source')}, as known on {site.known_words}.")
    return files | more | site.page("front.html", "index.html", site.title, counted=words, main=main, metrics=every,
                                    overview=overview, summary=summary)


def main_metrics(site: Site) -> list[str]:
    """The counts of which most affiliations have given a figure of the whole; plans, which count nobody yet, are left out."""
    book = site.dataset.codebook
    spoken: dict[str, set[str]] = {metric: set() for metric in site.metrics if book.metrics[metric].kind != "plan"}
    for figure in site.dataset.all_figures:
        whole = not figure.partial and figure.echoes is None and figure.qualifier != "none"
        if whole and figure.metric in spoken and figure.stated.last <= site.known_on:
            spoken[figure.metric].add(figure.affiliation)
    return sorted(spoken, key=lambda metric: -len(spoken[metric]))[:MAIN]


def _overview(site: Site) -> tuple[Drawn | None, Pages]:
    """The overview chart; none where no range has an end."""
    try:
        return drawn(site, "overview")
    except ValueError:
        return None, {}
