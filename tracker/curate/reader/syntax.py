"""What the YAML parser complains about, in plain words with the remedy."""

from __future__ import annotations

import yaml

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


def plain_words(error: yaml.MarkedYAMLError) -> tuple[yaml.Mark, str]:
    """Where the fault lies and what to do about it."""
    said = str(error.problem)
    words, at_context = _PLAIN.get(said, (f"{said} {error.context or ''}".strip(), False))
    mark = (
        error.context_mark
        if at_context and error.context_mark
        else error.problem_mark or error.context_mark
    )
    return mark, f"not valid YAML: {words}"
