"""What must hold between counts: which figures break it, how far draws of parts, whole and bound
agree, and what each may be if they must.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tracker.curate.model import Codebook, Figure
from tracker.reconcile.frames import frame
from tracker.reconcile.judgement import comparison_day
from tracker.reconcile.methods.arrays import Floats
from tracker.reconcile.methods.figures import as_arrays
from tracker.reconcile.trend.model import spaced

if TYPE_CHECKING:
    import pandas

# Below this effective share the figures are called incompatible instead of being forced together.
ENOUGH = 0.05
# Standard errors apart from which two figures clash: their wordings leave one chance in twenty
# that they do not.
DOUBTFUL = 1.645
CLASH_COLUMNS = (
    "relation",
    "figure",
    "against",
    "said",
    "against_said",
    "ratio",
    "sources",
    "against_sources",
)


@dataclass(frozen=True, slots=True)
class Relations:
    """What the codebook says of a whole: its parts add up to it, and some counts are at most
    others.
    """

    whole: str
    parts: tuple[str, ...]
    limits: tuple[tuple[str, str], ...]

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric concerned: parts, whole, and what bounds them."""
        return tuple(dict.fromkeys((*self.parts, self.whole, *(limit for _, limit in self.limits))))

    def among(self, present: Container[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Pairs (smaller, larger) of sums of the metrics present: no smaller sum may exceed its
        larger one.

        With every part present the whole is their sum, neither more nor less; else those present
        are at most the whole.
        """
        here = tuple(part for part in self.parts if part in present)
        pairs: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
            ((small,), (large,))
            for small, large in self.limits
            if small in present and large in present
        ]
        if self.whole in present:
            pairs += [((part,), (self.whole,)) for part in here]
            pairs += [(here, (self.whole,))] if len(here) > 1 else []
            pairs += [((self.whole,), here)] if here == self.parts and here else []
        return pairs


def relations(book: Codebook, whole: str) -> Relations:
    """The relations of a metric as the codebook has them."""
    parts = book.metrics[whole].parts
    limits = {key: book.metrics[key].at_most for key in (*parts, whole)}
    return Relations(whole, parts, tuple((key, limit) for key, limit in limits.items() if limit))


def together(
    draws: Mapping[str, Floats], known: Relations, rng: np.random.Generator
) -> tuple[dict[str, Floats], float]:
    """Draws (N,) of each metric, kept in proportion to how well they agree, and how much of them
    that leaves.

    Parameters
    ----------
    draws : mapping of str to ndarray
        Independent draws of each metric that has figures, in persons.
    known : Relations
        What the codebook says of them.
    rng : numpy.random.Generator
        Chooses among the draws.

    Returns
    -------
    dict, float
        The draws that agree, of the same number, the whole among them where the parts make it; and
        the effective share, in [0, 1]: that of draws which keep the bounds, times how dense draws
        are where the parts' sum equals the whole, relative to where they are densest.

    Notes
    -----
    With every part present, the parts' sum takes the whole's place, and each draw counts by the
    density of the whole's own draws there: conditioning on equality, without a tolerance. Bounds
    and incomplete parts are kept or dropped.

    """
    draws, weight, share = dict(draws), np.ones(len(next(iter(draws.values())))), 1.0
    if known.parts and all(part in draws for part in known.parts):
        total = _total(draws, known.parts)
        if known.whole in draws:
            weight, share = _equal(total, draws[known.whole])
        draws[known.whole] = total
    before = weight.sum()
    for smaller, larger in known.among(draws):
        weight = weight * (_total(draws, smaller) <= _total(draws, larger) * (1 + 1e-9))
    if not weight.any():
        return {}, 0.0
    rows = spaced(weight, len(weight), rng)
    agreeing = {key: values[rows] for key, values in draws.items()}
    return agreeing, float(share * weight.sum() / before)


def _total(draws: Mapping[str, Floats], metrics: Sequence[str]) -> Floats:
    return np.asarray(np.sum([draws[metric] for metric in metrics], axis=0))


def _equal(total: Floats, whole: Floats) -> tuple[Floats, float]:
    """The density of the whole's draws at each total, and that of equality relative to its
    greatest, on the log scale.
    """
    from scipy.stats import gaussian_kde

    total, whole = np.log(total + 0.5), np.log(whole + 0.5)
    if min(np.ptp(total), np.ptp(whole)) == 0:
        equal = np.isclose(total, whole, rtol=0, atol=1e-9).astype(float)
        return equal, float(equal.mean())
    apart = gaussian_kde(total - whole)
    low, high = np.quantile(total - whole, (0.05, 0.95))
    greatest = apart(np.linspace(low, high)).max()
    return gaussian_kde(whole)(total), float(min(1.0, apart(0.0)[0] / greatest))


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
            if _comparable(small, large) and (one_mouth or always) and not keys & named:
                apart = _apart(small, large)
                pairs.append((apart, _row(smaller, larger, small, large)))
                named |= keys if apart > DOUBTFUL and len(keys) == 1 else set()
    pairs.sort(key=lambda pair: -pair[0])
    shown = [row for apart, row in pairs if apart > DOUBTFUL]
    if always and not shown:
        shown = [row for _, row in pairs[:1]]
    return frame(shown, CLASH_COLUMNS)


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
