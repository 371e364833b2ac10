"""The tutorial, followed word for word from an empty folder, as text and as a notebook."""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT
from test_contributing import run

from tracker.publish.report.notebooks import execute

sys.path.append(str(ROOT / "docs"))
from tutorial_notebook import notebook

TEXT = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
# A fenced block, with the line before it that says where it goes.
STEP = re.compile(
    r"(?:(?P<how>Write|In) `(?P<file>[\w./-]+)`(?: anew)?(?:, below `(?P<line>[^`]+)`)?:\n\n)?"
    r"^```(?P<kind>\w+)(?P<fails> fails)?\n(?P<block>.*?)^```$",
    re.S | re.M,
)
FAILED = "bash: the command failed, as it should"


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty folder, with `tracker` to be found by its name, somebody who commits, and a place to push to."""
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


def told_of(path):
    """What a chart says of itself to those who cannot see it, with the line it is made again from."""
    text = path.read_text(encoding="utf-8")
    return re.findall(r"<(?:title|desc|dc:source)[^>]*>(.*?)<", text, re.S)


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
    drawn, shown = empty / "killed.svg", ROOT / "docs" / "tutorial" / "killed.svg"
    if os.environ.get("REBUILD"):
        shown.write_bytes(drawn.read_bytes())
    assert told_of(drawn) == told_of(shown), "run with REBUILD=1 and look at the picture"


def test_the_notebook_is_the_tutorial():
    """What `make notebooks` would write: each file and each command is a cell, but for the push."""
    kept = nbformat.read(ROOT / "docs" / "tutorial.ipynb", as_version=4)
    nbformat.validate(kept)
    assert nbformat.writes(kept) == nbformat.writes(notebook()), (
        "run `python docs/tutorial_notebook.py`"
    )
    cells = "\n".join(cell.source for cell in kept.cells if cell.cell_type == "code")
    for step in STEP.finditer(TEXT):
        if step["kind"] != "text" and "git push" not in step["block"]:
            assert step["block"].rstrip() in cells


@pytest.mark.timeout(1800)  # a report, on whatever machine
def test_the_notebook_runs(monkeypatch, tmp_path):
    """From the first cell to the last, in a new folder that the first one makes: the range, the refusal with its
    remedy, the picture.
    """
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    path = ROOT / "docs" / "tutorial.ipynb"
    cells = execute([path])[path].cells
    said = "".join(out.get("text", "") for cell in cells for out in cell.get("outputs", ()))
    said = " ".join(said.split())
    for words in ("did you mean 'about 2,300'?", "Killed: 3,958 or more", "unchanged: summary"):
        assert words in said
    assert any(
        "image/svg+xml" in out.get("data", ()) for c in cells for out in c.get("outputs", ())
    )
    assert [*tmp_path.glob("flood-*/report/index.html")]


def test_nothing_in_it_is_about_another_subject():
    """A reader with a subject of their own meets no other than the example's."""
    assert not re.search(r"Korea|Ukrain|Russia|Kursk|troops|soldier", TEXT)


def test_every_link_and_picture_is_there():
    """What it points to in the project exists."""
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", TEXT) if "://" not in link]
    assert links and not [link for link in links if not (ROOT / "docs" / link).exists()]
