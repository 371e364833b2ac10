"""What comes with the program: found in the repository as in an installed package, or refused."""

import pytest
from conftest import ROOT

from tracker.publish import shipped as module
from tracker.publish.shipped import shipped


def test_the_repository_has_it_where_readers_look():
    """One copy, where it always stood."""
    assert shipped("notebooks") == ROOT / "notebooks"
    assert shipped("docs/results/hindcast.csv").read_text(encoding="utf-8").startswith("case,")


def test_an_installed_package_has_it_inside(tmp_path, monkeypatch):
    """A folder inside the package comes first."""
    (tmp_path / "shipped" / "notebooks").mkdir(parents=True)
    monkeypatch.setattr(module, "files", lambda name: tmp_path)
    assert shipped("notebooks") == tmp_path / "shipped" / "notebooks"
    with pytest.raises(FileNotFoundError, match=r"'docs/methods\.md' does not come with"):
        shipped("docs/methods.md")
