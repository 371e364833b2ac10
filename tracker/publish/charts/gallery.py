"""The gallery: every chart made from a record, as pictures and a page that says how to make
each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from matplotlib import pyplot

from tracker.curate.dataset import Dataset
from tracker.curate.files import write_whole
from tracker.publish.charts.catalogue import plot_of
from tracker.publish.charts.save import figure_alt, figure_of, save_chart
from tracker.publish.formats.escape import markdown
from tracker.reconcile.question import NothingToShow

MAIN = "ranges"  # the chart that is also a PNG, for pages that show no SVG
_DOTS = 200  # its dots an inch

PIECES = {
    "ranges": (
        "Ranges over time",
        "Every figure as published, and the range as it was known on each day.",
    ),
    "parties": ("Who says what", "The figure of each party that speaks, and the range they make."),
    "vintages": ("What was known when", "The range for one day, as knowledge of that day grew."),
    "overview": ("All metrics together", "One small panel a metric, on one time axis."),
    "house-effects": (
        "House effects",
        "Who runs high, who runs low, against the trend of all figures.",
    ),
    "methods": ("Methods side by side", "What each method makes of the same voices."),
    "coherence": (
        "Coherence",
        "Two parts against each other: where both and their whole can be true.",
    ),
    "rates": ("Month by month", "What a count grew by in each month, with its range."),
    "track-record": ("Track record", "How often the printed ranges held what was said next."),
}
RECORD = ("overview", "coherence", "track-record")  # of the whole record, not of one metric
OF_A_DAY = ("vintages", "methods")  # of a day on which a figure was revised

_READING = """\
## How to read them

- A mark is one figure as published, on the day it describes. Its colour is that of its party's affiliation, its shape the
  party's own; both follow the codebook's order, so that they are the same in every chart. The first seven affiliations of
  the codebook have a colour, all others share charcoal.
- An upright bar is a range stated, a level one a figure dated to a month or a year, an arrow "at least" or "up to"; the
  length of an arrow means nothing. A hollow mark counts a part only; a faint one repeats another figure, is disputed or
  withdrawn, or was replaced by its party's revision.
- The band is the reconciled range, stepping on each day on which it changed, as it was known on that day. A dashed edge is
  open: the source says "at least", or the newest figure is old. A pale band rests on figures too old for the day.
- The line of small print holds the day of knowledge, the data's fingerprint, and the command that makes the chart again.
"""  # noqa: E501 - the lines of the page


@dataclass(frozen=True, slots=True)
class Piece:
    """One chart of the gallery; what is ``asked`` goes to its function and to ``tracker plot``."""

    name: str
    title: str
    shows: str
    asked: Mapping[str, str]

    @property
    def python(self) -> str:
        """The call in Python."""
        given = (
            f'"{value}"' if key == "metric" else f'{key}="{value}"'
            for key, value in self.asked.items()
        )
        return f"tk.{plot_of(self.name).__name__}({', '.join(['data', *given])})"

    @property
    def command(self) -> str:
        """The call on a command line."""
        given = (f"--{key} {value}" for key, value in self.asked.items())
        return " ".join(["tracker plot", self.name, *given, f"-o {self.name}.svg"])


def pieces(data: Dataset) -> list[Piece]:
    """What the gallery shows: every chart, of the first part of a whole, or else of the metric with
    most figures.
    """
    metric = _metric(data)
    some = [figure for figure in data.all_figures if figure.metric == metric]
    revised = [figure for figure in some if figure.revises] or some[len(some) // 2 :]
    on = {"on": f"{revised[-1 if revised[-1].revises else 0].as_of.last}"} if revised else {}
    return [
        Piece(
            name,
            title,
            shows,
            ({} if name in RECORD else {"metric": metric}) | (on if name in OF_A_DAY else {}),
        )
        for name, (title, shows) in PIECES.items()
    ]


def _metric(data: Dataset) -> str:
    metrics = data.codebook.metrics.values()
    counts = Counter(figure.metric for figure in data.all_figures if figure.qualifier != "none")
    parts = [metric.parts[0] for metric in metrics if metric.parts and counts[metric.parts[0]] > 1]
    return (
        parts[0] if parts else max((metric.key for metric in metrics), key=lambda key: counts[key])
    )


def build(data: Dataset, folder: str | Path) -> list[Path]:
    """Write ``gallery.md`` and its pictures into a folder, and give the paths of all that was
    written.

    Each chart is drawn for a page and for a column as SVG, the main one as PNG too. One that the
    record has too little for is replaced by the reason.
    """
    folder, page = Path(folder), [_head(data)]
    written: list[Path] = []
    for piece in pieces(data):
        try:
            alt = _picture(data, piece, "page", folder / "pictures", written)
            _picture(data, piece, "column", folder / "pictures", written)
            shown = (
                f"![{alt}](pictures/{piece.name}.svg)\n\n[For one "
                f"column](pictures/{piece.name}-column.svg)."
            )
        except NothingToShow as error:
            shown = f"Not drawn: {error}."
        page.append(
            f"## {piece.title}\n\n{piece.shows}\n\n```python\n{piece.python}\n```\n\n"
            f"```sh\n{piece.command}\n```\n\n{shown}\n"
        )
    return [*written, write_whole(folder / "gallery.md", "\n".join(page))]


def _picture(data: Dataset, piece: Piece, size: str, folder: Path, written: list[Path]) -> str:
    """Write one chart in one size; returns its text alternative."""
    chart = plot_of(piece.name)(data, size=size, **piece.asked)
    try:
        name = piece.name if size == "page" else f"{piece.name}-{size}"
        written.append(save_chart(chart, folder / f"{name}.svg"))
        if name == MAIN:
            written.append(save_chart(chart, folder / f"{name}.png", dpi=_DOTS))
        return markdown(figure_alt(chart))
    finally:
        pyplot.close(figure_of(chart))


def _head(data: Dataset) -> str:
    return (
        f"# Gallery\n\n{markdown(data.codebook.title)}: every chart, made from its record as "
        f"known on {data.last_stated} "
        f"(fingerprint `{data.fingerprint}`), and made anew by `python -m "
        "tracker.publish.charts.gallery`.\n\n"
        "In Python, each takes and returns Axes:\n\n```python\nimport tracker as tk\n\ndata = "
        "tk.load()\n```\n\n"
        "On the command line, `--size column` draws for 89 mm, `--size page` for 183 mm; the "
        "file's ending\n"
        "(`.svg`, `.pdf`, `.png`) chooses the format. The same data give the same bytes.\n\n"
        + _READING
    )


if __name__ == "__main__":
    import sys

    import matplotlib

    from tracker.curate.load import load

    matplotlib.use("agg")
    for path in build(load(), *sys.argv[1:] or ["docs"]):
        print("wrote", path)
