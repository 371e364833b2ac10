"""Rules on the record as a whole: ids, definitions, what is used, and what falls that cannot fall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tracker.curate.entries import Entry, Record, Told
from tracker.curate.nodes import Items, Node, Pairs, Scalar
from tracker.curate.rules_links import in_circles, links

Finding = tuple[str, Node, str, str]


def duplicate_ids(record: Record) -> Iterator[Finding]:
    """Ids that stand twice, at the second place."""
    for file in ("estimates", "sources"):
        first: dict[str, int] = {}
        for entry in getattr(record, file):
            at = entry.at("id")
            if entry.name in first:
                yield (file, at, f"{entry.name}.id", f"the id '{entry.name}' stands in line {first[entry.name]} already; "
                       "give this entry another, or remove it")
            first.setdefault(entry.name, at.line)


def untitled(record: Record) -> Iterator[Finding]:
    """Sources that nobody could find by name."""
    for entry in record.sources:
        if not any(entry.node.get(name) for name in ("title", "container-title", "publisher")):
            yield ("sources", entry.node, f"{entry.name}.title", "no `title`, `container-title` or `publisher`; give at least "
                   "one, as in `container-title: The Daily`")


def same_day(record: Record) -> Iterator[Finding]:
    """Two figures of one party for one metric and day, stated at the same time: which one holds?"""
    first: dict[tuple, Entry] = {}
    for entry, metric, told in _own_whole(record):
        values = entry.values
        key = (values["party"], *_series(entry, metric, told, record), values["as_of"].first, values["as_of"].last,
               values["stated"].first, values["stated"].last)
        if key in first:
            yield ("estimates", told.node, f"{entry.name}.figures.{metric}", f"'{first[key].name}' gives {metric} of the same "
                   "party for the same day, stated the same day; say with `revises` which one holds, with `covers` that one "
                   "is a part, or remove one")
        first.setdefault(key, entry)


def falls(record: Record) -> Iterator[Finding]:
    """Counts of what never falls that are lower, for certain, than an earlier one of the same party."""
    series: dict[tuple, list[tuple[Entry, str, Told]]] = defaultdict(list)
    for entry, metric, told in _own_whole(record):
        if record.metric(metric).get("kind") == "cumulative":
            series[entry.values["party"], *_series(entry, metric, told, record)].append((entry, metric, told))
    for group in series.values():
        yield from _falls(group)


def _falls(group: list[tuple[Entry, str, Told]]) -> Iterator[Finding]:
    """Each figure against the highest low among those that surely describe an earlier day, or were stated before it."""
    def end(item):
        return item[0].values["as_of"].last, item[0].values["stated"].last

    def start(item):
        return item[0].values["as_of"].first, item[0].values["stated"].first

    waiting = sorted(group, key=end, reverse=True)
    highest = None
    for item in sorted(group, key=start):
        while waiting and end(waiting[-1]) < start(item):
            earlier = waiting.pop()
            if highest is None or (earlier[2].quantity.low or 0) > (highest[2].quantity.low or 0):
                highest = earlier
        entry, metric, told = item
        if highest and told.quantity.high is not None and told.quantity.high < (highest[2].quantity.low or 0):
            yield ("estimates", told.node, f"{entry.name}.figures.{metric}", f"'{told.quantity.said}' is lower than the same "
                   f"party's '{highest[2].quantity.said}' of {highest[0].values['as_of']} ('{highest[0].name}'), and {metric} never "
                   "falls; write `revises` if it replaces that one, `covers` or `since` if it counts a part")


def definition_circles(record: Record) -> Iterator[Finding]:
    """Definitions that lead back to themselves, at each link."""
    for group, name in (("places", "within"), ("metrics", "at_most"), ("metrics", "parts")):
        found = {key: entry.values[name] for key, entry in record.keyed[group].items() if name in entry.values}
        for key in in_circles({key: (value,) if isinstance(value, str) else value for key, value in found.items()}):
            yield ("codebook", record.keyed[group][key].at(name), f"{group}.{key}.{name}",
                   f"`{name}` leads from '{key}' back to itself; remove the link that is wrong")


def unused(record: Record) -> Iterator[Finding]:
    """Sources and parties that nothing names; not told where a broken file may name them."""
    if "estimates" in record.broken:
        return
    named = {text for entry in record.estimates for text in _texts(entry.node.get("sources"))}
    named |= {text for entries in record.listed.values() for entry in entries for text in _texts(entry.node.get("sources"))}
    if "codebook" not in record.broken:
        for entry in record.sources:
            if entry.name not in named and "id" in entry.values:
                yield "sources", entry.at("id"), entry.name, f"no estimate names the source '{entry.name}'; use it or remove it"
    parties = {text for entry in record.estimates for text in _texts(entry.node.get("party"))}
    held = record.codebook.node.get("parties")
    for key in record.keyed["parties"]:
        if key not in parties and type(held) is Pairs:
            yield "codebook", held.key(key), f"parties.{key}", f"no estimate is of the party '{key}'; use it or remove it"


def _own_whole(record: Record) -> Iterator[tuple[Entry, str, Told]]:
    """Figures that their party itself gave for the whole, that stand, and that no revision has replaced."""
    revised = {(link.target.name, link.metric) for link in links(record, "revises")}
    for entry in record.estimates:
        values = entry.values
        if not {"party", "as_of", "stated"} <= values.keys() or "withdrawn" in values or "echoes" in values \
                or values.get("attribution") == "conflicting":
            continue
        for metric, told in entry.figures.items():
            if (told.quantity and told.quantity.qualifier != "none" and not told.values.keys() & {"since", "covers", "echoes"}
                    and (entry.name, metric) not in revised):
                yield entry, metric, told


def _series(entry: Entry, metric: str, told: Told, record: Record) -> tuple[str, str | None]:
    """The series a figure belongs to: its metric, and its place where that is counted by place."""
    if not record.metric(metric).get("by_place"):
        return metric, None
    return metric, told.values.get("place", entry.values.get("place", record.codebook.values.get("default_place")))


def _texts(node: Node | None) -> list[str]:
    """The names that a field holds, known or not."""
    items = node.items if type(node) is Items else [node]
    return [item.text for item in items if type(item) is Scalar]
