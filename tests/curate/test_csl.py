"""References as pandoc and Zotero write them become CSL-JSON."""

import pytest

from tracker.curate.csl import author_name, csl_date, csl_day, csl_names, date_text
from tracker.curate.reader.nodes import as_data
from tracker.curate.reader.parse import read_yaml


def value(text):
    """The value of one field."""
    return as_data(read_yaml(f"x: {text}\n")[0].get("x"))


@pytest.mark.parametrize(
    "text, parts",
    [
        ("2025-01-13", [[2025, 1, 13]]),
        ("2025-01", [[2025, 1]]),
        ("2025", [[2025]]),
        ("2025-01-13/2025-01-15", [[2025, 1, 13], [2025, 1, 15]]),
        ("{date-parts: [[2025, 1, 13]]}", [[2025, 1, 13]]),
        ("{date-parts: [['2025', '01']]}", [[2025, 1]]),
        ("[{year: 2025, month: 1, day: 13}]", [[2025, 1, 13]]),
        ("{year: 2025, month: 1}", [[2025, 1]]),
        ("[{year: 2025}, {year: 2026}]", [[2025], [2026]]),
        ("{raw: 2025-01-13}", [[2025, 1, 13]]),
        ("{literal: '2025'}", [[2025]]),
    ],
)
def test_every_form_of_a_date_is_date_parts(text, parts):
    """Text, spans, date-parts, year lists, and raw or literal text."""
    assert csl_date(value(text)) == {"date-parts": parts}


@pytest.mark.parametrize(
    "text", ["2025-01~", "2025?", "{date-parts: [[2025]], circa: true}", "[{year: 2025, circa: 1}]"]
)
def test_an_unsure_date_is_circa(text):
    """However it was written, a date that is not sure is marked."""
    assert csl_date(value(text))["circa"] is True


@pytest.mark.parametrize(
    "text",
    ["{date-parts: [[2025]], circa: false}", "[{year: 2025, circa: 0}]", "{year: 2025, circa: no}"],
)
def test_what_is_said_to_be_sure_is_not_circa(text):
    """YAML's words for no are text here."""
    assert csl_date(value(text)) == {"date-parts": [[2025]]}


@pytest.mark.parametrize(
    "text, message",
    [
        ("2025-02-30", "no such day"),
        ("Spring 2025", "cannot read the date 'Spring 2025'"),
        ("{date-parts: 2025}", "found '2025'"),
        ("{date-parts: [[2025, 13]]}", "no such day"),
        ("[]", "one day, or the two ends of a span"),
        ("{when: 2025}", "no part 'when'"),
        ("[2025]", "cannot read the date, found '2025'"),
        ("{month: 1}", "found nothing"),
        ("2025/2026/2027", "two ends of a span"),
        ("{date-parts: [[]]}", "cannot read the date"),
        ("[{month: 1}]", "cannot read the date"),
        ("{raw: [2025]}", "found a list"),
    ],
)
def test_what_is_no_date_is_refused(text, message):
    """The message says what was found or what is read."""
    with pytest.raises(ValueError, match=message):
        csl_date(value(text))


@pytest.mark.parametrize(
    "text",
    [
        "2025-22~",
        "{date-parts: [[2025]], season: 2, circa: true}",
        "{date-parts: [[2025, 22]], circa: true}",
        "{date-parts: [[2025]], season: Summer, circa: true}",
        "[{year: 2025, season: 2, circa: true}]",
    ],
)
def test_a_season_is_kept(text):
    """However it was written, a season is CSL's number, printed as a word."""
    found = csl_date(value(text))
    assert found == {"date-parts": [[2025]], "season": 2, "circa": True}
    assert csl_day(found) == "Summer 2025" and date_text(found) == "2025-22~"


def test_names_are_people_or_organisations():
    """A mapping stays as it is, a bare text is an organisation, one name needs no list."""
    assert csl_names(value("[{family: Doe, given: Jane}, The Editors]")) == [
        {"family": "Doe", "given": "Jane"},
        {"literal": "The Editors"},
    ]
    assert csl_names(value("The Editors")) == [{"literal": "The Editors"}]


@pytest.mark.parametrize(
    "text, message",
    [
        ("[{given: Jane}]", "cannot read the name"),
        ("[[a]]", "cannot read the name"),
        ("[{family: Doe, first: Jane}]", "a name has no part 'first'"),
        ("[{family: [Doe]}]", "no part 'family'"),
    ],
)
def test_what_is_no_name_is_refused(text, message):
    """A name needs a family or a literal, and knows only the parts of CSL."""
    with pytest.raises(ValueError, match=message):
        csl_names(value(text))


def test_a_name_is_printed_given_first():
    """People with their particles and suffix, organisations and bare texts as they are."""
    person = {"family": "Doe", "given": "Jane"}
    assert author_name(person) == "Jane Doe"
    assert author_name({"family": "Plato"}) == "Plato"
    gogh = {"family": "Gogh", "given": "V.", "non-dropping-particle": "van", "suffix": "Jr."}
    assert author_name(gogh) == "V. van Gogh Jr."
    assert author_name({"literal": "A Bureau"}) == author_name("A Bureau") == "A Bureau"
