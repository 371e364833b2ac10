"""The headline: both ends, who holds each and of which month, in thirty words."""

from __future__ import annotations

from tracker.curate.model import Figure
from tracker.reconcile.phrases import capital, party_name
from tracker.reconcile.said.spoken import LONGEST_HEADLINE, Spoken, words

# What is given up, step by step, until a headline is short enough: limits, then long names.
STEPS = ((True, 0), (False, 0), (True, 1), (False, 1), (True, 2), (False, 2))


def headline(spoken: Spoken) -> list[str]:
    """The headline, then what did not fit into it in sentences of its own."""
    sides = _sides(spoken)
    for limits, shortened in STEPS:
        short = _longest(spoken, sides)[:shortened]
        ends = " to ".join(_end(spoken, side, side in short, limits) for side in sides)
        text = f"{spoken.question.label}: {ends}."
        if words(text) <= LONGEST_HEADLINE:
            break
    held = [spoken.held(side)[0] for side in sides if _shown(spoken, side)]
    rest = [_meant(spoken, spoken.held(side)[0]) for side in short]
    if not limits:
        rest += [_limited(spoken, figure) for figure in held]
    return [text, *filter(None, dict.fromkeys(rest))]


def _sides(spoken: Spoken) -> list[str]:
    """The ends to be said; one where they are equal."""
    answer = spoken.answer
    sides = [side for side in ("low", "high") if getattr(answer, side) is not None]
    if len(sides) == 2 and answer.low == answer.high and not answer.low_open:
        return ["high" if answer.high_open else "low"]
    return sides


def _shown(spoken: Spoken, side: str) -> bool:
    """Whether the holder of an end is named there: who holds both is named once, behind both."""
    return not (side == "low" and _same(spoken))


def _same(spoken: Spoken) -> bool:
    return len(_sides(spoken)) == 2 and spoken.held("low") == spoken.held("high")


def _end(spoken: Spoken, side: str, short: bool, limits: bool) -> str:
    number = spoken.number(side)
    if not _shown(spoken, side):
        return number
    return f"{number} ({spoken.holder(side, short=short, limits=limits)})"


def _longest(spoken: Spoken, sides: list[str]) -> list[str]:
    """The ends whose holder is named, the longest name first."""
    named = [side for side in sides if _shown(spoken, side)]
    return sorted(named, key=lambda side: -words(spoken.holder(side, limits=False)))


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
