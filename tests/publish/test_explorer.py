"""Exploring: every control changes the answer, the chart and the table, and a picture stands in
where there are no widgets.
"""

from base64 import b64decode

import pytest

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
    before, alt = shown.picture, shown.alt
    shown.method.value = "model"
    assert shown.picture != before and shown.alt != alt
    assert shown.picture.startswith(b"\x89PNG") and 'alt="Killed' in shown.chart.value


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
    assert (
        "no figure" in shown.answer.value
        and "<img" not in shown.chart.value
        and shown.table.value == ""
    )


def test_a_picture_stands_in_for_the_widget(shown):
    """The bundle holds the widget's view for JupyterLab and a PNG with its text for everybody
    else.
    """
    data, about = shown._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert (
        b64decode(data["image/png"]) == shown.picture
        and about["image/png"]["alt"] == data["text/plain"] == shown.alt
    )


def test_every_control_is_named(shown):
    """A screen reader reads what each control is for."""
    controls = shown.metric, shown.place, shown.method, shown.known_on, shown.trend
    assert [control.description for control in controls] == [
        "Metric",
        "Place",
        "Method",
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
