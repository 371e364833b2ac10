"""Tables as HTML: caption, scoped headers, numbers linked to their figures, notes linked both ways."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Callable

from tracker.publish.escape import one_line

if TYPE_CHECKING:
    from tracker.publish.table import Cell, Column, Table


def html(table: Table, *, link: Callable[[str], str] | None = None) -> str:
    """The table as one ``<figure>`` element that stands by itself or inside a page.

    ``link`` turns a figure key into an address; by default numbers link to the note that names their source.
    """
    head = "".join(f'<th scope="col"{_side(column)}>{_text(column.label)}</th>' for column in table.columns)
    rows = "\n".join("<tr>" + "".join(_cell(table, column, cell, n, link) for n, (column, cell)
                                      in enumerate(zip(table.columns, row))) + "</tr>" for row in table.rows)
    below = "\n".join(f"<p>{_text(sentence)}</p>" for sentence in (*table.definitions, *table.remarks))
    notes = "\n".join(_note(table, note) for note in table.notes)
    return (f'<figure class="tracker-table" id="table-{table.slug}">\n<div class="scroll" tabindex="0" role="region" '
            f'aria-labelledby="caption-{table.slug}">\n<table>\n<caption id="caption-{table.slug}">{_text(table.title)}'
            f"</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n"
            f"<figcaption>\n{below}\n" + (f"<ol>\n{notes}\n</ol>\n" if notes else "")
            + f'<p class="provenance"><code>{escape(table.provenance, quote=False)}</code></p>\n</figcaption>\n</figure>\n')


def _cell(table: Table, column: Column, cell: Cell, n: int, link) -> str:
    body = _text(cell.text)
    if cell.figures and body:
        where = ", ".join(f"{mark.file.rsplit('/', 1)[-1]}:{mark.line}" for mark in table.marks(cell.figures))
        title = escape(f"{', '.join(cell.figures)} ({where})")
        if link and column.kind in ("count", "key"):
            body = f'<a href="{escape(link(cell.figures[0]))}" title="{title}">{body}</a>'
        else:
            body = f'<span title="{title}">{body}</span>'
    marks = ", ".join(f'<a href="#{table.slug}-note-{number}">{number}</a>' for number in cell.notes)
    body += f"<sup>{marks}</sup>" if marks else ""
    if n == 0:
        return f'<th scope="row">{body}</th>'
    sort = f' data-value="{cell.value}"' if isinstance(cell.value, (int, float)) else ""
    return f"<td{_side(column)}{sort}>{body}</td>"


def _note(table: Table, note) -> str:
    link = f' <a href="{escape(note.url)}">{escape(note.url)}</a>' if note.url else ""
    return f'<li id="{table.slug}-note-{note.number}" value="{note.number}">{_text(note.text)}{link}</li>'


def _side(column: Column) -> str:
    return ' class="number"' if column.right else ""


def _text(text: str) -> str:
    return escape(one_line(text))
