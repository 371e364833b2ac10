"""``tracker diff``: between the files and commits, in text, Markdown and JSON."""

import json
import subprocess

import pytest
from publish.conftest import ESTIMATES, SOURCES

from tracker.cli import main


@pytest.fixture
def home(write_record):
    """The small record, outside any repository."""
    return write_record(ESTIMATES, sources=SOURCES)


@pytest.fixture
def run(home, capsys):
    """Run `tracker diff` on the record: exit status, output, remarks."""

    def call(*words):
        status = main(["diff", *words, "--data", str(home)])
        return status, *capsys.readouterr()

    return call


def commit(home):
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Data"]):
        subprocess.run(
            [
                "git",
                "-C",
                str(home.parent),
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@example.org",
                *words,
            ],
            check=True,
            capture_output=True,
        )


def change(home, old, new):
    path = home / "estimates.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_text_says_which_ranges_moved_and_why(home, run):
    """From the last commit to the files: the range with the factor, then the figure with its
    words.
    """
    commit(home)
    assert run() == (0, "No change in meaning.\n", "")
    change(home, "more than 1,000", "5,000")
    assert run() == (
        0,
        "Ranges that moved\n\n  Killed on 25 February 2025: 900 to about 1,700 (a third of "
        "5,000) → 900 to 5,000 (high ×3.00)\n\n"
        "Figures\n\n  foe-2025-02-01.killed: revised: 'more than 1,000' → '5,000'\n",
        "",
    )


def test_one_or_two_revisions(home, run):
    """One revision against the files, two against each other."""
    commit(home)
    change(home, "about 2,700", "about 2,800")
    commit(home)
    change(home, "about 2,800", "about 2,900")
    assert "'about 2,700' → 'about 2,800'" in run("HEAD~1", "HEAD")[1]
    assert "'about 2,700' → 'about 2,900'" in run("HEAD~1")[1]


def test_markdown_is_a_list_for_a_pull_request(home, run):
    """Headings and items, nothing from the data is markup."""
    commit(home)
    change(home, "about 2,700", "about 2,800")
    lines = run("--format", "md")[1].splitlines()
    assert (
        "### Figures" in lines
        and "- spy-2025-01-13.wounded: revised: 'about 2,700' → 'about 2,800'" in lines
    )


def test_json_is_plain(home, run):
    """Figures, names and ranges as lists; open ends null."""
    commit(home)
    change(home, "One page writes 12, another 21.", "Settled.")
    change(home, '{said: "20", covers: one week}', '{said: "20+", covers: one week}')
    found = json.loads(run("--format", "json")[1])
    assert [(item["figure"], item["change"]) for item in found["figures"]] == [
        ("foe-2025-02-01.daily_losses", "revised")
    ]
    assert found["names"] == [{"kind": "notes", "name": "army-2025-02-25", "change": "changed"}]
    assert found["ranges"] == []


def test_a_place_under_another_key(home, run):
    """Where a place is renamed, what is counted by place is told under both its names, and what is
    one series has not moved.
    """
    commit(home)
    book = home / "codebook.yaml"
    text = book.read_text(encoding="utf-8").replace("default_place: front", "default_place: line")
    book.write_text(text.replace("front: {name: The Front", "line: {name: Line"), encoding="utf-8")
    lines = run()[1].split("\n\n")[1].splitlines()
    assert lines == [
        "  Present (The Front) on 25 February 2025: 4,000 → no figure",
        "  Present (Line) on 25 February 2025: no figure → 4,000",
    ]


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        (
            ["nowhere"],
            "no revision 'nowhere'; give a commit, a tag or a branch ('git log --oneline' lists "
            "commits)",
        ),
        (["a", "b", "c"], "diff takes at most two revisions; quote names that hold spaces"),
    ],
)
def test_wrong_use_is_one_line(home, run, words, remark):
    """Exit status 2, nothing on standard output, the remedy on standard error."""
    commit(home)
    assert run(*words) == (2, "", f"tracker: {remark}\n")


def test_without_history_there_is_nothing_to_compare_with(home, run):
    """Outside git: status 2 and one line on standard error."""
    assert run() == (
        2,
        "",
        "tracker: 'data' is in no git repository, so earlier states of it cannot be read; 'git "
        "init' and a commit keep them from now on\n",
    )
