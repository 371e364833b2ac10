"""The methods by name, each on arrays of figures, many series at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.reconcile.methods.agreement import agreement
from tracker.reconcile.methods.arrays import Bools, Floats, Ints, Quantiles
from tracker.reconcile.methods.envelope import Range, envelope
from tracker.reconcile.methods.log_scale import READING, Reading, merge, on_log_scale, shift_for
from tracker.reconcile.methods.mixtures import model_range, pool
from tracker.reconcile.methods.random_effects import random_effects
from tracker.reconcile.methods.scales import USUAL_SPREADS, Scale, Spread, back, on_scale

# What share of the probability the ends of a computed range hold.
LEVELS = {"pool": 0.9, "random_effects": 0.95, "model": 0.9}
METHODS = ("envelope", "agreement", *LEVELS)
# Random effects need this many affiliations: with two, the ends say nothing (3,000 and 4,000 give
# 600 to 20,000).
FEWEST_POOLED = 3
# Figures worked on at once: memory grows with the table, not with the work on it.
BLOCK = 1 << 17


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
        return Figures._make(
            np.broadcast_to(array[0], places.shape)
            if array.strides == (0,) and places.size
            else array[places]
            for array in self
        )

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


def reconcile_many(
    method: str,
    figures: Figures,
    spread: Spread = USUAL_SPREADS["log"],
    scale: Scale = "log",
) -> Range:
    """The range of each series, figures (n, k), by a method of :data:`METHODS`, on a scale.

    The confidence of a computed range is that of :data:`LEVELS`, its ``kind`` is ``range``, ``no
    figure``, ``too few voices`` or ``no agreement``; nobody holds its ends but for ``agreement``.
    """
    if scale != "log" and method in ("envelope", "agreement"):
        return _by_order(method, figures)
    placed = figures if scale == "log" else _in_order(figures)  # here only to be counted
    hull = envelope(*placed[:3], affiliation=figures.affiliation)
    if method == "envelope":
        return hull
    voices, independent = np.asarray(hull.voices), np.asarray(hull.independent)
    closed, enough = figures.closed(), voices > 0
    used = closed if method == "agreement" else figures
    if method == "random_effects":
        two_sided = ~np.isnan(closed.low) & ~np.isnan(closed.high)
        used, enough = used.only(two_sided), independent >= FEWEST_POOLED
    ends = np.full((3, len(voices)), np.nan)
    if enough.any():
        some = used.at(enough)
        ends[:, enough] = (
            _overlaps(some) if method == "agreement" else _computed(method, some, spread, scale)
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


def blocks(rows: Ints, sizes: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Groups of about the same size, some at a time, and where their rows stand: (groups,),
    (groups, largest), -1 for none. ``rows`` are those of the first group, then of the second.

    Sorted by size, so that one group of a million beside a million of one takes no more room than
    its rows.
    """
    starts = np.cumsum(sizes) - sizes
    order, done = np.lexsort((sizes,)), 0  # equal ones as they stand
    while done < len(sizes):
        ahead = sizes[order[done : done + BLOCK]]
        room = np.arange(1, len(ahead) + 1) * ahead <= max(BLOCK, ahead[0])
        some = order[done : done + int(np.argmin(room) if not room.all() else len(room))]
        column = np.arange(sizes[some].max())
        inside = column < sizes[some][:, None]
        at = np.where(inside, starts[some][:, None] + column, 0)
        yield some, np.where(inside, rows[at], -1)
        done += len(some)


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


def _computed(method: str, figures: Figures, spread: Spread, scale: Scale) -> Floats:
    """Low, centre and high, in the figures' unit, by a method that works on a scale."""
    if scale == "log":
        y, s, shift = figures.on_log_scale()
    else:
        y, s = on_scale(scale, *figures[:3], spread.tau_scale)
    y, s = merge(y, s, figures.affiliation)
    level = LEVELS[method]
    if method == "random_effects":
        pooled = random_effects(y, s * s, level=level)
        ends = Quantiles(pooled.low, pooled.mean, pooled.high)
    elif method == "pool":
        ends = pool(y, s, level=level)
    else:
        ends = model_range(y, s, level=level, tau_scale=spread.tau_scale, shared=spread.shared)
    found = np.array([np.asarray(end) for end in ends])
    if scale != "log":
        return back(scale, found)
    with np.errstate(over="ignore"):
        return np.asarray(np.maximum(np.exp(found) - shift[:, 0], 0))


def _by_order(method: str, figures: Figures) -> Range:
    """The envelope or the agreement of numbers that may be negative: only their order and their
    middles count, so they are moved to powers of two between 1 and 2, whose geometric middles are
    theirs, and back. An end that somebody stated is the number stated, to the last digit.
    """
    found = reconcile_many(method, _in_order(figures))
    numbers = np.append(np.unique(np.array(figures[:3])), np.nan)
    places, (start, width) = _placed(numbers), _reach(numbers)
    ends = np.array(found[:3])
    at = np.searchsorted(places, ends)  # NaN is the last
    stated = places[at] == ends
    low, centre, high = np.where(stated, numbers[at], start + width * np.log2(ends))
    return found._replace(low=low, centre=centre, high=high)


def _in_order(figures: Figures) -> Figures:
    """Figures of either sign as positive ones in the same order, one by one."""
    low, best, high = _placed(np.array(figures[:3]))
    return figures._replace(low=low, best=best, high=high)


def _placed(numbers: Floats) -> Floats:
    start, width = _reach(numbers)
    return np.asarray(2 ** ((numbers - start) / width))


def _reach(numbers: Floats) -> tuple[float, float]:
    """The smallest number and how far the largest lies above it, at least something."""
    low, high = (
        end(numbers, axis=None, initial=np.nan) for end in (np.fmin.reduce, np.fmax.reduce)
    )
    return float(low), float(high - low) or 1.0
