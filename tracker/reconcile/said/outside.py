"""Numbers outside a range that readers will meet: estimates of a part above the whole, and what is
left out as disputed, withdrawn, or misprinted. They move no end, and are said.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from tracker.curate.model import Figure, Misreport
from tracker.curate.words.quantities import read_words
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.judgement import comparison_day, one_number
from tracker.reconcile.phrases import number_word, party_name, running
from tracker.reconcile.question import Question
from tracker.reconcile.said.spoken import (
    Spoken,
    fitting,
    spoken_of,
    stated_by,
)
from tracker.reconcile.voices import lies_within

# A number so many times above the high end, or below the low one, is said to be left out.
FAR = 2
MOST = 3
# A misprint of fewer pages is a slip of one newsroom.
PAGES = 2


def parts_above(spoken: Spoken) -> list[str]:
    """One sentence for each part whose low end is above that of the whole, with both holders."""
    answer = spoken.answer
    if answer.method != "envelope" or answer.low is None:
        return []
    return [
        _clash(spoken, spoken_of(part), alone)
        for inner, alone in parts_of(spoken.question)
        for part in [assess(inner)]
        if part.low is not None
        and part.low > answer.low
        and not part.low_open
        and _comparable(part, answer)
    ]


def parts_of(question: Question) -> Iterator[tuple[Question, str]]:
    """The questions about what is at most this one, each with the word for what it is to it: parts,
    other counts, the same in an inner place. Tallies, which bound it hard, and proxies, which only
    hint, are none; nor is a count without places of which a figure lies outside.
    """
    one = question.one
    book, whole = one.book, one.meaning
    words = {key: "" for key, other in book.metrics.items() if other.at_most == one.key}
    words |= dict.fromkeys((key for key in whole.parts if key in book.metrics), " alone")
    for key, word in words.items():
        part = book.metrics[key]
        if part.tally or part.proxy or key == one.key:
            continue
        if not whole.by_place:
            yield from ((inner, word) for inner in one.about(key).series)
        elif part.by_place:
            yield one.about(key, one.place), word
        elif all(lies_within(book, each.place, one.where) for each in one.about(key).figures):
            yield one.about(key), word
    if whole.by_place:
        for inner in one.about(one.key).series:
            if inner.where != one.where and lies_within(book, inner.where, one.where):
                yield inner, " alone"


def _comparable(part: MetricRange, whole: MetricRange) -> bool:
    """Whether the two speak of one time: what rises and falls is compared while it holds."""
    meaning = part.question.meaning
    if meaning.kind == "cumulative" or part.last_as_of is None or whole.last_as_of is None:
        return True
    apart = abs((part.last_as_of - whole.last_as_of).days)
    return apart <= (inf if meaning.speaks_for is None else meaning.speaks_for)


def _clash(whole: Spoken, part: Spoken, alone: str) -> str:
    """The sentence, with names as long as fit."""
    number = part.number("low")
    if number.startswith("at least "):
        number = f"{number.removeprefix('at least ')} or more"
    mine, theirs = part.held("low")[0], whole.held("low")[0]
    book = whole.book
    return fitting(
        f"{part.question.label}{alone} are put at {number} ({stated_by(mine, book, short=one)}), "
        f"above the low end ({stated_by(theirs, book, short=other)})."
        for one, other in ((False, False), (False, True), (True, False), (True, True))
    )


def left_out(spoken: Spoken) -> list[str]:
    """The farthest such numbers, three at most, each said once; the last sentence says how many
    more there are.
    """
    if spoken.answer.method != "envelope":
        return []
    each = {tuple(texts): far for far, texts in (*_disputed(spoken), *_misprinted(spoken))}
    found = sorted(each, key=lambda texts: -each[texts])
    told = found[:MOST]
    more = f", and {number_word(len(found) - MOST)} more" if len(found) > MOST else ""
    ends = [""] * (len(told) - 1) + [more]
    return [fitting(f"{text}{end}." for text in texts) for texts, end in zip(told, ends)]


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
    for misreport in question.misreports():
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
