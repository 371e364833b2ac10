"""The parts of the curators' manual that are made from the field tables and the rules, between two
marks each.
"""

from __future__ import annotations

import re
from pathlib import Path

from tracker.curate import fields
from tracker.curate.checks.rules import rules_listed
from tracker.curate.entry.forms import ENTRY_FIELDS, PARTS, WITHDRAWN_FIELDS
from tracker.curate.files import write_changed
from tracker.curate.load import find

_PART = re.compile(r"(<!-- made: ([a-z]+) -->\n).*?(<!-- end -->)", re.S)


def filled_manual(text: str) -> str:
    """The manual with every made part as the tables and rules have it now.

    Raises
    ------
    ValueError
        If a mark names a part that cannot be made.

    """
    return _PART.sub(lambda part: part[1] + _made(part[2]) + part[3], text)


def write_manual(folder: str | Path | None = None) -> list[Path]:
    """Bring ``README.md`` of a data folder up to date; gives it if it has changed. One without
    marks is left alone.

    Raises
    ------
    ValueError
        If it is not UTF-8, or :func:`filled_manual` cannot make a part of it.

    """
    path = find(folder) / "README.md"
    if not path.is_file():
        return []
    try:
        return write_changed(path, filled_manual(path.read_text(encoding="utf-8")))
    except UnicodeDecodeError:
        raise ValueError(f"'{path}' is not UTF-8 text; save it as UTF-8") from None


def _made(name: str) -> str:
    """The list of checks, or a table: the columns of an import, or the fields of something."""
    if name == "checks":
        return rules_listed()
    table = fields.FIELD_TABLES.get(name) or fields.FIELD_TABLES.get(f"{name}.yaml")
    if not table and name != "columns":
        there = ", ".join(["checks", "columns", *fields.FIELD_TABLES])
        raise ValueError(f"the manual asks for a part '{name}'; there are {there}")
    rows = [("field", "needed", "meaning", "example")] if table else _COLUMNS
    for field in table or ():
        if field.meaning != "as in CSL":
            example = f"`{field.name}: {field.example}`" if field.example else "see below"
            needed = "yes" if field.required else "no"
            rows.append((f"`{field.name}`", needed, _meaning(field), example))
    head, *lines = (f"| {' | '.join(row)} |\n" for row in rows)
    return f"{head}|{' --- |' * len(rows[0])}\n{''.join(lines)}"


def _meaning(field: fields.Field) -> str:
    words = field.meaning.replace("|", "\\|")
    lacking = [choice for choice in field.choices if choice not in words]
    return words + (
        f": one of {', '.join(lacking)}" if lacking and field.choices != fields.CSL_TYPES else ""
    )


_COLUMNS: list[tuple[str, ...]] = [
    ("column", "what it holds"),
    (
        ", ".join(f"`{name}`" for name in ENTRY_FIELDS),
        "as in the entry; `sources` separated by spaces, commas or semicolons; without `id`, it is "
        "the party and the day stated",
    ),
    ("`METRIC`", "the words of the source for that metric, such as a column `killed`"),
    (
        ", ".join(f"`METRIC.{part}`" for part in PARTS),
        "more about that figure, such as a column `killed.covers`",
    ),
    (
        "`source.FIELD`",
        "a source that is not there yet: `source.URL`, `source.title`, "
        "`source.container-title`, "
        "`source.issued`, `source.author` (`Doe, Jane; Roe, Richard`), ...",
    ),
    (", ".join(f"`{name}`" for name in WITHDRAWN_FIELDS), "where the party took it back"),
]
