"""``tracker cite TABLE``: the table's own entry and every source it uses."""

from __future__ import annotations

import sys
from pathlib import Path

from tracker.cli import UseError
from tracker.commands.table import add_view, chosen
from tracker.curate.files import write_whole

FORMS = {"bibtex": ".bib", "csl-json": ".json", "ris": ".ris", "text": ".txt"}


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser("cite", help="how to cite a table, and every source it uses")
    add_view(command)
    command.add_argument(
        "--format",
        choices=FORMS,
        help="default: that of the file's ending (.bib, .json, .ris, .txt), else bibtex",
    )
    command.add_argument("-o", "--output", metavar="FILE", help="write to a file (default: print)")


def run(args) -> int:
    """Print the citations, or write them where ``-o`` says."""
    ending = Path(args.output or "").suffix.lower()
    by_ending = {own: form for form, own in FORMS.items()}
    if ending not in by_ending and args.output and not args.format:
        raise UseError(
            f"'{args.output}' names no citation format; let it end in {', '.join(by_ending)}, or "
            "say --format"
        )
    text = chosen(args).cite(args.format or by_ending.get(ending, "bibtex"))
    if args.output:
        write_whole(args.output, text)
        print(f"wrote {args.output}", file=sys.stderr)
    else:
        sys.stdout.write(text)
    return 0
