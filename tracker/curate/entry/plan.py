"""New entries for a record: what fits is put in and checked whole, what does not is refused
with its reasons.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tracker.curate.checks.read import TOPS
from tracker.curate.entry.insert import Key, extend, insert, items_of
from tracker.curate.entry.offers import Offer, recognise_estimates, recognise_sources
from tracker.curate.entry.text import ordered
from tracker.curate.files import locked, write_whole
from tracker.curate.load import DataError, check, find
from tracker.curate.model import Problem
from tracker.curate.reader.syntax import SyntaxFault
from tracker.curate.schema import write_schemas
from tracker.curate.words.dates import parse_date

ROUNDS = 20


@dataclass(slots=True)
class Plan:
    """What would be written: ``old`` holds the files as they were read, ``new`` those that take
    entries; ``warnings`` are those that the new entries bring. ``asked`` are the offers as they
    were made; ``remarks`` tell what of the file as a whole is left out.
    """

    folder: Path
    offers: list[Offer]
    old: dict[str, bytes]
    new: dict[str, bytes]
    warnings: list[Problem]
    asked: list[Offer]
    today: date | None
    remarks: list[str] = field(default_factory=list)

    def write(self) -> None:
        """Write the files that change, all or none, and the editors' schemas where there are any;
        no other writer comes between.

        Where the data have changed since they were read, the offers are checked again with what is
        there now, and stand where they belong now.

        Raises
        ------
        ValueError
            If the data have changed and an offer no longer fits, or another writer does not end.
        OSError
            If a file cannot be written; the others are as they were.

        """
        with locked(self.folder):
            if _held(self.folder) != self.old:
                self._again()
            self._write()
            if (self.folder / "schema").is_dir():
                write_schemas(self.folder)

    def _again(self) -> None:
        """Plan anew with the data as they are now."""
        fresh = plan(self.folder, deepcopy(self.asked), today=self.today)
        for old, new in zip(self.offers, fresh.offers):
            if old.fits and not new.fits:
                reason = (new.refused or [f"'{new.known}' is there already"])[0]
                raise ValueError(
                    f"the data have changed meanwhile and {new.label} no longer fits: {reason}; "
                    "nothing was written, run the command again"
                )
        self.offers, self.warnings = fresh.offers, fresh.warnings
        self.old, self.new = fresh.old, fresh.new

    def _write(self) -> None:
        done: list[tuple[Path, bytes]] = []
        try:
            for name, new in self.new.items():
                if new != self.old[name]:
                    done.append((write_whole(self.folder / f"{name}.yaml", new), self.old[name]))
        except OSError:
            for path, old in done:
                write_whole(path, old)
            raise


def plan(folder: str | Path | None, offers: Sequence[Offer], *, today: date | None = None) -> Plan:
    """Find out what can be entered: every offer that fits, checked together with the whole record.

    Offers that are refused, or known already, are marked so. A source whose address is known goes
    by the name it has.

    Raises
    ------
    DataError
        If the data have problems before anything is added.

    """
    home, asked = find(folder), deepcopy([*offers])
    before = sound(home, today=today)
    old = _held(home)
    recognise_sources(offers, items_of(old["sources"], TOPS["sources"]))
    recognise_estimates(offers, items_of(old["estimates"], TOPS["estimates"]))
    for _ in range(ROUNDS):
        new = _inserted(old, offers)
        problems = _checked(home.resolve(), old | new, today)
        if not (errors := [problem for problem in problems if _hinders(problem)]):
            break
        _refuse(errors, offers)
    else:
        for offer in [offer for offer in offers if offer.fits]:
            offer.refused.append("hangs on others that were refused; mend those first")
        new, problems = {}, before
    shown = {(problem.where, problem.message) for problem in before}
    warnings = [
        problem
        for problem in problems
        if problem.severity == "warning" and (problem.where, problem.message) not in shown
    ]
    return Plan(home, list(offers), old, new, warnings, asked, today)


def _held(home: Path) -> dict[str, bytes]:
    return {name: (home / f"{name}.yaml").read_bytes() for name in TOPS}


def sound(folder: str | Path | None, *, today: date | None = None) -> tuple[Problem, ...]:
    """The warnings of a record that can be added to; its lists may still be empty.

    Raises
    ------
    DataError
        If it has problems; they are to be mended first.

    """
    found = check(folder, today=today)
    if any(map(_hinders, found)):
        raise DataError(problems=found, status=1)
    return found


def _hinders(problem: Problem) -> bool:
    """Whether nothing can be added before it is mended: an error, and more than an empty list."""
    return problem.severity == "error" and problem.where not in ("estimates", "references")


def _inserted(old: Mapping[str, bytes], offers: Sequence[Offer]) -> dict[str, bytes]:
    """The files with every offer that fits."""
    chosen = [offer for offer in offers if offer.fits]
    sources = {str(o.source["id"]): (o, o.source) for o in reversed(chosen) if o.source}
    estimates = {str(o.estimate["id"]): (o, o.estimate) for o in chosen if o.estimate}
    pages = _put(old["sources"], "sources", [*sources.values()], lambda entry: str(entry["id"]))
    made = old["estimates"]
    for offer in chosen:
        if offer.to:
            made, offer.line = extend(made, "estimates", offer.to, offer.pages)
    return {
        "sources": pages,
        "estimates": _put(made, "estimates", list(estimates.values()), _estimate_key),
    }


def _put(
    raw: bytes,
    name: str,
    offered: Sequence[tuple[Offer, dict[str, Any]]],
    key: Callable[[Mapping[str, Any]], Key],
) -> bytes:
    """One file with the entries that are offered for it; each offer learns its line."""
    if not offered:
        return raw
    entries = [ordered(entry) for _, entry in offered]
    try:
        made, lines = insert(raw, TOPS[name], entries, key, last=name == "sources")
    except SyntaxFault as error:
        raise ValueError(
            f"with {len(entries):,} more entries {name}.yaml could not be read again ({error}); "
            "enter fewer at a time"
        ) from None
    for (offer, _), line in zip(offered, lines):
        offer.line = line
    return made


def _estimate_key(entry: Mapping[str, Any]) -> tuple[date, date, date]:
    """The day it describes, then the day it was stated; what cannot be read stands last and is
    refused by the checks.
    """
    try:
        as_of, stated = parse_date(str(entry["as_of"])), parse_date(str(entry["stated"]))
    except ValueError:
        return date.max, date.max, date.max
    return as_of.first, as_of.last, stated.first


def _checked(home: Path, files: Mapping[str, bytes], today: date | None) -> tuple[Problem, ...]:
    """The problems that a folder with these files would have."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / home.name
        copy.mkdir()
        for name, raw in files.items():
            (copy / f"{name}.yaml").write_bytes(raw)
        return check(copy, today=today)


def _refuse(errors: Sequence[Problem], offers: Sequence[Offer]) -> None:
    """Refuse every offer that an error lies in or names; all of them where none can be blamed."""
    chosen = [offer for offer in offers if offer.fits]
    owners = {
        f"{file}:{entry['id']}": offer
        for offer in chosen
        for file, entry in (("sources", offer.source), ("estimates", offer.estimate))
        if entry
    } | {f"estimates:{offer.to}": offer for offer in chosen if offer.to}
    for problem in errors:
        file = problem.position.file.rpartition("/")[2].removesuffix(".yaml")
        names = [f"{file}:{name}" for name in _beginnings(problem.where)]
        names += [f"estimates:{name}" for name in re.findall(r"'([^']+)'", problem.message)]
        if blamed := next((owners[name] for name in names if name in owners), None):
            blamed.refused.append(f"{problem.where}: {problem.message}")
    if all(offer.fits for offer in chosen):
        for offer in chosen:
            offer.refused += [
                f"{problem.where}: {problem.message}".removeprefix(": ") for problem in errors[:3]
            ]


def _beginnings(where: str) -> Iterator[str]:
    """``a.b.c``, ``a.b``, ``a``: an id may hold dots."""
    while where:
        yield where
        where = where.rpartition(".")[0]
