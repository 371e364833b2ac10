"""``tracker add``: one new entry, from options or by asking."""

from __future__ import annotations

import argparse
import shlex
import sys
from datetime import date

from tracker.cli import UseError, add_data_options
from tracker.curate import fields

OPTIONS = tuple(
    field for field in fields.ESTIMATE if field.kind != "mapping" and field.name != "sources"
)


def add_parser(commands) -> None:
    """Add the command."""
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
        type=_pair,
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
        type=_pair,
        help="a field of a source that is not there yet, such as URL=https://... (repeatable)",
    )
    command.add_argument("--dry-run", action="store_true", help="only show what would be written")
    add_data_options(command, dates=False)


def run(args) -> int:
    """Ask if need be, check, write; 1 if the entry would not pass the checks."""
    from tracker.commands.entering import refresh
    from tracker.curate.entry.forms import read_form
    from tracker.curate.entry.offers import Offer
    from tracker.curate.entry.plan import plan
    from tracker.curate.entry.text import ordered, written
    from tracker.curate.load import find

    folder = find(args.data)
    form = _form(args, folder)
    asked = _asked(form, folder)
    offer = Offer("the entry", *read_form(form))
    made = plan(folder, [offer])
    if not offer.fits:
        for reason in offer.refused or [f"'{offer.known}' is there already, word for word"]:
            print(f"tracker: {reason}", file=sys.stderr)
        if asked:
            print(f"nothing was written; again: {_command(form)}", file=sys.stderr)
        return 1
    for entry in filter(None, (offer.source, offer.estimate)):
        print("\n".join(written(ordered(entry), 2)), end="\n\n")
    for problem in made.warnings:
        print(f"warning: {problem.where}: {problem.message}", file=sys.stderr)
    place = f"{folder.resolve().name}/estimates.yaml:{offer.line}"
    if args.dry_run or (
        asked and input(f"write it to {place}? [Y/n] ").strip().lower() not in ("", "y", "yes")
    ):
        print("nothing was written", file=sys.stderr)
        return 0
    made.write()
    refresh(made)
    print(f"wrote {offer.estimate['id']} to {place}", file=sys.stderr)
    return 0


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = (part.strip() for part in text.partition("="))
    if not sign or not name or not value:
        raise argparse.ArgumentTypeError(f"'{text}' lacks its name or its value; write NAME=VALUE")
    return name, value


def _form(args, folder) -> dict[str, str]:
    """What the options give, by the names that forms use."""
    from tracker.curate.checks.read import read_file
    from tracker.curate.entry.forms import unknown

    given = {field.name: getattr(args, field.name) for field in OPTIONS}
    form = {name: value for name, value in given.items() if value}
    pairs = [*args.figure, *((f"source.{name}", value) for name, value in args.new_source)]
    metrics = read_file(folder / "codebook.yaml").root.get("metrics")
    for line in unknown((name for name, _ in pairs), metrics.pairs):
        raise UseError(line)
    for name, value in pairs:
        if name in form:
            raise UseError(f"'{name}' is given twice; give it once")
        form[name] = value
    if args.source:
        form["sources"] = " ".join(args.source)
    return form


def _asked(form: dict[str, str], folder) -> bool:
    """Ask for what is missing, on a terminal only; gives whether anything was asked."""
    from tracker.commands.questions import Questions
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
    return shlex.join(words)
