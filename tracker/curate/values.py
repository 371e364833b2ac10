"""From nodes to typed values by the field tables; every value that does not fit is a problem at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tracker.curate.dates import parse_date, parse_day
from tracker.curate.fields import KINDS, PATTERNS, Field
from tracker.curate.model import Mark, Problem
from tracker.curate.near import nearest
from tracker.curate.nodes import Items, Node, Pairs, Scalar

_PATTERN = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}


class Unfit(ValueError):
    """A value that does not fit its field; ``rule`` is the rule it breaks."""

    def __init__(self, rule: str, message: str):
        super().__init__(message)
        self.rule = rule


class Report:
    """Collects problems; ``names`` holds the names that fields may refer to, ``None`` where they cannot be known."""

    def __init__(self, names: Mapping[str, Iterable[str] | None]):
        self.problems: list[Problem] = []
        self.names = names

    def add(self, rule: str, file: str, node: Node, where: str, message: str, severity: str = "error") -> None:
        """Note one problem at a node."""
        self.problems.append(Problem(severity, Mark(file, node.line, node.column), where, message, rule))

    def known(self, of: str, name: str) -> bool:
        """Whether a name exists, or its file is too broken to say."""
        names = self.names.get(of)
        return names is None or name in names

    def near(self, of: str, name: str) -> str:
        """The remedy for an unknown name: the nearest one."""
        near = nearest(name, self.names.get(of) or ())
        return f"; did you mean '{near}'?" if near else ""


def read_fields(pairs: Pairs, table: tuple[Field, ...], file: str, where: str, report: Report) -> dict[str, Any]:
    """The values of a mapping's fields that fit; unknown, missing and unfit ones are reported."""
    known = {field.name: field for field in table}
    for name, (key, _) in pairs.pairs.items():
        if name not in known:
            near = nearest(name, known)
            report.add("unknown-field", file, key, f"{where}.{name}" if where else name,
                       f"no field '{name}'" + (f"; did you mean '{near}'?" if near else f"; there are: {', '.join(known)}"))
    found = {}
    for field in table:
        node = pairs.get(field.name)
        at = f"{where}.{field.name}" if where else field.name
        if node is None:
            if field.required:
                report.add("missing-field", file, pairs.key(field.name), at,
                           f"missing; give {field.meaning}" + (f", for example {field.example}" if field.example else ""))
            continue
        try:
            found[field.name] = READERS[field.kind](node, field, report)
        except Unfit as unfit:
            report.add(unfit.rule, file, node, at, str(unfit))
        except _Items as several:
            for item, message in several.args[0]:
                report.add("unknown-name", file, item, at, message)
    return found


class _Items(Exception):
    """Several unfit items of one list."""


def _scalar(node: Node, field: Field) -> str:
    if type(node) is not Scalar:
        shape = "a list" if type(node) is Items else "a mapping"
        raise Unfit("wrong-type", f"expected {KINDS[field.kind]}, found {shape}")
    return node.text


def _text(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field).strip()
    if node.plain and text.lower() in ("true", "false"):
        raise Unfit("wrong-type", f"expected {KINDS[field.kind]}, found {text}; put it in quotes if it is the text")
    return text


def _pattern(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field)
    if not _PATTERN[field.kind].fullmatch(text):
        raise Unfit("wrong-type", f"cannot use '{text}'; expected {KINDS[field.kind]}")
    return text


def _name(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field)
    if not report.known(field.of, text):
        raise Unfit("unknown-name", f"no {ONE[field.of]} '{text}'{report.near(field.of, text)}")
    return text


def _names(node: Node, field: Field, report: Report) -> tuple[str, ...]:
    items = node.items if type(node) is Items else [node]
    if not items:
        raise Unfit("missing-field", f"the list is empty; name at least one {ONE[field.of]}")
    unfit, names = [], []
    for item in items:
        try:
            names.append(_name(item, field, report))
        except Unfit as error:
            unfit.append((item, str(error)))
    if unfit:
        raise _Items(unfit)
    return tuple(names)


def _choice(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field)
    if text not in field.choices:
        near = nearest(text, field.choices)
        raise Unfit("wrong-type", f"no choice '{text}'; " + (f"did you mean '{near}'?" if near else
                                                            f"choose one of: {', '.join(field.choices)}"))
    return text


def _dated(read: Callable) -> Callable:
    def dated(node: Node, field: Field, report: Report):
        try:
            return read(_scalar(node, field))
        except Unfit:
            raise
        except ValueError as error:
            raise Unfit("date", str(error)) from None
    return dated


def _flag(node: Node, field: Field, report: Report) -> bool:
    text = _scalar(node, field)
    if text not in ("true", "false"):
        raise Unfit("wrong-type", f"cannot use '{text}'; expected true or false")
    return text == "true"


def _number(node: Node, field: Field, report: Report) -> float:
    text = _scalar(node, field)
    whole = field.kind != "number"
    if not re.fullmatch(r"\d{1,12}" if whole else r"\d{1,9}(?:\.\d{1,9})?", text):
        raise Unfit("wrong-type", f"cannot use '{text}'; expected {KINDS[field.kind]}, 0 or more")
    return int(text) if whole else float(text)


def _mapping(node: Node, field: Field, report: Report) -> Pairs:
    if type(node) is not Pairs:
        raise Unfit("wrong-type", f"expected a mapping ({field.meaning}), found {'a list' if type(node) is Items else 'text'}")
    if not node.pairs:
        raise Unfit("missing-field", "the mapping is empty; give at least one entry")
    return node


def _list(node: Node, field: Field, report: Report) -> Items:
    if type(node) is not Items:
        raise Unfit("wrong-type", "expected a list, each item behind a dash")
    return node


def _as_it_stands(node: Node, field: Field, report: Report) -> Node:
    return node


ONE = {"parties": "party", "metrics": "metric", "places": "place", "affiliations": "affiliation", "sources": "source",
       "estimates": "estimate"}
READERS: dict[str, Callable] = {
    "text": _text, "id": _pattern, "grade": _pattern, "letter": _pattern, "address": _pattern, "name": _name,
    "names": _names, "choice": _choice, "date": _dated(parse_date), "day": _dated(parse_day), "flag": _flag,
    "days": _number, "number": _number, "count": _number, "mapping": _mapping, "list": _list, "words": _as_it_stands,
    "any": _as_it_stands,
}
