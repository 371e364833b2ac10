"""The schemas that editors read: equal to the rules, open to what is sound, shut to planted
slips.
"""

import json
import re
from datetime import date

import pytest
import yaml
from conftest import ROOT
from jsonschema import Draft7Validator

from curate.planting import FULL, TEXTS, checked
from tracker.curate import fields
from tracker.curate.checks.problems import Report
from tracker.curate.checks.read import read_record
from tracker.curate.schema import schema_texts, schemas, write_schemas


class AsEditors(yaml.SafeLoader):
    """Reads YAML as editors do (YAML 1.2): dates are text, numbers are numbers."""


AsEditors.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in held if tag != "tag:yaml.org,2002:timestamp"]
    for first, held in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture
def home(write_record):
    """The sound record that faults are planted in."""
    return write_record(TEXTS["estimates"], codebook=TEXTS["codebook"], sources=TEXTS["sources"])


@pytest.fixture
def made(home):
    """Its schemas."""
    return schemas(read_record(home, date(2025, 6, 30), Report("data")))


def trouble(schema, text):
    """Where an editor underlines."""
    errors = Draft7Validator(schema).iter_errors(yaml.load(text, AsEditors))
    return [".".join(map(str, error.absolute_path)) for error in errors]


def test_the_shipped_schemas_are_what_the_command_writes():
    """After a change of fields or names, `tracker schema` has to be run."""
    for name, text in schema_texts(ROOT / "data").items():
        assert (ROOT / "data" / "schema" / name).read_text(encoding="utf-8") == text, (
            f"run `tracker schema` ({name})"
        )


@pytest.mark.parametrize("name", ["estimates", "codebook", "sources"])
def test_the_shipped_files_fit_and_name_their_schema(name):
    """An editor that opens a data file finds the schema by its first line, and underlines
    nothing.
    """
    text = (ROOT / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=schema/{name}.schema.json\n")
    assert not trouble(
        json.loads((ROOT / "data" / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")),
        text,
    )


@pytest.mark.parametrize("name", ["estimates", "codebook", "sources"])
def test_a_sound_record_fits(made, write_record, name):
    """The schemas are valid, and underline nothing in a record that the check finds sound."""
    Draft7Validator.check_schema(made[name])
    assert not checked(write_record) and not trouble(made[name], TEXTS[name])


@pytest.mark.parametrize("name", ["estimates", "codebook"])
def test_a_record_with_every_field_fits(name, write_record):
    """The schema knows every field of the format, and underlines nothing in a sound use of it."""
    home = write_record(**FULL)
    held = schemas(read_record(home, date(2025, 6, 30), Report("data")))[name]
    assert not trouble(held, FULL[name])
    if name == "codebook":
        newer = FULL[name].replace("format: 1", "format: 2")
        assert trouble(held, newer) == ["format"]
    else:
        slip = FULL[name].replace("of: spy-2025-01-13.casualties", "of: spy-2025-01-13")
        assert trouble(held, slip) == ["misreports.0.of"]


@pytest.mark.parametrize(
    ("file", "sound", "slip", "where"),
    [
        ("estimates", "    party: spy\n", "    party: spi\n", "estimates.0.party"),
        ("estimates", "    party: spy\n", "", "estimates.0"),
        ("estimates", "    party: spy\n", "    partie: spy\n    party: spy\n", "estimates.0"),
        ("estimates", "as_of: 2025-01-13", "as_of: 13.1.2025", "estimates.0.as_of"),
        ("estimates", "place: front", "place: frnt", "estimates.0.place"),
        ("estimates", "sources: [news, wire]", "sources: [news, wir]", "estimates.0.sources"),
        ("estimates", "sources: [news, wire]", "sources: []", "estimates.0.sources"),
        ("estimates", "attribution: corroborated", "attribution: sure", "estimates.0.attribution"),
        ("estimates", "grade: B2", "grade: G2", "estimates.0.grade"),
        (
            "estimates",
            "      killed: about 300\n",
            "      kiled: about 300\n",
            "estimates.0.figures",
        ),
        (
            "estimates",
            "      killed: about 300\n",
            "      killed: {said: 300, low: 200}\n",
            "estimates.0.figures.killed",
        ),
        (
            "estimates",
            "      killed: about 300\n",
            "      killed: {covers: one week}\n",
            "estimates.0.figures.killed",
        ),
        (
            "estimates",
            "      killed: about 300\n",
            "      killed: {said: 300, covrs: one week}\n",
            "estimates.0.figures.killed",
        ),
        (
            "estimates",
            "      killed: about 300\n",
            "      killed: -3\n",
            "estimates.0.figures.killed",
        ),
        ("estimates", "id: spy-2025-01-13", "id: Spy 2025", "estimates.0.id"),
        ("codebook", "affiliation: ally-land", "affiliation: ally-lnd", "parties.ally.affiliation"),
        ("codebook", "kind: intelligence", "kind: spies", "parties.spy.kind"),
        ("codebook", "stance: ally", "stance: friend", "affiliations.ally-land.stance"),
        ("codebook", "default_place: front", "default_place: frnt", "default_place"),
        ("codebook", "at_most: troops_sent", "at_most: sent", "metrics.killed.at_most"),
        ("codebook", "speaks_for: 90", "speaks_for: 0", "metrics.killed.speaks_for"),
        ("codebook", "[300, 900]", "[300]", "wordings.several hundred"),
        ("codebook", "from: 2024-12-01", "from: 2024-12", "activity.0.from"),
        ("codebook", "title: A small war\n", "", ""),
        ("sources", "type: webpage", "type: page", "references.1.type"),
        ("sources", "    publisher: The Wire\n", "", "references.1"),
        ("sources", "URL: https://", "URL: www://", "references.0.URL"),
        ("sources", "- id: news", "- id: the news", "references.0.id"),
    ],
)
def test_a_planted_slip_is_underlined_where_it_is(made, write_record, file, sound, slip, where):
    """What `tracker check` reports of one field, the editor shows while it is typed."""
    assert sound in TEXTS[file]
    text = TEXTS[file].replace(sound, slip, 1)
    assert where in trouble(made[file], text)
    assert any(problem.severity == "error" for problem in checked(write_record, **{file: text}))


def test_every_field_has_its_meaning_and_an_example_that_fits(made):
    """What an editor shows beside a name comes from the field tables; no example is wrong."""
    tables = {
        "estimate": made["estimates"]["properties"]["estimates"]["items"],
        "source": made["sources"]["properties"]["references"]["items"],
    }
    for name, schema in tables.items():
        for field in fields.FIELD_TABLES[name]:
            held = schema["properties"][field.name]
            assert held["description"].lower().startswith(field.meaning[:30].lower())
    for table in fields.FIELD_TABLES.values():
        own = [field for field in table if field.meaning != "as in CSL"]
        assert all(field.example or field.kind in ("mapping", "list") for field in own)


def test_names_are_those_of_the_record(made, home):
    """Parties with their full names; a new party appears after the next run, and only changed files
    are written.
    """
    assert made["estimates"]["definitions"]["parties"] == {
        "enum": ["spy", "ally"],
        "enumDescriptions": ["Spy Service", "Allied Ministry"],
    }
    assert made["estimates"]["definitions"]["sources"]["enum"] == ["news", "wire"]
    assert {path.name for path in write_schemas(home)} == set(schema_texts(home))
    assert write_schemas(home) == []
    book = home / "codebook.yaml"
    book.write_text(
        book.read_text().replace(
            "  ally: {name: A", "  new: {name: New, affiliation: north}\n  ally: {name: A"
        )
    )
    assert [path.name for path in write_schemas(home)] == ["estimates.schema.json"]


def test_a_broken_file_still_gives_schemas(home):
    """While somebody edits, names that can be read are completed."""
    with (home / "estimates.yaml").open("a", encoding="utf-8") as file:
        file.write("  - id: [\n")
    assert "spy-2025-01-13" in schema_texts(home)["estimates.schema.json"]


def test_every_pattern_is_one_of_javascript(made):
    """Editors compile patterns with the flag u: a backslash escapes a sign of syntax or begins a
    class, and nothing else. Python reads them the same way.
    """
    patterns = set(re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(made)))
    assert len(patterns) > 5
    for pattern in map(json.loads, patterns):
        re.compile(pattern)
        assert set(re.findall(r"\\(.)", pattern)) <= set("^$\\.*+?()[]{}|/dDwWsSbB"), pattern
