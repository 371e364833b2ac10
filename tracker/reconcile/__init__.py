"""Reconciling conflicting figures into ranges; the mathematics also works on plain arrays."""

from importlib import import_module
from typing import Any

_HOME = {
    "envelope": "methods.envelope",
    "Range": "methods.envelope",
    "agreement": "methods.agreement",
    "Agreement": "methods.agreement",
    "on_log_scale": "methods.log_scale",
    "shift_for": "methods.log_scale",
    "merge": "methods.log_scale",
    "pool": "methods.mixtures",
    "random_effects": "methods.random_effects",
    "Pooled": "methods.random_effects",
    "model_range": "methods.mixtures",
    "Quantiles": "methods.arrays",
}
__all__ = [*_HOME]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'tracker.reconcile' has no attribute '{name}'")
    value = getattr(import_module(f"tracker.reconcile.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
