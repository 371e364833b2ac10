"""The second record, of a flood: no war, not of persons alone, one night; everything that the program does is done
to it.
"""

import re
import subprocess
from collections import Counter
from shutil import copytree

import pytest
from conftest import ROOT
from publish.report.following import broken

import tracker as tk
from tracker.cli import main
from tracker.curate.load import check
from tracker.publish.charts.catalogue import CHARTS, plot_of
from tracker.publish.charts.save import figure_alt
from tracker.publish.formats.write import WRITERS
from tracker.publish.tables.build import TABLES
from tracker.reconcile.question import NothingToShow

DERNA = ROOT / "examples" / "derna"
SUBJECT = re.compile(r"\b(North Korean?|Korea|Ukraine|Kursk|soldiers?|troops|battle|the war)\b")


@pytest.fixture(scope="module")
def derna():
    """The record of the flood."""
    return tk.load(DERNA)


@pytest.fixture(scope="module")
def committed(tmp_path_factory):
    """The record as the ``data`` of a project of its own, committed."""
    home = tmp_path_factory.mktemp("derna")
    copytree(DERNA, home / "data")
    names = "-c", "user.name=A", "-c", "user.email=a@example.org"
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Data"]):
        subprocess.run(["git", "-C", home, *names, *words], check=True, capture_output=True)
    return home


def test_the_strict_check_finds_nothing():
    """Neither an error nor a warning."""
    assert check(DERNA) == ()


def test_it_is_of_another_kind(derna):
    """Forty statements by more than twenty parties; dwellings, a stock, a flow, a forecast, and names counted one
    by one.
    """
    book = derna.codebook
    assert len(derna.estimates) >= 40 and len({one.party for one in derna.estimates}) >= 20
    assert {metric.unit for metric in book.metrics.values()} >= {"buildings", "homes"}
    assert {metric.kind for metric in book.metrics.values()} == {
        "cumulative",
        "stock",
        "flow",
        "plan",
    }
    assert [metric.key for metric in book.metrics.values() if metric.tally] == ["registered"]
    assert book.authors and book.licence and book.activity and book.searched
    assert any("؀" < letter < "ۿ" for party in book.parties.values() for letter in party.name)


def test_every_figure_has_its_page(derna):
    """Each figure has an address; a number printed nowhere is not in the record."""
    for figure in derna.all_figures:
        urls = [str(derna.sources[key].csl.get("URL", "")) for key in figure.sources]
        assert urls and all(url.startswith("http") for url in urls), figure.key


def test_the_register_bounds_the_toll(derna):
    """4,540 dead in the register are the low of all killed; the 11,300 of the Red Crescent, which it denied, and
    their echo are out.
    """
    killed = tk.ranges(derna, "killed").iloc[-1]
    assert (killed["low"], killed["low_party"]) == (4540, "attorney-general")
    roles = tk.explain(derna, "killed").set_index("figure")["role"]
    assert roles["red-crescent-2023-09-14.killed"] == "out"
    assert roles["ocha-2023-09-16.killed"] == "out"


def test_echoes_of_one_survey_are_one_voice(derna):
    """The needs assessment repeats the number of the United Nations' office."""
    roles = tk.explain(derna, "registered").set_index("figure")["role"]
    assert roles["needs-assessment-2024-01-24.registered"] == "out"


@pytest.mark.parametrize("ending", sorted(WRITERS))
@pytest.mark.parametrize("name", TABLES)
def test_every_table_in_every_format(name, ending, derna, tmp_path):
    """Written, and never a word of another subject."""
    table = tk.table(derna, name)
    path = table.save(tmp_path / f"{name}.{ending.replace('text', 'txt')}")
    assert path.stat().st_size
    if ending in ("md", "text"):
        assert not SUBJECT.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "chart", [chart for chart in CHARTS if chart not in ("overview", "coherence")]
)
def test_every_chart_of_every_metric(chart, derna):
    """Each is drawn, names its unit and no other, or says why it is not."""
    import matplotlib.pyplot as plt

    drawn = Counter()
    for key, metric in derna.codebook.metrics.items():
        try:
            axes = plot_of(chart)(derna, key)
        except NothingToShow as error:
            assert key in str(error) or "choose" in str(error)
            continue
        words = " ".join(
            [figure_alt(axes), *(text.get_text() for text in plt.gcf().findobj(plt.Text))]
        )
        plt.close("all")
        drawn[chart] += 1
        assert not SUBJECT.search(words), words
        if chart in ("ranges", "parties"):
            assert f"({metric.unit or 'persons'})" in words
    assert drawn[chart] >= 2


def test_the_charts_of_the_whole(derna):
    """The overview marks what is no person; with no whole of two parts there is no coherence, and that is said."""
    import matplotlib.pyplot as plt

    tk.plot_overview(derna)
    words = [text.get_text() for text in plt.gcf().findobj(plt.Text)]
    plt.close("all")
    assert any("buildings" in line for line in words)
    with pytest.raises(NothingToShow, match="no metric with two parts"):
        tk.plot_coherence(derna)


@pytest.mark.parametrize(
    "words",
    [
        ["check", "--strict"],
        ["ranges"],
        ["ranges", "killed", "--on", "2023-09-20"],
        ["explain", "buildings_hit", "--place", "derna"],
        ["trend", "registered"],
        ["table", "summary"],
        ["cite", "summary"],
        ["plot", "ranges", "--metric", "homes_hit", "-o", "homes.svg"],
        ["plot", "overview", "-o", "overview.svg"],
        ["schema"],
        ["diff"],
        ["export", "package"],
    ],
    ids=" ".join,
)
def test_every_command(words, committed, tmp_path, monkeypatch, capsys):
    """Status 0, and nothing said of another subject."""
    monkeypatch.chdir(tmp_path)
    status = main([*words, "--data", str(committed / "data")])
    out, remarks = capsys.readouterr()
    assert status == 0, remarks
    assert not SUBJECT.search(out)


def test_a_figure_is_entered_and_told(committed, tmp_path, capsys):
    """`add` splices one in at its place, `diff` tells it, and a table printed before knows that it has changed."""
    home = copytree(committed, tmp_path / "home")
    line = tk.table(tk.load(home), "summary", metric="displaced", place="derna").provenance
    words = "--party iom --as-of 2023-12-31 --stated 2024-01-05 --place derna --source msf-derna"
    given = ["add", *words.split(), "--figure", "displaced=about 20,000", "--id", "iom-2024-01-05"]
    assert main([*given, "--data", str(home / "data")]) == 0, capsys.readouterr().err
    assert main(["diff", "--data", str(home / "data")]) == 0
    assert "about 20,000" in capsys.readouterr().out
    assert main(["verify", line, "--data", str(home / "data")]) == 1
    assert "iom-2024-01-05.displaced" in capsys.readouterr().out


@pytest.mark.timeout(1800)  # every page of it, on whatever machine
def test_its_report_is_whole(committed, tmp_path):
    """Every page is made, each link leads somewhere, and none speaks of another subject."""
    out = tmp_path / "report"
    assert main(["report", "--data", str(committed / "data"), "-o", str(out)]) == 0
    for page in out.rglob("*.html"):
        if page.name not in ("methods.html", "07-how-honest.html"):  # tried on wars
            assert not SUBJECT.search(re.sub(r"<[^>]*>", " ", page.read_text(encoding="utf-8"))), (
                page
            )
    assert (out / "count-buildings_hit.html").exists()
    assert len([*(out / "notebooks").glob("*.html")]) == 9
    assert broken(out) == []
