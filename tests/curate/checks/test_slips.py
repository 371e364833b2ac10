"""What looks like a slip is asked about, at its place; an answer with a note silences it."""

from datetime import date, timedelta

import pytest

from curate.planting import planted
from tracker.curate.checks.rules import RULES
from tracker.curate.fields import ASKED
from tracker.curate.load import check

E = "estimates"
SPY = "spy-2025-01-13"
# rule, what stands there, what is put there (« before the place asked about), where, message
SLIPS = [
    (
        "jump",
        "killed: 600\n",
        "killed: «6,000\n",
        "spy-2025-02-10.figures.killed",
        "'6,000' is 20 times away from the same party's 'about 300' ('spy-2025-01-13'); compare",
    ),
    (
        "precise",
        "killed: 600\n",
        "killed: «about 604\n",
        "spy-2025-02-10.figures.killed",
        "'about 604' is hedged and yet not round, as if a digit of 604 were wrong; compare",
    ),
    (
        "wide",
        "killed: 600\n",
        "killed: «60 to 700\n",
        "spy-2025-02-10.figures.killed",
        "'60 to 700' has ends that are 12 times apart; compare",
    ),
    (
        "printed",
        "killed: 600\n",
        "killed: {said: «600, original: ungefähr 800}\n",
        "spy-2025-02-10.figures.killed",
        "'600' is a digit or a zero off the 800 in the original; compare",
    ),
    (
        "id-day",
        "id: spy-2025-02-10",
        "id: «spy-1025-02-10",
        "spy-1025-02-10.id",
        "the day in the id, 1025-02-10, is not the day stated, 2025-02-10",
    ),
    (
        "id-day",
        "id: spy-2025-02-10",
        "id: «spy-225-02-10",
        "spy-225-02-10.id",
        "'225-02' in the id begins with no year; the day stated is 2025-02-10",
    ),
    (
        "id-day",
        "id: spy-2025-02-10",
        "id: «spy-2025-o2-10",
        "spy-2025-o2-10.id",
        "the day in the id, 2025, is not the day stated, 2025-02-10",
    ),
    (
        "late",
        "  - id: spy-2025-02-10\n    party: spy\n    as_of: 2025-01-13\n",
        "  - id: spy-2025-02-10\n    party: spy\n    as_of: «2024-10-12\n",
        "spy-2025-02-10.as_of",
        "as_of 2024-10-12, 121 days before it was stated, 2025-02-10",
    ),
    (
        "id-day",
        "id: spy-2025-02-10",
        "id: «spy-2025-02-01",
        "spy-2025-02-01.id",
        "the day in the id, 2025-02-01, is not the day stated, 2025-02-10",
    ),
    (
        "id-day",
        "id: spy-2025-02-10",
        "id: «spy-2025-02-1",
        "spy-2025-02-1.id",
        "the day in the id, 2025-02-1, is not the day stated",
    ),
    (
        "id-party",
        "id: spy-2025-02-10",
        "id: «spyy-2025-02-10",
        "spyy-2025-02-10.id",
        "the id begins with 'spyy', and the party is 'spy'",
    ),
    (
        "id-party",
        "id: spy-2025-02-10",
        "id: «ally-2025-02-10",
        "ally-2025-02-10.id",
        "the id begins with 'ally', and the party is 'spy'",
    ),
    (
        "source-day",
        "killed: 600\n    sources: [wire]",
        "killed: 600\n    sources: [wire, news]",
        "spy-2025-02-10.stated",
        "stated 2025-02-10, but 'news' is dated 2025-01-13",
    ),
]


@pytest.mark.parametrize(("rule", "old", "new", "where", "message"), SLIPS)
def test_a_slip_is_asked_about(write_record, rule, old, new, where, message):
    """The question has its rule and place and is a warning."""
    problems, place = planted(write_record, E, old, new)
    asked = [p for p in problems if p.rule == rule and p.where == where]
    assert [p.severity for p in asked] == ["warning"]
    assert message in asked[0].message
    if "«" in new:
        assert (asked[0].position.line, asked[0].position.column) == place


def test_an_answer_silences_its_question_alone_and_needs_a_note(write_record):
    """The later of two figures is answered; the earlier one is still asked about, by its entry."""
    answer = "killed: 6,000\n    checked: [jump]\n    note: The page says so.\n"
    problems, _ = planted(write_record, E, "killed: 600\n", answer.removesuffix("\n") + "\n")
    assert [(p.rule, p.where) for p in problems] == [("jump", f"{SPY}.figures.killed")]
    problems, _ = planted(write_record, E, "killed: 600\n", answer.split("    note")[0])
    assert ("checked", "error") in [(p.rule, p.severity) for p in problems]


def test_only_known_questions_are_answered(write_record):
    """Another name is a slip itself."""
    answer = "killed: 600\n    checked: [jmp]\n    note: A.\n"
    problems, _ = planted(write_record, E, "killed: 600\n", answer)
    assert [p.message for p in problems] == ["no warning 'jmp'; did you mean 'jump'?"]


def entries(numbers, odd):
    """Statements of five days by five parties, and one more with another number, by a sixth."""
    parties = ["spy", "army", "ally", "foe", "paper"]
    rows = [(party, 13 + n, number) for n, (party, number) in enumerate(zip(parties, numbers))]
    return "estimates:\n" + "".join(
        f"  - {{id: {party}-{day}, party: {party}, as_of: 2025-01-{day}, stated: 2025-01-{day}, "
        f"sources: [news], figures: {{troops_present: {said}}}}}\n"
        for party, day, said in [*rows, ("spy", 28, odd)]
    )


@pytest.mark.parametrize(
    ("odd", "asked"),
    [("6,000", 0), ("'19,000'", 1), ("17,000", 0), ("600", 1), ("700", 0), ("at most 600", 1)],
)
def test_what_lies_far_outside_all_others_is_asked_about(write_record, odd, asked):
    """The others say 2,000 to 6,000: 18,000 and 667 are the limits."""
    home = write_record(
        entries(
            [2000, 3000, 4000, 5000, 6000],
            odd.replace("'", '"').join('""')
            if "," in odd and "'" not in odd
            else odd.replace("'", '"'),
        )
    )
    found = [p.where for p in check(home) if p.rule == "apart"]
    assert found == ["spy-28.figures.troops_present"] * asked


def test_figures_of_another_season_are_not_compared(write_record):
    """Beyond ninety days a strength may have changed by any factor."""
    text = entries([2000, 3000, 4000, 5000, 6000], "600")
    later = (date(2025, 1, 17) + timedelta(91)).isoformat()
    text = text.replace("2025-01-28", later)
    assert [p for p in check(write_record(text)) if p.rule == "apart"] == []


def test_every_question_about_an_estimate_can_be_answered():
    """Warnings about names, addresses and unused entries belong to no estimate, and an invented one
    is replaced.
    """
    warnings = {rule.name for rule in RULES if rule.severity == "warning"}
    assert warnings - {"unused", "doi", "example"} == set(ASKED)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("about 12,000", 0),
        ("nearly 12,500", 0),
        ("over 12,400", 1),
        ("about 10,009", 1),
        ("12,437", 0),
        ("at least 412", 0),
        ("10,900 to 12,100", 0),
        ("about 223", 1),
        ("about 25", 0),
    ],
)
def test_a_hedged_number_is_round(write_record, said, asked):
    """Two digits and zeros, or three with a 5 at the end; counts and ranges are as they are."""
    text = entries([10000, 11000, 12000, 13000, 14000], f'"{said}"')
    assert [p.rule for p in check(write_record(text)) if p.rule == "precise"] == ["precise"] * asked


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Army lost 3,000 men", 1),
        ("Army lost 400 men", 1),
        ("Army lost 4,000 men", 0),
        ("Army lost 3,000 of 4,000 men", 0),
        ("Army lost 5,100 men", 0),
        ("Army lost many by 4.1.2025", 0),
        ("Army lost 4,200", 0),
    ],
)
def test_a_number_is_held_against_the_title_of_its_page(write_record, title, asked):
    """4,000 is asked about where the title has 3,000 or 400 alone; one that rounds is left."""
    page = f"references:\n- {{id: news, type: webpage, title: '{title}', issued: 2025-01-13}}\n"
    one = (
        "estimates:\n- {id: spy-2025-01-13, party: spy, as_of: 2025-01-13, stated: 2025-01-13, "
        'sources: [news], figures: {killed: "4,000"}}\n'
    )
    found = check(write_record(one, sources=page))
    assert [p.rule for p in found if p.rule == "printed"] == ["printed"] * asked


def test_a_number_that_the_note_speaks_of_is_no_slip(write_record):
    """Who wrote both numbers into one entry has seen them."""
    text = entries([4000, 4000, 4000, 4000, 4000], "{said: '4,000', original: '3,000'}")
    assert "printed" in {p.rule for p in check(write_record(text))}
    noted = text.replace("original: '3,000'", "original: '3,000', note: Not the 3,000 of May.")
    assert "printed" not in {p.rule for p in check(write_record(noted))}


def test_a_plan_lies_within_five_years(write_record):
    """A year 2925 is a slip in any entry."""
    text = (
        "estimates:\n- {id: spy-2025-01-13, party: spy, as_of: 2925-01-13, stated: 2025-01-13, "
        "sources: [news], figures: {troops_planned: 5}}\n"
    )
    assert ("late", "spy-2025-01-13.as_of") in {
        (p.rule, p.where) for p in check(write_record(text))
    }


@pytest.mark.parametrize(("day", "asked"), [("1855-07", 0), ("1855-08", 1), ("0732-10", 0)])
def test_the_day_in_an_id_may_be_of_any_century(write_record, day, asked):
    """A siege of 1855 and a battle of 732 have days as a war of today has."""
    stated = day.replace("-08", "-07")
    text = (
        f"estimates:\n- {{id: spy-{day}, party: spy, as_of: {stated}, stated: {stated}, "
        "sources: [news], figures: {killed: 5}}\n"
    )
    assert [p.rule for p in check(write_record(text)) if p.rule == "id-day"] == ["id-day"] * asked
