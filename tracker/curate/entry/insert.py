"""Entries put into a data file at their place, and names into the ``sources`` of one that is there:
not one other byte changes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import accumulate, groupby, pairwise
from typing import Any, TypeVar

from tracker.curate.entry.text import LINE_WIDTH, item_lines
from tracker.curate.reader.nodes import Items, Node, Pairs, Scalar, as_data
from tracker.curate.reader.parse import read_yaml
from tracker.curate.reader.text import decode

Key = TypeVar("Key", str, tuple[date, date, date])
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def insert(
    raw: bytes,
    top: str,
    entries: Sequence[Mapping[str, object]],
    key: Callable[[Mapping[str, Any]], Key],
    *,
    last: bool = False,
) -> tuple[bytes, list[int]]:
    """Put entries into the list below ``top``, each before the first entry with a larger key.

    Parameters
    ----------
    raw : bytes
        The file, which must be sound; its line ends, byte-order mark, comments and missing final
        newline are kept.
    top : str
        The key of the list.
    entries : sequence of mapping
        The new entries, their fields in the order in which they are to be written.
    key : function
        The key of an entry, new or there already.
    last : bool
        Put everything at the end of a list that is not in order of its keys.

    Returns
    -------
    bytes, list of int
        The new file, and the line (from 1) in which each new entry begins.

    Raises
    ------
    ValueError
        If the list is written in brackets, or an entry that is there would not stay what it is.

    """
    root, _ = read_yaml(decode(raw)[0])
    old = [as_data(item) for item in _items(root, top)]
    keys = [key(entry) for entry in old]
    highest = list(accumulate(keys, max))
    in_order = all(one <= other for one, other in pairwise(keys))
    places = [
        bisect_right(highest, key(entry)) if in_order or not last else len(old) for entry in entries
    ]
    order = sorted(range(len(entries)), key=lambda n: (places[n], key(entries[n])))
    lines = _LINE.findall(raw.decode("utf-8"))
    indent, first, ends = _layout(root, top, lines)
    blocks = [(places[n], item_lines(entries[n], indent)) for n in order]
    made, starts = _joined(lines, first, ends, blocks)
    new = {place + n for n, (place, _) in enumerate(blocks)}
    if [as_data(item) for n, item in enumerate(items_of(made, top)) if n not in new] != old:
        # A last safeguard, for what no reader of lines can foresee.
        raise ValueError("found no safe place for the entry in this file; write it in by hand")
    return made, [start for _, start in sorted(zip(order, starts))]


def items_of(raw: bytes, top: str) -> list[Pairs]:
    """The entries of a list; none where it is empty."""
    return _items(read_yaml(decode(raw)[0])[0], top)


def _items(root: Node | None, top: str) -> list[Pairs]:
    held = root.get(top) if type(root) is Pairs else None
    return [item for item in held.items if type(item) is Pairs] if type(held) is Items else []


def _layout(root: Node | None, top: str, lines: list[str]) -> tuple[int, int, list[int]]:
    """Find the list among the lines, by what the reader knows of where its items begin: spaces
    before its dashes, its first line, and for each item the line after its last (from 0).

    The brackets of a list that is empty are taken away.
    """
    if type(root) is not Pairs or top not in root.pairs:
        raise ValueError(
            f"the file has no list `{top}:`; write that line, then add the entry again"
        )
    at, held = root.pairs[top]
    if type(held) is Pairs or (type(held) is Items and held.flow):
        if as_data(held) or held.line != at.line:
            raise ValueError(
                f"`{top}` is written in brackets; write each entry in lines of its own that begin "
                "with '- '"
            )
        lines[at.line - 1] = re.sub(r":\s*(?:\[ *\]|\{ *\})", ":", lines[at.line - 1], count=1)
    if type(held) is not Items or held.flow:
        return 2, at.line, []
    indent = held.column - 1
    starts = [item.line - 1 for item in held.items]
    for n, start in enumerate(starts):  # a dash may stand alone, above its item
        while not lines[start].startswith(" " * indent + "-"):
            start -= 1
        starts[n] = start
    below = [key.line - 1 for key, _ in root.pairs.values() if key.line > at.line]
    stops = [*starts[1:], min(below, default=len(lines))]
    return indent, starts[0], [_end(lines, *span, indent) for span in zip(starts, stops)]


def _end(lines: list[str], start: int, stop: int, indent: int) -> int:
    """The line after the last of an item: blank lines below do not belong to it, nor do remarks
    that are not set in as its fields are.
    """
    for end in range(stop, start + 1, -1):
        line = lines[end - 1].rstrip()
        remark = line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= indent
        if line not in ("", "...") and not remark:
            return end
    return start + 1


def _joined(
    lines: list[str], first: int, ends: list[int], blocks: list[tuple[int, list[str]]]
) -> tuple[bytes, list[int]]:
    """The lines with the blocks between them, each at its place among the items, and the line (from
    1) in which each block begins.
    """
    spaced = len(ends) < 2 or any(not lines[end].strip() for end in ends[:-1])
    after = [first, *ends]
    out: list[str] = []
    starts: list[int] = []
    done = 0
    for place, group in groupby(blocks, key=lambda block: block[0]):
        front = place == 0 and bool(ends)
        at = _above_remarks(lines, first) if front else after[place]
        out += lines[done:at]
        end = _line_end(lines[at - 1] if at else "", lines)
        gap = [end] if spaced else []
        open_end = bool(out) and not out[-1].endswith(("\n", "\r"))
        if open_end:
            out[-1] += end
        for _, block in group:
            new = [line + end for line in block]
            starts.append(len(out) + 1 + (0 if front else len(gap)))
            out += new + gap if front else gap + new
        if open_end:
            out[-1] = out[-1].removesuffix(end)
        done = at
    return "".join(out + lines[done:]).encode("utf-8"), starts


def _line_end(before: str, lines: list[str]) -> str:
    """The line end of the line before, or else of the file."""
    for line in (before, *lines[:1]):
        if end := line[len(line.rstrip("\r\n")) :]:
            return end
    return "\n"


def _above_remarks(lines: list[str], first: int) -> int:
    """Remarks right above the first entry belong to it."""
    while first and lines[first - 1].lstrip("\ufeff \t").startswith("#"):
        first -= 1
    return first


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
    wanted = [as_data(item) for item in held]
    at = next(n for n, entry in enumerate(wanted) if entry.get("id") == name)
    lines = _LINE.findall(raw.decode("utf-8"))
    _, node = held[at].pairs["sources"]
    if type(node) is Items and not node.flow and node.items:
        _below(lines, node, pages)
    else:
        _beside(lines, node, pages)
    made = "".join(lines).encode("utf-8")
    there = wanted[at]["sources"]
    wanted[at]["sources"] = [*(there if isinstance(there, list) else [there]), *pages]
    if [as_data(item) for item in items_of(made, top)] != wanted:
        raise ValueError(
            f"found no safe place in the sources of '{name}'; write {', '.join(pages)} in by hand"
        )
    return made, held[at].line


def _below(lines: list[str], node: Items, pages: Sequence[str]) -> None:
    """One line for each name, below the last item."""
    last = node.items[-1].line - 1
    end = _line_end(lines[last], lines)
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
    after = column + len(text) + (0 if type(last) is Scalar and last.plain else 2)
    more = ", ".join([lines[at][column:after], *pages])
    more = f"[{more}]" if type(node) is Scalar else more
    lines[at] = lines[at][:column] + more + lines[at][after:]
    whole = re.fullmatch(r"( *)(sources:) \[([^\[\]#'\"]*)\](\s*)", lines[at])
    if whole and len(lines[at].rstrip()) > LINE_WIDTH:
        indent, key, names, end = whole.groups()
        items = [f"{indent}  - {page.strip()}" for page in names.split(",")]
        lines[at] = _line_end(lines[at], lines).join([indent + key, *items]) + end
