"""The text alternative of a chart: what it says, for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.figure import Figure


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
    found = texts(chart)
    if not found:
        raise ValueError(
            "no chart of this project is here to be described; draw one with tracker.plot_*"
        )
    return " ".join(found)


def figure_title(chart: Axes | Figure | Iterable[Axes]) -> str:
    """The titles of the charts, joined."""
    return "; ".join(dict.fromkeys(ax.tracker_title for ax in _charts(chart)))


def figure_lines(chart: Axes | Figure | Iterable[Axes]) -> str:
    """The provenance lines of the charts, joined."""
    return "; ".join(dict.fromkeys(ax.tracker_line for ax in _charts(chart)))


def attach(ax: Axes, title: str, alt: str, line: str) -> None:
    """Make title, text alternative and provenance line part of axes."""
    ax.tracker_title, ax.tracker_alt, ax.tracker_line = title, alt, line


def texts(chart: Axes | Figure | Iterable[Axes]) -> list[str]:
    """The text alternatives on axes, an array of axes or a figure; one that several axes share is
    told once.
    """
    return list(dict.fromkeys(ax.tracker_alt for ax in _charts(chart)))


def _charts(chart) -> list[Axes]:
    axes = (
        chart.axes
        if isinstance(chart, Figure)
        else [chart]
        if isinstance(chart, Axes)
        else list(chart)
    )
    return [ax for ax in axes if hasattr(ax, "tracker_alt")]
