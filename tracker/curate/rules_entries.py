"""Rules within one statement: parts and wholes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tracker.curate.entries import Entry, Record, Told
from tracker.curate.nodes import Node

Finding = tuple[str, Node, str, str]


def parts(record: Record) -> Iterator[Finding]:
    """Parts that exceed their whole for certain: the least of the part is more than the most of the whole."""
    wholes = _wholes(record)
    for entry in record.estimates:
        for metric, part in entry.figures.items():
            for name in wholes.get(metric, ()):
                whole = entry.figures.get(name)
                if whole and _fits(part, whole, entry, record) and _least(part) > _most(whole):
                    yield ("estimates", part.node, f"{entry.name}.figures.{metric}", f"{metric} ('{part.quantity.said}') is "
                           f"larger than {name} ('{whole.quantity.said}') in the same estimate; correct one of them")


def sums(record: Record) -> Iterator[Finding]:
    """Wholes that their parts, stated by the same party at the same time, cannot add up to."""
    made_of = {name: entry.values["parts"] for name, entry in record.keyed["metrics"].items() if entry.values.get("parts")}
    for told in _together(record).values():
        for name, names in made_of.items():
            if name not in told or not all(part in told for part in names):
                continue
            entry, whole = told[name]
            pieces = [told[part][1] for part in names]
            if not all(_fits(piece, whole, entry, record, same=True) for piece in pieces):
                continue
            least, most = sum(map(_least, pieces)), sum(map(_most, pieces))
            if least > _most(whole) or most < _least(whole):
                said = " + ".join(f"{part} ('{piece.quantity.said}')" for part, piece in zip(names, pieces))
                yield ("estimates", whole.node, f"{entry.name}.figures.{name}", f"{said} do not add up to {name} "
                       f"('{whole.quantity.said}'); compare with the source, and say in `note` why if it says so")


def _together(record: Record) -> dict[tuple, dict[str, tuple[Entry, Told]]]:
    """The figures that one party stated at one time of one day, by metric."""
    found: dict[tuple, dict[str, tuple[Entry, Told]]] = defaultdict(dict)
    for entry in record.estimates:
        values = entry.values
        if {"party", "as_of", "stated"} <= values.keys():
            for metric, told in entry.figures.items():
                if told.quantity:
                    found[values["party"], values["as_of"].text, values["stated"].text].setdefault(metric, (entry, told))
    return found


def _wholes(record: Record) -> dict[str, list[str]]:
    """For each metric those that it cannot exceed."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, entry in record.keyed["metrics"].items():
        for part in entry.values.get("parts", ()):
            found[part].append(name)
        if "at_most" in entry.values:
            found[name].append(entry.values["at_most"])
    return found


def _fits(part: Told, whole: Told, entry: Entry, record: Record, same: bool = False) -> bool:
    """Whether the two can be compared: the whole counts everything and everywhere, or both count the same part."""
    if not part.quantity or not whole.quantity or "none" in (part.quantity.qualifier, whole.quantity.qualifier):
        return False
    place = entry.values.get("place", record.codebook.values.get("default_place"))
    scopes = [(str(told.values.get("since")), told.values.get("covers"), told.values.get("place", place)) for told in (part, whole)]
    if scopes[0] == scopes[1]:
        return True
    return not same and scopes[1][:2] == ("None", None) and _inside(*(scope[2] for scope in scopes), record)


def _inside(place: str, other: str, record: Record) -> bool:
    seen = set()
    while place != other and place in record.keyed["places"] and place not in seen:
        seen.add(place)
        place = record.keyed["places"][place].values.get("within")
    return place == other


def _least(told: Told) -> float:
    return told.quantity.low or 0.0


def _most(told: Told) -> float:
    return float("inf") if told.quantity.high is None else told.quantity.high
