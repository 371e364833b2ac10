"""Ten million figures in partitioned Parquet, reconciled by one process and by two of Dask, one of
which is killed halfway: ``python benchmarks/partitions.py [FIGURES]``.

Every series has figures in every partition. Seconds waited, the most memory that a worker held, and
that all give the same, column for column, go into docs/performance.md. Needs estimate-tracker[dask].
"""

from __future__ import annotations

import os
import platform
import signal
import sys
import tempfile
import threading
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import psutil

FIGURES = 10_000_000
PARTITIONS = 40
LIMIT = "1GiB"  # of a worker
PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
HEAD = "## Beyond one process"


def written(folder: Path, figures: int) -> None:
    """Figures of figures / 100 series, at random over the partitions."""
    size = figures // PARTITIONS
    for number in range(PARTITIONS):
        random = np.random.default_rng(number)
        low = np.round(np.exp(random.normal(7, 1, size))) + 1
        pd.DataFrame(
            {
                "series": random.integers(0, max(1, figures // 100), size),
                "low": low,
                "best": np.where(random.random(size) < 0.5, low, np.nan),
                "high": np.round(low * random.uniform(1, 2, size)),
                "affiliation": random.integers(0, 8, size),
                "note": "not read",
            }
        ).to_parquet(folder / f"part-{number:02}.parquet")


def killed(pids: list[int], after: float) -> threading.Timer:
    """One of the workers ends without a word."""
    timer = threading.Timer(after, os.kill, (pids[0], signal.SIGKILL))
    timer.start()
    return timer


def watched(most: dict[str, int], done: threading.Event) -> None:
    """The most memory that a process below this one held."""
    while not done.wait(0.2):
        for child in psutil.Process().children(recursive=True):
            try:
                most["bytes"] = max(most.get("bytes", 0), child.memory_info().rss)
            except psutil.NoSuchProcess:
                continue


def main() -> None:
    """Both ways, once each, and once more with a worker that is killed."""
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    import tracker as tk

    figures = int(sys.argv[1]) if len(sys.argv) > 1 else FIGURES
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "events"
        data.mkdir()
        written(data, figures)
        begun = time.perf_counter()
        columns = ["series", "low", "best", "high", "affiliation"]
        one = tk.reconcile_frame(pd.read_parquet(data, columns=columns), by="series")
        alone = time.perf_counter() - begun
        rows = [f"| one process, pandas | {alone:.0f} | all of it |"]
        waited = alone
        for kill in (False, True):
            with (
                LocalCluster(
                    n_workers=2,
                    threads_per_worker=1,
                    memory_limit=LIMIT,
                    dashboard_address=None,
                    local_directory=place,
                ) as cluster,
                Client(cluster),
            ):
                most: dict[str, int] = {}
                done = threading.Event()
                threading.Thread(target=watched, args=(most, done), daemon=True).start()
                pids = [worker.pid for worker in cluster.workers.values()]
                begun = time.perf_counter()
                timer = killed(pids, waited / 2) if kill else None
                found = tk.reconcile_frame(dd.read_parquet(data), by="series").compute()
                waited = time.perf_counter() - begun
                done.set()
                if timer:
                    timer.cancel()
                    now = [worker.pid for worker in cluster.workers.values()]
                    assert now != pids, "it was done before one was killed"
            found = found.sort_values("series").reset_index(drop=True)
            pd.testing.assert_frame_equal(found.astype(one.dtypes.to_dict()), one)
            how = "two processes, Dask" + (", one of them killed halfway" if kill else "")
            rows.append(f"| {how} | {waited:.0f} | at most {most['bytes'] / 2**20:,.0f} MB |")
    table = "\n".join(
        ["| how | seconds waited | memory of a worker |", "| --- | ---: | ---: |", *rows]
    )
    loads = ", ".join(f"{load:.0f}" for load in os.getloadavg())
    told = (
        f"{figures:,} figures in {len(one):,} series, from {PARTITIONS} files of Parquet, each with figures of "
        f"every series, to the envelope of each; equal column for column (`benchmarks/partitions.py`). {date.today()}, "
        f"{os.cpu_count()} processors ({platform.machine()}), loads {loads}; Python {platform.python_version()}, dask "
        f"{version('dask')}, pandas {version('pandas')}; {LIMIT} a worker."
    )
    before = PAGE.read_text(encoding="utf-8").partition(HEAD)[0]
    PAGE.write_text(f"{before.rstrip()}\n\n{HEAD}\n\n{told}\n\n{table}\n", encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
