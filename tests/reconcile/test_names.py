"""The mathematics under its public names, for programs without any record."""

import importlib
import pkgutil

import pytest

import tracker.reconcile
from tracker.reconcile.methods.envelope import envelope


def test_functions_are_not_shadowed_by_modules():
    """Whatever module is imported first, `tracker.reconcile.envelope` is the function, and so are
    the others.
    """
    for module in pkgutil.iter_modules(tracker.reconcile.__path__):
        importlib.import_module(f"tracker.reconcile.{module.name}")
    assert all(callable(getattr(tracker.reconcile, name)) for name in tracker.reconcile.__all__)
    assert tracker.reconcile.envelope is envelope


def test_the_methods_are_there():
    """What the interface promises by name."""
    assert {"envelope", "agreement", "pool", "random_effects", "model_range"} <= set(
        dir(tracker.reconcile)
    )
    with pytest.raises(AttributeError, match="has no attribute 'envelop'"):
        tracker.reconcile.envelop
