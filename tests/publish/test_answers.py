"""Answers: the sentence of each range asked about, in a terminal and in a notebook."""

import pytest

from tracker.publish.notebook import answer
from tracker.reconcile.assess import assess
from tracker.reconcile.question import NothingToShow, ask
from tracker.reconcile.sentences import second_line, sentence


def test_each_metric_and_place_is_answered_in_order(small):
    """One answer for killed, one for each of the two places in which soldiers are present: what is
    stated first, under that name, then what is estimated.
    """
    told = answer(small, "killed", "troops_present")
    asked = (
        ask(small, "killed"),
        ask(small, "troops_present", place="country"),
        ask(small, "troops_present", place="front"),
    )
    for text, question in zip(told.sentences, asked, strict=True):
        stated = sentence(assess(question)).replace(": ", ", stated: ", 1)
        assert text == f"{stated} {second_line(question)}"


def test_another_method_has_one_line(small):
    """Beside a model's range stands no second one, and nobody is said to have stated it."""
    (text,) = answer(small, "killed", method="model").sentences
    assert text == sentence(assess(ask(small, "killed", method="model")))


def test_in_a_notebook_names_are_names(hostile):
    """HTML in the data is shown, not run."""
    shown = answer(hostile, "killed")._repr_html_()
    assert "><p>" in shown and "&lt;script&gt;" in shown and "<script>" not in shown


def test_in_a_terminal_lines_are_folded(small):
    """No line is longer than a page is wide, and no word is lost."""
    told = answer(small, "killed")
    assert max(map(len, str(told).splitlines())) <= 110
    assert " ".join(str(told).split()) == told.sentences[0] and repr(told) == str(told)


def test_the_day_and_the_knowledge_can_be_asked(small):
    """Before the revision was known, the low end was 300."""
    assert "about 300" in answer(small, "killed", known_on="2025-02-19").sentences[0].lower()
    with pytest.raises(ValueError, match="no metric 'dead'"):
        answer(small, "dead")


def test_without_a_metric_the_main_counts_are_answered(told):
    """The shortest call: those that the codebook names, in the codebook's order; a list is many."""
    main = answer(told, "killed", "wounded")
    assert answer(told) == answer(told, ["killed", "wounded"]) == main


def test_where_no_main_count_is_it_is_said(told):
    """Only soldiers present are counted in the country, and they are no main count."""
    with pytest.raises(NothingToShow, match="no main count has a figure there; name a metric"):
        answer(told, place="country")


@pytest.mark.parametrize("given", ["killed", None, ["killed"]])
def test_without_the_record_it_is_asked_for(given):
    """Forgetting the first argument is said in one line."""
    with pytest.raises(TypeError, match="the record comes first, as tracker.load.. gives it, not"):
        answer(given, "killed")
