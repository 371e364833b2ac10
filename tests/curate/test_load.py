"""Finding, reading and refusing a data folder."""

import os
from datetime import date, datetime
from pathlib import Path

import numpy
import pandas
import pytest

from curate.planting import FULL, TEXTS, TODAY
from tracker.curate.limits import FILE
from tracker.curate.load import DataError, check, find, load
from tracker.curate.words.dates import parse_date

ONE = (
    "- {id: a, party: spy, as_of: 2025-01-01, stated: 2025-01-02, figures: {killed: about 300}, "
    "sources: [news]}"
)


@pytest.fixture
def home(write_record):
    """The folder of the sound record."""
    return write_record(**TEXTS)


@pytest.fixture
def data(home):
    """The sound record, loaded."""
    return load(home, today=TODAY)


def test_an_estimate_becomes_the_model(data):
    """The spies' statement of 13 January, field by field."""
    estimate = data.by_id["spy-2025-01-13"]
    assert (estimate.party, str(estimate.as_of), str(estimate.stated)) == (
        "spy",
        "2025-01-13",
        "2025-01-13",
    )
    assert (estimate.place, estimate.sources, estimate.speaker) == (
        "front",
        ("news", "wire"),
        "A spokesman",
    )
    assert (estimate.attribution, estimate.grade, estimate.note) == (
        "corroborated",
        "B2",
        "Said at a briefing.",
    )
    assert str(estimate.position) == "data/estimates.yaml:3:5"
    assert [(f.metric, f.qualifier, f.low, f.high) for f in estimate.figures] == [
        ("killed", "about", 300, 300),
        ("wounded", "about", 2700, 2700),
        ("casualties", "more_than", 3000, None),
    ]


def test_a_figure_carries_what_is_needed_to_judge_it(data):
    """The withdrawn figure of one battle: its part, its own language, its dates, and the place of
    its key.
    """
    figure = next(f for f in data.all_figures if f.key == "ally-2025-03-01.killed")
    assert (figure.said, figure.original, figure.covers) == (
        "17",
        "siebzehn",
        "one battle, one village",
    )
    assert figure.since == parse_date("2025-02-20") and figure.partial
    assert (figure.withdrawn, figure.withdrawn_reason) == (date(2025, 3, 5), "Counted twice.")
    assert figure.as_of.approximate and figure.affiliation == "ally-land"
    assert str(figure.position) == "data/estimates.yaml:44:7"


def test_everything_that_the_format_has_becomes_the_model(write_record):
    """Who made the record, how far it was searched, whose clock a phase is, and what a metric is
    besides.
    """
    data = load(write_record(**FULL), today=TODAY)
    book, metrics = data.codebook, data.codebook.metrics
    assert [(a.name, a.orcid, a.affiliation) for a in book.authors] == [
        ("Jane Doe", "0000-0002-1825-0097", "University of North"),
        ("The War Desk", None, None),
    ]
    assert [(s.until, s.where, s.found) for s in book.searched] == [
        (date(2025, 5, 31), "The Daily", "Nothing newer than May.")
    ]
    assert (book.format, book.licence, book.doi, book.unit) == (
        1,
        "CC-BY-4.0",
        "10.5281/zenodo.123",
        "soldiers",
    )
    assert book.description == "What each side said of a small war."
    assert (book.repository, book.main) == (
        "https://example.org/war/record",
        ("killed", "casualties"),
    )
    assert (book.activity[0].metrics, book.activity[0].places) == (("killed",), ("front",))
    assert (metrics["wounded"].shared, metrics["wounded"].established) == (0.2, "captured")
    assert metrics["captured"].tally and metrics["graves"].proxy
    assert metrics["graves"].unit == "graves"
    assert data.problems == ()


def test_a_misreport_stands_beside_the_statements_and_enters_nothing(write_record):
    """It names the figure that it garbles, in the words that the pages print, at its line."""
    data = load(write_record(**FULL), today=TODAY)
    (found,) = data.misreports
    assert (found.of, found.printed) == (
        "spy-2025-01-13.casualties",
        {"killed": "3,000", "wounded": "several hundred"},
    )
    assert (found.sources, found.note) == (("wire",), "Turns killed or wounded into killed.")
    assert FULL["estimates"].split("\n")[found.position.line - 1].startswith("  - of: ")
    assert len(data.all_figures) == 10 and "wire" not in {f.estimate for f in data.all_figures}


def test_a_shared_origin_reaches_the_figures_and_a_share_is_computed(write_record):
    """The entry's link stands on each of its figures; half of 12,000 was stated by nobody."""
    figures = {f.key: f for f in load(write_record(**FULL), today=TODAY).all_figures}
    assert {f.shares_origin for f in figures.values() if f.estimate == "spy-2025-01-13"} == {
        "ally-2025-01-20"
    }
    assert [key for key, figure in figures.items() if figure.computed] == ["spy-2025-02-10.killed"]


def test_an_old_record_reads_as_before(data):
    """Nothing of what was added to the format has to be there."""
    book = data.codebook
    assert (book.format, book.unit, book.main, book.authors) == (1, "persons", (), ())
    assert data.misreports == () and not any(m.proxy or m.tally for m in book.metrics.values())


def test_the_counts_that_come_first_are_named_or_have_the_most_figures(data, write_record):
    """As the codebook says; otherwise those with figures, in its order, and no proxy."""
    assert load(write_record(**FULL), today=TODAY).main == ("killed", "casualties")
    assert data.main == ("killed", "wounded", "casualties", "troops_sent", "troops_planned")


def test_a_newer_format_is_refused_in_one_line(write_record):
    """What a later program writes would look like slips here, so nothing else is told."""
    book = TEXTS["codebook"].replace("title:", "format: 2\nnew_field: 1\ntitle:")
    for ask in (load, check):
        with pytest.raises(DataError) as refused:
            ask(write_record(**TEXTS | {"codebook": book}))
        assert str(refused.value) == (
            "data/codebook.yaml:1:9: format 2 is newer than this program knows (1); bring the "
            "program up to date"
        )
        assert refused.value.status == 2


def test_links_of_an_entry_reach_its_figures(data):
    """`revises` on the entry and `echoes` on a figure both stand on the figure."""
    figures = {figure.key: figure for figure in data.all_figures}
    assert figures["spy-2025-02-10.killed"].revises == "spy-2025-01-13"
    assert figures["ally-2025-01-20.killed"].echoes == "spy-2025-01-13"
    assert figures["ally-2025-01-20.troops_sent"].echoes is None


def test_bounds_without_words_are_between(data):
    """Low, best and high give the bounds and are put into words for tables."""
    figure = next(f for f in data.all_figures if f.key == "ally-2025-01-20.troops_sent")
    assert (figure.qualifier, figure.low, figure.best, figure.high) == (
        "between",
        10_000,
        11_000,
        12_000,
    )
    assert figure.said == "10,000 to 12,000, best 11,000"


@pytest.mark.parametrize(
    "bounds, expected",
    [
        ("{low: 5, best: 5, high: 5}", ("5", "exact", 5, 5, 5)),
        ("{low: 3, high: 5}", ("3 to 5", "between", 3, None, 5)),
        ("{low: 3}", ("at least 3", "between", 3, None, None)),
        ("{high: 5k}", ("up to 5,000", "between", None, None, 5000)),
    ],
)
def test_some_bounds_may_be_left_open(tmp_record, bounds, expected):
    """Equal bounds are exact; an open one stays open."""
    figure = tmp_record(ONE.replace("about 300", bounds)).all_figures[0]
    assert (figure.said, figure.qualifier, figure.low, figure.best, figure.high) == expected


def test_the_codebook_becomes_the_model(data):
    """Metrics, parties, wordings, phases and events, in the order of the file."""
    book = data.codebook
    assert list(book.metrics)[:3] == ["killed", "wounded", "casualties"]
    assert (
        book.metrics["casualties"].parts == ("killed", "wounded")
        and book.metrics["troops_present"].by_place
    )
    assert (book.metrics["killed"].at_most, book.metrics["killed"].speaks_for) == (
        "troops_sent",
        90,
    )
    spy = book.parties["spy"]
    assert (spy.short, spy.reliability, spy.kind) == ("Spies", "B", "intelligence")
    assert book.parties["ally"].short == "Allied Ministry"
    assert (book.places["front"].within, book.wordings) == (
        "country",
        {"several hundred": (300, 900)},
    )
    phase = book.activity[0]
    assert (phase.start, phase.end, phase.intensity) == (date(2024, 12, 1), date(2025, 3, 31), 1)
    assert (book.events[0].date, book.events[0].label) == (date(2025, 2, 1), "A ceasefire")
    assert (book.title, book.address) == ("A small war", "https://example.org/data")


def test_sources_become_csl(data):
    """Dates in all three forms are date-parts; a bare name is an organisation's."""
    news, wire = data.sources["news"].csl, data.sources["wire"].csl
    assert (news["issued"], news["accessed"]) == (
        {"date-parts": [[2025, 1, 13]]},
        {"date-parts": [[2025, 2, 1]]},
    )
    assert wire["issued"] == {"date-parts": [[2025, 6]]}
    assert news["author"] == [{"family": "Doe", "given": "Jane"}, {"literal": "The Editors"}]
    assert "id" not in news and str(data.sources["wire"].position) == "data/sources.yaml:12:5"


def test_the_folder_is_found_from_anywhere_inside(home, monkeypatch):
    """The working directory may be the project, the data folder, or any folder below the
    project.
    """
    deep = home.parent / "notebooks" / "old"
    deep.mkdir(parents=True)
    for place in (home.parent, home, deep):
        monkeypatch.chdir(place)
        assert find() == home
    assert find(home.parent) == find(str(home)) == home


def test_an_edit_is_seen_at_once(home):
    """The same call gives what the files say now."""
    assert load(home, today=TODAY).by_id["spy-2025-02-10"].figures[0].low == 600
    path = home / "estimates.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("killed: 600", "killed: 700"), encoding="utf-8"
    )
    assert load(home, today=TODAY).by_id["spy-2025-02-10"].figures[0].low == 700


def test_errors_are_all_in_one_exception(write_record):
    """Status 1, every error with its place in the text; a warning is kept beside them."""
    home = write_record(ONE.replace("spy", "spi").replace("about 300", "abuot 300"))
    with (home / "codebook.yaml").open("a", encoding="utf-8") as book:
        book.write("address: https://doi.org/10.5281/zenodo.1\n")
    with pytest.raises(DataError) as error:
        load(home)
    assert error.value.status == 1
    lines = str(error.value).splitlines()
    assert lines[0] == "the data have 2 problems:"
    assert "data/estimates.yaml:2:20: a.party: no party 'spi'; did you mean 'spy'?" in lines
    assert lines[1:] == [
        str(problem) for problem in error.value.problems if problem.severity == "error"
    ]
    assert "doi" in {problem.rule for problem in error.value.problems}


def test_warnings_do_not_refuse_a_record(tmp_record):
    """A party that nobody cites is a warning, kept with the dataset."""
    data = tmp_record(ONE)
    assert {problem.rule for problem in data.problems} == {"unused"}
    assert {problem.severity for problem in data.problems} == {"warning"}


def test_jupyter_shows_problems_instead_of_a_traceback(write_record):
    """In a notebook the same lines stand in place of a traceback, and markup in the data stays
    text.
    """
    home = write_record(ONE.replace("party: spy", "party: <b>spy</b>"))
    with pytest.raises(DataError) as error:
        load(home)
    assert error.value._render_traceback_()[0] == "DataError: the data have 1 problem:"
    assert "no party &#x27;&lt;b&gt;spy&lt;/b&gt;&#x27;" in error.value._repr_html_()


def test_a_notebook_lists_no_more_than_ten(write_record):
    """Of 150 problems a notebook shows ten and says where the rest is; the text has them
    all.
    """
    home = write_record(
        "".join(
            ONE.replace("id: a", f"id: a{n}").replace("about 300", "x") + "\n" for n in range(150)
        )
    )
    with pytest.raises(DataError) as error:
        load(home)
    assert len(error.value._render_traceback_()) == 12
    assert error.value._render_traceback_()[-1].endswith(" more; `tracker check` lists all")
    assert str(error.value).count("cannot read 'x'") == 150


def refused(call):
    """The message of a refusal that is about files, not about data."""
    with pytest.raises(DataError) as error:
        call()
    assert error.value.status == 2 and error.value.problems == ()
    return str(error.value)


def test_a_missing_folder_is_one_line(tmp_path, monkeypatch):
    """Nothing above the working directory, a wrong name, a file: each says what to do."""
    monkeypatch.chdir(tmp_path)
    assert "found no data folder in" in refused(
        load
    ) and "--data DIR; `tracker init DIR`" in refused(load)
    assert refused(lambda: load("nowhere")) == (
        "'nowhere' does not exist; name the folder that holds estimates.yaml, codebook.yaml, "
        "sources.yaml"
    )
    Path("x.yaml").write_text("a: 1")
    assert "'x.yaml' is a file" in refused(lambda: load("x.yaml"))
    assert f"'{tmp_path}' holds no data" in refused(lambda: load(tmp_path))


def test_a_missing_file_is_named(home):
    """What a data folder lacks is listed."""
    (home / "codebook.yaml").unlink()
    (home / "sources.yaml").unlink()
    assert refused(lambda: check(home)) == (
        f"'{home}' lacks codebook.yaml, sources.yaml; a data folder holds estimates.yaml, "
        "codebook.yaml, sources.yaml"
    )


def test_a_folder_in_a_files_place_is_refused(home):
    """A folder, a pipe or a link to nowhere where a file should be."""
    path = home / "sources.yaml"
    path.unlink()
    path.mkdir()
    assert (
        refused(lambda: check(home)) == "'data/sources.yaml' is a folder; put the file itself there"
    )
    path.rmdir()
    os.mkfifo(path)
    assert (
        refused(lambda: check(home))
        == "'data/sources.yaml' is no plain file; put the file itself there"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(home):
    """A file that may not be read says so."""
    (home / "sources.yaml").chmod(0)
    assert "cannot read 'data/sources.yaml': Permission denied" in refused(lambda: check(home))


def test_a_huge_file_is_refused_unread(home):
    """A hundred megabytes are refused by size, before they are read."""
    with open(home / "estimates.yaml", "r+b") as file:
        file.truncate(100 * 2**20)
    assert refused(lambda: check(home)) == (
        f"'data/estimates.yaml' has 100 MB; files of up to {FILE // 2**20} MB are read"
    )


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "the file is empty; it begins with `estimates:`"),
        ("# later\n", "the file is empty; it begins with `estimates:`"),
        ("- a\n", "expected a mapping, found a list; it begins with `estimates:`"),
        ("later\n", "expected a mapping, found text; it begins with `estimates:`"),
    ],
)
def test_each_file_is_a_mapping(home, text, message):
    """A file without its mapping is one problem at its beginning, and nothing it might hold is
    missed.
    """
    (home / "estimates.yaml").write_text(text)
    assert [(p.rule, p.message, p.position.column) for p in check(home, today=TODAY)] == [
        ("top", message, 1)
    ]


def test_each_list_has_an_entry(home):
    """An empty list of estimates is no record."""
    (home / "estimates.yaml").write_text("estimates: []\n")
    found = [p for p in check(home, today=TODAY) if p.severity == "error"]
    assert [(p.rule, p.position.line, p.position.column, p.message) for p in found] == [
        ("missing-field", 1, 12, "the list is empty; give at least one entry")
    ]


def test_the_collector_of_cycles_runs_on_afterwards(home):
    """Reading pauses Python's cycle collector and lets it run again, even after a refusal."""
    import gc

    load(home, today=TODAY)
    assert gc.isenabled()
    (home / "estimates.yaml").unlink()
    refused(lambda: load(home))
    assert gc.isenabled()


@pytest.mark.parametrize(
    "today",
    ["2025-06-15", TODAY, datetime(2025, 6, 15, 23, 59), numpy.datetime64("2025-06-15T10:00"),
     pandas.Timestamp("2025-06-15 23:00", tz="Asia/Seoul")],
)  # fmt: skip
def test_today_is_taken_as_every_day_is(write_record, today):
    """Text, and a day or a moment of Python, numpy and pandas."""
    home = write_record(**FULL)
    with pytest.raises(
        DataError, match="lies in the future .it is no later than 2024-01-01 anywhere."
    ):
        load(home, today="2024-01-01")
    assert load(home, today=today) == load(home, today=TODAY)


@pytest.mark.parametrize(
    "today", ["", "15.6.2025", "2025-06", 20250615, [], float("nan"), pandas.NA]
)
def test_a_wrong_today_is_refused_with_the_form_wanted(write_record, today):
    """What is empty is not the default, and no number is a day."""
    with pytest.raises(ValueError, match="; write YYYY-MM-DD, for example 2025-06-15$"):
        load(write_record(**FULL), today=today)
