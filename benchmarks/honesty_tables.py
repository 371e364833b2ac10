"""The study's tables in Markdown."""

from __future__ import annotations

import numpy as np
from worlds import BIASES, FLOORS, PARTIES, SCALES, SHARED

from tracker.reconcile.envelopes import sign_test

MODEL = "model range"
MILD = (0.0, 0.15, 0.3)


def tables(series: int, coverage: dict, envelopes: dict, model: dict, settings: dict, least: dict, readings: dict) -> str:
    """All tables, each under a sentence that says what it shows."""
    methods = list(dict.fromkeys(key[-1] for key in coverage))
    cell = "{:.2f} / {:.2f}".format
    mild = [[np.mean([coverage[b, c, k, MODEL][0] for c in MILD]) for k in PARTIES] for b in BIASES]
    worst = [np.mean([coverage[b, 0.6, k, MODEL][0] for b in BIASES]) for k in PARTIES]
    parts = [
        ("By number of parties; bias of sd 0.5 for each party, no shared error.", _table(
            ["method", *map(str, PARTIES)], [[m, *(cell(*coverage[0.5, 0.0, k, m]) for k in PARTIES)] for m in methods])),
        ("By the sd of the error that all parties share; five parties, bias of sd 0.5.", _table(
            ["method", *map(str, SHARED)], [[m, *(cell(*coverage[0.5, c, 5, m]) for c in SHARED)] for m in methods])),
        ("By the sd of each party's own bias; five parties, shared error of sd 0.15.", _table(
            ["method", *map(str, BIASES)], [[m, *(cell(*coverage[b, 0.15, 5, m]) for b in BIASES)] for m in methods])),
        ("Mean interval score over all biases, shared errors and numbers of parties from three up.", _table(
            ["method", "coverage / score"], [[m, cell(*np.mean([coverage[b, c, k, m] for b in BIASES for c in SHARED
                                                               for k in PARTIES if k > 2], axis=0))] for m in methods])),
        ("Coverage of the model range by bias and number of parties, averaged over shared errors of sd 0, 0.15 and 0.3.", _table(
            ["bias", *map(str, PARTIES)],
            [[str(b), *(f"{value:.2f}" for value in row)] for b, row in zip(BIASES, mild)]
            + [["shared error 0.6, any bias", *(f"{value:.2f}" for value in worst)]])),
        ("Coverage of the model range where its own assumptions hold: biases and shared errors drawn from its priors.", _table(
            ["parties", *map(str, model)], [["coverage", *(f"{value:.3f}" for value in model.values())]])),
        ("Envelope: the confidence it states, and its coverage without shared error, by independent affiliations.", _table(
            ["independent", *map(str, envelopes)], [["stated, at most", *(f"{sign_test(k)[1]:.2f}" for k in envelopes)],
                                                     ["covered", *(f"{value:.2f}" for value in envelopes.values())]])),
        ("Choice of the model's settings: mean interval score by scale of the prior (rows) and shared error assumed (columns), "
         "averaged over all biases, shared errors and one to eight parties.", _table(
            ["scale", *map(str, FLOORS)],
            [[str(t), *(cell(*np.mean([settings[t, f, c] for c in SHARED], axis=0)) for f in FLOORS)] for t in SCALES])),
        ("The same with the scale 0.75, by the shared error assumed (rows) and the one that was there (columns).", _table(
            ["assumed", *map(str, SHARED)], [[str(f), *(cell(*settings[0.75, f, c]) for c in SHARED)] for f in FLOORS])),
        ("The same worlds by the least error of a figure.", _table(
            ["least error", *dict.fromkeys(name for _, name in least)],
            [[str(error), *(cell(*least[error, name]) for name in dict.fromkeys(name for _, name in least))]
             for error in dict.fromkeys(error for error, _ in least)])),
        ("How far beyond \"more than a\" (or short of \"up to b\") the number lies: readings tried on the pairs of "
         "benchmarks/hedged_pairs.csv, where the same statement is also known as a number.", _table(
            ["excess", "mean log score", "mean error", "90% interval covers"],
            [[name, f"{score:.2f}", f"{error:+.3f}", f"{inside:.2f}"] for name, (score, error, inside) in readings.items()])),
    ]
    lead = f"Each cell but where it says otherwise: coverage / mean interval score (smaller is better), {series:,} series."
    return lead + "\n\n" + "\n\n".join(f"**{title}**\n\n{table}" for title, table in parts) + "\n"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
