"""Finding what leads back to itself."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping


def in_circles(edges: Mapping[Hashable, Collection[Hashable]]) -> list[Hashable]:
    """The nodes on a circle (or on a way from one to another), in order: what is left when loose
    ends are taken off.

    Takes time in proportion to the number of edges, however long the circles are.

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
    for onward, backward in ((edges, back), (back, edges)):
        _take_off_ends(left, onward, backward)
    return [node for node in edges if node in left]


def _take_off_ends(left: set, onward: Mapping, backward: Mapping) -> None:
    """Take off, again and again, every node from which nothing leads onward."""
    ways = {node: sum(other in left for other in onward.get(node, ())) for node in left}
    ends = [node for node in left if not ways[node]]
    while ends:
        node = ends.pop()
        left.discard(node)
        for other in backward.get(node, ()):
            if other in left:
                ways[other] -= 1
                if not ways[other]:
                    ends.append(other)
