"""A table for a terminal and in Markdown, to the sign."""

from publish.formats.made import made
from tracker.publish.formats.text import table_markdown, table_text
from tracker.publish.tables.table import Cell, Note, Reference

KEY = "a-party-of-more-than-thirty-four-signs.killed"
ADDRESS = "https://example.org/" + "a-long-path/" * 8
NOTES = (
    Note(1, f"See {ADDRESS} for more of it."),
    Note(2, references=(Reference("a", "A page", "https://b.org/(1) <2>|\\"), Reference("c", "C"))),
)
TABLE = made(
    [("text", "Who"), ("key", "Independentvoices of all"), ("count", "Low")],
    [
        ["中国 army", KEY, Cell("900", notes=(1,))],
        ["Ｆoe", "a word that folds - behind thirty-four signs", Cell("1,200", notes=(1, 2))],
    ],
    title="By hand | told",
    definitions=("Low: the least\x07 of all.",),
    remarks=("One two. " * 12,),
    notes=NOTES,
)
TERMINAL = f"""\
By hand | told

Who        Independentvoices                                       Low
           of all
---------  ---------------------------------------------  ------------
中国 army  {KEY}       900 [1]
Ｆoe       a word that folds - behind                     1,200 [1, 2]
           thirty-four signs

Low: the least of all.
One two. One two. One two. One two. One two. One two. One two. One two. One two. One two. One two.
One two.
[1] See
    {ADDRESS}
    for more of it.
[2] A page; C.
Table made
"""
MARKDOWN = f"""\
**By hand \\| told**

| Who | Independentvoices of all | Low |
| WIDTHS |
| 中国 army | {KEY} | 900¹ |
| Ｆoe | a word that folds - behind thirty-four signs | 1,200¹, ² |

Low: the least of all.

One two. One two. One two. One two. One two. One two. One two. One two. One two. One two. One two. \
One two.

1. See {ADDRESS} for more of it.
2. [A page](https://b.org/%281%29%20%3C2%3E%7C%5C); C.

`Table made`
"""


def test_a_terminal_has_columns_in_line():
    """Each as wide as its widest line, a square sign having the room of two; words fold, but no
    word, key or address is broken; numbers stand to the right.
    """
    assert table_text(TABLE) == TERMINAL


def test_markdown_has_a_row_a_line_and_a_numbered_list():
    """Nothing folds; the line under the head is as wide as a printer would set the columns."""
    found = table_markdown(TABLE)
    widths = found.splitlines()[3]
    assert found.replace(widths, "| WIDTHS |") == MARKDOWN
    who, key, low = widths.strip("| ").split(" | ")
    assert low.endswith("-:") and {*who, *key} == {"-"}
    assert len(key) > len(low) > 3 < len(who)


def test_a_column_of_markdown_has_three_strokes_at_least():
    """Of a turned line of 131 digits 2.5 are two hundredths; pandoc wants three strokes. The rest
    is the other column's.
    """
    table = made([("text", "1"), ("count", "1")], [[" ".join(["12345"] * 99), "1"]] * 12)
    assert table_markdown(table).splitlines()[3] == f"| {98 * '-'} | ---: |"


def test_a_table_without_notes_ends_with_its_provenance():
    """One empty line stands between."""
    table = made([("text", "Who")], [["Foe"]])
    assert table_text(table) == "Made by hand\n\nWho\n---\nFoe\n\nTable made\n"
    assert table_markdown(table) == (
        f"**Made by hand**\n\n| Who |\n| {100 * '-'} |\n| Foe |\n\n\n`Table made`\n"
    )
