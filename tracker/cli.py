"""The command line: one parser, one module in ``tracker.commands`` for each command, one place for
errors.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from importlib import import_module

from tracker import __version__
from tracker.curate.words.dates import parse_day

COMMANDS = (
    "check",
    "ranges",
    "explain",
    "trend",
    "table",
    "plot",
    "cite",
    "verify",
    "diff",
    "add",
    "import",
    "sources",
    "schema",
    "export",
    "report",
)


class _Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong."""

    def error(self, message: str):
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` says what it takes\n")


class UseError(Exception):
    """Wrong use of a command: one line with the remedy, exit status 2."""


def parser() -> argparse.ArgumentParser:
    """The whole command line; importing it loads no numerical library."""
    top = _Parser(
        prog="tracker",
        description="Conflicting estimates of a war, reconciled into ranges to chart and cite.",
    )
    top.add_argument("--version", action="version", version=f"tracker {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        _module(name).add_parser(commands)
    return top


def add_data_options(command: argparse.ArgumentParser, *, dates: bool = True) -> None:
    """Add ``--data`` and, where a view of the data is asked for, ``--on`` and ``--known-on``."""
    command.add_argument(
        "--data", metavar="DIR", help="the data folder (default: data/, searched for upward)"
    )
    if dates:
        command.add_argument(
            "--on", type=_day, metavar="DATE", help="the day asked about (default: last stated)"
        )
        command.add_argument(
            "--known-on",
            type=_day,
            metavar="DATE",
            help="use only what had been stated by this day (default: last stated)",
        )


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns 0 (fine), 1 (problems found) or 2 (wrong use)."""
    _ready_streams()
    try:
        args = parser().parse_args(argv)
    except SystemExit as stop:  # argparse has printed its line
        return int(stop.code or 0)
    try:
        status = _module(args.command).run(args) or 0
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


def _home(name: str) -> str:
    return "tracker.commands." + {"import": "import_"}.get(name, name)


def _module(name: str):
    return import_module(_home(name))


def _day(text: str):
    try:
        return parse_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _file_trouble(error: OSError) -> str:
    path = f"'{error.filename}'" if error.filename else "a file"
    remedy = (
        "make room"
        if error.errno in (errno.ENOSPC, errno.EDQUOT)
        else "check the path and its permissions"
    )
    return f"cannot read or write {path}: {error.strerror or error}; {remedy}"
