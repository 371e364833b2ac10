"""Figures as a tidy frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.curate.suggest import nearest

if TYPE_CHECKING:
    import pandas

    from tracker.curate.model import Dataset, Figure

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
    "partial",
    "echoes",
    "revises",
    "sources",
    "file",
    "line",
)


def figures_frame(dataset: Dataset, metric: str | None = None) -> pandas.DataFrame:
    """One row a figure of ``metric`` (default: of all), in (as of, stated, key) order.

    Dates are the first day of what was written, ``as_of_end`` the last; ``low``, ``best`` and
    ``high`` are persons, NaN where open or not given; ``sources`` are tuples of keys; absent links
    are missing values.

    Raises
    ------
    ValueError
        If the codebook has no such metric; the nearest name is offered.

    """
    import pandas as pd

    names = dataset.codebook.metrics
    if metric is not None and metric not in names:
        near = nearest(str(metric), names)
        remedy = f"did you mean '{near}'?" if near else f"there are {', '.join(names)}"
        raise ValueError(f"no metric '{metric}'; {remedy}")
    rows = [_row(figure) for figure in dataset.all_figures if metric in (None, figure.metric)]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    for column in ("as_of", "as_of_end", "stated"):
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[ns]")
    return frame.astype({"low": float, "best": float, "high": float, "partial": bool, "line": int})


def _row(figure: Figure) -> tuple:
    return (
        figure.key,
        figure.estimate,
        figure.metric,
        figure.place,
        figure.party,
        figure.affiliation,
        figure.as_of.first,
        figure.as_of.last,
        figure.stated.first,
        figure.said,
        figure.qualifier,
        figure.low,
        figure.best,
        figure.high,
        figure.partial,
        figure.echoes,
        figure.revises,
        figure.sources,
        figure.mark.file,
        figure.mark.line,
    )
