"""``tracker diff [REV [REV]]``: what changed in meaning between two states of the data."""

from __future__ import annotations

import sys

from tracker.cli import add_data_options


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "diff", help="what changed in meaning between two states of the data"
    )
    command.add_argument(
        "revisions",
        metavar="REV",
        nargs="*",
        default=[],
        help="none: the last commit and the files as they are; one: that and the files; two: both",
    )
    command.add_argument("--format", choices=("text", "md", "json"), default="text")
    add_data_options(command, dates=False)


def run(args) -> int:
    """Print the changes; exit status 0 whether or not there are any."""
    import tracker as tk
    from tracker.cli import UseError
    from tracker.publish.citing.diff import diff, written
    from tracker.publish.citing.git_history import history

    if len(args.revisions) > 2:
        raise UseError("diff takes at most two revisions; quote names that hold spaces")
    new = tk.load(args.data)
    past = history(new.folder)
    old = past.dataset(args.revisions[0] if args.revisions else "HEAD")
    if len(args.revisions) == 2:
        new = past.dataset(args.revisions[1])
    sys.stdout.write(written(diff(old, new), args.format))
    return 0
