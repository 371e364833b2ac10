"""Every document: its commands run or are understood, and every file, target and link that it names is there."""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess

import openpyxl
import pytest
from conftest import ROOT

import tracker as tk
from tracker.cli import main, parser

FOLDERS = ("", "benchmarks", "data", "data/history", "docs", "tracker/commands/templates")
DOCUMENTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for folder in FOLDERS
    for path in sorted((ROOT / folder).glob("*.md"))
}
# Run word for word by tests of their own, which check what comes out too.
ELSEWHERE = ("README.md", "CONTRIBUTING.md", "docs/tutorial.md")
HISTORY = "CHANGELOG.md"  # names commands as they were
SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.S | re.M)
# What stands for a name of the reader's own.
NAMES = {
    "METRIC": "killed",
    "ESTIMATE": "nis-2025-09-02",
    "KEY": "nis-2025-09-02.killed",
    "FOLDER": "data",
    "DIR": "made",
    "REV": "HEAD",
    "A": "ourwar/data",
    "B": "theirs/data",
    "bash|zsh|fish": "bash",
}
SEEN = {"ourwar": "ourwar/data", "theirs": "theirs/data"}
# Asks, or takes minutes: run by the tests of the command.
UNDERSTOOD = ("report", "add", "init", "verify")


def lines(text):
    """The commands of a block: lines joined that go on, comments taken off."""
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if words and words[0] == "tracker":
            yield words


def commands(name, text):
    """Each command of ``tracker`` in a document, in blocks and between words."""
    blocks = FENCE.findall(text) + [
        ("", block) for block in re.findall(r"(?:^    .+\n)+", text, re.M)
    ]
    for kind, block in blocks:
        if name not in ELSEWHERE and kind in ("", "sh", "text"):
            yield from lines(block.replace("\n    ", "\n").removeprefix("    "))
    for span in SPAN.findall(FENCE.sub("", text)):
        words = span.removeprefix(".venv/bin/")
        if words.startswith("tracker ") and "…" not in words:
            yield from lines(" ".join(words.split()))


COMMANDS = sorted(
    {
        tuple(words)
        for name, text in DOCUMENTS.items()
        if name != HISTORY
        for words in commands(name, text)
    }
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The project's records under git, and the files that the documents speak of."""
    home = tmp_path_factory.mktemp("project")
    for record in ("data", "examples"):
        shutil.copytree(ROOT / record, home / record)
    page = {
        "id": "one",
        "type": "article-newspaper",
        "title": "One page",
        "URL": "https://example.org/one",
    }
    (home / "export.json").write_text(json.dumps([page]))
    (home / "refs.bib").write_text(
        "@article{one, title={One page}, url={https://example.org/one}}\n"
    )
    head = ["party", "as_of", "stated", "killed", "killed.covers", "sources"]
    rows = [head, ["ua-sbu", "2025-01-13", "2025-01-13", "three", "one battle", "mint-2025-01-14"]]
    (home / "rows.csv").write_text("\n".join(",".join(cells) for cells in rows) + "\n")
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    book.save(home / "rows.xlsx")
    own = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", *words], cwd=home, check=True, env=own)
    return home


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_each_command_runs_or_is_understood(words, folder, monkeypatch, capsys):
    """What a document says to type does what it says; of what asks, or takes minutes, every option is known."""
    monkeypatch.chdir(folder)
    _, *words = (NAMES.get(word, SEEN.get(word, word)) for word in words)
    assert words and main([words[0], "--help"]) == 0
    capsys.readouterr()
    if words[0] in UNDERSTOOD and len(words) > 1:
        parser(words[0]).parse_args(words)
    elif len(words) > 1 or words[0] in ("check", "ranges", "track-record", "diff"):
        assert main(words) == 0, capsys.readouterr().err
    assert "usage" not in capsys.readouterr().err


def test_commands_are_found_in_every_document_that_has_some():
    """The manual's, those of the gallery and of the methods, in blocks, indented, and between words."""
    found = {" ".join(words) for words in COMMANDS}
    assert {
        "tracker report --data ourwar --data theirs -o reports",
        "tracker plot coherence -o coherence.svg",
        "tracker check --strict --data data/history",
        "tracker ranges --data examples/derna",
        "tracker sources refs.bib",
    } <= found
    assert len(found) > 40


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_names_is_there(name):
    """Targets of `make`, programs of the benchmarks, files and folders of the project, and what links lead to."""
    text = DOCUMENTS[name]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    spans = [span for span in SPAN.findall(FENCE.sub("", text)) if not re.search(r"[<*{}…]", span)]
    spans += [
        line
        for kind, block in FENCE.findall(text)
        if kind in ("sh", "text")
        for line in block.splitlines()
    ]
    spans += re.findall(r"^    (\S.*)$", text, re.M)
    assert {
        words[1] for words in map(str.split, spans) if words[:1] == ["make"] and len(words) > 1
    } <= targets
    paths = {
        word
        for span in spans
        for word in span.split("#")[0].split()
        if re.fullmatch(r"(?:tracker|tests|benchmarks|docs|examples|notebooks|\.ci)/[\w./-]+", word)
    }
    assert not [path for path in paths if not (ROOT / path).exists()]
    if name.startswith("tracker/commands/templates"):
        return
    links = [
        link
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", FENCE.sub("", text))
        if "://" not in link
    ]
    assert not [link for link in links if not (ROOT / name).parent.joinpath(link).exists()]


def test_every_program_of_the_benchmarks_is_told_of():
    """The table of benchmarks/README.md names each by its file, and none that is not there."""
    told = set(re.findall(r"`(\w+\.(?:py|csv))`", DOCUMENTS["benchmarks/README.md"]))
    there = {
        path.name for path in (ROOT / "benchmarks").iterdir() if path.suffix in (".py", ".csv")
    }
    assert told == there


def test_the_track_record_that_is_told_is_the_record_s(shipped):
    """How often ranges held what was said next stands in the methods as `tracker track-record` counts it."""
    scored = tk.track_record(shipped, known_on="2026-03-03")
    scored = scored[(scored["against"] == "stated") & scored["inside"].notna()]
    estimated = scored[scored["method"] == "model"]
    ages = estimated["age"]
    groups = {
        "estimated ranges with two ends held {} of the {} figures": estimated,
        "third parties said {} of {} times": estimated[estimated["stance"] == "third_party"],
        "allies said {} of {},": estimated[estimated["stance"] == "ally"],
        "belligerents said {} of {}.": estimated[estimated["stance"] == "belligerent"],
        "first 90 days they held {} of {} ": estimated[ages <= 90],
        "up to a year {} of {} ": estimated[(ages > 90) & (ages <= 365)],
        "later {} of {}.": estimated[ages > 365],
        "stated ranges held {} of {} ": scored[scored["method"] == "envelope"],
    }
    text = " ".join(DOCUMENTS["docs/methods.md"].split())
    told = [words.format(int(some["inside"].sum()), len(some)) for words, some in groups.items()]
    assert [words for words in told if words not in text] == []


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py")))
def test_what_a_benchmark_takes_from_the_package_is_there(name):
    """A name that was moved is missed here, not by whoever makes a table anew."""
    tree = ast.parse((ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tracker"):
            exec(ast.unparse(node))  # raises an ImportError that names what is not there


@pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning")  # of Dask's own
def test_the_lines_for_dask_run(tmp_path, monkeypatch):
    """The block of the methods that reads and writes Parquet gives the ranges of the table beside it."""
    pytest.importorskip("dask.dataframe")
    pandas = pytest.importorskip("pandas")
    (block,) = (
        text for kind, text in FENCE.findall(DOCUMENTS["docs/methods.md"]) if "dask" in text
    )
    events = pandas.read_csv(ROOT / "docs" / "events.csv")
    (tmp_path / "events").mkdir()
    events.to_parquet(tmp_path / "events" / "0.parquet")
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "docs/methods.md", "exec"), {"__name__": "methods"})
    made = pandas.read_parquet("ranges").sort_values(["country", "year"], ignore_index=True)
    alone = tk.reconcile_frame(events, by=["country", "year"])
    assert made[["low", "high"]].to_numpy().tolist() == alone[["low", "high"]].to_numpy().tolist()
