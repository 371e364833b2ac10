"""The bibliography: every source a figure in view was printed in, and which figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.curate.csl import csl_parts
from tracker.publish.tables.notes import Notes, source_line
from tracker.publish.tables.table import Cell, Column, Table

if TYPE_CHECKING:
    from tracker.curate.model import Source
    from tracker.publish.tables.build import View

COLUMNS = [
    Column("source", "Source", "key"),
    Column("issued", "Printed", "date"),
    Column("reference", "Reference"),
    Column("url", "Address", "address"),
    Column("figure_count", "Figures", "count"),
]


def build(view: View) -> Table:
    """One row a source, in order of id, with how many of the figures in view it printed."""
    used: dict[str, list[str]] = {}
    for figure in view.figures:
        for source in figure.sources:
            used.setdefault(source, []).append(figure.key)
    rows = [_row(view.dataset.sources[key], tuple(used[key])) for key in sorted(used)]
    return view.finish(
        f"{view.about}sources of figures stated by {view.known_on}",
        COLUMNS,
        rows,
        Notes(view.dataset),
        sources=tuple(sorted(used)),
    )


def _row(source: Source, keys: tuple[str, ...]) -> list[Cell]:
    url = str(source.csl.get("URL") or "")
    issued = "-".join(f"{part:02}" for part in csl_parts(source.csl.get("issued")))
    return [
        Cell(source.id, source.id, keys),
        Cell(issued, issued),
        Cell(source_line(source), source_line(source)),
        Cell(url, url),
        Cell(str(len(keys)), len(keys), keys),
    ]
