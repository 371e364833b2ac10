"""``tracker add``: one entry, from options or by asking."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from tracker.commands.options import DATA, Option, UseError, declare, pair, seen
from tracker.curate import fields

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.curate.entry.offers import Offer


LONGEST_FORM = 2**20  # bytes of a form; GitHub posts at most 65,536 characters


def a_figure(text: str) -> tuple[str, str]:
    """Metric and words, where a sign before the ``=`` is one of the words."""
    from tracker.curate.entry.forms import named_words

    name, words = named_words(text)
    return pair(f"{name}={words}" if words else text)


@declare(
    "add",
    "a new entry, from options or by asking",
    *(
        Option(
            f"--{field.name.replace('_', '-')}", metavar="X", help=field.meaning.replace("%", "%%")
        )
        for field in fields.ASKED_FOR
    ),
    Option(
        "--figure",
        metavar="METRIC=WORDS",
        action="append",
        default=[],
        type=a_figure,
        help="such as killed='about 300'; more of it as killed.covers='one week' (repeatable)",
    ),
    Option(
        "--source",
        metavar="NAME",
        action="append",
        default=[],
        help="a key of sources.yaml (repeatable)",
    ),
    Option(
        "--new-source",
        metavar="FIELD=TEXT",
        action="append",
        default=[],
        type=pair,
        help="a field of a source that is not there yet, such as URL=https://... (repeatable)",
    ),
    Option(
        "--to",
        metavar="ESTIMATE",
        help="an estimate that is there and gets the sources: one more page for a statement",
    ),
    Option(
        "--from-issue",
        metavar="FILE",
        help="the text that the form on GitHub posts, or - for standard input; other options win",
    ),
    Option("--dry-run", action="store_true", help="only show what would be written"),
    DATA,
    description="Write a new entry at its place in date order, and a new source with it. On a "
    "terminal it asks for what is missing. Nothing is written that would not pass the checks.",
    examples=(
        "tracker add                                     on a terminal, it asks for everything",
        "tracker add --to spy-2025-01-13 --source news   one more page for a statement",
        "tracker add --echoes spy-2025-01-13 --party ally --stated 2025-01-20 --source news",
        "tracker add --revises spy-2025-01-13 --stated 2025-02-01 --figure killed='about 350' \\",
        "    --new-source URL=https://example.org/page --new-source title='A page'",
    ),
)
def run_add(args: argparse.Namespace) -> int:
    """Ask if need be, check, write; 1 if the entry would not pass the checks."""
    from tracker.commands.prompt import Prompt
    from tracker.curate.entry.offers import offered
    from tracker.curate.entry.plan import plan
    from tracker.curate.entry.text import item_lines, ordered
    from tracker.curate.load import find

    folder = find(args.data)
    form = _form(args, folder)
    asked = _asked(form, folder)
    offer = offered("the entry", form)
    planned = plan(folder, [offer])
    if not offer.fits:
        there = "has the page already" if offer.to else "is there already, word for word"
        for reason in offer.refused or [f"'{offer.known}' {there}"]:
            print(f"tracker: {reason}", file=sys.stderr)
        if asked:
            print(f"nothing was written; again: {_command(form)}", file=sys.stderr)
        return 1
    for entry in filter(None, (offer.source, offer.estimate)):
        print("\n".join(item_lines(ordered(entry), 2)), end="\n\n")
    for remark in offer.remarks:
        print(seen(f"remark: {remark}"), file=sys.stderr)
    for problem in planned.warnings:
        print(f"warning: {problem.where}: {problem.message}", file=sys.stderr)
    question = f"write {_what(offer, folder)}?"
    if args.dry_run or (asked and not Prompt(input, print).agreed(question, otherwise=True)):
        print("nothing was written", file=sys.stderr)
        return 0
    sys.stdout.flush()  # what cannot be shown is not written
    planned.write()
    print(f"wrote {_what(planned.offers[0], folder)}", file=sys.stderr)
    return 0


def _what(offer: Offer, folder: Path) -> str:
    """What is written, and where."""
    place = f"{folder.resolve().name}/estimates.yaml:{offer.line}"
    if offer.estimate:
        return f"{offer.estimate['id']} to {place}"
    return f"{', '.join(offer.pages)} to the sources of {offer.to}, {place}"


def _form(args: argparse.Namespace, folder: Path) -> dict[str, str]:
    """What the options give, and the posted form beside them, by the names that forms use."""
    from tracker.curate.checks.read import codebook_names
    from tracker.curate.entry.forms import linked, resolved, unknown

    called = codebook_names(folder)
    form = resolved(_options(args), called)
    if args.from_issue:
        form = resolved(_posted(args.from_issue), called) | form
    for line in unknown(form, called["metrics"]):
        raise UseError(line)
    if args.to:
        return form | {"to": args.to}
    return linked(form, _estimates(folder)) if any(map(form.get, fields.LINKS)) else form


def _options(args: argparse.Namespace) -> dict[str, str]:
    form = {field.name: value for field in fields.ASKED_FOR if (value := getattr(args, field.name))}
    for name, value in [*args.figure, *((f"source.{name}", v) for name, v in args.new_source)]:
        if name in form:
            raise UseError(f"'{name}' is given twice; give it once")
        form[name] = value
    return form | ({"sources": " ".join(args.source)} if args.source else {})


def _posted(name: str) -> dict[str, str]:
    """The form in a file, or on standard input."""
    from tracker.curate.entry.issue import read_issue

    shown = "standard input" if name == "-" else f"'{name}'"
    with open(0 if name == "-" else name, "rb", closefd=name != "-") as file:
        raw = file.read(LONGEST_FORM + 1)
    if len(raw) > LONGEST_FORM:
        raise UseError(f"{shown} is longer than anything that the form posts")
    try:
        return read_issue(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UseError(f"{shown} is not UTF-8 text; save what the form posted as such") from None
    except ValueError as error:
        raise UseError(f"{shown}: {error}") from None


def _estimates(folder: Path) -> dict[str, dict[str, Any]]:
    """The estimates that are there, by id."""
    from tracker.curate.entry.insert import items_of
    from tracker.curate.entry.plan import sound
    from tracker.curate.reader.nodes import as_data

    sound(folder)
    items = map(as_data, items_of((folder / "estimates.yaml").read_bytes(), "estimates"))
    return {item["id"]: item for item in items}


def _asked(form: dict[str, str], folder: Path) -> bool:
    """Ask for what is missing, on a terminal only; gives whether anything was asked."""
    from tracker.commands.interview import Questions
    from tracker.curate.checks.problems import Report
    from tracker.curate.checks.read import read_record
    from tracker.curate.entry.forms import Missing
    from tracker.curate.entry.offers import offered
    from tracker.curate.entry.plan import sound
    from tracker.curate.words.dates import latest_day

    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    try:
        offered("", form)
    except Missing as error:
        if not terminal:
            raise UseError(
                f"{error}; give options for it (tracker add --help), or run this on a terminal to "
                "be asked"
            ) from None
    if not terminal:
        return False
    sound(folder)
    report = Report(folder.resolve().name)
    record = read_record(folder, latest_day(), report)
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
        elif name in {"to", *(field.name for field in fields.ASKED_FOR)}:
            words += [f"--{name.replace('_', '-')}", value]
        elif value:
            words += (
                ["--new-source", f"{name.removeprefix('source.')}={value}"]
                if name.startswith("source.")
                else ["--figure", f"{name}={value}"]
            )
    return join(words)
