"""The entries of the three files as far as they can be read: typed values, each with its node."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from math import inf
from typing import Any, NamedTuple

from tracker.curate import fields
from tracker.curate.checks.bounds import read_bounds
from tracker.curate.checks.problems import Report
from tracker.curate.checks.values import read_fields, unlike
from tracker.curate.model import Quantity
from tracker.curate.reader.nodes import Items, Node, Pairs, Scalar
from tracker.curate.words.quantities import WordsError, normalised, read_words

KEYED_TABLES = {
    "metrics": fields.METRIC,
    "parties": fields.PARTY,
    "affiliations": fields.AFFILIATION,
    "places": fields.PLACE,
}
LISTED_TABLES = {
    "activity": fields.PHASE,
    "events": fields.EVENT,
    "authors": fields.AUTHOR,
    "searched": fields.SEARCHED,
}


class Finding(NamedTuple):
    """A breach of a rule, at a node of a file."""

    file: str
    node: Node
    where: str
    message: str


@dataclass(slots=True)
class FigureNode:
    """One figure as read: ``node`` is where its words stand, ``held`` the mapping they stand in, if
    any.
    """

    where: str
    key: Scalar
    node: Node
    held: Pairs | None
    values: dict[str, Any]
    quantity: Quantity | None

    @property
    def numbered(self) -> bool:
        """Whether it gives a number, and one that could be read."""
        return self.quantity is not None and self.quantity.qualifier != "none"

    @property
    def partial(self) -> bool:
        """Whether it counts a part only, as :attr:`~tracker.curate.model.Figure.partial`."""
        return not self.values.keys().isdisjoint(("since", "covers"))

    @property
    def said(self) -> str:
        """Its words."""
        return self.quantity.said if self.quantity else ""

    @property
    def least(self) -> float:
        """The smallest number that it leaves possible."""
        return (self.quantity.low if self.quantity else None) or 0.0

    @property
    def most(self) -> float:
        """The largest number that it leaves possible."""
        high = self.quantity.high if self.quantity else None
        return inf if high is None else high

    def finding(self, message: str, name: str = "") -> Finding:
        """A breach at the figure's words, or at one field of its mapping."""
        at = self.held and self.held.get(name)
        where = f"{self.where}.{name}" if name else self.where
        return Finding("estimates", at or self.node, where, message)


@dataclass(slots=True)
class EntryNode:
    """One entry of a file: its name, the values that fitted, and an estimate's figures by
    metric.
    """

    file: str
    name: str
    where: str
    node: Pairs
    values: dict[str, Any]
    figures: dict[str, FigureNode] = field(default_factory=dict)

    def finding(self, message: str, name: str) -> Finding:
        """A breach at a field, or at the entry's beginning where it has no such field;
        ``withdrawn.date`` is inside one.
        """
        node: Node | None = self.node
        for part in name.split("."):
            node = node.get(part) if type(node) is Pairs else None
        return Finding(self.file, node or self.node, f"{self.where}.{name}", message)

    def values_of(self, *names: str) -> list[Any] | None:
        """The values of several fields, ``None`` if one did not fit."""
        return [self.values[name] for name in names] if self.values.keys() >= {*names} else None


@dataclass
class Record:
    """Everything that was read; ``broken`` names the files that may hold more than could be
    read.
    """

    codebook: EntryNode
    keyed: dict[str, dict[str, EntryNode]]
    listed: dict[str, list[EntryNode]]
    wordings: dict[str, tuple[float, float]]
    estimates: list[EntryNode]
    misreports: list[EntryNode]
    sources: list[EntryNode]
    broken: frozenset[str]
    today: date

    @cached_property
    def by_id(self) -> dict[str, EntryNode]:
        """Estimates by id; of two with one id, the first."""
        return {entry.name: entry for entry in reversed(self.estimates)}

    def metric(self, name: str) -> dict[str, Any]:
        """A metric's values; empty where it is not known."""
        known = self.keyed["metrics"].get(name)
        return known.values if known else {}

    def place(self, entry: EntryNode, figure: FigureNode) -> str | None:
        """Where a figure was counted."""
        place: str | None = figure.values.get("place") or entry.values.get("place")
        return place or self.codebook.values.get("default_place")


def read_keyed(top: Pairs, group: str, report: Report) -> dict[str, EntryNode]:
    """The entries below a top key of the codebook, by their key."""
    entries = {}
    for key, (at, node) in below(top, group).items():
        where = f"{group}.{key}"
        if at.sound and not re.fullmatch(fields.KEY, key):
            message = (
                f"'{key}' is no key; write letters and digits joined by hyphens or underscores"
            )
            report.add("key", "codebook", at, where, message)
        if entry := _read_entry(node, KEYED_TABLES[group], "codebook", where, report):
            entry.name = key
            entries[key] = entry
    return entries


def read_listed(
    nodes: list[Node], table: tuple[fields.Field, ...], file: str, name: str, report: Report
) -> list[EntryNode]:
    """The entries of a list; one without a readable id is called by its number."""
    entries = []
    for number, node in enumerate(nodes, 1):
        named = node.get("id") if type(node) is Pairs else None
        where = named.text if type(named) is Scalar and named.text else f"{name} {number}"
        entries.append(_read_entry(node, table, file, where, report))
    return list(filter(None, entries))


def _read_entry(
    node: Node, table: tuple[fields.Field, ...], file: str, where: str, report: Report
) -> EntryNode | None:
    """One entry, ``None`` where something else than a mapping stands in its place."""
    if type(node) is Pairs:
        return EntryNode(file, where, where, node, read_fields(node, table, file, where, report))
    if type(node) is not Scalar or node.sound:
        report.add("wrong-type", file, node, where, unlike(node, "a mapping of fields"))
    return None


def _lies_outside(words: str, low: float, high: float) -> bool:
    """Whether words that need no codebook say another number than it gives, or none."""
    try:
        found = read_words(words)
    except WordsError:
        return False
    return not any(low <= end <= high for end in (found.low, found.high) if end is not None)


def read_wordings(top: Pairs, report: Report) -> dict[str, tuple[float, float]]:
    """Vague words as they are compared with those of a figure, and their bounds."""
    wordings: dict[str, tuple[float, float]] = {}
    for words, (_, node) in below(top, "wordings").items():
        items = node.items if type(node) is Items else [node]
        ends = [end for end in items if type(end) is Scalar]
        numbers = [float(end.text) for end in ends if re.fullmatch("[0-9]{1,10}", end.text)]
        low, high = numbers if len(numbers) == len(ends) == 2 else (0.0, 0.0)
        key = normalised(words)
        add = partial(report.add, "wording", "codebook", node, f"wordings.{words}")
        if key in wordings:
            add(f"'{key}' is here already, written in another way; keep one of the two")
        if low < high and _lies_outside(words, low, high):
            add(f"'{words}' is read as it stands, and lies outside; leave it out here")
        if low >= high and all(end.sound for end in ends):
            add("expected two whole numbers without commas, the lower first, such as [300, 900]")
        # It is known as a wording even if its bounds are reported.
        wordings[key] = (low, high)
    return wordings


def read_misreports(
    nodes: list[Node], wordings: dict[str, tuple[float, float]], report: Report
) -> list[EntryNode]:
    """What pages garble: ``printed`` becomes words by metric, each of which can be read."""
    entries = read_listed(nodes, fields.MISREPORT, "estimates", "misreports", report)
    for entry in entries:
        printed: Pairs | None = entry.values.get("printed")
        words = {}
        for metric, (key, node) in printed.pairs.items() if printed else ():
            where = f"{entry.where}.printed.{metric}"
            if key.sound and not report.knows("metrics", metric):
                report.add(
                    "unknown-name", "estimates", key, where, report.unknown("metrics", metric)
                )
            if type(node) is Pairs:
                message = "expected the words that the pages print, found a mapping"
                report.add("wrong-type", "estimates", node, where, message)
            elif (quantity := read_bounds(node, where, wordings, report)[0]) is not None:
                words[metric] = quantity.said
        entry.values["printed"] = words
    return entries


def read_figures(
    entry: EntryNode, wordings: dict[str, tuple[float, float]], report: Report
) -> None:
    """Read what an estimate holds in mappings: its withdrawal, and each figure, as words or as the
    mapping that holds them.
    """
    if gone := entry.values.get("withdrawn"):
        where = f"{entry.where}.withdrawn"
        entry.values["withdrawn"] = read_fields(gone, fields.WITHDRAWN, "estimates", where, report)
    figures = entry.values.get("figures")
    for metric, (key, node) in figures.pairs.items() if figures else ():
        where = f"{entry.where}.figures.{metric}"
        if not key.sound:
            continue
        if not report.knows("metrics", metric):
            report.add("unknown-name", "estimates", key, where, report.unknown("metrics", metric))
        held = node if type(node) is Pairs else None
        values = read_fields(held, fields.FIGURE, "estimates", where, report) if held else {}
        quantity, at = read_bounds(node, where, wordings, report)
        entry.figures[metric] = FigureNode(where, key, at, held, values, quantity)


def below(top: Pairs, group: str) -> dict[str, tuple[Scalar, Node]]:
    """What stands below a top key that holds a mapping."""
    node = top.get(group)
    return node.pairs if type(node) is Pairs else {}
