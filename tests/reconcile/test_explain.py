"""Every figure of a metric, with its role, its reason and its line."""

import numpy as np
import pandas as pd
import pytest

from reconcile.made import figure, record
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask
from tracker.reconcile.ranges import explain


def varied():
    return record(
        figure("a", "spy", "2025-01-01", 300, line=3),
        figure("b", "spy", "2025-02-01", 400, line=9),
        figure("c", "paper", "2025-02-01", 400, echoes="b", line=15),
        figure("d", "ally", "2025-02-10", "500+", line=21),
        figure("e", "foe", "2025-02-10", 20, covers="one battle", line=27),
        figure("f", "foe", "2025-02-12", None, line=33),
        figure("f", "foe", "2025-02-12", 7, metric="captured", line=34),
    )


def test_the_columns():
    """The verdict and the place in the file first, then the figure's own columns."""
    assert list(explain(varied(), "killed").columns) == [
        "figure",
        "used",
        "role",
        "reason",
        "file",
        "line",
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
    ]


def test_every_figure_has_a_role_and_a_line():
    """Used and left out together are all figures of the metric, each with file and line."""
    frame = explain(varied(), "killed").set_index("figure")
    assert frame.role.to_dict() == {
        "a.killed": "out",
        "b.killed": "voice",
        "c.killed": "out",
        "d.killed": "voice",
        "e.killed": "bound",
        "f.killed": "out",
    }
    assert frame.used.to_dict() == {key: role != "out" for key, role in frame.role.items()}
    assert frame.line.to_dict() == {
        "a.killed": 3,
        "b.killed": 9,
        "c.killed": 15,
        "d.killed": 21,
        "e.killed": 27,
        "f.killed": 33,
    }
    assert set(frame.file) == {"data/estimates.yaml"} and frame.reason.str.len().min() > 10


def test_the_figure_is_shown_as_it_is():
    """Its words, days and bounds, NaN where open."""
    row = explain(varied(), "killed").set_index("figure").loc["d.killed"]
    assert (row.said, row.party, row.low, row.as_of) == (
        "at least 500",
        "ally",
        500,
        pd.Timestamp("2025-02-10"),
    )
    assert np.isnan(row.high)


@pytest.mark.parametrize("known_on", ["2025-01-15", "2025-02-05", "2025-03-01"])
def test_what_is_used_is_what_the_range_rests_on(known_on):
    """The used figures are those that the range lists."""
    frame = explain(varied(), "killed", on=known_on, known_on=known_on)
    assert set(frame.figure[frame.used]) == set(
        assess(ask(varied(), "killed", on=known_on, known_on=known_on)).figures
    )


def test_all_places_or_one():
    """A metric counted by place is explained place by place, or for the one asked about."""
    data = record(
        figure("a", "spy", "2025-01-01", 300, metric="troops_present"),
        figure("b", "spy", "2025-01-01", 900, metric="troops_present", place="country"),
    )
    assert explain(data, "troops_present").role.tolist() == ["voice", "voice"]
    assert explain(data, "troops_present", place="front").figure.tolist() == ["a.troops_present"]


def test_a_metric_without_figures_has_no_rows():
    """Nothing to explain is an empty frame with all columns; an unknown metric is an error with its
    remedy.
    """
    assert len(explain(record(figure("a", "spy", "2025-01-01", 300)), "captured").columns) == 24
    with pytest.raises(ValueError, match="no metric 'kild'; did you mean 'killed'"):
        explain(varied(), "kild")
