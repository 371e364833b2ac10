"""The nearest existing name, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The existing name most like ``name``, or ``None`` when nothing comes near.

    Examples
    --------
    >>> nearest("kiled", ["killed", "wounded"])
    'killed'
    >>> nearest("xyz", ["killed", "wounded"]) is None
    True
    """
    names = list(names)
    folded = {other.lower(): other for other in names}
    if name.lower() in folded:
        return folded[name.lower()]
    close = get_close_matches(name[:80], names, n=1, cutoff=0.6)
    if not close and len(name) > 3:
        close = [other for other in names if other.startswith(name) or name.startswith(other) and len(other) > 3][:1]
    return close[0] if close else None
