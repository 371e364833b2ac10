"""The report: a web site that stands by itself, made beside its place and put there whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.publish.report import notebooks
from tracker.publish.report.changes import changes_page
from tracker.publish.report.documents import document_page, gallery_page, notebook_pages
from tracker.publish.report.figures import figures_page, sources_page
from tracker.publish.report.front import front_page
from tracker.publish.report.metric import metric_page
from tracker.publish.report.site import Pages, Site, copied
from tracker.publish.report.tables import tables_page
from tracker.reconcile.question import ask

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset

MARK = ".tracker-report"  # stands in every report, so that nothing else is ever replaced by one
Say = Callable[[str], None]


def write_report(
    data: Dataset,
    out: str | Path,
    *,
    on: date | None = None,
    known_on: date | None = None,
    say: Say = lambda words: None,
    workers: int | None = None,
) -> Path:
    """Write the whole report; a failure leaves the one that was there.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it; notebooks and documents are those beside its folder.
    out : path
        The folder; replaced if it holds a report, refused if it holds anything else.
    on, known_on : date, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.
    say : callable
        Told what has been done, one line at a time.
    workers : int, optional
        How many pages and notebooks are made at the same time; default: one a processor.

    Raises
    ------
    NotebookError
        Naming every notebook and cell that failed.
    ValueError
        If ``out`` is something else than a report.
    OSError
        If ``out`` cannot be written.

    """
    out = Path(out)
    question = ask(data, on=on, known_on=known_on)
    if question.newest:
        question = question.as_known_then(question.on)
    home = data.folder.resolve().parent
    newest = question.newest
    asked = notebooks.listed(home / "notebooks") if newest else ()
    methods = home / "docs" / "methods.md"
    site = Site(question, _navigation(bool(asked), methods.exists(), newest))
    with _place(out) as beside:
        for path, content in _made(
            site, asked, methods, say, workers or os.cpu_count() or 2
        ).items():
            target = beside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return out / "index.html"


def _navigation(notebooks: bool, methods: bool, gallery: bool) -> tuple[tuple[str, str], ...]:
    pages = [
        ("Figures", True),
        ("Sources", True),
        ("Tables", True),
        ("Notebooks", notebooks),
        ("Gallery", gallery),
        ("Methods", methods),
        ("Changes", True),
    ]
    return tuple((label, f"{label.lower()}.html") for label, there in pages if there)


def _made(site: Site, asked: tuple[Path, ...], methods: Path, say: Say, workers: int) -> Pages:
    """Every file of the report; notebooks run in kernels of their own while pages are made in other
    processes.
    """
    files = copied() | {MARK: b""}
    with (
        ThreadPoolExecutor(1) as thread,
        ProcessPoolExecutor(workers, get_context("spawn")) as pool,
    ):
        ran = thread.submit(notebooks.execute, asked, workers=workers, say=say)
        jobs = {pool.submit(page, site, *more): name for page, name, *more in _jobs(site, methods)}
        try:
            for number, job in enumerate(_finished([*jobs, ran]), 1):
                if job is not ran:
                    files |= job.result()
                    say(f"made {jobs[job]} ({number} of {len(jobs) + 1})")
            return files | (notebook_pages(site, ran.result()) if asked else {})
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _jobs(site: Site, methods: Path):
    """What is made, the slowest first."""
    if site.question.newest:
        yield gallery_page, "the gallery"
    yield front_page, "the front page"
    for metric in site.metrics:
        yield metric_page, f"the page of {metric}", metric
    yield from (
        (tables_page, "tables"),
        (figures_page, "figures"),
        (sources_page, "sources"),
        (changes_page, "changes"),
    )
    if methods.exists():
        yield document_page, "the methods", methods


def _finished(jobs: list[Future]) -> Iterator[Future]:
    """Jobs as they finish; the first that failed raises."""
    from concurrent.futures import as_completed

    for job in as_completed(jobs):
        job.result()
        yield job


@contextmanager
def _place(out: Path):
    """A folder beside ``out`` that takes its place at the end, or leaves no trace."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MARK).exists()):
        raise ValueError(
            f"'{out}' holds something else than a report; choose another folder with -o"
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    except OSError as error:
        error.filename = str(out)
        raise
    try:
        yield beside
        _swap(beside, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(beside: Path, out: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    beside.chmod(0o777 & ~mask)
    old = beside.with_name(beside.name + "-old")
    if out.exists():
        out.rename(old)
    try:
        beside.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
