"""Who speaks, what bounds the whole, who is independent and what the range is, against the plain
implementation of `plain.py`: on the record that is shipped, on the others, and on random ones.

``RANDOM_RECORDS`` says how many of those; ``make reliability`` takes 3,000.
"""

import os
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from conftest import ROOT

import tracker as tk
from reconcile import plain
from reconcile.made import WHOLE, figure, record, vague
from tracker.curate.model import Phase
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask
from tracker.reconcile.voices import select

RECORDS = int(os.environ.get("RANDOM_RECORDS", "120"))
METHODS = ("envelope", "agreement", "pool", "random_effects")
BY_PLACE = replace(WHOLE.metrics["names"], key="graves", by_place=True)
SEEN = replace(WHOLE.metrics["names"], key="seen", at_most="troops_present")
BOOK = replace(WHOLE, metrics={**WHOLE.metrics, "graves": BY_PLACE, "seen": SEEN})


def compare(data, metric, place, on, known_on, method):
    """The package's answer is the plain one."""
    question = ask(data, metric, place=place, on=on, known_on=known_on, method=method)
    found, chosen = assess(question), select(question)
    expected = plain.answer(data, metric, question.where, on, known_on, method)
    told = f"{metric} at {question.where} on {on} as known on {known_on} by {method}"
    assert {one.key for one in chosen.voices} == expected.voices, told
    assert {one.key for one in chosen.bounds} == expected.bounds, told
    # of equal counts, either may be named
    assert (chosen.tally and chosen.tally.low) == (
        next(one.low for one in data.all_figures if one.key == expected.tally)
        if expected.tally
        else None
    ), told
    assert found.stale == expected.stale, told
    for one, other in zip((found.low, found.centre, found.high), expected.ends):
        assert (one is None) == (other is None), told
        assert one is None or one == pytest.approx(other, rel=1e-6, abs=1e-6), told
    assert (found.low_open, found.high_open) == (expected.low_open, expected.high_open), told
    assert found.independent == expected.independent, told
    if method == "envelope":
        assert found.confidence == pytest.approx(expected.confidence), told
        held = {one.party for one in data.all_figures}
        assert held >= {*filter(None, f"{found.low_party}, {found.high_party}".split(", "))}
        if chosen.tally is None:
            assert (found.low_party, found.high_party) == (
                expected.low_party,
                expected.high_party,
            ), told


def places(data, metric):
    if not data.codebook.metrics[metric].by_place:
        return [None]
    return sorted({one.place for one in data.all_figures if one.metric == metric})


@pytest.mark.parametrize("name", ["data", "data/history", "examples/derna", "examples/karabakh"])
def test_the_records(name):
    """Every series, on twelve of its days, as known then and as known at last."""
    folder = ROOT / name
    data = tk.load(folder if (folder / "codebook.yaml").exists() else folder / "data")
    rng, last = random.Random(name), data.last_stated
    for metric in sorted({one.metric for one in data.all_figures}):
        marks = plain.days(data, metric)
        for place in places(data, metric):
            for day in rng.sample(marks, min(len(marks), 12)):
                for known_on in {min(day, last), last}:
                    compare(data, metric, place, min(day, last), known_on, "envelope")
            compare(data, metric, place, last, last, rng.choice(METHODS[1:]))


def random_record(rng):
    """Statements with all links that the format has, in a war with phases or without."""
    made = []
    start = date(2025, 1, 1)
    for number in range(rng.randint(1, 14)):
        metric = rng.choice(
            ("killed", "killed", "killed", "names", "graves", "seen", "troops_present")
        )
        party = rng.choice(("spy", "army", "ally", "foe", "paper"))
        day = start + timedelta(rng.randrange(200))
        stated = day + timedelta(rng.choice((0, 0, 3, 40)))
        as_of = str(day) if rng.random() < 0.8 else f"{day:%Y-%m}"
        more = {"place": rng.choice(("front", "country"))}
        own = [one.estimate for one in made if one.party == party and one.metric == metric]
        same = [one.estimate for one in made if one.metric == metric]
        if own and rng.random() < 0.4:
            more["revises"] = rng.choice(own)
        elif same and rng.random() < 0.15:
            more["echoes"] = rng.choice(same)
        elif made and rng.random() < 0.25:
            more["shares_origin"] = rng.choice(made).estimate
        if rng.random() < 0.12:
            more["covers"] = "one battle"
        if rng.random() < 0.08:
            more["attribution"] = "conflicting"
        if rng.random() < 0.12:
            more["withdrawn"] = str(stated + timedelta(rng.randrange(1, 60)))
        size = rng.choice((100, 300, 300, 500, 900, 2000, 7000))
        value = rng.choice((size, size, size, (size, 2 * size), f"{size}+", f"<{size}", None, 0))
        name = f"e{number}"
        if rng.random() < 0.1:
            made.append(
                replace(vague(name, party, as_of, stated=str(stated), **more), metric=metric)
            )
        else:
            made.append(
                figure(name, party, as_of, value, stated=str(stated), metric=metric, **more)
            )
    phases = tuple(
        Phase(
            start + timedelta(first),
            start + timedelta(first + rng.randrange(1, 90)),
            rng.choice((0.0, 0.5, 1.0)),
            "Fighting",
            metrics=rng.choice(((), (), ("killed",))),
            places=rng.choice(((), (), ("front",))),
        )
        for first in rng.sample(range(150), rng.choice((0, 1, 2)))
    )
    return record(*made, book=replace(BOOK, activity=phases))


def test_random_records():
    """Revisions of revisions, echoes, shared origins, withdrawals, parts, vague words, tallies."""
    for seed in range(RECORDS):
        rng = random.Random(seed)
        data = random_record(rng)
        last = max(one.stated.last for one in data.all_figures)
        for metric in sorted({one.metric for one in data.all_figures}):
            for place in places(data, metric):
                for day in rng.sample(marks := plain.days(data, metric), min(3, len(marks))):
                    known_on = rng.choice((day, last))
                    compare(data, metric, place, day, known_on, rng.choice(METHODS))
