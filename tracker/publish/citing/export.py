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
from tracker.publish.formats.records import LICENCE, csv_text, field, json_text, markdown_row

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset
    from tracker.curate.model import Figure, Metric

RAW = ("estimates.yaml", "codebook.yaml", "sources.yaml", "LICENSE")


def export(data: Dataset, folder: str | Path) -> list[str]:
    """Write the data set into a folder; returns the names of what was written.

    ``figures.csv`` holds one row a figure; ``figures.parquet`` the same where pyarrow is installed;
    ``references.*`` the sources; ``codebook.md`` every definition; ``datapackage.json`` describes
    it all (Frictionless tabular data package).

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
        "Metrics": [f"`{key}`: {_metric_words(metric)}" for key, metric in book.metrics.items()],
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
    for title, items in sections.items():
        lines += ["", f"## {title}", "", *(f"- {item}" for item in items)]
    return "\n".join([*lines, ""])


def _metric_words(metric: Metric) -> str:
    """What a metric counts, and in brackets what is to be known about it."""
    about = [
        metric.kind,
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
    title = json.dumps(data.codebook.title, ensure_ascii=False)
    address = f"url: {json.dumps(data.codebook.address)}\n" if data.codebook.address else ""
    return (
        "cff-version: 1.2.0\nmessage: Please cite this data set with its version, which is its "
        "fingerprint.\ntype: dataset\n"
        f'title: {title}\nversion: "{data.fingerprint}"\ndate-released: "{data.last_stated}"\n'
        f"license: CC-BY-4.0\nauthors:\n  - name: The estimate-tracker authors\n{address}"
    )


def _readme(data: Dataset, files: Iterable[str]) -> str:
    counts = (
        f"{len(data.all_figures)} figures in {len(data.estimates)} estimates of "
        f"{len({e.party for e in data.estimates})} parties"
    )
    about = {
        "figures.csv": "one row a figure, in the words of its source and as bounds in persons",
        "figures.parquet": "the same",
        "codebook.md": "what is counted, by whom, where",
        "references.json": "the sources as CSL-JSON",
        "references.bib": "the sources as BibTeX",
        "CITATION.cff": "how to cite",
        "datapackage.json": "Frictionless description",
        "estimates.yaml": "the record as curated",
        "codebook.yaml": "its definitions",
        "sources.yaml": "its sources",
        "LICENSE": "CC BY 4.0",
    }
    return "\n".join(
        [
            f"# {markdown(data.codebook.title)}",
            "",
            f"{counts}, known on {data.last_stated}; fingerprint `{data.fingerprint}`; "
            f"written by tracker {__version__}.",
            "",
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
                for name, (kind, text) in FIGURE_COLUMNS.items()
            ),
            "",
            "A text that a spreadsheet would take for a formula begins with an apostrophe.",
            "",
        ]
    )


def datapackage(data: Dataset, files: Iterable[str]) -> str:
    """The description of the folder as a Frictionless tabular data package."""
    fields = [
        {"name": name, "type": kind, "description": text}
        for name, (kind, text) in FIGURE_COLUMNS.items()
    ]
    kinds = {
        "csv": "text/csv",
        "parquet": "application/vnd.apache.parquet",
        "json": "application/json",
        "bib": "application/x-bibtex",
        "yaml": "application/yaml",
        "md": "text/markdown",
    }
    resources = [
        {
            "name": "figures",
            "path": "figures.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": fields, "primaryKey": "figure", "missingValues": [""]},
        }
    ]
    resources += [
        {
            "name": name.lower().replace(".", "-"),
            "path": name,
            "format": ending,
            "mediatype": kinds[ending],
        }
        for name in files
        if (ending := name.rpartition(".")[2]) in kinds and name not in ("figures.csv", "README.md")
    ]
    body = {
        "profile": "data-package",
        "name": "estimates",
        "title": data.codebook.title,
        "version": data.fingerprint,
        "description": "Published estimates in the words of their sources, known on "
        f"{data.last_stated}.",
        "licenses": [LICENCE],
        "resources": resources,
        **({"homepage": data.codebook.address} if data.codebook.address else {}),
    }
    return json_text(body)
