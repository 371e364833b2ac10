"""A table in each format: which ending means which, and where each is written."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.curate.files import write_whole
from tracker.publish.formats import records

if TYPE_CHECKING:
    from tracker.publish.tables.table import Table

# ending -> (module, function): text formats give str, office formats bytes
WRITERS = {
    "text": ("text", "table_text"),
    "md": ("text", "table_markdown"),
    "csv": ("records", "table_csv"),
    "html": ("html", "table_page"),
    "tex": ("latex", "table_latex"),
    "xlsx": ("xlsx", "xlsx"),
    "docx": ("docx", "docx"),
}
RESOURCE = ".resource.json"  # ends the file that describes a csv, beside it
_ALSO = {"txt": "text", "markdown": "md", "htm": "html", "latex": "tex"}


def written(table: Table, form: str) -> str | bytes:
    """The table in one format.

    Raises
    ------
    ValueError
        If the format is not known; the message names those there are.

    """
    form = _ALSO.get(form, form)
    if form not in WRITERS:
        raise ValueError(f"no table format '{form}'; there are {', '.join(WRITERS)}")
    module, function = WRITERS[form]  # loaded when needed: the office formats are slow to load
    write = getattr(import_module(f"tracker.publish.formats.{module}"), function)
    content: str | bytes = write(table)
    return content


def save(table: Table, path: Path) -> Path:
    """Write the table to ``path`` in the format its ending names; a csv gets its metadata beside
    it.

    Raises
    ------
    ValueError
        If the ending names no format.
    OSError
        If the place cannot be written.

    """
    form = path.suffix.lstrip(".").lower()
    if not form:
        raise ValueError(
            f"'{path}' has no ending; the ending chooses the format: .txt, "
            f".{', .'.join(list(WRITERS)[1:])}"
        )
    write_whole(path, written(table, form))
    if form == "csv":
        write_whole(path.with_suffix(RESOURCE), records.resource(table, path.name))
    return path
