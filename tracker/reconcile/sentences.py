"""A range in sentences that a fact-checker can check: who says what of when, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.curate.model import Codebook, Figure
from tracker.curate.words.quantities import read_words
from tracker.reconcile.assess import MetricRange, assess, changes
from tracker.reconcile.judgement import one_number
from tracker.reconcile.methods.envelope import Range, sign_test
from tracker.reconcile.methods.figures import envelope_of
from tracker.reconcile.methods.table import FEWEST
from tracker.reconcile.numbers import counted, format_day, format_end, roughly
from tracker.reconcile.phrases import capital, holders, number_word, number_words, running
from tracker.reconcile.question import Question
from tracker.reconcile.voices import Selection, homes, series

INTERVALS = {
    "agreement": "where the most assessments overlap",
    "pool": "the middle 90% of an equal-weight pool of the assessments",
    "random_effects": "a 95% confidence interval of the mean of all parties, by random effects",
    "model": "the 90% model range",
}
ONE_SIDED = {
    "at least": "nobody states an upper limit",
    "at most": "nobody states a lower limit",
}
ONE_SIDED_WORDS = ("at least", "at most", "more than", "up to")


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
    def figures(self) -> tuple[Figure, ...]:
        """Voices, then bounds."""
        return (*self.chosen.voices, *self.chosen.bounds)

    def held(self, side: str) -> list[Figure]:
        """The figures that hold an end of the range."""
        tally, value = self.chosen.tally, getattr(self.answer, side)
        if tally is not None and value == tally.low and value != getattr(self.envelope, side):
            return [tally]
        marks = getattr(self.envelope, f"{side}_by")
        return [figure for figure, holds in zip(self.figures, marks) if holds]


def sentence(answer: MetricRange) -> str:
    """Say a range for a fact-checker: in one short sentence who says what of when; then how many
    agree, how sure that is, how old it is, what clashes with it and what was left out.
    """
    return " ".join(says(answer))


def says(answer: MetricRange) -> list[str]:
    """The sentences, the headline first."""
    question = answer.question
    if not answer.figures:
        return [f"{question.label}: no figure.", f"{capital(remedy(question))}."]
    prepared = series(question)
    chosen = prepared.select(question.on, question.known_on)
    used = [
        entry
        for role in ("voice", "bound")
        for entry, item in zip(prepared.entries, chosen.judged)
        if item.role == role
    ]
    envelope = envelope_of(chosen.voices, chosen.bounds, homes(used))
    spoken = Spoken(answer, chosen, envelope)
    clauses = _stated(spoken) if answer.method == "envelope" else _estimated(spoken)
    return [*clauses, *_stale(spoken), *_clashes(spoken), *_left_out(spoken)]


def estimated(question: Question) -> str:
    """The second line, beside what is stated: the model's range; empty where there is none."""
    answer = assess(question.by("model"))
    return "" if answer.empty else f"Estimated: {_rough_ends(answer)} (90% model range)."


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


def _known(answer: MetricRange) -> str:
    """The day of knowledge, as a clause that others follow."""
    known = f"as known on {format_day(answer.known_on)}"
    day = "" if answer.on == answer.known_on else f"as of {format_day(answer.on)}, "
    return day + known


def _stated(spoken: Spoken) -> list[str]:
    """What the envelope says, and what it rests on."""
    answer, span = spoken.answer, spoken.envelope
    known = capital(_known(answer))
    if span.kind == "incompatible":
        return [f"{spoken.question.label}: no range.", f"{known}: {_clash(spoken)}."]
    headline = f"{spoken.question.label}: {_ends(spoken)}."
    if span.kind in ONE_SIDED and spoken.chosen.tally is None:
        return [headline, f"{known}: {ONE_SIDED[str(span.kind)]}."]
    return [headline, *(f"{known}: {clause}." for clause in _sure(spoken)[:1]), *_sure(spoken)[1:]]


def _ends(spoken: Spoken) -> str:
    """Both ends with their holders; those who hold both are named once."""
    answer = spoken.answer
    sides = [side for side in ("low", "high") if getattr(answer, side) is not None]
    if len(sides) == 2 and answer.low == answer.high and not answer.low_open:
        sides = ["high" if answer.high_open else "low"]
    held = [spoken.held(side) for side in sides]
    if len(held) == 2 and held[0] == held[1]:
        return f"{_number(spoken, 'low')} to {_end(spoken, 'high')}"
    return " to ".join(_end(spoken, side) for side in sides)


def _end(spoken: Spoken, side: str) -> str:
    bounds = {figure.key for figure in spoken.chosen.bounds}
    return f"{_number(spoken, side)} ({holders(spoken.held(side), spoken.question.book, bounds)})"


def _number(spoken: Spoken, side: str) -> str:
    """An end with its hedge, in the words from which it is computed; open where it is, "at least"
    or "at most" where only one-sided figures hold it.
    """
    answer, held = spoken.answer, spoken.held(side)
    words = getattr(answer, f"{side}_said") or number_words(getattr(answer, side), held)
    bare = getattr(answer, f"{side}_said") or number_words(getattr(answer, side), ())
    hedged = bare.startswith(ONE_SIDED_WORDS)
    if answer.independent and getattr(answer, f"{side}_open"):
        return bare + (" or fewer" if side == "low" else "" if hedged else " or more")
    other = "high" if side == "low" else "low"
    one_sided = all(
        getattr(figure, other) is None
        or figure.qualifier == "vague"
        or figure not in spoken.chosen.voices
        for figure in held
    )
    if one_sided and not hedged:
        return ("at least " if side == "low" else "at most ") + bare
    return words


def _clash(spoken: Spoken) -> str:
    """The highest "at least" and the lowest "at most"."""
    book, figures = spoken.question.book, spoken.figures
    voices = spoken.chosen.voices
    least = max(figure.low for figure in figures if figure.low is not None)
    most = min(figure.high for figure in voices if figure.high is not None)
    low, high = [f for f in figures if f.low == least], [f for f in voices if f.high == most]
    return (
        f"at least {number_words(least, ())} ({holders(low, book)}) and at most "
        f"{number_words(most, ())} ({holders(high, book)}) cannot both be true"
    )


def _sure(spoken: Spoken) -> list[str]:
    """How many agree, and how sure that may make anybody, with the condition."""
    span, answer = spoken.envelope, spoken.answer
    count = answer.independent
    wide = span.kind == "no consensus"
    apart = ["There is no consensus: the ends differ more than tenfold."] if wide else []
    if span.kind == "bounds only" or not count:
        return ["nobody states both ends"]
    if count == 1:
        return [_alone(spoken), *apart]
    one_sided = any(None in (figure.low, figure.high) for figure in spoken.chosen.voices)
    both = " with both ends" if one_sided else ""
    clauses = [f"{number_word(count)} independent assessments{both}"]
    leave = sign_test(count)[0] - 1
    if leave:
        few = f"{number_word(leave)} " * (leave > 1)
        clauses.append(f"The ends leave out the {few}lowest and the {few}highest of them.")
    if answer.confidence is None:
        return [*clauses, "That they agree does not say how sure it is.", *apart]
    sure = (
        f"If they err independently, each as likely too high as too low, there is at most "
        f"{chance(answer.confidence)} that the truth lies between."
    )
    return [*clauses, sure, *apart]


def _alone(spoken: Spoken) -> str:
    """Why one affiliation gives no confidence."""
    voices = spoken.chosen.voices
    two_sided = [figure for figure in voices if None not in (figure.low, figure.high)]
    homes_of = {figure.affiliation for figure in two_sided}
    if len(two_sided) > 1:
        home = spoken.question.book.affiliations[two_sided[0].affiliation].name
        same = f"are all of {home}" if len(homes_of) == 1 else "rest on one assessment"
        return f"the assessments with both ends {same}, and none confirms another"
    if spoken.envelope.kind == "single assessment":
        return "a single assessment, which no independent one confirms"
    what = "speaks for that time" if len(voices) == 1 else "states both ends"
    return f"only one assessment {what}, and nothing says how sure it is"


def _stale(spoken: Spoken) -> list[str]:
    answer = spoken.answer
    if not answer.stale or answer.last_as_of is None:
        return []
    grows = spoken.question.meaning.kind == "cumulative"
    days = counted((answer.on - answer.last_as_of).days, "day")
    since = "the number may since have grown" if grows else "it may no longer hold"
    return [f"Last assessed as of {format_day(answer.last_as_of)}, {days} before; {since}."]


def _clashes(spoken: Spoken) -> list[str]:
    """Estimates of a part, or of what is at most this, that lie above it: they move no end."""
    question, answer = spoken.question, spoken.answer
    if answer.method != "envelope" or answer.low is None:
        return []
    told = []
    for key, word in parts_of(question.book, question.key).items():
        if question.book.metrics[key].by_place and not question.meaning.by_place:
            continue
        part = assess(question.about(key).one)
        if part.low is None or part.low <= answer.low:
            continue
        names = ", ".join(question.short(party) for party in part.low_party.split(", ") if party)
        told.append(
            f"{part.question.label}{word} is put at {format_end(part.low, part.low_said)} or more "
            f"by {names}."
        )
    return told


def parts_of(book: Codebook, metric: str) -> dict[str, str]:
    """The metrics that are at most this one, each with the word for what it is to it; tallies,
    which bound it hard, and proxies, which only hint, aside.
    """
    parts = dict.fromkeys(book.metrics[metric].parts, " alone")
    smaller = {key: "" for key, other in book.metrics.items() if other.at_most == metric}
    return {
        key: word
        for key, word in (smaller | parts).items()
        if not (book.metrics[key].tally or book.metrics[key].proxy)
    }


def _left_out(spoken: Spoken) -> list[str]:
    """Numbers far outside that readers will meet: disputed ones, and misprints of two pages or
    more.
    """
    answer, question = spoken.answer, spoken.question
    if answer.method != "envelope":
        return []
    told = [
        f"Left out: {item.figure.said} ({holders([item.figure], question.book)}), because pages "
        "disagree about what was said."
        for item in spoken.chosen.judged
        if item.role == "out"
        and item.figure.attribution == "conflicting"
        and not item.figure.partial
        and item.figure.stated.last <= question.known_on
        and _far(one_number(item.figure), answer)
    ]
    by_key = {figure.key: figure for figure in question.dataset.all_figures}
    for misreport in question.dataset.misreports:
        words = misreport.printed.get(question.key, "")
        pages = len(misreport.sources)
        figure = by_key.get(misreport.of)
        if not words or pages < 2 or figure is None or figure.stated.last > question.known_on:
            continue
        if _far(one_number(read_words(words, question.book.wordings)), answer):
            meant = running(question.book.metrics[figure.metric].label)
            told.append(
                f"Left out: {words}, which {number_word(pages)} pages print as "
                f"{running(question.meaning.label)}; {question.short(figure.party)} said "
                f"{figure.said} {meant}."
            )
    return told


def _far(number: float | None, answer: MetricRange) -> bool:
    """Whether a number is at least twice the high end or at most half the low one."""
    if number is None:
        return False
    above = answer.high is not None and number >= 2 * answer.high
    return above or (answer.low is not None and number <= answer.low / 2)


def _estimated(spoken: Spoken) -> list[str]:
    """What any other method says: numbers that nobody stated, or where statements meet."""
    answer = spoken.answer
    known = capital(_known(answer))
    if answer.empty:
        none = f"{spoken.question.label}: no range by the method {answer.method}."
        return [none, f"{known}: {why_none(answer)}."]
    about = answer.ends if answer.method == "agreement" else _rough_ends(answer)
    few = {0: "nobody states both ends", 1: "one independent assessment"}
    basis = few.get(
        answer.independent, f"{number_word(answer.independent)} independent assessments"
    )
    return [
        f"{spoken.question.label}: {about} ({INTERVALS[answer.method]}).",
        f"{known}: {basis}.",
    ]


def _rough_ends(answer: MetricRange) -> str:
    """Both ends of a computed range, to two digits."""
    low, high = (None if end is None else roughly(end) for end in (answer.low, answer.high))
    if high is None or low is None:
        return f"about {low} or more" if high is None else f"about {high} or fewer"
    return f"about {low if low == high else f'{low} to {high}'}{' or more' * answer.high_open}"
