"""The README's commands run as they stand, its Python runs, and what it links to exists."""

import re
import shlex
import sys

import pytest
from conftest import ROOT

import tracker as tk
from tracker.cli import main

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)
COMMANDS = [
    line.partition("#")[0].strip()
    for kind, text in BLOCKS
    if kind == "sh"
    for line in text.splitlines()
]


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("tracker ")])
def test_each_command_runs(line, tmp_path, monkeypatch, capsys):
    """Each line does what it says, from any folder, and writes the file it names."""
    monkeypatch.chdir(tmp_path)
    _, *words = shlex.split(line)
    assert main([*words, "--data", str(ROOT / "data")]) == 0, capsys.readouterr().err
    named = [words[n + 1] for n, word in enumerate(words) if word == "-o"]
    assert all((tmp_path / name).stat().st_size for name in named)


def test_the_first_two_commands_set_everything_up():
    """`make report` and `make test` are the first commands a reader sees, and the Makefile has
    them.
    """
    assert [line.split()[:2] for line in COMMANDS[:2]] == [["make", "report"], ["make", "test"]]
    made = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert {"report", "test", "lab"} <= set(made)


def test_the_python_runs(monkeypatch):
    """The Python block runs line by line in the project's folder."""
    monkeypatch.chdir(ROOT)
    code = next(text for kind, text in BLOCKS if kind == "python")
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def test_the_headline_is_the_record_s():
    """The sentence above the chart is what the record says of the killed now."""
    quoted = " ".join(line.removeprefix("> ") for line in README.splitlines() if line[:2] == "> ")
    said = " ".join(str(tk.answer(tk.load(ROOT / "data"), "killed")).split())
    assert quoted and said.startswith(quoted)


def test_every_link_leads_somewhere():
    """Each relative link and picture exists."""
    found = re.findall(r"\]\(([^)#]+)\)", README) + re.findall(r'src="([^"]+)"', README)
    links = [link for link in found if "://" not in link]
    assert "docs/pictures/ranges.png" in links
    assert links and not [link for link in links if not (ROOT / link).exists()]
