"""The record of earlier wars: sound by the same checks as the shipped one, and wide enough to learn
from.
"""

import hindcast as benchmark
import pytest
from conftest import ROOT
from hindcast_cases import ESTABLISHED, cases, claims
from results import kept, on_page

from tracker.curate.load import check, load

HISTORY = ROOT / "data" / "history"


@pytest.fixture(scope="module")
def history():
    """The record of earlier wars."""
    return load(HISTORY)


def test_the_strict_check_finds_nothing():
    """Neither an error nor a warning."""
    assert check(HISTORY) == ()


def test_it_holds_more_cases_and_claims_than_a_hindcast_needs(history):
    """At least six cases and thirty claims of the whole, by parties of both sides and of none."""
    told = claims(history)
    assert told["case"].nunique() >= 6 and len(told) >= 30 and told["party"].nunique() >= 30
    assert set(told["side"]) == {"own", "ally", "belligerent", "third_party", "independent"}


def test_every_case_has_claims_and_every_truth_came_later(history):
    """Of the wars in the record only the one without a truth, Iraq in 1991, is no case; what was
    established was stated after every claim it judges.
    """
    truths = {
        figure.metric: figure.stated.first
        for figure in history.all_figures
        if figure.metric.endswith(ESTABLISHED)
    }
    unscored = {"gulf_war_iraq_soldiers", "gulf_war_iraq_soldiers_later"}
    assert (
        set(cases(history))
        == {metric for metric in history.codebook.metrics if not metric.endswith(ESTABLISHED)}
        - unscored
    )
    for figure in history.all_figures:
        if not figure.metric.endswith(ESTABLISHED) and figure.metric not in unscored:
            assert figure.stated.last < truths[figure.metric + ESTABLISHED], figure.key


def test_every_case_has_its_phases(history):
    """Each case's claims and truth have the clock of their own war, with a page behind it."""
    phases = history.codebook.activity
    assert all(phase.sources and phase.metrics for phase in phases)
    driven = {metric for phase in phases for metric in phase.metrics}
    assert driven == {name for case in cases(history) for name in (case, case + ESTABLISHED)}


def test_every_source_has_an_address(history):
    """From each figure to a page, and no two sources share one."""
    addresses = [str(source.csl.get("URL", "")) for source in history.sources.values()]
    assert all(address.startswith("http") for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_what_is_called_corroborated_has_two_pages(history):
    """A figure that independent pages agree on names at least two."""
    assert not [
        figure.key
        for figure in history.all_figures
        if figure.attribution == "corroborated" and len(figure.sources) < 2
    ]


@pytest.mark.parametrize(
    ("case", "low", "high"),
    [
        ("bakhmut_wagner_soldiers", 19_547, 19_547),
        ("bosnian_war_bosnia_people", 95_940, 104_732),
        ("gaza_2009_palestinians_people", 1_387, 1_387),
        ("winter_war_soviet_union_soldiers", 138_533, 138_533),
        ("october_war_israel_soldiers", 2_689, 2_689),
        ("afghan_war_soviet_union_soldiers", 13_833, 13_833),
    ],
)
def test_what_was_established(history, case, low, high):
    """The numbers that the cited pages give."""
    truth = cases(history)[case]
    assert (truth.low, truth.high) == (low, high)


def test_own_soldiers_run_low_and_the_others_run_high(history):
    """What the record is known for: fewer of their own than were established, and more than that of
    the other side's.
    """
    told = claims(history)
    ratios = told[told["counted"] == "soldiers"].groupby("side")["ratio"].median()
    assert ratios["own"] < 1 < 1.5 < ratios["belligerent"]


def test_the_tables_name_every_case(history):
    """The page's last table has one line a case, between the marks that the benchmark writes."""
    for case in cases(history):
        assert f"| {history.codebook.metrics[case].label} |" in on_page("hindcast")


def test_the_page_says_what_the_kept_rows_say(history):
    """Every table between the marks follows from docs/results, and the claims kept are the
    record's.
    """
    assert on_page("hindcast") == benchmark.text(history.codebook)
    assert kept("claims")["figure"].tolist() == claims(history)["figure"].tolist()
