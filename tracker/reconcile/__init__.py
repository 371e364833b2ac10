"""Reconciling conflicting figures into ranges; the mathematics also works on plain arrays."""
