"""References as pandoc and Zotero write them, brought into CSL-JSON form."""

from __future__ import annotations

import re

from tracker.curate.nodes import Items, Node, Pairs, Scalar

DATES = ("issued", "accessed", "original-date", "event-date", "available-date", "submitted")


def csl_value(name: str, node: Node) -> object:
    """The value of one CSL variable; dates in ``date-parts`` form."""
    if name in DATES:
        return {"date-parts": _date_parts(node)}
    return plain(node)


def plain(node: Node) -> object:
    """A node as text, list and mapping."""
    if type(node) is Scalar:
        return node.text
    if type(node) is Items:
        return [plain(item) for item in node.items]
    return {name: plain(value) for name, (_, value) in node.pairs.items()}


def _date_parts(node: Node) -> list[list[int]]:
    if type(node) is Scalar:
        return [[int(part) for part in re.findall(r"\d+", half)[:3]] for half in node.text.split("/")]
    if type(node) is Pairs and "date-parts" in node.pairs:
        return [[int(part.text) for part in item.items] for item in node.get("date-parts").items]
    parts = node.items if type(node) is Items else [node]
    return [[int(part.get(unit).text) for unit in ("year", "month", "day") if part.get(unit)] for part in parts]
