"""From nodes to typed values by the field tables; every value that does not fit is a problem at its
place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tracker.curate.checks.problems import Report
from tracker.curate.csl import csl_date, csl_names, csl_plain
from tracker.curate.fields import GROUPS, KINDS, PATTERNS, Field
from tracker.curate.reader.nodes import Items, Node, Pairs, Scalar, shape
from tracker.curate.suggest import Names, nearest
from tracker.curate.words.dates import parse_date, parse_day

_PATTERN = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}


class Unfit(ValueError):
    """A value that does not fit its field.

    ``rule`` is the rule it breaks, ``node`` the part at fault if not all of it; ``more`` are
    further parts at fault.
    """

    def __init__(self, rule: str, message: str, node: Node | None = None):
        super().__init__(message)
        self.rule, self.node = rule, node
        self.more: list[Unfit] = []


def read_fields(
    pairs: Pairs, table: tuple[Field, ...], file: str, where: str, report: Report
) -> dict[str, Any]:
    """The values of a mapping's fields that fit; unknown, missing and unfit ones are reported.

    An optional field that is left empty counts as absent.
    """
    inside = f"{where}." if where else ""
    found, missing, known = {}, [], 0
    for field in table:
        name = field.name
        known += name in pairs.pairs
        node = pairs.get(name)
        if node is None:
            if field.required:
                missing.append(field)
        elif type(node) is not Scalar or node.sound:
            try:
                found[name] = READERS[field.kind](node, field, report)
            except Unfit as unfit:
                for part in (unfit, *unfit.more):
                    report.add(part.rule, file, part.node or node, inside + name, str(part))
    meant = _report_unknown(pairs, table, file, inside, report) if known < len(pairs.pairs) else ()
    for field in missing:
        if field.name not in meant:
            shown = (
                f"write it as in `{field.name}: {field.example}`"
                if field.example
                else f"it says {field.meaning}"
            )
            report.add(
                "missing-field",
                file,
                pairs.key(field.name),
                inside + field.name,
                f"`{field.name}` is missing; {shown}",
            )
    return found


def _report_unknown(
    pairs: Pairs, table: tuple[Field, ...], file: str, inside: str, report: Report
) -> set[str]:
    """Report fields that do not exist; gives those that were probably meant, which are not missing
    then.
    """
    names = [field.name for field in table]
    strange = [
        (name, key) for name, (key, _) in pairs.pairs.items() if name not in names and key.sound
    ]
    free = Names(set(names) - pairs.pairs.keys())
    meant = set()
    for name, key in strange:
        near = free.nearest(name)
        remedy = f"did you mean '{near}'?" if near else f"there are {', '.join(names[:16])}"
        quotes = (
            "; if it belongs to the value before it, put that in quotes"
            if pairs.flow and not near
            else ""
        )
        report.add(
            "unknown-field", file, key, inside + name, f"no field '{name}'; {remedy}{quotes}"
        )
        meant.add(near)
    return meant


def _scalar(node: Node, field: Field) -> str:
    if type(node) is not Scalar:
        raise Unfit("wrong-type", f"expected {KINDS[field.kind]}, found {shape(node)}")
    return node.text.strip()


def _text(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field)
    if node.plain and text.lower() in ("true", "false"):
        raise Unfit(
            "wrong-type", f"expected text, found {text}; put it in quotes if it is the text"
        )
    if not text:
        raise Unfit("wrong-type", "the text is empty; write it, or leave the field out")
    return text


def _matching(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field)
    if not _PATTERN[field.kind].fullmatch(text):
        better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        remedy = f"; write '{better}'" if field.kind == "id" and better else ""
        raise Unfit(
            "id" if field.kind == "id" else "wrong-type",
            f"'{text}' is not {KINDS[field.kind]}{remedy}",
        )
    return text


def _numeric(node: Node, field: Field, report: Report) -> float:
    return float(_matching(node, field, report))


def _days(node: Node, field: Field, report: Report) -> int:
    return int(_matching(node, field, report))


def _name(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field)
    if not report.knows(field.of, text):
        raise Unfit("unknown-name", report.unknown(field.of, text), node)
    return text


def _names(node: Node, field: Field, report: Report) -> tuple[str, ...]:
    """A list of names; a single name may stand without its list."""
    items = node.items if type(node) is Items else [node]
    if not items:
        raise Unfit("missing-field", f"the list is empty; name at least one {GROUPS[field.of][0]}")
    found, unfit = [], []
    for item in items:
        try:
            found.append(_listed(item, found, field, report))
        except Unfit as error:
            unfit.append(error)
    if unfit:
        unfit[0].more = unfit[1:]
        raise unfit[0]
    return tuple(found)


def _listed(item: Node, before: list[str], field: Field, report: Report) -> str:
    if type(item) is not Scalar or item.empty:
        found = "an empty item" if item.empty else shape(item)
        raise Unfit(
            "wrong-type", f"expected the name of one {GROUPS[field.of][0]}, found {found}", item
        )
    name = _name(item, field, report) if item.sound else ""
    if name and name in before:
        raise Unfit("twice", f"'{name}' is named twice; name it once", item)
    return name


def _choice(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field)
    if text not in field.choices:
        near = nearest(text, field.choices)
        raise Unfit(
            "wrong-type",
            f"'{text}' is no {field.name}; "
            + (
                f"did you mean '{near}'?"
                if near
                else f"choose one of {', '.join(field.choices[:16])}"
            ),
        )
    return text


def _dated(read: Callable[[str], Any]) -> Callable:
    def dated(node: Node, field: Field, report: Report):
        text = _scalar(node, field)
        try:
            return read(text)
        except ValueError as error:
            raise Unfit("date", str(error)) from None

    return dated


def _csl(read: Callable[[Node], Any], rule: str) -> Callable:
    def converted(node: Node, field: Field, report: Report):
        try:
            return read(node)
        except ValueError as error:
            raise Unfit(rule, str(error)) from None

    return converted


def _flag(node: Node, field: Field, report: Report) -> bool:
    text = _scalar(node, field)
    if text not in ("true", "false"):
        raise Unfit("wrong-type", f"'{text}' is not true or false; write one of them")
    return text == "true"


def _held(kind: type, word: str) -> Callable:
    def held(node: Node, field: Field, report: Report) -> Node:
        if type(node) is not kind:
            raise Unfit("wrong-type", f"expected {word} ({field.meaning}), found {shape(node)}")
        if not (node.items if kind is Items else node.pairs):
            raise Unfit(
                "missing-field", f"the {word.split()[-1]} is empty; give at least one entry"
            )
        return node

    return held


def _untouched(node: Node, field: Field, report: Report) -> Node:
    return node


READERS: dict[str, Callable] = {
    "text": _text,
    "id": _matching,
    "citekey": _matching,
    "grade": _matching,
    "letter": _matching,
    "address": _matching,
    "name": _name,
    "names": _names,
    "choice": _choice,
    "date": _dated(parse_date),
    "day": _dated(parse_day),
    "flag": _flag,
    "days": _days,
    "number": _numeric,
    "mapping": _held(Pairs, "a mapping"),
    "list": _held(Items, "a list"),
    "words": _untouched,
    "count": _untouched,
    "any": _csl(csl_plain, "wrong-type"),
    "csl_date": _csl(csl_date, "date"),
    "csl_names": _csl(csl_names, "wrong-type"),
}
