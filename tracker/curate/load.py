"""Find, read and check a record: a dataset, or every problem at once."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path

from tracker.curate.checks.entries import EntryNode, Record
from tracker.curate.checks.problems import DataError, Enough, Report
from tracker.curate.checks.read import FILES, read_record
from tracker.curate.checks.rules import find_all
from tracker.curate.dataset import Dataset
from tracker.curate.fields import CODEBOOK
from tracker.curate.model import (
    Affiliation,
    Author,
    Codebook,
    Estimate,
    Event,
    Figure,
    Metric,
    Misreport,
    Party,
    Phase,
    Place,
    Position,
    Problem,
    Quantity,
    Searched,
    Source,
)
from tracker.curate.reader.nodes import Node
from tracker.curate.words.dates import day_of, latest_day
from tracker.curate.words.signs import cut

__all__ = ["DataError", "check", "find", "load"]
_QUANTITY = tuple(field.name for field in fields(Quantity))
_PHASE = {"from": "start", "to": "end"}  # a word of Python's own is no name of a field


def load(path: str | Path | None = None, *, today: date | str | None = None) -> Dataset:
    """Read and check a data folder.

    Parameters
    ----------
    path : str or Path, optional
        The folder, or its parent; by default ``data/`` in the working directory or in the nearest
        folder above it.
    today : date or str, optional
        The day after which dates lie in the future; default: the latest date anywhere on Earth.

    Raises
    ------
    DataError
        If the data have problems (the message holds all of them), or a file is missing or
        unreadable.

    """
    folder = find(path)
    with _collector_at_rest():
        record, report = _read(folder, today)
        problems = report.sorted()
        if record is None or any(problem.severity == "error" for problem in problems):
            raise DataError(problems=problems, status=1)
        return _dataset(record, folder, report.folder, problems)


def check(
    path: str | Path | None = None, *, today: date | str | None = None
) -> tuple[Problem, ...]:
    """Every problem of a data folder, in order of place; empty when all is well. See :func:`load`.

    Raises
    ------
    DataError
        If the folder or one of its files is missing or unreadable.

    """
    return checked(path, today=today)[0]


def checked(
    path: str | Path | None = None, *, today: date | str | None = None
) -> tuple[tuple[Problem, ...], dict[str, int]]:
    """The problems, as :func:`check` gives them, and how many sources there are (``""``), and how
    many lack a ``title``, the day (``issued``) and an ``author``.
    """
    with _collector_at_rest():
        record, report = _read(find(path), today)
        sources = [] if record is None else [entry.values for entry in record.sources]
        lacking = {
            name: sum(name not in values for values in sources)
            for name in ("title", "issued", "author")
        }
        return report.sorted(), {"": len(sources), **lacking}


def find(path: str | Path | None = None) -> Path:
    """The data folder: the one named, the one inside it, or by default the nearest ``data/`` from
    here upward.

    Raises
    ------
    DataError
        If there is none, or it lacks a file.

    """
    if not isinstance(path, (str, os.PathLike, type(None))):
        raise TypeError(f"the data folder is {cut(repr(path))}; give its path as text")
    if path is None:
        here = Path.cwd()
        asked = [folder / "data" for folder in (here, *here.parents)]
        lost = (
            f"found no data folder in '{here}' or above it; go to the project's folder, or "
            "name it with --data DIR; `tracker init DIR` begins a record"
        )
    else:
        asked = [Path(path), Path(path) / "data"]
        what = (
            "holds no data"
            if Path(path).is_dir()
            else "is a file"
            if Path(path).exists()
            else "does not exist"
        )
        lost = f"'{path}' {what}; name the folder that holds {', '.join(FILES)}"
    found = next(
        (folder for folder in asked if any((folder / name).exists() for name in FILES)), None
    )
    if found is None:
        raise DataError(lost)
    if missing := [name for name in FILES if not (found / name).exists()]:
        raise DataError(
            f"'{found}' lacks {', '.join(missing)}; a data folder holds {', '.join(FILES)}"
        )
    return found


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Reading makes many objects and no cycles; looking for cycles meanwhile would take most of the
    time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(folder: Path, today: date | str | None) -> tuple[Record | None, Report]:
    report = Report(Path(os.path.abspath(folder)).name)
    try:
        record = read_record(folder, latest_day() if today is None else day_of(today), report)
        find_all(record, report)
    except Enough:
        return None, report
    return record, report


def _dataset(record: Record, folder: Path, label: str, warnings: tuple[Problem, ...]) -> Dataset:
    """The dataset of a record in which no error was found."""
    book = _codebook(record)
    estimates = [_estimate(entry, book, label) for entry in record.estimates]
    estimates.sort(key=lambda e: (e.as_of.first, e.as_of.last, e.stated.first, e.id))
    sources = {
        entry.name: Source(
            entry.name,
            {name: value for name, value in entry.values.items() if name != "id"},
            _position(entry, label, entry.node),
        )
        for entry in record.sources
    }
    misreports = tuple(
        Misreport(**{"note": None} | entry.values, position=_position(entry, label, entry.node))
        for entry in record.misreports
    )
    return Dataset(book, tuple(estimates), sources, folder, warnings, misreports)


def _codebook(record: Record) -> Codebook:
    keyed, listed = record.keyed, record.listed
    held = {field.name for field in CODEBOOK if field.kind in ("mapping", "list")}
    top = {name: value for name, value in record.codebook.values.items() if name not in held}
    return Codebook(
        **top,
        metrics={key: Metric(key, **entry.values) for key, entry in keyed["metrics"].items()},
        parties={
            key: Party(key, **{"short": entry.values["name"]} | entry.values)
            for key, entry in keyed["parties"].items()
        },
        affiliations={
            key: Affiliation(key, **entry.values) for key, entry in keyed["affiliations"].items()
        },
        places={key: Place(key, **entry.values) for key, entry in keyed["places"].items()},
        wordings=record.wordings,
        activity=tuple(
            Phase(**{_PHASE.get(name, name): value for name, value in entry.values.items()})
            for entry in listed["activity"]
        ),
        events=tuple(Event(**entry.values) for entry in listed["events"]),
        authors=tuple(Author(**entry.values) for entry in listed["authors"]),
        searched=tuple(Searched(**entry.values) for entry in listed["searched"]),
    )


def _position(entry: EntryNode, label: str, node: Node) -> Position:
    return Position(f"{label}/{entry.file}.yaml", node.line, node.column)


def _estimate(entry: EntryNode, book: Codebook, label: str) -> Estimate:
    """An entry with its figures: each repeats what the entry says, save where it says it itself."""
    gone = entry.values.get("withdrawn", {})
    values = {"place": book.default_place} | entry.values
    values |= {"withdrawn": gone.get("date"), "withdrawn_reason": gone.get("reason")}
    note = values.pop("note", None)
    for name in ("id", "figures", "checked"):
        values.pop(name, None)
    figures = tuple(
        Figure(
            estimate=entry.name,
            metric=metric,
            affiliation=book.parties[values["party"]].affiliation,
            position=_position(entry, label, figure.key),
            **values | figure.values | {name: getattr(figure.quantity, name) for name in _QUANTITY},
        )
        for metric, figure in entry.figures.items()
    )
    position = _position(entry, label, entry.node)
    return Estimate(id=entry.name, figures=figures, position=position, note=note, **values)
