"""Numbers far outside a range that readers will meet: disputed, withdrawn, or misprinted."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from tracker.curate.model import Figure, Misreport
from tracker.curate.words.quantities import read_words
from tracker.reconcile.judgement import comparison_day, one_number
from tracker.reconcile.phrases import number_word, party_name, running
from tracker.reconcile.said.spoken import LONGEST_SENTENCE, Spoken, fitting, stated_by

FAR = 2
"""A number so many times above the high end, or below the low one, is said to be left out."""
MOST = 3
PAGES = 2
"""A misprint of fewer pages is a slip of one newsroom."""


def left_out(spoken: Spoken) -> list[str]:
    """The farthest such numbers, three at most, each said once; the last sentence says how many
    more there are.
    """
    if spoken.answer.method != "envelope":
        return []
    each = {tuple(texts): far for far, texts in (*_disputed(spoken), *_misprinted(spoken))}
    found = sorted(((far, texts) for texts, far in each.items()), key=lambda pair: -pair[0])
    told = [candidates for _, candidates in found[:MOST]]
    more = f", and {number_word(len(found) - MOST)} more" if len(found) > MOST else ""
    ends = [""] * (len(told) - 1) + [more]
    return [
        fitting((f"{text}{end}." for text in candidates), LONGEST_SENTENCE)
        for candidates, end in zip(told, ends)
    ]


def _disputed(spoken: Spoken) -> Iterator[tuple[float, list[str]]]:
    """How far, and in which words, longest first: numbers that pages disagree about or that were
    withdrawn.
    """
    known_on, book = spoken.question.known_on, spoken.book
    for item in spoken.chosen.judged:
        figure = item.figure
        gone = figure.withdrawn is not None and figure.withdrawn <= known_on
        disputed = figure.attribution == "conflicting"
        if item.role != "out" or not (gone or disputed) or figure.partial:
            continue
        distance = _distance(one_number(figure), figure, spoken)
        if distance:
            why = "withdrawn since" if gone else "because pages disagree about what was said"
            yield (
                distance,
                [
                    f"Left out: {figure.said} ({stated_by(figure, book, short=short)}), {why}"
                    for short in (False, True)
                ],
            )


def _misprinted(spoken: Spoken) -> Iterator[tuple[float, list[str]]]:
    """The same of what two pages or more print in place of what was said."""
    question = spoken.question
    by_key = {figure.key: figure for figure in question.dataset.all_figures}
    for misreport in question.dataset.misreports:
        figure, printed = by_key.get(misreport.of), misreport.printed.get(question.key)
        if figure is None or printed is None or len(misreport.sources) < PAGES:
            continue
        if question.meaning.by_place and figure.place != question.where:
            continue
        read = read_words(printed, spoken.book.wordings)
        distance = _distance(one_number(read), figure, spoken)
        if distance:
            yield distance, _garbled(spoken, misreport, printed, figure)


def _garbled(spoken: Spoken, misreport: Misreport, printed: str, figure: Figure) -> list[str]:
    question, party = spoken.question, spoken.book.parties[figure.party]
    pages = f"{number_word(len(misreport.sources))} pages"
    label, meant = (
        running(spoken.book.metrics[key].label) for key in (question.key, figure.metric)
    )
    said = figure.said if figure.metric == question.key else f"{figure.said} {meant}"
    return [
        f"Left out: {printed}, which {pages} print as {label}; {name} said {said}"
        for name in (party_name(party), party.short)
    ]


def _distance(number: float | None, figure: Figure, spoken: Spoken) -> float:
    """How many times a number lies outside the range, 0 where it is near, had not been stated, or
    speaks of another time.
    """
    question, answer = spoken.question, spoken.answer
    if number is None or figure.stated.last > question.known_on:
        return 0
    above = _times(number, answer.high) if answer.high is not None else 1
    below = _times(answer.low, number) if answer.low is not None else 1
    if comparison_day(figure) > question.on or max(above, below) < FAR:
        return 0
    kind, age = question.meaning.kind, question.meaning.speaks_for
    old = (
        age is not None
        and answer.last_as_of is not None
        and abs((answer.last_as_of - comparison_day(figure)).days) > age
    )
    # what never falls was less long ago, and no smaller than what was counted then
    return 0 if old and not (kind == "cumulative" and above >= FAR) else max(above, below)


def _times(large: float, small: float) -> float:
    """How many times the one is the other, 1 where it is no larger."""
    if large <= small:
        return 1
    return large / small if small else inf
