"""How a record shows itself: in one line, in a notebook, as a tidy frame of figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from tracker.curate.limits import SHOWN
from tracker.curate.model import Estimate, Figure, Metric, Problem

if TYPE_CHECKING:
    import pandas

COLUMNS = (
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


def figures_frame(figures: Iterable[Figure]) -> pandas.DataFrame:
    """One row a figure in columns of fixed names and types; see
    :meth:`tracker.curate.dataset.Dataset.figures`.
    """
    import pandas as pd

    frame = pd.DataFrame([_row(figure) for figure in figures], columns=list(COLUMNS))
    for column in ("as_of", "as_of_end", "stated"):
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[ns]")
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
    return [derived[name] if name in derived else getattr(figure, name) for name in COLUMNS]


def summary(estimates: Sequence[Estimate], sources: Mapping[str, object]) -> str:
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


def warned(problems: Sequence[Problem]) -> str:
    """How many warnings there are."""
    return f"{len(problems)} warning{'' if len(problems) == 1 else 's'}"


def metrics_html(metrics: Mapping[str, Metric], figures: Sequence[Figure]) -> str:
    """A table of the metrics that have figures, with the numbers of figures and of parties."""
    rows = ""
    for key, metric in metrics.items():
        parties = [figure.party for figure in figures if figure.metric == key]
        if parties:
            cells = f"<td>{escape(metric.label)}</td><td>{len(parties)}</td>"
            cells += f"<td>{len(set(parties))}</td>"
            rows += f"<tr><td><code>{escape(key)}</code></td>{cells}</tr>"
    heads = "".join(f"<th>{head}</th>" for head in ("Metric", "Label", "Figures", "Parties"))
    return f"<table><tr>{heads}</tr>{rows}</table>"


def warnings_html(problems: Sequence[Problem]) -> str:
    """The warnings behind a line that says how many there are, each with its place."""
    if not problems:
        return ""
    items = "".join(f"<li><code>{escape(str(one))}</code></li>" for one in problems[:SHOWN])
    if len(problems) > SHOWN:
        more = len(problems) - SHOWN
        items += f"<li>... and {more} more; <code>tracker check</code> lists all</li>"
    return f"<details><summary>{warned(problems)}</summary><ul>{items}</ul></details>"
