"""The entries of the three files as far as they can be read: typed values, each with its node."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from tracker.curate import fields
from tracker.curate.checks.bounds import read_bounds
from tracker.curate.checks.problems import Report
from tracker.curate.checks.values import read_fields
from tracker.curate.model import Quantity
from tracker.curate.reader.nodes import Node, Pairs, Scalar, shape

KEYED = {
    "metrics": fields.METRIC,
    "parties": fields.PARTY,
    "affiliations": fields.AFFILIATION,
    "places": fields.PLACE,
}
LINKS = ("echoes", "revises")
LISTED = {"activity": fields.PHASE, "events": fields.EVENT}


class Finding(NamedTuple):
    """A breach of a rule, at a node of a file."""

    file: str
    node: Node
    where: str
    message: str


@dataclass(slots=True)
class Told:
    """One figure as read: ``node`` is where its words stand, ``held`` the mapping they stand in, if
    any.
    """

    where: str
    key: Scalar
    node: Node
    held: Pairs | None
    values: dict[str, Any]
    quantity: Quantity | None

    def finding(self, message: str, name: str = "") -> Finding:
        """A breach at the figure's words, or at one field of its mapping."""
        return Finding(
            "estimates",
            self.held.get(name) if name else self.node,
            f"{self.where}.{name}" if name else self.where,
            message,
        )


@dataclass(slots=True)
class Entry:
    """One entry of a file: its name, the values that fitted, and an estimate's figures by
    metric.
    """

    file: str
    name: str
    where: str
    node: Pairs
    values: dict[str, Any]
    figures: dict[str, Told] = field(default_factory=dict)

    def finding(self, message: str, name: str) -> Finding:
        """A breach at a field, or at the entry's beginning where it has no such field;
        ``withdrawn.date`` is inside one.
        """
        node: Node | None = self.node
        for part in name.split("."):
            node = node and node.get(part)
        return Finding(self.file, node or self.node, f"{self.where}.{name}", message)

    def told(self, *names: str) -> list[Any] | None:
        """The values of several fields, ``None`` if one did not fit."""
        return (
            [self.values[name] for name in names]
            if all(name in self.values for name in names)
            else None
        )


@dataclass
class Record:
    """Everything that was read; ``broken`` names the files that may hold more than could be
    read.
    """

    codebook: Entry
    keyed: dict[str, dict[str, Entry]]
    listed: dict[str, list[Entry]]
    wordings: dict[str, tuple[float, float]]
    estimates: list[Entry]
    sources: list[Entry]
    broken: frozenset[str]
    today: date

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Estimates by id; of two with one id, the first."""
        return {entry.name: entry for entry in reversed(self.estimates)}

    @cached_property
    def linked(self) -> list[Entry]:
        """Estimates of which some figure echoes or revises another."""
        return [
            entry
            for entry in self.estimates
            if any(
                not values.keys().isdisjoint(LINKS)
                for values in (entry.values, *(told.values for told in entry.figures.values()))
            )
        ]

    def metric(self, name: str) -> dict[str, Any]:
        """A metric's values; empty where it is not known."""
        found = self.keyed["metrics"].get(name)
        return found.values if found else {}

    def place(self, entry: Entry, told: Told) -> str | None:
        """Where a figure was counted."""
        return told.values.get(
            "place", entry.values.get("place", self.codebook.values.get("default_place"))
        )


def read_keyed(top: Pairs, group: str, report: Report) -> dict[str, Entry]:
    """The entries below a top key of the codebook, by their key."""
    found = {}
    for key, (at, node) in below(top, group).items():
        where = f"{group}.{key}"
        if at.sound and not re.fullmatch(fields.KEY, key):
            report.add(
                "key",
                "codebook",
                at,
                where,
                f"'{key}' is no key; write letters and digits joined by hyphens or underscores",
            )
        if type(node) is Pairs:
            found[key] = Entry(
                "codebook",
                key,
                where,
                node,
                read_fields(node, KEYED[group], "codebook", where, report),
            )
        else:
            _refuse(node, "codebook", where, report)
    return found


def read_listed(
    nodes: list[Node], table: tuple[fields.Field, ...], file: str, name: str, report: Report
) -> list[Entry]:
    """The entries of a list; one without a readable id is called by its number."""
    found = []
    for number, node in enumerate(nodes, 1):
        where = f"{name} {number}"
        if type(node) is not Pairs:
            _refuse(node, file, where, report)
            continue
        named = node.get("id")
        if type(named) is Scalar and named.text:
            where = named.text
        found.append(Entry(file, where, where, node, read_fields(node, table, file, where, report)))
    return found


def read_wordings(top: Pairs, report: Report) -> dict[str, tuple[float, float]]:
    """Vague words in lower case, and their bounds."""
    found = {}
    for words, (_, node) in below(top, "wordings").items():
        ends = [end for end in getattr(node, "items", (node,)) if type(end) is Scalar]
        numbers = [float(end.text) for end in ends if re.fullmatch("[0-9]{1,10}", end.text)]
        low, high = numbers if len(numbers) == len(ends) == 2 else (0.0, 0.0)
        found[" ".join(words.lower().split())] = (
            low,
            high,
        )  # known as a wording, even if its bounds are reported
        if low >= high and all(end.sound for end in ends):
            report.add(
                "wording",
                "codebook",
                node,
                f"wordings.{words}",
                "expected two whole numbers without commas, the lower first, such as [300, 900]",
            )
    return found


def read_figures(entry: Entry, wordings: dict[str, tuple[float, float]], report: Report) -> None:
    """Read each figure of an estimate: its words, or the mapping that holds them."""
    if "withdrawn" in entry.values:
        entry.values["withdrawn"] = read_fields(
            entry.values["withdrawn"],
            fields.WITHDRAWN,
            "estimates",
            f"{entry.where}.withdrawn",
            report,
        )
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
        entry.figures[metric] = Told(where, key, at, held, values, quantity)


def below(top: Pairs, group: str) -> dict[str, tuple[Scalar, Node]]:
    """What stands below a top key that holds a mapping."""
    node = top.get(group)
    return node.pairs if type(node) is Pairs else {}


def _refuse(node: Node, file: str, where: str, report: Report) -> None:
    if type(node) is not Scalar or node.sound:
        report.add(
            "wrong-type", file, node, where, f"expected a mapping of fields, found {shape(node)}"
        )
