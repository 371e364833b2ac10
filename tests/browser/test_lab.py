"""JupyterLab as a researcher meets it: open, Run All, explore, edit the data, run again."""

import re
import socket
import time

import pytest
from conftest import ROOT

import tracker as tk
from tracker.publish.notebook import answer

from .conftest import start_lab, stop

NOTEBOOKS = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
MISTAKES = (
    "[data-mime-type='application/vnd.jupyter.error'], "
    "[data-mime-type='application/vnd.jupyter.stderr']"
)
WAIT = 60_000  # ms for a whole notebook
SELECTED = """(number => {
    const box = document.querySelectorAll('.jupyter-widgets select')[number];
    return box.selectedIndex < 0 ? '' : box.options[box.selectedIndex].text.replace(/\\s/g, ' ');
})"""


@pytest.fixture(scope="module")
def page(chromium, lab):
    """JupyterLab, opened at the address that it opens by itself: the overview."""
    address, token = lab
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    opened = context.new_page()
    opened.goto(f"{address}/?token={token}")
    yield opened
    context.close()


def open_file(page, lab, path):
    """Open a file by its address, in a workspace of its own."""
    name = re.sub(r"\W", "", path)
    page.goto(f"{lab[0]}/lab/workspaces/{name}/tree/{path}")


def choose(page, menu, entry):
    """Choose an entry of a menu with the mouse."""
    page.locator(".lm-MenuBar-item", has_text=menu).click()
    page.get_by_text(entry, exact=True).click()


def run_all(page):
    """Run > Run All Cells, by the menu; waits until every code cell has run and the kernel is
    idle.
    """
    page.locator(".jp-Notebook").wait_for(timeout=WAIT)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=WAIT)
    choose(page, "Run", "Run All Cells")
    page.wait_for_function(
        """() => {
            const cells = [...document.querySelectorAll('.jp-CodeCell')];
            const idle = document.querySelector(".jp-Notebook-ExecutionIndicator[data-status='idle']");
            return idle && cells.length && cells.every(cell => /\\[\\d+\\]/.test(cell.querySelector('.jp-InputPrompt').textContent));
        }""",
        timeout=WAIT,
    )


def test_it_opens_on_the_overview(page):
    """`make lab` leads to the first notebook."""
    page.locator(".jp-Notebook h1").first.wait_for(timeout=WAIT)
    assert (
        page.locator(".jp-Notebook h1")
        .first.inner_text()
        .startswith("How many, according to whom?")
    )


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_run_all_works_at_the_first_try(page, lab, name, artefacts):
    """Every cell runs, nothing is an error or a warning, and every chart is there to be seen."""
    open_file(page, lab, f"notebooks/{name}.ipynb")
    run_all(page)
    assert page.locator(MISTAKES).all_inner_texts() == []
    charts = page.locator(".jp-OutputArea-output img, .jupyter-widgets svg[role=img]")
    plots = page.locator(".jp-CodeCell", has_text=re.compile(r"tk\.plot_|explore\(")).count()
    assert charts.count() >= plots
    for n in range(charts.count()):
        charts.nth(n).scroll_into_view_if_needed()
        assert charts.nth(n).evaluate(
            "image => image.matches('svg') || image.complete && image.naturalWidth > 400"
        )
        assert charts.nth(n).bounding_box()["width"] > 300
    page.screenshot(path=str(artefacts / f"lab-{name}.png"))


def test_exploring_follows_the_keyboard(page, lab, artefacts):
    """An arrow key on the day of knowledge gives another chart, table and sentence, without the
    mouse.
    """
    open_file(page, lab, "notebooks/09-explore.ipynb")
    run_all(page)
    chart = page.locator(".jupyter-widgets svg[role=img]")
    before = chart.inner_html()
    handle = page.locator(".noUi-handle")
    handle.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "html => document.querySelector('.jupyter-widgets svg[role=img]').innerHTML !== html",
        arg=before,
        timeout=10_000,
    )
    metric = page.locator(".jupyter-widgets select").first
    metric.focus()
    before = chart.inner_html()
    for key in ("Space", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(200)
    page.wait_for_function(
        "html => document.querySelector('.jupyter-widgets svg[role=img]').innerHTML !== html",
        arg=before,
        timeout=10_000,
    )
    page.locator(".jupyter-widgets table").wait_for(timeout=10_000)
    page.screenshot(path=str(artefacts / "lab-explored.png"))


def test_the_place_is_never_blank(page):
    """Whatever metric is chosen, the box of places shows the one that the answer is about."""
    metric, place = (page.locator(".jupyter-widgets select").nth(number) for number in (0, 1))
    assert shown(place) == "all places"
    metric.select_option(label="Present")
    page.wait_for_function(f"{SELECTED}(1) !== 'all places'")
    assert shown(place)
    metric.select_option(label="Killed")
    page.wait_for_function(f"{SELECTED}(1) === 'all places'", timeout=10_000)


def shown(box):
    """The text that a list box shows; empty where it is blank."""
    text = box.evaluate("box => box.selectedIndex < 0 ? '' : box.options[box.selectedIndex].text")
    return " ".join(text.split())


def edited(folder):
    """The number of the line that holds the low end of killed, and what it is to say."""
    data = tk.load(folder)
    low = tk.ranges(data, "killed", on=data.last_stated).iloc[0]
    figure = next(
        f
        for f in data.all_figures
        if f.metric == "killed" and f.key in low["figures"] and f.low == low["low"]
    )
    lines = (folder / "estimates.yaml").read_text(encoding="utf-8").splitlines()
    number = next(
        n
        for n in range(figure.position.line, figure.position.line + 5)
        if figure.said in lines[n - 1]
    )
    return number, lines[number - 1].strip().replace(figure.said, "about 123")


def test_an_edit_in_the_yaml_editor_changes_the_answer(page, lab, project, artefacts):
    """Edit the figure that holds the low end of killed, save, run again: the new number stands in
    the answer.
    """
    number, new = edited(project / "data")
    open_file(page, lab, "data/estimates.yaml")
    page.locator(".jp-FileEditor .cm-content").click()
    choose(page, "Edit", "Go to Line…")
    page.locator(".cm-panel input[name=line]").fill(str(number))
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    page.keyboard.type(new)
    page.screenshot(path=str(artefacts / "lab-editor.png"))
    page.keyboard.press("Control+s")
    saved = project / "data" / "estimates.yaml"
    for _ in range(50):
        if saved.read_text(encoding="utf-8").splitlines()[number - 1].strip() == new:
            break
        page.wait_for_timeout(100)
    told = answer(tk.load(project / "data"), "killed").sentences[0]
    assert "123" in told
    open_file(page, lab, "notebooks/04-parts-and-whole.ipynb")
    run_all(page)
    assert page.get_by_text(told).count() == 1


def test_a_port_that_is_taken_is_told_and_another_used(project, tmp_path):
    """A second JupyterLab on the same port says so and opens next door."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        server, _ = start_lab(project, tmp_path, port)
        try:
            for _ in range(240):
                said = (tmp_path / "lab.log").read_text()
                if "is running at" in said:
                    break
                time.sleep(0.25)
        finally:
            stop(server)
    assert (
        f"The port {port} is already in use, trying another port" in said
        and "is running at" in said
    )
