"""Explore a record by hand: choose a metric, a place, whose figures speak and a method, drag the
day of knowledge through time.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from datetime import date
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes

from tracker.curate.dataset import Dataset, the_record
from tracker.curate.files import write_whole
from tracker.curate.suggest import known_name
from tracker.publish.charts.ranges import draw_ranges
from tracker.publish.charts.save import chart_bytes, figure_alt, figure_of
from tracker.publish.formats.html import table_html
from tracker.publish.report.charts import has_trend
from tracker.publish.report.live import Moving
from tracker.publish.tables.build import table_of
from tracker.publish.words import ends, figure_name, said
from tracker.reconcile.assess import assess
from tracker.reconcile.methods.table import METHODS
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import NothingToShow, Question, ask
from tracker.reconcile.voices import select

_DOTS = 130  # an inch: sharp enough for a screen


def explore(data: Dataset, metric: str | None = None) -> Explorer:
    """Controls over one chart and one table; ``metric`` is shown first (default: the one with most
    figures).

    Raises
    ------
    ValueError
        If the codebook has no such metric; the nearest is offered.
    ModuleNotFoundError
        Without ipywidgets, which ``estimate-tracker[lab]`` brings.

    """
    if find_spec("ipywidgets") is None:
        raise ModuleNotFoundError(
            "explore needs ipywidgets: pip install 'estimate-tracker[lab]'", name="ipywidgets"
        )
    return Explorer(data, metric)


class Explorer:
    """Controls, the range in a sentence, its chart and its table, and what was left out; a picture
    where widgets cannot be shown.

    The chart is drawn once for what is asked, with all that is known of it; the day of knowledge
    only hides what was not known yet, so that its axes stand still. Every control works from the
    keyboard: Tab moves to it, Space opens a list, the arrow keys choose, Enter takes.
    """

    def __init__(self, data: Dataset, metric: str | None = None):
        import ipywidgets

        self._data = data = the_record(data)
        self._drawn: dict[tuple[object, ...], Moving | str] = {}
        counts = Counter(figure.metric for figure in data.all_figures)
        shown = [key for key in data.codebook.metrics if key in counts]
        start = (
            known_name("metric", metric, shown)
            if metric is not None
            else max(shown, key=counts.__getitem__)
        )
        days = sorted({estimate.stated.last for estimate in data.estimates})
        wide = {
            "layout": ipywidgets.Layout(width="28rem", max_width="100%"),
            "style": {"description_width": "6.5rem"},
        }
        self.metric = ipywidgets.Dropdown(
            options=[(data.codebook.metrics[key].label, key) for key in shown],
            value=start,
            description="Metric",
            **wide,
        )
        self.place = ipywidgets.Dropdown(description="Place", **wide)
        self.parties = ipywidgets.Dropdown(
            options=_speakers(data), value="", description="Figures of", **wide
        )
        self.method = ipywidgets.Dropdown(
            options=[(name.replace("_", " "), name) for name in METHODS],
            description="Method",
            **wide,
        )
        self.since, self.until = (
            ipywidgets.DatePicker(description=name, **wide) for name in ("From", "To")
        )
        self.known_on = ipywidgets.SelectionSlider(
            options=[(format_day(day), day) for day in days],
            value=days[-1],
            description="As known on",
            **wide,
        )
        self.trend = ipywidgets.Checkbox(description="Trend", indent=True, **wide)
        self.answer, self.chart, self.table, self.left_out, self.saved = (
            ipywidgets.HTML() for _ in range(5)
        )
        self.save = ipywidgets.Button(description="Save the chart")
        self._controls = [
            self.metric,
            self.place,
            self.parties,
            self.method,
            self.since,
            self.until,
            self.known_on,
            self.trend,
        ]
        saving = ipywidgets.HBox([self.save, self.saved])
        self.box = ipywidgets.VBox(
            [*self._controls, self.answer, self.chart, saving, self.table, self.left_out]
        )
        self.save.on_click(self._save)
        self.metric.observe(self._metric_changed, "value")
        for control in self._controls[1:]:
            control.observe(self._show, "value")
        self._metric_changed()

    def _metric_changed(self, _change: object = None) -> None:
        """Offer the places of the metric, then show it at the first."""
        self.place.unobserve(self._show, "value")
        asked = ask(self._data, self.metric.value)
        by_place, places = asked.meaning.by_place, asked.book.places
        self.place.options = [
            (places[key].name if by_place else "all places", key) for key in asked.places
        ]
        self.place.index = None  # the same number again would leave the box on the page blank
        self.place.index = 0
        self.place.disabled = len(asked.places) < 2
        self.place.observe(self._show, "value")
        self._show()

    def _asked(self, day: date, known_on: date | None = None) -> Question:
        """What the controls ask for, on a day; over time, or as known on a day."""
        return ask(
            self._data,
            self.metric.value,
            place=self.place.value,
            on=day,
            known_on=known_on,
            method=self.method.value,
            chart=None if known_on else "time",
            parties=self.parties.value or None,
            since=self.since.value,
            until=self.until.value,
        ).one

    def _moving(self) -> Moving | str:
        """The chart of what is asked with all that is known, drawn once; or why there is none."""
        key = tuple(one.value for one in self._controls if one is not self.known_on)
        if key not in self._drawn:
            sheet = self._sheet(self._data.last_stated)
            self._drawn[key] = sheet if isinstance(sheet, str) else Moving(*sheet)
        return self._drawn[key]

    def _sheet(self, day: date) -> tuple[Question, Axes] | str:
        """What is asked on a day and its chart; or why there is none."""
        try:
            question = self._asked(day)
        except ValueError as error:  # the last day to be shown is before the first
            return str(error)
        try:
            return question, draw_ranges(question, trend=self.trend.value and has_trend(question))
        except NothingToShow as error:
            return str(error)

    def _show(self, _change: object = None) -> None:
        """Write what the controls ask for, and take the chart back to the day of knowledge; where
        there is nothing, say what to ask instead.
        """
        day, chart = self.known_on.value, self._moving()
        self.saved.value = ""
        self.save.disabled = isinstance(chart, str)
        try:
            question = self._asked(day, day)
        except ValueError as error:
            self.answer.value = f'<p role="status">{escape(str(error))}</p>'
            self.chart.value, self.table.value, self.left_out.value = "", "", ""
            return
        now = assess(question)
        alone = f"From the figures of {question.alone} alone. " if question.alone else ""
        self.answer.value = (
            f'<p role="status"><strong>{escape(ends(now))}</strong><br>'
            f"{escape(alone + said(now))}</p>"
        )
        self.chart.value = f"<p>{escape(chart)}</p>" if isinstance(chart, str) else chart.on(day)
        try:  # a table has all parties, as its provenance line says
            self.table.value = "" if alone else table_html(table_of(question, "summary"))
        except NothingToShow as error:
            self.table.value = f"<p>{escape(str(error))}</p>"
        self.left_out.value = _left_out(question)

    @property
    def picture(self) -> bytes:
        """The chart as known on the day chosen, as a PNG; empty where there is nothing to draw."""
        return self._picture()[0]

    def _picture(self) -> tuple[bytes, str]:
        from matplotlib import pyplot

        sheet = self._sheet(self.known_on.value)
        if isinstance(sheet, str):
            return b"", sheet
        axes = sheet[1]
        try:
            return chart_bytes(axes, "png", dpi=_DOTS), figure_alt(axes)
        finally:
            pyplot.close(figure_of(axes))

    def _save(self, _button: object) -> None:
        """Write the chart into the notebook's folder, named by what it shows."""
        chosen = self.metric, self.place, self.parties, self.known_on, self.method
        path = Path(f"{'-'.join(str(one.value) for one in chosen if one.value)}.png")
        try:
            write_whole(path, self.picture)
        except OSError as error:
            self.saved.value = f'<p role="status">not saved: {escape(str(error.strerror))}</p>'
        else:
            self.saved.value = f'<p role="status">saved as {escape(str(path))}</p>'

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The widget, and for readers without one the chart as a picture with its text."""
        picture, alt = self._picture()
        data = {**self.box._repr_mimebundle_(), "text/plain": alt}
        if picture:
            data["image/png"] = b64encode(picture).decode()
        return data, {"image/png": {"alt": alt}}


def _speakers(data: Dataset) -> list[tuple[str, str]]:
    """Whose figures may be asked for alone: all, an affiliation, a party, by name and key."""
    book = data.codebook
    there = {one.party for one in data.estimates}
    homes = {book.parties[key].affiliation for key in there}
    return [
        ("all parties", ""),
        *((home.name, key) for key, home in book.affiliations.items() if key in homes),
        *(
            (f"{party.short} (party)", key)
            for key, party in book.parties.items()
            if key in there and key not in book.affiliations
        ),
    ]


def _left_out(question: Question) -> str:
    """The figures that do not speak, each with the reason, folded."""
    told = "".join(
        f"<li>{escape(figure_name(question.book, item.figure))}: “{escape(item.figure.said)}”; "
        f"{escape(item.reason)}</li>"
        for item in select(question).judged
        if item.role == "out"
    )
    if not told:
        return ""
    return f"<details><summary>What was left out, and why</summary><ul>{told}</ul></details>"
