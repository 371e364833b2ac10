"""A range in one sentence that a fact-checker can check: who says what of when, how many agree, how
sure that is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.curate.model import Figure
from tracker.reconcile.assess import MetricRange, changes
from tracker.reconcile.methods.envelope import Range, sign_test
from tracker.reconcile.methods.figures import envelope_of
from tracker.reconcile.methods.table import FEWEST
from tracker.reconcile.numbers import format_count, format_day
from tracker.reconcile.phrases import capital, holders, label, number_word, number_words
from tracker.reconcile.question import Question
from tracker.reconcile.voices import select, series

INTERVALS = {
    "agreement": "where the most assessments overlap",
    "pool": "the middle 90% of an equal-weight pool of the assessments",
    "random_effects": "a 95% confidence interval of the mean of all parties, by random effects",
    "model": "the 90% model range",
}
ONE_SIDED = {
    "at least": ("low", "nobody states an upper limit"),
    "at most": ("high", "nobody states a lower limit"),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A range with the figures it was made from, and their envelope."""

    answer: MetricRange
    voices: tuple[Figure, ...]
    bounds: tuple[Figure, ...]
    envelope: Range

    def label(self, *, start: bool = False) -> str:
        """The metric in words."""
        question = self.answer.question
        return label(question.book, question.key, question.where, start=start)

    def holders(self, figures: list[Figure]) -> str:
        """Who holds a number."""
        bounds = {figure.key for figure in self.bounds}
        return holders(figures, self.answer.question.book, bounds)

    def held(self, side: str) -> list[Figure]:
        """The figures that hold an end of the envelope."""
        marks = getattr(self.envelope, f"{side}_by")
        return [figure for figure, holds in zip((*self.voices, *self.bounds), marks) if holds]


def sentence(answer: MetricRange) -> str:
    """Say a range in one sentence, with its holders, their days, and the condition of its
    confidence.
    """
    start, *clauses = says(answer)
    return "; ".join([f"{start}, {_when(answer)}", *clauses]) + "."


def says(answer: MetricRange) -> list[str]:
    """The clauses of the sentence, the first without its day."""
    if not answer.figures:
        return [f"{answer.question.label}: no figure", remedy(answer.question)]
    chosen = select(answer.question)
    envelope = envelope_of(chosen.voices, chosen.bounds)
    spoken = Spoken(answer, chosen.voices, chosen.bounds, envelope)
    clauses = _envelope(spoken) if answer.method == "envelope" else _computed(spoken)
    return [*clauses, *_stale(spoken)]


def remedy(question: Question) -> str:
    """Why there is no figure on this day, and what to ask instead."""
    last = question.dataset.last_stated
    if not series(question).entries:
        return "the record has none: add one to estimates.yaml"
    for asked, day, verb in (
        (replace(question, then=False), question.on, "holds from"),
        (question.as_known_then(last), question.known_on, "was known from"),
    ):
        first = next(changes(asked), None)
        if first and first.on > day:
            return (
                f"the first, {first.figures[0]}, {verb} {format_day(first.on)} on: ask for "
                "that day or a later one"
            )
    return f"all that was stated is left out: `tracker explain {question.key}` says why"


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
            f"it takes {number_word(FEWEST)} independent assessments with both ends, and "
            f"{there} {count}"
        )
    return (
        "no two assessments overlap"
        if answer.method == "agreement"
        else "the assessments are incompatible"
    )


def chance(confidence: float) -> str:
    """A probability in words, to whole percent.

    Examples
    --------
    >>> [chance(p) for p in (0.5, 0.75, 0.875, 0.9296875)]
    ['an even chance', 'a 75% chance', 'an 88% chance', 'a 93% chance']

    """
    percent = f"{confidence:.0%}"
    return (
        "an even chance"
        if percent == "50%"
        else f"{'an' if percent.startswith('8') else 'a'} {percent} chance"
    )


def _when(answer: MetricRange) -> str:
    known = f"as known on {format_day(answer.known_on)}"
    return known if answer.on == answer.known_on else f"as of {format_day(answer.on)}, {known}"


def _envelope(spoken: Spoken) -> list[str]:
    """What the envelope says, and what it rests on."""
    span, what = spoken.envelope, spoken.label()
    if span.kind == "incompatible":
        return [
            f"{spoken.label(start=True)}: no range, because {_clash(spoken)} cannot both be true"
        ]
    if span.kind in ONE_SIDED:
        side, remark = ONE_SIDED[str(span.kind)]
        return [f"{capital(_end(spoken, side))} {what}", remark]
    if span.low == span.high and not (span.low_open or span.kind == "bounds only"):
        start = "all say " if span.kind == "all equal" and not span.high_open else ""
        return [
            f"{capital(start + _end(spoken, 'high' if span.high_open else 'low'))} {what}",
            *_sure(spoken),
        ]
    start = "No consensus: between" if span.kind == "no consensus" else "Between"
    return [f"{start} {_ends(spoken)} {what}", *_sure(spoken)]


def _ends(spoken: Spoken) -> str:
    """Both ends; those who hold both are named once."""
    if spoken.held("low") == spoken.held("high"):
        return f"{_number(spoken, 'low')} and {_end(spoken, 'high')}"
    return f"{_end(spoken, 'low')} and {_end(spoken, 'high')}"


def _end(spoken: Spoken, side: str) -> str:
    return f"{_number(spoken, side)} ({spoken.holders(spoken.held(side))})"


def _number(spoken: Spoken, side: str) -> str:
    """An end with its hedge, open where it is, "at least" or "at most" where only one-sided figures
    hold it.
    """
    held, value, other = (
        spoken.held(side),
        getattr(spoken.envelope, side),
        "high" if side == "low" else "low",
    )
    if spoken.envelope.independent and getattr(spoken.envelope, f"{side}_open"):
        return number_words(value, ()) + (" or fewer" if side == "low" else " or more")
    if all(getattr(figure, other) is None or figure in spoken.bounds for figure in held):
        return ("at least " if side == "low" else "at most ") + number_words(value, ())
    return number_words(value, held)


def _clash(spoken: Spoken) -> str:
    """The highest "at least" and the lowest "at most"."""
    figures = (*spoken.voices, *spoken.bounds)
    least = max(figure.low for figure in figures if figure.low is not None)
    most = min(figure.high for figure in spoken.voices if figure.high is not None)
    low, high = [f for f in figures if f.low == least], [f for f in spoken.voices if f.high == most]
    return (
        f"at least {number_words(least, ())} ({spoken.holders(low)}) and "
        f"at most {number_words(most, ())} ({spoken.holders(high)})"
    )


def _sure(spoken: Spoken) -> list[str]:
    """How many agree, and how sure that may make anybody, with the condition."""
    span = spoken.envelope
    apart = ["the ends differ more than tenfold, so that no centre is given"] * (
        span.kind == "no consensus"
    )
    if span.kind == "bounds only":
        return ["nobody states both ends"]
    count, sure = spoken.answer.independent, spoken.answer.confidence
    if count == 1:
        return [_alone(spoken), *apart]
    one_sided = any(None in (figure.low, figure.high) for figure in spoken.voices)
    clauses = [f"{number_word(count)} independent assessments{' with both ends' * one_sided}"]
    leave = sign_test(count)[0] - 1
    if leave:
        few = f"{number_word(leave)} " * (leave > 1)
        clauses.append(f"the ends leave out the {few}lowest and the {few}highest of them")
    if sure is None:
        return [*clauses, "that they agree does not say how sure it is", *apart]
    return [
        *clauses,
        f"even if they err independently, at most {chance(sure)} that the truth lies "
        "between, "
        "provided each is as likely too high as too low",
        *apart,
    ]


def _alone(spoken: Spoken) -> str:
    """Why one affiliation gives no confidence."""
    two_sided = [figure for figure in spoken.voices if None not in (figure.low, figure.high)]
    if len(two_sided) > 1:
        home = spoken.answer.question.book.affiliations[two_sided[0].affiliation].name
        return (
            f"the assessments with both ends are all of one affiliation, {home}, so that none "
            "confirms another"
        )
    if spoken.envelope.kind == "single assessment":
        return "a single assessment, which no independent one confirms"
    what = "speaks for that time" if len(spoken.voices) == 1 else "states both ends"
    return f"only one assessment {what}, so that nothing says how sure it is"


def _stale(spoken: Spoken) -> list[str]:
    answer = spoken.answer
    if not answer.stale or answer.last_as_of is None:
        return []
    grows = spoken.answer.question.book.metrics[answer.metric].kind == "cumulative"
    return [
        f"last assessed as of {format_day(answer.last_as_of)}, "
        f"{(answer.on - answer.last_as_of).days:,} days before, "
        f"so that {'the number may since have grown' if grows else 'it may no longer hold'}"
    ]


def _computed(spoken: Spoken) -> list[str]:
    """What any other method says: numbers that nobody stated, or where statements meet."""
    answer = spoken.answer
    if answer.empty:
        return [
            f"{spoken.label(start=True)}: no range by the method {answer.method}",
            why_none(answer),
        ]
    rounded = "" if answer.method == "agreement" else "about "
    centre = "" if answer.centre is None else f", centre {rounded}{format_count(answer.centre)}"
    few = {0: "nobody states both ends", 1: "one independent assessment"}
    basis = few.get(
        answer.independent, f"{number_word(answer.independent)} independent assessments"
    )
    return [
        f"{capital(rounded + answer.ends)} {spoken.label()}{centre} ({INTERVALS[answer.method]})",
        basis,
    ]
