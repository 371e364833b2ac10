"""``tracker sources``: a Zotero export, dry first."""

import json

import pytest

from tracker.cli import main
from tracker.curate.load import load

ONE = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
"""
ITEMS = [
    {
        "id": "doe2025",
        "type": "article-newspaper",
        "title": "Report",
        "container-title": "The Daily",
        "issued": {"date-parts": [[2025, 2, 1]]},
        "URL": "https://example.org/doe",
    },
    {"id": "same", "type": "webpage", "title": "x", "URL": "http://example.org/news#a"},
    {"id": "bad", "type": "webpage"},
]


@pytest.fixture
def run(write_record, tmp_path, capsys):
    """Run `tracker sources` on CSL-JSON: exit status, output, remarks, and the record's folder."""
    home = write_record(ONE)
    (tmp_path / "z.json").write_text(json.dumps(ITEMS), encoding="utf-8")

    def call(*words, file="z.json"):
        status = main(["sources", str(tmp_path / file), *words, "--data", str(home)])
        return status, *capsys.readouterr(), home

    return call


def test_a_dry_run_tells_and_writes_nothing(run):
    """What is new, what is there, what is refused."""
    status, out, err, home = run()
    assert (status, err) == (
        1,
        "1 would be entered, 1 refused, 1 there already; nothing is written yet: give --write\n",
    )
    assert out == (
        "doe2025: doe2025 in data/sources.yaml:2\nsame: there already as news\n"
        "bad: refused: bad.title: no `title`, `container-title` or `publisher`; give at least "
        "one, as in "
        "`container-title: The Daily`\n"
    )
    assert list(load(home).sources) == ["news"]


def test_write_enters_what_fits(run):
    """The source stands in order of names, and that nothing uses it yet is no remark here."""
    status, _, err, home = run("--write")
    assert (status, err) == (1, "1 entered, 1 refused, 1 there already\n")
    assert list(load(home).sources) == ["doe2025", "news"]


def test_wrong_files_are_wrong_use(run, tmp_path):
    """Exit status 2 with the remedy."""
    (tmp_path / "z.enw").write_text("%0 News\n")
    status, out, err, _ = run(file="z.enw")
    assert status == 2 and not out and "export it as BibTeX, CSL JSON, CSL YAML or RIS" in err
