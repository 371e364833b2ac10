"""The report: a web site that stands by itself, made beside its place and put there whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from dataclasses import replace
from datetime import date
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from tracker.curate.files import whole_folder
from tracker.publish.report import kept, notebooks
from tracker.publish.report.pages.changes import changes_page
from tracker.publish.report.pages.documents import document_page, gallery_page, notebook_pages
from tracker.publish.report.pages.figures import count_figures_page, figures_page
from tracker.publish.report.pages.front import front_page
from tracker.publish.report.pages.metric import count_tables_page, series_page
from tracker.publish.report.pages.sources import events_page, sources_page
from tracker.publish.report.pages.tables import tables_pages
from tracker.publish.report.site import Pages, Site, copied
from tracker.publish.shipped import shipped
from tracker.reconcile.question import Question, ask

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset

MARK = ".tracker-report"  # stands in every report, so that nothing else is ever replaced by one
Say = Callable[[str], None]
Links = tuple[tuple[str, str], ...]  # label and address


def write_report(
    data: Dataset,
    out: str | Path,
    *,
    on: date | None = None,
    known_on: date | None = None,
    say: Say = lambda words: None,
    workers: int | None = None,
    quick: bool = False,
    run_notebooks: bool = True,
    docs: str | Path | None = None,
    links: Links = (),
) -> Path:
    """Write the whole report; a failure leaves the one that was there.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it.
    out : path
        The folder; replaced if it holds a report, refused if it holds anything else.
    on, known_on : date, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.
    say : callable
        Told what has been done, one line at a time.
    quick : bool
        Without what takes longest: notebooks and gallery.
    workers : int, optional
        How many pages and notebooks are made at the same time; default: one a processor.
    run_notebooks : bool
        Whether the notebooks beside the record run, as those of the program always do: they are
        programs, which may do whatever the user may. Say no for a record from somebody else.
    docs : path, optional
        The documentation as `make docs` writes it, to be taken along and linked.
    links : tuple of (str, str)
        Labels and addresses of pages beyond the report, for the end of its navigation.

    Raises
    ------
    NotebookError
        Naming every notebook and cell that failed.
    ValueError
        If ``out`` is something else than a report, or ``docs`` holds no pages.
    OSError
        If ``out`` cannot be written.

    """
    out = Path(out)
    question = reported(ask(data, on=on, known_on=known_on))
    newest = question.newest and not quick
    if newest and (lacking := notebooks.missing()):
        say(f"the report has no notebooks ({lacking})")
    run = asked(data, run_notebooks) if newest and not lacking else ()
    events = any(event.date <= question.known_on for event in question.book.events)
    if docs:
        links = (*links, documentation(docs))
    site = Site(question, (*_navigation(newest, events), *links))
    with whole_folder(out, sign=MARK, refusal=refusal(out)) as beside:
        files = _made(site, run, newest, say, workers or os.cpu_count() or 2)
        files = kept.filled(files, data.fingerprint)
        for path, content in files.items():
            target = beside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        take_documentation(docs, beside)
    return out / "index.html"


def reported(question: Question) -> Question:
    """What a report answers."""
    return question.as_known_then(question.on) if question.newest else question


def refusal(out: Path) -> str:
    """Why a folder of other things is left alone."""
    return f"'{out}' holds something else than a report; choose another folder with -o"


def documentation(docs: str | Path) -> tuple[str, str]:
    """Label and address of the documentation's first page in a report that takes it along."""
    if not (Path(docs) / "index.html").is_file():
        raise ValueError(f"'{docs}' holds no index.html; `make docs` writes the documentation")
    return "Documentation", "docs/index.html"


def take_documentation(docs: str | Path | None, report: Path) -> None:
    """Copy the documentation into a report."""
    if docs:
        shutil.copytree(docs, report / "docs")


def asked(data: Dataset, beside: bool) -> tuple[Path, ...]:
    """The program's notebooks, and those ``beside`` the record, which come before one of the same
    name.
    """
    own = notebooks.listed(data.folder.resolve().parent / "notebooks") if beside else ()
    named = {path.name: path for path in (*notebooks.listed(shipped("notebooks")), *own)}
    return tuple(named[name] for name in sorted(named))


def end_with_parent() -> None:
    """Let this process, one of a pool, end with the one that began it, however that one ends."""
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def _navigation(newest: bool, events: bool) -> tuple[tuple[str, str], ...]:
    pages = [
        ("Figures", True),
        ("Sources", True),
        ("Events", events),
        ("Tables", True),
        ("Notebooks", newest),
        ("Gallery", newest),
        ("Methods", True),
        ("Changes", True),
    ]
    return tuple((label, f"{label.lower()}.html") for label, there in pages if there)


def _made(site: Site, run: tuple[Path, ...], newest: bool, say: Say, workers: int) -> Pages:
    """Every file of the report; notebooks run in kernels of their own while pages are made in other
    processes.
    """
    files = copied() | {MARK: b""}
    unsaid = replace(site, question=replace(site.question, dataset=kept.blank(site.dataset)))
    with (
        ThreadPoolExecutor(1) as thread,
        ProcessPoolExecutor(workers, get_context("spawn"), end_with_parent) as pool,
    ):
        ran = thread.submit(_notebooks, unsaid, run, newest, say, workers)
        named = [*_whole(site, newest), *_jobs(unsaid)]
        jobs = {ran: "", **{pool.submit(job): name for name, job in named}}
        try:
            for number, job in enumerate(as_completed(jobs), 1):
                files |= job.result()  # the first that failed raises
                if job is not ran:
                    say(f"made {jobs[job]} ({number} of {len(jobs)})")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return files


def _notebooks(site: Site, found: tuple[Path, ...], newest: bool, say: Say, workers: int) -> Pages:
    if not found:
        return notebook_pages(site, {}, notebooks.missing()) if newest else {}
    data = site.dataset.folder.resolve()
    files = *found, *sorted(data.rglob("*.yaml")), *sorted(shipped("docs/results").iterdir())
    rests = [path.read_text(encoding="utf-8") for path in files]

    def run() -> Pages:
        given = {"folder": str(data)}
        ran = notebooks.execute(found, parameters=given, workers=workers, say=say)
        return notebook_pages(site, ran)

    return kept.keeping(site, "notebooks", [*map(str, found), *rests], run)


def _kept(site: Site, metric: str, name: str, job: partial[Pages]) -> tuple[str, partial[Pages]]:
    """A job whose pages are kept as long as what the metric rests on is the same."""
    return name, partial(kept.keeping, site, name, kept.rests_on(site.dataset, metric), job)


def _whole(site: Site, gallery: bool) -> Iterator[tuple[str, partial[Pages]]]:
    """What rests on the whole record, and says its fingerprint otherwise than as text."""
    if gallery:
        page = partial(gallery_page, site)
        rests = [site.dataset.fingerprint]
        yield "the gallery", partial(kept.keeping, site, "the gallery", rests, page)
    yield "changes", partial(changes_page, site)


def _jobs(site: Site) -> Iterator[tuple[str, partial[Pages]]]:
    """What is made and by what, the slowest first."""
    yield "the front page", partial(front_page, site)
    for metric in site.metrics:
        for series in site.series(metric):
            at = f" at {series.place}" if series.named_place else ""
            name = f"the page of {metric}{at}"
            yield _kept(site, metric, name, partial(series_page, site, series))
    for metric in site.metrics:
        name = f"the tables of {metric}"
        yield _kept(site, metric, name, partial(count_tables_page, site, metric))
        yield f"the figures of {metric}", partial(count_figures_page, site, metric)
    yield "tables", partial(tables_pages, site)
    yield "figures", partial(figures_page, site)
    yield "sources", partial(sources_page, site)
    yield "events", partial(events_page, site)
    yield "the methods", partial(document_page, site, shipped("docs/methods.md"))
