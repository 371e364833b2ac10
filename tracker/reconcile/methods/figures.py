"""The methods applied to figures of a record: statements in, the ends and who holds them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from tracker.curate.model import Figure, Metric
from tracker.curate.words.quantities import HEDGES
from tracker.reconcile.methods.arrays import Bools, as_asked
from tracker.reconcile.methods.envelope import Range, envelope
from tracker.reconcile.methods.scales import usual
from tracker.reconcile.methods.table import Figures, reconcile_many


class Ends(NamedTuple):
    """What a method makes of figures, in persons, and the parties that hold each end; ``None`` for
    what there is not.
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


Positions: TypeAlias = tuple[int, ...]
BLOCK = 1 << 17  # figures reconciled at once, so that memory is bounded


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
    found: dict[int, Ends] = {}
    for block in _blocks(sets):
        if method == "envelope":
            ends = _envelopes(figures, sets, homes, block)
        else:
            ends = []
            for at in block:
                voices = [figures[position] for position in sets[at][0]]
                many = _range(method, as_arrays(voices, (), homes[at]), metric.tau_scale)
                ends += _ends(Range(*(np.asarray(column)[None] for column in many)), [voices])
        found |= zip(block, ends)
    return [found[at] for at in range(len(sets))]


def _blocks(sets: Sequence[tuple[Positions, Positions]]) -> Iterator[list[int]]:
    """The sets in blocks of about as many figures each, of about one size."""
    block: list[int] = []
    for at in sorted(range(len(sets)), key=lambda at: len(sets[at][0]) + len(sets[at][1])):
        if block and (len(block) + 1) * max(1, len(sets[at][0]) + len(sets[at][1])) > BLOCK:
            yield block
            block = []
        block.append(at)
    if block:
        yield block


def _envelopes(
    figures: Sequence[Figure],
    sets: Sequence[tuple[Positions, Positions]],
    homes: Sequence[Sequence[str]],
    block: Sequence[int],
) -> list[Ends]:
    """The envelopes of the sets of a block, all at once."""
    every = sorted({position for at in block for part in sets[at] for position in part})
    place = {position: at for at, position in enumerate(every)}
    voices = as_arrays([figures[position] for position in every])
    names: dict[str, int] = {}
    width = max((len(sets[at][0]) + len(sets[at][1]) for at in block), default=0)
    where = np.full((len(block), width), len(every))
    home, bound = np.zeros(where.shape, int), np.zeros(where.shape, bool)
    for row, at in enumerate(block):
        used = (*sets[at][0], *sets[at][1])
        where[row, : len(used)] = [place[position] for position in used]
        home[row, : len(used)] = [names.setdefault(name, len(names)) for name in homes[at]]
        bound[row, len(sets[at][0]) : len(used)] = True
    low, best, high = (np.append(numbers, np.nan)[where] for numbers in voices[:3])
    best[bound] = high[bound] = np.nan
    many = envelope(low, best, high, affiliation=home)
    return _ends(many, [[figures[at] for part in sets[at_] for at in part] for at_ in block])


def _ends(many: Range, figures: Sequence[Sequence[Figure]]) -> list[Ends]:
    """The ranges of many sets of figures, with the parties and the words that hold their ends."""
    columns = [
        [None if value != value else value for value in np.asarray(column).tolist()]
        for column in (*many[:5], many.independent, many.confidence)
    ]
    low, high = (_held(np.asarray(holds), figures) for holds in (many.low_by, many.high_by))
    return [
        Ends._make((*numbers, low_by[0], high_by[0], low_by[1], high_by[1]))
        for *numbers, low_by, high_by in zip(*columns, low, high)
    ]


def envelope_of(
    voices: Sequence[Figure], bounds: Sequence[Figure], homes: Sequence[str] = ()
) -> Range:
    """The envelope of figures: voices with all they say, lower bounds with their low only."""
    return _range("envelope", as_arrays(voices, bounds, homes))


def as_arrays(
    voices: Sequence[Figure], bounds: Sequence[Figure] = (), homes: Sequence[str] = ()
) -> Figures:
    """Figures of a record as arrays (k,): voices with all they say, bounds with their low only.

    Vague words ("several thousand") are no more than their low. ``homes`` says of each figure with
    whom it is one; by default its affiliation.
    """
    figures = (*voices, *bounds)
    numbers = [(figure.low, figure.best, figure.high) for figure in figures]
    low, best, high = np.array(numbers, dtype=float).reshape(-1, 3).T
    least = [at >= len(voices) or each.qualifier == "vague" for at, each in enumerate(figures)]
    best[least] = high[least] = np.nan
    return Figures(
        low,
        best,
        high,
        np.array([*(homes or (figure.affiliation for figure in figures))][: len(figures)]),
        np.array([said_exactly(figure.said) for figure in figures]),
        np.array([figure.qualifier for figure in figures]),
    )


def said_exactly(said: str) -> bool:
    """Whether the words say that the number is exactly so."""
    return said.lower().startswith(HEDGES["exact"])


def _range(method: str, figures: Figures, tau_scale: float | None = None) -> Range:
    """The range of one series, in plain numbers."""
    series = figures.at(np.arange(len(figures.low))[None])
    return Range(*as_asked(reconcile_many(method, series, usual("log", tau_scale, None)), 1))


def _held(holds: Bools, figures: Sequence[Sequence[Figure]]) -> list[tuple[str, str]]:
    """For each set the parties that hold an end, and the words behind it."""
    held: list[list[Figure]] = [[] for _ in figures]
    for row, column in zip(*(places.tolist() for places in np.nonzero(holds))):
        held[row].append(figures[row][column])
    return [(_parties(some), _words(some)) for some in held]


def _parties(held: Sequence[Figure]) -> str:
    return ", ".join(sorted({figure.party for figure in held}))


def _words(held: Sequence[Figure]) -> str:
    """The words behind an end that all who hold it leave to be computed; empty for a stated one."""
    return held[0].said if held and all(figure.computed for figure in held) else ""
