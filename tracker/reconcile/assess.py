"""Voices and bounds reconciled: the range on a day, and every day on which it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.reconcile.judgement import Entry, Heard, comparison_day
from tracker.reconcile.methods.figures import Ends, reconciled_all
from tracker.reconcile.methods.table import BLOCK, LEVELS
from tracker.reconcile.numbers import format_ends, rough_ends
from tracker.reconcile.question import Answer, Question
from tracker.reconcile.voices import Series, homes, most_counted, series

if TYPE_CHECKING:
    from tracker.curate.model import Figure
    from tracker.curate.words.dates import PartialDate
    from tracker.reconcile.trend.path import PathRange


@dataclass(frozen=True, slots=True)
class MetricRange(Ends, Answer):
    """The answer to a question about one series: a range on a day, as known on a day.

    Beside its :class:`~tracker.reconcile.methods.figures.Ends`, ``voices`` counts those who speak;
    ``last_as_of`` is the day of the newest figure, ``stale`` says that it is too long before the
    day asked about; ``figures`` are the keys of voices and bounds. Two ranges are equal where they
    say the same, whatever was asked.
    """

    question: Question = field(compare=False)
    voices: int
    last_as_of: date | None
    stale: bool
    figures: tuple[str, ...]

    @property
    def on(self) -> date:
        """The day asked about."""
        return self.question.on

    @property
    def method(self) -> str:
        """How the voices are reconciled."""
        return self.question.method

    @property
    def newest(self) -> PartialDate | None:
        """As of when the newest figure is, no more precise than it was stated."""
        days = (
            each.as_of
            for each in self.question.figures
            if each.key in self.figures and comparison_day(each) == self.last_as_of
        )
        return min(days, key=lambda day: (day.rough, day.first), default=None)

    @property
    def ends(self) -> str:
        """Both ends as printed, an open one as "or more" or "or fewer"; computed ones to two
        digits.
        """
        if self.method in LEVELS:
            return rough_ends(self.low, self.high, high_open=self.high_open)
        return format_ends(
            self.low,
            self.high,
            low_open=self.low_open,
            high_open=self.high_open,
            low_said=self.low_said,
            high_said=self.high_said,
        )

    def __str__(self) -> str:
        asked = f"{self.metric}, {self.place}, {self.on}, as known on {self.known_on}"
        return f"{asked}: {self.ends} ({self.method})"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from html import escape

        before, ends, after = map(escape, str(self).rpartition(self.ends))
        return f"<p>{before}<strong>{ends}</strong>{after}</p>"


def assess(question: Question) -> MetricRange:
    """Reconcile what is known on the day asked about of one series.

    Raises
    ------
    ValueError
        If the metric is counted at several places and none was chosen.

    """
    return next(ranges_of(series(question), [question]))


def changes(question: Question) -> Iterator[MetricRange]:
    """The range on each day on which it changed, from the first figure on.

    Each day is seen as it was known ``then``, or else with what is known on the question's day of
    knowledge; no later day is seen. Between two of these days nothing changes.
    """
    prepared, until, last = series(question), question.known_on, None
    days = _days(prepared, until, past=not question.then)
    asked = [question.at(day, day if question.then else until) for day in days]
    for now in ranges_of(prepared, asked):
        if now != last and (last or now.figures):
            last = now
            yield now


def ranges_of(prepared: Series, questions: Iterable[Question]) -> Iterator[MetricRange]:
    """The range of a prepared series on each question's day. All ask for one method, and of one
    question and the next neither the day asked about nor the day of knowledge falls.
    """
    hearing = prepared.hearing()
    tallies = [(one, one.hearing()) for one in prepared.tallies]
    waiting, size = [], 0
    for question in questions:
        day = question.on.toordinal(), question.known_on.toordinal()
        heard = hearing.at(*day)
        tally = most_counted((one, counted.at(*day)) for one, counted in tallies)
        waiting.append((question, heard, tally))
        size += len(heard.voices) + len(heard.bounds) + 1
        if size > BLOCK:
            yield from _reconciled(prepared, waiting)
            waiting, size = [], 0
    yield from _reconciled(prepared, waiting)


def _reconciled(
    prepared: Series, waiting: list[tuple[Question, Heard, Entry | None]]
) -> Iterator[MetricRange]:
    """The ranges of a few days, each set of voices and bounds reconciled once."""
    if not waiting:
        return
    entries = prepared.entries
    alone = all(entry.assessment == entry.figure.estimate for entry in entries)
    sets = list(dict.fromkeys((heard.voices, heard.bounds) for _, heard, _ in waiting))
    used = ([entries[at] for at in (*voices, *bounds)] for voices, bounds in sets)
    with_whom = [
        [entry.figure.affiliation for entry in some] if alone else homes(some) for some in used
    ]
    figures, method = [entry.figure for entry in entries], waiting[0][0].method
    method = "envelope" if method == "model" else method
    ends = dict(zip(sets, reconciled_all(method, prepared.metric, figures, sets, with_whom)))
    for question, heard, tally in waiting:
        yield _range(prepared, question, heard, ends[heard.voices, heard.bounds], tally)


def _range(
    prepared: Series, question: Question, heard: Heard, ends: Ends, tally: Entry | None
) -> MetricRange:
    metric, about = prepared.metric, question.about(prepared.metric.key, prepared.place)
    used = [prepared.entries[at].figure.key for at in (*heard.voices, *heard.bounds)]
    stale = heard.stale
    if question.method == "model":
        from tracker.reconcile.trend.path import path_range  # loads scipy

        on_path = path_range(prepared, question)
        ends, stale = _of_path(ends, on_path), stale or (on_path is not None and on_path.beyond)
    if tally is not None and (question.method == "envelope" or not ends.empty):
        ends = at_least(ends, tally.figure)
        used.append(tally.figure.key)
    grown = stale and metric.kind == "cumulative" and ends.high is not None
    return MetricRange(
        question=about,
        voices=len(heard.voices),
        last_as_of=None if heard.newest is None else date.fromordinal(heard.newest),
        stale=stale,
        figures=tuple(used),
        **asdict(replace(ends, high_open=ends.high_open or grown)),
    )


def _of_path(ends: Ends, on_path: PathRange | None) -> Ends:
    """The path's range as ends, which nobody holds; none before its first day."""
    nobody = Ends(None, None, None, False, False, ends.independent, None, "", "", "", "")
    if on_path is None:
        return nobody
    low, middle, high = on_path.low, on_path.median, on_path.high
    return replace(nobody, low=low, centre=middle, high=high, confidence=LEVELS["model"])


def at_least(ends: Ends, tally: Figure) -> Ends:
    """A hard lower bound: no end is below what was counted one by one; above the high, the high is
    that count and open. Where both ends lie on it, nothing says how sure it is.
    """
    least, said = tally.low or 0.0, tally.said if tally.computed else ""
    if ends.low is None or ends.low < least:
        ends = replace(ends, low=least, low_open=False, low_party=tally.party, low_said=said)
    # a path's end, which nobody holds, was raised already: it lies on the count that refutes it
    raised = ends.high == least and not ends.high_party
    if ends.high is not None and (ends.high < least or raised):
        ends = replace(
            ends,
            high=least,
            high_open=True,
            high_party=tally.party,
            high_said=said,
        )
    if ends.low == ends.high == least:
        ends = replace(ends, confidence=None)
    if ends.centre is not None:
        ends = replace(ends, centre=max(ends.centre, least))
    return ends


def _days(prepared: Series, until: date, *, past: bool) -> list[date]:
    """The days on which the range may change: what is stated, withdrawn, holds or grows stale."""
    days: set[int | None] = set()
    for one in (prepared, *prepared.tallies):
        for entry in one.entries:
            days |= {entry.day, one.aged(entry.day)}
            if not past:
                days |= {entry.known, entry.withdrawn}
    last = until.toordinal()
    seen = sorted(day for day in days if day is not None and day <= last)
    return [date.fromordinal(day) for day in seen]
