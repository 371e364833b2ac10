"""A figure's bounds from its words, or from low, best and high where no words are given."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.curate.checks.problems import Report
from tracker.curate.model import Quantity
from tracker.curate.reader.nodes import Items, Node, Pairs, Scalar
from tracker.curate.words.numerals import NumeralError, read_number
from tracker.curate.words.quantities import WordsError, read_words

ENDS = ("low", "best", "high")


def read_bounds(
    node: Node, where: str, wordings: Mapping[str, tuple[float, float]], report: Report
) -> tuple[Quantity | None, Node]:
    """The number that a figure gives, ``None`` where it cannot be read, and the node it stands
    at.
    """
    if type(node) is Items:
        report.add(
            "wrong-type", "estimates", node, where, "expected words or a mapping, found a list"
        )
        return None, node
    if type(node) is Scalar:
        return _words(node, where, wordings, report), node
    given = [end for end in ENDS if node.get(end)]
    if "said" not in node.pairs:
        return _ends(node, given, where, report), node
    said = node.pairs["said"][1]
    if given:
        report.add(
            "words",
            "estimates",
            node.key(given[0]),
            where,
            f"`said` and `{given[0]}` together; keep the source's words, or the numbers in their "
            "place",
        )
    if type(said) is not Scalar:
        report.add(
            "wrong-type", "estimates", said, where, "expected the words of the source after `said`"
        )
        return None, said
    return _words(said, where, wordings, report), said


def _words(
    node: Scalar, where: str, wordings: Mapping[str, tuple[float, float]], report: Report
) -> Quantity | None:
    if not node.sound:
        return None
    if node.empty or not node.text.strip():
        report.add(
            "words",
            "estimates",
            node,
            where,
            "no words; write what the source says, or 'no figure'",
        )
        return None
    try:
        return read_words(node.text, wordings)
    except WordsError as error:
        report.add("words", "estimates", node, where, str(error))
        return None


def _ends(node: Pairs, given: list[str], where: str, report: Report) -> Quantity | None:
    if not set(given) & {"low", "high"}:
        report.add("words", "estimates", node, where, "no words; write `said`, or `low` and `high`")
        return None
    values = {end: _count(node.get(end), where, report) for end in given}
    if None in values.values():
        return None
    for before, after in zip(given, given[1:]):
        if values[before] > values[after]:
            report.add(
                "bounds",
                "estimates",
                node.get(after),
                where,
                f"`{after}` is smaller than `{before}`; low, best and high must not fall",
            )
            return None
    return _quantity(*map(values.get, ENDS))


def _quantity(low: float | None, best: float | None, high: float | None) -> Quantity:
    if low == high:
        return Quantity(f"{low:,.0f}", "exact", low, low, high)
    ends = (
        f"up to {high:,.0f}"
        if low is None
        else f"at least {low:,.0f}"
        if high is None
        else f"{low:,.0f} to {high:,.0f}"
    )
    return Quantity(
        ends if best is None else f"{ends}, best {best:,.0f}", "between", low, best, high
    )


def _count(node: Node, where: str, report: Report) -> float | None:
    if type(node) is Scalar and not node.sound:
        return None
    try:
        if type(node) is Scalar:
            return read_number(node.text.strip().lower())
        trouble = "is no number"
    except NumeralError as error:
        trouble = str(error) or "is no number"
    shown = f"'{node.text}'" if type(node) is Scalar else "this"
    report.add(
        "words",
        "estimates",
        node,
        where,
        f"{shown} {trouble}; write digits, or the source's words in `said`",
    )
    return None
