"""Reports on several records, side by side behind one page that leads to each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import partial
from pathlib import Path

from tracker.curate.dataset import Dataset
from tracker.publish.report.notebooks import Say
from tracker.publish.report.pages.front import counted_words, main_metrics
from tracker.publish.report.pages.metric import metric_summary
from tracker.publish.report.site import Context, Site, page
from tracker.publish.report.write import (
    documentation,
    put,
    report_folder,
    reported,
    write_report,
)
from tracker.reconcile.question import ask


def names_of(folders: Iterable[str]) -> dict[str, str]:
    """A name for each record, by which its report is addressed, and its folder as it was named.

    Raises
    ------
    ValueError
        If two would share a name.

    Examples
    --------
    >>> names_of(["data", "examples/derna", "our-war/data"])
    {'data': 'data', 'derna': 'examples/derna', 'our-war': 'our-war/data'}

    """
    found: dict[str, str] = {}
    for folder in folders:
        parts = [part for part in Path(folder).parts if re.search(r"\w", part)]
        own = [part for part in parts if part != "data"] or parts or [Path(folder).resolve().name]
        name = re.sub(r"[^\w-]+", "-", own[-1]).strip("-").lower() or "record"
        if name in found:
            raise ValueError(
                f"the reports on '{found[name]}' and '{folder}' would both go to '{name}'; rename "
                "a folder"
            )
        found[name] = folder
    return found


def write_reports(
    records: dict[str, Dataset],
    out: str | Path,
    *,
    on: date | None = None,
    known_on: date | None = None,
    say: Say = lambda words: None,
    docs: str | Path | None = None,
    trusted: Collection[str] = (),
) -> Path:
    """Write a report on each record, and a page that shows their main counts side by side.

    Each record keeps its own codebook, page, fingerprint and provenance lines: nothing is compared
    or added up across records, where one word may mean two things.

    Parameters
    ----------
    records : dict of str to Dataset
        By the name of its folder in the report, as :func:`names_of` gives it.
    trusted : collection of str
        The records beside which notebooks run.
    out, on, known_on, say, docs
        As for :func:`tracker.publish.report.write.write_report`, whose errors it raises.

    """
    out = Path(out)
    links = documentation(docs)
    from_each = [("All records", "index.html"), *links]
    with report_folder(out, docs) as beside:
        for name, data in records.items():
            write_report(
                data,
                beside / name,
                on=on,
                known_on=known_on,
                say=partial(_say_of, name, say),
                run_notebooks=name in trusted,
                links=tuple((label, f"../{address}") for label, address in from_each),
            )
        told = [
            _record(name, Site(reported(ask(data, on=on, known_on=known_on)), ()))
            for name, data in records.items()
        ]
        put(
            beside,
            page(
                "several.html",
                "index.html",
                title=f"{len(told)} records",
                records=told,
                links=links,
            ),
        )
    return out / "index.html"


def _say_of(name: str, say: Say, words: str) -> None:
    say(f"{name}: {words}")


def _record(name: str, site: Site) -> Context:
    """What the page says of a record: what it is about and what it holds on its main counts."""
    return {
        "name": name,
        "title": site.title,
        "description": site.dataset.codebook.description,
        "counted": counted_words(site),
        "main": [metric_summary(site, metric) for metric in main_metrics(site)],
        "fingerprint": site.dataset.fingerprint,
    }
