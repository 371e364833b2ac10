"""The three files of a data folder, read together: names used in one are defined in another."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from pathlib import Path

from tracker.curate import fields
from tracker.curate.checks.entries import (
    KEYED,
    LISTED,
    Entry,
    Record,
    below,
    read_figures,
    read_keyed,
    read_listed,
    read_wordings,
)
from tracker.curate.checks.problems import DataError, Report
from tracker.curate.checks.values import read_fields
from tracker.curate.reader.nodes import Fault, Items, Pairs, Scalar, shape
from tracker.curate.reader.recover import Document, read_document
from tracker.curate.reader.text import LARGEST, decode

FILES = ("estimates.yaml", "codebook.yaml", "sources.yaml")
TOPS = {"estimates": "estimates", "codebook": "title", "sources": "references"}


def read_record(folder: Path, today: date, report: Report) -> Record:
    """Read everything that can be read; what is wrong goes into the report.

    Raises
    ------
    DataError
        If a file is missing, unreadable or too large.

    """
    documents = {name: read_file(folder / f"{name}.yaml") for name in TOPS}
    tops = {name: _top(document, name, report) for name, document in documents.items()}
    broken = frozenset(name for name, document in documents.items() if document.broken)
    book = tops["codebook"]
    lists = {
        name: read_fields(
            tops[name], _expected(f"{name}.yaml", name in broken), name, "", report
        ).get(TOPS[name])
        for name in ("sources", "estimates")
    }
    report.know(
        {
            group: None if "codebook" in broken else list(below(book, group)) or None
            for group in KEYED
        }
    )
    report.know({name: None if name in broken else _ids(node) for name, node in lists.items()})
    sources, estimates = (
        read_listed(node.items if node else [], table, name, "entry", report)
        for (name, node), table in zip(lists.items(), (fields.SOURCE, fields.ESTIMATE))
    )
    values = read_fields(
        book, _expected("codebook.yaml", "codebook" in broken), "codebook", "", report
    )
    keyed = {group: read_keyed(book, group, report) for group in KEYED}
    listed = {
        name: read_listed(
            values[name].items if name in values else [], table, "codebook", name, report
        )
        for name, table in LISTED.items()
    }
    record = Record(
        Entry("codebook", "", "", book, values),
        keyed,
        listed,
        read_wordings(book, report),
        estimates,
        sources,
        broken,
        today,
    )
    for entry in estimates:
        read_figures(entry, record.wordings, report)
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
        raise DataError(
            f"'{label}' is {'a folder' if path.is_dir() else 'no plain file'}; put the file "
            "itself there"
        )
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise DataError(
                f"'{label}' has {size / 2**20:,.0f} MB; files of up to {LARGEST // 2**20} MB are "
                "read"
            )
        text, faults = decode(path.read_bytes())
    except OSError as error:
        raise DataError(f"cannot read '{label}': {error.strerror}; check its permissions") from None
    document = read_document(text, frozenset(fault.line for fault in faults))
    document.faults = faults + document.faults
    document.broken |= any(fault.rule == "encoding" for fault in faults)
    return document


def _top(document: Document, name: str, report: Report) -> Pairs:
    """The mapping that a file should be; an empty one where it is none."""
    root = document.root
    if type(root) is Pairs:
        return root
    if not document.faults:
        found = (
            "the file is empty"
            if root is None or root.empty
            else f"expected a mapping, found {shape(root)}"
        )
        report.add(
            "top",
            name,
            root or Fault("top", 1, 1, ""),
            "",
            f"{found}; it begins with `{TOPS[name]}:`",
        )
    document.broken = True
    return Pairs(1, 1)


def _expected(file: str, broken: bool) -> tuple[fields.Field, ...]:
    """The fields of a file; of a broken one, none is required: it may stand in what could not be
    read.
    """
    table = fields.TABLES[file]
    return tuple(replace(field, required=False) for field in table) if broken else table


def _ids(node: Items | None) -> list[str] | None:
    ids = [item.get("id") for item in node.items if type(item) is Pairs] if node else []
    return [named.text for named in ids if type(named) is Scalar] or None


def _report_faults(faults: list[Fault], name: str, record: Record, report: Report) -> None:
    """Report the faults of writing, each with the entry it lies in."""
    if not faults:
        return
    starts = sorted(_starts(name, record))
    lines = [line for line, _ in starts]
    for fault in faults:
        before = bisect_right(lines, fault.line)
        where = fault.where or (starts[before - 1][1] if before else "")
        report.add(fault.rule, name, fault, where, fault.message)


def _starts(name: str, record: Record) -> list[tuple[int, str]]:
    """The line in which each entry begins, and what it is called."""
    if name != "codebook":
        return [(entry.node.line, entry.name) for entry in getattr(record, name)]
    top = record.codebook.node
    return [(key.line, name) for name, (key, _) in top.pairs.items()] + [
        (key.line, f"{group}.{name}")
        for group in KEYED
        for name, (key, _) in below(top, group).items()
    ]
