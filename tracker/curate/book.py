"""The codebook: metrics, parties, affiliations, places, vague wordings, phases of the war,
events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted. ``speaks_for`` is in days, ``None`` where nothing grows old; ``parts`` are
    metric keys.
    """

    key: str
    label: str
    definition: str
    kind: Literal["cumulative", "stock", "flow", "plan"]
    parts: tuple[str, ...] = ()
    at_most: str | None = None
    speaks_for: int | None = None
    by_place: bool = False
    tau_scale: float | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """An assessing party; ``short`` falls back to ``name``."""

    key: str
    name: str
    affiliation: str
    short: str
    kind: str | None = None
    reliability: str | None = None


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The government or organisation parties belong to, and where it stands in the war."""

    key: str
    name: str
    stance: Literal["belligerent", "ally", "third_party", "independent"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where; ``within`` names the place that contains it."""

    key: str
    name: str
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """How hard the fighting was from ``start`` to ``end``, both days included (for the trend's
    clock).
    """

    start: date
    end: date
    intensity: float
    label: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A labelled day on charts."""

    date: date
    label: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """What the words of the record mean; every mapping keeps the file's order."""

    title: str
    default_place: str
    metrics: Mapping[str, Metric]
    parties: Mapping[str, Party]
    affiliations: Mapping[str, Affiliation]
    places: Mapping[str, Place]
    wordings: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    activity: tuple[Phase, ...] = ()
    events: tuple[Event, ...] = ()
    address: str | None = None
