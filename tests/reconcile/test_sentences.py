"""A range as one sentence, word for word, for every kind of range."""

from dataclasses import replace

import pytest

from reconcile.made import BOOK, figure, record
from tracker.curate.model import Metric, Party
from tracker.reconcile.assess import assess
from tracker.reconcile.phrases import label
from tracker.reconcile.question import ask
from tracker.reconcile.sentences import sentence

NAMES = {
    "spy": "Spy Service",
    "army": "Army Staff",
    "ally": "Allied Ministry",
    "foe": "Foe Command",
}
NAMED = replace(
    BOOK,
    parties={
        **BOOK.parties,
        **{key: replace(BOOK.parties[key], name=name) for key, name in NAMES.items()},
    },
)
EVEN = (
    "two independent assessments; even if they err independently, at most an even chance that the "
    "truth lies between, "
    "provided each is as likely too high as too low."
)


def said(*figures, metric="killed", book=NAMED, on=None, known_on="2025-06-15", **more):
    data = record(*figures, book=book)
    return sentence(assess(ask(data, metric, on=on or known_on, known_on=known_on, **more)))


def test_two_parties():
    """Each end with who holds it and of when, no more precise than they said; the day; how many;
    how sure; on what condition.
    """
    assert said(
        figure("a", "spy", "2025-04", (600, 700)), figure("b", "ally", "2025-03-28", 1000)
    ) == (
        "Between 600 (Spy Service, April 2025) and about 1,000 (Allied Ministry, 28 March 2025) "
        "killed, "
        "as known on 15 June 2025; " + EVEN
    )


def test_a_computed_number_is_about():
    """A third of 5,000 is printed as about 1,667, whatever its hedge."""
    third = replace(
        figure("b", "ally", "2025-03", 1),
        said="a third of 5,000",
        qualifier="exact",
        low=5000 / 3,
        best=5000 / 3,
        high=5000 / 3,
    )
    assert "and about 1,667 (Allied Ministry, March 2025) killed" in said(
        figure("a", "spy", "2025-04", 600), third
    )


def test_a_computed_bound_is_about_too():
    """ "More than a third of 5,000" above everything else is about 1,667 or more: nobody said
    1,667.
    """
    third = replace(
        figure("b", "ally", "2025-03", "1+"), said="more than a third of 5,000", low=5000 / 3
    )
    assert "and about 1,667 or more (Allied Ministry, March 2025) killed" in said(
        figure("a", "spy", "2025-04", 600), third
    )
    assert said(third).startswith("At least about 1,667 (Allied Ministry, March 2025) killed")


def test_at_least_what_another_says_is_one_open_number():
    """About 600, and at least 600: 600 or more, named once, and not "between 600 and 600"."""
    assert said(figure("a", "spy", "2025-04-30", 600), figure("b", "ally", "2025-05", "600+")) == (
        "600 or more (Spy Service, 30 April 2025; Allied Ministry, May 2025) killed, as known on "
        "15 June 2025; "
        "only one assessment states both ends, so that nothing says how sure it is."
    )
    three = [
        figure("a", "spy", "2025-05", 600),
        figure("b", "ally", "2025-05", 600),
        figure("c", "foe", "2025-05", "600+"),
    ]
    assert said(*three).startswith("600 or more (")


def test_a_hedge_that_only_some_gave_is_not_printed():
    """One says about 600, the other nearly 600: the number both hold is 600."""
    nearly = replace(figure("b", "ally", "2025-04", 600), said="nearly 600", qualifier="nearly")
    assert said(figure("a", "spy", "2025-04", 600), nearly).startswith("All say 600 (")


def test_another_day_than_the_known_one():
    """Asked about May with the knowledge of June, it says both."""
    assert said(figure("a", "spy", "2025-04-30", 600), on="2025-05-01") == (
        "About 600 (Spy Service, 30 April 2025) killed, as of 1 May 2025, as known on 15 June "
        "2025; "
        "a single assessment, which no independent one confirms."
    )


def test_a_single_assessment_with_two_ends():
    """One party's own interval names the party once."""
    assert said(figure("a", "spy", "2025-04-30~", (600, 700))) == (
        "Between 600 and 700 (Spy Service, about 30 April 2025) killed, as known on 15 June 2025; "
        "a single assessment, which no independent one confirms."
    )


def test_all_say_the_same():
    """That all agree is said, and that agreement is no measure of being right."""
    assert said(figure("a", "spy", "2025-04-30", 3000), figure("b", "ally", "2025-05", 3000)) == (
        "All say about 3,000 (Spy Service, 30 April 2025; Allied Ministry, May 2025) killed, as "
        "known on 15 June 2025; "
        "two independent assessments; that they agree does not say how sure it is."
    )


def test_offices_of_one_government():
    """Two offices of one affiliation do not confirm each other."""
    assert said(figure("a", "spy", "2025-04-30", 300), figure("b", "army", "2025-05-01", 400)) == (
        "Between about 300 (Spy Service, 30 April 2025) and about 400 (Army Staff, 1 May 2025) "
        "killed, as known on 15 June 2025; "
        "the assessments with both ends are all of one affiliation, North, so that none confirms "
        "another."
    )


def test_at_least_on_top():
    """ "At least 3,000" above everything else is printed as 3,000 or more, and is none of the
    independent two.
    """
    assert said(
        figure("a", "spy", "2025-04-30", 600),
        figure("b", "ally", "2025-05-01", 800),
        figure("c", "foe", "2025-05", "3000+"),
    ) == (
        "Between about 600 (Spy Service, 30 April 2025) and 3,000 or more (Foe Command, May 2025) "
        "killed, as known on 15 June 2025; "
        + EVEN.replace("assessments", "assessments with both ends")
    )


def test_up_to_below():
    """ "Up to 200" below everything else is printed as 200 or fewer."""
    assert said(figure("a", "spy", "2025-04-30", 600), figure("c", "foe", "2025-05", "<200")) == (
        "Between 200 or fewer (Foe Command, May 2025) and about 600 (Spy Service, 30 April 2025) "
        "killed, as known on 15 June 2025; "
        "only one assessment states both ends, so that nothing says how sure it is."
    )


def test_up_to_above():
    """ "Up to 900" above everything else is a closed end, marked as what it is."""
    assert said(
        figure("a", "spy", "2025-04-30", 600), figure("c", "foe", "2025-05", "<900")
    ).startswith(
        "Between about 600 (Spy Service, 30 April 2025) and at most 900 (Foe Command, May 2025) "
        "killed,"
    )


def test_only_at_least():
    """No upper limit is made up."""
    assert said(
        figure("a", "spy", "2025-04-30", "300+"), figure("b", "ally", "2025-05", "400+")
    ) == (
        "At least 400 (Allied Ministry, May 2025) killed, as known on 15 June 2025; nobody states "
        "an upper limit."
    )


def test_only_up_to():
    """No lower limit is made up."""
    assert said(figure("a", "spy", "2025-04-30", "<300")) == (
        "At most 300 (Spy Service, 30 April 2025) killed, as known on 15 June 2025; nobody states "
        "a lower limit."
    )


def test_at_least_and_up_to():
    """Two one-sided figures make both ends."""
    assert said(
        figure("a", "spy", "2025-04-30", "300+"), figure("b", "ally", "2025-05", "<400")
    ) == (
        "Between at least 300 (Spy Service, 30 April 2025) and at most 400 (Allied Ministry, May "
        "2025) killed, "
        "as known on 15 June 2025; nobody states both ends."
    )


def test_incompatible():
    """Figures that cannot both be true make no range, and both are named."""
    assert said(
        figure("a", "spy", "2025-04-30", "500+"), figure("b", "ally", "2025-05", "<400")
    ) == (
        "Killed: no range, because at least 500 (Spy Service, 30 April 2025) and at most 400 "
        "(Allied Ministry, May 2025) "
        "cannot both be true, as known on 15 June 2025."
    )


def test_no_consensus():
    """More than tenfold apart: said first, with no centre."""
    assert said(figure("a", "spy", "2025-04-30", 300), figure("b", "ally", "2025-05-01", 6000)) == (
        "No consensus: between about 300 (Spy Service, 30 April 2025) and about 6,000 (Allied "
        "Ministry, 1 May 2025) killed, "
        "as known on 15 June 2025; "
        + EVEN[:-1]
        + "; the ends differ more than tenfold, so that no centre is given."
    )


def test_nine_leave_out_the_outermost():
    """From eight on the sentence says that the ends are not the outermost; 1 - 2 * 10 / 512 is
    96%.
    """
    nine = [figure(f"x{n}", f"p{n}", "2025-05-01", 510 + 10 * n) for n in range(9)]
    assert said(*nine) == (
        "Between about 520 (Party 1, 1 May 2025) and about 580 (Party 7, 1 May 2025) killed, as "
        "known on 15 June 2025; "
        "nine independent assessments; the ends leave out the lowest and the highest of them; "
        "even if they err independently, "
        "at most a 96% chance that the truth lies between, provided each is as likely too high as "
        "too low."
    )


def test_a_stale_count():
    """What was last assessed long ago is said to be, and that a count may have grown since."""
    assert said(figure("a", "spy", "2025-01-01", 300)) == (
        "About 300 (Spy Service, 1 January 2025) killed, as known on 15 June 2025; a single "
        "assessment, which no independent one "
        "confirms; last assessed as of 1 January 2025, 165 days before, so that the number may "
        "since have grown."
    )


def test_a_stale_strength_at_a_place():
    """A strength names its place, and may no longer hold."""
    assert said(
        figure("a", "spy", "2025-01-01", 300, metric="troops_present"), metric="troops_present"
    ) == (
        "About 300 (Spy Service, 1 January 2025) present (The Front), as known on 15 June 2025; a "
        "single assessment, which no "
        "independent one confirms; last assessed as of 1 January 2025, 165 days before, so that "
        "it may no longer hold."
    )


def test_an_end_held_by_an_old_count():
    """An older count at the high end is named as such."""
    assert said(figure("a", "spy", "2025-05-30", 300), figure("b", "ally", "2024-12-30", 700)) == (
        "Between about 300 (Spy Service, 30 May 2025) and 700 or more (Allied Ministry, 30 "
        "December 2024, an older count) killed, "
        "as known on 15 June 2025; only one assessment speaks for that time, so that nothing says "
        "how sure it is."
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"covers": "one battle"}, "counting only one battle"),
        ({"since": "2025-05-01"}, "counting only from 1 May 2025 on"),
    ],
)
def test_only_a_part(more, words):
    """A partial count says what it counts, and is at most a lower bound."""
    assert said(figure("a", "foe", "2025-05-30", 20, **more)) == (
        f"At least 20 (Foe Command, 30 May 2025, {words}) killed, as known on 15 June 2025; "
        "nobody states an upper limit."
    )


def test_vague_words_are_quoted():
    """Nobody said 300 who said "several hundred": the words stand beside the number that the
    codebook reads into them.
    """
    vague = replace(
        figure("a", "spy", "2025-05-30", (300, 900)), said="several hundred", qualifier="vague"
    )
    assert said(vague).startswith(
        'Between 300 and 900 (Spy Service, 30 May 2025, "several hundred") killed,'
    )


def test_no_figure_yet():
    """Before the first figure: which one it is, and from when."""
    one = figure("a", "spy", "2025-05-30", 300, stated="2025-06-03")
    assert said(one, on="2025-04-01") == (
        "Killed: no figure, as of 1 April 2025, as known on 15 June 2025; the first, a.killed, "
        "holds from 30 May 2025 on: "
        "ask for that day or a later one."
    )
    assert said(one, known_on="2025-06-02") == (
        "Killed: no figure, as known on 2 June 2025; the first, a.killed, was known from 3 June "
        "2025 on: "
        "ask for that day or a later one."
    )


def test_no_figure_at_all():
    """A metric without figures, or with figures that are all left out, says so."""
    one = figure("a", "spy", "2025-05-30", 300, attribution="conflicting")
    assert said(one, metric="captured") == (
        "Captured: no figure, as known on 15 June 2025; the record has none: add one to "
        "estimates.yaml."
    )
    assert said(one) == (
        "Killed: no figure, as known on 15 June 2025; all that was stated is left out: `tracker "
        "explain killed` says why."
    )


def test_any_metric_reads_well():
    """The codebook's label is all a sentence knows of a metric; initials keep their capitals."""
    book = replace(
        NAMED,
        metrics={
            **BOOK.metrics,
            "tanks": Metric("tanks", "Tanks lost", "Tanks.", "cumulative"),
            "pow": Metric("pow", "POWs held", "Prisoners.", "stock"),
        },
    )
    assert said(
        figure("a", "spy", "2025-05-30", 30, metric="tanks"), metric="tanks", book=book
    ).startswith("About 30 (Spy Service, 30 May 2025) tanks lost, as known")
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
