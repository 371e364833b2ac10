"""``tracker import``: a dry run first, then what fits; one line a row."""

import pytest

from tracker.cli import main
from tracker.curate.load import load

ONE = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
"""
ROWS = """\
party,as_of,stated,killed,sources
army,2025-02-01,2025-02-02,about 350,news
army,2025-02-03,2025-02-04,abuot 360,news
"""


@pytest.fixture
def home(write_record):
    """A record of one entry."""
    return write_record(ONE)


@pytest.fixture
def run(home, tmp_path, capsys):
    """Run `tracker import` on rows: exit status, output, remarks."""

    def call(*words, rows=ROWS, name="rows.csv"):
        (tmp_path / name).write_text(rows, encoding="utf-8")
        status = main(["import", str(tmp_path / name), *words, "--data", str(home)])
        return status, *capsys.readouterr()

    return call


def test_a_dry_run_tells_and_writes_nothing(run, home):
    """Where each row would stand, why not, and what to do to write."""
    old = (home / "estimates.yaml").read_bytes()
    assert run() == (
        1,
        (
            "row 2: army-2025-02-02 in data/estimates.yaml:10\n"
            "row 3: refused: army-2025-02-04.figures.killed: cannot read 'abuot 360'; did you "
            "mean 'about 360'?\n"
        ),
        "1 would be entered, 1 refused; nothing is written yet: give --write\n",
    )
    assert (home / "estimates.yaml").read_bytes() == old


def test_write_enters_what_fits_and_still_says_what_was_refused(run, home):
    """Exit status 1 as long as a row is refused; mended and given again, only the mended row is
    entered.
    """
    status, _, err = run("--write")
    assert (status, err) == (1, "1 entered, 1 refused\n")
    assert list(load(home).by_id) == ["spy-2025-01-13", "army-2025-02-02"]
    status, out, err = run("--write", rows=ROWS.replace("abuot", "about"))
    assert (status, err) == (0, "1 entered, 0 refused, 1 there already\n")
    assert out.startswith("row 2: there already as army-2025-02-02\nrow 3: army-2025-02-04 in ")
    assert len(load(home).by_id) == 3


def test_warnings_are_told(run):
    """A count that falls is entered, with the remark on standard error."""
    status, _, err = run(
        rows="party,as_of,stated,killed,sources\nspy,2025-02-01,2025-02-02,200,news\n"
    )
    assert status == 0 and "warning: spy-2025-02-02.figures.killed: '200' is lower than" in err


@pytest.mark.parametrize(
    ("rows", "name", "message"),
    [
        (
            "party,kiled\nspy,3\n",
            "rows.csv",
            "'kiled' is no field and no metric; did you mean 'killed'?",
        ),
        ("x", "rows.txt", "neither .csv nor .xlsx"),
        ("", "rows.csv", "is empty"),
        ("x", "rows.xlsx", "as a workbook"),
    ],
)
def test_wrong_files_are_wrong_use(run, rows, name, message):
    """Exit status 2, the remedy, no traceback."""
    status, out, err = run(rows=rows, name=name)
    assert status == 2 and not out and message in err and "Traceback" not in err


def test_a_missing_file_is_named(home, tmp_path, capsys):
    """The system's word for it, with the path."""
    assert main(["import", str(tmp_path / "no.csv"), "--data", str(home)]) == 2
    assert f"cannot read or write '{tmp_path / 'no.csv'}': No such file" in capsys.readouterr().err


def test_a_dry_run_shows_what_the_columns_hold(run):
    """Where headings were guessed or told; one message for what many rows have in common."""
    rows = "Date,Source,Dead,Notes,Weather,Page\n" + "".join(
        f"2025-02-{day:02d},Army,7,x{day},rain,newz\n" for day in range(10, 16)
    )
    words = ("--map", "Dead=killed", "--map", "Weather=-", "--map", "Page=sources")
    assert run(*words, rows=rows) == (
        1,
        "rows 2, 3, 4 and 3 more: refused: sources: no source 'newz'; did you mean 'news'?\n",
        "columns:\n  Date     as_of, stated\n  Source   party\n  Dead     killed\n"
        "  Notes    note\n  Weather  left out\n  Page     sources\n"
        "0 would be entered, 6 refused\n",
    )
