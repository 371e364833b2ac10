"""``tracker cite TABLE``: the table's own entry and every source it uses."""

from __future__ import annotations

import sys
from pathlib import Path

from tracker.commands.table import add_view, chosen
from tracker.curate.files import write_whole

FORMS = {"bibtex": ".bib", "csl-json": ".json", "ris": ".ris", "text": ".txt"}


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser("cite", help="how to cite a table, and every source it uses")
    add_view(command)
    command.add_argument("--format", choices=FORMS, help="default: that of the file's ending (.bib, .json, .ris, .txt), else bibtex")
    command.add_argument("-o", "--output", metavar="FILE", help="write to a file (default: print)")


def run(args) -> int:
    """Print the citations, or write them where ``-o`` says."""
    ending = Path(args.output or "").suffix.lower()
    by_ending = next((form for form, own in FORMS.items() if own == ending), "bibtex")
    text = chosen(args).cite(args.format or by_ending)
    if args.output:
        write_whole(args.output, text)
        print(f"wrote {args.output}", file=sys.stderr)
    else:
        sys.stdout.write(text)
    return 0
