"""Charts as files: SVG, PDF and PNG, the same bytes for the same data, each with its text
alternative and provenance; and as notebooks show them, with the same alternative, which so goes
into every page made from the notebook.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tracker import __version__
from tracker.curate.files import write_whole
from tracker.publish.charts.drawing.frame import Caption, captions
from tracker.publish.charts.drawing.measure import sheet_of
from tracker.publish.charts.drawing.style import Chart, style_settings

if TYPE_CHECKING:
    from IPython.core.formatters import DisplayFormatter

_FORMATS = ("svg", "pdf", "png")
_DOTS = 600  # an inch, in PNG: what journals ask of line art
INCH = 96  # of a page's points
PNG = "image/png"


def figure_alt(chart: Axes | Figure | Iterable[Axes]) -> str:
    """Say what a chart shows: metric, span, range, how many figures and how many independent
    voices.

    Parameters
    ----------
    chart : Axes, array of Axes or Figure
        What a ``plot_*`` function returned, or a figure with several such charts (described one
        after another).

    Raises
    ------
    ValueError
        If no chart of this project is on it.

    """
    return caption_of(chart).alt


def caption_of(chart: Axes | Figure | Iterable[Axes]) -> Caption:
    """Titles, text alternatives and provenance lines of all charts together, each told once where
    several axes share it; errors as in :func:`figure_alt`.
    """
    found = captions(_axes_of(chart))
    if not found:
        raise ValueError(
            "no chart of this project is here to be described; draw one with tracker.plot_*"
        )
    titles, alts, lines = (list(dict.fromkeys(said)) for said in zip(*found))
    return Caption("; ".join(titles), " ".join(alts), "; ".join(lines))


def save_chart(
    chart: Axes | Figure | Iterable[Axes], path: str | Path, *, dpi: float = _DOTS
) -> Path:
    """Write a chart; the file's ending chooses the format. No clock and no path is in it, so that
    the bytes repeat.

    Parameters
    ----------
    chart : Axes, array of Axes or Figure
        What a ``plot_*`` function returned; the whole figure is written.
    path : str or Path
        Ending in ``.svg``, ``.pdf`` or ``.png``; written beside its place, then renamed.
    dpi : float
        Dots an inch of a PNG.

    Raises
    ------
    ValueError
        If the ending is another, or no chart of this project is on it.

    """
    path = Path(path)
    form = path.suffix.lstrip(".").lower()
    return write_whole(path, chart_bytes(chart, form, dpi=dpi, name=str(path)))


def chart_bytes(
    chart: Axes | Figure | Iterable[Axes], form: str, *, dpi: float = _DOTS, name: str = ""
) -> bytes:
    """The chart as the bytes of a file; arguments and errors as in :func:`save_chart`."""
    if form not in _FORMATS:
        raise ValueError(
            f"cannot write a chart as '{name or form}'; let the file's name end in .svg, .pdf or "
            ".png"
        )
    figure, maker = figure_of(chart), f"tracker {__version__}"
    title, alt, line = caption_of(figure)
    metadata = {
        "svg": {"Date": None, "Title": title, "Creator": maker, "Source": line},
        "pdf": {
            "Title": title,
            "Subject": alt,
            "Keywords": line,
            "Creator": maker,
            "Producer": maker,
            "CreationDate": None,
        },
        "png": {"Title": title, "Description": alt, "Source": line, "Software": maker},
    }[form]
    made = BytesIO()
    with rc_context(style_settings()):
        figure.savefig(
            made,
            format=form,
            dpi=dpi if form == "png" else 72,
            metadata=metadata,
            bbox_inches=None if isinstance(figure, Chart) else "tight",
        )
    if form != "svg":
        return made.getvalue()
    return described(made.getvalue().decode("utf-8"), title, alt).encode("utf-8")


def figure_of(chart: Axes | Figure | Iterable[Axes]) -> Figure:
    """The whole figure of axes, of an array of axes, or itself."""
    return chart if isinstance(chart, Figure) else sheet_of(_axes_of(chart)[0])


def _axes_of(chart: Axes | Figure | Iterable[Axes]) -> list[Axes]:
    if isinstance(chart, Figure):
        return chart.axes
    axes: list[Axes] = np.array(chart, dtype=object).ravel().tolist()
    return axes


def described(svg: str, title: str, alt: str) -> str:
    """An SVG with role, title and description, so that it is read out as one image.

    Examples
    --------
    >>> described('<svg width="9pt"><g/></svg>', "Killed", "Killed: 3 figures.")[:75]
    '<svg role="img" aria-labelledby="title-790f0c7b desc-790f0c7b" width="9pt">'

    """
    mark = sha256(f"{title}\n{alt}".encode()).hexdigest()[:8]
    before, _, rest = svg.partition("<svg ")
    attributes, _, body = rest.partition(">")
    name = escape(title, quote=False)
    return (
        f'{before}<svg role="img" aria-labelledby="title-{mark} desc-{mark}" {attributes}>'
        f'\n <title id="title-{mark}">{name}</title>'
        f'\n <desc id="desc-{mark}">{escape(alt, quote=False)}</desc>'
        + body.replace(f"<title>{name}</title>", "", 1)
    )


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
