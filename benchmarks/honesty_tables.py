"""The study's tables in Markdown."""

from __future__ import annotations

import numpy as np
from results import markdown
from worlds import BIASES, FLOORS, PARTIES, SCALES, SHARED

from tracker.reconcile.methods.envelope import sign_test

MODEL = "model range"
MILD = (0.0, 0.15, 0.3)
CELL = "{:.2f} / {:.2f}".format


def tables(
    series: int,
    coverage: dict,
    envelopes: dict,
    model: dict,
    settings: dict,
    least: dict,
    readings: dict,
) -> str:
    """All tables, each under a sentence that says what it shows."""
    parts = [
        *_rivals(coverage),
        *_promises(coverage, model, envelopes),
        *_choices(settings, least, readings),
    ]
    lead = (
        "Each cell but where it says otherwise: coverage / mean interval score (smaller is "
        f"better), {series:,} series."
    )
    return (
        lead
        + "\n\n"
        + "\n\n".join(f"**{title}**\n\n{markdown(head, rows)}" for title, head, rows in parts)
        + "\n"
    )


def _rivals(coverage: dict):
    """The methods beside one another."""
    methods = list(dict.fromkeys(key[-1] for key in coverage))
    yield (
        "By number of parties; bias of sd 0.5 for each party, no shared error.",
        ["method", *PARTIES],
        [[m, *(CELL(*coverage[0.5, 0.0, k, m]) for k in PARTIES)] for m in methods],
    )
    yield (
        "By the sd of the error that all parties share; five parties, bias of sd 0.5.",
        ["method", *SHARED],
        [[m, *(CELL(*coverage[0.5, c, 5, m]) for c in SHARED)] for m in methods],
    )
    yield (
        "By the sd of each party's own bias; five parties, shared error of sd 0.15.",
        ["method", *BIASES],
        [[m, *(CELL(*coverage[b, 0.15, 5, m]) for b in BIASES)] for m in methods],
    )
    every = {
        m: [coverage[b, c, k, m] for b in BIASES for c in SHARED for k in PARTIES if k > 2]
        for m in methods
    }
    yield (
        "Mean over all biases, shared errors and numbers of parties from three up.",
        ["method", "coverage / score"],
        [[m, CELL(*np.mean(cells, axis=0))] for m, cells in every.items()],
    )


def _promises(coverage: dict, model: dict, envelopes: dict):
    """Model range and envelope against what they say of themselves."""
    mild = [
        [b, *(f"{np.mean([coverage[b, c, k, MODEL][0] for c in MILD]):.2f}" for k in PARTIES)]
        for b in BIASES
    ]
    worst = [f"{np.mean([coverage[b, 0.6, k, MODEL][0] for b in BIASES]):.2f}" for k in PARTIES]
    yield (
        "Coverage of the model range by bias and number of parties, averaged over shared errors "
        "of 0, 0.15 and 0.3.",
        ["bias", *PARTIES],
        [*mild, ["shared error 0.6, any bias", *worst]],
    )
    yield (
        "Coverage of the model range where its own assumptions hold: biases and shared errors "
        "from its priors.",
        ["parties", *model],
        [["coverage", *(f"{value:.3f}" for value in model.values())]],
    )
    yield (
        "Envelope: the confidence it states, and its coverage without shared error, by "
        "independent affiliations.",
        ["independent", *envelopes],
        [
            ["stated, at most", *(f"{sign_test(k)[1]:.2f}" for k in envelopes)],
            ["covered", *(f"{value:.2f}" for value in envelopes.values())],
        ],
    )


def _choices(settings: dict, least: dict, readings: dict):
    """What other constants would have given."""
    yield (
        "Choice of the model's settings, by scale of the prior (rows) and shared error assumed "
        "(columns), averaged over "
        "all biases, shared errors and one to eight parties.",
        ["scale", *FLOORS],
        [
            [t, *(CELL(*np.mean([settings[t, f, c] for c in SHARED], axis=0)) for f in FLOORS)]
            for t in SCALES
        ],
    )
    yield (
        "The same with the scale 0.75, by the shared error assumed (rows) and the one that was "
        "there (columns).",
        ["assumed", *SHARED],
        [[f, *(CELL(*settings[0.75, f, c]) for c in SHARED)] for f in FLOORS],
    )
    errors, methods = (list(dict.fromkeys(column)) for column in zip(*least))
    yield (
        "The same worlds by the least error of a figure.",
        ["least error", *methods],
        [[error, *(CELL(*least[error, name]) for name in methods)] for error in errors],
    )
    yield (
        'How far beyond "more than a" (or short of "up to b") the number lies: readings tried on '
        "the pairs of "
        "benchmarks/hedged_pairs.csv, where the same statement is also known as a number.",
        ["excess", "mean log score", "mean error", "90% interval covers"],
        [
            [name, f"{score:.2f}", f"{error:+.3f}", f"{inside:.2f}"]
            for name, (score, error, inside) in readings.items()
        ],
    )
