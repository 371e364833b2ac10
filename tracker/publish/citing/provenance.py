"""The provenance line under every table and chart: what it is, of which data, and the command that
makes it again.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker import __version__
from tracker.curate.words.dates import parse_day
from tracker.publish.citing.typeset import untypeset


def _words(text: str) -> str:
    """A pattern of fixed words, wherever a printer put a hyphen or a blank into them."""
    return r"[-\s]?".join(text.replace(" ", ""))


# one value as a shell reads it, an apostrophe in it as `shlex` writes that
_QUOTED = r"'[^']{0,300}'(?:\"'\"'[^']{0,300}'){0,20}"
# a blank, or the foot of one page and the head of the next
_GAP = r"(?:\s(?:(?<=\n)[^\n;]{1,120}\n){0,3}?)"
# every repetition has a bound: from no place is more than a few hundred signs looked at, or, once
# all before it is there, than a command's length
_LINE = re.compile(
    rf"(?P<kind>{_words('Table')}|{_words('Chart')})\s"
    rf"(?P<id>\w(?:[\w:.@-]|(?<=[:.@_])\s|\s(?=:)){{0,199}})\s?;{_GAP}?"
    rf"{_words('known on')}{_GAP}?(?P<known_on>(?:[0-9][-\s]?){{8}});{_GAP}?"
    rf"{_words('data')}{_GAP}?(?P<fingerprint>(?:[0-9a-f][-\s]?){{12}});{_GAP}?"
    rf"{_words('tracker')}{_GAP}?(?P<version>\w(?:[\w.+-]|(?<=[.+])\s){{0,59}})\s?;{_GAP}?"
    rf"{_words('made by:')}{_GAP}?(?P<quote>['\"`]{{0,3}}){_words('tracker')}\s"
    r"(?P<rest>[a-z-]{1,20}(?:\s[\w-]{1,60})?(?:\s--?(?:log|trend)\b|\s--?[a-z][a-z-]{1,30}\s"
    rf"(?:{_QUOTED}|[^\s'\"]{{1,400}})){{0,60}})",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?:{_words('Table')}|{_words('Chart')})\s\w[\w:.@-]{{0,199}}\s?;\s?{_words('known on')}|"
    rf"{_words('known on')}\s?[0-9][0-9-]{{0,9}}\s?;\s?{_words('data')}|"
    rf"{_words('data')}\s?[0-9a-f]{{1,16}}\s?;\s?{_words('tracker')}|"
    rf"{_words('tracker')}\s?[\w.+-]{{1,60}}\s?;\s?{_words('made by:')}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a provenance line says; ``str()`` writes it, :func:`parse` reads it back."""

    id: str
    known_on: date
    fingerprint: str
    command: str
    version: str = __version__
    kind: Literal["Table", "Chart"] = "Table"

    def __str__(self) -> str:
        return (
            f"{self.kind} {self.id}; known on {self.known_on}; data {self.fingerprint}; "
            f"tracker {self.version}; made by: {self.command}"
        )


def command_line(name: str, *words: str, **options: object) -> str:
    """A command line as a shell reads it, options in the given order, without those that are
    ``None``; an option of several values is given several times.

    Examples
    --------
    >>> command_line("table", "figures", metric="killed", known_on="2025-06-15", place=None)
    'tracker table figures --metric killed --known-on 2025-06-15'

    """
    given = [
        part
        for key, value in options.items()
        if value is not None
        for one in (value if isinstance(value, (list, tuple)) else (value,))
        for part in (f"--{key.replace('_', '-')}", str(one))
    ]
    return shlex.join(["tracker", name, *words, *given])


def parse(text: str) -> Provenance:
    """Read the first provenance line in a text; see :func:`parse_all`."""
    return parse_all(text)[0]


def parse_all(text: str) -> list[Provenance]:
    """Find and read every provenance line in a text, each once: a printed line, or a whole file
    that holds some.

    What typesetting did to it does not matter: line breaks, other blanks, hyphens and quotation
    marks, unseen signs, ligatures, LaTeX's and HTML's escapes of the few signs it uses.

    Raises
    ------
    ValueError
        If there is none that is whole; the message says how one looks.

    """
    lines = [line for match in _LINE.finditer(untypeset(text)) if (line := _read(match))]
    if not lines:
        found = next(
            iter(damaged(text)),
            "found no provenance line (copy the whole line from under the table)",
        )
        raise ValueError(
            f"{found}; it reads 'Table ID; known on YYYY-MM-DD; data 12 hex digits; tracker "
            "VERSION; made by: tracker table ...'"
        )
    once: dict[tuple[object, ...], Provenance] = {}
    for line in lines:
        command = re.sub(r"[-\s'\"`]", "", line.command).lower()  # however it was set
        once.setdefault((line.kind, line.id, line.known_on, line.fingerprint, command), line)
    return list(once.values())


def damaged(text: str) -> list[str]:
    """What is wrong with each provenance line of a text that is not whole."""
    words = untypeset(text)
    whole = [match.span() for match in _LINE.finditer(words) if _read(match)]
    edges = [0, *(edge for span in whole for edge in span), len(words)]
    return [
        f"the provenance line with '{piece}' is damaged or cut short; copy the whole line from "
        "under the table"
        for start, end in zip(edges[::2], edges[1::2])
        for piece in _pieces(words[start:end])
    ]


def _pieces(text: str) -> list[str]:
    """The beginning of each line of which parts are there, all of them near each other."""
    parts: list[list[int]] = []
    for part in _PART.finditer(text):
        if not parts or part.start() > parts[-1][1] + 200:
            parts.append([*part.span()])
        parts[-1][1] = part.end()
    return [" ".join(text[start : min(end, start + 80)].split()) for start, end in parts]


def _read(match: re.Match[str]) -> Provenance | None:
    """What a line says; nothing where there is no such day."""
    digits = re.sub("[^0-9]", "", match["known_on"])
    try:
        known_on = parse_day(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return None
    kind: Literal["Table", "Chart"] = "Chart" if match["kind"][0].lower() == "c" else "Table"
    name, version = (re.sub(r"\s", "", match[group]) for group in ("id", "version"))
    fingerprint = re.sub(r"[-\s]", "", match["fingerprint"]).lower()
    return Provenance(name, known_on, fingerprint, _command(match), version, kind)


def _command(match: re.Match[str]) -> str:
    """The command in one line, without what stands behind it; two hyphens that were set as a dash
    are two again.
    """
    words = match["rest"].rstrip(".,;)|_").replace("\n", " ")
    return "tracker " + re.sub(r"(?<= )-(?=[a-z]{2})", "--", words)
