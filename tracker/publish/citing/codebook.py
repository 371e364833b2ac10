"""The codebook of a record as Markdown: what it is, what is counted, by whom and where."""

from __future__ import annotations

from tracker.curate.dataset import Dataset
from tracker.curate.model import Codebook, Metric, Party, Place
from tracker.publish.formats.escape import markdown
from tracker.reconcile.numbers import counted


def codebook(data: Dataset) -> str:
    """Every definition of the codebook as Markdown."""
    book = data.codebook
    sections = {
        "About": _about(book),
        "Metrics": [f"`{key}`: {_metric_words(metric)}" for key, metric in book.metrics.items()],
        "Parties": [
            f"`{key}`: {markdown(party.name)} (of `{party.affiliation}`"
            f"{f', {party.kind}' if party.kind else ''}"
            f"{f', reliability {party.reliability}' if party.reliability else ''}{_also(party)})"
            for key, party in book.parties.items()
        ],
        "Affiliations": [
            f"`{key}`: {markdown(affiliation.name)} ({affiliation.stance})"
            for key, affiliation in book.affiliations.items()
        ],
        "Places": [
            f"`{key}`: {markdown(place.name)}"
            + (f" (within `{place.within}`)" if place.within else "")
            + _also(place)
            for key, place in book.places.items()
        ],
        "Vague words": [
            f"“{markdown(words)}”: {low:,.0f} to {high:,.0f}"
            for words, (low, high) in book.wordings.items()
        ],
        "Phases": [
            f"{phase.start} to {phase.end}, intensity {phase.intensity:g}: {markdown(phase.label)}"
            + "".join(f"; of `{key}`" for key in (*phase.metrics, *phase.places))
            for phase in book.activity
        ],
        "Events": [f"{event.date}: {markdown(event.told)}" for event in book.events],
    }
    lines = [f"# Codebook: {markdown(book.title)}"]
    for title, items in sections.items():
        if items:
            lines += ["", f"## {title}", "", *(f"- {item}" for item in items)]
    return "\n".join([*lines, ""])


def _about(book: Codebook) -> list[str]:
    """What the codebook says of the record as a whole."""
    authors = [
        " ".join(filter(None, [one.name, one.orcid and f"(ORCID iD {one.orcid})", one.affiliation]))
        for one in book.authors
    ]
    said = {
        "description": book.description,
        "authors": "; ".join(authors),
        "licence": book.licence,
        "DOI": book.doi,
        "publisher": book.publisher,
        "address": book.address,
        "repository": book.repository,
        "counted in": book.unit,
        "main counts": ", ".join(book.main),
    }
    return [f"{name}: {markdown(words)}" for name, words in said.items() if words] + [
        f"searched until {one.until}: {markdown(one.where)}; {markdown(one.found)}"
        for one in book.searched
    ]


def _also(one: Party | Place) -> str:
    return f"; also called {markdown(', '.join(one.also))}" if one.also else ""


def _metric_words(metric: Metric) -> str:
    """What a metric counts, and in brackets what is to be known about it."""
    about = [
        metric.kind,
        f"speaks for {counted(metric.speaks_for, 'day')}" if metric.speaks_for else "",
        f"parts: {', '.join(metric.parts)}" if metric.parts else "",
        f"at most {metric.at_most}" if metric.at_most else "",
        "counted by place" if metric.by_place else "",
        f"counted in {metric.unit}" if metric.unit else "",
        "tally of what is confirmed one by one" if metric.tally else "",
        "proxy, which only hints" if metric.proxy else "",
        f"established later: {metric.established}" if metric.established else "",
        f"scale of disagreement: {metric.tau_scale:g}" if metric.tau_scale else "",
        f"shared error: {metric.shared:g}" if metric.shared is not None else "",
        f"also called {', '.join(metric.also)}" if metric.also else "",
    ]
    return (
        f"**{markdown(metric.label)}**. {markdown(metric.definition)} "
        f"({markdown('; '.join(filter(None, about)))})"
    )
