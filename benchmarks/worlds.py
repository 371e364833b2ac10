"""Made-up wars in which the truth is known, and what parties would say about it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.reconcile.methods.table import Figures

BIASES, SHARED, PARTIES = (0.2, 0.5, 1.0), (0.0, 0.15, 0.3, 0.6), (1, 2, 3, 5, 8, 10)
"""What the study varies: sd of each party's bias, sd of the error common to all, number of
parties.
"""
SCALES, FLOORS = (0.3, 0.5, 0.75, 1.0, 1.5), (0.0, 0.15, 0.3, 0.4, 0.6)
"""Settings of the model range that are tried: scale of the prior, shared error assumed."""
LEAST_ERRORS = (0.02, 0.05, 0.1, 0.15)
STEPS = 12
ONE_SIDED = (0.15, 0.40)
OFFICE, ECHO, UNLABELLED, UNREVISED = 0.2, 0.5, 0.2, 0.1


@dataclass(frozen=True)
class Claims:
    """The truth, (n,), and what is said of it, (n, m): the figures, and which of them are echoes
    known to be echoes.
    """

    truth: np.ndarray
    figures: Figures
    labelled: np.ndarray

    @property
    def voices(self) -> Figures:
        """What is left when known echoes are taken out."""
        return self.figures.only(~self.labelled)


def claims(
    rng: np.random.Generator, n: int, k: int, bias: float | np.ndarray, shared: float | np.ndarray
) -> Claims:
    """What k parties of as many governments say in n wars.

    The truth is log-uniform from 100 to 50,000: half of the wars count the dead (gamma increments,
    up to a third of them in the time within which figures are compared), half a strength (a random
    walk of sd 0.15 on the log scale in that time). Each party errs by a bias of sd ``bias`` of its
    own and one of sd ``shared`` common to all, on the log scale; one in ten states a figure twice
    as far off, not yet revised. One in five has a second office that errs by a third of the bias
    more. Numbers are rounded to one to three digits; 15 to 40% are one-sided, never the newest.
    Half of all claims are echoed, and one echo in five does not say so.
    """
    truth = np.exp(rng.uniform(np.log(100), np.log(50_000), n))
    known = _as_of(rng, truth, k) * np.exp(np.asarray(shared) * rng.normal(size=n))[:, None]
    own = (
        np.reshape(bias, (-1, 1))
        * rng.normal(size=(n, k))
        * np.where(rng.random((n, k)) < UNREVISED, 2, 1)
    )
    office = own + np.reshape(bias, (-1, 1)) / 3 * rng.normal(size=(n, k))
    share = rng.uniform(*ONE_SIDED, n)[:, None]
    first = np.arange(k) == 0
    low, high, qualifier = (
        np.concatenate(pair, axis=1)
        for pair in zip(
            _worded(rng, known * np.exp(own), np.where(first, 0, share)),
            _worded(rng, known * np.exp(office), share),
        )
    )
    spoken = np.concatenate([np.full((n, k), True), rng.random((n, k)) < OFFICE], axis=1)
    echoed = (rng.random((n, 2 * k)) < ECHO) & spoken
    labelled = echoed & (rng.random((n, 2 * k)) >= UNLABELLED)
    homes = np.broadcast_to(np.r_[np.arange(k), np.arange(k), k + np.arange(2 * k)], (n, 4 * k))
    twice = [np.concatenate([array, array], axis=1) for array in (low, high, qualifier)]
    figures = Figures(
        twice[0],
        np.full((n, 4 * k), np.nan),
        twice[1],
        homes,
        np.zeros((n, 4 * k), dtype=bool),
        twice[2],
    )
    return Claims(
        truth,
        figures.only(np.concatenate([spoken, echoed], axis=1)),
        np.concatenate([np.zeros((n, 2 * k), dtype=bool), labelled], axis=1),
    )


def _as_of(rng, truth: np.ndarray, k: int) -> np.ndarray:
    """The true number on the day that each party's figure describes; the first party's is the
    newest.
    """
    n = len(truth)
    grown = np.cumsum(rng.gamma(2, size=(n, STEPS)), axis=1)
    behind = np.concatenate([np.zeros((n, 1)), grown / grown[:, -1:]], axis=1) * rng.uniform(
        0, 1 / 3, (n, 1)
    )
    walk = np.concatenate(
        [np.zeros((n, 1)), np.cumsum(rng.normal(0, 0.15 / STEPS**0.5, (n, STEPS)), axis=1)], axis=1
    )
    share = np.where(rng.random((n, 1)) < 0.5, 1 - behind, np.exp(walk))
    age = np.where(np.arange(k) == 0, 0, rng.integers(0, STEPS + 1, (n, k)))
    return truth[:, None] * np.take_along_axis(share, age, 1)


def _worded(
    rng, number: np.ndarray, share: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Low, high and qualifier of each number as its party would put it; ``share`` of them
    one-sided.
    """
    kind = rng.random(number.shape)
    one_sided, least = kind < share, kind < share * 2 / 3
    ranged = ~one_sided & (rng.random(number.shape) < 0.2)
    width = np.where(ranged, rng.uniform(0.05, 0.2, number.shape), 0)
    unit = 10.0 ** (np.floor(np.log10(np.maximum(number, 1))) - rng.integers(0, 3, number.shape))
    unit = np.maximum(unit, 1)
    point = np.maximum(np.round(number / unit), 1) * unit
    down, up = (
        np.maximum(turn(number * factor / unit) * unit, 1)
        for turn, factor in ((np.floor, 1 - width), (np.ceil, 1 + width))
    )
    low, high = np.where(ranged | least, down, point), np.where(ranged | one_sided, up, point)
    qualifier = np.where(rng.random(number.shape) < 0.5, "about", "exact")
    return np.where(one_sided & ~least, np.nan, low), np.where(least, np.nan, high), qualifier
