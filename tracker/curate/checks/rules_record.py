"""Rules on the record as a whole: ids, definitions, what is used, and what falls that cannot
fall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tracker.curate.checks.circles import in_circles
from tracker.curate.checks.entries import Entry, Finding, Record, Told, below
from tracker.curate.checks.rules_links import links
from tracker.curate.reader.nodes import Items, Node, Scalar


def duplicate_ids(record: Record) -> Iterator[Finding]:
    """Ids that stand twice, at the second place."""
    for entries in (record.estimates, record.sources):
        first: dict[str, int] = {}
        for entry in entries:
            found = entry.finding(
                f"the id '{entry.name}' stands in line {first.get(entry.name)} already; give this "
                "entry "
                "another, or remove it",
                "id",
            )
            if entry.name in first:
                yield found
            first.setdefault(entry.name, found.node.line)


def untitled(record: Record) -> Iterator[Finding]:
    """Sources that nobody could find by name."""
    for entry in record.sources:
        if not any(entry.node.get(name) for name in ("title", "container-title", "publisher")):
            yield entry.finding(
                "no `title`, `container-title` or `publisher`; give at least one, as in "
                "`container-title: The Daily`",
                "title",
            )


def same_day(record: Record) -> Iterator[Finding]:
    """Two figures of one party for one metric and day, stated at the same time: which one holds?"""
    first: dict[tuple, Entry] = {}
    for entry, metric, told in _own_whole(record):
        as_of, stated = entry.values["as_of"], entry.values["stated"]
        key = (
            *_series(entry, metric, told, record),
            as_of.first,
            as_of.last,
            stated.first,
            stated.last,
        )
        if (
            key in first and first[key].name != entry.name
        ):  # two entries of one id are reported as that
            yield told.finding(
                f"'{first[key].name}' gives {metric} of the same party for the same day, stated "
                "the same "
                "day; say with `revises` which holds, with `covers` that one is a part, or remove "
                "one"
            )
        first.setdefault(key, entry)


def falls(record: Record) -> Iterator[Finding]:
    """Counts of what never falls that are lower, for certain, than an earlier one of the same
    party.
    """
    series: dict[tuple, list[tuple[Entry, str, Told]]] = defaultdict(list)
    for entry, metric, told in _own_whole(record):
        if record.metric(metric).get("kind") == "cumulative":
            series[_series(entry, metric, told, record)].append((entry, metric, told))
    for group in series.values():
        yield from _falls(group)


def _falls(group: list[tuple[Entry, str, Told]]) -> Iterator[Finding]:
    """Each figure against the highest low among those that surely describe an earlier day, or were
    stated before it.
    """
    waiting = sorted(group, key=_end, reverse=True)
    highest = group[0]
    most = 0.0
    for entry, metric, told in sorted(group, key=_start):
        while waiting and _end(waiting[-1]) < _start((entry,)):
            earlier = waiting.pop()
            if (earlier[2].quantity.low or 0) > most:
                highest, most = earlier, earlier[2].quantity.low
        if told.quantity.high is not None and told.quantity.high < most:
            yield told.finding(
                f"'{told.quantity.said}' is lower than the same party's "
                f"'{highest[2].quantity.said}' as of "
                f"{highest[0].values['as_of']} ('{highest[0].name}'), but {metric} never falls; "
                "write "
                "`revises` if it replaces that one, `covers` or `since` if it counts a part"
            )


def _end(item: tuple) -> tuple:
    return item[0].values["as_of"].last, item[0].values["stated"].last


def _start(item: tuple) -> tuple:
    return item[0].values["as_of"].first, item[0].values["stated"].first


def definition_circles(record: Record) -> Iterator[Finding]:
    """Definitions that lead back to themselves, at each link."""
    for group, name in (("places", "within"), ("metrics", "at_most"), ("metrics", "parts")):
        found = {
            key: entry.values[name]
            for key, entry in record.keyed[group].items()
            if name in entry.values
        }
        for key in in_circles(
            {key: (value,) if isinstance(value, str) else value for key, value in found.items()}
        ):
            yield record.keyed[group][key].finding(
                f"`{name}` leads from '{key}' back to itself; remove the link that is wrong", name
            )


def unused(record: Record) -> Iterator[Finding]:
    """Sources and parties that nothing names; not told where a broken file may name them."""
    if "estimates" in record.broken:
        return
    told = [*record.estimates, *(entry for entries in record.listed.values() for entry in entries)]
    named = {text for entry in told for text in _texts(entry.node.get("sources"))}
    for entry in record.sources if "codebook" not in record.broken else ():
        if "id" in entry.values and entry.name not in named:
            message = f"no estimate names the source '{entry.name}'; use it or remove it"
            yield Finding("sources", entry.node.get("id"), entry.where, message)
    parties = {text for entry in record.estimates for text in _texts(entry.node.get("party"))}
    for name, (key, _) in below(record.codebook.node, "parties").items():
        if name not in parties:
            yield Finding(
                "codebook",
                key,
                f"parties.{name}",
                f"no estimate is of the party '{name}'; use it or remove it",
            )


def _own_whole(record: Record) -> Iterator[tuple[Entry, str, Told]]:
    """Figures that their party itself gave for the whole, that stand, and that no revision has
    replaced.
    """
    revised = {(link.target.name, link.metric) for link in links(record, "revises")}
    for entry in record.estimates:
        values = entry.values
        if (
            not entry.told("party", "as_of", "stated")
            or values.get("attribution") == "conflicting"
            or "withdrawn" in values
        ):
            continue
        for metric, told in entry.figures.items():
            part_or_echo = told.values.keys() & {"since", "covers", "echoes"} or "echoes" in values
            numbered = told.quantity and told.quantity.qualifier != "none"
            if numbered and not part_or_echo and (entry.name, metric) not in revised:
                yield entry, metric, told


def _series(entry: Entry, metric: str, told: Told, record: Record) -> tuple[str, str, str | None]:
    """The series a figure belongs to: party and metric, and its place where that is counted by
    place.
    """
    by_place = record.metric(metric).get("by_place")
    return entry.values["party"], metric, record.place(entry, told) if by_place else None


def _texts(node: Node | None) -> list[str]:
    """The names that a field holds, known or not."""
    items = node.items if type(node) is Items else [node]
    return [item.text for item in items if type(item) is Scalar]
