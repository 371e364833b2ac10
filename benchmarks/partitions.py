"""Ten million figures in partitioned Parquet, reconciled by one process and by two of Dask, one of
which is killed halfway: ``python benchmarks/partitions.py [FIGURES]``.

Every series has figures in every partition. Prints seconds waited, the most memory that a worker
held, and whether both give the same, column for column.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import psutil

FIGURES = 10_000_000
PARTITIONS = 40
LIMIT = "1GiB"  # of a worker


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
        print(f"one process: {alone:.1f} s, from Parquet to {len(one):,} ranges")
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
            how = "two processes, one killed halfway" if kill else "two processes"
            print(
                f"{how}: {waited:.1f} s, a worker at most {most['bytes'] / 2**20:,.0f} MB, the same"
            )


if __name__ == "__main__":
    main()
