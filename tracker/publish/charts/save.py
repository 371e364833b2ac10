"""Charts as files: SVG, PDF and PNG, the same bytes for the same data, each with its text
alternative and provenance.
"""

from __future__ import annotations

from hashlib import sha256
from html import escape
from io import BytesIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tracker import __version__
from tracker.curate.files import write_whole
from tracker.publish.charts.alt import figure_alt, figure_lines, figure_title
from tracker.publish.charts.drawing.style import Chart, settings

FORMATS = ("svg", "pdf", "png")
DOTS = 600  # an inch, in PNG: what journals ask of line art


def save_chart(chart: Axes | Figure, path: str | Path, *, dpi: float = DOTS) -> Path:
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
    return write_whole(
        path, chart_bytes(chart, path.suffix.lstrip(".").lower(), dpi=dpi, name=str(path))
    )


def chart_bytes(chart: Axes | Figure, form: str, *, dpi: float = DOTS, name: str = "") -> bytes:
    """The chart as the bytes of a file; arguments and errors as in :func:`save_chart`."""
    if form not in FORMATS:
        raise ValueError(
            f"cannot write a chart as '{name or form}'; let the file's name end in .svg, .pdf or "
            ".png"
        )
    figure = figure_of(chart)
    title, alt, line = figure_title(figure), figure_alt(figure), figure_lines(figure)
    maker = f"tracker {__version__}"
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
    return (
        described(made.getvalue().decode("utf-8"), title, alt).encode("utf-8")
        if form == "svg"
        else made.getvalue()
    )


def figure_of(chart) -> Figure:
    """The figure of axes, of an array of axes, or itself."""
    if isinstance(chart, Figure):
        return chart
    return (
        chart if isinstance(chart, Axes) else chart.flat[0] if hasattr(chart, "flat") else chart[0]
    ).figure


def described(svg: str, title: str, alt: str) -> str:
    """An SVG with role, title and description, so that it is read out as one image.

    Examples
    --------
    >>> described('<svg width="9pt"><g/></svg>', "Killed", "Killed: 3 figures.")[:75]
    '<svg role="img" aria-labelledby="title-790f0c7b desc-790f0c7b" width="9pt">'

    """
    mark = sha256(f"{title}\n{alt}".encode()).hexdigest()[:8]
    start = svg.index("<svg ")
    end = svg.index(">", start) + 1
    opening = f'<svg role="img" aria-labelledby="title-{mark} desc-{mark}" ' + svg[start + 5 : end]
    body = svg[end:].replace(f"<title>{escape(title, quote=False)}</title>", "", 1)
    words = (
        f'\n <title id="title-{mark}">{escape(title, quote=False)}</title>'
        f'\n <desc id="desc-{mark}">{escape(alt, quote=False)}</desc>'
    )
    return svg[:start] + opening + words + body
