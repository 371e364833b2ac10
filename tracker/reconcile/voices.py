"""Who speaks for a metric on a day, as known on a day; and why every other figure does not.

A figure is *left out* where it had not been stated, was withdrawn, is disputed (``attribution:
conflicting``), gives no number, is as of a later day, has been revised, or is not its party's
newest. An echo never speaks, whatever becomes of the figure it repeats: if that one is withdrawn,
disputed or not yet known, the repetition is no evidence of its own. A revision removes the figures
it restates on every day, through a chain of revisions too; until a figure that restates them holds,
their party is silent. Partial counts and old counts of what never falls are lower bounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.curate.model import Figure, Metric
from tracker.reconcile import reasons
from tracker.reconcile.judgement import Entry, Judgement, Role, entries, judge
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


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one metric at one place, from the oldest to the newest, prepared once to be
    judged on many days.
    """

    metric: Metric
    place: str
    entries: tuple[Entry, ...]

    def judge(self, on: date, known_on: date) -> Judgement:
        """The role of each entry on a day, as known on a day."""
        return judge(self.entries, self.metric, on.toordinal(), known_on.toordinal())

    def select(self, on: date, known_on: date) -> Selection:
        """Every figure with its role and the reason for it."""
        found = self.judge(on, known_on)
        judged = tuple(
            Judged(
                entry.figure,
                verdict.role,
                reasons.reason(entry, verdict, self.metric, on, known_on),
                verdict.candidate,
            )
            for entry, verdict in zip(self.entries, found.verdicts)
        )
        last = None if found.newest is None else date.fromordinal(found.newest)
        return Selection(judged, last, found.stale)


def series(question: Question) -> Series:
    """Prepare the figures of one series; a ValueError asks to choose among several places."""
    one = question.one
    mine = [figure for figure in one.dataset.all_figures if figure.metric == one.metric]
    return prepared(one.meaning, one.where, mine)


def prepared(metric: Metric, place: str, figures: Iterable[Figure]) -> Series:
    """The series of these figures, all of one metric; those of other places are left aside where it
    is counted by place.
    """
    return Series(metric, place, tuple(entries(figures, place if metric.by_place else None)))


def select(question: Question) -> Selection:
    """Judge every figure of one series on the day asked about, from the oldest to the newest."""
    return series(question).select(question.on, question.known_on)
