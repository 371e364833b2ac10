"""``tracker verify LINE | FILE``: has a printed table changed since?"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tracker.cli import UseError, add_data_options


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "verify", help="has a printed table changed since? (exit status 0 no, 1 yes)"
    )
    command.add_argument(
        "line",
        metavar="LINE|FILE",
        help="a provenance line in quotes, or a file that contains some",
    )
    add_data_options(command, dates=False)


def run(args) -> int:
    """Say of each line unchanged, or changed and which figures; exit status 1 if any changed."""
    import tracker as tk
    from tracker.publish.citing.verify import verify_all, written

    verdicts = verify_all(tk.load(args.data), _text(args.line))
    sys.stdout.write("".join(map(written, verdicts)))
    return 0 if all(verdict.state == "unchanged" for verdict in verdicts) else 1


def _text(given: str) -> str:
    """The line itself, or what the file of that name holds."""
    if "known on" in given or not os.path.exists(given):
        if "known on" not in given:
            raise UseError(
                f"no file '{given}', and it is no provenance line; quote the whole line from "
                "under the table"
            )
        return given
    from tracker.publish.citing.text import text_of

    return text_of(Path(given))
