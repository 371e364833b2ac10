"""The plain data everything else works on: figures, estimates, sources, problems, the codebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tracker.curate.words.dates import PartialDate

Qualifier = Literal[
    "exact", "about", "at_least", "more_than", "nearly", "at_most", "between", "vague", "none"
]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; ``line`` and ``column`` count from 1; ``file`` is relative to the data
    folder's parent.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the data, at one place, with its remedy in ``message``."""

    severity: Severity
    position: Position
    where: str
    message: str
    rule: str = ""

    def __str__(self) -> str:
        kind = "warning: " if self.severity == "warning" else ""
        where = f"{self.where}: " if self.where else ""
        return f"{self.position}: {kind}{where}{self.message}"

    def __repr__(self) -> str:
        return f"<Problem {self}>"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number in the words of its source.

    ``low``, ``best`` and ``high`` are persons; ``None`` means open (for a bound) or not given (for
    best): "at least 100" is ``low=100, best=None, high=None``. ``computed`` says that nobody stated
    the number itself, only a share of another: "two thirds of 4,000".
    """

    said: str
    qualifier: Qualifier
    low: float | None
    best: float | None
    high: float | None
    computed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What an estimate says of each of its figures: whose they are, of when, where, printed in
    which sources (keys), and how far to trust them.

    ``place`` is resolved; ``echoes``, ``revises`` and ``shares_origin`` name an estimate's id;
    ``withdrawn`` is the day from which it no longer speaks.
    """

    party: str
    as_of: PartialDate
    stated: PartialDate
    place: str
    sources: tuple[str, ...]
    position: Position
    speaker: str | None = None
    echoes: str | None = None
    revises: str | None = None
    shares_origin: str | None = None
    attribution: str | None = None
    grade: str | None = None
    withdrawn: date | None = None
    withdrawn_reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Stated):
    """One number for one metric in one estimate, with what is needed to weigh and to cite it.

    What the estimate says is repeated here, so that a figure can be judged by itself; ``place``,
    ``echoes`` and ``revises`` are the figure's own where it has any, and ``note`` always is.
    ``computed`` as in :class:`Quantity`.
    """

    estimate: str
    metric: str
    affiliation: str
    said: str
    qualifier: Qualifier
    low: float | None
    best: float | None
    high: float | None
    computed: bool = False
    since: PartialDate | None = None
    covers: str | None = None
    original: str | None = None

    @property
    def key(self) -> str:
        """``ESTIMATE.METRIC``, the figure's permanent name."""
        return f"{self.estimate}.{self.metric}"

    @property
    def partial(self) -> bool:
        """Whether it counts a part only: one battle, one week, one list."""
        return self.since is not None or self.covers is not None

    def __repr__(self) -> str:
        days = f"as of {self.as_of}, stated {self.stated}"
        return f"<Figure '{self.key}': '{self.said}' ({self.party}, {days}, {self.place})>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Stated):
    """What one party stated on one occasion; ``note`` is the entry's, a figure's own note is on the
    figure.
    """

    id: str
    figures: tuple[Figure, ...]

    def __repr__(self) -> str:
        said = ", ".join(f"{one.metric} '{one.said}'" for one in self.figures)
        days = f"as of {self.as_of}, stated {self.stated}"
        return f"<Estimate '{self.id}': {said} ({self.party}, {days})>"


@dataclass(frozen=True, slots=True)
class Misreport:
    """Pages that garble a figure: no statement of its party, and it enters nothing.

    ``of`` is the key of the figure that they garble, ``printed`` the words they print instead, by
    metric.
    """

    of: str
    printed: Mapping[str, str] = field(hash=False)
    sources: tuple[str, ...]
    note: str | None
    position: Position


@dataclass(frozen=True, slots=True)
class Source:
    """A citable document: ``csl`` holds its CSL-JSON fields, with dates in ``date-parts`` form."""

    id: str
    csl: Mapping[str, object] = field(hash=False)
    position: Position

    def __repr__(self) -> str:
        return f"<Source '{self.id}': {self.csl.get('title') or self.csl.get('type')}>"


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted. ``speaks_for`` is in days, ``None`` where nothing grows old; ``parts`` are
    metric keys.

    ``tally``: it counts only what is confirmed one by one; ``proxy``: it only hints at a toll;
    ``unit``: what is counted where it is not the codebook's ``unit``; ``established``: the metric
    that holds what was established later about this one's claims; ``shared``: how far all parties
    may err together, on the log scale, ``None`` for the model's default; ``also``: other names by
    which it is found.
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
    proxy: bool = False
    tally: bool = False
    unit: str | None = None
    established: str | None = None
    shared: float | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """An assessing party; ``short`` falls back to ``name``, ``also`` are former and other names."""

    key: str
    name: str
    affiliation: str
    short: str
    kind: str | None = None
    reliability: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The government or organisation parties belong to, and where it stands in the matter."""

    key: str
    name: str
    stance: Literal["belligerent", "ally", "third_party", "independent"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where; ``within`` names the place that contains it."""

    key: str
    name: str
    within: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """How fast things happened from ``start`` to ``end``, both days included (for the trend's
    clock).

    ``metrics`` and ``places`` say whose clock it is, empty for all.
    """

    start: date
    end: date
    intensity: float
    label: str
    sources: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A labelled day: on charts, unless it is minor, and on the page and in the table of events."""

    date: date
    label: str
    sources: tuple[str, ...] = ()
    note: str | None = None
    minor: bool = False

    @property
    def told(self) -> str:
        """The label and, behind it, the note."""
        return f"{self.label}: {self.note}" if self.note else self.label


@dataclass(frozen=True, slots=True)
class Author:
    """Who made the record: a person or a body; ``orcid`` is the bare identifier."""

    name: str
    orcid: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """How far the record was searched: until which day, where, and what was found."""

    until: date
    where: str
    found: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """What the words of the record mean; every mapping keeps the file's order.

    ``format`` is the version of the data format, ``main`` the metrics that come first (empty: the
    ones with the most figures), ``doi`` a bare DOI.
    """

    title: str
    default_place: str
    metrics: Mapping[str, Metric] = field(hash=False)
    parties: Mapping[str, Party] = field(hash=False)
    affiliations: Mapping[str, Affiliation] = field(hash=False)
    places: Mapping[str, Place] = field(hash=False)
    wordings: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)
    activity: tuple[Phase, ...] = ()
    events: tuple[Event, ...] = ()
    address: str | None = None
    format: int = 1
    description: str | None = None
    authors: tuple[Author, ...] = ()
    licence: str | None = None
    repository: str | None = None
    doi: str | None = None
    publisher: str | None = None
    main: tuple[str, ...] = ()
    unit: str = "persons"
    searched: tuple[Searched, ...] = ()

    def __repr__(self) -> str:
        told = ", ".join(
            f"{len(getattr(self, name))} {name}"
            for name in ("metrics", "parties", "affiliations", "places", "events")
        )
        return f"<Codebook '{self.title}': {told}>"
