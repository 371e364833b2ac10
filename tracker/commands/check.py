"""``tracker check`` and ``tracker schema``: what a curator runs on the files."""

from __future__ import annotations

import argparse
import sys
from operator import attrgetter
from typing import TYPE_CHECKING

from tracker.commands.options import Commands, add_data_options, add_example

if TYPE_CHECKING:
    from tracker.curate.model import Problem

_PLACE = attrgetter("file", "line", "column")


def add_check(commands: Commands) -> None:
    """Add ``tracker check``."""
    command = commands.add_parser(
        "check",
        help="report every problem in the data",
        description="Report every problem in the data: file, line, column, remedy.",
    )
    add_data_options(command, dates=False)
    command.add_argument("--strict", action="store_true", help="let warnings fail too")
    command.add_argument(
        "--against",
        metavar="REV",
        help="also report what changed since a commit: ids that vanished (status 1), numbers, days "
        "and parties",
    )
    command.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text (default), json, or github (annotations on a pull request)",
    )
    add_example(command, "tracker check --strict --format github")
    command.set_defaults(run=run_check)


def run_check(args: argparse.Namespace) -> int:
    """Print the problems; 1 if there are errors, or warnings under ``--strict``.

    A record with errors is not compared: what could not be read would seem to be gone.
    """
    from tracker.curate.checks.rules import misread
    from tracker.curate.load import checked, load

    problems, sources = checked(args.data)
    if args.against and not any(problem.severity == "error" for problem in problems):
        from tracker.publish.against import changes

        problems += changes(load(args.data), args.against)
        problems = tuple(sorted(problems, key=lambda one: _PLACE(one.position)))
    errors = sum(problem.severity == "error" for problem in problems)
    sys.stdout.write(FORMATS[args.format](problems))
    print(_summary(errors, len(problems) - errors), file=sys.stderr)
    if misread(problems):
        print(
            "slips and what is unused are looked for once estimates.yaml has no such problem",
            file=sys.stderr,
        )
    if lacking := _lacking(sources):
        print(lacking, file=sys.stderr)
    return int(errors > 0 or (args.strict and len(problems) > 0))


def _summary(errors: int, warnings: int) -> str:
    def count(number: int, word: str) -> str:
        return f"{number or 'no'} {word}{'' if number == 1 else 's'}"

    return count(errors, "problem") + (f", {count(warnings, 'warning')}" if warnings else "")


def _lacking(sources: dict[str, int]) -> str:
    """How many sources lack what their references should have; empty where none does."""
    names = {"title": "a title", "issued": "a day", "author": "an author"}
    lacking = [f"{sources[name]:,} {words}" for name, words in names.items() if sources[name]]
    first = f"of {sources['']:,} source{'' if sources[''] == 1 else 's'}, "
    verb = " lacks " if lacking and lacking[0].startswith("1 ") else " lack "
    return f"{first}{', '.join(lacking).replace(' ', verb, 1)}" if lacking else ""


def _text(problems: tuple[Problem, ...]) -> str:
    return "".join(f"{problem}\n" for problem in problems)


def _json(problems: tuple[Problem, ...]) -> str:
    import json

    rows = [
        {
            "severity": p.severity,
            "file": p.position.file,
            "line": p.position.line,
            "column": p.position.column,
            "where": p.where,
            "message": p.message,
        }
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _github(problems: tuple[Problem, ...]) -> str:
    return "".join(
        f"::{p.severity} "
        f"file={_escaped(p.position.file, True)},line={p.position.line},col={p.position.column}::"
        f"{_escaped(f'{p.where}: {p.message}' if p.where else p.message)}\n"
        for p in problems
    )


def _escaped(text: str, inside: bool = False) -> str:
    """As workflow commands of GitHub Actions want it."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if inside else text


FORMATS = {"text": _text, "json": _json, "github": _github}


def add_schema(commands: Commands) -> None:
    """Add ``tracker schema``."""
    command = commands.add_parser(
        "schema",
        help="write the JSON Schemas that editors read",
        description="Write schema/*.schema.json in the data folder: what editors need to complete "
        "the names of parties, "
        "metrics, places and sources, and to underline slips. Run it after adding names by hand. "
        "It also brings "
        "the tables of fields and checks in README.md up to date, and the form for GitHub where "
        "there is one beside the folder.",
    )
    add_data_options(command, dates=False)
    add_example(command, "tracker schema --data otherwar/data")
    command.set_defaults(run=run_schema)


def run_schema(args: argparse.Namespace) -> int:
    """Write the files that change."""
    from tracker.curate.entry.issue import write_issue_form
    from tracker.curate.files import locked
    from tracker.curate.load import find
    from tracker.curate.manual import write_manual
    from tracker.curate.schema import write_schemas

    home = find(args.data)
    with locked(home):
        changed = write_schemas(home) + write_manual(home) + write_issue_form(home)
    for path in changed:
        print(f"wrote {path}", file=sys.stderr)
    if not changed:
        print("everything is up to date", file=sys.stderr)
    return 0
