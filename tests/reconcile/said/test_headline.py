"""Thirty words: what does not fit into the headline follows it."""

from dataclasses import replace

import pytest

from reconcile.made import NAMED, figure, record
from tracker.curate.model import Affiliation
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask
from tracker.reconcile.said.spoken import fitting
from tracker.reconcile.sentences import says

LONG = "General Staff and Commander of all the Armed and Unarmed Forces of the North"  # 14 words
PART = "wounded brought home from the northern and the southern front by train and by ship"


def told(*figures, **names):
    parties = {key: replace(NAMED.parties[key], name=name) for key, name in names.items()}
    book = replace(NAMED, parties={**NAMED.parties, **parties})
    return says(assess(ask(record(*figures, book=book), "killed")))


def test_what_an_end_counts_follows_where_it_is_long():
    """A bound whose part takes fifteen words to name: the part has its own sentence."""
    low = figure("a", "spy", "2025-05-01", 300)
    high = figure("b", "ally", "2025-05-01", 900, covers=PART)
    assert told(low, high)[:2] == [
        "Killed: about 300 (Spy Service, May 2025) to 900 or more (Allied Ministry, May 2025).",
        f"Allied Ministry: counting only {PART}.",
    ]


def test_the_longest_name_is_shortened_and_explained():
    """The other keeps its name."""
    pair = figure("a", "spy", "2025-05-01", 300), figure("b", "ally", "2025-05-01", 900)
    name = f"{LONG} and all of its Friends"
    assert told(*pair, spy=name)[:2] == [
        "Killed: about 300 (Spy, May 2025) to about 900 (Allied Ministry, May 2025).",
        f"Spy stands for {name}.",
    ]


def test_thirty_words_are_not_too_many():
    """A name of eighteen words fits, one of nineteen does not."""
    pair = figure("a", "spy", "2025-05-01", 300), figure("b", "ally", "2025-05-01", 900)
    for more, first in (("and its four Friends", None), ("and all of its Friends", "Spy")):
        name = f"{LONG} {more}"
        assert told(*pair, spy=name)[0] == (
            f"Killed: about 300 ({first or name}, May 2025) to about 900 (Allied Ministry, May 2025)."
        )


def test_a_name_is_long_by_its_own_words():
    """What its figure counts does not make the other name the one to shorten."""
    pair = (
        figure("a", "spy", "2025-05-01", 300),
        figure("b", "ally", "2025-05-01", 900, covers=PART),
    )
    name = f"{LONG} and its four Friends"
    assert told(*pair, spy=name)[:3] == [
        "Killed: about 300 (Spy, May 2025) to 900 or more (Allied Ministry, May 2025).",
        f"Spy stands for {name}.",
        f"Allied Ministry: counting only {PART}.",
    ]


def test_where_no_sentence_fits_the_shortest_is_said():
    """Of 27 words and of 26, where 25 are allowed: 26; the first of no more; of none none."""
    long = 25 * "a "
    assert fitting([f"{long}b c", f"{long}b", f"{long}c"]) == f"{long}b"
    assert fitting([f"{long}b", long, "a"]) == long
    assert fitting([]) == ""


def test_both_names_are_shortened_where_both_are_long():
    """Each is explained."""
    pair = figure("a", "spy", "2025-05-01", 300), figure("b", "foe", "2025-05-01", 900)
    name = f"{LONG} and their {'very ' * 11}own Friends"
    lines = told(*pair, spy=name, foe=name + " too")
    assert lines[0] == "Killed: about 300 (Spy, May 2025) to about 900 (Foe, May 2025)."
    assert sorted(text[:14] for text in lines[1:3]) == ["Foe stands for", "Spy stands for"]


def test_brackets_inside_a_name_become_commas():
    """No brackets within brackets."""
    one = figure("a", "spy", "2025-05-01", 300)
    assert told(one, spy="Western officials (unnamed)")[0] == (
        "Killed: about 300 (Western officials, unnamed, May 2025)."
    )


def test_how_old_it_is_is_no_more_precise_than_it_was_stated():
    """Last assessed as of a month, where no more was stated; of a day, with the days since."""
    new = figure("z", "spy", "2025-12-01", 1, metric="captured")
    assert "Last assessed as of May 2025; the number may since have grown." in told(
        figure("a", "spy", "2025-05", 300, stated="2025-06-03"), new
    )
    assert (
        "Last assessed as of 31 May 2025, 184 days before; the number may since have grown."
        in told(figure("a", "spy", "2025-05-31", 300), new)
    )
    month = figure("b", "ally", "2025-05", 300, stated="2025-05-31")
    assert "Last assessed as of 31 May 2025, 184 days before; the number may since have grown." in (
        told(month, figure("a", "spy", "2025-05-31", 300), new)
    )


def test_who_confirms_nobody_is_said_as_shortly_as_it_has_to_be():
    """Where an affiliation's name is too long for a sentence, it is left out."""
    offices = figure("a", "spy", "2025-05-01", 300), figure("b", "army", "2025-05-01", 400)
    known = "As known on 1 May 2025: "
    for count, said in (
        (1, "the assessments with both ends come from one affiliation (Land), and none confirms "),
        (7, f"all with both ends come from one affiliation ({'Land ' * 6}Land), so none confirms "),
        (19, "the assessments with both ends are not independent of each other."),
    ):
        homes = {"north": Affiliation("north", " ".join(["Land"] * count), "third_party")}
        book = replace(NAMED, affiliations={**NAMED.affiliations, **homes})
        found = says(assess(ask(record(*offices, book=book), "killed")))
        assert found[1] == known + said + "another." * (count < 19)
    shared = replace(offices[1], party="ally", affiliation="ally-land", shares_origin="a")
    assert told(offices[0], shared)[1] == (
        known + "the assessments with both ends rest on one and the same assessment, and none "
        "confirms another."
    )


EIGHT = (100, 200, 300, 400, 500, 600, 700, 800)
SAME = "That they agree does not say how sure it is."


@pytest.mark.parametrize(
    ("numbers", "bound", "out", "sure"),
    [
        (EIGHT, None, "The ends leave out the lowest and the highest of them.", True),
        (range(500, 610, 10), None, "The ends leave out the two lowest and the two highest", True),
        ((5, 7, 7, *EIGHT), None, "The ends leave out the lowest and the two highest", True),
        (EIGHT, "900+", "The low end leaves out the lowest of them.", True),
        (EIGHT, "750+", "The low end leaves out the lowest of them.", True),
        (EIGHT, "<150", "The high end leaves out the highest of them.", True),
        (EIGHT, "<750", "The ends leave out the lowest and the highest of them.", True),
        ((*[500] * 7, 9000), None, "The high end leaves out the highest of them.", False),
        ((20, *[500] * 7), None, "The low end leaves out the lowest of them.", False),
        ([500] * 8, None, "", False),
    ],
)
def test_of_eight_and_more_those_are_left_out_who_lie_beyond_an_end(numbers, bound, out, sure):
    """How many, and at which side, is said as it is: an open end leaves out nobody. Where the ends
    are one number it is said that all agree only if they do.
    """
    many = [figure(f"x{n}", f"p{n}", "2025-05-01", one) for n, one in enumerate(numbers)]
    text = " ".join(told(*many, *filter(None, [bound and figure("y", "spy", "2025-05-01", bound)])))
    assert out in text and (" end" in text) == bool(out)
    assert ("at most a 9" in text) == sure and (SAME in text) == (not sure and not out)
    assert ("Nothing says how sure it is." in text) == (not sure and bool(out))
