"""What every table's builder gives: rows and words, numbered notes in the order in which they are
first needed, cells that name a series, sources in one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from tracker.curate.csl import author_name, csl_day, kind_words
from tracker.curate.model import Figure, Source
from tracker.publish.tables.table import Cell, Column, Note, Reference
from tracker.publish.words import misprinted, short_names
from tracker.reconcile.question import Question

SERIES = (Column("metric", "Metric"), Column("place", "Place"))


class Notes:
    """Collects notes while a table is built: the same sources, or the same words, get the same
    number.
    """

    def __init__(self, question: Question):
        self._question, self._dataset = question, question.dataset
        self._made: dict[object, Note] = {}
        self._short: set[str] = set()

    def figure(self, figure: Figure) -> tuple[int, ...]:
        """The numbers of the notes for a figure: all its sources in one, then what is doubtful
        about it.
        """
        references = tuple(
            Reference(
                source.id,
                source_line(source).removesuffix("."),
                str(source.csl.get("URL") or "") or None,
            )
            for source in map(self._dataset.sources.__getitem__, figure.sources)
        )
        return (
            self.remark("", references),
            *(self.remark(words) for words in self._doubts(figure)),
        )

    def only(self, numbers: Iterable[int], parties: Iterable[str]) -> tuple[Notes, dict[int, int]]:
        """The notes of these numbers alone, counted anew, and the new number of each; of the short
        names those of these parties.
        """
        left = Notes(self._question)
        by_number = {note.number: note for note in self.all}
        renumbered = {
            number: left.remark(by_number[number].remark, by_number[number].references)
            for number in dict.fromkeys(numbers)
        }
        left._short = self._short.intersection(parties)
        return left, renumbered

    def remark(self, words: str, references: tuple[Reference, ...] = ()) -> int:
        """The number of a note in words, or of one that names sources."""
        note = Note(len(self._made) + 1, words, references)
        return self._made.setdefault((words, references), note).number

    def party(self, keys: str | Iterable[str]) -> str:
        """The short names of parties, several joined by commas; :attr:`short_names` tells whose."""
        wanted = [keys] if isinstance(keys, str) else list(keys)
        self._short.update(wanted)
        return ", ".join(self._question.book.parties[key].short for key in wanted)

    @property
    def short_names(self) -> str:
        """Who is behind the short names used so far."""
        return short_names(self._question.book, self._short)

    def _doubts(self, figure: Figure) -> Iterator[str]:
        if figure.attribution == "conflicting":
            why = " ".join(filter(None, (figure.note, self._dataset.by_id[figure.estimate].note)))
            yield f"{figure.key}: pages disagree about what was said. {why}".strip()
        if figure.withdrawn and figure.withdrawn <= self._question.known_on:
            yield (
                f"{figure.key} was withdrawn on {figure.withdrawn}. {figure.withdrawn_reason or ''}"
            ).strip()
        if figure.revises:
            # the earlier figure with its words; the entry alone where it has none of the metric
            entry = self._dataset.by_id[figure.revises]
            earlier = [
                f"{old.key}, “{old.said}”" for old in entry.figures if old.metric == figure.metric
            ]
            yield f"{figure.key} revises {earlier[0] if earlier else entry.id}."
        for one in self._question.misreports(figure.key):
            told = misprinted(self._question.book, one)
            yield f"{figure.key} is printed otherwise: {told}. {one.note or ''}".strip()

    @property
    def all(self) -> tuple[Note, ...]:
        """Every note so far."""
        return tuple(self._made.values())

    @property
    def used(self) -> tuple[str, ...]:
        """Ids of the sources noted so far, by first appearance."""
        return tuple(dict.fromkeys(one.source for note in self.all for one in note.references))


@dataclass(frozen=True)
class Draft:
    """A table without its id and provenance line.

    ``title`` goes on from the record's title; ``definitions`` and ``remarks`` are sentences printed
    below; ``sources`` are ids, by default those of the ``notes``.
    """

    title: str
    columns: Sequence[Column]
    rows: list[list[Cell]]
    notes: Notes
    definitions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def series_cells(question: Question) -> list[Cell]:
    """The cells of the columns ``SERIES``; a place is printed where the metric is counted by
    place, a unit where it is not the record's.
    """
    book, meaning = question.book, question.meaning
    place = book.places[question.where].name if meaning.by_place else ""
    other = f" ({meaning.unit})" if meaning.unit not in (None, book.unit) else ""
    return [Cell(meaning.label + other, question.key), Cell(place, question.where)]


def definitions(question: Question, metrics: Iterable[str | None]) -> tuple[str, ...]:
    """What each metric counts, each once."""
    known = question.book.metrics
    return tuple(
        f"{known[key].label}: {known[key].definition}" for key in dict.fromkeys(metrics) if key
    )


def said_cell(figure: Figure, notes: Notes) -> Cell:
    """A figure as worded, with its source notes."""
    return Cell(figure.said, figure.said, (figure.key,), notes.figure(figure))


def number_cell(value: float, form: str) -> Cell:
    """A computed number in a form; empty where there is none."""
    return Cell(form.format(value), value) if isfinite(value) else Cell("", None)


def source_line(source: Source) -> str:
    """A source in one line: author, title, where it was printed, day.

    Examples
    --------
    >>> from tracker.curate.model import Position, Source
    >>> csl = {"title": 'The "dead"', "publisher": "IWS", "issued": {"date-parts": [[2025, 1, 13]]}}
    >>> source_line(Source("x", csl, Position("s", 1, 1)))
    '“The ‘dead’”, IWS, 13 January 2025.'

    """
    csl = source.csl
    title = _quoted(str(csl["title"])) if csl.get("title") else f"[{kind_words(csl).lower()}]"
    people = csl.get("author")
    known = people if isinstance(people, list) else ()
    authors = ", ".join(filter(None, map(author_name, known)))
    printed = csl.get("container-title") or csl.get("publisher") or ""
    parts = [authors, title, str(printed), csl_day(csl.get("issued"))]
    return ", ".join(part for part in parts if part) + "."


def _quoted(title: str) -> str:
    """A title in quotes; quotes within it are single."""
    inner = re.sub('“(.*?)”|"(.*?)"', r"‘\1\2’", title)
    return f"“{inner}”"
