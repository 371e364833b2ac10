"""Thirty words: what does not fit into the headline follows it."""

from dataclasses import replace

from reconcile.made import NAMED, figure, record
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask
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
