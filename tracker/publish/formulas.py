"""Formulas of a Markdown page as pictures inside the page, so that they are read without a network."""

from __future__ import annotations

import re
from html import escape
from io import StringIO

# code first, so that a dollar sign inside it is left alone
_FOUND = re.compile(r"(?P<code>^```(?!math\b).*?^```|`[^`\n]+`)|^```math\n(?P<fence>.*?)^```|\$\$(?P<block>.+?)\$\$|"
                    r"\$`(?P<ticked>[^`\n]+)`\$|(?<![\\\w$])\$(?P<line>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?![\w$])", re.M | re.S)
SIZE = 11.5  # points: the size of the text around


def taken_out(markdown: str) -> tuple[str, list[str]]:
    """Markdown with a word in place of each formula, and the formulas as HTML, in order."""
    made: list[str] = []

    def replaced(match: re.Match) -> str:
        if match["code"]:
            return match[0]
        block = match["fence"] or match["block"]
        made.append(formula((block or match["ticked"] or match["line"]).strip(), block=block is not None))
        word = f"formula{len(made) - 1}here"
        return f"\n\n{word}\n\n" if block is not None else word

    return _FOUND.sub(replaced, markdown), made


def put_back(html: str, made: list[str]) -> str:
    """The page with its formulas in their places."""
    html = re.sub(r"<p>(formula\d+here)</p>", r"\1", html)
    return re.sub(r"formula(\d+)here", lambda match: made[int(match[1])], html)


def formula(tex: str, *, block: bool = False) -> str:
    """A formula as a picture in the colour of the text, with its TeX as text alternative; code where it cannot be set."""
    kind = "math block" if block else "math"
    name = escape(" ".join(tex.split()))
    lines = re.sub(r"\\(?:begin|end)\{(?:aligned|align\*?|gathered)\}|&", " ", tex)
    rows = [row for row in re.split(r"\\\\", lines) if row.strip()]
    try:
        pictures = "<br>".join(_picture(" ".join(row.split()), name if n == 0 else "") for n, row in enumerate(rows))
    except ValueError:
        return f'<code class="{kind}">{name}</code>'
    return f'<span class="{kind}"{" tabindex=0" if block else ""}>{pictures}</span>'


def _picture(tex: str, name: str) -> str:
    from matplotlib import rc_context
    from matplotlib.font_manager import FontProperties
    from matplotlib.mathtext import math_to_image

    out = StringIO()
    with rc_context({"svg.hashsalt": "tracker", "svg.fonttype": "path", "mathtext.fontset": "stix"}):
        depth = math_to_image(f"${_plainer(tex)}$", out, prop=FontProperties(size=SIZE), dpi=72, format="svg")
    drawn = re.sub(r"<metadata>.*?</metadata>", "", out.getvalue()[out.getvalue().index("<svg"):], flags=re.S)
    # every id of a page may stand in it once
    drawn = re.sub(r' id="(?:figure|patch|text|axes)_\d+"', "", drawn)
    drawn = re.sub(r'(?:fill: #000000|fill: black)', "fill: currentColor", drawn)
    label = f'role="img" aria-label="{name}"' if name else 'aria-hidden="true"'
    return drawn.replace("<svg ", f'<svg {label} style="vertical-align: -{depth:.1f}pt" fill="currentColor" ', 1)


def _plainer(tex: str) -> str:
    """TeX that matplotlib sets: what it lacks in words that mean the same."""
    for old, new in ((r"\\tfrac|\\dfrac", r"\\frac"), (r"\\text\b", r"\\mathrm"), (r"\\operatorname\{", r"\\mathrm{"),
                     (r"\\lvert|\\rvert", "|"), (r"\\(?:bigl?|bigr|Bigl?|Bigr)(?![a-z])", ""), (r"\\le(?![a-z])", r"\\leq"),
                     (r"\\ge(?![a-z])", r"\\geq")):
        tex = re.sub(old, new, tex)
    return re.sub(r"\\mathrm\{([^}]*)\}", lambda match: rf"\mathrm{{{match[1].replace(' ', chr(92) + ' ')}}}", tex)
