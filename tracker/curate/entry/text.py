"""An entry as YAML text in the style of the data files: block style, two spaces, quotes only where
they are needed.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import inf

import yaml

from tracker.curate import fields
from tracker.curate.reader.nodes import as_data
from tracker.curate.reader.parse import read_yaml
from tracker.curate.reader.syntax import SyntaxFault

LINE_WIDTH = 118
ESTIMATE_ORDER = (
    "id",
    "party",
    "as_of",
    "stated",
    "speaker",
    "place",
    "figures",
    "sources",
    "echoes",
    "revises",
    "shares_origin",
    "attribution",
    "grade",
    "withdrawn",
    "checked",
    "note",
)
SOURCE_ORDER = tuple(field.name for field in fields.SOURCE)
_SURE = re.compile(
    r"(?=.*[a-zA-Z-])[a-zA-Z0-9][a-zA-Z0-9 ,./_()-]*(?<! )|[0-9]{4}-[0-9-]+[~?%]?|[1-9][0-9]*"
)
_RESERVED = frozenset(["yes", "no", "on", "off", "true", "false", "null", "y", "n"])


def item_lines(entry: Mapping[str, object], indent: int) -> list[str]:
    """The lines of one list item, without line ends; ``indent`` spaces stand before its dash.

    Values are text, lists and mappings. Text that is too long for a line is folded; line breaks
    within a text become spaces.

    Examples
    --------
    >>> item_lines({"id": "a-1", "figures": {"killed": "> 300"}, "sources": ["b"]}, 2)
    ['  - id: a-1', '    figures:', "      killed: '> 300'", '    sources: [b]']

    """
    lines = _mapping(entry, indent + 2)
    lines[0] = " " * indent + "- " + lines[0][indent + 2 :]
    return lines


def ordered(entry: Mapping[str, object]) -> dict[str, object]:
    """An estimate's or a source's fields in the order of the data files."""
    return {
        name: entry[name]
        for name in (ESTIMATE_ORDER if "figures" in entry else SOURCE_ORDER)
        if name in entry
    }


@lru_cache(1 << 16)
def scalar(text: str) -> str:
    """One value as it is written behind its key: plain where it is read back as it is, else in
    quotes.
    """
    if (_SURE.fullmatch(text) and text.lower() not in _RESERVED) or _read_back(text):
        return text
    quoted: str = yaml.safe_dump(text, allow_unicode=True, width=inf, default_style="'")
    return quoted.strip()


def _mapping(values: Mapping[str, object], indent: int) -> list[str]:
    return [line for name, value in values.items() for line in _pair(name, value, indent)]


def _pair(name: str, value: object, indent: int) -> list[str]:
    head = f"{' ' * indent}{scalar(name)}:"
    if isinstance(value, Mapping):
        return [head, *_mapping(value, indent + 2)]
    if isinstance(value, (list, tuple)):
        return _listed(head, value, indent)
    text = " ".join(str(value).split())
    line = f"{head} {scalar(text)}"
    if len(line) <= LINE_WIDTH or " " not in text:
        return [line]
    inset = " " * (indent + 2)
    return [
        f"{head} >-",
        *textwrap.wrap(
            text,
            LINE_WIDTH - 6,
            initial_indent=inset,
            subsequent_indent=inset,
            break_long_words=False,
            break_on_hyphens=False,
        ),
    ]


def _listed(head: str, items: Sequence[object], indent: int) -> list[str]:
    """A list of names in brackets where it fits into a line, else item by item."""
    line = f"{head} [{', '.join(map(str, items))}]"
    if len(line) <= LINE_WIDTH and all(
        isinstance(item, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9._/:-]*", item) for item in items
    ):
        return [line]
    lines = [head]
    for item in items:
        lines += (
            item_lines(item, indent + 2)
            if isinstance(item, Mapping)
            else [f"{' ' * (indent + 2)}- {scalar(str(item))}"]
        )
    return lines


def _read_back(text: str) -> bool:
    """Whether a plain text is read, by this project and by other readers of YAML, as the text that
    it is.
    """
    if text.lower() in _RESERVED or "\n" in text:
        return False
    try:
        node, faults = read_yaml(f"- a: {text}\n")
        other = yaml.safe_load(text)
    except (SyntaxFault, yaml.YAMLError, ValueError):
        return False
    return (
        node is not None
        and not faults
        and as_data(node) == [{"a": text}]
        and not isinstance(other, (bool, float, type(None), list, dict))
    )
