"""Wars as they are reported, not as the model draws them: does the range that is printed hold the
truth while the fighting goes on, and a year after?

Run as ``python benchmarks/trend_worlds.py``; the seed is fixed, it takes some minutes, and writes
its rows into docs/results and its tables into docs/methods.md. The size of the early error that all
share is chosen from them, and from the earlier wars of data/history.

Nothing here comes from the model's prior. A count grows by gamma increments along one of four
courses of fighting. Two sides at war count it twice as high and at two thirds; a third party, at
first, sees 15 to 80% of it and thinks again later; another, independent one errs by chance. Each
reports what was true 3 to 90 days before, once ten days of fighting lie behind that; errors have Student's t with three degrees of freedom;
all share an error of standard deviation 0.25. In the harder worlds another shared error of 0.5 is
there at the beginning and fades within half a year.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from hindcast import RECORD
from hindcast_cases import hindcast
from results import fill_page, keep, kept, markdown

import tracker as tk
from tracker.curate.dataset import Dataset
from tracker.curate.model import (
    Affiliation,
    Codebook,
    Estimate,
    Figure,
    Metric,
    Party,
    Phase,
    Place,
    Position,
)
from tracker.curate.words.dates import parse_date
from tracker.reconcile.question import NothingToShow, ask
from tracker.reconcile.trend import settings
from tracker.reconcile.trend.path import _remembered, path_range
from tracker.reconcile.voices import series

SEED, WORLDS, START = 20250906, 60, date(2020, 1, 1)
EARLIES, HISTORY = (0.0, 0.9, 1.7), (0.0, 0.5, 0.9, 1.3, 1.7, 2.1)
RUNAWAY = 10
"""A 90% high above so many times the highest figure stated is one that nobody would believe."""
PROFILES = ("even", "burst", "two campaigns", "fading")
STANCES = {"own": "belligerent", "enemy": "belligerent", "service": "third_party"}
STANCES |= {"press": "independent"}
FIRST = 10
"""Days of fighting that a first report tells of: nobody states the toll of a war's first morning."""
LABELS = {"mid-war": "halfway through", "year after": "a year after"}
METRIC = Metric("killed", "Killed", "Soldiers killed.", "cumulative", speaks_for=90)


def fought(profile: str, days: int, rng: np.random.Generator) -> list[tuple[int, int, float]]:
    """Phases of the fighting: first day, last day, intensity."""
    if profile == "even":
        return [(0, days - 1, 1.0)]
    if profile == "burst":
        first = int(days * rng.uniform(0.2, 0.4))
        return [(0, first, 1.0), (first + 1, days - 1, 0.15)]
    if profile == "two campaigns":
        a, b, c = (int(days * share) for share in (0.2, 0.6, 0.8))
        return [
            (0, a, 1.0),
            (a + 1, b, 0.1),
            (b + 1, c, rng.uniform(0.3, 2)),
            (c + 1, days - 1, 0.1),
        ]
    edges = np.linspace(0, days, 6).astype(int)
    return [(a, b - 1, float(np.exp(-i))) for i, (a, b) in enumerate(pairwise(edges))]


def world(rng: np.random.Generator, *, hard: bool) -> tuple[np.ndarray, int, Dataset]:
    """The true count day by day, the days of fighting, and the record of what parties said."""
    days = int(rng.uniform(150, 700))
    phases = fought(PROFILES[rng.integers(4)], days, rng)
    intensity = np.zeros(days + 366)
    for first, last, level in phases:
        intensity[first : last + 1] = level
    made = rng.gamma(intensity / intensity.sum() * rng.uniform(10, 60) + 1e-9)
    count = np.cumsum(made)
    count *= np.exp(rng.uniform(np.log(300), np.log(50_000))) / count[-1]
    shared, early = 0.25 * rng.normal(), 0.5 * rng.normal() * hard
    seen = rng.uniform(0.15, 0.8)
    factor = {"own": 0.65, "enemy": 2.0, "service": 1.0, "press": float(np.exp(0.3 * rng.normal()))}
    said: list[tuple[str, int, float, str | None]] = []
    rethinks = days * rng.uniform(0.4, 1.0)
    for party, bias in factor.items():
        lag, before = int(rng.uniform(3, 90)), None
        for day in np.sort(rng.integers(20, days + 180, rng.integers(2, 7))):
            if day < lag + FIRST:
                continue
            true = max(count[day - lag], 1)
            low = party == "service" and day < rethinks
            error = shared + early * np.exp(-day / 150) + 0.15 * rng.standard_t(3)
            number = true * bias * (seen if low else 1.0) * np.exp(error)
            revises = before if party == "service" and not low else None
            said.append((party, int(day), float(number), revises))
            before = f"{party}-{day}" if low else None
    return count, days, record(said, phases)


def record(
    said: list[tuple[str, int, float, str | None]], phases: list[tuple[int, int, float]]
) -> Dataset:
    """What was said, as a record in memory; numbers are rounded to two digits."""
    estimates = []
    for party, day, number, revises in said:
        digits = -int(np.floor(np.log10(max(number, 1)))) + 1
        value = max(round(number, digits), 1.0)
        on = parse_date((START + timedelta(days=day)).isoformat())
        name = f"{party}-{day}"
        figure = Figure(
            estimate=name, metric="killed", place="front", party=party, affiliation=party, as_of=on,
            stated=on, said=f"about {value:,.0f}", qualifier="about", low=value, best=value,
            high=value, sources=("page",), position=Position("estimates.yaml", 1, 1),
            revises=revises,
        )  # fmt: skip
        estimates.append(
            Estimate(
                id=name,
                party=party,
                as_of=on,
                stated=on,
                place="front",
                sources=("page",),
                figures=(figure,),
                position=figure.position,
            )
        )
    book = Codebook(
        title="A made-up war",
        default_place="front",
        metrics={"killed": METRIC},
        parties={key: Party(key, key, key, key) for key in STANCES},
        affiliations={key: Affiliation(key, key, stance) for key, stance in STANCES.items()},
        places={"front": Place("front", "Front")},
        activity=tuple(
            Phase(START + timedelta(days=int(a)), START + timedelta(days=int(b)), level, "fighting")
            for a, b, level in phases
        ),
    )
    return Dataset(book, tuple(estimates), {}, Path("."))


def judged(worlds: int, *, hard: bool) -> pd.DataFrame:
    """One row a world, day and clock: whether the printed range held the truth, its score on the
    natural logarithm, and the median over the truth.
    """
    rng, rows = np.random.default_rng(SEED), []
    for number in range(worlds):
        count, days, made = world(rng, hard=hard)
        for when, day in (("mid-war", days // 2), ("year after", days + 365)):
            for clock in ("phases", "no phases"):
                known = made if clock == "phases" else without_phases(made)
                on = START + timedelta(days=day)
                try:
                    question = ask(known, "killed", on=on, known_on=on)
                    of = series(question)
                    answer = path_range(of, question)
                except NothingToShow:
                    answer = None
                if answer is None:
                    continue
                low, median, high = np.log([answer.low, answer.median, answer.high])
                newest = max(e.day for e in of.entries if e.known <= on.toordinal())
                at = day if clock == "phases" else newest - START.toordinal()
                true = np.log(max(count[min(at, len(count) - 1)], 1))
                score = high - low + 20 * max(low - true, 0) + 20 * max(true - high, 0)
                rows.append(
                    [
                        number,
                        hard,
                        when,
                        clock,
                        low <= true <= high,
                        score,
                        median - true,
                        high - low,
                    ]
                )
    columns = ["world", "hard", "when", "clock", "held", "score", "error", "width"]
    return pd.DataFrame(rows, columns=columns)


def without_phases(made: Dataset) -> Dataset:
    """The same record whose codebook does not say when there was fighting."""
    return replace(made, codebook=replace(made.codebook, activity=()))


def study(worlds: int = WORLDS, earlies: tuple[float, ...] = EARLIES):
    """All rows, for several sizes of the early error that the model assumes."""
    used, frames = settings.EARLY, []
    for early in earlies:
        settings.EARLY = early
        _remembered.cache_clear()  # its answers do not know the size of the early error
        for hard in (False, True):
            frames.append(judged(worlds, hard=hard).assign(early=early))
    settings.EARLY = used
    _remembered.cache_clear()
    return pd.concat(frames, ignore_index=True)


def on_history(earlies: tuple[float, ...] = HISTORY) -> pd.DataFrame:
    """One row a size of the early error: what the estimates of earlier wars held on the days of
    claims, their score, how far the middle lay off, and how many series end in a runaway high.
    """
    data, used, rows = tk.load(RECORD), settings.EARLY, []
    for early in earlies:
        settings.EARLY = early
        _remembered.cache_clear()
        days = hindcast(data, methods=("model",))
        ends = [(series(one), path_range(series(one), one)) for one in ask(data).series]
        wild = sum(
            answer is not None
            and answer.high > RUNAWAY * max(map(_highest, (e.figure for e in of.entries)))
            for of, answer in ends
            if "established" not in of.metric.key
        )
        rows.append([early, days["held"].sum(), len(days), days["score"].mean()])
        rows[-1] += [days["off"].median(), wild]
    settings.EARLY = used
    _remembered.cache_clear()
    return pd.DataFrame(rows, columns=["early", "held", "days", "score", "off", "runaways"])


def _highest(figure: Figure) -> float:
    return figure.high or figure.best or figure.low or 0.0


def history_text(rows: pd.DataFrame) -> str:
    """The earlier wars' table in Markdown."""
    body = [
        [
            f"{row.early:g}",
            f"{row.held} of {row.days} ({row.held / row.days:.0%})",
            f"{row.score:.2f}",
            f"{row.off:.2f}",
            row.runaways,
        ]
        for row in rows.itertuples()
    ]
    head = ["early error assumed", "days held", "mean interval score", "median of middle/truth"]
    head += ["series with a high above ten times the highest figure"]
    return f"**The same on the earlier wars of data/history.**\n\n{markdown(head, body)}\n"


def text(rows: pd.DataFrame) -> str:
    """The worlds' table in Markdown."""
    body = []
    for (early, clock), some in rows.groupby(["early", "clock"], sort=False):
        cells = [f"{early:g}", clock]
        for hard in (False, True):
            for when in LABELS:
                own = some[(some["hard"] == hard) & (some["when"] == when)]
                cells.append(f"{own['held'].mean():.2f} / {own['score'].mean():.2f}")
        body.append(cells)
    head = ["early error assumed", "clock"]
    head += [f"{kind}, {label}" for kind in ("worlds", "harder") for label in LABELS.values()]
    title = (
        "Share of printed 90% ranges that hold the truth / mean interval score, in "
        f"{rows['world'].nunique()} independent worlds of each kind."
    )
    return f"**{title}**\n\n{markdown(head, body)}\n"


def main() -> None:
    """Keep the rows, print the tables, and put them into docs/methods.md between their marks."""
    keep("trend_worlds", study(int(sys.argv[1]) if len(sys.argv) > 1 else WORLDS))
    keep("early_error", on_history())
    tables = f"{text(kept('trend_worlds'))}\n{history_text(kept('early_error'))}"
    print(tables)
    fill_page("trend_worlds", tables)


if __name__ == "__main__":
    main()
