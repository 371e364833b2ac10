"""Numbers far outside that readers will meet are named, and why they are not counted."""

from dataclasses import replace

import pytest

from reconcile.made import WHOLE, figure, record
from tracker.curate.csl import csl_date
from tracker.curate.model import Misreport, Source
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask
from tracker.reconcile.sentences import says

DAY = "2025-05-01"
PAIR = (figure("a", "spy", DAY, 600), figure("b", "ally", DAY, 1000))


def left(*figures, metric="killed", misreports=(), book=WHOLE, **asked):
    issued = {"old": "2025-05-01", "month": "2025-05", "late": "2025-05-16", "none": None}
    sources = {
        page: Source(page, {"issued": csl_date(day)} if day else {}, PAIR[0].position)
        for page, day in {**issued, **dict.fromkeys(("one", "two", "3"))}.items()
    }
    data = replace(record(*figures, book=book), misreports=misreports, sources=sources)
    told = says(assess(ask(data, metric, **asked)))
    return [text for text in told if text.startswith("Left out")]


def disputed(number, name="x", party="foe", day=DAY, **more):
    return figure(name, party, day, number, attribution="conflicting", **more)


@pytest.mark.parametrize(
    ("number", "far"),
    [(300, True), (301, False), (800, False), (1999, False), (2000, True), (0, True)],
)
def test_twice_the_high_or_half_the_low(number, far):
    """From 600 to 1,000: 300 and 2,000 are far, what lies nearer is not."""
    assert bool(left(*PAIR, disputed(number))) == far


@pytest.mark.parametrize("said", [(0, 10), "500+", "<500"])
def test_inside_what_is_stated_nothing_is_far(said):
    """None of none to ten, 700 of 500 or more, and 400 of 500 or fewer are left out unsaid."""
    number = {"500+": 700, "<500": 400}.get(said, 0)
    assert not left(figure("a", "spy", DAY, said), disputed(number))


def test_what_is_said_of_a_disputed_number():
    """Its words, who is said to have said it and when, and why it does not count."""
    assert left(*PAIR, disputed(2500)) == [
        "Left out: about 2500 (Foe Command, May 2025), because pages disagree about what was said."
    ]


def test_a_name_too_long_for_a_sentence_gives_way_to_the_short_one():
    """Forty words of a name are not printed; the party's short name is."""
    foe = replace(WHOLE.parties["foe"], name=" ".join(["Command"] * 40))
    book = replace(WHOLE, parties={**WHOLE.parties, "foe": foe})
    assert left(*PAIR, disputed(2500), book=book) == [
        "Left out: about 2500 (Foe, May 2025), because pages disagree about what was said."
    ]


def test_what_two_statements_say_in_the_same_words_is_said_once():
    """Twice 2,500 in May, told apart only by their ids: one sentence."""
    told = left(*PAIR, disputed(2500), disputed(2500, "y", day="2025-04-30"), disputed(2500, "z"))
    assert [text.split(" (")[0] for text in told] == ["Left out: about 2500"] * 2
    assert len({*told}) == 2


def test_a_withdrawn_number_is_one_too():
    """Until it is withdrawn it speaks."""
    gone = figure("x", "foe", DAY, 9000, withdrawn="2025-06-01", withdrawn_reason="a slip")
    assert left(*PAIR, gone, known_on="2025-06-01") == [
        "Left out: about 9000 (Foe Command, May 2025), withdrawn since."
    ]
    assert not left(*PAIR, gone, known_on="2025-05-31")


def test_what_was_not_yet_stated_is_not_said():
    """As known in May, nobody had printed it."""
    late = disputed(9000, day="2025-05-01")
    late = replace(late, stated=figure("y", "foe", "2025-06-01", 1).stated)
    assert not left(*PAIR, late, known_on="2025-05-31")
    assert left(*PAIR, late, known_on="2025-06-01")


def test_less_long_ago_is_no_contradiction():
    """A count was lower in January: 100 of then is not far from 600 of May; 9,000 of then is."""
    assert not left(*PAIR, disputed(100, day="2025-01-01"))
    assert left(*PAIR, disputed(9000, day="2025-01-01"))
    assert left(*PAIR, disputed(2000, day="2025-01-01"))
    assert left(*PAIR, disputed(100, day="2025-01-31"))  # of ninety days before


def test_three_at_most_the_farthest_first():
    """Five are far: three are named, and that there are two more."""
    far = [disputed(n, f"x{n}", f"p{n % 7}") for n in (2000, 3000, 5000, 100, 9000)]
    told = left(*PAIR, *far)
    assert [text.split(" (")[0] for text in told] == [
        "Left out: about 9000",
        "Left out: about 100",
        "Left out: about 5000",
    ]
    assert told[-1].endswith("because pages disagree about what was said, and two more.")
    assert left(*PAIR, *far[1:])[-1].endswith("said, and one more.")
    assert left(*PAIR, *far[2:])[-1].endswith("about what was said.")


def garbled(pages, words="6,000", metric="killed", of="h.wounded"):
    return Misreport(of, {metric: words}, pages, None, PAIR[0].position)


HURT = figure("h", "ally", DAY, 6000, metric="wounded")
TWO = ("one", "two")


def test_a_misprint_of_two_pages_is_said():
    """Who reads that 6,000 were killed finds here what 6,000 were."""
    assert left(*PAIR, HURT, misreports=(garbled(TWO),)) == [
        "Left out: 6,000, which two pages print as killed; Allied Ministry said about 6000 wounded."
    ]
    assert "which three pages print" in left(*PAIR, HURT, misreports=(garbled((*TWO, "3")),))[0]


def test_a_misprint_of_one_page_is_not():
    """A slip of one newsroom is met by few."""
    assert not left(*PAIR, HURT, misreports=(garbled(("one",)),))


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        (("old", "none"), "two pages"),
        (("old", "month"), "two pages"),
        (("old", "late"), None),
        (("old", "month", "late"), "two pages"),
    ],
)
def test_a_page_garbles_nothing_before_it_was_printed(pages, told):
    """As known on 15 May: a page of 16 May does not count, one of some day in May does."""
    asked = {"misreports": (garbled(pages),), "known_on": "2025-05-15"}
    assert [text.split(", which ")[1][:9] for text in left(*PAIR, HURT, **asked)] == [told] * bool(
        told
    )


def test_a_misprint_near_the_range_is_not():
    """1,100 for 1,000 misleads nobody by much."""
    assert not left(*PAIR, HURT, misreports=(garbled(TWO, "1,100"),))


def test_a_misprint_is_said_where_it_is_printed_and_once_its_figure_is_known():
    """Of the dead, not of the wounded; and not before the statement was made."""
    assert not left(*PAIR, HURT, metric="wounded", misreports=(garbled(TWO),))
    late = replace(HURT, stated=figure("y", "foe", "2025-06-01", 1).stated)
    asked = {"misreports": (garbled(TWO),), "known_on": "2025-05-31"}
    assert not left(*PAIR, late, **asked)


def test_a_garbled_number_of_the_same_count():
    """An added nought: what was said needs no other noun."""
    slip = garbled(TWO, "10,000", of="b.killed")
    assert left(*PAIR, misreports=(slip,)) == [
        "Left out: 10,000, which two pages print as killed; Allied Ministry said about 1000."
    ]


def test_misprints_are_said_of_their_place_alone():
    """Of a strength at the front, not of one in the country; of a count wherever it was made; what
    is passed over hides nothing behind it.
    """
    there = {"metric": "troops_present"}
    figures = [
        figure("a", "spy", DAY, 600, **there),
        figure("b", "ally", DAY, 1000, **there),
        figure("c", "foe", DAY, 3000, place="country", **there),
    ]
    slips = (
        garbled(("one",), "8,000", **there, of="a.troops_present"),
        garbled(TWO, "9,000", **there, of="c.troops_present"),
        garbled(TWO, "10,000", **there, of="b.troops_present"),
    )
    assert left(*figures, **there, place="front", misreports=slips) == [
        "Left out: 10,000, which two pages print as present; Allied Ministry said about 1000."
    ]
    away = replace(PAIR[1], place="country")
    assert left(PAIR[0], away, misreports=(garbled(TWO, "10,000", of="b.killed"),))
