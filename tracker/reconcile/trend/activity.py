"""The fighting behind a count: whose clock the codebook's phases are, and how much of it lay
between two days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import inf

import numpy as np

from tracker.curate.model import Metric, Phase
from tracker.reconcile.methods.arrays import Floats

# A day outside every phase counts this much of a day of the hardest fighting for a path: little,
# since the record may lag.
QUIET_DAY = 0.02
# A count is too old to be compared once the fighting has grown by a third since.
GROWN = 4 / 3


def concerning(metric: Metric, place: str, phases: Iterable[Phase]) -> tuple[Phase, ...]:
    """The phases that are the clock of a metric at a place: those that name both, or name neither
    and so mean every cumulative metric.
    """
    if metric.kind != "cumulative":
        return ()
    return tuple(
        phase
        for phase in phases
        if (not phase.metrics or metric.key in phase.metrics)
        and (not phase.places or place in phase.places)
    )


def activity(phases: Sequence[Phase], first: date, days: int, quiet: float = QUIET_DAY) -> Floats:
    """Accumulated activity on each of ``days`` days from ``first``, in days of the hardest
    fighting.

    Phases include both their days, overlapping ones add up, and intensities only count relative to
    the largest. What lay before ``first`` is included from the first phase on; a day outside every
    phase counts ``quiet``.

    Examples
    --------
    >>> week = Phase(date(2025, 1, 1), date(2025, 1, 7), 5.0, "a week of fighting")
    >>> activity([week], date(2025, 1, 6), 4).round(2).tolist()
    [6.0, 7.0, 7.02, 7.04]

    """
    origin = min(first, *(phase.start for phase in phases))
    before = (first - origin).days
    intensity = np.zeros(before + days)
    for phase in phases:
        start, end = ((day - origin).days for day in (phase.start, phase.end))
        intensity[start : end + 1] += phase.intensity
    most = max(phase.intensity for phase in phases)
    return np.cumsum(np.maximum(intensity / most if most > 0 else intensity, quiet))[before:]


@dataclass(frozen=True, eq=False)
class Fighting:
    """The stated fighting of a series, day by day from the first phase to the last; outside its
    phases nothing is added.

    ``start`` is the first phase's day as an ordinal, ``total`` (days,) what has added up.
    """

    start: int
    total: Floats = field(repr=False)

    def until(self, day: int) -> float:
        """What had added up by the end of a day."""
        if day < self.start:
            return 0.0
        return float(self.total[min(day - self.start, len(self.total) - 1)])

    def oldest(self, day: int) -> float:
        """The oldest day of which a count can be compared with one of this day."""
        least = self.until(day) / (GROWN * (1 + 1e-12))
        return self.start + int(np.searchsorted(self.total, least)) if least else -inf

    def outgrown_from(self, day: int) -> int | None:
        """The first day on which a count of this day is too old; ``None`` if it stays new."""
        at = int(np.searchsorted(self.total, GROWN * self.until(day) * (1 + 1e-12), side="right"))
        return self.start + at if at < len(self.total) else None


def fighting(metric: Metric, phases: Sequence[Phase]) -> Fighting | None:
    """The fighting of the phases that concern a metric (see :func:`concerning`); ``None`` where
    there is none, or no count of the metric ever grows old (``speaks_for``).
    """
    if metric.speaks_for is None or not any(phase.intensity for phase in phases):
        return None
    first = min(phase.start for phase in phases)
    days = (max(phase.end for phase in phases) - first).days + 1
    return Fighting(first.toordinal(), activity(phases, first, days, quiet=0.0))
