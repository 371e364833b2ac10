"""Write pages of the public docstrings: ``python docs/api/build.py FOLDER``.

pdoc reads numpy's style, searches, and its pages need nothing from a network.
"""

import sys
import warnings
from pathlib import Path

import pdoc

import tracker
import tracker.reconcile

RETURNED = ("tracker.publish.tables.table",)  # values that public functions of other modules give


def pages() -> list[str]:
    """The public packages, then every module in which a public name has its home."""
    homes = {
        getattr(package, name).__module__  # loads the name, which pdoc then finds in the package
        for package in (tracker, tracker.reconcile)
        for name in package.__all__
        if not name.startswith("_")
    }
    return ["tracker", "tracker.reconcile", *sorted(homes | set(RETURNED))]


def build(folder: Path) -> None:
    """Write ``folder/index.html``, a page for each of ``pages()``, and the search."""
    pdoc.render.configure(
        docformat="numpy",
        template_directory=Path(__file__).parent,
        show_source=False,
        footer_text=f"tracker {tracker.__version__}",
    )
    with warnings.catch_warnings():  # types that are imported for checking only stay as written
        warnings.filterwarnings("ignore", "Error parsing type annotation")
        pdoc.pdoc(*pages(), output_directory=folder)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
