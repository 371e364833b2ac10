"""What is said of both records, on every fortnight: short, open about clashes, bounded by tallies."""

import re
from datetime import timedelta

import pytest
from conftest import ROOT

import tracker as tk
from tracker.reconcile.assess import assess
from tracker.reconcile.numbers import format_count
from tracker.reconcile.question import ask
from tracker.reconcile.said.outside import parts_of
from tracker.reconcile.sentences import says, second_line
from tracker.reconcile.voices import select

FORTNIGHT = timedelta(days=14)
RECORDS = ("data", "data/history")


def fortnights(data):
    """Each series on each fortnight after a day on which it or a series linked to it may have
    changed: as known then, and as known at the end.
    """
    linked = any(metric.parts or metric.at_most for metric in data.codebook.metrics.values())
    for one in ask(data).series:
        mine = [each for each in data.all_figures if linked or each.metric == one.key]
        age = timedelta(days=(one.meaning.speaks_for or 0) + 1)
        days = {day for each in mine for day in (each.as_of.last, each.stated.last)}
        days |= {day + age for day in days} | {
            each.withdrawn for each in mine if each.withdrawn is not None
        }
        start = min(each.as_of.first for each in mine)
        grid = {start + FORTNIGHT * -((start - day).days // 14) for day in days}
        for day in sorted(day for day in grid if day <= data.last_stated):
            yield one.at(day)
            yield one.at(day, data.last_stated)


@pytest.fixture(scope="module", params=RECORDS)
def answers(request):
    """Every range of a record with its sentences."""
    data = tk.load(ROOT / request.param)
    asked = [assess(question) for question in fortnights(data)]
    return [(answer, says(answer)) for answer in asked]


def test_every_sentence_is_short(answers):
    """A headline of thirty words, every other sentence of twenty-five."""
    long = {
        text
        for _, told in answers
        for at, text in enumerate(told)
        if len(text.split()) > (25 if at else 30)
    }
    assert len(answers) > 200 and not long


def test_every_sentence_reads_as_one(answers):
    """Each ends with one full stop, none doubles a hedge, leaves a hole or shows a key."""
    wrong = re.compile(
        r"(at least|at most) (about|at least|at most|more than|nearly|almost)|about about|at at |\bNone\b|nan|  |"
        r"(at least|more than|at most|up to)[^()]* or (more|fewer)|[^.]\.\.$|\( |\(\)|,,|; \.|_|"
        r"\bone (assessments|others)\b"
    )
    told = {text for _, sentences in answers for text in sentences}
    assert not [text for text in told if wrong.search(text) and "tracker explain" not in text]
    assert not [
        text
        for text in told
        if not text.endswith(".") or (text[0] != "`" and not text[0].isalnum())
    ]


def test_no_number_is_printed_that_nobody_stated(answers):
    """Each number of a headline stands in somebody's words or was read from them unrounded."""
    for answer, told in answers:
        if not answer.figures:
            continue
        every = answer.question.dataset.all_figures
        figures = [each for each in every if each.key in answer.figures]
        stated = " ".join(each.said for each in figures)
        stated += " ".join(f"{n}" for each in figures for n in (each.since, each.covers))
        numbers = {format_count(n) for each in figures for n in (each.low, each.high)}
        computed = {format_count(n) for e in figures if e.computed for n in (e.low, e.high)}
        own = {format_count(n) for e in figures if not e.computed for n in (e.low, e.best, e.high)}
        ends = re.sub(r"\([^()]*\)", "", told[0].removeprefix(answer.question.label))
        for number in re.findall(r"\d[\d,]*(?<!,)", ends):
            assert number in numbers or number in stated, told[0]
            assert number in stated or number not in computed - own, told[0]


def test_no_low_end_is_below_what_was_counted_one_by_one(answers):
    """A tally bounds the whole hard, on every day."""
    for answer, _ in answers:
        tally = select(answer.question).tally
        assert tally is None or (answer.low is not None and answer.low >= tally.low)


def test_no_part_above_the_whole_is_left_unsaid(answers):
    """Where a part's low end is above the whole's, one sentence of the whole names it, once."""
    seen = 0
    for answer, told in answers:
        if answer.low is None:
            continue
        for inner, alone in parts_of(answer.question):
            part = assess(inner)
            if inner.meaning.kind != "cumulative" or part.low is None:
                continue
            clashes = [text for text in told if text.startswith(f"{inner.label}{alone} are put at")]
            assert len(clashes) == (part.low > answer.low and not part.low_open), told
            seen += len(clashes)
    assert seen or answers[0][0].question.dataset.folder.name == "history"


def test_no_more_than_three_numbers_are_said_to_be_left_out(answers):
    """The farthest three; how many more there are is said in the last."""
    counts = [sum(text.startswith("Left out: ") for text in told) for _, told in answers]
    assert max(counts) <= 3


@pytest.mark.parametrize("folder", RECORDS)
def test_the_second_line_is_one_short_sentence(folder):
    """What the model estimates, about and with its level, for every series that has a number."""
    for one in ask(tk.load(ROOT / folder)).series:
        text = second_line(one)
        assert not text or re.fullmatch(
            r"Estimated: about [\d,]+( to [\d,]+)?( or more| or fewer)? \(90% model range\)\.", text
        )
