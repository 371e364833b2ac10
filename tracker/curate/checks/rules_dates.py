"""Rules on days: none in the future, none before what it describes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.curate.checks.entries import Entry, Finding, Record
from tracker.curate.fields import CSL_DATES


def future(record: Record) -> Iterator[Finding]:
    """Days after today."""
    for entry in record.estimates:
        yield from _late(record, entry, "stated", *(["as_of"] if _counts(entry, record) else []))
        for told in entry.figures.values():
            since = told.values.get("since")
            if since and since.first > record.today:
                yield told.finding(_message(since, record), "since")
        gone = entry.values.get("withdrawn", {}).get("date")
        if gone and gone > record.today:
            yield entry.finding(_message(gone, record), "withdrawn.date")
    for entry in record.sources:
        yield from _late(record, entry, "issued", "accessed", *CSL_DATES)
    for entry in (*record.listed["events"], *record.listed["activity"]):
        yield from _late(record, entry, "date", "from")


def stated_first(record: Record) -> Iterator[Finding]:
    """Statements about a day to come that are no plans."""
    for entry in record.estimates:
        stated, as_of = entry.told("stated", "as_of") or (None, None)
        if stated and stated.last < as_of.first and _counts(entry, record):
            yield entry.finding(
                f"stated {stated}, before the day it describes, as_of {as_of}; correct one of them "
                "(only a plan may be stated before)",
                "stated",
            )


def order(record: Record) -> Iterator[Finding]:
    """Parts, withdrawals and phases whose two days are in the wrong order."""
    for entry in record.estimates:
        as_of, stated = entry.values.get("as_of"), entry.values.get("stated")
        for told in entry.figures.values():
            since = told.values.get("since")
            if since and as_of and since.first > as_of.last:
                yield told.finding(
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
        start, end = entry.told("from", "to") or (None, None)
        if start and end < start:
            yield entry.finding(
                f"the phase ends {end}, before it begins, {start}; correct one of them", "to"
            )


def _counts(entry: Entry, record: Record) -> bool:
    """Whether any of its figures is known to be something other than a plan."""
    return any(record.metric(metric).get("kind", "plan") != "plan" for metric in entry.figures)


def _late(record: Record, entry: Entry, *names: str) -> Iterator[Finding]:
    for name in names:
        if name in entry.values and _first(entry.values[name]) > record.today:
            yield entry.finding(_message(_first(entry.values[name]), record), name)


def _first(day) -> date:
    """The first day of what was written: a date of the record, or of a source."""
    if isinstance(day, dict):
        return min(date(*(end + [1, 1])[:3]) for end in day["date-parts"])
    return day if isinstance(day, date) else day.first


def _message(day: object, record: Record) -> str:
    return f"{day} lies in the future (today is {record.today}); correct it"
