"""A range with the figures it was made from, how each of its ends is said, and the headline of
both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.curate.model import Codebook, Figure
from tracker.reconcile.assess import MetricRange
from tracker.reconcile.judgement import two_sided
from tracker.reconcile.methods.envelope import Range
from tracker.reconcile.methods.figures import envelope_of
from tracker.reconcile.numbers import format_count
from tracker.reconcile.phrases import (
    capital,
    hedged,
    month_words,
    number_word,
    part_words,
    party_name,
)
from tracker.reconcile.question import Question
from tracker.reconcile.voices import Selection, homes, select

LONGEST_HEADLINE = 30
# The most words that a sentence may have, where it can be said in fewer.
LONGEST_SENTENCE = 25
# What is given up, step by step, until a headline is short enough: limits, then long names.
STEPS = ((True, 0), (False, 0), (True, 1), (False, 1), (True, 2), (False, 2))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A range with the figures it was made from, and their envelope."""

    answer: MetricRange
    chosen: Selection
    envelope: Range

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.answer.question

    @property
    def book(self) -> Codebook:
        """The record's codebook."""
        return self.question.book

    @property
    def counted_beyond(self) -> bool:
        """Whether what was counted one by one lies above the high end of the estimates."""
        return bool(self.answer.high is not None and self.answer.high > self.envelope.high)

    def held_by_tally(self, side: str) -> bool:
        """Whether what was counted one by one holds an end that no estimate holds."""
        tally, value = self.chosen.tally, getattr(self.answer, side)
        return tally is not None and value == tally.low and value != getattr(self.envelope, side)

    def held(self, side: str) -> list[Figure]:
        """The figures that hold an end of the range; of an open one those alone that are open."""
        if self.chosen.tally is not None and self.held_by_tally(side):
            return [self.chosen.tally]
        marks = getattr(self.envelope, f"{side}_by")
        held = [figure for figure, holds in zip(self.chosen.figures, marks) if holds]
        if not getattr(self.envelope, f"{side}_open"):
            return held
        voices = [figure for figure in self.chosen.voices if figure.qualifier != "vague"]
        return [f for f in held if f not in voices or getattr(f, side) is None]

    def number(self, side: str) -> str:
        """An end with its hedge, in the words from which it is computed; open where it is, "at
        least" or "at most" where only one-sided figures hold it, "at most 300 then" of an old one.
        That it may have grown since is for another sentence: whoever holds it did not say so.
        """
        answer, held = self.answer, self.held(side)
        value = getattr(answer, side)
        said = held[0].said if all(figure.computed for figure in held) else ""
        more = " or fewer" if side == "low" else " or more"
        end_open = bool(getattr(self.envelope, f"{side}_open"))
        if self.held_by_tally(side) and answer.high is not None:
            end_open = side == "high"
        if end_open:
            return _opened(said, held, more) if said else format_count(value) + more
        if self._one_sided(held):
            side_words = ("at least ", " or more") if side == "low" else ("at most ", " or fewer")
            then = " then" * (side == "high" and answer.high_open)
            return (
                _opened(said, held, side_words[1]) if said else side_words[0] + format_count(value)
            ) + then
        return said or hedged(value, held)

    def _one_sided(self, held: list[Figure]) -> bool:
        """Whether those who hold an end say no more than "at least" or "at most"."""
        if held == [self.chosen.tally]:
            return self.answer.high is None
        return all(figure not in self.chosen.voices or not two_sided(figure) for figure in held)

    def holder(self, side: str, *, short: bool = False, limits: bool = True) -> str:
        """Who holds an end and of which month: the first by name, how many others do."""
        held = self.held(side)
        names = dict.fromkeys((figure.party, figure.as_of) for figure in held)
        who = stated_by(held[0], self.book, short=short)
        rest = len(names) - 1
        others = "" if not rest else f", and {number_word(rest)} other{'s' * (rest > 1)}"
        return who + (self.limit(held[0]) if limits else "") + others

    def limit(self, figure: Figure) -> str:
        """What a figure is, where it is no number for the whole of that time."""
        if figure.partial:
            return f", counting only {part_words(figure)}"
        if figure == self.chosen.tally:
            return ", counted one by one"
        if figure in self.chosen.bounds:  # its party's newest, or of before a revision
            newest = any(item.candidate for item in self.chosen.judged if item.figure == figure)
            return f", {'an older count' if newest else 'a count from before it revised upward'}"
        return f", “{figure.said}”" if figure.qualifier == "vague" else ""


def spoken_of(answer: MetricRange) -> Spoken:
    """A range with the figures behind it."""
    chosen = select(answer.question)
    used = [
        item.entry for role in ("voice", "bound") for item in chosen.judged if item.role == role
    ]
    return Spoken(answer, chosen, envelope_of(chosen.voices, chosen.bounds, homes(used)))


def stated_by(figure: Figure, book: Codebook, *, short: bool = False) -> str:
    """Who stated a figure, and of which month."""
    party = book.parties[figure.party]
    return f"{party.short if short else party_name(party)}, {month_words(figure.as_of)}"


def fitting(candidates: Iterable[str]) -> str:
    """The first of the sentences that is no longer than one may be, else the shortest."""
    texts = list(candidates)
    short = (text for text in texts if word_count(text) <= LONGEST_SENTENCE)
    return next(short, min(texts, key=word_count, default=""))


def word_count(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def _opened(said: str, held: list[Figure], more: str) -> str:
    """Words from which an open end is computed, those of its first holder, opened once."""
    one_sided = ("at_least", "more_than", "at_most")
    return said if held[0].qualifier in one_sided else f"{said},{more}"


def headline(spoken: Spoken) -> list[str]:
    """The headline, then what did not fit into it in sentences of its own."""
    sides = _sides(spoken)
    one_holder = len(sides) == 2 and spoken.held("low") == spoken.held("high")
    shown = ["high"] if one_holder else sides  # who holds both is named once, behind both
    longest = sorted(shown, key=lambda side: -word_count(spoken.holder(side, limits=False)))
    for limits, shortened in STEPS:
        short = longest[:shortened]
        holders = {
            side: f" ({spoken.holder(side, short=side in short, limits=limits)})" for side in shown
        }
        ends = " to ".join(spoken.number(side) + holders.get(side, "") for side in sides)
        text = f"{spoken.question.label}: {ends}."
        if word_count(text) <= LONGEST_HEADLINE:
            break
    rest = [_meant(spoken, spoken.held(side)[0]) for side in short]
    if not limits:
        rest += [_limited(spoken, spoken.held(side)[0]) for side in shown]
    return [text, *filter(None, dict.fromkeys(rest))]


def _sides(spoken: Spoken) -> list[str]:
    """The ends to be said; one where they are equal and all who hold the low hold the high too."""
    answer, high = spoken.answer, spoken.held("high")
    sides = [side for side in ("low", "high") if getattr(answer, side) is not None]
    one = answer.low == answer.high and not answer.low_open
    return ["high"] if one and all(figure in high for figure in spoken.held("low")) else sides


def _meant(spoken: Spoken, figure: Figure) -> str:
    """Whose abbreviation stands in the headline."""
    party = spoken.book.parties[figure.party]
    name = party_name(party)
    return "" if party.short == party.name else f"{party.short} stands for {name}."


def _limited(spoken: Spoken, figure: Figure) -> str:
    """What is said of the figure of a party beside its number, as a sentence."""
    limit = spoken.limit(figure).removeprefix(", ")
    name = capital(party_name(spoken.book.parties[figure.party]))
    return f"{name}: {limit}." if limit else ""
