"""Find, read and check a record: ``load`` gives a dataset or every problem at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tracker.curate.building import build_codebook, build_estimates, build_source, keyed
from tracker.curate.model import Dataset, Mark, Problem
from tracker.curate.nodes import Items, Pairs, Scalar
from tracker.curate.reader import Document, SyntaxFault, read_yaml
from tracker.curate.values import Report

FILES = ("estimates.yaml", "codebook.yaml", "sources.yaml")


class DataError(ValueError):
    """Data that cannot be used: every problem at once.

    ``problems`` holds them in order of place; ``status`` is 1 for problems in the data, 2 where a file is missing
    or unreadable.
    """

    def __init__(self, message: str = "", problems: tuple[Problem, ...] = (), status: int = 2):
        self.problems, self.status = tuple(problems), status
        super().__init__(message or self._said())

    def _said(self) -> str:
        errors = sum(problem.severity == "error" for problem in self.problems)
        return "\n".join([f"the data have {errors} problem{'s' if errors != 1 else ''}:", *map(str, self.problems)])

    def _render_traceback_(self) -> list[str]:
        """What Jupyter shows in place of a traceback."""
        return str(self).splitlines()

    def _repr_html_(self) -> str:
        from html import escape

        head, *lines = str(self).splitlines()
        return f"<p>{escape(head)}</p><ul>" + "".join(f"<li><code>{escape(line)}</code></li>" for line in lines) + "</ul>"


def load(path: str | Path | None = None) -> Dataset:
    """Read and check the three files of a data folder.

    Parameters
    ----------
    path : str or Path, optional
        The folder, or its parent; by default ``data/`` in the working directory or the nearest folder above it.

    Raises
    ------
    DataError
        If the data have problems (all are in the message), or a file is missing or unreadable.
    """
    dataset, problems = _read(path)
    if dataset is None or any(problem.severity == "error" for problem in problems):
        raise DataError(problems=problems, status=1)
    return dataset


def check(path: str | Path | None = None) -> tuple[Problem, ...]:
    """Every problem of a data folder, sorted by place; empty when all is well.

    Raises
    ------
    DataError
        If the folder or one of its files is missing or unreadable.
    """
    return _read(path)[1]


def find(path: str | Path | None = None) -> Path:
    """The data folder: given, its parent given, or searched for from the working directory upward."""
    if path is None:
        for folder in (here := Path.cwd(), *here.parents):
            if (folder / "data" / FILES[0]).exists():
                return folder / "data"
        raise DataError(f"found no data/{FILES[0]} in '{here}' or above; name the data folder (--data DIR)")
    path = Path(path)
    for folder in (path, path / "data"):
        if (folder / FILES[0]).exists():
            return folder
    raise DataError(f"found no {FILES[0]} in '{path}'; name the folder that holds {', '.join(FILES)}")


def _read(path: str | Path | None) -> tuple[Dataset | None, tuple[Problem, ...]]:
    folder = find(path)
    label = folder.resolve().name
    problems: list[Problem] = []
    roots = {name: _root(folder / f"{name}.yaml", f"{label}/{name}.yaml", problems)
             for name in ("estimates", "codebook", "sources")}
    entries = {name: _items(roots[name], name, top) for name, top in (("estimates", "estimates"), ("sources", "references"))}
    names = {group: keyed(roots["codebook"], group) or None for group in ("metrics", "parties", "affiliations", "places")}
    for name, nodes in entries.items():
        names[name] = {node.get("id").text for node in nodes if type(node) is Pairs and type(node.get("id")) is Scalar} or None
    report = Report(names)
    book = None
    if type(roots["codebook"]) is Pairs:
        book = build_codebook(roots["codebook"], f"{label}/codebook.yaml", report)
    reads = build_estimates(entries["estimates"], book, f"{label}/estimates.yaml", report)
    sources = [build_source(node, f"{label}/sources.yaml") for node in entries["sources"]
               if type(node) is Pairs and type(node.get("id")) is Scalar]
    problems = sorted({*problems, *report.problems}, key=lambda p: (p.mark.file, p.mark.line, p.mark.column, p.message))
    if book is None or not reads or any(read.estimate is None for read in reads):
        return None, tuple(problems)
    estimates = sorted((read.estimate for read in reads), key=lambda e: (e.as_of.first, e.as_of.last, e.stated.first, e.id))
    dataset = Dataset(book, tuple(estimates), {source.id: source for source in sources}, folder,
                      tuple(p for p in problems if p.severity == "warning"))
    return dataset, tuple(problems)


def _root(path: Path, label: str, problems: list[Problem]):
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"cannot read {label}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise DataError(f"{label} is not UTF-8; save it as UTF-8") from None
    try:
        document = read_yaml(text)
    except SyntaxFault as fault:
        problems.append(Problem("error", Mark(label, fault.line, fault.column), "", str(fault), "syntax"))
        return None
    problems += [Problem("error", Mark(label, f.line, f.column), "", f.message, f.rule) for f in document.faults]
    return document.root


def _items(root, name: str, top: str) -> list:
    node = root.get(top) if type(root) is Pairs else None
    return node.items if type(node) is Items else []
