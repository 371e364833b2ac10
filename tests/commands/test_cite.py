"""``tracker cite``: formats, files, wrong use."""

import json

import pytest
from publish.conftest import ESTIMATES, SOURCES

from tracker.cli import main


@pytest.fixture
def run(write_record, capsys):
    """Run `tracker cite` on the small record: exit status, output, remarks."""
    home = write_record(ESTIMATES, sources=SOURCES)

    def call(*words):
        status = main(["cite", *map(str, words), "--data", str(home)])
        return status, *capsys.readouterr()

    return call


@pytest.mark.parametrize(
    ("form", "sign"),
    [
        ("bibtex", "@misc{table-summary,"),
        ("biblatex", "@dataset{table-summary,"),
        ("csl-json", '"id": "table-summary"'),
        ("ris", "ID  - table-summary"),
        ("text", "“A small war: ranges on "),
    ],
)
def test_each_format_is_printed(run, form, sign):
    """The table's own entry is in each, nothing on standard error."""
    status, out, remarks = run("summary", "--format", form)
    assert status == 0 and sign in out and remarks == ""


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        ("bib", "@misc{table-summary,"),
        ("json", "["),
        ("ris", "TY  - DATA"),
        ("txt", "“A small war: ranges on"),
    ],
)
def test_the_ending_chooses_the_format(run, tmp_path, ending, start):
    """A .bib holds BibTeX, a .json CSL-JSON, a .ris RIS, a .txt the list."""
    path = tmp_path / f"refs.{ending}"
    assert run("summary", "-o", path) == (0, "", f"wrote {path}\n")
    assert path.read_text(encoding="utf-8").startswith(start)


def test_an_ending_that_names_no_format_is_refused(run, tmp_path):
    """A .doc would hold BibTeX under a wrong name: one line with the endings, nothing written."""
    status, out, said = run("summary", "-o", tmp_path / "refs.doc")
    assert (status, out) == (2, "") and "let it end in .bib, .json, .ris, .txt" in said
    assert not (tmp_path / "refs.doc").exists()


def test_the_format_asked_for_goes_before_the_ending(run, tmp_path):
    """--format csl-json into a .bib writes JSON: the user said so."""
    run("summary", "--format", "csl-json", "-o", tmp_path / "refs.bib")
    assert json.loads((tmp_path / "refs.bib").read_text())[0]["id"] == "table-summary"


def test_a_metric_narrows_the_sources(run):
    """The wounded were printed in the daily alone."""
    found = json.loads(run("figures", "--metric", "wounded", "--format", "csl-json")[1])
    assert [entry["id"] for entry in found] == ["table-figures-wounded", "news"]


def test_wrong_use_is_one_line(run):
    """An unknown table and an unknown format: status 2 and the remedy."""
    assert run("sumary") == (2, "", "tracker: no table 'sumary'; did you mean 'summary'?\n")
    status, out, remarks = run("summary", "--format", "endnote")
    assert (status, out) == (2, "") and "choose from" in remarks


def test_a_style_is_of_text(run):
    """--style alone asks for text; with another format it is refused, a wrong one gets its remedy."""
    status, out, remarks = run("summary", "--style", "numeric")
    assert (status, remarks) == (0, "") and out.startswith("1. A small war: ranges on")
    assert run("summary", "--style", "apa", "--format", "ris")[0] == 2
    status, out, remarks = run("summary", "--style", "numerik")
    assert (status, out) == (2, "") and "did you mean 'numeric'?" in remarks


def test_the_record_itself_is_cited(run):
    """`tracker cite record` is one entry, in each format and style."""
    status, out, remarks = run("record", "--style", "notes")
    assert (status, remarks) == (0, "") and out.startswith("“A small war.”")
    assert run("record")[1].startswith("@misc{record,") and run("record")[1].count("@misc") == 1


def test_one_number_is_cited(run):
    """Without a format a sentence, its sources and the line; with one the bibliography alone."""
    status, out, remarks = run("--figure", "spy-2025-01-13.killed")
    assert (status, remarks) == (0, "") and out.startswith("Killed: “about 300” (Spy Service, ")
    assert "The Daily" in out and out.splitlines()[-1].startswith("Table figures:killed; ")
    status, out, _ = run("--figure", "spy-2025-01-13.killed", "--format", "csl-json")
    assert [entry["id"] for entry in json.loads(out)] == ["table-figures-killed", "news"]


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ([], "name a table to cite, or one number: tracker cite --figure KEY"),
        (
            ["summary", "--figure", "x"],
            "name a table to cite, or one number: tracker cite --figure KEY",
        ),
        (
            ["--figure", "spy-2025-01-13.killed", "--metric", "killed"],
            "--figure names one number; leave --metric, --place, --where, --column out",
        ),
        (
            ["record", "--known-on", "2025-02-01"],
            "'record' is the whole record as it is now; leave --metric, --place, --where, "
            "--column, --on, --known-on out",
        ),
    ],
)
def test_a_table_or_a_number_is_named(run, words, remark):
    """Neither, both, a number narrowed to a metric, or the record as of another day: one line."""
    assert run(*words) == (2, "", f"tracker: {remark}\n")
