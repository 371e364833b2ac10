"""Days as tables write them: which of two readings a column leaves, and what stays as it is."""

import pytest

from tracker.curate.words.dates import days


@pytest.mark.parametrize(
    "cells, found",
    [
        (["13/1/2025"], ["2025-01-13"]),
        (["1/13/2025"], ["2025-01-13"]),
        (["12/1/2025"], [None]),
        (["1/12/2025"], [None]),
        (["12/12/2025"], ["2025-12-12"]),
        (["13/1/2025", "2/3/2025"], ["2025-01-13", "2025-03-02"]),
        (["1/13/2025", "2/3/2025"], ["2025-01-13", "2025-02-03"]),
        (["13/2/2025", "12/3/2025", "2/3/2025"], ["2025-02-13", "2025-03-12", "2025-03-02"]),
        (["12/1/2025", "2/3/2025"], [None, None]),
        (["1/12/2025", "2/3/2025"], [None, None]),
        (["13/1/2025", "1/13/2025", "2/3/2025"], ["2025-01-13", "2025-01-13", None]),
        (["13.1.2025", "2/3/2025"], ["2025-01-13", None]),
        (["2.3.2025", "1/13/2025"], ["2025-03-02", "2025-01-13"]),
        (["13-1-2025"], ["2025-01-13"]),
    ],
)
def test_a_column_says_which_number_is_the_day(cells, found):
    """With points the day comes first; with strokes the other cells with strokes decide."""
    read = days(cells)
    assert [read.get(cell) for cell in cells] == found


@pytest.mark.parametrize(
    "cell, day",
    [
        ("2025 March 3", "2025-03-03"),
        ("2025, March", "2025-03"),
        ("March 3rd, 2025", "2025-03-03"),
        ("3 Sept. 2025", "2025-09-03"),
        ("March 2025", "2025-03"),
        ("20250303", "2025-03-03"),
        ("2025/3/3", "2025-03-03"),
        ("2025. 3. 3.", "2025-03-03"),
        ("2025-03-03T00:00:00.0Z", "2025-03-03"),
        ("31.2.2025", "31.2.2025"),
        ("2/31/2025", "2/31/2025"),
        ("31 February 2025", "31 February 2025"),
        ("2025-01/02", "2025-01/02"),
        ("3 Marchember 2025", "3 Marchember 2025"),
        ("3 spring 2025", "3 spring 2025"),
        ("soon", "soon"),
    ],
)
def test_a_day_in_words_or_numbers_is_read_and_none_is_made_up(cell, day):
    """What is no day that exists stays as it is, for the checks to refuse."""
    assert days([cell]) == {cell: day}
