"""Every hedge, share, number word and multiple with its value, and what is refused with its words,
line by line as somebody looked at them: ``readings.tsv`` holds words, qualifier, low, best, high.
"""

from pathlib import Path

import pytest

from tracker.curate.words import numerals, quantities
from tracker.curate.words.quantities import WordsError, read_words

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("readings.tsv").read_text(encoding="utf-8").splitlines()
]


def read(said: str) -> list[str]:
    """A row as the words are read today."""
    try:
        found = read_words(said)
    except WordsError as error:
        return [said, "refused", str(error)]
    ends = (found.low, found.best, found.high)
    return [said, found.qualifier, *("" if end is None else f"{end:.10g}" for end in ends)]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_words_are_read_as_kept(row):
    """Qualifier and bounds, or the whole message."""
    assert read(row[0]) == row


def test_no_wording_is_without_a_row():
    """A hedge, share or word that is added needs its line."""
    said = " ".join(row[0] for row in ROWS)
    words = [word for words in quantities.HEDGES.values() for word in words]
    words += [
        *quantities.BEHIND,
        *quantities._SHARES,
        *numerals.NUMBER_WORDS,
        *numerals._MULTIPLES,
        *numerals._FOREIGN,
    ]
    assert [word for word in words if word not in said] == []
