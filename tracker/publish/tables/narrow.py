"""A table narrowed to the rows and columns that a paper prints, with the notes that these need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from tracker.curate.suggest import known_name, several
from tracker.publish.formats.records import cell_field
from tracker.publish.tables.draft import Draft
from tracker.publish.tables.table import Cell

Where: TypeAlias = Mapping[str, str | Iterable[str]]  # column -> values of which a row has one


def narrowed(draft: Draft, where: Where, columns: Sequence[str]) -> Draft:
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
    listed = [row[keys.index("source")] for row in rows] if draft.sources else []
    sources = {key for cell in listed for key in str(cell.value).split()}
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
