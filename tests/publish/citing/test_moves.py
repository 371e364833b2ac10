"""A record is found in its history wherever its folder lay then."""

import subprocess

import pytest

import tracker as tk
from publish.citing.repositories import begun, git, keep, rewrite
from publish.conftest import ESTIMATES, SOURCES
from tracker.publish.citing.git_history import history
from tracker.publish.verify import verify


@pytest.fixture
def line(write_record, tmp_path):
    """The provenance line of the small record's figures as first committed; then one figure
    changed, in a second commit.
    """
    home = write_record(ESTIMATES, sources=SOURCES)
    begun(tmp_path)
    line = tk.table(tk.load(home), "figures").provenance
    rewrite(home / "estimates.yaml", "more than 1,000", "more than 1,500")
    keep(tmp_path)
    return line


MOVES = {
    "renamed": [("data", "record")],
    "into a folder": [("data", "proj/data")],
    "deep and back": [("data", "a/b/c"), ("a/b/c", "data")],
    "twice": [("data", "one"), ("one", "two")],
    "with blanks and letters": [("data", "Übersicht der Zahlen")],
    "with a line end": [("data", "a\nb")],
    "like an option": [("data", "--all")],
    "like a pattern": [("data", "*[a]?")],
}


def moved(top, old, new):
    (top / new).parent.mkdir(parents=True, exist_ok=True)
    git(top, "mv", "--", old, new)
    keep(top, "moved")
    return top / new


@pytest.mark.parametrize("moves", MOVES.values(), ids=[*MOVES])
def test_a_moved_record_keeps_its_history(line, tmp_path, moves):
    """The line printed before is verified, and the first commit is read, from the new place."""
    for old, new in moves:
        home = moved(tmp_path, old, new)
    data = tk.load(home)
    found = verify(data, line)
    assert [change.figure for change in found.figures] == ["foe-2025-02-01.killed"], found
    first = history(home).dataset(f"HEAD~{len(moves) + 1}")
    assert first.fingerprint in line and first.fingerprint != data.fingerprint


def test_a_move_with_an_edit_in_one_commit_is_followed(line, tmp_path):
    """The files moved were changed as well: the folder that ended is where the other began."""
    git(tmp_path, "mv", "data", "record")
    rewrite(tmp_path / "record" / "estimates.yaml", "about 900", "about 950")
    keep(tmp_path)
    past = history(tmp_path / "record")
    assert len(past.states()) == 3 and past.dataset("HEAD~2").fingerprint in line


def test_a_record_moved_to_the_top_keeps_its_history(line, tmp_path):
    """A repository that holds nothing but the record's three files."""
    for name in ("estimates.yaml", "codebook.yaml", "sources.yaml"):
        git(tmp_path, "mv", f"data/{name}", name)
    keep(tmp_path)
    assert len(history(tmp_path).states()) == 2
    assert verify(tk.load(tmp_path), line).found


def test_another_record_of_the_repository_is_not_this_one(line, tmp_path):
    """Two records side by side: the history of each holds its own states alone."""
    other = tmp_path / "other"
    other.mkdir()
    for file in (tmp_path / "data").iterdir():
        (other / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    rewrite(other / "codebook.yaml", "A small war", "Another war")
    rewrite(other / "estimates.yaml", "about 900", "about 700")
    keep(tmp_path)
    assert len(history(other).states()) == 1 and len(history(tmp_path / "data").states()) == 2


def test_a_line_of_a_branch_that_was_set_aside_is_found(line, tmp_path):
    """A state that no branch holds any more is found while git still keeps its commit."""
    home = tmp_path / "data"
    rewrite(home / "estimates.yaml", "about 300", "about 400")
    keep(tmp_path)
    aside = tk.table(tk.load(home), "figures").provenance
    git(tmp_path, "reset", "-q", "--hard", "HEAD~1")
    assert verify(tk.load(home), aside).found


def test_a_worktree_reads_the_same_history(line, tmp_path, monkeypatch):
    """A second work tree, and the variable that git sets in its hooks there."""
    git(tmp_path, "worktree", "add", "-q", "wt", "HEAD")
    home = tmp_path / "wt" / "data"
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git" / "worktrees" / "wt"))
    assert [one.figure for one in verify(tk.load(home), line).figures] == ["foe-2025-02-01.killed"]


def test_a_folder_copied_out_of_its_repository_is_in_none(line, tmp_path):
    """Ignored by the repository around it, a record is found again by what it holds."""
    rewrite(tmp_path / "data" / "estimates.yaml", "about 900", "about 950")
    (tmp_path / ".gitignore").write_text("copy/\n")
    subprocess.run(["cp", "-r", str(tmp_path / "data"), str(tmp_path / "copy")], check=True)
    found = verify(tk.load(tmp_path / "copy"), line)
    assert found.found and len(found.figures) == 2


def test_never_committed_is_said_only_of_what_is_known(line, tmp_path):
    """A line that no commit carries: what may be the reason, and no claim beyond it."""
    digits = line.split("data ")[1][:12]
    remark = verify(tk.load(tmp_path / "data"), line.replace(digits, "0" * 12)).remark
    assert "no commit that is here carries the printed fingerprint" in remark
    assert "never" not in remark
