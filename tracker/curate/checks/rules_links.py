"""Rules on echoes and revisions: to whom, when, of what number, and never in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.curate.checks.circles import in_circles
from tracker.curate.checks.entries import Entry, Finding, Record, Told
from tracker.curate.model import Quantity


@dataclass(frozen=True, slots=True)
class Link:
    """One figure's link to another estimate, from its own mapping or from its entry."""

    kind: str
    entry: Entry
    metric: str
    told: Told
    own: bool
    target: Entry

    @property
    def there(self) -> Told | None:
        """The figure that it leads to, if the estimate has one for the metric."""
        return self.target.figures.get(self.metric)

    @property
    def numbers(self) -> tuple[Quantity, Quantity] | None:
        """The number here and the number there, if both could be read."""
        found = self.told.quantity, self.there.quantity if self.there else None
        return found if None not in found else None

    def finding(self, message: str) -> Finding:
        """A breach at this link."""
        return (
            self.told.finding(message, self.kind)
            if self.own
            else self.entry.finding(message, self.kind)
        )


def links(record: Record, *kinds: str) -> Iterator[Link]:
    """Every link that leads to an existing estimate."""
    for entry in record.linked:
        for metric, told in entry.figures.items():
            for kind in kinds:
                own = kind in told.values
                name = told.values[kind] if own else entry.values.get(kind)
                if name in record.by_id:
                    yield Link(kind, entry, metric, told, own, record.by_id[name])


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
        told = f"only {', '.join(link.target.figures)}"
        if link.own or link.kind == "echoes":
            yield link.finding(
                f"'{link.target.name}' gives no {link.metric}, {told}; put the link on the figure "
                "it is for"
            )
        elif not link.entry.figures.keys() & link.target.figures.keys():
            yield link.finding(
                f"'{link.target.name}' gives no metric of this estimate, {told}; name another "
                "estimate"
            )


def circles(record: Record) -> Iterator[Finding]:
    """Links that lead back to where they start, each at its place."""
    for kind in ("echoes", "revises"):
        found = {(link.entry.name, link.metric): link for link in links(record, kind) if link.there}
        for node in in_circles(
            {node: [(link.target.name, link.metric)] for node, link in found.items()}
        ):
            yield found[node].finding(
                f"{kind} run in a circle: '{node[0]}' leads to '{found[node].target.name}' and "
                "back; "
                "remove the link that is wrong"
            )


def echoes_number(record: Record) -> Iterator[Finding]:
    """Echoes that say another number; the hedge may get lost when a figure is repeated."""
    for link in links(record, "echoes"):
        here, there = link.numbers or (None, None)
        if here and _bare(here) != _bare(there):
            yield link.finding(
                f"'{link.target.name}' says '{there.said}', this says '{here.said}', and an echo "
                "repeats the "
                "number; correct it, or remove `echoes`"
            )


def revises_number(record: Record) -> Iterator[Finding]:
    """Revisions that change nothing; of an entry with several figures at least one must change."""
    same: dict[str, Link] = {}
    changed: set[str] = set()
    for link in links(record, "revises"):
        here, there = link.numbers or (None, None)
        at = link.told.where if link.own else link.entry.where
        if here and (here.low, here.best, here.high) == (there.low, there.best, there.high):
            same.setdefault(at, link)
        elif link.there:
            changed.add(at)
    for at, link in same.items():
        if at not in changed:
            yield link.finding(
                f"repeats the number of '{link.target.name}' ('{link.told.quantity.said}'), so it "
                "is no "
                "revision; remove `revises`"
            )


def _bare(quantity: Quantity) -> set[float | None]:
    return {quantity.low, quantity.best, quantity.high} - {None}
