"""The report in a real browser: nothing broken, nothing inaccessible, sorted, copied, at both
widths, in light and dark.
"""

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from publish.report.following import broken

KINDS = [
    "index",
    "count-killed",
    "figures",
    "figures-killed",
    "sources",
    "tables",
    "tables-of-killed",
    "tables-sources",
    "changes",
    "methods",
    "gallery",
    "notebooks",
    "notebooks/01-overview",
    "notebooks/07-how-honest",
]
LONG = {
    "figures-killed": ("360-dark", "1280-light"),
    "tables-of-killed": ("360-light", "1280-dark"),
    "tables-sources": ("360-dark", "1280-light"),
    "sources": ("360-dark", "1280-light"),
}
WIDTHS = (360, 1280)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Silent(SimpleHTTPRequestHandler):
    """A plain file server that writes no log."""

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def site(report):
    """The report on any plain server, here on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(report))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(
    scope="module",
    params=[(width, scheme) for width in WIDTHS for scheme in ("light", "dark")],
    ids=lambda pair: f"{pair[0]}-{pair[1]}",
)
def view(chromium, request):
    """A window of one width in one colour scheme."""
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page(), f"{width}-{scheme}"
    context.close()


@pytest.fixture(scope="module")
def page(chromium):
    """A window in which the clipboard may be used."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page()
    context.close()


def complaints(page):
    """What the console says from now on, and every request that fails."""
    found = []
    page.on(
        "console",
        lambda message: (
            found.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", lambda request: found.append(request.url))
    return found


def test_no_link_is_broken(report):
    """Every internal link, anchor and picture of every page leads somewhere."""
    assert broken(report) == []


def test_no_page_complains_or_overflows(report, chromium):
    """From the file system, at 360 px: no console error, no request that fails, no page wider than
    its window.
    """
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    found = complaints(page)
    wide = []
    for path in sorted(report.rglob("*.html")):
        page.goto(path.as_uri())
        if page.evaluate(OVERFLOW) > 0:
            wide.append(path.name)
        images = page.locator("img")
        assert all(
            images.evaluate_all("all => all.map(image => image.alt.length > 20 && image.complete)")
        ), path.name
    page.close()
    assert (found, wide) == ([], [])


def test_tables_fit_a_telephone(report, chromium):
    """At 390 px what a table says is seen without scrolling it sideways, but for the last letters
    of a move that names party, place and two figures; those of documents and notebooks scroll.
    """
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    wide = {}
    for path in sorted(report.glob("*.html")):
        page.goto(path.as_uri())
        beyond = page.locator(".scroll").evaluate_all(
            "all => all.map(one => one.scrollWidth - one.clientWidth)"
        )
        if max(beyond, default=0) > 2:
            wide[path.stem] = max(beyond)
    page.close()
    assert wide.pop("tables-revisions", 0) < 80
    assert set(wide) <= {"methods"}, wide


def test_no_page_is_heavy(report):
    """Under 300 KB with all that it loads, but for the gallery and the notebooks."""
    shell = sum((report / name).stat().st_size for name in ("site.css", "site.js"))
    heavy = {}
    for path in sorted(report.glob("*.html")):
        found = re.findall(r'<(?:img src|source [^>]*srcset)="([^":]+)"', path.read_text("utf-8"))
        pictures = [(report / name).stat().st_size for name in found]
        wide = sum(pictures[1::2]), sum(pictures[::2])  # a window loads one of each pair
        heavy[path.stem] = shell + path.stat().st_size + max(wide, default=0)
    assert {name for name, size in heavy.items() if size >= 300_000} <= {"gallery", "methods"}


@pytest.mark.parametrize("name", KINDS)
def test_accessible_and_seen(site, view, artefacts, name):
    """axe finds no serious fault; a picture of the whole page is kept."""
    from axe_playwright_python.sync_playwright import Axe

    page, label = view
    if label not in LONG.get(name, label):
        pytest.skip("a long page of the same parts is looked at in two of the four ways")
    page.goto(f"{site}/{name}.html")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [
        (item["id"], item["nodes"][0]["html"][:200])
        for item in found
        if item["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert page.evaluate(OVERFLOW) <= 0
    page.screenshot(
        path=str(artefacts / f"report-{name.replace('/', '-')}-{label}.png"), full_page=True
    )


def test_a_table_is_sorted_by_a_button(site, page):
    """One press sorts up, the next down, numbers as numbers, empty cells last; the state is told to
    screen readers.
    """
    page.goto(f"{site}/index.html")
    head = page.locator("th", has=page.get_by_role("button", name="High")).first

    def highs():
        cells = page.locator("#table-summary tbody tr td.number:nth-child(6)")
        return cells.evaluate_all(
            "all => all.map(cell => cell.textContent ? Number(cell.dataset.value ?? Infinity) : "
            "null)"
        )

    head.get_by_role("button").click()
    up = [value for value in highs() if value is not None]
    assert head.get_attribute("aria-sort") == "ascending" and up == sorted(up) and len(up) > 5
    head.get_by_role("button").press("Enter")
    down = [value for value in highs() if value is not None]
    assert head.get_attribute("aria-sort") == "descending" and down == sorted(up, reverse=True)
    assert [value is None for value in highs()] == sorted(value is None for value in highs())


def test_a_citation_is_copied_and_it_is_said(site, page):
    """The clipboard holds the citation as it is printed, and a screen reader hears that it was
    copied.
    """
    page.goto(f"{site}/index.html")
    page.get_by_role("button", name="Copy citation").first.click()
    page.wait_for_function("document.getElementById('said').textContent === 'Copied.'")
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == page.locator("#cite-summary").inner_text().strip()
    )
    page.get_by_role("button", name="Copy BibTeX").first.click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('@'))")


def test_a_number_is_one_click_from_its_source(site, page):
    """Low of killed leads to the figure's article, which names its words, its line and its
    sources.
    """
    page.goto(f"{site}/index.html")
    row = page.locator("#table-summary tbody tr", has=page.locator("th", has_text="Killed")).first
    row.locator("a[href^='figures-']").first.click()
    article = page.locator("article:target")
    assert article.locator("code").inner_text().startswith("data/estimates.yaml:")
    assert article.locator("a[href^='http']").count() >= 1 and article.is_visible()


def test_the_keyboard_alone_reaches_the_content(site, page):
    """The first Tab offers to skip to the content, and what has the focus is marked."""
    page.goto(f"{site}/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_scripts_everything_is_there(site, chromium):
    """Tables and citations are read as they are; no button that does nothing."""
    page = chromium.new_page(java_script_enabled=False)
    page.goto(f"{site}/index.html")
    assert page.locator("#table-summary tbody tr").count() > 5
    assert page.locator("button:visible").count() == 0
    assert page.locator("#cite-summary").is_visible()
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_references_are_whole(site, chromium, width):
    """Every note of a table can be read where it stands: nothing to scroll in, nothing cut off."""
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{site}/tables-of-killed.html")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        notes = page.locator(".tracker-table figcaption ol")
        heights = notes.evaluate_all("all => all.map(one => one.scrollHeight - one.clientHeight)")
        assert len(heights) > 2 and max(heights) <= 1, media
    page.close()


def test_it_prints(site, page, artefacts):
    """On paper there is no navigation, and the charts are there."""
    page.goto(f"{site}/count-killed.html")
    page.emulate_media(media="print")
    assert (
        not page.locator("header nav").is_visible()
        and page.locator("figure.chart img").first.is_visible()
    )
    page.pdf(path=str(artefacts / "report-killed.pdf"), format="A4")
    page.emulate_media(media="screen")
