"""Whether the trend's ranges are honest: simulation-based calibration, and counts that grow by
another law.

Run from the repository: ``python benchmarks/trend_calibration.py``. The seed is fixed; it prints
three tables in about two minutes and writes docs/pictures/trend-calibration.png.

In calibration (Talts et al. 2018) a truth and its figures are drawn from the model's own prior, and
the truth's rank among the posterior's draws must be uniform: if it is, code and mathematics agree.
Counts that grow by gamma increments with the fighting, seen by biased parties, then show how the
ranges hold where the model is only roughly right.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.stats import chisquare

from tracker.reconcile.methods.mixtures import SHARED
from tracker.reconcile.trend.activity import QUIET_DAY
from tracker.reconcile.trend.bounds import posterior
from tracker.reconcile.trend.model import DatedObservations
from tracker.reconcile.trend.path import rising
from tracker.reconcile.trend.settings import (
    HEADS,
    LEVEL,
    MEMORY,
    PARTY_SHARE,
    SLOPE,
    Clock,
    logarithmic,
    remaining,
    settings,
)

SEED, RUNS, DRAWS, BINS = 20250902, 2000, 199, 10
KINDS = ("strength", "count", "count with lower bounds")
QUANTITIES = (
    "a first day",
    "a middle day",
    "the last day",
    "a party's effect",
    "a government's effect",
    "the shared error",
)
HOME = np.array([0, 0, 1, 2])
DAYS = 120
PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "trend-calibration.png"


def main() -> None:
    """Print the tables and draw the picture."""
    rng = np.random.default_rng(SEED)
    ranks = {kind: np.array([one_rank(kind, rng) for _ in range(RUNS)]) for kind in KINDS}
    counts = {
        kind: np.array(
            [np.bincount(column * BINS // (DRAWS + 1), minlength=BINS) for column in ranked.T]
        )
        for kind, ranked in ranks.items()
    }
    chances = np.array([[chisquare(row).pvalue for row in counts[kind]] for kind in KINDS])
    print(
        f"Ranks of the truth among {DRAWS} draws, {RUNS} simulations: probability of so uneven a "
        "histogram\n"
    )
    print(f"{'':24s}" + "".join(f"{name:>23s}" for name in QUANTITIES))
    for kind, row in zip(KINDS, chances):
        print(f"{kind:24s}" + "".join(f"{chance:23.3f}" for chance in row))
    print(
        f"\nsmallest of {chances.size}: {chances.min():.4f}; {0.05 / chances.size:.4f} or less "
        "would be a fault\n"
    )
    draw(counts, chances)
    outside(np.random.default_rng(SEED))


def one_rank(kind: str, rng: np.random.Generator) -> list[int]:
    """Draw a truth and figures from the prior, and rank the truth among the posterior's draws."""
    clocks = (
        (Clock(np.arange(DAYS) / 60, 1.0, False),)
        if kind == "strength"
        else tuple(
            Clock(logarithmic(np.arange(DAYS, dtype=float), head), weight, True)
            for head, weight in ((5.0, 0.6), (50.0, 0.4))
        )
    )
    while True:  # until the lower bounds, which are part of what is given, hold
        path, effect, common, shared, figures, bounds, met = _world(kind, clocks, rng)
        if met:
            break
    draws, _ = posterior(figures, bounds, HOME, clocks, scale=0.75, draws=DRAWS, rng=rng, level=0.0)
    drawn, true = (
        (draws.path, path[None]) if kind == "strength" else (rising(draws.path), rising(path[None]))
    )
    days = [10, DAYS // 2, DAYS - 1]
    pairs = [
        *zip(drawn[:, days].T, true[0, days]),
        (draws.party[:, 0], effect),
        (draws.affiliation[:, 1], common[1]),
        (draws.shared, shared),
    ]
    # an effect that passes altogether is zero in truth and draws alike: such ties are broken by lot
    return [
        (values < real).sum() + rng.integers(0, (values == real).sum() + 1)
        for values, real in pairs
    ]


def _world(kind: str, clocks, rng: np.random.Generator):
    """A path, effects and figures drawn from the prior; whether the lower bounds happen to hold."""
    grid = settings(clocks, 0.75)
    setting = grid[rng.choice(len(grid), p=[one.weight for one in grid])]
    time, (mean, sd) = (
        clocks[setting.clock].time,
        SLOPE if clocks[setting.clock].grows else (0.0, 0.0),
    )
    path = (
        LEVEL * rng.normal()
        + (mean + sd * rng.normal()) * time
        + setting.walk * np.cumsum(rng.normal(size=DAYS) * np.sqrt(np.diff(time, prepend=0.0)))
    )
    common = (1 - PARTY_SHARE) ** 0.5 * setting.lasting * rng.normal(size=3)
    lasting = common[HOME] + PARTY_SHARE**0.5 * setting.lasting * rng.normal(size=4)
    shared = SHARED * rng.normal()
    first, party, s = (
        rng.integers(5, DAYS - 10, 9),
        rng.integers(0, 4, 9),
        rng.choice([0.05, 0.15, 0.3], 9),
    )
    last = first + (rng.random(9) < 0.3) * rng.integers(0, 10, 9)
    alike = (1 - PARTY_SHARE) * np.equal.outer(
        HOME[party], HOME[party]
    ) + PARTY_SHARE * np.equal.outer(party, party)
    faded = alike * np.exp(-np.abs(np.subtract.outer(first + last, first + last)) / 2 / MEMORY)
    passing = setting.fading * np.linalg.cholesky(faded + 1e-9 * np.eye(9)) @ rng.normal(size=9)
    middle = (first + last) / 2
    adds = remaining([setting], middle - middle.min())[0] * (lasting[party] + passing)
    y = path[rng.integers(first, last + 1)] + shared + adds + s * rng.normal(size=9)
    effect = adds[party == 0].mean() if (party == 0).any() else 0.0
    n = 2 if "bounds" in kind else 0
    day, whose, least = (
        rng.integers(5, DAYS - 10, n),
        rng.integers(0, 4, n),
        y.mean() + rng.normal(-0.5, 1, n),
    )
    left = remaining([setting], np.maximum(day - middle.min(), 0))[0]
    real = (
        path[day]
        + shared
        + left * lasting[whose]
        + np.hypot(0.05, left * setting.fading) * rng.normal(size=n)
    )
    return (
        path,
        effect,
        common,
        shared,
        DatedObservations(y, s, first, last, party),
        DatedObservations(least, np.full(n, 0.05), day, day, whose),
        bool((real >= least).all()),
    )


def draw(counts, chances) -> None:
    """Histograms of the ranks, one panel a kind and quantity, with the band that uniform ranks keep
    to.
    """
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    from scipy.stats import binom

    low, high = binom.ppf([0.005, 0.995], RUNS, 1 / BINS)
    figure, axes = plt.subplots(
        len(KINDS),
        len(QUANTITIES),
        figsize=(13, 5.6),
        sharex=True,
        sharey=True,
        layout="constrained",
    )
    for kind, row, chance_row in zip(KINDS, axes, chances):
        for name, panel, bars, chance in zip(QUANTITIES, row, counts[kind], chance_row):
            panel.axhspan(low, high, color="#d9d9d9", lw=0)
            panel.bar(np.arange(BINS) + 0.5, bars, width=0.92, color="#2b6a99")
            panel.set_title(f"{name}\np = {chance:.2f}", fontsize=9)
            panel.spines[["top", "right"]].set_visible(False)
        row[0].set_ylabel(f"{kind}\nsimulations", fontsize=9)
    for panel in axes[-1]:
        panel.set_xticks([0, BINS], ["lowest", "highest"], fontsize=8)
    figure.supxlabel(
        "rank of the truth among the draws; grey: where 99% of bars lie if ranks are uniform",
        fontsize=9,
    )
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(PICTURE, dpi=110, metadata={"Software": None})


PROFILES = ("even fighting", "a burst, then quiet", "two campaigns", "fading")
CLOCKS = ("phases given", "no phases", "phases, not in logarithms")


def outside(rng: np.random.Generator, worlds: int = 150) -> None:
    """Coverage, interval score and error on the last day, of counts that grow by gamma increments
    with the fighting.
    """
    print(
        f"Counts by gamma increments, {worlds} of each kind, 90% ranges; parties err by sd 0.2 to "
        "1, all by 0 to 0.3\n"
    )
    print(
        f"{'':22s}{'clock':28s}{'covered':>9s}{'last day':>9s}{'score':>8s}"
        f"{'median, last day':>18s}"
    )
    for profile in PROFILES:
        made = [_count(profile, rng) for _ in range(worlds)]
        for clock in CLOCKS:
            rows = np.array([_judged(world, clock) for world in made])
            covered, last, score, error = rows.mean(axis=0)
            print(
                f"{profile:22s}{clock:28s}{covered:9.2f}{last:9.2f}{score:8.2f}"
                f"{np.exp(error):11.2f} ± {rows[:, 3].std():.2f}"
            )


def _count(profile: str, rng: np.random.Generator):
    """A true count, the fighting behind it, and what parties say of it."""
    days = int(rng.uniform(200, 600))
    intensity = np.full(days, 0.01)
    if profile == "even fighting":
        intensity[:] = 1
    elif profile == "a burst, then quiet":
        intensity[: int(days * rng.uniform(0.2, 0.5))] = 1
    elif profile == "two campaigns":
        intensity[: days // 5] = 1
        intensity[3 * days // 5 : 4 * days // 5] = rng.uniform(0.3, 2)
    else:
        intensity = np.exp(-np.arange(days) / (days / 4))
    count = np.cumsum(rng.gamma(intensity / intensity.sum() * rng.uniform(10, 60) + 1e-9))
    count *= np.exp(rng.uniform(np.log(300), np.log(30_000))) / count[-1]
    governments = int(rng.integers(2, 6))
    home = np.concatenate(
        [np.arange(governments), rng.integers(0, governments, rng.integers(0, 3))]
    )
    bias = rng.choice([0.2, 0.5, 1.0])
    own = bias * (rng.normal(size=governments)[home] + rng.normal(size=len(home)) / 2)
    own += rng.choice([0, 0.15, 0.3]) * rng.normal()
    n = int(rng.integers(4, 20))
    day = np.sort(rng.integers(int(days * 0.03) + 3, int(days * rng.uniform(0.4, 1)), n))
    party = rng.integers(0, len(home), n)
    y = np.log(np.maximum(count[day], 3)) + own[party] + 0.15 * rng.normal(size=n)
    return count, intensity, home, DatedObservations(y, np.full(n, 0.12), day, day, party)


def _judged(world, kind: str) -> list[float]:
    """Share of days covered, whether the last is, mean interval score, and the median's error on
    the last day, on ln.
    """
    count, intensity, home, said = world
    start = said.first.min()
    passed = np.arange(len(count) - start, dtype=float)
    if kind != "no phases":
        passed = np.cumsum(np.maximum(intensity / intensity.max(), QUIET_DAY))[start:]
    times = (
        [(passed - passed[0]) / unit for unit in HEADS]
        if "not" in kind
        else [logarithmic(passed, head) for head in HEADS]
    )
    clocks = [Clock(time, 1 / len(times), True) for time in times]
    figures = DatedObservations(said.y, said.s, said.first - start, said.last - start, said.party)
    draws, _ = posterior(
        figures, figures.at([]), home, clocks, scale=0.75, draws=400, rng=np.random.default_rng(1)
    )
    low, median, high = np.quantile(rising(draws.path), (0.05, 0.5, 0.95), axis=0)
    true = np.log(count[start:])
    inside = (low <= true) & (true <= high)
    score = high - low + 20 * np.maximum(low - true, 0) + 20 * np.maximum(true - high, 0)
    return [inside.mean(), float(inside[-1]), score.mean(), median[-1] - true[-1]]


if __name__ == "__main__":
    main()
