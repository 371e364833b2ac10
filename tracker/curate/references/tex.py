r"""Text as TeX writes it, read as characters and written so that TeX sets every one of them:
``\"{u}`` is ``ü``, ``50\%`` is ``50%``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import accumulate

from tracker.curate.fields import split_words

# The sign behind the backslash, and what it puts over, under or through a letter.
_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "d": "\u0323",
    "b": "\u0331",
    "k": "\u0328",
    "r": "\u030a",
    "t": "\u0361",
    "textcommabelow": "\u0326",
}
_LETTERS = {
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ı": "i",
}
# What the library's table lacks, or means for a formula.
_SIGNS = {
    "textbar": "|",
    "mid": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textquotedbl": '"',
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textless": "<",
    "textgreater": ">",
    "lt": "<",
    "gt": ">",
    "textunderscore": "_",
    "guillemetleft": "«",
    "guillemetright": "»",
    "flqq": "«",
    "frqq": "»",
    "glqq": "„",
    "grqq": "“",
    "copyright": "©",
    "pounds": "£",
    "euro": "€",
    "EUR": "€",
    "S": "§",
    "P": "¶",
    "deg": "°",
    "degree": "°",
    "sim": "~",
    "slash": "/",
    "textslash": "/",
    "quad": " ",
    "qquad": " ",
    "space": " ",
    "nobreakspace": " ",
    "thinspace": " ",
    "newline": " ",
    "linebreak": " ",
    "par": " ",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "bullet": "•",
    "cdot": "·",
    "ast": "*",
    "star": "*",
    "hyphen": "-",
    "textperiodcentered": "·",
    "textdots": "…",
}
_NOTHING = split_words(
    """relax protect it itshape bf bfseries em sc scshape rm rmfamily tt ttfamily sf sl normalfont
    upshape mdseries left right ignorespaces xspace allowbreak nolinebreak nobreak cyrchar natexlab
    displaystyle textstyle small large noindent unskip break null"""
)
# What commands make of their argument: most keep it, some drop it or set signs around it.
_MADE = {
    **dict.fromkeys(
        split_words(
            """emph textit textbf textsc textrm textsf texttt textup textnormal textsl textmd mbox
            hbox text mathrm mathit mathbf mathsf mathcal mathbb mathtt underline uline ul mkbibemph
            mkbibbold mkbibitalic nohyphens NoCaseChange nocase MakeUppercase MakeLowercase
            uppercase lowercase ensuremath url path nolinkurl citename bibinfo operatorname
            boldsymbol"""
        ),
        "{}",
    ),
    **dict.fromkeys(split_words("noopsort SortNoop noop hspace vspace label footnotemark"), ""),
    **dict.fromkeys(("enquote", "mkbibquote"), "“{}”"),
    "mkbibparens": "({})",
}
_SECOND = frozenset(["href", "foreignlanguage", "textcolor"])  # of two arguments the last is kept
_SUPER = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_SUB = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_MATH = re.compile(
    r"(?<!\\)\$(?=[^$]*[\\^_{<>=+|-])([^\s$](?:[^$]*[^\s$\\])?)\$"
    r"|(?<!\\)\$([A-Za-z<>|+~*-])\$"
)
_TOKEN = re.compile(r"\\([A-Za-z@]+)\*?\s*|\\(.)|([{}~])|(---?|``|'')|(\s+)", re.S)
_JOINED = {"---": "—", "--": "–", "``": "“", "''": "”"}
ESCAPED = {
    "\\": r"\textbackslash{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\string" + '"',
    "`": r"\textasciigrave{}",
}
"""Signs that mean something to TeX, as a text writes them."""
_LIGATURE = re.compile(r"-(?=-)|'(?=')|,(?=,)|[?!](?=`)")


@cache
def _signs() -> dict[str, str]:
    """Commands that stand for one character: those of pylatexenc, then our own."""
    from pylatexenc.latex2text import get_default_latex_context_db
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    found: dict[str, str] = {}
    for number, written in get_builtin_uni2latex_dict().items():
        if named := re.fullmatch(r"\\(?:ensuremath\{\\)?([A-Za-z]+)\}?", written):
            found.setdefault(named[1], chr(number))
    for spec in get_default_latex_context_db().iter_macro_specs():
        if isinstance(spec.simplify_repl, str) and len(spec.simplify_repl) == 1:
            found[spec.macroname] = spec.simplify_repl
    return found | _SIGNS


def decoded(written: str, unread: list[str] | None = None) -> str:
    r"""The characters that TeX would set. A command that nobody knows stays as it is, and is added
    to ``unread``; the signs ``% & # _ ^`` mean themselves, as in a BibTeX file.

    Examples
    --------
    >>> decoded(r"{\"U}ber 40% of {NATO}'s R\&D -- \emph{all}"), decoded(r"\v{C}apek, \O{} \& \L{}")
    ("Über 40% of NATO's R&D – all", 'Čapek, Ø & Ł')

    """
    if not re.search(r"[\\{}$~]|--|``|''", written):
        return " ".join(re.split(r"[ \t\r\n]+", written)).strip(" ")
    found = _characters(_MATH.sub(_formula, written), [] if unread is None else unread)
    return re.sub(r"[ \t\r\n]+", " ", found).strip(" ")


def verbatim(written: str) -> str:
    r"""An address or a DOI, which BibLaTeX does not read as TeX; escapes that BibTeX needs are
    taken away.

    Examples
    --------
    >>> verbatim(r"https://ex.org/\~{}a/b%20c--d?x=1&y\_1"), verbatim(r"\url{https://ex.org/a}")
    ('https://ex.org/~a/b%20c--d?x=1&y_1', 'https://ex.org/a')

    """
    bare = written.strip()
    while found := re.fullmatch(
        r"\\href\s*\{([^{}]*)\}.*|(?:\\url\s*)?\{(.*)\}|<(.*)>", bare, re.S
    ):
        bare = (found[1] or found[2] or found[3] or "").strip()
    bare = re.sub(r"\{?\\(?:textasciitilde|sim|string\s*~)(?:\{\})?\}?|\$\\sim\$", "~", bare)
    bare = re.sub(r"\{\\([_#&%$~^])\}|\\\{\\?([_#&%$~^])\\\}", r"\1\2", bare)
    bare = re.sub(r"\\([_#&%${}~^])(?:\{\})?", r"\1", bare)
    bare = re.sub(r"\\(?:allowbreak|-|/)\s?|\{\\textunderscore\}", "", bare)
    return "".join(line.strip() for line in re.split(r"[\r\n]+", bare))


def addresses(written: str) -> list[str]:
    r"""The addresses of a field: all of it, as :func:`verbatim` reads it, or those that stand in it
    without the words before and between.

    Examples
    --------
    >>> addresses(r"See \url{https://ex.org/a}, and \url{https://ex.org/b}")
    ['https://ex.org/a', 'https://ex.org/b']

    """
    opening = r"(?:\\(?:url|href)\s*)?[{<]*https?://"
    parts = re.split(rf"^\{{*\w+:(?={opening})|(?<![;,\s])[;,\s]+(?={opening})", written.strip())
    if len(parts) == 1:
        return [verbatim(written)]
    found = filter(None, (re.match(rf"{opening}\S*", part) for part in parts))
    return [re.sub(r"^\\url\s*\{", "", verbatim(one[0])).strip("{}<>;,.") for one in found]


def encoded(plain: str) -> str:
    r"""Text for a field of a .bib: braces are balanced, letters of every script stay as they are.

    Examples
    --------
    >>> print(encoded("50% {a} of R&D --on"), encoded("lone {"))
    50\% \{a\} of R\&D -{}-on lone \textbraceleft{}

    """
    braces = {"{": r"\{", "}": r"\}"}
    if not _balanced(plain):
        braces = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    marked = _LIGATURE.sub("\\g<0>\x00", re.sub(r"[\x00-\x1f\x7f]+", " ", plain))
    return "".join((ESCAPED | braces).get(sign, sign) for sign in marked).replace("\x00", "{}")


def letters(plain: str) -> str:
    r"""A name for classic BibTeX, which counts bytes: each accented letter is one letter of TeX,
    and so are letters of other scripts that stand together.

    Examples
    --------
    >>> print(letters("Müller, Jørgen, 김"))
    M{\"u}ller, J{\o}rgen, {\relax 김}

    """
    made = "".join(_letter(sign) for sign in unicodedata.normalize("NFC", plain))
    return re.sub(r"[^\x00-\x7f]+", r"{\\relax \g<0>}", made)


def matching(written: str, start: int) -> int | None:
    """The place of the sign that closes the brace or the quote at ``start``; escaped ones do not
    count, nor do quotes in braces.
    """
    depth, closing = 0, '"' if written[start] == '"' else "}"
    for found in re.compile(r'\\.|[{}"]', re.S).finditer(written, start + 1):
        if depth == 0 and found[0] == closing:
            return found.start()
        depth += {"{": 1, "}": -1}.get(found[0], 0)
    return None


def _balanced(plain: str) -> bool:
    depths = [*accumulate(({"{": 1, "}": -1}.get(sign, 0) for sign in plain), initial=0)]
    return min(depths) == 0 == depths[-1]


def _letter(sign: str) -> str:
    if sign in _LETTERS:
        return f"{{\\{_LETTERS[sign]}}}"
    base, *marks = [*unicodedata.normalize("NFD", sign)]
    accent = next((name for name, mark in _ACCENTS.items() if marks == [mark]), None)
    if accent is None or not base.isascii() or accent == "textcommabelow":
        return sign
    base = {"i": r"\i", "j": r"\j"}.get(base, base) if accent not in "cdbk" else base
    return f"{{\\{accent}{{{base}}}}}" if accent.isalpha() else f"{{\\{accent}{base}}}"


def _formula(found: re.Match[str]) -> str:
    """A formula as text: digits raised or lowered, the rest as it is."""
    inner = found[1] or found[2]
    for sign, digits in (("^", _SUPER), ("_", _SUB)):
        inner = re.sub(
            rf"\{sign}(?:\{{([^{{}}]*)\}}|(\w))",
            lambda part, digits=digits: (part[1] or part[2] or "").translate(digits),
            inner,
        )
    return f"{{{inner}}}"


def _characters(written: str, unread: list[str]) -> str:
    out: list[str] = []
    at = 0
    while found := _TOKEN.search(written, at):
        out.append(written[at : found.start()])
        at = found.end()
        word, sign, mark, joined, blank = found.groups()
        if word or sign:
            made, at = _command(written, at, word or sign, unread)
            out.append(made)
        else:
            out.append(" " if blank or mark == "~" else _JOINED[joined] if joined else "")
    return "".join([*out, written[at:]])


def _command(written: str, at: int, name: str, unread: list[str]) -> tuple[str, int]:
    """What a command sets, and the place behind it and its arguments."""
    if name in _ACCENTS and (name != "." or at < len(written)):
        inner, at = _argument(written, at, unread)
        if name.isalpha() and not inner.strip():  # an accent over nothing, which nobody can see
            unread.append(f"\\{name}")
            return f"\\{name} ", at
        return _accented(inner, _ACCENTS[name]), at
    if name == "otherscript":
        inner, at = _argument(written, at, unread)
        return inner, _argument(written, at, unread)[1]
    if name in _MADE:
        inner, at = _argument(written, at, unread)
        return _MADE[name].format(inner), at
    if name in _SECOND:
        _, at = _argument(written, at, unread)
        return _argument(written, at, unread)
    if name in ("textsuperscript", "textsubscript"):
        inner, at = _argument(written, at, unread)
        return inner.translate(_SUPER if name == "textsuperscript" else _SUB), at
    if name == "string":
        return written[at : at + 1], at + 1
    if (name in ("char", "symbol")) and (
        code := re.compile(r"\{?(?:\"([0-9A-F]+)|(\d+))\}? ?").match(written, at)
    ):
        return chr(int(code[1], 16) if code[1] else int(code[2])), code.end()
    if name in _NOTHING or name in "/-!@":
        return "", at
    if not name.isalpha():
        return (" " if name in ",;: \\\n\t" else name), at
    if name in _signs():
        return _signs()[name], at + (written[at : at + 2] == "{}") * 2
    unread.append(f"\\{name}")
    end = matching(written, at) if written[at : at + 1] == "{" else None
    kept = written[at : end + 1] if end else ""
    return f"\\{name}{kept or ' '}", at + len(kept)


def _argument(written: str, at: int, unread: list[str]) -> tuple[str, int]:
    """The argument that begins here: what stands in braces, a command, or one sign."""
    at += len(written[at:]) - len(written[at:].lstrip())
    if at >= len(written) or written[at] == "}":
        return "", at
    if written[at] == "{" and (end := matching(written, at)) is not None:
        return _characters(written[at + 1 : end], unread), end + 1
    if found := re.compile(r"\\([A-Za-z@]+|.)\s*", re.S).match(written, at):
        return _command(written, found.end(), found[1], unread)
    return written[at], at + 1


def _accented(inner: str, mark: str) -> str:
    """The first letter with its accent; the sign alone where there is no letter."""
    base = inner[:1]
    if not base.strip():
        alone = {"\u0303": "~", "\u0302": "^", "\u0301": "´", "\u0300": "`", "\u0308": "¨"}
        return alone.get(mark, "") + inner.strip()
    base = {"ı": "i", "ȷ": "j"}.get(base, base)
    return unicodedata.normalize("NFC", base + mark) + inner[1:]
