"""What a YAML file holds, each part with its line and column (counted from 1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias, final

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


@final
@dataclass(slots=True, eq=False)
class Scalar:
    """One word or text.

    ``plain``: written without quotes. ``sound``: nothing is wrong with how it was written; a value
    that is not sound has been reported and gives no second problem. ``over``: it stands on several
    lines.
    """

    text: str
    line: int
    column: int
    plain: bool = True
    sound: bool = True
    over: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was written, or YAML's word for nothing."""
        return self.text in _EMPTY and self.plain and self.sound


@final
@dataclass(slots=True, eq=False)
class Items:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    flow: bool = False
    empty = False


@final
@dataclass(slots=True, eq=False)
class Pairs:
    """A mapping: each key's text leads to the key as written and its value; ``flow``: written in
    braces.
    """

    line: int
    column: int
    pairs: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    flow: bool = False
    empty = False

    def get(self, name: str) -> Node | None:
        """The value of a key, ``None`` where it is absent or left empty."""
        found = self.pairs.get(name)
        return None if found is None or found[1].empty else found[1]

    def key(self, name: str) -> Scalar | Pairs:
        """The key as written; where there is none, the mapping's own beginning."""
        found = self.pairs.get(name)
        return self if found is None else found[0]


Node: TypeAlias = Scalar | Items | Pairs


@dataclass(slots=True)
class Fault:
    """A fault of writing: the rule it breaks, its place, a message with the remedy, and where it
    lies, if known.
    """

    rule: str
    line: int
    column: int
    message: str
    where: str = ""


def as_data(node: Node) -> Any:
    """A node as text, list and mapping."""
    if type(node) is Scalar:
        return node.text
    if type(node) is Items:
        return [as_data(item) for item in node.items]
    return {name: as_data(value) for name, (_, value) in node.pairs.items()}


def shape(node: Node) -> str:
    """What a node is, in words."""
    return "a list" if type(node) is Items else "a mapping" if type(node) is Pairs else "text"
