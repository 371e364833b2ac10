"""Conflicting estimates of a war's troops and casualties: read, reconciled into ranges, charted, cited.

Public names are loaded when first used, so that ``import tracker`` and the command line stay quick.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {
    "load": "tracker.curate.loading",
    "DataError": "tracker.curate.loading",
    "Dataset": "tracker.curate.model",
    "ranges": "tracker.reconcile.ranges",
    "explain": "tracker.reconcile.explain",
    "sensitivity": "tracker.reconcile.sensitivity",
    "reconcile_frame": "tracker.reconcile.frame",
    "trend": "tracker.reconcile.trend",
    "coherence": "tracker.reconcile.coherence",
    "growth": "tracker.reconcile.growth",
    "table": "tracker.publish.tables",
    "figure_alt": "tracker.publish.alt",
    "plot_ranges": "tracker.publish.plots",
    "plot_parties": "tracker.publish.plots",
    "plot_house_effects": "tracker.publish.plots",
    "plot_vintages": "tracker.publish.plots",
    "plot_overview": "tracker.publish.plots",
    "plot_methods": "tracker.publish.plots",
    "plot_coherence": "tracker.publish.plots",
}
__all__ = ["__version__", *_HOME]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'tracker' has no attribute '{name}'")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted(__all__)
