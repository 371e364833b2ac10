"""How a record shows itself in a terminal and in a notebook."""

import html5lib
import pytest

from curate.planting import TEXTS, TODAY
from tracker.curate.load import load


@pytest.fixture
def data(write_record):
    """The sound record with a title that holds markup, and one party too many."""
    book = (
        TEXTS["codebook"]
        .replace("A small war", "A <small> war")
        .replace("  ally: {name", "  foe: {name: Foe, affiliation: north}\n  ally: {name")
    )
    return load(write_record(**TEXTS | {"codebook": book}), today=TODAY)


def test_a_terminal_shows_one_line(data):
    """Title, how much there is, the span of days, the fingerprint, and that there is a warning."""
    assert repr(data) == (
        "<Dataset 'A <small> war': 5 estimates, 10 figures, 2 parties, 2 sources; as of "
        "2025-01-01 to 2026-01-31, "
        f"stated until 2025-05-01; data {data.fingerprint}; 1 warning>"
    )


def test_a_notebook_shows_metrics_and_warnings(data):
    """Valid HTML: a row a metric that has figures, and each warning with its line; titles stay
    text.
    """
    html = data._repr_html_()
    html5lib.HTMLParser(strict=True).parseFragment(html)
    assert "A &lt;small&gt; war" in html and "<code>" + data.fingerprint in html
    assert "<tr><td><code>killed</code></td><td>Killed</td><td>4</td><td>2</td></tr>" in html
    assert "troops_present" not in html
    assert (
        "<summary>1 warning</summary><ul><li><code>data/codebook.yaml:12:3: warning: parties.foe: "
        "no estimate" in html
    )
