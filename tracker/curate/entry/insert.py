"""Entries put into a data file at their place by splicing text: not one other byte changes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

import yaml

from tracker.curate.reader.nodes import Items, Pairs, plain
from tracker.curate.reader.parse import read_yaml
from tracker.curate.reader.text import decode

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(slots=True)
class _Layout:
    """Where a list stands: spaces before its dashes, its first line, and for each item the line
    after its last (from 0).
    """

    indent: int
    first: int
    ends: list[int]


def splice(
    raw: bytes,
    top: str,
    additions: Sequence[tuple[object, Callable[[int], list[str]]]],
    key: Callable[[Pairs], object],
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
    additions : sequence of (key, function)
        Each function takes the spaces before a dash and gives the entry's lines.
    key : function
        The key of an entry that is there.
    last : bool
        Put everything at the end of a list that is not in order of its keys.

    Returns
    -------
    bytes, list of int
        The new file, and the line (from 1) in which each addition begins.

    Raises
    ------
    ValueError
        If the list is written in brackets, or an entry that is there would not stay what it is.

    """
    text = decode(raw)[0]
    items = items_of(text, top)
    keys = [key(item) for item in items]
    in_order = all(a <= b for a, b in zip(keys, keys[1:]))
    highest = list(accumulate(keys, max))
    places = [
        bisect_right(highest, new) if in_order or not last else len(items) for new, _ in additions
    ]
    order = sorted(range(len(additions)), key=lambda n: (places[n], additions[n][0]))
    layout = _layout(text, top)
    lines = _LINE.findall(raw.decode("utf-8"))
    blocks = [additions[n][1](layout.indent) for n in order]
    made, starts = _joined(lines, layout, [places[n] for n in order], blocks)
    _assert_kept(items, items_of(decode(made)[0], top), [places[n] for n in order])
    return made, [start for _, start in sorted(zip(order, starts))]


def items_of(text: str, top: str) -> list[Pairs]:
    """The entries of a list; none where it is empty."""
    root, _ = read_yaml(text)
    held = root.get(top) if type(root) is Pairs else None
    return held.items if type(held) is Items else []


def _joined(
    lines: list[str], layout: _Layout, places: list[int], blocks: list[list[str]]
) -> tuple[bytes, list[int]]:
    """The lines with the blocks between them, and the line (from 1) in which each block begins."""
    ends = [_with_remarks(lines, end, layout.indent) for end in layout.ends]
    spaced = len(ends) < 2 or any(
        not line.strip() for end in ends[:-1] for line in lines[end : end + 1]
    )
    out: list[str] = []
    starts, done, count = [], 0, 0
    for place, group in groupby(zip(places, blocks), key=lambda pair: pair[0]):
        front = place == 0 and bool(ends)
        at = (
            _above_remarks(lines, layout.first)
            if front
            else ends[place - 1]
            if ends
            else layout.first
        )
        out += lines[done:at]
        count += at - done
        end = _line_end(lines[at - 1] if at else "", lines)
        gap = [end] if spaced else []
        open_end = bool(out) and not out[-1].endswith(("\n", "\r"))
        if open_end:
            out[-1] += end
        for _, block in group:
            new = [line + end for line in block]
            starts.append(count + 1 + (0 if front else len(gap)))
            out += new + gap if front else gap + new
            count += len(new) + len(gap)
        if open_end:
            out[-1] = out[-1].removesuffix(end)
        done = at
    return "".join(out + lines[done:]).encode("utf-8"), starts


def _line_end(before: str, lines: list[str]) -> str:
    found = re.search(r"(\r\n|\r|\n)$", before) or re.search(
        r"(\r\n|\r|\n)$", lines[0] if lines else ""
    )
    return found[1] if found else "\n"


def _with_remarks(lines: list[str], end: int, indent: int) -> int:
    """Blank lines below an entry do not belong to it; remarks right below, set in as its fields
    are, do.
    """
    while not lines[end - 1].strip():  # a folded text ends after the blank lines below it
        end -= 1
    while (
        end < len(lines)
        and (line := lines[end]).lstrip().startswith("#")
        and len(line) - len(line.lstrip()) > indent
    ):
        end += 1
    return end


def _above_remarks(lines: list[str], first: int) -> int:
    """Remarks right above the first entry belong to it."""
    while first and lines[first - 1].lstrip("\ufeff \t").startswith("#"):
        first -= 1
    return first


def _layout(text: str, top: str) -> _Layout:
    """Find the list among the events of the YAML parser."""
    depth, end, layout, is_key, found = 0, 0, None, False, False
    for event in yaml.parse(text, Loader=yaml.CLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            if found and depth == 1:
                layout = _Layout(event.start_mark.column, event.start_mark.line, [])
                if event.flow_style or not isinstance(event, yaml.SequenceStartEvent):
                    raise ValueError(
                        f"`{top}` is written in brackets; write each entry in lines of its own "
                        "that begin "
                        "with '- '"
                    )
            depth += 1
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if event.end_mark.index != event.start_mark.index:  # a bracket
                end = _line_after(event)
        elif isinstance(event, yaml.ScalarEvent):
            end = _line_after(event)
        else:
            continue
        if layout and depth == 2:
            layout.ends.append(end)
        elif depth == 1:
            if layout:
                return layout
            if found:
                return _Layout(2, end, [])
            is_key = not is_key
            found = is_key and getattr(event, "value", None) == top
    raise ValueError(f"the file has no list `{top}:`; write that line, then add the entry again")


def _line_after(event: yaml.Event) -> int:
    mark = event.end_mark
    return mark.line if mark.column == 0 and mark.line > event.start_mark.line else mark.line + 1


def _assert_kept(before: list[Pairs], after: list[Pairs], places: list[int]) -> None:
    """Entries that were there must be what they were; a last safeguard, for what no reader of lines
    can foresee.
    """
    new = {place + n for n, place in enumerate(places)}
    kept = [plain(item) for n, item in enumerate(after) if n not in new]
    if kept != [plain(item) for item in before]:
        raise ValueError("found no safe place for the entry in this file; write it in by hand")
