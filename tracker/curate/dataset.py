"""A checked record as users hold it: its estimates, codebook and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.curate.model import Codebook, Estimate, Figure, Misreport, Problem, Source
from tracker.curate.suggest import called, remedy

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Dataset:
    """A checked record: codebook, estimates in (as of, stated, id) order, sources, what garbles
    them, and what is known about it.

    ``problems`` holds the warnings (a record with errors is never loaded); ``folder`` is where it
    was read.
    """

    codebook: Codebook
    estimates: tuple[Estimate, ...]
    sources: Mapping[str, Source]
    folder: Path
    problems: tuple[Problem, ...] = ()
    misreports: tuple[Misreport, ...] = ()

    @cached_property
    def all_figures(self) -> tuple[Figure, ...]:
        """Every figure, in (as of, stated, key) order."""
        figures = [figure for estimate in self.estimates for figure in estimate.figures]
        return tuple(
            sorted(figures, key=lambda f: (f.as_of.first, f.as_of.last, f.stated.first, f.key))
        )

    @cached_property
    def by_id(self) -> Mapping[str, Estimate]:
        """Estimates by id."""
        return {estimate.id: estimate for estimate in self.estimates}

    @cached_property
    def main(self) -> tuple[str, ...]:
        """The metrics that come first: the codebook's ``main``, or else the six with the most
        figures, proxies aside, in the codebook's order.
        """
        counts = Counter(figure.metric for figure in self.all_figures)
        own = [key for key, metric in self.codebook.metrics.items() if not metric.proxy]
        most = sorted(filter(counts.get, own), key=lambda key: -counts[key])[:6]
        return self.codebook.main or tuple(filter(most.__contains__, own))

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

        return fingerprint(self.codebook, self.estimates, self.sources, self.misreports)

    def of(self, parties: Collection[str]) -> Dataset:
        """What these parties stated, alone: keys of the codebook. Its last day, main counts and
        fingerprint are the whole record's.
        """
        stated = tuple(one for one in self.estimates if one.party in parties)
        kept = {figure.key for one in stated for figure in one.figures}
        garbled = tuple(one for one in self.misreports if one.of in kept)
        made = replace(self, estimates=stated, misreports=garbled)
        for name in ("last_stated", "main", "fingerprint"):
            made.__dict__[name] = getattr(self, name)
        return made

    def figures(self, metric: str | None = None) -> pandas.DataFrame:
        """Tidy frame, one row a figure of ``metric`` (default: of all), in (as of, stated, key)
        order.

        Dates are the first day of what was written, ``as_of_end`` the last; ``low``, ``best`` and
        ``high`` are persons, NaN where open or not given; ``sources`` are keys, separated by
        spaces; absent links are missing values. ``to_csv``, ``to_stata`` and the like write it as
        it is; Stata's files hold letters beyond Latin with ``version=118``.

        Raises
        ------
        ValueError
            If the codebook has no such metric; the nearest name is offered.

        """
        from tracker.curate.display import figures_frame

        names = self.codebook.metrics
        if metric is not None and metric not in names:
            there = f"there are {', '.join(names)}"
            raise ValueError(f"no metric '{metric}'; {remedy(str(metric), called(names), there)}")
        return figures_frame(f for f in self.all_figures if metric in (None, f.metric))

    def __repr__(self) -> str:
        from tracker.curate.display import summary, warned

        told = f"{summary(self.estimates, self.sources)}; data {self.fingerprint}"
        warnings = f"; {warned(self.problems)}" if self.problems else ""
        return f"<Dataset '{self.codebook.title}': {told}{warnings}>"

    def _repr_html_(self) -> str:
        from html import escape

        from tracker.curate.display import metrics_html, summary, warnings_html

        return (
            f"<p><b>{escape(self.codebook.title)}</b><br>{summary(self.estimates, self.sources)}; "
            f"data <code>{self.fingerprint}</code></p>"
            + metrics_html(self.codebook.metrics, self.all_figures)
            + warnings_html(self.problems)
        )
