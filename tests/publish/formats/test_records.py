"""Rows for other programs: whole outputs, to the sign."""

from datetime import date, datetime

import pytest

import tracker as tk
from publish.formats.made import made
from tracker.publish.formats.records import json_text, printed, resource, table_csv
from tracker.publish.tables.table import Cell, Note, Reference

COLUMNS = ("key", "low", "day", "told", "figures")
ROWS = [
    ("a|b", 900.0, date(2025, 1, 13), True, ("x.killed", "y.killed")),
    ("=1+1", 0.5, datetime(2025, 1, 13, 7), False, ()),
    ("Ågren, “Å”", float("nan"), None, None, ["z"]),
]
PRINTED = {
    "csv": """\
key,low,day,told,figures\r
a|b,900,2025-01-13,true,x.killed y.killed\r
'=1+1,0.5,2025-01-13,false,\r
"Ågren, “Å”",,,,z\r
""",
    "md": """\
| key | low | day | told | figures |
| --- | --- | --- | --- | --- |
| a\\|b | 900 | 2025-01-13 | true | x.killed y.killed |
| =1+1 | 0.5 | 2025-01-13 | false |  |
| Ågren, “Å” |  |  |  | z |
""",
    "json": """\
[
  {
    "key": "a|b",
    "low": 900,
    "day": "2025-01-13",
    "told": true,
    "figures": [
      "x.killed",
      "y.killed"
    ]
  },
  {
    "key": "=1+1",
    "low": 0.5,
    "day": "2025-01-13",
    "told": false,
    "figures": []
  },
  {
    "key": "Ågren, “Å”",
    "low": null,
    "day": null,
    "told": null,
    "figures": [
      "z"
    ]
  }
]
""",
}


@pytest.mark.parametrize("form", PRINTED)
def test_records_are_printed_in_each_form(form):
    """Whole numbers without a fraction, days as ISO dates, what is absent empty or null, columns in
    their order.
    """
    assert printed(COLUMNS, ROWS, form) == PRINTED[form]


def test_json_holds_numbers_alone_as_numbers():
    """What is none cannot be written; keys are sorted where that is asked for."""
    assert json_text({"b": 1, "a": 2}, sort_keys=True) == '{\n  "a": 2,\n  "b": 1\n}\n'
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text(float("inf"))


def test_a_csv_has_values_and_what_they_rest_on(small):
    """A computed number has the twelve digits that every machine computes alike; the last columns
    are the figures of a row and where they stand.
    """
    key = "ally-2025-01-20.killed"
    third = Cell("about 1,700", 5000 / 3, figures=(key, key))
    table = made([("text", "Who"), ("count", "Low")], [["Ally", third], ["Foe", "@x"]], small)
    place = tk.table(small, "figures").lines([key])[0]
    assert table_csv(table) == (
        f"c0,c1,figures,lines\r\nAlly,1666.66666667,{key},{place}\r\nFoe,'@x,,\r\n"
    )


def test_the_metadata_of_a_csv_name_all_of_it(told):
    """Fields with their types, notes with their sources, and the sources: a page without a title by
    its kind, one without an address without.
    """
    import json

    table = made(
        [("text", "Who"), ("count", "Low"), ("ratio", "Share"), ("flag", "Open"), ("date", "Day")],
        [],
        told,
        definitions=("One.",),
        remarks=("Two.",),
        notes=(Note(1, references=(Reference("page", "A page"), Reference("letter", "A letter"))),),
        sources=("page", "letter"),
    )
    text = resource(table, "a.csv")
    assert text.startswith('{\n  "profile": "tabular-data-resource",\n  "name": "made-by-hand",\n')
    assert json.loads(text) == {
        "profile": "tabular-data-resource",
        "name": "made-by-hand",
        "path": "a.csv",
        "title": "Made by hand",
        "description": "One. Two. Table made",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "schema": {
            "fields": [
                {"name": "c0", "title": "Who", "type": "string"},
                {"name": "c1", "title": "Low", "type": "number"},
                {"name": "c2", "title": "Share", "type": "number"},
                {"name": "c3", "title": "Open", "type": "boolean"},
                {"name": "c4", "title": "Day", "type": "string"},
                {"name": "figures", "title": "Keys of the figures", "type": "string"},
                {
                    "name": "lines",
                    "title": "Where the figures stand in the data",
                    "type": "string",
                },
            ],
            "missingValues": [""],
        },
        "notes": [{"number": 1, "text": "A page; A letter.", "sources": ["page", "letter"]}],
        "provenance": "Table made",
        "sources": [
            {"title": "[News page]", "path": "https://example.org/page"},
            {"title": "Losses & gains, 50% up"},
        ],
    }
