"""Notebooks executed, several at a time: ``python -m tracker.publish.report.notebooks FOLDER``
keeps their outputs anew.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.curate.files import write_whole
from tracker.publish.report.notebook_outputs import NOTHING, UNNAMED, settled
from tracker.publish.shipped import shipped

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager
    from nbformat import NotebookNode

PATIENCE = 300  # seconds a cell may take
READY = 120  # seconds within which a kernel answers
STARTS = 3  # how often a kernel that dies before it answers is started
GIVEN = "injected-parameters"  # the tag that papermill gives
Say = Callable[[str], None]


class NotebookError(ValueError):
    """Notebooks that cannot be read or run: each with its file, its cell and what went wrong."""

    status = 1


def missing() -> str:
    """What must be installed before a notebook can be run; empty where all is there."""
    lab = ("ipykernel", "nbclient", "nbformat", "nbconvert")
    absent = [name for name in lab if find_spec(name) is None]
    return f"{', '.join(absent)} missing: pip install 'estimate-tracker[lab]'" if absent else ""


def notebooks_in(folder: str | Path) -> tuple[Path, ...]:
    """The notebooks of a folder in order of name, without Jupyter's own checkpoints."""
    return tuple(sorted(Path(folder).glob("*.ipynb")))


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook and check its form.

    Raises
    ------
    NotebookError
        If the file is no notebook; the message names the file and what is wrong with it.

    """
    import nbformat

    try:
        notebook: NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError, ValueError) as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise NotebookError(
            f"{path.name} is no readable notebook ({said}); take it back from git, edit it in "
            "JupyterLab"
        ) from None
    return notebook


def execute(
    paths: Iterable[Path],
    *,
    parameters: Mapping[str, str] | None = None,
    say: Say = lambda words: None,
) -> dict[Path, NotebookNode]:
    """Run notebooks in kernels that start in the notebook's folder, one a processor at a time: the
    program's own several to a kernel, which each leaves as it found it, all others each in a fresh
    one.

    A cell that finds nothing to show says so, as does one that uses what it did not make, and the
    notebook goes on.

    Parameters
    ----------
    paths : iterable of Path
        The notebooks.
    parameters : mapping, optional
        Values that take the place of those in a cell tagged ``parameters``, as papermill does; they
        are not kept in the outputs.
    say : callable
        Told of each notebook that has run.

    Returns
    -------
    dict of Path to NotebookNode
        The notebooks with their new outputs, settled as
        :func:`tracker.publish.report.notebook_outputs.settled` does.

    Raises
    ------
    NotebookError
        Naming every notebook and cell that failed.

    """
    notebooks = {path: _given(read_notebook(path), parameters or {}) for path in paths}
    many, program = os.cpu_count() or 2, shipped("notebooks")
    own = [path for path in notebooks if path.parent == program]
    turns = [own[start::many] for start in range(many)]
    turns += [[path] for path in notebooks if path.parent != program]
    with (
        # a home of its own keeps the settings of whoever runs it out of the outputs
        tempfile.TemporaryDirectory(prefix="tracker-ipython-") as home,
        ThreadPoolExecutor(many) as pool,
    ):
        jobs = [
            # a loop of the thread's own, closed at the end; nbclient's would be left open
            pool.submit(asyncio.run, _in_turn(home, say, {path: notebooks[path] for path in turn}))
            for turn in turns
            if turn
        ]
        told = {path: fault for job in jobs for path, fault in job.result().items()}
    faults = [told[path] for path in notebooks]
    if any(faults):
        raise NotebookError("\n".join(filter(None, faults)))
    return {path: settled(_taken(notebook)) for path, notebook in notebooks.items()}


def _given(notebook: NotebookNode, parameters: Mapping[str, str]) -> NotebookNode:
    """With the parameters set in a cell of their own behind that of their defaults, and at last all
    names forgotten.
    """
    from nbformat.v4 import new_code_cell

    places = [at for at, cell in enumerate(notebook.cells, 1) if "parameters" in _tags(cell)]
    source = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    added = [(at, source) for at in places[:1] if source]
    for at, code in [*added, (len(notebook.cells) + len(added), "%reset -f")]:
        cell = new_code_cell(code, metadata={"tags": [GIVEN]})  # type: ignore[no-untyped-call]
        notebook.cells.insert(at, cell)
    return notebook


def _taken(notebook: NotebookNode) -> NotebookNode:
    """Without the cells added: parameters may name folders of this machine."""
    notebook.cells = [cell for cell in notebook.cells if GIVEN not in _tags(cell)]
    return notebook


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


async def _in_turn(home: str, say: Say, notebooks: dict[Path, NotebookNode]) -> dict[Path, str]:
    """Run notebooks one after another in a kernel; gives back, for each, the cell that failed with
    what went wrong, or nothing.
    """
    kernel = None
    options = {
        "env": {**os.environ, "IPYTHONDIR": home, "OMP_NUM_THREADS": "1"},
        "extra_arguments": ["--HistoryManager.enabled=False", "--IPKernelApp.log_level=40"],
    }
    faults = {}
    for path, notebook in notebooks.items():
        if kernel is None:
            kernel = await _started(cwd=str(path.parent), **options)
        if kernel is None:
            faults[path] = f"{path.name}: the kernel did not start, {STARTS} times"
            continue
        faults[path] = fault = await _one(kernel, path, notebook)
        if fault:
            await kernel.shutdown_kernel(now=True)
            kernel = None
        else:
            say(f"ran {path.name}")
    if kernel is not None:
        await kernel.shutdown_kernel(now=True)
    return faults


async def _started(**options: Any) -> AsyncKernelManager | None:
    """Start a kernel and wait until it answers; one that dies first is started anew, since another
    program may have taken a port meant for it. None if it died each time.
    """
    from jupyter_client.asynchronous.client import AsyncKernelClient
    from jupyter_client.manager import AsyncKernelManager

    class GoingOn(AsyncKernelClient):
        """What comes next is run although a cell failed: a kernel told to stop drops what it is
        sent within moments of an error, a cell that may go on, too.
        """

        def execute(self, code: str, **options: Any) -> str:  # type: ignore[override]
            """Send code; the id of the message."""
            sent: str = super().execute(code, **options | {"stop_on_error": False})
            return sent

    for _ in range(STARTS):
        kernel = AsyncKernelManager(kernel_name="python3", client_factory=GoingOn)
        await kernel.start_kernel(**options)
        client = kernel.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=READY)
            return kernel
        except RuntimeError:  # what the client raises of a kernel that died or never answered
            await kernel.shutdown_kernel(now=True)
        finally:
            client.stop_channels()
    return None


async def _one(kernel: AsyncKernelManager, path: Path, notebook: NotebookNode) -> str:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    cells = [0]

    def lacking(execute_reply: dict[str, Any], **_: object) -> None:
        """What a cell had nothing for is lacking in the next ones, too."""
        if execute_reply["content"].get("ename") == NOTHING:
            allowed.append(UNNAMED)

    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=PATIENCE,
        record_timing=False,
        coalesce_streams=True,
        allow_error_names=[NOTHING],
        on_cell_start=lambda cell, cell_index: cells.append(cell_index),
        on_cell_executed=lacking,
    )
    # were it asked for in `lacking`, the client would hold itself, and the sockets with it
    allowed = client.allow_error_names
    try:
        await client.async_execute()
    except CellExecutionError as error:
        return f"{_cell(path, notebook, cells[-1])}: {error.ename}: {error.evalue}"
    except CellTimeoutError:
        return f"{_cell(path, notebook, cells[-1])}: took longer than {PATIENCE} seconds"
    except DeadKernelError:
        return f"{_cell(path, notebook, cells[-1])}: the kernel died"
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
    return ""


def _cell(path: Path, notebook: NotebookNode, index: int) -> str:
    first = notebook.cells[index].source.strip().splitlines()[:1] if notebook.cells else []
    return f"{path.name}, cell {index + 1}" + (f" ({first[0]})" if first else "")


def main(argv: list[str] | None = None) -> int:
    """Run every notebook of a folder and keep the outputs; nothing is written unless all of them
    ran.
    """
    import nbformat

    parser = argparse.ArgumentParser(
        prog="python -m tracker.publish.report.notebooks", description=main.__doc__
    )
    parser.add_argument("folder", type=Path, help="where the notebooks are")
    folder = parser.parse_args(argv).folder
    paths = notebooks_in(folder)
    if not paths:
        print(f"tracker: found no notebook in '{folder}'", file=sys.stderr)
        return 2
    try:
        ran = execute(paths, say=lambda words: print(words, file=sys.stderr))
    except NotebookError as error:
        print(f"tracker: {error}", file=sys.stderr)
        return error.status
    for path, notebook in ran.items():
        write_whole(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]
    return 0


if __name__ == "__main__":
    sys.exit(main())
