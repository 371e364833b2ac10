"""``tracker add``, ``import`` and ``sources``: three ways into the files."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tracker.commands.options import Commands, UseError, add_data_options, pair
from tracker.curate import fields

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.curate.entry.offers import Offer
    from tracker.curate.entry.plan import Plan


OPTIONS = tuple(
    field for field in fields.ESTIMATE if field.kind != "mapping" and field.name != "sources"
)


def add_add(commands: Commands) -> None:
    """Add ``tracker add``."""
    command = commands.add_parser(
        "add",
        help="a new entry, from options or by asking",
        description="Write a new entry at its place in date order, and a new source with it. On a "
        "terminal it asks for what "
        "is missing. Nothing is written that would not pass the checks.",
    )
    for field in OPTIONS:
        command.add_argument(
            f"--{field.name.replace('_', '-')}", metavar="X", help=field.meaning.replace("%", "%%")
        )
    command.add_argument(
        "--figure",
        metavar="METRIC=WORDS",
        action="append",
        default=[],
        type=pair,
        help="such as killed='about 300'; more of it as killed.covers='one week' (repeatable)",
    )
    command.add_argument(
        "--source",
        metavar="NAME",
        action="append",
        default=[],
        help="a key of sources.yaml (repeatable)",
    )
    command.add_argument(
        "--new-source",
        metavar="FIELD=TEXT",
        action="append",
        default=[],
        type=pair,
        help="a field of a source that is not there yet, such as URL=https://... (repeatable)",
    )
    command.add_argument("--dry-run", action="store_true", help="only show what would be written")
    add_data_options(command, dates=False)
    command.set_defaults(run=run_add)


def run_add(args: argparse.Namespace) -> int:
    """Ask if need be, check, write; 1 if the entry would not pass the checks."""
    from tracker.curate.entry.forms import read_form
    from tracker.curate.entry.offers import Offer
    from tracker.curate.entry.plan import plan
    from tracker.curate.entry.text import ordered, written
    from tracker.curate.load import find

    folder = find(args.data)
    form = _form(args, folder)
    asked = _asked(form, folder)
    estimate, source = read_form(form)
    offer = Offer("the entry", estimate, source)
    planned = plan(folder, [offer])
    if not offer.fits:
        for reason in offer.refused or [f"'{offer.known}' is there already, word for word"]:
            print(f"tracker: {reason}", file=sys.stderr)
        if asked:
            print(f"nothing was written; again: {_command(form)}", file=sys.stderr)
        return 1
    for entry in filter(None, (offer.source, offer.estimate)):
        print("\n".join(written(ordered(entry), 2)), end="\n\n")
    for problem in planned.warnings:
        print(f"warning: {problem.where}: {problem.message}", file=sys.stderr)
    place = f"{folder.resolve().name}/estimates.yaml:{offer.line}"
    if args.dry_run or (
        asked and input(f"write it to {place}? [Y/n] ").strip().lower() not in ("", "y", "yes")
    ):
        print("nothing was written", file=sys.stderr)
        return 0
    planned.write()
    _refresh(planned)
    print(f"wrote {estimate['id']} to {place}", file=sys.stderr)
    return 0


def _form(args: argparse.Namespace, folder: Path) -> dict[str, str]:
    """What the options give, by the names that forms use."""
    from tracker.curate.checks.read import metric_names
    from tracker.curate.entry.forms import unknown

    given = {field.name: getattr(args, field.name) for field in OPTIONS}
    form = {name: value for name, value in given.items() if value}
    pairs = [*args.figure, *((f"source.{name}", value) for name, value in args.new_source)]
    for line in unknown((name for name, _ in pairs), metric_names(folder)):
        raise UseError(line)
    for name, value in pairs:
        if name in form:
            raise UseError(f"'{name}' is given twice; give it once")
        form[name] = value
    if args.source:
        form["sources"] = " ".join(args.source)
    return form


def _asked(form: dict[str, str], folder: Path) -> bool:
    """Ask for what is missing, on a terminal only; gives whether anything was asked."""
    from datetime import date

    from tracker.commands.interview import Questions
    from tracker.curate.checks.problems import Report
    from tracker.curate.checks.read import read_record
    from tracker.curate.entry.forms import read_form
    from tracker.curate.entry.plan import sound

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        try:
            read_form(form)
        except ValueError as error:
            raise UseError(
                f"{error}; give options for it (tracker add --help), or run this on a terminal to "
                "be "
                "asked"
            ) from None
        return False
    sound(folder)
    report = Report(folder.resolve().name)
    record = read_record(folder, date.today(), report)
    try:
        return Questions(record, report).fill(form)
    except EOFError:
        raise UseError("stopped; nothing was written") from None


def _command(form: dict[str, str]) -> str:
    """The command line that gives this form."""
    from shlex import join

    words = ["tracker", "add"]
    for name, value in form.items():
        if name == "sources":
            words += [word for source in value.split() for word in ("--source", source)]
        elif name in {field.name for field in OPTIONS}:
            words += [f"--{name.replace('_', '-')}", value]
        elif value:
            words += (
                ["--new-source", f"{name.removeprefix('source.')}={value}"]
                if name.startswith("source.")
                else ["--figure", f"{name}={value}"]
            )
    return join(words)


def add_import(commands: Commands) -> None:
    """Add ``tracker import``."""
    command = commands.add_parser(
        "import",
        help="rows of a .csv or .xlsx file become entries",
        description="Rows of a table become entries: one row a statement, one column a field or a "
        "metric (data/README.md). "
        "Says row by row what would be entered where, or why not; writes with --write.",
    )
    command.add_argument(
        "file", metavar="FILE", help="a .csv (UTF-8) or .xlsx file; its first row names the columns"
    )
    command.add_argument(
        "--write",
        action="store_true",
        help="write what is not refused (default: only say what would be)",
    )
    add_data_options(command, dates=False)
    command.set_defaults(run=run_import)


def run_import(args: argparse.Namespace) -> int:
    """Report each row, write if asked to; 1 if any was refused."""
    from tracker.curate.entry.spreadsheet import plan_import

    plan, sheet = plan_import(args.data, args.file)
    if sheet.remark:
        print(sheet.remark, file=sys.stderr)
    return _report(plan, write=args.write)


def add_sources(commands: Commands) -> None:
    """Add ``tracker sources``."""
    command = commands.add_parser(
        "sources",
        help="references exported from Zotero become sources",
        description="References from a reference manager become sources; those that are there, by "
        "address or by name, are "
        "left as they are. Says what would be entered, or why not; writes with --write.",
    )
    command.add_argument(
        "file", metavar="FILE", help="BibTeX (.bib), CSL JSON (.json) or CSL YAML (.yaml)"
    )
    command.add_argument(
        "--write",
        action="store_true",
        help="write what is not refused (default: only say what would be)",
    )
    add_data_options(command, dates=False)
    command.set_defaults(run=run_sources)


def run_sources(args: argparse.Namespace) -> int:
    """Report each reference, write if asked to; 1 if any was refused."""
    from tracker.curate.entry.bibliography import plan_sources

    return _report(plan_sources(args.data, args.file), write=args.write, quiet=("unused",))


def _report(plan: Plan, *, write: bool, quiet: tuple[str, ...] = ()) -> int:
    """Print one line for each offer, write what fits if asked to; 1 if anything was refused, else
    0.

    Warnings of the rules in ``quiet`` are not repeated.
    """
    for offer in plan.offers:
        for line in _lines(offer, plan.folder.resolve().name):
            print(line)
    for problem in plan.warnings:
        if problem.rule not in quiet:
            print(f"warning: {problem.where}: {problem.message}", file=sys.stderr)
    entered = sum(offer.fits for offer in plan.offers)
    refused = sum(bool(offer.refused) for offer in plan.offers)
    if write and entered:
        plan.write()
        _refresh(plan)
    known = len(plan.offers) - entered - refused
    print(
        ", ".join(
            [
                f"{entered} {'entered' if write else 'would be entered'}",
                f"{refused} refused",
                *([f"{known} there already"] if known else []),
            ]
        )
        + ("" if write or not entered else "; nothing is written yet: give --write"),
        file=sys.stderr,
    )
    return int(refused > 0)


def _refresh(plan: Plan) -> None:
    """Bring the editors' schemas up to date, where the folder has any."""
    from tracker.curate.schema import write_schemas

    if (plan.folder / "schema").is_dir():
        write_schemas(plan.folder)


def _lines(offer: Offer, folder: str) -> list[str]:
    if offer.refused:
        return [f"{offer.label}: refused: {reason}" for reason in offer.refused]
    name = (
        offer.estimate["id"]
        if offer.estimate
        else offer.source["id"]
        if offer.source
        else offer.known
    )
    file = "estimates" if offer.estimate else "sources"
    place = (
        f"there already as {name}"
        if offer.known
        else f"{name} in {folder}/{file}.yaml:{offer.line}"
    )
    return [f"{offer.label}: {place}"]
