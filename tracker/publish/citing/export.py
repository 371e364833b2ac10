"""The data set as a publication: one flat, documented folder, ready for a repository such as
Zenodo.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import __version__
from tracker.curate.fields import FIGURE_COLUMNS
from tracker.curate.files import whole_folder
from tracker.publish.citing.citations import bibtex, csl_json
from tracker.publish.formats.escape import markdown
from tracker.publish.formats.records import csv_text, field, json_text, markdown_row
from tracker.publish.record import author_names, licences, where
from tracker.publish.words import searched, unit

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset
    from tracker.curate.model import Figure, Metric

RAW = ("estimates.yaml", "codebook.yaml", "sources.yaml", "LICENSE")
MISREPORTS = {
    "of": "key of the figure that the pages garble",
    "metric": "what they say it counts",
    "printed": "the words they print",
    "sources": "keys of references.json and references.bib, separated by spaces",
    "note": "the curators' remark",
}


def export(data: Dataset, folder: str | Path) -> list[str]:
    """Write the data set into a folder; returns the names of what was written.

    ``figures.csv`` holds one row a figure; ``figures.parquet`` the same where pyarrow is installed;
    ``misreports.csv`` what pages print in the place of figures; ``references.*`` the sources;
    ``codebook.md`` every definition; ``datapackage.json`` describes it all (Frictionless tabular
    data package).

    Raises
    ------
    ValueError
        If the folder holds other things than an earlier export.
    OSError
        If it cannot be written; nothing is left half written.

    """
    rows = [_row(figure) for figure in data.all_figures]
    sources = [dict(source.csl, id=key) for key, source in sorted(data.sources.items())]
    files: dict[str, str | bytes] = {
        "figures.csv": csv_text(list(FIGURE_COLUMNS), (map(field, row.values()) for row in rows)),
        **({"figures.parquet": _parquet(rows)} if find_spec("pyarrow") else {}),
        **({"misreports.csv": _misreports(data)} if data.misreports else {}),
        "references.json": csl_json(sources),
        "references.bib": bibtex(sources),
        "codebook.md": codebook(data),
        "CITATION.cff": citation(data),
        **{name: path.read_bytes() for name in RAW if (path := data.folder / name).exists()},
    }
    files["README.md"] = _readme(data, files)
    files["datapackage.json"] = datapackage(data, files)
    refusal = (
        f"'{folder}' holds other things (no datapackage.json in it); name a new or empty folder"
    )
    with whole_folder(folder, sign="datapackage.json", refusal=refusal) as home:
        for name, content in files.items():
            raw = content if isinstance(content, bytes) else content.encode("utf-8")
            (home / name).write_bytes(raw)
    return sorted(files)


def _row(figure: Figure) -> dict[str, object]:
    """One figure as a flat row: dates as written, absent values as ``None``."""
    made = {name: getattr(figure, name, None) for name in FIGURE_COLUMNS}
    made |= {
        "figure": figure.key,
        "sources": " ".join(figure.sources),
        "line": figure.position.line,
    }
    return {
        name: value if value is None or isinstance(value, (str, int, float)) else str(value)
        for name, value in made.items()
    }


def _misreports(data: Dataset) -> str:
    rows = [
        (one.of, metric, words, one.sources, one.note)
        for one in data.misreports
        for metric, words in one.printed.items()
    ]
    return csv_text(list(MISREPORTS), (map(field, row) for row in rows))


def _columns(data: Dataset) -> dict[str, tuple[str, str]]:
    """Type and meaning of each column of ``figures.csv``, bounds in the record's own unit."""
    units = {unit(data.codebook, metric) for metric in data.codebook.metrics}
    whose = units.pop() if len(units) == 1 else "the metric's unit"
    return {
        name: (kind, text.replace("in persons", f"in {whose}"))
        for name, (kind, text) in FIGURE_COLUMNS.items()
    }


def _parquet(rows: list[dict[str, object]]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    kinds = {"string": pyarrow.string(), "number": pyarrow.float64(), "integer": pyarrow.int64()}
    shape = pyarrow.schema([(name, kinds[kind]) for name, (kind, _) in FIGURE_COLUMNS.items()])
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=shape), out)
    return out.getvalue()


def codebook(data: Dataset) -> str:
    """Every definition of the codebook as Markdown."""
    book = data.codebook
    sections = {
        "Metrics": [
            f"`{key}`: {_metric_words(metric, unit(book, key))}"
            for key, metric in book.metrics.items()
        ],
        "Parties": [
            f"`{key}`: {markdown(party.name)} (of `{party.affiliation}`"
            f"{f', {party.kind}' if party.kind else ''})"
            for key, party in book.parties.items()
        ],
        "Affiliations": [
            f"`{key}`: {markdown(affiliation.name)} ({affiliation.stance})"
            for key, affiliation in book.affiliations.items()
        ],
        "Places": [
            f"`{key}`: {markdown(place.name)}"
            + (f" (within `{place.within}`)" if place.within else "")
            for key, place in book.places.items()
        ],
        "Vague words": [
            f"“{markdown(words)}”: {low:,.0f} to {high:,.0f}"
            for words, (low, high) in book.wordings.items()
        ],
    }
    lines = [f"# Codebook: {markdown(book.title)}"]
    lines += ["", markdown(book.description)] if book.description else []
    for title, items in sections.items():
        lines += ["", f"## {title}", "", *(f"- {item}" for item in items)]
    return "\n".join([*lines, ""])


def _metric_words(metric: Metric, unit: str) -> str:
    """What a metric counts, and in brackets what is to be known about it."""
    about = [
        metric.kind,
        f"in {unit}",
        "only hints" if metric.proxy else "",
        "counted one by one" if metric.tally else "",
        f"speaks for {metric.speaks_for} days" if metric.speaks_for else "",
        f"parts: {', '.join(metric.parts)}" if metric.parts else "",
        f"at most {metric.at_most}" if metric.at_most else "",
        "counted by place" if metric.by_place else "",
    ]
    return (
        f"**{markdown(metric.label)}**. {markdown(metric.definition)} "
        f"({markdown('; '.join(filter(None, about)))})"
    )


def citation(data: Dataset) -> str:
    """A CITATION.cff whose version is the fingerprint and whose day is the last on which anything
    was stated.
    """
    book, places = data.codebook, where(data.codebook)
    orcids = {author.name: author.orcid for author in book.authors}
    authors = [
        {"name": name}
        | ({"orcid": f"https://orcid.org/{orcids[name]}"} if orcids.get(name) else {})
        for name in author_names(book)
    ]
    told = {
        "title": book.title,
        "abstract": book.description,
        "version": data.fingerprint,
        "date-released": str(data.last_stated),
        "license": book.licence,
        "authors": authors,
        "doi": places.get("DOI"),
        "url": places.get("URL"),
    }
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in told.items()
        if value
    ]
    return (
        "cff-version: 1.2.0\nmessage: Please cite this data set with its version, which is its "
        f"fingerprint.\ntype: dataset\n{''.join(lines)}"
    )


def _readme(data: Dataset, files: Iterable[str]) -> str:
    counts = (
        f"{len(data.all_figures)} figures in {len(data.estimates)} estimates of "
        f"{len({e.party for e in data.estimates})} parties"
    )
    about = {
        "figures.csv": "one row a figure, in the words of its source and as bounds",
        "figures.parquet": "the same",
        "codebook.md": "what is counted, by whom, where",
        "references.json": "the sources as CSL-JSON",
        "references.bib": "the sources as BibTeX",
        "CITATION.cff": "how to cite",
        "datapackage.json": "Frictionless description",
        "estimates.yaml": "the record as curated",
        "codebook.yaml": "its definitions",
        "sources.yaml": "its sources",
        "LICENSE": "the licence",
        "misreports.csv": "what pages print in the place of a figure: no statements",
    }
    return "\n".join(
        [
            f"# {markdown(data.codebook.title)}",
            "",
            f"{counts}, known on {data.last_stated}; fingerprint `{data.fingerprint}`; "
            f"written by tracker {__version__}.",
            "",
            *_about(data),
            "Each figure belongs to the party that stated it. Figures that only repeat another "
            "(`echoes`), count a part (`since`, "
            "`covers`) or whose attribution conflicts must not be averaged with the rest.",
            "",
            markdown_row(["file", "holds"]),
            markdown_row(["---"] * 2),
            *(markdown_row([f"`{name}`", about[name]]) for name in files),
            "",
            "## Columns of figures.csv",
            "",
            markdown_row(["column", "type", "holds"]),
            markdown_row(["---"] * 3),
            *(
                markdown_row([f"`{name}`", kind, markdown(text)])
                for name, (kind, text) in _columns(data).items()
            ),
            "",
            "A text that a spreadsheet would take for a formula begins with an apostrophe.",
            "",
        ]
    )


def _about(data: Dataset) -> list[str]:
    """What the record says of itself: what it is, whose, how far it was searched."""
    book = data.codebook
    licence = f"Licence: {book.licence}." if book.licence else "No licence is given."
    told = [book.description, f"By {', '.join(author_names(book))}. {licence}", searched(book)]
    return [line for text in told if text for line in (markdown(text), "")]


def datapackage(data: Dataset, files: Iterable[str]) -> str:
    """The description of the folder as a Frictionless tabular data package."""
    fields = [
        {"name": name, "type": kind, "description": text}
        for name, (kind, text) in _columns(data).items()
    ]
    kinds = {
        "csv": "text/csv",
        "parquet": "application/vnd.apache.parquet",
        "json": "application/json",
        "bib": "application/x-bibtex",
        "yaml": "application/yaml",
        "md": "text/markdown",
    }
    places = where(data.codebook)
    resources = [_tabular("figures", fields, primaryKey="figure")]
    if data.misreports:
        texts = MISREPORTS.items()
        resources.append(
            _tabular(
                "misreports",
                [{"name": name, "type": "string", "description": text} for name, text in texts],
            )
        )
    resources += [
        {
            "name": name.lower().replace(".", "-"),
            "path": name,
            "format": ending,
            "mediatype": kinds[ending],
        }
        for name in files
        if (ending := name.rpartition(".")[2]) in kinds and ending != "csv" and name != "README.md"
    ]
    body = {
        "profile": "data-package",
        "name": "estimates",
        "title": data.codebook.title,
        "version": data.fingerprint,
        "description": " ".join(
            filter(
                None,
                (
                    data.codebook.description,
                    "Published estimates in the words of their sources, known on "
                    f"{data.last_stated}.",
                    searched(data.codebook),
                ),
            )
        ),
        "contributors": [{"title": name, "role": "author"} for name in author_names(data.codebook)],
        **licences(data.codebook),
        "resources": resources,
        **({"id": f"https://doi.org/{places['DOI']}"} if "DOI" in places else {}),
        **({"homepage": places["URL"]} if "URL" in places else {}),
    }
    return json_text(body)


def _tabular(name: str, fields: list[dict[str, str]], **more: str) -> dict[str, object]:
    """A CSV of the folder as a tabular data resource."""
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""], **more},
    }
