"""A table to cite: cells that know their figures, numbered source notes, a definition line, a
provenance line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tracker.curate.dataset import Dataset
from tracker.curate.model import Position
from tracker.reconcile.numbers import counted

if TYPE_CHECKING:
    import pandas

ColumnKind = Literal["text", "count", "date", "ratio", "key", "address", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``key`` in machine formats, ``label`` in print; counts and ratios are set flush
    right, flags never printed.

    ``number`` is how a workbook shows its numbers ("0%"); by default as counts, with the words
    around them.
    """

    key: str
    label: str
    kind: ColumnKind = "text"
    number: str = ""

    @property
    def right(self) -> bool:
        """Whether print sets the column flush right."""
        return self.kind in ("count", "ratio")


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` is what print shows, ``value`` what machine formats hold (unrounded; ``None`` for
    absent).

    ``figures`` are the keys of the figures it rests on, ``notes`` the numbers of its source notes;
    ``words`` are what print says around a count, ``{}`` in the place of the number, or the whole
    text where print rounds it more than other numbers.
    """

    text: str
    value: str | float | date | None = None
    figures: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()
    words: str = "{}"

    @property
    def marks(self) -> tuple[str, ...]:
        """The note numbers as print shows them, three or more in a row as a run.

        Examples
        --------
        >>> Cell("600", notes=(1, 2, 4, 5, 6)).marks
        ('1', '2', '4–6')

        """
        numbers = sorted(set(self.notes))
        runs = [
            [number for _, number in run]
            for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
        ]
        return tuple(
            mark
            for run in runs
            for mark in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """One source as a note names it: its id, one line in words, and the address that formats with
    links lead to.
    """

    source: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One numbered note: a remark in words, or every source in which a figure was printed."""

    number: int
    remark: str = ""
    references: tuple[Reference, ...] = ()

    @property
    def text(self) -> str:
        """The note in words, its sources one after the other."""
        return self.remark or "; ".join(reference.text for reference in self.references) + "."


@dataclass(frozen=True)
class Table:
    """A finished table; every writer takes it as it is, so that all formats say the same.

    ``definitions`` and ``remarks`` are sentences printed under the table before the numbered
    ``notes``. ``sources`` are the ids of every source it uses, by first appearance.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    provenance: str
    dataset: Dataset = field(compare=False)
    definitions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys of every figure the table rests on, by first appearance."""
        return _keys(cell for row in self.rows for cell in row)

    @property
    def printed(self) -> Table:
        """The table without the columns in which print would show nothing."""
        kept = [n for n in range(len(self.columns)) if any(row[n].text for row in self.rows)]
        return replace(
            self,
            columns=tuple(self.columns[n] for n in kept),
            rows=tuple(tuple(row[n] for n in kept) for row in self.rows),
        )

    @property
    def slug(self) -> str:
        """The id as a file name, a LaTeX label or a BibTeX key may hold it."""
        return re.sub(r"[^a-z0-9]+", "-", self.id.lower()).strip("-")

    @cached_property
    def _positions(self) -> dict[str, Position]:
        return {figure.key: figure.position for figure in self.dataset.all_figures}

    def lines(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Where the figures stand, as ``estimates.yaml:LINE``, each place once."""
        positions = [self._positions[key] for key in keys if key in self._positions]
        return tuple(
            dict.fromkeys(
                f"{position.file.rsplit('/', 1)[-1]}:{position.line}" for position in positions
            )
        )

    def trail(self, row: Iterable[Cell]) -> tuple[str, str]:
        """What a row rests on, as machine formats hold it: the keys of its figures, and where they
        stand.
        """
        keys = _keys(row)
        return " ".join(keys), " ".join(self.lines(keys))

    def trace(self, row: int, column: int | str) -> pandas.DataFrame:
        """What a cell rests on: one row a figure, with wording, party, dates, sources, file and
        line.

        Raises
        ------
        ValueError
            If there is no such row or column; the message names those there are.

        """
        keys = [item.key for item in self.columns]
        at = keys.index(column) if column in keys else column
        if not isinstance(at, int) or not -len(keys) <= at < len(keys):
            raise ValueError(f"no column '{column}'; the columns are {', '.join(keys)}")
        if not -len(self.rows) <= row < len(self.rows):
            raise ValueError(f"no row {row}; the rows are 0 to {len(self.rows) - 1}")
        wanted = self.rows[row][at].figures
        frame = self.dataset.figures().set_index("key", drop=False)
        return frame.loc[list(wanted)].reset_index(drop=True)

    def frame(self) -> pandas.DataFrame:
        """The plain values as a frame, one column a column key."""
        import pandas

        return pandas.DataFrame(
            [[cell.value for cell in row] for row in self.rows],
            columns=[column.key for column in self.columns],
        )

    def text(self, form: str = "text") -> str:
        """The table written as ``text``, ``md``, ``html``, ``tex`` or ``csv``; a ValueError names
        the forms.
        """
        from tracker.publish.formats.write import written

        content = written(self, form)
        if isinstance(content, bytes):
            raise ValueError(f"'{form}' is no text; save the table to a file that ends in .{form}")
        return content

    def save(self, path: str | Path) -> Path:
        """Write the table; the file's ending chooses the format (md, html, tex, csv, xlsx, docx,
        txt).

        The file is written beside its place and then renamed, so that no half-written table is
        left. A csv gets its metadata beside it, as a Frictionless data resource.
        """
        from tracker.publish.formats.write import save

        return save(self, Path(path))

    def cite(self, form: str = "bibtex", *, style: str = "author-date") -> str:
        """The table's own entry and every source it uses, as ``bibtex``, ``biblatex``,
        ``csl-json``, ``ris`` or ``text``; of text ``style`` names the style.
        """
        from tracker.publish.citing.citations import cite

        return cite(self, form, style=style)

    def _repr_html_(self) -> str:
        from tracker.publish.formats.html import STYLE, table_html, typed_as_it_is

        return typed_as_it_is(f"<style>{STYLE}</style>\n{table_html(self)}")

    def _repr_latex_(self) -> str:
        from tracker.publish.formats.latex import table_in_notebook

        return table_in_notebook(self)

    def __repr__(self) -> str:
        return (
            f"<Table '{self.id}': {counted(len(self.rows), 'row')}, "
            f"{counted(len(self.figures), 'figure')}; {self.title}>"
        )

    def __str__(self) -> str:
        return self.text("text")


def _keys(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Keys of the figures that cells rest on, each once, by first appearance."""
    return tuple(dict.fromkeys(key for cell in cells for key in cell.figures))
