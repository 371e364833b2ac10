"""One series of figures, prepared once and judged for any day as known on any day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import numpy as np

from tracker.curate.model import Figure, Metric, Quantity
from tracker.reconcile.methods.arrays import between

Role = Literal["voice", "bound", "derived", "out"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with what its judgement needs; days are ordinals.

    ``day`` is the last day it may hold for, ``known`` the last day it may have been stated,
    ``withdrawn`` the day from which it is void. ``fixed`` says why it can never speak
    (``conflicting``, ``echo``, ``none``), ``repeated`` the figure an echo repeats in the end,
    ``assessment`` the estimate on whose assessment it rests in the end: its own, or one it shares.
    ``revisers`` are the entries that replace it, directly or through others.
    """

    figure: Figure
    day: int
    known: int
    withdrawn: int | None
    fixed: str | None
    repeated: Figure | None
    assessment: str
    revisers: list[Entry]

    @property
    def vague(self) -> bool:
        """Whether it gives words such as "several thousand" instead of a number."""
        return self.figure.qualifier == "vague"

    def stands(self, known_on: int) -> bool:
        """Whether it is known, not withdrawn, and not disputed."""
        return (
            self.known <= known_on
            and (self.withdrawn is None or self.withdrawn > known_on)
            and self.fixed != "conflicting"
        )


class Verdict(NamedTuple):
    """What an entry is on a day: its role, the rule that made it so, and the entry or days the rule
    names.
    """

    role: Role
    rule: str
    other: Entry | None = None
    candidate: bool = False


class Judgement(NamedTuple):
    """The verdicts in the order of the entries, the newest candidate's day, and whether that is too
    long ago.
    """

    verdicts: list[Verdict]
    newest: int | None
    stale: bool


def comparison_day(figure: Figure) -> date:
    """The last day for which a figure may hold: no later than it was stated, unless it is a plan
    for later.
    """
    if figure.stated.last < figure.as_of.first:
        return figure.as_of.last
    return min(figure.as_of.last, figure.stated.last)


def one_number(figure: Figure | Quantity) -> float | None:
    """The figure as one number: its best, the middle of its ends (see
    :func:`tracker.reconcile.methods.arrays.between`), or its only bound; ``None`` without any.
    """
    if figure.best is not None:
        return figure.best
    if figure.low is None or figure.high is None:
        return figure.high if figure.low is None else figure.low
    return float(between(np.array(figure.low), np.array(figure.high)))


def entries(figures: Iterable[Figure], place: str | None = None) -> list[Entry]:
    """Prepare the figures of one metric, those of ``place`` only if given, from the oldest day to
    the newest.

    Links are followed over all figures given: a revision may have moved a count to another place.
    """
    figures = list(figures)
    by_id = {figure.estimate: figure for figure in figures}
    made = {figure.estimate: _entry(figure, by_id) for figure in figures}
    for entry in made.values():
        for target in _chain(entry.figure, "revises", by_id):
            made[target.estimate].revisers.append(entry)
    chosen = [entry for entry in made.values() if place is None or entry.figure.place == place]
    return sorted(chosen, key=_order)


def judge(series: Sequence[Entry], metric: Metric, on: int, known_on: int) -> Judgement:
    """Give each entry its role on a day, as known on a day; linear in the number of entries."""
    verdicts: dict[int, Verdict] = {}
    candidates: dict[str, int] = {}
    silenced: dict[str, int] = {}
    for position, entry in enumerate(series):  # from old to new: the last of a party is its newest
        party = entry.figure.party
        verdict = _left_out(entry, on, known_on) or _part(entry, metric)
        if verdict is None:
            earlier = candidates.get(party, silenced.pop(party, None))
            if earlier is not None:
                verdicts[earlier] = Verdict("out", "superseded", entry)
            candidates[party] = position
            continue
        verdicts[position] = verdict
        if verdict.rule == "revised" and party in candidates and _silences(entry, on, known_on):
            silenced[party] = candidates.pop(party)
            verdicts[silenced[party]] = Verdict("out", "silenced", entry)
    newest, stale = None, False
    if candidates:
        numbered = [at for at in candidates.values() if not series[at].vague]
        latest = series[max(numbered or candidates.values())]
        age = float("inf") if metric.speaks_for is None else metric.speaks_for
        for at in candidates.values():
            verdicts[at] = _candidate(series[at], latest, latest.day - age, metric)
        newest, stale = latest.day, latest.day < on - age
    in_order = [verdicts[position] for position in range(len(series))]
    return Judgement(_without_vague(series, in_order), newest, stale)


def _without_vague(series: Sequence[Entry], verdicts: list[Verdict]) -> list[Verdict]:
    """Vague words move no end where anybody gives a number."""
    pairs = list(zip(series, verdicts))
    if all(entry.vague for entry, verdict in pairs if verdict.role != "out"):
        return verdicts
    return [
        verdict._replace(role="out", rule="vague")
        if entry.vague and verdict.role != "out"
        else verdict
        for entry, verdict in pairs
    ]


def _entry(figure: Figure, by_id: dict[str, Figure]) -> Entry:
    chain = list(_chain(figure, "echoes", by_id))
    fixed = (
        "conflicting"
        if figure.attribution == "conflicting"
        else "echo"
        if figure.echoes
        else "none"
        if figure.qualifier == "none"
        else None
    )
    withdrawn = figure.withdrawn.toordinal() if figure.withdrawn else None
    shared = list(_chain(figure, "shares_origin", by_id))
    assessment = shared[-1].estimate if shared else figure.shares_origin or figure.estimate
    return Entry(
        figure,
        comparison_day(figure).toordinal(),
        figure.stated.last.toordinal(),
        withdrawn,
        fixed,
        chain[-1] if chain else None,
        assessment,
        [],
    )


def _chain(figure: Figure, link: str, by_id: dict[str, Figure]) -> Iterable[Figure]:
    """The figures reached by following a link again and again; a circle ends where it closes."""
    seen = {figure.estimate}
    name = getattr(figure, link)
    while name in by_id and name not in seen:
        seen.add(name)
        yield by_id[name]
        name = getattr(by_id[name], link)


def _order(entry: Entry) -> tuple[int, int, date, tuple[float, ...], str]:
    """Old to new; on one day the later statement is the newer, and only then the numbers and the
    name decide.
    """
    figure = entry.figure
    numbers = tuple(
        -1.0 if value is None else value for value in (figure.low, figure.best, figure.high)
    )
    return entry.day, entry.known, figure.stated.first, numbers, figure.estimate


def _left_out(entry: Entry, on: int, known_on: int) -> Verdict | None:
    if entry.known > known_on:
        return Verdict("out", "unstated")
    if entry.withdrawn is not None and entry.withdrawn <= known_on:
        return Verdict("out", "withdrawn")
    if entry.fixed:
        return Verdict("out", entry.fixed)
    if entry.day > on:
        return Verdict("out", "later")
    standing = [reviser for reviser in entry.revisers if reviser.stands(known_on)]
    return Verdict("out", "revised", max(standing, key=_order)) if standing else None


def _part(entry: Entry, metric: Metric) -> Verdict | None:
    if not entry.figure.partial:
        return None
    if metric.kind != "cumulative":
        return Verdict("out", "part")
    return Verdict("bound", "part_bound") if entry.figure.low else Verdict("out", "part_unbounded")


def _silences(entry: Entry, on: int, known_on: int) -> bool:
    """Whether a revised figure keeps its party silent: nothing that replaces it speaks on this day
    yet.
    """
    if entry.figure.partial:
        return False
    return not any(
        reviser.stands(known_on)
        and reviser.fixed is None
        and reviser.day <= on
        and not reviser.figure.partial
        for reviser in entry.revisers
    )


def _candidate(entry: Entry, latest: Entry, oldest: float, metric: Metric) -> Verdict:
    if entry.day >= oldest:
        return Verdict("voice", "voice", latest, True)
    if metric.kind != "cumulative":
        return Verdict("out", "old", latest, True)
    return (
        Verdict("bound", "old_bound", latest, True)
        if entry.figure.low
        else Verdict("out", "old_unbounded", latest, True)
    )
