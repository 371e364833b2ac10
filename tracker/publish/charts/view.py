"""What a chart shows of a record: a metric at a place, up to a day, as known on a day; its name and
provenance line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.curate.model import Codebook, Dataset, Metric
from tracker.publish.citing.provenance import Provenance, command
from tracker.reconcile import question
from tracker.reconcile.numbers import format_day, format_ends
from tracker.reconcile.phrases import label
from tracker.reconcile.ranges import MetricRange, assess
from tracker.reconcile.sentences import remedy, sentence

Day = date | str | None


@dataclass(frozen=True)
class View:
    """A question put to the record. ``hindsight`` is the known-on day that was asked for; without
    one, each day of a chart over time is seen as it was known on that day, and ``known_on`` is the
    last of them.
    """

    dataset: Dataset
    metric: Metric
    place: str
    on: date
    known_on: date
    hindsight: date | None
    method: str

    @property
    def book(self) -> Codebook:
        """The record's codebook."""
        return self.dataset.codebook

    @property
    def label(self) -> str:
        """The metric's label, with the place where it is counted by place."""
        return label(self.book, self.metric.key, self.place, start=True)

    def range(self, method: str | None = None) -> MetricRange:
        """The range on the day asked about."""
        return assess(
            self.dataset,
            self.metric.key,
            place=self.place,
            on=self.on,
            known_on=self.known_on,
            method=method or self.method,
        )

    def short(self, party: str) -> str:
        """A party's short name."""
        return self.book.parties[party].short

    def nothing(self) -> ValueError:
        """The error for a chart without anything to draw; it says why and what to ask instead."""
        return ValueError(
            f"nothing to draw for {self.metric.key}: {remedy(self.range('envelope'), self.dataset)}"
        )

    def line(self, chart: str, *flags: str, alone: bool = True) -> str:
        """The provenance line: what it is, of which data, and the command that makes it again.

        ``flags`` are the command's options without a value; a chart that is not of its metric
        ``alone`` speaks of all.
        """
        where = self.place if self.metric.by_place else None
        again = command(
            "plot",
            chart,
            *flags,
            metric=self.metric.key,
            place=where,
            on=self.on,
            known_on=self.hindsight,
            method=None if self.method == "envelope" else self.method,
        )
        scope = [self.metric.key, *filter(None, [where])] if alone else []
        return chart_line(self.dataset, [chart, *scope], self.known_on, again)


def view_of(
    dataset: Dataset,
    metric: str,
    place: str | None,
    on: Day,
    known_on: Day,
    method: str = "envelope",
    *,
    then: bool = False,
) -> View:
    """Read a question; a ValueError names what is unknown and the nearest name.

    Without ``known_on`` a day is seen with all that has been stated since, or ``then``, in a chart
    over time, as it was known on that day.
    """
    meaning = question.metric_of(dataset, metric)
    looking_back = known_on is not None or (on is not None and not then)
    hindsight = question.asked_day(dataset, known_on) if looking_back else None
    until = question.asked_day(dataset, on) if on is not None or hindsight is None else hindsight
    return View(
        dataset,
        meaning,
        question.one_place(dataset, metric, place),
        until,
        hindsight or until,
        hindsight,
        method,
    )


def chart_line(dataset: Dataset, scope: list[str], known_on: date, again: str) -> str:
    """A provenance line that says it belongs to a chart."""
    return str(Provenance(":".join(scope), known_on, dataset.fingerprint, again, kind="Chart"))


def ends_words(found: MetricRange) -> str:
    """Both ends of a range in words: "2,000 to 6,000 or more"."""
    return format_ends(found.low, found.high, low_open=found.low_open, high_open=found.high_open)


def voices_words(found: MetricRange) -> str:
    """How many independent voices a range rests on."""
    return f"{found.independent} independent voice{'' if found.independent == 1 else 's'}"


def alt_of(
    view: View, count: int, parties: int, first: date, last: date, found: MetricRange
) -> str:
    """The text alternative's core: metric, span, number of figures, range, independent voices."""
    figures = (
        f"{count} figure{'' if count == 1 else 's'} by {parties} "
        f"part{'y' if parties == 1 else 'ies'}"
    )
    span = format_day(first) if first == last else f"{format_day(first)} to {format_day(last)}"
    return (
        f"{view.label}: {figures}, {span}. {sentence(found, view.dataset)} "
        f"{voices_words(found).capitalize()}."
    )
