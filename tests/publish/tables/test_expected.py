"""Every table of the small record, byte for byte as committed in ``expected/``.

After a change that is meant, look at what it does to them:

    REBUILD=1 .venv/bin/python -m pytest tests/publish/tables/test_expected.py; git diff
    tests/publish/tables/expected
"""

import os
from pathlib import Path

import pytest

import tracker as tk
from tracker.publish.tables.build import TABLES

HOME = Path(__file__).parent / "expected"
FORMS = {"txt": "text", "md": "md", "html": "html", "tex": "tex", "csv": "csv"}


def unversioned(text: str) -> bytes:
    """The text with a word in place of tracker's version, so that a release changes no table."""
    for version in (tk.__version__, tk.__version__.replace(".", r".\allowbreak{}")):
        text = text.replace(f"tracker {version}", "tracker VERSION")
    return text.encode("utf-8")


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_as_committed(small, name, ending):
    """Columns, order, wording, notes and provenance line are those that somebody looked at and
    committed.
    """
    path, found = HOME / f"{name}.{ending}", unversioned(tk.table(small, name).text(FORMS[ending]))
    if os.environ.get("REBUILD"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(found)
    assert found == path.read_bytes()


def test_nothing_else_is_committed_there():
    """Each file in the folder is a table of today."""
    assert {path.name for path in HOME.iterdir()} == {
        f"{name}.{ending}" for name in TABLES for ending in FORMS
    }
