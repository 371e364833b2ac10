"""What changed since the state of the record before this one, as the git history keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from tracker.curate.dataset import Dataset
from tracker.publish.citing.diff import Diff, FigureChange, NameChange, RangeChange, diff
from tracker.publish.citing.git import NoHistory
from tracker.publish.citing.git_history import history
from tracker.publish.report.site import Context, Pages, Site, figure_address, page
from tracker.publish.words import figure_name
from tracker.reconcile.numbers import format_day

_KEYED = ("metrics", "parties", "affiliations", "places")
_KINDS = {
    "metrics": "count",
    "parties": "party",
    "affiliations": "affiliation",
    "places": "place",
    "wordings": "wording",
    "codebook": "of the record as a whole",
    "notes": "note of a statement",
    "sources": "source",
}
_FIELDS = {
    "said": "wording",
    "as_of": "as-of day",
    "revises": "what it revises",
    "echoes": "what it repeats",
}


def changes_page(site: Site) -> Pages:
    """Ranges that moved, figures and names that came, went or changed; or why that cannot be
    told.
    """
    before, remark = previous(site.dataset)
    groups = list(_groups(site, before, diff(before, site.dataset))) if before else []
    return _feed(site, before.fingerprint if before else "", groups) | site.page(
        "changes.html",
        "changes.html",
        "What changed",
        remark=remark,
        before=before,
        before_day=format_day(before.last_stated) if before else "",
        groups=groups,
    )


def previous(dataset: Dataset) -> tuple[Dataset | None, str]:
    """The newest committed state that differs in meaning and can be read; or why there is none."""
    try:
        past = history(dataset.folder)
        states = past.states()
    except NoHistory as error:
        return None, f"Earlier states of the data cannot be read: {error}."
    for state in states:
        with suppress(NoHistory):  # a state with problems; the one before it may do
            old = past.dataset(state)
            if old.fingerprint != dataset.fingerprint:
                return old, ""
    return None, "This is the first state of the data that the history of this copy keeps."


def _feed(site: Site, before: str, groups: Sequence[Context]) -> Pages:
    """The same changes as an Atom feed (RFC 4287): an entry each, dated by the last day on which
    the record has anything stated.
    """
    book = site.dataset.codebook
    home = (book.address or "").rstrip("/")

    def name(words: str) -> str:
        """A name of its own for ever, of this state of the record."""
        return uuid5(NAMESPACE_URL, f"{home} {site.dataset.fingerprint} {before} {words}").urn

    return page(
        "changes.xml",
        "changes.xml",
        site=site,
        groups=groups,
        name=name,
        top=f"{home}/" if home else "",
        updated=f"{site.dataset.last_stated}T00:00:00Z",
        authors="; ".join(one.name for one in book.authors) or site.title,
    )


def _groups(site: Site, before: Dataset, changes: Diff) -> Iterator[Context]:
    known = {
        figure.key: figure_name(side.codebook, figure)
        for side in (before, site.dataset)
        for figure in side.all_figures
    }
    pages = {
        (one.key, one.where): site.address(one)
        for metric in site.metrics
        for one in site.series(metric)
    }
    ranges = [
        _entry("moved", item.label, _moved(item), pages.get((item.metric, item.place), ""))
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


def _entry(change: str, name: str, words: str, address: str = "") -> Context:
    return {"change": change, "name": name, "words": words, "address": address}


def _called(site: Site, before: Dataset, item: NameChange) -> str:
    """What is named, as readers know it: a count by its label, others by their name."""
    for book in (site.dataset.codebook, before.codebook):
        one = getattr(book, item.kind, {}) if item.kind in _KEYED else {}
        if item.name in one:
            return str(getattr(one[item.name], "label", "") or one[item.name].name)
    return item.name


def _kind(item: NameChange) -> str:
    """What is named; of what the codebook describes and has changed, that it has."""
    kind = _KINDS.get(item.kind, item.kind)
    described = item.change == "changed" and item.kind in _KEYED
    return f"{kind}; the codebook describes it otherwise now" if described else kind


def _moved(item: RangeChange) -> str:
    return f"{item.old_words} → {item.new_words}, on {format_day(date.fromisoformat(item.on))}"


def _words(item: FigureChange) -> str:
    if item.change == "changed":
        return f"“{item.new}”: " + ", ".join(
            _FIELDS.get(name, name.replace("_", " ")) for name in item.fields
        )
    return " → ".join(f"“{said}”" for said in (item.old, item.new) if said is not None)
