"""Every table of the small record, byte for byte as committed in ``expected/``; those that it has
nothing for, of the record ``told``.

After a change that is meant, look at what it does to them:

    REBUILD=1 .venv/bin/python -m pytest tests/publish/tables/test_expected.py; git diff
    tests/publish/tables/expected
"""

import os
import re
from pathlib import Path

import pytest

import tracker as tk
from tracker.publish.tables.build import TABLES

HOME = Path(__file__).parent / "expected"
FORMS = {"txt": "text", "md": "md", "html": "html", "tex": "tex", "csv": "csv"}


STYLE = HOME / "style.css"  # of every HTML page, committed once


def unversioned(text: str) -> bytes:
    """The text with a word in place of tracker's version, so that a release changes no table."""
    for version in (tk.__version__, tk.__version__.replace(".", r".\allowbreak{}")):
        text = text.replace(f"tracker {version}", "tracker VERSION")
    return text.encode("utf-8")


def commit(path: Path, page: bytes) -> None:
    """Write what a table is now, an HTML page with a word in place of its style sheet."""
    if path.suffix == ".html":
        before, style, after = re.split(rb"(?<=<style>\n)(.*)(?=</style>)", page, flags=re.S)
        STYLE.write_bytes(style)
        page = before + b"STYLE" + after
    path.write_bytes(page)


def committed(path: Path) -> bytes:
    """The whole page as it was committed."""
    page = path.read_bytes()
    return page.replace(b"\nSTYLE<", b"\n%s<" % STYLE.read_bytes()) if b"\nSTYLE<" in page else page


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_as_committed(request, name, ending):
    """Columns, order, wording, notes, style and provenance line are those that somebody looked at
    and committed.
    """
    record = request.getfixturevalue("told" if name in ("hints", "events") else "small")
    path, page = HOME / f"{name}.{ending}", unversioned(tk.table(record, name).text(FORMS[ending]))
    if os.environ.get("REBUILD"):
        path.parent.mkdir(exist_ok=True)
        commit(path, page)
    assert page == committed(path)


def test_nothing_else_is_committed_there():
    """Each file in the folder is a table of today, or the style of them all."""
    assert {path.name for path in HOME.iterdir()} == {
        STYLE.name,
        *(f"{name}.{ending}" for name in TABLES for ending in FORMS),
    }
