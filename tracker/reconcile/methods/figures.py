"""The methods applied to figures of a record: statements in, the ends and who holds them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tracker.curate.model import Figure, Metric
from tracker.curate.words.quantities import HEDGES
from tracker.reconcile.methods.arrays import Bools, Floats, as_asked
from tracker.reconcile.methods.envelope import Range
from tracker.reconcile.methods.scales import usual
from tracker.reconcile.methods.table import Figures, reconcile_many


class Ends(NamedTuple):
    """What a method makes of figures, in persons, and the parties that hold each end; ``None`` for
    what there is not.
    """

    low: float | None
    centre: float | None
    high: float | None
    low_open: bool
    high_open: bool
    independent: int
    confidence: float | None
    low_party: str
    high_party: str
    low_said: str
    high_said: str


def reconciled(
    method: str,
    metric: Metric,
    voices: Sequence[Figure],
    bounds: Sequence[Figure],
    homes: Sequence[str],
) -> Ends:
    """Reconcile figures by a method of :data:`tracker.reconcile.methods.table.METHODS`; bounds
    enter the envelope only. ``homes`` says of each voice and bound with whom it is one.
    """
    bounds = bounds if method == "envelope" else ()
    figures = (*voices, *bounds)
    ends = _range(method, as_arrays(voices, bounds, homes), metric.tau_scale)
    return Ends(
        _number(ends.low),
        _number(ends.centre),
        _number(ends.high),
        bool(ends.low_open),
        bool(ends.high_open),
        int(ends.independent),
        _number(ends.confidence),
        _parties(figures, ends.low_by),
        _parties(figures, ends.high_by),
        _words(figures, ends.low_by),
        _words(figures, ends.high_by),
    )


def envelope_of(
    voices: Sequence[Figure], bounds: Sequence[Figure], homes: Sequence[str] = ()
) -> Range:
    """The envelope of figures: voices with all they say, lower bounds with their low only."""
    return _range("envelope", as_arrays(voices, bounds, homes))


def as_arrays(
    voices: Sequence[Figure], bounds: Sequence[Figure] = (), homes: Sequence[str] = ()
) -> Figures:
    """Figures of a record as arrays (k,): voices with all they say, bounds with their low only.

    Vague words ("several thousand") are no more than their low. ``homes`` says of each figure with
    whom it is one; by default its affiliation.
    """
    figures = (*voices, *bounds)
    numbers = [(figure.low, figure.best, figure.high) for figure in figures]
    low, best, high = np.array(numbers, dtype=float).reshape(-1, 3).T
    least = [at >= len(voices) or each.qualifier == "vague" for at, each in enumerate(figures)]
    best[least] = high[least] = np.nan
    return Figures(
        low,
        best,
        high,
        np.array([*(homes or (figure.affiliation for figure in figures))][: len(figures)]),
        np.array([said_exactly(figure.said) for figure in figures]),
        np.array([figure.qualifier for figure in figures]),
    )


def said_exactly(said: str) -> bool:
    """Whether the words say that the number is exactly so."""
    return said.lower().startswith(HEDGES["exact"])


def _range(method: str, figures: Figures, tau_scale: float | None = None) -> Range:
    """The range of one series, in plain numbers."""
    series = figures.at(np.arange(len(figures.low))[None])
    return Range(*as_asked(reconcile_many(method, series, usual("log", tau_scale, None)), 1))


def _number(value: float | Floats) -> float | None:
    return None if np.isnan(value) else float(value)


def _parties(figures: Sequence[Figure], holds: Bools) -> str:
    return ", ".join(sorted({figure.party for figure, held in zip(figures, holds) if held}))


def _words(figures: Sequence[Figure], holds: Bools) -> str:
    """The words behind an end that all who hold it leave to be computed; empty for a stated one."""
    held = [figure for figure, holds_it in zip(figures, holds) if holds_it]
    return held[0].said if held and all(figure.computed for figure in held) else ""
