"""The three files of a data folder, read together: names used in one are defined in another."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from pathlib import Path
from typing import Any

from tracker.curate import fields
from tracker.curate.checks.entries import (
    KEYED_TABLES,
    LISTED_TABLES,
    EntryNode,
    Record,
    below,
    read_figures,
    read_keyed,
    read_listed,
    read_misreports,
    read_wordings,
)
from tracker.curate.checks.problems import DataError, Report
from tracker.curate.checks.values import read_fields
from tracker.curate.limits import FILE
from tracker.curate.reader.nodes import Fault, Items, Node, Pairs, Scalar, as_data, shape
from tracker.curate.reader.recover import Document, read_document
from tracker.curate.reader.text import decode
from tracker.curate.suggest import Names, called

TOPS = {"estimates": "estimates", "codebook": "title", "sources": "references"}
FILES = tuple(f"{name}.yaml" for name in TOPS)


def read_record(folder: Path, today: date, report: Report) -> Record:
    """Read everything that can be read; what is wrong goes into the report.

    Raises
    ------
    DataError
        If a file is missing, unreadable or too large, or in a newer format.

    """
    documents = {name: read_file(folder / f"{name}.yaml") for name in TOPS}
    tops = {name: _top(document, name, report) for name, document in documents.items()}
    broken = frozenset(name for name, document in documents.items() if document.broken)
    book = tops["codebook"]
    _refuse_newer(book, report)

    def read_top(name: str) -> dict[str, Any]:
        """The fields of a file; of a broken one none is required, it may stand in what was lost."""
        table = fields.FIELD_TABLES[f"{name}.yaml"]
        if name in broken:
            table = tuple(field._replace(required=False) for field in table)
        return read_fields(tops[name], table, name, "", report)

    held = {name: read_top(name) for name in ("sources", "estimates")}
    lists = {name: _items(held[name].get(TOPS[name])) for name in held}
    for group in KEYED_TABLES:
        known = {key: as_data(node) for key, (_, node) in below(book, group).items()}
        report.know(group, None if "codebook" in broken or not known else called(known))
    report.know("asked", fields.ASKED)
    for name, items in lists.items():
        report.know(name, None if name in broken else _ids(items))
    sources = read_listed(lists["sources"], fields.SOURCE, "sources", "entry", report)
    estimates = read_listed(lists["estimates"], fields.ESTIMATE, "estimates", "entry", report)
    values = read_top("codebook")
    keyed = {group: read_keyed(book, group, report) for group in KEYED_TABLES}
    listed = {
        name: read_listed(_items(values.get(name)), table, "codebook", name, report)
        for name, table in LISTED_TABLES.items()
    }
    wordings = read_wordings(book, report)
    for entry in estimates:
        read_figures(entry, wordings, report)
    keys = [f"{entry.name}.{metric}" for entry in estimates for metric in entry.figures]
    report.know("figures", None if "estimates" in broken else keys or None)
    misreports = read_misreports(_items(held["estimates"].get("misreports")), wordings, report)
    top = EntryNode("codebook", "", "", book, values)
    record = Record(top, keyed, listed, wordings, estimates, misreports, sources, broken, today)
    for name, document in documents.items():
        _report_faults(document.faults, name, record, report)
    return record


def read_file(path: Path) -> Document:
    """Read one file.

    Raises
    ------
    DataError
        If it is no plain file, unreadable or too large.

    """
    label = f"{path.absolute().parent.name}/{path.name}"
    if not path.is_file():
        what = "a folder" if path.is_dir() else "no plain file"
        raise DataError(f"'{label}' is {what}; put the file itself there")
    try:
        size = path.stat().st_size
        if size > FILE:
            raise DataError(
                f"'{label}' has {size / 2**20:,.0f} MB; files of up to {FILE // 2**20} MB are read"
            )
        text, faults = decode(path.read_bytes())
    except OSError as error:
        raise DataError(f"cannot read '{label}': {error.strerror}; check its permissions") from None
    document = read_document(text, frozenset(fault.line for fault in faults))
    document.faults = faults + document.faults
    document.broken |= any(fault.rule == "encoding" for fault in faults)
    return document


def codebook_names(folder: Path) -> dict[str, Names]:
    """What the codebook of a folder defines and what it is called, as far as it can be read:
    metrics, parties, affiliations and places.
    """
    root = read_file(folder / "codebook.yaml").root
    top = root if type(root) is Pairs else Pairs(1, 1)
    return {
        group: called({key: as_data(node) for key, (_, node) in below(top, group).items()})
        for group in KEYED_TABLES
    }


def _refuse_newer(book: Pairs, report: Report) -> None:
    """Of a newer format nothing is read: whatever it holds would look like slips."""
    node = book.get("format")
    if (
        type(node) is Scalar
        and re.fullmatch("[0-9]+", node.text)
        and int(node.text) > fields.FORMAT
    ):
        raise DataError(
            f"{report.folder}/codebook.yaml:{node.line}:{node.column}: format {node.text} is newer "
            f"than this program knows ({fields.FORMAT}); bring the program up to date"
        )


def _top(document: Document, name: str, report: Report) -> Pairs:
    """The mapping that a file should be; an empty one where it is none."""
    root = document.root
    if type(root) is Pairs:
        return root
    if not document.faults:
        trouble = "the file is empty"
        if root is not None and not root.empty:
            trouble = f"expected a mapping, found {shape(root)}"
        at = root or Fault("top", 1, 1, "")
        report.add("top", name, at, "", f"{trouble}; it begins with `{TOPS[name]}:`")
    document.broken = True
    return Pairs(1, 1)


def _items(node: Node | None) -> list[Node]:
    return node.items if type(node) is Items else []


def _ids(items: list[Node]) -> list[str] | None:
    ids = [item.get("id") for item in items if type(item) is Pairs]
    return [named.text for named in ids if type(named) is Scalar] or None


def _report_faults(faults: list[Fault], name: str, record: Record, report: Report) -> None:
    """Report the faults of writing, each with the entry it lies in."""
    starts = sorted(_starts(name, record))
    for fault in faults:
        before = bisect_right(starts, fault.line, key=lambda start: start[0])
        where = fault.where or (starts[before - 1][1] if before else "")
        report.add(fault.rule, name, fault, where, fault.message)


def _starts(name: str, record: Record) -> list[tuple[int, str]]:
    """The line in which each entry begins, and what it is called."""
    if name != "codebook":
        return [(entry.node.line, entry.name) for entry in getattr(record, name)]
    top = record.codebook.node
    return [(key.line, name) for name, (key, _) in top.pairs.items()] + [
        (key.line, f"{group}.{name}")
        for group in KEYED_TABLES
        for name, (key, _) in below(top, group).items()
    ]
