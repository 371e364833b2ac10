"""The entries of the three files as far as they can be read: typed values, each with its node."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tracker.curate import fields
from tracker.curate.bounds import read_bounds
from tracker.curate.model import Quantity
from tracker.curate.nodes import Node, Pairs, Scalar, shape
from tracker.curate.problems import Report
from tracker.curate.values import read_fields

KEYED = {"metrics": fields.METRIC, "parties": fields.PARTY, "affiliations": fields.AFFILIATION, "places": fields.PLACE}
LISTED = {"activity": fields.PHASE, "events": fields.EVENT}


@dataclass(slots=True)
class Told:
    """One figure as read: ``node`` is where its words stand, ``held`` the mapping they stand in, if any."""

    key: Scalar
    node: Node
    held: Pairs | None
    values: dict[str, Any]
    quantity: Quantity | None


@dataclass(slots=True)
class Entry:
    """One entry of a file: its name, its node, and the values that fitted; an estimate's figures by metric."""

    name: str
    node: Pairs
    values: dict[str, Any]
    figures: dict[str, Told] = field(default_factory=dict)

    def at(self, name: str) -> Node:
        """Where a field's value stands, or the entry's beginning."""
        return self.node.get(name) or self.node


@dataclass(slots=True)
class Record:
    """Everything that was read; ``broken`` names the files that may hold more than could be read."""

    codebook: Entry
    keyed: dict[str, dict[str, Entry]]
    listed: dict[str, list[Entry]]
    wordings: dict[str, tuple[float, float]]
    estimates: list[Entry]
    sources: list[Entry]
    broken: frozenset[str]
    today: date

    def metric(self, name: str) -> dict[str, Any]:
        """A metric's values; empty where it is not known."""
        found = self.keyed["metrics"].get(name)
        return found.values if found else {}


def read_keyed(top: Pairs, group: str, report: Report) -> dict[str, Entry]:
    """The entries below a top key of the codebook, by their key."""
    found = {}
    for key, (at, node) in _below(top, group).items():
        where = f"{group}.{key}"
        if at.sound and not re.fullmatch(fields.KEY, key):
            report.add("key", "codebook", at, where, f"'{key}' is no key; write letters and digits joined by hyphens or "
                                                     "underscores")
        if type(node) is not Pairs:
            if type(node) is not Scalar or node.sound:
                report.add("wrong-type", "codebook", node, where, f"expected a mapping of fields, found {shape(node)}")
            continue
        found[key] = Entry(key, node, read_fields(node, KEYED[group], "codebook", where, report))
    return found


def read_listed(nodes: list[Node], table: tuple[fields.Field, ...], file: str, name: str, report: Report) -> list[Entry]:
    """The entries of a list; one without a readable id is called by its number."""
    found = []
    for number, node in enumerate(nodes, 1):
        if type(node) is not Pairs:
            if type(node) is not Scalar or node.sound:
                report.add("wrong-type", file, node, f"{name} {number}", f"expected a mapping of fields, found {shape(node)}")
            continue
        named = node.get("id")
        where = named.text if type(named) is Scalar and named.text else f"{name} {number}"
        found.append(Entry(where, node, read_fields(node, table, file, where, report)))
    return found


def read_wordings(top: Pairs, report: Report) -> dict[str, tuple[float, float]]:
    """Vague words in lower case, and their bounds."""
    found = {}
    for words, (_, node) in _below(top, "wordings").items():
        ends = [end.text for end in getattr(node, "items", ()) if type(end) is Scalar]
        low, high = map(float, ends) if len(ends) == 2 and all(map(str.isdecimal, ends)) else (0.0, 0.0)
        if low < high:
            found[" ".join(words.lower().split())] = (low, high)
        elif type(node) is not Scalar or node.sound:
            report.add("wording", "codebook", node, f"wordings.{words}",
                       "expected two whole numbers without commas, the lower first, such as [300, 900]")
    return found


def read_figures(entry: Entry, wordings: dict[str, tuple[float, float]], report: Report) -> None:
    """Read each figure of an estimate: its words, or the mapping that holds them."""
    if "withdrawn" in entry.values:
        entry.values["withdrawn"] = read_fields(entry.values["withdrawn"], fields.WITHDRAWN, "estimates",
                                                f"{entry.name}.withdrawn", report)
    figures = entry.values.get("figures")
    for metric, (key, node) in figures.pairs.items() if figures else ():
        where = f"{entry.name}.figures.{metric}"
        if not key.sound:
            continue
        if not report.knows("metrics", metric):
            report.add("unknown-name", "estimates", key, where, report.unknown("metrics", metric))
        held = node if type(node) is Pairs else None
        values = read_fields(held, fields.FIGURE, "estimates", where, report) if held else {}
        quantity, at = read_bounds(node, where, wordings, report)
        entry.figures[metric] = Told(key, at, held, values, quantity)


def _below(top: Pairs, group: str) -> dict[str, tuple[Scalar, Node]]:
    node = top.get(group)
    return node.pairs if type(node) is Pairs else {}
