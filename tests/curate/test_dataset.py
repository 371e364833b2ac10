"""How a record shows itself: in a terminal, in a notebook, as a tidy frame that notebooks rely on."""

import html5lib
import pandas as pd
import pytest

from curate.planting import TEXTS, TODAY
from tracker.curate.load import load

COLUMNS = [
    "key",
    "estimate",
    "metric",
    "place",
    "party",
    "affiliation",
    "as_of",
    "as_of_end",
    "stated",
    "said",
    "qualifier",
    "low",
    "best",
    "high",
    "computed",
    "partial",
    "echoes",
    "revises",
    "shares_origin",
    "attribution",
    "sources",
    "file",
    "line",
]


@pytest.fixture
def data(write_record):
    """The sound record with a title that holds markup, and one party too many."""
    book = (
        TEXTS["codebook"]
        .replace("A small war", "A <small> war")
        .replace("  ally: {name", "  foe: {name: Foe, affiliation: north}\n  ally: {name")
    )
    return load(write_record(**TEXTS | {"codebook": book}), today=TODAY)


def test_a_terminal_shows_one_line(data):
    """Title, how much there is, the span of days, the fingerprint, and that there is a warning."""
    assert repr(data) == (
        "<Dataset 'A <small> war': 5 estimates, 10 figures, 2 parties, 2 sources; as of "
        "2025-01-01 to 2026-01-31, "
        f"stated until 2025-05-01; data {data.fingerprint}; 1 warning>"
    )


def test_a_notebook_shows_metrics_and_warnings(data):
    """Valid HTML: a row a metric that has figures, and each warning with its line; titles stay
    text.
    """
    html = data._repr_html_()
    html5lib.HTMLParser(strict=True).parseFragment(html)
    assert "A &lt;small&gt; war" in html and "<code>" + data.fingerprint in html
    assert "<tr><td><code>killed</code></td><td>Killed</td><td>4</td><td>2</td></tr>" in html
    assert "troops_present" not in html
    assert (
        "<summary>1 warning</summary><ul><li><code>data/codebook.yaml:12:3: warning: parties.foe: "
        "no estimate" in html
    )


@pytest.fixture
def sound(write_record):
    """The sound record."""
    return load(write_record(**TEXTS), today=TODAY)


def test_columns_and_types_are_these(sound):
    """Scripts and papers read these columns by name, dates as days and bounds as numbers."""
    frame = sound.figures()
    assert list(frame.columns) == COLUMNS
    assert (frame.dtypes[["as_of", "as_of_end", "stated"]] == "datetime64[us]").all()
    assert (frame.dtypes[["low", "best", "high"]] == "float64").all()
    assert frame["partial"].dtype == "bool"


def test_one_row_a_figure_in_order_of_days(sound):
    """The four figures for killed, from the oldest as-of day to the newest, each with file and
    line.
    """
    frame = sound.figures("killed")
    assert frame["key"].tolist() == [
        "ally-2025-01-20.killed",
        "spy-2025-01-13.killed",
        "spy-2025-02-10.killed",
        "ally-2025-03-01.killed",
    ]
    assert frame.loc[0, "as_of_end"] == pd.Timestamp("2025-01-31")
    assert (frame.loc[0, "echoes"], frame.loc[2, "revises"]) == ("spy-2025-01-13", "spy-2025-01-13")
    assert frame["partial"].tolist() == [False, False, False, True]
    assert frame.loc[1, "sources"] == "news wire"
    assert (frame.loc[1, "file"], frame.loc[1, "line"]) == ("data/estimates.yaml", 10)


def test_open_bounds_and_absent_links_are_missing_values(sound):
    """'More than 3,000' has no high; 'no figure' has no number at all."""
    frame = sound.figures().set_index("key")
    assert frame.loc["spy-2025-01-13.casualties", ["low", "best", "high"]].isna().tolist() == [
        False,
        True,
        True,
    ]
    assert frame.loc["ally-2025-03-01.wounded", ["low", "best", "high"]].isna().all()
    assert pd.isna(frame.loc["spy-2025-01-13.killed", "echoes"])


def test_a_metric_without_figures_gives_no_rows(sound):
    """The columns are there with their types all the same."""
    frame = sound.figures("troops_present")
    assert len(frame) == 0 and list(frame.columns) == COLUMNS and frame["low"].dtype == float


def test_an_unknown_metric_is_refused_with_the_nearest(sound):
    """A slip of the pen gets its remedy."""
    with pytest.raises(ValueError, match=r"no metric 'kiled'; did you mean 'killed'\?"):
        sound.figures("kiled")
    with pytest.raises(ValueError, match="no metric 'xyz'; there are: killed, wounded"):
        sound.figures("xyz")


@pytest.mark.parametrize("drop", [None, "echoes", "revises", "shares_origin", "attribution"])
def test_a_statistician_reads_the_frame(sound, tmp_path, drop):
    """Stata's format holds it, also where no figure has a link of some kind."""
    frame = sound.figures()
    if drop:
        frame = frame[frame[drop].isna()].reset_index(drop=True)
    frame.to_stata(tmp_path / "figures.dta")
    back = pd.read_stata(tmp_path / "figures.dta")
    assert back["key"].tolist() == frame["key"].tolist()
    assert back["low"].equals(frame["low"])
    assert back["echoes"].dropna().tolist() == frame["echoes"].dropna().tolist()


def test_the_statements_of_a_party_or_of_all_parties_of_a_state(sound):
    """One key is one key, not its letters; a name that is nobody's is refused with the nearest."""
    book = sound.codebook
    party, home = next((key, one.affiliation) for key, one in book.parties.items())
    said = [one for one in sound.estimates if one.party == party]
    assert said and list(sound.of(party).estimates) == said == list(sound.of([party]).estimates)
    assert {one.party for one in sound.of(home).estimates} <= {
        key for key, one in book.parties.items() if one.affiliation == home
    }
    with pytest.raises(ValueError, match=f"no party or affiliation '{party}x'; did you mean"):
        sound.of(f"{party}x")
