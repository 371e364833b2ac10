"""Conflicting estimates of the same counts: read, reconciled into ranges, charted, cited.

Public names are loaded when first used, so that ``import tracker`` and the command line stay quick.
"""

from importlib import import_module
from typing import Any

__version__ = "1.0.0"

_HOME = {
    "load": "tracker.curate.load",
    "DataError": "tracker.curate.load",
    "Dataset": "tracker.curate.dataset",
    "ranges": "tracker.reconcile.ranges",
    "explain": "tracker.reconcile.ranges",
    "sensitivity": "tracker.reconcile.sensitivity",
    "reconcile_frame": "tracker.reconcile.methods.frame",
    "trend": "tracker.reconcile.trend.path",
    "rates": "tracker.reconcile.trend.rates",
    "ratio": "tracker.reconcile.trend.rates",
    "coherence": "tracker.reconcile.trend.coherence",
    "growth": "tracker.reconcile.growth",
    "track_record": "tracker.reconcile.said.track_record",
    "table": "tracker.publish.tables.build",
    "answer": "tracker.publish.notebook",
    "explore": "tracker.publish.explorer",
    "verify": "tracker.publish.verify",
    "shipped": "tracker.publish.shipped",
    "figure_alt": "tracker.publish.charts.save",
    "plot_ranges": "tracker.publish.charts.ranges",
    "plot_parties": "tracker.publish.charts.parties",
    "plot_vintages": "tracker.publish.charts.vintages",
    "plot_overview": "tracker.publish.charts.overview",
    "plot_house_effects": "tracker.publish.charts.house_effects",
    "plot_methods": "tracker.publish.charts.methods",
    "plot_coherence": "tracker.publish.charts.coherence",
    "plot_rates": "tracker.publish.charts.course.rates",
    "plot_track_record": "tracker.publish.charts.course.track_record",
}
__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'tracker' has no attribute '{name}'")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
