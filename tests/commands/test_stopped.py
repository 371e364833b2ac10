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


PRINTING = {
    "table": (["table", "figures", "-o", "OUT.csv"], ("OUT.csv", "OUT.csv-metadata.json")),
    "cite": (["cite", "sources", "-o", "OUT.bib"], ("OUT.bib",)),
    "schema": (["schema"], ()),
    "export": (["export", "OUT"], ("OUT",)),
    "report": (["report", "-o", "OUT"], ("OUT",)),
}


def program(words, event, **options):
    """The command line, stopped at an event; 0 for never."""
    return subprocess.run(
        [sys.executable, "-c", STOPPING, str(event), *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        **options,
    )


@pytest.mark.parametrize("name", [name for name in PRINTING if name != "report"])
def test_what_is_printed_is_old_or_new(name, write_record, tmp_path, monkeypatch):
    """Stopped at every file event, each file is the old one or the new one, a folder is the old one
    or the new one as a whole; the next run clears away what was left.
    """
    monkeypatch.chdir(tmp_path)
    words, _ = PRINTING[name]
    home = write_record(ONE)
    words = [*words, "--data", str(home)]
    assert main(words) == 0
    old = state(tmp_path)
    changed = (home / "codebook.yaml").read_bytes().replace(b"Spy Service", b"Service of Spies")
    (home / "codebook.yaml").write_bytes(changed)
    assert main(words) == 0
    new = state(tmp_path)
    assert old.keys() == new.keys() and len({k for k in old if old[k] != new[k]}) > 1
    whole = [path for path in old if path.startswith("OUT/")]
    for event in range(1, 60):
        for path in whole or old:
            if not path.startswith("data/") or path.startswith("data/schema"):
                (tmp_path / path).write_bytes(old[path])
        run = program(words, event)
        found = state(tmp_path)
        assert all(found[path] in (old[path], new[path]) for path in old), event
        assert len({found[path] == new[path] for path in whole if old[path] != new[path]}) <= 1
        if run.returncode != 9:
            break
        for path in tmp_path.rglob(".*"):
            os.utime(path, (0, 0))  # as if it had happened long ago
        assert main(words) == 0
        assert state(tmp_path) == new, f"after a stop at event {event}"
    assert run.returncode == 0 and found == new and event > 1


def test_no_worker_outlives_its_program(write_record, tmp_path):
    """Killed while its workers make pages, the report leaves no process and the next run no debris."""
    home = write_record(ONE)
    words = [sys.executable, "-m", "tracker", "report", "-o", str(tmp_path / "out")]
    with subprocess.Popen(
        [*words, "--data", str(home)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        first = next((line for line in run.stderr if line.startswith("made ")), "")
        run.kill()
        run.stderr.read()  # ends when the last process that could write to it does
    assert first and run.returncode == -9
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
@pytest.mark.parametrize("buffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("words", [["ranges", "killed"], ["explain", "killed"], ["--help"]])
def test_a_full_disk_is_said_in_one_line(words, buffered, write_record):
    """Status 2, whether Python keeps what is printed until its end or not."""
    home = write_record(ONE)
    data = [] if "--help" in words else ["--data", str(home)]
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "tracker", *words, *data],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": buffered},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert run.returncode == 2
    assert (
        run.stderr == "tracker: cannot read or write a file: No space left on device; make room\n"
    )


@pytest.mark.parametrize("name", ["table", "cite", "schema", "export"])
def test_a_disk_that_fills_up_leaves_the_old(name, write_record, tmp_path, monkeypatch):
    """No file may grow past a few bytes: one line, status 2, and what was there stays."""
    monkeypatch.chdir(tmp_path)
    words = [*PRINTING[name][0], "--data", str(write_record(ONE))]
    assert main(words) == 0
    (tmp_path / "data" / "codebook.yaml").write_text(
        (tmp_path / "data" / "codebook.yaml").read_text().replace("Spy Service", "Spies of North")
    )
    old = state(tmp_path)
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (90, 90));"
        "from tracker.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    run = subprocess.run(
        [sys.executable, "-B", "-c", limited, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 2 and run.stderr.startswith("tracker: cannot read or write '")
    assert run.stderr.count("\n") == 1 and state(tmp_path) == old
