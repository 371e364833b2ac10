"""What is offered and known already: the same page, the same entry, the same id."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.curate.entry.forms import (
    Missing,
    is_page,
    names_in,
    read_form,
    read_source,
    source_id,
)
from tracker.curate.entry.text import item_lines
from tracker.curate.reader.nodes import Pairs, as_data
from tracker.curate.reader.parse import read_yaml
from tracker.curate.suggest import remedy


@dataclass(slots=True)
class Offer:
    """Something to enter: an estimate, a source, both, or pages for an estimate that is there.

    ``label`` tells a reader where it came from; ``to`` is the id of the estimate that gets
    ``pages`` (and the new source); ``refused`` are the reasons why it cannot be entered; ``known``
    is the id under which it stands already, ``line`` where it is put; ``remarks`` tell what of it
    is read otherwise than it was written.
    """

    label: str
    estimate: dict[str, Any] | None = None
    source: dict[str, Any] | None = None
    to: str = ""
    pages: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    known: str = ""
    line: int | None = None

    @property
    def fits(self) -> bool:
        """Whether it is to be entered."""
        return not self.refused and not self.known


def offered(label: str, form: Mapping[str, str]) -> Offer:
    """What a form offers: an entry, with its new source if it brings one, or, where it names an
    estimate in ``to``, a page for that one.

    Raises
    ------
    Missing
        If a required field is missing.
    ValueError
        If one is given that a page does not have.

    """
    if not form.get("to"):
        return Offer(label, *read_form(form))
    if others := [name for name in form if form[name] and name != "to" and not is_page(name)]:
        raise ValueError(
            f"a page is added to '{form['to']}' as it stands; leave out {', '.join(others)}"
        )
    new = {name.partition(".")[2]: text for name, text in form.items() if "." in name and text}
    source = read_source(new)
    pages = names_in(form.get("sources", ""))
    if not source and not pages:
        raise Missing("sources is missing")
    return Offer(label, to=form["to"], source=source, pages=pages)


def causes(offers: Sequence[Offer]) -> list[tuple[str, list[Offer]]]:
    """The reasons why offers were refused, each once, with the offers that it holds for.

    Reasons that differ only in the entry that they stand in are one, which then names none.
    """
    found: dict[str, list[tuple[str, Offer]]] = defaultdict(list)
    for offer in offers:
        own = f"{offer.estimate['id']}." if offer.estimate else ""
        for reason in dict.fromkeys(offer.refused):
            found[reason.removeprefix(own)].append((reason, offer))
    return [
        (whole[0][0] if len(whole) == 1 else reason, [offer for _, offer in whole])
        for reason, whole in found.items()
    ]


def recognise_sources(offers: Sequence[Offer], held: Sequence[Pairs]) -> None:
    """Give every new source its id; one that is there already, or comes twice, goes by the name it
    has.

    A page is recognised by its address, a source without address by saying the same under the same
    id. An estimate names its new source from here on.
    """
    taken = {entry["id"]: entry for entry in map(as_data, held)}
    names = {address(entry["URL"]): name for name, entry in taken.items() if entry.get("URL")}
    spelled = {name.lower(): name for name in taken}
    new: dict[str, dict[str, Any]] = {}
    for offer in offers:
        if not offer.source or offer.refused:
            continue
        page = address(str(offer.source.get("URL", "")))
        name = names.get(page) or _free_name(offer.source, taken)
        known = bool(page) and names.get(page) == name
        if known and (offer.estimate or offer.to):
            offer.remarks += _differing(offer.source, taken[name])
        if name in taken and not known and _as_read({**offer.source, "id": name}) != taken[name]:
            offer.refused.append(f"another source has the id '{name}'; give this one another")
            continue
        if (other := spelled.setdefault(name.lower(), name)) != name:
            offer.refused.append(
                f"the id '{name}' differs from '{other}' in capitals alone, which BibTeX does not "
                "tell apart; give it another"
            )
            continue
        if offer.estimate:
            offer.estimate["sources"] = list(dict.fromkeys([*offer.estimate["sources"], name]))
        elif offer.to:
            offer.pages.append(name)
        elif name in taken:
            offer.known = name
        if name not in taken:
            new[name] = {**offer.source, "id": name}
            taken[name] = _as_read(new[name])
            names |= {page: name} if page else {}
        offer.source = new.get(name)


def _differing(source: Mapping[str, Any], held: Mapping[str, Any]) -> Iterator[str]:
    """What is said of a page that is known, and not said so where it stands."""
    for name in ("title", "author", "issued"):
        if name in source and source[name] != held.get(name):
            yield f"{name}: left out; the page is there as '{held['id']}', with another or without"


def recognise_estimates(offers: Sequence[Offer], held: Sequence[Pairs]) -> None:
    """Mark what is entered already, and what takes the id of an earlier offer."""
    there = {as_data(item)["id"]: item for item in held}
    first: dict[str, str] = {}
    for offer in offers:
        if offer.to and not offer.refused:
            _recognise_pages(offer, there)
        if not offer.estimate or offer.refused:
            continue
        name = str(offer.estimate["id"])
        if name in there and _as_read(offer.estimate) == as_data(there[name]):
            offer.known = name
        elif name in there:
            offer.refused.append(
                f"the id '{name}' stands in estimates.yaml, line {there[name].line}, already; add "
                "a figure "
                f"of the same statement there, or give another statement an id of its own, such as "
                f"'{name}-evening'"
            )
        elif name in first:
            offer.refused.append(
                f"has the id '{name}', as {first[name]} has; put the figures of one statement "
                "into one "
                f"entry, or give another statement an id of its own, such as '{name}-evening'"
            )
        first.setdefault(name, offer.label)


def _recognise_pages(offer: Offer, there: Mapping[str, Pairs]) -> None:
    """Leave out the pages that the estimate has; with none left it is known already."""
    if offer.to not in there:
        offer.refused.append(
            f"no estimate '{offer.to}'; {remedy(offer.to, [*there], 'look it up')}"
        )
        return
    held = as_data(there[offer.to]).get("sources", [])
    held = held if isinstance(held, list) else [held]
    offer.pages = [page for page in dict.fromkeys(offer.pages) if page not in held]
    offer.known = "" if offer.pages else offer.to


def address(url: str) -> str:
    """An address brought into one form, by which the same page is recognised: behind ``#/`` or
    ``#!`` stands another page, behind any other ``#`` a place in it.

    Examples
    --------
    >>> address("http://www.Example.org/a/?utm_source=x#top") == address("https://example.org/a")
    True

    """
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip(), flags=re.I)
    bare, _, place = bare.partition("#")
    inner = place.rstrip("/!") if place.startswith(("/", "!")) else ""
    page, _, query = bare.partition("?")
    host, slash, path = page.partition("/")
    kept = [part for part in query.split("&") if part and not re.match(r"utm_|fbclid|gclid", part)]
    whole = f"{host.lower()}{slash}{path}".rstrip("/") + ("?" + "&".join(kept) if kept else "")
    return f"{whole}#{inner}" if inner else whole


def _free_name(source: Mapping[str, object], taken: Mapping[str, object]) -> str:
    """Its own id, or one made for it; a made one that another source has is counted on."""
    if "id" in source:
        return str(source["id"])
    name, number = source_id(source), 1
    made, read = name, _as_read({**source, "id": name})
    while made in taken and read | {"id": made} != taken[made]:
        number += 1
        made = f"{name}-{number}"
    return made


def _as_read(new: Mapping[str, object]) -> dict[str, object]:
    """An entry as it will be read once it has been written."""
    node, _ = read_yaml("\n".join(item_lines(new, 0)))
    read: dict[str, object] = as_data(node)[0] if node else {}
    return read
