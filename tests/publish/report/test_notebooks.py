"""Running notebooks: the failing cell is named, outputs settle, differences are told."""

import json
import socket
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebooks.comparing import differences

from tracker.publish.report import notebooks
from tracker.publish.report.notebook_outputs import settled
from tracker.publish.report.notebooks import (
    NotebookError,
    execute,
    main,
    notebooks_in,
    read_notebook,
)

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def notebook(tmp_path):
    """Write a notebook of code cells and give its path."""

    def write(*sources: str, name: str = "01-made.ipynb") -> Path:
        path = tmp_path / name
        nbformat.write(new_notebook(cells=[new_code_cell(source) for source in sources]), path)
        return path

    return write


def texts(made):
    return [output.get("text", "") for cell in made.cells for output in cell.get("outputs", [])]


def test_the_programs_own_share_a_kernel_and_no_names(notebook, monkeypatch):
    """Each begins as if it were alone, also after one that failed, and is numbered by itself."""
    first = notebook("here = 1", "import os; print(os.getpid())", name="first.ipynb")
    second = notebook(
        "import os; print('here' in globals())", "print(os.getpid())", name="second.ipynb"
    )
    third = notebook("1 / 0", name="third.ipynb")
    fourth = notebook("print('still')", name="zlast.ipynb")
    monkeypatch.setattr("tracker.publish.report.notebooks.shipped", lambda name: first.parent)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    made = execute([first, second])
    (process,), (alone, same) = texts(made[first]), texts(made[second])
    assert alone == "False\n" and same == process
    assert [cell.execution_count for cell in made[second].cells] == [1, 2]
    with pytest.raises(NotebookError) as raised:
        execute([third, fourth])
    assert str(raised.value).startswith("third.ipynb, cell 1 (1 / 0): ZeroDivisionError")
    assert "zlast" not in str(raised.value)


def test_a_kernel_starts_in_the_notebooks_folder(notebook):
    """Relative paths in a notebook start from where it lies, wherever the command was given."""
    path = notebook("import os", "print(os.getcwd())")
    assert texts(execute([path])[path]) == [f"{path.parent.resolve()}\n"]


def test_every_failing_cell_is_named(notebook):
    """Two notebooks fail; both are told, with file, cell, its first line and the error."""
    first = notebook("n = 1", "1 / 0", name="01-a.ipynb")
    second = notebook("import nowhere_at_all", name="02-b.ipynb")
    with pytest.raises(NotebookError) as told:
        execute([first, second])
    assert str(told.value).splitlines() == [
        "01-a.ipynb, cell 2 (1 / 0): ZeroDivisionError: division by zero",
        "02-b.ipynb, cell 1 (import nowhere_at_all): ModuleNotFoundError: No module named "
        "'nowhere_at_all'",
    ]


def test_a_kernel_that_dies_is_told(notebook):
    """A crash names the cell that caused it instead of waiting forever."""
    with pytest.raises(
        NotebookError, match=r"01-made.ipynb, cell 2 \(os._exit\(1\)\): the kernel died"
    ):
        execute([notebook("import os", "os._exit(1)")])


def test_a_cell_that_never_ends_is_told(notebook, monkeypatch):
    """Patience has an end."""
    monkeypatch.setattr(notebooks, "PATIENCE", 1)
    with pytest.raises(NotebookError, match=r"cell 1 .*: took longer than 1 seconds"):
        execute([notebook("import time; time.sleep(60)")])


@contextmanager
def _held(monkeypatch, times):
    """Kernels whose port another program holds, so many times; gives back the starts."""
    from jupyter_client.manager import AsyncKernelManager

    starts, start = [], AsyncKernelManager.start_kernel
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    held.listen()

    async def started(self, **options):
        starts.append(self)
        if len(starts) <= times:
            self.cache_ports, self.shell_port = False, held.getsockname()[1]
        await start(self, **options)

    monkeypatch.setattr(AsyncKernelManager, "start_kernel", started)
    yield starts
    held.close()


def test_a_kernel_whose_port_was_taken_is_started_anew(notebook, monkeypatch):
    """The notebook runs all the same, in the next kernel."""
    path = notebook("print(6 * 7)")
    with _held(monkeypatch, 1) as starts:
        assert execute([path])[path].cells[0].outputs[0].text == "42\n"
    assert len(starts) == 2


def test_a_kernel_that_never_starts_is_told(notebook, monkeypatch, capfd):
    """After the third there is one line, not Python's words."""
    told = r"^01-made\.ipynb: the kernel did not start, 3 times$"
    with _held(monkeypatch, 9) as starts, pytest.raises(NotebookError, match=told):
        execute([notebook("1")])
    assert len(starts) == notebooks.STARTS == 3


@pytest.mark.parametrize(
    "content",
    [
        "no json",
        "[]",
        '{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
        "{}",
        '{"cells": [{"cell_type": "rubbish"}], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
    ],
)
def test_nonsense_is_refused_by_name(tmp_path, content):
    """A notebook edited by hand into nonsense is named, with the remedy, in one line."""
    path = tmp_path / "03-x.ipynb"
    path.write_text(content)
    with pytest.raises(
        NotebookError, match=r"^03-x\.ipynb is no readable notebook \(.*\); take it back from git"
    ) as told:
        read_notebook(path)
    assert "\n" not in str(told.value)


def test_two_runs_give_the_same_bytes(notebook, capfd):
    """Times, ids of widgets and versions of the kernel are not kept."""
    path = notebook(
        "import ipywidgets\nipywidgets.IntSlider()", "print('a', flush=True); print('b')"
    )
    assert main([str(path.parent)]) == 0
    once = path.read_bytes()
    assert main([str(path.parent)]) == 0
    assert path.read_bytes() == once
    kept = json.loads(once)
    assert (
        kept["metadata"]["language_info"] == {"name": "python"}
        and "widgets" not in kept["metadata"]
    )
    assert "model_id" not in once.decode() and kept["cells"][1]["outputs"][0]["text"] == [
        "a\n",
        "b\n",
    ]
    assert capfd.readouterr().err.splitlines().count("ran 01-made.ipynb") == 2


def test_nothing_is_written_when_one_fails(notebook, capsys):
    """The outputs kept stay as they were, also those of the notebook that ran."""
    good, bad = (
        notebook("print(1)", name="01-a.ipynb"),
        notebook("raise OSError('gone')", name="02-b.ipynb"),
    )
    before = good.read_bytes(), bad.read_bytes()
    assert main([str(good.parent)]) == 1
    assert (good.read_bytes(), bad.read_bytes()) == before
    assert (
        "tracker: 02-b.ipynb, cell 1 (raise OSError('gone')): OSError: gone"
        in capsys.readouterr().err
    )


def test_a_folder_without_notebooks_is_told(tmp_path, capsys):
    """Wrong use has status 2 and one line."""
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"tracker: found no notebook in '{tmp_path}'\n"


def test_checkpoints_are_not_listed(notebook):
    """Jupyter's own copies are no notebooks of the project."""
    path = notebook("1")
    hidden = path.parent / ".ipynb_checkpoints"
    hidden.mkdir()
    (hidden / "01-made-checkpoint.ipynb").write_text("{}")
    assert notebooks_in(path.parent) == (path,)


def shown(**data):
    alt = {"image/png": {"alt": data.pop("alt")}} if "alt" in data else {}
    return new_notebook(
        cells=[
            new_markdown_cell("# Q"),
            new_code_cell(
                "look()",
                outputs=[
                    new_output(
                        "display_data",
                        data={key.replace("_", "/"): value for key, value in data.items()},
                        metadata=alt,
                    )
                ],
            ),
        ]
    )


def test_differences_name_the_cell_and_both_lines():
    """What is kept and what is now, in one line a cell."""
    assert differences(
        shown(text_html="<p>1</p>\n<p>300</p>"), shown(text_html="<p>1</p>\n<p>600</p>")
    ) == ["cell 2 (look()): kept 'text/html: <p>300</p>', now 'text/html: <p>600</p>'"]
    assert differences(shown(text_html="a"), shown(text_html="a\nb")) == [
        "cell 2 (look()): kept 1 lines of output, now 2"
    ]


def test_pictures_are_compared_by_what_they_say():
    """Another pixel is no difference, another text is."""
    one, other = (shown(image_png=PIXEL[:-4] + end, alt="Killed: 300") for end in ("ggg=", "CYII"))
    assert differences(one, other) == []
    assert differences(one, shown(image_png=PIXEL, alt="Killed: 600")) != []


def test_a_picture_is_kept_once():
    """A chart is shown as HTML and as a picture; the picture is kept, with its text."""
    made = settled(
        shown(
            text_html="<img src='data:image/svg+xml'>",
            image_png=PIXEL,
            text_plain="<Figure>",
            alt="Killed",
        )
    )
    assert set(made.cells[1].outputs[0].data) == {"image/png", "text/plain"}
    assert made.cells[1].outputs[0].metadata["image/png"]["alt"] == "Killed"


def test_only_the_html_of_an_output_is_kept_beside_pictures():
    """A terminal's text next to HTML says nothing more, and may hold an address in memory."""
    made = settled(shown(text_html="<p>1</p>", text_plain="<object at 0x7f3a>"))
    assert dict(made.cells[1].outputs[0].data) == {"text/html": "<p>1</p>"}


def test_a_kept_picture_keeps_its_colours():
    """A kept chart is smaller than it was drawn, and no point's colour has moved by more than 16 of
    256.
    """
    from io import BytesIO

    import numpy as np
    from PIL import Image

    from publish.charts.charted import small_war
    from tracker import plot_ranges
    from tracker.publish.charts.save import chart_bytes
    from tracker.publish.report.notebook_outputs import small as smaller

    drawn = chart_bytes(plot_ranges(small_war(), "killed"), "png", dpi=100)
    kept = smaller(drawn)
    before, after = (
        np.asarray(Image.open(BytesIO(raw)).convert("RGB")).astype(int) for raw in (drawn, kept)
    )
    assert len(kept) < len(drawn) / 2
    assert np.abs(before - after).max() <= 16


def test_parameters_take_the_place_of_defaults_and_are_not_kept(notebook):
    """As papermill sets them: behind the tagged cell; what is kept names no folder of this
    machine.
    """
    path = notebook("n = 1", "print(n)")
    book = read_notebook(path)
    book.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(book, path)
    made = execute([path], parameters={"n": "two"})[path]
    assert texts(made) == ["two\n"] and [cell.source for cell in made.cells] == [
        "n = 1",
        "print(n)",
    ]
    assert texts(execute([path])[path]) == ["1\n"]


def test_what_uses_a_cell_with_nothing_to_show_says_so_too(notebook):
    """A table that is not there is none to cite; a name misspelt before is a failure as ever."""
    path = notebook(
        "from tracker.reconcile.question import NothingToShow",
        "def table(): raise NothingToShow('no figure stands')",
        "one = table()",
        "print(one)",
        "print('on')",
    )
    lacking = "nothing to show: this needs what an earlier cell had nothing for\n"
    assert texts(execute([path])[path]) == ["no figure stands\n", lacking, "on\n"]
    with pytest.raises(NotebookError, match="NameError"):
        execute([notebook("print(one)", "raise OSError", name="02-made.ipynb")])


def test_a_cell_with_nothing_to_show_says_so_and_the_next_one_runs(notebook):
    """A record may lack what a notebook asks for: words and no failure."""
    path = notebook(
        "from tracker.reconcile.question import NothingToShow",
        "raise NothingToShow('no party has spoken')",
        "print('on')",
    )
    assert texts(execute([path])[path]) == ["no party has spoken\n", "on\n"]
