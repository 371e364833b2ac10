"""Russian soldiers killed in Ukraine as states and others published them, against what the register
of inheritances showed later: does the range that was printed hold it while the war goes on?

Run as ``python benchmarks/published_deaths.py FOLDER``, FOLDER being a clone of
https://github.com/TheEconomist/the-economist-ukraine-war-dead-and-wounded-estimates, which keeps
both lists; nothing of it is copied here. It takes a minute, and writes its rows into docs/results
and its table into docs/methods.md.

The truth is the count of Meduza and Mediazona from the register, added up week by week; what these
two and a study of the same register stated is left out, so that nobody is held against himself.
Days are those of the list, which gives the day a number was stated.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from results import fill_page, keep, kept, markdown

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
from tracker.reconcile.question import ask
from tracker.reconcile.said.track_record import interval_score
from tracker.reconcile.trend.path import path_of

LISTS = Path("source-data") / "deaths-and-casualties-data"
STATED = LISTS / "Soldier deaths_casualties in Ukraine - estimates.csv"
REGISTER = LISTS / "meduza_2026_weekly.csv"
BEGAN = date(2022, 2, 24)
QUARTERS = pd.date_range("2022-06-30", "2025-12-31", freq="QE")
PATHS = ("2022-12-31", "2023-12-31", "2024-12-31", "2025-12-31")
LEFT_OUT = ("Meduza", "Kobak")
EARLIER = Path(__file__).with_suffix(".csv")
"""What belligerents and Britain stated in 2022 and the list leaves out, each with its page."""
HOMES = {
    "Armed Forces of Ukraine": "ukraine",
    "CIA": "united-states",
    "Pentagon": "united-states",
    "US ": "united-states",
    "UK ": "britain",
    "NATO": "nato",
    "Western": "western-agencies",
    "French": "france",
    "Norwegian": "norway",
    "Dutch": "netherlands",
    "BBC": "bbc",
    "IISS": "iiss",
    "CSIS": "csis",
    "The Centre for Strategic": "csis",
}
"""Whose a source of the list is, by how its name begins."""
METRIC = Metric("killed", "Killed", "Russian soldiers killed.", "cumulative", speaks_for=90)


def stated(folder: Path) -> pd.DataFrame:
    """The deaths of both lists: ``on``, ``home``, ``low``, ``best``, ``high`` (NaN where open)."""
    rows = pd.read_csv(folder / STATED)
    rows = rows[(rows["type"] == "deaths") & (rows["country"] == "russia")]
    rows = rows[~rows["source"].str.contains("|".join(LEFT_OUT))]
    ends = rows[["estimate_low", "estimate", "estimate_high"]].apply(_numbers)
    ends.columns = ["low", "best", "high"]
    on = pd.to_datetime(rows["date"], dayfirst=True)
    rows = ends.assign(on=on, home=rows["source"].map(home_of))
    early = pd.read_csv(EARLIER, parse_dates=["stated"]).rename(columns={"stated": "on"})
    everything = pd.concat([rows, early.drop(columns="page")], ignore_index=True)
    return everything.sort_values("on", kind="stable")


def _numbers(column: pd.Series) -> pd.Series:
    """Numbers of a column, commas between thousands left out; NaN where it is empty."""
    return pd.to_numeric(column.map(lambda one: str(one).replace(",", ""), na_action="ignore"))


def home_of(source: str) -> str:
    """Whose a source is.

    Raises
    ------
    ValueError
        If the list names a source that is not known here.

    """
    for begins, home in HOMES.items():
        if source.startswith(begins):
            return home
    raise ValueError(f"the list has a new source, {source!r}; give it a home in HOMES")


def register(folder: Path) -> pd.Series:
    """The dead counted from the register by the end of each week."""
    rows = pd.read_csv(folder / REGISTER)
    weeks = rows["Year"].astype(str) + rows["Week"].astype(str).str.zfill(2) + "0"
    ends = pd.to_datetime(weeks, format="%G%V%w", errors="coerce")
    weekly = pd.Series(rows["EDAssembled"].to_numpy(), index=ends).dropna()
    return weekly.groupby(level=0).sum().sort_index().cumsum()


def record(rows: pd.DataFrame, *, phases: bool) -> Dataset:
    """What was stated, as a record in memory; with phases it says that the war goes on."""
    estimates = []
    for number, row in enumerate(rows.itertuples()):
        on = parse_date(f"{row.on:%Y-%m-%d}")
        low, best, high = (None if np.isnan(end) else float(end) for end in row[1:4])
        if best is not None:
            words, low, high = "about", low or best, high or best
        elif low is not None and high is not None:
            words = "between"
        else:
            words = "at_least" if high is None else "at_most"
        name = f"{row.home}-{number}"
        figure = Figure(
            estimate=name, metric="killed", place="front", party=row.home, affiliation=row.home,
            as_of=on, stated=on, said=f"{low} to {high}", qualifier=words, low=low, best=best,
            high=high, sources=("page",), position=Position("estimates.yaml", 1, 1),
        )  # fmt: skip
        estimates.append(
            Estimate(
                id=name,
                party=row.home,
                as_of=on,
                stated=on,
                place="front",
                sources=("page",),
                figures=(figure,),
                position=figure.position,
            )
        )
    homes = sorted(set(rows["home"]))
    war = (Phase(BEGAN, date(2030, 1, 1), 1.0, "the war"),) if phases else ()
    book = Codebook(
        title="Russian deaths as published",
        default_place="front",
        metrics={"killed": METRIC},
        parties={key: Party(key, key, key, key) for key in homes},
        affiliations={key: Affiliation(key, key, "third_party") for key in homes},
        places={"front": Place("front", "Front")},
        activity=war,
    )
    return Dataset(book, tuple(estimates), {}, Path("."))


def study(folder: Path) -> pd.DataFrame:
    """One row a known-on day and day of the path then: ``phases, known_on, on, last`` (the printed
    day), ``low, median, high, truth, held, score``.
    """
    true, rows = register(folder), stated(folder)
    found = []
    for phases in (True, False):
        data = record(rows, phases=phases)
        for known_on in QUARTERS:
            path = path_of(ask(data, "killed", known_on=known_on.date()).one).path
            path = path[path["on"] <= known_on]
            both = (pd.DatetimeIndex(path["on"]), true.index)
            days, weeks = ((of - QUARTERS[0]).days for of in both)
            at = np.interp(days, weeks, true)
            path = path.assign(phases=phases, known_on=known_on, truth=at)
            path["last"] = path["on"] == path["on"].iloc[-1]
            path["held"] = (path["low"] <= at) & (at <= path["high"])
            path["score"] = [interval_score(*ends) for ends in zip(path["low"], path["high"], at)]
            found.append(path[path["last"] | (f"{known_on:%Y-%m-%d}" in PATHS)])
    return pd.concat(found, ignore_index=True)


def text(rows: pd.DataFrame) -> str:
    """The tables in Markdown."""
    body = []
    for phases, name in ((True, "the war goes on"), (False, "no phases")):
        own = rows[rows["phases"] == phases]
        last = own[own["last"]]
        paths = own[own["known_on"].isin(PATHS)].groupby("known_on")
        cells = [f"{last['held'].sum()} of {len(last)} ({last['held'].mean():.0%})"]
        cells += [f"{last['score'].mean():.2f}", f"{(last['high'] / last['low']).median():.1f}"]
        cells += [f"{(last['median'] / last['truth']).median():.2f}"]
        cells += [f"{part['held'].mean():.0%} / {part['score'].mean():.2f}" for _, part in paths]
        body.append([name, *cells, f"{paths['score'].mean().mean():.2f}"])
    head = ["phases", "last days held", "mean score", "median high/low", "median of middle/truth"]
    head += [f"path known at the end of {day[:4]}" for day in PATHS]
    title = (
        "Russian soldiers killed, as published: printed ranges at the end of each of "
        f"{len(QUARTERS)} quarters, and days held / mean score of the whole path at four of them."
    )
    return f"**{title}**\n\n{markdown([*head, 'mean score of the four'], body)}\n"


def main() -> None:
    """Keep the rows, print the table, and put it into docs/methods.md between its marks."""
    if len(sys.argv) != 2:
        raise SystemExit("name the folder of the lists; the head of this file says where it is")
    keep("published_deaths", study(Path(sys.argv[1])))
    rows = kept("published_deaths")
    print(text(rows))
    fill_page("published_deaths", text(rows))


if __name__ == "__main__":
    main()
