"""``tracker cite TABLE``: the table's own entry and every source it uses."""

from __future__ import annotations

import sys

from tracker.commands.table import add_view, chosen
from tracker.curate.files import write_whole

FORMS = ("bibtex", "csl-json", "ris", "text")


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser("cite", help="how to cite a table, and every source it uses")
    add_view(command)
    command.add_argument("--format", choices=FORMS, default="bibtex", help="default: bibtex")
    command.add_argument("-o", "--output", metavar="FILE", help="write to a file (default: print)")


def run(args) -> int:
    """Print the citations, or write them where ``-o`` says."""
    text = chosen(args).cite(args.format)
    if args.output:
        write_whole(args.output, text)
        print(f"wrote {args.output}", file=sys.stderr)
    else:
        sys.stdout.write(text)
    return 0
