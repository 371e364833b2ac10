"""A form on GitHub for those who use no git: its fields are those of an entry, and what it posts is
read as one.

The syntax of issue forms: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tracker.curate import fields
from tracker.curate.checks.entries import Record
from tracker.curate.checks.problems import Report
from tracker.curate.checks.read import read_record
from tracker.curate.entry.forms import REQUIRED, SOURCE_FIELDS, named_words
from tracker.curate.files import write_changed
from tracker.curate.load import find
from tracker.curate.suggest import remedy
from tracker.curate.words.dates import latest_day

FORM_PATH = Path(".github", "ISSUE_TEMPLATE", "statement.yml")
_FIGURES = "figures"
_ESTIMATE = {field.name: field for field in fields.ASKED_FOR}
_SOURCE = {
    name: SOURCE_FIELDS[name]
    for name in ("source.URL", "source.container-title", "source.title", "source.issued")
}
_ASKED = {**_ESTIMATE, **_SOURCE}
# What everybody can say comes first, what only curators know last.
_ORDER = (*REQUIRED, _FIGURES, *_SOURCE, *(name for name in _ESTIMATE if name not in REQUIRED))
EMPTY = "_No response_"


def issue_form(record: Record) -> str:
    """The issue form of a record, with the names that it has now, as YAML."""
    title = str(record.codebook.values.get("title", "the record"))
    made = {
        "name": "A statement",
        "description": "What one party said, entered without git.",
        "title": "Statement: ",
        "labels": ["statement"],
        "body": [
            {
                "type": "markdown",
                "attributes": {
                    "value": f"One statement of one party for *{title}*, in the words of the page. "
                    "A curator checks it and enters it with `tracker add --from-issue`."
                },
            },
            *(_asked(name, record) for name in _ORDER),
        ],
    }
    head = "# Made by `tracker schema` from the codebook and the fields of an entry.\n"
    return head + yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=96)


def write_issue_form(folder: str | Path | None = None, *, new: bool = False) -> list[Path]:
    """Bring the form beside a data folder up to date, or, where ``new``, make one where there is
    none; gives it if it has changed.
    """
    home = find(folder)
    path = home.absolute().parent / FORM_PATH
    if path.is_file() == new:
        return []
    record = read_record(home, latest_day(), Report(home.resolve().name))
    return write_changed(path, issue_form(record))


def read_issue(text: str) -> dict[str, str]:
    r"""What was filled in, by the names that forms use; what was left empty is absent.

    Raises
    ------
    ValueError
        If the text holds no answers of the form, asks what it does not know, or the same twice.

    Examples
    --------
    >>> read_issue("### Party\n\nspy: Spy Service\n\n### Figures\n\nkilled = about 300\n")
    {'party': 'spy', 'killed': 'about 300'}

    """
    labels = {_label(name): name for name in _ORDER}
    parts = re.split(r"^### +(.+?)[ \t]*$", text.replace("\r\n", "\n"), flags=re.M)
    if len(parts) < 3 or parts[0].strip():
        raise ValueError(
            "this is not what the form posts; it begins with a line such as "
            f"'### {_label(_ORDER[0])}'"
        )
    form: dict[str, str] = {}
    for label, answer in zip(parts[1::2], map(str.strip, parts[2::2])):
        if label not in labels:
            there = f"there are {', '.join(labels)}, each once"
            raise ValueError(f"the form has no '{label}'; {remedy(label, labels, there)}")
        name = labels.pop(label)
        if answer in ("", EMPTY):
            continue
        if name == _FIGURES:
            form |= _figures(answer)
        elif _ASKED[name].of in ("parties", "places"):
            form[name] = answer.partition(":")[0].strip()
        else:
            form[name] = " ".join(answer.split())
    return form


def _figures(answer: str) -> dict[str, str]:
    """Lines of ``metric = words``."""
    found: dict[str, str] = {}
    for line in filter(str.strip, answer.splitlines()):
        name, words = named_words(line)
        if not name or not words:
            raise ValueError(
                f"cannot read the figure '{line.strip()}'; write metric = words, a line for each"
            )
        if name in found:
            raise ValueError(f"'{name}' is given twice; give it once")
        found[name] = words
    return found


def _label(name: str) -> str:
    """How the form calls a field: ``as_of`` is "As of", ``source.URL`` "Page: URL"."""
    first, dot, part = name.partition(".")
    shown = f"page {part}" if dot else first
    return (shown[:1].upper() + shown[1:]).replace("_", " ").replace("-", " ")


def _asked(name: str, record: Record) -> dict[str, Any]:
    """One element of the form."""
    if name == _FIGURES:
        metrics = ", ".join(record.keyed["metrics"])
        first = next(iter(record.keyed["metrics"]), "killed")
        told: dict[str, Any] = {
            "description": "The words of the page, with their hedge, a line for each metric: "
            f"{metrics}. What counts only a part says so, as in `{first}.covers = one week`.",
            "placeholder": f"{first} = about 300",
        }
        kind = "textarea"
    else:
        field = _ASKED[name]
        told = {"description": field.meaning[:1].upper() + field.meaning[1:] + "."}
        options = list(_options(field, record))
        kind = "dropdown" if options else "textarea" if name == "note" else "input"
        told["options" if options else "placeholder"] = options or field.example
    return {
        "type": kind,
        "id": name.replace(".", "-"),
        "attributes": {"label": _label(name), **told},
        "validations": {"required": name in (*REQUIRED, _FIGURES, "source.URL")},
    }


def _options(field: fields.Field, record: Record) -> Iterator[str]:
    """What there is to choose from: parties and places with their names, or a field's choices."""
    if field.of in ("parties", "places"):
        for key, entry in record.keyed[field.of].items():
            yield f"{key}: {entry.values.get('name', key)}"
    yield from field.choices
