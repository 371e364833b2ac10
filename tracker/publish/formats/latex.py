r"""Tables as LaTeX to ``\input``: booktabs rules; a float with threeparttable notes, or a longtable
that breaks pages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.publish.formats.escape import latex
from tracker.publish.formats.page import LATEX_LINES, Layout, layout
from tracker.publish.formats.unbroken import WHOLE

if TYPE_CHECKING:
    from tracker.publish.tables.table import Cell, Column, Note, Table

PREAMBLE = (
    r"\usepackage[T1]{fontenc}"
    r"\usepackage{array,booktabs,longtable,multicol,pdflscape,threeparttable}"
)


_OTHER = r"\providecommand{\otherscript}[2]{#2}"
# a source is cited where the paper's bibliography holds it, and else named in full; natbib keeps
# LaTeX's names of what it holds, biblatex says itself what it misses
_SOURCE = (
    r"\providecommand{\sourcenote}[2]{\ifcsname ver@biblatex.sty\endcsname\cite{#1}\else"
    r"\ifcsname b@#1\endcsname\cite{#1}\else\nocite{#1}#2\fi\fi}"
)


def table_latex(table: Table) -> str:
    r"""The table as a ``table`` environment or, where a page would not hold it, as a ``longtable``.

    The first line names the packages to load in the preamble. Columns share the line's width in
    proportion to what they hold, so that cells fold, not spill; what is too wide for a line stands
    on turned pages.

    A note names each source as ``\sourcenote{key}{in words}``, its key that of the exported
    bibliography: it becomes a citation once the paper's own bibliography holds the source.
    """
    table = table.printed
    plan = layout(table)
    body = _pages(table, plan) if plan.long or plan.turned else _float(table, plan)
    return "\n".join([f"% {PREAMBLE}", _OTHER, _SOURCE, *body, ""])


def table_in_notebook(table: Table) -> str:
    """The table as a notebook's paper holds it, which loads ``booktabs`` and ``longtable`` alone:
    over several pages if need be, never turned, each source in words.
    """
    table = table.printed
    plan = layout(table, (LATEX_LINES[0], LATEX_LINES[0]))
    words = r"\providecommand{\sourcenote}[2]{#2}"
    return "\n".join([_OTHER, words, *_pages(table, replace(plan, turned=False)), ""])


def _float(table: Table, plan: Layout) -> list[str]:
    below = [rf"  \item {_text(text)}" for text in (*table.definitions, *table.remarks)]
    below += [rf"  \item[{note.number}] {_note(note)}" for note in table.notes]
    return [
        r"\begin{table}[htbp]",
        r"\centering\scriptsize\setlength{\tabcolsep}{3pt}",
        r"\begin{threeparttable}",
        _caption(table),
        rf"\begin{{tabular}}{{@{{}}{_shape(table, plan)}@{{}}}}",
        r"\toprule",
        _head(table),
        r"\midrule",
        *_rows(table, r"\tnote{%s}"),
        r"\bottomrule",
        r"\end{tabular}",
        r"\begin{tablenotes}\scriptsize\raggedright",
        *below,
        rf"  \item {_provenance(table)}",
        r"\end{tablenotes}",
        r"\end{threeparttable}",
        r"\end{table}",
    ]


def _pages(table: Table, plan: Layout) -> list[str]:
    """A table over several pages, its notes as paragraphs behind it: a float's notes could not
    break.
    """
    notes = [
        *(rf"\par {_text(text)}" for text in (*table.definitions, *table.remarks)),
        *(rf"\par \textsuperscript{{{note.number}}}\,{_note(note)}" for note in table.notes),
        rf"\par {_provenance(table)}\par",
    ]
    if plan.turned:  # a line of small print as long as a page is high is hard to read
        notes = [r"\begin{multicols}{2}", *notes, r"\end{multicols}"]
    body = [
        r"\begingroup\scriptsize\setlength{\tabcolsep}{3pt}\setlength{\LTcapwidth}{\linewidth}",
        rf"\begin{{longtable}}{{@{{}}{_shape(table, plan)}@{{}}}}",
        _caption(table) + r" \\",
        r"\toprule",
        _head(table),
        r"\midrule",
        r"\endfirsthead",
        r"\toprule",
        _head(table),
        r"\midrule",
        r"\endhead",
        rf"\midrule \multicolumn{{{len(table.columns)}}}{{r@{{}}}}{{\emph{{continued}}}} \\",
        r"\endfoot",
        r"\bottomrule",
        r"\endlastfoot",
        *_rows(table, r"\textsuperscript{%s}"),
        r"\end{longtable}",
        r"\raggedright\setlength{\parindent}{0pt}\setlength{\parskip}{2pt}",
        *notes,
        r"\endgroup",
    ]
    return [r"\begin{landscape}", *body, r"\end{landscape}"] if plan.turned else body


def _caption(table: Table) -> str:
    return rf"\caption{{{_text(table.title)}}}\label{{tab:{table.slug}}}"


def _head(table: Table) -> str:
    return " & ".join(latex(column.label) for column in table.columns) + r" \tabularnewline"


def _rows(table: Table, mark: str) -> list[str]:
    return [
        " & ".join(_cell(column, cell, mark) for column, cell in zip(table.columns, row))
        + r" \tabularnewline"
        for row in table.rows
    ]


def _shape(table: Table, plan: Layout) -> str:
    """Column specification: paragraphs of the planned shares of the line, numbers flush right; the
    outermost have no gap outside.
    """
    line = r"\dimexpr\linewidth+2\tabcolsep\relax"
    sides = [r"\raggedleft" if column.right else r"\raggedright" for column in table.columns]
    return "".join(
        rf">{{{side}\arraybackslash}}p{{\dimexpr {share:.3f}{line}-2\tabcolsep\relax}}"
        for side, share in zip(sides, plan.shares)
    )


def _cell(column: Column, cell: Cell, mark: str) -> str:
    text = _breakable(cell.text) if column.kind in ("key", "address") else _text(cell.text)
    marks = [mark % latex(f"{one}{',' if one != cell.marks[-1] else ''}") for one in cell.marks]
    return text + r"\allowbreak{}".join(marks)


def _note(note: Note) -> str:
    """A note in words, or its sources, each with its key."""
    sources = (rf"\sourcenote{{{one.source}}}{{{_text(one.text)}}}" for one in note.references)
    return _text(note.remark) or "; ".join(sources)  # no stop behind "n.d."


def _text(text: str) -> str:
    """Text as LaTeX sets it, its dates, ranges and numbers with units whole."""
    return WHOLE.sub(lambda whole: rf"\mbox{{{whole[0]}}}", latex(text))


def _provenance(table: Table) -> str:
    # breaks between words alone, to be copied whole
    return rf"\textit{{Provenance:}} \texttt{{{latex(table.provenance)}}}"


def _breakable(text: str) -> str:
    r"""A key or an address, which may break after a slash, a question mark, an ampersand, a dot or
    a hyphen.
    """
    text = latex(text)
    for sign in ("/", "?", r"\&", ".", "=", "-", r"\_", r"\%"):
        text = text.replace(sign, sign + r"\allowbreak{}")
    return text
