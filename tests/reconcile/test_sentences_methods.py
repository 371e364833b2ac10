"""What the sentence of any method but the envelope says, word for word."""

import pytest

from reconcile.made import figure, record
from tracker.reconcile.assess import assess
from tracker.reconcile.numbers import roughly
from tracker.reconcile.question import METHODS, ask
from tracker.reconcile.sentences import second_line, sentence

THREE = [
    figure("a", "spy", "2025-05-30", (600, 900)),
    figure("b", "ally", "2025-05-30", (700, 1667)),
    figure("c", "foe", "2025-05-30", (800, 1200)),
]


def said(*figures, method):
    data = record(*figures)
    return sentence(
        assess(ask(data, "killed", on="2025-06-15", known_on="2025-06-15", method=method))
    )


def test_agreement_says_where_assessments_meet():
    """600 to 900, 700 to 1,667, 800 to 1,200: all meet from 800 to 900."""
    assert said(*THREE, method="agreement") == (
        "Killed: 800 to 900 (where the most assessments overlap). As known on 15 June 2025: three "
        "independent assessments."
    )


@pytest.mark.parametrize(
    ("method", "what"),
    [
        ("pool", "the middle 90% of an equal-weight pool of the assessments"),
        (
            "random_effects",
            "a 95% confidence interval of the mean of all parties, by random effects",
        ),
    ],
)
def test_computed_numbers_are_about(method, what):
    """Numbers that nobody stated are printed to two digits, as about, with what they are."""
    found = assess(ask(record(*THREE), "killed", method=method))
    low, high = (roughly(number) for number in (found.low, found.high))
    assert said(*THREE, method=method) == (
        f"Killed: about {low} to {high} ({what}). As known on 15 June 2025: three independent "
        "assessments."
    )


def test_a_count_may_have_grown_since_it_was_estimated():
    """Without phases nobody says that the fighting ended: beyond its last day a path is open
    above.
    """
    found = assess(ask(record(*THREE), "killed", method="model"))
    low, high = (roughly(number) for number in (found.low, found.high))
    assert said(*THREE, method="model") == (
        f"Killed: about {low} to {high} or more (the 90% model range). As known on 15 June 2025: "
        "three independent assessments. Last assessed as of 30 May 2025, 16 days before; the "
        "number may since have grown."
    )


@pytest.mark.parametrize(
    ("method", "name", "why"),
    [
        ("agreement", "agreement", "no two assessments overlap"),
        (
            "random_effects",
            "random effects",
            "it takes three independent assessments with both ends, and there are two",
        ),
    ],
)
def test_other_methods_without_a_range_say_why(method, name, why):
    """No ends, no silence."""
    two = [figure("a", "spy", "2025-05-30", 600), figure("b", "ally", "2025-05-30", 700)]
    assert said(*two, method=method) == (
        f"Killed: no range by the method {name}. As known on 15 June 2025: {why}."
    )


def test_only_at_least_is_no_assessment_with_both_ends():
    """Random effects need three and have none; the pool has ends, which nobody states."""
    least = figure("a", "spy", "2025-05-30", "300+")
    assert said(least, method="random_effects").endswith("with both ends, and there are none.")
    assert said(least, method="pool").endswith("As known on 15 June 2025: nobody states both ends.")


@pytest.mark.parametrize("method", METHODS[1:])
def test_nothing_but_bounds(method):
    """Where only a part was counted, no method but the envelope has a range, and there is no second
    line.
    """
    part = figure("a", "foe", "2025-05-30", 20, covers="a battle")
    assert said(part, method=method) == (
        f"Killed: no range by the method {method.replace('_', ' ')}. As known on 15 June 2025: "
        "nothing but lower bounds is known of that time."
    )
    assert second_line(ask(record(part), "killed")) == ""


def test_the_second_line_is_the_model_range():
    """The same numbers as by the method, to two digits, with its name and level."""
    found = assess(ask(record(*THREE), "killed", method="model"))
    assert second_line(ask(record(*THREE), "killed")) == (
        f"Estimated: about {roughly(found.low)} to {roughly(found.high)} (90% model range)."
    )


def test_a_stale_count_is_estimated_open_above():
    """One party's 300, six months old: a factor of about five either way, and it may have grown."""
    old = record(figure("a", "spy", "2025-01-01", 300))
    question = ask(old, "killed", on="2025-06-30", known_on="2025-06-30")
    assert second_line(question) == "Estimated: about 53 to 1,400 or more (90% model range)."
