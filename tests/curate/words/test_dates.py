"""Dates of day, month and year, sure or not; days as tables write them, and which of two readings is left."""

import calendar
import time
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.curate.words import dates
from tracker.curate.words.dates import (
    MONTHS,
    day_of,
    days,
    latest_day,
    month_of,
    parse_date,
    parse_day,
)


@pytest.mark.parametrize(
    "text, first, last, precision, approximate, uncertain",
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "year", False, False),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month", False, False),
        ("2025-01-13", date(2025, 1, 13), date(2025, 1, 13), "day", False, False),
        ("2025-03~", date(2025, 3, 1), date(2025, 3, 31), "month", True, False),
        ("2025-03-01?", date(2025, 3, 1), date(2025, 3, 1), "day", False, True),
        ("2025-12%", date(2025, 12, 1), date(2025, 12, 31), "month", True, True),
    ],
)
def test_a_date_is_the_days_it_may_be(text, first, last, precision, approximate, uncertain):
    """A month is some day in it; ~ is approximate, ? uncertain, % both."""
    found = parse_date(text)
    assert (found.first, found.last, found.precision) == (first, last, precision)
    assert (found.approximate, found.uncertain, str(found)) == (approximate, uncertain, text)


@pytest.mark.parametrize(
    "text, message",
    [
        ("2025-02-29", "there is no such day as '2025-02-29'"),
        ("2025-13", "no such day"),
        ("0000", "no such day"),
        ("2025-1-3", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("13.01.2025", "cannot read the date '13.01.2025'"),
        ("", "cannot read"),
        ("2025-01-13T12:30", "cannot read the date"),
        ("2025-01-13/2025-01-15", "cannot read the date"),
        ("25-01-13", "cannot read"),
        ("2025-01-13~~", "cannot read"),
        ("٢٠٢٥", "it holds U.0662 ARABIC-INDIC DIGIT TWO"),
        ("2025–03–01", "it holds U.2013 EN DASH"),
        ("2025-W03", "cannot read"),
    ],
)
def test_what_is_no_date_is_refused(text, message):
    """The message names the text and the forms that are read."""
    with pytest.raises(ValueError, match=message) as refused:
        parse_date(text)
    forms = "; write YYYY, YYYY-MM or YYYY-MM-DD, with ~ behind it if approximate or ? if uncertain"
    assert str(refused.value).endswith(forms)


@given(st.dates(date(1, 1, 1), date(9999, 12, 30)))
def test_every_day_is_read_and_lies_in_its_month_and_year(day):
    """A day is itself, its month ends on the day before the next begins, its year holds it."""
    text = day.isoformat()
    assert parse_date(text).first == parse_date(text).last == parse_day(text) == day
    month = parse_date(text[:7])
    assert month.first <= day <= month.last
    assert month.last == date.max or (month.last + timedelta(1)).day == 1
    assert parse_date(text[:4]).first <= month.first <= month.last <= parse_date(text[:4]).last


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2025-01", "cannot use '2025-01' as a day"),
        ("2025-01-13~", "cannot use '2025-01-13~' as a day"),
        ("today", "cannot read the date 'today'"),
        ("1", "cannot read the date '1'"),
        ("2025-02-30", "there is no such day as '2025-02-30'"),
    ],
)
def test_an_option_needs_an_exact_day(text, wrong):
    """Options such as --on take one exact day and show an example."""
    with pytest.raises(ValueError, match=f"^{wrong}; write YYYY-MM-DD, for example 2025-06-15$"):
        parse_day(text)


def test_today_is_the_latest_date_on_earth(monkeypatch):
    """A clock set to American Samoa knows no other day than one on Kiritimati, 25 hours ahead."""
    found = []
    for zone in ("Pacific/Pago_Pago", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        found.append(latest_day())
    monkeypatch.undo()
    time.tzset()
    ahead = datetime.now(UTC) + timedelta(hours=14)
    assert found[0] in (ahead.date(), (ahead - timedelta(minutes=1)).date())
    assert found[1] in (ahead.date(), (ahead - timedelta(minutes=1)).date())


def test_the_day_begins_where_it_begins_first(monkeypatch):
    """At ten o'clock of Greenwich the next day begins on Kiritimati, and not before."""

    def at(hour, minute):
        moment = datetime(2025, 1, 13, hour, minute, tzinfo=UTC)
        monkeypatch.setattr(
            dates, "datetime", type("Clock", (), {"now": staticmethod(moment.astimezone)})
        )
        return latest_day()

    assert (at(9, 59), at(10, 0)) == (date(2025, 1, 13), date(2025, 1, 14))


@pytest.mark.parametrize(
    "day",
    [
        "2025-01-13",
        date(2025, 1, 13),
        datetime(2025, 1, 13, 23, 59),
        pd.Timestamp("2025-01-13 23:59", tz="Asia/Seoul"),
        np.datetime64("2025-01-13T10:00"),
        np.datetime64("2025-01-13"),
    ],
    ids=repr,
)
def test_a_day_may_be_any_librarys(day):
    """Python's, pandas' and numpy's days, and those that are written, are one day."""
    found = day_of(day)
    assert (found, type(found)) == (date(2025, 1, 13), date)


@pytest.mark.parametrize(
    "day, message",
    [
        (pd.NaT, "the day is missing (NaT); give a day, or None for the default"),
        (np.datetime64("NaT"), "cannot read the date 'NaT'"),
        ("2025-01-13T10:00", "cannot read the date '2025-01-13T10:00'"),
        (20250113, "cannot read the date '20250113'"),
    ],
    ids=repr,
)
def test_what_is_no_day_is_refused(day, message):
    """A missing day is not today, and a text with an hour is no day."""
    with pytest.raises(ValueError) as refused:
        day_of(day)
    assert str(refused.value).startswith(message)


def test_every_month_is_known_by_its_name():
    """As Python's calendar has it, whole or short."""
    assert list(calendar.month_name)[1:] == MONTHS
    assert [month_of(name) for name in (*MONTHS, *calendar.month_abbr[1:])] == [*range(1, 13)] * 2


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
