"""The tables: one builder each, all from the same view of the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from tracker.publish.citing.provenance import Provenance, command
from tracker.publish.tables.notes import Notes
from tracker.publish.tables.table import Cell, Column, Table
from tracker.reconcile.methods.table import METHODS
from tracker.reconcile.phrases import running
from tracker.reconcile.question import asked_day, asked_places, known_name

if TYPE_CHECKING:
    from tracker.curate.model import Dataset, Figure

# table -> (module, what it shows)
TABLES = {
    "summary": ("summary", "the latest range of each metric"),
    "figures": ("figures", "every figure of a metric, as worded"),
    "parties": ("parties", "the latest figure of each party"),
    "timeline": ("timeline", "the range at each month's end"),
    "revisions": ("revisions", "reassessments and growth"),
    "disagreements": ("disagreements", "where parties differ most on the same day"),
    "sources": ("sources", "the bibliography"),
}

SERIES = (Column("metric", "Metric"), Column("place", "Place"))


@dataclass(frozen=True)
class View:
    """What a table is asked to show: a dataset, perhaps one metric and place, on a day, as known on
    a day.
    """

    name: str
    dataset: Dataset
    metric: str | None
    place: str | None
    on: date
    known_on: date
    method: str

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics asked for: one, or all that have figures, in the codebook's order."""
        used = {figure.metric for figure in self.dataset.all_figures}
        return (
            (self.metric,)
            if self.metric
            else tuple(key for key in self.dataset.codebook.metrics if key in used)
        )

    @property
    def series(self) -> tuple[tuple[str, str], ...]:
        """Metric and place of each series asked about; a place asked for alone leaves out what is
        not counted by place.
        """
        by_place = {key: self.dataset.codebook.metrics[key].by_place for key in self.metrics}
        return tuple(
            (key, place)
            for key in self.metrics
            if self.place is None
            or by_place[key]
            or self.place == self.dataset.codebook.default_place
            for place in asked_places(self.dataset, key, self.place)
        )

    @property
    def about(self) -> str:
        """What a title begins with: the record, and the metric where one is asked for."""
        book = self.dataset.codebook
        return (
            f"{book.title}: {running(book.metrics[self.metric].label)}, "
            if self.metric
            else f"{book.title}: "
        )

    def cells(self, metric: str, place: str) -> list[Cell]:
        """The cells that name a series, for the columns ``SERIES``; a place is printed where the
        metric is counted by place.
        """
        item, named = (
            self.dataset.codebook.metrics[metric],
            self.dataset.codebook.places[place].name,
        )
        return [Cell(item.label, metric), Cell(named if item.by_place else "", place)]

    def definitions(self, metrics: Iterable[str]) -> list[str]:
        """What each metric counts, each once."""
        found = self.dataset.codebook.metrics
        return [f"{found[key].label}: {found[key].definition}" for key in dict.fromkeys(metrics)]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of these series that had been stated by the known-on day: what the table can
        rest on.
        """
        places = {
            key: [place for metric, place in self.series if metric == key] for key in self.metrics
        }
        return tuple(
            figure
            for figure in self.dataset.all_figures
            if figure.stated.last <= self.known_on
            and places.get(figure.metric)
            and (
                figure.place in places[figure.metric]
                or not self.dataset.codebook.metrics[figure.metric].by_place
            )
        )

    def finish(
        self,
        title: str,
        columns: list[Column],
        rows: list[list[Cell]],
        notes: Notes,
        *,
        sources: tuple[str, ...] = (),
        definitions: Iterable[str] = (),
        remarks: Iterable[str] = (),
    ) -> Table:
        """Make the table, with its id and its provenance line; its sources are those of its notes
        where none are given.
        """
        scope = [self.name, *filter(None, (self.metric, self.place))]
        if self.method != "envelope":
            scope.append(self.method)
        again = command(
            "table",
            self.name,
            metric=self.metric,
            place=self.place,
            on=self.on,
            known_on=self.known_on,
            method=None if self.method == "envelope" else self.method,
        )
        line = Provenance(":".join(scope), self.known_on, self.dataset.fingerprint, again)
        if any(
            cell.text.endswith(("~", "?"))
            for row in rows
            for column, cell in zip(columns, row)
            if column.kind == "date"
        ):
            remarks = [*remarks, "A date with ~ is approximate, one with ? uncertain."]
        return Table(
            line.id,
            title,
            tuple(columns),
            tuple(map(tuple, rows)),
            str(line),
            self.dataset,
            tuple(definitions),
            tuple(remarks),
            notes.all,
            sources or notes.used,
        )


def table(
    data: Dataset,
    name: str,
    *,
    metric: str | None = None,
    place: str | None = None,
    on: date | str | None = None,
    known_on: date | str | None = None,
    method: str = "envelope",
) -> Table:
    """Build a table to cite.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it.
    name : str
        ``summary``, ``figures``, ``parties``, ``timeline``, ``revisions``, ``disagreements`` or
        ``sources``.
    metric, place : str, optional
        Codebook keys; default: all.
    on, known_on : date or str, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.
    method : str
        How voices are reconciled; the default is the envelope (see docs/methods.md).

    Raises
    ------
    ValueError
        If a name is not known (the nearest is offered), or nothing is left to show.

    """
    known_name("table", name, TABLES)
    known_name("method", method, METHODS)
    if metric is not None:
        known_name("metric", metric, data.codebook.metrics)
        asked_places(data, metric, place)
    if place is not None:
        known_name("place", place, data.codebook.places)
    view = View(name, data, metric, place, asked_day(data, on), asked_day(data, known_on), method)
    made = import_module(f"tracker.publish.tables.{TABLES[name][0]}").build(view)
    if not made.rows:
        raise ValueError(
            f"nothing to show in the table '{name}'"
            + (f" for {metric}" if metric else "")
            + (f" in {place}" if place else "")
            + (
                f" on {view.on}, as known on {view.known_on}; choose a later day, another metric or "
                "place"
            )
        )
    return made
