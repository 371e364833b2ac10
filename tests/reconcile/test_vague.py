"""Vague words: no more than their low, and only where nobody gives a number."""

from reconcile.made import WHOLE, figure, reason, record, roles, vague
from tracker.reconcile.assess import assess
from tracker.reconcile.question import METHODS, ask
from tracker.reconcile.voices import select

OUT = "gives no number but vague words, and others give numbers"


def ends(*figures, **asked):
    found = assess(ask(record(*figures), "killed", **asked))
    return found.low, found.high


def test_beside_a_number_they_move_no_end():
    """One says 200, another several hundred: 200, whichever is newer, and the reason is given."""
    for day in ("2025-01-01", "2025-03-01"):
        both = figure("a", "spy", "2025-02-01", 200), vague("b", "ally", day)
        assert ends(*both) == (200, 200)
        assert roles(record(*both)) == {"a": "voice", "b": "out"}
        assert reason(record(*both), "b") == OUT


def test_they_do_not_take_the_number_of_their_own_party_away():
    """Who said 600 and later several hundred still holds the high end with 600."""
    data = (
        figure("a", "spy", "2025-01-01", 600),
        vague("b", "spy", "2025-02-01"),
        figure("c", "ally", "2025-02-01", 400),
    )
    assert roles(record(*data)) == {"a": "voice", "b": "out", "c": "voice"}
    assert ends(*data) == (400, 600)
    assert ends(*data) == ends(data[0], data[2])


def test_beside_the_count_of_a_part_too():
    """Twenty in one battle is a number; several hundred is none."""
    data = record(
        figure("a", "spy", "2025-02-01", 20, covers="one battle"), vague("b", "ally", "2025-02-02")
    )
    assert roles(data) == {"a": "bound", "b": "out"}


def test_alone_they_are_at_least_their_low():
    """Several hundred, 300 to 900 in the codebook: at least 300, and nobody holds 900."""
    data = vague("a", "spy", "2025-02-01"), vague("b", "ally", "2025-02-03")
    assert ends(*data) == (300, None)
    assert roles(record(*data)) == {"a": "voice", "b": "voice"}
    assert assess(ask(record(*data), "killed")).independent == 0


def test_a_vague_tally_refutes_nobody():
    """Several hundred names, about 100 killed: nobody counted 300, and of nobody's count the whole
    has no figure.
    """
    names = vague("n", "paper", "2025-02-01", metric="names")
    for figures, low in (([figure("a", "spy", "2025-02-01", 100)], 100), ([], None)):
        found = assess(ask(record(*figures, names, book=WHOLE), "killed"))
        assert (found.low, found.high) == (low, low)


def test_alone_as_long_as_no_number_is_known():
    """As known before the number was stated, the words speak; from then on they do not."""
    data = vague("a", "spy", "2025-02-01"), figure("b", "ally", "2025-02-01", 200, "2025-03-01")
    assert ends(*data, known_on="2025-02-28") == (300, None)
    assert ends(*data, known_on="2025-03-01") == (200, 200)


def test_no_method_reads_an_upper_limit_into_them():
    """Wherever a method has an end above, it is beyond the words' low only by what is computed."""
    data = record(vague("a", "spy", "2025-02-01"))
    for method in METHODS:
        found = assess(ask(data, "killed", method=method))
        assert found.high is None or method in ("pool", "model")
        assert "900" not in found.ends


def test_older_words_are_replaced_by_what_their_party_says_next():
    """Several hundred, then 700: the words are out because of the 700."""
    data = record(vague("a", "spy", "2025-01-01"), figure("b", "spy", "2025-02-01", 700))
    assert roles(data) == {"a": "out", "b": "voice"}
    assert reason(data, "a") == (
        "replaced by the same party's newer figure, “about 700” of Spy, as of 1 February 2025"
    )


def test_newer_words_replace_older_words_of_their_party():
    """Of several vague statements the last is its party's newest whole figure, unless the party has
    given a number too; those that count a part replace none.
    """
    data = record(
        figure("a", "spy", "2025-01-01", 600),
        vague("o", "ally", "2025-01-05"),
        vague("b", "spy", "2025-02-01"),
        vague("q", "ally", "2025-02-05"),
        vague("c", "spy", "2025-02-10"),
        vague("p", "ally", "2025-02-20", covers="one battle"),
    )
    newer = (
        "replaced by the same party's newer figure, “several hundred” of {}, as of {} February 2025"
    )
    judged = select(ask(data, "killed")).judged
    assert [(item.figure.estimate, item.reason, item.candidate) for item in judged] == [
        ("a", "its party's newest whole figure, and the newest of all", True),
        ("o", newer.format("Ally", 5), False),
        ("b", newer.format("Spy", 10), False),
        ("q", OUT, True),
        ("c", OUT, False),
        ("p", OUT, False),
    ]
