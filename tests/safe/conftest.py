"""A record of a stranger's, and the report that the program makes of it."""

import shutil

import pytest

import tracker as tk
from safe.payloads import PAYLOADS, planted, text
from tracker.cli import main
from tracker.publish.report.write import write_report
from tracker.publish.tables.build import TABLES
from tracker.reconcile.question import NothingToShow

MARKUP = PAYLOADS[:10]  # what could run in a page
DOCUMENT = """\
# Methods

{}

<script>ran=1</script> [a](javascript:ran=2) ![](../docs/a.svg) ![](a.svg)
"""


def written(home, *given):
    """A data folder with every payload in every text."""
    home.mkdir(parents=True)
    for name, content in planted(*given)[0].items():
        (home / f"{name}.yaml").write_text(content, encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def stranger(tmp_path_factory):
    """The data folder of a record with every payload in every text."""
    return written(tmp_path_factory.mktemp("stranger") / "data")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The report on such a record, and on a page of its own beside it."""
    home = tmp_path_factory.mktemp("site")
    data = written(home / "data", 0, MARKUP)
    (home / "docs").mkdir()
    (home / "docs" / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (home / "docs" / "methods.md").write_text(DOCUMENT.format(text(0)), encoding="utf-8")
    write_report(tk.load(data), home / "site", quick=True, run_notebooks=False)
    return home / "site"


@pytest.fixture(scope="session")
def data(stranger):
    """The record, loaded."""
    return tk.load(stranger)


@pytest.fixture(scope="session")
def printed(data, tmp_path_factory):
    """Every table in every format, the record's citation in each, charts, gallery, schemas, the
    export.
    """
    home = tmp_path_factory.mktemp("printed")
    folder = str(data.folder)
    for name in TABLES:
        try:
            table = tk.table(data, name)
        except NothingToShow:
            continue
        for ending in ("md", "html", "tex", "csv", "xlsx", "docx", "txt"):
            table.save(home / f"{name}.{ending}")
    for ending in ("bib", "json", "ris", "txt"):
        assert main(["cite", "sources", "--data", folder, "-o", str(home / f"cited.{ending}")]) == 0
    words = ["--data", folder, "--format", "biblatex", "-o", str(home / "biblatex.bib")]
    assert main(["cite", "sources", *words]) == 0
    assert main(["export", "--data", folder, str(home / "dataset")]) == 0
    copied = home / "record" / "data"
    shutil.copytree(folder, copied)
    (home / "record" / ".github" / "ISSUE_TEMPLATE").mkdir(parents=True)
    (home / "record" / ".github" / "ISSUE_TEMPLATE" / "statement.yml").write_text("name: x\n")
    assert main(["schema", "--data", str(copied)]) == 0
    return home
