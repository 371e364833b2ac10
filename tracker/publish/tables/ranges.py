"""Tables of ranges: the summary, the timeline, and the cells that a range fills in both."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from tracker.curate.model import Figure
from tracker.publish.tables.draft import SERIES, Draft, Notes, definitions, series_cells
from tracker.publish.tables.table import Cell, Column
from tracker.publish.words import COMPUTING, apart
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.numbers import format_count, roughly
from tracker.reconcile.question import Question

_ENDS = (
    Column("low", "Low", "count"),
    Column("low_party", "Low held by"),
    Column("centre", "Centre", "count"),
    Column("high", "High", "count"),
    Column("high_party", "High held by"),
    Column("independent", "Independent voices", "ratio"),
    Column("confidence", "Confidence, at most", "ratio", "0%"),
    Column("last_as_of", "Last assessed", "date"),
    Column("low_open", "Low open", "flag"),
    Column("high_open", "High open", "flag"),
    Column("stale", "Stale", "flag"),
)
ESTIMATED = (
    Column("estimated_low", "Estimated low", "count"),
    Column("estimated_high", "Estimated high", "count"),
)
HELD = 5  # the columns of _ENDS that hold the ends, before those of the estimate
CONDITION = (
    "Low and High are the lowest and highest number stated, never a confidence interval; a number "
    "with words beside it is computed from them. "
    "Confidence is at most the chance that the truth lies between, if the parties err "
    "independently and as often high as low; shared errors make it smaller."
)
MODEL = (
    "Estimated low and high are a 90% range of the model (see the methods page), computed from the "
    "figures that speak and printed to two digits; nobody stated them."
)
HINTS = "These counts only hint: none of them is a toll."
ROUNDED = "A centre is computed, and printed to four significant digits."


def summary(question: Question) -> Draft:
    """The latest range: one row a metric, and a place where the metric is counted by place; what
    only hints is left out where the whole record is asked for.
    """
    return _latest(
        question, _ranges(question), hinting=None if question.metric or question.among else False
    )


def hints(question: Question) -> Draft:
    """The summary of the counts that only hint, which never stand beside a toll."""
    return _latest(question, "what only hints", hinting=True)


def _latest(question: Question, title: str, *, hinting: bool | None) -> Draft:
    notes = Notes(question)
    answers = [
        answer
        for one in question.series
        if hinting in (None, one.meaning.proxy) and (answer := assess(one)).figures
    ]
    rows = []
    for each in answers:
        ends = range_cells(each, notes)
        cells = [*ends[:HELD], *_estimated(each, notes), *ends[HELD:]]
        rows.append([*series_cells(each.question), *cells])
    hint = [HINTS] if any(each.question.meaning.proxy for each in answers) else []
    return Draft(
        f"{title} on {question.on}, as known on {question.known_on}",
        [*SERIES, *_ENDS[:HELD], *ESTIMATED, *_ENDS[HELD:]],
        rows,
        notes,
        definitions(question, (each.metric for each in answers)),
        (*hint, _condition(question.method), MODEL),
    )


def timeline(question: Question) -> Draft:
    """One row a month's end and series, from the first figure to the day asked about, each as known
    on its own day.
    """
    notes, last = Notes(question), min(question.on, question.known_on)
    answers = [
        answer
        for one in question.series
        for day in _month_ends(_first(one), last)
        if (answer := assess(one.at(day))).figures
    ]
    rows = [
        [
            *series_cells(each.question),
            Cell(str(each.on), each.on, each.figures),
            *range_cells(each, notes),
        ]
        for each in answers
    ]
    return Draft(
        f"{_ranges(question)} at month ends to {last}, each as known then",
        [*SERIES, Column("on", "On", "date"), *_ENDS],
        rows,
        notes,
        definitions(question, (each.metric for each in answers)),
        ("Each row uses only what had been stated by its day.", _condition(question.method)),
    )


def range_cells(answer: MetricRange, notes: Notes) -> list[Cell]:
    """One cell for each of ``_ENDS``."""
    by_key = {each.key: each for each in answer.question.dataset.all_figures}
    used = [by_key[key] for key in answer.figures]
    low, high = (_end(answer, used, side, notes) for side in ("low", "high"))
    sure = "" if answer.confidence is None else f"{answer.confidence:.0%}"
    stale = " (stale)" if answer.stale else ""
    last = f"{answer.newest}{stale}" if answer.newest else ""
    return [
        *low,
        Cell(format_count(answer.centre), answer.centre, answer.figures),
        *high,
        Cell(str(answer.independent), answer.independent, answer.figures),
        Cell(sure, answer.confidence, answer.figures),
        Cell(last, answer.last_as_of),
        *(Cell("", flag) for flag in (answer.low_open, answer.high_open, answer.stale)),
    ]


def _end(answer: MetricRange, used: list[Figure], side: str, notes: Notes) -> tuple[Cell, Cell]:
    """The cell of one end, and the cell of who holds it, which carries the source notes."""
    value = getattr(answer, side)
    parties = [party for party in getattr(answer, f"{side}_party").split(", ") if party]
    held = [
        figure
        for figure in used
        if figure.party in parties and value in (figure.low, figure.best, figure.high)
    ]
    keys = tuple(figure.key for figure in held)
    marks = tuple(dict.fromkeys(number for figure in held for number in notes.figure(figure)))
    said, words = getattr(answer, f"{side}_said"), _words(answer, side)
    if said:  # computed: rounded to two digits, with the words it was computed from
        words = words.replace("{}", f"about {roughly(value)}") + f" ({said})"
    elif answer.method in COMPUTING and value is not None:
        words = words.replace("{}", roughly(value))
    return (
        Cell(words.replace("{}", format_count(value)), value, keys or answer.figures, words=words),
        Cell(notes.party(parties), ", ".join(parties), keys, marks),
    )


def _estimated(answer: MetricRange, notes: Notes) -> list[Cell]:
    """The cells of ``ESTIMATED``; a note says why where they lie apart from what is stated."""
    model, why = assess(answer.question.by("model")), apart(answer)
    marks = (notes.remark(why),) if why else ()
    cells = []
    for side, value in (("low", model.low), ("high", model.high)):
        text = "" if value is None else _words(model, side).replace("{}", roughly(value))
        cells.append(Cell(text, value, answer.figures, marks, words=text))
    return cells


def _words(answer: MetricRange, side: str) -> str:
    """What print says around one end: "{} or more" where it is open, "at least {}" where nothing
    closes the other side.
    """
    value, other = getattr(answer, side), answer.high if side == "low" else answer.low
    if value is None:
        return "" if other is None else "open"
    if other is None:
        return "at least {}" if side == "low" else "at most {}" + " then" * answer.high_open
    opened = getattr(answer, f"{side}_open")
    more = (" or more" if side == "high" else " or fewer") if opened else ""
    return "{}" + more


def _ranges(question: Question) -> str:
    return "range" if question.metric else "ranges"


def _condition(method: str) -> str:
    """What the ends mean, and on what condition the confidence holds."""
    other = f"Ranges by the method '{method}' (see the methods page), not the envelope."
    return f"{CONDITION if method == 'envelope' else other} {ROUNDED}"


def _first(question: Question) -> date:
    """The first day described by a figure of the metric, at whatever place."""
    return min(
        each.as_of.first for each in question.dataset.all_figures if each.metric == question.metric
    )


def _month_ends(first: date, last: date) -> Iterator[date]:
    """The last day of each month from ``first`` on, and ``last`` itself."""
    day = first
    while day <= last:
        day = day.replace(day=monthrange(day.year, day.month)[1])
        yield min(day, last)
        day += timedelta(days=1)
