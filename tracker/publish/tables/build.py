"""The tables by name, and what makes any of them a table to cite: its title, id and provenance, and
the rows and columns that a paper prints with the notes that these need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from tracker.curate.dataset import Dataset
from tracker.curate.suggest import known_name, several
from tracker.curate.words.signs import cut
from tracker.publish.citing.provenance import Provenance, command_line
from tracker.publish.formats.records import cell_field
from tracker.publish.tables import figures, moves, ranges, scores
from tracker.publish.tables.draft import Draft
from tracker.publish.tables.table import Cell, Table
from tracker.publish.words import searched
from tracker.reconcile.phrases import listed, running
from tracker.reconcile.question import Day, NothingToShow, Question, ask

Where: TypeAlias = Mapping[str, str | Iterable[str]]  # column -> values of which a row has one

TABLES: dict[str, Callable[[Question], Draft]] = {
    "summary": ranges.summary,
    "hints": ranges.hints,
    "figures": figures.figures,
    "parties": figures.parties,
    "timeline": ranges.timeline,
    "revisions": moves.revisions,
    "disagreements": moves.disagreements,
    "sources": figures.sources,
    "events": figures.events,
    "track-record": scores.scores,
}
UNCERTAIN = "A date with ~ is approximate, one with ? uncertain."


def table(
    data: Dataset,
    name: str,
    *,
    metric: str | Sequence[str] | None = None,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
    method: str = "envelope",
    where: Where | None = None,
    columns: str | Sequence[str] = (),
) -> Table:
    """Build a table to cite.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it.
    name : str
        ``summary``, ``hints``, ``figures``, ``parties``, ``timeline``, ``revisions``,
        ``disagreements``, ``sources``, ``events`` or ``track-record``.
    metric, place : str, optional
        Codebook keys, several metrics as a list, in whose order they stand; default: all.
    on, known_on : date or str, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.
    method : str
        How voices are reconciled; the default is the envelope (see docs/methods.md).
    where : mapping of column to value or values, optional
        Only rows with one of the values, as machine formats or print show them, in each of these
        columns: ``{"party": ["spy", "foe"], "role": "voice"}``; default: all rows.
    columns : str or sequence of str, optional
        Only these columns, by key, in this order; default: all. The notes of a column left out
        stand at the one before it.

    Returns
    -------
    Table
        Numbers in persons, or in the unit that its metric names.

    Raises
    ------
    NothingToShow
        If no row is left.
    ValueError
        If a name (of a metric, a column, a value) is not known (the nearest is offered), or a day
        cannot be used.

    """
    known_name("table", name, TABLES)
    question = ask(data, metric, place=place, on=on, known_on=known_on, method=method)
    if not isinstance(where, (Mapping, type(None))):
        raise ValueError(
            f"where is {cut(repr(where))}; give columns and their values, as {{'party': 'spy'}}"
        )
    return table_of(question, name, where, several(columns))


def table_of(
    question: Question, name: str, where: Where | None = None, columns: Sequence[str] = ()
) -> Table:
    """The table of that name for a question, errors as in :func:`table`."""
    draft = TABLES[name](question)
    if not draft.rows:
        asked = (("for", listed(_metrics(question))), ("in", question.place))
        about = "".join(f" {word} {key}" for word, key in asked if key)
        earlier = min(question.on, question.known_on) < question.dataset.last_stated
        others = ("a later day" if earlier else "", "another metric or place" if about else "")
        instead = ", ".join(filter(None, others))
        raise NothingToShow(
            f"nothing to show in the table '{name}'{about} on {question.on}, as known on "
            f"{question.known_on}; "
            + (f"choose {instead}" if instead else "the record has nothing for it")
        )
    draft = _narrowed(draft, where or {}, columns)
    line = _line(question, name, where or {}, columns)
    below = (
        UNCERTAIN if _uncertain(draft) else "",
        draft.notes.short_names,
        searched(question.book),
    )
    labels = [running(question.book.metrics[key].label) for key in _metrics(question)]
    about = f"{listed(labels)}, " if labels else ""
    return Table(
        line.id,
        f"{question.book.title}: {about}{draft.title}",
        tuple(draft.columns),
        tuple(map(tuple, draft.rows)),
        str(line),
        question.dataset,
        draft.definitions,
        (*draft.remarks, *filter(None, below)),
        draft.notes.all,
        draft.sources or draft.notes.used,
    )


def _metrics(question: Question) -> tuple[str, ...]:
    """The metrics asked for by name."""
    return (question.metric,) if question.metric else question.among


def _line(question: Question, name: str, where: Where, columns: Sequence[str]) -> Provenance:
    method = None if question.method == "envelope" else question.method
    scope = [name, *_metrics(question), *filter(None, (question.place, method))]
    again = command_line(
        "table",
        name,
        metric=_metrics(question),
        place=question.place,
        on=question.on,
        known_on=question.known_on,
        method=method,
        where=[f"{key}={value}" for key, values in where.items() for value in several(values)],
        column=columns,
    )
    return Provenance(":".join(scope), question.known_on, question.dataset.fingerprint, again)


def _uncertain(draft: Draft) -> bool:
    """Whether a printed day is approximate or uncertain."""
    days = [at for at, column in enumerate(draft.columns) if column.kind == "date"]
    return any(row[at].text.endswith(("~", "?")) for row in draft.rows for at in days)


def _narrowed(draft: Draft, where: Where, columns: Sequence[str]) -> Draft:
    """The rows that have one of the values in each column named, and of these the columns named;
    notes are counted anew.

    Raises
    ------
    ValueError
        If there is no such column, or no row has a value; the message names the nearest, or all.

    """
    if not where and not columns:
        return draft
    keys = [column.key for column in draft.columns]
    for name in (*where, *columns):
        known_name("column", name, keys)
    rows = draft.rows
    for name, values in where.items():
        rows = _chosen(rows, keys.index(name), name, several(values))
    parties = {
        key
        for row in rows
        for column, cell in zip(draft.columns, row)
        if column.key.endswith("party") and (not columns or column.key in columns)
        for key in _shown(cell)
    }
    kept = [keys.index(name) for name in dict.fromkeys(columns)] or list(range(len(keys)))
    cited = [row[keys.index("source")] for row in rows] if draft.sources else []
    sources = {key for cell in cited for key in str(cell.value).split()}
    rows = [_cells(row, kept) for row in rows]
    numbers = (number for row in rows for cell in row for number in cell.notes)
    notes, renumbered = draft.notes.only(numbers, parties)
    return replace(
        draft,
        columns=[draft.columns[at] for at in kept],
        rows=[
            [
                replace(cell, notes=tuple(renumbered[number] for number in cell.notes))
                for cell in row
            ]
            for row in rows
        ],
        notes=notes,
        sources=tuple(key for key in draft.sources if key in sources),
    )


def _chosen(rows: list[list[Cell]], at: int, name: str, values: Iterable[str]) -> list[list[Cell]]:
    """The rows that have one of the values in a column."""
    there = sorted({word for row in rows for word in _shown(row[at])})
    asked = {known_name(f"row with {name}", value, there) for value in values}
    return [row for row in rows if not asked.isdisjoint(_shown(row[at]))]


def _shown(cell: Cell) -> set[str]:
    """What a cell may be asked for by: as machine formats hold it, each of several keys, as print
    shows it.
    """
    value = str(cell_field(cell))
    return {value, *value.split(", "), cell.text} - {""}


def _cells(row: list[Cell], kept: Sequence[int]) -> list[Cell]:
    """The cells kept, each with the notes of those left out behind it; those before all of them
    stand at the first.
    """
    notes: dict[int, list[int]] = {}
    for at, cell in enumerate(row):
        place = max((one for one in kept if one <= at), default=min(kept))
        notes.setdefault(place, []).extend(cell.notes)
    return [replace(row[at], notes=tuple(dict.fromkeys(notes.get(at, ())))) for at in kept]
