"""References as BibTeX for the classic styles, or as BibLaTeX."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.curate.csl import csl_day, csl_parts, date_text, kind_words
from tracker.curate.references.names import written_name
from tracker.curate.references.table import (
    BY_CSL,
    DATE_VARIABLES,
    NAME_VARIABLES,
    held,
    kind_read,
    tex_language,
    told_by_genre,
)
from tracker.curate.references.tex import encoded
from tracker.curate.words.dates import MONTHS

# Without a macro for them, stock pdfLaTeX stops at letters of other scripts; with it they stand in
# the file as they are, and XeLaTeX and LuaLaTeX print them so.
_LETTER = r"\ifcsname u8:{0}\endcsname\else\expandafter\gdef\csname u8:{0}\endcsname{{{1}}}\fi"
# What of the key of an unsigned work is printed, which classic styles have both in the list and in
# citations: the day only where it is cited and natbib has no year (the styles give none beside a
# key), a title never in the list, where it stands anyway.
_LISTED = r"\ifcsname in\csname @currenvir\endcsname\endcsname"
_UNDATED = r"\expandafter\ifx\csname NAT@date\expandafter\endcsname\csname @empty\endcsname"
_SHOWN, _HIDDEN = (rf"\csname @{name}\expandafter\endcsname" for name in ("firstofone", "gobble"))
_UNSIGNED = (
    r"\gdef\inthebibliography{}",
    rf"\protected\gdef\dayifcited{{{_LISTED}{_HIDDEN}\else\expandafter\dayifundated\fi}}",
    rf"\protected\gdef\dayifundated{{{_UNDATED}{_SHOWN}\else{_HIDDEN}\fi}}",
    rf"\protected\gdef\onlycited{{{_LISTED}\aftergroup\nextstop{_HIDDEN}\else{_SHOWN}\fi}}",
    r"\gdef\nextstop{\csname @ifnextchar\endcsname.{\csname @gobble\endcsname}{}}",
)
# Citations before the list need these too: from one run of LaTeX to the next the .aux keeps them.
_KEPT = r"\providecommand{\inaux}[1]{#1\immediate\write\csname @auxout\endcsname{\detokenize{#1}}}"
_TITLES = frozenset(["title", "shorttitle", "booktitle", "origtitle"])  # styles change their case
_SUBTYPES = {"article-newspaper": "newspaper", "article-magazine": "magazine"}
_DATED = frozenset(["issued", "volume", "issue", "page"])
_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def write_bibtex(items: Sequence[Mapping[str, Any]], form: str = "bibtex") -> str:
    """Entries as ``bibtex`` or ``biblatex``; keys are the record's ids of sources, which never
    change.

    Every variable for which the format has a field is written, and comes back as it was when the
    file is read again.
    """
    days = Counter(_cited(entry) for entry in items)
    seen: Counter[tuple[str, str]] = Counter()
    entries = []
    for entry in items:
        name, day = cited = _cited(entry)
        if day and days[cited] > 1:
            day += chr(ord("a") + seen[cited] % 26)  # as natbib tells works of one year apart
            seen[cited] += 1
        entries.append("\n" + _entry(entry, form, (name, day)))
    body = "".join(entries)
    return body.removeprefix("\n") + _preamble(body)


def _cited(entry: Mapping[str, Any]) -> tuple[str, str]:
    """What an unsigned work is cited by: where it was printed and its day, or its title."""
    if entry.get("author"):
        return "", ""
    if not (name := entry.get("container-title") or entry.get("publisher")):
        return str(entry.get("title") or entry["id"]), ""
    return str(name), csl_day(entry.get("issued")) or "n.d."


def _preamble(body: str) -> str:
    """What stock pdfLaTeX prints for the letters that it does not know, Latin ones, and how classic
    styles cite an unsigned work.
    """
    made = [*(_UNSIGNED if r"{\csname " in body else ())]
    letters = sorted({sign for sign in body if sign > "\u017f"})
    made += [_LETTER.format(rf"\detokenize{{{sign}}}", _latin(sign)) for sign in letters]
    lines = [f'@preamble{{"\\inaux{{{one}}} "}}\n' for one in made]
    return "".join(["\n", f'@preamble{{"{_KEPT} "}}\n', *lines] if lines else [])


def _latin(sign: str) -> str:
    from anyascii import anyascii
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    known = str(get_builtin_uni2latex_dict().get(ord(sign), ""))
    plain = known.startswith(r"\ensuremath") and r"\math" not in known  # fonts of other packages
    return known if plain else encoded(anyascii(sign))


def _entry(entry: Mapping[str, Any], form: str, cited: tuple[str, str]) -> str:
    csl = str(entry.get("type"))
    kind = getattr(BY_CSL.get(csl, BY_CSL["document"]), form)
    if kind == "article" and form == "biblatex" and entry.get("URL") and not entry.keys() & _DATED:
        kind = "online"  # an article without a day is printed with empty brackets
    fields: dict[str, str] = {}
    for name, variable, value in held(entry, form):
        if variable == "issued" and form == "bibtex":
            fields |= _old_date(value)
        fields["date" if variable == "issued" else name] = _value(name, variable, value, form)
    fields |= _copies(entry, kind)
    if not entry.get("author"):
        fields |= _unsigned(cited, form)
    if not entry.get("title"):
        kind_of_work = f"[{kind_words(entry)}]"
        if form == "biblatex":
            fields["titleaddon"] = kind_of_work
        else:
            fields["note"] = "; ".join(filter(None, (kind_of_work, fields.get("note"))))
    told = told_by_genre(str(entry.get("genre")), csl)
    if (kind_read(kind, "tex") != csl or told) and csl in BY_CSL:
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
    if variable in NAME_VARIABLES:
        return " and ".join(written_name(name, form) for name in value)
    if variable in DATE_VARIABLES:
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


def _old_date(issued: object) -> dict[str, str]:
    """Year and month as classic styles print them, the day before the month."""
    year, month, day, *_ = (*map(str, csl_parts(issued)), "", "", "")
    name = MONTHS[int(month) - 1][:3].lower() if month else ""
    return {"year": year, "month": f"{{{day}~}} # {name}" if day else name}


def _copies(entry: Mapping[str, Any], kind: str) -> dict[str, str]:
    """Where it was printed once more, in a field that the styles print for this kind of entry."""
    where, publisher = (str(entry.get(name) or "") for name in ("container-title", "publisher"))
    if kind == "misc" and not entry.get("medium"):
        return {"howpublished": encoded(", ".join(filter(None, (where, publisher))))}
    return {"organization": encoded(where)} if kind == "online" and not publisher else {}


def _unsigned(cited: tuple[str, str], form: str) -> dict[str, str]:
    """What stands for the author of an unsigned work: classic styles print the ``key``, at which a
    title would stand twice in the list; those of BibLaTeX take the title, or the ``label``.
    """
    name, day = map(encoded, cited)
    if form == "biblatex":
        return {"label": name, "sortname": f"{{{name}}}"} if day else {}
    if not day:
        return {"key": rf"{{\csname onlycited\endcsname{{{name}}}}}"}
    return {"key": rf"{{{name}}}{{\csname dayifcited\endcsname{{, {day}}}}}"}
