"""Names put into the ``sources`` of an entry that is there: not one other byte changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.curate.entry.insert import LINE, items_of
from tracker.curate.entry.text import WIDTH
from tracker.curate.reader.nodes import Items, Node, Pairs, Scalar, plain

FIELD = "sources"


def extend(raw: bytes, top: str, name: str, pages: Sequence[str]) -> tuple[bytes, int]:
    """Put names at the end of the sources of the entry ``name`` in the list below ``top``.

    However the list is written: in brackets, item by item, or as a single name, which becomes a
    list. One in brackets that would grow too long for its line is written item by item.

    Returns
    -------
    bytes, int
        The new file, and the line (from 1) in which the entry begins.

    Raises
    ------
    ValueError
        If the names cannot be put there without changing something else.

    """
    held = items_of(raw, top)
    entry = next(item for item in held if plain(item).get("id") == name)
    lines = LINE.findall(raw.decode("utf-8"))
    _, node = entry.pairs[FIELD]
    if type(node) is Items and not node.flow and node.items:
        _below(lines, node, pages)
    else:
        _beside(lines, node, pages)
    made = "".join(lines).encode("utf-8")
    old, new = map(plain, held), map(plain, items_of(made, top))
    if [_with(item, pages if item["id"] == name else ()) for item in old] != list(new):
        raise ValueError(
            f"found no safe place in the sources of '{name}'; write {', '.join(pages)} in by hand"
        )
    return made, entry.line


def _with(entry: dict[str, object], pages: Sequence[str]) -> dict[str, object]:
    """An entry as it must be read once the names are in it."""
    held = entry.get(FIELD)
    return (
        {**entry, FIELD: [*(held if isinstance(held, list) else [held]), *pages]}
        if pages
        else entry
    )


def _below(lines: list[str], node: Items, pages: Sequence[str]) -> None:
    """One line for each name, below the last item."""
    last = node.items[-1].line - 1
    end = lines[last][len(lines[last].rstrip("\r\n")) :] or "\n"
    new = [f"{' ' * (node.column - 1)}- {page}{end}" for page in pages]
    if not lines[last].endswith(("\n", "\r")):
        lines[last] += end
        new[-1] = new[-1].removesuffix(end)
    lines[last + 1 : last + 1] = new


def _beside(lines: list[str], node: Node, pages: Sequence[str]) -> None:
    """In the line of the last name, inside brackets."""
    if type(node) is Pairs:
        return
    last = node if type(node) is Scalar else node.items[-1]
    at, column = last.line - 1, last.column - 1
    text = last.text if type(last) is Scalar else ""
    length = len(text) + (0 if type(last) is Scalar and last.plain else 2)
    before, own, after = (
        lines[at][:column],
        lines[at][column : column + length],
        lines[at][column + length :],
    )
    more = ", ".join(["", *pages])
    lines[at] = (
        f"{before}[{own}{more}]{after}" if type(node) is Scalar else before + own + more + after
    )
    whole = re.fullmatch(rf"( *)({FIELD}:) \[([^\[\]#'\"]*)\](\s*)", lines[at])
    if whole and len(lines[at].rstrip()) > WIDTH:
        indent, key, names, end = whole.groups()
        items = [f"{indent}  - {page.strip()}" for page in names.split(",")]
        lines[at] = (end or "\n").join([indent + key, *items]) + end
