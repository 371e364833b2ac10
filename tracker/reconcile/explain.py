"""Why a range is what it is: every figure of the metric, used or left out, and the reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.curate.model import Dataset
from tracker.reconcile import asking
from tracker.reconcile.voices import select

if TYPE_CHECKING:
    import pandas

FIRST = ("figure", "used", "role", "reason", "file", "line")
FROM_FIGURES = ("place", "party", "affiliation", "as_of", "as_of_end", "stated", "said", "qualifier", "low", "best", "high",
                "partial", "echoes", "revises", "sources")


def explain(dataset: Dataset, metric: str, *, place: str | None = None, on: date | str | None = None,
            known_on: date | str | None = None) -> pandas.DataFrame:
    """Say of each figure of a metric whether it is used, as what, and why; one row a figure, from old to new.

    Parameters
    ----------
    dataset, metric, on, known_on
        As in :func:`tracker.reconcile.ranges.assess`.
    place : str, optional
        One place of a metric that is counted by place; default: all of its places, one after the other.

    Returns
    -------
    pandas.DataFrame
        Columns ``figure, used, role`` (``voice``, ``bound`` or ``out``), ``reason, file, line``, then those of
        :meth:`tracker.Dataset.figures` that help to read it.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.
    """
    import pandas

    rows = []
    for one in asking.asked_places(dataset, metric, place):
        for item in select(dataset, metric, place=one, on=on, known_on=known_on).judged:
            figure = item.figure
            rows.append([figure.key, item.used, item.role, item.reason, figure.mark.file, figure.mark.line,
                         figure.place, figure.party, figure.affiliation, figure.as_of.first, figure.as_of.last,
                         figure.stated.first, figure.said, figure.qualifier, figure.low, figure.best, figure.high,
                         figure.partial, figure.echoes, figure.revises, figure.sources])
    made = pandas.DataFrame(rows, columns=[*FIRST, *FROM_FIGURES])
    return made.astype(dict.fromkeys(("low", "best", "high"), float)
                       | dict.fromkeys(("as_of", "as_of_end", "stated"), "datetime64[ns]"))
