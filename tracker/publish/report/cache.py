"""Pages kept from one report to the next, by everything that they rest on.

What rests on a few figures is made anew only when one of these changes. The fingerprint of the
whole record, which provenance lines carry, is filled in when a report is written: until then
``BLANK`` stands in its place, in what is kept and in what is made alike.
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import distributions
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from tracker.curate.dataset import Dataset
from tracker.curate.files import write_whole
from tracker.curate.fingerprint import canonical
from tracker.curate.model import Figure
from tracker.publish.charts.drawing.measure import families
from tracker.publish.formats.page import rewritten
from tracker.publish.report.site import Pages, Site

BLANK = "0a1b2c3d4e5f"  # as long as a fingerprint
OFFICE = (".xlsx", ".docx")
_MOST = 2000  # files in the folder; beyond that the oldest go


def folder() -> Path:
    """Where pages are kept: it may be deleted at any time.

    ``TRACKER_CACHE`` or else the user's folder for such files (XDG Base Directory).
    """
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    own = os.environ.get("TRACKER_CACHE") or f"{home}/estimate-tracker"
    return Path(own).expanduser()


def blank(data: Dataset) -> Dataset:
    """The record with ``BLANK`` for its fingerprint."""
    made = copy.copy(data)
    made.__dict__["fingerprint"] = BLANK
    return made


def filled(pages: Pages, fingerprint: str) -> Pages:
    """The pages with the record's fingerprint in every place kept for it."""
    old, new = BLANK.encode(), fingerprint.encode()

    def fill(name: str, content: bytes) -> bytes:
        return content.replace(old, new)

    return {
        path: rewritten(content, fill) if path.endswith(OFFICE) else fill(path, content)
        for path, content in pages.items()
    }


def cached(site: Site, name: str, rests_on: object, make: Callable[[], Pages]) -> Pages:
    """Pages kept under this name from figures that are still the same, or else made now.

    A folder that cannot be used only costs time.
    """
    about = [site.nav, str(site.question.on), str(site.question.known_on), site.question.then]
    key = hashlib.sha256(_text([_program(), name, about, rests_on]).encode()).hexdigest()
    place = folder() / "report" / f"{key[:40]}.zip"
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(place) as old:
        return {item: old.read(item) for item in old.namelist()}
    pages = make()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for path, content in pages.items():
            new.writestr(path, content)
    with suppress(OSError):
        write_whole(place, out.getvalue())
        _swept(place.parent)
    return pages


def rests_on(data: Dataset, metric: str) -> list[object]:
    """Everything in a record that the answers, charts and tables of a metric come from: the
    codebook, the misreports, the figures of all metrics that are tied to it, their lines and the
    notes of their statements, which of these repeat, revise or share the origin of which, and the
    sources.
    """
    tied = _tied(data, metric)
    figures = [figure for figure in data.all_figures if figure.metric in tied]
    named = {name for one in data.all_figures for name in _links(one)}
    linked = {
        (one.estimate, one.party, *_links(one), str(one.stated), str(one.withdrawn))
        for one in data.all_figures
        if one.estimate in named or any(_links(one))
    }
    used = set[str]().union(
        *(figure.sources for figure in figures),
        *(one.sources for one in data.misreports),
        *(event.sources for event in data.codebook.events),
        *(phase.sources for phase in data.codebook.activity),
    )
    return [
        asdict(data.codebook),
        [asdict(one) for one in data.misreports],
        {
            one.key: [canonical(one), asdict(one.position), data.by_id[one.estimate].note]
            for one in figures
        },
        sorted(linked),
        {key: data.sources[key].csl for key in sorted(used) if key in data.sources},
        str(data.last_stated),
        data.main,
    ]


def _tied(data: Dataset, metric: str) -> set[str]:
    """The metric, and those that bound it, are counted in it, or are printed in its place."""
    book = data.codebook.metrics
    pairs = [
        (key, other)
        for key, one in book.items()
        for other in (*one.parts, one.at_most, one.established)
        if other
    ]
    pairs += [
        (one.of.rpartition(".")[2], printed) for one in data.misreports for printed in one.printed
    ]
    found = {metric}
    while more := {end for pair in pairs if found & {*pair} for end in pair} - found:
        found |= more
    return found


def _links(figure: Figure) -> tuple[str, str, str]:
    """The statements that one repeats, revises, or shares an origin with."""
    return figure.echoes or "", figure.revises or "", figure.shares_origin or ""


@lru_cache(maxsize=1)
def _program() -> str:
    """What makes the pages: this package's code and templates, and the libraries installed."""
    made = hashlib.sha256()
    top = Path(str(files("tracker")))
    for path in sorted(top.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            made.update(f"{path.relative_to(top)}\0".encode() + path.read_bytes())
    libraries = sorted(f"{one.metadata['Name']} {one.version}" for one in distributions())
    return made.hexdigest() + _text([sys.version, families(), libraries])


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _swept(home: Path) -> None:
    """No more than ``_MOST`` files: the oldest go."""
    found = sorted(home.glob("*.zip"), key=lambda path: path.stat().st_mtime)
    for path in found[: max(len(found) - _MOST, 0)]:
        path.unlink(missing_ok=True)
