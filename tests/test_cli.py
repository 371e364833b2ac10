"""The command line as a whole: help, wrong use, bad places; one clear line, the right exit status,
no traceback.
"""

import os
import shlex
import subprocess
import sys

import pytest
from conftest import ROOT

from tracker.cli import COMMANDS, main, parser

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


def test_every_help_ends_with_examples_that_are_commands(said):
    """Each line that begins with `tracker` is read by the parser, up to what the shell does."""
    for name in COMMANDS:
        out = said(name, "--help")[1].replace("\\\n", " ")
        lines = out.partition("\nexample:\n")[2].splitlines()
        examples = [line.strip() for line in lines if line.strip().startswith("tracker ")]
        assert examples, name
        for example in examples:
            words = shlex.split(example.partition(" > ")[0].partition("   ")[0])[1:]
            assert parser().parse_args(words).command == name


def test_a_misspelled_option_suggests_the_right_one(said):
    """A near name, or where they are listed; the start of a name is enough, as always."""
    for words, remedy in (
        (("table", "summary", "--metrc", "killed"), "did you mean '--metric'?"),
        (("ranges", "--metrc", "killed"), "write the METRIC alone, without '--metrc'"),
        (("add", "--atribution=seen"), "did you mean '--attribution'?"),
        (("check", "--zzz"), "`tracker check --help` lists them"),
    ):
        status, _, err = said(*words)
        assert status == 2 and err.count("\n") == 1 and err.rstrip().endswith(remedy), err
    assert "no option" not in said("add", "--attrib", "seen")[2]


def test_what_a_terminal_would_obey_is_shown_as_its_code(said, tmp_path):
    """A word that is printed back moves no cursor, clears no line, turns no text around."""
    for words in (
        ("a\x1b[2K\u202eb",),
        ("ranges", "a\x1b[2K\u202eb"),
        ("check", "--a\x1b[2K\u202eb"),
        ("check", "--format", "a\x1b[2K\u202eb"),
        ("import", "a\x1b[2K\u202eb.csv"),
    ):
        status, out, err = said(*words)
        assert status == 2 and "\\x1b[2K" in err
        assert not {"\x1b", "\u202e"} & {*out, *err}


def test_without_a_word_it_helps(said):
    """`tracker` alone is a question."""
    assert said() == (0, said("--help")[1], "")


def test_nothing_is_coloured(said, write_record, monkeypatch):
    """With NO_COLOR or without, on a terminal or not: no escape codes, so nothing to turn off."""
    home = write_record(ONE)
    for colour in ({}, {"NO_COLOR": "1"}):
        for name, value in colour.items():
            monkeypatch.setenv(name, value)
        for words in (["check"], ["ranges"], ["explain", "killed"], ["table", "summary"]):
            _, out, err = said(*words, "--data", home)
            assert "\x1b" not in out + err


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_shell_completes(shell, said):
    """Commands first, then the options and choices of the one that stands there."""
    script = said("completion", shell)[1]
    ask = 'COMP_WORDS=(tracker %s); COMP_CWORD=%d; _tracker; printf "%%s\\n" "${COMPREPLY[@]}"; '
    script = script.partition("bashcompinit && bashcompinit\n")[2] or script
    asked = ask % ("che", 1) + ask % ("import --m", 2) + ask % ("check gi", 2)
    run = subprocess.run(["bash", "-c", script + asked], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["check", "--map", "github"]


def test_fish_has_a_line_for_each_command_and_option(said):
    """With what each command does, and what an option lets choose from."""
    lines = said("completion", "fish")[1].splitlines()
    for name in COMMANDS:
        assert any(f"__fish_use_subcommand -f -a {name} -d '" in line for line in lines)
    seen = "complete -c tracker -n '__fish_seen_subcommand_from check'"
    assert f"{seen} -l format -r -f -a 'text json github'" in lines and f"{seen} -l strict" in lines


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
    listed |= {f"tracker.publish{name}" for name in ("", ".charts", ".charts.catalogue")}
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
        (["frobnicate"], 2, "no command 'frobnicate'; `tracker --help` lists them"),
        (["--data", "x", "ranges"], 2, "behind the command: `tracker ranges --data ...`"),
        (["check", "estimates.yaml"], 2, "check takes no 'estimates.yaml'; `tracker check --help`"),
        (["explain", "killed", "wounded"], 2, "explain takes no 'wounded'; `tracker explain --he"),
        (["init", ""], 2, "what stands behind 'init' is empty; give it, or leave it out"),
        (["report", "-o", ""], 2, "what stands behind '-o' is empty; give it, or leave it out"),
        ([""], 2, "no command ''; `tracker --help` lists them"),
        (["chek"], 2, "no command 'chek'; did you mean 'check'?"),
        (
            ["plot", "ranges", "--metric", "killed", "--metric", "wounded"],
            2,
            "--metric is given twice",
        ),
        (
            ["ranges", "killed", "--on", "2025-01-13", "--on", "2025-01-14"],
            2,
            "--on is given twice",
        ),
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


ENTRY = "add --party spy --as-of 2025-02-01 --stated 2025-02-01 --figure killed=400 --source news"


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "line", ["ranges", "explain killed", ENTRY, "--help", "completion bash", ""]
)
def test_a_full_disk_is_named(write_record, line, unbuffered):
    """Where there is no room, the remedy is room, in one line and with status 2, however Python
    keeps its output; nothing is entered that could not be shown.
    """
    home = write_record(ONE)
    old = (home / "estimates.yaml").read_bytes()
    data = "" if line in ("--help", "completion bash", "") else f"--data {home}"
    for where, said in (
        (
            "> /dev/full",
            "tracker: cannot read or write a file: No space left on device; make room\n",
        ),
        ("> /dev/full 2>&1", ""),
    ):
        run = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m tracker {line} {data} {where}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
        assert (run.returncode, run.stderr) == (2, said)
    assert (home / "estimates.yaml").read_bytes() == old


def test_remarks_that_nobody_can_hear(write_record):
    """A full disk behind standard error: the status alone tells."""
    words = f"{sys.executable} -m tracker chek 2> /dev/full"
    assert subprocess.run(["bash", "-c", words], cwd=ROOT).returncode == 2


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


@pytest.mark.parametrize(
    "words", ["ranges", "explain killed", "trend killed", "rates killed", "track-record"]
)
def test_a_war_of_another_century_is_a_war(words, said, write_record):
    """Days before 1677 are beyond what counts nanoseconds."""
    home = write_record(ONE.replace("2025", "1631"))
    status, told, trouble = said(*words.split(), "--data", home)
    assert (status, trouble) == (0, "") and "1631" in told


def test_what_was_taken_back_last_is_known_by_default(said, write_record):
    """A withdrawal is the last thing said: no range rests on the number, unless an earlier day is asked about."""
    home = write_record(f"{ONE}  withdrawn: {{date: 2025-02-01, reason: Counted twice.}}\n")
    assert "no range" in said("ranges", "--data", home)[1]
    assert "no range" not in said("ranges", "--data", home, "--known-on", "2025-01-31")[1]


def test_both_days_default_to_the_last_stated_day(said, write_record):
    """The same data give the same output on any day: nothing depends on today."""
    home = write_record(ONE)
    asked = [
        said("ranges", "--data", home, "--format", "json", *days)[1]
        for days in ((), ("--on", "2025-01-13", "--known-on", "2025-01-13"))
    ]
    assert asked[0] == asked[1] and '"300' not in asked[0] and "300" in asked[0]
