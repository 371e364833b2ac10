"""The chart of a count as part of its page: each mark is an element that leads to its figure, and
the range can be taken back to what was known on earlier days.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from xml.etree import ElementTree

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.text import Annotation, Text

from tracker.publish.charts.drawing.axes import number
from tracker.publish.charts.drawing.frame import NEXT, TITLE
from tracker.publish.charts.drawing.marks import DRAWN, PlottedFigure, plotted_figures
from tracker.publish.charts.drawing.measure import sheet_of
from tracker.publish.charts.drawing.palette import looks
from tracker.publish.charts.drawing.style import INK, POINT, QUIET
from tracker.publish.charts.save import figure_alt, figure_of
from tracker.publish.report.charts import SVG, XLINK, as_files, sheets, slim
from tracker.publish.report.site import Context, Pages, figure_address, file_name
from tracker.publish.report.steps import faded, silent, vintage_records
from tracker.reconcile.numbers import format_day
from tracker.reconcile.phrases import day_words
from tracker.reconcile.question import Question
from tracker.reconcile.voices import Judged, select, series

_LINK = f"{{{XLINK}}}href"
# the classes of what is drawn, by its label: as known on each of its days, as known on the last day
_CLASSES = dict.fromkeys(("_band", "_ends", "_open ends", "_centre"), "till") | dict.fromkeys(
    ("_trend", "_trend low", "_trend high"), "now trend"
)
_FAINT = "0.42"  # as the style sheet has it
_ROLES = {"voice": "speaks", "bound": "a bound only", "derived": "a bound only", "out": "left out"}


def live(question: Question) -> tuple[Context, Pages]:
    """Draw figures over the range of one series: what a page holds of it, and its files.

    ``wide`` and ``narrow`` are SVG to stand in the page, ``drawn`` is what
    :func:`~tracker.publish.report.charts.as_files` says of the pictures. ``steps`` are the range as
    it was known on each day on which something was stated, as JSON, a list of day, words, range and
    sentence, ``json`` is their address; ``last`` is the last of these days, in words; ``homes`` are
    the affiliations whose figures are drawn, key and name, ``data`` is the address of the figures
    as a table.

    Raises
    ------
    NothingToShow
        If there is nothing to draw.

    """
    wide, narrow = sheets(question, "ranges")
    there, files = as_files(question, "ranges", wide, narrow)
    told = json.dumps(vintage_records(question), ensure_ascii=False)
    name = f"charts/{there['name']}.json"
    homes = {figure.affiliation for figure in question.figures}
    made: Context = {
        "drawn": there,
        "wide": Markup(_inline(question, wide, "w")),
        "narrow": Markup(_inline(question, narrow, "n")),
        "steps": Markup(told.replace("<", "\\u003c")),
        "json": name,
        "last": format_day(question.known_on),
        "homes": [(key, a.name) for key, a in question.book.affiliations.items() if key in homes],
        "data": f"tables/figures-{file_name(question.key)}.csv",
    }
    return made, files | {name: f"{told}\n".encode()}


class Moving:
    """A drawn chart of figures over their range, to stand outside of a report, which is taken back
    to what was known on earlier days; its axes stay where they are.
    """

    def __init__(self, question: Question, sheet: Axes):
        alt, self._last = figure_alt(sheet), question.known_on
        self._root = ElementTree.fromstring(_inline(question, sheet, "m"))
        self._root.attrib |= {"role": "img", "aria-label": alt}
        self._root.set("style", "max-width: 100%; background: white")
        for mark in self._root.iter(f"{{{SVG}}}a"):  # leads nowhere without the report's pages
            mark.tag = f"{{{SVG}}}g"
            mark.attrib.pop("href", None)
        clips = self._root.iter(f"{{{SVG}}}clipPath")
        self._cut = next(clip[0] for clip in clips if clip.get("id", "").endswith("cut"))

    def on(self, day: date) -> str:
        """The chart as SVG, as it was known on a day."""
        left, right, first, end = map(float, self._root.get("data-panel", "").split())
        last, then = day >= self._last, day.isoformat()
        part = 1.0 if last else (number(day) - first) / (end - first)
        self._cut.set("width", f"{max(part * (right - left), 0):.2f}")
        for element in self._root.iter():
            known = element.get("data-since", "") <= then
            spoken = last or "now" not in element.get("class", "").split()
            element.attrib.pop("display", None)
            if not (known and spoken):
                element.set("display", "none")
            if faint := element.get("data-faint"):
                element.set("opacity", _FAINT if faint <= then else "1")
        return ElementTree.tostring(self._root, encoding="unicode")


def _words(question: Question, item: Judged) -> str:
    """What a figure's mark says."""
    figure = item.figure
    return (
        f"{question.book.parties[figure.party].name}, {day_words(figure.as_of)}: “{figure.said}”; "
        f"{_ROLES[item.role]}" + (f": {item.reason}" if item.role == "out" else "")
    )


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
    prepared, until = series(question), question.known_on.toordinal()
    faint = {one.figure.key: day for one in prepared.entries if (day := faded(one, until))}
    _unfade(ax, question, faint)
    plotted = plotted_figures(question)
    roles = dict(_roles(ax, plotted))
    places = {item.figure.key: _upright(ax, item.y) for item in plotted}
    for patch in (chart.patch, ax.patch):
        patch.set_alpha(0)
    root = slim(chart, prefix)
    panel, width = ax.get_position(), chart.get_figwidth() / POINT
    left, right = panel.x0 * width, panel.x1 * width
    high = chart.get_figheight() / POINT
    pyplot.close(chart)
    style = next(root.iter(f"{{{SVG}}}style"))
    style.text = re.sub(r"\*\{.*?\}", "", style.text or "")  # the page's own says the same
    for element in root.iter():
        if element.get(_LINK, "").startswith("#"):
            element.set("href", element.attrib.pop(_LINK))
        _follow(element, roles.get(element.get("id", ""), {}))
    _marks(root, question, dict(silent(question, prepared)), faint, places)
    for name in ("width", "height"):
        root.attrib.pop(name)
    root.set("data-panel", " ".join(f"{at:.2f}" for at in (left, right, *ax.get_xlim())))
    if counts := _counts(plotted, ax, high):
        root.set("data-counts", counts)
    root.set("role", "group")
    _cut(root, f"{prefix}cut", left, right)
    return re.sub(r"(?<!\s)\s*\n\s*", "\n", ElementTree.tostring(root, encoding="unicode"))


def _counts(plotted: Sequence[PlottedFigure], ax: Axes, high: float) -> str:
    """Where the counts stand on the sheet, for a logarithmic axis: the panel's lower and upper
    edge, what is counted there, the least count above zero, and whether there is a zero; empty
    where all are within ten times the least.
    """
    values = [value for item in plotted for value in item.values]
    over, panel = [value for value in values if value > 0], ax.get_position()
    if not over or max(over) < 10 * min(over):
        return ""
    edges = (high * (1 - panel.y0), high * (1 - panel.y1), *ax.get_ylim(), min(over))
    return " ".join([*(f"{at:.2f}" for at in edges), str(int(min(values) <= 0))])


def _roles(ax: Axes, plotted: Sequence[PlottedFigure]) -> Iterator[tuple[str, dict[str, str]]]:
    """The id given to each drawn thing that follows the day of knowledge, and what it follows."""
    newest_first = sorted(plotted, key=lambda item: item.figure.stated.last, reverse=True)
    first = {(item.x, item.y): str(item.figure.stated.last) for item in newest_first}
    for at, artist in enumerate(ax.findobj(lambda artist: artist is not ax)):
        label = str(artist.get_label())
        titles = isinstance(artist, Text) and (artist.get_fontsize(), artist.get_color()) in (
            (TITLE, INK),
            (NEXT, QUIET),
        )
        if label in _CLASSES:
            told = {"class": _CLASSES[label]}
        elif label.startswith("_event "):
            told = {"data-since": label.removeprefix("_event ")}
        elif label == "_name" and isinstance(artist, Annotation):
            told = {"data-since": first.get(artist.xy, ""), "data-y": _upright(ax, artist.xy[1])}
        elif label == "_holder" and isinstance(artist, Text):
            told = {"class": "now", "data-y": _upright(ax, artist.get_position()[1])}
        elif titles:
            told = {"class": "now"}
        elif artist is ax.yaxis:
            told = {"class": "counts"}
        else:
            continue
        parts = [artist, getattr(artist, "arrow_patch", None)]
        for part, name in zip(parts, (f"role{at}", f"role{at}-line")):
            if part is not None:
                part.set_gid(name)
                yield name, told


def _upright(ax: Axes, count: float) -> str:
    """Where a count stands, in points from the sheet's upper edge."""
    sheet = sheet_of(ax)
    up = ax.transData.transform((0, count))[1] / sheet.dpi
    return f"{(sheet.get_figheight() - up) / POINT:.2f}"


def _follow(element: ElementTree.Element, told: dict[str, str]) -> None:
    """Say on an element what it follows, in the place of the id that it was drawn with."""
    if told:
        del element.attrib["id"]
    if "class" in told:
        told = told | {"class": f"{element.get('class', '')} {told['class']}".strip()}
    element.attrib.update(told)


def _unfade(ax: Axes, question: Question, faint: Collection[str]) -> None:
    """Give the figures that became faint the ink they had before; the page makes them faint from
    that day on.
    """
    styles = looks(question.book)
    for collection, drawn in getattr(ax, DRAWN):
        colours = [collection.get_facecolor(), collection.get_edgecolor()]
        for at, figure in enumerate(drawn):
            if figure.key in faint:
                look = styles[figure.party]
                inks = "#ffffff" if figure.partial else look.fill, look.ink
                for many, ink in zip(colours, inks):
                    if at < len(many):
                        many[at, :3] = to_rgb(ink)
        collection.set_facecolor(colours[0])
        collection.set_edgecolor(colours[1])


def _marks(
    root: ElementTree.Element,
    question: Question,
    unheard: Mapping[str, str],
    faint: Mapping[str, int],
    places: Mapping[str, str],
) -> None:
    """Make links of what was written round the marks, and plain groups round their bars; of each
    figure, ``unheard`` says when it was left out, ``faint`` since when it is faint, ``places``
    where it stands.
    """
    judged = {item.figure.key: item for item in select(question).judged}
    for element in root.iter(f"{{{SVG}}}a"):
        address = element.attrib.pop(_LINK)
        item = judged[address.removeprefix("+")]
        figure = item.figure
        element.attrib.pop("target", None)
        element.attrib |= {
            "data-since": figure.stated.last.isoformat(),
            "data-of": figure.affiliation,
            "data-y": places[figure.key],
            "data-out": unheard[figure.key],
        }
        if day := faint.get(figure.key):
            element.set("data-faint", date.fromordinal(day).isoformat())
            element.set("class", f"{element.get('class', '')} faint".strip())
        if item.role == "out":
            element.set("class", f"{element.get('class', '')} out".strip())
        if address.startswith("+"):
            element.tag = f"{{{SVG}}}g"
            continue
        element.set("href", figure_address(figure.key))
        title = ElementTree.Element(f"{{{SVG}}}title")
        title.text = _words(question, item)
        element.insert(0, title)


def _cut(root: ElementTree.Element, name: str, left: float, right: float) -> None:
    """A clip that hides what lies right of a day, for everything of the class ``till``."""
    clip = ElementTree.SubElement(root, f"{{{SVG}}}clipPath", {"id": name})
    ElementTree.SubElement(
        clip,
        f"{{{SVG}}}rect",
        {
            "x": f"{left:.2f}",
            "y": "-50",
            "width": f"{right - left:.2f}",
            "height": "9999",
        },
    )
    for element in root.iter(f"{{{SVG}}}g"):
        if "till" in element.get("class", "").split():
            element.set("clip-path", f"url(#{name})")
