"""Rules on echoes and revisions: to whom, when, of what number, and never in a circle."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass

from tracker.curate.entries import Entry, Record, Told
from tracker.curate.nodes import Node

Finding = tuple[str, Node, str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """One figure's link to another estimate, from its own mapping or from its entry."""

    kind: str
    entry: Entry
    metric: str
    told: Told
    own: bool
    node: Node
    target: Entry

    @property
    def there(self) -> Told | None:
        """The figure that it leads to, if the estimate has one for the metric."""
        return self.target.figures.get(self.metric)

    def finding(self, message: str) -> Finding:
        """A breach at this link."""
        inside = f".figures.{self.metric}" if self.own else ""
        return "estimates", self.node, f"{self.entry.name}{inside}.{self.kind}", message


def links(record: Record, *kinds: str) -> Iterator[Link]:
    """Every link that leads to an existing estimate."""
    by_id = {entry.name: entry for entry in reversed(record.estimates)}
    for entry in record.estimates:
        for metric, told in entry.figures.items():
            for kind in kinds:
                own = kind in told.values
                name = told.values[kind] if own else entry.values.get(kind)
                if name in by_id:
                    node = (told.held if own else entry.node).get(kind)
                    yield Link(kind, entry, metric, told, own, node, by_id[name])


def revises_party(record: Record) -> Iterator[Finding]:
    """Revisions of what another party said."""
    for link in links(record, "revises"):
        own, other = (entry.values.get("party") for entry in (link.entry, link.target))
        if own and other and own != other:
            yield link.finding(f"'{link.target.name}' is {other}'s, not {own}'s; a party revises only itself "
                               "(if this repeats it, write `echoes`)")


def later(record: Record) -> Iterator[Finding]:
    """Links to what was stated later."""
    for link in links(record, "echoes", "revises"):
        own, other = (entry.values.get("stated") for entry in (link.entry, link.target))
        if own and other and other.first > own.last:
            yield link.finding(f"'{link.target.name}' was stated later ({other}) than this one ({own}); link the later one to "
                               "the earlier")


def metric(record: Record) -> Iterator[Finding]:
    """Links to an estimate that says nothing about the metric; an entry may revise one metric and add another."""
    for link in links(record, "echoes", "revises"):
        if not link.target.figures or link.there:
            continue
        if link.own or link.kind == "echoes":
            yield link.finding(f"'{link.target.name}' has no figure for {link.metric}; it has "
                               f"{', '.join(link.target.figures)} (a link may stand on one figure)")
        elif not link.entry.figures.keys() & link.target.figures.keys():
            yield link.finding(f"'{link.target.name}' has no figure for any metric of this estimate; it has "
                               f"{', '.join(link.target.figures)}")


def circles(record: Record) -> Iterator[Finding]:
    """Links that lead back to where they start, each at its place."""
    for kind in ("echoes", "revises"):
        found = {(link.entry.name, link.metric): link for link in links(record, kind) if link.there}
        edges = {name: [(link.target.name, link.metric)] for name, link in found.items()}
        for name in in_circles(edges):
            link = found[name]
            yield link.finding(f"{kind} run in a circle: '{name[0]}' leads to '{link.target.name}' and back; remove the link "
                               "that is wrong")


def echoes_number(record: Record) -> Iterator[Finding]:
    """Echoes that say another number; the hedge may get lost when a figure is repeated."""
    for link in links(record, "echoes"):
        here, there = link.told.quantity, link.there.quantity if link.there else None
        if here and there and _numbers(here) != _numbers(there):
            yield link.finding(f"'{link.target.name}' says '{there.said}', this '{here.said}'; an echo repeats the number: "
                               "correct it, or remove `echoes`")


def revises_number(record: Record) -> Iterator[Finding]:
    """Revisions that change nothing; of an entry with several figures at least one must change."""
    same: dict[int, list[Link]] = {}
    changed = set()
    for link in links(record, "revises"):
        here, there = link.told.quantity, link.there.quantity if link.there else None
        if here and there and (here.low, here.best, here.high) == (there.low, there.best, there.high):
            same.setdefault(id(link.node), []).append(link)
        elif link.there:
            changed.add(id(link.node))
    for node, found in same.items():
        if node not in changed:
            yield found[0].finding(f"repeats the number of '{found[0].target.name}' ('{found[0].told.quantity.said}'), so it is "
                                   "no revision; remove `revises`")


def in_circles(edges: Mapping[Hashable, Collection[Hashable]]) -> list[Hashable]:
    """The nodes that lie on a circle (or between two), in order: what is left when open ends are taken off again and again.

    Examples
    --------
    >>> in_circles({"a": ["b"], "b": ["c"], "c": ["b"]})
    ['b', 'c']
    """
    back: dict[Hashable, list[Hashable]] = {}
    for start, ends in edges.items():
        for end in ends:
            back.setdefault(end, []).append(start)
    left = set(edges)
    for out, into in ((edges, back), (back, edges)):
        count = {node: sum(other in left for other in out.get(node, ())) for node in left}
        open_ = [node for node in left if not count[node]]
        while open_:
            node = open_.pop()
            left.discard(node)
            for other in into.get(node, ()):
                if other in left:
                    count[other] -= 1
                    if not count[other]:
                        open_.append(other)
    return [node for node in edges if node in left]


def _numbers(quantity) -> set[float | None]:
    return {quantity.low, quantity.best, quantity.high} - {None}
