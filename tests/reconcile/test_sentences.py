"""A range as one sentence, word for word, for every kind of range."""

from dataclasses import replace

import pytest

from reconcile.made import NAMED, figure, record, share, vague
from tracker.curate.model import Metric, Party
from tracker.reconcile.assess import assess
from tracker.reconcile.phrases import label, number_word
from tracker.reconcile.question import ask
from tracker.reconcile.sentences import sentence, why_no_figure, why_none

KNOWN = "As known on 15 June 2025: "
ALONE = KNOWN + "a single assessment, which no independent one confirms."
ONE = KNOWN + "only one assessment states both ends, and nothing says how sure it is."
EVEN = (
    KNOWN + "two independent assessments. If they err independently, each as likely too high as "
    "too low, there is at most an even chance that the truth lies between."
)


def said(*figures, metric="killed", book=NAMED, on=None, known_on="2025-06-15", **more):
    data = record(*figures, book=book)
    return sentence(assess(ask(data, metric, on=on or known_on, known_on=known_on, **more)))


def test_two_parties():
    """Each end with who holds it and of which month; how many; how sure; on what condition."""
    assert said(
        figure("a", "spy", "2025-04", (600, 700)), figure("b", "ally", "2025-03-28", 1000)
    ) == (
        "Killed: 600 (Spy Service, April 2025) to about 1,000 (Allied Ministry, March 2025). "
        + EVEN
    )


def test_a_computed_number_is_said_in_its_words():
    """Nobody said 1,667 who said a third of 5,000."""
    third = share("b", "ally", "2025-03", "a third of 5,000")
    assert said(figure("a", "spy", "2025-04", 600), third).startswith(
        "Killed: about 600 (Spy Service, April 2025) to a third of 5,000 (Allied Ministry, "
        "March 2025)."
    )


def test_a_computed_bound_keeps_its_hedge_once():
    """ "More than a third of 5,000" is open by itself, and not "or more" as well."""
    third = share("b", "ally", "2025-03", "more than a third of 5,000")
    assert said(figure("a", "spy", "2025-04", 600), third).startswith(
        "Killed: about 600 (Spy Service, April 2025) to more than a third of 5,000 (Allied "
        "Ministry, March 2025)."
    )
    assert said(third).startswith(
        "Killed: more than a third of 5,000 (Allied Ministry, March 2025)."
    )


@pytest.mark.parametrize(
    ("words", "said_so"),
    [
        ("at least half of 11,000", "at least half of 11,000"),
        ("about two thirds of 9,000", "about two thirds of 9,000, or more"),
    ],
)
def test_a_part_in_computed_words_is_opened_once(words, said_so):
    """A count of a part is "at least", unless its words say so already."""
    part = share("b", "ally", "2025-05", words, covers="one front")
    assert said(part).startswith(
        f"Killed: {said_so} (Allied Ministry, May 2025, counting only one front)."
    )


def test_an_open_end_in_computed_words_is_that_of_who_left_it_open():
    """Half of 1,200 by one party, at least half of 1,200 by another, whoever spoke first."""
    for first, second in (("Allied Ministry", "Foe Command"), ("Foe Command", "Allied Ministry")):
        words = {first: "half of 1,200", second: "at least half of 1,200"}
        two = (
            share("b", "ally", "2025-05-01", words["Allied Ministry"]),
            share("c", "foe", "2025-05-02", words["Foe Command"]),
        )
        assert said(figure("a", "spy", "2025-05-03", 300), *two).startswith(
            f"Killed: about 300 (Spy Service, May 2025) to at least half of 1,200 ({second}, May 2025)."
        )


def test_a_computed_limit_above_keeps_its_hedge():
    """Below the others it is open below, above them an end as it was said; without a hedge of its
    own it is opened.
    """
    limit = share("b", "ally", "2025-05", "up to half of 600")
    for number, told in (
        (600, "up to half of 600 (Allied Ministry, May 2025) to about 600 (Spy"),
        (100, "about 100 (Spy Service, May 2025) to up to half of 600 (Allied"),
    ):
        assert said(figure("a", "spy", "2025-05", number), limit).startswith(f"Killed: {told}")
    bare = replace(share("b", "ally", "2025-05", "half of 600"), low=None, best=None)
    assert said(bare).startswith("Killed: half of 600, or fewer (Allied Ministry, May 2025).")


def test_an_upper_end_that_one_holds_on_both_sides_is_no_limit_only():
    """About 900, and up to 900: 900."""
    figures = [
        figure(name, party, "2025-05", number)
        for name, party, number in (("a", "spy", 600), ("b", "ally", 900), ("c", "foe", "<900"))
    ]
    assert said(*figures).startswith(
        "Killed: about 600 (Spy Service, May 2025) to 900 (Foe Command, May 2025, and one other)."
    )


def test_an_old_computed_count_is_opened_behind_a_comma():
    """It is not "two thirds of 4,000 or more": the two thirds are open, not the 4,000."""
    old = share("b", "ally", "2025-01", "about two thirds of 4,000")
    assert said(figure("a", "spy", "2025-05-30", 2000), old).startswith(
        "Killed: about 2000 (Spy Service, May 2025) to about two thirds of 4,000, or more (Allied "
        "Ministry, January 2025, an older count).".replace("2000", "2,000")
    )


@pytest.mark.parametrize(
    ("spy", "ally", "foe", "told"),
    [
        (600, "600+", None, "about 600 ({spy}) to 600 or more ({ally})."),
        (600, 600, "600+", "about 600 ({spy}, and one other) to 600 or more ({foe})."),
        (300, 600, "600+", "about 300 ({spy}) to 600 or more ({foe})."),
        ((300, 600), "600+", None, "300 ({spy}) to 600 or more ({ally})."),
        ("<600", "600+", None, "at least 600 ({ally}) to at most 600 ({spy})."),
        (600, "<600", None, "600 ({ally}, and one other)."),
        (600, 600, None, "about 600 ({spy}, and one other)."),
        ("600+", "600+", None, "at least 600 ({spy}, and one other)."),
    ],
)
def test_each_end_is_in_the_mouth_of_who_stated_it(spy, ally, foe, told):
    """ "Or more" is said of those who left it open; where the ends meet, each keeps its holders."""
    names = {key: f"{NAMED.parties[key].name}, May 2025" for key in ("spy", "ally", "foe")}
    given = (("a", "spy", spy), ("b", "ally", ally), ("c", "foe", foe))
    figures = [figure(name, party, "2025-05", value) for name, party, value in given]
    assert said(*figures).startswith(f"Killed: {told.format_map(names)} {KNOWN}")


def test_a_low_and_a_best_are_one_partys_ends():
    """100 at least, and 150 at best, is 100 to 150 or more: "at least" is not said twice."""
    best = replace(figure("a", "spy", "2025-05", (100, 150)), best=150.0, high=None)
    assert said(best).startswith("Killed: 100 to 150 or more (Spy Service, May 2025).")


def test_a_hedge_that_only_some_gave_is_not_printed():
    """One says about 600, the other nearly 600: the number both hold is 600."""
    nearly = replace(figure("b", "ally", "2025-04", 600), said="nearly 600", qualifier="nearly")
    assert said(figure("a", "spy", "2025-04", 600), nearly).startswith(
        "Killed: 600 (Spy Service, April 2025, and one other)."
    )


def test_another_day_than_the_known_one():
    """Asked about May with the knowledge of June, it says both."""
    assert said(figure("a", "spy", "2025-04-30", 600), on="2025-05-01") == (
        "Killed: about 600 (Spy Service, April 2025). As of 1 May 2025, as known on 15 June 2025: "
        "a single assessment, which no independent one confirms."
    )


def test_a_single_assessment_with_two_ends():
    """One party's own interval names the party once."""
    assert said(figure("a", "spy", "2025-04-30~", (600, 700))) == (
        "Killed: 600 to 700 (Spy Service, about April 2025). " + ALONE
    )


def test_all_say_the_same():
    """That all agree is no measure of being right."""
    assert said(figure("a", "spy", "2025-04-30", 3000), figure("b", "ally", "2025-05", 3000)) == (
        "Killed: about 3,000 (Spy Service, April 2025, and one other). "
        + KNOWN
        + "two independent assessments. That they agree does not say how sure it is."
    )


def test_offices_of_one_government():
    """Two offices of one affiliation do not confirm each other."""
    assert said(figure("a", "spy", "2025-04-30", 300), figure("b", "army", "2025-05-01", 400)) == (
        "Killed: about 300 (Spy Service, April 2025) to about 400 (Army Staff, May 2025). "
        + KNOWN
        + "the assessments with both ends come from one affiliation (North), and none confirms "
        "another."
    )


def test_a_best_value_is_the_end_that_it_closes():
    """Who gives a low and a best states both ends, alone and beside others."""
    low = replace(figure("a", "spy", "2025-04-30", 300), low=250, high=None)
    high = replace(figure("b", "army", "2025-05-01", 400), low=None, high=500)
    assert said(low, high).endswith("come from one affiliation (North), and none confirms another.")
    other = replace(high, party="ally", affiliation="ally-land")
    assert KNOWN + "two independent assessments. If" in said(low, other)


def test_at_least_on_top():
    """ "At least 3,000" above everything else is printed as 3,000 or more, and is none of the
    independent two.
    """
    assert said(
        figure("a", "spy", "2025-04-30", 600),
        figure("b", "ally", "2025-05-01", 800),
        figure("c", "foe", "2025-05", "3000+"),
    ) == (
        "Killed: about 600 (Spy Service, April 2025) to 3,000 or more (Foe Command, May 2025). "
        + EVEN.replace("assessments.", "assessments with both ends.")
    )


def test_up_to_below():
    """ "Up to 200" below everything else is printed as 200 or fewer."""
    assert said(figure("a", "spy", "2025-04-30", 600), figure("c", "foe", "2025-05", "<200")) == (
        "Killed: 200 or fewer (Foe Command, May 2025) to about 600 (Spy Service, April 2025). "
        + ONE
    )


def test_up_to_above():
    """ "Up to 900" above everything else is a closed end, marked as what it is."""
    assert said(
        figure("a", "spy", "2025-04-30", 600), figure("c", "foe", "2025-05", "<900")
    ).startswith(
        "Killed: about 600 (Spy Service, April 2025) to at most 900 (Foe Command, May 2025)."
    )


def test_only_at_least():
    """No upper limit is made up."""
    assert said(
        figure("a", "spy", "2025-04-30", "300+"), figure("b", "ally", "2025-05", "400+")
    ) == (
        "Killed: at least 400 (Allied Ministry, May 2025). "
        + KNOWN
        + "nobody states an upper limit."
    )


def test_only_up_to():
    """No lower limit is made up."""
    assert said(figure("a", "spy", "2025-04-30", "<300")) == (
        "Killed: at most 300 (Spy Service, April 2025). " + KNOWN + "nobody states a lower limit."
    )


def test_an_old_up_to():
    """An upper limit of a count that may have grown since is one of its own day; of a strength,
    which may have fallen too, that it is old is all that is said.
    """
    old = {"name": "a", "party": "spy", "as_of": "2025-01-01", "value": "<300"}
    low = figure("b", "ally", "2025-01-01", "200+")
    assert said(figure(**old)).startswith("Killed: at most 300 then (Spy Service, January 2025).")
    assert said(figure(**old), low).startswith(
        "Killed: at least 200 (Allied Ministry, January 2025) to at most 300 then (Spy Service, "
    )
    there = {"metric": "troops_present"}
    assert said(figure(**old, **there), **there).startswith(
        "Present (The Front): at most 300 (Spy Service, January 2025)."
    )


def test_at_least_and_up_to():
    """Two one-sided figures make both ends."""
    assert said(
        figure("a", "spy", "2025-04-30", "300+"), figure("b", "ally", "2025-05", "<400")
    ) == (
        "Killed: at least 300 (Spy Service, April 2025) to at most 400 (Allied Ministry, May "
        "2025). " + KNOWN + "nobody states both ends."
    )


def test_incompatible():
    """Figures that cannot both be true make no range, and both are named."""
    assert said(
        figure("a", "spy", "2025-04-30", "500+"), figure("b", "ally", "2025-05", "<400")
    ) == (
        "Killed: no range. "
        + KNOWN
        + "at least 500 (Spy Service, April 2025) and at most 400 (Allied Ministry, May 2025) "
        "cannot both be true."
    )
    four = [
        figure(name, party, "2025-05", number)
        for name, party, number in (
            ("a", "spy", "500+"),
            ("b", "army", "450+"),
            ("c", "ally", "<400"),
            ("d", "foe", "<300"),
        )
    ]
    assert "at least 500 (Spy Service, May 2025) and at most 300 (Foe Command, May" in said(*four)
    assert why_none(assess(ask(record(*four), "killed"))) == "the assessments are incompatible"


def test_no_consensus():
    """More than tenfold apart is said."""
    assert said(figure("a", "spy", "2025-04-30", 300), figure("b", "ally", "2025-05-01", 6000)) == (
        "Killed: about 300 (Spy Service, April 2025) to about 6,000 (Allied Ministry, May 2025). "
        + EVEN
        + " There is no consensus: the ends differ more than tenfold."
    )


def test_nine_leave_out_the_outermost():
    """From eight on it is said that the ends are not the outermost; 1 - 2 * 10 / 512 is 96%."""
    nine = [figure(f"x{n}", f"p{n}", "2025-05-01", 510 + 10 * n) for n in range(9)]
    assert said(*nine) == (
        "Killed: about 520 (Party 1, May 2025) to about 580 (Party 7, May 2025). "
        + KNOWN
        + "nine independent assessments. The ends leave out the lowest and the highest of them. "
        "If they err independently, each as likely too high as too low, there is at most a 96% "
        "chance that the truth lies between."
    )


def test_a_stale_count():
    """What was last assessed long ago is said to be, and that a count may have grown since."""
    assert said(figure("a", "spy", "2025-01-01", 300)) == (
        "Killed: about 300 (Spy Service, January 2025). "
        + ALONE
        + " Last assessed as of 1 January 2025, 165 days before; the number may since have grown."
    )


def test_a_stale_strength_at_a_place():
    """A strength names its place, and may no longer hold."""
    assert said(
        figure("a", "spy", "2025-01-01", 300, metric="troops_present"), metric="troops_present"
    ) == (
        "Present (The Front): about 300 (Spy Service, January 2025). "
        + ALONE
        + " Last assessed as of 1 January 2025, 165 days before; it may no longer hold."
    )


def test_an_end_held_by_an_old_count():
    """An older count at the high end is named as such."""
    assert said(figure("a", "spy", "2025-05-30", 300), figure("b", "ally", "2024-12-30", 700)) == (
        "Killed: about 300 (Spy Service, May 2025) to 700 or more (Allied Ministry, December "
        "2024, an older count). "
        + KNOWN
        + "only one assessment speaks for that time, and nothing says how sure it is."
    )


def test_an_end_held_by_a_count_from_before_a_revision():
    """On its very day it is no older count: its party has since thought again of a later one."""
    first, then = (
        figure(name, "spy", f"2025-01-{day}", 100) for name, day in (("a", "05"), ("b", "10"))
    )
    again = figure("c", "spy", "2025-01-20", 300, revises="b")
    assert said(first, then, again, on="2025-01-05").startswith(
        "Killed: at least 100 (Spy Service, January 2025, a count from before it revised upward)."
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"covers": "one battle"}, "counting only one battle"),
        ({"since": "2025-05-01"}, "counting only since 1 May 2025"),
        (
            {"covers": "officers", "since": "2025-05-01"},
            "counting only officers, since 1 May 2025",
        ),
        ({"covers": "only officers"}, "counting only officers"),
        ({"covers": "Only officers."}, "counting only officers"),
        ({"covers": "Counting only the men of Company B."}, "counting only the men of Company B"),
    ],
)
def test_only_a_part(more, words):
    """A partial count says what it counts, and is at most a lower bound."""
    assert said(figure("a", "foe", "2025-05-30", 20, **more)) == (
        f"Killed: at least 20 (Foe Command, May 2025, {words}). "
        + KNOWN
        + "nobody states an upper limit."
    )


def test_vague_words_alone_are_at_least_their_low():
    """Nobody said 900 who said "several hundred": only the low is read into it, and quoted."""
    assert said(vague("a", "spy", "2025-05-30")) == (
        "Killed: at least 300 (Spy Service, May 2025, “several hundred”). "
        + KNOWN
        + "nobody states an upper limit."
    )


def test_no_figure_yet():
    """Before the first figure: which one it is, and from when."""
    one = figure("a", "spy", "2025-05-30", 300, stated="2025-06-03")
    assert said(one, on="2025-04-01") == (
        "Killed: no figure. As of 1 April 2025, as known on 15 June 2025: the first, “about 300” "
        "of Spy, holds from 30 May 2025 on. Ask for that day or a later one."
    )
    assert said(one, known_on="2025-06-02") == (
        "Killed: no figure. As known on 2 June 2025: the first, “about 300” of Spy, was known "
        "from 3 June 2025 on. Ask for that day or a later one."
    )


def test_no_plan_yet():
    """A plan is for a day after that of knowledge; the remedy gives it."""
    plan = figure("a", "spy", "2025-07", 300, stated="2025-06-03", metric="troops_planned")
    assert said(plan, metric="troops_planned") == (
        "Planned: no figure. " + KNOWN + "the first, “about 300” of Spy, is for July 2025. Ask for "
        "31 July 2025 or a later day."
    )
    assert said(plan, metric="troops_planned", on="2025-07-31").startswith("Planned: about 300 (")


def test_no_figure_at_all():
    """A metric without figures, or with figures that are all left out, says so."""
    one = figure("a", "spy", "2025-05-30", 300, attribution="conflicting")
    assert said(one, metric="captured") == (
        "Captured: no figure. " + KNOWN + "the record has none. Add one to estimates.yaml."
    )
    assert said(one) == (
        "Killed: no figure. "
        + KNOWN
        + "all that was stated is left out. `tracker explain killed` says why."
    )
    assert (
        why_no_figure(ask(record(one), "captured"))
        == "the record has none: add one to estimates.yaml"
    )
    silent = [
        figure(name, "spy", day, 600, stated="2025-06-15", **more)
        for name, day, more in (
            ("a", "2025-01-01", {}),
            ("b", "2025-02-01", {}),
            ("c", "2025-06-01", {"revises": "b"}),
        )
    ]
    assert "known on 15 June 2025: all that was stated is left out" in said(
        *silent, on="2025-03-01"
    )


def test_any_metric_reads_well():
    """The codebook's label is all a sentence knows of a metric; initials keep their capitals."""
    book = replace(
        NAMED,
        metrics={
            **NAMED.metrics,
            "tanks": Metric("tanks", "Tanks lost", "Tanks.", "cumulative"),
            "pow": Metric("pow", "POWs held", "Prisoners.", "stock"),
        },
    )
    assert said(
        figure("a", "spy", "2025-05-30", 30, metric="tanks"), metric="tanks", book=book
    ).startswith("Tanks lost: about 30 (Spy Service, May 2025).")
    assert (
        label(book, "pow", "front") == "POWs held"
        and label(book, "tanks", "front", start=True) == "Tanks lost"
    )


def test_uncertain_days_stay_uncertain():
    """A question mark is said."""
    book = replace(
        NAMED, parties={**NAMED.parties, "spy": Party("spy", "The Agency", "north", "Agency")}
    )
    assert "(The Agency, perhaps May 2025)" in said(figure("a", "spy", "2025-05?", 300), book=book)


def test_counts_up_to_twelve_are_words():
    """As a newspaper sets them; thirteen is digits."""
    words = "no one two three four five six seven eight nine ten eleven twelve 13"
    assert " ".join(map(number_word, range(14))) == words
