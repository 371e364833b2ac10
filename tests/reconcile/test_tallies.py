"""What is counted one by one bounds the whole hard: below, between and above what is estimated."""

from dataclasses import replace

import pytest

from reconcile.made import WHOLE, figure, record
from tracker.curate.model import Metric
from tracker.reconcile.assess import assess, at_least, changes
from tracker.reconcile.methods.figures import Ends
from tracker.reconcile.question import METHODS, ask
from tracker.reconcile.ranges import explain
from tracker.reconcile.sensitivity import sensitivity
from tracker.reconcile.sentences import says
from tracker.reconcile.voices import tallied

DAY = "2025-02-01"
KNOWN = "As known on 1 February 2025: "


def counted(number, name="n", **more):
    made = figure(name, "paper", more.pop("as_of", DAY), number, metric="names", **more)
    return replace(made, said=f"{number:,}", qualifier="exact")


def asked(*figures, metric="killed", book=WHOLE, **more):
    return ask(record(*figures, book=book), metric, **more)


ESTIMATES = (figure("a", "spy", DAY, 6000), figure("b", "ally", DAY, 25000))


@pytest.mark.parametrize(
    ("names", "ends", "centre"),
    [
        (500, "6,000 to 25,000", 12247),
        (6000, "6,000 to 25,000", 12247),
        (8712, "8,712 to 25,000", 12247),
        (20000, "20,000 to 25,000", 20000),
        (25000, "25,000", 25000),
        (30000, "30,000 or more", 30000),
    ],
)
def test_below_between_and_above(names, ends, centre):
    """Below the low it changes nothing, between it is the low, above the high it is all there is;
    the centre is no lower.
    """
    answer = assess(asked(*ESTIMATES, counted(names)))
    assert (answer.ends, round(answer.centre)) == (ends, centre)
    assert answer.low_party == ("paper" if names > 6000 else "spy")
    assert "n.names" in answer.figures and answer.independent == 2


def test_of_several_counts_the_highest_holds_and_of_equal_ones_the_oldest():
    """Each party's newest list counts, and so does the list of a part."""
    few, more = counted(8000, "m"), replace(counted(9000, "n"), party="ally")
    assert assess(asked(*ESTIMATES, few, more)).low_party == "ally"
    part = replace(counted(9000, "p", as_of="2025-01-20", covers="one town"), party="foe")
    assert assess(asked(*ESTIMATES, few, more, part)).low_party == "foe"


def test_a_count_of_nobody_moves_no_end():
    """Where none was found one by one, the whole is what it was."""
    nobody = Ends(0, 0, 0, False, False, 1, None, "spy", "spy", "", "")
    assert at_least(nobody, counted(0)) == nobody


def test_between_it_is_said_as_what_it_is():
    """The low end has its holder, and is not hedged."""
    told = says(assess(asked(*ESTIMATES, counted(8712))))
    assert told[0] == (
        "Killed: 8,712 (The Paper, February 2025, counted one by one) to about 25,000 (Allied "
        "Ministry, February 2025)."
    )
    assert told[1] == KNOWN + "two independent assessments."


def test_on_the_high_end_no_chance_is_stated():
    """Between 25,000 and 25,000 lies nothing; who estimated so many is named too."""
    answer = assess(asked(*ESTIMATES, counted(25000)))
    assert answer.confidence is None and not answer.high_open
    assert says(answer) == [
        "Killed: 25,000 (The Paper, February 2025, counted one by one) to about 25,000 (Allied "
        "Ministry, February 2025).",
        KNOWN + "two independent assessments.",
        "Nothing says how sure it is.",
    ]


def test_above_no_chance_is_stated():
    """An interval that the count refutes holds the truth with no probability worth naming."""
    answer = assess(asked(*ESTIMATES, counted(30000)))
    assert answer.confidence is None and answer.high_open
    assert says(answer) == [
        "Killed: 30,000 or more (The Paper, February 2025, counted one by one).",
        KNOWN + "what was counted one by one lies above what is estimated.",
    ]


@pytest.mark.parametrize("method", METHODS)
def test_above_every_method_is_open(method):
    """Where the count lies above all that a method makes of the estimates, it is that or more."""
    three = (*ESTIMATES, figure("c", "foe", DAY, (7000, 30000)))
    answer = assess(asked(*three, counted(900_000), method=method))
    told = (answer.low, answer.high, answer.high_open, answer.confidence)
    assert told == (900_000, 900_000, True, None)


def test_alone_it_is_at_least():
    """Without any estimate the whole is at least what was counted, and no other method says more."""
    question = asked(counted(40))
    assert says(assess(question)) == [
        "Killed: at least 40 (The Paper, February 2025, counted one by one).",
        KNOWN + "nobody states an upper limit.",
    ]
    assert all(assess(question.by(method)).empty for method in METHODS[1:])


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("<30", "40 or more ({names})."),
        ("<40", "40 ({names}) to at most 40 (Spy Service, February 2025)."),
        (40, "about 40 (Spy Service, February 2025)."),
    ],
)
def test_beside_bounds_that_it_contradicts_or_meets(limit, told):
    """ "Up to 30" and 40 names: 40 or more; "up to 40" and 40 names: both are said."""
    names = "The Paper, February 2025, counted one by one"
    assert says(assess(asked(figure("a", "spy", DAY, limit), counted(40))))[0] == (
        f"Killed: {told.format(names=names)}"
    )


@pytest.mark.parametrize("method", METHODS)
def test_no_methods_end_lies_below_it(method):
    """A hard bound is one for every method that has a range."""
    three = (*ESTIMATES, figure("c", "foe", DAY, (7000, 30000)))
    answer = assess(asked(*three, counted(8712), method=method))
    assert answer.empty or answer.low >= 8712


def test_explain_names_it_with_its_own_role():
    """Role, reason, file and line of the figure it stands on, behind those of the metric."""
    frame = explain(record(*ESTIMATES, counted(8712, line=77), book=WHOLE), "killed")
    row = frame.iloc[-1]
    assert (row.figure, row.role, row.used, row.line) == ("n.names", "derived", True, 77)
    assert row.reason == "counted one by one: the whole is at least 8,712"
    assert list(frame.role) == ["voice", "voice", "derived"]


def test_its_newest_count_is_taken_as_known_then():
    """Each list is known from its day; the range changes on each of them."""
    names = [counted(7000, "m", as_of="2025-02-10"), counted(9000, "n", as_of="2025-03-01")]
    data = record(*ESTIMATES, *names, book=WHOLE)
    steps = list(changes(ask(data, "killed", known_on="2025-03-01")))
    assert [(step.on.isoformat(), step.low) for step in steps][-2:] == [
        ("2025-02-10", 7000),
        ("2025-03-01", 9000),
    ]


def test_it_bounds_what_contains_the_whole():
    """Named dead are dead, the dead are killed or wounded, and all of them were sent."""
    one = ask(record(counted(1000), book=WHOLE), "names")
    within = {key: [tally.key for tally in tallied(one.about(key))] for key in WHOLE.metrics}
    assert within["casualties"] == within["troops_sent"] == within["killed"] == ["names"]
    assert within["wounded"] == within["names"] == []
    few = figure("a", "spy", DAY, 900, metric="casualties")
    assert assess(asked(few, counted(1000), metric="casualties")).ends == "1,000 or more"


def test_a_count_at_a_place_bounds_that_place_and_what_contains_it():
    """Vehicles photographed at the front are in the country too; not the other way round."""
    seen = Metric(
        "seen", "Seen", "Seen.", "stock", by_place=True, at_most="troops_present", tally=True
    )
    book = replace(WHOLE, metrics={**WHOLE.metrics, "seen": seen})
    at = [figure("p", "ally", DAY, 50, metric="troops_present", place=p) for p in ("front",)]
    at += [figure("q", "ally", DAY, 60, metric="troops_present", place="country")]
    for place, low in (("front", (70, 70)), ("country", (50, 70))):
        data = (*at, figure("s", "paper", DAY, 70, metric="seen", place=place))
        ends = [
            assess(asked(*data, metric="troops_present", place=where, book=book)).low
            for where in ("front", "country")
        ]
        assert tuple(ends) == low


@pytest.mark.parametrize(
    ("counted_at", "asked_at", "ends"),
    [
        ("front", "front", "412 or more"),
        ("front", "country", "412 or more"),
        ("country", "country", "412 or more"),
        ("country", "front", "300 to 400"),
    ],
)
def test_names_without_places_bound_where_they_were_counted(counted_at, asked_at, ends):
    """A list that is one series bounds the place of its figures, and what contains it."""
    killed = replace(WHOLE.metrics["killed"], by_place=True)
    book = replace(WHOLE, metrics={**WHOLE.metrics, "killed": killed})
    estimate = figure("a", "spy", DAY, (300, 400), place=asked_at)
    data = estimate, counted(412, place=counted_at)
    assert assess(asked(*data, place=asked_at, book=book)).ends == ends


def test_variants_of_the_range_keep_it():
    """No way of making the range again forgets what was counted."""
    frame = sensitivity(record(*ESTIMATES, counted(8712), book=WHOLE), "killed")
    assert frame.low.min() == 8712
