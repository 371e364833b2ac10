"""Rows of tables: read as a person reads them, entered or refused one by one."""

import csv
import re
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tracker.curate.checks.read import codebook_names
from tracker.curate.entry.columns import mapped, recognised
from tracker.curate.entry.offers import causes
from tracker.curate.entry.sheet import read_sheet
from tracker.curate.entry.spreadsheet import plan_import
from tracker.curate.load import DataError, load
from tracker.curate.words.dates import days

TODAY = date(2026, 1, 1)
ONE = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
"""
HEAD = "party,as_of,stated,killed,killed.covers,wounded,sources,note\n"


@pytest.fixture
def home(write_record):
    """A record of one entry."""
    return write_record(ONE)


@pytest.fixture
def table(tmp_path):
    """Write a CSV file and give its path."""

    def write(text, name="rows.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def book(tmp_path):
    """Write a workbook from rows and give its path; a value may be a pair of value and number
    format.
    """

    def write(*rows):
        made = Workbook()
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                value, shown = value if isinstance(value, tuple) else (value, None)
                cell = made.active.cell(r, c, value)
                cell.number_format = shown or cell.number_format
        made.save(tmp_path / "rows.xlsx")
        return tmp_path / "rows.xlsx"

    return write


def entered_from(*words, **options):
    """The plan of an import."""
    return plan_import(*words, **options).plan


def refusals(made):
    """Row and reasons of what was refused."""
    return {offer.label: offer.refused for offer in made.offers if offer.refused}


def test_each_row_is_an_entry_or_has_its_reasons(home, table):
    """Rows are numbered as a spreadsheet numbers them; the good one goes in, each other one says
    why not.
    """
    made = entered_from(
        home,
        table(
            HEAD
            + (
                'army,2025-02-01,2025-02-02,"more than 1,000",one week,about 40,news,"Two, in '
                'quotes"\n'
                "amry,2025-02-01,2025-02-02,5,,,news,\n"
                "\n"
                ",,,,,,,alone\n"
                "=A1,2025-02-01,2025-02-02,5,,,news,\n"
                "army,2025-02-01,2025-02-02,6,,,news,\n"
                "army,2025-02-03,2025-02-04,7,,,news,,left over\n"
            )
        ),
        today=TODAY,
    )
    assert refusals(made) == {
        "row 3": ["amry-2025-02-02.party: no party 'amry'; did you mean 'army'?"],
        "row 5": ["party, as_of, stated, a figure, sources are missing"],
        "row 6": ["party: holds a formula (=A1); put its value there"],
        "row 7": [
            "has the id 'army-2025-02-02', as row 2 has; put the figures of one statement into "
            "one entry, or give "
            "another statement an id of its own, such as 'army-2025-02-02-evening'"
        ],
        "row 8": [
            "has 9 cells, the names of the columns are 8; a text or number that holds the separator "
            "needs quotes"
        ],
    }
    made.write()
    entered = load(home, today=TODAY).by_id["army-2025-02-02"]
    assert [(f.metric, f.said, f.covers, f.low) for f in entered.figures] == [
        ("killed", "more than 1,000", "one week", 1000.0),
        ("wounded", "about 40", None, 40.0),
    ]
    assert entered.note == "Two, in quotes"


def test_a_second_import_finds_everything_there(home, table):
    """After the refused rows are mended the same file can be given again."""
    rows = table(HEAD + "army,2025-02-01,2025-02-02,5,,,news,\n")
    entered_from(home, rows, today=TODAY).write()
    old = (home / "estimates.yaml").read_bytes()
    made = entered_from(home, rows, today=TODAY)
    made.write()
    assert (
        made.offers[0].known == "army-2025-02-02" and (home / "estimates.yaml").read_bytes() == old
    )


@pytest.mark.parametrize(
    "text",
    [
        "party;as_of;stated;killed;sources\r\narmy;2025-02-01;2025-02-02;1,000;news\r\n",
        "party\tas_of\tstated\tkilled\tsources\narmy\t2025-02-01\t2025-02-02\t1,000\tnews\n",
        '\ufeffparty, as_of, stated, killed, sources\narmy,2025-02-01,2025-02-02,"1,000",news\n',
    ],
    ids=["semicolons", "tabs", "bom and spaces"],
)
def test_the_separators_that_spreadsheets_write(home, table, text):
    """Semicolons, tabs or commas, with or without a byte-order mark."""
    made = entered_from(home, table(text), today=TODAY)
    assert made.offers[0].fits and made.offers[0].estimate["figures"] == {"killed": "1,000"}


def test_a_workbook_is_read_as_a_person_reads_it(book):
    """Dates as days, or months where the cell shows no day; whole numbers without a point; no
    formula, error or time.
    """
    sheet = read_sheet(
        book(
            ["as_of", "stated", "killed", "note"],
            [(date(2025, 2, 1), "yyyy-mm-dd"), (datetime(2025, 2, 1), "mmm-yy"), 3000, 12.0],
            [
                (date(2025, 2, 1), "yyyy"),
                (datetime(2025, 2, 1, 9, 30), "yyyy-mm-dd hh:mm"),
                "=1+1",
                "about 300",
            ],
            [None, None, None, None],
            ["2025", True, 0.5, "#N/A"],
        )
    )
    assert [dict(row) for row in sheet.rows] == [
        {"as_of": "2025-02-01", "stated": "2025-02", "killed": "3000", "note": "12"},
        {"as_of": "2025", "note": "about 300"},
        {"as_of": "2025", "stated": "true", "killed": "0.5"},
    ]
    assert [row.number for row in sheet.rows] == [2, 3, 5]
    assert sheet.rows[1].unusable == {
        "stated": "holds a time (2025-02-01 09:30:00); write the day alone",
        "killed": "holds a formula (=1+1); put its value there",
    }
    assert sheet.rows[2].unusable == {"note": "holds the error #N/A; put a value there"}


def test_a_workbook_becomes_entries(home, book):
    """A date cell is the day, a number is the number."""
    found = plan_import(
        home,
        book(
            ["party", "as_of", "stated", "killed", "sources"],
            ["army", datetime(2025, 2, 1), datetime(2025, 2, 2), 350, "news"],
        ),
        today=TODAY,
    )
    found.plan.write()
    entered = load(home, today=TODAY).by_id["army-2025-02-02"]
    assert (str(entered.as_of), entered.figures[0].best) == ("2025-02-01", 350.0)
    assert not found.remarks and not found.columns.guessed


def test_only_the_first_sheet_is_read(tmp_path):
    """The others are left alone, and that is said."""
    made = Workbook()
    made.active.append(["party"])
    made.create_sheet("Other").append(["nothing"])
    made.save(tmp_path / "two.xlsx")
    assert read_sheet(tmp_path / "two.xlsx").remarks == [
        "read the first sheet, 'Sheet'; 1 more is left alone"
    ]


def test_columns_that_mean_nothing_are_named_all_at_once(home, table):
    """Each with the nearest that exists; nothing is read further."""
    with pytest.raises(
        ValueError,
        match=r"(?s)columns that cannot be used; .*:\n  'pary' .*'party'.*\n  'kiled' .*'killed'",
    ):
        plan_import(home, table("pary,kiled,sources\nspy,3,news\n"))


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("", "rows.csv", "is empty; its first row names the columns"),
        ("party,party\nspy,spy\n", "rows.csv", "has the column 'party' twice"),
        ("party,killed\n", "rows.csv", "has no rows below"),
        (
            "party\nspy",
            "rows.ods",
            "neither .csv nor .xlsx nor .tsv; save the table as one of these",
        ),
        (b"party\n\xe9t\xe9\n", "rows.csv", "is not UTF-8 in line 2; save it as CSV UTF-8"),
        ("party\nspy\n".encode("utf-16-le"), "rows.csv", "is not UTF-8 text"),
        (b"party\n\0\n", "rows.csv", "is not UTF-8 text"),
        ('party\n"spy\n', "rows.csv", "look for a quote that is never closed"),
        (
            "party\nspy\n",
            "rows.xlsx",
            "as a workbook (File is not a zip file); save it again as .xlsx",
        ),
        (",".join(f"c{n}" for n in range(600)), "rows.csv", "has 600 columns"),
    ],
)
def test_what_is_no_table_is_one_clear_line(home, table, text, name, message):
    """Each says what is wrong and what to do."""
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        plan_import(home, table(text, name))
    assert "\n" not in str(caught.value)


def test_zip_files_that_are_no_workbook_or_unpack_without_end(home, tmp_path):
    """A zip of something else is refused; so is one that would unpack to hundreds of megabytes."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("hello.txt", "hello")
    with pytest.raises(ValueError, match="as a workbook"):
        plan_import(home, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (300 * 2**20))
    with pytest.raises(ValueError, match="unpacks to more than 256 MB"):
        plan_import(home, tmp_path / "b.xlsx")


def test_files_that_are_not_there(home, tmp_path):
    """A missing file, a folder and links in a circle are the system's own errors, with the name."""
    with pytest.raises(FileNotFoundError):
        plan_import(home, tmp_path / "no.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(IsADirectoryError):
        plan_import(home, tmp_path / "folder.csv")
    (tmp_path / "a.csv").symlink_to(tmp_path / "b.csv")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    with pytest.raises(OSError, match="links"):
        plan_import(home, tmp_path / "a.csv")
    with pytest.raises(DataError, match="does not exist"):
        plan_import(tmp_path / "nowhere", tmp_path / "a.csv")


def test_thousands_of_rows_go_in_together(home, tmp_path):
    """5,000 rows with a slip in every fiftieth: 4,900 entered, in date order, 100 refused, each
    with its own reason.
    """
    path = tmp_path / "many.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["id", "party", "as_of", "stated", "killed", "killed.covers", "sources"])
        for n in range(5000):
            out.writerow(
                [
                    f"army-{n}",
                    "army",
                    f"2025-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
                    "2025-12-31",
                    f"{n} soldiers" if n % 50 == 0 else f"about {n}",
                    f"list {n}",
                    "news",
                ]
            )
    made = entered_from(home, path, today=TODAY)
    assert len(refusals(made)) == 100 and all(
        "leave out 'soldiers'" in reasons[0] for reasons in refusals(made).values()
    )
    made.write()
    text = (home / "estimates.yaml").read_text(encoding="utf-8")
    days = [line.split()[1] for line in text.splitlines() if line.strip().startswith("as_of")]
    assert len(days) == 4901 and days == sorted(days)


COLLEAGUE = """\
Losses of the war,,,,,,,
compiled by a colleague,,,,,,,
,,,,,,,
No.,Date,Source,Killed (low),Killed (high),Wounded,URL,Notes
1,13/1/2025,Army Staff,100+,"~1,100",~40,https://example.org/news,Two bounds
2,02/03/2025,Spies,600.0,,no figure,https://www.example.org/other?id=1,
3,14 March 2025,Nobody,5,,,https://example.org/news,
4,15 March 2025,Nobody,6,,,https://example.org/news,
"""


def test_a_researchers_sheet_comes_in_as_it_is(home, table):
    """Title rows, usual headings, days first, bounds with hedges, pages known by address, a new
    one by its site, whole numbers as pandas writes them.
    """
    found = plan_import(home, table(COLLEAGUE), today=TODAY)
    assert found.columns.fields == {
        "No.": (),
        "Date": ("as_of", "stated"),
        "Source": ("party",),
        "Killed (low)": ("killed.low",),
        "Killed (high)": ("killed.high",),
        "Wounded": ("wounded",),
        "URL": ("source.URL",),
        "Notes": ("note",),
    }
    assert found.remarks == ["left out what stands above the names of the columns, row 4"]
    found.plan.write()
    army, spies = (
        load(home, today=TODAY).by_id[f"{who}"] for who in ("army-2025-01-13", "spy-2025-03-02")
    )
    killed, wounded = army.figures
    assert (killed.low, killed.best, killed.high) == (100.0, None, 1100.0)
    assert killed.note == "Given as low: 100+; Given as high: ~1,100"
    assert (wounded.said, army.sources, army.note) == ("~40", ("news",), "Two bounds")
    assert (spies.figures[0].low, spies.figures[0].high) == (600.0, None)
    (page,) = spies.sources
    csl = load(home, today=TODAY).sources[page].csl
    assert (csl["container-title"], csl["type"]) == ("example.org", "webpage")
    assert causes(found.plan.offers) == [
        (
            "party: no party 'Nobody'; there are ally, army, foe, paper, spy; add it to "
            "`parties` in codebook.yaml first, or to the `also` of the party that it is another name of",
            found.plan.offers[2:],
        )
    ]


def test_what_a_column_holds_can_be_told(home, table):
    """Some fields, or none; what is told wrongly is named."""
    rows = table("When,Who,Dead,Weather,sources\n2025-02-02,army,5,rain,news\n")
    given = {"When": "as_of,stated", "Who": "party", "Dead": "killed", "Weather": "-"}
    assert entered_from(home, rows, given=given, today=TODAY).offers[0].fits
    with pytest.raises(ValueError, match="(?s)no column 'Wen'.*'wind' is no field"):
        plan_import(
            home, table(rows.read_text()), given={"Wen": "as_of", **given, "Weather": "wind"}
        )


def test_two_columns_for_one_field_are_refused(home, table):
    """Which of them is meant, the program cannot know."""
    with pytest.raises(ValueError, match="two columns for note, 'Notes' and 'Remarks'"):
        plan_import(home, table("Notes,Remarks,party\na,b,army\n"))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Killed (low)", "killed.low"),
        ("min. killed", "killed.low"),
        ("Number of killed, maximum", "killed.high"),
        ("killed best estimate", "killed.best"),
        ("Killed or wounded", "casualties"),
        ("casualties_high", "casualties.high"),
        ("killed.covers", "killed.covers"),
        ("value.since", "value.since"),
        ("Killed [max]", "killed.high"),
        ("Killed [daily]", None),
        ("Killed [officers]", None),
        ("Date reported", "stated"),
        ("Link", "source.URL"),
        ("Weather", None),
        ("low high killed", None),
    ],
)
def test_usual_headings(home, heading, field):
    """A metric by its label with the end that it gives; fields by the words people use."""
    assert recognised(heading, codebook_names(home)) == field


@pytest.mark.parametrize(
    ("cells", "party", "held"),
    [
        (["Spies", "Army Staff", "Unknown"], False, "party"),
        (["news", "news"], False, "sources"),
        (["https://a.org/1", "https://a.org/2"], False, "source.URL"),
        (["https://a.org/1", "https://a.org/2", "The Daily"], True, "source.container-title"),
        (["The Daily", "The Evening"], True, "source.container-title"),
        (["The Daily", "The Evening"], False, "party"),
    ],
)
def test_what_a_source_is_shows_in_its_cells(home, cells, party, held):
    """Parties, keys, addresses, or, beside a column of parties, outlets."""
    columns = {"Source": cells} | ({"party": ["spy"]} if party else {})
    assert mapped(columns, codebook_names(home), {"news"}, {}).fields["Source"] == (held,)


def test_addresses_among_names_of_outlets_are_addresses(home, table):
    """A column of sources holds both, cell by cell."""
    rows = (
        "date,party,killed,Source\n2025-02-01,spy,5,https://a.org/a\n2025-02-02,army,6,The Daily\n"
    )
    first, second = entered_from(home, table(rows), today=TODAY).offers
    assert (first.source["URL"], first.source["container-title"]) == ("https://a.org/a", "a.org")
    assert second.source["container-title"] == "The Daily" and "URL" not in second.source


@pytest.mark.parametrize(
    "outlet", ["https://bbc.com", "https://www.bbc.com/news", "www.bbc.com", "http://bbc.com/"]
)
def test_an_outlets_address_beside_the_pages_is_its_name(home, table, outlet):
    """The page has its own address, before or behind it."""
    for names, cells in (
        ("URL,Outlet", f"https://bbc.com/news/1,{outlet}"),
        ("Outlet,URL", f"{outlet},https://bbc.com/news/1"),
    ):
        rows = f"date,party,killed,{names}\n2025-02-01,spy,5,{cells}\n"
        [offer] = entered_from(home, table(rows), today=TODAY).offers
        assert (offer.source["URL"], offer.source["container-title"]) == (
            "https://bbc.com/news/1",
            "bbc.com",
        )


@pytest.mark.parametrize(
    ("outlet", "title", "page"),
    [
        ("https://www.bbc.com", "https://www.bbc.com/news/1", "https://www.bbc.com/news/1"),
        ("https://www.bbc.com/a", "https://www.bbc.com/news/1", "https://www.bbc.com/news/1"),
        ("https://www.bbc.com/a", None, "https://www.bbc.com/a"),
        ("https://www.bbc.com/", None, None),
    ],
)
def test_the_link_of_a_title_goes_before_an_outlets(tmp_path, home, outlet, title, page):
    """And a home page behind an outlet is no page of an article."""
    made = Workbook()
    made.active.append(["Date", "Party", "Killed", "Outlet", "Title"])
    made.active.append(["2025-02-01", "spy", 5, "BBC", "Five dead"])
    made.active["D2"].hyperlink, made.active["E2"].hyperlink = outlet, title
    made.active["D2"].value, made.active["E2"].value = "BBC", "Five dead"
    made.save(tmp_path / "x.xlsx")
    found = plan_import(home, tmp_path / "x.xlsx", today=TODAY)
    assert found.plan.offers[0].source.get("URL") == page
    assert bool(found.remarks) == (page != outlet)


def test_the_address_behind_a_cell_is_the_pages(tmp_path, home):
    """Under the address, or where the outlet or title is linked; other links are told of."""
    made, pages = Workbook(), ["https://a.org/a", "https://a.org/b", "https://a.org/c"]
    made.active.append(["Date", "Party", "Killed", "Source", "URL"])
    for n, page in enumerate(pages, 2):
        made.active.append([f"2025-02-0{n}", "spy", n, "The Daily", None])
        made.active.cell(n, 4).hyperlink = page
    made.active["B2"].hyperlink = "https://wiki.example/spy"
    made.active["D4"].hyperlink = None
    made.active["E4"] = f'=HYPERLINK("{pages[2]}", "BBC")'
    made.active.append(["2025-02-09", "spy", 9, None, "BBC"])
    made.active["E5"].hyperlink = "https://a.org/d"
    made.save(tmp_path / "x.xlsx")
    found = plan_import(home, tmp_path / "x.xlsx", today=TODAY)
    assert [offer.source["URL"] for offer in found.plan.offers] == [*pages, "https://a.org/d"]
    assert {offer.source["container-title"] for offer in found.plan.offers} == {
        "The Daily",
        "a.org",
    }
    assert found.remarks == [
        "left out where 1 cell of 'Party' links to; a page's address is written in a column 'URL'"
    ]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["1.2.2025", "1/2/2025", "13/1/2025"], ["2025-02-01", "2025-02-01", "2025-01-13"]),
        (["1/2/2025", "1/13/2025"], ["2025-01-02", "2025-01-13"]),
        (["1/2/2025", "13/1/2025", "1/13/2025"], [None, "2025-01-13", "2025-01-13"]),
        (["2/2/2025", "1/2/2025"], ["2025-02-02", None]),
        (["13 January 2025", "January 13, 2025", "13th Jan. 2025"], 3 * ["2025-01-13"]),
        (["Jan 2025", "2025/1/3", "2025-01-13 00:00:00"], ["2025-01", "2025-01-03", "2025-01-13"]),
        (["2025. 1. 3.", "20250103", "2025‑01–03"], 3 * ["2025-01-03"]),
        (["2025-01-13T00:00:00Z", "20251301"], ["2025-01-13", "20251301"]),
        (["2025-01~", "31.2.2025", "soon"], ["2025-01~", "31.2.2025", "soon"]),
        (["2025-02-01", "2025-03-03", "2/13/2025"], [None, "2025-03-03", "2025-02-13"]),
        (["2025-02-01 00:00:00", "13-2-25"], [None, "13-2-25"]),
        (["2025-02-01", "13/2/2025"], [None, "2025-02-13"]),
        (["2025-02-01", "2025-02-14", "2/13/2025"], ["2025-02-01", "2025-02-14", "2025-02-13"]),
        (["2025-02-01", "1/2/2025", "2/13/2025"], ["2025-02-01", "2025-01-02", "2025-02-13"]),
        (["2025-02-01", "13.2.2025", "2025-03"], ["2025-02-01", "2025-02-13", "2025-03"]),
        (
            ["2025-01/02", "2025/01-02", "1 Feb 3 2025"],
            ["2025-01/02", "2025/01-02", "1 Feb 3 2025"],
        ),
    ],
)
def test_days_are_read_as_their_column_writes_them(cells, found):
    """Day first or month first only where it cannot be meant otherwise; no day that a spreadsheet
    may have swapped; what is no day is left to the checks.
    """
    held = days(cells)
    assert [held.get(cell) for cell in cells] == found


def test_a_day_that_may_be_two_is_refused(home, table):
    """No day is guessed."""
    made = entered_from(
        home, table("party,stated,as_of,killed,sources\narmy,1/2/2025,2025-01,5,news\n")
    )
    assert "'1/2/2025' may be two days" in made.offers[0].refused[0]


def test_days_that_a_spreadsheet_may_have_swapped_are_refused(home, book):
    """A column of "2/1/2025" and "2/13/2025" becomes one of days and texts where days come first."""
    rows = [["spy", date(2025, 1, 2), 5, "news"], ["army", "2/13/2025", 6, "news"]]
    first, second = entered_from(home, book(["party", "date", "killed", "sources"], *rows)).offers
    assert "'2025-01-02' may have its day and month swapped" in first.refused[0] and second.fits


def test_of_a_day_that_cannot_be_read_only_the_day_is_told(home, table):
    """The id is made from it and needs no mending of its own."""
    made = entered_from(
        home, table("party,stated,as_of,killed,sources\narmy,the 3rd,2025-01,5,news\n")
    )
    [reason] = made.offers[0].refused
    assert reason.startswith("army-the-3rd.stated: cannot read the date 'the 3rd'")


def test_merged_cells_hold_for_each_of_their_cells(tmp_path, home):
    """A party beside several rows, a metric above its two ends."""
    made = Workbook()
    for row in (
        ["Losses", None, None, None, None],
        ["Party", "Date", "Killed", None, "sources"],
        [None, None, "low", "high", None],
        ["Spies", date(2025, 2, 1), 5, 7, "news"],
        [None, date(2025, 2, 2), 6, 8, "news"],
    ):
        made.active.append(row)
    for ref in ("A1:E1", "C2:D2", "A4:A5"):
        made.active.merge_cells(ref)
    made.save(tmp_path / "merged.xlsx")
    found = plan_import(home, tmp_path / "merged.xlsx", today=TODAY)
    assert [offer.estimate["id"] for offer in found.plan.offers] == [
        "spy-2025-02-01",
        "spy-2025-02-02",
    ]
    assert found.plan.offers[1].estimate["figures"] == {"killed": {"low": "6", "high": "8"}}


def test_raised_marks_are_refused_and_line_breaks_are_spaces(tmp_path):
    """A note's mark at a number is no digit of it; Excel's escape of a line break is one."""
    made = Workbook()
    made.active.append(["killed", "note"])
    made.active.append(["x", "line one_x000D_\n line two"])
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    made.active["A2"] = CellRichText("600", raised)
    made.save(tmp_path / "raised.xlsx")
    (row,) = read_sheet(tmp_path / "raised.xlsx").rows
    assert row.unusable == {"killed": "holds a raised or lowered '1' (6001); take the mark out"}
    assert row["note"] == "line one line two"


@pytest.mark.parametrize(
    "shown, value, text",
    [
        ("General", 600, "600"),
        ("#,##0", 3600.0, "3600"),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', 600, "600"),
        ("#,##0_);(#,##0)", 600, "600"),
        ('"ca. "0', 600, "ca. 600"),
        ('0"+"', 600, "600+"),
        ("0\\+", 600, "600+"),
        ('">"0', 600, ">600"),
        ("≈0", 600, "≈600"),
        ('"at least "#,##0', 600, "at least 600"),
        ('0 "or more"', 600, "600 or more"),
        ('"about 600"', 1, "about 600"),
        ('"none"', 0, "none"),
        ('#,##0;-#,##0;"n/a"', 600, "600"),
        ('0;"none";0', -99, "none"),
        ("#,##0;(#,##0)", -5, "-5"),
        ('General;General;"none"', 0, "none"),
        ('General;General;"none"', 600, "600"),
        ("[Red][<1000]0;[>=1000]#,##0", 600, "600"),
        ('0"; at least"', 600, "600; at least"),
        ('#,##0," k"', 3600, "3600"),
        ("0%", 0.25, "25%"),
        ('0"%"', 25, "25%"),
        ("00000", 600, "600"),
        ("0", 600.4, "600.4"),
    ],
)
def test_a_number_is_read_with_the_words_of_its_format(tmp_path, shown, value, text):
    """A cell that shows "ca. 600" or "600+" says so, though it holds 600."""
    made = Workbook()
    made.active.append(["killed", "note"])
    made.active.append([value, 7])
    made.active["A2"].number_format = shown
    made.save(tmp_path / "shown.xlsx")
    (row,) = read_sheet(tmp_path / "shown.xlsx").rows
    assert (row.get("killed"), row.unusable) == (text, {})


@pytest.mark.parametrize(
    ("shown", "value", "seen"),
    [
        (";;;", 600, "600 and shows nothing"),
        ('#,##0;-#,##0;"n/a"', 0, "0 and shows 'n/a'"),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', 0, "0 and shows '-'"),
        ("0;-0;;@", 0, "0 and shows nothing"),
        ("#,###", 0, "0 and shows nothing"),
        ("#,##0;(#,##0);-", 0, "0 and shows '-'"),
    ],
)
def test_a_number_that_is_not_shown_is_refused(book, shown, value, seen):
    """Nobody knows whether it counts; a zero that is shown, and an empty cell, are plain."""
    one, two, three = read_sheet(
        book(["killed", "note"], [(value, shown), 7], [0, 7], [None, 7])
    ).rows
    assert one.unusable == {
        "killed": f"holds {seen}; show it as a plain number where it counts, else empty the cell"
    }
    assert (two["killed"], three.get("killed"), two.unusable | three.unusable) == ("0", None, {})


@pytest.mark.parametrize("shown", ['[>500]"over "0;0', '[=0]"-";0', "[=0];0"])
def test_words_that_a_rule_shows_are_not_guessed(book, shown):
    """A format may say "over" only above 500; what the cell shows is not worked out."""
    rows = read_sheet(book(["killed"], [(400, shown)])).rows
    assert "is shown by a rule" in rows[0].unusable["killed"]


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ('"ca. "d mmm yyyy', False),
        ('"Q2 "yyyy', False),
        ('"mid-"mmm yyyy', False),
        ("\\c\\a d mmm yyyy", False),
        ("~d mmm yyyy", False),
        ('d mmm yyyy"?"', False),
        ('"Week of "d mmm yyyy', False),
        ('"approx. "d mmm yyyy', False),
        ("[$-409]d-mmm-yy;@", True),
        ('yyyy "m." mmmm d "d."', True),
        ('yyyy"(e)ko" mmmm"k" d', True),
        ("d\\º mmm yyyy", True),
        ('"le "d mmmm yyyy', True),
        ('yyyy" оны "m"-ын "d', True),
        ('d"-ші" mmm yyyy', True),
        ('d" de "mmmm" de "yyyy', True),
        ('yyyy"年"m"月"d"日"', True),
        ('dd/mm/yyyy\\ "г."', True),
    ],
)
def test_words_beside_a_day_are_not_dropped(book, shown, told):
    """A date that shows "ca." or a quarter is no exact day; words of a language are no more than
    the day.
    """
    [row] = read_sheet(book(["stated"], [(date(2025, 4, 1), shown)])).rows
    assert [dict(row), "shows more than a day" in row.unusable.get("stated", "")] == [
        {"stated": "2025-04-01"} if told else {},
        not told,
    ]


def test_what_is_struck_through_is_refused(tmp_path):
    """A number that was crossed out is no number, nor the beginning of the one beside it."""
    made = Workbook()
    for cells in (["killed", "wounded", "stated"], [500, "x", date(2025, 2, 1)]):
        made.active.append(cells)
    made.active["A2"].font = made.active["C2"].font = Font(strike=True)
    made.active["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "500"), " 600")
    made.save(tmp_path / "struck.xlsx")
    (row,) = read_sheet(tmp_path / "struck.xlsx").rows
    assert dict(row) == {}
    assert {name: why.partition(" (")[0] for name, why in row.unusable.items()} == {
        "killed": "is struck through",
        "wounded": "is struck through in part",
        "stated": "is struck through",
    }


def test_a_raised_mark_at_a_heading_is_no_part_of_it(tmp_path):
    """A footnote to a column does not hide what the column holds."""
    made = Workbook()
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    made.active.append(["party", "x"])
    made.active["B1"] = CellRichText("killed", raised)
    made.active.append(["army", 600])
    made.save(tmp_path / "head.xlsx")
    assert read_sheet(tmp_path / "head.xlsx").columns == ["party", "killed"]


def test_the_first_sheet_that_holds_rows_is_read(tmp_path):
    """An empty sheet before the table is passed over, and said."""
    made = Workbook()
    second = made.create_sheet("Data")
    for cells in (["killed"], [600]):
        second.append(cells)
    made.save(tmp_path / "second.xlsx")
    sheet = read_sheet(tmp_path / "second.xlsx")
    assert sheet.rows[0] == {"killed": "600"}
    assert sheet.remarks == ["read the sheet 'Data'; 1 more is left alone"]


@pytest.mark.parametrize(
    "text, row",
    [
        ("killed,note\n3.000,a\n", {"killed": "3.000", "note": "a"}),
        ("killed,note\n600.0,a\n", {"killed": "600", "note": "a"}),
        ("killed,note\n600.00,a\n", {"killed": "600", "note": "a"}),
        ("killed,note\nnan,-\n", {}),
        ("killed,note\n#N/A,a\n", {"note": "a"}),
        ("killed,note\n?,a?\n", {"note": "a?"}),
        ('killed, note\n"3,600", a\n', {"killed": "3,600", "note": "a"}),
        ('note, killed\na, "3,600"\n', {"killed": "3,600", "note": "a"}),
        (",killed,note\n0,600.0,a\n", {"killed": "600", "note": "a"}),
        (",killed,note\n1,600.0,a\n", {"killed": "600", "note": "a"}),
        ("Unnamed: 0,killed,note\n0,600.0,a\n", {"killed": "600", "note": "a"}),
        ('killed,note\n"=""600""",a\n', {"killed": "600", "note": "a"}),
        ("killed,note\n'600,'a'\n", {"killed": "600", "note": "'a'"}),
        ("killed,note\nNULL,NA\n", {}),
    ],
)
def test_what_programs_write_into_csv(tmp_path, text, row):
    """Three zeros behind a point may be thousands; an empty cell has many names; pandas numbers
    its rows.
    """
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    assert read_sheet(tmp_path / "x.csv").rows == [row]


@pytest.mark.parametrize(
    "cell, trouble",
    [
        ("None", "holds 'None', which programs write into empty cells; write 0"),
        ("#DIV/0!", "holds the error #DIV/0!"),
        ("#NAME?", "holds the error #NAME?"),
        ("=B2", "holds a formula (=B2)"),
    ],
)
def test_what_programs_leave_in_a_cell_is_no_figure(home, table, cell, trouble):
    """A failed formula, and a name for nothing that is also a word for zero."""
    made = entered_from(home, table(HEAD + f"spy,2025-03-01,2025-03-01,{cell},,,news,\n"))
    assert trouble in made.offers[0].refused[0]


def test_a_column_that_is_left_out_refuses_no_row(home, table):
    """A formula, or a zero that is shown as a dash, matters only where the column counts."""
    text = "party,as_of,stated,killed,sources,Share\nspy,2025-03-01,2025-03-01,6,news,=D2/2\n"
    left = entered_from(home, table(text), given={"Share": "-"}).offers[0]
    kept = entered_from(home, table(text), given={"Share": "note"}).offers[0]
    assert (left.refused, left.estimate["figures"]) == ([], {"killed": "6"})
    assert kept.refused == ["Share: holds a formula (=D2/2); put its value there"]


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\t", "  ", "\v", "\u2028"])
@pytest.mark.parametrize("column", ["killed", "killed.low"])
def test_two_numbers_in_one_cell_are_not_one(home, table, gap, column):
    """600 above 700 is not 600700, in words or as a bound."""
    head = f"party,as_of,stated,{column},sources\n"
    made = entered_from(home, table(f'{head}spy,2025-03-01,2025-03-01,"600{gap}700",news\n'))
    assert "a line's end between digits" in made.offers[0].refused[0]


def test_two_lines_in_a_cell_of_a_workbook_are_two(home, book):
    """Lines of words become one, numbers do not."""
    made = entered_from(
        home,
        book(
            ["party", "as_of", "stated", "killed", "sources", "note"],
            ["spy", "2025-03-01", "2025-03-01", "600\n700", "news", "a\nb"],
            ["spy", "2025-03-02", "2025-03-02", "about\n600", "news", "a\nb"],
        ),
    )
    assert "a line's end between digits" in made.offers[0].refused[0]
    assert made.offers[1].estimate["figures"] == {"killed": "about 600"}


@pytest.mark.parametrize(
    "heading",
    [
        *("Killed (thousands)", "Killed, '000", "Killed (%)", "killed in k", "Killed per 1,000"),
        *("Unit", "Killed ≥", "Killed (>)", "≤ killed", "Killed ±", "Killed+", "~ Killed"),
        *("Killed [k]", "Killed [m]", "Killed [T]", "Killed [mln]", "Killed [pct]"),
    ],
)
def test_a_heading_with_a_unit_or_a_bound_of_its_own_is_no_metric(home, table, heading):
    """Nobody is told to take thousands, shares, lower ends or errors for persons."""
    with pytest.raises(ValueError, match="seems to hold shares, bounds, or thousands") as caught:
        plan_import(home, table(f'party,date,"{heading}",sources\nspy,2025-03-01,6,news\n'))
    assert "did you mean" not in str(caught.value)


ROW = "13/2/2025,army,3,https://example.org/a\n"
NAMES = "Date,Party,Killed,URL\n"


@pytest.mark.parametrize(
    "text",
    [
        *(f"{NAMES},,{unit},\n{ROW}" for unit in ("(thousands)", "'000", "%", "in k", "(≥)")),
        *(f'{NAMES},,"{unit}",\n{ROW}' for unit in ("1,000", "x1,000", "in 1 000", "10³", "тыс.")),
        *(
            f"{title},,,\n{NAMES}{ROW}"
            for title in ("Losses (in thousands)", "Losses 2025 in %", "Losses x1000")
        ),
        f",,(mln),\n{NAMES}{ROW}",
        *(f"{NAMES}{ROW}Killed {end},,,\n" for end in ("(Tsd.)", "in thousands of persons")),
        *(f'"{said}",,,\n{NAMES}{ROW}' for said in ("Unit: thousand", "Losses, Tsd.")),
        f"All figures in thousands; own count,,,\n{NAMES}{ROW}",
        f"{NAMES}{ROW}Figures are thousands.,,,\n",
        f"{NAMES}{ROW}Note:,figures in Tsd.,,\n",
        f"{NAMES}{ROW}Notes,,,\nin thousands,,,\n",
    ],
)
def test_a_scale_beside_the_names_of_the_columns_is_refused(home, table, text):
    """Thousands are no persons, wherever the sheet says that it counts them."""
    with pytest.raises(ValueError, match="in row .* first write them in full; then take these"):
        plan_import(home, table(text))


def test_what_only_looks_like_a_scale_is_read(home, table):
    """A day's number in a title, a vague word and a share among the figures say nothing of others."""
    rows = f"Casualties,,,\nDay 1000 (it isn't over) by K. Doe 2025,,,\n{NAMES}13/2/2025,army,thousands,https://a.org/a\n"
    rows += "14/2/2025,spy,40% of 300,https://a.org/b\n"
    assert all(offer.fits for offer in entered_from(home, table(rows), today=TODAY).offers)


@pytest.mark.parametrize(
    "line",
    [
        *("Editor (T. Smith)", "(M. Brown)", "in T-72 tanks", "Compiled by Mio Nakamura", "K"),
        *("Thousand Oaks Institute", "Hundred Years War", "A hundred days of war", "M", "T"),
        *("Losses among 1.5 million soldiers", "Losses in a war with 100,000 dead"),
        *("Note: a thousand more are missing.", "Total: 100,000"),
    ],
)
def test_words_of_scale_in_a_sentence_are_no_scale(home, table, line):
    """Above the names of the columns or below the rows, as one cell or more."""
    rows = f'{line},,\n{NAMES}{ROW}{line},,\n,,"1,000",\n'
    assert entered_from(home, table(rows), today=TODAY).offers[0].fits


@pytest.mark.parametrize(
    "names",
    [
        "Date,Party,Wounded,URL",
        "Day,Party,Killed [max],Link",
        "Note,Date,Weather,In 2024",
    ],
)
def test_a_second_table_below_the_first_is_refused(home, table, names):
    """What stands below other names of columns is not read by the first ones."""
    rows = f"{NAMES}{ROW}\n{names}\n14/2/2025,spy,4000,https://example.org/b\n"
    first, second = entered_from(home, table(rows), today=TODAY).offers
    assert first.fits and second.label == "row 4"
    assert "a second table begins here, and is not read; save each" in second.refused[0]


@pytest.mark.parametrize(
    ("word", "read"),
    [
        *((f"{word},,,", True) for word in ("Area", "Notes", "Killed")),
        (NAMES.strip(), True),
        (",,Wounded,", False),
        ("Wounded (low),,,", False),
    ],
)
def test_one_word_in_a_row_ends_no_table(home, table, word, read):
    """Nor does its head, repeated; below the name of another metric, nothing is the table's."""
    rows = f"{NAMES}{ROW}{word}\n14/2/2025,spy,4000,https://example.org/b\nKilled,,,\n{ROW[1:]}"
    first, alone, below, _, last = entered_from(home, table(rows), today=TODAY).offers
    assert first.fits and alone.refused and last.fits and below.fits == read
    assert read or "stands below" in below.refused[0]


def test_a_first_table_is_not_taken_for_a_title(home, table):
    """The second table, which names more columns, does not hide the first."""
    rows = f"{NAMES}{ROW}\nDate,Party,Killed,Wounded,URL\n14/2/2025,spy,4,5,https://a.org/b\n"
    with pytest.raises(ValueError, match="holds two tables, one above row 4; .* or delete the"):
        plan_import(home, table(rows))


@pytest.mark.parametrize(
    "notes",
    [
        *("Indicator,Killed,,\nPeriod,2022-2025,,", "Type,Estimate,,\nSource,Media,2025,"),
        *("party,who said it,,\nkilled,killed since 2022,,", "Who,,Figures (2025),Source"),
    ],
)
def test_notes_above_a_table_are_no_table(home, table, notes):
    """They name columns, and no row below them fills three of these."""
    [offer] = entered_from(home, table(f"{notes}\n{NAMES}{ROW}"), today=TODAY).offers
    assert offer.fits


def test_words_that_are_also_names_of_columns_make_no_second_table(home, table):
    """A row of a long table holds "Killed", "Official" and "Media", and a day."""
    rows = "Date,Party,Metric,Value,Speaker,Note,sources\n"
    rows += (
        "13/2/2025,army,Killed,none,Official,Media,news\nFeb 14 2025,spy,Wounded,5,Media,,news\n"
    )
    assert all(offer.fits for offer in entered_from(home, table(rows), today=TODAY).offers)


def test_a_sign_that_looks_like_a_letter_is_named_in_a_heading(home, table):
    """Two headings that look alike are told apart."""
    with pytest.raises(ValueError, match=r"'kіlled' \(it holds U\+0456 .*did you mean 'killed'"):
        plan_import(home, table("party,date,kіlled,sources\nspy,2025-03-01,6,news\n"))


def test_unicode_text_of_excel_is_read(home, table):
    """UTF-16 with its mark, set apart by tabs."""
    text = "party\tdate\tkilled\tsources\nspy\t2025-03-01\t600\tnews\n"
    made = entered_from(home, table(text.encode("utf-16"), "rows.tsv"))
    assert made.offers[0].estimate["figures"] == {"killed": "600"}


def test_the_first_visible_sheet_with_columns_is_read(tmp_path, home):
    """A page of remarks and a hidden old table stand before it; what is hidden in it is told."""
    made = Workbook()
    made.active.append(["About this file"])
    made.active.append(["Made by hand"])
    for name, killed in (("Old", 5), ("Data", 6)):
        sheet = made.create_sheet(name)
        sheet.append(["party", "date", "killed", "sources"])
        sheet.append(["spy", "2025-03-01", killed, "news"])
    made["Old"].sheet_state = "hidden"
    made["Data"].row_dimensions[2].hidden = made["Data"].column_dimensions["C"].hidden = True
    made.save(tmp_path / "x.xlsx")
    found = plan_import(home, tmp_path / "x.xlsx")
    assert found.plan.offers[0].estimate["figures"] == {"killed": "6"}
    assert found.remarks == [
        "read the sheet 'Data'; 2 more are left alone",
        "read what is hidden, too: row 2, column C",
    ]


def test_one_number_over_two_columns_is_refused(tmp_path, home):
    """Merged, 600 is neither the dead nor the wounded, and certainly not both."""
    made = Workbook()
    made.active.append(["party", "date", "killed", "wounded", "sources"])
    made.active.append(["spy", "2025-03-01", 600, None, "news"])
    made.active.merge_cells("C2:D2")
    made.save(tmp_path / "x.xlsx")
    refused = plan_import(home, tmp_path / "x.xlsx").plan.offers[0].refused
    assert refused[0] == "killed: is merged over several columns (600); write in each what it holds"


@pytest.mark.parametrize("cell", ["45717", "45717.5"])
def test_a_number_of_a_day_is_told_as_what_it_is(home, table, cell):
    """Spreadsheets count days from 1900; where a date is shown so, nobody wrote that."""
    made = entered_from(home, table(f"party,date,killed,sources\nspy,{cell},6,news\n"))
    assert "a spreadsheet's number of a day; show the column as dates" in made.offers[0].refused[0]


@pytest.mark.parametrize(
    "heading", ["Killed¹", "Killed [12]", "Killed [a]", "Killed*", "Killed (low)²"]
)
def test_a_heading_with_a_footnote_is_recognised(home, heading):
    """The mark says nothing of what the column holds."""
    assert recognised(heading, codebook_names(home)) in ("killed", "killed.low")


def test_a_row_longer_than_the_names_is_refused(home, table):
    """An unquoted 3,600 is not 3 with a note of 600."""
    rows = HEAD.replace("killed.covers,wounded,", "") + "army,2025-03-01,2025-03-01,3,600,news,\n"
    made = entered_from(home, table(rows), today=TODAY)
    assert "has 7 cells, the names of the columns are 6" in made.offers[0].refused[0]


def test_a_strangers_workbook_is_refused_before_it_is_read(tmp_path, monkeypatch):
    """Too many cells, or a merged range without end: counted in the packed file, never loaded."""
    import openpyxl

    made = Workbook()
    made.active.append(["party"])
    made.save(tmp_path / "small.xlsx")
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: pytest.fail("was read"))
    for cells in (b"<c r='A1'/>" * 200_001, b"<x:mergeCell ref='A1:XFD1048576'/>"):
        with (
            zipfile.ZipFile(tmp_path / "small.xlsx") as packed,
            zipfile.ZipFile(tmp_path / "large.xlsx", "w", zipfile.ZIP_DEFLATED) as large,
        ):
            for name in packed.namelist():
                large.writestr(name, packed.read(name) + (cells if "sheet1" in name else b""))
        with pytest.raises(ValueError, match=r"more than the 200,000 cells that are read; split"):
            read_sheet(tmp_path / "large.xlsx")


def test_a_cell_far_out_is_refused(book):
    """A stray blank at the end of the world does not make the table a million rows long."""
    far = book(["party"])
    made = load_workbook(far)
    made.active["XFD1048576"] = "x"
    made.save(far)
    with pytest.raises(ValueError, match="as far out as row 1,048,576, column 16,384; delete"):
        read_sheet(far)


LONG = """\
Date,Party,Indicator,Value,Low,Notes,URL
2025-02-01,army,Killed,about 600,,n1,https://ex.example/a
2025-02-01,army,wounded,"some 2,000","1,500",,https://ex.example/a
2025-02-03,spy,Killed,700,,,https://ex.example/b
"""


def test_a_table_with_one_metric_a_row_gives_an_entry_a_statement(home, table):
    """Rows that share all but the metric are one entry; a row's note belongs to its figure."""
    plan = entered_from(home, table(LONG), today=TODAY)
    assert [offer.label for offer in plan.offers] == ["rows 2, 3", "row 4"]
    assert plan.offers[0].estimate["figures"] == {
        "killed": {"said": "about 600", "note": "n1"},
        "wounded": {"low": "1,500", "best": "2000", "note": "Given as best: some 2,000"},
    }
    assert plan.offers[1].estimate["figures"] == {"killed": "700"}


def test_ends_and_parts_beside_one_metric_are_that_ones(home, table):
    """ "Max" and "Since" without a metric's name say more of the only metric there is."""
    rows = "date,party,Killed,Max,Since,URL\n2025-02-01,army,300,500,2025-01-20,https://a.org/a\n"
    [offer] = entered_from(home, table(rows), today=TODAY).offers
    figure = {"best": "300", "high": "500", "since": "2025-01-20"}
    assert offer.fits and offer.estimate["figures"] == {"killed": figure}


@pytest.mark.parametrize(
    ("first", "second", "ids"),
    [
        ("spy-2025-02-13-a", "army-2025-02-13-b", ["spy-2025-02-13-a", "army-2025-02-13-b"]),
        ("1", "2", ["spy-2025-02-13", "army-2025-02-13"]),
        ("A/1", "a-2", ["spy-2025-02-13", "army-2025-02-13"]),
    ],
)
def test_a_column_of_ids_holds_ids_and_one_of_numbers_does_not(home, table, first, second, ids):
    """Under "ID" stand ids of statements, or the numbers of rows and of other tables."""
    rows = f"ID,Date,Party,Killed,sources\n{first},2025-02-13,spy,5,news\n"
    rows += f"{second},2025-02-13,army,6,news\n"
    made = entered_from(home, table(rows), today=TODAY)
    assert [offer.estimate["id"] for offer in made.offers if offer.fits] == ids


def test_a_number_is_the_words_where_its_ends_are_empty(home, table):
    """One row of a column has ends beside it, the next has none."""
    rows = "party,date,Killed,Killed (low),Killed (high),source\n"
    rows += "army,2025-02-01,~600,500+,700,news\narmy,2025-02-02,about 650,,,news\n"
    both, alone = entered_from(home, table(rows), today=TODAY).offers
    note = "Given as low: 500+; Given as best: ~600"
    ends = {"low": "500", "best": "600", "high": "700", "note": note}
    assert both.estimate["figures"] == {"killed": ends}
    assert alone.fits and alone.estimate["figures"] == {"killed": "about 650"}


def test_a_statement_with_a_bad_row_is_refused_whole(home, table):
    """Half a statement would stand in the way of the other half; each row says what is wrong."""
    rows = LONG.replace("wounded", "new wounded") + LONG.splitlines()[-1] + "\n"
    plan = entered_from(home, table(rows), today=TODAY)
    refused = refusals(plan)
    assert list(refused) == ["rows 2, 3", "rows 4, 5"]
    assert refused["rows 2, 3"][0].startswith("row 3 has no metric 'new wounded'; there are casual")
    assert refused["rows 4, 5"] == ["row 5 gives killed of one statement a second time"]


@pytest.mark.parametrize(
    ("head", "trouble"),
    [
        ("date,party,metric,URL", "no column of their values"),
        ("date,party,value,URL", "no column that names their metric; .* --map 'value=METRIC',"),
        ("date,party,Low,URL", "with --map 'Low=METRIC.low', or"),
        ("date,party,Since,killed,wounded,URL", "with --map 'Since=METRIC.since', or"),
    ],
)
def test_metrics_and_values_come_together(home, table, head, trouble):
    """One without the other says nothing."""
    with pytest.raises(ValueError, match=trouble):
        plan_import(home, table(f"{head}\n2025-02-01,army,killed,https://ex.example/a\n"))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_gives_names_of_columns(home, table, mark):
    """Not the one that is the most frequent: a note may hold many commas."""
    head = mark.join(["party", "as_of", "stated", "killed", "sources", "note"])
    row = mark.join(["army", "2025-02-01", "2025-02-02", "5", "news", '"a,b,c,d;e;f,g,h,i|j"'])
    [offer] = entered_from(home, table(f"sep={mark}\n{head}\n{row}\n"), today=TODAY).offers
    assert offer.estimate["note"] == "a,b,c,d;e;f,g,h,i|j"
