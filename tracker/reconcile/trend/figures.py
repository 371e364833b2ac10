"""Which figures a trend rests on, and their readings on the log scale.

Every figure that is its party's own whole count of its own day enters, not only the newest: the
path runs through all days. Echoes, withdrawn, disputed and revised figures stay out as they do for
ranges, each with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tracker.reconcile.judgement import Entry, Verdict
from tracker.reconcile.methods.arrays import Floats, Ints
from tracker.reconcile.methods.figures import as_arrays
from tracker.reconcile.methods.log_scale import READING
from tracker.reconcile.question import NothingToShow
from tracker.reconcile.trend.model import DatedObservations
from tracker.reconcile.voices import Judged, Series, homes, reason

# Verdicts of a standing whole figure: whichever the newest is, each speaks for its own day.
OWN_DAY = (
    *("voice", "old", "old_bound", "old_unbounded", "outgrown_bound", "outgrown_unbounded"),
    *("superseded", "silenced"),
)
# What has a path; a plan or a flow does not add up to one.
PATH_KINDS = ("cumulative", "stock")
# Days: a longer path is drawn in steps of several days, so that it is no heavier.
LONGEST_PATH = 2000
# Figures: of more, those of one party that lie next to each other are taken together.
MOST_FIGURES = 1500


def placed(of: Series, on: date, known_on: date) -> list[Judged]:
    """Give every figure of a series its part in the trend (voice, bound or out) as known on a day.

    What is neither a count nor a strength has no path: of a plan or a flow those figures count that
    speak on the day asked about (``on``), as if of one day.

    Raises
    ------
    NothingToShow
        If nothing is left to draw a path through.

    """
    metric, own_day = of.metric, of.metric.kind in PATH_KINDS
    day = known_on if own_day else on
    verdicts = of.hearing().judge(day.toordinal(), known_on.toordinal())
    items = [
        _placed(entry, verdict, of, known_on, OWN_DAY if own_day else ())
        for entry, verdict in zip(of.entries, verdicts)
    ]
    if not any(item.role == "voice" for item in items):
        where = f"{metric.key} ({of.place})" if metric.by_place else metric.key
        if not items:
            raise NothingToShow(
                f"the record has no figure of {where}, so there is no path to draw; choose "
                "another metric"
            )
        raise NothingToShow(
            f"no whole figure of {where} stands as known on {known_on}, so there is no path to "
            f"draw; `tracker explain {metric.key}` says why, and a later day may have one"
        )
    return items


def _placed(
    entry: Entry, verdict: Verdict, of: Series, known_on: date, speaking: Sequence[str]
) -> Judged:
    replaced = verdict.other if verdict.rule in ("superseded", "silenced") else None
    same_day = replaced is not None and replaced.day == entry.day
    whole = verdict.rule in speaking and not entry.figure.partial
    if whole and not same_day:
        return Judged(entry, "voice", f"its party's whole figure of {entry.figure.as_of}")
    return Judged(entry, verdict.role, reason(entry, verdict, of, known_on, known_on))


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the model is given: figures and lower bounds on the log scale, and whose they are.

    ``parties`` and ``affiliations`` are codebook keys, ``home`` (P,) the affiliation of each party,
    one for those that its newest assessment joins.
    Time is counted from ``start`` in steps of ``step`` days; the path runs from ``first``, the
    first whole figure's day, to ``last``, the newest day of any figure used. ``shift`` was added to
    every number.
    """

    figures: DatedObservations
    bounds: DatedObservations
    parties: tuple[str, ...]
    affiliations: tuple[str, ...]
    home: Ints
    start: date
    first: date
    last: date
    step: int
    shift: float


def evidence(voices: Sequence[Entry], bounds: Sequence[Entry], *, own_day: bool = True) -> Evidence:
    """Figures and bounds read on the log scale.

    A figure dated to a month holds for some day of it, no later than it was stated; all hold for
    one day unless each has its ``own_day``. A bound keeps its bare number. Of a party with very
    many figures those next to each other are taken together (:data:`MOST_FIGURES`).
    """
    everyone = sorted((*voices, *bounds), key=lambda entry: entry.day)
    used = dict(zip((entry.figure.party for entry in everyone), homes(everyone)))
    parties = tuple(sorted(used))
    affiliations = tuple(dict.fromkeys(used[key] for key in parties))
    home = np.array([affiliations.index(used[key]) for key in parties])
    newest = max(entry.day for entry in voices)
    start = min(map(_first_day, everyone)) if own_day else newest
    last = everyone[-1].day if own_day else newest
    step = 1 + (last - start) // LONGEST_PATH
    y, s, shift = as_arrays([entry.figure for entry in voices]).on_log_scale()
    least = np.log(as_arrays([entry.figure for entry in bounds]).low + shift)
    sharp = np.full(len(least), READING.least_error)
    first = min(entry.day for entry in voices) if own_day else newest

    def dated(entries: Sequence[Entry], y: Floats, s: Floats) -> DatedObservations:
        days = np.array([[_first_day(entry), entry.day] for entry in entries], dtype=int)
        days = (days.reshape(len(entries), 2) - start) // step * own_day
        party = np.array([parties.index(entry.figure.party) for entry in entries], dtype=int)
        return DatedObservations(y, s, days[:, 0], days[:, 1], party)

    return Evidence(
        gathered(dated(voices, y, s)),
        dated(bounds, least, sharp),
        parties,
        affiliations,
        home,
        date.fromordinal(start),
        date.fromordinal(first),
        date.fromordinal(last),
        step,
        float(shift),
    )


def gathered(figures: DatedObservations) -> DatedObservations:
    """At most about :data:`MOST_FIGURES` figures: runs of one party's, in the order of their days,
    are taken as one of their mean number, error and day.
    """
    many = -(-len(figures.y) // MOST_FIGURES)
    if many < 2:
        return figures
    order = np.lexsort((figures.last, figures.party))
    party = figures.party[order]
    _, begins, sizes = np.unique(party, return_index=True, return_counts=True)
    place = np.arange(len(order)) - np.repeat(begins, sizes)
    run = np.cumsum(place % many == 0) - 1
    count = np.bincount(run)

    def mean(column: Floats | Ints) -> Floats:
        return np.asarray(np.bincount(run, weights=column[order]) / count)

    first, last = (np.rint(mean(day)).astype(int) for day in (figures.first, figures.last))
    return DatedObservations(
        mean(figures.y), mean(figures.s), first, last, party[place % many == 0]
    )


def _first_day(entry: Entry) -> int:
    """The first day for which a figure may hold, as an ordinal."""
    return min(entry.figure.as_of.first.toordinal(), entry.day)
