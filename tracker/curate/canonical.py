"""The meaning of a record, without layout, comments and order, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.curate.model import Dataset, Estimate, Figure

_OUTSIDE = ("mark", "figures")  # where it stands is layout; figures are listed by themselves


def fingerprint(dataset: Dataset) -> str:
    """First 12 hexadecimal digits of the SHA-256 of the canonical data: 48 bits, enough to tell states apart."""
    canonical = {
        "codebook": asdict(dataset.codebook),
        "estimates": {estimate.id: _fields(estimate) for estimate in dataset.estimates},
        "figures": {figure.key: figure_canonical(figure) for figure in dataset.all_figures},
        "sources": {name: source.csl for name, source in dataset.sources.items()},
    }
    text = json.dumps(canonical, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def figure_canonical(figure: Figure) -> dict[str, object]:
    """What a figure means: every field that is given, as text, numbers and lists, without its place in the file."""
    return _fields(figure)


def _fields(item: Estimate | Figure) -> dict[str, object]:
    found = {name: getattr(item, name) for name in _names(type(item))}
    return {name: _value(value) for name, value in found.items() if value is not None}


def _names(kind: type) -> list[str]:
    return [field.name for field in fields(kind) if field.name not in _OUTSIDE]


def _value(value: object) -> object:
    return value if isinstance(value, (str, int, float)) else list(value) if isinstance(value, tuple) else str(value)
