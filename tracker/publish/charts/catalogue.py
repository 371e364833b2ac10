"""The charts by name, as the public names ``plot_*`` declare them; each is loaded when drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from matplotlib.axes import Axes

    Plot = Callable[..., Axes | Iterable[Axes]]

CHARTS = tuple(
    name.removeprefix("plot_").replace("_", "-")
    for name in tracker.__all__
    if name.startswith("plot_")
)


def plot_of(chart: str) -> Plot:
    """A chart as users call it: with a record and what is asked of it. It returns the Axes that it
    drew on, and neither saves nor shows.
    """
    plot: Plot = getattr(tracker, f"plot_{chart.replace('-', '_')}")
    return plot


def drawing_of(chart: str) -> Plot:
    """A chart as the report calls it: with a question that is made already."""
    drawing: Plot = vars(plot_of(chart))["__wrapped__"]  # which `asking` gave its question
    return drawing
