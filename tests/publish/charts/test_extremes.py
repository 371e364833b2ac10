"""Records of another kind than ours: far days, long names, huge numbers, hardly anything at all."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import matplotlib.pyplot as plt
import pytest
from reconcile.made import figure, record

from publish.charts.charted import CHART_BOOK
from publish.charts.drawn import cut_off, overlapping, texts
from tracker import (
    plot_coherence,
    plot_house_effects,
    plot_methods,
    plot_overview,
    plot_parties,
    plot_ranges,
    plot_vintages,
)
from tracker.curate.model import Event
from tracker.publish.charts.drawing.axes import count_axis, day_at, number, time_axis
from tracker.publish.charts.drawing.measure import Measure
from tracker.publish.charts.drawing.style import dress
from tracker.publish.charts.house_effects import _ratio_axis
from tracker.publish.charts.save import figure_alt, figure_of

PLOTS = (plot_ranges, plot_parties, plot_vintages, plot_overview, plot_methods, plot_coherence)


@pytest.fixture(autouse=True)
def closed():
    """No figure outlives its test."""
    yield
    plt.close("all")


def three(first="2025-01-01", middle="2025-02-01", last="2025-03-05", *, values=None, book=None):
    """Three figures of killed, and one of wounded and of both."""
    one, other, third = values or (300, "500+", (400, 900))
    return record(
        figure("a", "spy", first, one),
        figure("b", "foe", middle, other),
        figure("c", "ally", last, third),
        figure("a", "spy", first, 1000, metric="wounded"),
        figure("a", "spy", first, 2000, metric="losses"),
        book=book or replace(CHART_BOOK, events=()),
    )


def named(name):
    """The book with one name for everything in it."""
    renamed = {
        "parties": lambda one: replace(one, name=name, short=name),
        "affiliations": lambda one: replace(one, name=name),
        "metrics": lambda one: replace(one, label=name),
    }
    made = {
        field: {key: rename(one) for key, one in getattr(CHART_BOOK, field).items()}
        for field, rename in renamed.items()
    }
    events = (Event(date(2025, 1, 20), name), Event(date(2025, 3, 1), name))
    return replace(CHART_BOOK, title=name, unit=name, events=events, **made)


RECORDS = {
    "the first days there are": three("0001-01-01", "0001-06-01", "0001-12-05"),
    "the last day there is": three("9999-12-31", "9999-12-31", "9999-12-31"),
    "nine centuries": three("1100-01-01", "1580-06-01", "2025-01-05"),
    "200 signs without a blank": three(book=named("X" * 200)),
    "200 Korean signs": three(book=named("국가정보원" * 40)),
    "up to a quadrillion": three(values=(1, 10**15, "1000000+")),
    "all equal": three("2025-01-01", "2025-01-01", "2025-01-02", values=(300, 300, 300)),
    "nothing but zero": three(values=(0, 0, 0)),
}


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize("name", RECORDS)
def test_no_record_makes_words_overlap(plot, name):
    """On a telephone, where there is least room, nothing overlaps and nothing is cut off."""
    asked = () if plot in (plot_overview, plot_coherence) else ("killed",)
    for more in ({}, {"log": True})[: 1 if plot is plot_coherence else 2]:
        chart = figure_of(plot(RECORDS[name], *asked, size="phone", **more))
        assert overlapping(chart) == [] and cut_off(chart) == []


def test_what_was_withdrawn_is_still_drawn():
    """Of two figures that were taken back there is no range, and both marks are there."""
    data = record(
        figure("a", "spy", "2025-01-01", 300, withdrawn="2025-02-01"),
        figure("b", "foe", "2025-01-11", 400, withdrawn="2025-02-01"),
        book=CHART_BOOK,
    )
    chart = plot_ranges(data, "killed").figure
    assert "repeats another, is disputed, or replaced since" in texts(chart)
    assert overlapping(chart) == []


def test_days_end_with_the_calendar():
    """What lies before year 1 or after 9999 is the first or the last day."""
    assert day_at(number(date.min) - 9) == date.min and day_at(number(date.max) + 9) == date.max
    assert day_at(number(date(2025, 3, 1)) + 0.7) == date(2025, 3, 1)


def test_nine_thousand_years_have_few_labels():
    """Every second millennium, where there is room for seven labels."""
    _, ax = plt.subplots(figsize=(3, 2))
    time_axis(ax, date(500, 1, 1), date(9925, 1, 1))
    assert [day_at(tick).year for tick in ax.get_xticks()] == [2000, 4000, 6000, 8000]


def test_a_long_number_is_a_power_of_ten_on_an_axis():
    """Up to 999,999,999 in full, then 2.5×10⁹; the ticks stand as far apart as their labels."""
    _, ax = plt.subplots(figsize=(4, 2))
    count_axis(ax, [0, 8e14], "x")
    label = ax.xaxis.get_major_formatter()
    assert [label(value, 0) for value in (0, 999_999_999, 2.5e9, 1e15)] == [
        "0",
        "999,999,999",
        "2.5×10⁹",
        "1×10¹⁵",
    ]


def test_a_logarithmic_axis_with_a_zero_has_more_than_it():
    """Also where long numbers leave room for a single label: the highest power of ten."""
    _, ax = plt.subplots(figsize=(1, 1))
    for most in (30, 200, 999, 5 * 10**8):
        count_axis(ax, [0, most], "x", log=True)
        assert ax.get_xticks()[0] == 0 and 1 < ax.get_xticks()[-1] <= most


def test_house_effects_a_million_times_apart():
    """Ticks reach as far as the effects, and none of these is told as nothing or by powers."""
    values = {"spy": 3, "foe": 30_000_000, "ally": 5_000}
    days = [f"2025-0{n}-15" for n in range(1, 6)]
    found = [
        figure(f"{who}-{day}", who, day, value) for who, value in values.items() for day in days
    ]
    ax = plot_house_effects(record(*found, book=CHART_BOOK), "killed")
    low, high = ax.get_xlim()
    ticks = [tick for tick in ax.get_xticks() if low <= tick <= high]
    assert min(ticks) < 100 * low and max(ticks) > high / 100
    said = [*texts(ax.figure), *figure_alt(ax).split()]
    assert "×0.00" not in said and not any(re.search(r"\de[+-]\d", word) for word in said)


@pytest.mark.parametrize("inches", [2, 3, 4, 5, 6])
def test_long_ratios_stand_apart_on_their_axis(inches):
    """Between two of them there is white, however wide the axis is."""
    chart, ax = plt.subplots(figsize=(inches, 1))
    dress(ax)
    _ratio_axis(ax, [0.000_02, 300_000])
    chart.canvas.draw()
    low, high = ax.get_xlim()
    labels = [tick.label1 for tick in ax.xaxis.get_major_ticks() if low <= tick.get_loc() <= high]
    boxes = [label.get_window_extent() for label in labels]
    assert len(boxes) > 1
    assert all((b.x0 - a.x1) * 72 / chart.dpi > 3 for a, b in pairwise(boxes))


def test_short_ratios_stand_near_one_another():
    """On a telephone there is room for a tenth beside the one."""
    ax = plt.figure(figsize=(46.6 / 72, 1), dpi=72).add_axes((0, 0.3, 1, 0.5))
    _ratio_axis(ax, [0.0845, 5.97])
    low, high = ax.get_xlim()
    assert [tick for tick in ax.get_xticks() if low <= tick <= high] == [0.1, 1]


def test_a_word_is_broken_only_where_it_alone_is_too_long():
    """Words that fit stay whole; of one that does not no sign is lost."""
    measure = Measure(plt.figure())
    assert measure.wrap("some words here", 6, 40) == ["some words", "here"]
    lines = measure.wrap("a " + "X" * 50, 6, 40)
    assert "".join(lines).replace(" ", "") == "a" + "X" * 50
    assert all(measure.width(line, 6) <= 40 for line in lines)
