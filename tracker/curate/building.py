"""From nodes to the model: codebook, sources and estimates, as far as they can be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.curate import fields
from tracker.curate.model import (Affiliation, Codebook, Estimate, Event, Figure, Mark, Metric, Party, Phase, Place,
                                  Problem, Quantity, Source)
from tracker.curate.nodes import Items, Node, Pairs, Scalar
from tracker.curate.values import Report, read_fields
from tracker.curate.words import WordsError, read_words

KEYED = {"metrics": (fields.METRIC, Metric), "parties": (fields.PARTY, Party),
         "affiliations": (fields.AFFILIATION, Affiliation), "places": (fields.PLACE, Place)}


def keyed(root: Node | None, name: str) -> dict[str, tuple[Scalar, Node]]:
    """The entries below a top key of the codebook."""
    node = root.get(name) if type(root) is Pairs else None
    return node.pairs if type(node) is Pairs else {}


def build_codebook(root: Pairs, file: str, report: Report) -> Codebook | None:
    """The codebook, or ``None`` where too little of it can be read."""
    top = read_fields(root, fields.CODEBOOK, file, "", report)
    made: dict[str, dict] = {}
    for name, (table, kind) in KEYED.items():
        made[name] = {}
        for key, (at, node) in keyed(root, name).items():
            if type(node) is not Pairs:
                report.add("wrong-type", file, node, f"{name}.{key}", "expected a mapping of fields")
                continue
            values = read_fields(node, table, file, f"{name}.{key}", report)
            if name == "parties":
                values.setdefault("short", values.get("name"))
            if all(f.name in values for f in table if f.required):
                made[name][key] = kind(key=key, **values)
    wordings = {}
    for words, (at, node) in keyed(root, "wordings").items():
        ends = [_bound(item) for item in node.items] if type(node) is Items else []
        if len(ends) == 2 and None not in ends and ends[0] < ends[1]:
            wordings[words.lower()] = (ends[0], ends[1])
        else:
            report.add("wording", file, node, f"wordings.{words}", "expected two numbers, low and high, such as [300, 900]")
    activity = [Phase(v["from"], v["to"], v["intensity"], v["label"], v.get("sources", ()))
                for v in _listed(top.get("activity"), fields.PHASE, file, "activity", report)]
    events = [Event(**v) for v in _listed(top.get("events"), fields.EVENT, file, "events", report)]
    if not all(f.name in top for f in fields.CODEBOOK if f.required):
        return None
    return Codebook(top["title"], top["default_place"], **made, wordings=wordings, activity=tuple(activity),
                    events=tuple(events), address=top.get("address"))


def _bound(node: Node) -> float | None:
    return float(node.text) if type(node) is Scalar and node.text.isdigit() else None


def _listed(node: Items | None, table, file: str, where: str, report: Report) -> list[dict[str, Any]]:
    found = []
    for number, item in enumerate(node.items if node else (), 1):
        if type(item) is not Pairs:
            report.add("wrong-type", file, item, f"{where} {number}", "expected a mapping of fields")
            continue
        values = read_fields(item, table, file, f"{where} {number}", report)
        if all(f.name in values for f in table if f.required):
            found.append(values)
    return found


@dataclass(slots=True)
class Read:
    """One estimate as read: what fitted, its place in the file, and the model's object where enough of it fitted."""

    id: str
    node: Pairs
    values: dict[str, Any]
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    estimate: Estimate | None = None


def build_estimates(items: list[Node], book: Codebook | None, file: str, report: Report) -> list[Read]:
    """Every entry, as far as it can be read."""
    found = []
    for number, node in enumerate(items, 1):
        if type(node) is not Pairs:
            report.add("wrong-type", file, node, f"entry {number}", "expected a mapping of fields, beginning with `- id:`")
            continue
        found.append(_build_estimate(node, number, book, file, report))
    return found


def _build_estimate(node: Pairs, number: int, book: Codebook | None, file: str, report: Report) -> Read:
    named = node.get("id")
    name = named.text if type(named) is Scalar else f"entry {number}"
    values = read_fields(node, fields.ESTIMATE, file, name, report)
    read = Read(name, node, values)
    if "withdrawn" in values:
        values["withdrawn"] = read_fields(values["withdrawn"], fields.WITHDRAWN, file, f"{name}.withdrawn", report)
    for metric, (key, said) in (values["figures"].pairs.items() if "figures" in values else ()):
        where = f"{name}.figures.{metric}"
        if not report.known("metrics", metric):
            report.add("unknown-name", file, key, where, f"no metric '{metric}'{report.near('metrics', metric)}")
            continue
        _build_figure(read, metric, said, where, book, file, report)
    if book and all(f.name in values for f in fields.ESTIMATE if f.required) and values["party"] in book.parties:
        read.estimate = _estimate(read, book, file)
    return read


def _build_figure(read: Read, metric: str, node: Node, where: str, book, file: str, report: Report) -> None:
    values: dict[str, Any] = {}
    if type(node) is Pairs:
        values = read_fields(node, fields.FIGURE, file, where, report)
        node = values.get("said", node)
    if type(node) is Items:
        report.add("wrong-type", file, node, where, "expected words or a mapping, found a list")
        return
    quantity = _bounds(node, values, where, file, report) if type(node) is Pairs else \
        _words(node, where, book, file, report)
    if quantity:
        read.figures[metric] = values
        read.quantities[metric] = quantity


def _words(node: Scalar, where: str, book, file: str, report: Report) -> Quantity | None:
    if node.empty:
        report.add("words", file, node, where, "no words; write what the source says, or 'no figure'")
        return None
    try:
        return read_words(node.text, book.wordings if book else {})
    except WordsError as error:
        report.add("words", file, node, where, str(error))
        return None


def _bounds(node: Pairs, values: dict, where: str, file: str, report: Report) -> Quantity | None:
    low, best, high = (None if values.get(end) is None else float(values[end]) for end in ("low", "best", "high"))
    given = [end for end in (low, best, high) if end is not None]
    if low is None and high is None:
        report.add("words", file, node, where, "no words; write `said`, or `low` and `high`")
        return None
    if given != sorted(given):
        report.add("bounds", file, node, where, "low, best and high must not fall; write the smallest as low")
        return None
    ends = " to ".join(f"{end:,.0f}" for end in dict.fromkeys((low, high)) if end is not None)
    said = ends if best is None or low == high else f"{ends}, best {best:,.0f}"
    return Quantity(said, "exact" if low == high else "between", low, best if low != high else low, high)


def _estimate(read: Read, book: Codebook, file: str) -> Estimate:
    v, node = read.values, read.node
    shared = {name: v.get(name) for name in ("attribution", "grade", "speaker")}
    gone = v.get("withdrawn") or {}
    shared |= {"withdrawn": gone.get("date"), "withdrawn_reason": gone.get("reason")}
    place = v.get("place", book.default_place)
    party = book.parties[v["party"]]
    made = []
    for metric, q in read.quantities.items():
        own, key = read.figures[metric], v["figures"].pairs[metric][0]
        made.append(Figure(
            read.id, metric, own.get("place", place), party.key, party.affiliation, v["as_of"], v["stated"], q.said,
            q.qualifier, q.low, q.best, q.high, v["sources"], Mark(file, key.line, key.column), own.get("since"),
            own.get("covers"), own.get("original"), own.get("echoes", v.get("echoes")),
            own.get("revises", v.get("revises")), note=own.get("note"), **shared))
    return Estimate(read.id, party.key, v["as_of"], v["stated"], place, v["sources"], tuple(made),
                    Mark(file, node.line, node.column), echoes=v.get("echoes"), revises=v.get("revises"),
                    note=v.get("note"), **shared)


def build_source(node: Pairs, file: str) -> Source:
    """One reference as CSL-JSON."""
    return Source(node.get("id").text, {name: _plain(name, value) for name, (_, value) in node.pairs.items()
                                        if name != "id" and not value.empty}, Mark(file, node.line, node.column))


def _plain(name: str, node: Node):
    from tracker.curate.csl import csl_value

    return csl_value(name, node)
