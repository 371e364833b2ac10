"""The provenance line under every table and chart: what it is, of which data, and the command that
makes it again.
"""

from __future__ import annotations

import html
import re
import shlex
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker import __version__
from tracker.curate.words.dates import parse_day

_LINE = re.compile(
    r"(?P<kind>Table|Chart) (?P<id>[\w:.@-]+); known on (?P<known_on>\d{4}-\d{2}-\d{2}); data "
    r"(?P<fingerprint>[0-9a-f]{12}); "
    r"tracker (?P<version>[\w.+-]+); made by: (?P<command>tracker [^\r\n]+)".replace(" ", r"\s+")
)

# what quotation marks, Markdown and LaTeX leave behind a line
_AROUND = re.compile(r"(?:[\s'\".`}]|\\par|\\item)+$")


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


def command(name: str, *words: str, **options: object) -> str:
    """A command line as a shell reads it, options in the given order, without those that are
    ``None``.

    Examples
    --------
    >>> command("table", "figures", metric="killed", known_on="2025-06-15", place=None)
    'tracker table figures --metric killed --known-on 2025-06-15'

    """
    given = [
        part
        for key, value in options.items()
        if value is not None
        for part in (f"--{key.replace('_', '-')}", str(value))
    ]
    return shlex.join(["tracker", name, *words, *given])


def parse(text: str) -> Provenance:
    """Read the first provenance line in a text; see :func:`parse_all`."""
    return parse_all(text)[0]


def parse_all(text: str) -> list[Provenance]:
    """Find and read every provenance line in a text, each once: a printed line, or a whole file
    that holds some.

    Line breaks, LaTeX's and HTML's escapes of the few signs it uses, and quotation marks around it
    do not matter.

    Raises
    ------
    ValueError
        If there is none, or one is damaged; the message says how one looks.

    """
    lines = [_read(match) for match in _LINE.finditer(_plain(text))]
    if not lines:
        raise ValueError(
            "found no provenance line; it reads 'Table ID; known on YYYY-MM-DD; data 12 hex "
            "digits; tracker VERSION; made by: tracker table ...' (copy the whole line from under "
            "the table)"
        )
    once: dict[tuple[str, str, date, str], Provenance] = {}
    for line in lines:
        once.setdefault((line.kind, line.id, line.known_on, line.fingerprint), line)
    return list(once.values())


def _read(match: re.Match[str]) -> Provenance:
    try:
        known_on = parse_day(match["known_on"])
    except ValueError as error:
        raise ValueError(f"the provenance line is damaged: {error}") from None
    kind: Literal["Table", "Chart"] = "Chart" if match["kind"] == "Chart" else "Table"
    again = _AROUND.sub("", match["command"])
    return Provenance(match["id"], known_on, match["fingerprint"], again, match["version"], kind)


def _plain(text: str) -> str:
    """The text without what LaTeX, HTML and Markdown put between its signs."""
    text = re.sub(r"\\allowbreak(?:\{\})?|(?<=-)\{\}(?=-)|<[^>]*>", "", text)
    text = re.sub(r"(?<=\d-)\s*\n\s*(?=\d)", "", text)  # a day broken at the end of a line
    text = re.sub(r"\\textquotesingle(?:\{\})?", "'", text)
    return re.sub(r"\\([_&%#$])", r"\1", html.unescape(text))
