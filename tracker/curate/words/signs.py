"""Signs that cannot be seen, or that look like others: which they are, and what they are called."""

from __future__ import annotations

import re
import unicodedata

CUT_AT = 60  # characters of a value in a message
QUOTES = frozenset("“”„‟«»‹›‘’‚‛＂＇")
SPACES = re.compile(r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# What YAML forbids or takes for a line end, and what shows nothing: controls, format characters
# (Unicode's default ignorable ones), fillers, and code points that are no characters.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160"
    r"\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Scripts whose letters need joiners (U+200C, U+200D) between them: Arabic to Mongolian.
_JOINED = r"[\u0600-\u07ff\u0840-\u0dff\u0f00-\u109f\u1780-\u17ff\u1820-\u18af\ufb50-\ufdff]"
_JOINERS = re.compile(f"(?<={_JOINED})[\u200c\u200d](?={_JOINED}|\\s)")


def code_point(sign: str) -> str:
    r"""A character by its code and, where it has one, its name.

    Examples
    --------
    >>> code_point("\u200b"), code_point("\x1b")
    ('U+200B ZERO WIDTH SPACE', 'U+001B')

    """
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()


def cut(text: str) -> str:
    """A value as a message shows it: in one line, and no more than its beginning where it is long.

    Examples
    --------
    >>> len(cut("x" * 300))
    61

    """
    line = " ".join(text.split())
    return line if len(line) <= CUT_AT else f"{line[:CUT_AT].rstrip()}…"


def quoted(text: str) -> str:
    r"""A value in quotes, as a message shows it, and the first sign in it that is not ASCII's.

    Examples
    --------
    >>> quoted("dаily")
    "'dаily' (it holds U+0430 CYRILLIC SMALL LETTER A)"

    """
    odd = next((f" (it holds {code_point(sign)})" for sign in text if not sign.isascii()), "")
    return f"'{cut(text)}'{odd}"


def invisible(text: str) -> list[int]:
    """The places of the signs that cannot be seen and do not belong; joiners between letters of a
    script that needs them do.
    """
    joiners = {found.start() for found in _JOINERS.finditer(text)}
    return [found.start() for found in INVISIBLE.finditer(text) if found.start() not in joiners]
