"""The page of every source and the page of events: where it was printed."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import unquote, urlsplit

from tracker.curate.csl import csl_day
from tracker.curate.model import Figure, Source
from tracker.publish.report.pages.tables import with_downloads
from tracker.publish.report.site import Context, Pages, Site, figure_address, if_any
from tracker.publish.tables.build import table_of
from tracker.publish.tables.draft import source_line
from tracker.reconcile.numbers import counted, format_day


def sources_page(site: Site) -> Pages:
    """The sources in order of id, each with the figures that rest on it."""
    rests: dict[str, list[str]] = {}
    for figure in site.figures:
        for key in figure.sources:
            rests.setdefault(key, []).append(figure.key)
    named = {figure.key: _named(site, figure) for figure in site.figures}
    otherwise: dict[str, list[str]] = {}
    for one in site.dataset.misreports:
        for key in one.sources if one.of in named else ():
            otherwise.setdefault(key, []).append(one.of)
    sources = [
        about(source)
        | {
            "uses": [
                (words, [(named[of], figure_address(of)) for of in uses[key]])
                for words, uses in (("Figures", rests), ("Prints otherwise", otherwise))
                if key in uses
            ],
            "archived": link(source.csl.get("archive_location")),
            "accessed": csl_day(source.csl.get("accessed")),
        }
        for key, source in sorted(site.dataset.sources.items())
    ]
    return site.page(
        "sources.html",
        "sources.html",
        "Sources",
        sources=sources,
        count=counted(len(sources), "source"),
        resting=len(rests),
    )


def _named(site: Site, figure: Figure) -> str:
    """A figure in few words: "Killed, NIS: “around 2,000”"."""
    book = site.dataset.codebook
    label, party = book.metrics[figure.metric].label, book.parties[figure.party].short
    return f"{label}, {party}: “{figure.said}”"


def events_page(site: Site) -> Pages:
    """The days that the codebook labels, each with its sources, and the table of them to cite."""
    item, files = if_any(lambda: with_downloads(table_of(site.question, "events")))
    if item is None:
        return {}
    events = [
        {
            "day": format_day(event.date),
            "label": event.label,
            "note": event.note,
            "sources": [about(site.dataset.sources[key]) for key in event.sources],
        }
        for event in sorted(site.dataset.codebook.events, key=lambda event: event.date)
        if event.date <= site.question.known_on
    ]
    return files | site.page("events.html", "events.html", "Events", events=events, shown=item)


def about(source: Source) -> Context:
    """What a page says of a source."""
    address = link(source.csl.get("URL"))
    return {
        "id": source.id,
        "line": source_line(source),
        "address": address,
        "shown": words if (words := unquote(address)).isprintable() else address,
        "host": urlsplit(address).hostname or "",
    }


def link(address: object) -> str:
    """An address that a browser may follow; empty for anything but http and https, and where a
    bracket stands in the name of the site.
    """
    text = str(address or "")
    with suppress(ValueError):
        return text if urlsplit(text).scheme in ("http", "https") else ""
    return ""
