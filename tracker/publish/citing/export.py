"""The data set as a publication: one flat, documented folder, ready for a repository such as
Zenodo.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from tracker import __version__
from tracker.curate.dataset import Dataset
from tracker.curate.fields import FIGURE_COLUMNS, MISREPORT_COLUMNS
from tracker.curate.files import whole_folder
from tracker.curate.model import Codebook, Figure
from tracker.curate.references.writing import write_bibtex
from tracker.publish.citing.citations import csl_json, record_entry, reference_list
from tracker.publish.citing.codebook import codebook
from tracker.publish.formats.escape import markdown
from tracker.publish.formats.records import json_text, markdown_row, printed
from tracker.publish.metadata import (
    MEDIA,
    author_names,
    description,
    licences,
    metadata,
    without_empty,
)
from tracker.publish.words import searched

RAW = ("estimates.yaml", "codebook.yaml", "sources.yaml", "LICENSE")
ABOUT = {
    "figures.csv": "one row a figure, in the words of its source and as bounds",
    "figures.parquet": "the same",
    "misreports.csv": "what pages print in the place of a figure; no statements of anybody",
    "codebook.md": "what is counted, by whom, where",
    "references.json": "the sources as CSL-JSON",
    "references.bib": "the sources as BibTeX",
    "CITATION.cff": "how to cite",
    "estimates.yaml": "the record as curated",
    "codebook.yaml": "its definitions",
    "sources.yaml": "its sources",
    "LICENSE": "the licence",
    "dataset.jsonld": "description for search engines (schema.org)",
    "datacite.json": "description for a DOI (DataCite)",
    ".zenodo.json": "description for Zenodo",
    "ro-crate-metadata.json": "description of the folder (RO-Crate)",
}


def export(data: Dataset, folder: str | Path) -> list[str]:
    """Write the data set into a folder; returns the names of what was written.

    ``figures.csv`` holds one row a figure; ``figures.parquet`` the same where pyarrow is installed;
    ``misreports.csv`` what pages print in their place, if any; ``references.*`` the sources;
    ``codebook.md`` every definition; ``datapackage.json`` describes it all (Frictionless tabular
    data package), ``dataset.jsonld``, ``datacite.json``, ``.zenodo.json`` and
    ``ro-crate-metadata.json`` do so for search engines and repositories.

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
        "figures.csv": printed(list(FIGURE_COLUMNS), [[*row.values()] for row in rows], "csv"),
        **({"figures.parquet": _parquet(rows)} if find_spec("pyarrow") else {}),
        **({"misreports.csv": _misreports(data)} if data.misreports else {}),
        "references.json": csl_json(sources),
        "references.bib": write_bibtex(sources),
        "codebook.md": codebook(data),
        "CITATION.cff": citation(data),
        **{name: path.read_bytes() for name in RAW if (path := data.folder / name).exists()},
    }
    told = {name: words for name, words in ABOUT.items() if name in files}
    files |= {name: json_text(body) for name, body in metadata(data, told).items()}
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
    named = {name: getattr(figure, name, None) for name in FIGURE_COLUMNS}
    found = {
        "figure": figure.key,
        "sources": " ".join(figure.sources),
        "line": figure.position.line,
    }
    return {
        name: value if value is None or isinstance(value, (str, int, float)) else str(value)
        for name, value in (named | found).items()
    }


def _misreports(data: Dataset) -> str:
    """One row for each number that pages print in the place of a figure."""
    rows = [
        (one.of, metric, words, one.sources, one.note, one.position.line)
        for one in data.misreports
        for metric, words in one.printed.items()
    ]
    return printed(list(MISREPORT_COLUMNS), rows, "csv")


def _parquet(rows: list[dict[str, object]]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    kinds = {
        "string": pyarrow.string(),
        "number": pyarrow.float64(),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
    }
    shape = pyarrow.schema([(name, kinds[kind]) for name, (kind, _) in FIGURE_COLUMNS.items()])
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=shape), out)
    return out.getvalue()


def citation(data: Dataset) -> str:
    """A CITATION.cff whose version is the fingerprint and whose day is the last on which anything
    was stated.
    """
    book = data.codebook
    title = _quoted(book.title)
    authors = [(one.name, one.orcid) for one in book.authors] or [(author_names(book)[0], None)]
    names = "".join(
        f"  - name: {_quoted(name)}\n"
        + (f"    orcid: https://orcid.org/{orcid}\n" if orcid else "")
        for name, orcid in authors
    )
    more = {
        "license": book.licence,
        "url": book.address,
        "repository": book.repository,
        "doi": book.doi,
        "abstract": book.description,
    }
    return (
        "cff-version: 1.2.0\nmessage: Please cite this data set with its version, which is its "
        "fingerprint.\ntype: dataset\n"
        f'title: {title}\nversion: "{data.fingerprint}"\ndate-released: "{data.last_stated}"\n'
        f"authors:\n{names}"
        + "".join(f"{name}: {_quoted(value)}\n" for name, value in more.items() if value)
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _readme(data: Dataset, files: Iterable[str]) -> str:
    counts = (
        f"{len(data.all_figures)} figures in {len(data.estimates)} estimates of "
        f"{len({e.party for e in data.estimates})} parties"
    )
    return "\n".join(
        [
            f"# {markdown(data.codebook.title)}",
            "",
            f"{counts}, known on {data.last_stated}; fingerprint `{data.fingerprint}`; "
            f"written by tracker {__version__}.",
            "",
            *_about(data.codebook),
            f"To cite: {markdown(reference_list([record_entry(data)]))}",
            "",
            "Each figure belongs to the party that stated it. Figures that only repeat another "
            "(`echoes`), count a part (`since`, "
            "`covers`) or whose attribution conflicts must not be averaged with the rest; figures "
            "that share an origin (`shares_origin`) are one voice. Where `computed` is true, "
            "nobody stated the number, only a share of another.",
            "",
            markdown_row(["file", "holds"]),
            markdown_row(["---"] * 2),
            *(markdown_row([f"`{name}`", ABOUT[name]]) for name in files),
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


def _about(book: Codebook) -> list[str]:
    """What the record says of itself: what it is, whose, how far it was searched."""
    licence = f"Licence: {book.licence}." if book.licence else "No licence is given."
    told = [book.description, f"By {', '.join(author_names(book))}. {licence}", searched(book)]
    return [line for text in told if text for line in (markdown(text), "")]


def datapackage(data: Dataset, files: Iterable[str]) -> str:
    """The description of the folder as a Frictionless tabular data package."""
    book = data.codebook
    resources = [
        _tabular("figures", FIGURE_COLUMNS, {"primaryKey": "figure"}),
        *([_tabular("misreports", MISREPORT_COLUMNS, {})] if "misreports.csv" in files else []),
        *(
            {
                "name": name.lower().replace(".", "-"),
                "path": name,
                "format": ending,
                "mediatype": MEDIA[ending],
            }
            for name in files
            if name in ABOUT
            and not name.startswith(".")
            and (ending := name.rpartition(".")[2]) in MEDIA
            and ending not in ("csv", "cff")
        ),
    ]
    body = {
        "profile": "data-package",
        "name": "estimates",
        "title": book.title,
        "version": data.fingerprint,
        "description": description(data),
        **licences(book),
        "resources": resources,
    }
    more = {
        "id": book.doi and f"https://doi.org/{book.doi}",
        "homepage": book.address,
        "repository": book.repository,
        "contributors": [{"title": name, "role": "author"} for name in author_names(book)],
        "searched": [
            {"until": str(one.until), "where": one.where, "found": one.found}
            for one in book.searched
        ],
    }
    return json_text(body | without_empty(more))


def _tabular(
    name: str, columns: Mapping[str, tuple[str, str]], more: Mapping[str, object]
) -> dict[str, object]:
    """A CSV file as a resource, with the type and meaning of each column."""
    fields = [
        {"name": column, "type": kind, "description": text}
        for column, (kind, text) in columns.items()
    ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, **more, "missingValues": [""]},
    }
