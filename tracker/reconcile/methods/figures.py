"""The methods applied to figures of a record: statements in, the ends and who holds them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np

from tracker.curate.model import Figure, Metric
from tracker.curate.words.quantities import HEDGES
from tracker.reconcile.methods.arrays import Bools
from tracker.reconcile.methods.envelope import Range, envelope
from tracker.reconcile.methods.scales import usual
from tracker.reconcile.methods.table import Figures, blocks, reconcile_many


@dataclass(frozen=True, slots=True)
class Ends:
    """What a method makes of figures.

    ``low``, ``centre`` and ``high`` are in persons, ``None`` where there is none; ``low_open``
    means "or fewer", ``high_open`` "or more". ``independent`` counts the affiliations with a
    two-sided voice; ``confidence`` is the most one may have, in [0, 1], ``None`` where nothing can
    be said. ``low_party`` and ``high_party`` are the parties that hold the ends, joined by ", ";
    ``low_said`` and ``high_said`` the words from which an end was computed, empty where it was
    stated.
    """

    low: float | None
    centre: float | None
    high: float | None
    low_open: bool
    high_open: bool
    independent: int
    confidence: float | None
    low_party: str
    high_party: str
    low_said: str
    high_said: str

    @property
    def empty(self) -> bool:
        """Whether there is no end."""
        return self.low is None and self.high is None


Positions: TypeAlias = tuple[int, ...]


def reconciled_all(
    method: str,
    metric: Metric,
    figures: Sequence[Figure],
    sets: Sequence[tuple[Positions, Positions]],
    homes: Sequence[Sequence[str]],
) -> list[Ends]:
    """Reconcile sets of figures by a method of :data:`tracker.reconcile.methods.table.METHODS`.

    Each set holds the positions of its voices and of its bounds, which enter the envelope only.
    ``homes`` says for each set with whom each of its voices and bounds is one.
    """
    used = [voices + bounds if method == "envelope" else voices for voices, bounds in sets]
    every, place = np.unique(np.array([*chain(*used)], dtype=int), return_inverse=True)
    rows = as_arrays([figures[at] for at in every]).at(place)
    least = [at >= len(voices) for (voices, _), one in zip(sets, used) for at in range(len(one))]
    rows.best[least] = rows.high[least] = np.nan
    names = [name for home, one in zip(homes, used) for name in home[: len(one)]]
    codes = {name: code for code, name in enumerate(sorted({*names}))}
    rows = rows._replace(affiliation=np.array([codes[name] for name in names], dtype=int))
    spread, sizes = usual("log", metric.tau_scale, None), np.array([len(one) for one in used])
    found: dict[int, Ends] = {}
    for some, at in blocks(np.arange(len(names)), sizes):
        many = reconcile_many(method, rows.at(at).only(at >= 0), spread)
        held = [[figures[position] for position in used[one]] for one in some]
        found |= zip(some.tolist(), _ends(many, held))
    return [found[at] for at in range(len(sets))]


def _ends(many: Range, figures: Sequence[Sequence[Figure]]) -> list[Ends]:
    """The ranges of many sets of figures, with the parties and the words that hold their ends."""
    columns = [
        [None if value != value else value for value in np.asarray(column).tolist()]
        for column in (*many[:5], many.independent, many.confidence)
    ]
    sides = [_held(np.asarray(holds), figures) for holds in (many.low_by, many.high_by)]
    columns += [[held[which] for held in side] for which in (0, 1) for side in sides]
    return [Ends(*row) for row in zip(*columns)]


def envelope_of(voices: Sequence[Figure], bounds: Sequence[Figure], homes: Sequence[str]) -> Range:
    """The envelope of figures: voices with all they say, lower bounds with their low only; see
    :func:`as_arrays`.
    """
    low, best, high, affiliation, *_ = as_arrays(voices, bounds, homes)
    return envelope(low, best, high, affiliation=affiliation)


def as_arrays(
    voices: Sequence[Figure], bounds: Sequence[Figure] = (), homes: Sequence[str] = ()
) -> Figures:
    """Figures of a record as arrays (k,): voices with all they say, bounds with their low only.

    Vague words ("several thousand") are no more than their low. ``homes`` says of each figure with
    whom it is one; by default its affiliation.
    """
    figures = (*voices, *bounds)
    numbers = [(figure.low, figure.best, figure.high) for figure in figures]
    low, best, high = np.array(numbers, dtype=float).reshape(len(figures), 3).T
    least = [at >= len(voices) or each.qualifier == "vague" for at, each in enumerate(figures)]
    best[least] = high[least] = np.nan
    return Figures(
        low,
        best,
        high,
        np.array([*(homes or (figure.affiliation for figure in figures))]),
        np.array([said_exactly(figure.said) for figure in figures]),
        np.array([figure.qualifier for figure in figures]),
    )


def said_exactly(said: str) -> bool:
    """Whether the words say that the number is exactly so."""
    return said.lower().startswith(HEDGES["exact"])


def _held(holds: Bools, figures: Sequence[Sequence[Figure]]) -> list[tuple[str, str]]:
    """For each set the parties that hold an end, and the words behind it."""
    held: list[list[Figure]] = [[] for _ in figures]
    for row, column in zip(*(places.tolist() for places in np.nonzero(holds))):
        held[row].append(figures[row][column])
    return [(", ".join(sorted({each.party for each in some})), _words(some)) for some in held]


def _words(held: Sequence[Figure]) -> str:
    """The words behind an end that all who hold it leave to be computed; empty for a stated one."""
    return held[0].said if held and all(figure.computed for figure in held) else ""
