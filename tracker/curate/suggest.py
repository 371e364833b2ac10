"""The name that somebody means: by its key or by what it is called, and the nearest for "did you
mean".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from typing import Any

from tracker.curate.words.signs import cut

_LONGEST = 80
_MOST = 40  # names that a message lists
_CALLED = ("label", "name", "short", "also")
COMPARISONS = 20_000  # letter-by-letter comparisons in all, about half a second


def remedy(name: str, names: Iterable[str], otherwise: str, *, slip: bool = False) -> str:
    """What to do about a name that is not there: take one that was probably meant, or else what is
    given; of a ``slip`` no name but one a letter away, where a word more makes another thing.

    Examples
    --------
    >>> remedy("kiled", ["killed"], "add it"), remedy("xyz", ["killed"], "add it")
    ("did you mean 'killed'?", 'add it')
    >>> remedy("Spy Service", Names({"spy": ("Spy Service of North", "Spies")}), "add it")
    "did you mean 'spy' (Spy Service of North)?"

    """
    known = names if isinstance(names, Names) else Names(names)
    near = [known.shown(key, name) for key in (known.slips if slip else known.meant)(name)]
    return f"did you mean {' or '.join(near)}?" if near else otherwise


def known_name(kind: str, name: str, names: Iterable[str]) -> str:
    """The name, if it is one of the names.

    Raises
    ------
    ValueError
        Naming the nearest name, or those that there are where none is near.

    """
    keys = list(names)
    if isinstance(name, str) and name in keys:
        return name
    name = cut(str(name))
    known = called(names) if isinstance(names, Mapping) else keys
    more = f" and {len(keys) - _MOST} more" if len(keys) > _MOST else ""
    there = f"there are: {', '.join(keys[:_MOST])}{more}"
    raise ValueError(f"no {kind} '{name}'; {remedy(name, known, there)}")


def several(names: str | Iterable[str] | None) -> tuple[str, ...]:
    """Names asked for, each once: one as it stands, many in their order, or none; what is no name
    is passed on as text, to be refused where it is looked up.

    Examples
    --------
    >>> several("killed"), several(["killed", "wounded", "killed"]), several(None)
    (('killed',), ('killed', 'wounded'), ())

    """
    if names is None:
        return ()
    many = isinstance(names, Iterable) and not isinstance(names, (str, bytes))
    return tuple(dict.fromkeys(map(str, names if many else [names])))


def called(entries: Mapping[str, Any]) -> Names:
    """The names of metrics, parties, affiliations or places, as fields or as objects: each is found
    by its key, its ``label`` or ``name``, its ``short``, and by what it is called ``also``.

    Examples
    --------
    >>> called({"killed": {"label": "Killed", "also": ["deaths"]}}).key("Deaths")
    'killed'

    """

    def others(entry: Any) -> tuple[str, ...]:
        held = entry if isinstance(entry, Mapping) else {n: getattr(entry, n, "") for n in _CALLED}
        found: list[str] = []
        for given in map(held.get, _CALLED):
            found += (given,) if isinstance(given, str) else given or ()
        return tuple(dict.fromkeys(text for text in found if text and isinstance(text, str)))

    return Names({key: others(entry) for key, entry in entries.items()})


class Names:
    """Names prepared for many look-ups: thousands of wrong names among thousands of right ones stay
    quick.

    A name with one slip (a letter lost, added, changed, or two swapped) is found by the forms that
    it and the right name share when each loses a letter. Farther ones are compared letter by
    letter, as long as that takes no time worth mentioning. A mapping gives what else each is
    called, the full name first.
    """

    def __init__(self, names: Iterable[str] | Mapping[str, tuple[str, ...]]):
        self.others = names if isinstance(names, Mapping) else {}
        self.held = frozenset(names)
        self.names = sorted(self.held)
        self.left = COMPARISONS
        self.found: dict[str, str | None] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self.held

    def key(self, name: str) -> str | None:
        """The one name meant by something typed in full, whatever its capitals: a name itself, or
        what only one of them is called; ``None`` where there is none or more than one.
        """
        if name in self:
            return name
        held = self._called.get(_words(name))
        if held is None:
            return self._folded.get(_fold(name))
        return min(held) if len(held) == 1 else None

    def meant(self, name: str) -> list[str]:
        """Up to three names that may be meant: what is called so, in full or in part, or else the
        nearest.
        """
        if one := self.key(name):
            return [one]
        if len(longer := self._beginning(name)) > 1:
            return longer
        held = list(dict.fromkeys(self._holding(f" {_words(name[:_LONGEST])} ")))
        near = self.nearest(name)
        return held if 0 < len(held) <= 3 else [near] if near else held[:3] or self._sharing(name)

    def slips(self, name: str) -> list[str]:
        """The one name meant, or else those of which it is one slip, by key or by what they are
        called.

        Examples
        --------
        >>> [Names(["killed", "sent"]).slips(name) for name in ("kiled", "new killed", "absent")]
        [['killed'], [], []]

        """
        if one := self.key(name):
            return [one]
        forms = _shorter(_fold(name[:_LONGEST]))
        return sorted({other for form in forms for other in self._forms.get(form, ())})

    def _holding(self, words: str) -> Iterator[str]:
        """The names that are called something with these words in it."""
        if len(words) > 5 and len(self._called) <= self.left:
            self.left -= len(self._called)
            for spelled, keys in self._called.items():
                yield from sorted(keys) if words in f" {spelled} " else ()

    def _sharing(self, name: str) -> list[str]:
        """Up to three names that share the most words, two or more, with what was typed; a word is
        known by its first five letters.
        """
        words = {word[:5] for word in _words(name[:_LONGEST]).split() if len(word) > 3}
        if len(words) < 2 or len(self._called) > self.left:
            return []
        self.left -= len(self._called)
        shared: dict[str, int] = {}
        for spelled, keys in self._called.items():
            alike = len(words & {word[:5] for word in spelled.split() if len(word) > 3})
            for key in keys if alike > 1 else ():
                shared[key] = max(alike, shared.get(key, 0))
        most = max(shared.values(), default=0)
        best = sorted(key for key, alike in shared.items() if alike == most)
        return best if len(best) <= 3 else []

    def shown(self, name: str, typed: str) -> str:
        """A name in quotes, and what it stands for where it looks unlike what was typed."""
        full = next(iter(self.others.get(name, ())), name)
        alike = SequenceMatcher(None, _fold(typed), _fold(name)).ratio() > 0.6
        return f"'{name}'" + ("" if alike or _fold(full) == _fold(name) else f" ({full})")

    def nearest(self, name: str) -> str | None:
        """The name most like ``name``, ``None`` where none comes near.

        Examples
        --------
        >>> [Names(["killed", "wounded"]).nearest(name) for name in ("kiled", "xyz")]
        ['killed', None]

        """
        if name not in self.found:
            self.found[name] = self._nearest(name[:_LONGEST])
        return self.found[name]

    def _nearest(self, name: str) -> str | None:
        if not name:
            return None
        if (same := self._folded.get(_fold(name))) is not None:
            return same
        if longer := self._beginning(name):
            return longer[0]
        if slips := self.slips(name):
            return max(slips, key=lambda other: SequenceMatcher(None, name, other).ratio())
        if self.left < len(self.names):
            return None
        self.left -= len(self.names)
        close = get_close_matches(name, self.names, n=1)
        if close and (len(name) > 4 or len(name) - len(close[0]) < 2):  # "side" is no slip of "id"
            return close[0]
        if close := get_close_matches(_words(name), self._called, n=1, cutoff=0.7):
            return min(self._called[close[0]])
        return next((n for n in self.names if len(n) > 3 and name.startswith(n)), None)

    def _beginning(self, name: str) -> list[str]:
        """Up to three names that begin with what was typed, four letters or more."""
        at = bisect_left(self.names, name)
        some = self.names[at : at + 3] if len(name) > 3 else []
        return [other for other in some if other.startswith(name)]

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """What the names are called, in small letters, and which of them are called so."""
        held: dict[str, set[str]] = {}
        for key, others in self.others.items():
            for text in others:
                held.setdefault(_words(text), set()).add(key)
        return held

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {_fold(name): name for name in reversed(self.names)}

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        forms: dict[str, list[str]] = {}
        for name in self.names:
            for text in (name, *self.others.get(name, ())):
                for form in _shorter(_fold(text[:_LONGEST])):
                    forms.setdefault(form, []).append(name)
        return forms


def _fold(name: str) -> str:
    return name.lower().replace("_", "-").replace(" ", "-")


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _shorter(name: str) -> set[str]:
    """The name, and all forms of it with one letter left out; of very short names none but
    itself.
    """
    return {name} | (
        {name[:n] + name[n + 1 :] for n in range(len(name))} if len(name) > 3 else set()
    )
