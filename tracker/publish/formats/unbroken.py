"""What no line may end inside: a date, a range, a number with its unit; and how wide words are."""

from __future__ import annotations

import re
from unicodedata import east_asian_width, normalize

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBER = r"\d+(?:[,.]\d+)*"
_RANGE = rf"{_NUMBER}(?:–|--){_NUMBER}"  # LaTeX writes a dash as two hyphens
# a short word behind a number is its unit, but for words that join it to others
_UNIT = (
    " (?!(?:of|or|to|and|but|at|in|on|is|are|was|were|has|had|have|be|by|from|as|than|the|a|an|for"
    r"|with|that|who|which|out|will|not|since|until|more|fewer|after|before)\b)[a-z]{1,12}\b"
)
WHOLE = re.compile(
    rf"(?<![\w.,–/-])(?:\d{{1,2}} {_MONTH}\b(?: \d{{4}}\b)?|{_MONTH} \d{{4}}\b"
    rf"|\d{{4}}-\d\d(?:-\d\d)?\b[~?]?(?![-/])|(?:{_RANGE}|{_NUMBER})(?:{_UNIT})|{_RANGE})"
)
RAISED = str.maketrans("0123456789–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")  # pandoc drops HTML's on the way to Word
_JOINED = str.maketrans({" ": "\u00a0", "-": "\u2011", "–": "–\u2060"})

# signs by the wider of their widths in Times and in Computer Modern, in thousandths of the type's
# size; a digit has 500
_LETTERS = {
    180: "'",
    250: " \u00a0",
    278: "ijl,.:;!‘’`",
    333: "f-\u2011()[]",
    361: "I",
    394: "rst",
    410: "⁰¹²³⁴⁵⁶⁷⁸⁹⁻",
    444: "cez?",
    500: 'ago/\\"“”–',
    528: "Jvxy",
    556: "bdhknpquS",
    611: "Z",
    625: "L",
    653: "F",
    681: "EP",
    722: "BCTw",
    764: "ADGHKNORUVXY",
    778: "Q&+<=>×−",
    833: "m%",
    917: "M",
    1000: "—…W@",
}
_WIDTHS = {sign: width / 500 for width, signs in _LETTERS.items() for sign in signs} | {"\u2060": 0}


def joined(text: str) -> str:
    r"""The text with no-break spaces and hyphens, and dashes that join, inside what stays whole.

    Examples
    --------
    >>> joined("1,100–1,700 on 14 January 2025").split(" ")
    ['1,100–\u20601,700', 'on', '14\xa0January\xa02025']

    """
    return WHOLE.sub(lambda whole: whole[0].translate(_JOINED), text)


def width_of(text: str) -> float:
    """How many digits a text is as wide as.

    Examples
    --------
    >>> [round(width_of(text), 2) for text in ("1234", "Will", "Mémé")]
    [4.0, 3.67, 5.28]

    """
    return sum(_sign(sign) for sign in text)


def _sign(sign: str) -> float:
    known = _WIDTHS.get(sign) or _WIDTHS.get(normalize("NFD", sign)[0], 1.0)
    return 2.0 if square(sign) else known


def square(sign: str) -> bool:
    """Whether a sign has the room of two, as Chinese ones have, and others set among them."""
    return east_asian_width(sign) in ("W", "F")
