"""Reconciling conflicting figures into ranges; the mathematics also works on plain arrays."""

from importlib import import_module

_HOME = {
    "envelope": "envelopes",
    "Range": "envelopes",
    "agreement": "agreements",
    "Agreement": "agreements",
    "on_log_scale": "onelog",
    "shift_for": "onelog",
    "merge": "onelog",
    "pool": "pools",
    "random_effects": "effects",
    "Pooled": "effects",
    "model_range": "modelling",
    "Quantiles": "observations",
}
__all__ = [*_HOME]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'tracker.reconcile' has no attribute '{name}'")
    value = getattr(import_module(f"tracker.reconcile.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted(__all__)
