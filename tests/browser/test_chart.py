"""The chart of a count in a real browser: marks say their words, lead to their figures, and the
range goes back to what was known.
"""

import json
import random
import subprocess
import sys

import pytest
from conftest import ROOT


@pytest.fixture
def page(chromium, report):
    """The page of those killed, wide."""
    page = chromium.new_page(viewport={"width": 1280, "height": 1600})
    page.goto((report / "count-killed.html").as_uri())
    yield page
    page.close()


def mark(page, key, width="wide"):
    return page.locator(f".live .{width} svg a[href$='.html#{key}']")


def middle(found):
    found.scroll_into_view_if_needed()
    box = found.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def slide(page, at):
    page.locator(".known input[type=range]").evaluate(
        "(slider, at) => { slider.value = at; slider.dispatchEvent(new Event('input')); }", at
    )


def squeezed(text):
    return " ".join(text.split())


def test_a_pointer_reads_the_words_of_a_mark(page):
    """Party, day, words and role; gone when the pointer leaves."""
    page.mouse.move(*middle(mark(page, "nis-2025-09-02.killed")))
    tip = page.locator(".tip:visible")
    assert "National Intelligence Service of South Korea, 2 September 2025" in tip.inner_text()
    assert "; speaks" in tip.inner_text()
    page.mouse.move(5, 5)
    assert page.locator(".tip:visible").count() == 0


def test_the_keyboard_reads_and_opens_a_mark(page):
    """Focus says the words, Enter opens the figure."""
    found = mark(page, "nis-2025-09-02.killed")
    found.focus()
    assert "2 September 2025" in page.locator(".tip:visible").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures-killed.html#nis-2025-09-02.killed")
    assert page.locator("article:target").is_visible()


def test_the_first_touch_tells_and_the_second_opens(chromium, report):
    """On a telephone, in the narrow chart."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto((report / "count-killed.html").as_uri())
    place = middle(mark(page, "nis-2025-09-02.killed", "narrow"))
    page.touchscreen.tap(*place)
    assert "2 September 2025" in page.locator(".tip:visible").inner_text()
    assert page.url.endswith("count-killed.html")
    page.touchscreen.tap(*place)
    page.wait_for_url("**/figures-killed.html#nis-2025-09-02.killed")
    context.close()


def test_the_range_goes_back_to_what_was_known(page):
    """On ten days drawn at random the page says what the command says, and nothing stated later
    is seen.
    """
    steps = json.loads(page.locator(".live script").inner_text())
    for at in random.Random(16).sample(range(len(steps) - 1), 10):
        slide(page, at)
        day = steps[at]["day"]
        said = subprocess.run(
            [sys.executable, "-m", "tracker", "ranges", "killed", "--on", day, "--known-on", day],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        shown = squeezed(page.locator(".then").inner_text()).removeprefix(steps[at]["ends"])
        assert shown.strip() in squeezed(said), day
        assert page.locator(".known output").inner_text() == steps[at]["words"]
        hidden = "all => all.filter(one => one.getBoundingClientRect().width).map(one => one.dataset.since)"
        seen = page.locator(".wide svg a").evaluate_all(hidden)
        assert seen and max(seen) <= day


def test_switches_hide_marks(page):
    """Those of other affiliations, those left out, the trend; all come back."""
    marks = page.locator(".wide svg a:visible")
    every = marks.count()
    page.get_by_role("checkbox", name="what was left out").uncheck()
    assert marks.count() == page.locator(".wide svg a:not(.out)").count() < every
    page.get_by_role("checkbox", name="what was left out").check()
    page.get_by_label("Marks of").select_option("south-korea")
    assert {"south-korea"} == set(marks.evaluate_all("all => all.map(one => one.dataset.of)"))
    page.get_by_label("Marks of").select_option("")
    assert marks.count() == every
    trend = page.locator(".wide svg .trend")
    assert trend.first.is_visible()
    page.get_by_role("checkbox", name="trend").uncheck()
    assert not trend.first.is_visible()


def test_counts_stand_by_tens_and_go_back(page):
    """A mark of 2,000 stands between the lines of 1,000 and 10,000, or where these would be, and
    every tenfold is as high; then all is where it was.
    """

    def tops():
        return page.locator(".wide svg a").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().top"
            " - one.closest('svg').getBoundingClientRect().top)"
        )

    def line(count):
        tick = page.locator(".wide svg .tens > g", has=page.get_by_text(count, exact=True))
        return tick.locator("path").bounding_box()["y"]

    found, before = mark(page, "nis-2025-09-02.killed"), tops()
    page.get_by_role("checkbox", name="logarithmic").check()
    tenfold = line("10") - line("100")
    assert line("100") - line("1,000") == pytest.approx(tenfold, abs=0.5)
    box = found.bounding_box()
    assert box["y"] + box["height"] / 2 == pytest.approx(line("1,000") - 0.30103 * tenfold, abs=1.5)
    slide(page, 0)
    assert page.locator(".wide svg .tens").count() == 1
    slide(page, 999)
    page.get_by_role("checkbox", name="logarithmic").uncheck()
    assert page.locator(".wide svg .tens").count() == 0
    assert tops() == pytest.approx(before, abs=0.5)


def test_the_last_day_gives_everything_back(page):
    """Arrow keys and buttons move a step; at the end every mark is there again."""
    count = page.locator(".wide svg a:visible").count()
    page.locator(".known input[type=range]").focus()
    page.keyboard.press("Home")
    assert page.locator(".wide svg a:visible").count() < count
    assert page.get_by_role("button", name="Earlier").is_disabled()
    page.keyboard.press("End")
    page.get_by_role("button", name="Earlier").click()
    page.get_by_role("button", name="Later").click()
    assert page.locator(".wide svg a:visible").count() == count
    assert page.locator(".then").inner_text() == ""


def test_figures_are_found_by_words(chromium, report):
    """Words leave the figures that have all of them, and a choice narrows further; counts without
    figures go.
    """
    page = chromium.new_page()
    page.goto((report / "figures.html").as_uri())
    page.get_by_role("searchbox").fill("captured zelenskyy")
    page.get_by_role("searchbox").fill("president of ukraine 23 december 2024")
    left = page.locator("li.figure:visible")
    assert 0 < left.count() < 30
    assert all("December 2024" in text for text in left.all_inner_texts())
    assert page.locator("#found").inner_text().startswith(f"{left.count()} of ")
    page.get_by_role("searchbox").fill("")
    page.get_by_label("Count", exact=True).select_option("captured")
    captured = left.count()
    page.get_by_label("Party", exact=True).select_option("nis")
    assert 0 < left.count() < captured and page.locator("details:visible").count() == 1
    left.first.locator("a").click()
    assert page.locator("article:target").is_visible()
    page.close()


def test_the_first_screen_has_headline_number_and_chart(chromium, report):
    """At 1280 by 800 all three begin above the fold, and the chart is more than half seen."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto((report / "index.html").as_uri())
    assert page.locator("h1").bounding_box()["y"] < 200
    assert page.locator(".first .range").bounding_box()["y"] < 500
    box = page.locator(".first .drawn.wide").bounding_box()
    assert box["y"] + box["height"] / 2 < 800
    page.close()


def test_without_scripts_a_mark_is_a_link_with_its_words(chromium, report):
    """The title of a mark says what it is; no slider that does nothing."""
    page = chromium.new_page(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page.goto((report / "count-killed.html").as_uri())
    found = mark(page, "nis-2025-09-02.killed")
    assert "2 September 2025" in found.locator("title").text_content()
    assert page.locator(".known:visible").count() == 0
    page.close()
