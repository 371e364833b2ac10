"""Why a range is what it is: every figure of the metric, used or left out, and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.reconcile.question import Day, Question, ask
from tracker.reconcile.voices import select

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset

COLUMNS = ["figure", "used", "role", "reason", "file", "line"]


def explain(
    dataset: Dataset,
    metric: str,
    *,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
) -> pandas.DataFrame:
    """Say of each figure of a metric whether it is used, as what, and why; one row a figure, from
    old to new.

    Parameters
    ----------
    dataset, metric, on, known_on
        As in :func:`tracker.reconcile.question.ask`.
    place : str, optional
        One place of a metric that is counted by place; default: all of its places, one after the
        other.

    Returns
    -------
    pandas.DataFrame
        Columns ``figure, used, role`` (``voice``, ``bound``, ``derived`` from a
        tally, or ``out``), ``reason, file, line``,
        then those of :meth:`tracker.Dataset.figures` that help to read it.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    return explained(ask(dataset, metric, place=place, on=on, known_on=known_on))


def explained(question: Question) -> pandas.DataFrame:
    """The answer of :func:`explain` to a question about one metric."""
    import pandas

    judged = [item for one in question.series for item in select(one).judged]
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
    figures = question.dataset.figures().set_index("key")
    figures = figures.drop(columns=["estimate", "metric", "file", "line"])
    return pandas.DataFrame(rows, columns=COLUMNS).join(figures, on="figure")
