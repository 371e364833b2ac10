"""Tables as plain text for a terminal and as Markdown."""

from __future__ import annotations

import re
import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING

from tracker.publish.formats.escape import markdown, one_line
from tracker.publish.formats.page import layout
from tracker.publish.formats.records import markdown_row
from tracker.publish.formats.unbroken import RAISED, square

if TYPE_CHECKING:
    from tracker.publish.tables.table import Column, Note, Table

_WIDEST, _HEAD = 34, 14  # signs in a column of text, in a line of its head
_URL_ENDS = re.compile(r"[()<>\s\\|]")


def table_text(table: Table) -> str:
    """The table for a terminal: columns in line, long cells folded, notes below."""
    table = table.printed
    head = [textwrap.wrap(column.label, _HEAD, break_long_words=False) for column in table.columns]
    cells = [
        [_folded(one_line(cell.text) + _raised(cell.marks, " [{}]")) for cell in row]
        for row in table.rows
    ]
    widths = [max(map(_width, sum((row[i] for row in cells), head[i]))) for i in range(len(head))]
    lines = [
        table.title,
        "",
        *_row(table, head, widths),
        "  ".join("-" * width for width in widths),
    ]
    for row in cells:
        lines += _row(table, row, widths)
    lines.append("")
    for sentence in (*table.definitions, *table.remarks):
        lines += textwrap.wrap(one_line(sentence), 100)
    for note in table.notes:
        lines += textwrap.wrap(
            f"[{note.number}] {one_line(note.text)}",
            100,
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join([*lines, table.provenance, ""])


def table_markdown(table: Table) -> str:
    """The table in GitHub's Markdown, notes as a numbered list below."""
    table = table.printed
    widths = (max(3, round(100 * share)) for share in layout(table).shares)  # pandoc's, too
    lines = [
        f"**{markdown(table.title)}**",
        "",
        markdown_row(markdown(column.label) for column in table.columns),
        markdown_row(
            "-" * width + ":" * column.right for column, width in zip(table.columns, widths)
        ),
        *(
            markdown_row(
                markdown(cell.text) + _raised(cell.marks, "{}").translate(RAISED) for cell in row
            )
            for row in table.rows
        ),
    ]
    lines += ["", *(f"{markdown(sentence)}\n" for sentence in (*table.definitions, *table.remarks))]
    lines += [f"{note.number}. {_linked(note)}" for note in table.notes]
    return "\n".join([*lines, "", f"`{table.provenance}`", ""])


def _linked(note: Note) -> str:
    """A note whose sources are links; signs that would end the address early are written in
    hexadecimal.
    """
    sources = [
        f"[{markdown(one.text)}]({_URL_ENDS.sub(lambda sign: f'%{ord(sign[0]):02X}', one.url)})"
        if one.url
        else markdown(one.text)
        for one in note.references
    ]
    return markdown(note.remark) or "; ".join(sources) + "."


def _raised(marks: tuple[str, ...], form: str) -> str:
    return form.format(", ".join(marks)) if marks else ""


def _folded(cell: str) -> list[str]:
    return textwrap.wrap(cell, _WIDEST, break_long_words=False, break_on_hyphens=False) or [""]


def _width(cell: str) -> int:
    return sum(2 if square(sign) else 1 for sign in cell)


def _row(table: Table, cells: list[list[str]], widths: list[int]) -> list[str]:
    """One printed row as lines: cells padded to their widths, numbers to the right."""

    def padded(column: Column, part: str, width: int) -> str:
        gap = " " * (width - _width(part))
        return gap + part if column.right else part + gap

    return [
        "  ".join(map(padded, table.columns, parts, widths)).rstrip()
        for parts in zip_longest(*cells, fillvalue="")
    ]
