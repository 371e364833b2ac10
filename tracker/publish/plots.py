"""The charts: each takes a record and returns the Axes it drew on; none saves or shows."""

from tracker.publish.plot_coherence import plot_coherence
from tracker.publish.plot_house_effects import plot_house_effects
from tracker.publish.plot_methods import plot_methods
from tracker.publish.plot_overview import plot_overview
from tracker.publish.plot_parties import plot_parties
from tracker.publish.plot_ranges import plot_ranges
from tracker.publish.plot_vintages import plot_vintages
from tracker.publish.saving import chart_bytes, save_chart

CHARTS = {
    "ranges": plot_ranges,
    "parties": plot_parties,
    "vintages": plot_vintages,
    "overview": plot_overview,
    "house-effects": plot_house_effects,
    "methods": plot_methods,
    "coherence": plot_coherence,
}

__all__ = ["CHARTS", "chart_bytes", "plot_coherence", "plot_house_effects", "plot_methods", "plot_overview", "plot_parties",
           "plot_ranges", "plot_vintages", "save_chart"]
