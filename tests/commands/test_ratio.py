"""``tracker ratio``: the sentence with the statements behind it, CSV and JSON, wrong use."""

import csv
import io
import json

import pytest

from tracker.cli import main

RECORD = """\
- {id: a, party: spy, as_of: 2025-01-13, stated: 2025-01-13, sources: [news], figures: {killed: about 300, wounded: "about 1,200"}}
- {id: b, party: ally, as_of: 2025-01-26, stated: 2025-01-30, sources: [news], figures: {killed: "more than 500", wounded: "1,000"}}
"""


@pytest.fixture
def run(write_record, capsys):
    folder = str(write_record(RECORD))

    def command(*arguments):
        status = main(["ratio", *arguments, "--data", folder])
        return status, *capsys.readouterr()

    return command


def test_text_says_both_answers(run):
    """Two statements give both counts; only one of them both as numbers, a quarter."""
    status, out, _ = run("killed", "wounded")
    assert status == 0 and "2 statements give both; one of them a share, 25%; estimated" in (
        " ".join(out.split())
    )
    assert "  a: about 300, of about 1,200" in out.splitlines()


def test_csv_and_json_hold_each_statement(run):
    """What "more than" leaves open is empty, or null; its low is half."""
    status, out, _ = run("killed", "wounded", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0 and [row["estimate"] for row in rows] == ["a", "b"]
    assert (float(rows[0]["centre"]), float(rows[1]["low"]), rows[1]["high"]) == (0.25, 0.5, "")
    told = json.loads(run("killed", "wounded", "--format", "json")[1])
    assert told[1]["centre"] is None and told[1]["denominator"] == "1,000"


def test_a_day_before_anything_is_one_line(run):
    """Nothing was known in 2024, and the command says so with status 2."""
    status, out, err = run("killed", "wounded", "--known-on", "2024-01-01")
    assert status == 2 and not out and err.startswith("tracker: ")
