"""Charts as files: SVG, PDF and PNG, the same bytes for the same data, each with its text
alternative and provenance.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from html import escape
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tracker import __version__
from tracker.curate.files import write_whole
from tracker.publish.charts.drawing.frame import Caption, captions
from tracker.publish.charts.drawing.measure import sheet_of
from tracker.publish.charts.drawing.style import Chart, settings

FORMATS = ("svg", "pdf", "png")
DOTS = 600  # an inch, in PNG: what journals ask of line art


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
    chart: Axes | Figure | Iterable[Axes], path: str | Path, *, dpi: float = DOTS
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
    chart: Axes | Figure | Iterable[Axes], form: str, *, dpi: float = DOTS, name: str = ""
) -> bytes:
    """The chart as the bytes of a file; arguments and errors as in :func:`save_chart`."""
    if form not in FORMATS:
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
    with rc_context(settings()):
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
