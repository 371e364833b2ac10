"""Tables as HTML: caption, scoped headers, numbers linked to their figures, notes linked to their
sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from tracker.publish.formats.escape import one_line
from tracker.publish.formats.records import cell_field
from tracker.publish.formats.unbroken import WHOLE

if TYPE_CHECKING:
    from tracker.publish.tables.table import Cell, Column, Note, Table

AddressOf = Callable[[str], str]  # figure key -> address
_LEFTWARD = re.compile("“[^“”]*[\u0590-\u08ff\ufb1d-\ufefc][^“”]*”")  # Hebrew, Arabic

# scoped to the table, in the colours of the page around it, stronger than JupyterLab's own rules
_NAMED = 3  # figures behind a cell that its title names
STYLE = """\
.tracker-table { margin: 1rem 0; }
.tracker-table .scroll { overflow-x: auto; }
.tracker-table table { border-collapse: collapse; border-top: 2px solid; border-bottom: 2px solid; }
.tracker-table caption { text-align: left; font-weight: 600; padding: .4rem 0; }
.tracker-table .scroll :is(th, td) { padding: .25rem .6rem; text-align: left; \
vertical-align: top; font-weight: 400; }
.tracker-table .scroll thead th { font-weight: 600; vertical-align: bottom; \
border-bottom: 1px solid; }
.tracker-table tbody tr + tr > * { border-top: 1px solid rgb(128 128 128 / .25); }
.tracker-table .scroll .number { text-align: right; font-variant-numeric: tabular-nums; }
.tracker-table td.number { min-width: 4.5rem; max-width: 11rem; }
.tracker-table td.worded { min-width: 7rem; }
.tracker-table :is(.whole, sup a) { white-space: nowrap; }
.tracker-table sup { line-height: 0; }
.tracker-table td.address { overflow-wrap: anywhere; min-width: 16rem; }
.tracker-table figcaption { font-size: .87em; max-width: 60rem; }
.tracker-table code { overflow-wrap: anywhere; white-space: normal; }
"""
_BODY = (
    "body { margin: 1rem; font: 15px/1.4 system-ui, sans-serif; color: #1b1f23; background: "
    "#fff; }\na { color: #0b57a4; }\n"
)


def typed_as_it_is(body: str) -> str:
    """HTML for a notebook, which would else take two dollars for the ends of a formula."""
    return f'<div class="tex2jax_ignore mathjax_ignore">{body}</div>'


def table_page(table: Table) -> str:
    """The table as a page of its own, which says its language and characters and brings its
    style.
    """
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(one_line(table.title))}</title>\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<style>\n{_BODY}{STYLE}</style>\n</head>\n<body>\n{table_html(table)}</body>\n</html>\n"
    )


def table_html(table: Table, *, link: AddressOf | None = None) -> str:
    """The table as one ``<figure>`` element to stand inside a page.

    ``link`` turns a figure key into an address; by default numbers link to the note that names
    their source.
    """
    table = table.printed
    head = "".join(
        f'<th scope="col"{_side(column)}>{whole(column.label)}</th>' for column in table.columns
    )
    rows = "\n".join(_row(table, row, link) for row in table.rows)
    below = "\n".join(f"<p>{whole(said)}</p>" for said in (*table.definitions, *table.remarks))
    notes = "\n".join(_note(table, note) for note in table.notes)
    return (
        f'<figure class="tracker-table" id="table-{table.slug}">\n'
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="caption-{table.slug}">\n'
        f'<table>\n<caption id="caption-{table.slug}">{whole(table.title)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n"
        f"<figcaption>\n{below}\n"
        + (f"<ol>\n{notes}\n</ol>\n" if notes else "")
        + f'<p class="provenance"><code>{escape(table.provenance)}</code></p>\n'
        "</figcaption>\n</figure>\n"
    )


def _row(table: Table, row: tuple[Cell, ...], link: AddressOf | None) -> str:
    told = [()] + [cell.figures for cell in row]
    first, *rest = (
        (column, cell, _body(table, column, cell, link, told=cell.figures == before))
        for column, cell, before in zip(table.columns, row, told)
    )
    cells = [f'<th scope="row"{_side(first[0])}>{first[2]}</th>']
    for column, cell, body in rest:
        number = isinstance(cell.value, (int, float))
        sort = f' data-value="{cell_field(cell)}"' if number else ""
        cells.append(f"<td{_side(column, cell.text)}{sort}>{body}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _body(table: Table, column: Column, cell: Cell, link: AddressOf | None, told: bool) -> str:
    """What stands in a cell, linked to its figure or address, with the numbers of its notes; a
    title names its figures unless the cell before has ``told`` them.
    """
    plain = column.kind in ("address", "key")
    body = escape(one_line(cell.text)) if plain else whole(cell.text)
    if column.kind == "address" and body:
        body = f'<a href="{escape(cell.text)}">{body}</a>'
    if cell.figures and body:
        named, more = cell.figures[:_NAMED], len(cell.figures) - _NAMED
        title = escape(f"{', '.join(named)} ({', '.join(table.lines(named))})")
        title += f" and {more} more" if more > 0 else ""
        if link and column.kind in ("count", "key"):
            body = f'<a href="{escape(link(cell.figures[0]))}" title="{title}">{body}</a>'
        elif not told:
            body = f'<span title="{title}">{body}</span>'
    marks = ", ".join(
        f'<a href="#{table.slug}-note-{number}">{number}</a>' for number in sorted(set(cell.notes))
    )
    return body + (f"<sup>{marks}</sup>" if marks else "")


def _note(table: Table, note: Note) -> str:
    sources = "; ".join(
        f'<a href="{escape(one.url)}">{whole(one.text)}</a>' if one.url else whole(one.text)
        for one in note.references
    )
    body = whole(note.remark) or f"{sources}."
    return f'<li id="{table.slug}-note-{note.number}" value="{note.number}">{body}</li>'


def _side(column: Column, text: str = "") -> str:
    kind = "number" if column.right else column.kind
    worded = " worded" if kind == "number" and "(" in text else ""  # what it was computed from
    return f' class="{kind}{worded}"' if kind in ("number", "date", "address") else ""


def whole(text: str) -> str:
    """Text as HTML shows it, its dates, ranges and numbers with units whole, titles written from
    right to left apart from what stands around them.
    """
    apart = _LEFTWARD.sub(r"<bdi>\g<0></bdi>", escape(one_line(text)))
    return WHOLE.sub(r'<span class="whole">\g<0></span>', apart)
