"""What repositories and search engines are told of the record, each in its own words, all from what
the codebook says: schema.org, DataCite, Zenodo, RO-Crate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from tracker.publish.record import author_names, licences, where
from tracker.publish.words import searched

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset
    from tracker.curate.model import Author

Entity = dict[str, Any]
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
    days = [figure.as_of for figure in data.all_figures]
    more = {
        "url": book.address or book.repository,
        "identifier": book.doi and f"https://doi.org/{book.doi}",
        "license": _licence(data)[1],
        "publisher": _publisher(data) and {"@type": "Organization", "name": _publisher(data)},
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
        "description": _description(data),
        "creator": [_creator(one) for one in book.authors] or [_contributors(data)],
        "version": data.fingerprint,
        "dateModified": str(data.last_stated),
        "inLanguage": "en",
        "temporalCoverage": f"{min(day.first for day in days)}/{max(day.last for day in days)}",
        "variableMeasured": [
            {"@type": "PropertyValue", "name": metric.label, "description": metric.definition}
            for metric in book.metrics.values()
        ],
        **{name: value for name, value in more.items() if value},
    }


def datacite(data: Dataset) -> Entity:
    """The record as DataCite asks for a DOI, in its JSON; publisher and creators ``:unav`` where
    the codebook names none.
    """
    book = data.codebook
    rights, address = _licence(data)
    address_of = {"rightsUri": address} if address.startswith("http") else {}
    more = {
        "doi": book.doi,
        "url": book.address or book.repository,
        "rightsList": rights
        and [
            {
                "rights": rights,
                "rightsIdentifier": book.licence,
                "rightsIdentifierScheme": "SPDX",
                **address_of,
            }
        ],
    }
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "creators": [_datacite_creator(one) for one in book.authors] or [{"name": UNKNOWN}],
        "contributors": []
        if book.authors
        else [{"name": author_names(book)[0], "contributorType": "Other"}],
        "titles": [{"title": book.title}],
        "publisher": {"name": _publisher(data) or UNKNOWN},
        "publicationYear": str(data.last_stated.year),
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Published estimates"},
        "version": data.fingerprint,
        "language": "en",
        "dates": [{"date": str(data.last_stated), "dateType": "Updated"}],
        "descriptions": [{"description": _description(data), "descriptionType": "Abstract"}],
        **{name: value for name, value in more.items() if value},
    }


def zenodo(data: Dataset) -> Entity:
    """The record as Zenodo reads it beside an upload; descriptions are HTML there."""
    book = data.codebook
    names = [
        {"name": one.name}
        | ({"orcid": one.orcid} if one.orcid else {})
        | ({"affiliation": one.affiliation} if one.affiliation else {})
        for one in book.authors
    ]
    return {
        "title": book.title,
        "upload_type": "dataset",
        "description": f"<p>{escape(_description(data))}</p>",
        "creators": names or [{"name": author_names(book)[0]}],
        "version": data.fingerprint,
        "publication_date": str(data.last_stated),
        "language": "eng",
        **({"license": book.licence.lower()} if book.licence else {}),
    }


def ro_crate(data: Dataset, about: Mapping[str, str]) -> Entity:
    """The folder as an RO-Crate: what each file is, and who made the whole."""
    book = data.codebook
    people = [_creator(one) for one in book.authors] or [_contributors(data)]
    authors = [
        one | {"@id": one.get("@id", f"#author-{at}"), "@type": one.get("@type", "Thing")}
        for at, one in enumerate(people, 1)
    ]
    rights, address = _licence(data)
    licence: object = {"@id": address} if address.startswith("http") else rights
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": book.title,
        "description": _description(data),
        "datePublished": str(data.last_stated),
        "version": data.fingerprint,
        "license": licence or "No licence is given.",
        "author": _ids(authors),
        "hasPart": [{"@id": name} for name in about],
        **({"identifier": f"https://doi.org/{book.doi}"} if book.doi else {}),
    }
    files = [
        {"@id": name, "@type": "File", "name": name, "description": words}
        | ({"encodingFormat": kind} if (kind := _media(name)) else {})
        for name, words in about.items()
    ]
    terms = (
        [{"@id": address, "@type": "CreativeWork", "name": rights}]
        if address.startswith("http")
        else []
    )
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


def _description(data: Dataset) -> str:
    book = data.codebook
    told = book.description or (
        f"Published estimates in the words of their sources, known on {data.last_stated}."
    )
    return " ".join(filter(None, (told, searched(book))))


def _publisher(data: Dataset) -> str:
    return where(data.codebook).get("publisher", "")


def _licence(data: Dataset) -> tuple[str, str]:
    """The name of the licence and its address, or its SPDX name again; both empty without one."""
    for one in licences(data.codebook).get("licenses", ()):
        spdx = f"https://spdx.org/licenses/{one['name']}"
        return one.get("title", one["name"]), one.get("path", spdx)
    return "", ""


def _creator(author: Author) -> Entity:
    """Somebody with an ORCID iD or a place of work is a person; of others that is not known."""
    person = author.orcid or author.affiliation
    return {
        **({"@type": "Person"} if person else {}),
        "name": author.name,
        **({"@id": f"https://orcid.org/{author.orcid}"} if author.orcid else {}),
        **({"affiliation": author.affiliation} if author.affiliation else {}),
    }


def _contributors(data: Dataset) -> Entity:
    return {"@type": "Organization", "name": author_names(data.codebook)[0]}


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


def _ids(entities: Iterable[Entity]) -> list[Entity]:
    return [{"@id": one["@id"]} for one in entities]


def _media(name: str) -> str:
    return MEDIA.get(name.rpartition(".")[2], "")
