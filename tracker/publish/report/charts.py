"""Charts in the report: each drawn wide for a screen and a page, and narrow for a telephone, with
its text alternative.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from xml.etree import ElementTree

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tracker import __version__
from tracker.publish.charts.catalogue import drawing_of
from tracker.publish.charts.drawing.style import style_settings
from tracker.publish.charts.save import caption_of, described, figure_alt, figure_of
from tracker.publish.report.site import Context, Pages, file_name
from tracker.reconcile.question import NothingToShow, Question
from tracker.reconcile.trend.path import path_of

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
for name, address in (
    ("", SVG),
    ("xlink", XLINK),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("cc", "http://creativecommons.org/ns#"),
):
    ElementTree.register_namespace(name, address)
PLACES = {"d", "x", "y", "transform", "points", "x1", "x2", "y1", "y2", "width", "height"}
FONTS = re.compile(r"(font-family): ([^;]*);? ?")  # the same for every letter
NUMBER = re.compile(r"-?(?<!\d)\d+\.\d+")
NAME = re.compile(r"#([^)]+)")
REFERENCE = re.compile(r"(?:url\(#|href=\"#)([^\")]+)")


def drawn(question: Question, chart: str) -> tuple[Context, Pages]:
    """Draw a chart in both sizes, ranges over time with their trend where the series has one: what
    a page says of it (see :func:`as_files`), and its files.

    Raises
    ------
    NothingToShow
        If there is nothing to draw.

    """
    from matplotlib import pyplot

    wide, narrow = axes = sheets(question, chart)
    made = as_files(question, chart, wide, narrow)
    for each in axes:
        pyplot.close(figure_of(each))
    return made


def slim(chart: Figure, prefix: str = "", **metadata: str) -> ElementTree.Element:
    """The chart as SVG: letters as text, no number finer than a screen shows, each look said once
    as a class; a fifth of what ``save_chart`` writes. Ids and classes begin with ``prefix``.
    """
    made = BytesIO()
    with rc_context({**style_settings(), "svg.fonttype": "none"}):
        chart.savefig(made, format="svg", dpi=72, metadata={"Date": None, **metadata})
    root = ElementTree.fromstring(made.getvalue())
    if not metadata:
        root.remove(root[0])
    used = dict.fromkeys(REFERENCE.findall(ElementTree.tostring(root, encoding="unicode")))
    short = {name: f"{prefix}i{at}" for at, name in enumerate(used)}
    for element in root.iter():
        own = element.attrib.pop("id", "")
        if own in short or own.startswith("role"):
            element.set("id", short.get(own, own))
        for name, value in element.attrib.items():
            if value.startswith(("#", "url(#")):
                element.set(
                    name, NAME.sub(lambda found: f"#{short.get(found[1], found[1])}", value)
                )
            elif name in PLACES:
                value = NUMBER.sub(_short, value)
                element.set(
                    name, re.sub(r"(?<! ) *([A-Za-z]) *", r"\1", value) if name == "d" else value
                )
            elif name == "style":
                root.attrib |= dict(FONTS.findall(value))
                element.set(name, re.sub("(?<=[:;]) ", "", FONTS.sub("", value).strip("; ")))
    root.set("font-family", f"{root.get('font-family', '')}, Verdana, sans-serif".lstrip(", "))
    _looks(root, prefix or "s")
    return root


def _looks(root: ElementTree.Element, prefix: str) -> None:
    """Say each look of several elements once, in the sheet of styles."""
    styles = [element.get("style", "") for element in root.iter()]
    often = [look for look, times in Counter(styles).items() if look and times > 1]
    names = {look: f"{prefix}{at}" for at, look in enumerate(often)}
    for element in root.iter():
        if name := names.get(element.get("style", "")):
            del element.attrib["style"]
            element.set("class", name)
    sheet = next(root.iter(f"{{{SVG}}}style"))
    sheet.text = "".join(
        [sheet.text or "", *(f".{name}{{{look}}}" for look, name in names.items())]
    )


def sheets(question: Question, chart: str) -> tuple[Axes | Iterable[Axes], Axes | Iterable[Axes]]:
    """A chart wide and narrow."""
    more = {"trend": has_trend(question)} if chart == "ranges" else {}
    draw = drawing_of(chart)
    wide = "screen" if chart == "ranges" else "page"  # which stands beside its words
    return draw(question, size=wide, **more), draw(question, size="phone", **more)


def has_trend(question: Question) -> bool:
    """Whether a path can be drawn: not for a plan or a flow, nor for what nobody counted whole."""
    try:
        path_of(question)
    except NothingToShow:
        return False
    return True


def _short(number: re.Match[str]) -> str:
    """With two decimals: finer than a screen."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def as_files(
    question: Question, chart: str, wide: Axes | Iterable[Axes], narrow: Axes | Iterable[Axes]
) -> tuple[Context, Pages]:
    """The ``name`` of a chart, the addresses of both pictures, ``wide`` and ``narrow``, and the
    text alternative, ``alt``; and the pictures as SVG.
    """
    scope = filter(None, [question.key, question.named_place] if question.metric else [])
    slug = "-".join(filter(None, [chart, file_name(*scope)]))
    first, second = (f"charts/{slug}-{width}.svg" for width in ("wide", "narrow"))
    there: Context = {"name": slug, "wide": first, "narrow": second, "alt": figure_alt(wide)}
    return there, {first: _file(wide), second: _file(narrow)}


def _file(axes: Axes | Iterable[Axes]) -> bytes:
    title, alt, line = caption_of(axes)
    root = slim(figure_of(axes), Title=title, Creator=f"tracker {__version__}", Source=line)
    for text in root.findall(f"{{{SVG}}}title"):
        root.remove(text)  # told with the alternative
    told = described(ElementTree.tostring(root, encoding="unicode"), title, alt)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{told}\n'.encode()
