"""The nearest existing name, for "did you mean"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

LONGEST = 80
COMPARISONS = 20_000  # letter-by-letter comparisons in all, about half a second


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The existing name most like ``name``, or ``None`` when nothing comes near.

    Examples
    --------
    >>> nearest("kiled", ["killed", "wounded"])
    'killed'
    >>> nearest("xyz", ["killed", "wounded"]) is None
    True

    """
    return Names(names).nearest(name)


def remedy(name: str, names: Iterable[str], otherwise: str) -> str:
    """What to do about a name that is not there: take the nearest one, or else what is given.

    Examples
    --------
    >>> remedy("kiled", ["killed"], "add it"), remedy("xyz", ["killed"], "add it")
    ("did you mean 'killed'?", 'add it')

    """
    near = (names if isinstance(names, Names) else Names(names)).nearest(name)
    return f"did you mean '{near}'?" if near else otherwise


class Names:
    """Names prepared for many look-ups: thousands of wrong names among thousands of right ones stay
    quick.

    A name with one slip (a letter lost, added, changed, or two swapped) is found by the forms that
    it and the right name share when each loses a letter. Farther ones are compared letter by
    letter, as long as that takes no time worth mentioning.
    """

    def __init__(self, names: Iterable[str]):
        self.names = sorted(set(names))
        self.left = COMPARISONS
        self.found: dict[str, str | None] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self._set

    def nearest(self, name: str) -> str | None:
        """The name most like ``name``, or ``None``."""
        if name not in self.found:
            self.found[name] = self._nearest(name[:LONGEST])
        return self.found[name]

    def _nearest(self, name: str) -> str | None:
        if not name:
            return None
        if (same := self._folded.get(_fold(name))) is not None:
            return same
        if (longer := self._begins(name)) is not None:
            return longer
        if slips := {
            other for form in _shorter(_fold(name)) for other in self._forms.get(form, ())
        }:
            return max(sorted(slips), key=lambda other: SequenceMatcher(None, name, other).ratio())
        if self.left < len(self.names):
            return None
        self.left -= len(self.names)
        close = get_close_matches(name, self.names, n=1)
        return next(
            iter(
                close
                or (other for other in self.names if len(other) > 3 and name.startswith(other))
            ),
            None,
        )

    def _begins(self, name: str) -> str | None:
        at = bisect_left(self.names, name)
        fits = len(name) > 3 and at < len(self.names) and self.names[at].startswith(name)
        return self.names[at] if fits else None

    @cached_property
    def _set(self) -> frozenset[str]:
        return frozenset(self.names)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {_fold(name): name for name in reversed(self.names)}

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        forms: dict[str, list[str]] = {}
        for name in self.names:
            for form in _shorter(_fold(name[:LONGEST])):
                forms.setdefault(form, []).append(name)
        return forms


def _fold(name: str) -> str:
    return name.lower().replace("_", "-").replace(" ", "-")


def _shorter(name: str) -> set[str]:
    """The name, and all forms of it with one letter left out; of very short names none but
    itself.
    """
    return {name} | (
        {name[:n] + name[n + 1 :] for n in range(len(name))} if len(name) > 3 else set()
    )
