"""Growth by month as lanes: one a month, its numbers those of the rates, nothing for a strength."""

from dataclasses import replace
from datetime import date

import pytest

from publish.charts.charted import CHART_BOOK, figure, record, small_war
from publish.charts.drawn import cut_off, named, overlapping, texts
from tracker.cli import main
from tracker.curate.model import Phase
from tracker.publish.charts.course.rates import plot_rates
from tracker.publish.charts.save import figure_alt
from tracker.reconcile.question import NothingToShow
from tracker.reconcile.trend.rates import rates


def test_each_month_has_a_lane_with_its_numbers():
    """From January, where the first figure is, to March: intervals and middles are those of the
    rates.
    """
    ax = plot_rates(small_war(), "killed")
    grown = rates(small_war(), "killed")
    assert len(grown) == 2  # the path begins in February, with the ally's month
    assert {"February 2025", "March 2025"} <= set(texts(ax.figure))
    spans = [line[:, 0].tolist() for line in named(ax, "_intervals")[0].get_segments()]
    assert spans == [pytest.approx(ends) for ends in grown[["low", "high"]].to_numpy().tolist()]
    assert not overlapping(ax.figure) and not cut_off(ax.figure)


def test_the_last_three_years_of_a_long_war_are_drawn():
    """Five years of fighting: 36 lanes, and the line below the title says of how many."""
    years = [figure(f"a{n}", "spy", f"20{n}-06-01", 100 * n) for n in range(20, 26)]
    fighting = Phase(date(2020, 6, 1), date(2025, 6, 1), 1.0, "fighting")
    ax = plot_rates(record(*years, book=replace(CHART_BOOK, activity=(fighting,))), "killed")
    said = texts(ax.figure)
    assert "The last 36 of 61 months; as known on 1 June 2025" in said
    assert "June 2025" in said and "June 2022" not in said


def test_the_text_alternative_names_the_month_of_most_growth():
    """Its median and range, and the last month's, as in the rates."""
    said = figure_alt(plot_rates(small_war(), "killed"))
    assert said.startswith(
        "Killed: growth in each of 2 months, as known on 20 March 2025. Most in "
    )
    assert "In the last, March 2025: median " in said


def test_what_does_not_add_up_has_no_growth():
    """A strength rises and falls."""
    data = record(figure("a", "spy", "2025-01-01", 5000, metric="troops_present"), book=CHART_BOOK)
    with pytest.raises(NothingToShow, match="no cumulative count"):
        plot_rates(data, "troops_present")
    with pytest.raises(ValueError, match="no period 'year'"):
        plot_rates(small_war(), "killed", by="year")


def test_the_command_on_the_chart_makes_it_again(write_record, tmp_path, monkeypatch):
    """It asks for a day of knowledge, which the chart takes, and for no day asked about."""
    line = "- {id: a, party: spy, as_of: 2025-01-13, stated: 2025-01-13, sources: [news], figures: {killed: 300}}"
    data = str(write_record(line))
    monkeypatch.chdir(tmp_path)
    for chart in ("rates", "house-effects"):
        asked = ["plot", chart, "--metric", "killed", "--known-on", "2025-01-13", "--data", data]
        assert main([*asked, "-o", f"{chart}.svg"]) == 0
        made = (tmp_path / f"{chart}.svg").read_text(encoding="utf-8")
        assert f"tracker plot {chart} --metric killed --known-on 2025-01-13" in made


def test_only_periods_between_the_days_asked_for_are_drawn():
    """From 1 March on: March's lane alone, under the title given; before any figure there is none."""
    ax = plot_rates(small_war(), "killed", since="2025-03-01", title="March")
    assert "March 2025" in texts(ax.figure) and "February 2025" not in texts(ax.figure)
    assert "March" in texts(ax.figure)
    with pytest.raises(NothingToShow, match="no month between the days asked for"):
        plot_rates(small_war(), "killed", until="2024-12-01")


def test_some_parties_alone_make_the_growth():
    """The figures of one party: other numbers, and the chart says whose they are."""
    data = small_war()
    party = next(one.party for one in data.all_figures if one.metric == "killed")
    ax = plot_rates(data, "killed", parties=party)
    short = data.codebook.parties[party].short
    assert any(f"{short} alone" in text for text in texts(ax.figure))
