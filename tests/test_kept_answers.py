"""What the record of the first release is answered today, word for word: every sentence, range,
reason and number that the commands print, every frame that Python gives, and what office programs
find in a table, as committed in ``kept/``.

After a change that is meant, look at what it does to them:

    REBUILD=1 .venv/bin/python -m pytest tests/test_kept_answers.py; git diff tests/kept
"""

import os
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

import tracker as tk
from tracker.cli import main
from tracker.reconcile.methods.table import METHODS

RECORD = ROOT / "tests" / "data" / "first_release"
HOME = Path(__file__).parent / "kept"
EARLY, LATE = "2025-01-15", "2025-07-01"
COMMANDS = [
    "ranges",
    f"ranges --known-on {EARLY}",
    f"ranges --on {EARLY} --known-on {LATE}",
    "ranges --format csv",
    *(f"ranges killed wounded troops_sent --method {method}" for method in METHODS),
    "explain killed",
    f"explain killed --on {LATE}",
    f"explain troops_present --known-on {EARLY}",
    "explain troops_sent --format csv",
    "explain casualties",
    "trend killed",
    "trend troops_present --place kursk",
    f"trend killed --known-on {LATE} --format csv",
    "rates killed",
    "rates casualties --by week --format csv",
    "ratio wounded killed",
    "track-record",
    "track-record killed",
    *(f"table {name}" for name in ("summary", "parties", "disagreements", "revisions")),
    f"table summary --known-on {EARLY}",
    "table timeline --metric killed --method model",
    "cite summary --format biblatex",
    "cite summary --format ris",
    "cite figures --metric killed --format text",
]
FRAMES = {
    "figures": lambda data: data.figures(),
    "explained": lambda data: tk.explain(data, "troops_sent"),
    "sensitivity": lambda data: tk.sensitivity(data, "killed"),
    "sensitivity-early": lambda data: tk.sensitivity(data, "killed", known_on=EARLY),
    "growth": tk.growth,
    "path": lambda data: tk.trend(data, "killed").path,
    "house": lambda data: tk.trend(data, "killed").house,
    "trend-in-a-notebook": lambda data: tk.trend(data, "killed")._repr_html_(),
    "stances": lambda data: tk.trend(data, "killed").stances,
    "trend-figures": lambda data: tk.trend(data, "killed").figures,
    "coherence": lambda data: tk.coherence(data).ranges,
    "clashes": lambda data: tk.coherence(data).clashes,
    "rates": lambda data: tk.rates(data, "killed"),
    "ratio": lambda data: tk.ratio(data, "wounded", "killed").stated,
    "track-record": tk.track_record,
    "coherence-sentence": lambda data: tk.coherence(data).sentence(),
}

OFFICE = {  # the parts of a file that say what is printed, and how
    "docx": ["word/document.xml", "docProps/core.xml"],
    "xlsx": [
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "docProps/core.xml",
    ],
}


@pytest.fixture(scope="module")
def data():
    return tk.load(RECORD)


def kept(name: str, found: str) -> str:
    """What is committed under a name; written anew when asked for."""
    path = HOME / f"{name}.txt"
    if os.environ.get("REBUILD"):
        HOME.mkdir(exist_ok=True)
        path.write_bytes(found.encode())
    return path.read_bytes().decode()


def named(command: str) -> str:
    return command.replace("--", "").replace(" ", "-")


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_a_command_prints_what_was_kept(command, capsys, monkeypatch):
    """Words, numbers, order and notes, and the status that goes with them."""
    monkeypatch.chdir(ROOT)
    status = main([*command.split(), "--data", str(RECORD.relative_to(ROOT))])
    printed = capsys.readouterr()
    found = f"{printed.out}status {status}\n{printed.err}".replace(tk.__version__, "VERSION")
    assert found == kept(named(command), found)


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_holds_what_was_kept(name, data):
    """Each row and column, to four digits, and each sentence."""
    found = FRAMES[name](data)
    text = found if isinstance(found, str) else found.to_csv(float_format="%.4g")
    assert f"{text}\n" == kept(f"frame-{name}", f"{text}\n")


@pytest.mark.parametrize("ending", OFFICE)
def test_an_office_file_holds_what_was_kept(ending, data, tmp_path, monkeypatch):
    """Each element of the table, its rules, widths and notes."""
    monkeypatch.chdir(ROOT)
    with zipfile.ZipFile(tk.table(data, "summary").save(tmp_path / f"summary.{ending}")) as file:
        parts = [file.read(name).decode() for name in OFFICE[ending]]
    found = "\n".join(parts).replace("><", ">\n<").replace(tk.__version__, "VERSION")
    assert found == kept(f"office-{ending}", found)


def test_what_stands_beside_a_csv_is_what_was_kept(data, tmp_path, monkeypatch):
    """Title, columns, notes and sources, for programs."""
    monkeypatch.chdir(ROOT)
    beside = tk.table(data, "summary").save(tmp_path / "summary.csv").with_suffix(".resource.json")
    found = beside.read_text(encoding="utf-8").replace(tk.__version__, "VERSION")
    assert found == kept("beside-csv", found)


def test_nothing_else_is_kept():
    """Each file is an answer of today."""
    names = {*map(named, COMMANDS), *(f"frame-{name}" for name in FRAMES)}
    names |= {"beside-csv", *(f"office-{ending}" for ending in OFFICE)}
    assert {path.stem for path in HOME.iterdir()} == names
