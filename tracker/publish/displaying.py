"""Charts in notebooks: their text alternative goes with the picture, and so into every page made from the notebook."""

from __future__ import annotations

import sys
from collections.abc import Callable

from matplotlib.figure import Figure

from tracker.publish.alt import figure_title, texts

PICTURES = ("image/png", "image/jpeg", "image/svg+xml")


def describe_in_notebook() -> None:
    """Let the running notebook, if there is one, attach text alternatives to the figures it shows.

    Notebooks keep it as the output's ``alt``, which nbconvert writes into the page; an SVG gets title and description.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        teach(shell.display_formatter)


def teach(display) -> None:
    """Wrap what a display formatter does with figures; doing it again changes nothing."""
    for mime in PICTURES:
        formatter = display.formatters[mime]
        try:
            draw = formatter.lookup_by_type(Figure)
        except KeyError:  # the notebook does not use this format
            continue
        if not hasattr(draw, "describes"):
            formatter.for_type(Figure, _describing(draw, mime))


def _describing(draw: Callable, mime: str) -> Callable:
    def shown(figure: Figure):
        made = draw(figure)
        alt = " ".join(texts(figure))
        if made is None or not alt:
            return made
        picture, about = made if isinstance(made, tuple) else (made, {})
        if mime == "image/svg+xml":
            from tracker.publish.saving import described

            picture = described(picture, figure_title(figure), alt)
        return picture, {**about, "alt": alt}

    shown.describes = True
    return shown
