"""Stopped at any moment: what was entered stands whole or not at all, and the same command again
finishes it.
"""

import os
import subprocess
import sys

import pytest
from conftest import ROOT

from tracker.cli import main
from tracker.curate.load import check

ONE = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
"""
ROWS = """\
party,as_of,stated,killed,source.URL,source.title
army,2025-02-01,2025-02-02,about 350,https://example.org/a,A page
"""
REFERENCES = '[{"type": "webpage", "title": "A page", "URL": "https://example.org/a"}]'
PAGE = ["--new-source", "URL=https://example.org/a", "--new-source", "title=A page"]
WHOLE = [
    "--party",
    "army",
    "--as-of",
    "2025-02-01",
    "--stated",
    "2025-02-02",
    "--figure",
    "killed=350",
]
COMMANDS = {
    "add": ["add", *WHOLE, *PAGE],
    "page": ["add", "--to", "spy-2025-01-13", *PAGE],
    "import": ["import", "rows.csv", "--write"],
    "sources": ["sources", "references.json", "--write"],
}
# Ends the program, without a word, at the n-th call of what changes files.
STOPPING = """\
import os, sys, tempfile
left = int(sys.argv[1])
def stopping(call, after):
    def run(*words, **options):
        global left
        left -= 1
        if not left and not after: os._exit(9)
        done = call(*words, **options)
        if not left: os._exit(9)
        return done
    return run
for where, name, after in (
    (os, "fsync", False), (os, "chmod", False), (os, "replace", True), (tempfile, "mkstemp", True)
):
    setattr(where, name, stopping(getattr(where, name), after))
from tracker.cli import main
sys.exit(main(sys.argv[2:]))
"""


def state(home):
    """The content of every file, also of what was left by mistake."""
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


@pytest.mark.parametrize("name", COMMANDS)
def test_stopped_at_every_file_event(name, write_record, tmp_path, monkeypatch, capsys):
    """Old or new in each file, always a sound record; given again, the command ends as it would
    have, and nothing else is left in the folder.
    """
    (tmp_path / "rows.csv").write_text(ROWS)
    (tmp_path / "references.json").write_text(REFERENCES)
    monkeypatch.chdir(tmp_path)
    homes = {}
    for folder in ("old", "new", "data"):
        homes[folder] = write_record(ONE, folder=folder)
        main(["schema", "--data", str(homes[folder])])
    words = [*COMMANDS[name], "--data"]
    assert main([*words, str(homes["new"])]) == 0, capsys.readouterr().err
    old, new = state(homes["old"]), state(homes["new"])
    assert old != new
    stops = 0
    for event in range(1, 40):
        for path, raw in old.items():
            (homes["data"] / path).write_bytes(raw)
        run = subprocess.run(
            [sys.executable, "-c", STOPPING, str(event), *words, str(homes["data"])],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )
        found = state(homes["data"])
        assert all(found[path] in (old[path], new[path]) for path in old)
        assert not [p for p in check(homes["data"]) if p.severity == "error"]
        if run.returncode != 9:
            break
        stops += 1
        main([*words, str(homes["data"])])
        main(["schema", "--data", str(homes["data"])])
        assert state(homes["data"]) == new, f"after a stop at event {event}"
    assert run.returncode == 0 and found == new and stops >= 4
