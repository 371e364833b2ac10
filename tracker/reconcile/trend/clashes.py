"""Figures that cannot both be true: a part above its whole, a count above what bounds it, a whole
above its parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tracker.curate.model import Figure
from tracker.reconcile.judgement import comparison_day
from tracker.reconcile.methods.figures import as_arrays
from tracker.reconcile.trend.relations import Relations

if TYPE_CHECKING:
    import pandas

DOUBTFUL = 1.645
"""Standard errors apart from which two figures clash: their wordings leave one chance in twenty
that they do not.
"""
COLUMNS = (
    "relation",
    "figure",
    "against",
    "said",
    "against_said",
    "ratio",
    "sources",
    "against_sources",
)


class LogFigure(NamedTuple):
    """A figure on the log scale."""

    figure: Figure
    y: float
    s: float


def clashes(
    figures: Mapping[str, Sequence[Figure]], known: Relations, *, always: bool
) -> pandas.DataFrame:
    """Pairs of figures that break a relation of the codebook, the worst first.

    Parameters
    ----------
    figures : mapping of str to sequence of Figure
        Those who speak or bound on the day, for each metric that has any.
    known : Relations
        What the codebook says.
    always : bool
        Name the pair that comes nearest even if no two figures clash by themselves.

    Returns
    -------
    pandas.DataFrame
        ``relation`` ("killed <= troops_sent"); ``figure`` (key) and ``against`` (keys, joined by "
        + " where parts are added up); ``said``, ``against_said``; ``ratio`` of their numbers;
        ``sources`` and ``against_sources`` (tuples of keys).

    Notes
    -----
    A figure of a later day is never held against a smaller whole of an earlier one: more may have
    happened since. A sum is not named where one of its parts exceeds the whole by itself, nor,
    unless ``always``, where its parts are of different affiliations: nobody has stated such a sum.

    """
    import pandas

    read = {metric: _read(some) for metric, some in figures.items() if some}
    pairs: list[tuple[float, list[object]]] = []
    named: set[tuple[str, str]] = set()
    for smaller, larger in known.among(read):
        for small, large in product(
            product(*(read[key] for key in smaller)), product(*(read[key] for key in larger))
        ):
            keys = {(item.figure.key, other.figure.key) for item in small for other in large}
            one_mouth = all(
                len({item.figure.affiliation for item in side}) == 1 for side in (small, large)
            )
            if (
                _comparable(small, large)
                and (one_mouth or always)
                and not (len(keys) > 1 and keys & named)
            ):
                apart = _apart(small, large)
                pairs.append((apart, _row(smaller, larger, small, large)))
                named |= keys if apart > DOUBTFUL and len(keys) == 1 else set()
    pairs.sort(key=lambda pair: -pair[0])
    shown = [row for apart, row in pairs if apart > DOUBTFUL]
    if always and not shown:
        shown = [row for _, row in pairs[:1]]
    return pandas.DataFrame(shown, columns=list(COLUMNS))


def _read(figures: Sequence[Figure]) -> list[LogFigure]:
    y, s, shift = as_arrays(figures).on_log_scale()
    numbers = np.maximum(np.exp(y) - shift, 0.5)
    return [
        LogFigure(figure, float(np.log(number)), float(error))
        for figure, number, error in zip(figures, numbers, s)
    ]


def _comparable(small: Sequence[LogFigure], large: Sequence[LogFigure]) -> bool:
    """Whether the one could exceed the other: no part or "at least" is ever too small, no "up to"
    too large.
    """
    return (
        all(item.figure.low is not None for item in small)
        and all(item.figure.high is not None and not item.figure.partial for item in large)
        and max(comparison_day(item.figure) for item in small)
        <= min(comparison_day(item.figure) for item in large)
    )


def _apart(small: Sequence[LogFigure], large: Sequence[LogFigure]) -> float:
    """By how many standard errors the sum of what should be smaller exceeds the other."""
    (above, first), (below, second) = map(_sum, (small, large))
    return float((above - below) / np.hypot(first, second))


def _sum(items: Sequence[LogFigure]) -> tuple[float, float]:
    """Logarithm of the sum, and its standard error."""
    numbers = np.exp([item.y for item in items])
    return float(np.log(numbers.sum())), float(
        np.hypot.reduce(numbers * [item.s for item in items]) / numbers.sum()
    )


def _row(
    smaller: Sequence[str],
    larger: Sequence[str],
    small: Sequence[LogFigure],
    large: Sequence[LogFigure],
) -> list[object]:
    keys, said = (
        [" + ".join(getattr(item.figure, name) for item in side) for side in (small, large)]
        for name in ("key", "said")
    )
    sources = [
        tuple(dict.fromkeys(source for item in side for source in item.figure.sources))
        for side in (small, large)
    ]
    ratio = float(np.exp(_sum(small)[0] - _sum(large)[0]))
    return [f"{' + '.join(smaller)} <= {' + '.join(larger)}", *keys, *said, ratio, *sources]
