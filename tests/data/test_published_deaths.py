"""The study of published deaths: lists read, weeks added up, a new source named."""

import numpy as np
import pytest
from published_deaths import EARLIER, LISTS, REGISTER, STATED, home_of, record, register, stated

HEAD = "date,estimate_low,estimate_high,estimate,type,source,source_url,country\n"


@pytest.fixture
def folder(tmp_path):
    """Two weeks of the register, and a list with a number of its own counters."""
    (tmp_path / LISTS).mkdir(parents=True)
    (tmp_path / REGISTER).write_text("Year,Week,EDAssembled\n2022,8,400\n2022,9,600\n")
    rows = '20/07/2022,"15,000",,,deaths,CIA,page,russia\n'
    rows += "27/06/2023,40000,55000,,deaths,Mediazona; Meduza,page,russia\n"
    rows += "01/01/2024,,,400000,casualties,UK MoD,page,russia\n"
    (tmp_path / STATED).write_text(HEAD + rows)
    return tmp_path


def test_the_register_adds_up_by_week(folder):
    """400 by the Sunday of the invasion's week, 1,000 a week later."""
    found = register(folder)
    assert [f"{day:%Y-%m-%d}" for day in found.index] == ["2022-02-27", "2022-03-06"]
    assert found.tolist() == [400, 1000]


def test_who_counted_the_register_is_not_held_against_it(folder):
    """Of the list the CIA's 15,000 or more is left, beside the early statements kept here."""
    rows = stated(folder)
    early = EARLIER.read_text(encoding="utf-8").count("http")
    assert len(rows) == early + 1
    last = rows[rows["home"] == "united-states"].iloc[0]
    assert last["low"] == 15_000 and np.isnan(last["high"])
    figures = record(rows, phases=True).all_figures
    assert {one.qualifier for one in figures} == {"about", "at_least"}


def test_a_new_source_is_named():
    """The study stops at a source that it cannot place."""
    with pytest.raises(ValueError, match="new source, 'Somebody'"):
        home_of("Somebody")
