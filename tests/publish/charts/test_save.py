"""Charts as files and in notebooks: the same bytes, and the text alternative wherever the picture
goes.
"""

import hashlib
import pickle
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import matplotlib.pyplot as plt
import pytest
from conftest import ROOT
from matplotlib.figure import Figure
from PIL import Image

from publish.charts.charted import small_war
from publish.conftest import ESTIMATES, SOURCES
from tracker import __version__, plot_overview, plot_parties, plot_ranges
from tracker.publish.charts.catalogue import CHARTS, plot_of
from tracker.publish.charts.gallery import pieces
from tracker.publish.charts.save import chart_bytes, figure_alt, figure_of, save_chart, teach

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def closed():
    """No figure outlives its test."""
    yield
    plt.close("all")


def test_the_text_alternative_says_what_the_chart_says():
    """Metric, number of figures and parties, span, what is stated with its holders, what is
    estimated, independent voices.
    """
    said = figure_alt(plot_ranges(small_war(), "killed"))
    assert said.startswith(
        "Killed: 8 figures by 5 parties, 10 January 2025 to 10 March 2025. "
        "Killed, stated: 400 (The Ally, February 2025) to 1,000 or more (The Foe, February 2025). "
    )
    assert "Estimated: about 410 to 2,100 or more (90% model range). 2 independent voices." in said


@pytest.mark.parametrize("plot", [lambda data: plot_ranges(data, "killed"), plot_overview])
def test_a_month_ends_no_later_than_the_day_it_was_stated(tmp_record, plot):
    """What was said on 25 February of February reaches to that day, not to the 28th."""
    said = ESTIMATES.replace("as_of: 2025-02-25", "as_of: 2025-02")
    assert said != ESTIMATES
    assert " to 25 February 2025. " in figure_alt(plot(tmp_record(said, sources=SOURCES)))


def test_a_figure_of_several_charts_tells_each():
    """Two charts in a reader's figure are described one after another; a foreign figure is
    refused.
    """
    figure, axes = plt.subplots(1, 2)
    one, other = (
        plot_ranges(small_war(), "killed", ax=axes[0]),
        plot_parties(small_war(), "killed", ax=axes[1]),
    )
    assert figure_alt(figure) == f"{figure_alt(one)} {figure_alt(other)}"
    with pytest.raises(ValueError, match="no chart of this project"):
        figure_alt(plt.figure())


def test_the_overview_is_told_once():
    """Its panels share one text."""
    axes = plot_overview(small_war())
    assert figure_alt(axes) == figure_alt(axes[0].figure)


def test_an_svg_has_title_and_description(tmp_path):
    """The picture is one image to a reader of screens, named and described; it parses."""
    path = save_chart(plot_ranges(small_war(), "killed"), tmp_path / "chart.svg")
    root = ElementTree.parse(path).getroot()
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (
        root.get("role") == "img"
        and root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    )
    assert title.text == "Killed: 400 to 1,000 or more (persons)" and description.text.startswith(
        "Killed: 8 figures"
    )
    assert float(root.get("width").removesuffix("pt")) == pytest.approx(183 / 25.4 * 72)


def test_png_and_pdf_carry_it_too(tmp_path):
    """PNG as text chunks, PDF as title and subject; the PNG has 600 dots an inch."""
    ax = plot_ranges(small_war(), "killed", size="column")
    with Image.open(save_chart(ax, tmp_path / "chart.png")) as picture:
        assert picture.text["Title"] == "Killed: 400 to 1,000 or more (persons)" and picture.text[
            "Description"
        ] == figure_alt(ax)
        assert picture.size[0] == pytest.approx(89 / 25.4 * 600, abs=1)
    assert (
        rb"/Title (Killed: 400 to 1,000 or more \(persons\))"
        in save_chart(ax, tmp_path / "chart.pdf").read_bytes()
    )


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_the_same_data_make_the_same_bytes(form):
    """Drawn twice, here and in another process with another hash seed, a chart is the same to the
    byte.
    """
    here = hashlib.sha256(chart_bytes(plot_ranges(small_war(), "killed"), form)).hexdigest()
    code = (
        "import hashlib, sys; sys.path.insert(0, 'tests'); from publish.charts.charted import "
        "small_war\n"
        "from tracker import plot_ranges\n"
        "from tracker.publish.charts.save import chart_bytes\n"
        "print(hashlib.sha256(chart_bytes(plot_ranges(small_war(), 'killed'), "
        f"'{form}')).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env={
            "PYTHONHASHSEED": "7",
            "MPLBACKEND": "agg",
            "PATH": "/usr/bin:/bin",
            "HOME": str(Path.home()),
        },
    )
    assert run.stdout.strip() == here


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_that_was_pickled_is_the_same(shipped, name):
    """Loaded again it has its text alternative and is drawn as before, like any figure of
    matplotlib.
    """
    piece = next(piece for piece in pieces(shipped) if piece.name == name)
    chart = figure_of(plot_of(piece.name)(shipped, **piece.asked))
    loaded = pickle.loads(pickle.dumps(chart))
    assert figure_alt(loaded) == figure_alt(chart)
    assert chart_bytes(loaded, "svg") == chart_bytes(chart, "svg")


def test_another_ending_is_refused(tmp_path):
    """A name that ends in .gif gets the endings that work, and no file is left."""
    with pytest.raises(ValueError, match=r"let the file's name end in \.svg, \.pdf or \.png"):
        save_chart(plot_ranges(small_war(), "killed"), tmp_path / "chart.gif")
    assert not list(tmp_path.iterdir())


def test_a_notebook_keeps_the_text_alternative_with_the_picture(monkeypatch):
    """A chart is drawn once, as HTML with its alt and as the file's PNG with alt in the metadata; a
    foreign figure is left as it was; teaching twice is once.
    """
    from IPython.core.formatters import DisplayFormatter

    display = DisplayFormatter()
    display.formatters["image/png"].for_type(Figure, lambda figure: (b"data", {"width": 9}))
    teach(display)
    teach(display)
    ax = plot_ranges(small_war(), "killed")
    expected = chart_bytes(ax, "png", dpi=ax.figure.dpi)
    drawn = []
    monkeypatch.setattr(
        "tracker.publish.charts.save.chart_bytes",
        lambda *given, **options: drawn.append(given) or chart_bytes(*given, **options),
    )
    made, about = display.format(ax.figure)
    assert len(drawn) == 1 and b64decode(made["image/png"]) == expected
    assert about == {"image/png": {"alt": figure_alt(ax)}}
    image = html5lib.parseFragment(made["text/html"], namespaceHTMLElements=False)[0]
    assert image.get("alt") == figure_alt(ax) and image.get("width") == "692"
    assert image.get("src") == f"data:image/png;base64,{made['image/png']}"
    foreign, about = display.format(plt.figure())
    assert foreign["image/png"] == b"data" and "text/html" not in foreign
    assert about == {"image/png": {"width": 9}}


def test_it_survives_a_real_notebook_and_its_page(tmp_path):
    """Executed by a kernel and turned into HTML, the picture's alt is the chart's text."""
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    book = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                f"import sys; sys.path.insert(0, {str(ROOT / 'tests')!r})\nfrom "
                "publish.charts.charted import small_war\n"
                "import tracker as tk\nax = tk.plot_ranges(small_war(), 'killed')"
            )
        ]
    )
    NotebookClient(
        book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    output = book.cells[0].outputs[0]
    assert output.metadata["image/png"]["alt"].startswith("Killed: 8 figures by 5 parties")
    page, _ = HTMLExporter().from_notebook_node(book)
    assert 'alt="Killed: 8 figures by 5 parties' in page


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_a_file_holds_its_provenance_line_as_text(form):
    """Known-on day, fingerprint and command can be read from the file, whatever its format."""
    data = small_war()
    raw = chart_bytes(plot_ranges(data, "killed"), form)
    assert (
        f"Chart ranges:killed; known on 2025-03-20; data {data.fingerprint}; tracker "
        f"{__version__}; "
        "made by: tracker plot ranges --metric killed --on 2025-03-20"
    ).encode() in raw


def test_a_chart_of_several_metrics_speaks_of_all():
    """Coherence rests on parts and whole, so that its line names no metric: a change of any is
    found.
    """
    from publish.charts.charted import losses
    from tracker import plot_coherence
    from tracker.publish.charts.save import caption_of

    assert caption_of(plot_coherence(losses())).line.startswith(
        "Chart coherence; known on 2025-03-01; "
    )
