"""What each table shows: values worked out by hand from the small record."""

from datetime import date

import pytest

import tracker as tk
from publish.conftest import ESTIMATES, SOURCES


def texts(table, row, *columns):
    keys = [column.key for column in table.columns]
    return tuple(table.rows[row][keys.index(name)].text for name in columns)


def test_the_summary_gives_the_range_and_who_holds_its_ends(small):
    """Killed: the spies' revised 900 to the ally's third of 5,000; two two-sided voices, so at most
    an even chance.
    """
    table = tk.table(small, "summary")
    assert texts(
        table, 1, "metric", "low", "low_party", "high", "high_party", "independent", "confidence"
    ) == ("Wounded", "2,700", "Spies", "2,700", "Spies", "1", "")
    assert texts(
        table, 0, "metric", "low", "low_party", "high", "high_party", "independent", "confidence"
    ) == ("Killed", "900", "Spies", "about 1,700 (a third of 5,000)", "Ally", "2", "50%")
    assert [row[1].text for row in table.rows if row[0].text == "Present"] == [
        "The Country",
        "The Front",
    ]


def test_a_number_is_rounded_in_print_only(small):
    """1,700 in print is a third of 5,000, unrounded, for machines."""
    table = tk.table(small, "summary")
    assert table.frame().loc[0, "high"] == pytest.approx(5000 / 3, rel=1e-15)


def test_the_table_remembers_what_was_known(small):
    """As known on 19 February the spies still said 300."""
    table = tk.table(small, "summary", known_on="2025-02-19")
    assert texts(table, 0, "low") == ("300",)
    assert "--known-on 2025-02-19" in table.provenance


def test_figures_lists_every_known_figure_with_its_role(small):
    """The echo, the replaced and the disputed figure are there, with the reason why they do not
    speak.
    """
    table = tk.table(small, "figures", metric="killed")
    roles = {row[0].text: (row[8].text, row[9].text) for row in table.rows}
    assert list(roles) == [
        "ally-2025-01-20.killed",
        "spy-2025-01-13.killed",
        "spy-2025-02-20.killed",
        "paper-2025-01-21.killed",
        "foe-2025-02-01.killed",
        "army-2025-02-25.killed",
    ]
    assert [role for role, _ in roles.values()] == ["voice", "out", "voice", "out", "voice", "out"]
    assert (
        "echo" in roles["paper-2025-01-21.killed"][1]
        and "disagree" in roles["army-2025-02-25.killed"][1]
    )


def test_figures_stated_later_are_not_in_a_table_of_an_earlier_day(small):
    """A table as known on a day holds nothing that was said after it."""
    table = tk.table(small, "figures", metric="killed", known_on="2025-01-25")
    assert {row[0].text for row in table.rows} == {
        "spy-2025-01-13.killed",
        "ally-2025-01-20.killed",
        "paper-2025-01-21.killed",
    }


def test_parties_shows_the_newest_whole_figure_of_each(small):
    """One row a party that speaks, newest first, the words as stated; no echo, no part."""
    table = tk.table(small, "parties", metric="killed")
    assert [texts(table, n, "party", "said", "as_of", "role") for n in range(len(table.rows))] == [
        ("Foe Command", "more than 1,000", "2025-02-01", "voice"),
        ("Allied Ministry", "a third of 5,000", "2025-01", "voice"),
        ("Spy Service", "about 900", "2025-01-13", "voice"),
    ]
    assert {row[0].text for row in tk.table(small, "parties").rows} == {
        "Killed",
        "Wounded",
        "Present",
    }


def test_the_timeline_gives_each_month_end_as_known_then(small):
    """End of January: 300 to a third of 5,000. On the last day: 900 to a third of 5,000."""
    table = tk.table(small, "timeline", metric="killed")
    assert [texts(table, n, "on", "low", "high") for n in range(len(table.rows))] == [
        ("2025-01-31", "300", "about 1,700 (a third of 5,000)"),
        ("2025-02-25", "900", "about 1,700 (a third of 5,000)"),
    ]


def test_revisions_tells_reassessment_from_growth(small):
    """300 to 900 for the same day is a revision by a factor of three."""
    table = tk.table(small, "revisions", metric="killed")
    assert [
        texts(table, n, "kind", "before", "after", "difference", "ratio")
        for n in range(len(table.rows))
    ] == [("revision", "about 300", "about 900", "+600", "3.00")]


def test_disagreements_puts_the_widest_gap_first(small):
    """The ally's 1,667 was 5.6 times the spies' 300 from the day both had spoken."""
    table = tk.table(small, "disagreements", metric="killed")
    assert texts(table, 0, "on", "lower", "higher", "ratio") == (
        "2025-01-20",
        "about 300",
        "a third of 5,000",
        "5.6",
    )


def test_an_old_upper_limit_was_one_then(tmp_record):
    """Up to 300 in January says nothing of September."""
    said = ESTIMATES.split("- id: ally")[0].replace("about 300", "up to 300")
    table = tk.table(tmp_record(said, sources=SOURCES), "summary", on="2025-09-01")
    assert texts(table, 0, "low", "high") == ("open", "at most 300 then")


def test_zero_is_furthest_from_any_number(tmp_record):
    """Who speaks of none dead and who of some differ most; how many times is no number."""
    denied = ESTIMATES.replace("killed: about 300", "killed: 0")
    table = tk.table(tmp_record(denied, sources=SOURCES), "disagreements", metric="killed")
    assert texts(table, 0, "lower", "higher", "ratio") == ("0", "a third of 5,000", "")
    assert table.frame()["ratio"].isna().to_list()[0]


def test_sources_counts_what_each_printed(small):
    """The letter printed the ally's two figures, the echo and the foe's two."""
    table = tk.table(small, "sources")
    assert [(row[0].text, row[4].value) for row in table.rows] == [("letter", 5), ("news", 7)]


def test_notes_are_numbered_by_first_appearance(small):
    """The summary first needs the daily, remarks the revision in words, then needs daily and letter
    together.
    """
    table = tk.table(small, "summary")
    assert [(note.number, note.text) for note in table.notes] == [
        (1, "“A war report”, The Daily, 13 January 2025."),
        (2, "spy-2025-02-20.killed revises spy-2025-01-13.killed, “about 300”."),
        (
            3,
            "“A war report”, The Daily, 13 January 2025; Åsa Ågren, War Desk, “Losses & gains, "
            "50% up”, Institute of Wars, "
            "February 2025.",
        ),
    ]
    assert table.sources == ("news", "letter")
    assert table.rows[0][3].notes == (1, 2) and table.rows[0][6].notes == (3,)


def test_a_conflict_is_a_note(small):
    """A disputed figure carries the curators' words on how the pages disagree."""
    table = tk.table(small, "figures", metric="killed")
    assert any(note.text.endswith("One page writes 12, another 21.") for note in table.notes)


def test_a_misprint_is_a_note_once_it_was_printed(told):
    """On 2 February one of the two pages had been."""
    for day, pages in (("2025-02-02", "(one page)"), ("2025-02-03", "(two pages)")):
        notes = tk.table(told, "figures", metric="killed", known_on=day).notes
        assert any("printed otherwise: 4,000 wounded " + pages in note.text for note in notes)


def test_a_cell_can_be_traced_to_file_and_line(small):
    """The high end rests on one figure, which stands at a line of estimates.yaml."""
    traced = tk.table(small, "summary").trace(0, "high")
    assert list(traced["key"]) == ["ally-2025-01-20.killed"]
    lines = (small.folder / "estimates.yaml").read_text().splitlines()
    assert "a third of 5,000" in lines[traced["line"].iloc[0] - 1]


def test_tracing_names_the_columns_there_are(small):
    """A wrong row or column is answered with those that exist."""
    table = tk.table(small, "summary")
    with pytest.raises(ValueError, match="no column 'hgih'; the columns are metric, place, low"):
        table.trace(0, "hgih")
    with pytest.raises(ValueError, match="the rows are 0 to"):
        table.trace(99, "high")


def test_the_provenance_line_has_its_five_parts(small):
    """Table id, known-on date, fingerprint, version, command: one line, no clock."""
    line = tk.table(small, "figures", metric="killed").provenance
    assert line == (
        f"Table figures:killed; known on 2025-02-25; data {small.fingerprint}; tracker "
        f"{tk.__version__}; "
        "made by: tracker table figures --metric killed --on 2025-02-25 --known-on 2025-02-25"
    )


@pytest.mark.parametrize(
    ("asked", "remedy"),
    [
        ({"name": "sumary"}, "did you mean 'summary'?"),
        ({"name": "figures", "metric": "kiled"}, "did you mean 'killed'?"),
        ({"name": "figures", "place": "frnt"}, "did you mean 'front'?"),
        ({"name": "summary", "method": "modl"}, "did you mean 'model'?"),
        ({"name": "summary", "on": "2020-01-01"}, "nothing to show"),
        ({"name": "summary", "on": "yesterday"}, "write YYYY-MM-DD"),
        ({"name": "figures", "metric": "killed", "place": "country"}, "leave the place out"),
    ],
)
def test_a_wrong_question_gets_its_remedy(small, asked, remedy):
    """An unknown name, an impossible day or an empty selection: one line with what to do."""
    with pytest.raises(ValueError) as caught:
        tk.table(small, **asked)
    assert remedy in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("method", ["agreement", "pool", "random_effects", "model"])
def test_every_method_makes_a_summary(small, method):
    """Other methods say so in the id, the remark and the command."""
    table = tk.table(small, "summary", method=method)
    assert table.id == f"summary:{method}" and f"--method {method}" in table.provenance
    assert any(method in remark for remark in table.remarks)


def test_days_may_be_dates(small):
    """A date object is as good as its text."""
    assert tk.table(small, "summary", on=date(2025, 2, 1)) == tk.table(
        small, "summary", on="2025-02-01"
    )


def test_a_table_knows_of_a_withdrawal_from_its_day_on(tmp_record):
    """What was known before holds no word of what came later; the figure spoke then."""
    taken = (
        "\n- id: spy-2025-01-13\n  party: spy\n  as_of: 2025-01-13\n  stated: 2025-01-13\n"
        "  figures: {killed: about 300}\n  sources: [news]\n"
        "  withdrawn: {date: 2025-02-05, reason: A slip.}\n"
    )
    data = tmp_record(taken)
    said = "spy-2025-01-13.killed was withdrawn on 2025-02-05. A slip."
    notes = {
        day: [note.remark for note in tk.table(data, "figures", on=day, known_on=day).notes]
        for day in ("2025-02-04", "2025-02-05")
    }
    assert notes == {"2025-02-04": [""], "2025-02-05": ["", said]}


def test_figures_of_several_places_say_where(small):
    """The present at the front and in the country are two ranges; the killed stand in one place."""
    table = tk.table(small, "figures", metric="troops_present")
    assert [column.key for column in table.columns][:2] == ["place", "figure"]
    assert len({row[0].text for row in table.rows}) == 2
    assert tk.table(small, "figures", metric="killed").columns[0].key == "figure"
    keys = [column.key for column in tk.table(small, "figures").columns]
    assert keys[:3] == ["metric", "place", "figure"]
