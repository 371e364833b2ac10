"""The descriptions of the data set, held against what each of their readers asks for."""

import json
from dataclasses import replace

import jsonschema
import pytest
from curate.planting import FULL, TODAY

from publish.conftest import ESTIMATES, SOURCES
from tracker.curate.load import load
from tracker.publish.citing.export import export
from tracker.publish.metadata import metadata, schema_org

TEXT = {"type": "string", "minLength": 1}
NAMED = {"type": "object", "required": ["name"], "properties": {"name": TEXT}}
# what the DataCite Metadata Schema 4.6 makes mandatory, and the terms it allows in what is written
DATACITE = {
    "type": "object",
    "required": ["creators", "titles", "publisher", "publicationYear", "types", "schemaVersion"],
    "properties": {
        "schemaVersion": {"const": "http://datacite.org/schema/kernel-4"},
        "creators": {
            "type": "array",
            "minItems": 1,
            "items": {
                **NAMED,
                "properties": {
                    "name": TEXT,
                    "nameType": {"enum": ["Personal", "Organizational"]},
                    "affiliation": {"type": "array", "items": NAMED},
                    "nameIdentifiers": {
                        "type": "array",
                        "items": {"required": ["nameIdentifier", "nameIdentifierScheme"]},
                    },
                },
                "additionalProperties": False,
            },
        },
        "contributors": {"type": "array", "items": {"required": ["name", "contributorType"]}},
        "titles": {"type": "array", "minItems": 1, "items": {"required": ["title"]}},
        "publisher": NAMED,
        "publicationYear": {"type": "string", "pattern": "^[0-9]{4}$"},
        "types": {
            "required": ["resourceType", "resourceTypeGeneral"],
            "properties": {"resourceTypeGeneral": {"const": "Dataset"}},
        },
        "doi": {"type": "string", "pattern": "^10[.]"},
        "dates": {"items": {"properties": {"dateType": {"enum": ["Updated"]}}}},
        "descriptions": {"items": {"properties": {"descriptionType": {"enum": ["Abstract"]}}}},
    },
}
# what Zenodo's developers' pages ask of a .zenodo.json
ZENODO = {
    "type": "object",
    "required": ["title", "upload_type", "description", "creators"],
    "properties": {
        "upload_type": {"const": "dataset"},
        "creators": {"type": "array", "minItems": 1, "items": NAMED},
        "license": {"type": "string", "pattern": "^[a-z0-9.-]+$"},
    },
}


@pytest.fixture(params=["small", "told", "hostile", "full"])
def data(request, write_record):
    """A record that says little of itself, some that say all, one that attacks."""
    if request.param == "full":
        return load(write_record(**FULL), today=TODAY)
    return request.getfixturevalue(request.param)


def test_each_reader_finds_what_it_asks_for(data, tmp_path):
    """DataCite's and Zenodo's mandatory fields; a Dataset for schema.org."""
    export(data, tmp_path / "out")
    read = {
        name: json.loads((tmp_path / "out" / name).read_text(encoding="utf-8"))
        for name in ("datacite.json", ".zenodo.json", "dataset.jsonld")
    }
    jsonschema.validate(read["datacite.json"], DATACITE)
    jsonschema.validate(read[".zenodo.json"], ZENODO)
    found = read["dataset.jsonld"]
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Dataset")
    assert found["name"] == data.codebook.title and found["version"] == data.fingerprint
    files = {one["contentUrl"] for one in found["distribution"]}
    assert "figures.csv" in files and all((tmp_path / "out" / name).exists() for name in files)


def test_a_crate_names_every_file_and_person_once(data, tmp_path):
    """RO-Crate 1.1: a head that is about the root; every entity has an id of its own and a type;
    what is pointed at is there.
    """
    export(data, tmp_path / "out")
    home = tmp_path / "out"
    crate = json.loads((home / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    entities = {one["@id"]: one for one in crate["@graph"]}
    assert len(entities) == len(crate["@graph"]) and all(one["@type"] for one in entities.values())
    head, root = entities["ro-crate-metadata.json"], entities["./"]
    assert head["about"] == {"@id": "./"}
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    parts = {one["@id"] for one in root["hasPart"]}
    assert parts <= entities.keys() and all((home / name).exists() for name in parts)
    assert {one["@id"] for one in root["author"]} <= entities.keys()


def test_what_nobody_said_is_not_made_up(small):
    """No publisher, no licence, no author: DataCite's word for it, or nothing at all."""
    made = metadata(small, {})
    cited = made["datacite.json"]
    assert cited["creators"] == [{"name": ":unav"}] and cited["publisher"] == {"name": ":unav"}
    assert cited["contributors"][0]["name"] == "Contributors to A small war"
    assert not {"rightsList", "doi", "url"} & cited.keys()
    assert "license" not in made["dataset.jsonld"] and "license" not in made[".zenodo.json"]


def test_what_is_covered_ends_no_later_than_it_was_stated(tmp_record):
    """What was said on 25 February of February reaches to that day, not to the 28th."""
    said = ESTIMATES.replace("as_of: 2025-02-25", "as_of: 2025-02")
    page = schema_org(tmp_record(said, sources=SOURCES), {})
    assert page["temporalCoverage"] == "2025-01-01/2025-02-25"


def test_a_licence_in_free_words_gets_no_address(told):
    """Only what may be a name of SPDX is looked up there; "as agreed" has no page."""
    agreed = replace(told, codebook=replace(told.codebook, licence="as agreed"))
    made = metadata(agreed, {})
    assert made["datacite.json"]["rightsList"] == [{"rights": "as agreed"}]
    assert "license" not in made["dataset.jsonld"]
    assert made["ro-crate-metadata.json"]["@graph"][1]["license"] == "as agreed"
    apache = replace(told, codebook=replace(told.codebook, licence="Apache-2.0"))
    assert metadata(apache, {})["dataset.jsonld"]["license"].endswith("/Apache-2.0")


def test_a_person_is_one_who_has_an_orcid(told):
    """Everywhere the same person, with the address of the ORCID iD."""
    made = metadata(told, {})
    orcid = "https://orcid.org/0000-0002-1825-0097"
    (creator,) = made["dataset.jsonld"]["creator"]
    assert (creator["@type"], creator["name"], creator["@id"]) == ("Person", "Åsa Ågren", orcid)
    (named,) = made["datacite.json"]["creators"]
    assert named["nameIdentifiers"][0]["nameIdentifier"] == orcid
    assert made[".zenodo.json"]["creators"][0]["orcid"] == "0000-0002-1825-0097"
    assert made["datacite.json"]["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
