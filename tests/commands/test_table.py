"""``tracker table``: printed, written, refused."""

import subprocess

import pytest
from publish.conftest import ESTIMATES, SOURCES

from tracker.cli import main


@pytest.fixture
def run(write_record, capsys):
    """Run `tracker table` on the small record: exit status, output, remarks."""
    home = write_record(ESTIMATES, sources=SOURCES)

    def call(*words):
        status = main(["table", *map(str, words), "--data", str(home)])
        return status, *capsys.readouterr()

    call.home = home
    return call


def test_it_is_printed_as_text(run):
    """Without -o: title, columns in line, notes, and the line that makes it again; nothing on
    standard error.
    """
    status, out, remarks = run("summary", "--metric", "killed")
    lines = out.splitlines()
    assert (status, remarks) == (0, "")
    assert lines[0] == "A small war: killed, range on 2025-02-25, as known on 2025-02-25"
    assert lines[-1].endswith(
        "made by: tracker table summary --metric killed --on 2025-02-25 --known-on 2025-02-25"
    )


@pytest.mark.parametrize("ending", ["md", "html", "tex", "csv", "xlsx", "docx", "txt"])
def test_the_ending_chooses_the_format(run, tmp_path, ending):
    """The file is written and named on standard error; standard output stays empty."""
    path = tmp_path / "out" / f"t.{ending}"
    assert run("parties", "-o", path) == (0, "", f"wrote {path}\n")
    assert path.stat().st_size > 500
    assert {p.name for p in path.parent.iterdir()} == {path.name} | (
        {"t.resource.json"} if ending == "csv" else set()
    )


def test_the_command_in_the_line_makes_the_same_table(run):
    """What the provenance line names, run again, prints the same bytes."""
    _, out, _ = run("figures", "--metric", "troops_present", "--place", "front", "--method", "pool")
    command = out.splitlines()[-1].split("made by: tracker table ")[1]
    assert run(*command.split())[1] == out


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        (["sumary"], "no table 'sumary'; did you mean 'summary'?"),
        (["summary", "--metric", "kiled"], "no metric 'kiled'; did you mean 'killed'?"),
        (["summary", "--method", "poll"], "no method 'poll'; did you mean 'pool'?"),
        (
            ["figures", "--metric", "casualties"],
            "nothing to show in the table 'figures' for casualties on 2025-02-25, as known on "
            "2025-02-25; choose another metric or place",
        ),
        (
            ["figures", "--metric", "killed", "--known-on", "2025-01-01"],
            "nothing to show in the table 'figures' for killed on 2025-02-25, as known on "
            "2025-01-01; choose a later day, another metric or place",
        ),
        (
            ["events"],
            "nothing to show in the table 'events' on 2025-02-25, as known on 2025-02-25; the "
            "record has nothing for it",
        ),
        (
            ["summary", "-o", "t.doc"],
            "no table format 'doc'; there are text, md, csv, html, tex, xlsx, docx",
        ),
        (
            ["summary", "-o", "t"],
            "'t' has no ending; the ending chooses the format: .txt, .md, .csv, .html, .tex, "
            ".xlsx, .docx",
        ),
    ],
)
def test_wrong_use_is_one_line(run, tmp_path, monkeypatch, words, remark):
    """Exit status 2, the remedy on standard error, no file."""
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert run(*words) == (2, "", f"tracker: {remark}\n")
    assert sorted(tmp_path.iterdir()) == before


def test_a_place_that_cannot_be_written_is_one_line(run, tmp_path):
    """A file where a folder should be: the path is named, nothing is left."""
    (tmp_path / "file").write_text("x")
    status, out, remarks = run("summary", "-o", tmp_path / "file" / "t.md")
    assert (
        (status, out) == (2, "") and remarks.count("\n") == 1 and f"{tmp_path}/file/t.md" in remarks
    )


def test_uncommitted_data_are_remarked(run, tmp_path):
    """In a repository, a state that no commit holds is printed with a remark on standard error;
    once committed, without.
    """

    def git(*words):
        subprocess.run(
            [
                "git",
                "-C",
                str(tmp_path),
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@example.org",
                *words,
            ],
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    status, out, remarks = run("summary")
    assert (
        status == 0
        and out
        and remarks
        == (
            "the data have uncommitted changes; commit them before you publish, or verify will "
            "not find this state\n"
        )
    )
    git("add", "data")
    git("commit", "-q", "-m", "Data")
    assert run("summary") == (0, out, "")
