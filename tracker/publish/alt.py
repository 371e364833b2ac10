"""The text alternative of a chart: what it says, for those who do not see it."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure


def figure_alt(chart: Axes | Figure) -> str:
    """Say what a chart shows: metric, span, range, how many figures and how many independent voices.

    Parameters
    ----------
    chart : Axes or Figure
        What a ``plot_*`` function returned, or a figure that holds such axes (then those of all its charts in a row).

    Raises
    ------
    ValueError
        If no chart of this project is on it.
    """
    found = texts(chart)
    if not found:
        raise ValueError("these axes hold no chart of this project, so there is nothing to describe; draw one with tracker.plot_*")
    return " ".join(found)


def texts(chart) -> list[str]:
    """The text alternatives of every chart on axes, an array of axes, or a figure."""
    axes = chart.axes if isinstance(chart, Figure) else [chart] if isinstance(chart, Axes) else list(chart)
    return list(dict.fromkeys(ax.tracker_alt for ax in axes if getattr(ax, "tracker_alt", "")))
