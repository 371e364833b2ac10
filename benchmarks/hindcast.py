"""Claims made in earlier wars against what was established later; writes its rows into docs/results
and its tables into docs/methods.md.

Run as ``python benchmarks/hindcast.py``; the record is data/history, the seed is fixed, it takes a
few seconds.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from hindcast_cases import METHODS, claims, hindcast, spread
from results import fill_page, keep, kept, markdown

import tracker as tk
from tracker.curate.model import Codebook
from tracker.reconcile.numbers import format_count, format_ends

RECORD = Path(__file__).resolve().parents[1] / "data" / "history"
NAMES = {"envelope": "envelope", "model": "estimated, 90%"}
SIDES = {
    ("soldiers", "own"): "their own soldiers",
    ("soldiers", "belligerent"): "the other side's soldiers",
    ("people", "own"): "their own people",
    ("people", "ally"): "an ally's people",
    ("people", "belligerent"): "the other side's people",
}
PRIVATE = (
    "winter_war_finland_soldiers",
    "gaza_2009_palestinians_people",
    "georgia_2008_russia_soldiers",
    "bakhmut_wagner_soldiers",
)
"""Cases whose truth stands on a private or press count, by the README of the record; that of the
others on a court, an archive, a study or an official list.
"""
BESIDE = {
    "third_party": "of others: states and bodies outside the war",
    "independent": "of others: independent",
}
FACTORS = ["claims", "cases", "factor", "from", "to"]


def text(book: Codebook) -> str:
    """All tables in Markdown, from the rows that are kept, each under what it shows."""
    days, said = kept("hindcast"), kept("claims")
    tables = {
        f"How often ranges held what was established later: {len(said)} claims on "
        f"{len(days) // len(METHODS)} days in {said['case'].nunique()} cases, each day as known on "
        "that day.": by_method(days),
        "The same by what was counted, and by the number of independent parties heard by then.": (
            by_voices(days)
        ),
        "How far claims lay from what was established, as a factor, by whose dead they counted: "
        "geometric mean, and one standard deviation either way. Each case weighs the same.": (
            by_side(said)
        ),
        "The same by kind of party.": by_kind(said),
        "Case by case: what was established, the lowest and highest claim, and whether each method "
        "held it on the day of the last claim.": by_case(book, days, said),
    }
    return "\n\n".join(f"**{title}**\n\n{table}" for title, table in tables.items()) + "\n"


def by_method(days: pd.DataFrame) -> str:
    """Days and last days held, and how wide the closed ranges were."""
    rows = []
    for method in METHODS:
        own = days[days["method"] == method]
        closed = own[np.isfinite(own["high"]) & (own["low"] > 0)]
        rows.append(
            [
                NAMES[method],
                f"{_share(own['held'])} ({own['held'].mean():.0%})",
                _share(own[~own["case"].isin(PRIVATE)]["held"]),
                _share(own[own["last"]]["held"]),
                len(own) - len(closed),
                f"{(closed['high'] / closed['low']).median():.1f}",
                f"{own['score'].mean():.2f}",
                f"{own['off'].median():.2f}",
            ]
        )
    head = ["method", "days held", "where truth is first-class", "cases held on their last day"]
    head += ["days open at an end"]
    head += ["median high/low, closed", "mean interval score", "median of middle/truth"]
    return markdown(head, rows)


def by_voices(days: pd.DataFrame) -> str:
    """Days held, by what was counted and by independent affiliations heard."""
    counted = days["case"].str.rpartition("_")[2]
    parts = {kind: counted == kind for kind in dict.fromkeys(counted)}
    heard = days["independent"]
    parts |= {f"{k} independent": heard == k for k in sorted(heard.unique())}
    rows = [
        [
            NAMES[method],
            *(_share(days[part & (days["method"] == method)]["held"]) for part in parts.values()),
        ]
        for method in METHODS
    ]
    return markdown(["method", *parts], rows)


def by_side(said: pd.DataFrame) -> str:
    """Ratios by whose dead were counted."""
    inside = said["side"].isin(["own", "ally", "belligerent"])
    within = spread(said[inside], ["counted", "side"]).set_index(["counted", "side"])
    rows = [[name, *_cells(within.loc[key])] for key, name in SIDES.items()]
    beside = spread(said[~inside], ["side"])
    rows += [[BESIDE[row["side"]], *_cells(row)] for _, row in beside.iterrows()]
    return markdown(["who counted whom", *FACTORS], rows)


def by_kind(said: pd.DataFrame) -> str:
    """Ratios by the kind of the party, the kinds with most claims first."""
    kinds = spread(said, ["kind"]).sort_values(["claims", "kind"], ascending=[False, True])
    rows = [[row["kind"].replace("_", " "), *_cells(row)] for _, row in kinds.iterrows()]
    return markdown(["kind", *FACTORS], rows)


def by_case(book: Codebook, days: pd.DataFrame, said: pd.DataFrame) -> str:
    """One row a case."""
    rows = []
    for case, own in said.groupby("case", sort=False):
        last = days[(days["case"] == case) & days["last"]].set_index("method")
        ends = (own.loc[own["ratio"].idxmin()], own.loc[own["ratio"].idxmax()])
        rows.append(
            [
                book.metrics[case].label,
                format_ends(*last[["true_low", "true_high"]].iloc[0]),
                len(own),
                *(f"{format_count(end['value'])} ({end['ratio']:.2g}×)" for end in ends),
                *("yes" if last["held"][method] else "no" for method in METHODS),
            ]
        )
    methods = (NAMES[name].partition(",")[0] for name in METHODS)
    return markdown(["case", "established", "claims", "lowest", "highest", *methods], rows)


def _cells(row: pd.Series) -> list[str]:
    ends = (f"{row['low']:.2f}", f"{row['high']:.2f}") if row["claims"] > 1 else ("", "")
    return [f"{row['claims']:.0f}", f"{row['cases']:.0f}", f"{row['mean']:.2f}", *ends]


def _share(held: pd.Series) -> str:
    return f"{held.sum()} of {len(held)}"


def main() -> None:
    """Keep the rows, print the tables, and put them into docs/methods.md between their marks."""
    data = tk.load(RECORD)
    keep("hindcast", hindcast(data))
    keep("claims", claims(data))
    print(text(data.codebook))
    fill_page("hindcast", text(data.codebook))


if __name__ == "__main__":
    main()
