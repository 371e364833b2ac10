"""The methods by name: each makes the same few numbers from the same voices."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan

from tracker.curate.model import Figure, Metric

METHODS = ("envelope", "agreement", "pool", "random_effects", "model")
INTERVALS = {
    "agreement": "where the most assessments overlap",
    "pool": "the middle 90% of an equal-weight pool of the assessments",
    "random_effects": "95% confidence interval of the mean of all parties, by random effects",
    "model": "90% interval of the model range",
}
"""What the ends of each method but the envelope are."""


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


def reconciled(method: str, metric: Metric, voices: list[Figure], bounds: list[Figure]) -> Span:
    """Reconcile figures by a method of :data:`METHODS`; bounds enter the envelope only."""
    return _envelope(voices, bounds)


def envelope_of(voices: list[Figure], bounds: list[Figure]):
    """The envelope of figures: voices with their bounds, lower bounds with their low only."""
    from tracker.reconcile.envelopes import envelope

    figures = [*voices, *bounds]
    low = [_number(figure.low) for figure in figures]
    best, high = ([_number(getattr(figure, name)) for figure in voices] + [nan] * len(bounds) for name in ("best", "high"))
    return envelope(low, best, high, affiliation=[figure.affiliation for figure in figures])


def _envelope(voices: list[Figure], bounds: list[Figure]) -> Span:
    found = envelope_of(voices, bounds)
    held = [", ".join(sorted({figure.party for figure, holds in zip([*voices, *bounds], marks) if holds}))
            for marks in (found.low_by, found.high_by)]
    return Span(_or_none(found.low), _or_none(found.centre), _or_none(found.high), found.low_open, found.high_open,
                found.independent, _or_none(found.confidence), *held)


def _number(value: float | None) -> float:
    return nan if value is None else value


def _or_none(value: float) -> float | None:
    return None if isnan(value) else value
