"""A question put to the record, made and checked once and then carried whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tracker.curate.csl import csl_parts, first_day
from tracker.curate.dataset import Dataset, the_record
from tracker.curate.model import Codebook, Figure, Metric, Misreport
from tracker.curate.suggest import known_name, several
from tracker.curate.words.dates import day_of
from tracker.curate.words.signs import cut
from tracker.reconcile.methods.table import METHODS
from tracker.reconcile.phrases import label, listed

LAST_YEAR = 2999

Day = date | str | None


class NothingToShow(ValueError):
    """No figure, no range, no path; the message says why there is none and what to ask instead."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of which record, made by :func:`ask`.

    ``metric`` and ``place`` are codebook keys; without a metric the question is about the whole
    record, or about several metrics, ``among``; without a place about every place of the metric.
    ``on`` is the day asked about, ``known_on`` the day whose knowledge is used. Over time, ``then``
    means that each day is seen as it was known on that day, and ``known_on`` is the last of them.
    ``parties`` are those whose figures alone the dataset holds, as asked for; none are all. A chart
    shows the days from ``since`` to ``until``, below its ``title`` if one is given.
    """

    dataset: Dataset
    metric: str | None
    place: str | None
    on: date
    known_on: date
    method: str = "envelope"
    then: bool = False
    among: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    title: str | None = None

    def __repr__(self) -> str:
        about = ", ".join(self.among or [self.metric or "every metric"])
        where = f" in {self.place}" if self.place else ""
        days = f"on {self.on}, known on {self.known_on}"
        return f"<Question: {about}{where} {days}, {self.method}>"

    @property
    def book(self) -> Codebook:
        """The record's codebook."""
        return self.dataset.codebook

    @property
    def key(self) -> str:
        """The metric's key; a question about the whole record has none."""
        if self.metric is None:
            there = ", ".join(self.among or self.dataset.main or self.book.metrics)
            raise ValueError(f"one metric is asked for here; name it, for example one of {there}")
        return self.metric

    @property
    def meaning(self) -> Metric:
        """The codebook's definition of the metric."""
        return self.book.metrics[self.key]

    @property
    def label(self) -> str:
        """The metric's label, with the place where it is counted by place."""
        return label(self.book, self.key, self.one.where, start=True)

    @property
    def where(self) -> str:
        """The place of a question about one series."""
        return self.place or self.book.default_place

    @property
    def named_place(self) -> str | None:
        """The place, where the metric is counted by place and the place has to be said."""
        return self.where if self.meaning.by_place else None

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metric asked about; or all that have figures, in the order asked for or else in the
        codebook's.
        """
        if self.metric is not None:
            return (self.metric,)
        used = {figure.metric for figure in self.dataset.all_figures}
        return tuple(key for key in self.among or self.book.metrics if key in used)

    @property
    def places(self) -> tuple[str, ...]:
        """The place asked about, or every place of the metric (see :func:`places_of`)."""
        return places_of(self.dataset, self.key) if self.place is None else (self.place,)

    @property
    def series(self) -> tuple[Question, ...]:
        """One question a series; with a place alone, only of what is counted by place."""
        every = (replace(self, metric=key) for key in self.metrics)
        return tuple(
            replace(one, place=place)
            for one in every
            if one.place in (None, self.book.default_place) or one.meaning.by_place
            for place in one.places
        )

    @property
    def one(self) -> Question:
        """The question about a single series: the place asked about, else the default place.

        Raises
        ------
        ValueError
            If the metric is counted at several places, none of them the default one.

        """
        places = self.places
        if len(places) == 1:
            return replace(self, place=places[0])
        if self.book.default_place in places:
            return replace(self, place=self.book.default_place)
        raise ValueError(f"{self.key} is counted by place; choose one of: {', '.join(places)}")

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of these series that had been stated by the known-on day."""
        wanted = {(one.key, one.named_place) for one in self.series}
        metrics = self.book.metrics
        return tuple(
            figure
            for figure in self.dataset.all_figures
            if figure.stated.last <= self.known_on
            and (figure.metric, figure.place if metrics[figure.metric].by_place else None) in wanted
        )

    @property
    def last(self) -> Question:
        """The question on its last day, as known on that day where each day is seen so."""
        return self.at(self.on) if self.then else self

    @property
    def alone(self) -> str:
        """The parties and affiliations asked for, in words; empty where all speak."""
        book = self.book
        return listed(
            [
                self.short(key) if key in book.parties else book.affiliations[key].name
                for key in self.parties
            ]
        )

    def shows(self, day: date) -> bool:
        """Whether a chart shows the day."""
        return (self.since or day) <= day <= (self.until or day)

    @property
    def newest(self) -> bool:
        """Whether it is about the record as it is, on the last day anything was stated."""
        return self.on == self.known_on == self.dataset.last_stated

    def about(self, metric: str, place: str | None = None) -> Question:
        """The same question about a metric, and a place of it."""
        return replace(self, metric=metric, place=place)

    def at(self, on: date, known_on: date | None = None) -> Question:
        """The same question of a day, as known on that day or on another."""
        return replace(self, on=on, known_on=on if known_on is None else known_on)

    def as_known_then(self, last: date) -> Question:
        """The same question over time up to a day, each day seen as it was known on that day."""
        return replace(self, on=last, known_on=last, then=True)

    def by(self, method: str) -> Question:
        """The same question, answered by another method."""
        return replace(self, method=method)

    def misreports(self, of: str | None = None) -> list[Misreport]:
        """What garbles a figure, or any, with the pages that may have been printed by the known-on
        day; one without a day may.
        """
        found = [one for one in self.dataset.misreports if of in (None, one.of)]
        kept = [replace(one, sources=tuple(filter(self._printed, one.sources))) for one in found]
        return [one for one in kept if one.sources]

    def _printed(self, source: str) -> bool:
        issued = self.dataset.sources[source].csl.get("issued")
        return not csl_parts(issued) or first_day(issued) <= self.known_on

    def short(self, party: str) -> str:
        """A party's short name."""
        return self.book.parties[party].short


class Answer:
    """What a question about one series is answered with."""

    __slots__ = ()
    question: Question

    @property
    def metric(self) -> str:
        """The metric's key."""
        return self.question.key

    @property
    def place(self) -> str:
        """The place's key."""
        return self.question.where

    @property
    def known_on(self) -> date:
        """The day whose knowledge is used."""
        return self.question.known_on


def ask(
    dataset: Dataset,
    metric: str | Sequence[str] | None = None,
    *,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
    method: str = "envelope",
    chart: Literal["day", "time"] | None = None,
    parties: str | Sequence[str] | None = None,
    since: Day = None,
    until: Day = None,
    title: str | None = None,
) -> Question:
    """Make a question, the same for every table, chart and sentence.

    Parameters
    ----------
    dataset : Dataset
        As :func:`tracker.load` gives it.
    metric, place : str, optional
        Codebook keys, several metrics as a list; default: the whole record, every place.
    on, known_on : date or str, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.
    method : str
        ``envelope`` (the default: every end is a number that somebody stated), ``agreement``,
        ``pool``, ``random_effects`` or ``model``; docs/methods.md compares them.
    chart : {"day", "time"}, optional
        For a chart, ``on`` defaults to ``known_on``. One over time sees each day as it was known
        then where no ``known_on`` is given; one of a day sees it with all that was stated since.
    parties : str or sequence of str, optional
        Keys of parties or affiliations: their figures alone are shown and make the range. A party
        that only repeats others stays a repetition.
    since, until : date or str, optional
        The first and the last day that a chart over time shows; default: from the first figure on,
        to the day asked about. Knowledge is not cut: a figure stated later about these days stays.
    title : str, optional
        Stands above a chart instead of what it found; the provenance line does not repeat it.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    dataset = the_record(dataset)
    if not isinstance(title, (str, type(None))):
        raise ValueError(f"the title is {cut(repr(title))}; give words, or '' for none")
    known_name("method", method, METHODS)
    among = several(metric)
    for key in among:
        known_name("metric", key, dataset.codebook.metrics)
    if place is not None:
        known_name("place", place, dataset.codebook.places)
        for key in among:
            _refuse_place(dataset.codebook, key, place)
    one, among = (among[0], ()) if len(among) == 1 else (None, among)
    named = several(parties)
    first, last = (None if day is None else asked_day(dataset, day) for day in (since, until))
    if first and last and first >= last:
        raise ValueError(f"no day from {first} to {last}; let `since` be the earlier one")
    then = known_on is None and (not chart or on is None or chart == "time")
    known = asked_day(dataset, on if chart and then else known_on)
    day = known if chart and (then or on is None) else asked_day(dataset, on)
    if last:
        day = min(day, last)
    if named:
        dataset = dataset.of(named)
    return Question(dataset, one, place, day, known, method, then, among, named, first, last, title)


def places_of(dataset: Dataset, metric: str) -> tuple[str, ...]:
    """The places of a metric's series.

    A metric that is counted by place has one series for each place with a figure, in the codebook's
    order; an inner place (a district of the country) is a series of its own and never a bound for
    the outer one, since the definitions of places overlap in ways the record does not state. Every
    other metric is one series, kept under the codebook's default place wherever its figures were
    counted.
    """
    book = dataset.codebook
    if not book.metrics[known_name("metric", metric, book.metrics)].by_place:
        return (book.default_place,)
    used = {figure.place for figure in dataset.all_figures if figure.metric == metric}
    return tuple(place for place in book.places if place in used) or (book.default_place,)


def asked_day(dataset: Dataset, day: Day) -> date:
    """The day asked about; by default the last on which anything in the record was stated."""
    if day is None:
        return dataset.last_stated
    found = day_of(day)
    if found.year > LAST_YEAR:
        raise ValueError(f"'{found}' lies too far ahead; give a day up to the year {LAST_YEAR}")
    return found


def _refuse_place(book: Codebook, metric: str, place: str) -> None:
    if not book.metrics[metric].by_place and place != book.default_place:
        raise ValueError(
            f"{metric} is one series for all places, so there is none for '{place}'; "
            "leave the place out"
        )
