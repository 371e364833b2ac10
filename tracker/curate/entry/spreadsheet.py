"""Rows of somebody's table brought in as entries: columns found or told, days and bounds read as
the table writes them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.curate.checks.read import codebook_names
from tracker.curate.entry.columns import (
    BOUND_ENDINGS,
    DAY_FIELDS,
    METRIC_COLUMN,
    VALUE_COLUMN,
    Columns,
    mapped,
    recognised,
)
from tracker.curate.entry.forms import SOURCE_FIELDS, resolved, site
from tracker.curate.entry.insert import items_of
from tracker.curate.entry.offers import Offer, address, offered
from tracker.curate.entry.plan import Plan, plan, sound
from tracker.curate.entry.sheet import Cells, Sheet, read_sheet
from tracker.curate.fields import TITLES
from tracker.curate.load import find
from tracker.curate.reader.nodes import as_data
from tracker.curate.suggest import Names, remedy
from tracker.curate.words.dates import SWAPPED, TWO_DAYS, days
from tracker.curate.words.quantities import WordsError, read_words
from tracker.curate.words.signs import quoted

_ADDRESSES = {name for name, field in SOURCE_FIELDS.items() if field.kind == "address"}
_TITLES = {f"source.{name}" for name in TITLES}
_HOME = re.compile(r"https?://[^/?#]*/?")


@dataclass(slots=True)
class Import:
    """What would be entered from a table, what its columns hold, and remarks on how it was read."""

    plan: Plan
    columns: Columns
    remarks: list[str]


def plan_import(
    folder: str | Path | None,
    path: str | Path,
    *,
    given: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Import:
    """What would be entered from a table; ``given`` says of some columns which fields they hold.

    Raises
    ------
    ValueError
        If the table cannot be read or has columns that mean nothing (all are named).
    DataError
        If the data folder is missing or has problems.
    OSError
        If the table cannot be read.

    """
    home = find(folder)
    called = codebook_names(home)
    given = given or {}
    sheet = read_sheet(path, lambda name: name in given or recognised(name, called) is not None)
    if not sheet.rows:
        raise ValueError(f"'{path}' has no rows below the names of its columns")
    sound(home, today=today)
    references = items_of((home / "sources.yaml").read_bytes(), "references")
    pages = {as_data(item)["id"] for item in references}
    cells = {name: [row.get(name, "") for row in sheet.rows] for name in sheet.columns if name}
    try:
        columns = mapped(cells, called, pages, given)
    except ValueError as error:
        raise ValueError(f"'{path}' {error}") from None
    _headed(sheet.rows, columns, called)
    made = plan(home, _offers(sheet, columns, called), today=today)
    for name, left in Counter(name for row in sheet.rows for name in row.links).items():
        told = (
            f"left out where {left:,} cell{'s' * (left > 1)} of '{name}' link{'s' * (left == 1)} to"
        )
        sheet.remarks.append(f"{told}; a page's address is written in a column 'URL'")
    return Import(made, columns, sheet.remarks)


def _headed(rows: list[Cells], columns: Columns, called: Mapping[str, Names]) -> None:
    """Refuse rows below the name of another metric than the only one that the table counts."""
    metrics = {*called["metrics"]}
    fields = (field for held in columns.fields.values() for field in held)
    counted = {field.partition(".")[0] for field in fields} & metrics
    other = ""
    for row in rows:
        if named := {(recognised(row.alone, called) or "").partition(".")[0]} & metrics:
            other = row.alone if len(counted) == 1 and not named & counted else ""
        if other:
            row.troubles.append(
                f"stands below '{other}', in a table of {', '.join(counted)}; save what stands "
                "there as a table of its own"
            )


def _offers(sheet: Sheet, columns: Columns, called: Mapping[str, Names]) -> list[Offer]:
    """One offer for each row, or, where each row has one metric, for each statement."""
    dates = {
        name: days(row.get(name, "") for row in sheet.rows)
        for name, held in columns.fields.items()
        if any(field in DAY_FIELDS or field.endswith(".since") for field in held)
    }
    forms = [(row, _form(row, columns, dates)) for row in sheet.rows]
    if not any(METRIC_COLUMN in held for held in columns.fields.values()):
        return [_offer(f"row {row.number}", form, row.troubles, called) for row, form in forms]
    statements: dict[tuple[tuple[str, str], ...], list[tuple[Cells, dict[str, str]]]] = {}
    for row, form in forms:
        shared, figure = _apart(row, form, called["metrics"])
        held = statements.setdefault(tuple(sorted(shared.items())), [])
        if twice := next((name for _, other in held for name in other if name in figure), None):
            row.troubles.append(f"gives {twice.partition('.')[0]} of one statement a second time")
        held.append((row, figure))
    offers = []
    for shared_items, rows in statements.items():
        form = {name: text for _, figure in rows for name, text in figure.items()}
        label = f"row{'s' * (len(rows) > 1)} " + ", ".join(str(row.number) for row, _ in rows)
        troubles = [
            f"row {row.number} {trouble}" if len(rows) > 1 else trouble
            for row, _ in rows
            for trouble in row.troubles
        ]
        offers.append(_offer(label, dict(shared_items) | form, troubles, called))
    return offers


def _apart(
    row: Cells, form: dict[str, str], metrics: Names
) -> tuple[dict[str, str], dict[str, str]]:
    """What a row with one metric says of the statement, and what of the figure."""
    name = form.pop(METRIC_COLUMN, "")
    metric = metrics.key(name)
    if metric is None:
        there = (
            f"there are {', '.join(metrics)}; add it to codebook.yaml first, or to the `also` of "
            "the metric that it is another name of"
        )
        row.troubles.append(
            f"has no metric '{name}'; {remedy(name, metrics, there, slip=True)}"
            if name
            else "has no metric"
        )
        metric = name or METRIC_COLUMN
    shared: dict[str, str] = {}
    figure: dict[str, str] = {}
    for field, text in form.items():
        first, dot, part = field.partition(".")
        if first == VALUE_COLUMN:
            _add(figure, f"{metric}{dot}{part}", text)
        elif field == "note":
            _add(figure, f"{metric}.note", text)
        else:
            shared[field] = text
    return shared, figure


def _add(form: dict[str, str], field: str, text: str) -> None:
    """Put a text into a field, behind what else is there already."""
    form[field] = f"{form[field]}; {text}" if form.get(field, text) != text else text


def _form(row: Cells, columns: Columns, dates: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What a row says, by the names that forms use."""
    form: dict[str, str] = {}
    home = next(
        (site(text) for name, text in row.items() if "source.URL" in columns.fields[name]), ""
    )
    row.troubles += (f"{name}: {why}" for name, why in row.unusable.items() if columns.fields[name])
    for name, text in row.items():
        if name in dates and text not in dates[name]:
            told = f"{TWO_DAYS}; no other cell of the column tells which comes first"
            row.troubles.append(f"{name}: '{text}' {SWAPPED if text[4:5] == '-' else told}")
        elif name in dates and re.fullmatch(r"[2-6]\d{4}(?:\.\d+)?", text):
            row.troubles.append(
                f"{name}: '{text}' is a spreadsheet's number of a day; show the column as dates, "
                "and save the table again"
            )
        held = columns.fields[name]
        if _ADDRESSES & {*held} and not text.startswith("http"):
            text = row.links.get(name, text)
        of_site = home and (_HOME.fullmatch(text) or site(text) == home)
        if text.startswith("http") and not (of_site and "source.container-title" in held):
            # An address among names of outlets; that of the page's site is the outlet's name.
            held = tuple("source.URL" if field in _TITLES else field for field in held)
        for field in held:
            for own, words in _read(field, dates.get(name, {}).get(text, text)).items():
                _add(form, own, words)
    _follow(row, columns, form)
    # A number beside its ends is the best value; where a row has none, it is the words.
    for field in [name for name in form if {f"{name}.low", f"{name}.high"} & form.keys()]:
        for own, words in _read(f"{field}.best", form.pop(field)).items():
            _add(form, own, words)
    return form


def _follow(row: Cells, columns: Columns, form: dict[str, str]) -> None:
    """Take the address that a title is linked to, else an outlet, where it is no home page; the
    row keeps what is left out.
    """
    linked = [(columns.fields[name], link) for name, link in row.links.items()]
    titles = [link for held, link in linked if "source.title" in held]
    outlets = [link for held, link in linked if _TITLES & {*held} and not _HOME.fullmatch(link)]
    for link in titles + outlets:
        form.setdefault("source.URL", link)
    page = address(form.get("source.URL", ""))
    row.links = {name: link for name, link in row.links.items() if address(link) != page}


def _offer(
    label: str, form: Mapping[str, str], troubles: list[str], called: Mapping[str, Names]
) -> Offer:
    offer = Offer(label, refused=troubles)
    if not troubles:
        try:
            offer = offered(offer.label, _with_site(resolved(form, called)))
        except ValueError as error:
            offer.refused.append(str(error))
    return offer


def _read(field: str, text: str) -> dict[str, str]:
    """A cell as its field wants it. A bound with a hedge keeps its words in the figure's note."""
    if not field.endswith(BOUND_ENDINGS) or re.fullmatch(r"[0-9][0-9,\s]*", text):
        return {field: text}
    metric, _, end = field.rpartition(".")
    try:
        found = getattr(read_words(text), end)
    except WordsError:
        return {field: text}
    note = {f"{metric}.note": f"Given as {end}: {text}"}
    return note if found is None else {field: f"{found:.0f}", **note}


def _with_site(form: dict[str, str]) -> dict[str, str]:
    """A page of which only the address is known goes by the name of its site."""
    url = form.get("source.URL", "").strip()
    if re.search(r"://|^www\.", outlet := form.get("source.container-title", "")):
        if not url or " " in outlet:
            raise ValueError(
                f"the outlet {quoted(outlet)} holds an address; put it into a column 'URL'"
            )
        form = {**form, "source.container-title": site(outlet)}
    if len(re.findall(r"https?://", url)) > 1:
        raise ValueError(
            "names several addresses; keep one, and add the others with `tracker add --to`"
        )
    if not url or any(form.get(f"source.{name}") for name in TITLES):
        return form
    return {"source.type": "webpage", **form, "source.container-title": site(url)}
