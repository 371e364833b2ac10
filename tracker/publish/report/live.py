"""The chart of a count as part of its page: each mark is an element that leads to its figure, and
the range can be taken back to what was known on earlier days.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.text import Annotation, Text

from tracker.publish.charts.drawing.frame import NEXT
from tracker.publish.charts.drawing.marks import DRAWN, plotted_figures
from tracker.publish.charts.drawing.style import POINT, QUIET, settings
from tracker.publish.charts.save import figure_of
from tracker.publish.report.charts import Drawn, as_files, sheets
from tracker.publish.report.site import Pages, figure_address
from tracker.publish.words import ends
from tracker.reconcile.assess import assess
from tracker.reconcile.numbers import format_day
from tracker.reconcile.phrases import day_words
from tracker.reconcile.question import Question
from tracker.reconcile.sentences import sentence
from tracker.reconcile.voices import select

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
BAND = ("_band", "_ends", "_open ends", "_centre")  # as known on each of its days
TREND = ("_trend", "_trend low", "_trend high")  # as known on the last day
ROLES = {"voice": "speaks", "bound": "a bound only", "derived": "a bound only", "out": "left out"}
PLACES = {"d", "x", "y", "transform", "points", "x1", "x2", "y1", "y2", "width", "height"}


@dataclass(frozen=True)
class Live:
    """A chart in both widths as SVG to stand in a page, its files, and the range as it was known on
    each day on which something was stated: ``steps`` is JSON, a list of day, words, range and
    sentence; ``last`` is the last of these days, in words.
    """

    drawn: Drawn
    wide: Markup
    narrow: Markup
    steps: Markup
    json: str
    last: str


def live(question: Question, chart: str = "ranges") -> tuple[Live, Pages]:
    """Draw figures over the range of one series in both widths.

    Raises
    ------
    NothingToShow
        If there is nothing to draw.

    """
    wide, narrow = sheets(question, chart)
    there, files = as_files(question, chart, wide, narrow)
    steps = json.dumps(_steps(question), ensure_ascii=False)
    name = f"charts/{there.name}.json"
    made = Live(
        there,
        Markup(_inline(question, wide, f"{there.name}-page-")),
        Markup(_inline(question, narrow, f"{there.name}-column-")),
        Markup(steps.replace("<", "\\u003c")),
        name,
        format_day(question.known_on),
    )
    return made, files | {name: f"{steps}\n".encode()}


def _steps(question: Question) -> list[dict[str, str]]:
    """The range on each day on which a figure of the series was first stated, as known that day."""
    days = sorted({figure.stated.last for figure in question.figures})
    answers = (assess(question.at(day)) for day in days if day <= question.on)
    return [
        {
            "day": answer.on.isoformat(),
            "words": format_day(answer.on),
            "ends": ends(answer),
            "said": sentence(answer),
        }
        for answer in answers
    ]


def _words(question: Question) -> dict[str, str]:
    """What each figure's mark says."""
    return {
        item.figure.key: (
            f"{question.book.parties[item.figure.party].name}, {day_words(item.figure.as_of)}: "
            f"“{item.figure.said}”; {ROLES[item.role]}"
            + (f": {item.reason}" if item.role == "out" else "")
        )
        for item in select(question).judged
    }


def _inline(question: Question, sheet: Axes | Iterable[Axes], prefix: str) -> str:
    """The drawn chart as SVG without what a page has already, its ids its own, its marks links."""
    from matplotlib import pyplot

    chart = figure_of(sheet)
    ax = chart.axes[0]
    for collection, drawn in getattr(ax, DRAWN):
        lead = (
            "" if str(collection.get_label()).startswith(("_whole", "_partial", "_faint")) else "+"
        )
        urls = [f"{lead}{figure.key}" for figure in drawn]
        collection.set_urls(urls * 2 if len(urls) == 1 else urls)  # one alone would not be written
    roles = dict(_roles(question, ax))
    for patch in (chart.patch, ax.patch):
        patch.set_alpha(0)
    made = BytesIO()
    with rc_context({**settings(), "svg.fonttype": "none"}):
        chart.savefig(made, format="svg", dpi=72, metadata={"Date": None})
    panel, width = ax.get_position(), chart.get_figwidth() / POINT
    left, right = panel.x0 * width, panel.x1 * width
    pyplot.close(chart)
    root = ElementTree.fromstring(made.getvalue())
    root.remove(root[0])  # the metadata, as the picture to download has them
    for style in root.iter(f"{{{SVG}}}defs"):
        for child in style.findall(f"{{{SVG}}}style"):
            style.remove(child)  # the page's own says the same
    for element in root.iter():
        _own(element, roles.get(element.get("id", ""), {}), prefix)
    _marks(root, question)
    for name in ("width", "height"):
        root.attrib.pop(name)
    root.set("data-panel", " ".join(f"{at:.2f}" for at in (left, right, *ax.get_xlim())))
    root.set("role", "group")
    _cut(root, f"{prefix}cut", left, right)
    ElementTree.register_namespace("", SVG)
    return re.sub(r"(?<!\s)\s*\n\s*", "\n", ElementTree.tostring(root, encoding="unicode"))


def _roles(question: Question, ax: Axes) -> Iterator[tuple[str, dict[str, str]]]:
    """The id given to each drawn thing that follows the day of knowledge, and what it follows."""
    first = {place: str(day) for place, day in _stated(question)}
    for at, artist in enumerate(ax.findobj(lambda artist: artist is not ax)):
        label = str(artist.get_label())
        below = isinstance(artist, Text) and (artist.get_fontsize(), artist.get_color()) == (
            NEXT,
            QUIET,
        )  # the line below the title
        if label in BAND:
            told = {"class": "till"}
        elif label.startswith("_event "):
            told = {"data-since": label.removeprefix("_event ")}
        elif label == "_name" and isinstance(artist, Annotation):
            told = {"data-since": first.get(artist.xy, "")}
        elif label in ("_holder", *TREND) or below:
            told = {"class": "now"}
        else:
            continue
        parts = [artist, getattr(artist, "arrow_patch", None)]
        for part, name in zip(parts, (f"role{at}", f"role{at}-line")):
            if part is not None:
                part.set_gid(name)
                yield name, told


def _stated(question: Question) -> Iterator[tuple[tuple[float, float], date]]:
    """Where each mark stands, and when its figure was stated, the newest first."""
    found = plotted_figures(question)
    for item in sorted(found, key=lambda item: item.figure.stated.last, reverse=True):
        yield (item.x, item.y), item.figure.stated.last


def _own(element: ElementTree.Element, told: dict[str, str], prefix: str) -> None:
    """Give an element ids that are its chart's own, and what it follows."""
    for name, value in list(element.attrib.items()):
        if name == "id" and (told or value.startswith(("text_", "patch_", "xtick", "ytick"))):
            del element.attrib[name]
        elif name == "id":
            element.set(name, prefix + value)
        elif name == LINK and value.startswith("#"):
            del element.attrib[name]
            element.set("href", f"#{prefix}{value[1:]}")
        elif "url(#" in value:
            element.set(name, value.replace("url(#", f"url(#{prefix}"))
        elif name in PLACES:
            element.set(name, _shorter(value))
    element.attrib.update(told)


def _marks(root: ElementTree.Element, question: Question) -> None:
    """Make links of what was written round the marks, and plain groups round their bars."""
    words, figures = _words(question), {figure.key: figure for figure in question.figures}
    for element in root.iter(f"{{{SVG}}}a"):
        address = element.attrib.pop(LINK)
        figure = figures[address.removeprefix("+")]
        element.attrib.pop("target", None)
        element.set("data-since", figure.stated.last.isoformat())
        if address.startswith("+"):
            element.tag = f"{{{SVG}}}g"
            continue
        element.set("href", figure_address(figure.key))
        title = ElementTree.Element(f"{{{SVG}}}title")
        title.text = words[figure.key]
        element.insert(0, title)


def _cut(root: ElementTree.Element, name: str, left: float, right: float) -> None:
    """A clip that hides what lies right of a day, for everything of the class ``till``."""
    clip = ElementTree.SubElement(root, f"{{{SVG}}}clipPath", {"id": name})
    ElementTree.SubElement(
        clip,
        f"{{{SVG}}}rect",
        {
            "x": _shorter(str(left)),
            "y": "-50",
            "width": _shorter(str(right - left)),
            "height": "9999",
        },
    )
    for element in root.iter(f"{{{SVG}}}g"):
        if element.get("class") == "till":
            element.set("clip-path", f"url(#{name})")


def _shorter(value: str) -> str:
    """Numbers with two decimals: finer than a screen."""
    return re.sub(r"-?(?<!\d)\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", value)
