"""Pages of the report: what stands on them, where they lead, in records of other kinds."""

import re
from dataclasses import replace

import html5lib
import numpy as np
import pytest
from conftest import CODEBOOK

from tracker import plot_parties
from tracker.curate.model import Position, Source
from tracker.publish.citing.diff import Diff, RangeChange
from tracker.publish.citing.provenance import parse
from tracker.publish.report.pages.changes import _groups, _moved
from tracker.publish.report.pages.figures import count_figures_page, figures_page
from tracker.publish.report.pages.front import front_page, main_metrics
from tracker.publish.report.pages.metric import count_tables_page, series_page
from tracker.publish.report.pages.sources import about, events_page, sources_page
from tracker.publish.report.site import Site, copied
from tracker.reconcile.question import ask

HTML = "{http://www.w3.org/1999/xhtml}"


def text(element):
    """What an element says, blanks as one."""
    return " ".join("".join(element.itertext()).split())


def test_a_bug_in_a_chart_is_no_chart_without_figures(small, monkeypatch):
    """Only "nothing to show" leaves a chart out; arrays that do not fit are a fault, and surface."""

    def broken_chart(question, **more):
        return np.zeros(2) + np.zeros(3)

    site = Site(ask(small), ())
    monkeypatch.setattr(plot_parties, "__wrapped__", broken_chart)
    with pytest.raises(ValueError, match="could not be broadcast"):
        count_pages(site, "killed")


def test_every_series_of_a_place_has_its_trend(small):
    """A place that is not the default one keeps the trend on its chart."""
    site = Site(ask(small), ())
    pages = count_pages(site, "troops_present")
    charts = {
        path: text
        for path, text in pages.items()
        if path.startswith("charts/ranges") and path.endswith(".svg")
    }
    assert {"count-troops_present.html", "count-troops_present--country.html"} <= pages.keys()
    assert {path.rpartition("-")[0].rpartition("-")[2] for path in charts} == {"country", "front"}
    assert all(b"90% interval dashed" in text for text in charts.values())


def test_what_moved_keeps_its_open_end():
    """The page of changes says "or more" where the range does."""
    ends, words = ((600, None), (600, 900)), ("600 or more", "600 to 900")
    moved = RangeChange("killed", "front", "Killed", "2025-01-01", *ends, *words)
    assert _moved(moved) == "600 or more → 600 to 900, on 1 January 2025"


def test_a_range_that_moved_leads_to_the_page_of_its_place(small):
    """The default place has the count's first page, another one a page of its own."""
    moved = [
        RangeChange("troops_present", place, place, "2025-01-01", (1, 2), (1, 3), "1", "2")
        for place in ("front", "country")
    ]
    (group,) = _groups(Site(ask(small), ()), small, Diff((), (), tuple(moved)))
    assert [entry["address"] for entry in group["entries"]] == [
        "count-troops_present.html",
        "count-troops_present--country.html",
    ]


def count_pages(site, metric):
    """Every page of a count."""
    made = [series_page(site, series) for series in site.series(metric)]
    return {path: page for pages in made for path, page in pages.items()}


def page_of(pages, name):
    return html5lib.HTMLParser(strict=True).parse(pages[name].decode())


def test_the_front_page_has_two_lines_and_no_hints(told):
    """The first count stands above, the second on a card: stated, then estimated; graves on no
    card, and how far was searched has its paragraph.
    """
    page = page_of(front_page(Site(ask(told), ())), "index.html")
    cards = [text(e) for e in page.iter(HTML + "article")]
    assert [card.partition(" ")[0] for card in cards] == ["Killed"]
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


GONE = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
  withdrawn: {date: 2025-02-05, reason: A slip.}
"""


def test_the_front_page_of_hints_alone_says_that_there_is_no_toll(tmp_record):
    """The graves have a card and a table of what only hints, below a sentence that says so."""
    graves = "label: Fresh graves, definition: Graves seen., kind: cumulative, speaks_for: 90"
    book = CODEBOOK.replace("parties:\n", f"  graves: {{{graves}, proxy: true}}\nparties:\n", 1)
    record = tmp_record(GONE.replace("killed", "graves").partition("  withdrawn")[0], codebook=book)
    words = text(page_of(front_page(Site(ask(record), ())), "index.html"))
    assert "No toll has been stated: every count of this record only hints." in words
    assert "Fresh graves 300 Stated About 300 (Spy Service, January 2025)." in words
    assert "What only hints, and who holds its ends" in words and "The other main" not in words


def test_a_count_whose_figures_were_all_withdrawn_says_so(tmp_record):
    """No range, and why; nothing to cite, no table of ranges, and the way
    to what was left out.
    """
    site = Site(ask(tmp_record(GONE)), ())
    page = page_of(front_page(site), "index.html")
    assert "Stated No figure stands: what was stated was withdrawn." in text(page)
    assert not re.search("Cite this|who holds its ends", text(page))
    assert "count-killed.html#out" in [a.get("href") for a in page.iter(HTML + "a")]
    assert b'id="out"' in count_pages(site, "killed")["count-killed.html"]


def test_no_two_files_share_a_name_even_without_capitals(tmp_record):
    """A count named as another with its place, with a capital or another hyphen, has files of its
    own.
    """
    keys = ("killed", "Killed", "killed-country", "killed_country")
    about = "definition: Soldiers who died., kind: cumulative, speaks_for: 90, by_place: true"
    counts = "".join(f"  {key}: {{label: Killed, {about}}}\n" for key in keys)
    book = re.sub(r"(?m)^metrics:\n(  .*\n)+", f"metrics:\n{counts}", CODEBOOK)
    stated = GONE.replace("killed: about 300", ", ".join(f"{key}: 300" for key in keys))
    there = stated.replace("spy-", "spy-there-").replace("sources", "place: country\n  sources")
    site = Site(ask(tmp_record(stated + there, codebook=book)), ())
    made = [
        path.lower()
        for key in keys
        for page in (*(series_page(site, one) for one in site.series(key)),
                     count_tables_page(site, key), count_figures_page(site, key))
        for path in page
    ]  # fmt: skip
    assert len(made) == len(set(made)) and "count-killed--country.html" in made


def test_a_count_that_only_hints_says_so(told):
    """The page of the graves says that it only hints, the page of the tanks in what it counts."""
    site = Site(ask(told), ())
    assert b"This count only hints" in count_pages(site, "graves")["count-graves.html"]
    pages = count_pages(site, "tanks_lost")
    assert "Counted in tanks." in text(page_of(pages, "count-tanks_lost.html"))
    assert b"persons" not in pages["count-tanks_lost.html"]
    title = rb"Tanks lost: \d[^<]* \(tanks\)"
    assert re.search(title, pages["charts/ranges-tanks_lost-wide.svg"])


def test_what_pages_print_otherwise_stands_with_the_figure(told):
    """The foe's article names the misprint, how many pages print it, and leads to them; each page
    leads back.
    """
    site = Site(ask(told), ())
    page = page_of(count_figures_page(site, "killed"), "figures-killed.html")
    article = next(e for e in page.iter(HTML + "article") if e.get("id") == "foe-2025-02-01.killed")
    assert "Printed otherwise4,000 wounded (two pages);" in text(article)
    links = [a.get("href") for a in article.iter(HTML + "a")]
    assert "sources.html#page" in links
    assert "Turns killed into wounded." in text(article)
    assert "Prints otherwise: Killed, Foe: “" in text(page_of(sources_page(site), "sources.html"))


def test_the_list_of_figures_leads_to_each(told):
    """Every figure once, by count, with what narrows the list; each leads to its article."""
    site = Site(ask(told), ())
    page = page_of(figures_page(site), "figures.html")
    rows = [e for e in page.iter(HTML + "li") if e.get("class") == "figure"]
    keys = [next(row.iter(HTML + "a")).get("href").partition("#")[2] for row in rows]
    assert sorted(keys) == sorted(figure.key for figure in site.figures)
    choices = {e.get("data-by"): e for e in page.iter(HTML + "select")}
    assert list(choices) == ["metric", "party", "year", "role"]
    for name, choice in choices.items():
        offered = {e.get("value") for e in choice.iter(HTML + "option")} - {""}
        assert {row.get(f"data-{name}") for row in rows} <= offered


def test_a_figure_leads_to_its_line_in_the_repository(told):
    """Where the codebook names the repository; a file outside it is no line of it."""
    book = replace(told.codebook, repository="https://example.org/war/")
    site = Site(ask(replace(told, codebook=book)), ())
    links = re.findall(
        rb'href="(https://example.org/war/blob[^"]*)"',
        b"".join(count_figures_page(site, "killed").values()),
    )
    inside = [
        figure
        for figure in site.figures
        if figure.metric == "killed" and not figure.position.file.startswith("/")
    ]
    assert links == [
        f"https://example.org/war/blob/HEAD/{figure.position.file}#L{figure.position.line}".encode()
        for figure in inside
    ]


def test_a_number_is_cited_with_its_line(told):
    """The sentence, the record, and a provenance line that `tracker verify` reads."""
    site = Site(ask(told), ())
    page = count_pages(site, "killed")["count-killed.html"].decode()
    cited = re.search(r'<p id="number-1">(.*?)</p>', page, re.S)[1]
    assert cited.startswith("Killed, stated: ") and "A small war. Chart ranges:killed; " in cited
    assert parse(cited).fingerprint == told.fingerprint


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/%D8%A3%D8%AE", "https://example.org/أخ"),
        ("https://example.org/%E2%80%AEgro", "https://example.org/%E2%80%AEgro"),
    ],
)
def test_an_address_is_shown_in_its_own_letters(address, shown):
    """Percent signs are read; where a sign would be unseen, they stay."""
    told = about(Source("x", {"title": "T", "URL": address}, Position("s", 1, 1)))
    assert (told["address"], told["shown"]) == (address, shown)


def test_an_address_that_no_browser_can_read_is_no_link():
    """A bracket in the name of the site belongs to no address: the source stands there without."""
    csl = {"title": "T", "URL": "https://[example.org/a"}
    told = about(Source("x", csl, Position("s", 1, 1)))
    assert (told["line"], told["address"], told["host"]) == ("“T”.", "", "")


def test_dates_stay_whole_and_voices_are_counted_in_whole_numbers(small):
    """A day on a count's page is a span that the style sheet keeps on one line; a method has 2
    independent voices, not 2.0, and where none are counted nothing stands.
    """
    page = page_of(count_pages(Site(ask(small), ()), "killed"), "count-killed.html")
    days = [text(e) for e in page.iter(HTML + "span") if e.get("class") == "whole"]
    assert (
        "20 February 2025" in days
        and b".whole, sup a { white-space: nowrap; }" in copied()["site.css"]
    )
    rows = [[text(e) for e in row] for row in page.iter(HTML + "tr")][1:]
    assert rows and all(row[3] in ("", "0", "1", "2", "3") for row in rows)


def test_events_have_their_page(told):
    """Each labelled day with what printed it, and a table to cite."""
    pages = events_page(Site(ask(told), ()))
    said = text(page_of(pages, "events.html"))
    assert "20 January 2025 First battle “A war report”, The Daily, 13 January 2025." in said
    assert "1 February 2025 A letter Both sides kept it back." in said
    assert "10 February 2025 A truce" in said and "tables/events.csv" in pages
    assert events_page(Site(ask(told, on="2025-01-15", known_on="2025-01-15"), ())) == {}


def test_a_count_shows_its_growth_and_whether_its_ranges_held(small):
    """The killed have both charts; a strength has no growth, and its page says why."""
    site = Site(ask(small), ())
    made = count_pages(site, "killed")
    assert {"charts/rates-killed-wide.svg", "charts/track-record-killed-wide.svg"} <= set(made)
    present = count_pages(site, "troops_present")
    assert not any(name.startswith("charts/rates-") for name in present)
    assert any(b"is no cumulative count" in page for page in map(as_bytes, present.values()))


def as_bytes(page):
    """A page's bytes."""
    return page if isinstance(page, bytes) else page.encode()
