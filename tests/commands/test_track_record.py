"""``tracker track-record``: summed up in text, every figure in CSV and JSON."""

import csv
import io
import json

import pytest

from tracker.cli import main

RECORD = """\
- {id: a, party: spy, as_of: 2025-01-13, stated: 2025-01-13, sources: [news], figures: {killed: about 300}}
- {id: b, party: ally, as_of: 2025-02-26, stated: 2025-03-05, sources: [news], figures: {killed: about 400}}
"""


@pytest.fixture
def run(write_record, capsys):
    folder = str(write_record(RECORD))

    def command(*arguments):
        status = main(["track-record", *arguments, "--data", folder])
        return status, *capsys.readouterr()

    return command


def test_text_sums_up(run):
    """One of two figures had a range before it, and the estimated one held it."""
    status, out, _ = run()
    assert status == 0 and "track record to 2025-03-05" in out
    (line,) = [line for line in out.splitlines() if "estimated" in line and "stated next" in line]
    assert line.split()[-5:] == ["2", "1", "100%", "100%", line.split()[-1]]


def test_csv_and_json_hold_every_figure(run):
    """Two figures by two methods; what there is not is empty, or null."""
    status, out, _ = run("killed", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0 and [row["figure"] for row in rows] == ["a.killed"] * 2 + ["b.killed"] * 2
    assert rows[0]["low"] == rows[0]["inside"] == "" and float(rows[2]["low"]) == 300
    status, out, _ = run("--format", "json")
    told = json.loads(out)
    assert status == 0 and told[0]["low"] is None and told[3]["inside"] is True


def test_nothing_to_score_is_one_line(run):
    """Before anything was stated there is nothing to score."""
    status, out, err = run("--known-on", "2025-01-01", "--format", "csv")
    assert status == 2 and not out and "can be scored" in err
