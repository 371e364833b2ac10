"""A table to cite: cells that know their figures, numbered source notes, a definition line, a provenance line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas

    from tracker.curate.model import Dataset, Mark

Kind = Literal["text", "count", "date", "ratio", "key"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``key`` in machine formats, ``label`` in print; counts and ratios are set flush right."""

    key: str
    label: str
    kind: Kind = "text"

    @property
    def right(self) -> bool:
        """Whether print sets the column flush right."""
        return self.kind in ("count", "ratio")


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` is what print shows, ``value`` what machine formats hold (unrounded; ``None`` for absent).

    ``figures`` are the keys of the figures it rests on, ``notes`` the numbers of its source notes.
    """

    text: str
    value: object = None
    figures: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One numbered note: in words, with the sources it rests on; ``url`` is linked where the format can."""

    number: int
    text: str
    sources: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True)
class Table:
    """A finished table; every writer takes it as it is, so that all formats say the same.

    ``definitions`` and ``remarks`` are sentences printed under the table before the numbered ``notes``.
    ``sources`` are the ids of every source it uses, by first appearance.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    provenance: str
    dataset: Dataset = field(repr=False, compare=False)
    definitions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys of every figure the table rests on, by first appearance."""
        return tuple(dict.fromkeys(key for row in self.rows for cell in row for key in cell.figures))

    @property
    def slug(self) -> str:
        """The id as a file name, a LaTeX label or a BibTeX key may hold it."""
        return re.sub(r"[^a-z0-9]+", "-", self.id.lower()).strip("-")

    def marks(self, keys: tuple[str, ...]) -> tuple[Mark, ...]:
        """Where in the data the figures stand."""
        places = {figure.key: figure.mark for figure in self.dataset.all_figures}
        return tuple(places[key] for key in keys if key in places)

    def trace(self, row: int, column: int | str) -> pandas.DataFrame:
        """What a cell rests on: one row a figure, with wording, party, dates, sources, file and line.

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
        frame = self.dataset.figures()
        return frame[frame["key"].isin(wanted)].reset_index(drop=True)

    def frame(self) -> pandas.DataFrame:
        """The plain values as a frame, one column a column key."""
        import pandas

        return pandas.DataFrame([[cell.value for cell in row] for row in self.rows],
                                columns=[column.key for column in self.columns])

    def text(self, form: str = "text") -> str:
        """The table written as ``text``, ``md``, ``html``, ``tex`` or ``csv``; a ValueError names the forms."""
        from tracker.publish.writers import written

        return written(self, form)

    def save(self, path: str | Path) -> Path:
        """Write the table; the file's ending chooses the format (md, html, tex, csv, xlsx, docx, txt).

        The file is written beside its place and then renamed, so that no half-written table is left.
        A csv gets its metadata beside it, as a Frictionless data resource.
        """
        from tracker.publish.writers import save

        return save(self, Path(path))

    def with_sources(self, sources: tuple[str, ...]) -> Table:
        """The same table, resting on these sources."""
        return replace(self, sources=sources)

    def cite(self, form: str = "bibtex") -> str:
        """The table's own entry and every source it uses, as ``bibtex``, ``csl-json``, ``ris`` or ``text``."""
        from tracker.publish.citations import cite

        return cite(self, form)

    def _repr_html_(self) -> str:
        return self.text("html")

    def __str__(self) -> str:
        return self.text("text")
