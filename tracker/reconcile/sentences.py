"""A range in one sentence that a fact-checker can check: who says what of when, how many agree, how
sure that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.curate.model import Dataset, Figure
from tracker.reconcile.methods.envelope import Range, sign_test
from tracker.reconcile.methods.figures import envelope_of
from tracker.reconcile.methods.table import FEWEST
from tracker.reconcile.numbers import format_count, format_day, format_ends
from tracker.reconcile.phrases import capital, holders, label, number_word, number_words
from tracker.reconcile.voices import select

if TYPE_CHECKING:
    from tracker.reconcile.ranges import MetricRange

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
class View:
    """A range with the record and the figures it was made from."""

    found: MetricRange
    dataset: Dataset
    voices: tuple[Figure, ...]
    bounds: tuple[Figure, ...]
    envelope: Range

    def label(self, *, start: bool = False) -> str:
        """The metric in words."""
        return label(self.dataset.codebook, self.found.metric, self.found.place, start=start)

    def holders(self, figures: list[Figure]) -> str:
        """Who holds a number."""
        return holders(figures, self.dataset.codebook, {figure.key for figure in self.bounds})

    def held(self, side: str) -> list[Figure]:
        """The figures that hold an end of the envelope."""
        marks = getattr(self.envelope, f"{side}_by")
        return [figure for figure, holds in zip((*self.voices, *self.bounds), marks) if holds]


def sentence(found: MetricRange, dataset: Dataset) -> str:
    """Say a range in one sentence, with its holders, their days, and the condition of its
    confidence.

    Raises
    ------
    ValueError
        If the range was made from other figures than the record has.

    """
    start, *clauses = says(found, dataset)
    return "; ".join([f"{start}, {_when(found)}", *clauses]) + "."


def says(found: MetricRange, dataset: Dataset) -> list[str]:
    """The clauses of the sentence, the first without its day."""
    if not found.figures:
        return [
            f"{label(dataset.codebook, found.metric, found.place, start=True)}: no figure",
            remedy(found, dataset),
        ]
    chosen = select(dataset, found.metric, place=found.place, on=found.on, known_on=found.known_on)
    if set(found.figures) != {item.figure.key for item in chosen.judged if item.used}:
        raise ValueError(
            f"the range of {found.metric} on {found.on} was made from other figures than this "
            "record has; "
            "assess it again with this record"
        )
    view = View(
        found, dataset, chosen.voices, chosen.bounds, envelope_of(chosen.voices, chosen.bounds)
    )
    return [*(_envelope(view) if found.method == "envelope" else _computed(view)), *_stale(view)]


def remedy(found: MetricRange, dataset: Dataset) -> str:
    """Why there is no figure on this day, and what to ask instead."""
    from tracker.reconcile.ranges import changes

    if not select(dataset, found.metric, place=found.place).judged:
        return "the record has none: add one to estimates.yaml"
    for known_on, day, verb in (
        (found.known_on, found.on, "holds from"),
        (None, found.known_on, "was known from"),
    ):
        first = next(changes(dataset, found.metric, place=found.place, known_on=known_on), None)
        if first and first.on > day:
            return (
                f"the first, {first.figures[0]}, {verb} {format_day(first.on)} on: ask for "
                "that day or a later one"
            )
    return f"all that was stated is left out: `tracker explain {found.metric}` says why"


def why_none(found: MetricRange) -> str:
    """Why a range has no end; empty where it has one."""
    if found.low is not None or found.high is not None:
        return ""
    if not found.voices:
        return "nothing but lower bounds is known of that time" if found.figures else "no figure"
    if found.method == "random_effects":
        count = number_word(found.independent) if found.independent else "none"
        there = "there is" if found.independent == 1 else "there are"
        return (
            f"it takes {number_word(FEWEST)} independent assessments with both ends, and "
            f"{there} {count}"
        )
    return (
        "no two assessments overlap"
        if found.method == "agreement"
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


def _when(found: MetricRange) -> str:
    known = f"as known on {format_day(found.known_on)}"
    return known if found.on == found.known_on else f"as of {format_day(found.on)}, {known}"


def _envelope(view: View) -> list[str]:
    """What the envelope says, and what it rests on."""
    span, what = view.envelope, view.label()
    if span.kind == "incompatible":
        return [f"{view.label(start=True)}: no range, because {_clash(view)} cannot both be true"]
    if span.kind in ONE_SIDED:
        side, remark = ONE_SIDED[span.kind]
        return [f"{capital(_end(view, side))} {what}", remark]
    if span.low == span.high and not (span.low_open or span.kind == "bounds only"):
        start = "all say " if span.kind == "all equal" and not span.high_open else ""
        return [
            f"{capital(start + _end(view, 'high' if span.high_open else 'low'))} {what}",
            *_sure(view),
        ]
    start = "No consensus: between" if span.kind == "no consensus" else "Between"
    return [f"{start} {_ends(view)} {what}", *_sure(view)]


def _ends(view: View) -> str:
    """Both ends; those who hold both are named once."""
    if view.held("low") == view.held("high"):
        return f"{_number(view, 'low')} and {_end(view, 'high')}"
    return f"{_end(view, 'low')} and {_end(view, 'high')}"


def _end(view: View, side: str) -> str:
    return f"{_number(view, side)} ({view.holders(view.held(side))})"


def _number(view: View, side: str) -> str:
    """An end with its hedge, open where it is, "at least" or "at most" where only one-sided figures
    hold it.
    """
    held, value, other = (
        view.held(side),
        getattr(view.envelope, side),
        "high" if side == "low" else "low",
    )
    if view.envelope.independent and getattr(view.envelope, f"{side}_open"):
        return number_words(value, ()) + (" or fewer" if side == "low" else " or more")
    if all(getattr(figure, other) is None or figure in view.bounds for figure in held):
        return ("at least " if side == "low" else "at most ") + number_words(value, ())
    return number_words(value, held)


def _clash(view: View) -> str:
    """The highest "at least" and the lowest "at most"."""
    figures = (*view.voices, *view.bounds)
    least = max(figure.low for figure in figures if figure.low is not None)
    most = min(figure.high for figure in view.voices if figure.high is not None)
    low, high = [f for f in figures if f.low == least], [f for f in view.voices if f.high == most]
    return (
        f"at least {number_words(least, ())} ({view.holders(low)}) and "
        f"at most {number_words(most, ())} ({view.holders(high)})"
    )


def _sure(view: View) -> list[str]:
    """How many agree, and how sure that may make anybody, with the condition."""
    span = view.envelope
    apart = ["the ends differ more than tenfold, so that no centre is given"] * (
        span.kind == "no consensus"
    )
    if span.kind == "bounds only":
        return ["nobody states both ends"]
    if span.independent == 1:
        return [_alone(view), *apart]
    one_sided = any(None in (figure.low, figure.high) for figure in view.voices)
    clauses = [
        f"{number_word(span.independent)} independent assessments{' with both ends' * one_sided}"
    ]
    leave = sign_test(span.independent)[0] - 1
    if leave:
        count = f"{number_word(leave)} " * (leave > 1)
        clauses.append(f"the ends leave out the {count}lowest and the {count}highest of them")
    if span.confidence != span.confidence:
        return [*clauses, "that they agree does not say how sure it is", *apart]
    return [
        *clauses,
        f"even if they err independently, at most {chance(span.confidence)} that the truth lies "
        "between, "
        "provided each is as likely too high as too low",
        *apart,
    ]


def _alone(view: View) -> str:
    """Why one affiliation gives no confidence."""
    two_sided = [figure for figure in view.voices if None not in (figure.low, figure.high)]
    if len(two_sided) > 1:
        home = view.dataset.codebook.affiliations[two_sided[0].affiliation].name
        return (
            f"the assessments with both ends are all of one affiliation, {home}, so that none "
            "confirms another"
        )
    if view.envelope.kind == "single assessment":
        return "a single assessment, which no independent one confirms"
    what = "speaks for that time" if len(view.voices) == 1 else "states both ends"
    return f"only one assessment {what}, so that nothing says how sure it is"


def _stale(view: View) -> list[str]:
    found = view.found
    if not found.stale:
        return []
    grows = view.dataset.codebook.metrics[found.metric].kind == "cumulative"
    return [
        f"last assessed as of {format_day(found.last_as_of)}, "
        f"{(found.on - found.last_as_of).days:,} days before, "
        f"so that {'the number may since have grown' if grows else 'it may no longer hold'}"
    ]


def _computed(view: View) -> list[str]:
    """What any other method says: numbers that nobody stated, or where statements meet."""
    found = view.found
    if found.low is None and found.high is None:
        return [f"{view.label(start=True)}: no range by the method {found.method}", why_none(found)]
    rounded = "" if found.method == "agreement" else "about "
    ends = format_ends(found.low, found.high, low_open=found.low_open, high_open=found.high_open)
    centre = "" if found.centre is None else f", centre {rounded}{format_count(found.centre)}"
    few = {0: "nobody states both ends", 1: "one independent assessment"}
    basis = few.get(found.independent, f"{number_word(found.independent)} independent assessments")
    return [f"{capital(rounded + ends)} {view.label()}{centre} ({INTERVALS[found.method]})", basis]
