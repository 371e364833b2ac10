"""Making a text from the data harmless for the place where it goes."""

from __future__ import annotations

import re

from tracker.curate.references.tex import ESCAPED, LIGATURE

_LATEX = ESCAPED | {
    "{": r"\{",
    "}": r"\}",
    '"': r"{\char34}",
    "'": "'",
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
}
# what stock pdfLaTeX sets
_RANGES = "\\u0000-\\u024f\\u1e00-\\u1eff\\u2000-\\u206f\\u20ac\\u2212\\u2264\\u2265"
_SET, _OTHER = f"[{_RANGES}]", f"[^{_RANGES}]"
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
    return "".join(_latex_run(run) for run in re.findall(f"{_SET}+|{_OTHER}+", one_line(text)))


def _latex_run(run: str) -> str:
    if re.match(_SET, run):
        run = LIGATURE.sub("\\g<0>\x00", run)  # keeps TeX from making a dash of two hyphens
        return "".join(_LATEX.get(sign, sign) for sign in run).replace("\x00", "{}")
    from anyascii import anyascii

    plain = "".join(_LATEX.get(sign, sign) for sign in anyascii(run).strip())
    # Chinese syllables come without blanks between them
    plain = re.sub("(?<=[a-z])(?=[A-Z0-9])", r"\\allowbreak{}", plain)
    return rf"\otherscript{{{run}}}{{{plain}}}"


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
