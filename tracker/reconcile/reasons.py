"""The reason for each verdict on a figure, in plain words."""

from __future__ import annotations

from datetime import date

from tracker.curate.model import Metric
from tracker.reconcile.judgement import Entry, Verdict
from tracker.reconcile.numbers import counted, format_count

REASONS = {
    "unstated": "stated {stated}, later than the known-on day {known_on}",
    "withdrawn": "withdrawn {withdrawn}{why}",
    "conflicting": "sources disagree about what was said, until a curator settles it",
    "echo": "an echo: only repeats {echoes}{origin}",
    "none": "gives no number",
    "later": "as of {as_of}, later than the day asked about, {on}",
    "revised": "replaced by the same party's revision {other}",
    "silenced": "replaced by the same party's {other}, which has itself been revised; the party "
    "is silent until its "
    "revision holds",
    "superseded": "replaced by the same party's newer figure {other}",
    "part": "counts a part only ({part}): it cannot speak for the whole",
    "part_bound": "counts a part only ({part}): the whole is at least {low}",
    "part_unbounded": "counts a part only ({part}) and has no low end above zero: it says nothing "
    "about the whole",
    "old": "more than {days} days before the newest figure, {other} ({newest}): too old to be "
    "compared",
    "old_bound": "more than {days} days before the newest figure, {other} ({newest}): too old to "
    "be compared, "
    "but a count that never falls is at least {low}",
    "old_unbounded": "more than {days} days before the newest figure, {other} ({newest}), with no "
    "low end above zero: "
    "it says nothing about today's count",
    "newest": "its party's newest whole figure, and the newest of all",
    "voice": "its party's newest whole figure, {behind} before the newest of all, {other}",
}


def reason(entry: Entry, verdict: Verdict, metric: Metric, on: date, known_on: date) -> str:
    """Say why an entry has its role, naming the days and figures that decide."""
    figure, other = entry.figure, verdict.other
    newest = verdict.rule == "voice" and other is not None and entry.day == other.day
    rule = "newest" if newest else verdict.rule
    return REASONS[rule].format(
        stated=figure.stated,
        as_of=figure.as_of,
        on=on,
        known_on=known_on,
        withdrawn=figure.withdrawn,
        why=f": {figure.withdrawn_reason}" if figure.withdrawn_reason else "",
        echoes=figure.echoes,
        origin=f", which goes back to {entry.origin}" if entry.origin != figure.echoes else "",
        part=figure.covers or f"since {figure.since}",
        low=format_count(figure.low),
        days=metric.speaks_for,
        other=other.figure.estimate if other else "",
        newest=date.fromordinal(other.day) if other else "",
        behind=counted(other.day - entry.day, "day") if other else "",
    )
