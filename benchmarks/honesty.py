"""How often each method's range holds the truth, in wars where the truth is known; writes its
rows into docs/results and its tables into docs/methods.md.

python benchmarks/honesty.py        # a few minutes on one core, always the same numbers
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from honesty_tables import tables
from results import fill_page, keep, kept
from rivals import by_effects, by_model, by_pool, fixed_effect, observed, scale_factor
from worlds import BIASES, FLOORS, LEAST_ERRORS, PARTIES, SCALES, SHARED, claims

from tracker.reconcile.methods.agreement import agreement
from tracker.reconcile.methods.envelope import envelope
from tracker.reconcile.methods.log_scale import READING, Reading, on_log_scale

HERE = Path(__file__).resolve().parent
SEED, SERIES = 20250615, 2000
LEAST, MOST = 1.0, 1e9  # where a region of agreement is open
READINGS = {
    "a fixed 16%, whatever the number (λ = 0.16)": Reading(excess=np.inf, excess_limit=0.2),
    "half a grain, at most 15%": Reading(excess=0.5, excess_limit=0.15),
    "a quarter of a grain, at most 10% (used)": READING,
    "a tenth of a grain": Reading(excess=0.1),
    "nothing": Reading(excess=0.0),
}


def all_methods(said) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """The ends of every method's range on the log scale."""
    voices = said.voices
    y, s = observed(voices)
    hull = envelope(*voices[:3], affiliation=voices.affiliation)
    met = agreement(voices.low, voices.high, affiliation=voices.affiliation)
    last = np.sum(~(np.isnan(met.low) & np.isnan(met.high)), axis=1) - 1
    first, final = met.low[:, 0], np.take_along_axis(met.high, last[:, None], 1)[:, 0]
    return {
        "envelope": (np.log(hull.low), np.log(hull.high)),
        "agreement": (
            np.log(np.nan_to_num(first, nan=LEAST)),
            np.log(np.nan_to_num(final, nan=MOST)),
        ),
        "pool": by_pool(y, s),
        "random effects: REML, safeguarded Hartung-Knapp": by_effects(y, s),
        "random effects: Paule-Mandel, safeguarded": by_effects(y, s, "PM"),
        "random effects: DerSimonian-Laird, no Hartung-Knapp": by_effects(y, s, "DL", None),
        "Particle Data Group scale factor": scale_factor(y, s),
        "fixed effect, every echo counted": fixed_effect(*observed(said.figures, merged=False)),
        "model range": by_model(y, s),
    }


def scored(ends, truth: np.ndarray) -> tuple[float, float]:
    """Share of ranges that hold the truth, and the mean interval score at 90%, on the log scale
    (Gneiting, Raftery 2007).
    """
    low, high, x = *ends, np.log(truth)
    missed = np.maximum(low - x, 0) + np.maximum(x - high, 0)
    return float(np.mean(missed == 0)), float(np.mean(high - low + 20 * missed))


def coverage_study(series: int = SERIES, parties=PARTIES, progress=iter) -> dict:
    """Coverage and interval score by (bias, shared, parties, method)."""
    rng, scores = np.random.default_rng(SEED), {}
    for bias, shared, k in progress([(b, c, k) for b in BIASES for c in SHARED for k in parties]):
        said = claims(rng, series, k, bias, shared)
        for name, ends in all_methods(said).items():
            scores[bias, shared, k, name] = scored(ends, said.truth)
    return scores


def envelope_study(series: int = SERIES, progress=iter) -> dict[int, float]:
    """Coverage of the envelope by its number of independent affiliations, without shared error, all
    biases together.
    """
    rng, held = np.random.default_rng(SEED + 1), {k: [] for k in range(2, 11)}
    for bias, k in progress([(b, k) for b in BIASES for k in range(2, 12)]):
        said = claims(rng, series, k, bias, 0.0)
        hull = envelope(*said.voices[:3], affiliation=said.voices.affiliation)
        inside = (hull.low <= said.truth) & (said.truth <= hull.high)
        for independent, several in held.items():
            several.append(inside[hull.independent == independent])
    return {k: float(np.concatenate(several).mean()) for k, several in held.items()}


def model_study(series: int = 4 * SERIES, parties=PARTIES, progress=iter) -> dict[int, float]:
    """Coverage of the model range by parties where its own assumptions hold: biases and shared
    error from its priors.
    """
    rng, covered = np.random.default_rng(SEED + 2), {}
    for k in progress(parties):
        truth = rng.uniform(np.log(100), np.log(50_000), series)
        s = rng.uniform(0.05, 0.2, (series, k))
        spread = np.hypot(s, np.abs(rng.normal(0, 0.75, series))[:, None])
        y = (
            truth[:, None]
            + rng.normal(0, 0.3, series)[:, None]
            + rng.normal(size=(series, k)) * spread
        )
        covered[k] = scored(by_model(y, s), np.exp(truth))[0]
    return covered


def settings_study(series: int = SERIES // 5, progress=iter) -> dict:
    """Mean coverage and interval score of the model range by (scale of prior, shared error assumed,
    shared error made).
    """
    rng, scores = np.random.default_rng(SEED + 3), {}
    worlds = {
        c: [claims(rng, series, k, b, c) for b in BIASES for k in (1, 2, 3, 5, 8)] for c in SHARED
    }
    seen = {
        c: [(*observed(said.voices), said.truth) for said in several]
        for c, several in worlds.items()
    }
    for scale, floor, made in progress([(t, f, c) for t in SCALES for f in FLOORS for c in SHARED]):
        ends = (
            scored(by_model(y, s, tau_scale=scale, shared=floor), truth)
            for y, s, truth in seen[made]
        )
        scores[scale, floor, made] = tuple(np.mean(list(ends), axis=0))
    return scores


def least_error_study(series: int = SERIES // 5, progress=iter) -> dict:
    """Mean coverage and interval score by (least error, method), over all biases, shared errors and
    one to eight parties.
    """
    rng, scores = np.random.default_rng(SEED + 4), {}
    worlds = [claims(rng, series, k, b, c) for b in BIASES for c in SHARED for k in (1, 2, 3, 5, 8)]
    for least in progress(LEAST_ERRORS):
        seen = [(*observed(said.voices, Reading(least_error=least)), said.truth) for said in worlds]
        for name, method in (
            ("model range", by_model),
            ("pool", by_pool),
            ("random effects", by_effects),
        ):
            scores[least, name] = tuple(
                np.mean([scored(method(y, s), truth) for y, s, truth in seen], axis=0)
            )
    return scores


def reading_study(progress=iter) -> dict[str, tuple[float, float, float]]:
    """How well each reading of a one-sided hedge foretells the number: mean log score, mean error,
    coverage of 90%.
    """
    with open(HERE / "hedged_pairs.csv", encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    bound, above = (
        np.array([float(pair["bound"]) for pair in pairs]),
        np.array([pair["side"] == "above" for pair in pairs]),
    )
    truth = np.log([float(pair["number"]) for pair in pairs])
    scores = {}
    for name, reading in progress(list(READINGS.items())):
        low, high = np.where(above, bound, np.nan), np.where(above, np.nan, bound)
        y, s = on_log_scale(low, np.full(len(bound), np.nan), high, reading=reading)
        z = (truth - y) / s
        scores[name] = (
            float(np.mean(-0.5 * z * z - np.log(s * np.sqrt(2 * np.pi)))),
            float(np.mean(y - truth)),
            float(np.mean(np.abs(z) < 1.645)),
        )
    return scores


def counted(steps):
    """The steps, with a line on stderr that says how far it has come."""
    began = time.perf_counter()
    for done, step in enumerate(steps, 1):
        yield step
        print(
            f"\r{done:4d} of {len(steps)}, {time.perf_counter() - began:4.0f} s",
            end="",
            file=sys.stderr,
            flush=True,
        )
    print(file=sys.stderr)


STUDIES = {
    "coverage": (coverage_study, ["bias", "shared", "parties", "method"], ["covered", "score"]),
    "envelope": (envelope_study, ["independent"], ["covered"]),
    "model": (model_study, ["parties"], ["covered"]),
    "settings": (settings_study, ["scale", "assumed", "shared"], ["covered", "score"]),
    "least-error": (least_error_study, ["least_error", "method"], ["covered", "score"]),
    "reading": (reading_study, ["reading"], ["log_score", "error", "covered"]),
}
"""Each study, what it varies and what it measures: the columns of docs/results/honesty-NAME.csv."""


def run(name: str) -> None:
    """Run a study and keep its results, one row a case."""
    study, varied, measured = STUDIES[name]
    rows = [[*_several(key), *_several(value)] for key, value in study(progress=counted).items()]
    keep(f"honesty-{name}", pd.DataFrame(rows, columns=[*varied, *measured]))


def results(name: str) -> dict:
    """The kept results of a study, as it gave them."""
    _, varied, measured = STUDIES[name]
    rows = kept(f"honesty-{name}")
    keys, values = (
        rows[names].itertuples(index=False, name=None) if names[1:] else rows[names[0]].tolist()
        for names in (varied, measured)
    )
    return dict(zip(keys, values))


def _several(values) -> tuple:
    return values if isinstance(values, tuple) else (values,)


def text() -> str:
    """All tables, from the results that are kept."""
    return tables(SERIES, *map(results, STUDIES))


def main() -> None:
    """Run every study, print the tables, and put them into docs/methods.md between their marks."""
    for name in STUDIES:
        run(name)
    print(text())
    fill_page("honesty", text())


if __name__ == "__main__":
    main()
