"""The reason for each verdict on a figure, in plain words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.reconcile.judgement import Entry, Verdict
from tracker.reconcile.numbers import counted, format_count, format_day
from tracker.reconcile.phrases import day_words, part_words

if TYPE_CHECKING:
    from tracker.curate.model import Figure
    from tracker.reconcile.voices import Series

REASONS = {
    "unstated": "stated {stated}, later than the known-on day {known_on}",
    "withdrawn": "withdrawn {withdrawn}{why}",
    "conflicting": "sources disagree about what was said, until a curator settles it",
    "echo": "an echo: only repeats {origin}",
    "none": "gives no number",
    "vague": "gives no number but vague words, and others give numbers",
    "later": "as of {as_of}, later than the day asked about, {on}",
    "revised": "replaced by the same party's revision, {other}",
    "silenced": "replaced by the same party's figure, {other}, which has itself been revised; the "
    "party is silent until its revision holds",
    "superseded": "replaced by the same party's newer figure, {other}",
    "part": "counts a part only ({part}): it cannot speak for the whole",
    "part_bound": "counts a part only ({part}): the whole is at least {low}",
    "part_unbounded": "counts a part only ({part}) and has no low end above zero: it says nothing "
    "about the whole",
    "old": "more than {days} days before the newest figure, {other}: too old to be compared",
    "old_bound": "more than {days} days before the newest figure, {other}: too old to "
    "be compared, "
    "but a count that never falls is at least {low}",
    "old_unbounded": "more than {days} days before the newest figure, {other}, with no "
    "low end above zero: "
    "it says nothing about today's count",
    "outgrown_bound": "since then the fighting has grown by more than a third up to the newest "
    "figure, {other}: too old to be compared, but a count that never falls is at least {low}",
    "outgrown_unbounded": "since then the fighting has grown by more than a third up to the newest "
    "figure, {other}, with no low end above zero: it says nothing about today's count",
    "rethought_bound": "its party has since thought again and revised upward, {other}: at least "
    "{low}",
    "rethought": "its party has since thought again, {other}: made in the way that it gave up",
    "newest": "its party's newest whole figure, and the newest of all",
    "voice": "its party's newest whole figure, {behind} before the newest of all, {other}",
}


def reason(entry: Entry, verdict: Verdict, prepared: Series, on: date, known_on: date) -> str:
    """Say why an entry has its role, naming the days and figures that decide."""
    figure, other = entry.figure, verdict.other
    newest = verdict.rule == "voice" and other is not None and entry.day == other.day
    return REASONS["newest" if newest else verdict.rule].format(
        stated=day_words(figure.stated),
        as_of=day_words(figure.as_of),
        on=format_day(on),
        known_on=format_day(known_on),
        withdrawn=format_day(figure.withdrawn) if figure.withdrawn else "",
        why=f": {figure.withdrawn_reason}" if figure.withdrawn_reason else "",
        origin=_named(entry.repeated, prepared) if entry.repeated else figure.echoes,
        part=part_words(figure),
        low=least(figure),
        days=prepared.metric.speaks_for,
        other=_named(other.figure, prepared) if other else "",
        behind=counted(other.day - entry.day, "day") if other else "",
    )


def least(figure: Figure) -> str:
    """The low end of a figure, in its words where nobody stated the number."""
    return f"what is said, “{figure.said}”" if figure.computed else format_count(figure.low)


def _named(figure: Figure, prepared: Series) -> str:
    """A figure by its words, its party and its day."""
    party = prepared.names.get(figure.party, figure.party)
    return f"“{figure.said}” of {party}, as of {day_words(figure.as_of)}"
