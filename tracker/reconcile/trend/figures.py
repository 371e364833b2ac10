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

from tracker.curate.model import Codebook
from tracker.reconcile import reasons
from tracker.reconcile.judgement import Entry, Role, Verdict
from tracker.reconcile.methods.arrays import Floats, Ints
from tracker.reconcile.methods.figures import as_arrays
from tracker.reconcile.methods.log_scale import READING
from tracker.reconcile.question import NothingToShow
from tracker.reconcile.trend.model import DatedObservations
from tracker.reconcile.voices import Series

OWN_DAY = ("voice", "vague", "old", "old_bound", "old_unbounded", "superseded", "silenced")
"""Verdicts of a standing whole figure: whichever the newest is, each speaks for its own day."""
KINDS = ("cumulative", "stock")


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure, what it is to the trend (voice, bound or out), and why."""

    entry: Entry
    role: Role
    reason: str


def placed(of: Series, known_on: date) -> list[Placed]:
    """Give every figure of a series its part in the trend as known on a day.

    Raises
    ------
    NothingToShow
        If the metric is neither a count nor a stock, or nothing is left to draw a path through.

    """
    metric = of.metric
    if metric.kind not in KINDS:
        raise NothingToShow(
            f"{metric.key} is a {metric.kind or 'metric without a kind'}; a trend is drawn for "
            f"metrics of the kinds {' and '.join(KINDS)}"
        )
    verdicts = of.judge(known_on, known_on).verdicts
    items = [_placed(entry, verdict, of, known_on) for entry, verdict in zip(of.entries, verdicts)]
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


def _placed(entry: Entry, verdict: Verdict, of: Series, known_on: date) -> Placed:
    replaced = verdict.other if verdict.rule in ("superseded", "silenced") else None
    same_day = replaced is not None and replaced.day == entry.day
    whole = verdict.rule in OWN_DAY and not entry.figure.partial
    if whole and not same_day:
        return Placed(entry, "voice", f"its party's whole figure of {entry.figure.as_of}")
    return Placed(entry, verdict.role, reasons.reason(entry, verdict, of, known_on, known_on))


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the model is given: figures and lower bounds on the log scale, and whose they are.

    ``parties`` and ``affiliations`` are codebook keys, ``home`` (P,) the affiliation of each party;
    days count from ``start``; ``shift`` was added to every number; ``bound_keys`` name the bounds,
    ``first`` is the path's first day.
    """

    figures: DatedObservations
    bounds: DatedObservations
    parties: tuple[str, ...]
    affiliations: tuple[str, ...]
    home: Ints
    start: date
    first: date
    shift: float
    bound_keys: tuple[str, ...]


def evidence(book: Codebook, items: Sequence[Placed]) -> Evidence:
    """The figures and bounds among the items, read on the log scale.

    A figure dated to a month holds for some day of it, no later than it was stated. A bound keeps
    its bare number.
    """
    voices, bounds = (
        [item.entry for item in items if item.role == role] for role in ("voice", "bound")
    )
    used = {entry.figure.party for entry in (*voices, *bounds)}
    parties = tuple(key for key in book.parties if key in used)
    affiliations = tuple(dict.fromkeys(book.parties[key].affiliation for key in parties))
    home = np.array([affiliations.index(book.parties[key].affiliation) for key in parties])
    start = min(_first_day(entry) for entry in (*voices, *bounds))
    y, s, shift = as_arrays([entry.figure for entry in voices]).on_log_scale()
    least = np.log(as_arrays([entry.figure for entry in bounds]).low + shift)
    sharp = np.full(len(least), READING.least_error)
    first = min(entry.day for entry in voices)
    return Evidence(
        _dated(voices, y, s, parties, start),
        _dated(bounds, least, sharp, parties, start),
        parties,
        affiliations,
        home,
        date.fromordinal(start),
        date.fromordinal(first),
        float(shift),
        tuple(entry.figure.key for entry in bounds),
    )


def _dated(
    entries: Sequence[Entry], y: Floats, s: Floats, parties: Sequence[str], start: int
) -> DatedObservations:
    first = np.array([_first_day(entry) - start for entry in entries], dtype=int)
    last = np.array([entry.day - start for entry in entries], dtype=int)
    party = np.array([parties.index(entry.figure.party) for entry in entries], dtype=int)
    return DatedObservations(y, s, first, last, party)


def _first_day(entry: Entry) -> int:
    """The first day for which a figure may hold, as an ordinal."""
    return min(entry.figure.as_of.first.toordinal(), entry.day)
