"""YAML with a line and a column for every key and value, from PyYAML's C events in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

import yaml

from tracker.curate.limits import DEPTH, VALUES
from tracker.curate.reader.nodes import Fault, Items, Node, Pairs, Scalar
from tracker.curate.reader.syntax import SyntaxFault, syntax_fault
from tracker.curate.words.signs import SPACES, code_point, invisible

_Event: TypeAlias = Any  # the parser gives each event both its marks, which PyYAML's stubs doubt
_TRAPS = {
    form: read
    for read, words in (("true", ("yes", "on")), ("false", ("no", "off")))
    for word in words
    for form in (word, word.title(), word.upper())
}
_NUMBERS = (
    ("an octal number", r"0[0-9_]+|0o[0-7]+"),
    ("a number in base 60", r"[-+]?[1-9]\d*(?::[0-5]?\d)+(?:\.\d*)?"),
    ("a hexadecimal number", r"[-+]?0x[0-9a-fA-F_]+"),
    ("a binary number", r"[-+]?0b[01_]+"),
    ("a number", r"[-+]?\d+_[\d_]*"),
)
_NUMBER = re.compile("|".join(f"({pattern})" for _, pattern in _NUMBERS))
_CUT = re.compile(r"(?<! ) +#(?=\S)")


def read_yaml(text: str, above: int = 0) -> tuple[Node | None, list[Fault]]:
    """Read one document; ``above`` lines stand over the text in its file.

    Raises
    ------
    SyntaxFault
        If the text is not YAML, nests too deeply, holds too much, or holds more than one document.

    """
    reader = _Reader(text, above)
    try:
        return reader.document(), reader.faults
    except yaml.MarkedYAMLError as error:
        raise syntax_fault(error, above, reader.lines) from None


class _Reader:
    """Turns events into nodes; a stack of open lists and mappings takes the place of recursion."""

    def __init__(self, text: str, above: int):
        self.next_event: Callable[[], _Event] = yaml.CBaseLoader(text).get_event
        self.lines = text.split("\n")
        self.cut = {n for n, line in enumerate(self.lines) if " #" in line and _CUT.search(line)}
        self.above = above
        self.faults: list[Fault] = []
        self.undashed: Pairs | None = None  # the entry in which another begins, without its dash
        self.shortened: tuple[Scalar, Fault] | None = None  # the value that a comma cut last

    def document(self) -> Node | None:
        """The content of the one document in the text."""
        root, started = None, False
        while (event := self.next_event()) is not None:
            if type(event) is yaml.DocumentStartEvent:
                if started:
                    raise SyntaxFault(
                        event.start_mark,
                        self.above,
                        "a second document begins here; keep one in a file, without the line ---",
                    )
                root, started = self._tree(), True
        return root

    def _tree(self) -> Node | None:
        """The document's content; a key waits beside its mapping until its value is there."""
        open_: list[tuple[Items | Pairs | None, Scalar | None]] = []
        top: Items | Pairs | None = None
        key: Scalar | None = None
        node: Node
        count = 0
        next_event, scalar, scalar_event = self.next_event, self._scalar, yaml.ScalarEvent
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is scalar_event:
                node = scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                open_.append((top, key))
                top, key = self._opened(event, kind, len(open_)), None
                continue
            elif kind is yaml.AliasEvent:
                node = self._alias(event)
            elif top is None or kind is yaml.DocumentEndEvent:
                return None
            else:
                node = top
                top, key = open_.pop()
            if top is None:
                return node
            count += 1
            if count > VALUES:
                raise SyntaxFault(
                    event.start_mark,
                    self.above,
                    f"the file holds more than {VALUES:,} values, more than are read; split it",
                    final=True,
                )
            if type(top) is Items:
                top.items.append(node)
            elif key is None:
                key = node if type(node) is Scalar else self._no_key(node)
            else:
                if top.flow or top is self.undashed or not key.sound or key.text in top.pairs:
                    self._pair(top, key, node)
                else:
                    top.pairs[key.text] = (key, node)
                key = None
        return None

    def _scalar(self, event: _Event) -> Scalar:
        mark = event.start_mark
        text, plain = event.value, not event.style
        over = event.end_mark.line > mark.line
        node = Scalar(text, mark.line + self.above + 1, mark.column + 1, plain, over=over)
        if event.anchor or event.tag:
            self._refuse(event, node)
        if event.style == '"' and (unseen := invisible(text)):
            self._unseen(
                node, f"the invisible character {code_point(text[unseen[0]])}", "delete it"
            )
        if plain:
            if odd := not text.isascii() and SPACES.search(text):
                node.column += odd.start() * (event.end_mark.line == mark.line)
                remedy = "write an ordinary space, or put the value in quotes"
                self._unseen(node, f"the space {code_point(odd[0])}", remedy)
            if self.cut and event.end_mark.line in self.cut:
                self._check_cut(event, node)
            if text in _TRAPS:
                self._trap(node, _TRAPS[text])
            elif text[:1] in "0123456789+-" and (match := _NUMBER.fullmatch(text)):
                self._trap(node, _NUMBERS[(match.lastindex or 1) - 1][0])
        return node

    def _unseen(self, node: Scalar, what: str, remedy: str) -> None:
        self._fault("encoding", node, f"{what} stands here; {remedy}")
        node.sound = False

    def _opened(self, event: _Event, kind: type, depth: int) -> Items | Pairs:
        mark = event.start_mark
        if depth > DEPTH:
            raise SyntaxFault(
                mark,
                self.above,
                f"nests more than {DEPTH} levels deep; the data need no more than five",
            )
        made: type[Pairs | Items] = Pairs if kind is yaml.MappingStartEvent else Items
        node = made(mark.line + self.above + 1, mark.column + 1, flow=bool(event.flow_style))
        if event.anchor or event.tag:
            self._refuse(event, node)
        return node

    def _alias(self, event: _Event) -> Scalar:
        mark = event.start_mark
        node = Scalar("", mark.line + self.above + 1, mark.column + 1, sound=False)
        self._fault(
            "alias",
            node,
            f"*{event.anchor} is an alias of YAML; write the value itself, or put it in quotes",
        )
        return node

    def _refuse(self, event: _Event, node: Node) -> None:
        remedy = "leave it out, or put the value in quotes"
        if event.anchor:
            self._fault("alias", node, f"&{event.anchor} is an anchor of YAML; {remedy}")
        if event.tag:
            self._fault("tag", node, f"a value that begins with ! is a tag of YAML; {remedy}")
            if type(node) is Scalar:
                node.sound = False

    def _no_key(self, node: Node) -> Scalar:
        self._fault(
            "key",
            node,
            "a list or mapping stands where a name should; write a plain word before the colon",
        )
        return Scalar("", node.line, node.column, sound=False)

    def _pair(self, top: Pairs, key: Scalar, node: Node) -> None:
        if top is self.undashed or (not key.sound and not key.text):
            return
        if (
            top.flow
            and type(node) is Scalar
            and node.plain
            and not node.text
            and node.sound
            and self._alone(node)
        ):
            self._left_over(top, key)
        elif key.text in top.pairs:
            self.faults.append(duplicate(top, key))
            if key.text == "id":
                self.undashed = top
        else:
            top.pairs[key.text] = (key, node)

    def _alone(self, value: Scalar) -> bool:
        """Whether a name inside braces stands alone, without its colon."""
        return not self._row(value)[: value.column - 1].rstrip().endswith(":")

    def _row(self, node: Node) -> str:
        """The line a node stands in; empty for one after the end, where the parser puts what is
        missing.
        """
        at = node.line - self.above - 1
        return self.lines[at] if at < len(self.lines) else ""

    def _left_over(self, top: Pairs, key: Scalar) -> None:
        """A comma has cut a value; of several commas in one value only the first is reported."""
        name, value = next(reversed(top.pairs.values()), (key, None))
        if type(value) is not Scalar or not value.plain:
            self._fault(
                "comma", key, f"'{key.text}' stands alone inside braces; write 'name: value'"
            )
            top.pairs[key.text] = (key, Scalar("", key.line, key.column, sound=False))
            return
        row = self._row(value) if value.line == key.line else ""
        whole = (
            row[value.column - 1 : key.column - 1 + len(key.text)] or f"{value.text}, {key.text}"
        )
        if not key.sound:
            self.faults.pop()  # what is wrong with the left-over alone does not matter
        if not self.shortened or self.shortened[0] is not value:
            self._fault("comma", key, "")
            self.shortened = value, self.faults[-1]
        value.sound = False
        self.shortened[1].message = (
            f"a comma inside braces cuts the value short at '{key.text}'; put the value in quotes: "
            f'{name.text}: "{whole}"'
        )

    def _check_cut(self, event: _Event, node: Scalar) -> None:
        end = event.end_mark
        rest = self.lines[end.line][end.column :]
        if cut := _CUT.match(rest):
            at = Scalar("", end.line + self.above + 1, end.column + cut.end())
            lost = rest[cut.end() - 1 :][:40].rstrip()
            self._fault(
                "hash",
                at,
                f"'#' cuts the value short, '{lost}' is left out; put the value in quotes, or "
                "write '# ' if it is a remark",
            )
            node.sound = False

    def _trap(self, node: Scalar, read: str) -> None:
        node.sound = False
        self._fault(
            "trap",
            node,
            f'YAML reads {node.text} as {read}; write "{node.text}" in quotes, or what is meant',
        )

    def _fault(self, rule: str, node: Node, message: str) -> None:
        self.faults.append(Fault(rule, node.line, node.column, message))


def duplicate(top: Pairs, key: Scalar) -> Fault:
    """A key that its mapping has already."""
    message = f"'{key.text}' stands in line {top.pairs[key.text][0].line} already; keep one"
    if key.text == "id":
        message += "; if another entry begins here, write '- id:' with the dash in front"
    return Fault("duplicate-key", key.line, key.column, message)
