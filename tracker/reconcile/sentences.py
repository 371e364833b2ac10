"""A range in sentences that a fact-checker can check: who says what of when, and how sure it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from operator import attrgetter

from tracker.reconcile.assess import MetricRange, assess, changes
from tracker.reconcile.methods.table import FEWEST_POOLED
from tracker.reconcile.numbers import format_count, format_day
from tracker.reconcile.phrases import capital, day_words, number_word
from tracker.reconcile.question import Question
from tracker.reconcile.said.outside import left_out, parts_above
from tracker.reconcile.said.spoken import (
    LONGEST_SENTENCE,
    Spoken,
    fitting,
    headline,
    spoken_of,
    stated_by,
    word_count,
)
from tracker.reconcile.said.sureness import known, stale, sure
from tracker.reconcile.voices import series

INTERVALS = {
    "agreement": "where the most assessments overlap",
    "pool": "the middle 90% of an equal-weight pool of the assessments",
    "random_effects": "a 95% confidence interval of the mean of all parties, by random effects",
    "model": "the 90% model range",
}


def sentence(answer: MetricRange) -> str:
    """Say a range for a fact-checker: in one short sentence who says what of when; then how many
    agree, how sure that is, how old it is, what clashes with it and what was left out.
    """
    return " ".join(says(answer))


def says(answer: MetricRange) -> list[str]:
    """The sentences, the headline first."""
    question = answer.question
    if not answer.figures:
        why, instead = _missing(question)
        told = fitting((f"{known(answer)}: {why}.", f"{capital(why)}."))
        return [f"{question.label}: no figure.", told, f"{capital(instead)}."]
    spoken = spoken_of(answer)
    ends = _stated(spoken) if answer.method == "envelope" else _computed(answer)
    return [*ends, *stale(spoken), *parts_above(spoken), *left_out(spoken)]


def second_line(question: Question) -> str:
    """The second line, beside what is stated: the model's range; empty where there is none."""
    answer = assess(question.by("model"))
    return "" if answer.empty else f"Estimated: {answer.ends} (90% model range)."


def why_no_figure(question: Question) -> str:
    """Why there is no figure on this day, and what to ask instead."""
    return ": ".join(_missing(question))


def _missing(question: Question) -> tuple[str, str]:
    """Why there is no figure, and what to do about it."""
    last, entries = question.dataset.last_stated, series(question).entries
    if not entries:
        return "the record has none", "add one to estimates.yaml"
    for asked, day, verb in (
        (replace(question, then=False), question.on, "holds from"),
        (question.as_known_then(last), question.known_on, "was known from"),
    ):
        first = next(changes(asked), None)
        if first and first.on > day:
            return (
                f"{_first(first)[0]}, {verb} {format_day(first.on)} on",
                "ask for that day or a later one",
            )
    seen = max(question.on, question.known_on).toordinal()
    for day_ahead in sorted({entry.day for entry in entries if entry.day > seen}):
        planned = assess(question.at(date.fromordinal(day_ahead), question.known_on))
        if planned.figures:
            who, as_of = _first(planned)
            return f"{who}, is for {as_of}", f"ask for {format_day(planned.on)} or a later day"
    return "all that was stated is left out", f"`tracker explain {question.key}` says why"


def _first(answer: MetricRange) -> tuple[str, str]:
    """The first figure of a range, by its words and its party; and the day that it is about."""
    every = answer.question.dataset.all_figures
    figure = next(each for each in every if each.key == answer.figures[0])
    who = f"the first, “{figure.said}” of {answer.question.short(figure.party)}"
    return who, day_words(figure.as_of)


def why_none(answer: MetricRange) -> str:
    """Why a range has no end; empty where it has one."""
    if not answer.empty:
        return ""
    if not answer.voices:
        return "nothing but lower bounds is known of that time" if answer.figures else "no figure"
    if answer.method == "random_effects":
        count = number_word(answer.independent) if answer.independent else "none"
        there = "there is" if answer.independent == 1 else "there are"
        return (
            f"it takes {number_word(FEWEST_POOLED)} independent assessments with both ends, and "
            f"{there} {count}"
        )
    return (
        "no two assessments overlap"
        if answer.method == "agreement"
        else "the assessments are incompatible"
    )


def _stated(spoken: Spoken) -> list[str]:
    """What the envelope says, and what it rests on."""
    if spoken.envelope.kind != "incompatible":
        return [*headline(spoken), *sure(spoken)]
    if spoken.answer.empty:
        return [f"{spoken.question.label}: no range.", *_incompatible(spoken)]
    return [*headline(spoken), *_incompatible(spoken)]


def _incompatible(spoken: Spoken) -> list[str]:
    """The highest "at least" and the lowest "at most"."""
    voices = spoken.chosen.voices
    least = max(
        (figure for figure in spoken.chosen.figures if figure.low is not None),
        key=attrgetter("low"),
    )
    most = min((figure for figure in voices if figure.high is not None), key=attrgetter("high"))
    low, high = (
        f"{figure.said if figure.computed else f'{hedge} {format_count(number)}'} "
        f"({stated_by(figure, spoken.book)})"
        for figure, hedge, number in (
            (least, "at least", least.low),
            (most, "at most", most.high),
        )
    )
    begin = known(spoken.answer)
    whole = f"{begin}: {low} and {high} cannot both be true."
    if word_count(whole) <= LONGEST_SENTENCE:
        return [whole]
    return [
        f"{begin}: the bounds that are stated contradict each other.",
        f"{capital(low)} and {high}.",
    ]


def _computed(answer: MetricRange) -> list[str]:
    """What any other method says: numbers that nobody stated, or where statements meet."""
    label, begin = answer.question.label, known(answer)
    if answer.empty:
        none = f"{label}: no range by the method {answer.method.replace('_', ' ')}."
        return [none, f"{begin}: {why_none(answer)}."]
    few = {0: "nobody states both ends", 1: "one independent assessment"}
    basis = few.get(
        answer.independent, f"{number_word(answer.independent)} independent assessments"
    )
    return [
        f"{label}: {answer.ends} ({INTERVALS[answer.method]}).",
        f"{begin}: {basis}.",
    ]
