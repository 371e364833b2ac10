"""Which field of BibTeX, BibLaTeX and RIS holds which variable of CSL; readers and writers both
follow these rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple


class WorkType(NamedTuple):
    """A type of CSL in each format; the first that stands for a type elsewhere is read as it."""

    csl: str
    bibtex: str
    biblatex: str
    ris: str


class FieldRow(NamedTuple):
    """A variable of CSL and its fields: those of TeX with BibLaTeX's first, the one that classic
    styles of BibTeX print, the tags of RIS with the one that is written first; ``only`` are the
    types of which the row holds, all where it is empty.
    """

    csl: str
    tex: str
    bibtex: str = ""
    ris: str = ""
    only: str = ""


WORK_TYPES = tuple(
    WorkType(*line.split())
    for line in """
    article-journal         article        article        JOUR
    article-magazine        article        article        MGZN
    article-newspaper       article        article        NEWS
    webpage                 misc           online         ELEC
    report                  techreport     report         RPRT
    book                    book           book           BOOK
    chapter                 incollection   incollection   CHAP
    paper-conference        inproceedings  inproceedings  CPAPER
    thesis                  phdthesis      thesis         THES
    dataset                 misc           dataset        DATA
    software                misc           software       COMP
    manuscript              unpublished    unpublished    MANSCPT
    pamphlet                booklet        booklet        PAMP
    patent                  misc           patent         PAT
    legislation             misc           legislation    STAT
    legal_case              misc           jurisdiction   CASE
    standard                misc           standard       STAND
    personal_communication  misc           letter         PCOMM
    document                misc           misc           GEN
    article                 misc           online         UNPB
    post-weblog             misc           online         BLOG
    post                    misc           online         GEN
    motion_picture          misc           video          MPCT
    broadcast               misc           video          VIDEO
    song                    misc           audio          SOUND
    musical_score           misc           music          MUSIC
    bill                    misc           legislation    BILL
    regulation              misc           legislation    UNBILL
    treaty                  misc           legislation    GEN
    hearing                 misc           misc           HEAR
    interview               misc           misc           GEN
    speech                  misc           misc           SLIDE
    performance             misc           misc           GEN
    event                   misc           misc           GEN
    map                     misc           misc           MAP
    figure                  misc           image          FIGURE
    graphic                 misc           artwork        ART
    classic                 book           book           CLSWK
    collection              misc           misc           AGGR
    periodical              misc           periodical     SER
    entry-dictionary        incollection   inreference    DICT
    entry-encyclopedia      incollection   inreference    ENCYC
    entry                   incollection   inreference    GEN
    review                  article        article        GEN
    review-book             article        article        GEN
    """.strip().splitlines()
)
# Entry types and types of RIS that are read, not written, and the names of subtypes.
READ = {
    **dict.fromkeys(("electronic", "www", "webpage", "website", "internet"), "webpage"),
    "news": "article-newspaper",
    "newsarticle": "article-newspaper",
    "blog": "post-weblog",
    "preprint": "article",
    "interview": "interview",
    "mathesis": "thesis",
    "mvbook": "book",
    "collection": "book",
    "mvcollection": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "reference": "book",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "conference": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "suppperiodical": "article-journal",
    "review": "review",
    "movie": "motion_picture",
    "newspaper": "article-newspaper",
    "magazine": "article-magazine",
    "JFULL": "article-journal",
    "EJOUR": "article-journal",
    "INPR": "article-journal",
    "ABST": "article-journal",
    "CONF": "paper-conference",
    "EBOOK": "book",
    "EDBOOK": "book",
    "ECHAP": "chapter",
    "ICOMM": "webpage",
    "WEB": "webpage",
    "UNPD": "manuscript",
    "ADVS": "motion_picture",
    "DBASE": "dataset",
    "GOVDOC": "report",
    "JURI": "legal_case",
    "EQUA": "document",
    "CHART": "figure",
}
# The types of Crossref's answers, of Zotero's items and of EndNote's references, as CSL names them.
_NAMED = {re.sub("[_-]", "", kind.csl): kind.csl for kind in WORK_TYPES} | {
    "journalarticle": "article-journal",
    "electronicarticle": "article-journal",
    "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper",
    "newspaper": "article-newspaper",
    "proceedingsarticle": "paper-conference",
    "conferencepaper": "paper-conference",
    "bookchapter": "chapter",
    "booksection": "chapter",
    "monograph": "book",
    "editedbook": "book",
    "electronicbook": "book",
    "dissertation": "thesis",
    "postedcontent": "article",
    "preprint": "article",
    "blog": "post-weblog",
    "blogpost": "post-weblog",
    "website": "webpage",
    "socialmedia": "post",
    "unpublishedwork": "manuscript",
    "computerprogram": "software",
    "filmorbroadcast": "motion_picture",
    "statute": "legislation",
    "case": "legal_case",
    "encyclopedia": "entry-encyclopedia",
    "dictionary": "entry-dictionary",
    "generic": "document",
}
_PARTS = "chapter paper-conference entry entry-dictionary entry-encyclopedia"
_ISSUES = "article-journal article-magazine article-newspaper review review-book periodical"
_BOOKS = "book chapter classic collection entry entry-dictionary entry-encyclopedia report thesis"
ONLINE = "webpage post post-weblog article"
# Every variable that a format holds. What no row names stays in CSL-JSON.
FIELD_ROWS = (
    FieldRow("author", "author", ris="AU A1"),
    FieldRow("editor", "editor", ris="A2 ED"),
    FieldRow("collection-editor", "", ris="A3"),
    FieldRow("translator", "translator", ris="A4"),
    FieldRow("container-author", "bookauthor"),
    FieldRow("title", "title", ris="TI T1 CT"),
    FieldRow("title-short", "shorttitle", ris="ST"),
    FieldRow("container-title", "booktitle maintitle", ris="T2 BT", only=_PARTS),
    FieldRow("container-title", "journaltitle journal booktitle", "journal", "T2 JO JF BT"),
    FieldRow("container-title-short", "shortjournal", ris="J2 JA"),
    FieldRow("collection-title", "series", ris="T3"),
    FieldRow("volume", "volume", ris="VL"),
    FieldRow("issue", "number issue", ris="IS", only=_ISSUES),
    FieldRow("number", "number eid", ris="M1 IS"),
    FieldRow("issue", "issue"),
    FieldRow("page", "pages", ris="SP"),
    FieldRow("number-of-pages", "pagetotal"),
    FieldRow("number-of-volumes", "volumes", ris="NV"),
    FieldRow("version", "version", ris="ET", only="dataset software"),
    FieldRow("edition", "edition", ris="ET"),
    FieldRow("version", "version"),
    FieldRow("publisher", "institution publisher school organization", ris="PB", only="report"),
    FieldRow("publisher", "institution school publisher", "school", "PB", "thesis"),
    FieldRow("publisher", "organization publisher institution", "publisher", "PB", ONLINE),
    FieldRow("publisher", "publisher institution organization school", ris="PB"),
    FieldRow("publisher-place", "location address", "address", "CY PP"),
    FieldRow("genre", "type", ris="M3"),
    FieldRow("medium", "howpublished"),
    FieldRow("language", "langid language", ris="LA"),
    FieldRow("DOI", "doi", ris="DO"),
    FieldRow("ISBN", "isbn", ris="SN", only=_BOOKS),
    FieldRow("ISSN", "issn", ris="SN"),
    FieldRow("ISBN", "isbn"),
    FieldRow("URL", "url", ris="UR L2"),
    FieldRow("note", "note", ris="N1"),
    FieldRow("keyword", "keywords", ris="KW"),
    FieldRow("abstract", "abstract", ris="AB N2"),
    FieldRow("chapter-number", "chapter"),
    FieldRow("part-number", "part"),
    FieldRow("section", "", ris="SE"),
    FieldRow("event-title", "eventtitle"),
    FieldRow("event-place", "venue", ris="C1"),
    FieldRow("original-title", "origtitle", ris="OP"),
    FieldRow("original-publisher", "origpublisher"),
    FieldRow("original-publisher-place", "origlocation"),
    FieldRow("archive", "", ris="DB"),
    FieldRow("archive_location", "", ris="AN"),
    FieldRow("call-number", "library", ris="CN"),
    FieldRow("status", "pubstate"),
    FieldRow("PMID", "pmid"),
    FieldRow("PMCID", "pmcid"),
    FieldRow("issued", "date", ris="DA PY Y1"),
    FieldRow("accessed", "urldate", ris="Y2"),
    FieldRow("event-date", "eventdate"),
    FieldRow("original-date", "origdate"),
)
NAME_VARIABLES = frozenset(
    ["author", "editor", "collection-editor", "translator", "container-author"]
)
DATE_VARIABLES = frozenset(["issued", "accessed", "event-date", "original-date"])
VERBATIM = frozenset(["URL", "DOI"])
BY_CSL = {kind.csl: kind for kind in WORK_TYPES}
# TeX's own names of languages, beside the English ones.
_DIALECTS = {
    "ngerman": "de",
    "american": "en-US",
    "british": "en-GB",
    "brazilian": "pt-BR",
    "mexican": "es-MX",
    "austrian": "de-AT",
    "naustrian": "de-AT",
    "norsk": "no",
}


def named_type(text: str) -> str | None:
    """The type of CSL that goes by this name, however it is written, if any."""
    return _NAMED.get(re.sub("[ _-]", "", text.lower()))


def told_by_genre(genre: str, kind: str) -> str | None:
    """The type that a work's genre names, as EndNote and indexes of journals write it, where the
    entry type of BibTeX says the same or less.
    """
    named = named_type(genre)
    if kind == "article-journal":
        named = "article-journal" if genre.lower() == "article" else named
        return named if str(named).startswith("article-") else None
    if kind == "document":
        return None if named in ("article", "review") else named
    return named if named == kind and kind not in ("report", "thesis") else None


@cache
def _languages() -> dict[str, str]:
    """Codes of languages by the name that BibLaTeX knows."""
    from babel import Locale

    named = {name.lower(): code for code, name in Locale("en").languages.items() if len(code) == 2}
    return named | _DIALECTS


def language(text: str) -> str:
    """A language by its code, however TeX names it; another text as it is."""
    return _languages().get(text.strip().lower(), text)


def tex_language(code: str) -> str:
    """A language by the name that BibLaTeX knows; another code as it is."""
    return {held: name for name, held in reversed(_languages().items())}.get(code, code)


@lru_cache(4096)
def kind_read(named: str, form: str) -> str | None:
    """The type of CSL that an entry type of ``tex`` or a type of ``ris`` stands for, if any."""
    columns = ("biblatex", "bibtex") if form == "tex" else ("ris",)
    found = (
        kind.csl for column in columns for kind in WORK_TYPES if getattr(kind, column) == named
    )
    rest = READ.get(named) or ("document" if named in ("misc", "GEN") else None)
    return rest if named == "misc" else next(found, rest)


@lru_cache(4096)
def row_of(field: str, kind: str, form: str) -> FieldRow | None:
    """The row of a field of ``tex`` or a tag of ``ris`` in a work of this type: the one for this
    type, or the one for all.
    """
    rows = [row for row in FIELD_ROWS if field in getattr(row, form).split()]
    return min(rows, key=lambda row: (kind not in row.only.split(), bool(row.only)), default=None)


def variable(field: str, kind: str, form: str) -> str | None:
    """The variable that a field of ``tex`` or a tag of ``ris`` holds in a work of this type."""
    found = row_of(field, kind, form)
    return found.csl if found else None


def held(item: Mapping[str, object], form: str) -> Iterator[tuple[str, str, object]]:
    """What ``bibtex``, ``biblatex`` or ``ris`` holds of an item: field or tag, variable, value."""
    kind, done = str(item.get("type")), set()
    for row in FIELD_ROWS:
        names = row.ris if form == "ris" else (form == "bibtex" and row.bibtex) or row.tex
        field = names.split()[:1]
        fits = not row.only or kind in row.only.split()
        if field and fits and row.csl not in done and item.get(row.csl) not in (None, "", [], {}):
            done.add(row.csl)
            yield field[0], row.csl, item[row.csl]
