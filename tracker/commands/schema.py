"""``tracker schema``: what editors need to complete names and underline slips."""

from __future__ import annotations

import sys

from tracker.cli import add_data_options


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "schema",
        help="write the JSON Schemas that editors read",
        description="Write schema/*.schema.json in the data folder: what editors need to complete "
        "the names of parties, "
        "metrics, places and sources, and to underline slips. Run it after adding names by hand. "
        "It also brings "
        "the tables of fields and checks in README.md up to date.",
    )
    add_data_options(command, dates=False)


def run(args) -> int:
    """Write the files that change."""
    from tracker.curate.manual import write_manual
    from tracker.curate.schema import write_schemas

    changed = write_schemas(args.data) + write_manual(args.data)
    for path in changed:
        print(f"wrote {path}", file=sys.stderr)
    if not changed:
        print("everything is up to date", file=sys.stderr)
    return 0
