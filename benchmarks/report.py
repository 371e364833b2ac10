"""How long does the report take, and how soon does a chart follow an edit in a live notebook?

python benchmarks/report.py            # prints a Markdown table; about two minutes
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import tracker as tk

ROOT = Path(__file__).resolve().parents[1]
TIMES = 9
CELL = 'data = tk.load()\ntk.plot_ranges(data, "killed");'


def seconds(act) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def report(folder: Path) -> float:
    """The whole report, in a process of its own, as `make report` makes it."""
    command = [sys.executable, "-m", "tracker", "report", "-o", str(folder / "report")]
    return seconds(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))


def live(folder: Path) -> list[float]:
    """A figure edited, the data read again and the chart drawn, in a kernel that is already
    running.
    """
    from jupyter_client.manager import start_new_kernel

    shutil.copytree(ROOT / "data", folder / "data")
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder))
    shown = []
    try:
        ask(client, "import tracker as tk\n" + CELL, shown)
        taken = []
        for n in range(TIMES):
            revised(folder / "data", f"about {400 + n}")
            taken.append(seconds(lambda: ask(client, CELL, shown)))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert len(shown) == len(set(shown)) == TIMES + 1, "every edit must change the chart"
    return taken


def revised(data: Path, words: str) -> None:
    """Let the last count of the killed whose words stand once say something else."""
    estimates, kept = data / "estimates.yaml", data.parent / "estimates.yaml"
    if not kept.exists():
        shutil.copy(estimates, kept)
    text = kept.read_text(encoding="utf-8")
    said = next(
        figure.said
        for figure in reversed(tk.load(ROOT / "data").all_figures)
        if figure.metric == "killed" and text.count(figure.said) == 1
    )
    estimates.write_text(text.replace(said, words), encoding="utf-8")


def ask(client, code: str, shown: list[str]) -> None:
    """Run a cell and wait for its chart."""

    def keep(message):
        if message["msg_type"] == "display_data":
            shown.append(message["content"]["data"]["image/png"])
        assert message["msg_type"] != "error", message["content"]

    client.execute_interactive(code, output_hook=keep, timeout=60)


def dragged() -> list[float]:
    """One step of the explore notebook's slider: chart, sentence and table."""
    from tracker.publish.explorer import explore

    shown = explore(tk.load(ROOT), "killed")
    days = [day for _, day in shown.known_on.options]
    return [
        seconds(lambda day=day: setattr(shown.known_on, "value", day))
        for day in days[-2 : -2 - TIMES * 3 : -3]
    ]


def main() -> None:
    """Print what was measured."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            (
                "an edited figure, read again and drawn in a live kernel, median of 9",
                median(live(Path(folder))),
            ),
            ("one step of the explore slider, median of 9", median(dragged())),
            ("the whole report, warm environment", report(Path(folder))),
        ]
    print("| what | seconds |\n| --- | ---: |")
    for what, taken in rows:
        print(f"| {what} | {taken:.2f} |")


if __name__ == "__main__":
    main()
