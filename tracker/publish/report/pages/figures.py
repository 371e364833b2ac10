"""The list of every figure, and a page for the figures of each count: where each number of the
report leads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tracker.curate.model import Figure
from tracker.publish.report.pages.sources import about, link
from tracker.publish.report.site import (
    Context,
    Pages,
    Site,
    figure_address,
    figures_address,
    metric_address,
)
from tracker.publish.report.steps import known_then
from tracker.publish.tables.draft import source_line
from tracker.publish.words import figure_name, misprinted
from tracker.reconcile.numbers import counted, format_day
from tracker.reconcile.phrases import day_words, part_words
from tracker.reconcile.question import Question
from tracker.reconcile.voices import Judged, select

FiguresByLink = Mapping[str, dict[str | None, list[Figure]]]  # by link, figures by where it leads
ROLES = {
    "voice": "voice",
    "bound": "lower bound only",
    "derived": "counted one by one",
    "out": "left out",
}
_ATTRIBUTIONS = {
    "seen": "seen on one page",
    "corroborated": "independent pages agree that the party said so",
    "conflicting": "pages disagree on what was said, or by whom",
}


def figures_page(site: Site) -> Pages:
    """One line a figure, by count, with what narrows the list."""
    book = site.dataset.codebook
    groups = [
        {
            "metric": metric,
            "label": book.metrics[metric].label,
            "figures": list(_rows(site, metric)),
        }
        for metric in site.metrics
    ]
    parties = {figure.party for figure in site.figures}
    years = sorted({figure.as_of.first.year for figure in site.figures})
    choices = (
        ("metric", "Count", [(key, book.metrics[key].label) for key in site.metrics]),
        ("party", "Party", [(k, p.short) for k, p in book.parties.items() if k in parties]),
        ("year", "Year", [(str(year), str(year)) for year in years]),
        ("role", "What it is to the range", list(ROLES.items())),
    )
    return site.page(
        "figures.html",
        "figures.html",
        "Every figure",
        groups=groups,
        choices=choices,
        count=counted(len(site.figures), "figure"),
    )


def count_figures_page(site: Site, metric: str) -> Pages:
    """The figures of a count, one article each with an anchor of its own."""
    own = [figure for figure in site.figures if figure.metric == metric]
    order, linked = {figure.key: at for at, figure in enumerate(own)}, _linked(own)
    articles = [
        _article(site, item, moves.get(item.figure.key, ""), linked)
        for one in site.series(metric)
        for moves in (dict(_moves(one)),)
        for item in select(one).judged
        if item.figure.key in order
    ]
    return site.page(
        "count_figures.html",
        figures_address(metric),
        f"Figures: {site.dataset.codebook.metrics[metric].label}",
        label=site.dataset.codebook.metrics[metric].label,
        address=metric_address(metric),
        figures=sorted(articles, key=lambda article: order[str(article["key"])]),
    )


def _rows(site: Site, metric: str) -> Iterator[Context]:
    book = site.dataset.codebook
    judged = {item.figure.key: item for one in site.series(metric) for item in select(one).judged}
    for figure in site.figures:
        if figure.metric == metric:
            yield {
                "party": figure.party,
                "name": book.parties[figure.party].short,
                "said": figure.said,
                "words": book.parties[figure.party].name,
                "day": day_words(figure.as_of),
                "year": figure.as_of.first.year,
                "place": book.places[figure.place].name if book.metrics[metric].by_place else "",
                "role": judged[figure.key].role,
                "role_words": ROLES[judged[figure.key].role],
                "address": figure_address(figure.key),
            }


def _moves(question: Question) -> Iterator[tuple[str, str]]:
    """What the range did on the day each figure was first stated."""
    then = {vintage.answer.on: vintage for vintage in known_then(question)}
    for figure in question.figures:
        if vintage := then.get(figure.stated.last):
            day = format_day(vintage.answer.on)
            yield (
                figure.key,
                f"On {day} the range stayed as it was: {vintage.ends}."
                if vintage.before == vintage.ends
                else f"On {day} the range went from {vintage.before} to {vintage.ends}."
                if vintage.before
                else f"On {day} the range began: {vintage.ends}.",
            )


def _article(site: Site, item: Judged, moved: str, linked: FiguresByLink) -> Context:
    book, figure = site.dataset.codebook, item.figure
    return {
        "key": figure.key,
        "party": book.parties[figure.party].short,
        "said": figure.said,
        "role": item.role,
        "role_words": ROLES[item.role],
        "reason": item.reason,
        "facts": list(_facts(site, figure, moved, linked)),
        "sources": [about(site.dataset.sources[key]) for key in figure.sources],
        "place": f"{figure.position.file}:{figure.position.line}",
        "line": _line(site, figure),
    }


def _line(site: Site, figure: Figure) -> str:
    """The address of a figure's line where the codebook names the repository; empty otherwise."""
    top = link(site.dataset.codebook.repository).rstrip("/")
    file = figure.position.file
    if not top or file.startswith(("/", "..")):
        return ""
    return f"{top}/blob/HEAD/{file}#L{figure.position.line}"


def _facts(
    site: Site, figure: Figure, moved: str, linked: FiguresByLink
) -> Iterator[tuple[str, list[dict[str, str]]]]:
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
        ("Counts only", part_words(figure)),
        ("What it did", moved),
        ("Attribution", _ATTRIBUTIONS.get(figure.attribution or "")),
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
    for term, others in _related(figure, linked):
        if others:
            yield (
                term,
                [_part(figure_name(book, other), figure_address(other.key)) for other in others],
            )
    for one in site.question.misreports(figure.key):
        pages = [
            _part(source_line(site.dataset.sources[key]), f"sources.html#{key}")
            for key in one.sources
        ]
        note = [_part(one.note)] if one.note else []
        yield "Printed otherwise", [_part(misprinted(book, one)), *pages, *note]
    if figure.note:
        yield "Note", [_part(figure.note)]


def _linked(figures: Sequence[Figure]) -> FiguresByLink:
    """The figures of a count by their estimate, and by the one that each repeats, revises, or
    shares its origin with: looked for one by one, links take minutes where figures are thousands.
    """
    names = ("estimate", "echoes", "revises", "shares_origin")
    found: FiguresByLink = {name: defaultdict(list) for name in names}
    for figure in figures:
        for name in names:
            found[name][getattr(figure, name)].append(figure)
    return found


def _related(figure: Figure, linked: FiguresByLink) -> Iterator[tuple[str, Sequence[Figure]]]:
    """The other figures of the count that this one repeats or revises, or that do so with it."""
    own, there = figure.estimate, linked["estimate"]
    yield "Repeats", there.get(figure.echoes, ())
    yield "Repeated by", linked["echoes"].get(own, ())
    yield "Revises", there.get(figure.revises, ())
    yield "Revised by", linked["revises"].get(own, ())
    sharing = linked["shares_origin"].get(own, ())
    yield "Shares its origin with", [*there.get(figure.shares_origin, ()), *sharing]


def _part(text: str, address: str = "") -> dict[str, str]:
    return {"text": text, "address": address}
