"""Ranges over time: many days at once say what each day says by itself."""

import random
import subprocess
import sys
from datetime import date, timedelta

import pytest
from conftest import ROOT

from reconcile.made import WHOLE, figure, record, share, vague
from tracker.reconcile.assess import at_least, changes, ranges_of
from tracker.reconcile.methods.figures import Ends, envelope_of
from tracker.reconcile.question import ask
from tracker.reconcile.voices import homes, series

PARTIES = ("spy", "army", "ally", "foe", "p0", "p1")
START = date(2025, 1, 1)


def some(draw, count):
    """Random figures of all kinds: vague, shares, parts, echoes, chains of revisions and of shared
    origins, conflicting, withdrawn, stated late.
    """
    names = [f"e{n}" for n in range(count)]
    for name in names:
        day = START + timedelta(draw.randrange(150))
        stated = day + timedelta(draw.choice([-20, 0, 0, 1, 30]))
        number = draw.randrange(100, 2000)
        more = {
            "stated": str(stated),
            "metric": draw.choice(["killed", "killed", "names", "troops_present"]),
            "place": draw.choice(["front", "country"]),
        }
        for link, often in (("revises", 0.3), ("echoes", 0.1), ("shares_origin", 0.2)):
            if draw.random() < often:
                more[link] = draw.choice(names)
        if draw.random() < 0.2:
            more["covers"] = "one week"
        if draw.random() < 0.1:
            more["attribution"] = "conflicting"
        if draw.random() < 0.15:
            more["withdrawn"] = str(stated + timedelta(draw.randrange(90)))
        kind, said = draw.randrange(6), (number, f"{number}+", f"<{number}", (number, 3 * number))
        if kind < 4:
            yield figure(name, draw.choice(PARTIES), str(day), said[kind], **more)
        elif kind == 4:
            yield vague(name, draw.choice(PARTIES), str(day), **more)
        else:
            yield share(name, draw.choice(PARTIES), str(day), f"half of {number}", **more)


def one_day(question):
    """The envelope, figures and days of a series, judged on this day alone, entry by entry."""
    whole = series(question)
    days = question.on.toordinal(), question.known_on.toordinal()
    verdicts, heard = whole.hearing().judge(*days), whole.hearing().at(*days)
    voices, bounds = (
        [entry for entry, verdict in zip(whole.entries, verdicts) if verdict.role == role]
        for role in ("voice", "bound")
    )
    figures = [[entry.figure for entry in part] for part in (voices, bounds)]
    found = envelope_of(*figures, homes([*voices, *bounds]))
    numbers = [None if n != n else n for n in (found.low, found.centre, found.high)]
    tally = whole.select(question.on, question.known_on).tally
    ends = Ends(*numbers, found.low_open, found.high_open, found.independent, None, *4 * [""])
    ends = ends if tally is None else at_least(ends, tally)
    keys = [item.key for item in (*figures[0], *figures[1], *([tally] if tally else []))]
    numbers = ends.low, ends.centre, ends.high, ends.low_open
    return (*numbers, len(voices), ends.independent, heard.newest, heard.stale, tuple(keys))


def shown(answer):
    """What a range says, without what the oracle leaves aside: words, and growth since."""
    newest = None if answer.last_as_of is None else answer.last_as_of.toordinal()
    numbers = answer.low, answer.centre, answer.high, answer.low_open
    return (*numbers, answer.voices, answer.independent, newest, answer.stale, answer.figures)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("asked", ["as known then", "as known at the end", "of one day"])
def test_many_days_say_what_each_says_alone(seed, asked):
    """Judged only where something happens and reconciled at once, or day by day: the same."""
    draw = random.Random(seed)
    data = record(*some(draw, 24), book=WHOLE)
    days = [START + timedelta(n) for n in range(0, 300, 3)]
    for metric, place in (("killed", None), ("troops_present", "front")):
        question = ask(data, metric, place=place)
        questions = {
            "as known then": [question.at(day, day) for day in days],
            "as known at the end": [question.at(day, days[-1]) for day in days],
            "of one day": [question.at(days[50], day) for day in days],
        }[asked]
        found = [shown(answer) for answer in ranges_of(series(question), questions)]
        assert found == [one_day(one) for one in questions]


@pytest.mark.parametrize("seed", range(10))
def test_nothing_changes_between_two_changes(seed):
    """Each day says what the last change before it said, and nothing is said before the first."""
    data = record(*some(random.Random(seed), 20), book=WHOLE)
    question = ask(data, "killed").as_known_then(START + timedelta(300))
    moved = list(changes(question))
    days = [question.at(START + timedelta(n)) for n in range(-25, 300)]
    for asked, answer in zip(days, ranges_of(series(question), days)):
        before = [change for change in moved if change.on <= asked.on]
        assert (before[-1] == answer) if before else not answer.figures


def test_no_more_days_are_held_than_their_figures_have_room(monkeypatch):
    """With room for eight, three days of three figures each are heard before the first range is
    made, each day taking one more for itself.
    """
    monkeypatch.setattr("tracker.reconcile.assess.BLOCK", 8)
    voices = figure("a", "spy", "2025-01-01", 300), figure("b", "ally", "2025-01-01", 400)
    data = record(*voices, figure("c", "foe", "2025-01-01", 20, covers="one battle"))
    question, heard = ask(data, "killed"), []

    def asked():
        for days in range(7):
            heard.append(days)
            yield question.at(START + timedelta(days))

    answers = ranges_of(series(question), asked())
    assert [(answer.ends, len(heard)) for answer in answers] == [
        ("300 to 400", days) for days in (3, 3, 3, 6, 6, 6, 7)
    ]


def test_an_envelope_loads_no_scipy():
    """The first range of a notebook waits for pandas, for nothing else that is large."""
    code = (
        "import sys, tracker as tk; tk.ranges(tk.load('data'), 'killed'); "
        "print('pandas' in sys.modules, 'scipy' in sys.modules, 'matplotlib' in sys.modules)"
    )
    run = [sys.executable, "-c", code]
    said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "False", "False"]
