"""Results kept on the methods page are found by their marks."""

import pytest

from tracker.publish.kept import kept


def test_what_stands_between_the_marks_is_shown(small):
    """The table of one benchmark, without the other's, as Markdown."""
    page = small.folder.parent / "docs" / "methods.md"
    page.parent.mkdir()
    page.write_text(
        "# M\n\n<!-- a: written by a.py -->\n\n| x |\n| --- |\n| 1 |\n\n<!-- a: end -->\n\n<!-- "
        "b: by b.py -->\nB\n<!-- b: end -->\n"
    )
    assert str(kept(small, "a")) == kept(small, "a")._repr_markdown_() == "| x |\n| --- |\n| 1 |"
    assert kept(small, "b").text == "B"
    with pytest.raises(ValueError, match="keeps no results of 'c'; it has those of: a, b"):
        kept(small, "c")


def test_without_a_page_the_error_names_it(small):
    """The path that is missing is in the error."""
    with pytest.raises(OSError) as told:
        kept(small, "a")
    assert str(told.value.filename).endswith("docs/methods.md")
