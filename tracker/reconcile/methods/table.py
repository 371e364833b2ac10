"""The methods by name, each on arrays of figures, many series at once."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.reconcile.methods.agreement import agreement
from tracker.reconcile.methods.arrays import Bools, Floats, Ints, Quantiles
from tracker.reconcile.methods.envelope import Range, envelope
from tracker.reconcile.methods.log_scale import READING, Reading, merge, on_log_scale, shift_for
from tracker.reconcile.methods.model_range import model_range
from tracker.reconcile.methods.pool import pool
from tracker.reconcile.methods.random_effects import random_effects

LEVELS = {"pool": 0.9, "random_effects": 0.95, "model": 0.9}
"""What share of the probability the ends of a computed range hold."""
METHODS = ("envelope", "agreement", *LEVELS)
FEWEST = 3
"""Random effects need this many affiliations: with two, the ends say nothing (3,000 and 4,000 give
600 to 20,000).
"""


class Figures(NamedTuple):
    """Voices as arrays of one shape: NaN for a bound that is open or not given, "" for no word."""

    low: Floats
    best: Floats
    high: Floats
    affiliation: NDArray[Any]
    sharp: Bools
    qualifier: NDArray[Any]

    def at(self, places: Ints | Bools) -> Figures:
        """The figures at the places, in the places' shape."""
        return Figures._make(array[places] for array in self)

    def closed(self) -> Figures:
        """A best value stands for a bound that is open, as in the envelope."""
        low, high = (np.where(np.isnan(bound), self.best, bound) for bound in (self.low, self.high))
        return self._replace(low=low, high=high)

    def only(self, used: Bools) -> Figures:
        """No figure where ``used`` is false."""
        low, best, high = (np.where(used, bound, np.nan) for bound in self[:3])
        return self._replace(low=low, best=best, high=high)

    def on_log_scale(self, reading: Reading = READING) -> tuple[Floats, Floats, Floats]:
        """The figures' logarithms, their standard errors, and the shift added to every number."""
        shift = shift_for(*self[:3])
        y, s = on_log_scale(
            *self[:3], qualifier=self.qualifier, sharp=self.sharp, shift=shift, reading=reading
        )
        return y, s, shift


def reconcile_many(method: str, figures: Figures, tau_scale: float) -> Range:
    """The range of each series, figures (n, k), by a method of :data:`METHODS`.

    The confidence of a computed range is that of :data:`LEVELS`, its ``kind`` is ``range``, ``no
    figure``, ``too few voices`` or ``no agreement``; nobody holds its ends but for ``agreement``.
    """
    hull = envelope(*figures[:3], affiliation=figures.affiliation)
    if method == "envelope":
        return hull
    voices, independent = np.asarray(hull.voices), np.asarray(hull.independent)
    closed, enough = figures.closed(), voices > 0
    if method == "random_effects":
        two_sided = ~np.isnan(closed.low) & ~np.isnan(closed.high)
        closed, enough = closed.only(two_sided), independent >= FEWEST
    ends = np.full((3, len(voices)), np.nan)
    if enough.any():
        some = closed.at(enough)
        ends[:, enough] = (
            _overlaps(some) if method == "agreement" else _computed(method, some, tau_scale)
        )
    low, centre, high = ends
    reasons = {
        "no figure": voices == 0,
        "too few voices": ~enough,
        "no agreement": np.isnan(low) & np.isnan(high),
    }
    agreed = method == "agreement"
    return Range(
        low,
        centre,
        high,
        np.isnan(low) & np.isfinite(high),
        np.isnan(high) & np.isfinite(low),
        voices,
        independent,
        np.where(np.isnan(low), np.nan, LEVELS.get(method, np.nan)),
        np.select(list(reasons.values()), list(reasons), "range"),
        agreed & (figures.low == low[:, None]),
        agreed & (figures.high == high[:, None]),
    )


def _overlaps(figures: Figures) -> Floats:
    """From the lowest region in which most affiliations overlap to the highest; nothing where no
    two of several do.
    """
    met = agreement(figures.low, figures.high, affiliation=figures.affiliation)
    last = np.sum(~(np.isnan(met.low) & np.isnan(met.high)), axis=1) - 1
    ends = np.full((3, len(last)), np.nan)
    ends[0], ends[2] = met.low[:, 0], np.take_along_axis(met.high, last[:, None], 1)[:, 0]
    ends[:, met.count < np.minimum(2, met.k)] = np.nan
    return ends


def _computed(method: str, figures: Figures, tau_scale: float) -> Floats:
    """Low, centre and high, in persons, by a method that works on the log scale."""
    y, s, shift = figures.on_log_scale()
    y, s = merge(y, s, figures.affiliation)
    level = LEVELS[method]
    if method == "random_effects":
        pooled = random_effects(y, s * s, level=level)
        ends = Quantiles(pooled.low, pooled.mean, pooled.high)
    elif method == "pool":
        ends = pool(y, s, level=level)
    else:
        ends = model_range(y, s, level=level, tau_scale=tau_scale)
    with np.errstate(over="ignore"):
        return np.maximum(np.exp([np.asarray(end) for end in ends]) - shift[:, 0], 0)
