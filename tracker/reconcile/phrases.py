"""The parts of a range's sentence: labels, days, numbers with their hedges, and who holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.curate.model import Codebook, Figure, Party
from tracker.curate.words.dates import PartialDate
from tracker.reconcile.numbers import format_count, format_day, format_month

NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_HEDGES = {"about": "about ", "nearly": "nearly "}


def label(book: Codebook, metric: str, place: str, *, start: bool = False) -> str:
    """The metric's label as running text, with the place where it is counted by place.

    A label with another capital or a digit in it is taken to begin with a name, and keeps its first
    letter.
    """
    meaning = book.metrics[metric]
    text = meaning.label if start else running(meaning.label)
    return f"{text} ({book.places[place].name})" if meaning.by_place else text


def running(label: str) -> str:
    """A label as it stands inside a sentence.

    Examples
    --------
    >>> running("Killed or wounded"), running("Winter War, Finnish soldiers")
    ('killed or wounded', 'Winter War, Finnish soldiers')

    """
    named = any(sign.isupper() or sign.isdigit() for sign in label[1:])
    return label if named else label[:1].lower() + label[1:]


def listed(words: Sequence[str]) -> str:
    """Several words as they stand in a sentence.

    Examples
    --------
    >>> listed(["killed"]), listed(["killed", "wounded", "captured"])
    ('killed', 'killed, wounded and captured')

    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def number_word(count: int) -> str:
    """A number as a word up to twelve, else in digits."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def day_words(day: PartialDate) -> str:
    """A day, month or year in words, no more precise than it was written."""
    first = day.first
    texts = {"day": format_day(first), "month": format_month(first), "year": str(first.year)}
    hedge = "about " if day.approximate else "perhaps " if day.uncertain else ""
    return hedge + texts[day.precision]


def month_words(day: PartialDate) -> str:
    """A day's month in words, or its year where no more was written."""
    return day_words(replace(day, text=day.text[: len("2025-01")]))


def hedged(value: float, figures: Iterable[Figure]) -> str:
    """A number with the hedge that all who hold it gave it."""
    hedges = {_HEDGES.get(figure.qualifier, "") for figure in figures}
    return (hedges.pop() if len(hedges) == 1 else "") + format_count(value)


def party_name(party: Party) -> str:
    """A party's name as it stands inside brackets.

    Examples
    --------
    >>> party_name(Party("x", "Western officials (unnamed)", "west", "Officials"))
    'Western officials, unnamed'

    """
    return re.sub(r" \(([^()]*)\)", r", \1", party.name)


def part_words(figure: Figure) -> str:
    """The part that a figure counts, where it does not count the whole: "officers, since 10 January
    2025"; an "only" in front of it, and a full stop behind, are not repeated.
    """
    covers = re.sub(r"(?i)^(?:count(?:ing|s) )?only |\.$", "", figure.covers or "")
    since = f"since {day_words(figure.since)}" if figure.since else ""
    return ", ".join(filter(None, (covers, since)))


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
