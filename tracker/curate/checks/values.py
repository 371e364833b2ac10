"""From nodes to typed values by the field tables; every value that does not fit is a problem at its
place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, TypeVar

from tracker.curate.checks.problems import Report
from tracker.curate.csl import csl_date, csl_names
from tracker.curate.fields import GROUPS, KINDS, PATTERNS, Field
from tracker.curate.reader.nodes import Items, Node, Pairs, Scalar, as_data, shape
from tracker.curate.reader.syntax import lacking_sign
from tracker.curate.suggest import Names, remedy
from tracker.curate.words.dates import parse_date, parse_day
from tracker.curate.words.signs import QUOTES, cut

Reader: TypeAlias = Callable[[Node, Field, Report], Any]
T = TypeVar("T")
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

    def report(self, file: str, node: Node, where: str, report: Report) -> None:
        """Report each part at fault, by default at the whole value."""
        for part in (self, *self.more):
            report.add(part.rule, file, part.node or node, where, str(part))


def each(read: Callable[[Node], T], nodes: Iterable[Node]) -> list[T]:
    """Every node as it is read; an :class:`Unfit` carries all that do not fit."""
    values, unfit = [], []
    for node in nodes:
        try:
            values.append(read(node))
        except Unfit as error:
            unfit.append(error)
    if unfit:
        unfit[0].more = unfit[1:]
        raise unfit[0]
    return values


def read_fields(
    pairs: Pairs, table: tuple[Field, ...], file: str, where: str, report: Report
) -> dict[str, Any]:
    """The values of a mapping's fields that fit; unknown, missing and unfit ones are reported.

    An optional field that is left empty counts as absent.
    """
    inside = f"{where}." if where else ""
    values, missing = {}, []
    for field in table:
        node = pairs.get(field.name)
        if node is None:
            if field.required:
                missing.append(field)
        elif type(node) is not Scalar or node.sound:
            try:
                values[field.name] = READERS[field.kind](node, field, report)
            except Unfit as unfit:
                unfit.report(file, node, inside + field.name, report)
    known = pairs.pairs.keys() <= {field.name for field in table}
    meant = set() if known else _report_unknown(pairs, table, file, inside, report)
    for field in missing:
        if field.name not in meant:
            message = f"`{field.name}` is missing; " + (
                f"write it as in `{field.name}: {field.example}`"
                if field.example
                else f"it says {field.meaning}"
            )
            report.add("missing-field", file, pairs.key(field.name), inside + field.name, message)
    return values


def _report_unknown(
    pairs: Pairs, table: tuple[Field, ...], file: str, inside: str, report: Report
) -> set[str | None]:
    """Report fields that do not exist; gives those that were probably meant, which are not missing
    then.
    """
    names = [field.name for field in table]
    free = Names(set(names) - pairs.pairs.keys())
    listed = f"there are {', '.join(names[:16])}"
    meant = set()
    for name, (key, _) in pairs.pairs.items():
        if name in names or not key.sound:
            continue
        near = free.nearest(name)
        meant.add(near)
        message = f"no field '{cut(name)}'; {remedy(name, free, listed)}"
        if pairs.flow and not near:
            message += "; if it belongs to the value before it, put that in quotes"
        report.add("unknown-field", file, key, inside + name, message)
    return meant


def _scalar(node: Node, field: Field) -> str:
    if type(node) is not Scalar:
        raise Unfit("wrong-type", f"expected {KINDS[field.kind]}, found {shape(node)}")
    text = node.text.strip()
    if text[:1] in QUOTES and field.kind != "text":
        raise Unfit("wrong-type", f"{text[0]} is a typographic quote; write straight ones, or none")
    return text


def _text(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field)
    if text.lower() in ("true", "false") and type(node) is Scalar and node.plain:
        raise Unfit(
            "wrong-type", f"expected text, found {text}; put it in quotes if it is the text"
        )
    if not text:
        raise Unfit("wrong-type", "the text is empty; write it, or leave the field out")
    return text


def _matching(convert: Callable[[str], object]) -> Reader:
    def read(node: Node, field: Field, report: Report) -> object:
        text = _scalar(node, field)
        if _PATTERN[field.kind].fullmatch(text):
            return convert(text)
        message = f"'{cut(text)}' is not {KINDS[field.kind]}{_better(text, field.kind)}"
        raise Unfit("id" if field.kind == "id" else "wrong-type", message)

    return read


def _better(text: str, kind: str) -> str:
    """What to write instead of a text that has not the form of its kind, where that can be told."""
    if kind == "address" and _PATTERN["doi"].fullmatch(text):
        return "; a DOI stands in `doi`"
    better = ""
    if kind == "id":
        better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    elif kind in ("doi", "orcid") and (held := _PATTERN[kind].search(text)):
        better = held[0]
    elif kind == "doi" and _PATTERN["address"].fullmatch(text):
        return "; an address stands in `address`"
    return f"; write '{better}'" if better else ""


def _orcid(text: str) -> str:
    """An ORCID iD whose last sign is the check digit of the others (ISO 7064, mod 11-2)."""
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != text[-1]:
        raise Unfit("wrong-type", f"'{text}' is no ORCID iD: a digit is wrong; copy it again")
    return text


def _name(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field)
    if not report.knows(field.of, text):
        raise Unfit("unknown-name", report.unknown(field.of, text), node)
    return text


def _names(node: Node, field: Field, report: Report) -> tuple[str, ...]:
    """A list of names; a single name may stand without its list."""
    one = GROUPS[field.of][0]
    named: list[str] = []

    def read(item: Node) -> None:
        if type(item) is not Scalar or item.empty:
            shown = "an empty item" if item.empty else shape(item)
            raise Unfit("wrong-type", f"expected the name of one {one}, found {shown}", item)
        name = _name(item, field, report) if item.sound else ""
        if name and name in named:
            raise Unfit("twice", f"'{name}' is named twice; name it once", item)
        named.append(name)

    if not (items := node.items if type(node) is Items else [node]):
        raise Unfit("missing-field", f"the list is empty; name at least one {one}")
    each(read, items)
    return tuple(named)


def _texts(node: Node, field: Field, report: Report) -> tuple[str, ...]:
    """A list of texts; a single one may stand without its list."""
    items = node.items if type(node) is Items else [node]
    return tuple(each(lambda item: _text(item, field, report), items))


def _choice(node: Node, field: Field, report: Report) -> str:
    text = _scalar(node, field)
    if text not in field.choices:
        listed = f"choose one of {', '.join(field.choices[:16])}"
        raise Unfit(
            "wrong-type",
            f"'{cut(text)}' is no {field.name}; {remedy(text, field.choices, listed)}",
        )
    return text


def _flag(node: Node, field: Field, report: Report) -> bool:
    text = _scalar(node, field)
    if text not in ("true", "false"):
        raise Unfit("wrong-type", f"'{cut(text)}' is not true or false; write one of them")
    return text == "true"


def _converted(read: Callable[[Any], Any], rule: str) -> Reader:
    """Text for days, whatever was written for CSL; what cannot be read breaks ``rule``."""

    def converted(node: Node, field: Field, report: Report) -> object:
        given = as_data(node) if field.kind.startswith("csl") else _scalar(node, field)
        try:
            return read(given)
        except ValueError as error:
            raise Unfit(rule, str(error)) from None

    return converted


def unlike(node: Node, expected: str) -> str:
    """What to do about a node that is not the list or the mapping that is expected."""
    lack = lacking_sign(node.text) if type(node) is Scalar else ""
    return lack or f"expected {expected}, found {shape(node)}"


def _held(node: Node, field: Field, report: Report) -> Node:
    """A list or a mapping that is not empty, for whoever reads what it holds."""
    word = field.kind
    if type(node) is not (Items if word == "list" else Pairs):
        raise Unfit("wrong-type", unlike(node, f"a {word} ({field.meaning})"))
    if not (node.items if type(node) is Items else node.pairs):
        raise Unfit("missing-field", f"the {word} is empty; give at least one entry")
    return node


READERS: dict[str, Reader] = {
    "text": _text,
    **dict.fromkeys(("id", "citekey", "grade", "letter", "address", "doi"), _matching(str)),
    "number": _matching(float),
    **dict.fromkeys(("days", "version"), _matching(int)),
    "orcid": _matching(_orcid),
    "name": _name,
    "names": _names,
    "texts": _texts,
    "choice": _choice,
    "flag": _flag,
    "date": _converted(parse_date, "date"),
    "day": _converted(parse_day, "date"),
    "csl_date": _converted(csl_date, "date"),
    "csl_names": _converted(csl_names, "wrong-type"),
    "mapping": _held,
    "list": _held,
    **dict.fromkeys(("words", "count"), lambda node, field, report: node),
    "any": lambda node, field, report: as_data(node),
}
