"""Making a text from the data harmless for the place where it goes."""

from __future__ import annotations

import re

from tracker.curate.references.tex import ESCAPED

_LATEX = str.maketrans(
    ESCAPED
    | {
        "{": r"\{",
        "}": r"\}",
        '"': r"{\char34}",
        "\u2013": "--",
        "\u2014": "---",
        "\u2018": "`",
        "\u2019": "'",
        "\u201c": "``",
        "\u201d": "''",
        "\u2026": r"\ldots{}",
        "\u2265": r"$\geq$",
        "\u2264": r"$\leq$",
        "\u00d7": r"$\times$",
        "\u2212": r"$-$",
        "\x00": "{}",
    }
)
# what stock pdfLaTeX cannot set
_OTHER = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u2000-\u206f\u20ac\u2212\u2264\u2265]+")
# what TeX would make another sign of, with what follows
_LIGATURE = re.compile("[-–—](?=[-–—])|['’](?=['’”])|‘(?=[‘“])|,(?=,)|[?!](?=[‘“])")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~$])")  # with dollars, pandoc and GitHub set mathematics
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def one_line(text: str) -> str:
    """The text without control characters, every run of white space a single space."""
    return " ".join(_CONTROL.sub("", text).split())


def markdown(text: str) -> str:
    r"""Text that Markdown shows as it is, also inside a table.

    Examples
    --------
    >>> print(markdown("a|b *c*"))
    a\|b \*c\*

    """
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def latex(text: str) -> str:
    r"""Text that LaTeX sets as it is.

    Letters beyond Latin script, which stock pdfLaTeX cannot set, become ``\otherscript{as
    written}{in Latin letters}``; the macro prints its second argument unless a paper, set with
    XeLaTeX or LuaLaTeX, defines it otherwise.

    Examples
    --------
    >>> print(latex("50% of R&D_x --on"))
    50\% of R\&D\_x -{}-on

    """
    apart = _LIGATURE.sub("\\g<0>\x00", one_line(text))
    return _OTHER.sub(_in_latin, apart.translate(_LATEX))


def _in_latin(run: re.Match[str]) -> str:
    from anyascii import anyascii

    plain = anyascii(run[0]).strip().translate(_LATEX)
    # Chinese syllables come without blanks between them
    plain = re.sub("(?<=[a-z])(?=[A-Z0-9])", r"\\allowbreak{}", plain)
    return rf"\otherscript{{{run[0]}}}{{{plain}}}"


def spreadsheet(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before =, +, -, @, tab or
    carriage return.

    Examples
    --------
    >>> spreadsheet("=1+1"), spreadsheet("-5"), spreadsheet("about 300")
    ("'=1+1", '-5', 'about 300')

    """
    risky = text[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"-\d[\d,.]*", text)
    return "'" + text if risky else text
