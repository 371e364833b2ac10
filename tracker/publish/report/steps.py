"""What was known of a series on each day on which something was stated: its range, what had spoken,
what was left out or faint.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from tracker.curate.model import Figure
from tracker.publish.words import ends
from tracker.reconcile.assess import MetricRange, ranges_of
from tracker.reconcile.judgement import Entry
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import Question
from tracker.reconcile.sentences import sentence
from tracker.reconcile.voices import Series, select, series


@dataclass(frozen=True)
class Vintage:
    """A day on which something was stated of a series: the ends of the range as it was known the
    day before, and then the answer with its ends; empty where there was no range.
    """

    before: str
    ends: str
    answer: MetricRange


def known_then(question: Question, *, brief: bool = False) -> tuple[Vintage, ...]:
    """The range as it was known on each day on which a figure of the series, or one counted in it
    one by one, was first stated; and at last on the day asked about.
    """
    prepared = series(question)
    known = {entry.known for one in (prepared, *prepared.tallies) for entry in one.entries}
    days = {day for day in map(date.fromordinal, known) if day < question.on} | {question.on}
    asked = [question.at(at) for day in sorted(days) for at in (day - timedelta(1), day)]
    rows = ranges_of(prepared, asked)
    return tuple(
        Vintage("" if before.empty else ends(before, brief=brief), ends(now, brief=brief), now)
        for before, now in zip(rows, rows)
    )


def last_moved(question: Question) -> tuple[date, str, list[Figure]] | None:
    """The last of these days on which the range moved, what it was before (empty where there was
    none), and the figures stated on that day, those that speak where one does; ``None`` where it
    never moved.
    """
    for vintage in reversed(known_then(question, brief=True)):
        if vintage.before != vintage.ends:
            day = vintage.answer.on
            stated = [figure for figure in question.figures if figure.stated.last == day]
            judged = select(vintage.answer.question).judged
            voices = {item.figure.key for item in judged if item.role == "voice"}
            speaking = [figure for figure in stated if figure.key in voices]
            return day, vintage.before, speaking or stated
    return None


def vintage_records(question: Question) -> list[dict[str, str]]:
    """These days as the page's script reads them: day, the day in words, range and sentence."""
    return [
        {
            "day": vintage.answer.on.isoformat(),
            "words": format_day(vintage.answer.on),
            "ends": vintage.ends,
            "said": sentence(vintage.answer),
        }
        for vintage in known_then(question)
    ]


def faded(entry: Entry, until: int) -> int | None:
    """The day since which a figure that could speak has been faint: withdrawn, or replaced by its
    party; ``None`` where it is not, or always was.
    """
    if entry.fixed:
        return None
    days = [one.known for one in entry.revisers if one.stands(until)]
    days += [entry.withdrawn] if entry.withdrawn and entry.withdrawn <= until else []
    return max(min(days), entry.known) if days else None


def silent(question: Question, prepared: Series) -> Iterator[tuple[str, str]]:
    """Each figure's key, and the days from which and until which it was left out, as known on each
    of them: "2025-01-20/2025-02-14 2025-09-02/".
    """
    days, hearing = [vintage.answer.on for vintage in known_then(question)], prepared.hearing()
    judged = (hearing.judge(day.toordinal(), day.toordinal()) for day in days)
    roles = [[verdict.role for verdict in verdicts] for verdicts in judged]
    for at, entry in enumerate(prepared.entries):
        out = [day.toordinal() >= entry.known and row[at] == "out" for day, row in zip(days, roles)]
        turns = [day for day, now, before in zip(days, out, [False, *out]) if now != before]
        runs = zip_longest(turns[::2], turns[1::2], fillvalue="")
        yield entry.figure.key, " ".join(f"{start}/{end}" for start, end in runs)
