"""``tracker check`` and ``tracker schema``: what a curator runs on the files."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tracker.commands.options import DATA, Option, declare, formats

if TYPE_CHECKING:
    from tracker.curate.model import Problem


@declare(
    "check",
    "report every problem in the data",
    DATA,
    Option("--strict", action="store_true", help="let warnings fail too"),
    Option(
        "--against",
        metavar="REV",
        help="also report what changed since a commit: ids that vanished (status 1), numbers, days "
        "and parties",
    ),
    formats(
        "text",
        "json",
        "github",
        words="text (default), json, or github (annotations on a pull request)",
    ),
    description="Report every problem in the data: file, line, column, remedy.",
    examples=("tracker check --strict --format github",),
)
def run_check(args: argparse.Namespace) -> int:
    """Print the problems; 1 if there are errors, or warnings under ``--strict``.

    A record with errors is not compared: what could not be read would seem to be gone.
    """
    from tracker.curate.checks.rules import misread
    from tracker.curate.load import checked, load

    problems, sources = checked(args.data)
    if args.against and not any(problem.severity == "error" for problem in problems):
        from tracker.curate.checks.problems import BY_PLACE
        from tracker.publish.against import changes_since

        since = changes_since(load(args.data), args.against)
        problems = tuple(sorted(problems + since, key=BY_PLACE))
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
    from tracker.reconcile.numbers import counted

    problems = counted(errors, "problem") if errors else "no problems"
    return problems + (f", {counted(warnings, 'warning')}" if warnings else "")


def _lacking(sources: dict[str, int]) -> str:
    """How many sources lack what their references should have; empty where none does."""
    from tracker.reconcile.numbers import counted

    names = {"title": "a title", "issued": "a day", "author": "an author"}
    lacking = [f"{sources[name]:,} {words}" for name, words in names.items() if sources[name]]
    first = f"of {counted(sources[''], 'source')}, "
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


@declare(
    "schema",
    "write the JSON Schemas that editors read",
    DATA,
    description="Write schema/*.schema.json in the data folder: what editors need to complete "
    "the names of parties, metrics, places and sources, and to underline slips. Run it after "
    "adding names by hand. It also brings the tables of fields and checks in README.md up to "
    "date, and the form for GitHub where there is one beside the folder.",
    examples=("tracker schema --data otherwar/data",),
)
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
