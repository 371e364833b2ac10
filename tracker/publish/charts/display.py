"""Charts in notebooks: their text alternative goes with the picture, and so into every page made
from the notebook.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Callable
from html import escape

from matplotlib.figure import Figure

from tracker.publish.charts.alt import texts

PICTURES = ("image/png", "image/jpeg")


def describe_in_notebook() -> None:
    """Let the running notebook, if there is one, attach text alternatives to the figures it shows.

    A chart is given as an HTML image (an SVG, sharp at every size) with its ``alt``, which
    JupyterLab shows and nbconvert keeps; the plain picture beside it, for what shows no HTML, has
    ``alt`` in its metadata.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        teach(shell.display_formatter)


def teach(display) -> None:
    """Wrap what a display formatter does with figures; doing it again changes nothing."""
    for mime in PICTURES:
        formatter = display.formatters[mime]
        try:
            draw = formatter.lookup_by_type(Figure)
        except KeyError:  # the notebook does not use this format
            continue
        if not hasattr(draw, "describes"):
            formatter.for_type(Figure, _describing(draw, mime))
    display.formatters["text/html"].for_type(Figure, as_html)


def as_html(figure: Figure) -> str | None:
    """A figure's charts as an HTML image with its text alternative; ``None`` where there is no
    chart of this project.
    """
    alt = " ".join(texts(figure))
    if not alt:
        return None
    from tracker.publish.charts.save import chart_bytes

    source = b64encode(chart_bytes(figure, "svg")).decode("ascii")
    return (
        f'<img src="data:image/svg+xml;base64,{source}" alt="{escape(alt)}" style="max-width: '
        '100%; background: white">'
    )


def _describing(draw: Callable, mime: str) -> Callable:
    """Draw as before, with ``alt``; a chart, which has its final size, as PNG at once, not measured
    and drawn again.
    """
    from tracker.publish.charts.drawing.style import Chart

    def shown(figure: Figure):
        alt = " ".join(texts(figure))
        made = (
            _png(figure)
            if alt and mime == "image/png" and isinstance(figure, Chart)
            else draw(figure)
        )
        if made is None or not alt:
            return made
        picture, about = made if isinstance(made, tuple) else (made, {})
        return picture, {**about, "alt": alt}

    shown.describes = True
    return shown


def _png(figure: Figure) -> str:
    from tracker.publish.charts.save import chart_bytes

    return b64encode(chart_bytes(figure, "png", dpi=figure.dpi)).decode("ascii")
