"""A figure's bounds from its words, or from low, best and high where no words are given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from tracker.curate.checks.problems import Report
from tracker.curate.checks.values import Unfit, each
from tracker.curate.model import Quantity
from tracker.curate.reader.nodes import Items, Node, Pairs, Scalar
from tracker.curate.words.numerals import NumeralError, read_number
from tracker.curate.words.quantities import WordsError, read_words
from tracker.curate.words.signs import cut

_ENDS = ("low", "best", "high")
_REMEDY = "write digits, or the source's words in `said`"


def read_bounds(
    node: Node, where: str, wordings: Mapping[str, tuple[float, float]], report: Report
) -> tuple[Quantity | None, Node]:
    """The number that a figure gives, ``None`` where it cannot be read, and the node it stands
    at.
    """
    said, ends = node, {}
    if type(node) is Pairs:
        ends = {end: value for end in _ENDS if (value := node.get(end))}
        said = node.pairs["said"][1] if "said" in node.pairs else node
        if ends and said is not node:
            end = next(iter(ends))
            message = (
                f"`said` and `{end}` together; keep the source's words, or the numbers in their "
                "place"
            )
            report.add("words", "estimates", node.key(end), where, message)
    try:
        return _quantity(node, said, ends, wordings), said
    except Unfit as unfit:
        unfit.report("estimates", said, where, report)
        return None, said


def _quantity(
    node: Node, said: Node, ends: dict[str, Node], wordings: Mapping[str, tuple[float, float]]
) -> Quantity | None:
    if type(said) is not Scalar:
        if said is not node:
            raise Unfit("wrong-type", "expected the words of the source after `said`")
        if type(node) is Items:
            raise Unfit("wrong-type", "expected words or a mapping, found a list")
        return _from_ends(ends)
    if not said.sound:
        return None
    if said.empty or not said.text.strip():
        raise Unfit("words", "no words; write what the source says, or 'no figure'")
    _in_one_line(said)
    try:
        return read_words(said.text, wordings)
    except WordsError as error:
        raise Unfit("words", str(error)) from None


def _in_one_line(node: Scalar) -> None:
    """Refuse what YAML joins to one number, such as 3 and 000 in two lines."""
    if node.over and re.search(r"\d\s+\d", node.text):
        raise Unfit("words", "a number over several lines; write it in one line", node)


def _from_ends(ends: dict[str, Node]) -> Quantity | None:
    if not ends.keys() & {"low", "high"}:
        raise Unfit("words", "no words; write `said`, or `low` and `high`")
    counts = dict(zip(ends, each(_count, ends.values())))
    if any(type(node) is Scalar and not node.sound for node in ends.values()):
        return None
    for before, after in pairwise(counts):
        if counts[before] > counts[after]:
            raise Unfit(
                "bounds",
                f"`{after}` ({counts[after]:,.0f}) is smaller than `{before}` "
                f"({counts[before]:,.0f}); low, best and high must not fall",
                ends[after],
            )
    low, best, high = map(counts.get, _ENDS)
    if low == high:
        return Quantity(f"{low:,.0f}", "exact", low, low, high)
    said = (
        f"up to {high:,.0f}"
        if low is None
        else f"at least {low:,.0f}"
        if high is None
        else f"{low:,.0f} to {high:,.0f}"
    )
    if best is not None:
        said += f", best {best:,.0f}"
    return Quantity(said, "between", low, best, high)


def _count(node: Node) -> float:
    """The number that one end is; of one that is not soundly written nothing more is said."""
    if type(node) is not Scalar:
        raise Unfit("words", f"this is no number; {_REMEDY}", node)
    if not node.sound:
        return 0.0
    _in_one_line(node)
    try:
        return read_number(node.text.strip().lower())
    except NumeralError as error:
        trouble = str(error) or "is no number"
        raise Unfit("words", f"'{cut(node.text)}' {trouble}; {_REMEDY}", node) from None
