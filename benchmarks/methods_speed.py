"""How fast the methods are, against what people use today; one run, times and ratios.

python benchmarks/methods_speed.py      # with PyMARE and statsmodels installed, and R's metafor if
Rscript is there
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from tracker.reconcile import envelope, model_range, pool, random_effects

SERIES, VOICES, FIGURES, GROUPS = 1000, 8, 1_000_000, 10_000
METAFOR = """
suppressMessages(library(metafor))
d <- as.matrix(read.csv(commandArgs(TRUE)[1], header=FALSE)); k <- ncol(d) / 2; failed <- 0
began <- proc.time()[["elapsed"]]
for (i in 1:nrow(d)) {
  fit <- try(rma(d[i, 1:k], d[i, k + 1:k], method="REML", test="knha"), silent=TRUE)
  if (inherits(fit, "try-error")) failed <- failed + 1 }
cat(proc.time()[["elapsed"]] - began, failed)
"""


def made(seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """A thousand series of eight voices on the log scale, and their variances."""
    rng = np.random.default_rng(seed)
    return rng.normal(8, 0.7, (SERIES, VOICES)), rng.uniform(0.05, 0.3, (SERIES, VOICES)) ** 2


def best_of(function, times: int = 5) -> float:
    """The shortest of several times, in seconds."""
    times_taken = []
    for _ in range(times):
        began = time.perf_counter()
        function()
        times_taken.append(time.perf_counter() - began)
    return min(times_taken)


def pymare_reml(y, v):
    """PyMARE, one series at a time: its likelihood estimators take no more."""
    from pymare.estimators import VarianceBasedLikelihoodEstimator

    ones, columns = np.ones((VOICES, 1)), zip(y[:, :, None], v[:, :, None])
    return [
        VarianceBasedLikelihoodEstimator(method="reml").fit(y=a, v=b, X=ones).summary()
        for a, b in columns
    ]


def pymare_dl(y, v):
    """PyMARE's closed form, all series at once."""
    from pymare.estimators import DerSimonianLaird

    summary = DerSimonianLaird().fit(y=y.T, v=v.T, X=np.ones((VOICES, 1))).summary()
    return summary.get_fe_stats()


def statsmodels_pm(y, v):
    """statsmodels, one series at a time; it has Paule and Mandel's estimator, not REML."""
    from statsmodels.stats.meta_analysis import combine_effects

    return [
        combine_effects(a, b, method_re="iterated", use_t=True).conf_int() for a, b in zip(y, v)
    ]


def metafor_reml(y, v) -> tuple[float, int] | None:
    """Seconds inside R, its start not counted, and how many series failed; nothing where there is
    no R or no metafor.
    """
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        table, script = Path(folder) / "table.csv", Path(folder) / "run.R"
        np.savetxt(table, np.hstack([y, v]), delimiter=",", fmt="%.17g")
        script.write_text(METAFOR, encoding="utf-8")
        run = subprocess.run(
            [rscript, str(script), str(table)], capture_output=True, text=True, check=False
        )
    if run.returncode:
        return None
    seconds, failed = run.stdout.split()
    return float(seconds), int(failed)


def compared(y, v) -> list[tuple[str, str, float, float]]:
    """Task, who, seconds, and the ratio to this package's time for the same task."""
    ours = {
        "REML": best_of(lambda: random_effects(y, v)),
        "PM": best_of(lambda: random_effects(y, v, tau2="PM")),
        "DL": best_of(lambda: random_effects(y, v, tau2="DL", hartung=None)),
    }
    rows = [(task, "this package", seconds, 1.0) for task, seconds in ours.items()]
    rivals = [
        ("REML", "PyMARE", "pymare", pymare_reml),
        ("DL", "PyMARE, all at once", "pymare", pymare_dl),
        ("PM", "statsmodels", "statsmodels", statsmodels_pm),
    ]
    for task, name, module, function in rivals:
        if find_spec(module):
            seconds = best_of(partial(function, y, v), 2)
            rows.append((task, name, seconds, seconds / ours[task]))
    timed = metafor_reml(y, v)
    if timed:
        rows.append(
            ("REML", f"metafor ({timed[1]} of {SERIES} failed)", timed[0], timed[0] / ours["REML"])
        )
    return sorted(rows, key=lambda row: (row[0], row[2]))


def table_of_a_million(seed: int = 2):
    """A million figures in ten thousand series, of thirty affiliations, one in seven "at least"."""
    import pandas as pd

    rng = np.random.default_rng(seed)
    best = np.round(np.exp(rng.normal(8, 0.7, FIGURES)), -1) + 10
    high = np.where(np.arange(FIGURES) % 7 == 0, np.nan, best)
    return pd.DataFrame(
        {
            "series": rng.integers(0, GROUPS, FIGURES),
            "low": best,
            "best": high,
            "high": high,
            "affiliation": rng.choice([f"government {n}" for n in range(30)], FIGURES),
        }
    )


def main() -> int:
    """Print the tables in Markdown."""
    from tracker.reconcile.methods.frame import reconcile_frame
    from tracker.reconcile.methods.table import METHODS

    y, v = made()
    print(f"{SERIES:,} series of {VOICES} voices:")
    print("\n| task | who | seconds | ratio |\n| --- | --- | ---: | ---: |")
    for task, who, seconds, ratio in compared(y, v):
        print(f"| {task} | {who} | {seconds:.4f} | {ratio:,.1f} |")
    persons, s = np.exp(y), np.sqrt(v)
    for name, function in (
        ("model range", lambda: model_range(y, s)),
        ("pool", lambda: pool(y, s)),
        ("envelope", lambda: envelope(persons, persons, persons)),
    ):
        print(f"| {name} | this package | {best_of(function):.4f} | |")
    table = table_of_a_million()
    print(f"\n{FIGURES:,} figures in {GROUPS:,} series by `reconcile_frame`:")
    print("\n| method | seconds |\n| --- | ---: |")
    for method in METHODS:
        seconds = best_of(partial(reconcile_frame, table, by="series", method=method), 2)
        print(f"| {method} | {seconds:.1f} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
