"""The plain data everything else works on: figures, estimates, the codebook, sources, problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tracker.curate.book import Affiliation, Codebook, Event, Metric, Party, Phase, Place
from tracker.curate.words.dates import PartialDate

if TYPE_CHECKING:
    import pandas

__all__ = [
    "Affiliation",
    "Codebook",
    "Dataset",
    "Estimate",
    "Event",
    "Figure",
    "Mark",
    "Metric",
    "Party",
    "Phase",
    "Place",
    "Problem",
    "Qualifier",
    "Quantity",
    "Severity",
    "Source",
]
Qualifier = Literal[
    "exact", "about", "at_least", "more_than", "nearly", "at_most", "between", "vague", "none"
]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Mark:
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
    mark: Mark
    where: str
    message: str
    rule: str = ""

    def __str__(self) -> str:
        kind = "warning: " if self.severity == "warning" else ""
        where = f"{self.where}: " if self.where else ""
        return f"{self.mark}: {kind}{where}{self.message}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number in the words of its source.

    ``low``, ``best`` and ``high`` are persons; ``None`` means open (for a bound) or not given (for
    best): "at least 100" is ``low=100, best=None, high=None``.
    """

    said: str
    qualifier: Qualifier
    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number for one metric in one estimate, with what is needed to weigh and to cite it.

    Fields of the estimate (party, dates, sources, attribution, ...) are repeated here, so that a
    figure can be judged by itself; ``echoes`` and ``revises`` name an estimate's id, from the
    figure or its entry. ``place`` is resolved; ``withdrawn`` is the day from which the figure no
    longer speaks.
    """

    estimate: str
    metric: str
    place: str
    party: str
    affiliation: str
    as_of: PartialDate
    stated: PartialDate
    said: str
    qualifier: Qualifier
    low: float | None
    best: float | None
    high: float | None
    sources: tuple[str, ...]
    mark: Mark
    since: PartialDate | None = None
    covers: str | None = None
    original: str | None = None
    echoes: str | None = None
    revises: str | None = None
    attribution: str | None = None
    grade: str | None = None
    speaker: str | None = None
    withdrawn: date | None = None
    withdrawn_reason: str | None = None
    note: str | None = None

    @property
    def key(self) -> str:
        """``ESTIMATE.METRIC``, the figure's permanent name."""
        return f"{self.estimate}.{self.metric}"

    @property
    def partial(self) -> bool:
        """Whether it counts a part only: one battle, one week, one list."""
        return self.since is not None or self.covers is not None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one party stated on one occasion; ``note`` is the entry's, a figure's own note is on the
    figure.
    """

    id: str
    party: str
    as_of: PartialDate
    stated: PartialDate
    place: str
    sources: tuple[str, ...]
    figures: tuple[Figure, ...]
    mark: Mark
    speaker: str | None = None
    echoes: str | None = None
    revises: str | None = None
    attribution: str | None = None
    grade: str | None = None
    withdrawn: date | None = None
    withdrawn_reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A citable document: ``csl`` holds its CSL-JSON fields, with dates in ``date-parts`` form."""

    id: str
    csl: Mapping[str, object]
    mark: Mark


@dataclass(frozen=True)
class Dataset:
    """A checked record: codebook, estimates in (as of, stated, id) order, sources, and what is
    known about it.

    ``problems`` holds the warnings (a record with errors is never loaded); ``folder`` is where it
    was read.
    """

    codebook: Codebook
    estimates: tuple[Estimate, ...]
    sources: Mapping[str, Source]
    folder: Path
    problems: tuple[Problem, ...] = ()

    @cached_property
    def all_figures(self) -> tuple[Figure, ...]:
        """Every figure, in (as of, stated, key) order."""
        found = [figure for estimate in self.estimates for figure in estimate.figures]
        return tuple(
            sorted(found, key=lambda f: (f.as_of.first, f.as_of.last, f.stated.first, f.key))
        )

    @cached_property
    def by_id(self) -> Mapping[str, Estimate]:
        """Estimates by id."""
        return {estimate.id: estimate for estimate in self.estimates}

    @cached_property
    def last_stated(self) -> date:
        """The last day on which anything in the record was stated: the default of ``on`` and
        ``known_on``.
        """
        return max(estimate.stated.last for estimate in self.estimates)

    @cached_property
    def fingerprint(self) -> str:
        """First 12 hexadecimal digits of the SHA-256 of the canonical data."""
        from tracker.curate.fingerprint import fingerprint

        return fingerprint(self)

    def figures(self, metric: str | None = None) -> pandas.DataFrame:
        """Tidy frame, one row a figure of ``metric`` (default: of all); a ValueError names an
        unknown metric.
        """
        from tracker.curate.frames import figures_frame

        return figures_frame(self, metric)

    def __repr__(self) -> str:
        from tracker.curate.display import as_text

        return as_text(self)

    def _repr_html_(self) -> str:
        from tracker.curate.display import as_html

        return as_html(self)
