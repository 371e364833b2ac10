"""The study of slips: each kind changes one value, the table says what the rows say."""

import random
import re

import pytest
from conftest import ROOT
from results import kept, on_page
from slips import PLACES, SLIPS, slips, study, table

TEXT = (ROOT / "data" / "estimates.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", PLACES)
def test_a_slip_changes_one_value_and_nothing_else(kind):
    """What stood there and what stands there differ by a sign or two; all other lines stay."""
    for changed, was, now in slips(TEXT, kind, 20, random.Random(1)):
        lines = [(a, b) for a, b in zip(TEXT.split("\n"), changed.split("\n")) if a != b]
        assert len(lines) == 1 and was in lines[0][0] and now in lines[0][1]
        assert was != now and abs(len(was) - len(now)) <= 2


def test_a_zero_is_lost_or_added_in_its_group():
    """Thousands stay grouped by commas."""
    drawn = {
        SLIPS["a number, one zero more or less"]("about 11,000", random.Random(n)) for n in range(9)
    }
    assert drawn == {"about 110,000", "about 1,100"}


def test_a_small_study_finds_every_change_against_the_state_before(tmp_path):
    """Two slips of each kind: each is a change of a number, a day, an id, a source or a party."""
    rows = study(each=2)
    assert list(dict.fromkeys(rows["kind"])) == list(PLACES) and len(rows) == 2 * len(PLACES)
    assert rows.loc[rows["alone"], "against"].all()


def test_the_page_holds_the_table_of_the_rows():
    """What is printed was measured: digit, day and id slips pass a comparison in fewer than one in
    twenty cases.
    """
    rows = kept("slips")
    assert on_page("slips").strip() == table(rows)
    parts = rows[rows["kind"].str.contains("digit|zero|day|id")].groupby("kind")["against"].mean()
    assert len(parts) == 4 and (parts > 0.95).all()
    assert re.search(r"passes `check --against`", on_page("slips"))
