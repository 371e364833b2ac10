"""Explore a record by hand: choose a metric, a place and a method, drag the day of knowledge
through time.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.curate.files import write_whole
from tracker.publish.charts.ranges import draw_ranges
from tracker.publish.charts.save import chart_bytes, figure_alt, figure_of
from tracker.publish.formats.html import html
from tracker.publish.tables.build import table_of
from tracker.publish.words import ends, figure_name, said
from tracker.reconcile.assess import assess
from tracker.reconcile.methods.table import METHODS
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import NothingToShow, Question, ask, known_name
from tracker.reconcile.voices import select

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset

DOTS = 130  # an inch: sharp enough for a screen, quick enough to drag


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

    Every control works from the keyboard: Tab moves to it, Space opens a list, the arrow keys
    choose, Enter takes.
    """

    def __init__(self, data: Dataset, metric: str | None = None):
        import ipywidgets

        self._data = data
        counts = Counter(figure.metric for figure in data.all_figures)
        shown = [key for key in data.codebook.metrics if key in counts]
        start = (
            known_name("metric", metric, shown) if metric else max(shown, key=counts.__getitem__)
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
        self.method = ipywidgets.Dropdown(
            options=[(name.replace("_", " "), name) for name in METHODS],
            description="Method",
            **wide,
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
        controls = [self.metric, self.place, self.method, self.known_on, self.trend]
        saving = ipywidgets.HBox([self.save, self.saved])
        shown_below = [self.answer, self.chart, saving, self.table, self.left_out]
        self.box = ipywidgets.VBox([*controls, *shown_below])
        self.save.on_click(self._save)
        self._offer_places()
        self.metric.observe(self._metric_changed, "value")
        for control in controls[1:]:
            control.observe(self._show, "value")
        self._show()

    def _offer_places(self) -> None:
        asked = ask(self._data, self.metric.value)
        by_place, places = asked.meaning.by_place, asked.book.places
        self.place.options = [
            (places[key].name if by_place else "all places", key) for key in asked.places
        ]
        self.place.index = None  # the same number again would leave the box on the page blank
        self.place.index = 0
        self.place.disabled = len(asked.places) < 2

    def _metric_changed(self, _change: object) -> None:
        self.place.unobserve(self._show, "value")
        self._offer_places()
        self.place.observe(self._show, "value")
        self._show()

    def _show(self, _change: object = None) -> None:
        """Draw and write what the controls ask for; where there is nothing, say what to ask
        instead.
        """
        day = self.known_on.value
        question = ask(
            self._data,
            self.metric.value,
            place=self.place.value,
            on=day,
            known_on=day,
            method=self.method.value,
        )
        now = assess(question)
        self.answer.value = (
            f'<p role="status"><strong>{escape(ends(now))}</strong><br>{escape(said(now))}</p>'
        )
        try:
            self.picture, self.alt = _drawn(question, trend=self.trend.value)
            self.chart.value = (
                f'<img alt="{escape(self.alt)}" style="max-width: 100%; background: white" '
                f'src="data:image/png;base64,{b64encode(self.picture).decode()}">'
            )
            self.table.value = html(table_of(question, "summary"))
        except NothingToShow as error:
            self.picture, self.alt = b"", str(error)
            self.chart.value, self.table.value = f"<p>{escape(self.alt)}</p>", ""
        self.left_out.value, self.saved.value = _left_out(question), ""
        self.save.disabled = not self.picture

    def _save(self, _button: object) -> None:
        """Write the chart into the notebook's folder, named by what it shows."""
        scope = (self.metric.value, self.place.value, self.known_on.value, self.method.value)
        path = Path(f"{'-'.join(map(str, scope))}.png")
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
        bundle = self.box._repr_mimebundle_()
        data, about = bundle if isinstance(bundle, tuple) else (bundle, {})
        data = {**data, "text/plain": self.alt}
        if self.picture:
            data["image/png"] = b64encode(self.picture).decode()
        return data, {**about, "image/png": {"alt": self.alt}}


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


def _drawn(question: Question, *, trend: bool) -> tuple[bytes, str]:
    """The chart as a picture, and its text alternative; the trend where there is one."""
    from matplotlib import pyplot

    try:
        axes = draw_ranges(question, trend=trend)
    except NothingToShow:
        axes = draw_ranges(question)
    try:
        return chart_bytes(axes, "png", dpi=DOTS), figure_alt(axes)
    finally:
        pyplot.close(figure_of(axes))
