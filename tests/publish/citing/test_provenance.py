"""The provenance line is written and read back to the letter; what is left of one is named."""

from datetime import date

import pytest

import tracker as tk
from tracker.publish.citing.provenance import Provenance, command_line, damaged, parse, parse_all

DAY, DATA = date(2025, 2, 25), "0123456789ab"
HEAD = "Table figures; known on 2025-02-25; data 0123456789ab; tracker 0.1.0; made by: "
LINE = f"{HEAD}tracker table figures --known-on 2025-02-25"


def test_a_line_is_written_in_one_form():
    """Kind, id, day, data, version and command, as it is printed everywhere."""
    line = Provenance("figures", DAY, DATA, command_line("table", "figures", known_on=DAY), "0.1.0")
    assert str(line) == LINE
    assert parse(LINE) == line and len({line, parse(LINE)}) == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "tracker table figures"),
        ({"metric": None, "known_on": DAY}, "tracker table figures --known-on 2025-02-25"),
        ({"metric": ("a", "b")}, "tracker table figures --metric a --metric b"),
        ({"metric": ["a", "b"], "place": "c"}, "tracker table figures --metric a --metric b --place c"),
        ({"where": "said=about 300"}, "tracker table figures --where 'said=about 300'"),
        ({"where": "party=It's"}, "tracker table figures --where 'party=It'\"'\"'s'"),
    ],
)  # fmt: skip
def test_a_command_is_what_a_shell_reads(options, words):
    """Each option with its value, none for what is absent, one a value of several."""
    assert command_line("table", "figures", **options) == words


VALUES = (
    "killed",
    "phoenix",
    "about 300",
    "12 (one assault)",
    "Corp.",
    "a, b;",
    "People's Army",
    "its' 'own'",
    "a' b' c'",
    '"so-called" militia',
    "R&D 50%",
    "two - three",
)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    "behind", ["", ".", ").", "; and more", "\nIt's the army's.", "'", '"', "''"]
)
@pytest.mark.parametrize("last", [True, False])
def test_the_command_is_read_without_what_stands_behind_it(value, behind, last):
    """Also where the shell needs its last value in quotes, or an apostrophe stands in one; an end
    of the sentence, a bracket or a quotation mark is no part of it.
    """
    said = command_line("table", "figures", where=value, on=None if last else DAY)
    found = parse(f"See ({HEAD}{said}{behind}")
    assert found.command == (said if value != "Corp." or not last else said.rstrip("."))


@pytest.mark.parametrize("form", ["text", "md", "html", "tex"])
@pytest.mark.parametrize("value", ["People's Army", "Spies & 'more'", '12" guns (all)'])
def test_a_table_of_a_quoted_name_is_read_from_every_format(tmp_record, form, value):
    """The name of a party with an apostrophe, or with a sign of inches, in the command."""
    from conftest import CODEBOOK

    from publish.conftest import ESTIMATES, SOURCES

    quoted = '"' + value.replace('"', '\\"') + '"'
    book = CODEBOOK.replace("short: Spies", f"short: {quoted}")
    data = tmp_record(ESTIMATES, codebook=book, sources=SOURCES)
    table = tk.table(data, "figures", where={"party": value})
    assert str(parse(table.text(form))) == table.provenance


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("Table summary:killed:front", ":", ":\n"),
        ("Table figures", "Table", "TABLE"),
        ("Chart figures", "Chart", "CHART"),
        ("Table figures", "known on", "kno wn o-\nn"),
        ("Table figures", "0123456789ab", "0123456789AB"),
        ("Table figures", "tracker 0.1.0", "track er 0. 1.\n0"),
    ],
)
def test_what_a_printer_broke_is_whole_again(name, old, new):
    """Words, names and numbers that stand in two lines or in other letters are as they were."""
    whole = LINE.replace("Table figures", name)
    assert str(parse(whole.replace(old, new))) == whole


ENDS = (
    " is damaged or cut short; copy the whole line from under the table",
    "; it reads 'Table ID; known on YYYY-MM-DD; data 12 hex digits; tracker VERSION; made by: "
    "tracker table ...'",
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Notes.", "found no provenance line (copy the whole line from under the table)"),
        ("Table figures; known on 2025", f"the provenance line with 'Table figures; known on'{ENDS[0]}"),
        ("data 0123; tracker", f"the provenance line with 'data 0123; tracker'{ENDS[0]}"),
    ],
)  # fmt: skip
def test_a_text_without_a_line_says_how_one_looks(text, told):
    """And what of one is there, or else what to copy."""
    with pytest.raises(ValueError) as caught:
        parse_all(text)
    assert str(caught.value) == told + ENDS[1]


CUT = "Table cut; known on"
FAR = "x" * 199  # between two blanks


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (LINE, []),
        (CUT, [CUT]),
        (f"{CUT}\n{LINE}", [CUT]),
        (f"{LINE}\n{CUT}", [CUT]),
        (f"{LINE}\n{CUT}\n{LINE}\n{CUT}", [CUT, CUT]),
        (
            LINE.replace("02-25;", "02-31;"),
            ["Table figures; known on 2025-02-31; data 0123456789ab; tracker"],
        ),
        ("Table cut; known\non 2025", [CUT]),
        (f"{CUT} {FAR[1:]} data 01; tracker", [f"{CUT} {'x' * 60}"]),
        (f"{CUT} {FAR} data 01; tracker", [CUT, "data 01; tracker"]),
    ],
)
def test_each_line_that_is_not_whole_is_named_once(text, pieces):
    """By its first eighty signs at most; parts within two hundred signs of each other are one
    line's, unless a whole line stands between them.
    """
    assert damaged(text) == [f"the provenance line with '{piece}'{ENDS[0]}" for piece in pieces]
