"""References as BibTeX for the classic styles, or as BibLaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.curate.csl import csl_parts, date_text, kind_words
from tracker.curate.references.names import written_name
from tracker.curate.references.table import (
    BY_CSL,
    DATES,
    NAMES,
    ONLINE,
    held,
    kind_read,
    tex_language,
)
from tracker.curate.references.tex import encoded

# Without a macro for them, stock pdfLaTeX stops at letters of other scripts; with it they stand in
# the file as they are, and XeLaTeX and LuaLaTeX print them so.
_MACRO = (
    "\\providecommand{\\otherletter}[2]"
    "{\\expandafter\\providecommand\\csname u8:\\detokenize{#1}\\endcsname{#2}}"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_TITLES = frozenset(["title", "shorttitle", "booktitle", "origtitle"])  # styles change their case
_SUBTYPES = {"article-newspaper": "newspaper", "article-magazine": "magazine"}
_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def write_bibtex(items: Sequence[Mapping[str, Any]], form: str = "bibtex") -> str:
    """Entries as ``bibtex`` or ``biblatex``; keys are the record's ids of sources, which never
    change.

    Every variable for which the format has a field is written, and comes back as it was when the
    file is read again.
    """
    body = "".join(f"\n{_entry(entry, form)}" for entry in items)
    return _preamble(body) + body.removeprefix("\n")


def _preamble(body: str) -> str:
    """What stock pdfLaTeX prints for the letters that it does not know: Latin ones."""
    letters = sorted({sign for sign in body if sign > "\u017f"})
    if not letters:
        return ""
    lines = (f'@preamble{{"\\otherletter{{{sign}}}{{{_latin(sign)}}} "}}\n' for sign in letters)
    return f'@preamble{{"{_MACRO} "}}\n{"".join(lines)}\n'


def _latin(sign: str) -> str:
    from anyascii import anyascii
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    known = str(get_builtin_uni2latex_dict().get(ord(sign), ""))
    plain = known.startswith(r"\ensuremath") and r"\math" not in known  # fonts of other packages
    return known if plain else encoded(anyascii(sign))


def _entry(entry: Mapping[str, Any], form: str) -> str:
    csl = str(entry.get("type"))
    kind = getattr(BY_CSL.get(csl, BY_CSL["document"]), form)
    fields: dict[str, str] = {}
    for name, variable, value in held(entry, form):
        if variable == "issued" and form == "bibtex":
            fields |= _old_date(value)
        fields["date" if variable == "issued" else name] = _value(name, variable, value, form)
    fields |= _copies(entry, kind, form)
    if not entry.get("title"):
        words = [f"[{kind_words(entry)}]", fields.get("note", "")]
        fields["note"] = "; ".join(filter(None, words))
    if kind_read(kind, "tex") != csl and csl in BY_CSL:
        fields["entrysubtype"] = _SUBTYPES.get(csl, csl)
    if csl == "thesis":
        fields.setdefault("type", "Thesis")
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@{kind}{{{entry['id']},", *lines, "}", ""])


def _value(field: str, variable: str, value: Any, form: str) -> str:
    if variable in NAMES:
        return " and ".join(written_name(name, form) for name in _people(value))
    if variable in DATES:
        return date_text(value)
    text = " ".join(str(part) for part in value) if isinstance(value, list) else str(value)
    if variable in ("URL", "DOI"):
        return re.sub(r"[{}\\ ]", lambda sign: _IN_ADDRESS[sign[0]], text.strip())
    if variable == "page":
        return encoded(text).replace("-", "--")
    if variable == "language":
        name = tex_language(text)  # a name of TeX's own, or whatever the record says
        return name if re.fullmatch("[A-Za-z-]+", name) else encoded(name)
    return f"{{{encoded(text)}}}" if field in _TITLES else encoded(text)


def _people(names: Iterable[object]) -> list[Mapping[str, str]]:
    return [name if isinstance(name, Mapping) else {"literal": str(name)} for name in names]


def _old_date(issued: object) -> dict[str, str]:
    """Year and month as classic styles print them, the day before the month."""
    year, month, day, *_ = (*map(str, csl_parts(issued)), "", "", "")
    name = _MONTHS[int(month) - 1] if month else ""
    return {"year": year, "month": f"{{{day}~}} # {name}" if day else name}


def _copies(entry: Mapping[str, Any], kind: str, form: str) -> dict[str, str]:
    """Where it was printed once more, in a field that the styles print for this kind of entry."""
    where, publisher = (str(entry.get(name) or "") for name in ("container-title", "publisher"))
    copies = {}
    if kind == "misc" and not entry.get("medium"):
        copies["howpublished"] = encoded(", ".join(filter(None, (where, publisher))))
    elif kind == "online" and str(entry.get("type")) in ONLINE.split() and not publisher:
        copies["organization"] = encoded(where)
    if form == "bibtex" and not entry.get("author"):
        copies["key"] = encoded(where or publisher or str(entry.get("title") or entry["id"]))
    return copies
