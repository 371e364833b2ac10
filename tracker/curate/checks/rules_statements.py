"""Rules within one statement: its days, its parts and wholes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from math import inf

from tracker.curate.checks.entries import EntryNode, FigureNode, Finding, Record
from tracker.curate.checks.rules_links import low_best_high
from tracker.curate.csl import first_day
from tracker.curate.fields import CSL_DATES
from tracker.curate.words.dates import PartialDate
from tracker.curate.words.quantities import read_words, whole_of


def future(record: Record) -> Iterator[Finding]:
    """Days after today."""
    for entry in record.estimates:
        yield from _ahead(record, entry, "stated", *(["as_of"] if _counts(entry, record) else []))
        for figure in entry.figures.values():
            since = figure.values.get("since")
            if since and since.first > record.today:
                yield figure.finding(_message(since, record), "since")
        gone = entry.values.get("withdrawn", {}).get("date")
        if gone and gone > record.today:
            yield entry.finding(_message(gone, record), "withdrawn.date")
    for entry in record.sources:
        yield from _ahead(record, entry, "issued", "accessed", *CSL_DATES)
    for name in ("events", "activity", "searched"):
        for entry in record.listed[name]:
            yield from _ahead(record, entry, "date", "from", "until")


def stated_first(record: Record) -> Iterator[Finding]:
    """Statements about a day to come that are no plans."""
    for entry in record.estimates:
        if not (days := entry.values_of("stated", "as_of")):
            continue
        stated, as_of = days
        if stated.last < as_of.first and _counts(entry, record):
            yield entry.finding(
                f"stated {stated}, before the day it describes, as_of {as_of}; correct one of them "
                "(only a plan may be stated before)",
                "stated",
            )


def order(record: Record) -> Iterator[Finding]:
    """Parts, withdrawals and phases whose two days are in the wrong order."""
    for entry in record.estimates:
        as_of, stated = entry.values.get("as_of"), entry.values.get("stated")
        for figure in entry.figures.values():
            since = figure.values.get("since")
            if since and as_of and since.first > as_of.last:
                yield figure.finding(
                    f"since {since}, after the day that the figure describes, as_of {as_of}; "
                    "correct one of them",
                    "since",
                )
        gone = entry.values.get("withdrawn", {}).get("date")
        if gone and stated and gone < stated.first:
            yield entry.finding(
                f"withdrawn {gone}, before it was stated, {stated}; correct one of them",
                "withdrawn.date",
            )
    for entry in record.listed["activity"]:
        days = entry.values_of("from", "to")
        if days and days[1] < days[0]:
            yield entry.finding(
                f"the phase ends {days[1]}, before it begins, {days[0]}; correct one of them", "to"
            )


def parts(record: Record) -> Iterator[Finding]:
    """Parts that exceed their whole for certain: the least of the part is more than the most of the
    whole.
    """
    limits = _limits(record)
    for entry in record.estimates:
        for metric, part in entry.figures.items():
            for name in limits.get(metric, ()):
                whole = entry.figures.get(name)
                if whole and part.least > whole.most and _covered(part, whole, entry, record):
                    yield part.finding(
                        f"{metric} ('{part.said}') is larger than {name} ('{whole.said}') in the "
                        "same estimate; correct one of them"
                    )


def sums(record: Record) -> Iterator[Finding]:
    """Wholes that their parts, stated by the same party at the same time, cannot add up to."""
    made_of = {
        name: entry.values["parts"]
        for name, entry in record.keyed["metrics"].items()
        if "parts" in entry.values
    }
    for together in _together(record) if made_of else ():
        for name, names in made_of.items():
            if not together.keys() >= {name, *names}:
                continue
            whole, pieces = together[name], [together[part] for part in names]
            least = sum(piece.least for piece in pieces)
            most = sum(
                inf if record.metric(part).get("tally") else piece.most
                for part, piece in zip(names, pieces)
            )
            if least > whole.most or most < whole.least:
                added = " + ".join(f"{part} ('{together[part].said}')" for part in names)
                yield whole.finding(
                    f"{added} do not add up to {name} ('{whole.said}'); compare with the source, "
                    "and say so in `note` if it says this"
                )


def shares(record: Record) -> Iterator[Finding]:
    """Shares of a number that nobody stated."""
    read = [
        (figure, figure.quantity)
        for entry in record.estimates
        for figure in entry.figures.values()
        if figure.quantity
    ]
    stated = {
        end for _, quantity in read if not quantity.computed for end in low_best_high(quantity)
    }
    stated.discard(None)
    for figure, quantity in read if "estimates" not in record.broken else ():
        whole = whole_of(quantity.said) if quantity.computed else None
        if whole and not stated.intersection(low_best_high(read_words(whole))):
            yield figure.finding(
                f"'{quantity.said}' is a share of {whole}, a number that no party in the record "
                "stated; enter that statement, or compare with the source"
            )


def _counts(entry: EntryNode, record: Record) -> bool:
    """Whether any of its figures is known to be something other than a plan."""
    return any(record.metric(metric).get("kind", "plan") != "plan" for metric in entry.figures)


def _ahead(record: Record, entry: EntryNode, *names: str) -> Iterator[Finding]:
    """Those of an entry's days that lie in the future."""
    for name in names:
        if name in entry.values and _first(entry.values[name]) > record.today:
            yield entry.finding(_message(_first(entry.values[name]), record), name)


def _first(day: object) -> date:
    """The first day of what was written: a date of the record, or of a source."""
    if isinstance(day, PartialDate):
        return day.first
    return day if isinstance(day, date) else first_day(day)


def _message(day: object, record: Record) -> str:
    return f"{day} lies in the future (it is no later than {record.today} anywhere); correct it"


def _together(record: Record) -> Iterator[dict[str, FigureNode]]:
    """Figures by metric that one party stated at one time, of one day, place and part of the whole;
    doubtful ones apart.
    """
    scopes: dict[tuple[object, ...], dict[str, FigureNode]] = defaultdict(dict)
    for entry in record.estimates:
        if not (occasion := entry.values_of("party", "as_of", "stated")):
            continue
        settled = entry.values.get("attribution") != "conflicting"
        for metric, figure in entry.figures.items():
            if figure.numbered:
                place = record.place(entry, figure)
                scope = (*map(str, occasion), settled, *_scope(figure), place)
                scopes[scope].setdefault(metric, figure)
    yield from scopes.values()


def _limits(record: Record) -> dict[str, list[str]]:
    """For each metric those that it cannot exceed."""
    limits: dict[str, list[str]] = defaultdict(list)
    for name, entry in record.keyed["metrics"].items():
        for part in entry.values.get("parts", ()):
            limits[part].append(name)
        if "at_most" in entry.values:
            limits[name].append(entry.values["at_most"])
    return limits


def _covered(part: FigureNode, whole: FigureNode, entry: EntryNode, record: Record) -> bool:
    """Whether all that the part counts is among what the whole counts: the same battle, or any
    where it counts all.
    """
    return (
        part.numbered
        and whole.numbered
        and _scope(whole) in (("", ""), _scope(part))
        and _inside(record.place(entry, part), record.place(entry, whole), record)
    )


def _scope(figure: FigureNode) -> tuple[str, str]:
    return str(figure.values.get("since", "")), figure.values.get("covers", "")


def _inside(place: str | None, other: str | None, record: Record) -> bool:
    seen = set()
    while place != other and place in record.keyed["places"] and place not in seen:
        seen.add(place)
        place = record.keyed["places"][place].values.get("within")
    return place == other
