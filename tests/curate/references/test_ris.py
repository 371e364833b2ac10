"""RIS records as fields of CSL."""

import pytest

from tracker.curate.references.ris import read_ris, write_ris

RECORD = """\
TY  - NEWS
ID  - daily
AU  - van Gogh, V.
AU  - King, M. L., Jr.
A1  - United Nations
TI  - A title that
      goes on
T2  - The Daily
PY  - 2025
DA  - 2025/01/13/
Y2  - 2025/02/01/
SP  - 1
EP  - 20
DO  - 10.1000/xyz
UR  - https://e.example/~a?x=1&y=2
ZZ  - what nobody knows
ER  -
"""


def test_a_record_is_read_whole():
    """Names, dates, pages, addresses; an unknown tag is counted."""
    (read,) = read_ris(RECORD)
    assert read.fields == {
        "id": "daily",
        "type": "article-newspaper",
        "author": [
            {"family": "Gogh", "non-dropping-particle": "van", "given": "V."},
            {"family": "King", "given": "M. L.", "suffix": "Jr."},
            {"literal": "United Nations"},
        ],
        "title": "A title that goes on",
        "container-title": "The Daily",
        "issued": "2025-01-13",
        "accessed": "2025-02-01",
        "page": "1-20",
        "DOI": "10.1000/xyz",
        "URL": "https://e.example/~a?x=1&y=2",
    }
    assert (read.refused, read.remarks, read.left) == ([], [], ["ZZ"])


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ("2025", "2025"),
        ("2025///", "2025"),
        ("2025/1//", "2025-01"),
        ("2025/01/13/", "2025-01-13"),
        ("2025-01-13", "2025-01-13"),
        ("2025///Spring", "2025-21"),
        ("2025//05/", "2025"),  # the fifth of an unknown month
        ("2021-22", "2021/2022"),
        ("2021/22", "2021/2022"),
        ("2025/01//circa", "2025-01~"),
        ("2025/03//Spring", "2025-03"),
        ("2025-21", "2025-21"),
        ("2025 Spring", "2025-21"),
        ("2025 Mar 5", "2025-03-05"),
        ("2025 Mar", "2025-03"),
        ("5 March 2025", "2025-03-05"),
        ("2025/01/13/to 2025-01-15", "2025-01-13/2025-01-15"),
    ],
)
def test_dates(written, issued):
    """As precise as they are given; seasons, spans and doubt stand in the last part."""
    (read,) = read_ris(f"TY  - NEWS\nDA  - {written}\nER  - \n")
    assert read.fields["issued"] == issued


def test_a_broken_record_keeps_the_rest():
    """No type, no end, a day that does not exist: one line each, and the others are read."""
    reads = read_ris(
        "TI  - No type\nER  - \nTY  - NEWS\nID  - day\nDA  - 2025/02/31/\nER  - \n"
        "TY  - NEWS\nID  - open\nTY  - BOOK\nID  - last\nER  - \nTY  - FOO\nID  - odd\nER  - \n"
    )
    assert [(read.label, len(read.refused), len(read.remarks)) for read in reads] == [
        ("line 1", 1, 0),
        ("day", 1, 0),
        ("open", 0, 1),
        ("last", 0, 0),
        ("odd", 0, 1),
    ]


@pytest.mark.parametrize(
    ("lines", "remarks", "issued"),
    [
        ("PY  - 2024\nDA  - Mar 5\n", [], "2024-03-05"),
        ("PY  - n.d.\n", ["PY: 'n.d.' is no date; left out"], None),
        ("DA  - //\n", [], None),
        (
            "PY  - 2024\nDA  - 2023/01/01\n",
            ["DA: '2024' is left out, since '2023-01-01' is there, too"],
            "2023-01-01",
        ),
        (
            "DA  - 2025/01/13\nY1  - 2025/01/14\n",
            ["Y1: '2025-01-14' is left out, since '2025-01-13' is there, too"],
            "2025-01-13",
        ),
    ],
)
def test_a_year_and_a_day_in_two_lines(lines, remarks, issued):
    """The year of one belongs to the day of the other; where they disagree, that is said."""
    (read,) = read_ris(f"TY  - NEWS\n{lines}ER  - \n")
    assert (read.refused, read.remarks, read.fields.get("issued")) == ([], remarks, issued)


def test_a_person_and_an_organisation_in_one_line_are_two():
    """What stands behind a semicolon is no part of a given name."""
    (read,) = read_ris("TY  - NEWS\nAU  - Doe, J.; UN\nER  - \n")
    assert read.fields["author"] == [{"family": "Doe", "given": "J."}, {"literal": "UN"}]


@pytest.mark.parametrize("line", ["Doe, J.; Kim, M.", "Doe, J. and Kim, M."])
def test_two_authors_in_one_line_are_two(line):
    """One name a line is the rule that not every program keeps."""
    (read,) = read_ris(f"TY  - NEWS\nAU  - {line}\nER  - \n")
    assert [name["family"] for name in read.fields["author"]] == ["Doe", "Kim"]


def test_a_name_of_many_commas_is_kept_as_it_stands():
    """Nobody's suffix is a second author, or a city."""
    for line in ("Doe, J., Kim, M.", "Department of War, University, City, North"):
        (read,) = read_ris(f"TY  - NEWS\nAU  - {line}\nER  - \n")
        assert read.fields["author"] == [{"literal": line}]


def test_a_suffix_may_stand_before_the_given_name():
    """As BibTeX has it."""
    assert read_ris("TY  - NEWS\nAU  - King, Jr., M. L.\nER  - \n")[0].fields["author"] == [
        {"family": "King", "given": "M. L.", "suffix": "Jr."}
    ]


@pytest.mark.parametrize("between", [";", " and ", ", now at: "])
def test_of_several_addresses_the_first_is_kept_and_a_lone_last_page_told(between):
    """Two addresses in one are neither; a last page without a first is no page."""
    urls = f"Available at: https://a.b/1{between}https://a.b/2"
    (read,) = read_ris(f"TY  - NEWS\nUR  - {urls}\nEP  - 9\nER  - \n")
    assert read.fields["URL"] == "https://a.b/1" and read.left == ["EP"]
    assert read.remarks == ["UR: of 2 addresses the first is kept"]


@pytest.mark.parametrize("between", [" - ", "  -", "\t-\t"])
def test_a_file_with_other_blanks_is_read(between):
    """Where no line has its two spaces, as after a copy from a page; tags may be small."""
    text = f"ty{between}NEWS\n  ti{between}A - B\nER{between}\n"
    assert read_ris(text)[0].fields == {"type": "article-newspaper", "title": "A - B"}


def test_a_record_with_other_blanks_behind_a_sound_one_is_read():
    """It is no text of the one before, and is not lost; a word with a hyphen is no tag."""
    first, second = read_ris(
        "TY  - NEWS\nTI  - A\nER  - \nTY - NEWS\nTI - B of the\nAU-led C\nER -\n"
    )
    assert (first.fields["title"], second.fields["title"]) == ("A", "B of the AU-led C")
    assert "author" not in second.fields


@pytest.mark.parametrize("pages", ["1-20", "1–20", "1 — 20"])
def test_first_and_last_page_are_written_whatever_stands_between(pages):
    """A dash of the record's is no part of a page's number."""
    written = write_ris([{"id": "k", "type": "book", "title": "T", "page": pages}])
    assert "SP  - 1\r\nEP  - 20\r\n" in written
