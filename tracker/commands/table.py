"""``tracker table TABLE``: a table to cite, printed or written to a file."""

from __future__ import annotations

import argparse
import sys

from tracker.cli import add_data_options


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "table", help="a table to cite; the file's ending chooses the format"
    )
    add_view(command)
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write .md, .html, .tex, .csv, .xlsx, .docx or .txt (default: print)",
    )


def add_view(command: argparse.ArgumentParser) -> None:
    """Options that choose a table: its name, metric, place, dates and method."""
    command.add_argument(
        "table",
        metavar="TABLE",
        help="summary, figures, parties, timeline, revisions, disagreements or sources",
    )
    command.add_argument("--metric", metavar="M", help="one metric of the codebook (default: all)")
    command.add_argument("--place", metavar="P", help="one place of the codebook (default: all)")
    command.add_argument(
        "--method",
        metavar="NAME",
        default="envelope",
        help="envelope (default), agreement, pool, random_effects or model",
    )
    add_data_options(command)


def chosen(args):
    """The table that the options ask for."""
    import tracker as tk

    data = tk.load(args.data)
    made = tk.table(
        data,
        args.table,
        metric=args.metric,
        place=args.place,
        on=args.on,
        known_on=args.known_on,
        method=args.method,
    )
    remark_uncommitted(data)
    return made


def remark_uncommitted(data) -> None:
    """Say on standard error when the data are in no commit: what is printed from them could not be
    traced later.
    """
    from tracker.publish.citing.git_history import has_uncommitted

    if has_uncommitted(data.folder):
        print(
            "the data have uncommitted changes; commit them before you publish, or verify will "
            "not find this state",
            file=sys.stderr,
        )


def run(args) -> int:
    """Print the table, or write it where ``-o`` says."""
    made = chosen(args)
    if args.output:
        made.save(args.output)
        print(f"wrote {args.output}", file=sys.stderr)
    else:
        sys.stdout.write(made.text("text"))
    return 0
