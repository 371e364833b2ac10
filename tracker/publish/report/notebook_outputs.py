"""Outputs of notebooks, settled, so that they change only when what they say does."""

from __future__ import annotations

from base64 import b64decode, b64encode
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTHING = "NothingToShow"  # what a cell may raise where the record has nothing for it
UNNAMED = "NameError"  # what a later cell may raise, that uses what the first one did not make
WIDGETS = "application/vnd.jupyter.widget-view+json"
_COLOURS = 256  # what one byte a point can name
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def settled(notebook: NotebookNode) -> NotebookNode:
    """Strip what differs from run to run (times, widget ids, versions), number cells from 1, make
    pictures small; changes the notebook given.
    """
    notebook.metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    number = 0
    for cell in notebook.cells:
        cell.metadata = {
            key: value for key, value in cell.metadata.items() if key in ("tags", "jupyter")
        }
        if "outputs" in cell:
            number += bool(cell.source.strip())
            cell.execution_count = number if cell.source.strip() else None
            cell.outputs = [_told(output) for output in cell.outputs if _says_something(output)]
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = number
                _settle(output.get("data", {}))
    return notebook


def _told(output: NotebookNode) -> NotebookNode:
    """Why there is nothing to show, in words and not as a failure."""
    from nbformat.v4 import new_output

    if output.output_type != "error" or output.ename not in (NOTHING, UNNAMED):
        return output
    lacking = "nothing to show: this needs what an earlier cell had nothing for"
    text = output.evalue if output.ename == NOTHING else lacking
    made: NotebookNode = new_output("stream", name="stdout", text=f"{text}\n")  # type: ignore[no-untyped-call]
    return made


def _says_something(output: NotebookNode) -> bool:
    """Whether an output is more than the view of a widget, which lives in its kernel only."""
    return output.output_type in ("stream", "error") or bool(set(output.data) - {WIDGETS})


def _settle(data: dict[str, str]) -> None:
    """Keep one rendering of what an output shows."""
    data.pop(WIDGETS, None)
    if "image/png" in data:  # small, and shown by every reader; HTML would hold the same as SVG
        data.pop("text/html", None)
        data["image/png"] = b64encode(small(b64decode(data["image/png"]))).decode()
    if "text/html" in data:  # a terminal's text adds nothing, and may hold an address in memory
        data.pop("text/plain", None)


def small(png: bytes) -> bytes:
    """A picture in a third of its bytes, each colour kept to a few steps of 256; without date or
    version inside.

    Maximum coverage gives a rare colour, such as a single mark's, its own entry; a median cut would
    grey it.
    """
    from PIL import Image

    out = BytesIO()
    with Image.open(BytesIO(png)) as picture:
        flat = picture.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        flat.save(out, "png", optimize=True)
    return out.getvalue()
