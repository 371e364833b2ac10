"""What every table's builder gives: its rows and words, and the cells that name a series."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from tracker.curate.model import Figure
from tracker.publish.tables.notes import Notes
from tracker.publish.tables.table import Cell, Column
from tracker.reconcile.question import Question

SERIES = (Column("metric", "Metric"), Column("place", "Place"))


@dataclass(frozen=True)
class Draft:
    """A table without its id and provenance line.

    ``title`` goes on from the record's title; ``definitions`` and ``remarks`` are sentences printed
    below; ``sources`` are ids, by default those of the ``notes``.
    """

    title: str
    columns: list[Column]
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
