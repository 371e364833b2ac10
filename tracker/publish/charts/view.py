"""The words around a chart: its text alternative, its provenance line, why there is none."""

from __future__ import annotations

from datetime import date

from tracker.publish.citing.provenance import Provenance, command
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.numbers import counted, format_day
from tracker.reconcile.question import NothingToShow, Question
from tracker.reconcile.sentences import remedy, sentence


def nothing(question: Question) -> NothingToShow:
    """The error for a chart without anything to draw; it says why and what to ask instead."""
    return NothingToShow(f"nothing to draw for {question.key}: {remedy(question)}")


def chart_line(question: Question, chart: str, *flags: str, alone: bool = True) -> str:
    """The provenance line: what it is, of which data, and the command that makes it again.

    ``flags`` are the command's options without a value; a chart that is not of its metric ``alone``
    speaks of all.
    """
    metric = question.metric
    place = None if metric is None else question.named_place
    again = command(
        "plot",
        chart,
        *flags,
        metric=metric,
        place=place,
        on=question.on,
        known_on=None if question.then else question.known_on,
        method=None if question.method == "envelope" else question.method,
    )
    scope = [chart, *(filter(None, [metric, place]) if alone else [])]
    fingerprint = question.dataset.fingerprint
    line = str(Provenance(":".join(scope), question.known_on, fingerprint, again))
    return "Chart " + line.removeprefix("Table ")


def voices_words(answer: MetricRange) -> str:
    """How many independent voices a range rests on."""
    return counted(answer.independent, "independent voice")


def alt_of(question: Question, count: int, parties: int, first: date, last: date) -> str:
    """The text alternative's core: metric, span, number of figures, range, independent voices."""
    answer = assess(question)
    figures = f"{counted(count, 'figure')} by {counted(parties, 'party', 'parties')}"
    span = format_day(first) if first == last else f"{format_day(first)} to {format_day(last)}"
    voices = voices_words(answer).capitalize()
    return f"{question.label}: {figures}, {span}. {sentence(answer)} {voices}."
