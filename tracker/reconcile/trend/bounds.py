"""The trend's posterior with lower bounds: draws that fall short of a partial count are thinned
out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import log_ndtr

from tracker.reconcile.methods.arrays import Floats, Ints
from tracker.reconcile.trend.model import DatedObservations, Draws, Model, over_days, spaced
from tracker.reconcile.trend.settings import (
    LASTING,
    USUAL_CHOICES,
    Choices,
    Clock,
    SharedError,
    remaining,
    settings,
)

# Where fewer of the draws than this share still count once lower bounds are heeded, bounds and
# figures clash.
CLASH = 0.05
# Where less than this share counts, so many times as many draws are made, that enough different
# ones are left.
PLENTY, MORE = 0.5, 4


def posterior(
    figures: DatedObservations,
    bounds: DatedObservations,
    home: Ints,
    clocks: Sequence[Clock],
    *,
    scale: float,
    draws: int,
    rng: np.random.Generator,
    level: float | None = None,
    shared: SharedError = LASTING,
    step: int = 1,
    choices: Choices = USUAL_CHOICES,
) -> tuple[Draws, Ints]:
    """Draw from the posterior of path and effects.

    Parameters
    ----------
    figures, bounds : DatedObservations
        Observations; and lower bounds, of which only "``y`` or more" is known (partial counts).
    home : ndarray of int, shape (P,)
        The affiliation of each party.
    clocks : sequence of Clock
        Each as long as the path is to be.
    scale : float
        How far parties usually differ: scale of the half-normal prior on ``spread``.
    draws : int
        How many paths.
    rng : numpy.random.Generator
        Where they come from.
    level : float, optional
        Centre of the level's flat prior; default: the mean of ``y``.
    shared : SharedError
        How far all parties may err together.
    step : int
        Days between two points of the path.
    choices : Choices
        What is modelled otherwise than usual.

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
    grid = settings(clocks, scale, choices)
    level = float(figures.y.mean()) if level is None else level
    reached, clashing = np.arange(len(bounds.y)), np.array([], dtype=int)
    while True:
        model = Model(figures.plus(bounds.at(clashing)), home, clocks, grid, level, shared, step)
        for count in (draws, MORE * draws):
            drawn = model.draw(count, rng)
            heeds = _heeds(drawn, bounds.at(reached), model)
            heed = heeds.sum(axis=1)
            weight = np.exp(heed - heed.max())
            share = weight.sum() ** 2 / (weight**2).sum() / count
            if share > PLENTY:
                break
        if share >= CLASH:
            return drawn.at(spaced(weight, draws, rng)), clashing
        worst = int(np.argmin(np.exp(heeds).mean(axis=0)))
        clashing, reached = np.append(clashing, reached[worst]), np.delete(reached, worst)


def _heeds(drawn: Draws, bounds: DatedObservations, model: Model) -> Floats:
    """Log probability, for each draw and bound, that the party's count as drawn is no smaller than
    the bound.
    """
    used = [model.grid[number] for number in drawn.setting]
    left = remaining(used, np.maximum(bounds.first * model.step - model.start, 0))
    fading = np.array([one.fading for one in used])[:, None]
    path = over_days(drawn.path, bounds.first, bounds.last)
    said = path + left * drawn.lasting[:, bounds.party] + drawn.shared[:, None]
    sd = np.hypot(bounds.s, model.shared.early_at(bounds.last * model.step))
    return np.asarray(log_ndtr((said - bounds.y) / np.hypot(sd, left * fading)))
