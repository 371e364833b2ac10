"""YAML with a line and a column for every key and value, from PyYAML's C events in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml
from yaml.cyaml import CParser

from tracker.curate.nodes import Items, Node, Pairs, Scalar

DEEPEST = 12
_TRAPS = frozenset(form for word in ("yes", "no", "on", "off") for form in (word, word.title(), word.upper()))
_NUMBER_TRAP = re.compile(r"0\d+|[-+]?[1-9]\d*(?::[0-5]?\d)+(?:\.\d*)?|0x[0-9a-fA-F_]+|0b[01_]+|0o[0-7]+|[-+]?\d[\d_]*_\d*")


@dataclass(slots=True)
class Fault:
    """A problem of reading: the rule it breaks, its place, and a message with the remedy."""

    rule: str
    line: int
    column: int
    message: str


@dataclass(slots=True)
class Document:
    """What was read of one file; ``broken`` if part of it could not be read at all."""

    root: Node | None
    faults: list[Fault] = field(default_factory=list)
    broken: bool = False


class SyntaxFault(ValueError):
    """A text that is not YAML; ``line`` and ``column`` count from 1."""

    def __init__(self, line: int, column: int, message: str):
        super().__init__(message)
        self.line, self.column = line, column


def read_yaml(text: str, line: int = 0) -> Document:
    """Read one document; ``line`` lines stand above the text.

    Raises
    ------
    SyntaxFault
        If the text is not YAML, nests too deeply or holds more than one document.
    """
    return _Reader(text, line).document()


class _Reader:
    """Turns events into nodes; a stack of open lists and mappings takes the place of recursion."""

    def __init__(self, text: str, above: int):
        self.parser = CParser(text)
        self.lines = text.split("\n")
        self.cut = {n for n, line in enumerate(self.lines) if " #" in line and re.search(r"[ \t]#[^\s#]", line)}
        self.above = above
        self.faults: list[Fault] = []

    def document(self) -> Document:
        root = None
        started = False
        for event in self._events():
            if isinstance(event, yaml.DocumentStartEvent):
                if started:
                    raise self._stop(event.start_mark, "a second document begins here; keep one document a file "
                                                       "(remove the line ---)")
                started, root = True, self._tree()
        return Document(root, self.faults)

    def _events(self):
        get = self.parser.get_event
        try:
            while (event := get()) is not None:
                yield event
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        except yaml.reader.ReaderError as error:
            raise SyntaxFault(self.above + 1, 1, f"cannot be read as text: {error.reason}") from None

    def _tree(self) -> Node | None:
        """The document's content; keys wait in ``keys`` until their value is there."""
        open_: list[Items | Pairs] = []
        keys: list[Scalar | None] = []
        flows: list[bool] = []
        for event in self._events():
            kind = type(event)
            if kind is yaml.ScalarEvent:
                node = self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                open_.append(self._opened(event, kind, len(open_)))
                keys.append(None)
                flows.append(bool(event.flow_style))
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                node = open_.pop()
                keys.pop()
                flows.pop()
            elif kind is yaml.AliasEvent:
                self._fault("alias", event.start_mark, f"*{event.anchor} is an alias; write the value itself")
                node = self._blank(event)
            else:
                continue
            if not open_:
                return node
            top = open_[-1]
            if type(top) is Items:
                top.items.append(node)
            elif keys[-1] is None:
                keys[-1] = self._key(node, event)
            else:
                self._pair(top, keys[-1], node, flows[-1])
                keys[-1] = None
        return None

    def _scalar(self, event) -> Scalar:
        mark = event.start_mark
        node = Scalar(event.value, mark.line + self.above + 1, mark.column + 1, not event.style)
        if event.anchor or event.tag:
            self._refuse_marks(event)
        if node.plain:
            if event.end_mark.line in self.cut:
                self._check_cut(event)
            if node.text in _TRAPS or node.text[:1] in "0123456789+-" and _NUMBER_TRAP.fullmatch(node.text):
                self._trap(node)
        return node

    def _opened(self, event, kind, depth: int) -> Items | Pairs:
        mark = event.start_mark
        if depth >= DEEPEST:
            raise self._stop(mark, f"nests more than {DEEPEST} levels deep; the data need no more than five")
        if event.anchor or event.tag:
            self._refuse_marks(event)
        return (Pairs if kind is yaml.MappingStartEvent else Items)(mark.line + self.above + 1, mark.column + 1)

    def _blank(self, event) -> Scalar:
        return Scalar("", event.start_mark.line + self.above + 1, event.start_mark.column + 1)

    def _key(self, node: Node, event) -> Scalar:
        if type(node) is Scalar:
            return node
        self.faults.append(Fault("key", node.line, node.column, "a list or mapping stands where a name should; write a "
                                                                "plain word before the colon"))
        return Scalar("", node.line, node.column)

    def _pair(self, top: Pairs, key: Scalar, node: Node, flow: bool) -> None:
        if flow and type(node) is Scalar and node.plain and not node.text and self._no_colon(key, node):
            before = next(reversed(top.pairs.values()), None)
            start = f"{before[0].text}: " if before and type(before[1]) is Scalar else ""
            value = f"{before[1].text}, {key.text}" if start else key.text
            self.faults.append(Fault("comma", key.line, key.column, f"a comma cuts the value short inside braces: "
                                     f"'{key.text}' is left over; put the value in quotes: {start}\"{value}\""))
        elif key.text in top.pairs:
            first = top.pairs[key.text][0]
            self.faults.append(Fault("duplicate-key", key.line, key.column, f"'{key.text}' is given twice, first in line "
                                     f"{first.line}; keep one of them"))
        else:
            top.pairs[key.text] = (key, node)

    def _no_colon(self, key: Scalar, value: Scalar) -> bool:
        """Whether a key inside braces stands alone, without its colon."""
        row = self.lines[value.line - self.above - 1]
        return not row[:value.column - 1].rstrip().endswith(":")

    def _check_cut(self, event) -> None:
        end = event.end_mark
        rest = self.lines[end.line][end.column:]
        cut = re.match(r"\s*#(?=[^\s#])", rest)
        if cut and (rest[:1] in " \t"):
            self.faults.append(Fault("hash", end.line + self.above + 1, end.column + cut.end(), f"'#' cuts the value short: "
                                     f"'{rest.strip()[:40]}' is left out; put the value in quotes, or write '# ' if it "
                                     "is a remark"))

    def _trap(self, node: Scalar) -> None:
        text = node.text
        read = ("false" if text.lower() in ("no", "off") else "true" if text in _TRAPS else "a time in base 60" if ":" in text
                else "an octal or other number")
        self.faults.append(Fault("trap", node.line, node.column, f"YAML reads {text} without quotes as {read}; "
                                 f"write \"{text}\" in quotes, or what is meant"))

    def _refuse_marks(self, event) -> None:
        if event.anchor:
            self._fault("alias", event.start_mark, f"&{event.anchor} is an anchor; write each value where it belongs")
        if event.tag:
            self._fault("tag", event.start_mark, f"{event.tag} is a tag; write the plain value")

    def _fault(self, rule: str, mark, message: str) -> None:
        self.faults.append(Fault(rule, mark.line + self.above + 1, mark.column + 1, message))

    def _stop(self, mark, message: str) -> SyntaxFault:
        return SyntaxFault(mark.line + self.above + 1, mark.column + 1, message)

    def _syntax(self, error: yaml.MarkedYAMLError) -> SyntaxFault:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and "quoted scalar" in (error.context or ""):
            mark = error.context_mark
        return self._stop(mark, f"not valid YAML: {error.problem}" + (f" {error.context}" if error.context else ""))
