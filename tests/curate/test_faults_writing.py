"""Faults of writing, planted one at a time: each is found at its line and column, with its remedy, and alone."""

import pytest

from curate.planting import planted
from tracker.curate.rules import RULES

E, C, S = "estimates", "codebook", "sources"
SPY, ALLY, PART, PLAN = "spy-2025-01-13", "ally-2025-01-20", "ally-2025-03-01", "ally-2025-05-01-plan"
MAN = "A spokesman"

# rule, file, what stands there, what is put there (« before the place to be reported), where, part of the message
FAULTS = [
    ("encoding", E, MAN, "A«\u200b spokesman", SPY, "the invisible character U+200B stands here; delete it"),
    ("encoding", E, MAN, "A«\x07 spokesman", SPY, "the invisible character U+0007 stands here; delete it"),
    ("tab", E, "wounded: about 2,700", "wounded:«\tabout 2,700", SPY, "a tab stands here; write spaces"),
    ("syntax", E, MAN, "A spokesman«: the second", SPY, "put a value that holds ': ' in quotes"),
    ("syntax", E, "[news, wire]", "«[news, wire", SPY, "the bracket [ that begins here is not closed"),
    ("syntax", E, "about 300\n", "«> 300\n", SPY, "a value that begins with > or | needs quotes"),
    ("syntax", E, MAN, "«@spokesman", SPY, "a value cannot begin with this character; put it in quotes"),
    ("syntax", E, MAN, "«'A spokesman", SPY, "the quotes that begin here are never closed"),
    ("syntax", E, MAN, '"A «\\spokesman"', SPY, "a backslash in double quotes begins a code; use single quotes"),
    ("syntax", E, "[news, wire]", "[[[[[[[[[[«[1]]]]]]]]]]]", SPY, "nests more than 12 levels deep"),
    ("syntax", C, "{name: The Country}", "«{name: The Country", "country", "the brace { that begins here is not closed"),
    ("duplicate-key", E, "place: front", "«party: spy", SPY, "'party' stands in line 4 already; keep one"),
    ("duplicate-key", E, "wounded: about 2,700", "«killed: 5", SPY, "'killed' stands in line 10 already; keep one"),
    ("key", E, "place: front", "? «[front]\n    : x", SPY, "write a plain word before the colon"),
    ("key", C, "places:\n", "places:\n  «the end: {name: X}\n", "places.the end", "letters and digits joined by hyphens"),
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
    ("hash", E, "Said at a briefing.", "Said in room «#3.", SPY, "'#3.' is left out; put the value in quotes"),
    ("hash", E, "about 300\n", "«#300\n", SPY, "'#300' is left out; put the value in quotes"),
    ("comma", E, "{said: some 300,", "{said: some 3,«000,", ALLY, 'put the value in quotes: said: "some 3,000"'),
    ("comma", E, '"25,000-30,000"', "25,«000-30,000", PLAN, 'put the value in quotes: troops_planned: "25,000-30,000"'),
    ("comma", C, "{name: The Country}", "{«name}", "places.country", "'name' stands alone inside braces; write 'name: value'"),
    ("unknown-field", E, "attribution:", "«atribution:", f"{SPY}.atribution", "did you mean 'attribution'?"),
    ("unknown-field", E, "  - id: ally-2025-05-01-plan", "  - «Id: ally-2025-05-01-plan", "entry 5.Id", "did you mean 'id'?"),
    ("unknown-field", E, "echoes: spy-2025-01-13}", "«colour: red}", f"{ALLY}.figures.killed.colour",
     "there are said, low, best, high"),
    ("unknown-field", E, "echoes: spy-2025-01-13}", "«colour: red}", f"{ALLY}.figures.killed.colour",
     "if it belongs to the value before it, put that in quotes"),
    ("unknown-field", E, '-30,000"}\n    sources: [wire]\n', '-30,000"}\n    sources: [wire]\n«extra: 1\n', "extra",
     "no field 'extra'; there are estimates"),
    ("unknown-field", C, "short: Spies", "«shrt: Spies", "parties.spy.shrt", "did you mean 'short'?"),
    ("unknown-field", C, "address:", "«adress:", "adress", "did you mean 'address'?"),
    ("unknown-field", S, "container-title", "«contaner-title", "news.contaner-title", "did you mean 'container-title'?"),
    ("missing-field", E, "- id: ally-2025-05-01-plan\n    party", "- «party", "entry 5.id", "`id` is missing; write it as in"),
    ("missing-field", E, "- id: spy-2025-01-13\n    party: spy\n", "- «id: spy-2025-01-13\n", f"{SPY}.party",
     "`party` is missing; write it as in `party: spy`"),
    ("missing-field", E, "sources: [news, wire]", "«sources:", f"{SPY}.sources", "`sources` is missing"),
    ("missing-field", E, "[news, wire]", "«[]", f"{SPY}.sources", "the list is empty; name at least one source"),
    ("missing-field", E, '{troops_planned: "25,000-30,000"}', "«{}", f"{PLAN}.figures", "the mapping is empty"),
    ("missing-field", E, "{date: 2025-03-05, reason: Counted twice.}", "«{date: 2025-03-05}", f"{PART}.withdrawn.reason",
     "`reason` is missing"),
    ("missing-field", C, "{name: Government of Ally, stance: ally}", "«{name: Government of Ally}",
     "affiliations.ally-land.stance", "`stance` is missing; write it as in `stance: belligerent`"),
    ("missing-field", C, "{date: 2025-02-01, label: A ceasefire, ", "«{date: 2025-02-01, ", "events 1.label", "is missing"),
    ("missing-field", C, "title: A small war\n", "«", "title", "`title` is missing"),
    ("missing-field", S, "- id: wire\n    type: webpage\n", "- «id: wire\n", "wire.type", "`type` is missing"),
    ("wrong-type", E, MAN, "«[A, spokesman]", f"{SPY}.speaker", "expected text, found a list"),
    ("wrong-type", E, MAN, "«true", f"{SPY}.speaker", "expected text, found true; put it in quotes"),
    ("wrong-type", E, MAN, '«""', f"{SPY}.speaker", "the text is empty; write it, or leave the field out"),
    ("wrong-type", E, "[news, wire]", "«{news: wire}", f"{SPY}.sources", "expected the name of one source, found a mapping"),
    ("wrong-type", E, "about 300\n", "«[300]\n", f"{SPY}.figures.killed", "expected words or a mapping, found a list"),
    ("wrong-type", E, "{date: 2025-03-05, reason: Counted twice.}", "«2025-03-05", f"{PART}.withdrawn", "expected a mapping"),
    ("wrong-type", E, "corroborated", "«sure", f"{SPY}.attribution", "choose one of seen, corroborated, conflicting"),
    ("wrong-type", E, "B2", "«B7", f"{SPY}.grade", "'B7' is not a grade from A1 to F6"),
    ("wrong-type", C, "by_place: true", "by_place: «maybe", "metrics.troops_present.by_place", "is not true or false"),
    ("wrong-type", C, "speaks_for: 90", "speaks_for: «soon", "metrics.killed.speaks_for", "'soon' is not a whole number of days above 0"),
    ("wrong-type", C, "speaks_for: 90", "speaks_for: «0", "metrics.killed.speaks_for", "'0' is not a whole number of days above 0"),
    ("wrong-type", C, "kind: plan", "kind: «pln", "metrics.troops_planned.kind", "did you mean 'plan'?"),
    ("wrong-type", C, "intensity: 1", "intensity: «-1", "activity 1.intensity", "'-1' is not a number, 0 or more"),
    ("wrong-type", C, "reliability: B", "reliability: «Z", "parties.spy.reliability", "'Z' is not a letter from A to F"),
    ("wrong-type", C, "https://example.org/data", "«example.org", "address", "an address that begins with https://"),
    ("wrong-type", C, "{name: The Country}", "«The Country", "places.country", "expected a mapping of fields, found text"),
    ("wrong-type", S, "https://example.org/news\n", "«ftp://x\n", "news.URL", "an address that begins with https:// or http://"),
    ("wrong-type", S, "webpage", "«webpge", "wire.type", "did you mean 'webpage'?"),
    ("wrong-type", S, "[{family: Doe, given: Jane}, The Editors]", "«[{given: Jane}]", "news.author", "write {family: Doe"),
    ("id", E, "id: ally-2025-05-01-plan", "id: «Ally_2025.05", "Ally_2025.05.id", "write 'ally-2025-05'"),
    ("date", E, "as_of: 2025-01\n", "as_of: «2025-13\n", f"{ALLY}.as_of", "there is no such day as '2025-13'"),
    ("date", E, "as_of: 2025-01\n", "as_of: «January\n", f"{ALLY}.as_of", "cannot read the date 'January'; write YYYY"),
    ("date", E, "as_of: 2025-01\n", "as_of: «2025-01-13 12:30\n", f"{ALLY}.as_of", "write YYYY, YYYY-MM or YYYY-MM-DD"),
    ("date", E, "since: 2025-02-20", "since: «2025-02-30", f"{PART}.figures.killed.since", "no such day as '2025-02-30'"),
    ("date", E, "date: 2025-03-05", "date: «2025-03", f"{PART}.withdrawn.date", "write YYYY-MM-DD, for example"),
    ("date", S, "issued: 2025-01-13", "issued: «2025-02-30", "news.issued", "no such day as '2025-02-30'"),
    ("date", S, "{date-parts: [[2025, 2, 1]]}", "«{date-parts: [[2025, 2, 31]]}", "news.accessed", "no such day"),
    ("date", S, "- year: 2025", "«- year: twenty", "wire.issued", "cannot read the date, found 'twenty'; write YYYY-MM-DD"),
    ("unknown-name", E, "spy\n    as_of: 2025-01-13\n    stated: 2025-02", "«spi\n    as_of: 2025-01-13\n    stated: 2025-02",
     "spy-2025-02-10.party", "no party 'spi'; did you mean 'spy'?"),
    ("unknown-name", E, "wounded: no figure", "«wonded: no figure", f"{PART}.figures.wonded", "did you mean 'wounded'?"),
    ("unknown-name", E, "place: front", "place: «frnt", f"{SPY}.place", "no place 'frnt'; did you mean 'front'?"),
    ("unknown-name", E, "[news, wire]", "[news, wire, «neus]", f"{SPY}.sources", "no source 'neus'; did you mean 'news'?"),
    ("unknown-name", E, "[news, wire]", "[news, wire, «xyz]", f"{SPY}.sources", "no source 'xyz'; add it to sources.yaml first"),
    ("unknown-name", E, "revises: spy-2025-01-13", "revises: «spy-2025-01-31", "spy-2025-02-10.revises",
     "no estimate 'spy-2025-01-31'; did you mean 'spy-2025-01-13'?"),
    ("unknown-name", E, "echoes: spy-2025-01-13}", "echoes: «foe-1}", f"{ALLY}.figures.killed.echoes", "no estimate 'foe-1'"),
    ("unknown-name", C, "affiliation: north", "affiliation: «nord", "parties.spy.affiliation", "did you mean 'north'?"),
    ("unknown-name", C, "default_place: front", "default_place: «sea", "default_place", "add it to `places` in codebook.yaml"),
    ("unknown-name", C, "at_most: troops_sent", "at_most: «troop_sent", "metrics.killed.at_most", "mean 'troops_sent'?"),
    ("unknown-name", C, "within: country", "within: «contry", "places.front.within", "no place 'contry'; did you mean 'country'?"),
    ("unknown-name", C, "ceasefire, sources: [news]", "ceasefire, sources: [«nws]", "events 1.sources", "no source 'nws'"),
    ("twice", E, "[news, wire]", "[news, wire, «news]", f"{SPY}.sources", "'news' is named twice; name it once"),
    ("words", E, "about 300\n", "«abuot 300\n", f"{SPY}.figures.killed", "cannot read 'abuot 300'; did you mean 'about 300'?"),
    ("words", E, "about 300\n", "«3.000\n", f"{SPY}.figures.killed", "could mean thousands or a fraction; write 3,000"),
    ("words", E, "some 300", "«some 300 dead", f"{ALLY}.figures.killed", "leave out 'dead'"),
    ("words", E, "killed: about 300\n", "killed:«\n", f"{SPY}.figures.killed", "no words; write what the source says"),
    ("words", E, "{said: some 300,", "{said: some 300, «low: 300,", f"{ALLY}.figures.killed", "`said` and `low` together"),
    ("words", E, "low: 10,000\n        best: 11000\n        high: 12,000", "«best: 11000", f"{ALLY}.figures.troops_sent",
     "no words; write `said`, or `low` and `high`"),
    ("words", E, "high: 12,000", "high: «many", f"{ALLY}.figures.troops_sent", "'many' is no number; write digits"),
    ("bounds", E, "best: 11000", "best: «9000", f"{ALLY}.figures.troops_sent", "`best` is smaller than `low`"),
    ("bounds", E, "high: 12,000", "high: «10,500", f"{ALLY}.figures.troops_sent", "`high` is smaller than `best`"),
    ("wording", C, "[300, 900]", "«[900, 300]", "wordings.several hundred", "the lower first, such as [300, 900]"),
    ("wording", C, "[300, 900]", "«[300, 600, 900]", "wordings.several hundred", "two whole numbers without commas"),
]


@pytest.mark.parametrize("rule, file, old, new, where, message", FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_of_writing_is_found_at_its_place(write_record, rule, file, old, new, where, message):
    """The one problem has the rule, the line and column, the name and the remedy that belong to the planted fault."""
    problems, place = planted(write_record, file, old, new)
    assert [(p.rule, p.mark.file, (p.mark.line, p.mark.column), p.where) for p in problems] == [
        (rule, f"data/{file}.yaml", place, where)]
    assert message in problems[0].message
    assert problems[0].severity == "error"


def test_every_rule_of_writing_is_planted():
    """No rule that reading applies goes untested; `top` has its own tests."""
    assert {rule.name for rule in RULES if rule.find is None} == {fault[0] for fault in FAULTS} | {"top"}
