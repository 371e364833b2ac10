"""What was known on each day on which something was stated."""

from conftest import ROOT

import tracker as tk
from tracker.publish.report.steps import known_then, last_moved
from tracker.publish.words import ends
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask


def test_the_last_move_names_its_day_and_figures(small):
    """The newest day on which an end went elsewhere, and what was stated on it."""
    question = ask(small, "killed").one
    day, before, figures = last_moved(question)
    at = {one: ends(assess(question.at(one)), brief=True) for one in (day, question.on)}
    assert at[day] == at[question.on] != before
    assert figures and all(figure.stated.last == day for figure in figures)


def test_the_slider_ends_with_what_is_known(told):
    """Its last step is the day that the page speaks of, also where nothing was stated on it."""
    question = ask(told, "killed", on="2025-03-20", known_on="2025-03-20").one
    steps = known_then(question)
    assert steps[-1].answer.on == question.on > steps[-2].answer.on


def test_what_is_counted_one_by_one_is_a_step_of_the_whole():
    """The register of the dead of Derna, told in January 2024, raised the low end that day."""
    data = tk.load(ROOT / "examples" / "derna")
    steps = {str(step.answer.on): step for step in known_then(ask(data, "killed").one)}
    told = next(f for f in data.all_figures if f.said == "4,540")
    step = steps[str(told.stated.last)]
    assert step.answer.low == 4540 and "4,540" not in step.before
