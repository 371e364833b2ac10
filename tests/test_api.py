"""The pages made of the docstrings: whole, readable without a network, light or dark."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT

import tracker as tk
import tracker.reconcile


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """What `make docs` writes: path -> text."""
    home = tmp_path_factory.mktemp("api")
    words = [sys.executable, str(ROOT / "docs" / "api" / "build.py"), str(home)]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return {str(p.relative_to(home)): p.read_text("utf-8") for p in home.rglob("*") if p.is_file()}


@pytest.mark.parametrize("package", [tk, tracker.reconcile], ids=lambda package: package.__name__)
def test_every_public_name_has_its_place(pages, package):
    """Each name of the public packages is described on its package's page, with the sections of its docstring."""
    page = pages[package.__name__.replace(".", "/") + ".html"]
    names = [name for name in package.__all__ if not name.startswith("_")]
    assert not [name for name in names if f'id="{name}"' not in page]
    assert "Parameters" in page and "-------" not in page


def test_nothing_is_fetched(pages):
    """No page loads anything from an address, and every link from page to page leads somewhere."""
    for path, text in pages.items():
        assert not re.search(r"""(?:src|@import|url\()[=( "']*https?:""", text), path
        assert not re.search(r'<link[^>]+href="https?:', text), path
    links = re.findall(r'href="(?:\./)?([\w/]+\.html)"', pages["tracker.html"])
    assert {"search.js", "index.html", *links} <= set(pages)


def test_it_follows_the_readers_light_or_dark(pages):
    """Each page carries colours for both."""
    texts = [text for path, text in pages.items() if path.startswith("tracker")]
    assert len(texts) > 10 and all("light-dark(" in text for text in texts)
