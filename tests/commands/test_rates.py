"""``tracker rates``: months as text and CSV, one day's month, wrong use."""

import csv
import io

import pytest

from tracker.cli import main

RECORD = """\
- {id: a, party: spy, as_of: 2025-01-13, stated: 2025-01-13, sources: [news], figures: {killed: about 300}}
- {id: b, party: ally, as_of: 2025-02-26, stated: 2025-03-05, sources: [news], figures: {killed: about 900}}
"""


@pytest.fixture
def run(write_record, capsys):
    folder = str(write_record(RECORD))

    def command(*arguments):
        status = main(["rates", *arguments, "--data", folder])
        return status, *capsys.readouterr()

    return command


def test_each_month_has_its_line(run):
    """January from the first figure's day, February up to the last figure's; later knows nobody."""
    status, out, _ = run("killed")
    starts = [line.split("  ")[0] for line in out.splitlines()]
    assert status == 0 and starts == ["2025-01-13 to 2025-01-31", "2025-02-01 to 2025-02-26"]
    assert all(", median " in line for line in out.splitlines())


def test_csv_holds_one_month_where_a_day_is_asked(run):
    """`--on` takes the month of that day; numbers are in order."""
    status, out, _ = run("killed", "--format", "csv", "--on", "2025-02-10")
    (row,) = csv.DictReader(io.StringIO(out))
    assert status == 0 and (row["first"], row["days"]) == ("2025-02-01", "26")
    assert 0 <= float(row["low"]) < float(row["median"]) < float(row["high"])


def test_a_metric_that_there_is_not_is_one_line(run):
    """The nearest name is offered, with status 2."""
    status, out, err = run("kiled")
    assert status == 2 and not out and "did you mean 'killed'" in err


def test_a_day_beyond_the_path_is_refused(run):
    """Nothing is known of 2020."""
    status, out, err = run("killed", "--on", "2020-01-01")
    assert status == 2 and not out and "the path does not reach 2020-01-01" in err
