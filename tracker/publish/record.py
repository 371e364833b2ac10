"""The record as a publication: who made it, under which licence, where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.curate.model import Codebook

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


def author_names(book: Codebook) -> list[str]:
    """The record's authors, or its contributors where it names none; never the program's makers."""
    return [author.name for author in book.authors] or [f"Contributors to {book.title}"]


def where(book: Codebook) -> dict[str, str]:
    """The record's publisher, DOI and address as CSL-JSON fields, as far as it gives them."""
    address = book.address or book.repository
    return {
        **({"publisher": book.publisher} if book.publisher else {}),
        **({"DOI": book.doi} if book.doi else {}),
        **({"URL": address} if address else {}),
    }


def licences(book: Codebook) -> dict[str, list[dict[str, str]]]:
    """The property ``licenses`` of a Frictionless package or resource; none where none is given."""
    if book.licence is None:
        return {}
    return {"licenses": [{"name": book.licence, **_LICENCES.get(book.licence, {})}]}
