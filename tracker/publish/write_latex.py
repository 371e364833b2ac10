r"""Tables as LaTeX to ``\input``: booktabs rules, notes by threeparttable; compiles as it is with both packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish.escape import latex as escaped

if TYPE_CHECKING:
    from tracker.publish.table import Cell, Column, Table

_LONG = 18  # characters from which a text column is set as a paragraph that may break


def latex(table: Table) -> str:
    r"""The table as a ``table`` environment; load ``booktabs`` and ``threeparttable`` in the preamble.

    Text columns share the line's width in proportion to what they hold, so that wide tables fold, not spill.
    """
    rows = [" & ".join(_cell(cell) for cell in row) + r" \\" for row in table.rows]
    below = [rf"  \item {escaped(text)}" for text in (*table.definitions, *table.remarks)]
    below += [rf"  \item[{note.number}] {escaped(note.text)}{_address(note.url)}" for note in table.notes]
    below.append(rf"  \item \textit{{Provenance:}} {_breakable(escaped(table.provenance))}")
    return "\n".join([
        r"% \usepackage{booktabs,threeparttable}",
        r"\providecommand{\otherscript}[2]{#2}", r"\providecommand{\textquotedbl}{''}",
        r"\begin{table}[htbp]", r"\centering\footnotesize", r"\begin{threeparttable}",
        rf"\caption{{{escaped(table.title)}}}", rf"\label{{tab:{table.slug}}}",
        rf"\begin{{tabular}}{{@{{}}{_shape(table)}@{{}}}}", r"\toprule",
        " & ".join(escaped(column.label) for column in table.columns) + r" \\", r"\midrule",
        *rows, r"\bottomrule", r"\end{tabular}", r"\begin{tablenotes}\footnotesize\raggedright",
        *below, r"\end{tablenotes}", r"\end{threeparttable}", r"\end{table}", ""])


def _shape(table: Table) -> str:
    """Column specification: numbers right, short texts left, long texts as paragraphs that share what is left."""
    widest = [max([len(column.label), *(len(row[n].text) for row in table.rows)])
              for n, column in enumerate(table.columns)]
    long = [column.kind == "text" and width > _LONG for column, width in zip(table.columns, widest)]
    fixed = sum(min(width, _LONG) for width, is_long in zip(widest, long) if not is_long)
    room = max(0.3, 0.97 - 0.0115 * fixed - 0.02 * len(widest))
    weights = [min(width, 60) ** 0.5 if is_long else 0 for width, is_long in zip(widest, long)]
    return "".join(rf">{{\raggedright\arraybackslash}}p{{{room * weight / sum(weights):.3f}\linewidth}}" if weight
                   else "r" if column.right else "l" for column, weight in zip(table.columns, weights))


def _cell(cell: Cell) -> str:
    marks = ",".join(map(str, cell.notes))
    return escaped(cell.text) + (rf"\tnote{{{marks}}}" if marks else "")


def _address(url: str | None) -> str:
    return " " + _breakable(escaped(url)) if url else ""


def _breakable(text: str) -> str:
    r"""Let a long address or command break after a slash, a question mark, an ampersand or a dot."""
    for sign in ("/", "?", r"\&", ".", "="):
        text = text.replace(sign, sign + r"\allowbreak{}")
    return rf"\texttt{{{text}}}"
