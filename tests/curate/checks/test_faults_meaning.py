"""Faults of meaning, planted one at a time: each is found at its line and column, with its remedy,
and alone.
"""

from datetime import date

import pytest

from curate.planting import TEXTS, checked, planted
from tracker.curate.checks.rules import RULES, rules_listed
from tracker.curate.checks.rules_links import in_circles
from tracker.curate.load import check

E, C, S = "estimates", "codebook", "sources"
SPY, ALLY, PART, PLAN = (
    "spy-2025-01-13",
    "ally-2025-01-20",
    "ally-2025-03-01",
    "ally-2025-05-01-plan",
)
SECOND = (
    "  - {{id: x, party: spy, as_of: {}, stated: {}, sources: [wire], figures: {{{}}}}}\n  - "
    "id: ally-2025-01-20\n"
)


def second(days, figures):
    """Another entry of the spies, put before the ally's first."""
    return "  - id: ally-2025-01-20\n", SECOND.format(*days.split(), figures)


# rule, file, what stands there, what is put there (« before the place to be reported), where, part
# of the message
FAULTS = [
    (
        "duplicate-id",
        E,
        PLAN,
        "«ally-2025-03-01",
        "ally-2025-03-01.id",
        "stands in line 39 already; give this entry another",
    ),
    (
        "duplicate-id",
        S,
        "  - id: wire\n",
        "  - {id: «news, type: book, title: T}\n  - id: wire\n",
        "news.id",
        "stands in line 2 already",
    ),
    (
        "untitled",
        S,
        "- id: wire\n    type: webpage\n    publisher: The Wire\n",
        "- «id: wire\n    type: webpage\n",
        "wire.title",
        "give at least one, as in `container-title: The Daily`",
    ),
    (
        "future",
        E,
        "stated: 2025-05-01",
        "stated: «2025-07-01",
        f"{PLAN}.stated",
        "2025-07-01 lies in the future (it is no later than 2025-06-30 anywhere)",
    ),
    (
        "future",
        E,
        "date: 2025-03-05",
        "date: «2025-07-05",
        f"{PART}.withdrawn.date",
        "2025-07-05 lies in the future",
    ),
    ("future", S, "issued: 2025-01-13", "issued: «2025-07-01", "news.issued", "lies in the future"),
    (
        "future",
        S,
        "{date-parts: [[2025, 2, 1]]}",
        "«{date-parts: [[2025, 7]]}",
        "news.accessed",
        "2025-07-01 lies in the future",
    ),
    (
        "future",
        C,
        "title: A small war\n",
        "title: A small war\nsearched: [{until: «2025-07-01, where: The Daily, found: Nothing.}]\n",
        "searched 1.until",
        "2025-07-01 lies in the future (it is no later than 2025-06-30 anywhere); correct it",
    ),
    (
        "link-circle",
        E,
        "grade: B2",
        "shares_origin: «spy-2025-01-13",
        f"{SPY}.shares_origin",
        "shares_origin runs in a circle: 'spy-2025-01-13' leads to 'spy-2025-01-13' and back",
    ),
    (
        "definition-circle",
        C,
        "Soldiers hurt., ",
        "Soldiers hurt., established: «wounded, ",
        "metrics.wounded.established",
        "`established` leads from 'wounded' back to itself",
    ),
    (
        "proxy",
        C,
        "Soldiers hurt., kind: cumulative}\n  casualties: {label: Killed or wounded, definition: "
        "Both., kind: cumulative, parts: [",
        "Soldiers hurt., kind: cumulative, proxy: true}\n  casualties: {label: Killed or wounded, "
        "definition: Both., kind: cumulative, parts: «[",
        "metrics.casualties.parts",
        "'wounded' is a proxy, which only hints, and no part of casualties; remove it here, or its",
    ),
    (
        "tally",
        C,
        "Soldiers there., ",
        "Soldiers there., tally: «true, ",
        "metrics.troops_present.tally",
        "'troops_present' is part of no whole that it could be a tally of; name the whole, as in "
        "`at_most: killed`",
    ),
    (
        "tally",
        C,
        "Soldiers there., ",
        "Soldiers there., tally: true, at_most: troops_sent, proxy: «true, ",
        "metrics.troops_present.proxy",
        "a tally is a hard bound and a proxy only hints; keep one of them",
    ),
    (
        "precise",
        E,
        "killed: 600\n",
        "killed: «about 603\n",
        "spy-2025-02-10.figures.killed",
        "'about 603' is hedged and yet not round, as if a digit of 603 were wrong; compare with",
    ),
    (
        "wide",
        E,
        "killed: 600\n",
        "killed: «350 to 2,100\n",
        "spy-2025-02-10.figures.killed",
        "'350 to 2,100' has ends that are 6 times apart; compare with the source, and answer",
    ),
    (
        "printed",
        E,
        "killed: 600\n",
        "killed: {said: «600, original: 6000 погибших}\n",
        "spy-2025-02-10.figures.killed",
        "'600' is a digit or a zero off the 6,000 in the original; compare with the source",
    ),
    (
        "share",
        E,
        "killed: 600\n",
        "killed: «about half of 1,200\n",
        "spy-2025-02-10.figures.killed",
        "'about half of 1,200' is a share of 1,200, a number that no party in the record stated; "
        "enter that statement",
    ),
    (
        "doi",
        C,
        "address: https://example.org/data",
        "address: «https://doi.org/10.5281/zenodo.123",
        "address",
        "this is a DOI; write `doi: 10.5281/zenodo.123` in its place",
    ),
    ("future", C, "{date: 2025-02-01", "{date: «2025-12-01", "events 1.date", "lies in the future"),
    (
        "stated-first",
        E,
        "stated: 2025-03-01",
        "stated: «2025-02",
        f"{PART}.stated",
        "stated 2025-02, before the day it describes, as_of 2025-03-01~; correct one of them "
        "(only a plan may be",
    ),
    (
        "order",
        E,
        "since: 2025-02-20",
        "since: «2025-04-01",
        f"{PART}.figures.killed.since",
        "after the day that the figure describes",
    ),
    (
        "order",
        E,
        "date: 2025-03-05",
        "date: «2025-02-05",
        f"{PART}.withdrawn.date",
        "withdrawn 2025-02-05, before it was stated",
    ),
    (
        "order",
        C,
        "to: 2025-03-31",
        "to: «2024-11-30",
        "activity 1.to",
        "the phase ends 2024-11-30, before it begins",
    ),
    (
        "part",
        E,
        "{said: some 300, echoes: spy-2025-01-13}",
        "«13,000",
        f"{ALLY}.figures.killed",
        "killed ('13,000') is larger than troops_sent ('10,000 to 12,000, best 11,000') in the "
        "same estimate",
    ),
    (
        "revises-party",
        E,
        "revises: spy-2025-01-13",
        "revises: «ally-2025-01-20",
        "spy-2025-02-10.revises",
        "'ally-2025-01-20' is ally's, not spy's; a party revises only itself (if this repeats it, "
        "write `echoes`)",
    ),
    (
        "link-metric",
        E,
        "planned: several hundred",
        "planned: {said: several hundred, echoes: «spy-2025-01-13}",
        f"{PART}.figures.troops_planned.echoes",
        "gives no troops_planned, only killed, wounded, casualties; put the link on",
    ),
    (
        "link-metric",
        E,
        "killed: 600\n    sources: [wire]\n    revises: ",
        "troops_sent: 600\n    sources: [wire]\n    revises: «",
        "spy-2025-02-10.revises",
        "gives no metric of this estimate",
    ),
    (
        "link-circle",
        E,
        "echoes: spy-2025-01-13}",
        "echoes: «ally-2025-01-20}",
        f"{ALLY}.figures.killed.echoes",
        "echoes run in a circle: 'ally-2025-01-20' leads to 'ally-2025-01-20' and back",
    ),
    (
        "echoes-number",
        E,
        "some 300, echoes: ",
        "some 350, echoes: «",
        f"{ALLY}.figures.killed.echoes",
        "'spy-2025-01-13' says 'about 300', this says 'some 350', and an echo repeats the number; "
        "correct it, or remove",
    ),
    (
        "revises-number",
        E,
        "killed: 600\n    sources: [wire]\n    revises: ",
        "killed: some 300\n    sources: [wire]\n    revises: «",
        "spy-2025-02-10.revises",
        "repeats the number of 'spy-2025-01-13' ('some 300'), so it is no revision; remove "
        "`revises`",
    ),
    (
        "same-day",
        E,
        *second("2025-01-13 2025-01-13", "wounded: «2600"),
        "x.figures.wounded",
        "'spy-2025-01-13' gives wounded of the same party for the same day, stated the same day; "
        "say with `revises`",
    ),
    (
        "definition-circle",
        C,
        "{name: The Country}",
        "{name: The Country, within: «country}",
        "places.country.within",
        "`within` leads from 'country' back to itself; remove the link that is wrong",
    ),
    (
        "definition-circle",
        C,
        "sent: {label: Sent,",
        "sent: {at_most: «troops_sent, label: Sent,",
        "metrics.troops_sent.at_most",
        "`at_most` leads from 'troops_sent' back to itself",
    ),
    (
        "definition-circle",
        C,
        "parts: [killed, wounded]",
        "parts: «[killed, wounded, casualties]",
        "metrics.casualties.parts",
        "`parts` leads from 'casualties' back to itself",
    ),
    (
        "sum",
        E,
        "casualties: more than 3,000 #",
        "casualties: «4,000 #",
        f"{SPY}.figures.casualties",
        "killed ('about 300') + wounded ('about 2,700') do not add up to casualties ('4,000'); "
        "compare with the source",
    ),
    (
        "falls",
        E,
        *second("2025-03 2025-03-15", "killed: «up to 550"),
        "x.figures.killed",
        "'up to 550' is lower than the same "
        "party's '600' as of 2025-01-13 ('spy-2025-02-10'), but killed never falls; write "
        "`revises` if it replaces that one",
    ),
    (
        "unused",
        S,
        "  - id: wire\n",
        "  - {id: «book, type: book, title: T}\n  - id: wire\n",
        "book",
        "no estimate names the source",
    ),
    (
        "unused",
        C,
        "  ally: {name",
        "  «foe: {name: Foe, affiliation: ally-land}\n  ally: {name",
        "parties.foe",
        "no estimate is of",
    ),
]
SLIPS = {"jump", "apart", "late", "id-day", "id-party", "source-day", "checked"}  # test_slips.py
WARNINGS = {rule.name for rule in RULES if rule.severity == "warning"}


@pytest.mark.parametrize(
    "rule, file, old, new, where, message", FAULTS, ids=lambda value: str(value)[:40]
)
def test_a_fault_of_meaning_is_found_at_its_place(
    write_record, rule, file, old, new, where, message
):
    """The one problem has the rule, the line and column, the name and the remedy that belong to the
    planted fault.
    """
    problems, place = planted(write_record, file, old, new)
    problems = [p for p in problems if p.rule == rule or p.rule not in SLIPS]
    assert [
        (p.rule, p.position.file, (p.position.line, p.position.column), p.where) for p in problems
    ] == [(rule, f"data/{file}.yaml", place, where)]
    assert message in problems[0].message
    assert problems[0].severity == ("warning" if rule in WARNINGS else "error")


def test_every_rule_of_meaning_is_planted():
    """No rule goes untested; links to later statements, which break two rules at once, have tests
    of their own.
    """
    assert {rule.name for rule in RULES if rule.find} == {fault[0] for fault in FAULTS} | {
        "link-later",
        "example",  # tests/commands/test_init.py
        *SLIPS,
    }


def test_the_sound_record_has_no_problem(write_record):
    """The record into which faults are planted is sound: echo, revision, plan, part, withdrawal,
    every form of date.
    """
    assert checked(write_record) == ()


def test_a_part_larger_than_its_whole_stands_beside_the_sum(write_record):
    """2,700 wounded cannot be among 2,000 casualties (an error at the part); nor do the parts add
    up (at the whole).
    """
    problems, _ = planted(write_record, E, "casualties: more than 3,000", "casualties: 2000")
    assert [(p.rule, p.position.line, p.position.column, p.severity) for p in problems] == [
        ("part", 11, 16, "error"),
        ("sum", 12, 19, "warning"),
    ]
    assert problems[0].message == (
        "wounded ('about 2,700') is larger than casualties ('2000') in the same estimate; "
        "correct one of them"
    )


def test_what_counts_elsewhere_is_no_part(write_record):
    """Wounded of the whole country are not compared with casualties at the front, nor a total with
    one battle.
    """
    elsewhere, _ = planted(
        write_record,
        E,
        "wounded: about 2,700\n      casualties: more than 3,000",
        "wounded: {said: 2700, place: country}\n      casualties: 2000",
    )
    battle, _ = planted(
        write_record,
        E,
        "casualties: more than 3,000",
        "casualties: {said: 200, covers: one battle}",
    )
    assert elsewhere == battle == ()


def test_a_doubtful_variant_adds_to_nothing(write_record):
    """One page's 3,000 wounded, marked as conflicting, is not added to the settled 300 dead,
    wherever it stands.
    """
    variant = (
        "  - {id: garbled, party: spy, as_of: 2025-01-13, stated: 2025-01-13, sources: [news], "
        "figures: {wounded: 3000}, place: front, attribution: conflicting}\n\n"
    )
    text = TEXTS[E].replace("casualties: more than 3,000", "casualties: 3,000")
    for entry in (SPY, "ally-2025-01-20"):
        assert (
            checked(
                write_record,
                estimates=text.replace(f"  - id: {entry}\n", f"{variant}  - id: {entry}\n"),
            )
            == ()
        )


def test_a_link_to_a_later_statement_is_refused(write_record):
    """An estimate of 13 January cannot revise one of 10 February; both links are reported, since
    they form a circle.
    """
    problems, _ = planted(write_record, E, "grade: B2", "revises: spy-2025-02-10")
    assert [(p.rule, p.position.line, p.where) for p in problems] == [
        ("link-later", 15, f"{SPY}.revises"),
        ("link-circle", 15, f"{SPY}.revises"),
        ("link-circle", 37, "spy-2025-02-10.revises"),
    ]
    assert (
        "'spy-2025-02-10' was stated later (2025-02-10) than this one (2025-01-13)"
        in problems[0].message
    )


def test_a_long_circle_is_reported_at_each_link_and_soon(write_record):
    """Two thousand revisions in a circle: one problem at each link, found in time in proportion to
    their number.
    """
    text = "".join(
        f"- {{id: n{n}, party: spy, as_of: 2025-01-01, stated: 2025-01-02, figures: {{killed: "
        f"{n + 1}}}, "
        f"sources: [news, wire], revises: n{(n + 1) % 2000}}}\n"
        for n in range(2000)
    )
    problems = [p for p in checked(write_record, estimates=text) if p.severity == "error"]
    assert [p.position.line for p in problems] == list(range(2, 2002))
    assert {p.rule for p in problems} == {"link-circle"}


def test_what_leads_into_a_circle_is_not_on_it():
    """Of a tail that leads into a circle of two, and one that leads out, only the two are on it."""
    assert in_circles({"tail": ["a"], "a": ["b", "out"], "b": ["a"], "out": ["end"]}) == ["a", "b"]


def test_a_plan_may_lie_in_the_future_but_nothing_with_it(write_record):
    """As of 2026 is fine for a plan stated in 2025; a count beside it makes the entry's days
    wrong.
    """
    problems, _ = planted(write_record, E, '"25,000-30,000"}', '"25,000-30,000", killed: 500}')
    assert [(p.rule, p.where) for p in problems] == [
        ("future", f"{PLAN}.as_of"),
        ("stated-first", f"{PLAN}.stated"),
    ]


def test_today_is_an_argument(write_record):
    """The same record is sound at the end of June and has dates in the future at the beginning of
    May.
    """
    folder = write_record(**TEXTS)
    assert check(folder, today=date(2025, 6, 30)) == ()
    assert {p.rule for p in check(folder, today=date(2025, 4, 30))} == {"future"}


def test_a_later_statement_for_the_same_day_is_no_fault(write_record):
    """For the same day the later statement wins: only those stated at the same time need
    `revises`.
    """
    problems, _ = planted(write_record, E, *second("2025-01-13 2025-01-14", "wounded: 2800"))
    assert problems == ()


def test_an_echo_may_lose_its_hedge(write_record):
    """A newspaper that prints 'more than 300' for the spies' 'about 300' still repeats their
    number.
    """
    problems, _ = planted(write_record, E, "some 300", "more than 300")
    assert problems == ()


def test_an_entry_may_revise_one_number_and_repeat_another(write_record):
    """600 killed replace 300 while 2,700 wounded stay: a revision all the same."""
    problems, _ = planted(write_record, E, "killed: 600\n", "killed: 600\n      wounded: 2700\n")
    assert problems == ()


def test_a_revised_figure_may_fall(write_record):
    """A lower count is no warning where `revises` says that it replaces the higher one."""
    problems, _ = planted(write_record, E, "killed: 600\n", "killed: 250\n")
    assert problems == ()


def test_rules_are_listed_for_the_manual():
    """Each rule is one line with its name and one sentence; warnings are marked."""
    lines = rules_listed().splitlines()
    assert len(lines) == len(RULES) == len({rule.name for rule in RULES})
    assert all(line.startswith("- **") and line.endswith(".") for line in lines)
    assert (
        "- **falls** (warning): A party's cumulative figure does not fall without `revises`."
        in lines
    )


def test_a_share_of_a_number_that_somebody_stated_is_no_fault(write_record):
    """Any end of a statement of any party is such a number; a share of another share is none."""
    for said in ("a third of more than 3,000", "half of 12,000", "half of all of 11,000"):
        problems, _ = planted(write_record, E, "killed: 600\n", f"killed: {said}\n")
        assert [p.rule for p in problems if p.rule != "jump"] == [], said


def test_origins_may_form_chains_and_groups(write_record):
    """The third names the second, which names the first; only a way back is a fault."""
    text = TEXTS[E].replace("grade: B2", f"shares_origin: {ALLY}")
    text = text.replace("revises: spy-2025-01-13", "shares_origin: spy-2025-01-13")
    assert [p.rule for p in checked(write_record, estimates=text)] == []
    text = text.replace(
        "    sources: [wire]\n\n", "    sources: [wire]\n    shares_origin: spy-2025-02-10\n\n", 1
    )
    assert [(p.rule, p.where) for p in checked(write_record, estimates=text)] == [
        ("link-circle", f"{SPY}.shares_origin"),
        ("link-circle", f"{ALLY}.shares_origin"),
        ("link-circle", "spy-2025-02-10.shares_origin"),
    ]


def test_parts_that_are_tallies_need_not_add_up(write_record):
    """Names found one by one are a bound from below, so the whole may be larger than all parts."""
    book = TEXTS[C].replace("Soldiers hurt., ", "Soldiers hurt., tally: true, ")
    text = TEXTS[E].replace("wounded: about 2,700", "wounded: 270")
    assert checked(write_record, codebook=book, estimates=text) == ()
    assert [p.rule for p in checked(write_record, estimates=text)] == ["sum"]


@pytest.mark.parametrize(
    "said", ["a soldier's dozen", "a soldier\u2019s dozen", "A soldier's dozen."]
)
@pytest.mark.parametrize("known", ["a soldier's dozen", "A soldier\u2019s dozen"])
def test_vague_words_are_the_same_with_any_apostrophe(write_record, said, known):
    """In the codebook and in the statement, as each was typed or pasted."""
    book = TEXTS[C].replace("wordings:\n", f'wordings:\n  "{known}": [500, 700]\n')
    text = TEXTS[E].replace("killed: 600\n", f'killed: "{said}"\n')
    assert text != TEXTS[E] and checked(write_record, codebook=book, estimates=text) == ()


def test_vague_words_that_look_like_a_share_are_none(write_record):
    """Whose bounds the codebook gives, they are taken of no number, and the check goes on."""
    book = TEXTS[C].replace("wordings:\n", "wordings:\n  a third of them: [900, 1100]\n")
    text = TEXTS[E].replace("killed: 600\n", "killed: a third of them\n")
    assert text != TEXTS[E] and checked(write_record, codebook=book, estimates=text) == ()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("twenty", True),
        ("600", True),
        ("none", True),
        ("no figure", True),
        ("more than 300", True),
        ("a dozen", False),
        ("about 12", False),
        ("several", False),
    ],
)
def test_the_codebook_gives_no_other_number_than_the_words(write_record, words, fault):
    """What a dozen comes to is a curator's to say; twenty are never 10 to 15."""
    book = TEXTS[C].replace("wordings:\n", f"wordings:\n  '{words}': [10, 15]\n")
    assert book != TEXTS[C]
    message = f"'{words}' is read as it stands, and lies outside; leave it out here"
    found = [p.message for p in checked(write_record, codebook=book) if p.rule == "wording"]
    assert found == [message] * fault
