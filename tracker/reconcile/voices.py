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

from tracker.curate.dataset import Dataset
from tracker.curate.model import Figure, Metric
from tracker.reconcile import question, reasons
from tracker.reconcile.judgement import Entry, Judgement, Role, entries, judge
from tracker.reconcile.question import places_of

__all__ = ["Judged", "Selection", "Series", "places_of", "prepared", "select", "series"]


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

    metric: str
    place: str
    on: date
    known_on: date
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
        return Selection(self.metric.key, self.place, on, known_on, judged, last, found.stale)


def series(dataset: Dataset, metric: str, place: str | None = None) -> Series:
    """Prepare the figures of a metric (and place, where it is counted by place); a ValueError names
    what is unknown.
    """
    meaning = question.metric_of(dataset, metric)
    place = question.one_place(dataset, metric, place)
    return prepared(
        meaning, place, [figure for figure in dataset.all_figures if figure.metric == metric]
    )


def prepared(metric: Metric, place: str, figures: Iterable[Figure]) -> Series:
    """The series of these figures, all of one metric; those of other places are left aside where it
    is counted by place.
    """
    return Series(metric, place, tuple(entries(figures, place if metric.by_place else None)))


def select(
    dataset: Dataset,
    metric: str,
    *,
    place: str | None = None,
    on: date | str | None = None,
    known_on: date | str | None = None,
) -> Selection:
    """Judge every figure of a metric (and place, where it is counted by place), from the oldest to
    the newest.

    Parameters
    ----------
    dataset : Dataset
        As :func:`tracker.load` gives it.
    metric, place : str
        Codebook keys; without a place, the only one the metric has, else the codebook's default
        place.
    on, known_on : date or str, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    found = series(dataset, metric, place)
    return found.select(question.asked_day(dataset, on), question.asked_day(dataset, known_on))
