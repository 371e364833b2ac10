"""The trend's posterior with lower bounds: draws that fall short of a partial count are thinned
out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from tracker.reconcile.trend.clock import Clock
from tracker.reconcile.trend.kernel import over_days
from tracker.reconcile.trend.model import Draws, Model, Readings, spaced
from tracker.reconcile.trend.settings import settings

CLASH = 0.05
"""Where fewer of the draws than this share still count once lower bounds are heeded, bounds and
figures clash.
"""
PLENTY, MORE = 0.5, 4
"""Where less than this share counts, so many times as many draws are made, that enough different
ones are left.
"""


def posterior(
    figures: Readings,
    bounds: Readings,
    home: np.ndarray,
    clocks: Sequence[Clock],
    *,
    scale: float,
    draws: int,
    rng: np.random.Generator,
    level: float | None = None,
) -> tuple[Draws, np.ndarray]:
    """Draw from the posterior of path and effects.

    Parameters
    ----------
    figures, bounds : Readings
        Observations; and lower bounds, of which only "``y`` or more" is known (partial counts).
    home : ndarray of int, shape (P,)
        The affiliation of each party.
    clocks : sequence of Clock
        Each as long as the path is to be.
    scale : float
        How far parties usually differ: scale of the half-normal prior on ``spread``.
    level : float, optional
        Centre of the level's flat prior; default: the mean of ``y``.

    Returns
    -------
    Draws, ndarray
        The draws, and the positions of the bounds that no path consistent with the figures would
        reach: they have been read as figures, so that the path passes near them.

    Notes
    -----
    A bound counts each draw by the probability that its party's count, as the draw has it, is at
    least ``y``: censoring, not an observation, since pooling lower bounds would drag the path down
    to them.

    """
    grid = settings(clocks, scale)
    level = float(figures.y.mean()) if level is None else level
    reached, clashing = np.arange(len(bounds)), np.array([], dtype=int)
    while True:
        model = Model(figures.plus(bounds.rows(clashing)), home, clocks, grid, level)
        for count in (draws, MORE * draws):
            found = model.draw(count, rng)
            heeds = _heeds(found, bounds.rows(reached), model)
            weight = np.exp(heeds.sum(axis=1))
            share = weight.sum() ** 2 / max(count * (weight**2).sum(), 1e-300)
            if share > PLENTY:
                break
        if share >= CLASH:
            return found.rows(spaced(weight, draws, rng)), clashing
        worst = int(np.argmin(np.exp(heeds).mean(axis=0)))
        clashing, reached = np.append(clashing, reached[worst]), np.delete(reached, worst)


def _heeds(found: Draws, bounds: Readings, model: Model) -> np.ndarray:
    """Log probability, for each draw and bound, that the party's count as drawn is no smaller than
    the bound.
    """
    used = [model.grid[number] for number in found.setting]
    left = np.array([one.left(np.maximum(bounds.first - model.start, 0)) for one in used])
    fading = np.array([one.fading for one in used])[:, None]
    said = (
        over_days(found.path, bounds.first, bounds.last)
        + left * found.lasting[:, bounds.party]
        + found.shared[:, None]
    )
    return np.log(np.maximum(ndtr((said - bounds.y) / np.hypot(bounds.s, left * fading)), 1e-300))
