"""Who speaks for a metric on a day, as known on a day; and why every other figure does not.

A figure is *left out* where it had not been stated, was withdrawn, is disputed (``attribution:
conflicting``), gives no number, is as of a later day, has been revised, or is not its party's
newest. An echo never speaks, whatever becomes of the figure it repeats: if that one is withdrawn,
disputed or not yet known, the repetition is no evidence of its own. A revision removes the figures
it restates on every day, through a chain of revisions too; until a figure that restates them holds,
their party is silent. Partial counts and old counts of what never falls are lower bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import attrgetter

from tracker.curate.model import Codebook, Figure, Metric, Phase
from tracker.reconcile.judgement import (
    Entry,
    Heard,
    Hearing,
    Role,
    Verdict,
    entries,
    followed,
)
from tracker.reconcile.numbers import counted, format_count, format_day
from tracker.reconcile.phrases import day_words, part_words
from tracker.reconcile.question import Question
from tracker.reconcile.trend.activity import Fighting, concerning, fighting

# What each verdict rests on, by its rule.
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
    "old": "more than {days} before the newest figure, {other}: too old to be compared",
    "old_bound": "more than {days} before the newest figure, {other}: too old to be compared, "
    "but a count that never falls is at least {low}",
    "old_unbounded": "more than {days} before the newest figure, {other}, with no low end "
    "above zero: it says nothing about today's count",
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


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry, its role on the day, and the reason in plain words; ``candidate``: its party's
    newest whole figure.
    """

    entry: Entry
    role: Role
    reason: str
    candidate: bool = False

    @property
    def figure(self) -> Figure:
        """The figure that is judged."""
        return self.entry.figure

    @property
    def used(self) -> bool:
        """Whether the range rests on it, as a voice or as a bound."""
        return self.role != "out"


@dataclass(frozen=True, slots=True)
class Selection:
    """Every figure of one series with its role."""

    judged: tuple[Judged, ...]

    @property
    def voices(self) -> tuple[Figure, ...]:
        """The figures that speak."""
        return tuple(item.figure for item in self.judged if item.role == "voice")

    @property
    def bounds(self) -> tuple[Figure, ...]:
        """The figures that only say "at least"."""
        return tuple(item.figure for item in self.judged if item.role == "bound")

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Voices, then bounds."""
        return (*self.voices, *self.bounds)

    @property
    def tally(self) -> Figure | None:
        """The count of what is confirmed one by one that bounds the range hard, if any."""
        return next((item.figure for item in self.judged if item.role == "derived"), None)


@dataclass(frozen=True)
class Series:
    """The figures of one metric at one place, from the oldest to the newest, prepared once to be
    judged on many days.

    ``tallies`` are the series of what is counted one by one, of which this is the whole; ``phases``
    those that are this series' clock; ``book`` names the parties, for reasons.
    """

    metric: Metric
    place: str
    entries: tuple[Entry, ...]
    phases: tuple[Phase, ...]
    book: Codebook = field(repr=False)
    tallies: tuple[Series, ...] = ()

    @cached_property
    def fought(self) -> Fighting | None:
        """The fighting along which its counts grow old; ``None`` where days do."""
        return fighting(self.metric, self.phases)

    def hearing(self) -> Hearing:
        """Who is heard, day after day."""
        return Hearing(self.entries, self.metric, self.fought)

    def aged(self, day: int) -> int | None:
        """The day, as an ordinal, from which a figure of a day is too old; ``None`` if never."""
        if self.fought is not None:
            return self.fought.outgrown_from(day)
        age = self.metric.speaks_for
        return None if age is None else day + age + 1

    def select(self, on: date, known_on: date) -> Selection:
        """Every figure with its role and the reason for it."""
        days = on.toordinal(), known_on.toordinal()
        judged = [
            Judged(
                entry, verdict.role, reason(entry, verdict, self, on, known_on), verdict.candidate
            )
            for entry, verdict in zip(self.entries, self.hearing().judge(*days))
        ]
        tally = most_counted((one, one.hearing().at(*days)) for one in self.tallies)
        if tally is not None:
            words = f"counted one by one: the whole is at least {least(tally.figure)}"
            judged.append(Judged(tally, "derived", words))
        return Selection(tuple(judged))

    def used(self, heard: Heard) -> list[Entry]:
        """The entries that are heard, from old to new."""
        return [self.entries[at] for at in sorted(heard.voices + heard.bounds)]


def series(question: Question) -> Series:
    """Prepare the figures of one series; a ValueError asks to choose among several places."""
    one = question.one
    return replace(_of(one), tallies=tuple(_inside(one, _of(tally)) for tally in tallied(one)))


def most_counted(counts: Iterable[tuple[Series, Heard]]) -> Entry | None:
    """The entry with the highest count of what is confirmed one by one, if there is any: a hard
    lower bound, unlike estimates of a part; vague words count nobody.
    """
    low = attrgetter("figure.low")
    used = (entry for one, heard in counts for entry in one.used(heard))
    counted = (entry for entry in used if entry.figure.qualifier != "vague")
    return max(filter(low, counted), key=low, default=None)


def tallied(one: Question) -> list[Question]:
    """The series of what is counted one by one within this one, in its place or inside it; one
    without places may hold figures of both.
    """
    within = beneath(one.book, one.key)
    return [
        tally
        for key, metric in one.book.metrics.items()
        if metric.tally and key in within
        for tally in one.about(key).series
        if not (one.meaning.by_place and metric.by_place)
        or lies_within(one.book, tally.where, one.where)
    ]


def _inside(one: Question, tally: Series) -> Series:
    """The tally's figures in the place asked about, where the whole is counted by place."""
    kept = (
        entry
        for entry in tally.entries
        if one.named_place is None or lies_within(one.book, entry.figure.place, one.named_place)
    )
    return replace(tally, entries=tuple(kept))


def beneath(book: Codebook, metric: str) -> set[str]:
    """The metrics that are a part of one or at most it, or of what is in turn."""
    found, waiting = {metric}, [metric]
    while waiting:
        whole = waiting.pop()
        new = {key for key, other in book.metrics.items() if other.at_most == whole}
        new |= {key for key in book.metrics[whole].parts if key in book.metrics}
        waiting += new - found
        found |= new
    return found - {metric}


def lies_within(book: Codebook, inner: str, outer: str) -> bool:
    """Whether a place is another one or lies within it."""
    within = {key: place.within for key, place in book.places.items()}
    return outer in (inner, *followed(inner, within))


def _of(question: Question) -> Series:
    metric, place = question.meaning, question.where
    mine = (each for each in question.dataset.all_figures if each.metric == metric.key)
    phases = concerning(metric, place, question.book.activity)
    return Series(metric, place, entries_of(question, mine), phases, question.book)


def entries_of(question: Question, figures: Iterable[Figure]) -> tuple[Entry, ...]:
    """These figures, all of the metric asked about, prepared as those of one series; those of other
    places are left aside where it is counted by place.
    """
    origins = {each.estimate: each.shares_origin for each in question.dataset.all_figures}
    return tuple(entries(figures, question.named_place, origins))


def homes(used: Sequence[Entry]) -> tuple[str, ...]:
    """With whom each figure is one: its affiliation, or the first of those that its assessment
    joins (chains and groups of them too).
    """
    home = {entry.figure.affiliation: entry.figure.affiliation for entry in used}

    def top(name: str) -> str:
        while home[name] != name:
            name = home[name]
        return name

    first: dict[str, str] = {}
    for entry in used:
        mine = top(entry.figure.affiliation)
        home[mine] = top(first.setdefault(entry.assessment, mine))
    return tuple(top(entry.figure.affiliation) for entry in used)


def select(question: Question) -> Selection:
    """Judge every figure of one series on the day asked about, from the oldest to the newest."""
    return series(question).select(question.on, question.known_on)


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
        days=counted(prepared.metric.speaks_for or 0, "day"),
        other=_named(other.figure, prepared) if other else "",
        behind=counted(other.day - entry.day, "day") if other else "",
    )


def least(figure: Figure) -> str:
    """The low end of a figure, in its words where nobody stated the number."""
    return f"what is said, “{figure.said}”" if figure.computed else format_count(figure.low)


def _named(figure: Figure, prepared: Series) -> str:
    """A figure by its words, its party and its day."""
    party = prepared.book.parties[figure.party]
    return f"“{figure.said}” of {party.short}, as of {day_words(figure.as_of)}"
