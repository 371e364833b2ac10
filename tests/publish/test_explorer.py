"""Exploring: every control changes the answer, the chart and the table, and a picture stands in
where there are no widgets.
"""

from base64 import b64decode
from datetime import date
from xml.etree import ElementTree

import pytest

from tracker.publish import explorer as module
from tracker.publish.charts.ranges import draw_ranges as plain
from tracker.publish.explorer import explore


@pytest.fixture
def shown(small):
    return explore(small, "killed")


def test_the_answer_follows_the_day_of_knowledge(shown):
    """On 19 February the spies still said 300, from the 20th on 900."""
    assert "900 to about 1,700 (a third of 5,000)" in shown.answer.value
    shown.known_on.value = next(
        day for _, day in shown.known_on.options if day.isoformat() == "2025-02-01"
    )
    assert "300 to about 1,700 (a third of 5,000)" in shown.answer.value
    assert "--known-on 2025-02-01" in shown.table.value


def test_the_chart_follows_with_its_text(shown):
    """Another method is another picture, and its text says so."""
    before, chart = shown.picture, shown.chart.value
    shown.method.value = "model"
    assert shown.picture != before and shown.chart.value != chart
    assert shown.picture.startswith(b"\x89PNG") and 'aria-label="Killed' in shown.chart.value


def test_axes_stand_still_while_days_pass(shown):
    """Only what was not known yet is hidden: both axes, and every mark that is left, stay in their
    places; the echo of the 21st is not there on the 20th.
    """
    root = ElementTree.fromstring(shown.chart.value)
    shown.known_on.value = date(2025, 1, 20)
    earlier = ElementTree.fromstring(shown.chart.value)
    assert [e.get("d") for e in root.iter()] == [e.get("d") for e in earlier.iter()]
    assert root.get("data-panel") == earlier.get("data-panel")
    marks = [e for e in earlier.iter() if e.get("data-since")]
    for mark in marks:
        assert (mark.get("display") == "none") == (mark.get("data-since") > "2025-01-20")
    assert {mark.get("display") for mark in marks} == {"none", None}
    shown.known_on.value = shown.known_on.options[-1][1]
    assert ElementTree.fromstring(shown.chart.value).get("data-panel") == root.get("data-panel")


def test_a_step_draws_nothing_anew(shown, monkeypatch):
    """The chart is drawn once for what is asked; a day or a choice made before finds it there."""
    drawn = []
    monkeypatch.setattr(module, "draw_ranges", lambda *a, **k: drawn.append(a) or plain(*a, **k))
    for _, day in shown.known_on.options:
        shown.known_on.value = day
    assert drawn == []
    shown.method.value = "pool"
    shown.method.value = "envelope"
    shown.method.value = "pool"
    assert len(drawn) == 1


def test_a_fault_in_drawing_surfaces(small, monkeypatch):
    """A bug is no reason that there is nothing to draw."""

    def broken(*_, **__):
        raise ValueError("shape mismatch")

    monkeypatch.setattr(module, "draw_ranges", broken)
    with pytest.raises(ValueError, match="shape mismatch"):
        explore(small, "killed")


def test_one_party_or_affiliation_speaks_alone(shown):
    """The spies' 900 without the ally's third of 5,000; no table, which would have all parties."""
    assert shown.table.value and ("Government of North", "north") in shown.parties.options
    shown.parties.value = "spy"
    assert "<strong>900</strong>" in shown.answer.value and shown.table.value == ""
    assert "From the figures of Spies alone. " in shown.answer.value
    shown.parties.value = "north"
    assert "From the figures of Government of North alone. " in shown.answer.value
    shown.metric.value = "daily_losses"
    assert "nothing to draw for daily_losses" in shown.chart.value and shown.save.disabled


def test_own_days_frame_the_chart(shown):
    """The axis runs from one to the other; days in the wrong order say so."""
    before = ElementTree.fromstring(shown.chart.value).get("data-panel").split()
    shown.since.value, shown.until.value = date(2025, 1, 15), date(2025, 2, 10)
    after = ElementTree.fromstring(shown.chart.value).get("data-panel").split()
    assert float(after[2]) > float(before[2]) and float(after[3]) < float(before[3])
    shown.since.value = date(2025, 3, 1)
    assert "let `since` be the earlier one" in shown.answer.value and shown.save.disabled


def test_places_are_offered_where_there_are_several(shown):
    """Killed is one series; present is counted at the front and in the country."""
    assert [name for name, _ in shown.place.options] == ["all places"] and shown.place.disabled
    shown.metric.value = "troops_present"
    assert [name for name, _ in shown.place.options] == [
        "The Country",
        "The Front",
    ] and not shown.place.disabled
    shown.place.value = "front"
    assert "4,000" in shown.answer.value
    shown.place.value = "country"
    assert "10,000 to 12,000" in shown.answer.value


def test_days_before_the_first_figure_say_what_to_ask(shown):
    """A question without an answer gives its remedy instead of a chart."""
    shown.metric.value = "daily_losses"
    shown.known_on.value = shown.known_on.options[0][1]
    assert "no figure" in shown.answer.value and "nothing to show" in shown.table.value


def test_a_picture_stands_in_for_the_widget(shown):
    """The bundle holds the widget's view for JupyterLab and a PNG with its text for everybody
    else.
    """
    data, about = shown._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert (
        b64decode(data["image/png"]) == shown.picture
        and about["image/png"]["alt"] == data["text/plain"]
    )


def test_every_control_is_named(shown):
    """A screen reader reads what each control is for."""
    controls = [shown.metric, shown.place, shown.parties, shown.method, shown.since, shown.until]
    controls += [shown.known_on, shown.trend]
    assert [control.description for control in controls] == [
        "Metric",
        "Place",
        "Figures of",
        "Method",
        "From",
        "To",
        "As known on",
        "Trend",
    ]


def test_an_unknown_metric_gets_the_nearest(small):
    """As everywhere in the package."""
    with pytest.raises(ValueError, match="no metric 'kiled'; did you mean 'killed'"):
        explore(small, "kiled")


def test_texts_of_the_record_are_shown_as_texts(hostile):
    """A party named like a script stays a name."""
    shown = explore(hostile, "killed")
    assert "<script>" not in shown.answer.value + shown.chart.value + shown.table.value


def test_what_was_left_out_is_told(shown):
    """The paper's echo stands below the table with its reason."""
    assert "Daily Paper, 21 January 2025: “about 300”; " in shown.left_out.value


def test_the_trend_is_switched_on(shown):
    """Another picture, and off again the same as before."""
    before = shown.picture
    shown.trend.value = True
    assert shown.picture != before
    shown.trend.value = False
    assert shown.picture == before


def test_the_chart_is_saved_beside_the_notebook(shown, tmp_path, monkeypatch):
    """A button writes what is shown, and says where; a folder that takes nothing is told."""
    home = tmp_path / "notebooks"
    home.mkdir()
    monkeypatch.chdir(home)
    shown.save.click()
    (path,) = home.iterdir()
    assert path.read_bytes() == shown.picture and path.name in shown.saved.value
    path.unlink()
    path.mkdir()
    shown.save.click()
    assert shown.saved.value.startswith('<p role="status">not saved: ')
