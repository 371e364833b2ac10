"""A checked record as users hold it, and how it shows itself: in one line, in a notebook, as a tidy
frame of figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.curate.fingerprint import fingerprint
from tracker.curate.limits import PROBLEMS_SHOWN
from tracker.curate.model import Codebook, Estimate, Figure, Metric, Misreport, Problem, Source
from tracker.curate.suggest import known_name, several
from tracker.curate.words.signs import cut

if TYPE_CHECKING:
    import pandas


_FRAME_COLUMNS = (
    "key",
    "estimate",
    "metric",
    "place",
    "party",
    "affiliation",
    "as_of",
    "as_of_end",
    "stated",
    "said",
    "qualifier",
    "low",
    "best",
    "high",
    "computed",
    "partial",
    "echoes",
    "revises",
    "shares_origin",
    "attribution",
    "sources",
    "file",
    "line",
)


@dataclass(frozen=True)
class Dataset:
    """A checked record: codebook, estimates in (as of, stated, id) order, sources, what garbles
    them, and what is known about it.

    ``problems`` holds the warnings (a record with errors is never loaded); ``folder`` is where it
    was read.
    """

    codebook: Codebook
    estimates: tuple[Estimate, ...]
    sources: Mapping[str, Source] = field(hash=False)
    folder: Path
    problems: tuple[Problem, ...] = ()
    misreports: tuple[Misreport, ...] = ()

    @cached_property
    def all_figures(self) -> tuple[Figure, ...]:
        """Every figure, in (as of, stated, key) order."""
        return tuple(
            sorted(
                (figure for estimate in self.estimates for figure in estimate.figures),
                key=lambda f: (f.as_of.first, f.as_of.last, f.stated.first, f.key),
            )
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
        """The last day on which anything in the record was stated, or taken back: the default of
        ``on`` and ``known_on``.
        """
        days = {one.stated.last for one in self.estimates}
        days.update(one.withdrawn for one in self.all_figures if one.withdrawn is not None)
        return max(days)

    @cached_property
    def fingerprint(self) -> str:
        """First 12 hexadecimal digits of the SHA-256 of the canonical data."""
        return fingerprint(self.codebook, self.estimates, self.sources, self.misreports)

    def of(self, parties: str | Collection[str]) -> Dataset:
        """What these parties, and those of these affiliations, stated alone: one key or several.
        Its last day, main counts and fingerprint are the whole record's.

        Raises
        ------
        ValueError
            If the codebook has no such party or affiliation; the nearest name is offered.

        """
        book, named = self.codebook, {*several(parties)}
        for name in named:
            known_name("party or affiliation", name, {**book.affiliations, **book.parties})
        meant = {key for key, one in book.parties.items() if {key, one.affiliation} & named}
        stated = tuple(one for one in self.estimates if one.party in meant)
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
        if metric is not None:
            known_name("metric", metric, self.codebook.metrics)
        return _frame(f for f in self.all_figures if metric in (None, f.metric))

    def __repr__(self) -> str:
        told = f"{_summary(self.estimates, self.sources)}; data {self.fingerprint}"
        warnings = f"; {_warned(self.problems)}" if self.problems else ""
        return f"<Dataset '{self.codebook.title}': {told}{warnings}>"

    def _repr_html_(self) -> str:
        return (
            f"<p><b>{escape(self.codebook.title)}</b><br>{_summary(self.estimates, self.sources)}; "
            f"data <code>{self.fingerprint}</code></p>"
            + _metrics_html(self.codebook.metrics, self.all_figures)
            + _warnings_html(self.problems)
        )


def the_record(data: object) -> Dataset:
    """The record, if it is one; a TypeError says how to get one."""
    if isinstance(data, Dataset):
        return data
    raise TypeError(
        f"the record comes first, as tracker.load() gives it, not {cut(repr(data))}; write "
        "data = tracker.load() and give data"
    )


def _frame(figures: Iterable[Figure]) -> pandas.DataFrame:
    """One row a figure in columns of fixed names and types; see :meth:`Dataset.figures`."""
    import pandas as pd

    frame = pd.DataFrame([_row(figure) for figure in figures], columns=list(_FRAME_COLUMNS))
    for column in ("as_of", "as_of_end", "stated"):
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[us]")
    numbers = dict.fromkeys(("low", "best", "high"), float)
    # a category is the one type of text that Stata's files hold where every value is missing
    links = dict.fromkeys(("echoes", "revises", "shares_origin", "attribution"), "category")
    return frame.astype({**numbers, "partial": bool, "computed": bool, "line": int, **links})


def _row(figure: Figure) -> list[object]:
    derived = {
        "as_of": figure.as_of.first,
        "as_of_end": figure.as_of.last,
        "stated": figure.stated.first,
        "sources": " ".join(figure.sources),
        "file": figure.position.file,
        "line": figure.position.line,
    }
    return [derived[name] if name in derived else getattr(figure, name) for name in _FRAME_COLUMNS]


def _summary(estimates: Sequence[Estimate], sources: Mapping[str, object]) -> str:
    """How much there is, and over which days."""
    numbers = (
        (len(estimates), "estimate", "estimates"),
        (sum(len(estimate.figures) for estimate in estimates), "figure", "figures"),
        (len({estimate.party for estimate in estimates}), "party", "parties"),
        (len(sources), "source", "sources"),
    )
    counts = ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in numbers)
    if not estimates:
        return f"{counts}; no days"
    return (
        f"{counts}; as of {min(estimate.as_of.first for estimate in estimates)} to "
        f"{max(estimate.as_of.last for estimate in estimates)}, "
        f"stated until {max(estimate.stated.last for estimate in estimates)}"
    )


def _warned(problems: Sequence[Problem]) -> str:
    """How many warnings there are."""
    return f"{len(problems)} warning{'' if len(problems) == 1 else 's'}"


def _metrics_html(metrics: Mapping[str, Metric], figures: Sequence[Figure]) -> str:
    """A table of the metrics that have figures, with the numbers of figures and of parties."""
    rows = ""
    for key, metric in metrics.items():
        if parties := [figure.party for figure in figures if figure.metric == key]:
            rows += (
                f"<tr><td><code>{escape(key)}</code></td><td>{escape(metric.label)}</td>"
                f"<td>{len(parties)}</td><td>{len(set(parties))}</td></tr>"
            )
    heads = "".join(f"<th>{head}</th>" for head in ("Metric", "Label", "Figures", "Parties"))
    return f"<table><tr>{heads}</tr>{rows}</table>"


def _warnings_html(problems: Sequence[Problem]) -> str:
    """The warnings behind a line that says how many there are, each with its place."""
    if not problems:
        return ""
    items = "".join(
        f"<li><code>{escape(str(one))}</code></li>" for one in problems[:PROBLEMS_SHOWN]
    )
    if len(problems) > PROBLEMS_SHOWN:
        more = len(problems) - PROBLEMS_SHOWN
        items += f"<li>... and {more} more; <code>tracker check</code> lists all</li>"
    return f"<details><summary>{_warned(problems)}</summary><ul>{items}</ul></details>"
