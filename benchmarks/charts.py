"""How long charts take: each of the shipped data to SVG in a warm process, and the main one with
thousands of figures.

python benchmarks/charts.py        # some minutes on one core; prints a Markdown table
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

import matplotlib
import numpy as np

import tracker as tk
from tracker.curate.dataset import Dataset
from tracker.curate.words.dates import parse_date

DATA = Path(__file__).resolve().parents[1] / "data"
TIMES, MANY, SEED = 5, (500, 5000), 20250615


def main() -> None:
    """Print seconds of processor time: median of five for the shipped data, once for the large
    records.
    """
    matplotlib.use("agg")
    from tracker.publish.charts.catalogue import plot_of
    from tracker.publish.charts.gallery import pieces

    data = tk.load(DATA)
    print("| chart | figures | seconds to SVG |\n|---|---|---|")
    for piece in pieces(data):
        draw = partial(plot_of(piece.name), data, **piece.asked)
        timed(draw)  # fonts and modules are loaded once
        print(
            f"| {piece.name} | {count(data, piece.asked.get('metric'))} | "
            f"{median(timed(draw) for _ in range(TIMES)):.2f} |"
        )
    for size in MANY:
        large = many(data, "killed", size)
        print(f"| ranges | {size:,} | {timed(partial(tk.plot_ranges, large, 'killed')):.2f} |")


def count(data: Dataset, metric: str | None) -> int:
    """How many figures there are, of a metric or of all."""
    return sum(figure.metric == metric or metric is None for figure in data.all_figures)


def timed(draw: Callable) -> float:
    """Processor seconds for a chart and its SVG."""
    from matplotlib import pyplot

    from tracker.publish.charts.save import chart_bytes

    start = process_time()
    chart_bytes(draw(), "svg")
    pyplot.close("all")
    return process_time() - start


def many(data: Dataset, metric: str, size: int) -> Dataset:
    """A record of so many figures of one metric: the shipped ones, repeated on other days under
    other names.
    """
    rng = np.random.default_rng(SEED)
    figures = [
        figure
        for figure in data.all_figures
        if figure.metric == metric and not (figure.echoes or figure.revises)
    ]
    made = []
    for number, at in enumerate(rng.integers(len(figures), size=size)):
        day = parse_date(str(data.last_stated - timedelta(days=int(rng.integers(3000)))))
        figure = replace(figures[at], estimate=f"e-{number}", as_of=day, stated=day)
        made.append(
            replace(
                data.by_id[figures[at].estimate],
                id=figure.estimate,
                as_of=day,
                stated=day,
                figures=(figure,),
            )
        )
    return replace(data, estimates=tuple(made))


if __name__ == "__main__":
    sys.exit(main())
