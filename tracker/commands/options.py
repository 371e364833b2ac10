"""Options that several commands share, and the error for wrong use of one."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from tracker.curate.dataset import Dataset

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
METHODS = "envelope (default), agreement, pool, random_effects or model"


class UseError(Exception):
    """Wrong use of a command: one line with the remedy, exit status 2."""


def add_data_options(
    command: argparse.ArgumentParser, *, dates: bool = True, several: bool = False
) -> None:
    """Add ``--data`` and, where a day of the record is asked about, ``--on`` and ``--known-on``."""
    command.add_argument(
        "--data",
        metavar="DIR",
        action="append" if several else "store",
        help="the data folder (default: data/, searched for upward)"
        + ("; given several times: a report on each, side by side" if several else ""),
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


def add_format(command: argparse.ArgumentParser, *forms: str, words: str) -> None:
    """Add ``--format`` with the forms, the first by default."""
    command.add_argument("--format", choices=forms, default=forms[0], help=words)


class _Lines(argparse.HelpFormatter):
    """Help that keeps the lines of a text that has several."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


def add_example(command: argparse.ArgumentParser, *lines: str) -> None:
    """Let the help of a command end with commands as they may be typed."""
    command.formatter_class = _Lines
    command.epilog = "".join(["example:\n", *(f"  {line}\n" for line in lines)])


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


def pair(text: str) -> tuple[str, str]:
    """The name and the value of ``NAME=VALUE``."""
    name, sign, value = (part.strip() for part in text.partition("="))
    if not sign or not name or not value:
        raise argparse.ArgumentTypeError(f"'{text}' lacks its name or its value; write NAME=VALUE")
    return name, value


def whole_number(text: str) -> int:
    """A seed."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(
            f"cannot use '{text}' as a seed; write a whole number, zero or more"
        )
    return int(text)


def remark_uncommitted(data: Dataset) -> None:
    """Say on standard error when the data are in no commit: what is printed from them could not be
    traced later.
    """
    from tracker.publish.citing.git_history import has_uncommitted

    if has_uncommitted(data.folder):
        print(
            "the data have uncommitted changes; commit them before you publish, or verify will not "
            "find this state",
            file=sys.stderr,
        )


def _day(text: str) -> date:
    from tracker.curate.words.dates import parse_day

    try:
        return parse_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
