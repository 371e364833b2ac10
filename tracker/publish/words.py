"""What is said beside numbers, the same in tables, charts, pages and answers: the two lines, units,
short names, misprints, how far was searched.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from tracker.curate.model import Codebook, Figure, Misreport
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.methods.table import LEVELS
from tracker.reconcile.numbers import format_day
from tracker.reconcile.phrases import day_words, number_word, party_name, running
from tracker.reconcile.question import Question
from tracker.reconcile.sentences import second_line, sentence

COMPUTING = tuple(LEVELS)  # methods whose ends nobody stated


def lines(answer: MetricRange) -> tuple[str, str]:
    """The two lines of an answer: what is stated; what is estimated, and why the two lie apart
    where they do. The second is empty where there is none, and beside every other method.
    """
    if answer.method != "envelope":
        return sentence(answer), ""
    return sentence(answer), " ".join(filter(None, (second_line(answer.question), apart(answer))))


def said(answer: MetricRange) -> str:
    """Both lines as running text, the first under its name too."""
    label = f"{answer.question.label}: "
    first, second = lines(answer)
    if answer.method == "envelope" and not answer.empty:
        first = first.replace(label, label.replace(": ", ", stated: "), 1)
    return " ".join(filter(None, (first, second)))


def apart(answer: MetricRange) -> str:
    """Why what is stated and what is estimated do not overlap; empty where they do."""
    model = assess(answer.question.by("model"))
    if answer.empty or model.empty or meets(answer, model.low, limits(model)[1]):
        return ""
    bounds = len(answer.figures) > answer.voices
    return "The two do not overlap: the estimate is computed from " + (
        "the figures that speak alone, without the counts that only limit what is stated."
        if bounds
        else "all figures that speak together, and what is stated is held by few of them."
    )


def meets(answer: MetricRange, low: float | None, high: float | None) -> bool:
    """Whether a range overlaps another from ``low`` to ``high``, in what is counted; ``None`` is
    open.
    """
    bottom, top = limits(answer)
    return (low or 0.0) <= top and (inf if high is None else high) >= bottom


def limits(answer: MetricRange, far: float = inf) -> tuple[float, float]:
    """The ends that bound a count: from nothing, or up to ``far``, where one is open or nobody
    states it.
    """
    low = 0.0 if answer.low is None or answer.low_open else answer.low
    return low, far if answer.high is None or answer.high_open else answer.high


def ends(answer: MetricRange, *, brief: bool = False) -> str:
    """Both ends as printed. ``brief``: without the words from which an end is computed."""
    told = answer.ends
    for words in filter(None, (answer.low_said, answer.high_said) if brief else ()):
        told = told.replace(f" ({words})", "")
    return told


def unit(book: Codebook, metric: str) -> str:
    """What a metric counts: persons, or whatever the codebook says."""
    return book.metrics[metric].unit or book.unit


def heading(question: Question) -> str:
    """What is counted, where it is counted by place, and in which unit: "Killed (persons)"."""
    place = question.one.named_place
    where = f", {question.book.places[place].name}" if place else ""
    return f"{question.meaning.label}{where} ({unit(question.book, question.key)})"


def short_names(book: Codebook, parties: Iterable[str]) -> str:
    """Whose short names stand there: "Spies: Spy Service; Ally: Allied Ministry."; empty where each
    is a full name.
    """
    wanted = set(parties)
    told = [
        f"{party.short}: {party.name}"
        for key, party in book.parties.items()
        if key in wanted and party.short != party.name
    ]
    return f"{'; '.join(told)}." if told else ""


def misprinted(book: Codebook, misreport: Misreport) -> str:
    """What pages print in the place of a figure, and how many: "4,000 killed (two pages)"."""
    pages = len(misreport.sources)
    words = ", ".join(
        f"{words} {running(book.metrics[metric].label)}"
        for metric, words in misreport.printed.items()
    )
    return f"{words} ({number_word(pages)} {'page' if pages == 1 else 'pages'})"


def figure_name(book: Codebook, figure: Figure) -> str:
    """A figure by count, party and day: "Killed, Spy Service, 13 January 2025"."""
    party = party_name(book.parties[figure.party])
    return f"{book.metrics[figure.metric].label}, {party}, {day_words(figure.as_of)}"


def searched(book: Codebook) -> str:
    """How far the record was searched, in one sentence; empty where it does not say."""
    told = [
        f"until {format_day(one.until)} in {one.where.rstrip('.')}: {one.found.rstrip('.')}"
        for one in book.searched
    ]
    return f"Searched {'; '.join(told)}." if told else ""
