"""The study of honesty, made small: it fails if a method loses its coverage."""

import doctest

import honesty
import numpy as np
import pytest
from conftest import ROOT
from results import on_page

from tracker.reconcile.methods.envelope import sign_test

REML, POOL, MODEL = "random effects: REML, safeguarded Hartung-Knapp", "pool", "model range"
PDG, FIXED = "Particle Data Group scale factor", "fixed effect, every echo counted"


@pytest.fixture(scope="module")
def study():
    """Coverage and interval score by bias, shared error, parties and method, 300 series a cell."""
    return honesty.coverage_study(300, parties=(3, 5, 8))


def mean(study, method, biases=honesty.BIASES, shared=honesty.SHARED):
    """Mean coverage and mean interval score of a method over the chosen worlds."""
    return np.mean(
        [
            value
            for (bias, error, _, name), value in study.items()
            if name == method and bias in biases and error in shared
        ],
        axis=0,
    )


def test_the_model_range_covers_what_it_says_on_its_own_terms():
    """Biases and shared errors from its priors: 89 to 91% on average, and within the noise at every
    number of parties.
    """
    found = honesty.model_study(4000, parties=(1, 2, 3, 5, 8))
    assert np.mean(list(found.values())) == pytest.approx(0.9, abs=0.01)
    assert all(0.88 <= value <= 0.92 for value in found.values())


@pytest.mark.parametrize("bias, least", [(0.2, 0.87), (0.5, 0.87), (1.0, 0.80)])
def test_the_model_range_covers_in_worlds_that_are_not_its_own(study, bias, least):
    """Rounding, age, echoes, offices, hedges and a shared error up to 0.3: at least 87%, 80% where
    parties err by 1.
    """
    assert mean(study, MODEL, [bias], [0.0, 0.15, 0.3])[0] >= least


def test_no_rival_scores_better_over_all_worlds(study):
    """The mean interval score of the model range is below that of pool, Hartung-Knapp and the scale
    factor.
    """
    best = mean(study, MODEL)[1]
    assert best < min(
        mean(study, rival)[1] for rival in (POOL, REML, PDG, FIXED, "envelope", "agreement")
    )


def test_the_envelope_covers_the_confidence_it_states():
    """Without shared error, for two to eight independent affiliations, never more than 0.04 below
    what is printed.
    """
    found = honesty.envelope_study(400)
    assert all(found[k] >= sign_test(k)[1] - 0.04 for k in range(2, 9))


def test_a_shared_error_breaks_the_envelope_and_the_page_must_say_so(study):
    """Five parties with a shared error of 0.6 hold the truth in far fewer than the 94% that
    independence would give.
    """
    assert study[0.5, 0.6, 5, "envelope"][0] < 0.75


def test_echoes_counted_are_worthless(study):
    """Averaging every repetition as if it were new holds the truth in fewer than one case in
    seven.
    """
    assert mean(study, FIXED)[0] < 0.15


def test_pool_and_random_effects_keep_their_place(study):
    """Without shared error the pool holds the truth in at least 80%, REML with Hartung-Knapp in at
    least 75%.
    """
    assert mean(study, POOL, shared=[0.0])[0] >= 0.80 and mean(study, REML, shared=[0.0])[0] >= 0.75


def test_the_reading_of_more_than_is_the_one_that_the_pairs_support():
    """The reading used foretells the known numbers better than a fixed 16%, without bias, and
    covers at least 90%.
    """
    found = honesty.reading_study()
    used, fixed = (
        next(value for name, value in found.items() if word in name) for word in ("used", "16%")
    )
    assert used[0] > fixed[0] + 0.5 and abs(used[1]) < 0.02 and used[2] >= 0.9


def test_the_page_holds_the_study_s_tables():
    """docs/methods.md has the tables that follow from docs/results between the marks that the study
    writes, one line for every method in the first.
    """
    methods = (REML, POOL, MODEL, PDG, FIXED, "envelope", "agreement")
    assert all(f"| {method} |" in on_page("honesty") for method in methods)
    assert on_page("honesty") == honesty.text()


def test_the_page_s_examples_give_what_they_print(monkeypatch):
    """The headline redone by hand, and the model range beside it, are computed again from
    docs/methods.md.
    """
    monkeypatch.chdir(ROOT)
    outcome = doctest.testfile(
        str(ROOT / "docs" / "methods.md"), module_relative=False, encoding="utf-8"
    )
    assert outcome.attempted >= 8 and outcome.failed == 0
