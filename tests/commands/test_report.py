"""``tracker report`` from the command line: what is told, where, and what is left when it fails."""

import os
import sys

import pytest
from conftest import SOURCES

from tracker.cli import main

ESTIMATES = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
- id: foe-2025-02-01
  party: foe
  as_of: 2025-02-01
  stated: 2025-02-01
  figures: {killed: about 1000}
  sources: [news]
"""

pytestmark = pytest.mark.usefixtures("own_notebooks_only")


@pytest.fixture
def report(write_record, tmp_path):
    """Run the command on a small record; gives its status."""
    folder = write_record(ESTIMATES, sources=SOURCES)
    return lambda *words, out="out": main(
        ["report", "--data", str(folder), "-o", str(tmp_path / out), *words]
    )


def test_progress_and_the_page_to_open_are_told_apart(report, tmp_path, capsys):
    """Progress goes to stderr, the address of the first page to stdout."""
    assert report() == 0
    said = capsys.readouterr()
    assert said.out == f"{tmp_path / 'out' / 'index.html'}\n"
    assert (
        said.err.startswith("checked the data: 2 figures, ") and "made the front page (" in said.err
    )
    assert "300 to 1,000" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_a_report_on_an_earlier_day_shows_what_was_known(report, tmp_path, capsys):
    """On 15 January the foe had said nothing yet; notebooks, which show the newest state, are left
    out and it is said so.
    """
    assert report("--on", "2025-01-15", "--known-on", "2025-01-15") == 0
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "about 300 (Spy Service" in page.replace("About", "about") and "1,000" not in page
    assert "left out of a report on another day" in capsys.readouterr().err


def test_data_with_problems_are_refused_and_the_old_report_kept(
    report, write_record, tmp_path, capsys
):
    """Every problem is listed, status 1, and the report that was there opens as before."""
    assert report() == 0
    before = (tmp_path / "out" / "index.html").read_bytes()
    capsys.readouterr()
    write_record(ESTIMATES.replace("about 300", "abuot 300").replace("party: foe", "party: fo"))
    assert report() == 1
    said = capsys.readouterr()
    assert said.out == "" and "cannot read 'abuot 300'" in said.err and "no party 'fo'" in said.err
    assert (tmp_path / "out" / "index.html").read_bytes() == before


def test_nothing_but_a_report_is_replaced(report, tmp_path, capsys):
    """A file or a folder of other things stays; one line says so."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("years")
    for name in ("file", "mine"):
        assert report(out=name) == 2
        assert capsys.readouterr().err.splitlines()[-1] == (
            f"tracker: '{tmp_path / name}' holds something else than a report; choose another "
            "folder with -o"
        )
    assert (tmp_path / "mine" / "thesis.tex").read_text() == "years"


def test_a_place_under_a_file_is_told(report, tmp_path, capsys):
    """Where no folder can be made, the path is named in one line."""
    (tmp_path / "file").write_text("mine")
    assert report(out="file/inside") == 2
    assert (
        capsys.readouterr()
        .err.splitlines()[-1]
        .startswith(f"tracker: cannot read or write '{tmp_path / 'file' / 'inside'}'")
    )


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write anywhere"
)
def test_a_read_only_place_is_told(report, tmp_path, capsys):
    """Without leave to write beside the place, nothing is written and the path is named."""
    (tmp_path / "locked").mkdir(mode=0o500)
    assert report(out="locked/out") == 2
    assert "cannot read or write" in capsys.readouterr().err


def test_without_data_one_line_says_so(tmp_path, capsys):
    """A missing data folder has status 2 and a remedy."""
    assert main(["report", "--data", str(tmp_path / "nowhere"), "-o", str(tmp_path / "out")]) == 2
    assert (
        "name the folder that holds estimates.yaml" in capsys.readouterr().err
        and not (tmp_path / "out").exists()
    )


@pytest.fixture
def trap(tmp_path):
    """A notebook beside the record that leaves a file when it runs."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    ran = tmp_path / "ran"
    cells = [new_markdown_cell("# Trap"), new_code_cell(f"open({str(ran)!r}, 'w').close()")]
    (tmp_path / "notebooks").mkdir()
    nbformat.write(new_notebook(cells=cells), tmp_path / "notebooks" / "01-trap.ipynb")
    return ran


def test_notebooks_beside_another_record_do_not_run(
    report, trap, tmp_path, tmp_path_factory, monkeypatch, capsys
):
    """Somebody else's record named with --data: its notebooks are programs, and one line says that
    they were left out.
    """
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert report() == 0
    assert not trap.exists() and not (tmp_path / "out" / "notebooks" / "01-trap.html").exists()
    assert "were not run; --run-notebooks runs them" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--run-notebooks"], []])
def test_notebooks_run_where_they_are_trusted(
    report, trap, tmp_path, tmp_path_factory, monkeypatch, capsys, words
):
    """Asked for by name, or in the working directory's own record."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere") if words else tmp_path)
    assert report(*words) == 0
    assert trap.exists() and (tmp_path / "out" / "notebooks" / "01-trap.html").exists()
    assert "were not run" not in capsys.readouterr().err
