"""The report: a web site that stands by itself, made beside its place and put there whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from tracker.curate.dataset import Dataset
from tracker.curate.files import whole_folder
from tracker.publish.report import cache, notebooks
from tracker.publish.report.notebooks import Say
from tracker.publish.report.pages.changes import changes_page
from tracker.publish.report.pages.documents import document_page, gallery_page, notebook_pages
from tracker.publish.report.pages.figures import count_figures_page, figures_page
from tracker.publish.report.pages.front import front_page
from tracker.publish.report.pages.metric import count_tables_page, series_page
from tracker.publish.report.pages.sources import events_page, sources_page
from tracker.publish.report.pages.tables import tables_pages
from tracker.publish.report.site import Navigation, Pages, Site, copied
from tracker.publish.shipped import shipped
from tracker.reconcile.question import Question, ask

_PAGES = ("Figures", "Sources", "Events", "Tables", "Notebooks", "Gallery", "Methods", "Changes")
MARK = ".tracker-report"  # stands in every report, so that nothing else is ever replaced by one


def write_report(
    data: Dataset,
    out: str | Path,
    *,
    on: date | None = None,
    known_on: date | None = None,
    say: Say = lambda words: None,
    quick: bool = False,
    run_notebooks: bool = True,
    docs: str | Path | None = None,
    links: Navigation = (),
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
    site = Site(question, (*_navigation(newest, events), *links, *documentation(docs)))
    with report_folder(out, docs) as beside:
        put(beside, cache.filled(_made(site, run, newest, say), data.fingerprint))
    return out / "index.html"


def reported(question: Question) -> Question:
    """What a report answers."""
    return question.as_known_then(question.on) if question.newest else question


def documentation(docs: str | Path | None) -> Navigation:
    """Label and address of the documentation's first page in a report that takes it along.

    Raises
    ------
    ValueError
        If the folder holds no first page.

    """
    if docs and not (Path(docs) / "index.html").is_file():
        raise ValueError(f"'{docs}' holds no index.html; `make docs` writes the documentation")
    return (("Documentation", "docs/index.html"),) if docs else ()


@contextmanager
def report_folder(out: Path, docs: str | Path | None) -> Iterator[Path]:
    """A folder to fill that takes the place of a report when all went well, with the style sheet,
    the script and the documentation in it.

    Raises
    ------
    ValueError
        If the place holds something else than a report: it is left alone.
    OSError
        If it cannot be written.

    """
    refusal = f"'{out}' holds something else than a report; choose another folder with -o"
    with whole_folder(out, sign=MARK, refusal=refusal) as beside:
        put(beside, copied() | {MARK: b""})
        if docs:
            shutil.copytree(docs, beside / "docs")
        yield beside


def put(folder: Path, files: Pages) -> None:
    """Write files, each at its path inside the folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def asked(data: Dataset, beside: bool) -> tuple[Path, ...]:
    """The program's notebooks, and those ``beside`` the record, which come before one of the same
    name.
    """
    own = notebooks.notebooks_in(data.folder.resolve().parent / "notebooks") if beside else ()
    named = {path.name: path for path in (*notebooks.notebooks_in(shipped("notebooks")), *own)}
    return tuple(named[name] for name in sorted(named))


def end_with_parent() -> None:
    """Let this process, one of a pool, end with the one that began it, however that one ends."""
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def _navigation(newest: bool, events: bool) -> Navigation:
    there = {"Events": events, "Notebooks": newest, "Gallery": newest}
    return tuple((label, f"{label.lower()}.html") for label in _PAGES if there.get(label, True))


def _made(site: Site, run: tuple[Path, ...], newest: bool, say: Say) -> Pages:
    """Every file of the report; notebooks run in kernels of their own while pages are made in other
    processes.
    """
    files: Pages = {}
    unsaid = replace(site, question=replace(site.question, dataset=cache.blank(site.dataset)))
    with (
        ThreadPoolExecutor(1) as thread,
        ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=end_with_parent) as pool,
    ):
        ran = thread.submit(_notebooks, unsaid, run, newest, say)
        # all of them before the first is sent: what a record finds out and keeps while they are
        # named would change it under the hand of who sends it
        named = list(_jobs(site, unsaid, newest))
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


def _notebooks(site: Site, found: tuple[Path, ...], newest: bool, say: Say) -> Pages:
    if not found:
        return notebook_pages(site, {}, notebooks.missing()) if newest else {}
    data = site.dataset.folder.resolve()
    files = *found, *sorted(data.rglob("*.yaml")), *sorted(shipped("docs/results").iterdir())
    rests = [path.read_text(encoding="utf-8") for path in files]

    def run() -> Pages:
        ran = notebooks.execute(found, parameters={"folder": str(data)}, say=say)
        return notebook_pages(site, ran)

    return cache.cached(site, "notebooks", [*map(str, found), *rests], run)


def _jobs(site: Site, unsaid: Site, gallery: bool) -> Iterator[tuple[str, partial[Pages]]]:
    """What is made and by what, the slowest first; what says the fingerprint of the record as
    text alone is made of the one that leaves it ``unsaid``.
    """
    if gallery:
        page = partial(gallery_page, site)
        yield (
            "the gallery",
            partial(cache.cached, site, "the gallery", site.dataset.fingerprint, page),
        )
    yield "changes", partial(changes_page, site)
    yield "the front page", partial(front_page, unsaid)
    rests_on = {metric: cache.rests_on(site.dataset, metric) for metric in site.metrics}
    for metric in site.metrics:
        for series in unsaid.series(metric):
            at = f" at {series.place}" if series.named_place else ""
            name, page = f"the page of {metric}{at}", partial(series_page, unsaid, series)
            yield name, partial(cache.cached, unsaid, name, rests_on[metric], page)
    for metric in site.metrics:
        name, page = f"the tables of {metric}", partial(count_tables_page, unsaid, metric)
        yield name, partial(cache.cached, unsaid, name, rests_on[metric], page)
        yield f"the figures of {metric}", partial(count_figures_page, unsaid, metric)
    yield "tables", partial(tables_pages, unsaid)
    yield "figures", partial(figures_page, unsaid)
    yield "sources", partial(sources_page, unsaid)
    yield "events", partial(events_page, unsaid)
    yield "the methods", partial(document_page, unsaid, shipped("docs/methods.md"))
