"""What a YAML file holds, each part with its line and column (counted from 1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True, eq=False)
class Scalar:
    """One word or text; ``plain`` if it was written without quotes."""

    text: str
    line: int
    column: int
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing was written, or YAML's word for nothing."""
        return self.plain and self.text in EMPTY


@dataclass(slots=True, eq=False)
class Items:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    empty = False


@dataclass(slots=True, eq=False)
class Pairs:
    """A mapping: each key's text leads to the key as written and its value."""

    line: int
    column: int
    pairs: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
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
