"""Outputs of notebooks: settled, so that they change only when what they say does, and compared."""

from __future__ import annotations

from base64 import b64decode, b64encode
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

WIDGETS = "application/vnd.jupyter.widget-view+json"
COLOURS = 256  # what one byte a point can name
TEXTS = ("text/plain", "text/markdown", "text/html")


def settled(notebook: NotebookNode) -> NotebookNode:
    """Strip what differs from run to run (times, widget ids, versions), make pictures small;
    changes the notebook given.
    """
    notebook.metadata = {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {
            key: value for key, value in cell.metadata.items() if key in ("tags", "jupyter")
        }
        cell.get("outputs", [])[:] = [
            _settled(output) for output in cell.get("outputs", []) if _says_something(output)
        ]
    return notebook


def _says_something(output: NotebookNode) -> bool:
    """Whether an output is more than the view of a widget, which lives in its kernel only."""
    return output.output_type in ("stream", "error") or set(output.data) - {WIDGETS} != set()


def _settled(output: NotebookNode) -> NotebookNode:
    if "data" in output:
        output.data.pop(WIDGETS, None)
        if (
            "image/png" in output.data
        ):  # small, shown by every reader, and with its text; HTML would hold the same as SVG
            output.data.pop("text/html", None)
            output.data["image/png"] = b64encode(
                small(b64decode(output.data["image/png"]))
            ).decode()
        if (
            "text/html" in output.data
        ):  # what a terminal would show adds nothing, and may hold an address in memory
            output.data.pop("text/plain", None)
    return output


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
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        flat.save(out, "png", optimize=True)
    return out.getvalue()


def differences(kept: NotebookNode, fresh: NotebookNode) -> list[str]:
    """Where the texts of two runs differ, one line a cell; pictures are compared by their text
    alternatives.
    """
    found = []
    for number, (old, new) in enumerate(zip(kept.cells, fresh.cells, strict=True), 1):
        was, now = (_texts(cell) for cell in (old, new))
        if was != now:
            found.append(
                f"cell {number} ({old.source.strip().splitlines()[0]}): "
                f"{_first_difference(was, now)}"
            )
    return found


def _texts(cell: NotebookNode) -> list[str]:
    said = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            said += [f"{output.name}: {line}" for line in output.text.splitlines()]
        elif output.output_type == "error":
            said.append(f"error: {output.ename}: {output.evalue}")
        else:
            said += [
                f"{kind}: {line}"
                for kind in TEXTS
                for line in output.data.get(kind, "").splitlines()
            ]
            said += [
                f"{kind}: {output.metadata.get(kind, {}).get('alt', '')}"
                for kind in output.data
                if kind[:6] == "image/"
            ]
    return said


def _first_difference(was: list[str], now: list[str]) -> str:
    for old, new in zip(was, now):
        if old != new:
            return f"kept {old!r}, now {new!r}"
    return f"kept {len(was)} lines of output, now {len(now)}"
