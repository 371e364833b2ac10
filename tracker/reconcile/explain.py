"""Why a range is what it is: every figure of the metric, used or left out, and the reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.curate.dataset import Dataset
from tracker.reconcile import question
from tracker.reconcile.voices import select

if TYPE_CHECKING:
    import pandas

COLUMNS = ["figure", "used", "role", "reason", "file", "line"]


def explain(
    dataset: Dataset,
    metric: str,
    *,
    place: str | None = None,
    on: date | str | None = None,
    known_on: date | str | None = None,
) -> pandas.DataFrame:
    """Say of each figure of a metric whether it is used, as what, and why; one row a figure, from
    old to new.

    Parameters
    ----------
    dataset, metric, on, known_on
        As in :func:`tracker.reconcile.ranges.assess`.
    place : str, optional
        One place of a metric that is counted by place; default: all of its places, one after the
        other.

    Returns
    -------
    pandas.DataFrame
        Columns ``figure, used, role`` (``voice``, ``bound`` or ``out``), ``reason, file, line``,
        then those of :meth:`tracker.Dataset.figures` that help to read it.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    import pandas

    judged = [
        item
        for one in question.asked_places(dataset, metric, place)
        for item in select(dataset, metric, place=one, on=on, known_on=known_on).judged
    ]
    rows = [
        (
            item.figure.key,
            item.used,
            item.role,
            item.reason,
            item.figure.position.file,
            item.figure.position.line,
        )
        for item in judged
    ]
    figures = (
        dataset.figures(metric)
        .set_index("key")
        .drop(columns=["estimate", "metric", "file", "line"])
    )
    return pandas.DataFrame(rows, columns=COLUMNS).join(figures, on="figure")
