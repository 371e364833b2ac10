"""Estimates of a part above the whole: said once, with both holders, and moving no end."""

from dataclasses import replace

import pytest

from reconcile.made import WHOLE, figure, record
from tracker.curate.model import Metric
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask
from tracker.reconcile.sentences import says

DAY = "2025-02-01"


def told(*figures, metric="casualties", book=WHOLE, **asked):
    return says(assess(ask(record(*figures, book=book), metric, **asked)))


def clashes(*figures, **asked):
    return [text for text in told(*figures, **asked) if "above the low end" in text]


FEW = figure("a", "spy", DAY, 600, metric="casualties")
MANY = figure("b", "ally", "2025-01-15", 2700, metric="wounded")


def test_a_clash_is_said_once_with_both_holders_and_moves_no_end():
    """2,700 hurt beside 600 killed or hurt: both stand, and the reader is told."""
    assert assess(ask(record(FEW, MANY, book=WHOLE), "casualties")).ends == "600"
    assert clashes(FEW, MANY) == [
        "Wounded alone are put at about 2,700 (Allied Ministry, January 2025), above the low end "
        "(Spy Service, February 2025)."
    ]


def test_no_clash_is_said_where_there_is_none():
    """A part up to the whole is no clash, nor one of which only the high end is above."""
    assert not clashes(FEW, figure("b", "ally", DAY, 600, metric="wounded"))
    assert not clashes(FEW, figure("b", "ally", DAY, (500, 900), metric="wounded"))
    assert not clashes(FEW, figure("b", "ally", DAY, "<900", metric="wounded"))


def test_each_part_has_its_own():
    """More wounded, and more dead, than both together."""
    dead = figure("c", "foe", DAY, "700+")
    assert [text.split(" are ")[0] for text in clashes(FEW, MANY, dead)] == [
        "Killed alone",
        "Wounded alone",
    ]
    assert "Killed alone are put at 700 or more (Foe Command, " in clashes(FEW, dead)[0]


def test_a_part_that_is_also_at_most_the_whole_is_said_once():
    """Two links of the codebook between the same counts are one clash."""
    hurt = replace(WHOLE.metrics["wounded"], at_most="casualties")
    book = replace(WHOLE, metrics={**WHOLE.metrics, "wounded": hurt})
    assert len(clashes(FEW, MANY, book=book)) == 1


def test_a_tally_of_the_whole_hides_no_part():
    """What is no part is passed over; the parts behind it are looked at."""
    names = replace(WHOLE.metrics["names"], at_most="casualties")
    book = replace(WHOLE, metrics={**WHOLE.metrics, "names": names})
    assert len(clashes(FEW, MANY, book=book)) == 1


def test_what_is_at_most_the_whole_lowers_no_end():
    """5,000 killed of 4,000 sent: said without "alone", for the dead are no part of a sum."""
    sent = figure("a", "spy", DAY, 4000, metric="troops_sent")
    assert clashes(sent, figure("b", "ally", DAY, 5000), metric="troops_sent") == [
        "Killed are put at about 5,000 (Allied Ministry, February 2025), above the low end (Spy "
        "Service, February 2025)."
    ]


@pytest.mark.parametrize("kind", ["tally", "proxy"])
def test_tallies_and_proxies_are_no_clash(kind):
    """What was counted one by one bounds; what only hints says nothing."""
    hurt = replace(WHOLE.metrics["wounded"], **{kind: True})
    book = replace(WHOLE, metrics={**WHOLE.metrics, "wounded": hurt})
    assert not clashes(FEW, MANY, book=book)


def present(name, number, place, day=DAY):
    return figure(name, "spy", day, number, metric="troops_present", place=place)


def test_a_place_inside_another():
    """More at the front than in the country: said of the country, not of the front."""
    pair = present("a", 500, "country"), present("b", 900, "front", "2025-01-20")
    assert clashes(*pair, metric="troops_present", place="country") == [
        "Present (The Front) alone are put at about 900 (Spy Service, January 2025), above the low "
        "end (Spy Service, February 2025)."
    ]
    assert not clashes(*pair, metric="troops_present", place="front")


def test_strengths_of_different_times_are_no_clash():
    """900 of 46 days ago may have left since, those of 45 days ago are compared; who was wounded
    long ago still is one of the wounded.
    """
    for day, clash in (("2024-12-17", False), ("2024-12-18", True)):
        pair = present("a", 500, "country"), present("b", 900, "front", day)
        assert bool(clashes(*pair, metric="troops_present", place="country")) == clash
    assert clashes(FEW, figure("b", "ally", "2024-06-01", 2700, metric="wounded"))


def test_a_part_that_is_counted_by_place_is_set_against_its_place():
    """More officers than soldiers at the front: said of the front, and of officers without a series
    a place, if none of them was counted elsewhere.
    """
    officers = Metric("officers", "Officers", "Officers.", "stock", by_place=True)
    officers = replace(officers, at_most="troops_present")
    soldiers = present("a", 500, "front")
    for by_place, place, who in (
        (True, "front", "Officers (The Front)"),
        (False, "front", "Officers"),
        (False, "country", None),
    ):
        metrics = {**WHOLE.metrics, "officers": replace(officers, by_place=by_place)}
        found = clashes(
            soldiers,
            figure("b", "ally", DAY, 900, metric="officers", place=place),
            metric="troops_present",
            place="front",
            book=replace(WHOLE, metrics=metrics),
        )
        told = f"{who} are put at about 900 (Allied Ministry, February 2025), above the low end"
        assert found == ([f"{told} (Spy Service, February 2025)."] if who else [])


def test_beside_a_computed_range_no_clash_is_said():
    """A pool's low end is nobody's."""
    assert not clashes(FEW, MANY, method="pool")


def test_an_end_that_is_only_at_most_is_no_clash():
    """ "Up to 800" below another's 1,000 may be anything down to nothing."""
    upto = [
        figure("b", "ally", DAY, "<800", metric="wounded"),
        figure("c", "foe", DAY, 1000, metric="wounded"),
    ]
    assert assess(ask(record(*upto, book=WHOLE), "wounded")).low == 800
    assert not clashes(FEW, *upto)


def test_long_names_give_way_to_short_ones():
    """A sentence of twenty-five words, whatever the parties are called."""
    name = "Ministry of Everything that Flies and Swims and Crawls of the North"
    long = {key: replace(WHOLE.parties[key], name=name) for key in ("spy", "ally")}
    book = replace(WHOLE, parties={**WHOLE.parties, **long})
    (text,) = clashes(FEW, MANY, book=book)
    assert len(text.split()) <= 25 and "(Ally, January 2025)" in text
    for key, ally, spy in (("spy", "Allied Ministry", "Spy"), ("ally", "Ally", "Spy Service")):
        book = replace(WHOLE, parties={**WHOLE.parties, key: long[key]})
        assert clashes(FEW, MANY, book=book) == [
            f"Wounded alone are put at about 2,700 ({ally}, January 2025), above the low end ({spy}, "
            "February 2025)."
        ]
