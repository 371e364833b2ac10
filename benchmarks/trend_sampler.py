"""The trend's posterior against an independent sampler, and how long each takes.

Run from the repository, with emcee (``pip install emcee``) beside the package: ``python
benchmarks/trend_sampler.py``; it takes about a minute. emcee (Foreman-Mackey et al. 2013) walks
over every latent number of the model and knows only normal densities in one dimension; the trend
uses the algebra of the whole. Means and quantiles must agree within the sampler's Monte-Carlo
error.
"""

from __future__ import annotations

import time

import emcee
import numpy as np
from scipy.special import ndtr

from tracker.reconcile.methods.mixtures import SHARED
from tracker.reconcile.trend.bounds import posterior
from tracker.reconcile.trend.model import DatedObservations
from tracker.reconcile.trend.path import rising
from tracker.reconcile.trend.settings import (
    LEVEL,
    MEMORY,
    PARTY_SHARE,
    SLOPE,
    Clock,
    logarithmic,
    remaining,
    settings,
)

SEED, WALKERS, STEPS, BURN = 5, 128, 24_000, 4_000
HOME = np.array([0, 0, 1])
DAYS = np.array([0, 30, 80, 160])
CLOCK = Clock(logarithmic(DAYS.astype(float), 20.0), 1.0, True)
FIGURES = DatedObservations(
    np.log([300.0, 900, 600, 2000, 1200]),
    np.full(5, 0.3),
    *2 * (np.array([0, 1, 1, 3, 2]),),
    np.array([0, 2, 1, 0, 2]),
)
GRID = settings((CLOCK,), 0.75)
STEPPED = np.cumsum([one.weight for one in GRID])[:-1]
"""Where the prior's probability passes from one setting to the next: one parameter chooses among
them.
"""
CUTS = np.cumsum([1, 1, 1, len(DAYS) - 1, 2, len(HOME), len(FIGURES.y)])
MEASURES = (
    (np.mean, 1.0),
    (lambda x: np.quantile(x, 0.05), 2.1),
    (lambda x: np.quantile(x, 0.95), 2.1),
)
"""What is compared, and its Monte-Carlo error in standard deviations over the root of the number of
draws.
"""
PARAMETERS = int(CUTS[-1]) + 1
ALIKE = (1 - PARTY_SHARE) * np.equal.outer(
    HOME[FIGURES.party], HOME[FIGURES.party]
) + PARTY_SHARE * np.equal.outer(FIGURES.party, FIGURES.party)
FADE = np.linalg.cholesky(
    ALIKE * np.exp(-np.abs(np.subtract.outer(FIGURES.first, FIGURES.first)) / MEMORY)
)
MEAN = (np.eye(len(HOME)) / np.bincount(FIGURES.party))[FIGURES.party]


def main() -> None:
    """Print both posteriors side by side, then the times."""
    ours, seconds = drawn(40_000)
    theirs, taken, effective = walked()
    names = (
        [f"path, day {day}" for day in DAYS]
        + [f"party {n}" for n in range(len(HOME))]
        + ["shared error"]
    )
    print(
        f"{'':14s}"
        + "  ".join(f"{name:>8s}{'emcee':>8s}{'error':>8s}" for name in ("mean", "5%", "95%"))
    )
    off = []
    for name, one, other, count in zip(names, ours.T, theirs.T, effective):
        cells = []
        for measure, spread in MEASURES:
            error = spread * one.std() * np.sqrt(1 / count + 1 / len(one))
            off.append((measure(one) - measure(other)) / error)
            cells.append(f"{measure(one):8.3f}{measure(other):8.3f}{error:8.3f}")
        print(f"{name:14s}" + "  ".join(cells))
    size = np.sqrt(np.mean(np.square(off)))
    print(
        f"\ndifferences in Monte-Carlo errors: root mean square {size:.2f}, largest "
        f"{np.abs(off).max():.2f}"
    )
    per_draw = taken / effective.min()
    print(
        f"1,000 independent draws: trend {seconds / 40:.3f} s, emcee {1000 * per_draw:.1f} s, "
        f"{40_000 * per_draw / seconds:,.0f} times as long\n"
    )
    times()


def drawn(count: int) -> tuple[np.ndarray, float]:
    """Draws by the trend's algebra: path on each day, party effects, shared error."""
    start = time.process_time()
    draws, _ = posterior(
        FIGURES,
        FIGURES.at([]),
        HOME,
        (CLOCK,),
        scale=0.75,
        draws=count,
        rng=np.random.default_rng(SEED),
    )
    return np.column_stack([draws.path, draws.party, draws.shared]), time.process_time() - start


def walked() -> tuple[np.ndarray, float, np.ndarray]:
    """The same numbers by emcee, the time it took, and how many independent draws each is worth."""
    rng = np.random.default_rng(SEED)
    start = 0.3 * rng.normal(size=(WALKERS, PARAMETERS))
    # the snooker move, often recommended beside this one, gave tails that were too thin here
    sampler = emcee.EnsembleSampler(
        WALKERS, PARAMETERS, density, vectorize=True, moves=emcee.moves.DEMove()
    )
    sampler.random_state = np.random.RandomState(SEED).get_state()
    begun = time.process_time()
    sampler.run_mcmc(start, STEPS)
    taken = time.process_time() - begun
    chain = _numbers(sampler.get_chain(discard=BURN))
    lag = np.array(
        [emcee.autocorr.integrated_time(chain[..., n], tol=0)[0] for n in range(chain.shape[-1])]
    )
    return chain.reshape(-1, chain.shape[-1]), taken, chain.shape[0] * chain.shape[1] / lag


def density(state: np.ndarray) -> np.ndarray:
    """Log posterior density of states (walkers, parameters): standard normals, and the figures'
    errors.
    """
    _, said, _, _ = _latent(state)
    return -0.5 * (state**2).sum(axis=1) + _normal(FIGURES.y - said, FIGURES.s).sum(axis=1)


def _latent(state: np.ndarray):
    """Path, what the parties say, their effects, shared error: every parameter is a standard
    normal, scaled to its prior.
    """
    chosen, level, slope, steps, common, own, faded, shared = np.split(state, CUTS, axis=-1)
    setting = np.searchsorted(STEPPED, ndtr(chosen[..., 0]))
    scales = np.array([(one.walk, one.lasting, one.fading) for one in GRID])[setting]
    walk, lasting, fading = np.moveaxis(scales, -1, 0)[..., None]
    moved = np.cumsum(steps * walk * np.sqrt(np.diff(CLOCK.time)), axis=-1)
    path = FIGURES.y.mean() + LEVEL * level + (SLOPE[0] + SLOPE[1] * slope) * CLOCK.time
    path = path + np.concatenate([0 * level, moved], axis=-1)
    adds = lasting * ((1 - PARTY_SHARE) ** 0.5 * common[..., HOME] + PARTY_SHARE**0.5 * own)
    passing = fading * faded @ FADE.T
    left = remaining(GRID, FIGURES.first - FIGURES.first.min())[setting]
    adds = left * (adds[..., FIGURES.party] + passing)
    return path, path[..., FIGURES.first] + adds + SHARED * shared, adds @ MEAN, SHARED * shared


def _numbers(state: np.ndarray) -> np.ndarray:
    path, _, effects, shared = _latent(state)
    return np.concatenate([path, effects, shared], axis=-1)


def _normal(x, sd):
    return -0.5 * (x / sd) ** 2 - np.log(sd)


def times() -> None:
    """How long a trend takes, by number of figures and days: paths drawn, projected and reduced to
    quantiles.
    """
    rng = np.random.default_rng(SEED)
    print(f"{'figures':>8s}{'days':>8s}{'strength, s':>13s}{'count, s':>10s}")
    for n, days in ((10, 450), (30, 450), (100, 1000), (300, 2000), (1000, 2000)):
        home = np.arange(20) // 2
        first = np.sort(rng.integers(0, days, n))
        party = rng.integers(0, 20, n)
        y = 7 + np.log1p(first / 50) + rng.normal(0, 0.4, 20)[party] + rng.normal(0, 0.15, n)
        figures = DatedObservations(y, np.full(n, 0.1), first, first, party)
        even = (Clock(np.arange(days) / 90, 1.0, False),)
        grown = tuple(
            Clock(logarithmic(np.arange(days, dtype=float), head), 1 / 3, True)
            for head in (10.0, 50.0, 250.0)
        )
        strength, count = (_timed(figures, home, clocks) for clocks in (even, grown))
        print(f"{n:8d}{days:8d}{strength:13.3f}{count:10.3f}")


def _timed(figures: DatedObservations, home: np.ndarray, clocks) -> float:
    best = np.inf
    for _ in range(3 if len(figures.y) < 200 else 1):
        start = time.process_time()
        rng = np.random.default_rng(SEED)
        draws, _ = posterior(figures, figures.at([]), home, clocks, scale=0.75, draws=1000, rng=rng)
        np.quantile(
            np.exp(rising(draws.path) if clocks[0].grows else draws.path), (0.05, 0.5, 0.95), axis=0
        )
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    main()
