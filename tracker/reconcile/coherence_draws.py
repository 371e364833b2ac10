"""Parts, whole and bound drawn together: how far they agree, and what each may be if they must."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tracker.curate.model import Codebook
from tracker.reconcile.trend_model import spaced

ENOUGH = 0.05
"""Below this effective share of the draws the figures are called incompatible instead of being forced together."""


@dataclass(frozen=True, slots=True)
class Relations:
    """What the codebook says of a whole: its parts add up to it, and some counts are at most others."""

    whole: str
    parts: tuple[str, ...]
    limits: tuple[tuple[str, str], ...]

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric concerned: parts, whole, and what bounds them."""
        return tuple(dict.fromkeys((*self.parts, self.whole, *(limit for _, limit in self.limits))))

    def among(self, present) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Pairs (smaller, larger) of sums of the metrics present: each smaller sum may not exceed its larger one.

        With every part present the whole is their sum, so that it is neither more nor less; else those present are at
        most the whole.
        """
        here = tuple(part for part in self.parts if part in present)
        found = [((small,), (large,)) for small, large in self.limits if small in present and large in present]
        if self.whole in present and here:
            found += [(here, (self.whole,))] + ([((self.whole,), here)] if here == self.parts else [])
        return found


def relations(book: Codebook, whole: str) -> Relations:
    """The relations of a metric as the codebook has them."""
    parts = book.metrics[whole].parts
    return Relations(whole, parts, tuple((key, book.metrics[key].at_most) for key in (*parts, whole) if book.metrics[key].at_most))


def together(draws: Mapping[str, np.ndarray], known: Relations, rng: np.random.Generator) -> tuple[dict[str, np.ndarray], float]:
    """Draws (N,) of each metric, kept in proportion to how well they agree, and the effective share of them.

    Parameters
    ----------
    draws : mapping of str to ndarray
        Independent draws of each metric that has figures, in persons.

    Returns
    -------
    dict, float
        The draws that agree, of the same number, the whole among them where the parts make it; and (sum of weights)**2 / (N sum of squared weights), 0 where none does.

    Notes
    -----
    With every part present, the parts' sum takes the whole's place, and each draw counts by the density of the whole's own
    draws there: conditioning on equality, without a tolerance. Bounds and incomplete parts are kept or dropped.
    """
    draws, weight = dict(draws), np.ones(len(next(iter(draws.values()))))
    if known.parts and all(part in draws for part in known.parts):
        total = sum(draws[part] for part in known.parts)
        if known.whole in draws:
            weight *= _density(draws[known.whole], total)
        draws[known.whole] = total
    for smaller, larger in known.among(draws):
        weight *= sum(draws[key] for key in smaller) <= sum(draws[key] for key in larger) * (1 + 1e-9)
    square = (weight**2).sum()
    if not square > 0:
        return {}, 0.0
    rows = spaced(weight, len(weight), rng)
    return {key: values[rows] for key, values in draws.items()}, float(weight.sum() ** 2 / (len(weight) * square))


def _density(sample: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Density of a sample's logarithm at other points, by a normal kernel."""
    from scipy.stats import gaussian_kde

    logs, points = np.log(sample + 0.5), np.log(at + 0.5)
    if np.ptp(logs) == 0:
        return (points == logs[0]).astype(float)
    return gaussian_kde(logs)(points)
