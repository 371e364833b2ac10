"""Claims made in earlier wars against what was established later; writes its tables into
docs/methods.md.

Run as ``python benchmarks/hindcast.py``; the record is data/history, the seed is fixed, it takes a
few seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from hindcast_cases import METHODS, cases, claims, hindcast, spread

import tracker as tk
from tracker.curate.dataset import Dataset
from tracker.curate.files import write_whole
from tracker.reconcile.numbers import format_count, format_ends

HERE = Path(__file__).resolve().parent
RECORD = HERE.parent / "data" / "history"
PAGE = HERE.parent / "docs" / "methods.md"
BEGIN, END = "<!-- hindcast: written by benchmarks/hindcast.py -->", "<!-- hindcast: end -->"
NAMES = {"envelope": "envelope", "model": "model range", "trend": "trend, 90% band"}
SIDES = {
    ("soldiers", "own"): "their own soldiers",
    ("soldiers", "belligerent"): "the other side's soldiers",
    ("people", "own"): "their own people",
    ("people", "ally"): "an ally's people",
    ("people", "belligerent"): "the other side's people",
}
BESIDE = {
    "third_party": "of others: states and bodies outside the war",
    "independent": "of others: independent",
}


def tables(data: Dataset) -> str:
    """All tables in Markdown, each under a sentence that says what it shows."""
    found, told = hindcast(data), claims(data)
    parts = [
        (
            f"How often ranges held what was established later: {len(told)} claims on "
            f"{len(found) // len(METHODS)} days in "
            f"{told['case'].nunique()} cases, each day as known on that day.",
            by_method(found),
        ),
        (
            "The same by what was counted, and by the number of independent parties heard by then.",
            by_voices(found),
        ),
        (
            "How far claims lay from what was established, as a factor, by whose dead they "
            "counted: geometric mean, and one "
            "standard deviation either way. Each case weighs the same.",
            by_side(told),
        ),
        ("The same by kind of party.", by_kind(told)),
        (
            "Case by case: what was established, the lowest and highest claim, and whether each "
            "method held it on the day of "
            "the last claim.",
            by_case(data, found, told),
        ),
    ]
    return "\n\n".join(f"**{title}**\n\n{table}" for title, table in parts) + "\n"


def by_method(found) -> str:
    """Days and last days held, and how wide the closed ranges were."""
    rows = []
    for method in METHODS:
        own = found[found["method"] == method]
        ends = own[np.isfinite(own["high"]) & (own["low"] > 0)]
        last = own[own["last"]]
        rows.append(
            [
                NAMES[method],
                f"{_share(own['held'])} ({own['held'].mean():.0%})",
                _share(last["held"]),
                str(len(own) - len(ends)),
                f"{(ends['high'] / ends['low']).median():.1f}",
            ]
        )
    head = [
        "method",
        "days held",
        "cases held on their last day",
        "days open at an end",
        "median high/low, closed",
    ]
    return _table(head, rows)


def by_voices(found) -> str:
    """Days held, by what was counted and by independent affiliations heard."""
    counted = found["case"].str.rpartition("_")[2]
    parts = {kind: counted == kind for kind in dict.fromkeys(counted)}
    parts |= {
        f"{k} independent": found["independent"] == k for k in sorted(found["independent"].unique())
    }
    rows = [
        [
            NAMES[method],
            *(_share(found[part & (found["method"] == method)]["held"]) for part in parts.values()),
        ]
        for method in METHODS
    ]
    return _table(["method", *parts], rows)


def by_side(told) -> str:
    """Ratios by whose dead were counted."""
    inside = told[told["side"].isin(["own", "ally", "belligerent"])]
    outside = told[~told["side"].isin(["own", "ally", "belligerent"])]
    rows = [
        [SIDES[row.counted, row.side], *_cells(row)]
        for row in spread(inside, ["counted", "side"]).itertuples()
    ]
    rows = sorted(rows, key=lambda row: [*SIDES.values()].index(row[0]))
    rows += [[BESIDE[row.side], *_cells(row)] for row in spread(outside, ["side"]).itertuples()]
    return _table(["who counted whom", "claims", "cases", "factor", "from", "to"], rows)


def by_kind(told) -> str:
    """Ratios by the kind of the party, the kinds with most claims first."""
    found = spread(told, ["kind"]).sort_values(["claims", "kind"], ascending=[False, True])
    return _table(
        ["kind", "claims", "cases", "factor", "from", "to"],
        [[row.kind.replace("_", " "), *_cells(row)] for row in found.itertuples()],
    )


def by_case(data: Dataset, found, told) -> str:
    """One row a case."""
    rows = []
    for key, truth in cases(data).items():
        own, last = (
            told[told["case"] == key],
            found[(found["case"] == key) & found["last"]].set_index("method")["held"],
        )
        low, high = own.loc[own["ratio"].idxmin()], own.loc[own["ratio"].idxmax()]
        rows.append(
            [
                data.codebook.metrics[key].label,
                format_ends(truth.low, truth.high),
                str(len(own)),
                *(f"{format_count(end.value)} ({end.ratio:.2g}×)" for end in (low, high)),
                *("yes" if last[method] else "no" for method in METHODS),
            ]
        )
    methods = (NAMES[name].partition(",")[0] for name in METHODS)
    return _table(["case", "established", "claims", "lowest", "highest", *methods], rows)


def _cells(row) -> list[str]:
    ends = (f"{row.low:.2f}", f"{row.high:.2f}") if row.claims > 1 else ("", "")
    return [str(row.claims), str(row.cases), f"{row.mean:.2f}", *ends]


def _share(held) -> str:
    return f"{held.sum()} of {len(held)}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> int:
    """Print the tables, and put them into docs/methods.md between their marks."""
    text = tables(tk.load(RECORD))
    print(text)
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not end:
        raise SystemExit(
            f"{PAGE.name} lacks the marks {BEGIN} and {END}; put them where the tables belong"
        )
    write_whole(PAGE, f"{head}{BEGIN}\n\n{text}\n{END}{tail}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
