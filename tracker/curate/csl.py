"""References as pandoc and Zotero write them, brought into CSL-JSON form."""

from __future__ import annotations

import re

from tracker.curate.reader.nodes import Items, Node, Pairs, Scalar, shape
from tracker.curate.words.dates import parse_date

_NAME_PARTS = (
    "family",
    "given",
    "literal",
    "suffix",
    "dropping-particle",
    "non-dropping-particle",
    "comma-suffix",
    "static-ordering",
    "parse-names",
)
_DATE_PARTS = ("date-parts", "year", "month", "day", "season", "circa", "literal", "raw")


def csl_plain(node: Node) -> object:
    """A node as text, list and mapping."""
    if type(node) is Items:
        return [csl_plain(item) for item in node.items]
    return (
        {name: csl_plain(value) for name, (_, value) in node.pairs.items()}
        if type(node) is Pairs
        else node.text
    )


def csl_names(node: Node) -> list[dict[str, object]]:
    """A list of names; plain text is one organisation's name.

    Raises
    ------
    ValueError
        If it is no name; the message holds the remedy.

    """
    found = [csl_plain(item) for item in (node.items if type(node) is Items else [node])]
    names = [{"literal": name} if isinstance(name, str) else name for name in found]
    for name in names:
        if not isinstance(name, dict) or (not name.get("literal") and not name.get("family")):
            raise ValueError(
                "cannot read the name; write {family: Doe, given: Jane}, or {literal: Name of an "
                "organisation}"
            )
        stray = [
            part for part in name if part not in _NAME_PARTS or not isinstance(name[part], str)
        ]
        if stray:
            raise ValueError(f"a name has no part '{stray[0]}'; there are {', '.join(_NAME_PARTS)}")
    return names


def csl_date(node: Node) -> dict[str, object]:
    """A date, or the two ends of a span, as ``{"date-parts": [[2025, 1, 13]]}``.

    Text as in estimates, two of them with a slash between, ``date-parts``, and pandoc's ``- year:``
    lists are read.

    Raises
    ------
    ValueError
        If it is none of these or no such day exists; the message holds the remedy.

    """
    if type(node) is Scalar:
        return _from_text(node.text)
    if type(node) is Pairs:
        stray = [name for name in node.pairs if name not in _DATE_PARTS]
        if stray:
            raise ValueError(f"a date has no part '{stray[0]}'; there are {', '.join(_DATE_PARTS)}")
        for text in filter(None, map(node.get, ("raw", "literal"))):
            return _from_text(text.text) if type(text) is Scalar else _refuse(text)
        ends = (
            [_whole(node)]
            if "year" in node.pairs
            else [_listed(end) for end in _ends(node.get("date-parts"))]
        )
        return _checked(ends, circa="circa" in node.pairs)
    ends = [_whole(item) for item in node.items]
    return _checked(ends, circa=any("circa" in item.pairs for item in node.items))


def _from_text(text: str) -> dict[str, object]:
    dates = [parse_date(end) for end in text.split("/")]
    ends = [[int(part) for part in re.findall(r"\d+", str(date))] for date in dates]
    return _checked(ends, circa=any(date.approximate or date.uncertain for date in dates))


def _checked(ends: list[list[int]], *, circa: bool) -> dict[str, object]:
    for end in ends:
        parse_date("-".join(f"{part:0{4 if n == 0 else 2}d}" for n, part in enumerate(end)))
    if not 1 <= len(ends) <= 2:
        raise ValueError(
            "a date is one day, or the two ends of a span, such as 2025-01-13/2025-01-15"
        )
    return {"date-parts": ends, **({"circa": True} if circa else {})}


def _ends(node: Node | None) -> list[Node]:
    return node.items if type(node) is Items else _refuse(node)


def _listed(node: Node) -> list[int]:
    return [_number(part) for part in node.items] if type(node) is Items else _refuse(node)


def _whole(node: Node) -> list[int]:
    if type(node) is not Pairs:
        return _refuse(node)
    given = [node.get(unit) for unit in ("year", "month", "day")]
    return [_number(part) for part in given[: given.index(None) if None in given else 3]]


def _number(node: Node) -> int:
    return (
        int(node.text)
        if type(node) is Scalar and re.fullmatch(r"[0-9]{1,4}", node.text)
        else _refuse(node)
    )


def _refuse(node: Node | None):
    found = "nothing" if node is None else f"'{node.text}'" if type(node) is Scalar else shape(node)
    raise ValueError(f"cannot read the date, found {found}; write YYYY-MM-DD, YYYY-MM or YYYY")
