"""Charts drawn in the project's style, and shown in notebooks with their text alternative, which so
goes into every page made from the notebook.
"""

from __future__ import annotations

import os
import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from html import escape
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from matplotlib import interactive, is_interactive, rc_context
from matplotlib.figure import Figure

from tracker.publish.charts.drawing.frame import captions
from tracker.publish.charts.drawing.style import Chart, settings
from tracker.publish.charts.save import chart_bytes, figure_alt

if TYPE_CHECKING:
    from IPython.core.formatters import DisplayFormatter

Asked = ParamSpec("Asked")
Drawn = TypeVar("Drawn")
PICTURES = "TRACKER_PICTURES"  # the variable that wants plain pictures alone, where HTML is dropped
PLAIN = ("image/png", "image/jpeg")


def styled(plot: Callable[Asked, Drawn]) -> Callable[Asked, Drawn]:
    """Draw in the project's style whatever the user's own settings are, and leave those
    untouched.
    """

    @wraps(plot)
    def drawn(*args: Asked.args, **options: Asked.kwargs) -> Drawn:
        with rc_context(settings()):
            made = plot(*args, **options)
            live = is_interactive()
        interactive(live)  # a notebook's first chart turns this on, and the next ones need it
        describe_in_notebook()
        return made

    return drawn


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


def teach(display: DisplayFormatter) -> None:
    """Wrap what a display formatter does with figures; doing it again changes nothing."""
    for mime in PLAIN:
        formatter = display.formatters[mime]
        try:
            draw = formatter.lookup_by_type(Figure)
        except KeyError:  # the notebook does not use this format
            continue
        if not isinstance(draw, _Described):
            formatter.for_type(Figure, _Described(draw, mime))
    if os.environ.get(PICTURES) != "png":
        display.formatters["text/html"].for_type(Figure, as_html)


def as_html(figure: Figure) -> str | None:
    """A figure's charts as an HTML image with its text alternative; ``None`` where there is no
    chart of this project.
    """
    if not captions(figure.axes):
        return None
    return (
        f'<img src="data:image/svg+xml;base64,{_encoded(figure, "svg")}" '
        f'alt="{escape(figure_alt(figure))}" style="max-width: 100%; background: white">'
    )


@dataclass(frozen=True, slots=True)
class _Described:
    """Draws as before, with ``alt``; a chart, which has its final size, as PNG at once, not
    measured and drawn again.
    """

    draw: Callable[[Figure], Any]  # gives a picture, with or without metadata, or None
    mime: str

    def __call__(self, figure: Figure) -> Any:
        known = bool(captions(figure.axes))
        at_once = known and self.mime == "image/png" and isinstance(figure, Chart)
        made = _encoded(figure, "png") if at_once else self.draw(figure)
        if made is None or not known:
            return made
        picture, about = made if isinstance(made, tuple) else (made, {})
        return picture, {**about, "alt": figure_alt(figure)}


def _encoded(figure: Figure, form: str) -> str:
    return b64encode(chart_bytes(figure, form, dpi=figure.dpi)).decode("ascii")
