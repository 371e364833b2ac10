"""Two who write one thing at once, and places that nobody can write to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from tracker.cli import main

ONE = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
"""
TOLD = {**os.environ, "PYTHONPATH": str(ROOT)}
# A report takes its place as an export does; `benchmarks/kills.py` tries it, for it takes long.
COMMANDS = {
    "table": ["-m", "tracker", "table", "summary", "-o", "out/summary.xlsx", "--data"],
    "cite": ["-m", "tracker", "cite", "summary", "-o", "out/summary.bib", "--data"],
    "export": ["-m", "tracker", "export", "out/whole", "--data"],
}


def state(home):
    """The content of every file, also of what was left by mistake."""
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


@pytest.fixture
def records(write_record, tmp_path):
    """Two that differ in one number."""
    homes = []
    for number in (300, 400):
        write_record(ONE.replace("300", str(number)))
        homes.append((tmp_path / "data").rename(tmp_path / f"record-{number}"))
    return homes


@pytest.mark.parametrize("name", COMMANDS)
def test_two_at_once_leave_the_one_or_the_other_whole(name, records, tmp_path):
    """Each begins beside the place and takes it in one step: the last one's stands, nothing of both, nothing else."""
    out, wholes = tmp_path / "out", []
    for home in records:
        subprocess.run([sys.executable, *COMMANDS[name], home], cwd=tmp_path, env=TOLD, check=True)
        wholes.append(state(out))
    assert wholes[0] != wholes[1]
    for _ in range(2):
        running = [
            subprocess.Popen([sys.executable, *COMMANDS[name], home], cwd=tmp_path, env=TOLD)
            for home in records
        ]
        assert [one.wait() for one in running] == [0, 0]
        assert state(out) in wholes


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc here")
@pytest.mark.parametrize(
    "words",
    ["table summary -o {}.csv", "cite summary -o {}.bib", "plot ranges --metric killed -o {}.svg",
     "export {}", "report -o {}", "init {}"],
)  # fmt: skip
def test_where_nothing_can_be_written_one_line_says_so(words, write_record, capsys):
    """Not even the system's first user makes a file there."""
    place = f"/proc/{os.getpid()}-there"
    data = [] if words.startswith("init") else ["--data", str(write_record(ONE))]
    assert main([*words.format(place).split(), *data]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[-1].startswith(f"tracker: cannot read or write '{place}")
    assert said[-1].endswith("; check the path and its permissions")
    assert not any("Traceback" in line for line in said)
