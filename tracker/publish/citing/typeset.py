r"""The words of a printed page without what typesetting, markup or copying put between their signs.

Every pattern is a fixed number of signs, or one run of signs that what follows it cannot belong to:
nothing is read twice, so the time grows as the text does.
"""

from __future__ import annotations

import html
import re
import unicodedata

_HYPHENS = "\u00ad\u0002\ufffe"  # shown at the end of a line only; so as PDF readers copy it
_SIGNS: dict[int, str] = (
    # seen by nobody: controls, joiners, marks of direction, variation selectors, fillers
    dict.fromkeys((*range(0x09), *range(0x0E, 0x1C), 0x7F, 0x034F, 0x061C, 0x115F, 0x1160), "")
    | dict.fromkeys((*range(0x17B4, 0x17B6), *range(0x180B, 0x1810), *range(0x200B, 0x2010)), "")
    | dict.fromkeys((*range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164), "")
    | dict.fromkeys((*range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFC)), "")
    | dict.fromkeys(range(0xE0000, 0xE01F0), "")
    | str.maketrans(dict.fromkeys(_HYPHENS, _HYPHENS[0]))
    | str.maketrans(dict.fromkeys("‐‑‒–—―−⁃˗‧֊᠆⸗⸺⸻﹘﹣－", "-"))
    | str.maketrans(dict.fromkeys("‘’‚‛′‹›＇", "'"))
    | str.maketrans(dict.fromkeys("“”„‟″«»＂", '"'))
    | str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
    | str.maketrans({"；": ";", "\u037e": ";", "：": ":", "﹔": ";", "﹕": ":", "︰": ":"})
    | {0x2800: " "}  # a braille cell without dots
)
_NAMED = {"endash": "--", "emdash": "--", "underscore": "_", "quotesingle": "'"}
_MARKUP = (
    # a line broken by hand, places for a break, tags, signs that LaTeX has commands for
    (re.compile(r"\\\\|\\newline(?![a-z])|<br ?/?>"), "\n"),
    (re.compile(r"(?<=-)\{\}(?=-)|(?<=[a-z])\\-(?=[a-z])|\\/|[`*]"), ""),
    # what a browser keeps of an attribute may hold a bracket
    (re.compile(r"</?[A-Za-z!](?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*>|</?[A-Za-z!][^<>]*>"), ""),
    (re.compile(r"\{\\char34\}"), '"'),
    *((re.compile(rf"\\text{name}(?:\{{\}}|\s|(?![a-z]))"), sign) for name, sign in _NAMED.items()),
    # of \texttt{...}, \url{...} and \verb|...| the words; of \small nothing
    (re.compile(r"\\[A-Za-z]{2,40}(?:\{\}|[{|]|[^\S\n]|(?![A-Za-z]))|[{}]"), ""),
    (re.compile(r"~|\\[, ]"), " "),
    (re.compile(r"\\([]!-.:-@[^_|-])"), r"\1"),
)
# letters and digits in other shapes, a few at a time: Unicode's order of many marks on one letter
# takes the square of their number; a digit set high marks a note and is none of the line's
_SHAPED = re.compile(r"[^\x00-\x7f\u00b2\u00b3\u00b9\u2070-\u209f]{1,40}")
_ENTITY = re.compile(r"&#?\w{1,32};")
_BLANKS = re.compile(r"[^\S\n]+")
# with what quotes, comments, frames, hard breaks and counted lines put before and behind each line
_LINE_END = re.compile(
    r" ?(?:[|│\\] ?|(?<= )\+ ?)?\n(?:\s|[>|│]|(?:[%#]|//)(?= )|[0-9]{1,4}(?=\s))*"
)


def untypeset(text: str) -> str:
    r"""The text with plain blanks, hyphens and quotation marks, without markup and unseen signs.

    Each run of blanks is one blank, or one line end if it holds any. A line that ends with a hyphen
    goes on with the next; the hyphen stays, since whose it is cannot be told.

    Examples
    --------
    >>> untypeset("kno\u00adwn\u00a0on 2025\u2010\n02\u201101; ﬁgures")
    'known on 2025-02-01; figures'

    """
    for pattern, instead in _MARKUP:
        text = pattern.sub(instead, text)
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text).translate(_SIGNS)
    text = _SHAPED.sub(lambda signs: unicodedata.normalize("NFKC", signs[0]), text)
    text = _LINE_END.sub("\n", _BLANKS.sub(" ", text))
    text = text.replace(_HYPHENS[0] + "\n", "").replace(_HYPHENS[0], "")
    return text.replace("-\n", "-")
