"""The exported folder, read back by what its users will use."""

import csv
import json
from dataclasses import replace

import bibtexparser
import jsonschema
import pytest
import yaml
from cffconvert import Citation
from conftest import ROOT
from curate.planting import FULL, TODAY
from pyarrow import parquet

from tracker.curate.fields import FIGURE_COLUMNS, MISREPORT_COLUMNS
from tracker.curate.load import load
from tracker.curate.model import Author
from tracker.publish.citing.export import citation, export

# What the Data Package specification (version 1, profile tabular-data-resource) asks of what is
# written here.
PACKAGE = {
    "type": "object",
    "required": ["name", "resources"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
        "version": {"type": "string"},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "anyOf": [{"required": ["name"]}, {"required": ["path"]}]},
        },
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path"],
                "properties": {
                    "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
                    "path": {"type": "string", "pattern": r"^(?!/)(?!.*\.\.)[^~]+$"},
                    "schema": {
                        "type": "object",
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "type": "object",
                                    "required": ["name", "type"],
                                    "properties": {
                                        "type": {
                                            "enum": [
                                                "string",
                                                "number",
                                                "integer",
                                                "boolean",
                                                "date",
                                            ]
                                        }
                                    },
                                },
                            }
                        },
                    },
                },
            },
        },
    },
}


def test_the_package_describes_what_is_there(small, tmp_path):
    """datapackage.json is a valid data package; every file it names exists, every column it
    describes is in the csv.
    """
    names = export(small, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    jsonschema.validate(package, PACKAGE)
    assert all((tmp_path / "out" / resource["path"]).exists() for resource in package["resources"])
    assert {resource["path"] for resource in package["resources"]} == set(names) - {
        "README.md",
        "CITATION.cff",
        "datapackage.json",
        ".zenodo.json",
        "LICENSE",
    }
    with (tmp_path / "out" / "figures.csv").open(newline="") as file:
        assert next(csv.reader(file)) == [
            field["name"] for field in package["resources"][0]["schema"]["fields"]
        ]


def test_csv_and_parquet_hold_the_same_figures(small, tmp_path):
    """One row a figure, with its words, its bounds and its line."""
    export(small, tmp_path / "out")
    with (tmp_path / "out" / "figures.csv").open(newline="") as file:
        rows = {row["figure"]: row for row in csv.DictReader(file)}
    found = {
        row["figure"]: row
        for row in parquet.read_table(tmp_path / "out" / "figures.parquet").to_pylist()
    }
    assert rows.keys() == found.keys() == {figure.key for figure in small.all_figures}
    one, other = rows["ally-2025-01-20.killed"], found["ally-2025-01-20.killed"]
    assert (one["said"], float(one["low"]), one["as_of"]) == (
        "a third of 5,000",
        other["low"],
        "2025-01",
    )
    assert list(other) == list(FIGURE_COLUMNS)


def test_the_rest_is_readable(small, tmp_path):
    """Citation file, BibTeX and the three YAML files parse; the README names every file."""
    names = export(small, tmp_path / "out")
    out = tmp_path / "out"
    assert yaml.safe_load((out / "CITATION.cff").read_text())["version"] == small.fingerprint
    assert {
        entry.key
        for entry in bibtexparser.parse_string((out / "references.bib").read_text()).entries
    } == {"news", "letter"}
    assert (out / "estimates.yaml").read_bytes() == (small.folder / "estimates.yaml").read_bytes()
    readme = (out / "README.md").read_text()
    assert all(
        f"`{name}`" in readme for name in names if name not in ("README.md", "datapackage.json")
    )


def test_what_the_codebook_says_of_the_record_goes_with_it(write_record, tmp_path):
    """Authors, licence, DOI and how far it was searched; what pages garble stands by itself."""
    data = load(write_record(**FULL), today=TODAY)
    export(data, tmp_path / "out")
    out = tmp_path / "out"
    cited = yaml.safe_load((out / "CITATION.cff").read_text())
    assert cited["authors"] == [
        {"name": "Jane Doe", "orcid": "https://orcid.org/0000-0002-1825-0097"},
        {"name": "The War Desk"},
    ]
    assert (cited["doi"], cited["license"]) == ("10.5281/zenodo.123", "CC-BY-4.0")
    package = json.loads((out / "datapackage.json").read_text())
    jsonschema.validate(package, PACKAGE)
    assert package["id"] == "https://doi.org/10.5281/zenodo.123"
    assert package["description"] == "What each side said of a small war."
    assert package["searched"][0]["until"] == "2025-05-31"
    with (out / "misreports.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["figure"], row["metric"], row["printed"]) for row in rows] == [
        ("spy-2025-01-13.casualties", "killed", "3,000"),
        ("spy-2025-01-13.casualties", "wounded", "several hundred"),
    ]
    assert list(rows[0]) == list(MISREPORT_COLUMNS)
    book = (out / "codebook.md").read_text()
    for words in (
        "counted in graves",
        "tally of what",
        "proxy, which",
        "searched until 2025-05-31",
        "shared error: 0.2",
        "intelligence, reliability B",
        "## Phases\n\n- 2024-12-01 to 2025-03-31, intensity 1: The offensive",
        "## Events\n\n- 2025-",
    ):
        assert words in book


def test_a_record_without_authors_is_by_its_contributors(small, tmp_path):
    """Never by the makers of the program; and where nothing is garbled there is no such file."""
    names = export(small, tmp_path / "out")
    cited = yaml.safe_load((tmp_path / "out" / "CITATION.cff").read_text())
    assert cited["authors"] == [{"name": f"Contributors to {small.codebook.title}"}]
    assert "misreports.csv" not in names


def test_exported_twice_it_is_the_same(small, tmp_path):
    """Same data, same bytes; an earlier export is replaced whole."""
    export(small, tmp_path / "out")
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    (tmp_path / "out" / "left-over.txt").write_text("old")
    export(small, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first


def test_a_folder_with_other_things_is_left_alone(small, tmp_path):
    """Somebody else's folder is never replaced."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("years of work")
    with pytest.raises(ValueError, match="holds other things"):
        export(small, tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.tex").read_text() == "years of work"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "mine"]


def test_no_exported_cell_is_a_formula(hostile, tmp_path):
    """A spreadsheet that opens figures.csv runs nothing."""
    export(hostile, tmp_path / "out")
    with (tmp_path / "out" / "figures.csv").open(newline="") as file:
        assert not any(
            cell[:1] in tuple("=+@\t\r") for row in csv.reader(file) for cell in row if cell
        )


def test_two_authors_of_one_name_keep_their_own_identifiers(told):
    """An ORCID iD is that of its author alone, whoever has the same name."""
    orcids = "0000-0002-1825-0097", None, "0000-0001-5109-3700"
    authors = tuple(Author("Jane Doe", orcid) for orcid in orcids)
    data = replace(told, codebook=replace(told.codebook, authors=authors))
    cited = yaml.safe_load(citation(data))["authors"]
    assert [one.get("orcid", "")[-4:] for one in cited] == ["0097", "", "3700"]


def test_the_folder_says_whose_it_is(told, tmp_path):
    """Authors, licence, DOI, description, how far was searched: in the citation, the package and
    the README.
    """
    home = tmp_path / "out"
    export(told, home)
    cited = yaml.safe_load((home / "CITATION.cff").read_text())
    orcid = "https://orcid.org/0000-0002-1825-0097"
    assert cited["authors"] == [{"name": "Åsa Ågren", "orcid": orcid}]
    assert (cited["license"], cited["doi"]) == ("CC-BY-4.0", "10.5281/zenodo.1234567")
    assert cited["abstract"] == "A made-up war in figures."
    package = json.loads((home / "datapackage.json").read_text())
    assert package["contributors"] == [{"title": "Åsa Ågren", "role": "author"}]
    assert package["id"] == "https://doi.org/10.5281/zenodo.1234567"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["description"] == "A made-up war in figures."
    readme = (home / "README.md").read_text()
    assert "By Åsa Ågren. Licence: CC-BY-4.0." in readme
    assert "Searched until 1 March 2025 in two papers: nothing newer" in readme


def test_without_a_licence_none_is_given(small, tmp_path):
    """The program gives away nothing that is not its own."""
    home = tmp_path / "out"
    export(small, home)
    cited = yaml.safe_load((home / "CITATION.cff").read_text())
    assert cited["authors"] == [{"name": "Contributors to A small war"}] and "license" not in cited
    assert "licenses" not in json.loads((home / "datapackage.json").read_text())
    assert (
        "By Contributors to A small war. No licence is given." in (home / "README.md").read_text()
    )


@pytest.mark.parametrize("record", ["small", "hostile", "told", "shipped"])
def test_the_citation_file_is_valid(record, request, tmp_path):
    """cffconvert accepts CITATION.cff of every record, hostile titles and all."""
    export(request.getfixturevalue(record), tmp_path / "out")
    Citation((tmp_path / "out" / "CITATION.cff").read_text(encoding="utf-8")).validate()


def test_the_programs_own_citation_file_is_valid():
    """cffconvert accepts the repository's CITATION.cff too, and tells a slip."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    Citation(text).validate()
    with pytest.raises(jsonschema.ValidationError, match="'titel' was unexpected"):
        Citation(text.replace("title:", "titel:")).validate()
