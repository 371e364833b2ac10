r"""Tables as LaTeX to ``\input``: booktabs rules; a float with threeparttable notes, or a longtable that breaks pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish.escape import latex as escaped

if TYPE_CHECKING:
    from tracker.publish.table import Cell, Column, Table

_LONG = 18  # characters from which a text column is set as a paragraph that may break
_FLOAT = 25  # rows and notes that a float holds on one page
_WIDE = 8  # columns from which the page is turned
PREAMBLE = r"\usepackage[T1]{fontenc}\usepackage{array,booktabs,longtable,pdflscape,threeparttable}"


def latex(table: Table) -> str:
    r"""The table as a ``table`` environment or, where a page would not hold it, as a ``longtable``.

    The first line names the packages to load in the preamble. Text columns share the line's width in proportion to
    what they hold, so that wide tables fold, not spill; wide long tables stand on turned pages.
    """
    short = len(table.rows) + len(table.notes) + len(table.definitions) <= _FLOAT
    body = _float(table) if short and len(table.columns) < _WIDE else _pages(table)
    return "\n".join([f"% {PREAMBLE}", r"\providecommand{\otherscript}[2]{#2}", r"\providecommand{\textquotedbl}{''}",
                      *body, ""])


def _float(table: Table) -> list[str]:
    below = [rf"  \item {escaped(text)}" for text in (*table.definitions, *table.remarks)]
    below += [rf"  \item[{note.number}] {escaped(note.text)}{_address(note.url)}" for note in table.notes]
    return [
        r"\begin{table}[htbp]", r"\centering\footnotesize", r"\begin{threeparttable}", _caption(table),
        rf"\begin{{tabular}}{{@{{}}{_shape(table)}@{{}}}}", r"\toprule", _head(table), r"\midrule",
        *_rows(table, r"\tnote{%s}"), r"\bottomrule", r"\end{tabular}", r"\begin{tablenotes}\footnotesize\raggedright",
        *below, rf"  \item {_provenance(table)}", r"\end{tablenotes}", r"\end{threeparttable}", r"\end{table}"]


def _pages(table: Table) -> list[str]:
    """A table over several pages, its notes as paragraphs behind it: a float's notes could not break."""
    width = len(table.columns)
    notes = [rf"\par {escaped(text)}" for text in (*table.definitions, *table.remarks)]
    notes += [rf"\par \textsuperscript{{{note.number}}}\,{escaped(note.text)}{_address(note.url)}" for note in table.notes]
    body = [
        r"\begingroup\scriptsize\setlength{\tabcolsep}{3pt}\setlength{\LTcapwidth}{\linewidth}",
        rf"\begin{{longtable}}{{@{{}}{_shape(table)}@{{}}}}", _caption(table) + r" \\", r"\toprule", _head(table), r"\midrule",
        r"\endfirsthead", r"\toprule", _head(table), r"\midrule", r"\endhead",
        rf"\midrule \multicolumn{{{width}}}{{r@{{}}}}{{\emph{{continued}}}} \\", r"\endfoot", r"\bottomrule", r"\endlastfoot",
        *_rows(table, r"\textsuperscript{%s}"), r"\end{longtable}",
        r"\raggedright\setlength{\parindent}{0pt}\setlength{\parskip}{2pt}", *notes, rf"\par {_provenance(table)}\par", r"\endgroup"]
    return [r"\begin{landscape}", *body, r"\end{landscape}"] if width >= _WIDE else body


def _caption(table: Table) -> str:
    return rf"\caption{{{escaped(table.title)}}}\label{{tab:{table.slug}}}"


def _head(table: Table) -> str:
    return " & ".join(escaped(column.label) if column.right else rf"\raggedright {escaped(column.label)}"
                      for column in table.columns) + r" \tabularnewline"


def _rows(table: Table, mark: str) -> list[str]:
    return [" & ".join(_cell(column, cell, mark) for column, cell in zip(table.columns, row)) + r" \tabularnewline"
            for row in table.rows]


def _shape(table: Table) -> str:
    """Column specification: paragraphs that share the line as their contents need it, numbers flush right."""
    needs = [_need(column, [row[n].text for row in table.rows]) for n, column in enumerate(table.columns)]
    room = 1 - 0.008 * len(needs)
    side = {True: r"\raggedleft", False: r"\raggedright"}
    return "".join(rf">{{{side[column.right]}\arraybackslash}}p{{{room * need / sum(needs):.3f}\linewidth}}"
                   for column, need in zip(table.columns, needs))


def _need(column: Column, texts: list[str]) -> float:
    """The share of the line a column needs: its longest word at the least, more for long texts, but less than their length."""
    whole = column.kind in ("date", "count")
    words = [word for text in (column.label, *texts)
             for word in (text if whole else text.replace("-", "- ").replace(".", ". ")).split()]
    longest = max(map(len, words), default=1)
    typical = sorted(map(len, texts))[len(texts) * 3 // 4] if texts else 1
    return max(longest + 0.5, 4, min(typical, _LONG) if column.right or typical <= _LONG else _LONG + (typical - _LONG) ** 0.5 * 2)


def _cell(column: Column, cell: Cell, mark: str) -> str:
    text = escaped(cell.text)
    if column.kind == "key":
        text = text.replace(".", r".\allowbreak{}").replace("-", r"-\allowbreak{}").replace(r"\_", r"\_\allowbreak{}")
    elif column.kind == "date":
        text = rf"\mbox{{{text}}}" if len(text) <= 10 else text.replace("-", r"\mbox{-}")
    marks = [mark % f"{number}{',' if number != cell.notes[-1] else ''}" for number in cell.notes]
    return text + r"\allowbreak{}".join(marks)


def _provenance(table: Table) -> str:
    return rf"\textit{{Provenance:}} {_breakable(escaped(table.provenance))}"


def _address(url: str | None) -> str:
    return " " + _breakable(escaped(url)) if url else ""


def _breakable(text: str) -> str:
    r"""Let a long address or command break after a slash, a question mark, an ampersand, a dot or a hyphen."""
    for sign in ("/", "?", r"\&", ".", "=", "-"):
        text = text.replace(sign, sign + r"\allowbreak{}")
    return rf"\texttt{{{text}}}"
