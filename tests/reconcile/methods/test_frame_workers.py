"""With Dask on two processes, one of which is killed at work."""

import pandas as pd
import pytest

import tracker as tk
from reconcile.methods.test_frame_engines import PARTS, lazily, part


@pytest.mark.filterwarnings("default")  # libraries say goodbye to a process that was killed
def test_two_processes_give_what_one_gives_though_one_is_killed(tmp_path):
    """10⁵ figures in 10³ series, each series in every partition: column for column the same."""
    distributed = pytest.importorskip("distributed")
    rows = 100_000
    whole = pd.concat([part(n, tmp_path, rows, kill=False) for n in range(PARTS)])
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            memory_limit="1GiB",
            dashboard_address=None,
            local_directory=str(tmp_path),
        ) as cluster,
        distributed.Client(cluster),
    ):
        first = {worker.pid for worker in cluster.workers.values()}
        frame = lazily(tmp_path, rows, kill=True)
        found = {
            method: tk.reconcile_frame(frame, by="war", method=method).compute()
            for method in ("envelope", "model")
        }
        assert int((tmp_path / "killed").read_text()) in first
        assert {worker.pid for worker in cluster.workers.values()} != first
    for method, got in found.items():
        expected = tk.reconcile_frame(whole, by="war", method=method)
        types = {name: expected[name].dtype for name in ("war", "method", "kind")}
        got = got.sort_values("war").reset_index(drop=True).astype(types)
        how = {"check_exact": True} if method == "envelope" else {"rtol": 1e-9}
        pd.testing.assert_frame_equal(got, expected, **how)
