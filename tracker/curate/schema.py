"""JSON Schemas of the three data files from the field tables, so that editors complete names and
underline slips.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from tracker.curate import fields
from tracker.curate.checks.entries import KEYED_TABLES, Record
from tracker.curate.checks.problems import Report
from tracker.curate.checks.read import TOPS, read_record
from tracker.curate.files import write_changed
from tracker.curate.load import find
from tracker.curate.reader.nodes import as_data
from tracker.curate.words.dates import latest_day

DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that YAML editors know well
_CSL_NAME = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "anyOf": [{"required": ["family"]}, {"required": ["literal"]}]},
    ]
}
# Kinds that are no plain text; an editor may take the text of some for a number: 2025, 300.
_PLAIN: dict[str, dict[str, object]] = {
    "any": {},
    "flag": {"type": "boolean"},
    "count": {"type": ["number", "string"], "minimum": 0},
    "number": {"type": "number", "minimum": 0},
    "days": {"type": "integer", "minimum": 1},
    "version": {"type": "integer", "minimum": 1, "maximum": fields.FORMAT},
    "date": {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999},
    "text": {"type": ["string", "number"], "minLength": 1},
    "words": {"type": ["string", "integer"], "minimum": 0, "minLength": 1},
    "csl_date": {
        "anyOf": [
            {"type": ["string", "integer"]},
            {"type": "object", "minProperties": 1},
            {"type": "array", "minItems": 1},
        ]
    },
    "texts": {"type": ["array", "string"], "items": {"type": "string"}, "minItems": 1},
    "csl_names": {"anyOf": [{"type": "array", "items": _CSL_NAME}, {"type": "string"}]},
}


def schemas(record: Record) -> dict[str, dict[str, object]]:
    """The schema of each file, with the names that the record has now."""
    names = {group: list(record.keyed[group]) for group in KEYED_TABLES}
    names |= {
        file: [entry.name for entry in getattr(record, file)] for file in ("sources", "estimates")
    }
    names["asked"] = list(fields.ASKED)
    names["figures"] = [
        f"{entry.name}.{metric}" for entry in record.estimates for metric in entry.figures
    ]
    described = {
        group: [str(entry.values.get("name", entry.name)) for entry in record.keyed[group].values()]
        for group in ("parties", "affiliations", "places")
    }
    metrics = {key: as_data(entry.node) for key, entry in record.keyed["metrics"].items()}
    return {name: _Maker(names, described, metrics).whole(name) for name in TOPS}


def schema_texts(folder: str | Path | None = None) -> dict[str, str]:
    """The content of each schema file of a data folder, by file name.

    Raises
    ------
    DataError
        If the folder or one of its files is missing or unreadable.

    """
    home = find(folder)
    record = read_record(home, latest_day(), Report(home.resolve().name))
    return {
        f"{name}.schema.json": json.dumps(made, ensure_ascii=False, indent=1) + "\n"
        for name, made in schemas(record).items()
    }


def write_schemas(folder: str | Path | None = None) -> list[Path]:
    """Write ``schema/*.schema.json`` in a data folder; gives those that have changed."""
    home = find(folder) / "schema"
    texts = schema_texts(folder).items()
    return [path for name, text in texts for path in write_changed(home / name, text)]


class _Maker:
    """Turns fields into schemas; ``names`` are those that exist, ``described`` what to show beside
    some of them.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        described: Mapping[str, list[str]],
        metrics: Mapping[str, dict[str, str]],
    ):
        self.names, self.described, self.metrics = names, described, metrics
        self.shared: dict[str, object] = {}

    def whole(self, name: str) -> dict[str, object]:
        """The schema of a file; what is needed in many places stands once, in ``definitions``."""
        return {
            "$schema": DIALECT,
            "title": f"{name}.yaml",
            **self.mapping(f"{name}.yaml"),
            "definitions": self.shared,
        }

    def once(self, name: str, made: dict[str, object]) -> dict[str, object]:
        """A reference to a schema that is kept once."""
        self.shared.setdefault(name, made)
        return {"allOf": [{"$ref": f"#/definitions/{name}"}]}

    def mapping(self, table: str) -> dict[str, object]:
        """The schema of a mapping whose fields stand in a table."""
        held = fields.FIELD_TABLES[table]
        made = {
            "type": "object",
            "additionalProperties": False,
            "required": [field.name for field in held if field.required],
            "properties": {field.name: self.field(field) for field in held},
        }
        if table == "figure":
            made["anyOf"] = [{"required": [name]} for name in ("said", "low", "high")]
            made["dependencies"] = {
                "said": {"not": {"anyOf": [{"required": [end]} for end in ("low", "best", "high")]}}
            }
        if table == "source":
            made["anyOf"] = [{"required": [name]} for name in fields.TITLES]
        return made

    def field(self, field: fields.Field) -> dict[str, object]:
        """The schema of one field's value, with its meaning and an example."""
        made = {
            "description": field.meaning[:1].upper() + field.meaning[1:] + ".",
            **self.value(field),
        }
        if field.example:
            made["examples"] = [yaml.load(field.example, yaml.BaseLoader)]
        return made

    def value(self, field: fields.Field) -> dict[str, object]:
        """The schema of a field's value by its kind."""
        kind = field.kind
        if kind == "name":
            return self.named(field.of)
        if kind == "names":
            one = self.named(field.of)
            many = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
            return {"anyOf": [many, one]}
        if kind == "mapping":
            return self.held(field.of)
        if kind == "list":
            return {"type": "array", "minItems": 1, "items": self.mapping(field.of)}
        if kind == "choice":
            return {"enum": list(field.choices)}
        made = _PLAIN.get(kind, {"type": "string"})
        if kind in fields.PATTERNS and kind not in ("number", "days", "version"):
            made = made | {"pattern": f"^(?:{fields.PATTERNS[kind]})$"}
        return made

    def named(self, group: str) -> dict[str, object]:
        """One of the names that exist."""
        made: dict[str, object] = {"enum": list(dict.fromkeys(self.names[group]))}
        if group in self.described:
            made["enumDescriptions"] = self.described[group]
        return self.once(group, made)

    def held(self, of: str) -> dict[str, object]:
        """The mapping below a field: figures or printed words by metric, definitions by key, vague
        words by their text, or fields.
        """
        if of in ("figure", "printed"):
            words = _PLAIN["words"]
            if of == "figure":
                words = self.once("figure", {"anyOf": [words, self.mapping("figure")]})
            return {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": False,
                "properties": {
                    key: {
                        "description": f"{metric.get('label', key)}: "
                        f"{metric.get('definition', '')}",
                        **words,
                    }
                    for key, metric in self.metrics.items()
                },
            }
        if of == "wording":
            return {
                "type": "object",
                "additionalProperties": {
                    "type": "array",
                    "items": {"type": "integer", "minimum": 0},
                    "minItems": 2,
                    "maxItems": 2,
                },
            }
        if f"{of}s" in KEYED_TABLES or of == "party":
            return {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": f"^(?:{fields.KEY})$"},
                "additionalProperties": self.mapping(of),
            }
        return self.mapping(of)
