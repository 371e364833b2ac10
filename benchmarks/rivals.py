"""What others do with the same figures: the methods that the study compares with."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from tracker.reconcile.methods.log_scale import READING, Reading, merge, on_log_scale
from tracker.reconcile.methods.mixtures import model_range, pool
from tracker.reconcile.methods.random_effects import random_effects
from tracker.reconcile.methods.table import Figures

LEVEL = 0.9


def observed(
    figures: Figures, reading: Reading = READING, merged: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """The figures as observations of the logarithm, one an affiliation if ``merged``."""
    y, s = on_log_scale(
        *figures[:3], qualifier=figures.qualifier, sharp=figures.sharp, reading=reading
    )
    return merge(y, s, figures.affiliation) if merged else (y, s)


def by_pool(y, s):
    """The equal-weight opinion pool."""
    return pool(y, s, level=LEVEL)[::2]


def by_model(y, s, **settings):
    """The model range."""
    return model_range(y, s, level=LEVEL, **settings)[::2]


def by_effects(y, s, tau2="REML", hartung="safeguarded"):
    """Random effects with Hartung and Knapp's interval, or without."""
    pooled = random_effects(y, s**2, tau2=tau2, hartung=hartung, level=LEVEL)
    return pooled.low, pooled.high


def fixed_effect(y, s):
    """The inverse-variance mean, as if parties differed by their stated errors alone."""
    mean, error, _ = _weighted(y, s)
    return mean - ndtri(0.5 + LEVEL / 2) * error, mean + ndtri(0.5 + LEVEL / 2) * error


def scale_factor(y, s):
    """The Particle Data Group's: the fixed effect, its error scaled by sqrt(chi squared / (k - 1))
    where that is above 1.
    """
    mean, error, chi2 = _weighted(y, s)
    k = np.sum(~np.isnan(y), axis=1)
    reach = ndtri(0.5 + LEVEL / 2) * error * np.sqrt(np.maximum(1, chi2 / np.maximum(k - 1, 1)))
    return mean - reach, mean + reach


def _weighted(y, s):
    w = np.where(np.isnan(y), 0, 1 / np.where(np.isnan(s), 1, s) ** 2)
    values = np.where(np.isnan(y), 0, y)
    mean = (w * values).sum(axis=1) / w.sum(axis=1)
    return mean, 1 / np.sqrt(w.sum(axis=1)), (w * (values - mean[:, None]) ** 2).sum(axis=1)
