"""BibTeX and BibLaTeX entries as fields of CSL: kept, refused or remarked on, never lost."""

import logging

import pytest

from tracker.curate.references.bibtex import read_bibtex


def one(text):
    """The only entry of a file."""
    (read,) = read_bibtex(text)
    return read


def field(line, name):
    """One field of CSL of an article with this line."""
    read = one(f"@article{{k, {line}}}")
    assert not read.refused
    return read.fields.get(name)


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("date={2024-01-02}", "2024-01-02"),
        ("date={2024-01-02T10:00:00Z}", "2024-01-02"),
        ("date={2024~}", "2024~"),
        ("date={2024-01-02/2024-02}", "2024-01-02/2024-02"),
        ("date={2024-21}", "2024-21"),
        ("date={2024-01-XX}", "2024-01"),
        ("year=2024, month=may", "2024-05"),
        ("year=2024, month={May}, day={7}", "2024-05-07"),
        ("year=2024, month=5", "2024-05"),
        ('year=2024, month = dec # "~15"', "2024-12-15"),
        ("year=2024, month = {15~} # dec", "2024-12-15"),
        ("year={1999--2000}", "1999/2000"),
        ("year={2024/25}", "2024/2025"),
        ("year=2024, month={Spring}", "2024-21"),
        ("year={c. 2024}", "2024~"),
        ("year={(2024)}", "2024"),
        ("year={{}}", None),
        ("year={March 2024}", "2024-03"),
        ("date={2024-3-1}", "2024-03-01"),
        ("date={12 March 2024}", "2024-03-12"),
        ("date={2023-12 / 2024-01}", "2023-12/2024-01"),
        ("date={2023-12--2024-01}", "2023-12/2024-01"),
        ("year=2024, month={Jan 30--Feb 2}", "2024-01-30/2024-02-02"),
        ("year=2024, month={5--7 March}", "2024-03-05/2024-03-07"),
        ("year=2024, month={Jan, Feb, Mar}", "2024-01/2024-03"),
        ("year=2024, month={30 March -- April}", "2024"),
        ("date={2024}, year=2024, month=mar, day=3", "2024-03-03"),
    ],
)
def test_dates(line, issued):
    """EDTF, ranges, seasons, doubt, and every place where a day may stand."""
    assert field(line, "issued") == issued


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("year={in press}", "year: 'in press' is no date; left out"),
        ("date={n.d.}", "date: 'n.d.' is no date; left out"),
        ("date={2024-01/..}", "date: '2024-01/..' has one end; that day is kept"),
        (
            "year=2024, month={Michaelmas}",
            "month: 'michaelmas' does not fit the year '2024'; left out",
        ),
        (
            "publisher={P}, organization={O}",
            "organization: left out, since publisher has the place of 'publisher' already",
        ),
        ("date={2024/open}", "date: '2024/open' has one end; that day is kept"),
        ("date={2024-01}, year=2023", "year: '2023' is left out, since date is '2024-01'"),
        ("year=2024, month={Dec--Jan}", "month: 'dec–jan' does not fit the year '2024'; left out"),
        (
            "year=2024, month={Jan 2023}",
            "month: 'jan 2023' does not fit the year '2024'; left out",
        ),
        ("journal=jpr", "journal: there is no @string 'jpr'; its name stands"),
        ("crossref={gone}", "crossref: there is no entry 'gone' to inherit from"),
        (r"title={A \foo{x}}", r"TeX that nobody here can read stays as it is: \foo"),
    ],
)
def test_what_is_read_otherwise_is_remarked_on(line, remark):
    """One remark each, and the entry is kept."""
    read = one(f"@article{{k, {line}}}")
    assert read.remarks == [remark] and not read.refused


@pytest.mark.parametrize(
    ("text", "label", "reason"),
    [
        ("@article{title={T}, year=2024}", "line 1", "the entry has no key"),
        ("@article{k, title={T} year=2024}", "k", "title: a comma is missing behind it"),
        ("@article{k, date={2024-13-45}}", "k", "date: there is no such day as '2024-13-45'"),
        ("@article{k, date={12/03/2024}}", "k", "date: '12/03/2024' may be two days"),
        ("@article{k, year=1}", "k", "year: cannot read the date '1'"),
        ("@article{k, author={A, B, C, D}}", "k", "author: 'A, B, C, D' has too many commas"),
        ("@article{k, title={A}, title={B}}", "k (line 1)", "title: the field stands twice"),
        ("@article{k, author={A},\n title={Un {closed}\n", "k (line 1)", "title: not valid"),
        ('@misc{k, month=dec # "~15",\n title={Un {closed}\n', "k (line 1)", "title: not valid"),
    ],
)
def test_what_is_broken_names_its_field(text, label, reason):
    """One refusal each; the entry that follows is read all the same."""
    broken, sound = read_bibtex(f"{text}\n@book{{good, title={{Sound}}}}")
    assert broken.label == label and [r[: len(reason)] for r in broken.refused] == [reason]
    assert sound.fields == {"id": "good", "type": "book", "title": "Sound"} and not sound.refused


def test_the_parsers_own_log_stays_silent(caplog):
    """What failed is said once, by us."""
    with caplog.at_level(logging.WARNING):
        read_bibtex("@article{k, title={Never closed\n@book{b, title={T}}")
    assert not caplog.records


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("@article{k, entrysubtype={newspaper}}", "article-newspaper"),
        ("@article{k, entrysubtype={magazine}}", "article-magazine"),
        ("@misc{k, entrysubtype={broadcast}}", "broadcast"),
        ("@misc{k}", "document"),
        ("@misc{k, url={https://e.example}}", "webpage"),
        ("@MastersThesis{k}", "thesis"),
        ("@inproceedings{k}", "paper-conference"),
        ("@manual{k}", "report"),
        ("@Online{k}", "webpage"),
        ("@website{k}", "webpage"),
        ("@newsarticle{k}", "article-newspaper"),
    ],
)
def test_types(head, kind):
    """Entry types of both, and subtypes, are types of CSL."""
    assert one(head).fields["type"] == kind


@pytest.mark.parametrize(
    ("head", "kind", "genre"),
    [
        ("@misc{k, type={Newspaper Article}, url={https://e.example}}", "article-newspaper", None),
        ("@misc{k, type={Web Page}}", "webpage", None),
        ("@article{k, type={Journal Article}}", "article-journal", None),
        ("@article{k, type={Article}}", "article-journal", None),
        ("@article{k, type={Magazine Article}}", "article-magazine", None),
        ("@article{k, type={Review}}", "article-journal", "Review"),
        ("@incollection{k, type={Book Section}}", "chapter", None),
        ("@clipping{k, type={Newspaper Article}}", "article-newspaper", None),
        ("@misc{k, type={Press Release}}", "document", "Press Release"),
        ("@misc{k, entrysubtype={document}, type={Interview}}", "document", "Interview"),
        ("@report{k, type={Report}}", "report", "Report"),
        ("@phdthesis{k, type={Dissertation}}", "thesis", "Dissertation"),
    ],
)
def test_a_genre_that_names_a_type_is_that_type(head, kind, genre):
    """As EndNote exports its types; a genre that says more stays one."""
    read = one(head)
    assert (read.fields["type"], read.fields.get("genre")) == (kind, genre) and not read.remarks


@pytest.mark.parametrize(
    "fields", ["publisher={P}, institution={I}", "institution={I}, publisher={P}"]
)
def test_the_better_field_of_two_is_kept(fields):
    """A book is published by its publisher, whatever a report would make of the institution."""
    assert one(f"@book{{k, {fields}}}").fields["publisher"] == "P"


def test_strings_and_pieces_are_put_together():
    """``@string``, ``#``, quotes and braces."""
    text = '@string{jpr = "Journal of " # {Peace}}\n@article{k, journal = jpr # " " # {Research}}'
    assert one(text).fields["container-title"] == "Journal of Peace Research"


def test_a_string_may_stand_behind_what_it_is_used_in():
    """As some managers sort their files."""
    text = "@article{k, journal = jpr}\n@string{jpr = {Journal}}"
    assert one(text).fields["container-title"] == "Journal"


@pytest.mark.parametrize("line", ["date={2024-01--02}", "date={2024/02}", "year={2024-13}"])
def test_a_date_that_could_be_two_is_refused(line):
    """February or the 2nd of January; a month or the year 2002; no year before its beginning."""
    read = one(f"@article{{k, {line}}}")
    assert "issued" not in read.fields and len(read.refused) == 1


def test_a_part_of_another_year_has_no_month_of_the_whole():
    """Proceedings of January 2023 date no paper of 2024."""
    text = "@inproceedings{k, crossref={p}, year=2024}@proceedings{p, year=2023, month=jan}"
    assert read_bibtex(text)[0].fields["issued"] == "2024"
    assert read_bibtex(text.replace("2024", "2023"))[0].fields["issued"] == "2023-01"
    text = "@inproceedings{k, crossref={p}, month=may}@proceedings{p, year=2023, month=jan, day=3}"
    assert read_bibtex(text)[0].fields["issued"] == "2023-05"


def test_a_part_inherits_from_its_whole():
    """The book's title is the chapter's container; its own fields come first; xdata too."""
    found = {
        read.label: read.fields
        for read in read_bibtex(
            "@incollection{part, crossref={whole}, title={Part}, xdata={press}, year=2001}"
            "@collection{whole, title={Whole}, editor={Doe, Jane}, date={1999}, pages={1-9}}"
            "@xdata{press, publisher={Press}}"
        )
    }
    assert found["part"] == {
        "id": "part",
        "type": "chapter",
        "title": "Part",
        "container-title": "Whole",
        "editor": [{"family": "Doe", "given": "Jane"}],
        "publisher": "Press",
        "issued": "2001",
    }
    assert set(found) == {"part", "whole"}


def test_entries_that_lead_to_each_other_end():
    """A circle of crossrefs is no endless loop."""
    reads = read_bibtex("@book{a, crossref={b}}@book{b, crossref={a}, title={B}}")
    assert [read.fields["id"] for read in reads] == ["a", "b"]


def test_titles_and_pages():
    """A subtitle belongs to its title, a page range has one hyphen, an issue is no number."""
    line = "title={A}, subtitle={B}, pages={1--20}, number={3}, journaltitle={J}, langid={korean}"
    assert one(f"@article{{k, {line}}}").fields == {
        "id": "k",
        "type": "article-journal",
        "title": "A: B",
        "page": "1-20",
        "issue": "3",
        "container-title": "J",
        "language": "ko",
    }


def test_fields_without_a_place_are_counted():
    """What CSL has no variable for is named, so that it can be told."""
    assert one("@book{k, title={T}, file={x.pdf}, bdsk-url-1={y}}").left == ["file", "bdsk-url-1"]


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("eprint={2401.00001}, archiveprefix={arXiv}", "https://arxiv.org/abs/2401.00001"),
        ("eprint={123}, eprinttype={jstor}", "https://www.jstor.org/stable/123"),
        (r"howpublished={\url{https://e.example/a_b}}", "https://e.example/a_b"),
        ("eprint={1}, url={https://e.example}", "https://e.example"),
        (r"howpublished={Seen at \url{https://e.example/a%20b_c}}", "https://e.example/a%20b_c"),
        (r"note={\href{https://e.example/a}{Here}, 3 May}", "https://e.example/a"),
        (r"url={\href{https://e.example/a}{Here}}", "https://e.example/a"),
        ("eprint={2401.00001v2}", "https://arxiv.org/abs/2401.00001v2"),
        ("eprint={hep-th/9901001}", "https://arxiv.org/abs/hep-th/9901001"),
        (r"eprint={\url{https://e.example/a.pdf}}", "https://e.example/a.pdf"),
        ("eprint={https://e.example/a}, archiveprefix={arXiv}", "https://e.example/a"),
        ("eprint={10.1000/xyz}", None),
        ("eprint={www.e.example/a.pdf}", None),
        ("url={https://e.example/long-\n  path}", "https://e.example/long-path"),
        ("url={Available at: https://e.example/a.}", "https://e.example/a"),
        (r"url={See \url{https://e.example/a}, 3 May}", "https://e.example/a"),
        ("url={{URL:https://e.example/a}}", "https://e.example/a"),
        ("eprint={Seen at https://e.example/a}", "https://e.example/a"),
        ("url={www.e.example/a and b}", "www.e.example/a and b"),
        ("howpublished={CD-ROM, https://e.example/a}", None),
    ],
)
def test_addresses_in_other_fields(line, url):
    """An archive's number and an old style's address are the address where none is given."""
    assert field(line, "URL") == url


def test_a_second_address_is_not_lost():
    """It stays where it stood."""
    both = r"url={https://e.example/a}, howpublished={\url{https://e.example/b}}"
    assert field(both, "medium") == "https://e.example/b"


@pytest.mark.parametrize(
    "written",
    [
        "https://e.example/a https://e.example/b",
        "https://e.example/a\n  https://e.example/b",
        "{https://e.example/a; https://e.example/b}",
        r"\url{https://e.example/a}, \url{https://e.example/b}",
        r"\url{https://e.example/a, https://e.example/b}",
        r"\href{https://e.example/a}{Here} \href{https://e.example/b}{there}",
        "<https://e.example/a> <https://e.example/b>",
        "https://e.example/a and https://e.example/b",
        "https://e.example/a\n  or https://e.example/b",
        "https://e.example/a (3 May), now https://e.example/b",
        r"\url{https://e.example/a}, and \url{https://e.example/b}",
        r"\href{https://e.example/a}{Here it is} and \url{https://e.example/b}",
    ],
)
@pytest.mark.parametrize("name", ["url", "howpublished", "eprint"])
def test_of_several_addresses_the_first_is_kept(name, written):
    """However they are parted; the others are told of, as in RIS."""
    read = one(f"@misc{{k, {name}={{{written}}}}}")
    assert read.fields == {"id": "k", "type": "webpage", "URL": "https://e.example/a"}
    assert read.remarks == [f"{name}: of 2 addresses the first is kept"]


@pytest.mark.parametrize("rest", [", year={2024}}", ",\n  year = 2024\n}", "\n  year = {2024}}"])
def test_a_brace_too_many_is_told(rest):
    """What stands behind it would be lost."""
    broken, good = read_bibtex("@book{a, title = {T}}" + rest + "\n@book{b, title = {U}}")
    assert broken.refused == ["a brace too many closes it before 'year'"]
    assert not good.refused


def test_a_field_without_end_is_refused():
    """Two million names would take minutes; the entry says so in a line, the next one is read."""
    long, good = read_bibtex(
        "@book{a, author = {" + "Doe, J. and " * 9_000 + "X}}\n@book{b, title = {T}}"
    )
    assert long.refused == ["author: holds more than 100,000 signs; shorten it"]
    assert good.fields == {"id": "b", "type": "book", "title": "T"}


def test_what_stands_before_a_field_is_named_in_one_line():
    """A name of two lines breaks no line of the report."""
    (read,) = read_bibtex("@book{a,\n title = {T},\n one\n AUTHOR = b c\n}")
    assert read.refused == ["one AUTHOR: cannot read 'c' behind it; put the whole value in braces"]


def test_remarks_inside_an_entry_put_no_field_out_of_use():
    """What stands behind % is a remark, as biber reads it; the field in the next line is read."""
    entry = "@book{a,\n title = {T}, % the title\n publisher = {P},\n % year = 2023,\n year = 2024}"
    (read,) = read_bibtex(entry)
    assert read.fields == {
        "id": "a",
        "type": "book",
        "title": "T",
        "publisher": "P",
        "issued": "2024",
    }
    assert (read.refused, read.remarks, read.left) == ([], [], [])


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        ("year = {2021-22}", "2021/2022"),  # no summer of EDTF's
        ("year = {2021-2022}", "2021/2022"),
        ("year = 2025, month = {Q4}", "2025"),
        ("year = 2025, month = {marraskuu}", "2025"),  # November in Finnish
        ("year = 2025, month = {Mars}", "2025-03"),
        ("year = 2025, month = {04}", "2025-04"),
        ("year = 2025, month = {13~jan.}", "2025-01-13"),
        ("year = 2025, month = jan, day = {5th}", "2025-01-05"),
        ("year = 2025, month = jan, day = {13--15}", "2025-01-13/2025-01-15"),
        ("year = 2025, month = 1, day = 13", "2025-01-13"),
        ("year = 2025, month = jan, day = {00}", "2025-01"),
    ],
)
def test_no_month_is_guessed(lines, issued):
    """Two years are no season, a quarter is no month, and a name that only begins like one of ours
    is none.
    """
    assert field(lines, "issued") == issued


def test_a_missing_whole_is_remarked_on_once():
    """However many entries inherit from the one that names it."""
    reads = read_bibtex(
        "@book{a, crossref = {gone}}\n"
        + "".join(f"@inbook{{b{n}, crossref = {{a}}}}\n" for n in range(3))
    )
    assert [len(read.remarks) for read in reads] == [1, 0, 0, 0]
