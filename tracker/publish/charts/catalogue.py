"""The charts: each takes a record and returns the Axes it drew on; none saves or shows."""

from tracker.publish.charts.coherence import plot_coherence
from tracker.publish.charts.house_effects import plot_house_effects
from tracker.publish.charts.methods import plot_methods
from tracker.publish.charts.overview import plot_overview
from tracker.publish.charts.parties import plot_parties
from tracker.publish.charts.ranges import plot_ranges
from tracker.publish.charts.save import chart_bytes, save_chart
from tracker.publish.charts.vintages import plot_vintages

CHARTS = {
    "ranges": plot_ranges,
    "parties": plot_parties,
    "vintages": plot_vintages,
    "overview": plot_overview,
    "house-effects": plot_house_effects,
    "methods": plot_methods,
    "coherence": plot_coherence,
}

__all__ = [
    "CHARTS",
    "chart_bytes",
    "plot_coherence",
    "plot_house_effects",
    "plot_methods",
    "plot_overview",
    "plot_parties",
    "plot_ranges",
    "plot_vintages",
    "save_chart",
]
