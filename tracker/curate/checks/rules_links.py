"""Rules on echoes and revisions: to whom, when, of what number, and never in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from tracker.curate.checks.entries import EntryNode, FigureNode, Finding, Record
from tracker.curate.model import Quantity

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EstimateLink:
    """One figure's link to another estimate, from its own mapping or from its entry."""

    kind: str
    entry: EntryNode
    metric: str
    figure: FigureNode
    own: bool
    target: EntryNode

    @property
    def there(self) -> FigureNode | None:
        """The figure that it leads to, if the estimate has one for the metric."""
        return self.target.figures.get(self.metric)

    @property
    def quantities(self) -> tuple[Quantity | None, Quantity | None]:
        """The number here and the number there, as far as they could be read."""
        return self.figure.quantity, self.there.quantity if self.there else None

    def finding(self, message: str) -> Finding:
        """A breach at this link."""
        return (self.figure if self.own else self.entry).finding(message, self.kind)


def links(record: Record, *kinds: str) -> Iterator[EstimateLink]:
    """Every link that leads to an existing estimate."""
    for entry in record.estimates:
        for metric, figure in entry.figures.items():
            for kind in kinds:
                own = kind in figure.values
                name = (figure if own else entry).values.get(kind)
                if name in record.by_id:
                    yield EstimateLink(kind, entry, metric, figure, own, record.by_id[name])


def revises_party(record: Record) -> Iterator[Finding]:
    """Revisions of what another party said."""
    for link in links(record, "revises"):
        own, other = (entry.values.get("party") for entry in (link.entry, link.target))
        if own and other and own != other:
            yield link.finding(
                f"'{link.target.name}' is {other}'s, not {own}'s; a party revises only itself "
                "(if this repeats it, write `echoes`)"
            )


def later(record: Record) -> Iterator[Finding]:
    """Links to what was stated later."""
    for link in links(record, "echoes", "revises"):
        own, other = (entry.values.get("stated") for entry in (link.entry, link.target))
        if own and other and other.first > own.last:
            yield link.finding(
                f"'{link.target.name}' was stated later ({other}) than this one ({own}); "
                "link the later one to the earlier"
            )


def metric(record: Record) -> Iterator[Finding]:
    """Links to an estimate that says nothing about the metric; an entry may revise one metric and
    add another.
    """
    for link in links(record, "echoes", "revises"):
        if not link.target.figures or link.there:
            continue
        only = f"only {', '.join(link.target.figures)}"
        if link.own or link.kind == "echoes":
            yield link.finding(
                f"'{link.target.name}' gives no {link.metric}, {only}; put the link on the figure "
                "it is for"
            )
        elif not link.entry.figures.keys() & link.target.figures.keys():
            yield link.finding(
                f"'{link.target.name}' gives no metric of this estimate, {only}; name another "
                "estimate"
            )


def circles(record: Record) -> Iterator[Finding]:
    """Links that lead back to where they start, each at its place."""
    for kind in ("echoes", "revises"):
        leads = {(link.entry.name, link.metric): link for link in links(record, kind) if link.there}
        edges = {start: [(link.target.name, link.metric)] for start, link in leads.items()}
        for start in in_circles(edges):
            yield leads[start].finding(
                f"{kind} run in a circle: '{start[0]}' leads to '{leads[start].target.name}' and "
                "back; remove the link that is wrong"
            )
    origins = {
        entry.name: [entry.values["shares_origin"]]
        for entry in record.estimates
        if "shares_origin" in entry.values
    }
    for name in in_circles(origins):
        yield record.by_id[name].finding(
            f"shares_origin runs in a circle: '{name}' leads to '{origins[name][0]}' and back; "
            "one of the two says it for both, remove the other",
            "shares_origin",
        )


def in_circles(edges: Mapping[T, Collection[T]]) -> list[T]:
    """The nodes on a circle, or on a way from one to another, in order.

    Examples
    --------
    >>> in_circles({"a": ["b"], "b": ["c"], "c": ["b"]})
    ['b', 'c']

    """
    back: dict[T, list[T]] = defaultdict(list)
    for start, ends in edges.items():
        for end in ends:
            back[end].append(start)
    loose = _loose(edges) | _loose(back)
    return [node for node in edges if node not in loose]


def _loose(edges: Mapping[T, Collection[T]]) -> set[T]:
    """The nodes from which no way leads into a circle."""
    sorter = TopologicalSorter(edges)
    loose: set[T] = set()
    with suppress(CycleError):  # what hangs on no circle is sorted all the same
        sorter.prepare()
    while ready := sorter.get_ready():
        loose.update(ready)
        sorter.done(*ready)
    return loose


def echoes_number(record: Record) -> Iterator[Finding]:
    """Echoes that say another number; the hedge may get lost when a figure is repeated."""
    for link in links(record, "echoes"):
        here, there = link.quantities
        if (
            here
            and there
            and set(low_best_high(here)) - {None} != set(low_best_high(there)) - {None}
        ):
            yield link.finding(
                f"'{link.target.name}' says '{there.said}', this says '{here.said}', and an echo "
                "repeats the number; correct it, or remove `echoes`"
            )


def revises_number(record: Record) -> Iterator[Finding]:
    """Revisions that change nothing; of an entry with several figures at least one must change."""
    same: dict[str, EstimateLink] = {}
    changed: set[str] = set()
    for link in links(record, "revises"):
        here, there = link.quantities
        at = link.figure.where if link.own else link.entry.where
        if here and there and low_best_high(here) == low_best_high(there):
            same.setdefault(at, link)
        elif link.there:
            changed.add(at)
    for at, link in same.items():
        if at not in changed:
            yield link.finding(
                f"repeats the number of '{link.target.name}' ('{link.figure.said}'), so it is no "
                "revision; remove `revises`"
            )


def low_best_high(quantity: Quantity) -> tuple[float | None, ...]:
    """Low, best and high; two figures that agree in them give the same number."""
    return quantity.low, quantity.best, quantity.high
