"""What changed since the state of the record before this one, as the git history keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from tracker.publish.citing.diff import Diff, FigureChange, NameChange, RangeChange, diff
from tracker.publish.citing.git import NoHistory
from tracker.publish.citing.git_history import history
from tracker.publish.report.site import Pages, Site, Told, figure_address, metric_address
from tracker.publish.words import figure_name
from tracker.reconcile.numbers import format_day

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset

ATOM = "http://www.w3.org/2005/Atom"
KEYED = ("metrics", "parties", "affiliations", "places")
KINDS = {
    "metrics": "count",
    "parties": "party",
    "affiliations": "affiliation",
    "places": "place",
    "wordings": "wording",
    "codebook": "of the record as a whole",
    "notes": "note of a statement",
    "sources": "source",
}
FIELDS = {
    "said": "wording",
    "as_of": "as-of day",
    "revises": "what it revises",
    "echoes": "what it repeats",
}


def changes_page(site: Site) -> Pages:
    """Ranges that moved, figures and names that came, went or changed; or why that cannot be
    told.
    """
    try:
        before = previous(site.dataset)
    except NoHistory as error:
        return _page(site, remark=f"Earlier states of the data cannot be read: {error}.")
    if before is None:
        return _page(
            site, remark="This is the first state of the data that the history of this copy keeps."
        )
    return _page(
        site,
        before=before.fingerprint,
        before_day=format_day(before.last_stated),
        groups=list(_groups(site, before, diff(before, site.dataset))),
    )


def previous(dataset: Dataset) -> Dataset | None:
    """The newest committed state that differs in meaning; ``None`` where there is none, or it can
    no longer be read.

    Raises
    ------
    NoHistory
        If the data folder is in no git repository, or git is missing.

    """
    past = history(dataset.folder)
    for state in past.states():
        try:
            old = past.dataset(state)
        except NoHistory:  # a state with problems; the one before it may do
            continue
        if old.fingerprint != dataset.fingerprint:
            return old
    return None


def _page(
    site: Site,
    *,
    remark: str = "",
    before: str = "",
    before_day: str = "",
    groups: Sequence[Told] = (),
) -> Pages:
    feed = {"changes.xml": _feed(site, before, groups)}
    return feed | site.page(
        "changes.html",
        "changes.html",
        "What changed",
        remark=remark,
        before=before,
        before_day=before_day,
        groups=groups,
    )


def _feed(site: Site, before: str, groups: Sequence[Told]) -> bytes:
    """The same changes as an Atom feed (RFC 4287): an entry each, dated by the last day on which
    the record has anything stated.
    """
    data = site.dataset
    home = (data.codebook.address or "").rstrip("/")
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    updated = f"{data.last_stated}T00:00:00Z"

    def add(parent: ElementTree.Element, name: str, text: str = "", **more: str) -> None:
        child = ElementTree.SubElement(parent, name, more)
        child.text = text or None

    def known(name: str) -> str:
        """A name of its own for ever, of this state of the record."""
        return uuid5(NAMESPACE_URL, f"{home} {data.fingerprint} {before} {name}").urn

    def address(page: str) -> str:
        return f"{home}/{page}" if home else page

    add(feed, "title", f"{site.title}: what changed")
    add(feed, "id", known("feed"))
    add(feed, "updated", updated)
    author = ElementTree.SubElement(feed, "author")
    names = "; ".join(one.name for one in data.codebook.authors)
    add(author, "name", names or site.title)
    add(feed, "link", rel="self", href=address("changes.xml"))
    add(feed, "link", rel="alternate", href=address("changes.html"))
    for group in groups:
        for item in cast("list[dict[str, str]]", group["entries"]):
            entry = ElementTree.SubElement(feed, "entry")
            add(entry, "title", f"{item['change'].capitalize()}: {item['name']}")
            add(entry, "id", known(f"{item['change']} {item['name']} {item['words']}"))
            add(entry, "updated", updated)
            add(entry, "link", rel="alternate", href=address(item["address"] or "changes.html"))
            add(entry, "summary", item["words"] or item["name"])
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed) + b"\n"


def _groups(site: Site, before: Dataset, changes: Diff) -> Iterator[Told]:
    known = {
        figure.key: figure_name(side.codebook, figure)
        for side in (before, site.dataset)
        for figure in side.all_figures
    }
    ranges = [
        _entry(
            "moved",
            item.label,
            _moved(item),
            metric_address(item.metric) if item.metric in site.metrics else "",
        )
        for item in changes.ranges
    ]
    figures = [
        _entry(
            item.change,
            known[item.figure],
            _words(item),
            "" if item.change == "removed" else figure_address(item.figure),
        )
        for item in changes.figures
    ]
    names = [
        _entry(item.change, _called(site, before, item), _kind(item)) for item in changes.names
    ]
    for key, title, entries in (
        ("ranges", "Ranges that moved", ranges),
        ("figures", "Figures", figures),
        ("names", "Names and sources", names),
    ):
        if entries:
            yield {"id": key, "title": title, "entries": entries}


def _entry(change: str, name: str, words: str, address: str = "") -> Told:
    return {"change": change, "name": name, "words": words, "address": address}


def _called(site: Site, before: Dataset, item: NameChange) -> str:
    """What is named, as readers know it: a count by its label, others by their name."""
    for book in (site.dataset.codebook, before.codebook):
        one = getattr(book, item.kind, {}) if item.kind in KEYED else {}
        if item.name in one:
            return str(getattr(one[item.name], "label", "") or one[item.name].name)
    return item.name


def _kind(item: NameChange) -> str:
    """What is named; of what the codebook describes and has changed, that it has."""
    kind = KINDS.get(item.kind, item.kind)
    described = item.change == "changed" and item.kind in KEYED
    return f"{kind}; the codebook describes it otherwise now" if described else kind


def _moved(item: RangeChange) -> str:
    return f"{item.old_words} → {item.new_words}, on {format_day(date.fromisoformat(item.on))}"


def _words(item: FigureChange) -> str:
    if item.change == "changed":
        return f"“{item.new}”: " + ", ".join(
            FIELDS.get(name, name.replace("_", " ")) for name in item.fields
        )
    return " → ".join(f"“{said}”" for said in (item.old, item.new) if said is not None)
