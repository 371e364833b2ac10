"""The record as a publication: who made it, under which licence, where it is; and what repositories
and search engines are told of it, each in its own words: schema.org, DataCite, Zenodo, RO-Crate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any, TypeVar

from tracker.curate.dataset import Dataset
from tracker.curate.model import Author, Codebook
from tracker.publish.words import searched
from tracker.reconcile.judgement import comparison_day

Entity = dict[str, Any]
T = TypeVar("T")
UNKNOWN = ":unav"  # DataCite's word for what is not available
MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "bib": "application/x-bibtex",
    "yaml": "application/yaml",
    "cff": "application/yaml",
    "md": "text/markdown",
}
_LICENCES = {
    "CC-BY-4.0": {
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0 International",
    },
    "CC0-1.0": {
        "path": "https://creativecommons.org/publicdomain/zero/1.0/",
        "title": "CC0 1.0 Universal",
    },
}


def without_empty(fields: Mapping[str, T]) -> dict[str, T]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value}


def author_names(book: Codebook) -> list[str]:
    """The record's authors, or its contributors where it names none; never the program's makers."""
    return [author.name for author in book.authors] or [f"Contributors to {book.title}"]


def licences(book: Codebook) -> dict[str, list[dict[str, str]]]:
    """The property ``licenses`` of a Frictionless package or resource; none where none is given."""
    if book.licence is None:
        return {}
    return {"licenses": [{"name": book.licence, **_LICENCES.get(book.licence, {})}]}


def metadata(data: Dataset, about: Mapping[str, str]) -> dict[str, Entity]:
    """File name and content of each description; ``about`` says of each file of the data set what
    it holds.

    Sources: schema.org ``Dataset``; DataCite Metadata Schema 4.6; Zenodo's ``.zenodo.json``;
    RO-Crate 1.1.
    """
    return {
        "dataset.jsonld": schema_org(data, about),
        "datacite.json": datacite(data),
        ".zenodo.json": zenodo(data),
        "ro-crate-metadata.json": ro_crate(data, about),
    }


def schema_org(data: Dataset, about: Mapping[str, str]) -> Entity:
    """The record as a ``Dataset`` of schema.org in JSON-LD, which search engines read."""
    book = data.codebook
    first = min(figure.as_of.first for figure in data.all_figures)
    last = max(comparison_day(figure) for figure in data.all_figures)
    more = {
        "url": book.address or book.repository,
        "identifier": book.doi and f"https://doi.org/{book.doi}",
        "license": _licence(book)[1],
        "publisher": book.publisher and {"@type": "Organization", "name": book.publisher},
        "distribution": [
            {"@type": "DataDownload", "name": name, "contentUrl": name, "encodingFormat": kind}
            for name in about
            if (kind := _media(name))
        ],
    }
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": book.title,
        "description": _abstract(data),
        "creator": _creators(book),
        "version": data.fingerprint,
        "dateModified": str(data.last_stated),
        "inLanguage": "en",
        "temporalCoverage": f"{first}/{last}",
        "variableMeasured": [
            {"@type": "PropertyValue", "name": metric.label, "description": metric.definition}
            for metric in book.metrics.values()
        ],
        **without_empty(more),
    }


def datacite(data: Dataset) -> Entity:
    """The record as DataCite asks for a DOI, in its JSON; publisher and creators ``:unav`` where
    the codebook names none.
    """
    book = data.codebook
    name, address = _licence(book)
    rights = {"rights": name}
    if address:
        rights |= {
            "rightsIdentifier": book.licence or "",
            "rightsIdentifierScheme": "SPDX",
            "rightsUri": address,
        }
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "creators": [_datacite_creator(one) for one in book.authors] or [{"name": UNKNOWN}],
        "contributors": []
        if book.authors
        else [{"name": author_names(book)[0], "contributorType": "Other"}],
        "titles": [{"title": book.title}],
        "publisher": {"name": book.publisher or UNKNOWN},
        "publicationYear": str(data.last_stated.year),
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Published estimates"},
        "version": data.fingerprint,
        "language": "en",
        "dates": [{"date": str(data.last_stated), "dateType": "Updated"}],
        "descriptions": [{"description": _abstract(data), "descriptionType": "Abstract"}],
        **without_empty({"doi": book.doi, "url": book.address or book.repository}),
        **({"rightsList": [rights]} if name else {}),
    }


def zenodo(data: Dataset) -> Entity:
    """The record as Zenodo reads it beside an upload; descriptions are HTML there."""
    book = data.codebook
    names = [
        without_empty({"name": one.name, "orcid": one.orcid, "affiliation": one.affiliation})
        for one in book.authors
    ]
    return {
        "title": book.title,
        "upload_type": "dataset",
        "description": f"<p>{escape(_abstract(data))}</p>",
        "creators": names or [{"name": author_names(book)[0]}],
        "version": data.fingerprint,
        "publication_date": str(data.last_stated),
        "language": "eng",
        **({"license": book.licence.lower()} if book.licence else {}),
    }


def ro_crate(data: Dataset, about: Mapping[str, str]) -> Entity:
    """The folder as an RO-Crate: what each file is, and who made the whole."""
    book = data.codebook
    authors = [
        one | {"@id": one.get("@id", f"#author-{at}"), "@type": one.get("@type", "Thing")}
        for at, one in enumerate(_creators(book), 1)
    ]
    rights, address = _licence(book)
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": book.title,
        "description": _abstract(data),
        "datePublished": str(data.last_stated),
        "version": data.fingerprint,
        "license": {"@id": address} if address else rights or "No licence is given.",
        "author": [{"@id": one["@id"]} for one in authors],
        "hasPart": [{"@id": name} for name in about],
        **({"identifier": f"https://doi.org/{book.doi}"} if book.doi else {}),
    }
    files = [
        {"@id": name, "@type": "File", "name": name, "description": words}
        | without_empty({"encodingFormat": _media(name)})
        for name, words in about.items()
    ]
    terms = [{"@id": address, "@type": "CreativeWork", "name": rights}] if address else []
    head = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [head, root, *files, *authors, *terms],
    }


def description(data: Dataset) -> str:
    """What the record is, in the codebook's words or in general ones."""
    usual = f"Published estimates in the words of their sources, known on {data.last_stated}."
    return data.codebook.description or usual


def _abstract(data: Dataset) -> str:
    return " ".join(filter(None, (description(data), searched(data.codebook))))


def _licence(book: Codebook) -> tuple[str, str]:
    """The name of the licence and its address; both empty without one, the address where the name
    cannot be one of SPDX's.
    """
    name = book.licence or ""
    known = _LICENCES.get(name, {})
    spdx = f"https://spdx.org/licenses/{name}" if re.fullmatch(r"[\w.+-]+", name) else ""
    return known.get("title", name), known.get("path", spdx)


def _creator(author: Author) -> Entity:
    """Somebody with an ORCID iD or a place of work is a person; of others that is not known."""
    return without_empty(
        {
            "@type": "Person" if author.orcid or author.affiliation else "",
            "name": author.name,
            "@id": author.orcid and f"https://orcid.org/{author.orcid}",
            "affiliation": author.affiliation,
        }
    )


def _creators(book: Codebook) -> list[Entity]:
    """The authors; without any, whoever contributed, together."""
    together = {"@type": "Organization", "name": author_names(book)[0]}
    return [_creator(one) for one in book.authors] or [together]


def _datacite_creator(author: Author) -> Entity:
    orcid = {
        "nameIdentifier": f"https://orcid.org/{author.orcid}",
        "nameIdentifierScheme": "ORCID",
        "schemeUri": "https://orcid.org",
    }
    return {
        "name": author.name,
        **({"nameIdentifiers": [orcid], "nameType": "Personal"} if author.orcid else {}),
        **({"affiliation": [{"name": author.affiliation}]} if author.affiliation else {}),
    }


def _media(name: str) -> str:
    return MEDIA.get(name.rpartition(".")[2], "")
