"""How many agree, how sure that may make anybody, and how old it is."""

from __future__ import annotations

from tracker.reconcile.assess import MetricRange
from tracker.reconcile.judgement import two_sided
from tracker.reconcile.methods.envelope import sign_test
from tracker.reconcile.numbers import counted, format_day
from tracker.reconcile.phrases import capital, day_words, number_word
from tracker.reconcile.said.spoken import Spoken, fitting


def known(answer: MetricRange) -> str:
    """The day of knowledge, and the day asked about where it is another."""
    text = f"as known on {format_day(answer.known_on)}"
    day = "" if answer.on == answer.known_on else f"as of {format_day(answer.on)}, "
    return capital(day + text)


def sure(spoken: Spoken) -> list[str]:
    """How many agree, and how sure that may make anybody, with the condition."""
    answer = spoken.answer
    span, count = spoken.envelope, answer.independent
    begin = known(answer)
    for end, side in ((answer.high, "an upper"), (answer.low, "a lower")):
        if end is None:
            return [f"{begin}: nobody states {side} limit."]
    if spoken.counted_beyond:
        return [f"{begin}: what was counted one by one lies above what is estimated."]
    if not count:
        return [f"{begin}: nobody states both ends."]
    wide = span.kind == "no consensus"
    apart = ["There is no consensus: the ends differ more than tenfold."] if wide else []
    if count == 1:
        return [fitting(f"{begin}: {reason}." for reason in _alone(spoken)), *apart]
    both = "" if all(map(two_sided, spoken.chosen.voices)) else " with both ends"
    told = [f"{begin}: {number_word(count)} independent assessments{both}.", *_beyond(spoken)]
    if answer.confidence is None:
        what = "That they agree does not say" if span.kind == "all equal" else "Nothing says"
        return [*told, f"{what} how sure it is.", *apart]
    condition = "If they err independently, each as likely too high as too low"
    most = f"there is at most {chance(answer.confidence)} that the truth lies between"
    return [*told, f"{condition}, {most}.", *apart]


def _beyond(spoken: Spoken) -> list[str]:
    """How many of eight or more lie beyond an end that leaves them out; an open one does not."""
    answer, span = spoken.answer, spoken.envelope
    told, most = {}, sign_test(answer.independent)[0] - 1
    for side, word, sign in (("low", "lowest", 1), ("high", "highest", -1)):
        value = getattr(span, side)
        ends = (
            (figure.affiliation, figure.best if end is None else end)
            for figure in filter(two_sided, spoken.chosen.voices)
            for end in [getattr(figure, side)]
        )
        few = min(most, len({home for home, end in ends if sign * (end or 0.0) < sign * value}))
        if few and value == getattr(answer, side) and not getattr(span, f"{side}_open"):
            told[side] = f"the {number_word(few) + ' ' if few > 1 else ''}{word}"
    who = "ends leave" if len(told) > 1 else f"{''.join(told)} end leaves"
    return [f"The {who} out {' and '.join(told.values())} of them."] if told else []


def _alone(spoken: Spoken) -> list[str]:
    """Why one affiliation gives no confidence; the longest wording first."""
    voices = spoken.chosen.voices
    both = list(filter(two_sided, voices))
    if len(both) > 1:
        home = spoken.book.affiliations[both[0].affiliation].name
        same = len({figure.affiliation for figure in both}) == 1
        one = f"one affiliation ({home})" if same else "one and the same assessment"
        verb = "come from" if same else "rest on"
        return [
            f"the assessments with both ends {verb} {one}, and none confirms another",
            f"all with both ends {verb} {one}, so none confirms another",
            "the assessments with both ends are not independent of each other",
        ]
    if spoken.envelope.kind == "single assessment" and not spoken.held_by_tally("low"):
        return ["a single assessment, which no independent one confirms"]
    what = "speaks for that time" if len(voices) == 1 else "states both ends"
    return [f"only one assessment {what}, and nothing says how sure it is"]


def chance(confidence: float) -> str:
    """A probability in words, to whole percent.

    Examples
    --------
    >>> [chance(p) for p in (0.5, 0.75, 0.875, 0.9296875)]
    ['an even chance', 'a 75% chance', 'an 88% chance', 'a 93% chance']

    """
    percent = f"{confidence:.0%}"
    if percent == "50%":
        return "an even chance"
    return f"{'an' if percent.startswith('8') else 'a'} {percent} chance"


def stale(spoken: Spoken) -> list[str]:
    """How old the newest figure is, where that is too old; no more precise than it was stated."""
    answer, as_of = spoken.answer, spoken.answer.newest
    if not answer.stale or answer.last_as_of is None or as_of is None:
        return []
    grows = spoken.question.meaning.kind == "cumulative"
    since = "the number may since have grown" if grows else "it may no longer hold"
    days = counted((answer.on - answer.last_as_of).days, "day")
    age = "" if as_of.rough else f", {days} before"
    return [f"Last assessed as of {day_words(as_of)}{age}; {since}."]
