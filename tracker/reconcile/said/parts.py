"""Estimates of a part that lie above the whole: they move no end, and are said."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.question import Question
from tracker.reconcile.said.spoken import Spoken, fitting, spoken_of, stated_by
from tracker.reconcile.voices import lies_within


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
    hint, are none.
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
