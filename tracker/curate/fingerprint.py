"""The meaning of a record, without layout, remarks and order, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from tracker.curate.model import Codebook, Estimate, Figure, Misreport, Source

# Where it stands is layout; figures are listed by themselves; what is computed follows from words.
_OUTSIDE = ("position", "figures", "computed")


def fingerprint(
    codebook: Codebook,
    estimates: Sequence[Estimate],
    sources: Mapping[str, Source],
    misreports: Sequence[Misreport] = (),
) -> str:
    """First 12 hexadecimal digits of the SHA-256 of the canonical data: 48 bits, enough to tell
    states apart.

    What is not given does not count, so that a field added to the format later leaves old
    fingerprints as they are.
    """
    usual = {field.name: field.default for field in fields(codebook)}
    book = {name: part for name, part in asdict(codebook).items() if part != usual[name]}
    for name in ("activity", "events"):
        book[name] = sorted(map(_given, book.get(name, ())), key=_text)
    whole = {
        "codebook": _given(book),
        "estimates": {estimate.id: canonical(estimate) for estimate in estimates},
        "figures": {
            figure.key: canonical(figure) for estimate in estimates for figure in estimate.figures
        },
        "sources": {name: source.csl for name, source in sources.items()},
    }
    if misreports:
        whole["misreports"] = sorted(map(canonical, misreports), key=_text)
    return hashlib.sha256(_text(whole).encode("utf-8")).hexdigest()[:12]


def canonical(item: Estimate | Figure | Misreport) -> dict[str, object]:
    """What a statement, a figure or a misreport means: every field that is given, as text, numbers
    and lists, without its place in the file.
    """
    given = {field.name: getattr(item, field.name) for field in fields(item)}
    return {
        name: _value(value)
        for name, value in given.items()
        if value is not None and name not in _OUTSIDE
    }


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def _given(value: object) -> object:
    """A mapping of mappings without what is left at its default: nothing, no, an empty list."""
    if not isinstance(value, dict):
        return value
    return {
        name: _given(part)
        for name, part in value.items()
        if name != "also"  # by what names something is found changes nothing that is said
        and part not in (None, False, (), [], {})
    }


def _value(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, (str, int, float, dict)) else str(value)
