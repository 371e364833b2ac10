"""A stranger's report in a real browser that listens: no script, no request, no dialog, no
complaint of the policy that forbids them.
"""

import pytest
from browser.conftest import chromium  # noqa: F401 - a fixture

from safe.payloads import RAN

pytestmark = pytest.mark.browser


@pytest.fixture
def listening(chromium):  # noqa: F811 - the fixture
    """A page, and all that happens on it unasked."""
    page = chromium.new_page()
    heard = []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: heard.append(f"window {popup.url}"))
    page.on(
        "download",
        lambda file: None if file.url.startswith("data:image/png") else heard.append(file.url),
    )
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text))
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith(("file:", "data:image/"))
            else heard.append(f"request {asked.url}")
        ),
    )
    yield page, heard
    page.close()


def test_the_ears_hear(listening, tmp_path):
    """A page in which a payload does run is told from one in which it does not."""
    page, heard = listening
    (tmp_path / "a.html").write_text(f"<script>ran=1;fetch('https://{RAN}/a')</script>")
    page.goto((tmp_path / "a.html").as_uri())
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") == 1 and any(RAN in one for one in heard)


def test_nothing_runs(listening, site, printed):
    """Every page and picture of the report, and every table as a page of its own, without the
    report's policy; what can be pointed at is, and every button is pressed.
    """
    page, heard = listening
    paths = [path for home in (site, printed) for path in home.rglob("*")]
    for path in sorted(path for path in paths if path.suffix in (".html", ".svg")):
        page.goto(path.as_uri())
        if path.suffix == ".html":
            page.evaluate(
                """() => {
                    for (const one of document.querySelectorAll('svg a, [tabindex], button')) {
                        one.dispatchEvent(new Event('pointerover', {bubbles: true}));
                        one.dispatchEvent(new Event('focusin', {bubbles: true}));
                    }
                    for (const one of document.querySelectorAll('button')) one.click();
                }"""
            )
        assert page.evaluate("window.ran") is None and heard == [], path.name
