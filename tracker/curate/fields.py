"""The one declaration of the data format: the fields of the three files, and the columns in which
figures are exported.

Reading, the model's building, schemas, manual, forms and exports all follow from these tables.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal[
    "text",
    "id",
    "citekey",
    "name",
    "names",
    "texts",
    "choice",
    "date",
    "day",
    "flag",
    "days",
    "number",
    "grade",
    "letter",
    "words",
    "count",
    "address",
    "doi",
    "orcid",
    "version",
    "mapping",
    "list",
    "any",
    "csl_date",
    "csl_names",
]

# What a kind of plain text accepts, in words ("expected ...") and, where that says it all, as a
# pattern for the whole text.
KINDS: dict[str, str] = {
    "text": "text",
    "id": "lower-case words and digits joined by hyphens",
    "citekey": "a name without spaces, commas or braces",
    "name": "a name",
    "texts": "a list of texts",
    "choice": "one of a few words",
    "date": "a date",
    "day": "a day, YYYY-MM-DD",
    "flag": "true or false",
    "days": "a whole number of days above 0",
    "number": "a number, 0 or more",
    "grade": "a grade from A1 to F6",
    "letter": "a letter from A to F",
    "address": "an address that begins with https:// or http://",
    "doi": "a DOI, such as 10.5281/zenodo.1234567",
    "orcid": "an ORCID iD, such as 0000-0002-1825-0097",
    "version": "a whole number above 0",
}
PATTERNS: dict[str, str] = {
    "id": r"[a-z0-9]+(?:-[a-z0-9]+)*",
    "citekey": r"""[^\s,{}\[\]()#%~"'\\=]+""",
    "date": r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[~?%]?",
    "day": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "days": r"[1-9][0-9]{0,5}",
    "number": r"[0-9]{1,9}(?:\.[0-9]{1,9})?",
    "grade": r"[A-F][1-6]",
    "letter": r"[A-F]",
    "address": r'https?://[^\s<>"{}|\\^`]+',
    "doi": r'10\.[0-9]{4,9}/[^\s<>"{}|\\^`]+',
    "orcid": r"(?:[0-9]{4}-){3}[0-9]{3}[0-9X]",
    "version": r"[1-9][0-9]{0,3}",
}
FORMAT = 1  # the newest version of the data format that this program reads
KEY = r"[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*"  # of metrics, parties, affiliations and places


class Field(NamedTuple):
    """One field: ``of`` names what a ``name``, ``names``, ``mapping`` or ``list`` refers to;
    ``example`` is YAML.
    """

    name: str
    kind: Kind
    required: bool
    meaning: str
    of: str = ""
    choices: tuple[str, ...] = ()
    example: str = ""


STANCES = ("belligerent", "ally", "third_party", "independent")
# Warnings about one estimate, which `checked` answers.
ASKED = (
    "jump",
    "apart",
    "precise",
    "wide",
    "printed",
    "late",
    "id-day",
    "id-party",
    "source-day",
    "share",
    "sum",
    "falls",
)
LINKS = ("echoes", "revises")  # what leads from one estimate to another, or from one figure

ESTIMATE = (
    Field(
        "id",
        "id",
        True,
        "lower-case words and digits joined by hyphens; unique, permanent, never reused",
        example="spy-2025-01-13",
    ),
    Field(
        "party",
        "name",
        True,
        "whose figure it is, never the newspaper that printed it; a key of the codebook",
        of="parties",
        example="spy",
    ),
    Field(
        "as_of",
        "date",
        True,
        "the day the figure describes: YYYY, YYYY-MM or YYYY-MM-DD, with ~ behind it if "
        "approximate or ? if uncertain; a month means some day in it",
        example="2025-01-13",
    ),
    Field(
        "stated",
        "date",
        True,
        "the day the party said it, in the same forms; never before the start of as_of "
        "unless the metric is a plan",
        example="2025-01-13",
    ),
    Field(
        "figures",
        "mapping",
        True,
        "metric and words, or metric and a mapping",
        of="figure",
        example="{killed: about 300}",
    ),
    Field(
        "sources",
        "names",
        True,
        "where it was printed: keys of sources.yaml",
        of="sources",
        example="[daily-2025-01-13]",
    ),
    Field(
        "place",
        "name",
        False,
        "where; a key of the codebook; default: its default_place",
        of="places",
        example="front",
    ),
    Field(
        "speaker",
        "text",
        False,
        "official role and name of who said it, if public",
        example="Spokesperson, at a briefing",
    ),
    Field(
        "echoes",
        "name",
        False,
        "id of the estimate that this one only repeats",
        of="estimates",
        example="spy-2025-01-13",
    ),
    Field(
        "revises",
        "name",
        False,
        "id of the same party's earlier estimate that this one replaces",
        of="estimates",
        example="spy-2025-01-13",
    ),
    Field(
        "shares_origin",
        "name",
        False,
        "id of an estimate that rests on the same assessment: one voice between them",
        of="estimates",
        example="ally-2025-01-20",
    ),
    Field(
        "attribution",
        "choice",
        False,
        "how sure it is that the party said so: seen (one page), corroborated "
        "(independent pages agree), conflicting (open which of the pages is right; say how "
        "they disagree in note)",
        choices=("seen", "corroborated", "conflicting"),
        example="seen",
    ),
    Field(
        "grade",
        "grade",
        False,
        "NATO Admiralty code: reliability of the source, credibility of the information; "
        "judged separately",
        example="B2",
    ),
    Field(
        "withdrawn",
        "mapping",
        False,
        "the party took it back: day and reason; the entry stays and no longer speaks",
        of="withdrawn",
        example="{date: 2025-03-01, reason: Counted twice.}",
    ),
    Field(
        "checked",
        "names",
        False,
        "warnings that were answered by comparing with the source, by name of the check; the note "
        "says what was found",
        of="asked",
        example="[jump]",
    ),
    Field("note", "text", False, "own words, short", example="Described as a minimum."),
)
# What `tracker add` and the form on GitHub ask for beside figures and pages.
ASKED_FOR = tuple(
    field for field in ESTIMATE if field.kind != "mapping" and field.name != "sources"
)
WITHDRAWN = (
    Field("date", "day", True, "the day from which it no longer speaks", example="2025-03-01"),
    Field("reason", "text", True, "why, in own words", example="Counted twice."),
)
FIGURE = (
    Field(
        "said",
        "words",
        False,
        "what the source says, with its hedge, without the noun",
        example="about 300",
    ),
    Field("low", "count", False, "lower bound, where no words are given", example="250"),
    Field("best", "count", False, "central value, where no words are given", example="300"),
    Field("high", "count", False, "upper bound, where no words are given", example="400"),
    Field(
        "since",
        "date",
        False,
        "it counts only what came after this day, so it is partial",
        example="2025-01-06",
    ),
    Field(
        "covers",
        "text",
        False,
        "the part of the whole that it counts: one battle, one week, one list",
        example="one week of assaults",
    ),
    Field("original", "text", False, "the words in their own language", example="ungefähr 300"),
    Field(
        "echoes",
        "name",
        False,
        "id of the estimate whose figure this one only repeats",
        of="estimates",
        example="spy-2025-01-13",
    ),
    Field(
        "revises",
        "name",
        False,
        "id of the same party's earlier estimate whose figure this one replaces",
        of="estimates",
        example="spy-2025-01-13",
    ),
    Field("place", "name", False, "where, if not the entry's place", of="places", example="front"),
    Field("note", "text", False, "own words, short", example="The page gives only the fraction."),
)
MISREPORT = (
    Field(
        "of",
        "name",
        True,
        "the figure that is garbled, as ESTIMATE.METRIC",
        of="figures",
        example="spy-2025-01-13.casualties",
    ),
    Field(
        "printed",
        "mapping",
        True,
        "what the pages print instead: metric and words",
        of="printed",
        example='{killed: "more than 3,000"}',
    ),
    Field(
        "sources",
        "names",
        True,
        "the pages that print it: keys of sources.yaml",
        of="sources",
        example="[daily-2025-01-13]",
    ),
    Field("note", "text", False, "own words, short", example="Turns wounded into killed."),
)
CODEBOOK = (
    Field("title", "text", True, "what the record is about", example="A small war"),
    Field(
        "default_place",
        "name",
        True,
        "the place of an estimate that names none",
        of="places",
        example="front",
    ),
    Field("metrics", "mapping", True, "what is counted", of="metric"),
    Field("parties", "mapping", True, "whose figures they are", of="party"),
    Field("affiliations", "mapping", True, "whom parties belong to", of="affiliation"),
    Field("places", "mapping", True, "where", of="place"),
    Field(
        "wordings",
        "mapping",
        False,
        "vague words and the bounds they are read as",
        of="wording",
        example="{dozens: [24, 99]}",
    ),
    Field(
        "activity",
        "list",
        False,
        "how fast things happened (how hard the fighting was), for the trend's clock",
        of="phase",
    ),
    Field("events", "list", False, "labelled lines on charts", of="event"),
    Field(
        "format",
        "version",
        False,
        "version of the data format; one newer than the program knows is refused",
        example="1",
    ),
    Field(
        "description",
        "text",
        False,
        "what the record holds, in one paragraph",
        example="What each side said of the dead of a small war.",
    ),
    Field("authors", "list", False, "who made the record, as it is to be cited", of="author"),
    Field(
        "licence", "text", False, "under which it may be used; an SPDX name", example="CC-BY-4.0"
    ),
    Field(
        "address",
        "address",
        False,
        "where the data set can be cited",
        example="https://example.org/data",
    ),
    Field(
        "repository",
        "address",
        False,
        "where the files can be read, line by line",
        example="https://example.org/war/record",
    ),
    Field("doi", "doi", False, "the DOI of the data set", example="10.5281/zenodo.1234567"),
    Field(
        "publisher",
        "text",
        False,
        "who keeps the data set for good, such as a repository or an institute",
        example="Zenodo",
    ),
    Field(
        "main",
        "names",
        False,
        "the metrics that come first; default: the six with the most figures, proxies aside",
        of="metrics",
        example="[killed, wounded]",
    ),
    Field(
        "unit",
        "text",
        False,
        "what is counted; default: persons; a metric may have its own",
        example="persons",
    ),
    Field("searched", "list", False, "how far the record was searched, and where", of="searched"),
)
AUTHOR = (
    Field("name", "text", True, "full name of a person or a body", example="Jane Doe"),
    Field("orcid", "orcid", False, "the person's ORCID iD", example="0000-0002-1825-0097"),
    Field("affiliation", "text", False, "where they work", example="University of North"),
)
SEARCHED = (
    Field("until", "day", True, "the day on which it was searched", example="2025-03-31"),
    Field("where", "text", True, "what was searched", example="The Daily and its archive"),
    Field("found", "text", True, "how far that led", example="Nothing newer than 20 March 2025."),
)
METRIC = (
    Field("label", "text", True, "its name on charts and in tables", example="Killed"),
    Field(
        "definition", "text", True, "what is counted, in one sentence", example="Soldiers who died."
    ),
    Field(
        "kind",
        "choice",
        True,
        "cumulative (never falls), stock (rises and falls), flow (per period) or plan",
        choices=("cumulative", "stock", "flow", "plan"),
        example="cumulative",
    ),
    Field(
        "parts",
        "names",
        False,
        "metrics that together make this one; each at most the whole",
        of="metrics",
        example="[killed, wounded]",
    ),
    Field(
        "at_most",
        "name",
        False,
        "the metric that this one never exceeds",
        of="metrics",
        example="troops_sent",
    ),
    Field(
        "speaks_for",
        "days",
        False,
        "days before the newest figure within which figures are compared; for a count with phases, "
        "the fighting since decides",
        example="90",
    ),
    Field(
        "by_place",
        "flag",
        False,
        "true for one series a place, or a side; otherwise one series",
        example="true",
    ),
    Field(
        "tau_scale",
        "number",
        False,
        "scale of the prior on the parties' disagreement, on the log scale",
        example="0.5",
    ),
    Field(
        "shared",
        "number",
        False,
        "how far all parties may err together, on the log scale; default: 0.3",
        example="0.3",
    ),
    Field(
        "tally",
        "flag",
        False,
        "true where only what is confirmed one by one counts (names, graves seen): a hard lower "
        "bound of the whole",
        example="true",
    ),
    Field(
        "proxy",
        "flag",
        False,
        "true for a count that only hints (flats for the bereaved): never printed beside the toll",
        example="true",
    ),
    Field("unit", "text", False, "what is counted, where not the record's unit", example="tanks"),
    Field(
        "established",
        "name",
        False,
        "the metric that holds what was established later about what this one claims",
        of="metrics",
        example="killed_established",
    ),
    Field(
        "also",
        "texts",
        False,
        "other names by which it is found: synonyms",
        example="[deaths, dead]",
    ),
)
PARTY = (
    Field("name", "text", True, "full name", example="Spy Service"),
    Field(
        "affiliation",
        "name",
        True,
        "whom it belongs to; parties of one affiliation are not independent",
        of="affiliations",
        example="north",
    ),
    Field("short", "text", False, "name on charts; default: name", example="Spies"),
    Field(
        "kind",
        "choice",
        False,
        "what sort of party it is",
        choices=(
            "intelligence",
            "leader",
            "government",
            "military",
            "think_tank",
            "media",
            "researcher",
            "official_unnamed",
            "other",
        ),
        example="intelligence",
    ),
    Field(
        "also",
        "texts",
        False,
        "other names by which it is found: former ones, ones in other languages",
        example="[State Spy Agency]",
    ),
    Field("reliability", "letter", False, "NATO Admiralty code of the source, A to F", example="B"),
)
AFFILIATION = (
    Field("name", "text", True, "full name", example="Government of North"),
    Field(
        "stance",
        "choice",
        True,
        "where it stands in the matter",
        choices=STANCES,
        example="belligerent",
    ),
)
PLACE = (
    Field("name", "text", True, "full name", example="The Front"),
    Field("within", "name", False, "the place that contains it", of="places", example="country"),
    Field(
        "also",
        "texts",
        False,
        "other names by which it is found: former ones, other spellings",
        example="[The Line]",
    ),
)
PHASE = (
    Field("from", "day", True, "first day", example="2025-01-01"),
    Field("to", "day", True, "last day", example="2025-03-31"),
    Field("intensity", "number", True, "relative to other phases, 0 or more", example="1"),
    Field("label", "text", True, "what happened", example="The offensive"),
    Field(
        "sources", "names", False, "where that is told", of="sources", example="[daily-2025-01-13]"
    ),
    Field(
        "metrics",
        "names",
        False,
        "the counts that it drives; default: all that never fall",
        of="metrics",
        example="[killed, wounded]",
    ),
    Field("places", "names", False, "where; default: everywhere", of="places", example="[front]"),
)
EVENT = (
    Field("date", "day", True, "the day", example="2025-02-01"),
    Field("label", "text", True, "what happened, in a few words", example="Ceasefire"),
    Field(
        "sources", "names", False, "where that is told", of="sources", example="[daily-2025-01-13]"
    ),
    Field("note", "text", False, "what is told, in your words", example="Both sides broke it."),
    Field(
        "minor", "flag", False, "true: on the page and in the table, on no chart", example="true"
    ),
)


def split_words(text: str) -> tuple[str, ...]:
    """The words of a text, as a long list of short names is written."""
    return tuple(text.split())


# Other variables of CSL 1.0.2, which Zotero may export; what they mean stands in the CSL
# specification.
CSL_TEXT = split_words(
    """
    abstract annote archive archive_collection archive-place authority call-number chapter-number
    citation-key citation-label citation-number collection-number collection-title
    container-title-short dimensions division DOI edition event event-place event-title
    first-reference-note-number genre ISBN ISSN issue journalAbbreviation jurisdiction language
    license locator medium number number-of-pages number-of-volumes original-publisher
    original-publisher-place original-title page page-first part-number part-title PMCID PMID
    printing-number publisher-place references reviewed-genre reviewed-title scale section
    shortTitle source status supplement-number title-short version volume volume-title year-suffix
    """
)
CSL_NAMES = split_words(
    """
    chair collection-editor compiler composer container-author contributor curator director editor
    editor-translator editorial-director executive-producer guest host illustrator interviewer
    narrator organizer original-author performer producer recipient reviewed-author script-writer
    series-creator translator
    """
)
CSL_DATES = ("available-date", "event-date", "original-date", "submitted")
CSL_TYPES = split_words(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic
    hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet
    paper-conference patent performance periodical personal_communication post post-weblog
    regulation report review review-book software song speech standard thesis treaty webpage
    """
)
SOURCE = (
    Field(
        "id",
        "citekey",
        True,
        "its name in `sources`: outlet and day of publication",
        example="daily-2025-01-13",
    ),
    Field(
        "type",
        "choice",
        True,
        "what it is: article-newspaper, webpage, report, post, broadcast, ...",
        choices=CSL_TYPES,
        example="article-newspaper",
    ),
    Field(
        "title",
        "text",
        False,
        "title as printed; this, container-title or publisher must be given",
        example="A war report",
    ),
    Field(
        "container-title",
        "text",
        False,
        "the newspaper, journal or site it was printed in",
        example="The Daily",
    ),
    Field(
        "publisher",
        "text",
        False,
        "who published it, where there is no container",
        example="Ministry of Defence",
    ),
    Field(
        "author",
        "csl_names",
        False,
        "who wrote it: family and given, or literal for an organisation",
        example="[{family: Doe, given: Jane}]",
    ),
    Field("issued", "csl_date", False, "the day it was published", example="2025-01-13"),
    Field("URL", "address", False, "its address", example="https://example.org/war-report"),
    Field("accessed", "csl_date", False, "the day somebody read it there", example="2025-02-01"),
    Field(
        "archive_location",
        "text",
        False,
        "address of an archived copy",
        example="https://web.archive.org/web/2025/https://example.org/war-report",
    ),
    Field(
        "note", "text", False, "own words, such as whom it relays", example="Relays a news agency."
    ),
    *(Field(name, "text", False, "as in CSL") for name in CSL_TEXT),
    *(Field(name, "csl_names", False, "as in CSL") for name in CSL_NAMES),
    *(Field(name, "csl_date", False, "as in CSL") for name in CSL_DATES),
    *(Field(name, "any", False, "as in CSL") for name in ("keyword", "categories", "custom")),
)
TITLES = ("title", "container-title", "publisher")  # of which a source has one
FIELD_TABLES: dict[str, tuple[Field, ...]] = {
    "estimates.yaml": (
        Field("estimates", "list", True, "what was said", of="estimate"),
        Field("misreports", "list", False, "pages that garble what was said", of="misreport"),
    ),
    "codebook.yaml": CODEBOOK,
    "sources.yaml": (Field("references", "list", True, "where it was printed", of="source"),),
    "estimate": ESTIMATE,
    "withdrawn": WITHDRAWN,
    "figure": FIGURE,
    "misreport": MISREPORT,
    "metric": METRIC,
    "party": PARTY,
    "affiliation": AFFILIATION,
    "place": PLACE,
    "phase": PHASE,
    "event": EVENT,
    "author": AUTHOR,
    "searched": SEARCHED,
    "source": SOURCE,
}
# What a name refers to: the word for one, and where a missing one is to be added.
GROUPS: dict[str, tuple[str, str]] = {
    "metrics": ("metric", "`metrics` in codebook.yaml"),
    "parties": ("party", "`parties` in codebook.yaml"),
    "affiliations": ("affiliation", "`affiliations` in codebook.yaml"),
    "places": ("place", "`places` in codebook.yaml"),
    "sources": ("source", "sources.yaml"),
    "estimates": ("estimate", "estimates.yaml"),
    "figures": ("figure", "estimates.yaml"),
    "asked": ("warning", "the checks"),
}
# What a figure says in one flat row, as it is exported: column -> (type of Frictionless, meaning).
FIGURE_COLUMNS: dict[str, tuple[str, str]] = {
    "figure": ("string", "permanent key of the figure, ESTIMATE.METRIC"),
    "metric": ("string", "what is counted; see codebook.md"),
    "place": ("string", "where; see codebook.md"),
    "party": ("string", "whose figure it is"),
    "affiliation": ("string", "the government or organisation the party belongs to"),
    "as_of": ("string", "the day, month or year the figure describes (EDTF)"),
    "stated": ("string", "the day, month or year the party said it (EDTF)"),
    "said": ("string", "the words of the source, in English"),
    "original": ("string", "the words in another language"),
    "qualifier": (
        "string",
        "how the words are read: exact, about, at_least, more_than, nearly, at_most, between, "
        "vague, none",
    ),
    "low": ("number", "lower bound in the metric's unit; empty where open"),
    "best": ("number", "the number itself; empty where only bounds"),
    "high": ("number", "upper bound in the metric's unit; empty where open"),
    "computed": ("boolean", "whether the number follows from a share, so that nobody stated it"),
    "since": (
        "string",
        "first day of the part that is counted, where the figure is no count of the whole",
    ),
    "covers": ("string", "the part that is counted"),
    "echoes": ("string", "estimate that this figure only repeats"),
    "revises": ("string", "estimate of the same party that this figure replaces"),
    "shares_origin": ("string", "estimate that rests on the same assessment"),
    "attribution": (
        "string",
        "how sure it is that the party said so: seen, corroborated, conflicting",
    ),
    "grade": ("string", "NATO Admiralty code"),
    "speaker": ("string", "who said it for the party"),
    "withdrawn": ("string", "the day from which the figure no longer speaks"),
    "sources": ("string", "keys of references.json and references.bib, separated by spaces"),
    "note": ("string", "the curators' remark"),
    "line": ("integer", "line of the figure in estimates.yaml"),
}
# What pages print in the place of a figure, in one flat row.
MISREPORT_COLUMNS: dict[str, tuple[str, str]] = {
    "figure": ("string", "key of the figure that is garbled"),
    "metric": ("string", "the metric under which the pages print it"),
    "printed": ("string", "the words that they print"),
    "sources": ("string", "keys of references.json and references.bib, separated by spaces"),
    "note": ("string", "the curators' remark"),
    "line": ("integer", "line of the entry in estimates.yaml"),
}
