"""RIS records as fields of CSL."""

import pytest

from tracker.curate.references.ris import read_ris

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
