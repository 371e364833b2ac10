"""Rules on days: none in the future, none before what it describes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.curate.entries import Entry, Record
from tracker.curate.fields import CSL_DATES
from tracker.curate.nodes import Node, Scalar

Finding = tuple[str, Node, str, str]


def future(record: Record) -> Iterator[Finding]:
    """Days after today."""
    for entry in record.estimates:
        yield from _late(record, "estimates", entry, "stated", *(["as_of"] if _counts(entry, record) else []))
        for metric, told in entry.figures.items():
            since = told.values.get("since")
            if since and since.first > record.today:
                yield _finding("estimates", told.held.get("since"), f"{entry.name}.figures.{metric}.since", record.today)
        gone = entry.values.get("withdrawn", {}).get("date")
        if gone and gone > record.today:
            yield _finding("estimates", entry.at("withdrawn").get("date"), f"{entry.name}.withdrawn.date", record.today)
    for entry in record.sources:
        yield from _late(record, "sources", entry, "issued", "accessed", *CSL_DATES)
    for entry in (*record.listed["events"], *record.listed["activity"]):
        yield from _late(record, "codebook", entry, "date", "from")


def stated_first(record: Record) -> Iterator[Finding]:
    """Statements about a day to come that are no plans."""
    for entry in record.estimates:
        stated, as_of = entry.values.get("stated"), entry.values.get("as_of")
        if stated and as_of and stated.last < as_of.first and _counts(entry, record):
            yield ("estimates", entry.at("stated"), f"{entry.name}.stated", f"stated {stated}, before the day it describes, "
                   f"as_of {as_of}; correct one of them (only a plan may be stated before)")


def order(record: Record) -> Iterator[Finding]:
    """Parts, withdrawals and phases whose two days are in the wrong order."""
    for entry in record.estimates:
        as_of, stated = entry.values.get("as_of"), entry.values.get("stated")
        for metric, told in entry.figures.items():
            since = told.values.get("since")
            if since and as_of and since.first > as_of.last:
                yield ("estimates", told.held.get("since"), f"{entry.name}.figures.{metric}.since", f"since {since} comes after the day that "
                       f"the figure describes, as_of {as_of}; correct one of them")
        gone = entry.values.get("withdrawn", {}).get("date")
        if gone and stated and gone < stated.first:
            yield ("estimates", entry.at("withdrawn").get("date"), f"{entry.name}.withdrawn.date", f"withdrawn {gone}, before "
                   f"it was stated, {stated}; correct one of them")
    for entry in record.listed["activity"]:
        start, end = entry.values.get("from"), entry.values.get("to")
        if start and end and end < start:
            yield ("codebook", entry.at("to"), f"{entry.name}.to", f"the phase ends {end}, before it begins, {start}; "
                                                                  "correct one of them")


def _counts(entry: Entry, record: Record) -> bool:
    """Whether any of its figures is known to be something other than a plan."""
    return any(record.metric(metric).get("kind", "plan") != "plan" for metric in entry.figures)


def _late(record: Record, file: str, entry: Entry, *names: str) -> Iterator[Finding]:
    for name in names:
        day = entry.values.get(name)
        if day and _first(day) > record.today:
            yield _finding(file, entry.at(name), f"{entry.name}.{name}", record.today)


def _first(day) -> date:
    """The first day of what was written: a date of the record, or of a source."""
    if isinstance(day, dict):
        return min(date(*(end + [1, 1])[:3]) for end in day["date-parts"])
    return day if isinstance(day, date) else day.first


def _finding(file: str, node: Node, where: str, today: date) -> Finding:
    shown = node.text if type(node) is Scalar else "the date"
    return file, node, where, f"{shown} lies in the future (today is {today}); correct it"
