"""``tracker trend``: the path as text, CSV and JSON."""

import csv
import io
import json

import pytest

from tracker.cli import main

RECORD = """\
- {id: a, party: spy, as_of: 2025-01-13, stated: 2025-01-13, sources: [news], figures: {killed: about 300}}
- {id: b, party: ally, as_of: 2025-02-26, stated: 2025-03-05, sources: [news], figures: {killed: about 400}}
- id: c
  party: foe
  as_of: 2025-03-28
  stated: 2025-03-28
  sources: [news]
  figures: {killed: "more than 1,500", troops_planned: 900}
"""


@pytest.fixture
def run(write_record, capsys):
    folder = str(write_record(RECORD))

    def command(*arguments):
        status = main(["trend", *arguments, "--data", folder])
        return status, *capsys.readouterr()

    return command


def test_csv_has_a_line_a_day(run):
    """From 13 January to 28 March: 75 days under the columns of the path."""
    status, out, _ = run("killed", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0 and len(rows) == 75 and list(rows[0]) == ["on", "low", "median", "high"]
    assert rows[0]["on"] == "2025-01-13" and rows[-1]["on"] == "2025-03-28"
    assert float(rows[0]["low"]) < float(rows[0]["median"]) < float(rows[0]["high"])


def test_json_says_the_same(run):
    """One object a day, the numbers to a tenth of a person."""
    rows, lines = (
        json.loads(run("killed", "--format", "json")[1]),
        run("killed", "--format", "csv")[1],
    )
    assert [row["on"] for row in rows] == [row["on"] for row in csv.DictReader(io.StringIO(lines))]
    assert all(round(row["median"], 1) == row["median"] for row in rows)


def test_text_gives_month_ends_and_house_effects(run):
    """A sentence, the first, last and month-end days, each party's ratio, and what cannot be
    known.
    """
    _, out, _ = run("killed")
    assert out.startswith("Killed: ") and "28 March 2025" in out.splitlines()[0]
    days = [line[:10] for line in out.splitlines() if line.startswith("2025")]
    assert days == ["2025-01-13", "2025-01-31", "2025-02-28", "2025-03-28"]
    assert "Spies" in out and "an error that all share cannot be seen" in " ".join(out.split())


def test_one_day_can_be_asked_for(run):
    """With --on only that day's row is printed; the same output on every run."""
    _, out, _ = run("killed", "--on", "2025-02-10", "--format", "csv")
    assert out.splitlines()[1].startswith("2025-02-10,") and len(out.splitlines()) == 2
    assert out == run("killed", "--on", "2025-02-10", "--format", "csv")[1]
    assert run("killed", "--on", "2025-02-10")[1].count("2025-02-10") == 1


def test_a_vintage_ends_on_its_day(run):
    """What was stated later is not known: the path of February is a part of the later one's days."""
    early, late = (
        [line.split(",")[0] for line in run("killed", *day, "--format", "csv")[1].splitlines()]
        for day in (("--known-on", "2025-02-01"), ())
    )
    assert early[0] == "on" and len(early) > 1 and early[-1] <= "2025-02-01" < late[-1]


def test_another_seed_gives_other_draws(run):
    """The seed is an option; by default it is 0."""
    assert run("killed", "--seed", "1", "--format", "csv")[1] != run("killed", "--format", "csv")[1]
    assert run("killed", "--seed", "0", "--format", "csv")[1] == run("killed", "--format", "csv")[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["troops_planned"], "tracker: troops_planned is a plan; a trend is drawn for"),
        (["kiled"], "tracker: no metric 'kiled'; did you mean 'killed'?"),
        (["killed", "--on", "2026-01-01"], "lies outside; choose a day between"),
        (["killed", "--seed", "-1"], "cannot use '-1' as a seed"),
    ],
)
def test_wrong_use_gets_one_line(run, arguments, words):
    """Status 2, nothing on standard output."""
    status, out, remark = run(*arguments)
    assert status == 2 and out == "" and words in remark
