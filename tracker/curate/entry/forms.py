"""From a flat form (options, answers, a row) with names such as ``killed.covers`` and
``source.URL`` to an entry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from tracker.curate import fields
from tracker.curate.references.names import SUFFIX
from tracker.curate.suggest import Names, remedy
from tracker.curate.words.quantities import APART
from tracker.curate.words.signs import cut, quoted

ENTRY_FIELDS = tuple(
    field.name for field in fields.ESTIMATE if field.name not in ("figures", "withdrawn")
)
WITHDRAWN_FIELDS = tuple(f"withdrawn.{field.name}" for field in fields.WITHDRAWN)
SOURCE_FIELDS = {f"source.{field.name}": field for field in fields.SOURCE if field.kind != "any"}
PARTS = tuple(field.name for field in fields.FIGURE if field.name != "said")
REPEATED = ("low", "best", "high", "since", "covers", "place")
_NUMBERS = ("", "low", "best", "high")
_GAP = re.compile(r"\d(?:\s{2,}|[\t-\r\x1c-\x1f\x85\u2028\u2029])\d")
_AND = re.compile(r" (?:and|et|&) ", re.I)
REQUIRED = ("party", "as_of", "stated")


class Missing(ValueError):
    """A form lacks what every entry needs."""


def is_page(name: str) -> bool:
    """Whether a field of a form says where something was printed."""
    return name == "sources" or name.startswith("source.")


@lru_cache(8)
def form_names(metrics: tuple[str, ...]) -> frozenset[str]:
    """Every name that a form may use, where these metrics are counted."""
    own = [name for metric in metrics for name in (metric, *(f"{metric}.{part}" for part in PARTS))]
    return frozenset([*ENTRY_FIELDS, *own, *WITHDRAWN_FIELDS, *SOURCE_FIELDS])


def unknown(given: Iterable[str], metrics: Iterable[str], more: tuple[str, ...] = ()) -> list[str]:
    """One line for each name that no form may use, with the one that it is a slip of."""
    allowed = Names(form_names(tuple(metrics)) | {*more})
    add = "name one that holds the very same, or add a metric to codebook.yaml first"
    return [
        f"{quoted(name)} is no field and no metric; {remedy(name, allowed, add, slip=True)}"
        for name in given
        if name not in allowed
    ]


def resolved(form: Mapping[str, str], called: Mapping[str, Names]) -> dict[str, str]:
    """The form with keys where it names a party, place or metric by what it is called.

    Raises
    ------
    ValueError
        If it names one metric twice.

    """

    def key(group: str, text: str) -> str:
        return called[group].key(text.strip()) or text

    found: dict[str, str] = {}
    for name, text in form.items():
        first, dot, part = name.partition(".")
        group = {"party": "parties", "place": "places"}.get(part or name)
        own = name in ENTRY_FIELDS or first in ("sources", "source", "withdrawn")
        name = name if own else f"{key('metrics', first)}{dot}{part}"
        if name in found:
            raise ValueError(f"'{name}' is given twice; give it once")
        found[name] = key(group, text) if group and first != "source" else text
    return found


def linked(form: Mapping[str, str], held: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """A form that ``echoes`` or ``revises`` an estimate, with what it leaves to that one.

    An echo repeats its day, its place and, where the form gives no figure, its figures; a revision
    is the same party's, for the same day and place.

    Raises
    ------
    ValueError
        If there is no such estimate.

    """
    link = next(filter(form.get, fields.LINKS))
    name = form[link]
    if name not in held:
        raise ValueError(f"no estimate '{name}'; {remedy(name, [*held], 'look its id up')}")
    entry = held[name]
    taken = {own: entry[own] for own in ("as_of", "place") if own in entry}
    if link == "revises":
        taken["party"] = entry["party"]
    elif not any(first.partition(".")[0] in entry["figures"] for first in form):
        for metric, said in entry["figures"].items():
            given = said if isinstance(said, Mapping) else {"said": said}
            taken |= {f"{metric}.{part}": given[part] for part in REPEATED if part in given}
            taken |= {metric: given["said"]} if "said" in given else {}
    return {**taken, **{name: text for name, text in form.items() if text}}


def read_form(form: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The estimate of a form, and the new source that it brings along, if any.

    Fields that are empty count as absent. Without ``id`` it is called by its party and the day it
    was stated; sources are separated by spaces, commas or semicolons. What the values mean is
    checked later, with the whole record.

    Raises
    ------
    Missing
        If a required field is missing (all of them are named).

    Examples
    --------
    >>> entry, _ = read_form({"party": "spy", "as_of": "2025-01", "stated": "2025-01-13",
    ...                       "killed": "about 300", "killed.covers": "one week",
    ...                       "sources": "daily-2025-01-13"})
    >>> entry["id"], entry["sources"]
    ('spy-2025-01-13', ['daily-2025-01-13'])
    >>> entry["figures"]
    {'killed': {'said': 'about 300', 'covers': 'one week'}}

    """
    form = {name: text.strip() for name, text in form.items() if text.strip()}
    source = read_source(
        {name.removeprefix("source."): text for name, text in form.items() if name in SOURCE_FIELDS}
    )
    others = (*ENTRY_FIELDS, "withdrawn", "source")
    figures = _figures(
        {name: text for name, text in form.items() if name.partition(".")[0] not in others}
    )
    missing = [name for name in REQUIRED if name not in form]
    missing += [] if figures else ["a figure"]
    missing += [] if source or "sources" in form else ["sources"]
    if missing:
        raise Missing(f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing")
    entry: dict[str, object] = {name: form[name] for name in ENTRY_FIELDS if name in form}
    entry.setdefault("id", slug(f"{form['party']} {form['stated']}"))
    entry["figures"] = figures
    entry["sources"] = names_in(form.get("sources", ""))
    gone = {name.partition(".")[2]: form[name] for name in WITHDRAWN_FIELDS if name in form}
    return entry | ({"withdrawn": gone} if gone else {}), source


def read_source(given: Mapping[str, str]) -> dict[str, object] | None:
    """A source from its fields as text, ``None`` where there are none; names are separated by
    semicolons.

    Without ``type`` it is a newspaper's article where it names the newspaper (``container-title``),
    else a web page.
    """
    if not given:
        return None
    source: dict[str, object] = {
        name: read_names(text) if SOURCE_FIELDS[f"source.{name}"].kind == "csl_names" else text
        for name, text in given.items()
    }
    source.setdefault("type", "article-newspaper" if "container-title" in source else "webpage")
    return source


def source_id(source: Mapping[str, Any]) -> str:
    """``outlet-day``; without a day, ``outlet`` and the end of the address or the first words of
    the title.

    Examples
    --------
    >>> source_id({"container-title": "The Daily", "issued": "2025-01-13"})
    'daily-2025-01-13'

    """
    address = str(source.get("URL", ""))
    author: dict[str, Any] = next(iter(source.get("author", ())), {})
    who = (
        source.get("container-title")
        or source.get("publisher")
        or author.get("literal")
        or author.get("family")
        or site(address)
        or "source"
    )
    rest = str(source.get("issued", "")).partition("/")[0].rstrip("~?%")
    if not rest:
        rest = "-".join(
            slug(address.rstrip("/").rpartition("/")[2] or str(source.get("title", ""))).split("-")[
                :4
            ]
        )
    return slug(f"{slug(str(who)).removeprefix('the-')} {rest}")


def site(url: str) -> str:
    """The name of the site that an address leads to."""
    return re.sub(r"^(?:https?://)?(?:www\.)?|[/:?#].*$", "", url)


def slug(text: str) -> str:
    """Lower-case words and digits joined by hyphens; other scripts in Latin letters."""
    from anyascii import anyascii

    plain = anyascii(unicodedata.normalize("NFKD", text)).lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def named_words(text: str) -> tuple[str, str]:
    """Name and words of ``killed = about 300``; a sign before the ``=`` is one of the words.

    Examples
    --------
    >>> named_words("killed >= 300")
    ('killed', '>= 300')

    """
    name = re.split("[=<>~≤≥≈]", text, maxsplit=1)[0]
    return name.strip(), text[len(name) :].removeprefix("=").strip()


def names_in(text: str) -> list[str]:
    """Names separated by spaces, commas or semicolons."""
    return list(filter(None, re.split(r"[\s,;]+", text)))


def read_names(text: str) -> list[dict[str, str]]:
    """Names separated by semicolons: ``Family, Given``, or an organisation's name without a
    comma.

    Raises
    ------
    ValueError
        If one may be several persons; ``García Márquez, Gabriel José;`` is one, as it ends there.

    """
    people = [_person(name) for name in text.split(";") if name.strip()]
    closed = len(people) == 1 and ";" in text
    for person in people:
        family, given = (person.get(part, "") for part in ("family", "given"))
        both = ";" not in text and " " in family and " " in given and not family[0].islower()
        many = "," in given and not closed
        if both or many or (given and _AND.search(f"{family} {given}")):
            raise ValueError(
                f"'{cut(f'{family}, {given}')}' may be several authors; separate persons with "
                "semicolons: 'Doe, Jane; Roe, Richard', put one behind a single person too, and "
                "write the name of an organisation without a comma"
            )
    return people


def _person(name: str) -> dict[str, str]:
    family, given = (part.strip() for part in name.partition(",")[::2])
    if not given:
        return {"literal": family}
    first, _, last = map(str.strip, given.rpartition(","))
    if first and SUFFIX.fullmatch(last):
        return {"family": family, "given": first, "suffix": last}
    return {"family": family, "given": given}


def _figures(given: Mapping[str, str]) -> dict[str, object]:
    """Metric and words, or metric and a mapping where more is said of the figure."""
    found: dict[str, object] = {}
    for name, text in given.items():
        if name.partition(".")[2] in _NUMBERS and _GAP.search(text):
            raise ValueError(f"{name}: '{cut(text)}' {APART}")
    for metric in dict.fromkeys(name.partition(".")[0] for name in given):
        parts = {part: given[f"{metric}.{part}"] for part in PARTS if f"{metric}.{part}" in given}
        said = {"said": given[metric]} if metric in given else {}
        found[metric] = {**said, **parts} if parts else given[metric]
    return found
