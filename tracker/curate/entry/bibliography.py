"""Sources brought in from a reference manager: BibTeX, CSL-JSON and CSL-YAML, as Zotero exports
them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tracker.curate import fields
from tracker.curate.csl import date_text
from tracker.curate.entry.bibtex import read_bibtex
from tracker.curate.entry.offers import Offer
from tracker.curate.entry.plan import Plan, plan
from tracker.curate.files import read_named
from tracker.curate.reader.nodes import plain
from tracker.curate.reader.parse import read_yaml
from tracker.curate.reader.syntax import SyntaxFault
from tracker.curate.reader.text import decode

DATES = frozenset(field.name for field in fields.SOURCE if field.kind == "csl_date")
NAMES = frozenset(field.name for field in fields.SOURCE if field.kind == "csl_names")
TEXTS = frozenset(field.name for field in fields.SOURCE) - DATES - NAMES
# No sentence is copied from a source; what only the reference manager needs stays there.
LEFT_OUT = frozenset(
    [
        "abstract",
        "annote",
        "keyword",
        "categories",
        "custom",
        "citation-key",
        "citation-label",
        "system_id",
        "source",
    ]
)


def plan_sources(folder: str | Path | None, path: str | Path, *, today: date | None = None) -> Plan:
    """What would be entered from an export; entries that are there are left as they are.

    Raises
    ------
    ValueError
        If the file is none of the three, or holds no references.
    DataError
        If the data folder is missing or has problems.
    OSError
        If the file cannot be read.

    """
    references, failed = read_references(path)
    offers = [Offer(label, refused=[reason]) for label, reason in failed]
    for number, reference in enumerate(references, 1):
        offer = Offer(f"reference {number}")
        if isinstance(reference, dict):
            offer.label = str(reference.get("id") or offer.label)
            offer.source = _source(reference, offer.refused)
        else:
            offer.refused.append("is no mapping of fields")
        offers.append(offer)
    if not offers:
        raise ValueError(f"'{path}' holds no references")
    return plan(folder, offers, today=today)


def read_references(path: str | Path) -> tuple[Sequence[object], list[tuple[str, str]]]:
    """The references of a ``.bib``, ``.json`` or ``.yaml`` file, and what could not be read: a
    label and the reason.

    Raises
    ------
    ValueError
        If it is none of the three, too large, or not what its name says.
    OSError
        If it cannot be read.

    """
    kind, raw = read_named(
        path, (".bib", ".json", ".yaml", ".yml"), "export it as BibTeX, CSL JSON or CSL YAML"
    )
    text, faults = decode(raw)
    if any(fault.rule == "encoding" for fault in faults):
        raise ValueError(f"cannot read '{path}': line {faults[0].line}: {faults[0].message}")
    if kind == ".bib":
        return read_bibtex(text)
    return (_json if kind == ".json" else _yaml)(text, str(path)), []


def _json(text: str, name: str) -> list[object]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"'{name}' is not valid JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None
    except RecursionError:
        raise ValueError(f"'{name}' nests too deeply; it is no list of references") from None
    return _listed(found, name, "items")


def _yaml(text: str, name: str) -> list[object]:
    try:
        node, faults = read_yaml(text)
    except SyntaxFault as error:
        raise ValueError(f"'{name}', line {error.fault.line}: {error.fault.message}") from None
    faults = [
        fault for fault in faults if fault.rule != "trap"
    ]  # another program's plain words mean what they say
    if faults:
        raise ValueError(f"'{name}', line {faults[0].line}: {faults[0].message}")
    return _listed(None if node is None else plain(node), name, "references")


def _listed(found: object, name: str, top: str) -> list[object]:
    held = found.get(top) if isinstance(found, dict) else found
    if not isinstance(held, list):
        raise ValueError(
            f"'{name}' is no list of references; export it as CSL JSON, CSL YAML or BibTeX"
        )
    return held


def _source(reference: dict[str, Any], refused: list[str]) -> dict[str, object]:
    """The fields of a reference that the record keeps, with dates and names as it writes them."""
    found: dict[str, object] = {}
    for name, value in reference.items():
        if name in LEFT_OUT or value in (None, "", [], {}):
            continue
        if name in DATES:
            try:
                found[name] = date_text(value)
            except ValueError as error:
                refused.append(f"{name}: {error}")
        elif name in NAMES and isinstance(value, list):
            found[name] = [_name(person) for person in value]
        elif name in TEXTS and isinstance(value, (str, int, float)):
            found[name] = re.sub(r"</?(?:i|b|sup|sub|span)\b[^>]*>", "", str(value))
    if not re.fullmatch(fields.PATTERNS["citekey"], str(found.get("id", ""))) or "/" in str(
        found["id"]
    ):
        found.pop("id", None)  # Zotero's own ids are addresses; one is made from outlet and day
    found.setdefault("type", "webpage")
    return found


def _name(person: object) -> object:
    return (
        {part: str(text) for part, text in person.items() if text}
        if isinstance(person, dict)
        else str(person)
    )
