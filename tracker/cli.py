"""The command line: one parser, the commands' modules in ``tracker.commands``, one place for
errors.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from importlib import import_module
from typing import NoReturn

from tracker import __version__
from tracker.commands.options import UseError

COMMANDS = {
    "check": "check",
    "ranges": "ask",
    "explain": "ask",
    "trend": "ask",
    "rates": "ask",
    "ratio": "ask",
    "track-record": "ask",
    "table": "publish",
    "plot": "publish",
    "cite": "publish",
    "verify": "compare",
    "diff": "compare",
    "add": "enter",
    "import": "enter",
    "sources": "enter",
    "schema": "check",
    "export": "publish",
    "report": "publish",
}
"""Each command and the module of ``tracker.commands`` that has its ``add_COMMAND`` (with
underscores).
"""


class _Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` says what it takes\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line; importing it loads no numerical library."""
    top = _Parser(
        prog="tracker",
        description="Conflicting estimates of a war, reconciled into ranges to chart and cite.",
    )
    top.add_argument("--version", action="version", version=f"tracker {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        getattr(import_module(f"tracker.commands.{module}"), f"add_{name.replace('-', '_')}")(
            commands
        )
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns 0 (fine), 1 (problems found) or 2 (wrong use)."""
    _ready_streams()
    try:
        args = parser().parse_args(argv)
    except SystemExit as stop:  # argparse has printed its line
        return int(stop.code or 0)
    try:
        status = int(args.run(args))
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader, e.g. `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("tracker: stopped", file=sys.stderr)
        return 130
    except (UseError, ValueError) as error:  # DataError is a ValueError that carries its own status
        print(f"tracker: {error}", file=sys.stderr)
        return getattr(error, "status", 2)
    except OSError as error:
        print(f"tracker: {_file_trouble(error)}", file=sys.stderr)
        return 2


def _ready_streams() -> None:
    """Output is UTF-8 in any locale; a stream that was closed from outside (``>&-``) is None, and
    leads nowhere instead.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.StringIO())
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")


def _file_trouble(error: OSError) -> str:
    path = f"'{error.filename}'" if error.filename else "a file"
    remedy = (
        "make room"
        if error.errno in (errno.ENOSPC, errno.EDQUOT)
        else "check the path and its permissions"
    )
    return f"cannot read or write {path}: {error.strerror or error}; {remedy}"
