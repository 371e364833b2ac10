"""The meaning of a record, without layout, remarks and order, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.curate.model import Dataset, Estimate, Figure

_OUTSIDE = ("mark", "figures")  # where it stands is layout; figures are listed by themselves


def fingerprint(dataset: Dataset) -> str:
    """First 12 hexadecimal digits of the SHA-256 of the canonical data: 48 bits, enough to tell
    states apart.

    What is not given does not count, so that a field added to the format later leaves old
    fingerprints as they are.
    """
    book = asdict(dataset.codebook)
    for name in ("activity", "events"):
        book[name] = sorted(book[name], key=_text)
    canonical = {
        "codebook": _given(book),
        "estimates": {estimate.id: _fields(estimate) for estimate in dataset.estimates},
        "figures": {figure.key: figure_canonical(figure) for figure in dataset.all_figures},
        "sources": {name: source.csl for name, source in dataset.sources.items()},
    }
    return hashlib.sha256(_text(canonical).encode("utf-8")).hexdigest()[:12]


def figure_canonical(figure: Figure) -> dict[str, object]:
    """What a figure means: every field that is given, as text, numbers and lists, without its place
    in the file.
    """
    return _fields(figure)


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def _given(value: object) -> object:
    """A mapping of mappings without what is left at its default: nothing, no, an empty list."""
    if not isinstance(value, dict):
        return value
    return {
        name: _given(part)
        for name, part in value.items()
        if part is not None and part is not False and part not in ((), [], {})
    }


def _fields(item: Estimate | Figure) -> dict[str, object]:
    found = {
        field.name: getattr(item, field.name)
        for field in fields(item)
        if field.name not in _OUTSIDE
    }
    return {name: _value(value) for name, value in found.items() if value is not None}


def _value(value: object) -> object:
    return (
        value
        if isinstance(value, (str, int, float))
        else list(value)
        if isinstance(value, tuple)
        else str(value)
    )
