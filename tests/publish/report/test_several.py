"""Reports on several records behind one page: each whole, none mixed with another."""

import re

import pytest

import tracker as tk
from publish.report.following import broken
from publish.report.test_report import project
from tracker.cli import main
from tracker.publish.report.several import names_of
from tracker.publish.report.write import MARK, documentation, report_folder, write_report


@pytest.fixture
def records(tmp_path, monkeypatch):
    """Two projects of the same words and different titles, ours with other numbers."""
    monkeypatch.chdir(tmp_path)
    for name in ("theirs", "ours"):
        project(tmp_path / name)
        book = tmp_path / name / "data" / "codebook.yaml"
        text = book.read_text(encoding="utf-8")
        book.write_text(text.replace("A small war", f"The war, {name}"), encoding="utf-8")
    path = tmp_path / "ours" / "data" / "estimates.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("about 900", "about 950"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def docs(tmp_path):
    """Documentation of one page."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<!doctype html><title>Manual</title>")
    return tmp_path / "site"


def test_a_report_each_and_a_page_before_them(records, docs, capsys):
    """Both reports stand in folders of their own, every link leads somewhere, the page before them says what each
    holds, and no notebook of either runs unasked.
    """
    words = ["report", "--data", "theirs", "--data", "ours", "--docs", "site", "-o", "out"]
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.out == "out/index.html\n" and "ours: made the front page (" in said.err
    out = records / "out"
    assert broken(out) == []
    first = (out / "index.html").read_text(encoding="utf-8")
    titles = re.findall(r'<h2 id="(\w+)"><a href="([^"]+)">(.*?)</a>', first)
    assert titles == [
        ("theirs", "theirs/index.html", "The war, theirs"),
        ("ours", "ours/index.html", "The war, ours"),
    ]
    cards = dict(zip(("theirs", "ours"), first.split("<section")[1:]))
    for name, card in cards.items():
        data = tk.load(records / name)
        assert data.fingerprint in card
        assert (f"<dd>{950 if name == 'ours' else 900} to " in card, card.count("<dt>")) == (
            True,
            4,
        )
        front = (out / name / "index.html").read_text(encoding="utf-8")
        assert '<a href="../index.html">All records</a>' in front
        assert '<a href="../docs/index.html">Documentation</a>' in front
        assert not (out / name / "notebooks" / "01-how-many.html").exists()
    assert "were not run" in said.err
    assert {tk.load(records / name).fingerprint for name in cards} == {
        *re.findall(r"Data <code>(\w+)<", first)
    }


def test_names_are_told_apart(records):
    """A report is addressed by its record's folder; two of one name are refused before anything is made."""
    assert names_of(["a/data", "b/data/", "c"]) == {"a": "a/data", "b": "b/data/", "c": "c"}
    assert names_of(["Our war"]) == {"our-war": "Our war"}
    with pytest.raises(ValueError, match="'a/x' and 'b/x' would both go to 'x'; rename"):
        names_of(["a/x", "b/x"])


def test_one_of_them_fails(records, capsys):
    """A record with a problem: what was there stays."""
    (records / "out").mkdir()
    before = {records / "out" / name: b"old" for name in (MARK, "index.html")}
    for path, content in before.items():
        path.write_bytes(content)
    path = records / "theirs" / "data" / "estimates.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("about 900", "abuot 900"))
    assert main(["report", "--data", "ours", "--data", "theirs", "-o", "out"]) == 1
    assert "abuot 900" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in before}


def test_only_one_is_watched(records, capsys):
    """Several cannot be watched, and one line says what to do."""
    assert main(["report", "--data", "ours", "--data", "theirs", "--watch"]) == 2
    assert "give --data once" in capsys.readouterr().err


def test_documentation_is_taken_along_or_refused(records, docs):
    """It is copied into the report beside the pages that link it; a folder without a first page is refused."""
    with report_folder(records / "new", docs):
        pass
    assert (records / "new" / "docs" / "index.html").read_bytes().startswith(b"<!doctype html>")
    assert documentation(docs) == (("Documentation", "docs/index.html"),)
    assert documentation(None) == ()
    with pytest.raises(ValueError, match="'ours' holds no index.html; `make docs` writes"):
        write_report(tk.load("ours"), "out", docs="ours", quick=True)
