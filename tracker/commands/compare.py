"""``tracker diff`` and ``tracker verify``: two states of the data."""

from __future__ import annotations

import argparse
import os
import sys
import warnings

import tracker as tk
from tracker.commands.options import DATA, Option, UseError, declare, formats


@declare(
    "diff",
    "what changed in meaning between two states of the data",
    Option(
        "revisions",
        metavar="REV",
        nargs="*",
        default=[],
        help="none: the last commit and the files as they are; one: that and the files; two: both",
    ),
    formats("text", "md", "json"),
    DATA,
    examples=("tracker diff HEAD~1 --format md",),
)
def run_diff(args: argparse.Namespace) -> int:
    """Print the changes; exit status 0 whether or not there are any."""
    from tracker.publish.citing.diff import diff, diff_text
    from tracker.publish.citing.git_history import history

    if len(args.revisions) > 2:
        raise UseError("diff takes at most two revisions; quote names that hold spaces")
    new = tk.load(args.data)
    past = history(new.folder)
    old = past.dataset(args.revisions[0] if args.revisions else "HEAD")
    if len(args.revisions) == 2:
        new = past.dataset(args.revisions[1])
    sys.stdout.write(diff_text(diff(old, new), args.format))
    return 0


@declare(
    "verify",
    "has a printed table changed since? (exit status 0 no, 1 yes)",
    Option(
        "line",
        metavar="LINE|FILE",
        help="a provenance line in quotes, or a file that contains some",
    ),
    DATA,
    examples=("tracker verify paper.docx",),
)
def run_verify(args: argparse.Namespace) -> int:
    """Say of each line unchanged, or changed and which figures; exit status 1 if any changed, 2 if
    one cannot be read.
    """
    from tracker.publish.verify import verify_all

    data, text = tk.load(args.data), _text(args.line)
    with warnings.catch_warnings(record=True) as unread:
        warnings.simplefilter("always", UserWarning)
        verdicts = verify_all(data, text)
    sys.stdout.write("".join(f"{verdict}\n" for verdict in verdicts))
    if unread:
        raise UseError("; ".join(str(one.message) for one in unread))
    return 0 if all(verdict.state == "unchanged" for verdict in verdicts) else 1


def _text(given: str) -> str:
    """The line itself, or what the file of that name holds."""
    from pathlib import Path

    from tracker.publish.citing.text import text_of
    from tracker.publish.citing.typeset import untypeset

    if os.path.exists(given):
        return text_of(Path(given))
    if ";" not in untypeset(given):
        raise UseError(
            f"no file '{given}', and it is no provenance line; quote the whole line from under "
            "the table"
        )
    return given
