"""How a table is laid out on paper (shares of the line, turned pages, one page or several), and the
same bytes for the same page.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, fsum
from typing import TYPE_CHECKING

from tracker.publish.formats.unbroken import RAISED, joined, width_of

if TYPE_CHECKING:
    from tracker.publish.tables.table import Column, Table

# digits of small print in a line of an upright and of a turned page
LATEX_LINES, WORD_LINES = (82, 131), (95, 143)
COLUMN_GAP = 1.5  # digits between columns
ONE_PAGE = 48  # lines of small print that a float may have, with its notes
SAMPLE = 200  # rows that widths are fitted to
_SPACES, _HYPHENS = re.compile(" +"), re.compile("(?<=-)| +")
BREAKS = {
    "text": _HYPHENS,
    "date": _SPACES,
    "ratio": _SPACES,
    "key": re.compile(r"(?<=[-._])"),
    "address": re.compile(r"(?<=[-./_?&=%])"),
}
WORD_BREAKS = BREAKS | {"key": _HYPHENS}  # Word folds a key after its hyphens only


_MADE = b"2000-01-01T00:00:00Z"  # when every office file says it was made
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip can hold


@dataclass(frozen=True, slots=True)
class Layout:
    """``shares`` of the line, one a column, together 1; ``turned``: the page is; ``long``: it takes
    several pages.
    """

    shares: tuple[float, ...]
    turned: bool
    long: bool


def layout(
    table: Table,
    lines: tuple[int, int] = LATEX_LINES,
    breaks: Mapping[str, re.Pattern[str]] = BREAKS,
    head: float = 1.0,
) -> Layout:
    """Plan a table: no column narrower than its longest word, numbers not folded (but what they
    are computed from, in brackets) unless the line is too short, the rest where it makes rows
    lower.

    ``lines`` are the digits in a line of an upright and of a turned page, ``breaks`` where a column
    of each kind may fold, ``head`` how much wider a column's head is set than its cells (bold type
    is wider). Words are measured by their letters.
    """
    texts = [
        [column.label for column in table.columns],
        *(
            [
                (cell.text if column.kind in ("key", "address") else joined(cell.text))
                + "".join(cell.marks[:1]).translate(RAISED)
                for column, cell in zip(table.columns, row)
            ]
            for row in table.rows
        ),
    ]
    sizes = [[width_of(text) for text in row] for row in texts]
    columns = [(column, [row[n] for row in texts]) for n, column in enumerate(table.columns)]
    least = [_least(column, texts, breaks, head) for column, texts in columns]
    if fsum(least) > lines[1]:
        least = [_least(column, texts, breaks, head, folded=True) for column, texts in columns]
    most = fsum(max(row[n] for row in sizes) + COLUMN_GAP for n in range(len(least)))
    turned = fsum(least) > lines[0] or (most > 2 * lines[0] and len(table.rows) > 10)
    line = lines[turned]
    widths = _widened(least, sizes[:: len(sizes) // SAMPLE + 1], line)
    return Layout(
        tuple(width / fsum(widths) for width in widths),
        turned,
        _lines(table, sizes[1:], widths, line) > ONE_PAGE,
    )


def _least(
    column: Column,
    texts: list[str],
    breaks: Mapping[str, re.Pattern[str]],
    bold: float,
    folded: bool = False,
) -> float:
    """The width of a column's longest word, or longest number, with the gap beside it."""
    head, *cells = texts
    words = [
        word
        for text in cells
        for word in (
            breaks[column.kind].split(text) if column.kind in breaks else _number(text, folded)
        )
    ]
    heads = (bold * width_of(word) for word in head.split())
    return max([*heads, *map(width_of, words)]) + COLUMN_GAP


def _number(text: str, folded: bool) -> list[str]:
    """A number in one piece, or ``folded`` in two, and the words behind it in brackets in three."""
    number, bracket, words = text.partition(" (")
    third = len(words) // 3 + 2
    whole = [number[: len(number) // 2 + 2]] if folded else [number, f"{number}{bracket}"]
    return [*text.split(" "), words[:third], *whole]


def _widened(widths: list[float], rows: list[list[float]], line: float) -> list[float]:
    """Give the free digits of the line, one by one, to the column that makes most rows high."""
    widths = list(widths)
    for _ in range(int(line - fsum(widths))):  # `sum` rounds otherwise before Python 3.12
        gains = [0.0] * len(widths)
        for row in rows:
            filled = [length / (width - COLUMN_GAP) for length, width in zip(row, widths)]
            tallest = filled.index(max(filled))
            gains[tallest] += filled[tallest] / widths[tallest] if filled[tallest] > 0.9 else 0
        widths[gains.index(max(gains))] += 1
    return widths


def _lines(table: Table, sizes: list[list[float]], widths: list[float], line: float) -> int:
    rows = sum(
        max(ceil(size / (width - COLUMN_GAP)) for size, width in zip(row, widths)) for row in sizes
    )
    below = (
        *table.definitions,
        *table.remarks,
        *(note.text for note in table.notes),
        table.provenance,
    )
    return rows + sum(ceil(width_of(text) / line) for text in below)


def reproducible(save: Callable[[io.BytesIO], object]) -> bytes:
    """An office file, as its library saves it, without a clock: every member of the zip dated
    alike, the hour at which it was made taken out of its properties.
    """
    out = io.BytesIO()
    save(out)

    def timeless(name: str, content: bytes) -> bytes:
        if name != "docProps/core.xml":
            return content
        return re.sub(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*", rb"\g<1>" + _MADE, content)

    return rewritten(out.getvalue(), timeless)


def rewritten(archive: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A zip with each member changed, all dated alike."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            content = change(item.filename, old.read(item.filename))
            new.writestr(zipfile.ZipInfo(item.filename, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
