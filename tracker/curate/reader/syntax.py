"""A text that is no YAML: what the parser complains about, in plain words with the remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from tracker.curate.reader.nodes import Fault
from tracker.curate.words.signs import code_point

# Where a name seems to have its colon, and an item its dash.
_COLON = re.compile(r"(?:- )?([a-z][\w-]*) ?([：﹕∶ː꞉︓])")
_CLOSE = re.compile(r"(?:- )?([a-z_]{2,30}):(?!/)(\S.*)")
_CLOSE_DASH = re.compile(r"-([a-z][\w-]*:)(?: |$)")
_ID = re.compile(r"( *)id: ")
UNDASHED = "an entry begins here without its dash; write '- id:'"
_DASH = re.compile(r"([–—−‐‑‒－﹣•·*]) ?[a-z_]+:")

# The parser's problem -> what is wrong and what to do; the second part says which of its two marks
# to point at.
_PLAIN: dict[str, tuple[str, bool]] = {
    "mapping values are not allowed in this context": (
        "a second colon in one value, or the indentation does not fit; put a value that holds ': "
        "' in quotes",
        False,
    ),
    "did not find expected key": (
        "the indentation does not fit the lines above, or something follows a value in quotes",
        False,
    ),
    "did not find expected '-' indicator": (
        "the indentation does not fit the list above; begin each item with '- '",
        False,
    ),
    "could not find expected ':'": ("a line without its colon; write 'name: value'", True),
    "found unexpected ':'": ("a colon needs a space behind it; write 'name: value'", False),
    "found character that cannot start any token": (
        "a value cannot begin with this character; put it in quotes",
        False,
    ),
    "found unexpected end of stream": ("the quotes that begin here are never closed", True),
    "found unexpected document indicator": ("the quotes that begin here are never closed", True),
    "did not find expected ',' or ']'": (
        "the bracket [ that begins here is not closed, or a comma is missing",
        True,
    ),
    "did not find expected ',' or '}'": (
        "the brace { that begins here is not closed, or a comma is missing",
        True,
    ),
    "found unknown escape character": (
        "a backslash in double quotes begins a code; use single quotes",
        False,
    ),
    "did not find expected comment or line break": (
        'a value that begins with > or | needs quotes, such as "> 3,000"',
        True,
    ),
    "did not find expected alphabetic or numeric character": (
        "a value that begins with & or * needs quotes",
        True,
    ),
    "block sequence entries are not allowed in this context": (
        "'- ' cannot stand here; begin the list in a new line",
        False,
    ),
    "did not find expected <document start>": (
        "the file goes on after its end; keep one mapping in it",
        False,
    ),
}


class SyntaxFault(ValueError):
    """A text that cannot be read on: where, and the remedy; ``final`` if its parts should not be
    tried either.
    """

    def __init__(self, mark: Any, above: int, message: str, final: bool = False):
        super().__init__(message)
        self.fault = Fault("syntax", mark.line + above + 1, mark.column + 1, message)
        self.final = final


def lacking_sign(text: str) -> str:
    """Which sign of YAML a text lacks that it seems to have, with the remedy; empty where it seems
    to have none.

    Examples
    --------
    >>> lacking_sign("killed:600")
    'a colon needs a space behind it; write "killed: 600"'

    """
    if found := _COLON.match(text):
        return f"this is {code_point(found[2])}; write : and a space behind '{found[1]}'"
    if found := _CLOSE.fullmatch(text):
        return f'a colon needs a space behind it; write "{found[1]}: {found[2][:40]}"'
    if found := _CLOSE_DASH.match(text):
        return f"a dash needs a space behind it; write '- {found[1]}'"
    if found := _DASH.match(text):
        return f"this is {code_point(found[1])}; write - and a space"
    return ""


def syntax_fault(error: yaml.MarkedYAMLError, above: int, lines: Sequence[str]) -> SyntaxFault:
    """The parser's complaint in plain words, at the place to look at; ``above`` lines stand over
    the text, whose lines are given. A sign there that only looks like one of YAML's is named.
    """
    said = str(error.problem)
    words, at_context = _PLAIN.get(said, (f"{said} {error.context or ''}".strip(), False))
    marks = (error.context_mark, error.problem_mark)
    mark = (marks[0] or marks[1]) if at_context else (marks[1] or marks[0])
    at = mark.line if mark else 0
    for number in range(max(0, at - 1), min(at + 1, len(lines))):
        if _undashed(lines, number):
            words, mark = UNDASHED, yaml.Mark("", 0, number, lines[number].index("id:"), None, 0)
        elif number == at and lines[number].lstrip().startswith("- id: "):
            words = "this entry is not indented as those above; begin each with the same spaces"
        else:
            words = lacking_sign(lines[number].strip()) or words
    return SyntaxFault(mark, above, f"not valid YAML: {words}")


def _undashed(lines: Sequence[str], number: int) -> bool:
    """Whether an entry seems to begin in a line that does not go on the one above."""
    found = _ID.match(lines[number])
    above = [line for line in lines[:number] if line.strip() and not line.lstrip().startswith("#")]
    if found and not above:
        return not found[1] and any(line[:1] == " " for line in lines[number + 1 : number + 2])
    if not found or above[-1].strip() == "-":
        return False
    return len(above[-1]) - len(above[-1].lstrip(" -")) != len(found[1])
