"""Charts drawn in the project's style, and shown in notebooks with their text alternative, which so
goes into every page made from the notebook.
"""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from collections.abc import Callable
from functools import partial, wraps
from html import escape
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar

from matplotlib import interactive, is_interactive, rc_context
from matplotlib.figure import Figure

from tracker.publish.charts.drawing.frame import captions
from tracker.publish.charts.drawing.style import settings
from tracker.publish.charts.save import chart_bytes, figure_alt
from tracker.reconcile.question import ask

if TYPE_CHECKING:
    from IPython.core.formatters import DisplayFormatter

Asked = ParamSpec("Asked")
Drawn = TypeVar("Drawn")
PNG = "image/png"
INCH = 96  # of a page's points
METRIC = Parameter("metric", Parameter.POSITIONAL_OR_KEYWORD)


def asking(
    draw: Callable[..., Drawn],
    over: Literal["day", "time"],
    *names: str,
    metric: Parameter | None = METRIC,
) -> Callable[..., Drawn]:
    """The public function of a drawing, with whose docstring it is documented: where the drawing
    takes a question, this takes a record and what is asked of it, a ``metric`` and these ``names``
    of :func:`ask`.

    A chart that must be given a metric is one of a single series.
    """
    own = [*signature(draw).parameters.values()][1:]
    first = 1 + next(at for at, taken in enumerate(own) if taken.name == "ax")
    asked = [taken for taken in signature(ask).parameters.values() if taken.name in names]
    what = [Parameter("data", METRIC.kind), *([metric] if metric else [])]
    takes = Signature([*what, *own[:first], *asked, *own[first:]])

    @wraps(draw)
    def plot(*given: Any, **options: Any) -> Drawn:
        """Ask, and draw the answer. A TypeError names an argument that the chart does not take, a
        ValueError what cannot be asked or drawn.
        """
        bound = takes.bind(*given, **options).arguments
        data, *about = (bound.pop(taken.name, None) for taken in what)
        words = {name: bound.pop(name) for name in names if name in bound}
        question = ask(data, *about, chart=over, **words)
        return draw(question.one if metric is METRIC else question, **bound)

    plot.__name__ = plot.__qualname__ = draw.__name__.replace("draw_", "plot_")
    plot.__doc__ = re.sub(r"(?m)^ *question : Question\n.*\n", "", draw.__doc__ or "")
    plot.__signature__ = takes  # type: ignore[attr-defined]  # of functions, read by inspect
    return plot


def styled(plot: Callable[Asked, Drawn]) -> Callable[Asked, Drawn]:
    """Draw in the project's style whatever the user's own settings are, and leave those
    untouched.
    """

    @wraps(plot)
    def drawn(*args: Asked.args, **options: Asked.kwargs) -> Drawn:
        """What ``plot`` gives or raises; the user's settings are as before in both cases."""
        with rc_context(settings()):
            made = plot(*args, **options)
            live = is_interactive()
        interactive(live)  # a notebook's first chart turns this on, and the next ones need it
        describe_in_notebook()
        return made

    return drawn


def describe_in_notebook() -> None:
    """Let the running notebook, if there is one, attach text alternatives to the figures it shows.

    A chart is drawn once and given twice: as an HTML image with its ``alt``, which JupyterLab shows
    and nbconvert keeps, and as the plain picture, for what shows no HTML, with ``alt`` in its
    metadata.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        teach(shell.display_formatter)


def teach(display: DisplayFormatter) -> None:
    """Wrap what a display formatter does with figures; doing it again changes nothing."""
    display.mimebundle_formatter.for_type(Figure, bundle)
    plain = display.formatters[PNG]
    try:
        draw = plain.lookup_by_type(Figure)
    except KeyError:  # the notebook does not use this format
        return
    if getattr(draw, "func", None) is not _others:
        plain.for_type(Figure, partial(_others, draw))


def bundle(figure: Figure) -> tuple[dict[str, str], dict[str, dict[str, str]]] | None:
    """A figure's charts as an HTML image and as a picture, and what is told of the picture;
    ``None`` where there is no chart of this project.
    """
    if not captions(figure.axes):
        return None
    alt = figure_alt(figure)
    picture = b64encode(chart_bytes(figure, "png", dpi=figure.dpi)).decode("ascii")
    image = (
        f'<img src="data:{PNG};base64,{picture}" alt="{escape(alt)}" '
        f'width="{figure.get_figwidth() * INCH:.0f}" style="max-width: 100%">'
    )
    return {"text/html": image, PNG: picture}, {PNG: {"alt": alt}}


def _others(draw: Callable[[Figure], Any], figure: Figure) -> Any:
    """What holds no chart of this project, drawn as before: a picture, with or without metadata,
    or ``None``.
    """
    return None if captions(figure.axes) else draw(figure)
