"""How a record shows itself: one line in a terminal, a short overview in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tracker.curate.checks.problems import SHOWN

if TYPE_CHECKING:
    from tracker.curate.model import Dataset


def as_text(dataset: Dataset) -> str:
    """One line: what it is, how much of it there is, over which days, its fingerprint, and how many
    warnings.
    """
    warned = f"; {_warned(dataset)}" if dataset.problems else ""
    told = f"{_counts(dataset)}; {_span(dataset)}; data {dataset.fingerprint}{warned}"
    return f"<Dataset '{dataset.codebook.title}': {told}>"


def as_html(dataset: Dataset) -> str:
    """A table of figures by metric under the same line, and the warnings, each with its place."""
    head = (
        f"<p><b>{escape(dataset.codebook.title)}</b><br>{_counts(dataset)}; {_span(dataset)}; data "
        f"<code>{dataset.fingerprint}</code></p>"
    )
    rows = "".join(
        f"<tr><td><code>{escape(key)}</code></td><td>{escape(metric.label)}</td><td>{figures}</td>"
        f"<td>{parties}</td></tr>"
        for key, metric, figures, parties in _metrics(dataset)
    )
    table = f"<table><tr><th>Metric</th><th>Label</th><th>Figures</th><th>Parties</th></tr>{rows}</table>"
    return head + table + _warnings(dataset)


def _counts(dataset: Dataset) -> str:
    parties = len({estimate.party for estimate in dataset.estimates})
    parts = (
        (len(dataset.estimates), "estimate", "estimates"),
        (len(dataset.all_figures), "figure", "figures"),
        (parties, "party", "parties"),
        (len(dataset.sources), "source", "sources"),
    )
    return ", ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in parts)


def _span(dataset: Dataset) -> str:
    if not dataset.estimates:
        return "no days"
    return (
        f"as of {min(e.as_of.first for e in dataset.estimates)} to "
        f"{max(e.as_of.last for e in dataset.estimates)}, "
        f"stated until {dataset.last_stated}"
    )


def _metrics(dataset: Dataset):
    for key, metric in dataset.codebook.metrics.items():
        figures = [figure for figure in dataset.all_figures if figure.metric == key]
        if figures:
            yield key, metric, len(figures), len({figure.party for figure in figures})


def _warnings(dataset: Dataset) -> str:
    found = dataset.problems
    if not found:
        return ""
    items = "".join(f"<li><code>{escape(str(problem))}</code></li>" for problem in found[:SHOWN])
    if len(found) > SHOWN:
        items += f"<li>... and {len(found) - SHOWN} more; <code>tracker check</code> lists all</li>"
    return f"<details><summary>{_warned(dataset)}</summary><ul>{items}</ul></details>"


def _warned(dataset: Dataset) -> str:
    return f"{len(dataset.problems)} warning{'' if len(dataset.problems) == 1 else 's'}"
