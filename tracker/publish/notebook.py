"""Answers to "how many?": the range of each metric as a sentence that shows itself in a
notebook.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.reconcile.question import asked_places
from tracker.reconcile.ranges import assess

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset


@dataclass(frozen=True)
class Answer:
    """Sentences, one a range; HTML in a notebook, folded lines elsewhere."""

    sentences: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(
            textwrap.fill(sentence, 110, subsequent_indent="  ", break_on_hyphens=False)
            for sentence in self.sentences
        )

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from html import escape

        return "".join(f"<p>{escape(sentence, quote=False)}</p>" for sentence in self.sentences)


def answer(
    data: Dataset,
    *metrics: str,
    place: str | None = None,
    on: date | str | None = None,
    known_on: date | str | None = None,
    method: str = "envelope",
) -> Answer:
    """Say the range of each metric, at each of its places, in one sentence.

    Arguments are those of :func:`tracker.reconcile.ranges.assess`; a ValueError says what cannot be
    used and the remedy.
    """
    return Answer(
        tuple(
            assess(data, metric, place=one, on=on, known_on=known_on, method=method).sentence(data)
            for metric in metrics
            for one in asked_places(data, metric, place)
        )
    )
