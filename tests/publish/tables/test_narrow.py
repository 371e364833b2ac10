"""Tables narrowed to what a paper prints: several metrics, chosen rows and columns."""

import pytest

import tracker as tk
from tracker.publish.citing.provenance import parse
from tracker.publish.verify import verify


def keys(table, column):
    """What a column holds, row by row."""
    at = [one.key for one in table.columns].index(column)
    return [row[at].value for row in table.rows]


def test_several_metrics_stand_in_the_order_asked_for(small):
    """Two metrics: their rows in that order, both in the title, the id and the command."""
    table = tk.table(small, "summary", metric=["wounded", "killed"])
    assert keys(table, "metric") == ["wounded", "killed"]
    assert table.id == "summary:wounded:killed"
    assert table.title.startswith("A small war: wounded and killed, ranges on 2025-02-25")
    assert "tracker table summary --metric wounded --metric killed --on" in table.provenance
    assert tk.table(small, "summary", metric=["killed"]).id == "summary:killed"


def test_a_count_that_only_hints_is_shown_where_it_is_named(told):
    """The summary of the record leaves proxies out; one that is asked for by name is there."""
    assert "graves" not in keys(tk.table(told, "summary"), "metric")
    table = tk.table(told, "summary", metric=["killed", "graves"])
    assert keys(table, "metric") == ["killed", "graves"]


@pytest.mark.parametrize("name", ["summary", "figures", "parties", "timeline", "sources"])
def test_a_line_of_several_metrics_is_verified(small, name):
    """What was printed of two metrics is unchanged by the same data."""
    table = tk.table(small, name, metric=["killed", "wounded"])
    assert verify(small, table.provenance).state == "unchanged"


def test_rows_are_chosen_by_value(small):
    """Of each column named, one of the values; as machines or as print hold them."""
    table = tk.table(small, "figures", metric="killed", where={"party": ["spy", "foe"]})
    assert set(keys(table, "party")) == {"spy", "foe"}
    shown = tk.table(small, "figures", metric="killed", where={"party": ["Spies", "Foe"]})
    assert shown.rows == table.rows
    one = tk.table(small, "figures", where={"party": "spy", "role": "voice"})
    assert set(keys(one, "role")) == {"voice"} and set(keys(one, "party")) == {"spy"}


def test_the_notes_of_the_rows_left_are_counted_anew(small):
    """No note of a row left out, no gap in the numbers, no short name without a row."""
    table = tk.table(small, "figures", metric="killed", where={"party": "foe"})
    assert [note.number for note in table.notes] == [1]
    assert table.sources == ("letter",)
    text = table.text()
    assert "Foe: Foe Command." in text and "Spies" not in text


def test_columns_are_chosen_and_keep_the_notes(small):
    """Metric, low and high alone: who holds an end is left out, its sources are not."""
    whole = tk.table(small, "summary", metric=["killed", "wounded"])
    table = tk.table(
        small, "summary", metric=["killed", "wounded"], columns=["metric", "low", "high"]
    )
    assert [column.key for column in table.columns] == ["metric", "low", "high"]
    assert set(table.sources) == set(whole.sources) != set()
    assert keys(table, "low") == keys(whole, "low")
    assert sum(map(len, table.text("tex"))) < sum(map(len, whole.text("tex")))


def test_the_command_under_a_narrowed_table_makes_it_again(small, capsys):
    """The line names rows and columns, quoted as a shell needs it."""
    import shlex

    from tracker.cli import main

    table = tk.table(
        small, "figures", where={"party": "Spies", "said": "about 300"}, columns=["party", "said"]
    )
    words = shlex.split(parse(table.provenance).command)[1:]
    assert words[2:6] == ["--on", "2025-02-25", "--known-on", "2025-02-25"]
    main([*words, "--data", str(small.folder)])
    assert capsys.readouterr().out == table.text()


def test_sources_and_events_keep_what_their_rows_name(told):
    """Tables that list sources themselves cite those of the rows that are left."""
    table = tk.table(told, "sources", where={"source": "letter"})
    assert table.sources == ("letter",) and len(table.rows) == 1
    table = tk.table(told, "events", where={"date": "2025-01-20"})
    assert table.sources == ("news", "page")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"metric": ["killed", "kiled"]}, "no metric 'kiled'; did you mean 'killed'?"),
        ({"where": {"partie": "spy"}}, "no column 'partie'; did you mean 'party'?"),
        ({"where": {"party": "spyy"}}, "no row with party 'spyy'; did you mean 'spy'?"),
        ({"columns": ["lo"]}, "no column 'lo'; "),
    ],
)
def test_a_wrong_name_is_one_line_with_the_nearest(small, asked, words):
    """Of a metric, a column or a value."""
    with pytest.raises(ValueError) as caught:
        tk.table(small, "figures", **asked)
    assert str(caught.value).startswith(words)


def test_one_column_may_be_asked_for_without_a_list(small):
    """A single key is a key, not its letters."""
    alone = tk.table(small, "summary", columns="metric")
    assert [column.key for column in alone.columns] == ["metric"]
    assert alone.text() == tk.table(small, "summary", columns=["metric"]).text()
    scored = tk.track_record(small, "killed", methods="envelope")
    assert scored.equals(tk.track_record(small, "killed", methods=["envelope"]))


@pytest.mark.parametrize(
    "asks", [tk.trend, tk.rates, tk.sensitivity, tk.plot_ranges, tk.plot_parties]
)
def test_who_asks_for_no_metric_is_told_which_there_are(small, asks):
    """In one sentence, and not in the program's own words."""
    with pytest.raises(ValueError, match="one metric is asked for here; name it, .* killed"):
        asks(small, None)
