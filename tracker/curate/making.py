"""From a record without errors to the model."""

from __future__ import annotations

from pathlib import Path

from tracker.curate.checks.entries import Entry, Record, Told
from tracker.curate.model import (
    Affiliation,
    Codebook,
    Dataset,
    Estimate,
    Event,
    Figure,
    Mark,
    Metric,
    Party,
    Phase,
    Place,
    Problem,
    Source,
)

KINDS = {"metrics": Metric, "parties": Party, "affiliations": Affiliation, "places": Place}


def make_dataset(
    record: Record, folder: Path, label: str, warnings: tuple[Problem, ...]
) -> Dataset:
    """The dataset of a record in which no error was found."""
    book = make_codebook(record)
    estimates = [_estimate(entry, book, f"{label}/estimates.yaml") for entry in record.estimates]
    estimates.sort(key=lambda e: (e.as_of.first, e.as_of.last, e.stated.first, e.id))
    sources = {entry.name: _source(entry, f"{label}/sources.yaml") for entry in record.sources}
    return Dataset(book, tuple(estimates), sources, folder, warnings)


def make_codebook(record: Record) -> Codebook:
    """The codebook."""
    top = record.codebook.values
    made = {
        group: {key: _defined(group, entry) for key, entry in record.keyed[group].items()}
        for group in KINDS
    }
    activity = tuple(
        Phase(v["from"], v["to"], v["intensity"], v["label"], v.get("sources", ()))
        for v in (entry.values for entry in record.listed["activity"])
    )
    events = tuple(Event(**entry.values) for entry in record.listed["events"])
    return Codebook(
        top["title"],
        top["default_place"],
        **made,
        wordings=record.wordings,
        activity=activity,
        events=events,
        address=top.get("address"),
    )


def _defined(group: str, entry: Entry) -> Metric | Party | Affiliation | Place:
    values = dict(entry.values, key=entry.name)
    if group == "parties":
        values.setdefault("short", values["name"])
    return KINDS[group](**values)


def _source(entry: Entry, file: str) -> Source:
    csl = {name: value for name, value in entry.values.items() if name != "id"}
    return Source(entry.name, csl, Mark(file, entry.node.line, entry.node.column))


def _estimate(entry: Entry, book: Codebook, file: str) -> Estimate:
    values = entry.values
    gone = values.get("withdrawn", {})
    shared = {
        name: values.get(name)
        for name in ("party", "as_of", "stated", "sources", "speaker", "attribution", "grade")
    }
    shared |= {"withdrawn": gone.get("date"), "withdrawn_reason": gone.get("reason")}
    links = {
        "place": values.get("place", book.default_place),
        "echoes": values.get("echoes"),
        "revises": values.get("revises"),
    }
    affiliation = book.parties[values["party"]].affiliation
    figures = tuple(
        _figure(entry.name, metric, told, affiliation, shared, links, file)
        for metric, told in entry.figures.items()
    )
    mark = Mark(file, entry.node.line, entry.node.column)
    return Estimate(
        entry.name, figures=figures, mark=mark, note=values.get("note"), **links, **shared
    )


def _figure(
    estimate: str, metric: str, told: Told, affiliation: str, shared: dict, links: dict, file: str
) -> Figure:
    own, number = told.values, told.quantity
    return Figure(
        estimate,
        metric,
        affiliation=affiliation,
        said=number.said,
        qualifier=number.qualifier,
        low=number.low,
        best=number.best,
        high=number.high,
        mark=Mark(file, told.key.line, told.key.column),
        since=own.get("since"),
        covers=own.get("covers"),
        original=own.get("original"),
        note=own.get("note"),
        **{name: own.get(name, value) for name, value in links.items()},
        **shared,
    )
