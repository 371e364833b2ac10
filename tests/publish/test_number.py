"""One number to cite: in whose words, by which sources, and where it is found again."""

import pytest

from publish.conftest import ESTIMATES, SOURCES
from tracker.publish.number import cited_number, figure_table
from tracker.publish.verify import verify
from tracker.reconcile.question import NothingToShow


def test_a_number_is_cited_with_its_sources(small):
    """The sentence says who, when and what; each source is a line; the last line is verified."""
    told = cited_number(figure_table(small, "ally-2025-01-20.troops_present")).splitlines()
    assert told[0] == (
        "Present (The Front): “4000” (Allied Ministry, stated 20 January 2025, as of January 2025)."
    )
    assert told[1:4] == [
        "Sources:",
        "- “A war report”, The Daily, 13 January 2025. https://example.org/news",
        "- Åsa Ågren, War Desk, “Losses & gains, 50% up”, Institute of Wars, February 2025.",
    ]
    assert told[4].startswith("Table figures:troops_present:front; known on 2025-02-25; data ")
    assert told[4].endswith("--where figure=ally-2025-01-20.troops_present")
    assert verify(small, told[4]).state == "unchanged"


def test_what_is_doubtful_about_a_number_is_said_with_it(small, told):
    """What it revises, that pages disagree, that it counts a part, and how pages garble it."""

    def words(data, key):
        return cited_number(figure_table(data, key))

    revised = words(small, "spy-2025-02-20.killed")
    assert "revises spy-2025-01-13.killed, “about 300”" in revised
    partial = words(small, "army-2025-02-25.killed")
    assert "counts only one assault" in partial and "pages disagree about what was said" in partial
    assert "is printed otherwise: 4,000 wounded (two pages)" in words(told, "foe-2025-02-01.killed")


def test_what_a_number_hangs_together_with_is_said_with_it(tmp_record):
    """What it only repeats, what replaced it or that one, what rests on the same assessment: each
    once, as known on the day.
    """
    foe, spy = "- id: foe-2025-02-01\n", "- id: spy-2025-01-13\n"
    linked = ESTIMATES.replace(foe, f"{foe}  shares_origin: ally-2025-01-20\n")
    data = tmp_record(linked, sources=SOURCES)

    def doubts(key, known_on=None, data=data):
        told = cited_number(figure_table(data, f"{key}.killed", known_on=known_on)).splitlines()
        return [line.replace(".killed", "") for line in told[1 : told.index("Sources:")]]

    revised = "spy-2025-01-13 was revised by spy-2025-02-20, “about 900”."
    repeats = "paper-2025-01-21 only repeats spy-2025-01-13, “about 300”."
    assert doubts("spy-2025-01-13") == [revised]
    assert doubts("spy-2025-02-20") == ["spy-2025-02-20 revises spy-2025-01-13, “about 300”."]
    assert doubts("paper-2025-01-21") == [repeats, revised]
    assert doubts("paper-2025-01-21", "2025-02-19") == [repeats]
    assert doubts("foe-2025-02-01") == [
        "foe-2025-02-01 shares its origin with ally-2025-01-20, “a third of 5,000”."
    ]
    assert doubts("ally-2025-01-20", "2025-01-31") == []
    assert doubts("ally-2025-01-20") == [
        "ally-2025-01-20 shares its origin with foe-2025-02-01, “more than 1,000”."
    ]
    gone = linked.replace(spy, f"{spy}  withdrawn: {{date: 2025-02-10, reason: Miscounted.}}\n")
    withdrawn = "spy-2025-01-13 was withdrawn on 2025-02-10."
    data = tmp_record(gone, sources=SOURCES)
    assert doubts("paper-2025-01-21", "2025-02-19", data) == [repeats, withdrawn]


def test_a_number_not_yet_stated_is_not_cited(small):
    """As known on a day, only what had been stated by then."""
    with pytest.raises(ValueError, match="spy-2025-02-20"):
        figure_table(small, "spy-2025-02-20.killed", known_on="2025-02-01")
    with pytest.raises(NothingToShow):
        figure_table(small, "spy-2025-01-13.killed", known_on="2025-01-01")


def test_an_unknown_number_is_one_line(small):
    """The nearest key is offered."""
    with pytest.raises(ValueError, match="did you mean 'spy-2025-02-20.killed'"):
        figure_table(small, "spy-2025-02-20.kiled")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "killed",
            "no figure 'killed'; of killed the newest are army-2025-02-25.killed, "
            "spy-2025-02-20.killed, foe-2025-02-01.killed; `tracker table figures --metric killed "
            "--column figure` lists all",
        ),
        ("Kiled", "no figure 'Kiled'; of killed the newest are army-2025-02-25.killed, "),
        ("Spies", "no figure 'Spies'; of spy the newest are spy-2025-02-20.killed, "),
        ("", "no figure ''; `tracker table figures --column figure` lists all 10"),
        ("quite else", "no figure 'quite else'; `tracker table figures --column figure` lists"),
    ],
)
def test_a_count_or_a_party_in_place_of_a_figure_names_its_newest(small, key, words):
    """Three of many, and the command that lists them all."""
    with pytest.raises(ValueError) as caught:
        figure_table(small, key)
    assert str(caught.value).startswith(words)
