"""The methods by name on arrays of figures, many series at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tracker.reconcile.methods.agreement import agreement
from tracker.reconcile.methods.envelope import envelope
from tracker.reconcile.methods.log_scale import merge, on_log_scale, shift_for
from tracker.reconcile.methods.model_range import model_range
from tracker.reconcile.methods.names import FEWEST, LEVELS
from tracker.reconcile.methods.pool import pool
from tracker.reconcile.methods.random_effects import random_effects


class Figures(NamedTuple):
    """Voices as arrays of one shape, NaN where a bound is open or not given; ``qualifier`` may be
    missing.
    """

    low: np.ndarray
    best: np.ndarray
    high: np.ndarray
    affiliation: np.ndarray
    sharp: np.ndarray
    qualifier: np.ndarray | None

    def at(self, places: np.ndarray) -> Figures:
        """The figures at the places; no figure where a place is negative."""
        absent = places < 0
        bounds = (np.where(absent, np.nan, bound[places]) for bound in self[:3])
        return Figures(*bounds, *(None if array is None else array[places] for array in self[3:]))

    def closed(self) -> Figures:
        """A best value stands for a bound that is open, as in the envelope."""
        low, high = (np.where(np.isnan(bound), self.best, bound) for bound in (self.low, self.high))
        return self._replace(low=low, high=high)

    def only(self, kept: np.ndarray) -> Figures:
        """No figure where ``kept`` is false."""
        return Figures(*(np.where(kept, bound, np.nan) for bound in self[:3]), *self[3:])


def reconcile_many(method: str, figures: Figures, tau_scale: float) -> tuple[np.ndarray, ...]:
    """Low, centre, high, the two open marks, voices, independent, confidence and kind of each
    series, each (n,).

    The confidence of a method is that of :data:`tracker.reconcile.methods.names.LEVELS`; the
    envelope has its own.
    """
    found = envelope(*figures[:3], affiliation=figures.affiliation)
    if method == "envelope":
        return (
            found.low,
            found.centre,
            found.high,
            found.low_open,
            found.high_open,
            found.voices,
            found.independent,
            found.confidence,
            found.kind,
        )
    figures = figures.closed()
    ends = np.full((3, len(found.low)), np.nan)
    kind = np.full(len(found.low), "range", dtype=object)
    if method == "random_effects":
        figures = figures.only(~np.isnan(figures.low) & ~np.isnan(figures.high))
    enough = found.independent >= FEWEST if method == "random_effects" else found.voices > 0
    kind[~enough] = "too few voices"
    kind[found.voices == 0] = "no figure"
    some = Figures(*(None if array is None else array[enough] for array in figures))
    if enough.any():
        ends[:, enough] = (
            _overlaps(some) if method == "agreement" else _computed(method, some, tau_scale)
        )
    low_open, high_open = (
        np.isnan(ends[end]) & np.isfinite(ends[other]) for end, other in ((0, 2), (2, 0))
    )
    kind[enough & np.isnan(ends[0]) & np.isnan(ends[2])] = "no agreement"
    confidence = np.where(np.isnan(ends[0]), np.nan, LEVELS.get(method, np.nan))
    return *ends, low_open, high_open, found.voices, found.independent, confidence, kind


def _overlaps(figures: Figures) -> np.ndarray:
    """From the lowest region in which most affiliations overlap to the highest; nothing where no
    two of several do.
    """
    found = agreement(figures.low, figures.high, affiliation=figures.affiliation)
    last = np.sum(~(np.isnan(found.low) & np.isnan(found.high)), axis=1) - 1
    ends = np.stack(
        [
            found.low[:, 0],
            np.full(len(last), np.nan),
            np.take_along_axis(found.high, last[:, None], 1)[:, 0],
        ]
    )
    ends[:, found.count < np.minimum(2, found.k)] = np.nan
    return ends


def _computed(method: str, figures: Figures, tau_scale: float) -> np.ndarray:
    shift = shift_for(*figures[:3])
    y, s = on_log_scale(*figures[:3], qualifier=figures.qualifier, sharp=figures.sharp, shift=shift)
    y, s = merge(y, s, figures.affiliation)
    level = LEVELS[method]
    if method == "random_effects":
        found = random_effects(y, s * s, level=level)
        ends = found.low, found.mean, found.high
    else:
        ends = (
            pool(y, s, level=level)
            if method == "pool"
            else model_range(y, s, level=level, tau_scale=tau_scale)
        )
    with np.errstate(over="ignore"):
        return np.maximum(np.exp(ends) - shift[:, 0], 0)
