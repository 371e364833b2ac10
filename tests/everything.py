"""Everything that is made of a record, and the SHA-256 of each file: ``python tests/everything.py DATA FOLDER``.

Tables in every format, citations, the export, charts as SVG; with ``--all`` charts as PDF and PNG too, and the
report without its notebooks.
Needs no test library, so that any Python can run it.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import redirect_stdout
from pathlib import Path

import matplotlib
from matplotlib import pyplot

import tracker as tk
from tracker.cli import main
from tracker.publish.charts.catalogue import CHARTS, plot_of
from tracker.publish.charts.save import save_chart
from tracker.publish.report.write import write_report
from tracker.publish.tables.build import TABLES
from tracker.reconcile.question import NothingToShow

matplotlib.use("agg")


def make(data: str, home: Path, *, whole: bool = False) -> None:
    """Make all of it; what the record has too little for is left out."""
    record = tk.load(data)
    for name in TABLES:
        try:
            table = tk.table(record, name)
        except NothingToShow:
            continue
        for ending in ("md", "html", "tex", "csv", "xlsx", "docx", "txt"):
            table.save(home / f"{name}.{ending}")
    for ending in ("bib", "json", "ris", "txt"):
        main(["cite", "sources", "--data", data, "-o", str(home / f"cited.{ending}")])
    main(["export", "--data", data, str(home / "dataset")])
    for name in CHARTS:
        metric = [] if name in ("overview", "coherence") else ["killed"]
        try:
            chart = plot_of(name)(record, *metric)
        except NothingToShow:
            continue
        for ending in ("svg", "pdf", "png") if whole else ("svg",):
            save_chart(chart, home / f"{name}.{ending}")
        pyplot.close("all")
    if whole:
        write_report(record, home / "report", quick=True, run_notebooks=False)


def hashes(home: Path) -> dict[str, str]:
    """The hash of each file below a folder."""
    files = (path for path in sorted(home.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with redirect_stdout(sys.stderr):
        make(sys.argv[1], folder, whole="--all" in sys.argv)
    for file, digest in hashes(folder).items():
        print(digest, file)
