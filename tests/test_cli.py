"""The command line as a whole: help, wrong use, bad places; one clear line, the right exit status,
no traceback.
"""

import os
import subprocess
import sys

import pytest
from conftest import ROOT

from tracker.cli import COMMANDS, main

ONE = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
"""


@pytest.fixture
def said(capsys):
    """Run the command line in this process: exit status, standard output, standard error."""

    def run(*words):
        status = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_every_command_explains_itself(said):
    """`tracker --help` names each command, and each has help of its own."""
    status, out, _ = said("--help")
    assert status == 0 and all(name in out for name in COMMANDS)
    for name in COMMANDS:
        status, out, _ = said(name, "--help")
        assert status == 0 and out.startswith(f"usage: tracker {name}")


def test_it_runs_as_a_module():
    """`python -m tracker` is the same program."""
    run = subprocess.run(
        [sys.executable, "-m", "tracker", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith("tracker ")


def test_help_loads_words_only():
    """The list of commands, and the help of one, load no reader, no checks and none of the
    libraries.
    """
    code = (
        "import sys; from tracker.cli import main; main([{words}]); "
        "print(*sorted(name for name in sys.modules if name.startswith('tracker.')))"
    )
    own = {"tracker.cli", "tracker.commands", "tracker.commands.options"}
    listed = {*own, *(f"tracker.commands.{module}" for module in COMMANDS.values())}
    listed |= {"tracker.curate", "tracker.curate.fields"}
    for words, loaded in (
        ("'--help'", listed),
        ("'check', '--help'", {*own, "tracker.commands.check"}),
    ):
        run = [sys.executable, "-S", "-c", code.format(words=words)]  # -S: no library can be found
        said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert set(said.splitlines()[-1].split()) == loaded


@pytest.mark.parametrize(
    ("words", "status", "remedy"),
    [
        (["ranges", "kiled"], 2, "did you mean 'killed'?"),
        (["explain", "killed", "--on", "2025-02-30"], 2, "write YYYY-MM-DD"),
        (["explain", "troops_present", "--place", "frnt"], 2, "did you mean 'front'?"),
        (["table", "sumary"], 2, "did you mean 'summary'?"),
        (["plot", "rangs", "--metric", "killed"], 2, "ranges"),
        (["explode"], 2, "invalid choice"),
        ([], 2, "COMMAND"),
    ],
)
def test_wrong_use_says_what_to_write(said, write_record, words, status, remedy):
    """A wrong name, day or command exits with 2 and the remedy, without a traceback."""
    given = [*words, "--data", write_record(ONE)] if words and words[0] in COMMANDS else words
    found, out, err = said(*given)
    assert found == status and not out
    assert remedy in err and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("ranges >&-", 0),
        ("ranges nope 2>&-", 2),
        ("add --party spy <&-", 2),
        ("check <&- >&- 2>&-", 0),
    ],
)
def test_a_closed_stream_is_no_error_of_its_own(write_record, line, status):
    """Whatever stream the caller has closed, the status is the usual one and there is no
    traceback.
    """
    words = f"{sys.executable} -m tracker {line.replace(' ', f' --data {write_record(ONE)} ', 1)}"
    run = subprocess.run(["bash", "-c", words], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == status and "Traceback" not in run.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_output_is_utf_8_in_any_locale(write_record, encoding):
    """The same bytes wherever it runs: the table's dash and quotes are UTF-8, whatever the machine
    would have chosen.
    """
    words = [
        sys.executable,
        "-m",
        "tracker",
        "explain",
        "killed",
        "--data",
        write_record(ONE.replace("about 300", "100–300")),
    ]
    run = subprocess.run(
        words,
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert "100–300" in run.stdout.decode("utf-8")


def test_a_full_disk_is_named(write_record):
    """Where there is no room, the remedy is room, not permissions."""
    words = f"{sys.executable} -m tracker ranges --data {write_record(ONE)} > /dev/full"
    run = subprocess.run(["bash", "-c", words], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (
        2,
        "tracker: cannot read or write a file: No space left on device; make room\n",
    )


@pytest.mark.parametrize(
    "command",
    [
        ["ranges"],
        ["explain", "killed"],
        ["table", "summary"],
        ["cite", "summary"],
        ["plot", "ranges", "--metric", "killed", "-o", "x.svg"],
        ["check"],
        ["report"],
    ],
)
def test_a_missing_data_folder_is_one_clear_line(said, tmp_path, command, monkeypatch):
    """Whatever is asked, a folder that is not there is named."""
    monkeypatch.chdir(tmp_path)
    status, _, err = said(*command, "--data", tmp_path / "nowhere")
    assert status in (1, 2) and "nowhere" in err
    assert len(err.strip().splitlines()) == 1 and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "command", [["ranges"], ["explain", "killed"], ["table", "summary"], ["report"]]
)
def test_data_with_problems_are_refused_whole(said, write_record, tmp_path, monkeypatch, command):
    """No command works on a record with problems: all problems are listed and the status is 1."""
    monkeypatch.chdir(tmp_path)
    home = write_record(ONE.replace("about 300", "abuot 300").replace("[news]", "[nwes]"))
    status, out, err = said(*command, "--data", home)
    assert status == 1 and not out
    assert "did you mean 'about 300'?" in err and "did you mean 'news'?" in err
    assert sorted(tmp_path.iterdir()) == [home]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["table", "summary"], "t.csv"),
        (["table", "summary"], "t.docx"),
        (["plot", "ranges", "--metric", "killed"], "c.svg"),
        (["cite", "summary"], "c.bib"),
        (["report"], "report"),
        (["export"], "out"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(said, write_record, tmp_path, command, name):
    """A file where a folder should be: status 2, the path in one line, nothing half written."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    where = [blocked / name] if command == ["export"] else ["-o", blocked / name]
    status, _, err = said(*command, *where, "--data", write_record(ONE))
    assert status == 2 and "blocked" in err.strip().splitlines()[-1] and "Traceback" not in err
    assert blocked.read_text() == "a file"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["blocked", "data"]


def test_a_reader_that_stops_reading_is_no_error(write_record):
    """`tracker ... | head -1` ends quietly."""
    home = write_record(ONE)
    line = f"{sys.executable} -m tracker table figures --data {home} | head -1"
    run = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert run.returncode == 0 and not run.stderr


def test_both_days_default_to_the_last_stated_day(said, write_record):
    """The same data give the same output on any day: nothing depends on today."""
    home = write_record(ONE)
    asked = [
        said("ranges", "--data", home, "--format", "json", *days)[1]
        for days in ((), ("--on", "2025-01-13", "--known-on", "2025-01-13"))
    ]
    assert asked[0] == asked[1] and '"300' not in asked[0] and "300" in asked[0]
