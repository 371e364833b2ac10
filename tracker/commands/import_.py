"""``tracker import FILE``: rows of a table become entries."""

from __future__ import annotations

import sys

from tracker.cli import add_data_options


def add_parser(commands) -> None:
    """Add the command."""
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


def run(args) -> int:
    """Report each row, write if asked to; 1 if any was refused."""
    from tracker.commands.entering import report
    from tracker.curate.entry.spreadsheet import plan_import

    plan, sheet = plan_import(args.data, args.file)
    if sheet.remark:
        print(sheet.remark, file=sys.stderr)
    return report(plan, write=args.write)
