"""What a table is in LaTeX, to the letter."""

import pytest

from publish.formats.made import made
from tracker.publish.formats.latex import table_in_notebook, table_latex
from tracker.publish.tables.table import Cell, Note, Reference


@pytest.mark.parametrize(
    ("kind", "text", "broken"),
    [
        ("address", "https://e.org/a?b=c&d=5%20_x-y", "https:/|/|e.|org/|a?|b=|c\\&|d=|5\\%|20\\_|x-|y"),
        ("key", "spy-2025-01-13.troops_sent", "spy-|2025-|01-|13.|troops\\_|sent"),
        ("text", "on 2025-01-13: a/b", "on \\mbox{2025-01-13}: a/b"),
    ],
)  # fmt: skip
def test_addresses_and_keys_may_break_after_their_signs(kind, text, broken):
    """Words break between words alone, and never inside a date."""
    body = table_latex(made([(kind, "Where")], [[text]]))
    row = next(line for line in body.splitlines() if line.startswith(broken[:2]))
    assert row == broken.replace("|", "\\allowbreak{}") + " \\tabularnewline"


BELOW = {
    "definitions": ("One.",),
    "remarks": ("Two on 2025-01-13.",),
    "notes": (
        Note(1, "Said."),
        Note(2, references=(Reference("news", "News & more", "https://b"), Reference("a", "A"))),
    ),
}
COLUMN = (
    r">{\%s\arraybackslash}p{\dimexpr %s\dimexpr\linewidth+2\tabcolsep\relax-2\tabcolsep\relax}"
)
LONG = " ".join(["1234"] * 60)
PAGES = r"""\providecommand{\otherscript}[2]{#2}
\providecommand{\sourcenote}[2]{#2}
\begingroup\scriptsize\setlength{\tabcolsep}{3pt}\setlength{\LTcapwidth}{\linewidth}
\begin{longtable}{@{}SHAPE@{}}
\caption{Made by hand}\label{tab:made-by-hand} \\
\toprule
1 & 2 \tabularnewline
\midrule
\endfirsthead
\toprule
1 & 2 \tabularnewline
\midrule
\endhead
\midrule \multicolumn{2}{r@{}}{\emph{continued}} \\
\endfoot
\bottomrule
\endlastfoot
LONG\textsuperscript{1,}\allowbreak{}\textsuperscript{2} & 5 \tabularnewline
MORE\end{longtable}
\raggedright\setlength{\parindent}{0pt}\setlength{\parskip}{2pt}
\par One.
\par Two on \mbox{2025-01-13}.
\par \textsuperscript{1}\,Said.
\par \textsuperscript{2}\,\sourcenote{news}{News \& more}; \sourcenote{a}{A}
\par \textit{Provenance:} \texttt{Table made}\par
\endgroup
"""
FLOAT = r"""% \usepackage[T1]{fontenc}\usepackage{array,booktabs,longtable,multicol,pdflscape,threeparttable}
\providecommand{\otherscript}[2]{#2}
\providecommand{\sourcenote}[2]{\ifcsname ver@biblatex.sty\endcsname\cite{#1}\else\ifcsname b@#1\endcsname\cite{#1}\else\nocite{#1}#2\fi\fi}
\begin{table}[htbp]
\centering\scriptsize\setlength{\tabcolsep}{3pt}
\begin{threeparttable}
\caption{Made by hand}\label{tab:made-by-hand}
\begin{tabular}{@{}SHAPE@{}}
\toprule
1 & 2 \tabularnewline
\midrule
1 & 5\tnote{1,}\allowbreak{}\tnote{2} \tabularnewline
\bottomrule
\end{tabular}
\begin{tablenotes}\scriptsize\raggedright
  \item One.
  \item Two on \mbox{2025-01-13}.
  \item[1] Said.
  \item[2] \sourcenote{news}{News \& more}; \sourcenote{a}{A}
  \item \textit{Provenance:} \texttt{Table made}
\end{tablenotes}
\end{threeparttable}
\end{table}
"""


def shape(words, numbers):
    """Two columns with these shares of the line, the second flush right."""
    return COLUMN % ("raggedright", words) + COLUMN % ("raggedleft", numbers)


@pytest.mark.parametrize(("rows", "shares"), [(5, ("0.957", "0.043")), (12, ("0.969", "0.031"))])
def test_a_notebook_loads_nothing_and_is_never_turned(rows, shares):
    """Of an upright line of 82 digits numbers have 2.5, or 3.5 for their head where few rows want
    it otherwise; so too where a table of so many rows would be turned elsewhere. Sources stand in
    words.
    """
    first = [Cell(LONG, notes=(1, 2)), "5"]
    table = made([("text", "1"), ("count", "2")], [first, *[[LONG, "5"]] * (rows - 1)], **BELOW)
    page = PAGES.replace("MORE", "LONG & 5 \\tabularnewline\n" * (rows - 1))
    assert table_in_notebook(table) == page.replace("SHAPE", shape(*shares)).replace("LONG", LONG)


def test_a_short_table_is_a_float_with_its_notes():
    """What to load, what a source is without a bibliography, the table, its notes; of 81.82 digits
    the number with its mark has 4.32.
    """
    table = made([("text", "1"), ("count", "2")], [["1", Cell("5", notes=(1, 2))]], **BELOW)
    assert table_latex(table) == FLOAT.replace("SHAPE", shape("0.947", "0.053"))
