"""The page of every figure and the page of every source: where each number of the report leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tracker.curate.csl import csl_day
from tracker.publish.report.site import Pages, Site, Told, figure_address, metric_address
from tracker.publish.report.tables import shown
from tracker.publish.tables.build import table_of
from tracker.publish.tables.notes import source_line
from tracker.publish.words import misprinted, misreports_of
from tracker.reconcile.numbers import counted, format_day
from tracker.reconcile.phrases import day_words
from tracker.reconcile.question import NothingToShow
from tracker.reconcile.voices import Judged, select

if TYPE_CHECKING:
    from tracker.curate.model import Figure, Source

ROLES = {
    "voice": "voice",
    "bound": "lower bound only",
    "derived": "counted one by one",
    "out": "left out",
}
ATTRIBUTIONS = {
    "seen": "seen on one page",
    "corroborated": "independent pages agree that the party said so",
    "conflicting": "pages disagree on what was said, or by whom",
}


def figures_page(site: Site) -> Pages:
    """One article a figure, with an anchor of its own, by metric."""
    book = site.dataset.codebook
    judged = {item.figure.key: item for one in site.question.series for item in select(one).judged}
    groups = [
        {
            "id": f"of-{metric}",
            "label": book.metrics[metric].label,
            "address": metric_address(metric),
            "figures": [
                _article(site, judged[figure.key])
                for figure in site.figures
                if figure.metric == metric
            ],
        }
        for metric in site.metrics
    ]
    return site.page(
        "figures.html",
        "figures.html",
        "Every figure",
        groups=groups,
        count=counted(len(site.figures), "figure"),
    )


def sources_page(site: Site) -> Pages:
    """The sources in order of id, each with the figures that rest on it."""
    rests: dict[str, list[str]] = {}
    for figure in site.figures:
        for key in figure.sources:
            rests.setdefault(key, []).append(figure.key)
    sources = [
        _source(source)
        | {
            "figures": rests.get(key, []),
            "garbles": [one.of for one in site.dataset.misreports if key in one.sources],
            "archived": _link(source.csl.get("archive_location")),
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
    )


def events_page(site: Site) -> Pages:
    """The days that the codebook labels, each with its sources, and the table of them to cite."""
    try:
        item, files = shown(table_of(site.question, "events"))
    except NothingToShow:
        return {}
    known = site.dataset.sources
    events = [
        {
            "day": format_day(event.date),
            "label": event.label,
            "note": event.note,
            "sources": [_source(known[key]) for key in event.sources],
        }
        for event in sorted(site.dataset.codebook.events, key=lambda event: event.date)
        if event.date <= site.question.known_on
    ]
    return files | site.page("events.html", "events.html", "Events", events=events, shown=item)


def _article(site: Site, item: Judged) -> Told:
    book, figure = site.dataset.codebook, item.figure
    sources = [
        _source(site.dataset.sources[key]) for key in figure.sources if key in site.dataset.sources
    ]
    return {
        "key": figure.key,
        "party": book.parties[figure.party].short,
        "said": figure.said,
        "role": item.role,
        "role_words": ROLES[item.role],
        "reason": item.reason,
        "facts": list(_facts(site, figure)),
        "sources": sources,
        "place": f"{figure.position.file}:{figure.position.line}",
    }


def _facts(site: Site, figure: Figure) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Term and parts of everything the record says of a figure; what it does not say is left
    out.
    """
    book = site.dataset.codebook
    party, home = book.parties[figure.party], book.affiliations[figure.affiliation]
    facts = [
        ("In the original", figure.original),
        ("Assessing party", party.name),
        ("Affiliation", f"{home.name} ({home.stance.replace('_', ' ')})"),
        ("Stated by", figure.speaker),
        ("As of", day_words(figure.as_of)),
        ("Stated", day_words(figure.stated)),
        ("Place", book.places[figure.place].name),
        ("Counts only", figure.covers or (figure.since and f"from {day_words(figure.since)} on")),
        ("Attribution", ATTRIBUTIONS.get(figure.attribution or "")),
        ("Grade", figure.grade and f"{figure.grade} (Admiralty code)"),
        (
            "Withdrawn",
            figure.withdrawn
            and f"{format_day(figure.withdrawn)}: {figure.withdrawn_reason or 'no reason'}",
        ),
    ]
    for term, text in facts:
        if text:
            yield term, [_part(text)]
    for term, other in (("Repeats", figure.echoes), ("Revises", figure.revises)):
        if other:
            yield term, [_reference(site, f"{other}.{figure.metric}")]
    for one in misreports_of(site.dataset, figure):
        pages = [
            _part(source_line(site.dataset.sources[key]), f"sources.html#{key}")
            for key in one.sources
        ]
        note = [_part(one.note)] if one.note else []
        yield "Printed otherwise", [_part(misprinted(book, one)), *pages, *note]
    if figure.note:
        yield "Note", [_part(figure.note)]


def _reference(site: Site, key: str) -> dict[str, str]:
    """A link to another figure, if it stands on the page."""
    there = any(figure.key == key for figure in site.figures)
    return _part(key, figure_address(key).removeprefix("figures.html") if there else "")


def _part(text: str, address: str = "") -> dict[str, str]:
    return {"text": text, "address": address}


def _source(source: Source) -> Told:
    address = _link(source.csl.get("URL"))
    return {
        "id": source.id,
        "line": source_line(source),
        "address": address,
        "host": urlsplit(address).hostname or "",
    }


def _link(address: object) -> str:
    """An address that a browser may follow; empty for anything but http and https."""
    text = str(address or "")
    return text if urlsplit(text).scheme in ("http", "https") else ""
