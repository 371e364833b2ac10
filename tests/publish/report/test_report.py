"""The report: every link leads somewhere, every number to its figure, and a failure leaves what was
there.
"""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import nbformat
import pytest
from conftest import CODEBOOK
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import tracker as tk
from publish.conftest import ESTIMATES, SOURCES
from publish.report.following import broken, pages
from tracker.publish.metadata import schema_org
from tracker.publish.report.cache import BLANK, cached
from tracker.publish.report.notebooks import NotebookError, notebooks_in
from tracker.publish.report.pages.documents import document_page
from tracker.publish.report.site import Site
from tracker.publish.report.watch import watch
from tracker.publish.report.write import MARK, asked, write_report
from tracker.publish.shipped import shipped
from tracker.reconcile.question import ask

METHODS = (
    "# Methods\n\nNot [this](../tracker/x.py), see [that](methods.md#methods).\n\n![One "
    "picture, told](pictures/one.png)\n"
)
ATOM = "{http://www.w3.org/2005/Atom}"
HTML = "{http://www.w3.org/1999/xhtml}"


def project(home: Path, estimates: str = ESTIMATES) -> Path:
    """A folder with data and a notebook."""
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
    return home


def commit(home: Path) -> None:
    name = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "data"], [*name, "commit", "-q", "-m", "Data"]):
        subprocess.run(["git", "-C", str(home), *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory, own_notebooks_only):
    """A report on the second state of a record with a history."""
    home = project(tmp_path_factory.mktemp("project"), ESTIMATES.replace("about 900", "about 800"))
    commit(home)
    commit(project(home))
    write_report(tk.load(home / "data"), home / "out", say=(said := []).append)
    return home, home / "out", said


@pytest.fixture(scope="module")
def kept(made, tmp_path_factory):
    """The pages of that report's quick form, kept for those that are renewed."""
    write_report(tk.load(made[0] / "data"), tmp_path_factory.mktemp("kept") / "out", quick=True)


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
        ("900", "figures-killed.html#spy-2025-02-20.killed"),
        ("1,225", "figures-killed.html#spy-2025-02-20.killed"),
        ("about 1,700 (a third of 5,000)", "figures-killed.html#ally-2025-01-20.killed"),
        ("460", "figures-killed.html#spy-2025-02-20.killed"),
        ("3,300 or more", "figures-killed.html#spy-2025-02-20.killed"),
    ]


def test_the_front_page_answers_first(made):
    """How many, by whom, how sure: the sentence stands before any table."""
    page = pages(made[1])["index.html"]
    number, told = (
        text(e) for e in page.iter(HTML + "section") if "answer" in (e.get("class") or "").split()
    )
    assert number == "Killed 900 to about 1,700"
    assert told.startswith("Stated About 900 (Spy Service") and "to a third of 5,000" in told
    assert tk.ranges(tk.load(made[0] / "data"), "killed", on="2025-02-25").low[0] == 900
    assert "an even chance that the truth lies between" in told
    card = next(e for e in page.iter(HTML + "article") if text(e).startswith("Wounded"))
    assert "Stated" in text(card) and "independent voice" in text(card)


def test_one_alone_is_not_compared(made):
    """Where one party has spoken there is no chart of parties; where several have, there is."""
    data, found = tk.load(made[0] / "data"), pages(made[1])
    alone = {
        metric: len({figure.party for figure in data.all_figures if figure.metric == metric}) == 1
        for metric, meaning in data.codebook.metrics.items()
        if f"count-{metric}.html" in found and not meaning.by_place
    }
    assert {*alone.values()} == {True, False}
    for metric, one in alone.items():
        page = found[f"count-{metric}.html"]
        reasons = text(page).partition("Not drawn")[2]
        assert one == ("By party: one party alone has given figures." in reasons), metric
        assert one != any(e.get("id") == "parties" for e in page.iter()), metric
        charted = {e.get("id") for e in page.iter()} & {"house-effects", "methods"}
        assert not (one and charted), metric


@pytest.mark.parametrize(
    ("page", "table", "left"),
    [
        ("index.html", "table-summary", ["Metric", "Place", "Low", "High"]),
        ("tables-of-killed.html", "table-timeline-killed", ["On", "Low", "High"]),
        (
            "tables-of-troops_present.html",
            "table-timeline-troops-present",
            ["Place", "On", "Low", "High"],
        ),
    ],
)
def test_a_telephone_shows_low_and_high(made, page, table, left):
    """Of a table of ranges it hides all columns but what the row is of, and both ends; of several
    places, whose they are.
    """
    found = pages(made[1])[page]
    shown = next(e for e in found.iter(HTML + "figure") if e.get("id") == table)
    heads = [text(e) for e in next(shown.iter(HTML + "tr")).iter(HTML + "th")]
    (style,) = (e.text for e in found.iter(HTML + "style") if f"#{table} " in (e.text or ""))
    hidden = {int(at) for at in re.findall(r"nth-child\((\d+)\)", style)}
    assert [head for at, head in enumerate(heads, 1) if at not in hidden] == left


def test_a_figure_tells_everything(made):
    """The echo's article: words, party, days, what it repeats, why it is left out, source and line
    (terms as markup).
    """
    page = pages(made[1])["figures-killed.html"]
    said = text(
        next(e for e in page.iter(HTML + "article") if e.get("id") == "paper-2025-01-21.killed")
    )
    for part in (
        "Daily Paper: about 300",
        "left out",
        "As of21 January 2025",
        "RepeatsKilled, Spy Service, 13 January 2025",
        "What it didOn 21 January 2025 the range stayed as it was: ",
        "Losses & gains, 50% up",
        "data/estimates.yaml:1",
    ):
        assert part in said


def test_changes_tell_the_revision_and_the_range_that_moved(made):
    """Between the two commits 800 became 900, and with it the low end."""
    said = text(pages(made[1])["changes.html"])
    assert "Killed, Spy Service, 13 January 2025: “about 800” → “about 900”" in said
    third = "about 1,700 (a third of 5,000)"
    assert f"Killed: 800 to {third} → 900 to {third}" in said


def test_the_methods_keep_what_the_report_can_show(made, tmp_path):
    """Pictures come along, links to pages of the report lead there, a link to a file of the project
    is plain text.
    """
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "one.png").write_bytes(b"\x89PNG")
    (tmp_path / "methods.md").write_text(METHODS, encoding="utf-8")
    site = Site(ask(tk.load(made[0] / "data")), ())
    drawn = document_page(site, tmp_path / "methods.md")
    page = html5lib.parse(drawn["methods.html"])
    links = [a.get("href") for a in next(page.iter(HTML + "main")).iter(HTML + "a")]
    assert "Not this, see that." in text(page) and links == ["methods.html#methods"]
    assert drawn["pictures/one.png"] == b"\x89PNG"


def test_the_methods_come_with_the_program(made):
    """A record that brings no document of its own has the methods, with their picture."""
    page = pages(made[1])["methods.html"]
    assert text(next(page.iter(HTML + "h1"))) == "Methods"
    assert (made[1] / "pictures" / "trend-calibration.png").stat().st_size > 10_000


def test_a_notebook_beside_the_record_comes_before_the_programs_own(tmp_path, monkeypatch):
    """The program's run on any record; one beside it takes the place of that of its name, and those
    of a record that is not trusted do not run.
    """
    data = tk.load(project(tmp_path) / "data")
    monkeypatch.setattr("tracker.publish.report.write.shipped", shipped)
    program = notebooks_in(shipped("notebooks"))
    own = tmp_path / "notebooks" / "01-how-many.ipynb"
    assert asked(data, False) == program and len(program) == 9
    assert {*asked(data, True)} == {*program, own.resolve()}
    own.rename(own.with_name("01-overview.ipynb"))
    assert asked(data, True)[0] == own.resolve().with_name("01-overview.ipynb")
    assert asked(data, True)[1:] == program[1:]


def test_downloads_are_those_that_the_command_writes(made, tmp_path):
    """The CSV offered is, byte for byte, the one `tracker table` saves."""
    data = tk.load(made[0] / "data")
    tk.table(data, "figures", metric="killed").save(tmp_path / "figures.csv")
    assert (made[1] / "tables" / "figures-killed.csv").read_bytes() == (
        tmp_path / "figures.csv"
    ).read_bytes()
    for ending in ("xlsx", "docx", "tex", "md", "resource.json"):
        assert (made[1] / "tables" / f"figures-killed.{ending}").stat().st_size > 300
    assert "@misc" in (made[1] / "tables" / "figures-killed-sources.bib").read_text()


def same(one, other):
    """The names of files of two reports that differ."""
    names = {str(path.relative_to(top)) for top in (one, other) for path in top.rglob("*")}
    return [
        name
        for name in sorted(names)
        if (one / name).is_dir() != (other / name).is_dir()
        or ((one / name).is_file() and (one / name).read_bytes() != (other / name).read_bytes())
    ]


def test_the_same_data_give_the_same_bytes(made, tmp_path, monkeypatch):
    """A report made again from nothing, elsewhere and with one worker, differs in nothing."""
    home, out, _ = made
    monkeypatch.setenv("TRACKER_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    write_report(tk.load(home / "data"), home / "again")
    assert same(out, home / "again") == []


EDITS = {
    "a number": ("estimates", "about 900", "about 950"),
    "a note": ("estimates", "party: foe\n", "party: foe\n    note: Once.\n"),
    "a doubt": ("estimates", "another 21", "another 31"),
    "a title": ("sources", "A war report", "A war reported"),
    "a party": ("codebook", "short: Spies", "short: Agents"),
}


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("edit", EDITS)
def test_a_renewed_report_is_one_made_from_nothing(made, tmp_path, monkeypatch, edit):
    """After an edit only what rests on it is made anew, and every byte is as if all were."""
    home = tmp_path / "project"
    shutil.copytree(made[0], home, ignore=shutil.ignore_patterns("out", "again"))
    file, old, new = EDITS[edit]
    path = home / "data" / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    data = tk.load(home / "data")
    write_report(data, home / "renewed", quick=True)
    monkeypatch.setenv("TRACKER_CACHE", str(tmp_path / "kept"))
    write_report(data, home / "new", quick=True)
    assert same(home / "renewed", home / "new") == []
    if edit == "a number":
        page = (home / "new" / "tables-of-killed.html").read_text(encoding="utf-8")
        assert data.fingerprint in page and BLANK not in page


def test_what_cannot_be_kept_is_made_all_the_same(made, tmp_path, monkeypatch):
    """A folder for what is kept that cannot be used costs time only, and a torn file is no page."""
    site = Site(ask(tk.load(made[0] / "data")), ())
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TRACKER_CACHE", str(tmp_path / "file"))
    assert cached(site, "a page", 1, lambda: {"a.html": b"a"}) == {"a.html": b"a"}
    monkeypatch.setenv("TRACKER_CACHE", str(tmp_path / "kept"))
    cached(site, "a page", 1, lambda: {"a.html": b"a"})
    assert cached(site, "a page", 1, dict) == {"a.html": b"a"}
    assert cached(site, "a page", 2, lambda: {"a.html": b"b"}) == {"a.html": b"b"}
    for path in (tmp_path / "kept").rglob("*.zip"):
        path.write_bytes(path.read_bytes()[:40])
    assert cached(site, "a page", 1, lambda: {"a.html": b"c"}) == {"a.html": b"c"}


def test_a_change_of_the_record_renews_its_report(made, tmp_path, monkeypatch):
    """While it is watched; a record with problems is told and leaves the report as it was."""
    home = tmp_path / "project"
    shutil.copytree(made[0], home, ignore=shutil.ignore_patterns("out", "again"))
    path = home / "data" / "estimates.yaml"
    good = path.read_text(encoding="utf-8")
    said = []

    def interrupted(seconds):
        raise KeyboardInterrupt

    def say(words):
        """Edit as soon as watching begins, then put in a mistake, then stop."""
        said.append(words)
        if len(said) == 1:
            path.write_text(good.replace("about 900", "about 950"), encoding="utf-8")
        elif len(said) == 2:
            path.write_text(good.replace("about 900", "about so many"), encoding="utf-8")
        else:
            monkeypatch.setattr("time.sleep", interrupted)

    folder = home / "data"
    watch(
        folder,
        lambda: write_report(tk.load(folder), home / "out", quick=True),
        say=say,
    )
    assert said[1].startswith("renewed in ") and "about so many" in said[2]
    assert "950" in (home / "out" / "index.html").read_text(encoding="utf-8")


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


def test_changes_are_a_feed_too(made):
    """An Atom feed with all that RFC 4287 demands, an entry for each change on the page."""
    feed = ElementTree.parse(made[1] / "changes.xml").getroot()
    assert feed.tag == ATOM + "feed"
    entries = feed.findall(ATOM + "entry")
    for one in (feed, *entries):
        assert all(one.findtext(ATOM + name) for name in ("title", "id"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", one.findtext(ATOM + "updated"))
        assert any(link.get("rel") == "alternate" for link in one.findall(ATOM + "link"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "A small war"
    ids = [one.findtext(ATOM + "id") for one in entries]
    told = [e.findtext(ATOM + "summary") for e in entries]
    page = text(pages(made[1])["changes.html"])
    assert len(set(ids)) == len(ids) > 1 and all(words in page for words in told)


def test_without_the_lab_it_says_so(tmp_path, monkeypatch):
    """Where no kernel is installed the report is made without notebooks, and the remedy is said,
    also on their page.
    """
    from tracker.publish.report import notebooks

    home = project(tmp_path)
    monkeypatch.setattr(
        notebooks, "find_spec", lambda name: None if name == "ipykernel" else object()
    )
    said = []
    index = write_report(tk.load(home / "data"), tmp_path / "out", say=said.append)
    remedy = "ipykernel missing: pip install 'estimate-tracker[lab]'"
    assert f"the report has no notebooks ({remedy})" in said
    page = text(pages(index.parent)["notebooks.html"])
    assert f"This report was made without its notebooks: {remedy}" in page


def test_exploring_without_widgets_says_what_to_install(tmp_path, monkeypatch):
    """One line names the package and how to get it."""
    from tracker.publish import explorer

    monkeypatch.setattr(explorer, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=r"estimate-tracker\[lab\]"):
        tk.explore(tk.load(project(tmp_path) / "data"))


def test_search_engines_read_what_the_record_is(made):
    """The front page holds the data set of schema.org that the export writes, with its version."""
    data = tk.load(made[0] / "data")
    page = pages(made[1])["index.html"]
    (told,) = (e for e in page.iter(HTML + "script") if e.get("type") == "application/ld+json")
    said = json.loads(told.text)
    assert said["@type"] == "Dataset" and said["name"] == "A small war"
    assert (
        said == json.loads(json.dumps(schema_org(data, {}))) and said["version"] == data.fingerprint
    )


SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
MARKDOWN = "# A *war* [here](javascript:alert(1)) `x` <!-- ]]> & $x$ %s {{ 7*7 }}"
SIGNS = "\"A\" 'sign' \\ & < > \u202f\u00a0\u65e5\u672c\u8a9e \u0627\u0644\u062d\u0631\u0628"
TITLES = {
    "hostile": f"{SCRIPT} {MARKDOWN} {SIGNS}",
    "long": " ".join(["Estimates of a small war that nobody could count"] * 6)[:300],
}


@pytest.mark.parametrize("kind", TITLES)
def test_a_title_stays_a_title(tmp_path, kind):
    """Scripts, Markdown and 300 signs are words on every page, in the feed and in the charts, and
    each page is sound.
    """
    title = TITLES[kind]
    data = tk.load(project(tmp_path) / "data")
    data = replace(data, codebook=replace(data.codebook, title=title))
    out = write_report(data, tmp_path / "out", quick=True).parent
    said = " ".join(title.split())
    for name, page in pages(out).items():
        html5lib.HTMLParser(strict=True).parse((out / name).read_text(encoding="utf-8"))
        scripts = [e for e in page.iter(HTML + "script") if e.get("type") is None]
        assert [e.get("src", "").rpartition("/")[2] for e in scripts] == ["site.js"], name
        assert not [e for e in page.iter() if e.get("onerror") or e.get("src") == "x"], name
        assert not [e for e in page.iter(HTML + "a") if "javascript" in e.get("href", "")], name
        assert said in text(next(page.iter(HTML + "title"))), name
    assert text(next(pages(out)["index.html"].iter(HTML + "h1"))) == said
    front = pages(out)["index.html"]
    (told,) = (e for e in front.iter(HTML + "script") if e.get("type") == "application/ld+json")
    assert json.loads(told.text)["name"] == title
    feed = ElementTree.parse(out / "changes.xml").getroot()
    assert said in " ".join((feed.findtext(ATOM + "title") or "").split())
    for path in out.rglob("*.svg"):
        ElementTree.parse(path)
    assert broken(out) == []
