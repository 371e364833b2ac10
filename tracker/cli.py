"""The command line: one parser, the commands' modules in ``tracker.commands``, one place for
errors.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from itertools import pairwise, takewhile
from typing import IO, Any, NoReturn

from tracker import __version__
from tracker.commands.options import DECLARED, UseError, seen

# Each command and the module of tracker.commands that declares it.
COMMANDS = {
    "init": "begin",
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
    "add": "add",
    "import": "enter",
    "sources": "enter",
    "schema": "check",
    "export": "publish",
    "report": "publish",
    "completion": "completion",
}


class _Once(argparse.Action):
    """Keeps the value of an option; a second one would silently win."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        given = namespace.__dict__.setdefault("given", set())
        if option_string and self.dest in given:
            parser.error(f"{option_string} is given twice; give it once")
        given.add(self.dest)
        setattr(namespace, self.dest, values)


class _Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in (None, "store"):
            self.register("action", name, _Once)

    def _print_message(self, message: str, file: Any = None) -> None:
        (file or sys.stderr).write(message)  # argparse would be silent about a full disk

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As usual, once every long option of a command has been found."""
        for word in [] if self._subparsers else takewhile(lambda word: word != "--", args):
            name = word.partition("=")[0]
            known = any(option.startswith(name) for option in self._option_string_actions)
            if name.startswith("--") and " " not in name and not known:
                self.exit(2, f"{self.prog}: no option '{seen(name)}'; {self._remedy(name)}\n")
        return super().parse_known_args(args, namespace)

    def _remedy(self, name: str) -> str:
        """What to write in place of an option that is not there."""
        from tracker.curate.suggest import Names

        alone = {f"--{one.dest}": one.metavar for one in self._get_positional_actions()}
        near = Names([*self._option_string_actions, *alone]).nearest(name)
        if near in alone:
            return f"write the {alone[near]} alone, without '{seen(name)}'"
        return f"did you mean '{near}'?" if near else f"`{self.prog} --help` lists them"

    def error(self, message: str) -> NoReturn:
        message = f"{seen(message)}; `{self.prog} --help` says what it takes"
        self.exit(2, f"{self.prog}: {message}\n")


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The whole command line, or that of one command; nothing is loaded for it but words."""
    top = _Parser(
        prog="tracker",
        description="Conflicting estimates of one count, reconciled into ranges to chart and cite.",
    )
    top.add_argument("--version", action="version", version=f"tracker {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS if only is None else (only,):
        import_module(f"tracker.commands.{COMMANDS[name]}")
        DECLARED[name].add_to(commands, name)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns 0 (fine), 1 (problems found) or 2 (wrong use)."""
    _ready_streams()
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader, e.g. `head`, has seen enough
        _let_go(sys.stdout)
        return 0
    except KeyboardInterrupt:
        return _said("stopped", 130)
    except (UseError, ValueError) as error:  # DataError is a ValueError that carries its own status
        return _said(str(error), getattr(error, "status", 2))
    except OSError as error:
        return _said(_file_trouble(error), 2)


def _run(words: list[str]) -> int:
    """Parse and run; argparse has printed its line when it stops."""
    if not words:
        parser().print_help()
        return 0
    if wrong := _unknown(words):
        raise UseError(wrong)
    try:
        args, more = parser(words[0] if words[0] in COMMANDS else None).parse_known_args(words)
    except SystemExit as stop:
        return int(stop.code or 0)
    if more:
        raise UseError(
            f"{words[0]} takes no '{more[0]}'; `tracker {words[0]} --help` says what it takes"
        )
    return int(args.run(args))


def _said(message: str, status: int) -> int:
    """Say in one line what is wrong, if anybody can hear it; gives the status."""
    for stream, text in ((sys.stdout, ""), (sys.stderr, f"tracker: {seen(message)}\n")):
        try:
            stream.write(text)
            stream.flush()
        except OSError:
            _let_go(stream)
    return status


def _let_go(stream: IO[str]) -> None:
    """What could not be written is forgotten: Python would try again at its end, and complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _unknown(words: list[str]) -> str:
    """What is wrong with the name of a command, or empty, if anything is; a shell's variable that
    is not set leaves nothing.
    """
    word = words[0]
    for before, empty in pairwise(words):
        if not empty and before != "--title":
            return f"what stands behind '{before}' is empty; give it, or leave it out"
    if word in COMMANDS or word in ("-h", "--help", "--version"):
        return ""
    if word.startswith("-"):
        command = next(filter(COMMANDS.__contains__, words), "COMMAND")
        return f"options stand behind the command: `tracker {command} {word} ...`"
    from tracker.curate.suggest import remedy

    return f"no command '{word}'; {remedy(word, COMMANDS, '`tracker --help` lists them')}"


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
