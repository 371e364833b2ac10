"""The parts of a range's sentence: labels, days, numbers with their hedges, and who holds them."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.curate.model import Codebook, Figure
from tracker.curate.words.dates import PartialDate
from tracker.reconcile.numbers import format_count, format_day, format_month, roughly

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
HEDGES = {"about": "about ", "nearly": "nearly "}


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


def number_word(count: int) -> str:
    """A number as a word up to twelve, else in digits."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def day_words(day: PartialDate) -> str:
    """A day, month or year in words, no more precise than it was written."""
    first = day.first
    texts = {"day": format_day(first), "month": format_month(first), "year": str(first.year)}
    text = texts[day.precision]
    return ("about " if day.approximate else "perhaps " if day.uncertain else "") + text


def month_words(day: PartialDate) -> str:
    """A day's month in words, or its year where no more was written."""
    text = str(day.first.year) if day.precision == "year" else format_month(day.first)
    return ("about " if day.approximate else "perhaps " if day.uncertain else "") + text


def number_words(value: float, figures: Iterable[Figure]) -> str:
    """A number with the hedge that all who hold it gave it; "about" where it is computed, such as a
    third of 5,000.
    """
    hedges = {HEDGES.get(figure.qualifier, "") for figure in figures}
    if not float(value).is_integer():
        return f"about {roughly(value)}"
    return (hedges.pop() if len(hedges) == 1 else "") + format_count(value)


def holders(figures: Iterable[Figure], book: Codebook, bounds: Iterable[str] = ()) -> str:
    """Who holds a number and of which month: the first by name, how many others do.

    ``bounds`` are the keys of figures that count as lower bounds only.
    """
    told = dict.fromkeys(
        f"{book.parties[figure.party].name}, {month_words(figure.as_of)}{_limits(figure, bounds)}"
        for figure in figures
    )
    first, *others = told
    if not others:
        return first
    rest = "one other" if len(others) == 1 else f"{number_word(len(others))} others"
    return f"{first}, and {rest}"


def part_words(figure: Figure) -> str:
    """The part that a figure counts, where it does not count the whole."""
    return figure.covers or (f"from {day_words(figure.since)} on" if figure.since else "")


def _limits(figure: Figure, bounds: Iterable[str]) -> str:
    if figure.partial:
        return ", counting only " + part_words(figure)
    if figure.key in bounds:
        return ", an older count"
    return f', "{figure.said}"' if figure.qualifier == "vague" else ""


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
