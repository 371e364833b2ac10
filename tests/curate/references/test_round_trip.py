"""References written in a format and read again, by us and by other programs: the same CSL."""

import json
import re

import pybtex.database
import pypandoc
import pytest
import rispy
from conftest import ROOT

from tracker.curate.csl import csl_date
from tracker.curate.load import load
from tracker.curate.references.bibtex import read_bibtex
from tracker.curate.references.ris import read_ris, write_ris
from tracker.curate.references.table import DATE_VARIABLES, NAME_VARIABLES, held, kind_read
from tracker.curate.references.writing import write_bibtex

PERSON = {"family": "Doe", "given": "Jane"}
GOGH = {"family": "Gogh", "given": "V.", "non-dropping-particle": "van"}
KING = {"family": "King", "given": "M. L.", "suffix": "Jr."}
BASE = {"type": "article-journal", "title": "A study", "container-title": "Journal of Peace"}
# Each is hard in one way.
HARD = [
    {
        **BASE,
        "volume": "62",
        "issue": "3",
        "page": "1-20",
        "author": [GOGH, KING, {"literal": "et al."}],
        "editor": [PERSON],
        "translator": [PERSON],
        "issued": "2025-01-13",
        "accessed": "2025-02-01",
        "URL": "https://ex.example/~a/b%20c--d?x=1&y_2=2#f",
        "DOI": "10.1002/(SICI)1097_x<1::AID>3.0.CO;2-#",
        "ISSN": "1234-5678",
        "language": "ko",
        "note": "Relays R&D; 50% of it",
        "publisher": "Taylor & Francis",
        "publisher-place": "London",
        "keyword": "a; b",
    },
    {**BASE, "title": "Losses of 40% in R&D_x #1 ^ ~ < > | ` ' \" $5 \\ x"},
    {**BASE, "title": "A lone { brace"},
    {**BASE, "title": "A lone } brace {"},
    {**BASE, "title": "{Balanced {braces}} stay"},
    {**BASE, "title": "Dashes - -- --- – — and ‘quotes’ “here” ''there'' ,, ?`"},
    {**BASE, "title": "한국 기사: ゼレンスキー Зеленський ≥ Ấ é ﬁ 🙂"},
    {**BASE, "title": "Already a \\textbf{command} and \\'e"},
    {**BASE, "author": [{"literal": "Ministry of War and Peace, Unit {5}"}]},
    {**BASE, "author": [{"literal": "Reuters"}, {"family": "Plato"}]},
    {
        **BASE,
        "author": [{"family": "Müller", "given": "Jörgen Ł."}, {"family": "김", "given": "민"}],
    },
    {**BASE, "author": [{"family": "Barnes and Noble", "given": "A."}]},
    {**BASE, "author": [{"family": "Humboldt", "given": "A.", "dropping-particle": "von"}]},
    {
        **BASE,
        "author": [{"family": "O’Neil", "given": "Mary-Jane"}, {"family": "de", "given": "X"}],
    },
    {**BASE, "issued": "2025-01~"},
    {**BASE, "issued": "2025"},
    {**BASE, "issued": "2025-01-13/2025-01-15"},
    {**BASE, "issued": "2024-12/2025-01"},
    {**BASE, "issued": "2025-22"},
    {**BASE, "type": "article-newspaper", "issued": "2025-01-13", "edition": "Late"},
    {**BASE, "type": "article-magazine", "issue": "7"},
    {"type": "article-newspaper", "container-title": "Babel", "issued": "2025-04-28"},
    {"type": "article-newspaper", "container-title": "Babel", "note": "Relays an agency"},
    {"type": "webpage", "title": "T", "container-title": "Site", "URL": "https://ex.example/a"},
    {"type": "webpage", "title": "T", "container-title": "Site", "publisher": "Press"},
    {"type": "post", "title": "T", "container-title": "Network", "author": [PERSON]},
    {"type": "post-weblog", "title": "T", "container-title": "Blog"},
    {"type": "broadcast", "title": "T", "container-title": "Radio", "publisher": "House"},
    {"type": "motion_picture", "title": "T", "publisher": "House"},
    {
        "type": "report",
        "title": "T",
        "publisher": "Ministry",
        "number": "12",
        "genre": "White paper",
    },
    {"type": "thesis", "title": "T", "publisher": "University", "genre": "PhD thesis"},
    {"type": "thesis", "title": "T", "publisher": "University"},
    {"type": "dataset", "title": "T", "version": "b291d056d470", "DOI": "10.5281/zenodo.1"},
    {"type": "software", "title": "T", "version": "0.1.0"},
    {"type": "book", "title": "T", "edition": "2", "ISBN": "978-3-16", "number-of-pages": "300"},
    {"type": "chapter", "title": "T", "container-title": "Whole", "editor": [GOGH], "page": "1-2"},
    {
        "type": "paper-conference",
        "title": "T",
        "container-title": "Proceedings",
        "event-title": "E",
    },
    {"type": "interview", "title": "T", "author": [PERSON]},
    {"type": "hearing", "title": "T", "publisher": "House"},
    {"type": "legislation", "title": "T", "number": "5"},
    {"type": "manuscript", "title": "T", "original-date": "1999", "original-title": "O"},
    {"type": "document", "title": "T", "genre": "Interview"},
    {**BASE, "genre": "Newspaper article"},
    {"type": "document", "title": "T", "section": "A", "archive": "Archive", "status": "accepted"},
]
HARD = [{"id": f"hard-{n}", **item} for n, item in enumerate(HARD)]


def as_csl(item):
    """An item with its dates as CSL-JSON holds them."""
    return {
        name: csl_date(value) if name in DATE_VARIABLES else value for name, value in item.items()
    }


def shipped():
    """Every source of the record and of the earlier wars."""
    folders = (ROOT / "data", ROOT / "data" / "history")
    sources = (source for folder in folders for source in load(folder).sources.items())
    return [{"id": key, **source.csl} for key, source in sources]


EVERY = [*map(as_csl, HARD), *shipped()]


def kept(item, form):
    """What the format's table of fields says that it holds of an item."""
    found = {variable: value for _, variable, value in held(item, form)}
    return {"id": item["id"], "type": item["type"], **found}


def ours(reads):
    """What our own reader finds, as CSL."""
    for read in reads:
        assert not read.refused and not read.remarks and not read.left, read
        yield as_csl(read.fields)


def texts(names):
    """Names as bare texts would be: a plain text is an organisation's."""
    return [{"literal": name} if isinstance(name, str) else name for name in names]


def ris_people(name):
    """A name as RIS can hold it: with one particle."""
    if "dropping-particle" in name:
        name = {"non-dropping-particle": name["dropping-particle"]} | name
        name = {part: text for part, text in name.items() if part != "dropping-particle"}
    return name


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_bibtex_comes_back(form):
    """Every variable that the format holds, of every source shipped and every hard one."""
    found = {item["id"]: item for item in ours(read_bibtex(write_bibtex(EVERY, form)))}
    for item in EVERY:
        wanted = kept(item, form)
        for name in NAME_VARIABLES & wanted.keys():
            wanted[name] = texts(wanted[name])
            if form == "bibtex":  # classic BibTeX has one kind of particle
                wanted[name] = [
                    {part.replace("non-dropping", "dropping"): text for part, text in one.items()}
                    for one in wanted[name]
                ]
                found[item["id"]][name] = [
                    {part.replace("non-dropping", "dropping"): text for part, text in one.items()}
                    for one in found[item["id"]][name]
                ]
        assert found[item["id"]] == wanted
    assert len(found) == len(EVERY)


def test_ris_comes_back():
    """The same for RIS; of its types some stand for several of CSL."""
    found = {item["id"]: item for item in ours(read_ris(write_ris(EVERY)))}
    for item in EVERY:
        wanted = kept(item, "ris")
        lines = write_ris([item]).splitlines()
        wanted["type"] = kind_read(lines[0].removeprefix("TY  - "), "ris")
        for name in NAME_VARIABLES & wanted.keys():
            wanted[name] = [ris_people(one) for one in texts(wanted[name])]
        if "title" not in item:
            found[item["id"]].pop("genre", None)  # our own word for what has no title
        assert found[item["id"]] == wanted
    assert len(found) == len(EVERY)


PANDOC = {  # what pandoc itself cannot read, whoever wrote it
    "title": re.compile(r"[|{}`$\\]|''|\?`|,,"),
    "note": re.compile(r"[|{}`$\\]"),
}


def smooth(value):
    """A text without what pandoc changes by itself: quotes, capitals guarded, broken lines."""
    text = re.sub(r"</?span[^>]*>", "", str(value))
    text = re.sub(r"[‘’“”\"]", "'", text)
    return re.sub(r"\s+", " ", text).replace("...", "…").strip()


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_pandoc_reads_what_we_write(form):
    """Title, outlet, names, dates, address, DOI, pages and volume of every source and hard one."""
    read = pypandoc.convert_text(
        write_bibtex(EVERY, form), "csljson", format=form, verify_format=False
    )
    found = {item["id"]: item for item in json.loads(read)}
    compared = 0
    for item in EVERY:
        other = found[item["id"]]
        for name in ("title", "URL", "DOI", "page", "volume", "issue"):
            if item.get(name) and not PANDOC.get(name, re.compile("$^")).search(item[name]):
                assert smooth(other.get(name)) == smooth(item[name]), (item["id"], name)
                compared += 1
        if item["type"].startswith("article-"):
            assert smooth(other["container-title"]) == smooth(item["container-title"])
        if "issued" in item and "season" not in item["issued"]:
            assert other["issued"] == item["issued"], item["id"]
        for one, two in zip(texts(item.get("author", ())), other.get("author", ())):
            if "literal" in one:
                assert smooth(two["literal"]) == smooth(one["literal"]).replace("et al.", "others")
            else:
                assert smooth(two["family"]) == smooth(one["family"])
                assert smooth(two.get("given")) == smooth(one.get("given"))
        assert len(item.get("author", ())) == len(other.get("author", ()))
    assert compared > 1.5 * len(EVERY) and len(found) == len(EVERY)


def test_pybtex_reads_what_we_write():
    """An entry for each source, with the persons that it has, and no error."""
    found = pybtex.database.parse_string(write_bibtex(EVERY), "bibtex").entries
    assert list(found) == [item["id"] for item in EVERY]
    for item in EVERY:
        people = found[item["id"]].persons.get("author", [])
        assert len(people) == len(item.get("author", ()))
        assert found[item["id"]].fields.get("url", "") == item.get("URL", "")


def test_rispy_reads_what_we_write():
    """A record for each source, title, address, day and names to the letter."""
    found = {one["id"]: one for one in rispy.loads(write_ris(EVERY))}
    assert len(found) == len(EVERY)
    for item in EVERY:
        one = found[item["id"]]
        assert one.get("title", "") == " ".join(item.get("title", "").split())
        assert one.get("urls", [""]) == [item.get("URL", "")]
        assert len(one.get("authors", ())) == len(item.get("author", ()))
        year = item.get("issued", {}).get("date-parts", [[""]])[0][0]
        assert one.get("year", "") == str(year)
