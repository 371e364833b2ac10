"""The track record as lanes: shares of figures that the ranges of the day before held."""

import pytest

from publish.charts.charted import CHART_BOOK, figure, record
from publish.charts.drawn import cut_off, named, overlapping, texts
from tracker.publish.charts.course.track_record import plot_track_record
from tracker.publish.charts.save import figure_alt
from tracker.reconcile.question import NothingToShow
from tracker.reconcile.said.track_record import track_record


def war():
    """Two parties say the same for half a year, then one says ten times as much."""
    same = [
        figure(f"{who}-{n}", who, f"2025-0{n}-10", 1000)
        for n in range(1, 7)
        for who in ("spy", "foe")
    ]
    return record(*same, figure("ally-1", "ally", "2025-07-10", 10_000), book=CHART_BOOK)


def test_each_lane_is_a_share_of_the_record():
    """How many of the figures stated next lay inside, stated and estimated, is what the rows say."""
    rows, ax = track_record(war()), plot_track_record(war())
    said = texts(ax.figure)
    for method, name in (("envelope", "stated"), ("model", "estimated")):
        inside = rows[rows["method"] == method]["inside"].dropna().astype(bool)
        assert f"Stated next, {name}" in said
        assert f"{inside.sum()} of {len(inside)}" in said
    assert named(ax, "_promised")[0].get_xdata() == [0.9, 0.9]
    assert ax.get_xlim() == (-0.04, 1.04)
    assert not overlapping(ax.figure) and not cut_off(ax.figure)


def test_few_figures_make_no_lane_of_their_own():
    """The ally's single figure is in the whole, not in a lane of its stance."""
    said = texts(plot_track_record(war(), "killed").figure)
    assert "The first 90 days, estimated" in said and "Later, estimated" not in said


def test_the_text_alternative_gives_every_share():
    """Each lane's name, share and counts."""
    said = figure_alt(plot_track_record(war()))
    assert said.startswith(
        "All counts: how often the ranges held what came, as known on 10 July 2025. Stated next, "
    )
    assert said.count(" of ") > 3 and "Stated next, estimated: " in said


def test_a_record_without_a_second_figure_has_no_chart():
    """Nothing was stated next."""
    data = record(figure("a", "spy", "2025-01-01", 300), book=CHART_BOOK)
    with pytest.raises(NothingToShow, match="no figure met a range with two ends"):
        plot_track_record(data)


def test_only_ranges_known_between_the_days_asked_for_are_scored():
    """From May on: the figures of May, June and July, two, two and one, stated beside estimated."""
    said = texts(plot_track_record(war(), since="2025-05-01", title="Since May").figure)
    rows = track_record(war(), methods=("model",))
    late = rows[rows["known_on"] >= "2025-05-01"]["inside"].dropna()
    assert "Since May" in said and len(late) == 5
    assert f"{int(late.sum())} of 5" in said
