"""The range of a metric on a day, as known on a day, and every day on which it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from tracker.curate.model import Dataset
from tracker.reconcile import question
from tracker.reconcile.methods.figures import reconciled
from tracker.reconcile.methods.table import METHODS
from tracker.reconcile.numbers import format_ends
from tracker.reconcile.voices import Series, series

if TYPE_CHECKING:
    import pandas

__all__ = ["METHODS", "MetricRange", "assess", "changes", "ranges", "told"]


@dataclass(frozen=True, slots=True)
class MetricRange:
    """The range of a metric at a place on a day, as known on a day.

    ``low``, ``centre`` and ``high`` are in persons, ``None`` where there is none; ``low_open``
    means "or fewer", ``high_open`` "or more". ``voices`` counts those who speak, ``independent``
    the affiliations with a two-sided voice; ``confidence`` is the most one may have, in [0, 1],
    ``None`` where nothing can be said. ``low_party`` and ``high_party`` are the parties that hold
    the ends, joined by ", "; ``figures`` the keys of voices and bounds; ``last_as_of`` is the day
    of the newest figure, ``stale`` says that it is too long before the day asked about.
    """

    metric: str
    place: str
    on: date
    known_on: date
    method: str
    low: float | None
    centre: float | None
    high: float | None
    low_open: bool
    high_open: bool
    voices: int
    independent: int
    confidence: float | None
    low_party: str
    high_party: str
    last_as_of: date | None
    stale: bool
    figures: tuple[str, ...]

    def sentence(self, dataset: Dataset) -> str:
        """The range in one sentence, for a reader who will check it; ``dataset`` is the record it
        was made from.
        """
        from tracker.reconcile.sentences import sentence

        return sentence(self, dataset)

    @property
    def ends(self) -> str:
        """Both ends as printed, an open one as "or more" or "or fewer"."""
        return format_ends(self.low, self.high, low_open=self.low_open, high_open=self.high_open)

    def __str__(self) -> str:
        return (
            f"{self.metric}, {self.place}, {self.on}, as known on {self.known_on}: {self.ends} "
            f"({self.method})"
        )

    def _repr_html_(self) -> str:
        from html import escape

        before, after = (escape(part) for part in str(self).split(self.ends, 1))
        return f"<p>{before}<strong>{self.ends}</strong>{after}</p>"


COLUMNS = tuple(field.name for field in fields(MetricRange))


def assess(
    dataset: Dataset,
    metric: str,
    *,
    place: str | None = None,
    on: date | str | None = None,
    known_on: date | str | None = None,
    method: str = "envelope",
) -> MetricRange:
    """Reconcile what is known of a metric on a day.

    Parameters
    ----------
    dataset : Dataset
        As :func:`tracker.load` gives it.
    metric, place : str
        Codebook keys; without a place, the only one the metric has, else the codebook's default
        place.
    on, known_on : date or str, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.
    method : str
        ``envelope`` (the default: every end is a number that somebody stated), ``agreement``,
        ``pool``, ``random_effects`` or ``model``; docs/methods.md compares them.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    question.known_name("method", method, METHODS)
    found = series(dataset, metric, place)
    return range_of(
        found, question.asked_day(dataset, on), question.asked_day(dataset, known_on), method
    )


def changes(
    dataset: Dataset,
    metric: str,
    *,
    place: str | None = None,
    known_on: date | str | None = None,
    method: str = "envelope",
) -> Iterator[MetricRange]:
    """The range on each day on which it changed, from the first figure on; arguments as in
    :func:`assess`.

    Without ``known_on`` each day is seen as it was known on that day, up to the last day anything
    was stated; with it, every day up to ``known_on`` is seen as known then. Between two of these
    days nothing changes.
    """
    question.known_name("method", method, METHODS)
    found = series(dataset, metric, place)
    until = question.asked_day(dataset, known_on)
    last, remembered = None, cache(reconciled)
    for day in _days(found, until, past=known_on is not None):
        now = range_of(found, day, until if known_on is not None else day, method, remembered)
        shown = replace(now, on=until, known_on=until)
        if shown != last and (last or now.figures):
            last = shown
            yield now


def ranges(
    dataset: Dataset,
    metric: str,
    *,
    place: str | None = None,
    on: date | str | None = None,
    known_on: date | str | None = None,
    method: str = "envelope",
) -> pandas.DataFrame:
    """Ranges of a metric as a frame, one row a place and day.

    Parameters
    ----------
    dataset, metric, place, known_on, method
        As in :func:`assess`; without a place, every place of a metric that is counted by place.
    on : date or str, optional
        The day asked about; default: every day on which the range changed (see :func:`changes`).

    Returns
    -------
    pandas.DataFrame
        The fields of :class:`MetricRange` as columns; NaN and NaT where there is no number or day.
        A row without any end says in ``low_party`` why, and what to ask instead.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    found = []
    for one in question.asked_places(dataset, metric, place):
        asked = {"place": one, "known_on": known_on, "method": method}
        if on is None:
            found += list(changes(dataset, metric, **asked)) or [assess(dataset, metric, **asked)]
        else:
            found.append(assess(dataset, metric, on=on, **asked))
    return _frame([told(item, dataset) for item in found])


def told(found: MetricRange, dataset: Dataset) -> MetricRange:
    """The same range; where it has no end, ``low_party`` says why instead of naming nobody."""
    from tracker.reconcile.sentences import says

    silent = found.low is None and found.high is None
    return replace(found, low_party="; ".join(says(found, dataset))) if silent else found


def _frame(found: list[MetricRange]) -> pandas.DataFrame:
    import pandas

    made = pandas.DataFrame(
        [[getattr(item, name) for name in COLUMNS] for item in found], columns=list(COLUMNS)
    )
    numbers = dict.fromkeys(("low", "centre", "high", "confidence"), float)
    return made.astype(numbers | dict.fromkeys(("on", "known_on", "last_as_of"), "datetime64[ns]"))


def range_of(
    found: Series, on: date, known_on: date, method: str, reconcile=reconciled
) -> MetricRange:
    """The range of a prepared series; ``reconcile`` may remember what it made of the same figures
    before.
    """
    judged = found.judge(on, known_on)
    voices, bounds = (
        tuple(
            entry.figure
            for entry, verdict in zip(found.entries, judged.verdicts)
            if verdict.role == role
        )
        for role in ("voice", "bound")
    )
    span = reconcile(method, found.metric, voices, bounds)
    grown = judged.stale and found.metric.kind == "cumulative" and span.high is not None
    return MetricRange(
        metric=found.metric.key,
        place=found.place,
        on=on,
        known_on=known_on,
        method=method,
        low=span.low,
        centre=span.centre,
        high=span.high,
        low_open=span.low_open,
        high_open=span.high_open or grown,
        voices=len(voices),
        independent=span.independent,
        confidence=span.confidence,
        low_party=span.low_party,
        high_party=span.high_party,
        last_as_of=None if judged.newest is None else date.fromordinal(judged.newest),
        stale=judged.stale,
        figures=tuple(figure.key for figure in (*voices, *bounds)),
    )


def _days(found: Series, until: date, *, past: bool) -> list[date]:
    """The days on which the range may change: what is stated, withdrawn, holds or grows stale."""
    age = found.metric.speaks_for
    days = set()
    for entry in found.entries:
        days.add(entry.day)
        if age is not None:
            days.add(entry.day + age + 1)
        if not past:
            days.update({entry.known, entry.withdrawn} - {None})
    return [date.fromordinal(day) for day in sorted(days) if day <= until.toordinal()]
