"""Tables with one row a figure: every figure as worded, each party's newest; the bibliography
and the events.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import compress

from tracker.curate.csl import csl_parts
from tracker.curate.model import Figure, Source
from tracker.publish.tables.draft import (
    SERIES,
    Draft,
    Notes,
    definitions,
    said_cell,
    series_cells,
    source_line,
)
from tracker.publish.tables.table import Cell, Column
from tracker.reconcile.numbers import format_count, roughly
from tracker.reconcile.phrases import part_words
from tracker.reconcile.question import Question
from tracker.reconcile.voices import Judged, select

FIGURES = (
    Column("figure", "Figure", "key"),
    Column("party", "Assessing party"),
    Column("as_of", "As of", "date"),
    Column("stated", "Stated", "date"),
    Column("said", "As worded"),
    Column("low", "Low", "count"),
    Column("best", "Best", "count"),
    Column("high", "High", "count"),
    Column("role", "Role"),
    Column("reason", "Why"),
)
PARTIES = (
    *SERIES,
    Column("party", "Assessing party"),
    Column("affiliation", "Affiliation"),
    Column("said", "Newest figure, as worded"),
    Column("as_of", "As of", "date"),
    Column("low", "Low", "count"),
    Column("high", "High", "count"),
    Column("role", "Role"),
)
SOURCES = (
    Column("source", "Source", "key"),
    Column("issued", "Printed", "date"),
    Column("reference", "Reference"),
    Column("url", "Address", "address"),
    Column("figure_count", "Figures", "count"),
)

EVENTS = (Column("date", "Date", "date"), Column("event", "Event"), Column("source", "Source"))


def figures(question: Question) -> Draft:
    """One row a figure known by the day, of one metric or of all, with its role in the range of the
    day.
    """
    notes = Notes(question)
    rows = []
    for one in question.series:
        judged = select(one).judged
        known = [item for item in judged if item.figure.stated.last <= one.known_on]
        rows += [_figure(one, notes, item) for item in sorted(known, key=_by_day)]
    # what is the same in every row is said in the title
    told = (not question.metric, len({row[1].text for row in rows} - {""}) > 1)
    return Draft(
        f"figures as stated by {question.known_on}",
        [*compress(SERIES, told), *FIGURES],
        [[*compress(row, told), *row[len(SERIES) :]] for row in rows],
        notes,
        definitions(question, [question.metric]),
        (
            f"Role: what each figure is to the range on {question.on}; a bound only limits it, a "
            "figure that is out does not speak, for the reason given.",
        ),
    )


def parties(question: Question) -> Draft:
    """One row a metric and party, newest first: the party's newest figure for the whole, as
    worded.
    """
    notes = Notes(question)
    rows = []
    for one in question.series:
        newest = sorted((j for j in select(one).judged if j.candidate), key=_newest_first)
        rows += [[*series_cells(one), *_newest(one, notes, item)] for item in newest]
    return Draft(
        f"the newest figure of each party on {question.on}, as known on {question.known_on}",
        PARTIES,
        rows,
        notes,
        definitions(question, [question.metric]),
        (
            f"Role: a voice speaks in the range on {question.on}, a bound only limits it, a figure "
            "that is out is too old. Echoes, partial counts and figures whose attribution "
            "conflicts are no newest figures.",
        ),
    )


def sources(question: Question) -> Draft:
    """One row a source, in order of id, with how many of the figures in view it printed."""
    used: dict[str, list[str]] = {}
    for figure in question.figures:
        for source in figure.sources:
            used.setdefault(source, []).append(figure.key)
    return Draft(
        f"sources of figures stated by {question.known_on}",
        SOURCES,
        [_source(question.dataset.sources[key], tuple(used[key])) for key in sorted(used)],
        Notes(question),
        sources=tuple(sorted(used)),
    )


def events(question: Question) -> Draft:
    """One row a day of the codebook's events up to the day of knowledge, with its sources."""
    known = question.dataset.sources
    rows = [
        [
            Cell(str(event.date), event.date),
            Cell(event.told, event.label),
            Cell(
                "; ".join(source_line(known[key]).removesuffix(".") for key in event.sources),
                " ".join(event.sources),
            ),
        ]
        for event in sorted(question.book.events, key=lambda event: event.date)
        if event.date <= question.known_on
    ]
    used = dict.fromkeys(key for row in rows for key in str(row[2].value).split())
    return Draft(
        f"events to {question.known_on}",
        EVENTS,
        rows,
        Notes(question),
        sources=tuple(used),
    )


def _by_day(judged: Judged) -> tuple[date, date, date, str]:
    figure = judged.figure
    return figure.as_of.first, figure.as_of.last, figure.stated.first, figure.key


def _newest_first(judged: Judged) -> tuple[int, int, str]:
    figure = judged.figure
    return -figure.as_of.last.toordinal(), -figure.stated.last.toordinal(), figure.key


def _figure(question: Question, notes: Notes, judged: Judged) -> list[Cell]:
    figure, keys = judged.figure, (judged.figure.key,)
    part = f" ({part_words(figure)})" if figure.partial else ""
    said = said_cell(figure, notes)
    return [
        *(replace(cell, figures=keys) for cell in series_cells(question)),
        Cell(figure.key, figure.key, keys),
        Cell(notes.party(figure.party), figure.party, keys),
        *_texts(figure, str(figure.as_of), str(figure.stated)),
        replace(said, text=f"{figure.said}{part}"),
        *_numbers(figure, figure.low, figure.best, figure.high),
        *_texts(figure, judged.role, judged.reason),
    ]


def _newest(question: Question, notes: Notes, judged: Judged) -> list[Cell]:
    figure, keys = judged.figure, (judged.figure.key,)
    party = question.book.parties[figure.party]
    home = question.book.affiliations[party.affiliation]
    return [
        Cell(party.name, party.key, keys),
        Cell(home.name, home.key, keys),
        said_cell(figure, notes),
        *_texts(figure, str(figure.as_of)),
        *_numbers(figure, figure.low, figure.high),
        *_texts(figure, judged.role),
    ]


def _texts(figure: Figure, *texts: str) -> list[Cell]:
    """Cells that print what they hold."""
    return [Cell(text, text, (figure.key,)) for text in texts]


def _numbers(figure: Figure, *numbers: float | None) -> list[Cell]:
    """Numbers as stated; what was computed from the words is rounded to two digits."""
    if figure.computed:
        texts = ["" if value is None else f"about {roughly(value)}" for value in numbers]
        return [Cell(text, value, (figure.key,), words=text) for text, value in zip(texts, numbers)]
    return [Cell(format_count(value), value, (figure.key,)) for value in numbers]


def _source(source: Source, keys: tuple[str, ...]) -> list[Cell]:
    url, line = str(source.csl.get("URL") or ""), source_line(source)
    issued = "-".join(f"{part:02}" for part in csl_parts(source.csl.get("issued")))
    return [
        Cell(source.id, source.id, keys),
        Cell(issued, issued),
        Cell(line, line),
        Cell(url, url),
        Cell(str(len(keys)), len(keys), keys),
    ]
