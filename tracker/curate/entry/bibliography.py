"""Sources brought in from a reference manager: BibTeX, BibLaTeX, RIS, CSL-JSON and CSL-YAML, as
Zotero exports them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from html import unescape
from itertools import takewhile
from pathlib import Path
from typing import Any

from tracker.curate import fields
from tracker.curate.csl import NAME_PARTS, date_text
from tracker.curate.entry.offers import Offer
from tracker.curate.entry.plan import Plan, plan
from tracker.curate.files import read_named
from tracker.curate.limits import REFERENCES
from tracker.curate.reader.nodes import as_data
from tracker.curate.reader.parse import read_yaml
from tracker.curate.reader.syntax import SyntaxFault
from tracker.curate.reader.text import decode
from tracker.curate.references.bibtex import UNDATED, Read, read_bibtex
from tracker.curate.references.ris import read_ris
from tracker.curate.references.table import named_type
from tracker.curate.words.dates import month_of
from tracker.curate.words.signs import code_point

_KINDS = {field.name: field.kind for field in fields.SOURCE}
_BEGINNINGS = {  # of an entry, to count them
    ".bib": re.compile(r"^\s*@(?!string|comment|preamble)\w+\s*[{(]", re.M | re.I),
    ".ris": re.compile(r"^[ \t]*TY[ \t]*-", re.M | re.I),
}
# No sentence is copied from a source; what only the reference manager needs stays there.
NOT_KEPT = frozenset(
    [
        "abstract",
        "annote",
        "keyword",
        "categories",
        "custom",
        "citation-key",
        "citation-label",
        "source",
    ]
)


def plan_sources(folder: str | Path | None, path: str | Path, *, today: date | None = None) -> Plan:
    """What would be entered from an export; entries that are there are left as they are.

    Each offer, and the plan for the file as a whole, remarks on what is left out.

    Raises
    ------
    ValueError
        If the file is none of these, or holds no references.
    DataError
        If the data folder is missing or has problems.
    OSError
        If the file cannot be read.

    """
    if not (references := read_references(path)):
        raise ValueError(f"'{path}' holds no references")
    offers = [
        Offer(
            read.label,
            source=None if read.fields is None else _source(read),
            refused=read.refused,
            remarks=read.remarks,
        )
        for read in references
    ]
    made = plan(folder, offers, today=today)
    if left := Counter(name for read in references for name in dict.fromkeys(read.left)):
        told = ", ".join(f"{name} ({number:,})" for name, number in left.most_common())
        made.remarks.append(f"left out, for the record does not keep them: {told}")
    return made


def read_references(path: str | Path) -> Sequence[Read]:
    """The references of a ``.bib``, ``.ris``, ``.json`` or ``.yaml`` file, with what could not be
    read.

    Raises
    ------
    ValueError
        If it is none of these, too large, or not what its name says, or holds too many references.
    OSError
        If it cannot be read.

    """
    kind, raw = read_named(
        path,
        (".bib", ".json", ".yaml", ".yml", ".ris"),
        "export it as BibTeX, CSL JSON, CSL YAML or RIS",
    )
    text, faults = decode(raw)
    faults = [fault for fault in faults if fault.rule == "encoding"]
    # Signs that cannot be seen break YAML; elsewhere the one entry that holds them is refused.
    if kind not in (".yaml", ".yml") and text and b"\0" not in raw:
        faults = [fault for fault in faults if "invisible" not in fault.message]
        text = text if faults else raw.decode("utf-8-sig").replace("\r\n", "\n")
    if faults:
        raise ValueError(f"cannot read '{path}': line {faults[0].line}: {faults[0].message}")
    if kind in _BEGINNINGS:
        _bounded(sum(1 for _ in _BEGINNINGS[kind].finditer(text)), path)
        return (read_bibtex if kind == ".bib" else read_ris)(text)
    held = (_json if kind == ".json" else _yaml)(text, str(path))
    _bounded(len(held), path)
    return [_read(reference, number) for number, reference in enumerate(held, 1)]


def _bounded(number: int, path: str | Path) -> None:
    """Refuse more references than can be entered within a minute or so, before they are read."""
    if number > REFERENCES:
        raise ValueError(
            f"'{path}' holds {number:,} references, more than the {REFERENCES:,} that are entered "
            "at once; split it"
        )


def _read(reference: object, number: int) -> Read:
    """A reference of CSL as it stands."""
    label = f"reference {number}"
    if not isinstance(reference, dict):
        return Read(label, None, ["is no mapping of fields"])
    return Read(str(reference.get("id") or label), reference)


def _json(text: str, name: str) -> list[object]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"'{name}' is not valid JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None
    except (RecursionError, ValueError):  # the latter at a number of thousands of digits
        raise ValueError(
            f"'{name}' nests too deeply, or holds a number of thousands of digits; it is no list "
            "of references"
        ) from None
    return _listed(found, name)


def _yaml(text: str, name: str) -> list[object]:
    try:
        node, faults = read_yaml(text)
    except SyntaxFault as error:
        raise ValueError(f"'{name}', line {error.fault.line}: {error.fault.message}") from None
    # Another program's plain words mean what they say.
    if fault := next((fault for fault in faults if fault.rule != "trap"), None):
        raise ValueError(f"'{name}', line {fault.line}: {fault.message}")
    return _listed(None if node is None else as_data(node), name)


def _listed(found: Any, name: str) -> list[object]:
    if isinstance(found, dict):
        found = found.get("message", found)  # as Crossref wraps its answers
    if isinstance(found, dict):
        alone = {"type", "title", "URL", "DOI"} & found.keys()  # as a DOI is answered
        found = found.get("items") or found.get("references") or ([found] if alone else None)
    if not isinstance(found, list):
        raise ValueError(
            f"'{name}' is no list of references; export it as CSL JSON, CSL YAML or BibTeX"
        )
    return found


def _source(read: Read) -> dict[str, object]:
    """The fields of a reference that the record keeps, with dates and names as it writes them."""
    found: dict[str, object] = {}
    for name, value in (read.fields or {}).items():
        if value in (None, "", [], {}) or value != value:  # the last is what is no number
            continue
        if name in NOT_KEPT or name not in _KINDS:
            read.left.append(name)
            continue
        try:
            kept = _kept(name, _seen(value, read), read)
        except ValueError as error:
            read.refused.append(f"{name}: {error}")
            continue
        if kept not in ("", []):
            found[name] = kept
    name = str(found.get("id", ""))
    if "/" in name or not re.fullmatch(fields.PATTERNS["citekey"], name):
        found.pop("id", None)  # Zotero's own ids are addresses; one is made from outlet and day
    found.setdefault("type", "webpage")
    return found


_NOTHING = re.compile("[\xad\u200b\u2060\ufeff]")  # where a line may be broken, or may not


def _seen(value: Any, read: Read) -> Any:
    """A value without signs that only tell where a line may be broken; others are refused later."""
    if isinstance(value, dict):
        return {name: _seen(part, read) for name, part in value.items()}
    if isinstance(value, list):
        return [_seen(part, read) for part in value]
    if isinstance(value, str) and (half := re.search(r"[\ud800-\udfff]", value)):
        raise ValueError(f"holds {code_point(half[0])}, half a character; write it again")
    if not isinstance(value, str) or not (found := _NOTHING.search(value)):
        return value
    read.remarks.append(f"left out the invisible character {code_point(found[0])}")
    return _NOTHING.sub("", value)


def _kept(name: str, value: Any, read: Read) -> object:
    """A value as the record writes it."""
    if _KINDS[name] == "csl_date":
        return _date(name, value, read)
    if _KINDS[name] == "csl_names":
        if isinstance(value, (str, dict)):
            read.remarks.append(f"{name}: stands alone; taken for a list of one name")
            value = [value]
        if not isinstance(value, list):
            raise ValueError("is no list of names")
        return [named for person in value if (named := _name(name, person, read))]
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    elif isinstance(value, list) and name in ("ISBN", "ISSN"):
        value = " ".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        if name in fields.TITLES:
            raise ValueError("is no text; write one text")
        read.left.append(name)  # as Crossref's licence and event
        return ""
    text = str(value).strip() if name == "URL" else _words(str(value))
    return _MENDED.get(name, str)(text)


_RESOLVER = re.compile(r"^(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:?\s*)", re.I)
_MENDED: dict[str, Callable[[str], str]] = {
    "DOI": lambda text: _RESOLVER.sub("", text),
    "URL": lambda text: re.sub(r"[{}|^`]", lambda sign: f"%{ord(sign[0]):02X}", text),
    "page": lambda text: re.sub(r" ?[-–—]+ ?", "-", text),
    "type": lambda text: named_type(text) or text,
}


def _words(text: str) -> str:
    """A text without marks of HTML, in one line."""
    plain = re.sub(r"</?(?:i|b|em|strong|sup|sub|span|sc|scp|jats:\w+)\b[^<>]*>", "", text)
    plain = re.sub(r"&(?:#x?[0-9A-Fa-f]+|[A-Za-z]+\d*);", lambda sign: unescape(sign[0]), plain)
    return re.sub(r"[ \t\r\n]+", " ", plain).strip(" ")


def _date(name: str, value: Any, read: Read) -> str:
    """A date as the record writes it, in words too; empty where it only says that there is none."""
    held = value if isinstance(value, str) else ""
    if isinstance(value, dict):
        held = next((value[part] for part in _IN_WORDS if isinstance(value.get(part), str)), "")
        ends = given if isinstance(given := value.get("date-parts"), list) else []
        several = any(isinstance(end, list) for end in ends)
        if ends and not several:
            value = value | {"date-parts": [ends]}  # as R writes a list of one list
        value = {part: known for part, given in value.items() if (known := _known(given))}
        if not value.keys() - {"circa"}:
            return ""
        if several and len(ends) > len(value.get("date-parts", ends)):
            read.remarks.append(f"{name}: has one end; that day is kept")
        if "date-parts" not in value and "year" not in value and held:
            value = held
    try:
        return date_text(value)
    except ValueError:
        if UNDATED.fullmatch(held.strip(" .()")):
            read.remarks.append(f"{name}: '{held.strip()}' is no date; left out")
            return ""
        if held and isinstance(value, dict) and value.keys() & {"date-parts", "year"}:
            read.remarks.append(f"{name}: '{held}' is left out, since its numbers say the day")
            return date_text({part: value[part] for part in value if part not in _IN_WORDS})
        raise


_IN_WORDS = ("raw", "literal", "edtf", "date-time")


def _known(given: Any) -> Any:
    """A part of a date without what stands for nothing, numbers as whole ones, months in numbers;
    nothing where none is left.
    """
    if isinstance(given, list):
        parts = [*map(_known, given)]
        ends = any(isinstance(part, list) for part in parts)
        return [part for part in parts if part] if ends else [*takewhile(bool, parts)]
    if isinstance(given, float) and given.is_integer():
        return int(given)
    if isinstance(given, str) and given.strip().lower() in ("", "0", "00", "false", "no"):
        return None
    return (isinstance(given, str) and given.isalpha() and month_of(given)) or given


def _name(field: str, person: object, read: Read) -> dict[str, str]:
    """A name with the parts that CSL knows; empty where nobody is named."""
    if isinstance(person, str):
        person = {"literal": person}
    if person in (None, [], {}):
        return {}
    if not isinstance(person, dict):
        raise ValueError("holds what is no name; write {family: Doe, given: Jane}")
    found = {}
    for part, text in person.items():
        if part in NAME_PARTS and isinstance(text, (str, int)) and str(text).strip():
            found[part] = str(text).lower() if isinstance(text, bool) else _words(str(text))
        elif text not in (None, [], {}) and str(text).strip() and part != "name":
            read.left.append(f"{field}.{part}")
    if found.keys() & {"family", "literal"}:
        return found
    alone = " ".join(text for part, text in found.items() if part not in _FLAGS)
    alone = alone or _words(str(person.get("name") or ""))
    return {"literal": alone} if alone else {}


_FLAGS = ("comma-suffix", "static-ordering", "parse-names")  # parts of a name that say yes or no
