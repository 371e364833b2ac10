"""The methods applied to the figures of a record: numbers in, the ends and who holds them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np

from tracker.curate.model import Figure, Metric
from tracker.curate.words.quantities import HEDGES
from tracker.reconcile.methods.envelope import Range, envelope
from tracker.reconcile.methods.many import Figures, reconcile_many

TAU_SCALE = 0.75
"""How far parties usually differ, where the codebook does not say (Röver et al. 2021)."""


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


def reconciled(
    method: str, metric: Metric, voices: Sequence[Figure], bounds: Sequence[Figure]
) -> Span:
    """Reconcile figures by a method of :data:`tracker.reconcile.methods.names.METHODS`; bounds
    enter the envelope only.
    """
    if method != "envelope":
        return _computed(method, metric, voices)
    found, figures = envelope_of(voices, bounds), (*voices, *bounds)
    return _span(
        (found.low, found.centre, found.high),
        found.low_open,
        found.high_open,
        found.independent,
        found.confidence,
        _parties(figures, found.low_by),
        _parties(figures, found.high_by),
    )


def envelope_of(voices: Sequence[Figure], bounds: Sequence[Figure]) -> Range:
    """The envelope of figures: voices with all they say, lower bounds with their low only."""
    low, best, high = _numbers(voices)
    open_ends = [nan] * len(bounds)
    return envelope(
        [*low, *(figure.low for figure in bounds)],
        [*best, *open_ends],
        [*high, *open_ends],
        affiliation=[figure.affiliation for figure in (*voices, *bounds)],
    )


def _computed(method: str, metric: Metric, voices: Sequence[Figure]) -> Span:
    low, best, high = _numbers(voices)
    figures = Figures(
        low,
        best,
        high,
        *(
            np.array(column)
            for column in (
                [figure.affiliation for figure in voices],
                [figure.said.lower().startswith(HEDGES["exact"]) for figure in voices],
                [figure.qualifier for figure in voices],
            )
        ),
    )
    found = reconcile_many(
        method, Figures(*(array[None] for array in figures)), metric.tau_scale or TAU_SCALE
    )
    *numbers, low_open, high_open, _, independent, confidence = (
        values[0].item() for values in found[:-1]
    )
    held = [
        _parties(voices, ends == end) if method == "agreement" else ""
        for ends, end in ((low, numbers[0]), (high, numbers[2]))
    ]
    return _span(numbers, low_open, high_open, independent, confidence, *held)


def _span(numbers, low_open, high_open, independent, confidence, low_party, high_party) -> Span:
    low, centre, high, confidence = (
        None if isnan(value) else value for value in (*numbers, confidence)
    )
    return Span(
        low, centre, high, low_open, high_open, independent, confidence, low_party, high_party
    )


def _numbers(figures: Sequence[Figure]) -> np.ndarray:
    """Lows, bests and highs, shape (3, k), NaN where open or not given."""
    return np.array(
        [[getattr(figure, name) for figure in figures] for name in ("low", "best", "high")],
        dtype=float,
    )


def _parties(figures: Sequence[Figure], holds: Sequence[bool]) -> str:
    return ", ".join(sorted({figure.party for figure, held in zip(figures, holds) if held}))
