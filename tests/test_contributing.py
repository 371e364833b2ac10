"""CONTRIBUTING.md, followed word for word on a copy of the repository."""

import os
import re
import subprocess
import sys

import pytest
from conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (Add an? \w+)\n(.*?)(?=^## |\Z)", TEXT, re.S | re.M))
# A file named with a place in it, and the block that goes there; or a block of commands.
STEP = re.compile(
    r"(?:(?P<end>[Aa]t\s+the\s+end\s+of)|In)\s+`(?P<file>[\w./-]+)`(?:,\s+below\s+`(?P<line>[^`]+)`)?[^:`]*:\n\n"
    r"```\w+\n(?P<block>.*?)^```$|^```sh\n(?P<commands>.*?)^```$",
    re.S | re.M,
)


@pytest.fixture
def copy(tmp_path):
    """The repository as git knows it, with `tracker` and `python` to be found by their names."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            target = tmp_path / "copy" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    (tmp_path / "bin").mkdir()
    for name, words in {"tracker": "-m tracker", "python": ""}.items():
        script = tmp_path / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
        script.chmod(0o755)
    return tmp_path / "copy"


def follow(recipe, home):
    """Do what a recipe says; gives what its last command printed."""
    said = ""
    for step in STEP.finditer(recipe):
        if step["commands"]:
            for line in step["commands"].splitlines():
                said = run(line, home)
            continue
        path = home / step["file"]
        text = path.read_text(encoding="utf-8")
        if step["end"]:
            text += step["block"]
        else:
            assert text.count(f"{step['line']}\n") == 1, f"{step['file']}: {step['line']}"
            text = text.replace(f"{step['line']}\n", f"{step['line']}\n{step['block']}")
        path.write_text(text, encoding="utf-8")
    return said


def run(line, home):
    env = {
        **os.environ,
        "PATH": f"{home.parent / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(home),
    }
    done = subprocess.run(["bash", "-c", line], cwd=home, env=env, capture_output=True, text=True)
    assert done.returncode == 0, f"{line}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def test_a_metric_is_added(copy):
    """A block for the codebook and four commands: the new metric has a range."""
    assert "400" in follow(RECIPES["Add a metric"], copy)


def test_a_check_is_added(copy):
    """Three blocks: the planted breach is found, the manual lists the rule, the shipped record passes."""
    follow(RECIPES["Add a check"], copy)
    assert "- **long-note**: " in (copy / "data" / "README.md").read_text(encoding="utf-8")


def test_a_table_is_added(copy):
    """Two blocks: the table is kept in every text format, and printed from the shipped record."""
    follow(RECIPES["Add a table"], copy)
    kept = copy / "tests" / "publish" / "tables" / "expected" / "firsts.csv"
    assert kept.read_text(encoding="utf-8").startswith("metric,party,stated,said,")


@pytest.mark.parametrize("recipe", RECIPES)
def test_what_is_added_is_in_the_house_style(recipe, copy):
    """Following a recipe leaves nothing for `make lint` to find in the files it changes."""
    changed = []
    for step in STEP.finditer(RECIPES[recipe]):
        if (step["file"] or "").endswith(".py"):
            changed.append(step["file"])
    follow(re.sub(r"^```sh\n.*?^```$", "", RECIPES[recipe], flags=re.S | re.M), copy)
    for words in (["check"], ["format", "--check"]) if changed else ():
        run(f"python -m ruff {' '.join(words)} {' '.join(changed)}", copy)


def test_every_file_named_is_there():
    """The reading path and the recipes name files that exist, the ten of the path in order of the rooms."""
    named = re.findall(r"`((?:tracker|tests|data|docs|benchmarks|\.ci)/[\w./-]+)`", TEXT)
    assert [name for name in named if not (ROOT / name).exists()] == []
    path = re.findall(r"^\d+\. `tracker/(\w+)/", TEXT, re.M)
    assert len(path) == 10 and path == sorted(path)


def test_ten_words_are_explained():
    """The glossary at the head holds ten words."""
    glossary = TEXT.partition("## Ten words")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\| \*\*", glossary, re.M)) == 10
