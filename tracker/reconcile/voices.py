"""Who speaks for a metric on a day, as known on a day; and why every other figure does not.

A figure is *left out* where it had not been stated, was withdrawn, is disputed (``attribution:
conflicting``), gives no number, is as of a later day, has been revised, or is not its party's
newest. An echo never speaks, whatever becomes of the figure it repeats: if that one is withdrawn,
disputed or not yet known, the repetition is no evidence of its own. A revision removes the figures
it restates on every day, through a chain of revisions too; until a figure that restates them holds,
their party is silent. Partial counts and old counts of what never falls are lower bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.curate.model import Codebook, Figure, Metric
from tracker.reconcile import reasons
from tracker.reconcile.judgement import Entry, Judgement, Role, entries, judge
from tracker.reconcile.numbers import format_count
from tracker.reconcile.question import Question


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure, its role on the day, and the reason in plain words; ``candidate``: its party's
    newest whole figure.
    """

    figure: Figure
    role: Role
    reason: str
    candidate: bool = False

    @property
    def used(self) -> bool:
        """Whether the range rests on it, as a voice or as a bound."""
        return self.role != "out"


@dataclass(frozen=True, slots=True)
class Selection:
    """Every figure of one series with its role; ``last_as_of`` is the newest candidate's day,
    ``None`` without one.
    """

    judged: tuple[Judged, ...]
    last_as_of: date | None
    stale: bool

    @property
    def voices(self) -> tuple[Figure, ...]:
        """The figures that speak."""
        return tuple(item.figure for item in self.judged if item.role == "voice")

    @property
    def bounds(self) -> tuple[Figure, ...]:
        """The figures that only say "at least"."""
        return tuple(item.figure for item in self.judged if item.role == "bound")

    @property
    def tally(self) -> Figure | None:
        """The count of what is confirmed one by one that bounds the range hard, if any."""
        return next((item.figure for item in self.judged if item.role == "derived"), None)


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one metric at one place, from the oldest to the newest, prepared once to be
    judged on many days.

    ``tallies`` are the series of what is counted one by one, of which this is the whole; ``names``
    are the parties' short names, for reasons.
    """

    metric: Metric
    place: str
    entries: tuple[Entry, ...]
    tallies: tuple[Series, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def judge(self, on: date, known_on: date) -> Judgement:
        """The role of each entry on a day, as known on a day."""
        return judge(self.entries, self.metric, on.toordinal(), known_on.toordinal())

    def select(self, on: date, known_on: date) -> Selection:
        """Every figure with its role and the reason for it."""
        judgement = self.judge(on, known_on)
        judged = [
            Judged(
                entry.figure,
                verdict.role,
                reasons.reason(entry, verdict, self, on, known_on),
                verdict.candidate,
            )
            for entry, verdict in zip(self.entries, judgement.verdicts)
        ]
        tally = self.tally(on, known_on)
        if tally is not None:
            words = f"counted one by one: the whole is at least {format_count(tally.low)}"
            judged.append(Judged(tally, "derived", words))
        last = None if judgement.newest is None else date.fromordinal(judgement.newest)
        return Selection(tuple(judged), last, judgement.stale)

    def tally(self, on: date, known_on: date) -> Figure | None:
        """The figure with the highest count of what is confirmed one by one, if there is any: a
        hard lower bound, unlike estimates of a part.
        """
        counts = [
            entry.figure
            for one in self.tallies
            for entry, verdict in zip(one.entries, one.judge(on, known_on).verdicts)
            if verdict.role in ("voice", "bound") and entry.figure.low
        ]
        return max(counts, key=lambda figure: figure.low or 0, default=None)


def series(question: Question) -> Series:
    """Prepare the figures of one series; a ValueError asks to choose among several places."""
    one = question.one
    names = {key: party.short for key, party in one.book.parties.items()}
    tallies = tuple(_of(one.about(key, one.place)) for key in tallies_of(one.book, one.key))
    return replace(_of(one), tallies=tallies, names=names)


def tallies_of(book: Codebook, metric: str) -> list[str]:
    """The tallies of a metric: what is counted one by one, and is a part of it or at most it."""
    return [
        key
        for key, other in book.metrics.items()
        if other.tally and (key in book.metrics[metric].parts or other.at_most == metric)
    ]


def _of(question: Question) -> Series:
    mine = [each for each in question.dataset.all_figures if each.metric == question.metric]
    return prepared(question.meaning, question.where, mine)


def prepared(metric: Metric, place: str, figures: Iterable[Figure]) -> Series:
    """The series of these figures, all of one metric; those of other places are left aside where it
    is counted by place.
    """
    return Series(metric, place, tuple(entries(figures, place if metric.by_place else None)))


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
