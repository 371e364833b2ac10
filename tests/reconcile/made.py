"""Small records made in memory, so that what is reconciled is tested without any file."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tracker.curate.dataset import Dataset
from tracker.curate.model import (
    Affiliation,
    Codebook,
    Estimate,
    Figure,
    Metric,
    Party,
    Place,
    Position,
)
from tracker.curate.words.dates import parse_date
from tracker.curate.words.quantities import read_words
from tracker.reconcile.question import ask
from tracker.reconcile.voices import select

AFFILIATIONS = {
    "spy": "north",
    "army": "north",
    "ally": "ally-land",
    "foe": "foe-land",
    "paper": "press",
}
BOOK = Codebook(
    title="A small war",
    default_place="front",
    metrics={
        m.key: m
        for m in (
            Metric("killed", "Killed", "Soldiers who died.", "cumulative", speaks_for=90),
            Metric("captured", "Captured", "Soldiers taken.", "cumulative"),
            Metric(
                "troops_present",
                "Present",
                "Soldiers there.",
                "stock",
                speaks_for=45,
                by_place=True,
            ),
            Metric("troops_planned", "Planned", "Soldiers to come.", "plan", speaks_for=60),
            Metric("daily_losses", "Losses a day", "Losses on a day.", "flow", speaks_for=30),
        )
    },
    parties={
        key: Party(key, f"The {key.title()}", home, key.title())
        for key, home in AFFILIATIONS.items()
    }
    | {f"p{n}": Party(f"p{n}", f"Party {n}", f"a{n}", f"P{n}") for n in range(12)},
    affiliations={
        key: Affiliation(key, key.title(), "third_party") for key in set(AFFILIATIONS.values())
    }
    | {f"a{n}": Affiliation(f"a{n}", f"State {n}", "third_party") for n in range(12)},
    places={
        "country": Place("country", "The Country"),
        "front": Place("front", "The Front", "country"),
    },
)


NAMES = {
    "spy": "Spy Service",
    "army": "Army Staff",
    "ally": "Allied Ministry",
    "foe": "Foe Command",
}
NAMED = replace(
    BOOK,
    parties={
        **BOOK.parties,
        **{key: replace(BOOK.parties[key], name=name) for key, name in NAMES.items()},
    },
)


HURT = Metric("wounded", "Wounded", "Soldiers hurt.", "cumulative", speaks_for=90)
SENT = Metric("troops_sent", "Sent", "Soldiers who came.", "cumulative", speaks_for=180)
BOTH = Metric("casualties", "Killed or wounded", "Both.", "cumulative", ("killed", "wounded"))
NAMES_LIST = Metric("names", "Named dead", "Names.", "cumulative", at_most="killed", tally=True)
WHOLE = replace(
    NAMED,
    metrics={
        **NAMED.metrics,
        **{m.key: m for m in (HURT, SENT, replace(BOTH, speaks_for=90), NAMES_LIST)},
        "killed": replace(NAMED.metrics["killed"], at_most="troops_sent"),
    },
)
"""Counts that are parts of others, at most others, or counted one by one."""


def quantity(value):
    """``300`` is about 300, ``(1, 2)`` between, ``"300+"`` at least, ``"<300"`` up to, ``None`` no
    figure.
    """
    if value is None:
        return "no figure", "none", None, None, None
    if isinstance(value, tuple):
        return f"{value[0]}-{value[1]}", "between", float(value[0]), None, float(value[1])
    if isinstance(value, str) and value.endswith("+"):
        return f"at least {value[:-1]}", "at_least", float(value[:-1]), None, None
    if isinstance(value, str):
        return f"up to {value[1:]}", "at_most", None, None, float(value[1:])
    return f"about {value}", "about", float(value), float(value), float(value)


def figure(name, party, as_of, value, stated=None, metric="killed", place="front", line=1, **more):
    """One figure; ``stated`` is the as-of day unless given."""
    said, qualifier, low, best, high = quantity(value)
    if "since" in more:
        more["since"] = parse_date(more["since"])
    if "withdrawn" in more:
        more["withdrawn"] = date.fromisoformat(more["withdrawn"])
    return Figure(
        estimate=name,
        metric=metric,
        place=place,
        party=party,
        affiliation=BOOK.parties[party].affiliation,
        as_of=parse_date(as_of),
        stated=parse_date(stated or as_of),
        said=said,
        qualifier=qualifier,
        low=low,
        best=best,
        high=high,
        sources=("news",),
        position=Position("data/estimates.yaml", line, 7),
        **more,
    )


def vague(name, party, as_of, **more):
    """Several hundred, which the codebook reads as 300 to 900."""
    made = figure(name, party, as_of, (300, 900), **more)
    return replace(made, said="several hundred", qualifier="vague")


def share(name, party, as_of, words, **more):
    """A figure whose number is computed from a share."""
    read = read_words(words, {})
    return replace(
        figure(name, party, as_of, 1, **more),
        said=words,
        qualifier=read.qualifier,
        low=read.low,
        best=read.best,
        high=read.high,
        computed=True,
    )


def record(*figures, book=BOOK):
    """A dataset of the figures: those of one name are one estimate."""
    names = dict.fromkeys(item.estimate for item in figures)
    groups = [tuple(item for item in figures if item.estimate == name) for name in names]
    estimates = tuple(
        Estimate(
            id=group[0].estimate,
            party=group[0].party,
            as_of=group[0].as_of,
            stated=group[0].stated,
            place=group[0].place,
            sources=("news",),
            figures=group,
            position=group[0].position,
        )
        for group in groups
    )
    return Dataset(book, estimates, {}, Path("data"))


def roles(data, metric="killed", **asked):
    """The role of each figure of a metric, by estimate."""
    return {item.figure.estimate: item.role for item in select(ask(data, metric, **asked)).judged}


def reason(data, name, metric="killed", **asked):
    """Why a figure has its role."""
    return next(
        item.reason
        for item in select(ask(data, metric, **asked)).judged
        if item.figure.estimate == name
    )
