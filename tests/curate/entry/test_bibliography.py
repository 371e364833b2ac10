"""Zotero's exports become sources: BibTeX, CSL-JSON, CSL-YAML; what is there stays as it is."""

import json
import logging
import re
from datetime import date

import pytest

from tracker.curate.entry.bibliography import plan_sources, read_references
from tracker.curate.entry.bibtex import read_bibtex
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


def test_bibtex_blocks_that_fail_are_named_by_line(home, export, caplog):
    """The rest is read all the same, and the parser's own log stays silent."""
    with caplog.at_level(logging.WARNING):
        made = plan_sources(home, export("z.bib", BIBTEX), today=TODAY)
    assert {offer.label: offer.refused for offer in made.offers if offer.refused} == {
        "line 11": ["a second entry with the same key; give it another"],
        "line 12": ["not valid BibTeX; look for a brace, a quote or a comma that is missing"],
    }
    assert not caplog.records


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
        ("z.ris", "TY  - NEWS", "neither .bib nor .json nor .yaml"),
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


def test_names_without_a_comma_and_single_names():
    """`Jane Doe` is family and given, one word is a family name."""
    found, failed = read_bibtex(
        "@book{b, title={T}, author={Jane Doe and Plato}, year={1999}, publisher={P}}"
    )
    assert not failed and found[0]["author"] == [
        {"family": "Doe", "given": "Jane"},
        {"family": "Plato"},
    ]
    assert (found[0]["issued"], found[0]["type"]) == ("1999", "book")
