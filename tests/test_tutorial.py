"""The tutorial, followed word for word from an empty folder."""

import re
import subprocess

import pytest
from conftest import ROOT
from test_contributing import run

TEXT = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
# A fenced block, with the line before it that says where it goes.
STEP = re.compile(
    r"(?:(?P<how>Write|In) `(?P<file>[\w./-]+)`(?:, below `(?P<line>[^`]+)`)?:\n\n)?"
    r"^```(?P<kind>\w+)(?P<fails> fails)?\n(?P<block>.*?)^```$",
    re.S | re.M,
)
FAILED = "bash: the command failed, as it should"


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty folder, with `tracker` to be found by its name, somebody who commits, and a place to push to."""
    import sys

    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "tracker"
    words = f'export PYTHONPATH="{ROOT}"\nexec "{sys.executable}" -m tracker "$@" 2>&1\n'
    script.write_text(f"#!/bin/sh\n{words}", encoding="utf-8")
    script.chmod(0o755)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Jane Doe")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "jane@example.org")
    (tmp_path / "flood").mkdir()
    return tmp_path / "flood"


def put(home, step):
    """Write a block where the line before it says."""
    path = home / step["file"]
    if step["how"] == "Write":
        path.write_text(step["block"], encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    assert text.count(f"\n{step['line']}\n") == 1
    text = text.replace(f"\n{step['line']}\n", f"\n{step['line']}\n{step['block']}")
    path.write_text(text, encoding="utf-8")


def act(home, step):
    """Run a block as one script; gives what it printed."""
    if step["fails"]:
        said = run(f"if {step['block'].rstrip()}; then exit 1; else echo '{FAILED}'; fi", home)
        assert FAILED in said
        return said
    said = run(f"set -e\n{step['block']}", home)
    if "git init" in step["block"]:
        bare = home.parent / "origin.git"
        subprocess.run(["git", "init", "-q", "--bare", bare], check=True)
        subprocess.run(["git", "-C", home, "remote", "add", "origin", bare], check=True)
    return said


def test_it_is_followed_from_an_empty_folder(empty):
    """Every file is written, every command run, and prints what the tutorial says; at the end a chart, a table, a
    citation and a report stand there, and the branch is where it was pushed.
    """
    said = ""
    for step in STEP.finditer(TEXT):
        if step["kind"] == "yaml":
            put(empty, step)
        elif step["kind"] == "sh":
            said = " ".join(act(empty, step).split())
        else:
            for line in step["block"].splitlines():
                assert line in said, f"{line!r} is not in {said!r}"
    for name in ("killed.svg", "summary.docx", "summary.bib", "report/index.html"):
        assert (empty / name).stat().st_size
    assert (empty / "data/estimates.yaml").read_text(encoding="utf-8").count("- id:") == 6
    assert "register-grows" in run("git ls-remote origin", empty)


def test_nothing_in_it_is_about_another_subject():
    """A reader with a subject of their own meets no other than the example's."""
    assert not re.search(r"Korea|Ukrain|Russia|Kursk|troops|soldier", TEXT)


def test_every_link_and_picture_is_there():
    """What it points to in the project exists."""
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", TEXT) if "://" not in link]
    assert links and not [link for link in links if not (ROOT / "docs" / link).exists()]
