"""The documentation as a site: made without a warning, whole, searchable, read without a network."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT
from publish.report.following import broken

import tracker as tk
import tracker.reconcile

pytest.importorskip("sphinx", reason="`make test` installs it; .ci/lowest does not")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """What `make docs` writes; Sphinx takes a warning for an error."""
    out = tmp_path_factory.mktemp("docs") / "site"
    words = [sys.executable, str(ROOT / "docs" / "build.py"), str(out)]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0 and not run.stderr, run.stderr
    return out


def test_every_document_is_a_page_and_every_link_leads_somewhere(site):
    """The documents of the repository, the manual, the changelog and how to contribute; all are in the navigation."""
    wanted = {path.stem for path in (ROOT / "docs").glob("*.md")}
    wanted |= {"index", "manual", "contributing", "changelog", "api/tracker", "api/reconcile"}
    first = (site / "index.html").read_text(encoding="utf-8")
    for name in wanted:
        assert (site / f"{name}.html").exists(), name
        assert name == "index" or f'class="reference internal" href="{name}.html"' in first, name
    assert broken(site) == []


@pytest.mark.parametrize("package, page", [(tk, "tracker"), (tracker.reconcile, "reconcile")])
def test_every_public_name_has_its_place(site, package, page):
    """Each name of the public packages stands on its page with the sections of its docstring."""
    text = (site / "api" / f"{page}.html").read_text(encoding="utf-8")
    names = [name for name in package.__all__ if not name.startswith("_")]
    assert not [name for name in names if f'id="{package.__name__}.{name}"' not in text]
    assert "Parameters" in text and "-------" not in text


def test_nothing_is_fetched(site):
    """No page, style sheet or script loads anything from an address."""
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""\ssrc=["']?(?:https?:)?//""", text), path
        assert not re.search(r'<link[^>]+href="(?:https?:)?//', text), path
    for path in site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(?:@import|url\()\s*["']?(?:https?:)?//""", text), path


def test_it_is_searched_without_a_server(site):
    """The index is a script, which a page opened from a folder may load, and it knows the words of the manual."""
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    assert index.startswith("Search.setIndex(") and '"manual"' in index and "misreport" in index


def test_it_is_dark_where_its_reader_is(site):
    """The style sheet has colours for both, as the system says."""
    sheets = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert "prefers-color-scheme: dark" in sheets.replace(":dark", ": dark")


def test_a_page_that_links_nowhere_fails(tmp_path):
    """The build is strict: a link to a page or heading that is not there is an error."""
    from sphinx.cmd.build import build_main

    conf = ROOT / "docs" / "site" / "conf.py"
    (tmp_path / "conf.py").write_text(conf.read_text(encoding="utf-8"))
    (tmp_path / "index.md").write_text("# One\n\nA [link](index.md#two).\n")
    assert build_main(["-W", "-q", str(tmp_path), str(tmp_path / "out")]) != 0
