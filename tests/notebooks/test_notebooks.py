"""The shipped notebooks: thin, in order, and saying what they say when they are run again."""

import re

import pytest
from conftest import ROOT

import tracker as tk
from notebooks.comparing import TEXTS, differences
from tracker.publish.report.notebooks import execute, notebooks_in, read_notebook

NOTEBOOKS = notebooks_in(ROOT / "notebooks")
NAMES = [
    "01-overview",
    "02-one-count",
    "03-by-place",
    "04-parts-and-whole",
    "05-who-says-what",
    "06-what-was-known-when",
    "07-how-honest",
    "08-tables-to-cite",
    "09-explore",
]
kept = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def outputs(notebook):
    return [
        (number, output)
        for number, cell in enumerate(notebook.cells, 1)
        for output in cell.get("outputs", [])
    ]


@pytest.fixture(scope="session")
def fresh():
    """Every notebook run again, several at a time."""
    return execute(NOTEBOOKS)


def test_the_notebooks_tell_the_story_in_order():
    """One question each."""
    assert [path.stem for path in NOTEBOOKS] == NAMES


def test_every_notebook_runs(fresh):
    """No cell fails, whatever the versions installed."""
    assert set(fresh) == set(NOTEBOOKS)


@pytest.mark.pixels
@kept
def test_running_it_again_says_the_same(path, fresh):
    """Every table and sentence kept is what the data and the code give now; `make notebooks` keeps
    them anew.
    """
    assert differences(read_notebook(path), fresh[path]) == [], (
        f"{path.name} differs from what is kept; run: make notebooks"
    )


@kept
def test_it_is_thin(path):
    """No cell has more than ten lines; the file is small enough to keep."""
    assert max(len(cell.source.splitlines()) for cell in read_notebook(path).cells) <= 10
    assert path.stat().st_size < 400_000


@kept
def test_it_opens_with_its_answer_and_ends_with_its_data(path):
    """A question, what can be asked otherwise, a generated sentence; at the end the record."""
    question, given, answer, *_, data = read_notebook(path).cells
    assert re.match(r"# .+\?\n", question.source) and not given.outputs
    assert given.metadata.tags == ["parameters"] and given.source.startswith("folder = None  # ")
    assert "data = tk.load(folder)" in answer.source
    shown = answer.outputs[0].data["text/html"]
    assert "\ntk.answer(data, " in answer.source and re.match(r"<div class=[^>]*><p>", shown)
    assert data.source == "data"
    assert re.search(r"data <code>[0-9a-f]{12}</code>", data.outputs[0].data["text/html"])


@kept
def test_it_names_no_count_of_one_record(path):
    """Counts and places come from the record, so that every notebook runs beside any."""
    code = "\n".join(cell.source for cell in read_notebook(path).cells if cell.cell_type == "code")
    book = tk.load(ROOT / "data").codebook
    assert not {*re.findall(r'"([^"]*)"', code)} & {*book.metrics, *book.places}


@kept
def test_no_number_is_typed_into_the_prose(path):
    """Words around the cells hold no figure that the data could contradict."""
    prose = "\n".join(
        cell.source for cell in read_notebook(path).cells if cell.cell_type == "markdown"
    )
    assert not re.search(r"\d", prose)


@kept
def test_every_picture_has_a_text_and_nothing_went_wrong(path):
    """Text alternatives are kept with the pictures; no error, no warning, no widget that lives in a
    dead kernel.
    """
    found = outputs(read_notebook(path))
    assert found
    for number, output in found:
        assert output.output_type != "error" and output.get("name") != "stderr", f"cell {number}"
        if "image/png" in output.get("data", {}):
            assert len(output.metadata["image/png"]["alt"]) > 40, f"cell {number}"
        assert output.output_type == "stream" or set(output.data) & {*TEXTS, "image/png"}, (
            f"cell {number}"
        )


@pytest.mark.pixels
def test_a_changed_figure_is_told_by_notebook_and_cell(tmp_path, fresh):
    """A number altered in what is kept is found at its cell."""
    path = NOTEBOOKS[0]
    notebook = read_notebook(path)
    answer = notebook.cells[2].outputs[0].data
    answer["text/html"] = answer["text/html"].replace("<p>", "<p>About ", 1)
    found = differences(notebook, fresh[path])
    assert len(found) == 1 and found[0].startswith("cell 3 (import tracker as tk")
