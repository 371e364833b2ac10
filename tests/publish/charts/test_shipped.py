"""The charts of the shipped data, as a reader sees them: nothing overlaps, nothing is cut off,
marks can be told apart.
"""

import re
from itertools import combinations
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pytest
from conftest import ROOT

from publish.charts.drawn import contrast, cut_off, overlapping, texts, words
from tracker import plot_parties, plot_ranges
from tracker.publish.charts.catalogue import CHARTS, plot_of
from tracker.publish.charts.drawing.palette import NEAR, lightness, looks
from tracker.publish.charts.gallery import build, pieces
from tracker.reconcile.question import ask
from tracker.reconcile.voices import select

MAIN = ("troops_sent", "killed", "wounded", "casualties", "captured")


@pytest.fixture(autouse=True)
def closed():
    """No figure outlives its test."""
    yield
    plt.close("all")


def figure_of(chart):
    return (chart.flat[0] if hasattr(chart, "flat") else chart).figure


@pytest.mark.parametrize("size", ["column", "page"])
@pytest.mark.parametrize("name", CHARTS)
def test_no_words_overlap_or_are_cut_off(shipped, name, size):
    """On every chart of the gallery, in both sizes, each word stands free and whole, in an ink that
    can be read.
    """
    piece = next(piece for piece in pieces(shipped) if piece.name == name)
    figure = figure_of(plot_of(piece.name)(shipped, size=size, **piece.asked))
    assert overlapping(figure) == [] and cut_off(figure) == []
    assert all(contrast(_hex(text.get_color()), "#ffffff") >= 4.5 for text, _ in words(figure))
    assert any(text.startswith(f"Chart {name}") for text in texts(figure))


@pytest.mark.parametrize("name", ["parties", "overview", "house-effects", "track-record"])
def test_no_label_is_cut_on_a_telephone(shipped, name):
    """Long names run on in lines below their first, and of many holders the rest are counted."""
    metric = [] if name == "overview" else ["troops_sent"]
    figure = figure_of(plot_of(name)(shipped, *metric, size="phone"))
    assert not any("…" in text for text in texts(figure))
    assert overlapping(figure) == [] and cut_off(figure) == []


def _hex(colour):
    from matplotlib.colors import to_hex

    return to_hex(colour)


@pytest.mark.parametrize("metric", MAIN)
@pytest.mark.parametrize("plot", [plot_ranges, plot_parties])
def test_the_main_metrics_are_readable_in_a_column(shipped, plot, metric):
    """Ranges and parties of each main metric fit a journal column."""
    figure = plot(shipped, metric, size="column").figure
    assert overlapping(figure) == [] and cut_off(figure) == []


@pytest.mark.parametrize("metric", MAIN)
def test_voices_can_be_told_apart_in_greyscale(shipped, metric):
    """Parties that speak on the last day differ in shape, or by 12 steps of lightness."""
    styles = looks(shipped.codebook)
    seen = {figure.party: styles[figure.party] for figure in select(ask(shipped, metric)).voices}
    assert [
        (one, other)
        for (one, a), (other, b) in combinations(seen.items(), 2)
        if a.shape == b.shape and abs(lightness(a.fill) - lightness(b.fill)) < NEAR
    ] == []


def test_every_party_of_one_affiliation_has_its_own_look(shipped):
    """Within an affiliation no two parties of the codebook share a shape, so long as there are
    shapes.
    """
    styles, parties = looks(shipped.codebook), shipped.codebook.parties
    for key in shipped.codebook.affiliations:
        shapes = [
            styles[party].shape for party, known in parties.items() if known.affiliation == key
        ]
        assert len(set(shapes)) == min(len(shapes), 14)


def test_the_gallery_can_be_made_of_the_shipped_data(shipped, tmp_path):
    """Every chart finds enough to draw; page and column as SVG, the main one as PNG too."""
    written = [path.relative_to(tmp_path).as_posix() for path in build(shipped, tmp_path)]
    names = [f"pictures/{name}{size}.svg" for name in CHARTS for size in ("", "-column")]
    assert sorted(written) == sorted([*names, "pictures/ranges.png", "gallery.md"])
    assert "Not drawn" not in (tmp_path / "gallery.md").read_text(encoding="utf-8")


def test_the_gallery_in_the_docs_agrees_with_itself(shipped):
    """It shows every chart with the call that makes it, and each picture says what the page says of
    it.
    """
    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    told = {name: alt for alt, name in re.findall(r"!\[(.*?)\]\((pictures/[\w-]+\.svg)\)", page)}
    assert list(told) == [f"pictures/{name}.svg" for name in CHARTS]
    calls = [
        call
        for piece in pieces(shipped)
        for call in (piece.python.split(", on=")[0], piece.command.split(" --on")[0])
    ]
    assert [call for call in calls if call not in page] == []
    for name, alt in told.items():
        picture = ElementTree.parse(ROOT / "docs" / name).getroot()
        assert (
            picture.find("{http://www.w3.org/2000/svg}desc")
            .text.replace("[", "(")
            .replace("]", ")")
            == alt
        )
