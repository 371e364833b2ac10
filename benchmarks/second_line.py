"""The second line for the deaths, step by step up to the draw: what each figure is on the log scale
and on the clock, what each setting weighs, and what the draws say.

Run as ``python benchmarks/second_line.py``; it takes a second, and writes its tables into
docs/methods.md.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from results import fill_page, markdown

import tracker as tk
from tracker.reconcile.methods.mixtures import TAU_SCALE
from tracker.reconcile.numbers import roughly
from tracker.reconcile.question import Question, ask
from tracker.reconcile.trend.bounds import posterior
from tracker.reconcile.trend.figures import evidence, placed
from tracker.reconcile.trend.model import Draws
from tracker.reconcile.trend.path import path_range
from tracker.reconcile.trend.settings import (
    HEADS,
    OTHERWISE,
    USUAL_CHOICES,
    Choices,
    Setting,
    clocks,
    settings,
    shared_error,
)
from tracker.reconcile.voices import Judged, Series, entries_of, series

RECORD = Path(__file__).resolve().parents[1] / "data"
METRIC = "killed"
AXES = {
    "clock": "clock (h = 2, 20, 200; even)",
    "walk": "walk",
    "spread": "spread",
    "passing": "share that passes",
    "settled": "left once settled",
}


def text(question: Question) -> str:
    """All tables in Markdown, each under what it shows."""
    of = series(question)
    items = placed(of, question.on, question.known_on)
    voices, bounds = ([i for i in items if i.role == role] for role in ("voice", "bound"))
    given = evidence([i.entry for i in voices], [i.entry for i in bounds])
    days = (given.last - given.start).days + 1
    times = clocks(of.metric, of.phases, given.start, days, int(given.figures.last.max()))
    shared = shared_error(of.metric, of.phases, given.start)
    scale = of.metric.tau_scale or TAU_SCALE
    drawn, _ = posterior(
        given.figures,
        given.bounds,
        given.home,
        times,
        scale=scale,
        draws=1000,
        rng=np.random.default_rng(0),
        shared=shared,
    )
    found = tk.trend(question.dataset, METRIC, known_on=question.known_on)
    last = found.path.iloc[-1]
    tables = {
        f"The {len(voices)} whole figures: number on the log scale, its error, the clock with h = "
        f"{HEADS[1]:g}, and the early error that all share on that day.": markdown(
            ["figure", "said", "y", "s", "u", "early sd"],
            [
                [
                    item.entry.figure.key,
                    item.entry.figure.said,
                    f"{y:.3f}",
                    f"{s:.3f}",
                    f"{times[1].time[first : end + 1].mean():.3f}",
                    f"{shared.early_at(end):.3f}",
                ]
                for item, y, s, first, end in zip(voices, *given.figures[:4])
            ],
        ),
        f"The {len(bounds)} lower bounds.": _bounds(bounds),
        "What each node of each setting weighs given the figures, and where the path ends "
        "under it, in the median.": _weights(drawn, settings(times, scale)),
        "How wide it would be otherwise, and without each affiliation that matters.": _widths(
            question, of
        ),
    }
    body = "\n\n".join(f"**{title}**\n\n{table}" for title, table in tables.items())
    ends = ", ".join(f"{name} {roughly(last[name])}" for name in ("low", "median", "high"))
    return f"{body}\n\nOn the last day, {last['on']:%Y-%m-%d}: {ends}.\n"


def _bounds(bounds: list[Judged]) -> str:
    rows = [[i.entry.figure.key, i.entry.figure.said, f"{i.entry.figure.low:g}"] for i in bounds]
    return markdown(["figure", "said", "at least"], rows)


def _weights(drawn: Draws, grid: list[Setting]) -> str:
    """What share of the draws comes from each node, and their median on the last day."""
    frame = pd.DataFrame([grid[number] for number in drawn.setting])
    frame["end"] = np.exp(drawn.path[:, -1])
    rows = []
    for axis, name in AXES.items():
        parts = frame.groupby(axis)["end"]
        cells = [
            f"{key:.3g}: {len(part) / len(frame):.2f}, {part.median():,.0f}" for key, part in parts
        ]
        rows.append([name, "; ".join(cells)])
    return markdown(["setting", "node: weight, median"], rows)


def _widths(question: Question, of: Series) -> str:
    """The range on the last day by what is modelled otherwise, and by whose figures are left out;
    those without whom nothing changes have no row.
    """
    sharp = replace(of, metric=replace(of.metric, shared=1e-9))
    ways = {
        "as it is": (of, USUAL_CHOICES),
        "no shared error at all": (sharp, Choices(early=False)),
        **{name: (of, choices) for name, choices in OTHERWISE.items()},
    }
    figures = [one for one in question.figures if one.metric == METRIC]
    for home in sorted({one.affiliation for one in figures}):
        left = [one for one in figures if one.affiliation != home]
        made = replace(of, entries=entries_of(question, left), tallies=())
        ways[f"without {home}"] = (made, USUAL_CHOICES)
    rows: list[list[str]] = []
    for name, (made, choices) in ways.items():
        found = path_range(made, question, choices)
        if found is None:
            continue
        cells = [f"{end:,.0f}" for end in (found.low, found.median, found.high)]
        if not rows or cells != rows[0][1:4]:
            rows.append([name, *cells, f"{found.high / found.low:.1f}"])
    together = tk.coherence(question.dataset, known_on=question.known_on).ranges
    row = together.set_index("metric").loc[METRIC]
    agreed = [float(row[name]) for name in ("sharp_low", "sharp_median", "sharp_high")]
    cells = [f"{end:,.0f}" for end in agreed]
    rows.append(["as part of the whole (`tk.coherence`)", *cells, f"{agreed[2] / agreed[0]:.1f}"])
    return markdown(["otherwise", "low", "median", "high", "high/low"], rows)


def main() -> None:
    """Print the tables, and put them into docs/methods.md between their marks."""
    tables = text(ask(tk.load(RECORD), METRIC).one)
    print(tables)
    fill_page("second_line", tables)


if __name__ == "__main__":
    main()
