"""The trend's clock: how much time that matters passes on each day.

Counts grow while there is fighting, and in step with what has already happened: hundreds in the
first weeks, tenths later. So the logarithm of a cumulative count walks in the logarithm of
accumulated activity, ``ln(head + S)``, where ``S`` adds up the intensity of each day (the
codebook's phases) and ``head``, in days of full intensity, says how much lay behind before. A quiet
half-year then adds almost nothing, and a count in step with the fighting has slope one. Strengths
(stocks) rise and fall with decisions, not with fighting: their clock is even.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from tracker.curate.model import Metric, Phase

QUIET = 0.02
"""A day outside every phase counts this much of a day of the hardest fighting: little, since the
record may lag.
"""
HEADS = (10.0, 50.0, 250.0)
"""Days of full intensity that may lie behind at the first figure; the trend averages over them."""
DOUBT = 0.02
"""Prior weight of an even clock where phases are given: some counts (of arrivals, say) do not
follow the fighting.
"""
STOCK_DAYS = 180
"""Unit of a stock's clock, in days, where the codebook has no ``speaks_for``."""


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """``time`` (one a day) starts at zero and never falls; ``weight`` is its prior share;
    ``grows``: counts may drift up.
    """

    time: np.ndarray
    weight: float
    grows: bool


def clocks(metric: Metric, phases: Iterable[Phase], first: date, days: int) -> tuple[Clock, ...]:
    """The clocks a metric's trend averages over, for ``days`` days from ``first``; their weights
    add up to one.
    """
    passed = np.arange(days, dtype=float)
    if metric.kind != "cumulative":
        return (Clock(passed / (metric.speaks_for or STOCK_DAYS), 1.0, False),)
    phases = tuple(phases)
    if not phases:
        return tuple(Clock(logarithmic(passed, head), 1 / len(HEADS), True) for head in HEADS)
    active = activity(phases, first, days)
    return (
        *(Clock(logarithmic(active, head), (1 - DOUBT) / len(HEADS), True) for head in HEADS),
        Clock(logarithmic(passed, HEADS[1]), DOUBT, True),
    )


def activity(phases: Iterable[Phase], first: date, days: int) -> np.ndarray:
    """Accumulated activity on each of ``days`` days from ``first``, in days of the hardest
    fighting.

    Phases include both their days, overlapping ones add up, and intensities only count relative to
    the largest. What lay before ``first`` is included from the first phase on; a day outside every
    phase counts :data:`QUIET`.

    Examples
    --------
    >>> week = Phase(date(2025, 1, 1), date(2025, 1, 7), 5.0, "a week of fighting")
    >>> activity([week], date(2025, 1, 6), 4).round(2).tolist()
    [6.0, 7.0, 7.02, 7.04]

    """
    phases = tuple(phases)
    origin = min(first, *(phase.start for phase in phases))
    before = (first - origin).days
    intensity = np.zeros(before + days)
    for phase in phases:
        intensity[max(0, (phase.start - origin).days) : max(0, (phase.end - origin).days + 1)] += (
            phase.intensity
        )
    most = max(phase.intensity for phase in phases)
    return np.cumsum(np.maximum(intensity / most if most > 0 else intensity, QUIET))[before:]


def logarithmic(passed: np.ndarray, head: float) -> np.ndarray:
    """The logarithm of what has passed and lay behind, from zero on.

    Examples
    --------
    >>> logarithmic(np.array([0.0, 3.0, 9.0]), 3.0).round(3).tolist()
    [0.0, 0.693, 1.386]

    """
    time = np.log(head + passed)
    return time - time[0]
