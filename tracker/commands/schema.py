"""``tracker schema``: what editors need to complete names and underline slips."""

from __future__ import annotations

import sys

from tracker.cli import add_data_options


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "schema", help="write the JSON Schemas that editors read",
        description="Write schema/*.schema.json in the data folder: what editors need to complete the names of parties, "
                    "metrics, places and sources, and to underline slips. Run it after adding a party or metric by hand.")
    add_data_options(command, dates=False)


def run(args) -> int:
    """Write the files that change."""
    from tracker.curate.schema import write_schemas

    changed = write_schemas(args.data)
    for path in changed:
        print(f"wrote {path}", file=sys.stderr)
    if not changed:
        print("the schemas are up to date", file=sys.stderr)
    return 0
