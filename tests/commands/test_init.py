"""``tracker init``: from an empty folder to a record that passes its checks and makes its report."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT

from tracker.cli import main
from tracker.curate.load import check, load
from tracker.curate.manual import filled_manual
from tracker.curate.schema import schema_texts


@pytest.fixture
def begin(tmp_path, capsys):
    """Run `tracker init` on a new folder: its place, exit status, remarks."""

    def call(*words, name="our-war"):
        status = main(["init", str(tmp_path / name), *words])
        return tmp_path / name, status, capsys.readouterr().err

    return call


def test_a_new_record_passes_its_checks_as_it_is(begin):
    """No error, and only the one worked entry and its page are asked about, until they are
    replaced; the title is the folder's name unless given.
    """
    home, status, _ = begin()
    data = load(home)
    assert status == 0 and data.codebook.title == "our war"
    assert [(e.id, len(e.figures)) for e in data.estimates] == [("example-ministry-2025-01-15", 2)]
    told = begin("--title", "Losses: 'ours' # theirs", name="other")[0]
    assert load(told).codebook.title == "Losses: 'ours' # theirs"
    for problems in (check(home), check(told)):
        assert [(one.rule, one.where) for one in problems] == [
            ("example", "example-ministry-2025-01-15.party"),
            ("example", "example-daily-2025-01-15.id"),
        ]
        assert all("was invented by `tracker init`; replace it" in one.message for one in problems)
    assert {one.severity for one in check(home)} == {"warning"}


def test_editors_and_readers_find_what_they_need(begin):
    """Schemas and manual are what `tracker schema` makes; each file names its schema."""
    home, _, _ = begin()
    data = home / "data"
    for name, text in schema_texts(data).items():
        assert (data / "schema" / name).read_text(encoding="utf-8") == text
        file = data / name.replace(".schema.json", ".yaml")
        head = file.read_text(encoding="utf-8").partition("\n")[0]
        assert head == f"# yaml-language-server: $schema=schema/{name}"
    manual = (data / "README.md").read_text(encoding="utf-8")
    assert (
        filled_manual(manual) == manual and "| `as_of` | yes |" in manual and "- **echoes" in manual
    )
    assert (home / ".gitignore").read_text().startswith("/report/\n")
    assert (home / "README.md").read_text(encoding="utf-8").startswith("# our war\n")


def test_what_is_there_is_never_replaced(begin, tmp_path):
    """A record is refused, whole or begun; a README of one's own stays."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "README.md").write_text("mine")
    home, status, _ = begin(name="mine")
    assert status == 0 and (home / "README.md").read_text() == "mine"
    old = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    for again in ("mine", "mine/data"):
        _, status, err = begin(name=again)
        assert status == 2 and "there is a record" in err and len(err.splitlines()) == 1
    assert old == {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    (tmp_path / "file").write_text("a file")
    _, status, err = begin(name="file")
    assert status == 2 and len(err.splitlines()) == 1 and (tmp_path / "file").read_text()


def test_add_works_from_the_first_entry(begin, capsys):
    """The example taken out, lists empty: the first statement brings its page along; before the
    codebook names a party, what is missing is told in lines.
    """
    home, _, _ = begin()
    data = home / "data"
    for name, top in (("estimates", "estimates:"), ("sources", "references:")):
        text = (data / f"{name}.yaml").read_text(encoding="utf-8")
        (data / f"{name}.yaml").write_text(text.partition(f"{top}\n")[0] + f"{top}\n")
    words = [
        "add",
        "--party",
        "example-ministry",
        "--as-of",
        "2025-02-01",
        "--stated",
        "2025-02-01",
    ]
    words += ["--figure", "deaths=about 40", "--new-source", "URL=https://example.org/a"]
    words += ["--new-source", "title=A page", "--data", str(data)]
    assert main(words) == 0, capsys.readouterr().err
    assert [(one.rule, one.where) for one in check(home)] == [
        ("example", "example-ministry-2025-02-01.party")
    ]
    assert load(home).estimates[0].figures[0].metric == "killed"
    book = (data / "codebook.yaml").read_text(encoding="utf-8")
    (data / "codebook.yaml").write_text(book.partition("metrics:")[0] + "metrics: {}\n")
    for command in (
        words,
        ["import", __file__, "--data", str(data)],
        ["check", "--data", str(data)],
    ):
        assert main(command) in (1, 2)
        assert "Traceback" not in capsys.readouterr().err


def test_the_report_is_made_at_once(begin, monkeypatch, capsys):
    """The front page of the new record says its number."""
    home, _, _ = begin()
    monkeypatch.chdir(home)
    assert main(["report"]) == 0, capsys.readouterr().err
    assert len([*(home / "report" / "notebooks").glob("*.html")]) == 9
    front = (home / "report" / "index.html").read_text(encoding="utf-8")
    assert "Example Ministry" in front and "our war" in front


@pytest.mark.parametrize("event", range(1, 12))
def test_killed_at_any_moment_there_is_a_whole_record_or_none(tmp_path, event):
    """Stopped at the n-th rename or write to the disk: what is there passes, or nothing is there,
    and the command may be run again.
    """
    code = (
        "import os, sys\nleft = [int(sys.argv[1])]\n"
        "def counted(call):\n"
        "    def run(*words):\n"
        "        left[0] -= 1\n"
        "        if not left[0]: os._exit(9)\n"
        "        return call(*words)\n"
        "    return run\n"
        "os.fsync, os.replace = counted(os.fsync), counted(os.replace)\n"
        "from tracker.cli import main\nsys.exit(main(['init', sys.argv[2]]))\n"
    )
    home = tmp_path / "war"
    run = subprocess.run(
        [sys.executable, "-c", code, str(event), str(home)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 9, run.stderr
    assert not (home / "data").exists() or {one.rule for one in check(home)} == {"example"}
    assert (home / "data").exists() or main(["init", str(home)]) == 0
    assert {one.rule for one in check(home)} == {"example"}
