"""The same record makes the same bytes: in other time zones and locales, with other seeds of Python's
hashes, with more threads. `benchmarks/versions.py` asks other versions of Python for more.
"""

import os
import subprocess
import sys

import pytest
from conftest import ROOT
from curate.planting import FULL

ELSEWHERE = {
    "as it comes": {"TZ": "UTC"},
    "Auckland": {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    "Kathmandu": {
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "de_DE.UTF-8",
        "PYTHONHASHSEED": "random",
        "OMP_NUM_THREADS": "2",
        "OPENBLAS_NUM_THREADS": "2",
    },
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Name and hash of all files, by where they were made."""
    home = tmp_path_factory.mktemp("bytes")
    (home / "data").mkdir()
    for name, text in FULL.items():
        (home / "data" / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = {}
    for number, (where, given) in enumerate(ELSEWHERE.items()):
        run = subprocess.run(
            [sys.executable, str(ROOT / "tests" / "everything.py"), "data", f"out{number}"],
            cwd=home,
            env={**os.environ, "PYTHONPATH": str(ROOT), **given},
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        found[where] = dict(reversed(line.split(" ", 1)) for line in run.stdout.splitlines())
    return found


def test_enough_is_made(made):
    """Tables, citations, the export and charts: of each some."""
    endings = {name.rpartition(".")[2] for name in made["as it comes"]}
    assert endings >= {
        "md",
        "html",
        "tex",
        "csv",
        "xlsx",
        "docx",
        "txt",
        "bib",
        "ris",
        "svg",
    }
    assert len(made["as it comes"]) > 70


@pytest.mark.parametrize("where", [*ELSEWHERE][1:])
def test_the_same_bytes(made, where):
    """Every file is the same, bit by bit."""
    first, other = made["as it comes"], made[where]
    assert first.keys() == other.keys()
    assert [name for name in first if first[name] != other[name]] == []
