"""Faults of writing, planted one at a time: each is found at its line and column, with its remedy,
and alone.
"""

import pytest

from curate.planting import TEXTS, checked, planted
from tracker.curate.checks.rules import RULES

E, C, S = "estimates", "codebook", "sources"
SPY, ALLY, PART, PLAN = (
    "spy-2025-01-13",
    "ally-2025-01-20",
    "ally-2025-03-01",
    "ally-2025-05-01-plan",
)
MAN = "A spokesman"
LAST = '"25,000-30,000"}\n    sources: [wire]\n'


def garbled(entry):
    """The end of the estimates, with one misreport behind it."""
    return f"{LAST}\nmisreports:\n  - {entry}\n"


# rule, file, what stands there, what is put there (« before the place to be reported), where, part
# of the message
FAULTS = [
    (
        "encoding",
        E,
        MAN,
        "A«\u200b spokesman",
        SPY,
        "the invisible character U+200B ZERO WIDTH SPACE stands here; delete it",
    ),
    (
        "encoding",
        E,
        MAN,
        "A«\x07 spokesman",
        SPY,
        "the invisible character U+0007 stands here; delete it",
    ),
    ("encoding", E, MAN, '«"A\\u200b spokesman"', SPY, "U+200B ZERO WIDTH SPACE"),
    ("encoding", E, MAN, '«"A \\e[2Kspokesman"', SPY, "the invisible character U+001B stands here"),
    ("encoding", E, MAN, '«"A \\u202espokesman"', SPY, "U+202E RIGHT-TO-LEFT OVERRIDE"),
    (
        "encoding",
        E,
        "ally\n    as_of: 2025-01\n",
        "ally«\u3164\n    as_of: 2025-01\n",
        ALLY,
        "U+3164 HANGUL FILLER stands here",
    ),
    ("encoding", E, "about 300\n", "«\u200f300\n", SPY, "U+200F RIGHT-TO-LEFT MARK stands here"),
    (
        "encoding",
        E,
        '{troops_planned: "25,000-30,000"}',
        "troops_planned:«\u00a030000",
        PLAN,
        "the space U+00A0 NO-BREAK SPACE stands here; write an ordinary space, or put the value",
    ),
    ("encoding", E, "some 300", "some«\u3000300", ALLY, "the space U+3000 IDEOGRAPHIC SPACE"),
    (
        "wrong-type",
        E,
        '{troops_planned: "25,000-30,000"}',
        "«troops_planned：30000",
        f"{PLAN}.figures",
        "this is U+FF1A FULLWIDTH COLON; write : and a space behind 'troops_planned'",
    ),
    (
        "wrong-type",
        E,
        '{troops_planned: "25,000-30,000"}',
        "«troops_planned:30000",
        f"{PLAN}.figures",
        'a colon needs a space behind it; write "troops_planned: 30000"',
    ),
    (
        "wrong-type",
        E,
        "ally\n    as_of: 2025-01\n",
        "«“ally”\n    as_of: 2025-01\n",
        f"{ALLY}.party",
        "“ is a typographic quote; write straight ones, or none",
    ),
    (
        "words",
        E,
        "about 300\n",
        "«“about 300”\n",
        f"{SPY}.figures.killed",
        "stands in typographic quotes; write straight ones, or none",
    ),
    (
        "unknown-name",
        E,
        "ally\n    as_of: 2025-01\n",
        "«аlly\n    as_of: 2025-01\n",
        f"{ALLY}.party",
        "no party 'аlly' (it holds U+0430 CYRILLIC SMALL LETTER A); did you mean 'ally'?",
    ),
    (
        "words",
        E,
        "about 300\n",
        "«10-12,000\n",
        f"{SPY}.figures.killed",
        "write 10,000 to 12,000 if it is",
    ),
    (
        "syntax",
        E,
        "party: ally\n    as_of: 2025-01\n",
        "«party：ally\n    as_of: 2025-01\n",
        ALLY,
        "this is U+FF1A FULLWIDTH COLON; write : and",
    ),
    (
        "tab",
        E,
        "wounded: about 2,700",
        "wounded:«\tabout 2,700",
        SPY,
        "a tab stands here; write spaces",
    ),
    ("syntax", E, MAN, "A spokesman«: the second", SPY, "put a value that holds ': ' in quotes"),
    (
        "syntax",
        E,
        "[news, wire]",
        "«[news, wire",
        SPY,
        "the bracket [ that begins here is not closed",
    ),
    ("syntax", E, "about 300\n", "«> 300\n", SPY, "a value that begins with > or | needs quotes"),
    (
        "syntax",
        E,
        MAN,
        "«@spokesman",
        SPY,
        "a value cannot begin with this character; put it in quotes",
    ),
    ("syntax", E, MAN, "«'A spokesman", SPY, "the quotes that begin here are never closed"),
    (
        "syntax",
        E,
        MAN,
        '"A «\\spokesman"',
        SPY,
        "a backslash in double quotes begins a code; use single quotes",
    ),
    (
        "syntax",
        E,
        "[news, wire]",
        "[[[[[[[[[[«[1]]]]]]]]]]]",
        SPY,
        "nests more than 12 levels deep",
    ),
    (
        "syntax",
        C,
        "{name: The Country}",
        "«{name: The Country",
        "country",
        "the brace { that begins here is not closed",
    ),
    (
        "duplicate-key",
        E,
        "place: front",
        "«party: spy",
        SPY,
        "'party' stands in line 4 already; keep one",
    ),
    (
        "duplicate-key",
        E,
        "wounded: about 2,700",
        "«killed: 5",
        SPY,
        "'killed' stands in line 10 already; keep one",
    ),
    ("key", E, "place: front", "? «[front]\n    : x", SPY, "write a plain word before the colon"),
    (
        "key",
        C,
        "places:\n",
        "places:\n  «the end: {name: X}\n",
        "places.the end",
        "letters and digits joined by hyphens",
    ),
    ("alias", E, MAN, "«&who A spokesman", SPY, "&who is an anchor of YAML; leave it out"),
    ("alias", E, MAN, "«*who", SPY, "*who is an alias of YAML; write the value itself"),
    ("tag", E, MAN, "«!!str A spokesman", SPY, "a tag of YAML; leave it out"),
    ("trap", E, MAN, "«no", SPY, 'YAML reads no as false; write "no" in quotes'),
    ("trap", E, "place: front", "place: «on", SPY, 'YAML reads on as true; write "on" in quotes'),
    ("trap", E, "about 300\n", "«0123\n", SPY, "YAML reads 0123 as an octal number"),
    ("trap", E, "about 300\n", "«12:30\n", SPY, "YAML reads 12:30 as a number in base 60"),
    ("trap", E, "about 300\n", "«1_000\n", SPY, "YAML reads 1_000 as a number"),
    ("trap", E, "about 300\n", "«0x1F\n", SPY, "YAML reads 0x1F as a hexadecimal number"),
    ("trap", E, "place: front", "«Yes: front", SPY, "YAML reads Yes as true"),
    (
        "hash",
        E,
        "Said at a briefing.",
        "Said in room «#3.",
        SPY,
        "'#3.' is left out; put the value in quotes",
    ),
    ("hash", E, "about 300\n", "«#300\n", SPY, "'#300' is left out; put the value in quotes"),
    (
        "comma",
        E,
        "{said: some 300,",
        "{said: some 3,«000,",
        ALLY,
        'put the value in quotes: said: "some 3,000"',
    ),
    (
        "comma",
        E,
        '"25,000-30,000"',
        "25,«000-30,000",
        PLAN,
        'put the value in quotes: troops_planned: "25,000-30,000"',
    ),
    (
        "comma",
        C,
        "{name: The Country}",
        "{«name}",
        "places.country",
        "'name' stands alone inside braces; write 'name: value'",
    ),
    (
        "unknown-field",
        E,
        "attribution:",
        "«atribution:",
        f"{SPY}.atribution",
        "did you mean 'attribution'?",
    ),
    (
        "unknown-field",
        E,
        "  - id: ally-2025-05-01-plan",
        "  - «Id: ally-2025-05-01-plan",
        "entry 5.Id",
        "did you mean 'id'?",
    ),
    (
        "unknown-field",
        E,
        "echoes: spy-2025-01-13}",
        "«colour: red}",
        f"{ALLY}.figures.killed.colour",
        "there are said, low, best, high",
    ),
    (
        "unknown-field",
        E,
        "echoes: spy-2025-01-13}",
        "«colour: red}",
        f"{ALLY}.figures.killed.colour",
        "if it belongs to the value before it, put that in quotes",
    ),
    (
        "unknown-field",
        E,
        '-30,000"}\n    sources: [wire]\n',
        '-30,000"}\n    sources: [wire]\n«extra: 1\n',
        "extra",
        "no field 'extra'; there are estimates",
    ),
    (
        "unknown-field",
        C,
        "short: Spies",
        "«shrt: Spies",
        "parties.spy.shrt",
        "did you mean 'short'?",
    ),
    ("unknown-field", C, "address:", "«adress:", "adress", "did you mean 'address'?"),
    (
        "unknown-field",
        S,
        "container-title",
        "«contaner-title",
        "news.contaner-title",
        "did you mean 'container-title'?",
    ),
    (
        "missing-field",
        E,
        "- id: ally-2025-05-01-plan\n    party",
        "- «party",
        "entry 5.id",
        "`id` is missing; write it as in",
    ),
    (
        "missing-field",
        E,
        "- id: spy-2025-01-13\n    party: spy\n",
        "- «id: spy-2025-01-13\n",
        f"{SPY}.party",
        "`party` is missing; write it as in `party: spy`",
    ),
    (
        "missing-field",
        E,
        "sources: [news, wire]",
        "«sources:",
        f"{SPY}.sources",
        "`sources` is missing",
    ),
    (
        "missing-field",
        E,
        "[news, wire]",
        "«[]",
        f"{SPY}.sources",
        "the list is empty; name at least one source",
    ),
    (
        "missing-field",
        E,
        '{troops_planned: "25,000-30,000"}',
        "«{}",
        f"{PLAN}.figures",
        "the mapping is empty",
    ),
    (
        "missing-field",
        E,
        "{date: 2025-03-05, reason: Counted twice.}",
        "«{date: 2025-03-05}",
        f"{PART}.withdrawn.reason",
        "`reason` is missing",
    ),
    (
        "missing-field",
        C,
        "{name: Government of Ally, stance: ally}",
        "«{name: Government of Ally}",
        "affiliations.ally-land.stance",
        "`stance` is missing; write it as in `stance: belligerent`",
    ),
    (
        "missing-field",
        C,
        "{date: 2025-02-01, label: A ceasefire, ",
        "«{date: 2025-02-01, ",
        "events 1.label",
        "is missing",
    ),
    ("missing-field", C, "title: A small war\n", "«", "title", "`title` is missing"),
    (
        "missing-field",
        S,
        "- id: wire\n    type: webpage\n",
        "- «id: wire\n",
        "wire.type",
        "`type` is missing",
    ),
    ("wrong-type", E, MAN, "«[A, spokesman]", f"{SPY}.speaker", "expected text, found a list"),
    (
        "wrong-type",
        E,
        MAN,
        "«true",
        f"{SPY}.speaker",
        "expected text, found true; put it in quotes",
    ),
    (
        "wrong-type",
        E,
        MAN,
        '«""',
        f"{SPY}.speaker",
        "the text is empty; write it, or leave the field out",
    ),
    (
        "wrong-type",
        E,
        "[news, wire]",
        "«{news: wire}",
        f"{SPY}.sources",
        "expected the name of one source, found a mapping",
    ),
    (
        "wrong-type",
        E,
        "about 300\n",
        "«[300]\n",
        f"{SPY}.figures.killed",
        "expected words or a mapping, found a list",
    ),
    (
        "wrong-type",
        E,
        "{date: 2025-03-05, reason: Counted twice.}",
        "«2025-03-05",
        f"{PART}.withdrawn",
        "expected a mapping",
    ),
    (
        "wrong-type",
        E,
        "corroborated",
        "«sure",
        f"{SPY}.attribution",
        "choose one of seen, corroborated, conflicting",
    ),
    ("wrong-type", E, "B2", "«B7", f"{SPY}.grade", "'B7' is not a grade from A1 to F6"),
    (
        "wrong-type",
        C,
        "by_place: true",
        "by_place: «maybe",
        "metrics.troops_present.by_place",
        "is not true or false",
    ),
    (
        "wrong-type",
        C,
        "speaks_for: 90",
        "speaks_for: «soon",
        "metrics.killed.speaks_for",
        "'soon' is not a whole number of days above 0",
    ),
    (
        "wrong-type",
        C,
        "speaks_for: 90",
        "speaks_for: «0",
        "metrics.killed.speaks_for",
        "'0' is not a whole number of days above 0",
    ),
    (
        "wrong-type",
        C,
        "kind: plan",
        "kind: «pln",
        "metrics.troops_planned.kind",
        "did you mean 'plan'?",
    ),
    (
        "wrong-type",
        C,
        "intensity: 1",
        "intensity: «-1",
        "activity 1.intensity",
        "'-1' is not a number, 0 or more",
    ),
    (
        "wrong-type",
        C,
        "reliability: B",
        "reliability: «Z",
        "parties.spy.reliability",
        "'Z' is not a letter from A to F",
    ),
    (
        "wrong-type",
        C,
        "https://example.org/data",
        "«example.org",
        "address",
        "an address that begins with https://",
    ),
    (
        "wrong-type",
        C,
        "{name: The Country}",
        "«The Country",
        "places.country",
        "expected a mapping of fields, found text",
    ),
    (
        "wrong-type",
        S,
        "https://example.org/news\n",
        "«ftp://x\n",
        "news.URL",
        "an address that begins with https:// or http://",
    ),
    ("wrong-type", S, "webpage", "«webpge", "wire.type", "did you mean 'webpage'?"),
    (
        "wrong-type",
        S,
        "[{family: Doe, given: Jane}, The Editors]",
        "«[{given: Jane}]",
        "news.author",
        "write {family: Doe",
    ),
    (
        "id",
        E,
        "id: ally-2025-05-01-plan",
        "id: «Ally_2025.05",
        "Ally_2025.05.id",
        "write 'ally-2025-05'",
    ),
    (
        "date",
        E,
        "as_of: 2025-01\n",
        "as_of: «2025-13\n",
        f"{ALLY}.as_of",
        "there is no such day as '2025-13'",
    ),
    (
        "date",
        E,
        "as_of: 2025-01\n",
        "as_of: «January\n",
        f"{ALLY}.as_of",
        "cannot read the date 'January'; write YYYY",
    ),
    (
        "date",
        E,
        "as_of: 2025-01\n",
        "as_of: «2025-01-13 12:30\n",
        f"{ALLY}.as_of",
        "write YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    (
        "date",
        E,
        "since: 2025-02-20",
        "since: «2025-02-30",
        f"{PART}.figures.killed.since",
        "no such day as '2025-02-30'",
    ),
    (
        "date",
        E,
        "date: 2025-03-05",
        "date: «2025-03",
        f"{PART}.withdrawn.date",
        "write YYYY-MM-DD, for example",
    ),
    (
        "date",
        S,
        "issued: 2025-01-13",
        "issued: «2025-02-30",
        "news.issued",
        "no such day as '2025-02-30'",
    ),
    (
        "date",
        S,
        "{date-parts: [[2025, 2, 1]]}",
        "«{date-parts: [[2025, 2, 31]]}",
        "news.accessed",
        "no such day",
    ),
    (
        "date",
        S,
        "- year: 2025",
        "«- year: twenty",
        "wire.issued",
        "cannot read the date, found 'twenty'; write YYYY-MM-DD",
    ),
    (
        "unknown-name",
        E,
        "spy\n    as_of: 2025-01-13\n    stated: 2025-02",
        "«spi\n    as_of: 2025-01-13\n    stated: 2025-02",
        "spy-2025-02-10.party",
        "no party 'spi'; did you mean 'spy'?",
    ),
    (
        "unknown-name",
        E,
        "wounded: no figure",
        "«wonded: no figure",
        f"{PART}.figures.wonded",
        "did you mean 'wounded'?",
    ),
    (
        "unknown-name",
        E,
        "place: front",
        "place: «frnt",
        f"{SPY}.place",
        "no place 'frnt'; did you mean 'front'?",
    ),
    (
        "unknown-name",
        E,
        "[news, wire]",
        "[news, wire, «neus]",
        f"{SPY}.sources",
        "no source 'neus'; did you mean 'news'?",
    ),
    (
        "unknown-name",
        E,
        "[news, wire]",
        "[news, wire, «xyz]",
        f"{SPY}.sources",
        "no source 'xyz'; add it to sources.yaml first",
    ),
    (
        "unknown-name",
        E,
        "revises: spy-2025-01-13",
        "revises: «spy-2025-01-31",
        "spy-2025-02-10.revises",
        "no estimate 'spy-2025-01-31'; did you mean 'spy-2025-01-13'?",
    ),
    (
        "unknown-name",
        E,
        "echoes: spy-2025-01-13}",
        "echoes: «foe-1}",
        f"{ALLY}.figures.killed.echoes",
        "no estimate 'foe-1'",
    ),
    (
        "unknown-name",
        C,
        "affiliation: north",
        "affiliation: «nord",
        "parties.spy.affiliation",
        "did you mean 'north'?",
    ),
    (
        "unknown-name",
        C,
        "default_place: front",
        "default_place: «sea",
        "default_place",
        "add it to `places` in codebook.yaml",
    ),
    (
        "unknown-name",
        C,
        "at_most: troops_sent",
        "at_most: «troop_sent",
        "metrics.killed.at_most",
        "mean 'troops_sent'?",
    ),
    (
        "unknown-name",
        C,
        "within: country",
        "within: «contry",
        "places.front.within",
        "no place 'contry'; did you mean 'country'?",
    ),
    (
        "unknown-name",
        C,
        "ceasefire, sources: [news]",
        "ceasefire, sources: [«nws]",
        "events 1.sources",
        "no source 'nws'",
    ),
    (
        "twice",
        E,
        "[news, wire]",
        "[news, wire, «news]",
        f"{SPY}.sources",
        "'news' is named twice; name it once",
    ),
    (
        "words",
        E,
        "about 300\n",
        "«abuot 300\n",
        f"{SPY}.figures.killed",
        "cannot read 'abuot 300'; did you mean 'about 300'?",
    ),
    (
        "words",
        E,
        "about 300\n",
        "«3.000\n",
        f"{SPY}.figures.killed",
        "could mean thousands or a fraction; write 3,000",
    ),
    ("words", E, "some 300", "«some 300 dead", f"{ALLY}.figures.killed", "leave out 'dead'"),
    (
        "words",
        E,
        "some 300",
        "«600\n        700",
        f"{ALLY}.figures.killed",
        "a number over several lines; write it in one line",
    ),
    (
        "words",
        E,
        "killed: about 300\n",
        "killed:«\n",
        f"{SPY}.figures.killed",
        "no words; write what the source says",
    ),
    (
        "words",
        E,
        "{said: some 300,",
        "{said: some 300, «low: 300,",
        f"{ALLY}.figures.killed",
        "`said` and `low` together",
    ),
    (
        "words",
        E,
        "low: 10,000\n        best: 11000\n        high: 12,000",
        "«best: 11000",
        f"{ALLY}.figures.troops_sent",
        "no words; write `said`, or `low` and `high`",
    ),
    (
        "words",
        E,
        "low: 10,000\n",
        "low: «10\n          000\n",
        f"{ALLY}.figures.troops_sent",
        "a number over several lines; write it in one line",
    ),
    (
        "words",
        E,
        "high: 12,000",
        "high: «many",
        f"{ALLY}.figures.troops_sent",
        "'many' is no number; write digits",
    ),
    (
        "bounds",
        E,
        "best: 11000",
        "best: «9000",
        f"{ALLY}.figures.troops_sent",
        "`best` (9,000) is smaller than `low` (10,000)",
    ),
    (
        "bounds",
        E,
        "high: 12,000",
        "high: «10,500",
        f"{ALLY}.figures.troops_sent",
        "`high` (10,500) is smaller than `best` (11,000)",
    ),
    (
        "wording",
        C,
        "[300, 900]",
        "«[900, 300]",
        "wordings.several hundred",
        "the lower first, such as [300, 900]",
    ),
    (
        "wording",
        C,
        "[300, 900]",
        "«[300, 600, 900]",
        "wordings.several hundred",
        "two whole numbers without commas",
    ),
    (
        "wording",
        C,
        "several hundred: [",
        "Several  Hundred.: [300, 900]\n  several hundred: «[",
        "wordings.several hundred",
        "'several hundred' is here already, written in another way; keep one of the two",
    ),
    (
        "unknown-name",
        E,
        LAST,
        garbled("{of: «spy-2025-01-13.casualty, printed: {killed: 3000}, sources: [news]}"),
        "misreports 1.of",
        "no figure 'spy-2025-01-13.casualty'; did you mean 'spy-2025-01-13.casualties'?",
    ),
    (
        "missing-field",
        E,
        LAST,
        garbled("«{of: spy-2025-01-13.casualties, printed: {killed: 3000}}"),
        "misreports 1.sources",
        "`sources` is missing; write it as in `sources: [daily-2025-01-13]`",
    ),
    (
        "unknown-name",
        E,
        LAST,
        garbled("{of: spy-2025-01-13.casualties, printed: {«kiled: 3000}, sources: [news]}"),
        "misreports 1.printed.kiled",
        "no metric 'kiled'; did you mean 'killed'?",
    ),
    (
        "words",
        E,
        LAST,
        garbled("{of: spy-2025-01-13.casualties, printed: {killed: «abuot 300}, sources: [news]}"),
        "misreports 1.printed.killed",
        "did you mean 'about 300'?",
    ),
    (
        "wrong-type",
        E,
        LAST,
        garbled("{of: spy-2025-01-13.killed, printed: {killed: «{said: 3000}}, sources: [news]}"),
        "misreports 1.printed.killed",
        "expected the words that the pages print, found a mapping",
    ),
    (
        "unknown-name",
        E,
        "grade: B2",
        "grade: B2\n    shares_origin: «ally-2025-01-2",
        f"{SPY}.shares_origin",
        "no estimate 'ally-2025-01-2'; did you mean 'ally-2025-01-20'?",
    ),
    (
        "unknown-name",
        C,
        "title: A small war\n",
        "title: A small war\nmain: [killed, «casualtes]\n",
        "main",
        "no metric 'casualtes'; did you mean 'casualties'?",
    ),
    (
        "unknown-name",
        C,
        "Soldiers hurt., ",
        "Soldiers hurt., established: «wounded_later, ",
        "metrics.wounded.established",
        "no metric 'wounded_later'; there are ",
    ),
    (
        "unknown-name",
        C,
        "intensity: 1, ",
        "intensity: 1, metrics: [killed, «kiled], ",
        "activity 1.metrics",
        "no metric 'kiled'; did you mean 'killed'?",
    ),
    (
        "unknown-name",
        C,
        "intensity: 1, ",
        "intensity: 1, places: «frnt, ",
        "activity 1.places",
        "no place 'frnt'; did you mean 'front'?",
    ),
    (
        "wrong-type",
        C,
        "title: A small war\n",
        "title: A small war\ndoi: «https://doi.org/10.5281/zenodo.123\n",
        "doi",
        "is not a DOI, such as 10.5281/zenodo.1234567; write '10.5281/zenodo.123'",
    ),
    (
        "wrong-type",
        C,
        "title: A small war\n",
        "title: A small war\ndoi: «https://example.org/data\n",
        "doi",
        "is not a DOI, such as 10.5281/zenodo.1234567; an address stands in `address`",
    ),
    (
        "wrong-type",
        C,
        "https://example.org/data",
        "«10.5281/zenodo.123",
        "address",
        "is not an address that begins with https:// or http://; a DOI stands in `doi`",
    ),
    (
        "wrong-type",
        C,
        "title: A small war\n",
        "title: A small war\nauthors: [{name: Jane, orcid: «0000-0002-1825-009}]\n",
        "authors 1.orcid",
        "is not an ORCID iD, such as 0000-0002-1825-0097",
    ),
    (
        "wrong-type",
        C,
        "title: A small war\n",
        "title: A small war\nauthors: [{name: Jane, orcid: «0000-0002-1825-0079}]\n",
        "authors 1.orcid",
        "'0000-0002-1825-0079' is no ORCID iD: a digit is wrong; copy it again",
    ),
    (
        "wrong-type",
        C,
        "title: A small war\n",
        "title: A small war\nformat: «first\n",
        "format",
        "'first' is not a whole number above 0",
    ),
    (
        "missing-field",
        C,
        "title: A small war\n",
        "title: A small war\nsearched: [«{until: 2025-05-31, where: The Daily}]\n",
        "searched 1.found",
        "`found` is missing; write it as in `found: Nothing newer",
    ),
]


@pytest.mark.parametrize(
    "rule, file, old, new, where, message", FAULTS, ids=lambda value: str(value)[:40]
)
def test_a_fault_of_writing_is_found_at_its_place(
    write_record, rule, file, old, new, where, message
):
    """The one problem has the rule, the line and column, the name and the remedy that belong to the
    planted fault.
    """
    problems, place = planted(write_record, file, old, new)
    assert [
        (p.rule, p.position.file, (p.position.line, p.position.column), p.where) for p in problems
    ] == [(rule, f"data/{file}.yaml", place, where)]
    assert message in problems[0].message
    assert problems[0].severity == "error"


def test_every_rule_of_writing_is_planted():
    """No rule that reading applies goes untested; `top` and `conflict` have their own tests."""
    assert {rule.name for rule in RULES if rule.find is None} == {fault[0] for fault in FAULTS} | {
        "top",
        "conflict",
    }


def test_marks_of_a_conflict_are_one_problem(write_record):
    """What git leaves where two versions disagree is named as that, and nothing else is told."""
    two = "<<<<<<< HEAD\n    speaker: A\n=======\n    speaker: B\n>>>>>>> other\n"
    problems, place = planted(write_record, E, f"    speaker: {MAN}\n", f"«{two}")
    assert [(p.rule, p.position.line, p.position.column) for p in problems] == [
        ("conflict", *place)
    ]
    assert "git's conflict marks stand here (3 in this file)" in problems[0].message


def test_a_missing_dash_is_one_problem(write_record):
    """The fields behind it stand in one mapping with those of the entry before."""
    problems, place = planted(
        write_record, E, "\n  - id: spy-2025-02-10\n", "\n    «id: spy-2025-02-10\n"
    )
    found = [p for p in problems if p.position.line >= place[0]]
    assert [(p.rule, p.position.line, p.position.column) for p in found] == [
        ("duplicate-key", *place)
    ]
    assert "write '- id:' with the dash in front" in found[0].message


@pytest.mark.parametrize("inset", ["", "  ", "    "])
@pytest.mark.parametrize("first", [True, False])
def test_a_missing_dash_is_named_wherever_the_entry_stands(write_record, first, inset):
    """The first entry or a later one, however it is indented: one problem, at its line."""
    text = TEXTS["estimates"]
    lines = text.splitlines(keepends=True)
    begin = "  - id: " if first else "  - id: spy-2025-02-10"
    at = next(n for n, line in enumerate(lines) if line.startswith(begin))
    lines[at] = inset + lines[at].lstrip().removeprefix("- ")
    found = checked(write_record, **TEXTS | {"estimates": "".join(lines)})
    errors = [problem for problem in found if problem.severity == "error"]
    assert [one.position.line for one in errors if "dash" in one.message] == [at + 1]
    assert all("dash" in one.message or one.rule == "unknown-name" for one in errors)


@pytest.mark.parametrize(
    ("new", "words"),
    [("  -id: ", "a dash needs a space behind it"), (" - id: ", "is not indented as those above")],
)
def test_a_dash_that_stands_wrong_is_named(write_record, new, words):
    """What is to be mended, not what the parser stumbles over."""
    text = TEXTS["estimates"].replace("  - id: spy-2025-02-10", f"{new}spy-2025-02-10")
    found = checked(write_record, **TEXTS | {"estimates": text})
    assert any(words in problem.message for problem in found)


def test_long_values_are_cut_in_messages(write_record):
    """Sixty characters of a value say which one is meant."""
    for old, new in (
        ("party: ally\n    as_of: 2025-01\n", f"party: {'x' * 300}\n    as_of: 2025-01\n"),
        ("about 300\n", f"{'x ' * 90}\n"),
        ("as_of: 2025-01\n", f"as_of: {'x' * 300}\n"),
    ):
        problems, _ = planted(write_record, E, old, new)
        assert problems and all("x…'" in p.message and len(p.message) < 300 for p in problems)
