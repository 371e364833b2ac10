"""Names of BibTeX, BibLaTeX and RIS, both ways."""

import pytest

from tracker.curate.references.names import OTHERS, ris_name, ris_names, tex_names, written_name

GOGH = {"family": "Gogh", "given": "V.", "non-dropping-particle": "van"}
KING = {"family": "King", "given": "M. L.", "suffix": "Jr."}


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Doe, Jane and Roe, Rick", [("Doe", "Jane"), ("Roe", "Rick")]),
        ("Jane Doe AND Plato", [("Doe", "Jane"), ("Plato", None)]),
        ("Kim, A.; Lee, B.", [("Kim", "A."), ("Lee", "B.")]),
        (r"{\v C}apek, Karel", [("Čapek", "Karel")]),
        ("{van der Berg}, Jan", [("van der Berg", "Jan")]),
        ("김, 민준", [("김", "민준")]),
        ("Doe, Jane and", [("Doe", "Jane")]),
        ("Smith J and Doe KL", [("Smith", "J."), ("Doe", "K. L.")]),
        ("Smith JA, Doe K", [("Smith", "J. A."), ("Doe", "K.")]),
        ("Smith J, Doe K, and Roe R", [("Smith", "J."), ("Doe", "K."), ("Roe", "R.")]),
        ("Smith J; O'Neil M-J", [("Smith", "J."), ("O'Neil", "M.-J.")]),
        ("Smith J. A. and Doe K.", [("Smith", "J. A."), ("Doe", "K.")]),
        (r"{\v C}apek~K, Иванов И", [("Čapek", "K."), ("Иванов", "И.")]),
        ("Wei LI and Jun XU", [("LI", "Wei"), ("XU", "Jun")]),
        ("Malcolm X", [("X", "Malcolm")]),
        ("Louis C K", [("K", "Louis C")]),
        ("X, Malcolm", [("X", "Malcolm")]),
    ],
)
def test_family_and_given(written, names):
    """Either order, parted by and or semicolons; braces keep a name together; bare initials stand
    behind the family name where several names have them.
    """
    assert tex_names(written) == [
        {"family": family, **({"given": given} if given else {})} for family, given in names
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("van Gogh, V.", GOGH),
        ("V. van Gogh", GOGH),
        ("family=Gogh, given=V., prefix=van, useprefix=true", GOGH),
        ("given={V.}, family={Gogh}, prefix=van, useprefix=true", GOGH),
        (
            "family=Berg, given=Jan, prefix=van den",
            {"family": "Berg", "given": "Jan", "dropping-particle": "van den"},
        ),
        (
            "family=Berg, given=Jan, prefix=van den, useprefix=maybe",
            {"family": "Berg", "given": "Jan", "dropping-particle": "van den"},
        ),
        ("King, Jr., M. L.", KING),
        ("family=King, given=M. L., suffix=Jr.", KING),
        ("{Barnes and Noble}", {"literal": "Barnes and Noble"}),
        ("{{Ministry of Defence, Korea}}", {"literal": "Ministry of Defence, Korea"}),
        (
            "Savoldi da Rocha Azevedo, Dora",
            {"family": "Savoldi da Rocha Azevedo", "given": "Dora"},
        ),
        ("others", OTHERS),
        ("King, M. L., Jr.", KING),
        ("M. L. King Jr.", KING),
        ("M. L. King, Jr.", KING),
        ("Lenin, VI", {"family": "Lenin", "given": "VI"}),
        ("Henry IV", {"family": "Henry", "suffix": "IV"}),
        ("Family=King, Given=M. L., Suffix=Jr.", KING),
        ('family="Berg, Inc", given=A.', {"family": "Berg, Inc", "given": "A."}),
        ('"family={Berg and Co.}", given=A.', {"family": "Berg and Co.", "given": "A."}),
        (
            "Aubignac, abbé d', François Hédelin",
            {"family": "Aubignac", "given": "François Hédelin", "suffix": "abbé d'"},
        ),
        ("Ministry of Defence of South", {"literal": "Ministry of Defence of South"}),
        (
            "Charles Louis de la Vall{\\'e}e Poussin",
            {
                "family": "Vallée Poussin",
                "given": "Charles Louis",
                "non-dropping-particle": "de la",
            },
        ),
    ],
)
def test_one_name(written, name):
    """Particles, suffixes, organisations, and a list that goes on."""
    assert tex_names(written) == [name]


@pytest.mark.parametrize(
    "written",
    [
        *("Doe, J., et al.", "Doe, J. et al", "Doe, J. and et al.", "Doe, J. and others."),
        *("Doe, J. et~al.", r"Doe, J. \emph{et al.}"),
    ],
)
def test_a_list_that_goes_on_is_no_given_name(written):
    """However it says so."""
    assert tex_names(written) == [{"family": "Doe", "given": "J."}, OTHERS]


@pytest.mark.parametrize(
    "written",
    [
        *("Jane Doe, Min Kim, Rick Roe", "Doe, J., Kim", r"Jane Doe \& Min Kim", "A & B"),
        *("J. Doe, M.-S. Kim and R. Roe", "Doe J. A., Kim M.", "И. Иванов, П. Петров"),
        "Wei LI, Jun XU",
    ],
)
def test_names_without_and_are_no_one_person(written):
    """Neither a suffix nor a given name is made of a second author."""
    with pytest.raises(ValueError, match="for one name; put 'and' between names"):
        tex_names(written)


@pytest.mark.parametrize(
    ("written", "remark"),
    [
        ("Smith J, Doe K and others", "'Smith J' is read as family name and initials; where it is"),
        (
            "Malcolm X",
            "'Malcolm X' ends with the family name, as it is read; where it is otherwise, write",
        ),
        (
            "Radio NZ and others",
            "'Radio NZ' ends with the family name, as it is read; where it is otherwise",
        ),
        ("X, Malcolm", None),
        (
            "Smith J and Jane Doe",
            "'Smith J' ends with the family name, as it is read; where it is otherwise",
        ),
        (
            "Smith JA and {A Bureau}",
            "'Smith JA' ends with the family name, as it is read; where it is otherwise",
        ),
        ("John Doe III and Doe, Jane A", None),
        ("{Unit A} and Plato", None),
    ],
)
def test_what_may_be_initials_is_told(written, remark):
    """Which of two readings was taken, and how to write the other."""
    told = []
    tex_names(written, remarks=told)
    assert [one[: len(remark or "")] for one in told] == ([remark] if remark else [])


@pytest.mark.parametrize(
    ("written", "names", "remark"),
    [
        ("Smith J, Doe K", [("Smith", "J."), ("Doe", "K.")], "'Smith J' is read as family name"),
        ("Smith J", "Smith J", "'Smith J' is read as one name; give each name a line"),
        ("Ministry of War, Unit 5, Ukraine,", "Ministry of War, Unit 5, Ukraine", ""),
        ("Smith, John,", [("Smith", "John")], ""),
        ("Smith, J. A.; Doe, B.,", [("Smith", "J. A."), ("Doe", "B.")], ""),
        ("King III, Martin L, ", [("King III", "Martin L")], ""),
        ("Smith J, Doe K,", [("Smith", "J."), ("Doe", "K.")], "'Smith J' is read as family name"),
        ("Ministry of War,", "Ministry of War", ""),
        ("University of War,, Berlin", "University of War, Berlin", ""),
        ("NATO,, Brussels", "NATO, Brussels", "'NATO,, Brussels' is read as an organisation's"),
        ("King, M. L., Jr.,", [("King", "M. L.")], ""),
        ("et al.,", "et al.", ""),
    ],
)
def test_names_in_a_line_of_ris(written, names, remark):
    """An organisation's name has two commas in one place, or one at its end alone, as EndNote marks
    it; behind a given name a comma ends a person's; what may be two is told.
    """
    told = []
    found = ris_names(written, told)
    assert [one.get("literal") or (one["family"], one["given"]) for one in found] == (
        [names] if isinstance(names, str) else names
    )
    assert "; ".join(told).startswith(remark) and bool(told) == bool(remark)


def test_two_ands_part_two_names():
    """An empty name between them is nobody."""
    assert len(tex_names("Doe, J. and and Kim, M.")) == 2


def test_a_name_with_too_many_commas_is_refused():
    """Four parts are no name; the remedy is said."""
    with pytest.raises(ValueError, match="too many commas for one name; put 'and'"):
        tex_names("A, B, C, D")


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "ris"])
@pytest.mark.parametrize(
    "name",
    [
        GOGH,
        KING,
        {"family": "Doe", "given": "Jane"},
        {"family": "Plato"},
        {"family": "Müller", "given": "Ørjan"},
        {"family": "O'Neil", "given": "Mary Jane"},
        {"literal": "United Nations"},
        {"literal": "Ministry of R&D {Unit} 5%"},
        {"literal": "Ministry of War and Peace, Unit 5, Ukraine"},
        {"literal": "NATO, Brussels"},
        {"literal": "al-Manar, Beirut"},
        {"family": "김", "given": "민준"},
        OTHERS,
    ],
)
def test_a_name_comes_back(name, form):
    """Written in a format and read again it is the same name."""
    written = written_name(name, form)
    assert (ris_name(written) if form == "ris" else tex_names(written)[0]) == name


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
@pytest.mark.parametrize(
    "name",
    [
        {"family": "Barnes and Noble", "given": "A."},
        {"family": "García, Jr", "given": "B."},
        {"family": "del Toro Lopez", "given": "C."},
        {"literal": "Bureau; of and, others"},
        {"family": "Lopez III"},
        {"family": "Plato of Athens"},
    ],
)
def test_a_hard_name_comes_back(name, form):
    """What would be taken for two names, or for a particle, stands in braces."""
    assert tex_names(written_name(name, form)) == [name]


def test_a_dropping_particle_is_told_apart_by_biblatex():
    """BibLaTeX's named parts keep the difference that classic BibTeX has no word for."""
    name = {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}
    assert tex_names(written_name(name, "biblatex")) == [name]
    assert written_name(name, "bibtex") == "von Humboldt, Alexander"


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "ris"])
def test_no_particle_is_dropped_where_a_format_holds_one(form):
    """Both are written, in the order in which they are said."""
    name = {"family": "O", "given": "K", "dropping-particle": "van", "non-dropping-particle": "der"}
    assert "van der" in written_name(name, form)


def test_blanks_without_end_are_one():
    """A field of blanks is read at once, where each pattern would try every one of them."""
    assert tex_names(f"Doe,{' ' * 90_000}Jane and{' ' * 9_000}et{' ' * 900}al") == [
        {"family": "Doe", "given": "Jane"},
        OTHERS,
    ]
