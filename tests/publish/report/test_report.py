"""The report: every link leads somewhere, every number to its figure, and a failure leaves what was
there.
"""

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import html5lib
import nbformat
import numpy as np
import pytest
from conftest import CODEBOOK
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import tracker as tk
from publish.conftest import ESTIMATES, SOURCES
from publish.report.following import broken, pages
from tracker.publish.charts.catalogue import DRAWINGS
from tracker.publish.citing.diff import RangeChange
from tracker.publish.report.changes import _moved
from tracker.publish.report.figures import events_page, figures_page, sources_page
from tracker.publish.report.front import front_page, main_metrics
from tracker.publish.report.metric import metric_page
from tracker.publish.report.notebooks import NotebookError
from tracker.publish.report.site import Site
from tracker.publish.report.write import MARK, write_report
from tracker.reconcile.question import ask

METHODS = (
    "# Methods\n\nNot [this](../tracker/x.py), see [that](methods.md#methods).\n\n![One "
    "picture, told](pictures/one.png)\n"
)
HTML = "{http://www.w3.org/1999/xhtml}"


def project(home: Path, estimates: str = ESTIMATES) -> Path:
    """A folder with data, a notebook and a document."""
    for name, text in (
        ("estimates", "estimates:\n" + estimates.replace("\n", "\n  ")),
        ("codebook", CODEBOOK),
        ("sources", SOURCES),
    ):
        target = home / "data" / f"{name}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (home / "notebooks").mkdir(exist_ok=True)
    cells = [
        new_markdown_cell("# How many?\n\nOne line."),
        new_code_cell('import tracker as tk\ntk.plot_ranges(tk.load(), "killed");'),
        new_code_cell('tk.load().figures("killed")'),
    ]
    nbformat.write(new_notebook(cells=cells), home / "notebooks" / "01-how-many.ipynb")
    (home / "docs" / "pictures").mkdir(parents=True, exist_ok=True)
    (home / "docs" / "methods.md").write_text(METHODS, encoding="utf-8")
    (home / "docs" / "pictures" / "one.png").write_bytes(b"\x89PNG")
    return home


def commit(home: Path) -> None:
    name = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "data"], [*name, "commit", "-q", "-m", "Data"]):
        subprocess.run(["git", "-C", str(home), *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A report on the second state of a record with a history."""
    home = project(tmp_path_factory.mktemp("project"), ESTIMATES.replace("about 900", "about 800"))
    commit(home)
    commit(project(home))
    write_report(tk.load(home / "data"), home / "out", say=(said := []).append)
    return home, home / "out", said


def text(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_page_parses_without_an_error(made):
    """Each page is HTML that a strict parser takes."""
    for path in made[1].rglob("*.html"):
        html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))


def test_every_internal_link_and_anchor_leads_somewhere(made):
    """Pages, pictures, downloads, scripts and anchors: all are there."""
    assert broken(made[1]) == []


def test_no_page_needs_a_network(made):
    """Nothing is fetched from elsewhere; only sources are linked."""
    for name, page in pages(made[1]).items():
        for element in page.iter():
            assert not str(element.get("src") or "").startswith(("http", "//")), name
            if element.tag == HTML + "link":
                assert not element.get("href").startswith(("http", "//")), name
    assert "http" not in (made[1] / "site.css").read_text() + (made[1] / "site.js").read_text()


def test_ids_stand_once_and_headings_in_order(made):
    """One h1 a page, no level skipped, no id twice: what a screen reader moves by."""
    for name, page in pages(made[1]).items():
        levels = [
            int(e.tag[-1])
            for e in page.iter()
            if re.fullmatch(re.escape(HTML) + "h[1-6]", str(e.tag))
        ]
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(b - a <= 1 for a, b in pairwise(levels)), name
        ids = [e.get("id") for e in page.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), name


def test_every_picture_has_a_text(made):
    """Also those that came through a notebook."""
    pictures = [(name, e) for name, page in pages(made[1]).items() for e in page.iter(HTML + "img")]
    assert {name for name, _ in pictures} >= {
        "index.html",
        "count-killed.html",
        "notebooks/01-how-many.html",
    }
    assert all(len(e.get("alt") or "") >= 17 for name, e in pictures)


def test_low_and_high_lead_to_their_figures(made):
    """The summary's Low of killed is the spies' revised 900, its High the ally's third of 5,000, its
    estimate led by both.
    """
    table = next(pages(made[1])["index.html"].iter(HTML + "table"))
    row = next(row for row in table.iter(HTML + "tr") if text(row).startswith("Killed"))
    assert [
        (text(a), a.get("href")) for a in row.iter(HTML + "a") if "figures" in a.get("href")
    ] == [
        ("900", "figures.html#spy-2025-02-20.killed"),
        ("1,225", "figures.html#spy-2025-02-20.killed"),
        ("about 1,700 (a third of 5,000)", "figures.html#ally-2025-01-20.killed"),
        ("570", "figures.html#spy-2025-02-20.killed"),
        ("2,400", "figures.html#spy-2025-02-20.killed"),
    ]


def test_the_front_page_answers_first(made):
    """How many, by whom, how sure: the sentence stands before any table."""
    page = pages(made[1])["index.html"]
    card = next(e for e in page.iter(HTML + "article") if text(e).startswith("Killed"))
    assert "900 to about 1,700 (a third of 5,000)" in text(card)
    assert tk.ranges(tk.load(made[0] / "data"), "killed", on="2025-02-25").low[0] == 900
    assert "Spy Service" in text(card) and "an even chance that the truth lies between" in text(
        card
    )


def test_a_figure_tells_everything(made):
    """The echo's article: words, party, days, what it repeats, why it is left out, source and line
    (terms as markup).
    """
    page = pages(made[1])["figures.html"]
    said = text(
        next(e for e in page.iter(HTML + "article") if e.get("id") == "paper-2025-01-21.killed")
    )
    for part in (
        "Daily Paper: about 300",
        "left out",
        "As of21 January 2025",
        "Repeatsspy-2025-01-13.killed",
        "Losses & gains, 50% up",
        "data/estimates.yaml:1",
    ):
        assert part in said


def test_changes_tell_the_revision_and_the_range_that_moved(made):
    """Between the two commits 800 became 900, and with it the low end."""
    said = text(pages(made[1])["changes.html"])
    assert "spy-2025-02-20.killed: “about 800” → “about 900”" in said
    third = "about 1,700 (a third of 5,000)"
    assert f"Killed: 800 to {third} → 900 to {third}" in said


def test_the_methods_keep_what_the_report_can_show(made):
    """Pictures come along, links to pages of the report lead there, a link to a file of the project
    is plain text.
    """
    page = pages(made[1])["methods.html"]
    links = [a.get("href") for a in next(page.iter(HTML + "main")).iter(HTML + "a")]
    assert "Not this, see that." in text(page) and links == ["methods.html#methods"]
    assert (made[1] / "pictures" / "one.png").read_bytes() == b"\x89PNG"


def test_downloads_are_those_that_the_command_writes(made, tmp_path):
    """The CSV offered is, byte for byte, the one `tracker table` saves."""
    data = tk.load(made[0] / "data")
    tk.table(data, "figures", metric="killed").save(tmp_path / "figures.csv")
    assert (made[1] / "tables" / "figures-killed.csv").read_bytes() == (
        tmp_path / "figures.csv"
    ).read_bytes()
    for ending in ("xlsx", "docx", "tex", "md", "csv-metadata.json"):
        assert (made[1] / "tables" / f"figures-killed.{ending}").stat().st_size > 300
    assert "@misc" in (made[1] / "tables" / "figures-killed-sources.bib").read_text()


def test_the_same_data_give_the_same_bytes(made):
    """A report made again, elsewhere and with one worker, differs in nothing."""
    home, out, _ = made
    write_report(tk.load(home / "data"), home / "again", workers=1)
    names = {str(path.relative_to(out)) for path in out.rglob("*")}
    assert names == {str(path.relative_to(home / "again")) for path in (home / "again").rglob("*")}
    assert [
        name
        for name in sorted(names)
        if (out / name).is_file()
        and (out / name).read_bytes() != (home / "again" / name).read_bytes()
    ] == []


def test_progress_is_told(made):
    """Every notebook and page is told as it is done."""
    assert "ran 01-how-many.ipynb" in made[2] and any(
        line.startswith("made the page of killed (") for line in made[2]
    )


def test_a_failing_notebook_leaves_the_old_report(made):
    """The error names notebook and cell; the report that was there keeps every byte and nothing is
    left beside it.
    """
    home, out, _ = made
    other = home.parent / "failing"
    shutil.copytree(home, other)
    nbformat.write(
        new_notebook(cells=[new_code_cell("1 / 0")]), other / "notebooks" / "02-bad.ipynb"
    )
    with pytest.raises(NotebookError, match=r"02-bad.ipynb, cell 1 \(1 / 0\): ZeroDivisionError"):
        write_report(tk.load(other / "data"), other / "out")
    assert (other / "out" / "index.html").read_bytes() == (out / "index.html").read_bytes()
    assert not [path for path in other.iterdir() if path.name.startswith(".out")]


def test_a_folder_that_is_no_report_is_never_replaced(made, tmp_path):
    """Somebody's own folder stays as it is, whatever stands after -o."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("years of work")
    with pytest.raises(
        ValueError, match="holds something else than a report; choose another folder"
    ):
        write_report(tk.load(made[0] / "data"), tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.tex").read_text() == "years of work"
    assert (made[1] / MARK).exists()


def test_a_bug_in_a_chart_is_no_chart_without_figures(small, monkeypatch):
    """Only "nothing to show" leaves a chart out; arrays that do not fit are a fault, and surface."""

    def broken_chart(question, **more):
        return np.zeros(2) + np.zeros(3)

    site = Site(ask(small), ())
    monkeypatch.setitem(DRAWINGS, "parties", broken_chart)
    with pytest.raises(ValueError, match="could not be broadcast"):
        metric_page(site, "killed")


def test_every_series_of_a_place_has_its_trend(small):
    """A place that is not the default one keeps the trend on its chart."""
    site = Site(ask(small), ())
    pages = metric_page(site, "troops_present")
    charts = {
        path: text
        for path, text in pages.items()
        if path.startswith("charts/ranges") and path.endswith(".svg")
    }
    assert {path.rpartition("-")[0].rpartition("-")[2] for path in charts} == {"country", "front"}
    assert all(b"90% interval dashed" in text for text in charts.values())


def test_what_moved_keeps_its_open_end():
    """The page of changes says "or more" where the range does."""
    moved = RangeChange(
        "killed", "front", "2025-01-01", (600, None), (600, 900), "600 or more", "600 to 900"
    )
    assert _moved(moved) == "600 or more → 600 to 900, on 2025-01-01"


def page_of(pages, name):
    return html5lib.HTMLParser(strict=True).parse(pages[name].decode())


def test_the_front_page_has_two_lines_and_no_hints(told):
    """Wounded before killed, as the codebook says: each stated, then estimated; graves on no card,
    and how far was searched has its paragraph.
    """
    page = page_of(front_page(Site(ask(told), ())), "index.html")
    cards = [text(e) for e in page.iter(HTML + "article")]
    assert [card.partition(" ")[0] for card in cards] == ["Wounded", "Killed"]
    assert all(0 < card.index("Stated ") < card.index("Estimated about ") for card in cards)
    paragraphs = [text(e) for e in page.iter(HTML + "p")]
    assert any(
        words.startswith("Searched until 1 March 2025 in two papers") for words in paragraphs
    )
    summary = next(page.iter(HTML + "table"))
    rows = [text(next(row.iter(HTML + "th"))) for row in summary.find(HTML + "tbody")]
    assert "Tanks lost (tanks)" in rows and "Fresh graves" not in rows


def test_without_a_choice_the_counts_with_most_figures_come_first(small):
    """Nothing that only hints is chosen; the order is the codebook's."""
    site = Site(ask(small), ())
    assert main_metrics(site) == ["killed", "wounded", "troops_present", "daily_losses"]


def test_a_count_that_only_hints_says_so(told):
    """The page of the graves says that it only hints, the page of the tanks in what it counts."""
    site = Site(ask(told), ())
    assert b"This count only hints" in metric_page(site, "graves")["count-graves.html"]
    pages = metric_page(site, "tanks_lost")
    assert "Counted in tanks." in text(page_of(pages, "count-tanks_lost.html"))
    assert b"persons" not in pages["count-tanks_lost.html"]
    assert b"Tanks lost (tanks)" in pages["charts/ranges-tanks-lost-page.svg"]


def test_what_pages_print_otherwise_stands_with_the_figure(told):
    """The foe's article names the misprint, how many pages print it, and leads to them; each page
    leads back.
    """
    site = Site(ask(told), ())
    page = page_of(figures_page(site), "figures.html")
    article = next(e for e in page.iter(HTML + "article") if e.get("id") == "foe-2025-02-01.killed")
    assert "Printed otherwise4,000 wounded (two pages);" in text(article)
    links = [a.get("href") for a in article.iter(HTML + "a")]
    assert "sources.html#page" in links
    assert "Turns killed into wounded." in text(article)
    assert "Prints otherwise: foe-2025-02-01.killed" in text(
        page_of(sources_page(site), "sources.html")
    )


def test_events_have_their_page(told):
    """Each labelled day with what printed it, and a table to cite."""
    pages = events_page(Site(ask(told), ()))
    said = text(page_of(pages, "events.html"))
    assert "20 January 2025 First battle “A war report”, The Daily, 13 January 2025." in said
    assert "1 February 2025 A letter Both sides kept it back." in said
    assert "10 February 2025 A truce" in said and "tables/events.csv" in pages
    assert events_page(Site(ask(told, on="2025-01-15", known_on="2025-01-15"), ())) == {}


def test_without_the_lab_it_says_so(tmp_path, monkeypatch):
    """Where no kernel is installed the report is made without notebooks, and the remedy is said."""
    from tracker.publish.report import notebooks

    home = project(tmp_path)
    monkeypatch.setattr(
        notebooks, "find_spec", lambda name: None if name == "ipykernel" else object()
    )
    said = []
    index = write_report(tk.load(home / "data"), tmp_path / "out", say=said.append, workers=1)
    assert not (index.parent / "notebooks.html").exists()
    assert (
        "the report has no notebooks (ipykernel missing: pip install 'estimate-tracker[lab]')"
        in said
    )


def test_exploring_without_widgets_says_what_to_install(tmp_path, monkeypatch):
    """One line names the package and how to get it."""
    from tracker.publish import explorer

    monkeypatch.setattr(explorer, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=r"estimate-tracker\[lab\]"):
        tk.explore(tk.load(project(tmp_path) / "data"))
