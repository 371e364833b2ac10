"""Parts, whole and bound drawn together: how far they agree, and what each may be if they must."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.curate.model import Codebook
from tracker.reconcile.methods.arrays import Floats
from tracker.reconcile.trend.model import spaced

ENOUGH = 0.05
"""Below this effective share the figures are called incompatible instead of being forced
together.
"""


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
    if not weight.sum() > 0:
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
        equal = (np.abs(total - whole) < 1e-9).astype(float)
        return equal, float(equal.mean())
    apart = gaussian_kde(total - whole)
    low, high = np.quantile(total - whole, (0.05, 0.95))
    greatest = apart(np.linspace(low, high, 50)).max()
    return gaussian_kde(whole)(total), float(min(1.0, apart(0.0)[0] / greatest))
