"""The methods by name: each makes the same few numbers from the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np

from tracker.curate.model import Figure, Metric
from tracker.curate.words import HEDGES
from tracker.reconcile.agreements import agreement
from tracker.reconcile.effects import random_effects
from tracker.reconcile.envelopes import Range, envelope
from tracker.reconcile.modelling import model_range
from tracker.reconcile.observations import Quantiles
from tracker.reconcile.onelog import merge, on_log_scale, shift_for
from tracker.reconcile.pools import pool

METHODS = ("envelope", "agreement", "pool", "random_effects", "model")
LEVELS = {"pool": 0.9, "random_effects": 0.95, "model": 0.9}
FEWEST = 3
"""Random effects need this many affiliations: with two, the ends say nothing (3,000 and 4,000 give 600 to 20,000)."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a method makes of voices and bounds; ``None`` for what there is not."""

    low: float | None
    centre: float | None
    high: float | None
    low_open: bool
    high_open: bool
    independent: int
    confidence: float | None
    low_party: str
    high_party: str


def reconciled(method: str, metric: Metric, voices: Sequence[Figure], bounds: Sequence[Figure]) -> Span:
    """Reconcile figures by a method of :data:`METHODS`; bounds enter the envelope only."""
    found = envelope_of(voices, bounds)
    if method == "envelope":
        figures = (*voices, *bounds)
        held = (_parties(figures, found.low_by), _parties(figures, found.high_by))
        return _span((found.low, found.centre, found.high), found.low_open, found.high_open, found.independent,
                     found.confidence, *held)
    if method == "agreement":
        return _agreement(voices, found.independent)
    numbers = _computed(method, metric, voices)
    return _span(numbers, False, False, found.independent, nan if isnan(numbers[0]) else LEVELS[method])


def envelope_of(voices: Sequence[Figure], bounds: Sequence[Figure]) -> Range:
    """The envelope of figures: voices with all they say, lower bounds with their low only."""
    low, best, high = _numbers(voices)
    open_ends = [nan] * len(bounds)
    return envelope(low + [figure.low for figure in bounds], best + open_ends, high + open_ends,
                    affiliation=[figure.affiliation for figure in (*voices, *bounds)])


def _agreement(voices: Sequence[Figure], independent: int) -> Span:
    """Where the most voices overlap, from the lowest such region to the highest; nothing where no two of several do."""
    low, _, high = _numbers(voices)
    found = agreement(low, high) if voices else None
    if found is None or found.count < min(2, found.k):
        return _span((nan, nan, nan), False, False, independent)
    ends = float(found.low[0]), nan, float(found.high[-1])
    held = [_parties(voices, [number == end for number in numbers]) for numbers, end in ((low, ends[0]), (high, ends[2]))]
    return _span(ends, isnan(ends[0]), isnan(ends[2]), independent, nan, *held)


def _computed(method: str, metric: Metric, voices: Sequence[Figure]) -> tuple[float, float, float]:
    """Ends and centre by a method that reads figures as observations of a logarithm, one an affiliation."""
    if method == "random_effects":
        voices = [figure for figure in voices if None not in (figure.low, figure.high)]
    low, best, high = _numbers(voices)
    homes = [figure.affiliation for figure in voices]
    if len(set(homes)) < (FEWEST if method == "random_effects" else 1):
        return nan, nan, nan
    shift = shift_for(low, best, high)
    y, s = on_log_scale(low, best, high, qualifier=[figure.qualifier for figure in voices],
                        sharp=[figure.said.lower().startswith(HEDGES["exact"]) for figure in voices], shift=shift)
    found = _quantiles(method, metric, *merge(y, s, homes))
    return tuple(float(np.maximum(np.exp(value) - shift, 0)) for value in found)


def _quantiles(method: str, metric: Metric, y: np.ndarray, s: np.ndarray) -> Quantiles:
    level = LEVELS[method]
    if method == "pool":
        return pool(y, s, level=level)
    if method == "model":
        return model_range(y, s, level=level, **({"tau_scale": metric.tau_scale} if metric.tau_scale else {}))
    found = random_effects(y, s * s, level=level)
    return Quantiles(found.low, found.mean, found.high)


def _span(numbers, low_open, high_open, independent, confidence=nan, low_party="", high_party="") -> Span:
    low, centre, high, confidence = (None if isnan(value) else value for value in (*numbers, confidence))
    return Span(low, centre, high, low_open, high_open, independent, confidence, low_party, high_party)


def _numbers(figures: Sequence[Figure]) -> list[list[float]]:
    """Lows, bests and highs, NaN where open or not given."""
    return [[nan if value is None else value for value in (getattr(figure, name) for figure in figures)]
            for name in ("low", "best", "high")]


def _parties(figures: Sequence[Figure], holds: Sequence[bool]) -> str:
    return ", ".join(sorted({figure.party for figure, held in zip(figures, holds) if held}))
