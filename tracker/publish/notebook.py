"""Answers to "how many?": each range as a sentence that shows itself in a notebook."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from tracker.curate.dataset import Dataset
from tracker.publish.words import said
from tracker.reconcile.assess import assess
from tracker.reconcile.question import Day, NothingToShow, ask


@dataclass(frozen=True)
class Sentences:
    """One a range; HTML in a notebook, folded lines elsewhere."""

    sentences: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(
            textwrap.fill(text, 110, subsequent_indent="  ", break_on_hyphens=False)
            for text in self.sentences
        )

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from html import escape

        from tracker.publish.formats.html import typed_as_it_is

        return typed_as_it_is(
            "".join(f"<p>{escape(text, quote=False)}</p>" for text in self.sentences)
        )


def answer(
    data: Dataset,
    *metrics: str,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
    method: str = "envelope",
) -> Sentences:
    """Say of each metric, at each of its places, what is stated and what is estimated.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it.
    metrics : str
        Codebook keys; default: the record's main counts.
    place, on, known_on, method
        As in :func:`tracker.reconcile.question.ask`; without a place, every place of a metric that
        is counted by place.

    Returns
    -------
    Sentences
        One a range, which a notebook shows as paragraphs.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    asked = (
        one
        for metric in metrics or (None,)
        for one in ask(data, metric, place=place, on=on, known_on=known_on, method=method).series
        if metric is not None or one.metric in data.main
    )
    answers = tuple(said(assess(one)) for one in asked)
    if not answers:
        raise NothingToShow("no main count has a figure there; name a metric of the codebook")
    return Sentences(answers)
