"""What a table is in HTML, to the letter."""

import pytest

import tracker as tk
from publish.formats.made import made
from tracker.publish.formats.html import table_html
from tracker.publish.tables.table import Cell, Note, Reference

PAGE = "https://example.org/?day=2025-01-13"
KEY = "ally-2025-01-20.killed"


def row(columns, cells, data=None, link=None):
    """The one row of a table, without what stands around it."""
    table = made([(kind, kind) for kind in columns], [cells], data, id="T")
    return table_html(table, link=link).partition("<tbody>\n")[2].partition("\n</tbody>")[0]


@pytest.mark.parametrize(
    ("kind", "cell", "written"),
    [
        ("text", "on 2025-01-13", '<td>on <span class="whole">2025-01-13</span></td>'),
        ("key", "2025-01-13", "<td>2025-01-13</td>"),
        ("address", PAGE, f'<td class="address"><a href="{PAGE}">{PAGE}</a></td>'),
        ("address", "", '<td class="address"></td>'),
        ("date", "2025", '<td class="date">2025</td>'),
        ("count", Cell("900", 900.0), '<td class="number" data-value="900">900</td>'),
        ("count", Cell("900 (so)", 900.5),
         '<td class="number worded" data-value="900.5">900 (so)</td>'),
        ("ratio", Cell("0.5", 0.5, notes=(9, 1, 9)),
         '<td class="number" data-value="0.5">0.5<sup><a href="#t-note-1">1</a>, '
         '<a href="#t-note-9">9</a></sup></td>'),
    ],
)  # fmt: skip
def test_a_cell_is_written_by_its_kind(kind, cell, written):
    """Dates stay whole in words alone: a key and an address may break anywhere; note numbers stand
    in order, each once.
    """
    if not (cell.text if isinstance(cell, Cell) else cell):  # a column of nothing is not printed
        table = made([("text", "a"), (kind, "b")], [["A", cell], ["B", "https://b"]], id="T")
        assert f'<tr><th scope="row">A</th>{written}</tr>' in table_html(table)
    else:
        assert row(["text", kind], ["A", cell]) == f'<tr><th scope="row">A</th>{written}</tr>'


@pytest.mark.parametrize(
    ("kind", "linked"), [("count", True), ("key", True), ("text", False), ("ratio", False)]
)
def test_counts_and_keys_lead_to_their_figure_where_pages_are_around(small, kind, linked):
    """Other cells name it when pointed at, as all do where the table stands alone."""
    line = tk.table(small, "figures").lines([KEY])[0]
    title = f'title="{KEY} ({line})"'
    side = ' class="number"' if kind in ("count", "ratio") else ""
    cells = ["A", Cell("900", "900", figures=(KEY,))]
    alone = f'<tr><th scope="row">A</th><td{side}><span {title}>900</span></td></tr>'
    there = f'<tr><th scope="row">A</th><td{side}><a href="p#{KEY}" {title}>900</a></td></tr>'
    assert row(["text", kind], cells, small) == alone
    found = row(["text", kind], cells, small, lambda key: f"p#{key}")
    assert found == (there if linked else alone)


def test_a_title_names_three_figures_and_counts_the_others(small):
    """Once where the cell beside rests on the same."""
    keys = tk.table(small, "figures", metric="killed").figures
    table = tk.table(small, "figures")
    places = [table.lines(keys[:n]) for n in (3, 4)]
    three, four = (Cell("1", figures=keys[:n]) for n in (3, 4))
    named = f"{', '.join(keys[:3])} ({', '.join(places[0])})"
    assert row(["text", "text", "text"], [three, four, four], small) == (
        f'<tr><th scope="row"><span title="{named}">1</span></th>'
        f'<td><span title="{named} and 1 more">1</span></td><td>1</td></tr>'
    )


def test_a_figure_is_its_table_with_all_that_stands_below():
    """Caption, head, rows, definitions, remarks, notes with their sources, the provenance line."""
    news = Reference("news", "News", "https://example.org/?a=1&b")
    table = made(
        [("text", "Who"), ("count", "Low <")],
        [["Spies", Cell("900", 900, notes=(1, 2))]],
        title="Who & when",
        definitions=("One.",),
        remarks=("Two.",),
        notes=(Note(1, "Said."), Note(2, references=(news, Reference("letter", "A letter")))),
        provenance="Table made; made by: tracker table 'a b'",
    )
    assert (
        table_html(table)
        == """\
<figure class="tracker-table" id="table-made-by-hand">
<div class="scroll" tabindex="0" role="region" aria-labelledby="caption-made-by-hand">
<table>
<caption id="caption-made-by-hand">Who &amp; when</caption>
<thead><tr><th scope="col">Who</th><th scope="col" class="number">Low &lt;</th></tr></thead>
<tbody>
<tr><th scope="row">Spies</th><td class="number" data-value="900">900<sup>\
<a href="#made-by-hand-note-1">1</a>, <a href="#made-by-hand-note-2">2</a></sup></td></tr>
</tbody>
</table>
</div>
<figcaption>
<p>One.</p>
<p>Two.</p>
<ol>
<li id="made-by-hand-note-1" value="1">Said.</li>
<li id="made-by-hand-note-2" value="2"><a href="https://example.org/?a=1&amp;b">News</a>; \
A letter.</li>
</ol>
<p class="provenance"><code>Table made; made by: tracker table &#x27;a b&#x27;</code></p>
</figcaption>
</figure>
"""
    )
