"""``tracker export``: what it says, and what it leaves alone."""

import sys

import pytest
from publish.conftest import ESTIMATES, SOURCES

from tracker.cli import main


@pytest.fixture
def run(write_record, capsys):
    """Run `tracker export` on the small record: exit status, output, remarks."""
    home = write_record(ESTIMATES, sources=SOURCES)

    def call(folder):
        status = main(["export", str(folder), "--data", str(home)])
        return status, *capsys.readouterr()

    return call


def test_every_file_is_named(run, tmp_path):
    """One line a file on standard output, and these are the files there are."""
    status, out, remarks = run(tmp_path / "out")
    assert (status, remarks) == (0, "")
    assert sorted(out.splitlines()) == sorted(map(str, (tmp_path / "out").iterdir()))
    assert {
        "figures.csv",
        "figures.parquet",
        "datapackage.json",
        "references.bib",
        "README.md",
        "CITATION.cff",
    } <= {path.name for path in (tmp_path / "out").iterdir()}


def test_without_pyarrow_parquet_is_left_out_and_said(run, tmp_path, monkeypatch):
    """The rest is written; the remark says how to get it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as if it were not installed
    status, out, remarks = run(tmp_path / "out")
    assert status == 0 and "figures.parquet" not in out
    assert remarks == (
        "no figures.parquet: pyarrow is not installed (pip install 'estimate-tracker[parquet]')\n"
    )


def test_a_folder_with_other_things_is_refused(run, tmp_path):
    """Somebody's folder: status 2, one line, nothing touched."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("x")
    assert run(tmp_path / "mine") == (
        2,
        "",
        f"tracker: '{tmp_path}/mine' holds other things (no datapackage.json in it); name a new "
        "or empty folder\n",
    )


def test_a_place_that_cannot_be_written_is_one_line(run, tmp_path):
    """A file where the folder should be: its path and the reason."""
    (tmp_path / "file").write_text("x")
    status, out, remarks = run(tmp_path / "file")
    assert (status, out) == (2, "") and remarks.count("\n") == 1 and f"{tmp_path}/file" in remarks
