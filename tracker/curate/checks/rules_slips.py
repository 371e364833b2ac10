"""What looks like a slip of the hand: numbers far from their like, days that do not fit each other.

Each is a question, answered by ``checked`` in the entry, with a note.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf

from tracker.curate.checks.entries import EntryNode, FigureNode, Finding, Record
from tracker.curate.checks.rules_links import low_best_high
from tracker.curate.checks.rules_printed import ANSWER
from tracker.curate.csl import last_day
from tracker.curate.suggest import Names
from tracker.curate.words.dates import PartialDate

FACTOR_OWN = 5  # how far a figure may lie from its party's nearest one
FACTOR_ALL = 3  # how far it may lie outside the range of all
LATE = 120  # days from the day described to the day stated
WINDOW = 90  # days on either side in which figures are compared with each other
FEW = 4  # figures without which there is no range of all
AHEAD = 5 * 366  # days that a plan may lie ahead
_DATED = re.compile(r"(?<![0-9])(?:(?:19|20)[0-9]+|[01][0-9]{3})(?:-[0-9]+)*")
_STRANGE = re.compile(r"(?<![0-9])(?![01][0-9]{3}-|20[0-9]{2}-)[0-9]{3,5}-[0-9]{1,2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class _Number:
    """A figure's number, from ``low`` to ``high``, one of which may stand for both; its day."""

    entry: EntryNode
    figure: FigureNode
    low: float
    high: float
    day: int

    def factor(self, other: _Number) -> float:
        """How many times the larger of two the smaller is, 1 where they touch."""
        return max(1.0, self.low / other.high, other.low / self.high)

    def finding(self, message: str) -> Finding:
        return self.figure.finding(f"{message}; {ANSWER}")


def _series(record: Record) -> Iterator[list[_Number]]:
    """The numbers above 0 of each metric, by place where that is counted by place, by day."""
    series: dict[tuple[str, str | None], list[_Number]] = defaultdict(list)
    for entry in record.estimates:
        as_of = entry.values.get("as_of")
        if as_of is None or "withdrawn" in entry.values:
            continue
        for metric, figure in entry.figures.items():
            ends = low_best_high(figure.quantity) if figure.quantity else ()
            if given := [*filter(None, ends)]:
                by_place = record.metric(metric).get("by_place")
                place = record.place(entry, figure) if by_place else None
                day = (as_of.first.toordinal() + as_of.last.toordinal()) // 2
                series[metric, place].append(_Number(entry, figure, min(given), max(given), day))
    for numbers in series.values():
        yield sorted(numbers, key=lambda number: number.day)


def jump(record: Record) -> Iterator[Finding]:
    """Numbers far from the nearest, by day, that the same party gave."""
    for numbers in _series(record):
        own: dict[str, list[_Number]] = defaultdict(list)
        for number in numbers:
            if not number.figure.partial:
                own[number.entry.values.get("party", "")].append(number)
        for line in own.values():
            for at, number in enumerate(line):
                beside = line[max(0, at - 1) : at] + line[at + 1 : at + 2]
                nearest = min(beside, key=number.factor, default=number)
                if (factor := number.factor(nearest)) > FACTOR_OWN:
                    yield number.finding(
                        f"'{number.figure.said}' is {factor:.0f} times away from the same party's "
                        f"'{nearest.figure.said}' ('{nearest.entry.name}')"
                    )


def _least(values: list[float]) -> Callable[[int, int], float]:
    """The least of any run of values, infinity of none, found at once whatever its length: rows of
    the least of 1, 2, 4, ... neighbours (Bender and Farach-Colton 2000).
    """
    rows = [values]
    while (half := 1 << (len(rows) - 1)) * 2 <= len(values):
        rows.append([min(pair) for pair in zip(rows[-1], rows[-1][half:])])

    def least(start: int, end: int) -> float:
        if start >= end:
            return inf
        row = (end - start).bit_length() - 1
        return min(rows[row][start], rows[row][end - (1 << row)])

    return least


def outliers(record: Record) -> Iterator[Finding]:
    """Numbers outside three times the range of all about that day; of parts only those above it."""
    for numbers in _series(record):
        wholes = [number for number in numbers if not number.figure.partial]
        days, place = [one.day for one in wholes], {id(one): at for at, one in enumerate(wholes)}
        lows, highs = _least([one.low for one in wholes]), _least([-one.high for one in wholes])
        for number in numbers:
            first = bisect_left(days, number.day - WINDOW)
            last = bisect_left(days, number.day + WINDOW + 1)
            own = place.get(id(number), last)
            if last - first - (own < last) < FEW:
                continue
            others = (first, own), (own + 1, last)
            low = min(lows(*some) for some in others)
            high = -min(highs(*some) for some in others)
            below = number.high * FACTOR_ALL < low and not number.figure.partial
            if below or number.low > high * FACTOR_ALL:
                yield number.finding(
                    f"'{number.figure.said}' lies outside three times the range of all others of "
                    f"about that day, {low:,.0f} to {high:,.0f}"
                )


def late(record: Record) -> Iterator[Finding]:
    """Statements about a day long past, save of what was established later."""
    later = {
        metric.values["established"]
        for metric in record.keyed["metrics"].values()
        if "established" in metric.values
    }
    for entry in record.estimates:
        if entry.figures.keys() <= later:
            continue
        as_of, stated = entry.values_of("as_of", "stated") or (None, None)
        if as_of and stated and (days := (stated.first - as_of.last).days) > LATE:
            yield entry.finding(
                f"as_of {as_of}, {days} days before it was stated, {stated}; {ANSWER}", "as_of"
            )
        elif as_of and stated and (as_of.first - stated.last).days > AHEAD:
            yield entry.finding(
                f"as_of {as_of}, more than five years after it was stated, {stated}; {ANSWER}",
                "as_of",
            )


def id_day(record: Record) -> Iterator[Finding]:
    """Ids whose day is not the day stated."""
    for entry in record.estimates:
        stated, found = entry.values.get("stated"), _DATED.search(entry.name)
        if stated and (strange := _STRANGE.search(entry.name)):
            yield entry.finding(
                f"'{strange[0]}' in the id begins with no year; the day stated is {stated}", "id"
            )
        elif stated and found:
            here, there = found[0].split("-"), str(stated).rstrip("~?%").split("-")
            length = min(len(here), len(there))
            broken = length < len(there) and re.search("[0-9]", entry.name[found.end() :])
            if here[:length] != there[:length] or broken:
                yield entry.finding(
                    f"the day in the id, {found[0]}, is not the day stated, {stated}; correct one "
                    "of a new entry; of an old one the id stays, and `checked` answers",
                    "id",
                )


def id_party(record: Record) -> Iterator[Finding]:
    """Ids that begin with something like, but unlike, the key of their party, or with another's."""
    parties = Names(record.keyed["parties"])
    for entry in record.estimates:
        party, found = entry.values.get("party", ""), _DATED.search(entry.name)
        head = entry.name[: found.start()].rstrip("-") if found else ""
        other = party and head and not f"{entry.name}-".startswith(f"{party}-")
        if other and (head in parties or Names([party]).nearest(head)):
            yield entry.finding(
                f"the id begins with '{head}', and the party is '{party}'; correct one of a new "
                "entry; of an old one the id stays, and `checked` answers",
                "id",
            )


def source_day(record: Record) -> Iterator[Finding]:
    """Sources dated before the statement that they carry."""
    issued = {
        source.name: last_day(source.values["issued"])
        for source in record.sources
        if "issued" in source.values
    }
    for entry in record.estimates:
        stated: PartialDate | None = entry.values.get("stated")
        for name in entry.values.get("sources", ()):
            if stated and name in issued and issued[name] < stated.first:
                yield entry.finding(
                    f"stated {stated}, but '{name}' is dated {issued[name]}; {ANSWER}", "stated"
                )


def unexplained(record: Record) -> Iterator[Finding]:
    """Answers without a note that says what was found."""
    for entry in record.estimates:
        notes = [entry.values.get("note"), *(f.values.get("note") for f in entry.figures.values())]
        if "checked" in entry.values and not any(notes):
            yield entry.finding("`checked` without a `note`; say what was found", "checked")
