"""Zotero's exports become sources: BibTeX, CSL-JSON, CSL-YAML; what is there stays as it is."""

import json
import re
from datetime import date

import pytest

from tracker.curate.entry.bibliography import plan_sources, read_references
from tracker.curate.load import load

TODAY = date(2026, 1, 1)
ONE = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
"""
BIBTEX = r"""
@article{doe_war_2025,
  title = {A {NATO} war: {\"U}ber alles \& more},
  author = {Doe, Jane and {A News Agency} and van der Berg, Jan},
  journaltitle = {The Daily}, entrysubtype = {newspaper},
  url = {https://example.org/a_b}, urldate = {2025-02-01}, date = {2025-01-14},
  abstract = {Words of the source.}, keywords = {war}, file = {x.pdf},
}
@misc{page, title = {A page}, year = 2025, month = jan, howpublished = {\url{https://example.org/p}}}
@report{r1, title = {Report}, institution = {Ministry}, date = {2025-01}, note = {First printing}}
@misc{page, title = {Another}}
@misc{open, title = {Never closed
"""
JSON = [
    {
        "id": "http://zotero.org/groups/1/items/AB",
        "type": "article-newspaper",
        "title": "A <i>war</i>",
        "abstract": "Copied.",
        "container-title": "The Daily",
        "issued": {"date-parts": [["2025", 1, 14]]},
        "accessed": {"date-parts": [[2025, 2, 1]]},
        "URL": "https://example.org/z",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "A Bureau"}],
    },
    {
        "id": "again",
        "type": "webpage",
        "title": "The same page",
        "URL": "http://www.example.org/z/",
    },
    {"id": "kind", "type": "leaflet", "title": "x"},
    {"id": "when", "type": "webpage", "title": "x", "issued": {"raw": "soon"}},
    {
        "id": "span",
        "type": "webpage",
        "title": "x",
        "issued": {"date-parts": [[2025, 1], [2025, 2]], "circa": True},
    },
    7,
]


@pytest.fixture
def home(write_record):
    """A record with one source, `news`."""
    return write_record(ONE)


@pytest.fixture
def export(tmp_path):
    """Write an export and give its path."""

    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def csl(home, name):
    """The fields of a source as they are read."""
    return load(home, today=TODAY).sources[name].csl


def test_bibtex_keeps_what_a_citation_needs(home, export):
    """Types, names with their particles, agencies in braces, accents, dates; no abstract, no file
    of somebody's disk.
    """
    made = plan_sources(home, export("z.bib", BIBTEX), today=TODAY)
    made.write()
    assert csl(home, "doe_war_2025") == {
        "type": "article-newspaper",
        "title": "A NATO war: Über alles & more",
        "container-title": "The Daily",
        "author": [
            {"family": "Doe", "given": "Jane"},
            {"literal": "A News Agency"},
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        ],
        "issued": {"date-parts": [[2025, 1, 14]]},
        "accessed": {"date-parts": [[2025, 2, 1]]},
        "URL": "https://example.org/a_b",
    }
    assert csl(home, "page") == {
        "type": "webpage",
        "title": "A page",
        "issued": {"date-parts": [[2025, 1]]},
        "URL": "https://example.org/p",
    }
    assert csl(home, "r1") == {
        "type": "report",
        "title": "Report",
        "publisher": "Ministry",
        "note": "First printing",
        "issued": {"date-parts": [[2025, 1]]},
    }


def test_bibtex_blocks_that_fail_are_named_by_line(home, export):
    """The rest is read all the same."""
    made = plan_sources(home, export("z.bib", BIBTEX), today=TODAY)
    assert {offer.label: offer.refused for offer in made.offers if offer.refused} == {
        "page (line 11)": ["a second entry with the same key; give it another"],
        "open (line 12)": [
            "title: not valid BibTeX; look for a brace, a quote or a comma that is missing or "
            "too many"
        ],
    }


def test_csl_json_from_zotero(home, export):
    """An id that is an address is replaced by outlet and day; the same page is known; slips are
    refused one by one.
    """
    made = plan_sources(home, export("z.json", json.dumps(JSON)), today=TODAY)
    assert [(offer.known, bool(offer.refused)) for offer in made.offers] == [
        ("", False),
        ("daily-2025-01-14", False),
        ("", True),
        ("", True),
        ("", False),
        ("", True),
    ]
    assert [offer.refused[0].partition(";")[0] for offer in made.offers if offer.refused] == [
        "kind.type: 'leaflet' is no type",
        "issued: cannot read the date 'soon'",
        "is no mapping of fields",
    ]
    made.write()
    assert csl(home, "daily-2025-01-14") == {
        "type": "article-newspaper",
        "title": "A war",
        "container-title": "The Daily",
        "URL": "https://example.org/z",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "A Bureau"}],
        "issued": {"date-parts": [[2025, 1, 14]]},
        "accessed": {"date-parts": [[2025, 2, 1]]},
    }
    assert csl(home, "span")["issued"] == {"date-parts": [[2025, 1], [2025, 2]], "circa": True}


def test_csl_yaml_from_better_bibtex(home, export):
    """`references:` with `- year:` lists of dates."""
    made = plan_sources(
        home,
        export(
            "z.yaml",
            """\
references:
- id: courier2025
  type: article-newspaper
  title: "No: yes #1"
  container-title: Courier
  issued: [{year: 2025, month: 2, day: 3}]
  accessed: 2025-02-04T09:30:00Z
""",
        ),
        today=TODAY,
    )
    made.write()
    assert csl(home, "courier2025") == {
        "type": "article-newspaper",
        "title": "No: yes #1",
        "container-title": "Courier",
        "issued": {"date-parts": [[2025, 2, 3]]},
        "accessed": {"date-parts": [[2025, 2, 4]]},
    }


def test_what_is_there_is_not_touched(home, export):
    """The record's own file, given again, changes no byte; an id that another source has is
    refused.
    """
    old = (home / "sources.yaml").read_bytes()
    made = plan_sources(home, home / "sources.yaml", today=TODAY)
    made.write()
    assert [offer.known for offer in made.offers] == ["news"] and (
        home / "sources.yaml"
    ).read_bytes() == old
    clash = json.dumps([{"id": "news", "type": "book", "title": "Another"}])
    assert plan_sources(home, export("c.json", clash), today=TODAY).offers[0].refused == [
        "another source has the id 'news'; give this one another"
    ]


def test_the_shipped_sources_come_through_whole(export):
    """Every source of the record, as CSL-JSON and back, is recognised as there."""
    from conftest import ROOT

    data = load(ROOT / "data")
    items = [{"id": name, **source.csl} for name, source in data.sources.items()]
    made = plan_sources(ROOT / "data", export("all.json", json.dumps(items)))
    assert {offer.known for offer in made.offers} == set(data.sources)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("z.enw", "%0 News", "neither .bib nor .json nor .yaml"),
        ("z.json", "[{]", "is not valid JSON: line 1, column 3"),
        ("z.json", '{"a": 1}', "is no list of references"),
        ("z.json", "[" * 100_000, "nests too deeply"),
        ("z.yaml", "a: b: c", "line 1: not valid YAML"),
        ("z.yaml", "", "is no list of references"),
        ("z.yaml", "references: &a [*a]", "anchor of YAML"),
        ("z.bib", "nothing", "holds no references"),
        ("z.json", "[]", "holds no references"),
    ],
)
def test_what_is_no_export_is_one_clear_line(home, export, name, text, message):
    """Each says what is wrong; nothing is written."""
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        plan_sources(home, export(name, text), today=TODAY)
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read(home, tmp_path):
    """A missing file is the system's error, another coding is named."""
    with pytest.raises(FileNotFoundError):
        read_references(tmp_path / "no.bib")
    (tmp_path / "z.json").write_text("[]", encoding="utf-16")
    with pytest.raises(ValueError, match="UTF-16; save it as UTF-8"):
        read_references(tmp_path / "z.json")


def offered(home, export, items):
    """What an export of these items would enter, as a plan."""
    return plan_sources(home, export("z.json", json.dumps(items)), today=TODAY)


PAGE = {"id": "k1", "type": "webpage", "title": "T", "URL": "https://example.org/1"}


@pytest.mark.parametrize(
    ("author", "kept"),
    [
        ([{"family": "", "given": ""}], None),
        ([{"family": None, "given": None}], None),
        ([{"family": "Kim", "given": "M."}, {"family": ""}], [{"family": "Kim", "given": "M."}]),
        ([{"given": "Madonna"}], [{"literal": "Madonna"}]),
        ([{"given": "Madonna", "parse-names": True}], [{"literal": "Madonna"}]),
        ([{"name": "A &amp; B"}, {"name": None}], [{"literal": "A & B"}]),
        ([" ", "A &amp; B Bureau"], [{"literal": "A & B Bureau"}]),
        ({"literal": "A Bureau"}, [{"literal": "A Bureau"}]),
        ("Jane Doe", [{"literal": "Jane Doe"}]),
    ],
)
def test_names_of_nobody_are_left_out(home, export, author, kept):
    """An empty name is none; what stands alone is a list of one."""
    made = offered(home, export, [{**PAGE, "author": author}])
    made.write()
    assert csl(home, "k1").get("author") == kept


def test_parts_of_names_that_csl_has_not_are_told_once(home, export):
    """Crossref's order and affiliation stay behind, and that is said of the file."""
    name = {"given": "X", "family": "Y", "sequence": "first", "affiliation": [], "ORCID": "o"}
    made = offered(home, export, [{**PAGE, "author": [name], "abstract": "A", "zz": 1}])
    assert made.remarks == [
        "left out, for the record does not keep them: author.sequence (1), author.ORCID (1), "
        "abstract (1), zz (1)"
    ]
    assert made.offers[0].source["author"] == [{"given": "X", "family": "Y"}]


def test_what_is_no_text_is_left_out_and_told(home, export):
    """Crossref's answers have a licence with dates, an event with its place, several archives."""
    odd = {"license": [{"URL": "u", "delay": 0}], "event": {"name": "E"}, "archive": ["A", "B"]}
    made = offered(home, export, [{**PAGE, **odd}])
    assert made.offers[0].fits and made.offers[0].source == PAGE
    told = "left out, for the record does not keep them: license (1), event (1), archive (1)"
    assert made.remarks == [told]


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ({"title": ["A", "B"]}, "title: is no text; write one text"),
        ({"title": {"a": 1}}, "title: is no text; write one text"),
        ({"author": 7}, "author: is no list of names"),
        ({"author": [7]}, "author: holds what is no name"),
        ({"issued": {"raw": "soon"}}, "issued: cannot read the date 'soon'"),
        ({"issued": {"raw": "3/5/2024"}}, "issued: '3/5/2024' may be two days; write 2025-01-13"),
        ({"issued": {"date-parts": 2024}}, "issued: cannot read the date, found '2024'"),
        ({"issued": {"date-parts": [[24]]}}, "issued: the year 24 has fewer than four digits"),
        ({"issued": {"date": "2024-03"}}, "issued: cannot read the date"),
        ({"title": "a\ud800b"}, "title: holds U+D800, half a character; write it again"),
        ({"id": "K1"}, "the id 'K1' differs from 'k1' in capitals alone"),
    ],
)
def test_a_bad_entry_is_one_line_and_the_rest_is_entered(home, export, field, reason):
    """The field is named, and the entry beside it fits."""
    bad = {**PAGE, "id": "bad", "URL": "https://example.org/bad", **field}
    good, wrong = offered(home, export, [PAGE, bad]).offers
    assert good.fits and [text[: len(reason)] for text in wrong.refused] == [reason]


def test_one_reference_is_a_list_of_one(home, export):
    """As a DOI is answered; a title in a list of one is that title, a DOI's address the DOI."""
    one = {**PAGE, "title": ["T"], "DOI": "https://doi.org/10.1000/x", "id": "http://x.example/1"}
    (offer,) = offered(home, export, one).offers
    assert offer.fits and offer.source["title"] == "T" and offer.source["DOI"] == "10.1000/x"


@pytest.mark.parametrize("wrap", [lambda one: {"references": [one]}, lambda one: {"message": one}])
def test_references_in_another_wrapping(home, export, wrap):
    """JSON as pandoc nests it, and an answer of Crossref."""
    (offer,) = offered(home, export, wrap(PAGE)).offers
    assert offer.fits and offer.source["title"] == PAGE["title"]


@pytest.mark.parametrize(
    ("field", "kept"),
    [
        ({"title": "R&amp;D, caf&eacute; &lt;b&gt;"}, "R&D, café <b>"),
        ({"title": "A <scp>B</scp> <jats:italic>c</jats:italic>\n  d"}, "A B c d"),
        ({"container-title": ["Research &amp; Politics"]}, "Research & Politics"),
        ({"volume": 12.0}, "12"),
        ({"volume": float("nan")}, None),
        ({"page": "1–9"}, "1-9"),
        ({"DOI": "DOI: 10.1000/x"}, "10.1000/x"),
        ({"DOI": "www.doi.org/10.1000/x"}, "10.1000/x"),
        ({"URL": "https://example.org/a|{b}"}, "https://example.org/a%7C%7Bb%7D"),
        ({"type": "journal-article"}, "article-journal"),
        ({"type": "newspaperArticle"}, "article-newspaper"),
        ({"type": "Webpage"}, "webpage"),
        ({"type": "Newspaper Article"}, "article-newspaper"),
        ({"type": "motion picture"}, "motion_picture"),
    ],
)
def test_what_other_programs_write_into_csl_is_read(home, export, field, kept):
    """Marks and signs of HTML, numbers of tables, names of types, addresses as browsers take them."""
    [offer] = offered(home, export, [{**PAGE, **field}]).offers
    assert not offer.refused and offer.source.get(*field) == kept


def test_a_part_of_a_name_that_is_no_text_is_told(home, export):
    """A family name in a list is not dropped in silence."""
    made = offered(home, export, [{**PAGE, "author": [{"family": ["X"], "given": "Y"}]}])
    assert made.remarks == ["left out, for the record does not keep them: author.family (1)"]


def test_ris_is_brought_in(home, export):
    """A record of RIS is entered like any other, its particle and season kept."""
    text = "TY  - JOUR\nID  - ris1\nAU  - van Gogh, V.\nTI  - T\nDA  - 2024///Spring\nER  - \n"
    plan_sources(home, export("z.ris", text), today=TODAY).write()
    assert csl(home, "ris1") == {
        "type": "article-journal",
        "title": "T",
        "author": [{"family": "Gogh", "non-dropping-particle": "van", "given": "V."}],
        "issued": {"date-parts": [[2024]], "season": 1},
    }


def test_a_bibliography_that_is_too_large_is_refused_unread(home, tmp_path):
    """50 MB are refused in one line."""
    path = tmp_path / "big.bib"
    path.write_bytes(b"@book{k, title={" + b"x" * 50_000_000 + b"}}")
    with pytest.raises(ValueError, match="has 48 MB, more than the 32 that are read; split it"):
        plan_sources(home, path, today=TODAY)


def test_too_many_references_are_refused_in_one_line(home, export):
    """More than can be entered within a minute or so are told to be split."""
    text = "".join(f"@book{{k{n}, title={{T}}}}\n" for n in range(20_001))
    with pytest.raises(ValueError, match="holds 20,001 references, more than the 20,000 that"):
        plan_sources(home, export("many.bib", text), today=TODAY)


@pytest.mark.parametrize(
    ("issued", "kept"),
    [
        ({"raw": "March 2024"}, "2024-03"),
        ({"literal": "5 March 2024"}, "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ({"literal": "n.d."}, None),
        ("forthcoming", None),
        ({"date-parts": [[]]}, None),
        ({"date-parts": [["2024", "3"]]}, "2024-03"),
        ({"date-parts": [[2024, 0, 5]]}, "2024"),  # the fifth of an unknown month
        ({"raw": "Spring 2024"}, "2024-21"),
        ({"raw": None}, None),
        ({"date-parts": [["", ""]]}, None),
        ({"date-parts": [[2024, 3, 5], [0]]}, "2024-03-05"),
        ({"date-parts": [2024, 3]}, "2024-03"),
        ({"date-parts": [[2024.0, 3.0]]}, "2024-03"),
        ({"date-parts": [[2024, "March"]]}, "2024-03"),
        ({"date-parts": [[2024]], "circa": "false"}, "2024"),
        ({"date-parts": [[2024, 3]], "literal": "Lent"}, "2024-03"),
        ({"edtf": "2024-03"}, "2024-03"),
        ({"literal": "ca 2024"}, "2024~"),
        ("2024-03-05 12:00:00", "2024-03-05"),
    ],
)
def test_dates_in_words_are_read(home, export, issued, kept):
    """As a person reads them; what says that there is no date leaves none."""
    [offer] = offered(home, export, [{**PAGE, "issued": issued}]).offers
    assert not offer.refused and offer.source.get("issued") == kept


def test_empty_names_and_several_numbers_of_a_book(home, export):
    """A name of nothing is left out, an organisation by `name` kept without remark, ISBNs are one text."""
    odd = {"author": [[], None, {"name": "Org of X"}], "ISBN": ["978-1", "978-2"], "type": "book"}
    made = offered(home, export, [{**PAGE, **odd}])
    assert made.offers[0].source["author"] == [{"literal": "Org of X"}] and not made.remarks
    assert made.offers[0].source["ISBN"] == "978-1 978-2"


def test_invisible_signs_of_line_breaks_are_left_out_and_others_refused(home, export):
    """A soft hyphen is told of and dropped; what turns text around is refused, and only there."""
    shy = {**PAGE, "title": "So\u00adft\u200b"}
    turned = {**PAGE, "id": "turned", "URL": "https://example.org/t", "title": "A\u202eB"}
    kept, refused = offered(home, export, [shy, turned]).offers
    assert kept.source["title"] == "Soft" and "U+00AD SOFT HYPHEN" in kept.remarks[0]
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in refused.refused[0]


def test_only_the_broken_entries_of_a_bibtex_file_are_refused(home, tmp_path):
    """One sign that cannot be seen does not lose the library."""
    path = tmp_path / "x.bib"
    entry = "@misc{{{0}, title={{{1}}}, url={{https://x.example/{0}}}}}\n"
    path.write_text(entry.format("a", "A\x1b[2K") + entry.format("b", "B"), encoding="utf-8")
    bad, good = plan_sources(home, path, today=TODAY).offers
    assert "U+001B" in bad.refused[0] and good.fits


def test_a_season_in_ris_is_read(home, tmp_path):
    """Wherever it stands in the date."""
    path = tmp_path / "x.ris"
    path.write_text(
        "TY  - BLOG\nTI  - T\nDA  - 2024/spring\nUR  - https://x.example/1\nER  - \n",
        encoding="utf-8",
    )
    assert plan_sources(home, path, today=TODAY).offers[0].source["issued"] == "2024-21"


@pytest.mark.parametrize(
    "text",
    [
        "@book{a, title = {" + r"\emph{" * 2_000 + "x" + "}" * 2_000 + "}}\n",
        "@book{a, title = {" + r"\'" * 5_000 + "e}}\n",
        "@book{a, crossref = {k0}}\n"
        + "".join(f"@book{{k{n}, crossref = {{k{n + 1}}}}}\n" for n in range(1_100)),
    ],
)
def test_what_nests_without_end_is_refused_alone(home, tmp_path, text):
    """Commands in commands, accents on accents, heirs of heirs: a line for it, the next is read."""
    path = tmp_path / "x.bib"
    path.write_text(text + "@book{z, title = {Z}}\n", encoding="utf-8")
    first, *_, last = plan_sources(home, path, today=TODAY).offers
    assert "lead on and on; write it out" in first.refused[0] and last.fits


def test_a_number_of_thousands_of_digits_is_no_reference(tmp_path):
    """Python would not read it, and says so in words of its own."""
    path = tmp_path / "x.json"
    path.write_text('[{"id": ' + "1" * 5_000 + "}]", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.json' nests too deeply, or holds a number"):
        read_references(path)


def test_a_span_without_its_end_is_told(home, export):
    """As citeproc writes what goes on."""
    issued = {"date-parts": [[2024, 3, 5], [0]]}
    [offer] = offered(home, export, [{**PAGE, "issued": issued}]).offers
    assert offer.remarks == ["issued: has one end; that day is kept"]
