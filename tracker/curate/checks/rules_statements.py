"""Rules within one statement: parts and wholes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tracker.curate.checks.entries import Entry, Finding, Record, Told


def parts(record: Record) -> Iterator[Finding]:
    """Parts that exceed their whole for certain: the least of the part is more than the most of the
    whole.
    """
    wholes = _wholes(record)
    for entry in record.estimates:
        for metric, part in entry.figures.items():
            for name in wholes.get(metric, ()):
                whole = entry.figures.get(name)
                if whole and _covered(part, whole, entry, record) and _least(part) > _most(whole):
                    yield part.finding(
                        f"{metric} ('{part.quantity.said}') is larger than {name} "
                        f"('{whole.quantity.said}') "
                        "in the same estimate; correct one of them"
                    )


def sums(record: Record) -> Iterator[Finding]:
    """Wholes that their parts, stated by the same party at the same time, cannot add up to."""
    made_of = {
        name: entry.values["parts"]
        for name, entry in record.keyed["metrics"].items()
        if "parts" in entry.values
    }
    for found in _together(record):
        for name, names in made_of.items():
            if not found.keys() >= {name, *names}:
                continue
            whole, pieces = found[name], [found[part] for part in names]
            least, most = sum(map(_least, pieces)), sum(map(_most, pieces))
            if least > _most(whole) or most < _least(whole):
                said = " + ".join(
                    f"{part} ('{piece.quantity.said}')" for part, piece in zip(names, pieces)
                )
                yield whole.finding(
                    f"{said} do not add up to {name} ('{whole.quantity.said}'); compare with the "
                    "source, "
                    "and say so in `note` if it says this"
                )


def _together(record: Record) -> Iterator[dict[str, Told]]:
    """Figures by metric that one party stated at one time, of one day, place and part of the whole;
    doubtful ones apart.
    """
    found: dict[tuple, dict[str, Told]] = defaultdict(dict)
    for entry in record.estimates:
        party, as_of, stated = entry.told("party", "as_of", "stated") or (None, None, None)
        for metric, told in entry.figures.items() if party else ():
            if _numbered(told):
                settled = entry.values.get("attribution") != "conflicting"
                scope = (
                    party,
                    as_of.text,
                    stated.text,
                    settled,
                    *_scope(told),
                    record.place(entry, told),
                )
                found[scope].setdefault(metric, told)
    yield from found.values()


def _wholes(record: Record) -> dict[str, list[str]]:
    """For each metric those that it cannot exceed."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, entry in record.keyed["metrics"].items():
        for part in entry.values.get("parts", ()):
            found[part].append(name)
        if "at_most" in entry.values:
            found[name].append(entry.values["at_most"])
    return found


def _covered(part: Told, whole: Told, entry: Entry, record: Record) -> bool:
    """Whether all that the part counts is among what the whole counts: the same battle, or any
    where it counts all.
    """
    if not _numbered(part) or not _numbered(whole):
        return False
    outer = _scope(whole)
    return outer in (("", ""), _scope(part)) and _inside(
        record.place(entry, part), record.place(entry, whole), record
    )


def _scope(told: Told) -> tuple[str, str]:
    return str(told.values.get("since", "")), told.values.get("covers", "")


def _inside(place: str | None, other: str | None, record: Record) -> bool:
    seen = set()
    while place != other and place in record.keyed["places"] and place not in seen:
        seen.add(place)
        place = record.keyed["places"][place].values.get("within")
    return place == other


def _numbered(told: Told) -> bool:
    return told.quantity is not None and told.quantity.qualifier != "none"


def _least(told: Told) -> float:
    return told.quantity.low or 0.0


def _most(told: Told) -> float:
    return float("inf") if told.quantity.high is None else told.quantity.high
