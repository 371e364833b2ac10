"""One series of figures, prepared once and judged for any day as known on any day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import inf
from typing import Literal, NamedTuple

import numpy as np

from tracker.curate.model import Figure, Metric, Quantity
from tracker.reconcile.methods.arrays import between
from tracker.reconcile.trend.activity import Fighting

Role = Literal["voice", "bound", "derived", "out"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with what its judgement needs; days are ordinals.

    ``day`` is the last day it may hold for, ``known`` the last day it may have been stated,
    ``withdrawn`` the day from which it is void. ``fixed`` says why it can never speak
    (``conflicting``, ``echo``, ``none``), ``repeated`` the figure an echo repeats in the end,
    ``assessment`` the estimate on whose assessment it rests in the end: its own, or one it shares.
    ``revisers`` are the entries that replace it, directly or through others; ``rethought`` its
    party's revised figures of a later day, or of the same: a revision of those is one of it too.
    """

    figure: Figure
    day: int
    known: int
    withdrawn: int | None
    fixed: str | None
    repeated: Figure | None
    assessment: str
    revisers: list[Entry] = field(repr=False, compare=False)
    rethought: list[Entry] = field(repr=False, compare=False)

    def stands(self, known_on: int) -> bool:
        """Whether it is known, not withdrawn, and not disputed."""
        return (
            self.known <= known_on
            and (self.withdrawn is None or self.withdrawn > known_on)
            and self.fixed != "conflicting"
        )

    def stands_whole(self, known_on: int) -> bool:
        """Whether it stands as a number for the whole: no echo, and no part."""
        return self.stands(known_on) and self.fixed is None and not self.figure.partial


class Verdict(NamedTuple):
    """What an entry is on a day: its role, the rule that made it so, and the entry or days the rule
    names.
    """

    role: Role
    rule: str
    other: Entry | None = None
    candidate: bool = False


UNHEARD = Verdict("out", "vague")  # words such as "several thousand", where numbers speak


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


def two_sided(figure: Figure) -> bool:
    """Whether it has both ends, a best value closing a side left open; vague words never do."""
    closed = figure.best is not None or None not in (figure.low, figure.high)
    return closed and figure.qualifier != "vague"


def entries(
    figures: Iterable[Figure],
    place: str | None = None,
    origins: Mapping[str, str | None] | None = None,
) -> list[Entry]:
    """Prepare the figures of one metric, those of ``place`` only if given, from the oldest day to
    the newest.

    Links are followed over all figures given: a revision may have moved a count to another place.
    ``origins`` are the shared origins of all estimates, also of those that do not give this metric.
    """
    figures = list(figures)
    by_id = {figure.estimate: figure for figure in figures}
    links = {figure.estimate: figure.shares_origin for figure in figures} | dict(origins or {})
    echoes = {figure.estimate: figure.echoes for figure in figures}
    revised = {figure.estimate: figure.revises for figure in figures}
    made: dict[str, Entry] = {}
    for figure in figures:
        chain = [by_id[name] for name in followed(figure.estimate, echoes) if name in by_id]
        origin = [figure.estimate, *followed(figure.estimate, links)][-1]
        made[figure.estimate] = _entry(figure, chain[-1] if chain else None, origin)
    for entry in made.values():
        for target in followed(entry.figure.estimate, revised):
            if target in made:
                made[target].revisers.append(entry)
    _link_regimes(made.values(), by_place=place is not None)
    return sorted(
        (entry for entry in made.values() if place in (None, entry.figure.place)), key=_order
    )


def _link_regimes(made: Collection[Entry], by_place: bool) -> None:
    """Tell each whole figure which later ones of its party, and of its place where the metric is
    counted by place, were revised.
    """
    for revised in made:
        if not revised.revisers or revised.figure.partial:
            continue
        for entry in made:
            if (
                entry.figure.party == revised.figure.party
                and not (by_place and entry.figure.place != revised.figure.place)
                and entry.day <= revised.day
                and entry is not revised
                and not any(entry is reviser for reviser in revised.revisers)
                and not entry.figure.partial
            ):
                entry.rethought.append(revised)


class Heard(NamedTuple):
    """Who is heard on a day: the positions of voices and bounds, the newest candidate's day, and
    whether that is too long ago.
    """

    voices: tuple[int, ...]
    bounds: tuple[int, ...]
    newest: int | None
    stale: bool


class Hearing:
    """The role of each entry, day after day; neither the day asked about nor the day of knowledge
    may fall from one call to the next.

    An entry is looked at again only when a day passes on which it, or what revises it, begins or
    ceases to stand. Of a party the newest entry that speaks or silences decides. A count is too old
    to be compared when a third has been added to the fighting since (``fought``), anything else
    after the metric's ``speaks_for`` days.

    Vague words move no end where anybody gives a number: they are heard (``vague``) only where
    nothing else speaks.
    """

    def __init__(
        self,
        series: Sequence[Entry],
        metric: Metric,
        fought: Fighting | None = None,
        *,
        vague: bool = False,
    ):
        self.series, self.metric, self.fought, self.vague = series, metric, fought, vague
        self._days: tuple[int, int] | None = None
        self._alone: list[Verdict | None] = [None] * len(series)
        self._states: dict[int, str] = {}
        self._held: dict[str, list[int]] = {"bound": [], "unheard": []}
        self._deciding: defaultdict[str, list[int]] = defaultdict(list)  # by party, old to new
        self._candidates: dict[str, int] = {}

    @cached_property
    def _asked(self) -> _Turns:
        return _Turns(self.series, lambda entry: (entry.day,))

    @cached_property
    def _known(self) -> _Turns:
        return _Turns(self.series, lambda entry: (entry.known, entry.withdrawn))

    @cached_property
    def _with_vague(self) -> Hearing:
        return Hearing(self.series, self.metric, self.fought, vague=True)

    def at(self, on: int, known_on: int) -> Heard:
        """Who is heard on a day, as known on a day."""
        return self._moved(on, known_on)._heard(on)

    def judge(self, on: int, known_on: int) -> list[Verdict]:
        """What each entry is on a day, as known on a day, and by which rule, in their order."""
        now = self._moved(on, known_on)
        verdicts = {at: verdict for at, verdict in enumerate(now._alone) if verdict is not None}
        for own in now._deciding.values():
            speaker, silencer = None, None  # the next ones behind
            for at in reversed(own):
                if at in verdicts:
                    silencer = self.series[at]
                    continue
                if speaker or silencer:
                    rule = "superseded" if speaker else "silenced"
                    verdicts[at] = Verdict("out", rule, speaker or silencer)
                speaker = self.series[at]
        verdicts |= _unheard(self.series, now._held["unheard"], now._candidates)
        verdicts |= now._newest()
        return [verdicts[at] for at in range(len(self.series))]

    def _moved(self, on: int, known_on: int) -> Hearing:
        """Itself on another day; or what hears vague words too, where nothing else speaks."""
        touched: Iterable[int] = range(len(self.series))
        if self._days is not None:
            touched = self._asked.between(self._days[0], on)
            touched |= self._known.between(self._days[1], known_on)
        self._days = on, known_on
        for at in touched:
            self._look(at, on, known_on)
        if self._candidates or self._held["bound"] or not self._held["unheard"]:
            return self
        return self._with_vague._moved(on, known_on)

    def _look(self, at: int, on: int, known_on: int) -> None:
        """Judge one entry again."""
        entry, before = self.series[at], self._states.get(at)
        verdict = self._alone[at] = _alone(entry, self.metric, on, known_on, self.vague)
        now = self._states[at] = _state(entry, verdict, on, known_on)
        if now == before:
            return
        mine = self._deciding[entry.figure.party]
        held = {**self._held, "speaks": mine, "silences": mine}
        if before in held:
            del held[before][bisect_left(held[before], at)]
        if now in held:
            insort(held[now], at)
        if mine and self._states[mine[-1]] == "speaks":
            self._candidates[entry.figure.party] = mine[-1]
        else:
            self._candidates.pop(entry.figure.party, None)

    def _heard(self, on: int) -> Heard:
        bounds = self._held["bound"]
        if not self._candidates:
            return Heard((), tuple(bounds), None, False)
        newest = self._newest()
        voices, old = (
            [at for at, verdict in newest.items() if verdict.role == role]
            for role in ("voice", "bound")
        )
        day = self.series[max(newest)].day
        stale = day < _oldest(on, self.metric, self.fought)
        return Heard(tuple(sorted(voices)), tuple(sorted(bounds + old)), day, stale)

    def _newest(self) -> dict[int, Verdict]:
        """What each party's newest whole figure is: a voice, or too old to be compared."""
        if not self._candidates:
            return {}
        latest = self.series[max(self._candidates.values())]
        oldest = _oldest(latest.day, self.metric, self.fought)
        rule = "old" if self.fought is None else "outgrown"
        return {
            at: _at_least(self.series[at], rule, self.metric, latest)
            if self.series[at].day < oldest
            else Verdict("voice", "voice", latest, candidate=True)
            for at in self._candidates.values()
        }


class _Turns:
    """The days on which entries may change, by days of their own and of what revises them."""

    def __init__(self, series: Sequence[Entry], days: Callable[[Entry], tuple[int | None, ...]]):
        turns: defaultdict[int, set[int]] = defaultdict(set)
        for at, entry in enumerate(series):
            others = (reviser for one in entry.rethought for reviser in one.revisers)
            for one in (entry, *entry.revisers, *others):
                for day in days(one):
                    if day is not None:
                        turns[day].add(at)
        self._days, self._turns = sorted(turns), turns

    def between(self, before: int, day: int) -> set[int]:
        """The positions of entries that may have changed since a day before."""
        past, now = (bisect_right(self._days, one) for one in (before, day))
        return set().union(*(self._turns[turn] for turn in self._days[past:now]))


def _oldest(day: int, metric: Metric, fought: Fighting | None) -> float:
    """The oldest day of which a figure can be compared with one of this day: by the fighting since,
    by its days, or whatever its age.
    """
    if fought is not None:
        return fought.oldest(day)
    return -inf if metric.speaks_for is None else day - metric.speaks_for


def _alone(entry: Entry, metric: Metric, on: int, known_on: int, vague: bool) -> Verdict | None:
    """What an entry is by itself, whatever else its party says, by the first rule that holds;
    ``None`` where it would speak.
    """
    if entry.known > known_on:
        return Verdict("out", "unstated")
    if entry.withdrawn is not None and entry.withdrawn <= known_on:
        return Verdict("out", "withdrawn")
    if entry.fixed:
        return Verdict("out", entry.fixed)
    if entry.day > on:
        return Verdict("out", "later")
    standing = [reviser for reviser in entry.revisers if reviser.stands(known_on)]
    if standing:
        return Verdict("out", "revised", max(standing, key=_order))
    if entry.figure.qualifier == "vague" and not vague:
        return UNHEARD
    if entry.figure.partial:
        return _at_least(entry, "part", metric)
    return _rethought(entry, metric, known_on)


def _state(entry: Entry, verdict: Verdict | None, on: int, known_on: int) -> str:
    """What the verdict means for the others of its party."""
    if verdict is None:
        return "speaks"
    if verdict is UNHEARD:
        return "unheard"
    if verdict.rule == "revised" and _silences(entry, on, known_on):
        return "silences"
    return verdict.role


def _unheard(
    series: Sequence[Entry], positions: Sequence[int], candidates: Mapping[str, int]
) -> dict[int, Verdict]:
    """Vague words beside numbers: out, and replaced where their party says something newer."""
    verdicts: dict[int, Verdict] = {}
    newest = dict(candidates)
    for position in reversed(positions):
        figure = series[position].figure
        if figure.partial:
            continue
        at = newest.get(figure.party)
        if at is not None and at > position:
            verdicts[position] = Verdict("out", "superseded", series[at])
        else:
            verdicts[position] = UNHEARD._replace(candidate=at is None)
            newest[figure.party] = position
    return verdicts


def _entry(figure: Figure, repeated: Figure | None, assessment: str) -> Entry:
    fixed = (
        "conflicting"
        if figure.attribution == "conflicting"
        else "echo"
        if figure.echoes
        else "none"
        if figure.qualifier == "none"
        else None
    )
    return Entry(
        figure,
        comparison_day(figure).toordinal(),
        figure.stated.last.toordinal(),
        figure.withdrawn.toordinal() if figure.withdrawn else None,
        fixed,
        repeated,
        assessment,
        [],
        [],
    )


def followed(name: str, links: Mapping[str, str | None]) -> Iterator[str]:
    """The names reached by following a link again and again; a circle ends where it closes."""
    seen = {name}
    target = links.get(name)
    while target is not None and target not in seen:
        seen.add(target)
        yield target
        target = links.get(target)


def _order(entry: Entry) -> tuple[int, int, date, tuple[float, ...], str]:
    """Old to new; on one day the later statement is the newer, and only then the numbers and the
    name decide.
    """
    figure = entry.figure
    numbers = tuple(
        -inf if value is None else value for value in (figure.low, figure.best, figure.high)
    )
    return entry.day, entry.known, figure.stated.first, numbers, figure.estimate


def _at_least(entry: Entry, rule: str, metric: Metric, newest: Entry | None = None) -> Verdict:
    """What a figure is that cannot speak for the whole, by a rule: a lower bound of what never
    falls, else nothing; ``newest``: the newest of all, where it is its party's newest whole figure.
    """
    why = newest, newest is not None
    if metric.kind != "cumulative":
        return Verdict("out", rule, *why)
    if not entry.figure.low:
        return Verdict("out", f"{rule}_unbounded", *why)
    return Verdict("bound", f"{rule}_bound", *why)


def _silences(entry: Entry, on: int, known_on: int) -> bool:
    """Whether a revised figure keeps its party silent: nothing that replaces it speaks on this day
    yet.
    """
    return not entry.figure.partial and not any(
        reviser.stands_whole(known_on) and reviser.day <= on for reviser in entry.revisers
    )


def _rethought(entry: Entry, metric: Metric, known_on: int) -> Verdict | None:
    """What a figure is after its party revised a later one, upward or downward: made in the way
    that was given up, it is a lower bound of a count, or nothing.
    """
    for revised in entry.rethought:
        standing = [
            reviser
            for reviser in revised.revisers
            if reviser.stands(known_on)
            and reviser.figure.party == entry.figure.party
            and reviser.known > entry.known
        ]
        newest = max(standing, key=_order, default=None)
        old, new = one_number(revised.figure), one_number(newest.figure) if newest else None
        if old is None or new is None:
            continue
        if new > old and metric.kind == "cumulative" and entry.figure.low:
            return Verdict("bound", "rethought_bound", newest)
        if new != old:
            return Verdict("out", "rethought", newest)
    return None
