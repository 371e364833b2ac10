"""How a command is declared, the options that several share, and the error for wrong use."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeAlias

Run: TypeAlias = Callable[[argparse.Namespace], int]


class UseError(Exception):
    """Wrong use of a command: one line with the remedy, exit status 2."""


class Option:
    """An option, or a word in its place: its names and how it is read, as ``add_argument`` has
    them.
    """

    def __init__(self, *names: str, **arguments: Any):
        self.names, self.arguments = names, arguments


def formats(*forms: str, words: str = "how to print (default: text)") -> Option:
    """``--format`` with the forms, the first by default."""
    return Option("--format", choices=forms, default=forms[0], help=words)


def a_day(text: str) -> date:
    """A day that an option names."""
    from tracker.curate.words.dates import parse_day

    try:
        return parse_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def whole_number(text: str) -> int:
    """A seed."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(
            f"cannot use '{text}' as a seed; write a whole number, zero or more"
        )
    return int(text)


def pair(text: str) -> tuple[str, str]:
    """The name and the value of ``NAME=VALUE``."""
    name, sign, value = (part.strip() for part in text.partition("="))
    if not sign or not name or not value:
        raise argparse.ArgumentTypeError(f"'{text}' lacks its name or its value; write NAME=VALUE")
    return name, value


DATA = Option("--data", metavar="DIR", help="the data folder (default: data/, searched for upward)")
KNOWN_ON = Option(
    "--known-on",
    type=a_day,
    metavar="DATE",
    help="use only what had been stated by this day (default: last stated)",
)
DAYS = (
    Option("--on", type=a_day, metavar="DATE", help="the day asked about (default: last stated)"),
    KNOWN_ON,
)
METHOD = Option(
    "--method",
    metavar="NAME",
    default="envelope",
    help="envelope (default), agreement, pool, random_effects or model",
)


class _Lines(argparse.HelpFormatter):
    """Help that keeps the lines of a text that has several."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


class Command(NamedTuple):
    """A command: the line and the text of its help, what it takes, examples, what runs it."""

    help: str
    options: tuple[Option, ...]
    description: str | None
    examples: tuple[str, ...]
    run: Run

    def add_to(self, commands: argparse._SubParsersAction[Any], name: str) -> None:
        """Add it to the command line."""
        lines = "".join(f"  {line}\n" for line in self.examples)
        made = commands.add_parser(
            name,
            help=self.help,
            description=self.description,
            epilog=f"example:\n{lines}",
            formatter_class=_Lines,
        )
        for one in self.options:
            made.add_argument(*one.names, **one.arguments)
        made.set_defaults(run=self.run)


# The commands of the modules that are loaded.
DECLARED: dict[str, Command] = {}


def declare(
    name: str,
    help: str,
    *options: Option,
    description: str | None = None,
    examples: tuple[str, ...],
) -> Callable[[Run], Run]:
    """Declare the command that a function runs; the function gives its exit status."""

    def declared(run: Run) -> Run:
        DECLARED[name] = Command(help, options, description, examples, run)
        return run

    return declared


def seen(text: str) -> str:
    r"""A message with what a terminal would obey, or show elsewhere, as its code.

    Examples
    --------
    >>> seen("no file 'a\x1b[2K'")
    "no file 'a\\x1b[2K'"

    """
    if text.isascii() and text.isprintable():
        return text
    from tracker.curate.words.signs import INVISIBLE

    return INVISIBLE.sub(lambda sign: ascii(sign[0])[1:-1], text)
