"""Figures as a tidy frame: one row a figure, columns that notebooks rely on."""

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
    "partial",
    "echoes",
    "revises",
    "sources",
    "file",
    "line",
]


@pytest.fixture
def data(write_record):
    """The sound record."""
    return load(write_record(**TEXTS), today=TODAY)


def test_columns_and_types_are_these(data):
    """Scripts and papers read these columns by name, dates as days and bounds as numbers."""
    frame = data.figures()
    assert list(frame.columns) == COLUMNS
    assert (frame.dtypes[["as_of", "as_of_end", "stated"]] == "datetime64[ns]").all()
    assert set(frame.dtypes[["low", "best", "high"]].map(str)) == {"float64"}
    assert frame["partial"].dtype == bool


def test_one_row_a_figure_in_order_of_days(data):
    """The four figures for killed, from the oldest as-of day to the newest, each with file and
    line.
    """
    frame = data.figures("killed")
    assert frame["key"].tolist() == [
        "ally-2025-01-20.killed",
        "spy-2025-01-13.killed",
        "spy-2025-02-10.killed",
        "ally-2025-03-01.killed",
    ]
    assert frame.loc[0, "as_of_end"] == pd.Timestamp("2025-01-31")
    assert (frame.loc[0, "echoes"], frame.loc[2, "revises"]) == ("spy-2025-01-13", "spy-2025-01-13")
    assert frame["partial"].tolist() == [False, False, False, True]
    assert frame.loc[1, "sources"] == ("news", "wire")
    assert (frame.loc[1, "file"], frame.loc[1, "line"]) == ("data/estimates.yaml", 10)


def test_open_bounds_and_absent_links_are_missing_values(data):
    """'More than 3,000' has no high; 'no figure' has no number at all."""
    frame = data.figures().set_index("key")
    assert frame.loc["spy-2025-01-13.casualties", ["low", "best", "high"]].isna().tolist() == [
        False,
        True,
        True,
    ]
    assert frame.loc["ally-2025-03-01.wounded", ["low", "best", "high"]].isna().all()
    assert pd.isna(frame.loc["spy-2025-01-13.killed", "echoes"])


def test_a_metric_without_figures_gives_no_rows(data):
    """The columns are there with their types all the same."""
    frame = data.figures("troops_present")
    assert len(frame) == 0 and list(frame.columns) == COLUMNS and frame["low"].dtype == float


def test_an_unknown_metric_is_refused_with_the_nearest(data):
    """A slip of the pen gets its remedy."""
    with pytest.raises(ValueError, match="no metric 'kiled'; did you mean 'killed'?"):
        data.figures("kiled")
    with pytest.raises(ValueError, match="no metric 'xyz'; there are killed, wounded"):
        data.figures("xyz")
