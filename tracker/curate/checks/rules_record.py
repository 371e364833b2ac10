"""Rules on the record as a whole: ids, definitions, what is used, and what falls that cannot
fall.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from tracker.curate.checks.entries import EntryNode, FigureNode, Finding, Record, below
from tracker.curate.checks.rules_links import in_circles, links
from tracker.curate.fields import PATTERNS, TITLES
from tracker.curate.reader.nodes import Items, Node, Scalar

EXAMPLES = {"party": "example-ministry", "id": "example-daily-2025-01-15"}
"""What the worked example of a new record is known by: the party of its statement, its page."""


def duplicate_ids(record: Record) -> Iterator[Finding]:
    """Ids that stand twice, at the second place."""
    for entries in (record.estimates, record.sources):
        first: dict[str, int] = {}
        for entry in entries:
            if entry.name not in first:
                first[entry.name] = (entry.node.get("id") or entry.node).line
            else:
                yield entry.finding(
                    f"the id '{entry.name}' stands in line {first[entry.name]} already; give this "
                    "entry another, or remove it",
                    "id",
                )


def untitled(record: Record) -> Iterator[Finding]:
    """Sources that nobody could find by name."""
    for entry in record.sources:
        if not any(map(entry.node.get, TITLES)):
            yield entry.finding(
                "no `title`, `container-title` or `publisher`; give at least one, as in "
                "`container-title: The Daily`",
                "title",
            )


class _Whole(NamedTuple):
    """A figure that its party itself gave for the whole.

    ``series`` is its party and metric, and its place where that is counted by place; ``start`` and
    ``end`` are the first and the last days that its as-of and stated days may be.
    """

    entry: EntryNode
    metric: str
    figure: FigureNode
    series: tuple[str, str, str | None]
    start: tuple[date, date]
    end: tuple[date, date]


def _wholes(record: Record) -> Iterator[_Whole]:
    """Figures for the whole that stand, and that no revision has replaced."""
    revised = {(link.target.name, link.metric) for link in links(record, "revises")}
    by_place = {m for m, entry in record.keyed["metrics"].items() if entry.values.get("by_place")}
    for entry in record.estimates:
        days = entry.values_of("party", "as_of", "stated")
        doubtful = entry.values.get("attribution") == "conflicting" or "withdrawn" in entry.values
        if not days or doubtful or "echoes" in entry.values:
            continue
        party, as_of, stated = days
        start, end = (as_of.first, stated.first), (as_of.last, stated.last)
        for metric, figure in entry.figures.items():
            whole = figure.numbered and not figure.partial
            if whole and "echoes" not in figure.values and (entry.name, metric) not in revised:
                place = record.place(entry, figure) if metric in by_place else None
                yield _Whole(entry, metric, figure, (party, metric, place), start, end)


def same_day(record: Record) -> Iterator[Finding]:
    """Two figures of one party for one metric and day, stated at the same time: which one holds?"""
    first: dict[object, EntryNode] = {}
    for whole in _wholes(record):
        earlier = first.setdefault((whole.series, whole.start, whole.end), whole.entry)
        if earlier.name != whole.entry.name:  # two entries of one id are reported as that
            yield whole.figure.finding(
                f"'{earlier.name}' gives {whole.metric} of the same party for the same day, stated "
                "the same day; say with `revises` which holds, with `covers` that one is a part, "
                "or remove one"
            )


def falls(record: Record) -> Iterator[Finding]:
    """Counts of what never falls that are lower, for certain, than an earlier one of the same
    party.
    """
    series: dict[object, list[_Whole]] = defaultdict(list)
    for whole in _wholes(record):
        if record.metric(whole.metric).get("kind") == "cumulative":
            series[whole.series].append(whole)
    for wholes in series.values():
        yield from _falls(wholes)


def _falls(wholes: list[_Whole]) -> Iterator[Finding]:
    """Each figure against the highest low among those that surely describe an earlier day, or were
    stated before it.
    """
    waiting = sorted(wholes, key=lambda whole: whole.end, reverse=True)
    highest, most = wholes[0], 0.0
    for whole in sorted(wholes, key=lambda whole: whole.start):
        while waiting and waiting[-1].end < whole.start:
            earlier = waiting.pop()
            if earlier.figure.least > most:
                highest, most = earlier, earlier.figure.least
        if whole.figure.most < most:
            yield whole.figure.finding(
                f"'{whole.figure.said}' is lower than the same party's '{highest.figure.said}' as "
                f"of {highest.entry.values['as_of']} ('{highest.entry.name}'), but {whole.metric} "
                "never falls; write `revises` if it replaces that one, `covers` or `since` if it "
                "counts a part"
            )


def definition_circles(record: Record) -> Iterator[Finding]:
    """Definitions that lead back to themselves, at each link."""
    for group, name in (
        ("places", "within"),
        ("metrics", "at_most"),
        ("metrics", "parts"),
        ("metrics", "established"),
    ):
        given = {key: entry.values.get(name, ()) for key, entry in record.keyed[group].items()}
        edges = {key: (to,) if isinstance(to, str) else to for key, to in given.items()}
        for key in in_circles(edges):
            yield record.keyed[group][key].finding(
                f"`{name}` leads from '{key}' back to itself; remove the link that is wrong", name
            )


def proxies(record: Record) -> Iterator[Finding]:
    """Wholes that a mere hint is to be a part of."""
    for key, entry in record.keyed["metrics"].items():
        for part in entry.values.get("parts", ()):
            if record.metric(part).get("proxy"):
                yield entry.finding(
                    f"'{part}' is a proxy, which only hints, and no part of {key}; remove it here, "
                    "or its `proxy`",
                    "parts",
                )


def tallies(record: Record) -> Iterator[Finding]:
    """Tallies of no whole, and tallies that are to be mere hints as well."""
    metrics = record.keyed["metrics"].values()
    parts = {part for entry in metrics for part in entry.values.get("parts", ())}
    for entry in metrics:
        if not entry.values.get("tally"):
            continue
        if entry.values.get("proxy"):
            yield entry.finding(
                "a tally is a hard bound and a proxy only hints; keep one of them", "proxy"
            )
        elif "at_most" not in entry.values and entry.name not in parts:
            yield entry.finding(
                f"'{entry.name}' is part of no whole that it could be a tally of; name the whole, "
                "as in `at_most: killed`, or name this among the `parts` of the whole",
                "tally",
            )


def doi_addresses(record: Record) -> Iterator[Finding]:
    """An address of the data set that is its DOI."""
    address = record.codebook.values.get("address", "")
    if found := re.fullmatch(rf"https?://(?:dx\.)?doi\.org/({PATTERNS['doi']})", address):
        at = record.codebook.node.pairs["address"][1]
        yield Finding(
            "codebook", at, "address", f"this is a DOI; write `doi: {found[1]}` in its place"
        )


def examples(record: Record) -> Iterator[Finding]:
    """What `tracker init` invented, so that a record is never published with it."""
    for entry in (*record.estimates, *record.sources):
        for name, made in EXAMPLES.items():
            if entry.values.get(name) == made:
                yield entry.finding(
                    f"'{made}' was invented by `tracker init`; replace it with one of yours", name
                )


def unused(record: Record) -> Iterator[Finding]:
    """Sources and parties that nothing names; not told where a broken file may name them."""
    if "estimates" in record.broken:
        return
    entries = chain(record.estimates, record.misreports, *record.listed.values())
    named = {text for entry in entries for text in _texts(entry.node.get("sources"))}
    for entry in record.sources if "codebook" not in record.broken else ():
        node = entry.node.get("id")
        if node and "id" in entry.values and entry.name not in named:
            message = f"no estimate names the source '{entry.name}'; use it or remove it"
            yield Finding("sources", node, entry.where, message)
    parties = {text for entry in record.estimates for text in _texts(entry.node.get("party"))}
    for name, (key, _) in below(record.codebook.node, "parties").items():
        if name not in parties:
            message = f"no estimate is of the party '{name}'; use it or remove it"
            yield Finding("codebook", key, f"parties.{name}", message)


def _texts(node: Node | None) -> list[str]:
    """The names that a field holds, known or not."""
    items = node.items if type(node) is Items else [node]
    return [item.text for item in items if type(item) is Scalar]
