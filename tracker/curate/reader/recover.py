"""A file that is not valid YAML, read entry by entry: what is sound is known, what is not is
reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tracker.curate.reader.nodes import Fault, Items, Node, Pairs, Scalar
from tracker.curate.reader.parse import duplicate, read_yaml
from tracker.curate.reader.syntax import UNDASHED, SyntaxFault

_TOP = re.compile(r"[^\s#\-{}\[\]%'\"][^:#]*:(?:\s|$)")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.M)
_ID = re.compile(r"(?:^|[\s{])id: *([\w.-]+)", re.M)
_KEY = re.compile(r"\s*([\w-][\w -]*):")


@dataclass(slots=True)
class Document:
    """What was read of one file; ``broken`` if a part of it could not be read, so that it may hold
    more.
    """

    root: Node | None
    faults: list[Fault] = field(default_factory=list)
    broken: bool = False


def read_document(text: str, known: frozenset[int] = frozenset()) -> Document:
    """Read a whole text; where it is not YAML, the parts below each top key, and at last each
    entry, by itself.

    ``known`` are lines with a fault that has been reported: a part that is broken there gives no
    second one.
    """
    if marks := [line.start() for line in _CONFLICT.finditer(text)]:
        number = text.count("\n", 0, marks[0]) + 1
        message = (
            f"git's conflict marks stand here ({len(marks)} in this file): two versions of these "
            "lines; keep what is right of both, then delete the marks"
        )
        return Document(None, [Fault("conflict", number, 1, message)], broken=True)
    try:
        return Document(*read_yaml(text))
    except SyntaxFault as error:
        whole = error.fault
        if error.final:
            return Document(None, [whole], broken=True)
    document = Document(Pairs(1, 1), broken=True)
    for start, lines in _parts(text.split("\n"), lambda line: bool(_TOP.match(line))):
        _read_part(document, start, lines)
    if not any(fault.rule == "syntax" for fault in document.faults):
        document.faults.append(whole)
    document.faults = [
        fault
        for fault in document.faults
        if fault.rule != "syntax" or known.isdisjoint(range(fault.line - 1, fault.line + 2))
    ]
    return document


def _parts(lines: list[str], begins: Callable[[str], bool]) -> list[tuple[int, list[str]]]:
    """The parts of a text, each from a line that begins one to the next, with the number of its
    first line.
    """
    starts = [n for n, line in enumerate(lines) if begins(line)]
    return [(start, lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)])]


def _read_part(document: Document, start: int, lines: list[str]) -> None:
    try:
        _join(document, *read_yaml("\n".join(lines), start))
        return
    except SyntaxFault as error:
        first = error.fault
    body = [line for line in lines[1:] if line.strip() and not line.lstrip().startswith("#")]
    head = re.sub(r"\s#.*", "", lines[0]).rstrip()
    if not body or not head.endswith(":"):
        document.faults.append(first)
        return
    begin = body[0]
    if begin.lstrip().startswith("id:"):
        begin = next((line for line in body if line.lstrip().startswith("- id:")), begin)
    inset = begin[: len(begin) - len(begin.lstrip())]
    dash = "-" if begin.lstrip().startswith("- ") else ""
    key = Scalar(head[:-1].strip(), start + 1, 1)
    held = Items(start + 2, len(inset) + 1) if dash else Pairs(start + 2, len(inset) + 1)
    below = Document(held)

    def begins(line: str) -> bool:
        return line.startswith(inset + dash) and line[len(inset) : len(inset) + 1] not in (
            "",
            " ",
            "#",
        )

    if begin is not body[0]:
        line = start + 1 + lines.index(body[0])
        column = len(body[0]) - len(body[0].lstrip()) + 1
        document.faults.append(Fault("syntax", line, column, f"not valid YAML: {UNDASHED}"))
    for offset, entry in _parts(lines[1:], begins):
        _read_entry(below, start + 1 + offset, entry)
    document.faults += below.faults
    if held.items if type(held) is Items else held.pairs:
        _join(document, Pairs(start + 1, 1, {key.text: (key, held)}), [])


def _read_entry(document: Document, start: int, lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        _join(document, *read_yaml(text, start))
    except SyntaxFault as error:
        named = (_ID.search if type(document.root) is Items else _KEY.match)(text)
        error.fault.where = named[1] if named else ""
        document.faults.append(error.fault)


def _join(document: Document, node: Node | None, faults: list[Fault]) -> None:
    """Add what a part holds to what is known."""
    document.faults += faults
    root = document.root
    if type(root) is Items and type(node) is Items:
        root.items += node.items
    elif type(root) is Pairs and type(node) is Pairs:
        for name, (key, value) in node.pairs.items():
            if name in root.pairs:
                document.faults.append(duplicate(root, key))
            else:
                root.pairs[name] = (key, value)
