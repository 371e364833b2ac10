"""Tables in every format, read back by real parsers; hostile texts do no harm anywhere."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from math import fsum

import html5lib
import jsonschema
import pytest

import tracker as tk
from publish.citing.test_export import PACKAGE
from tracker.publish.formats.escape import latex, one_line, spreadsheet
from tracker.publish.formats.page import COLUMN_GAP, _widened, layout
from tracker.publish.formats.write import WRITERS, written
from tracker.publish.tables.build import TABLES
from tracker.publish.tables.table import Cell

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
PREAMBLE = r"\usepackage[T1]{fontenc}\usepackage{array,booktabs,longtable,multicol,pdflscape,threeparttable}"


def needs(*programs):
    """Skip where a program is missing, but fail in continuous integration, which installs it."""
    for program in programs:
        if shutil.which(program) is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{program} is not installed")


def every_table(data):
    return [tk.table(data, name) for name in TABLES if name not in ("hints", "events")]


@pytest.mark.parametrize("form", WRITERS)
def test_same_data_same_bytes(small, form):
    """Written twice, each format gives the same bytes: no clock and no order of chance in it."""
    for table in every_table(small):
        assert written(table, form) == written(tk.table(small, table.id.split(":")[0]), form)


@pytest.mark.parametrize("form", ["text", "md", "html", "tex"])
def test_every_text_format_carries_the_provenance_line(small, form):
    """A printed table can be verified from its own text."""
    from tracker.publish.citing.provenance import parse

    for table in every_table(small):
        assert str(parse(table.text(form))) == table.provenance


def html_of(table):
    return html5lib.HTMLParser(strict=True).parse(table.text("html"))


def test_html_is_accessible_markup(hostile):
    """Strictly valid: one caption, scoped headers for every column and row, every note linked to
    exists.
    """
    for table in every_table(hostile):
        tree = html_of(table)
        assert len(tree.findall(f".//{NAMESPACE}caption")) == 1
        heads = [head.get("scope") for head in tree.iter(f"{NAMESPACE}th")]
        assert heads == ["col"] * len(table.printed.columns) + ["row"] * len(table.rows)
        anchors = {item.get("id") for item in tree.iter() if item.get("id")}
        assert all(
            link.get("href")[1:] in anchors
            for link in tree.iter(f"{NAMESPACE}a")
            if link.get("href").startswith("#")
        )


def test_html_runs_nothing_from_the_data(hostile):
    """A title with a script in it is shown as text."""
    for table in every_table(hostile):
        tree = html_of(table)
        assert not list(tree.iter(f"{NAMESPACE}script")) and not list(tree.iter(f"{NAMESPACE}b"))
        assert all(not name.startswith("on") for item in tree.iter() for name in item.attrib)
    assert "<script>alert(1)</script>" in "".join(html_of(tk.table(hostile, "parties")).itertext())


def test_html_links_each_number_to_its_figure(small):
    """With a site around it, the low end leads to the figure that holds it."""
    from tracker.publish.formats.html import table_html

    tree = html5lib.parseFragment(
        table_html(tk.table(small, "summary"), link=lambda key: f"figures.html#{key}")
    )
    targets = {item.text: item.get("href") for item in tree.iter(f"{NAMESPACE}a")}
    words = "about 1,700 (a third of 5,000)"
    assert targets[words] == "figures.html#ally-2025-01-20.killed"


def test_an_address_that_is_no_web_address_is_never_linked(tmp_record):
    """A javascript address cannot come in: the record is refused."""
    from publish.conftest import ESTIMATES, SOURCES

    with pytest.raises(tk.DataError, match="http"):
        tmp_record(
            ESTIMATES, sources=SOURCES.replace("https://example.org/news", "javascript:alert(1)")
        )


def test_an_address_with_brackets_is_a_whole_link_in_markdown(tmp_record):
    """What would end the address early stands in hexadecimal."""
    from publish.conftest import ESTIMATES, SOURCES

    page = "https://example.org/news_(front)"
    data = tmp_record(ESTIMATES, sources=SOURCES.replace("https://example.org/news", page))
    assert "](https://example.org/news_%28front%29)" in tk.table(data, "summary").text("md")


def test_signs_that_latex_has_commands_for():
    """Dashes, quotes, dots and signs of mathematics as a printer sets them, blanks of any kind as one."""
    said = "1\u20132 \u2014 \u2018a\u2019 \u201cb\u201d \u2026 \u2265 \u2264 \u00d7 \u2212 {c} \" ' x\u00a0y\u202fz\u2009w"
    told = r"1--2 --- `a' ``b'' \ldots{} $\geq$ $\leq$ $\times$ $-$ \{c\} {\char34} ' x y z w"
    assert latex(said) == told


def test_what_no_format_can_hold_is_left_out():
    """Control characters break office files; blanks of any kind are one."""
    assert one_line("a\x07 b\n\x1f\tc") == "a b c"


def test_a_sheet_has_no_longer_a_name_than_excel_takes(small):
    """31 signs of the table's name."""
    from openpyxl import load_workbook

    table = replace(tk.table(small, "summary"), id=f"summary:{'long-' * 9}killed")
    sheet = load_workbook(io.BytesIO(written(table, "xlsx"))).worksheets[0]
    assert sheet.title == table.slug[:31] != table.slug


def test_markdown_keeps_its_shape(hostile):
    """Each row has as many cells as the head, and nothing from the data is markup."""
    for table in every_table(hostile):
        rows = [line for line in table.text("md").splitlines() if line.startswith("| ")]
        cells = [len(re.findall(r"(?<!\\)\|", row)) - 1 for row in rows]
        assert cells == [len(table.printed.columns)] * (len(table.rows) + 2)
        assert not re.search(r"(?<!\\)<script", table.text("md"))


def test_csv_holds_plain_numbers_keys_and_lines(small):
    """Low and high without separators, the keys of all figures a row rests on, and where they
    stand.
    """
    rows = list(csv.DictReader(io.StringIO(tk.table(small, "summary").text("csv"))))
    assert (rows[0]["low"], float(rows[0]["high"])) == ("900", pytest.approx(5000 / 3))
    assert "ally-2025-01-20.killed" in rows[0]["figures"].split()
    assert all(re.fullmatch(r"estimates\.yaml:\d+", place) for place in rows[0]["lines"].split())


def test_no_csv_cell_is_a_formula(hostile):
    """No cell that a spreadsheet would run; negative numbers stay numbers."""
    for table in every_table(hostile):
        for row in csv.reader(io.StringIO(table.text("csv"))):
            assert not any(cell[:1] in "=+@\t\r" and cell for cell in row)
    assert [spreadsheet(text) for text in ("=1", "+1", "@x", "\tx", "\rx", "-x", "-5")] == [
        "'=1",
        "'+1",
        "'@x",
        "'\tx",
        "'\rx",
        "'-x",
        "-5",
    ]


def test_the_csv_sidecar_describes_every_column(small, tmp_path):
    """The metadata beside a csv names the file, the columns in order, the notes and the
    provenance.
    """
    path = tk.table(small, "summary").save(tmp_path / "s.csv")
    beside = json.loads((tmp_path / "s.resource.json").read_text())
    assert [field["name"] for field in beside["schema"]["fields"]] == path.read_text().splitlines()[
        0
    ].split(",")
    assert beside["path"] == "s.csv" and beside["profile"] == "tabular-data-resource"
    assert tk.table(small, "summary").provenance in beside["description"]
    jsonschema.validate({"name": "one", "resources": [beside]}, PACKAGE)


def test_an_open_end_is_a_flag_in_csv_and_words_in_xlsx(tmp_record):
    """ "900 or more" is the number 900 with high_open true, and in a workbook the number 900 shown
    as the words.
    """
    from openpyxl import load_workbook

    old = """
- id: ally-2024-06-01
  party: ally
  as_of: 2024-06-01
  stated: 2024-06-01
  figures: {killed: 900}
  sources: [news]
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: 300}
  sources: [news]
"""
    table = tk.table(tmp_record(old), "summary")
    row = next(csv.DictReader(io.StringIO(table.text("csv"))))
    assert (row["low"], row["high"], row["low_open"], row["high_open"]) == (
        "300",
        "900",
        "false",
        "true",
    )
    sheet = load_workbook(io.BytesIO(written(table, "xlsx"))).worksheets[0]
    high = sheet[2][[cell.value for cell in sheet[1]].index("High")]
    assert (high.value, high.number_format) == (900, '#,##0" or more"')
    assert [cell.text for cell in table.rows[0]][5] == "900 or more"


def test_a_workbook_shows_what_print_says(small):
    """A difference has its sign, a ratio its two digits, a share is a percentage: by the number's
    kind, not by what stands in the printed text.
    """
    from openpyxl import load_workbook

    shown = {}
    for name in ("revisions", "disagreements", "summary"):
        table = tk.table(small, name).printed
        sheet = load_workbook(io.BytesIO(written(table, "xlsx"))).worksheets[0]
        for n, column in enumerate(table.columns):
            if column.right:
                shown[name, column.key] = {
                    cell.number_format for cell in list(sheet.columns)[n][1:]
                }
    assert shown["revisions", "difference"] == {"+#,##0;−#,##0;0"}
    assert shown["revisions", "ratio"] == {"0.00"}
    assert shown["disagreements", "ratio"] == {"0.0"}
    assert shown["summary", "confidence"] <= {"0%", "General"}
    assert shown["summary", "low"] <= {"#,##0", '"at least "#,##0', "General"}


def test_columns_with_nothing_to_print_are_left_out_of_print(small):
    """The killed are one series: no column of places in print, the place in the csv all the
    same.
    """
    table = tk.table(small, "summary", metric="killed")
    assert "Place" not in [column.label for column in table.printed.columns]
    assert next(csv.DictReader(io.StringIO(table.text("csv"))))["place"] == "front"


def test_xlsx_holds_numbers_and_no_formula(hostile):
    """openpyxl reads numbers as numbers and finds no formula, though a name begins with one."""
    from openpyxl import load_workbook

    for table in every_table(hostile):
        book = load_workbook(io.BytesIO(written(table, "xlsx")))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        assert book.worksheets[0].max_row == len(table.rows) + 1
    book = load_workbook(io.BytesIO(written(tk.table(hostile, "summary"), "xlsx")))
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert book.worksheets[0][2][heads.index("Low")].value == 900


def test_a_workbook_prints_on_turned_pages_under_its_head(shipped):
    """One page wide, in small margins, the title above, pages numbered, the head again on each; no
    column too wide for it, for what a number is computed from stands with the notes.
    """
    from openpyxl import load_workbook

    table = tk.table(shipped, "summary")
    for sheet in load_workbook(io.BytesIO(written(table, "xlsx"))):
        page = sheet.page_setup
        assert (page.orientation, page.fitToWidth, page.fitToHeight) == ("landscape", None, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes and sheet.page_margins.left < 0.5
        assert sheet.oddFooter.right.text == "&P of &N"
    first, notes = load_workbook(io.BytesIO(written(table, "xlsx"))).worksheets
    assert first.oddHeader.left.text == table.title
    widths = [column.width for column in first.column_dimensions.values()]
    assert max(widths[:-2]) <= 28 and sum(widths[:-2]) < 250
    said = next(cell.text for cell in table.rows[5] if "(" in cell.text)
    assert f"Killed, Low: {said}" in [cell.value for cell in notes["B"]]


def test_docx_is_a_real_table_with_notes_below(hostile):
    """python-docx finds one table with all cells, and the provenance line among the paragraphs."""
    from docx import Document
    from docx.oxml.ns import qn

    for table in every_table(hostile):
        paper = Document(io.BytesIO(written(table, "docx")))
        grid = paper.tables[0]
        assert len(grid.rows) == len(table.rows) + 1 and len(grid.columns) == len(
            table.printed.columns
        )
        assert paper.paragraphs[-1].text == table.provenance
        ruled = grid._tbl.tblPr.find(qn("w:tblBorders"))
        assert [rule.tag for rule in ruled] == [qn("w:top"), qn("w:bottom")]


@pytest.mark.parametrize("columns", [["low", "high"], ["place", "low"]])
def test_every_row_of_a_sheet_is_seen(small, columns):
    """Also of numbers alone, or where no text stands beside them: no row is nothing high."""
    from openpyxl import load_workbook

    table = tk.table(small, "summary", columns=columns)
    sheet = load_workbook(io.BytesIO(written(table, "xlsx"))).worksheets[0]
    assert sheet.max_row == len(table.rows) + 1
    assert all(sheet.row_dimensions[n].height >= 15 for n in range(1, sheet.max_row + 1))


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_office_files_hold_no_clock(small, form):
    """Every member of the archive bears the same fixed day."""
    archive = zipfile.ZipFile(io.BytesIO(written(tk.table(small, "summary"), form)))
    assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_long_runs_of_notes_are_printed_as_runs():
    """Three or more in a row are a run; two are not."""
    assert Cell("600", notes=(3, 1, 2, 7, 8)).marks == ("1–3", "7", "8")


def test_a_wide_table_is_turned_and_a_long_one_takes_several_pages(shipped, small):
    """A float for one range, turned for its columns; a longtable on turned pages for all figures of the record; shares of
    the line make one.
    """
    short, long = (
        layout(tk.table(small, "summary", metric="killed").printed),
        layout(tk.table(shipped, "figures").printed),
    )
    assert (short.turned, short.long) == (True, False) and (long.turned, long.long) == (True, True)
    assert sum(long.shares) == pytest.approx(1)


def test_every_sign_of_the_line_is_given_to_a_column():
    """Whatever a Python's `sum` makes of tenths: one that rounds (before 3.12) left one sign of the line over here."""
    columns = [column + COLUMN_GAP for column in (4, 3, 5, 6, 12, 5, 7, 4, 3, 11)]
    assert fsum(_widened(columns, [[9] * 10], 80)) > 79


def test_latex_escapes_every_special_sign():
    """Each sign LaTeX acts upon becomes one it prints."""
    assert latex(r"\ { } $ & # % _ ^ ~") == (
        r"\textbackslash{} \{ \} \$ \& \# \% \_ \textasciicircum{} \textasciitilde{}"
    )
    assert latex("it's") == "it's"
    assert latex("中国") == r"\otherscript{中国}{Zhong\allowbreak{}Guo}"
    assert latex("Київ") == r"\otherscript{Київ}{Kiiv}"


@pytest.mark.latex
def test_a_paper_that_inputs_every_table_compiles(hostile, tmp_path):
    """Stock pdfLaTeX sets all tables of the hostile record and cites from the exported BibTeX,
    without an error.
    """
    needs("pdflatex")
    names = [table.save(tmp_path / f"{table.slug}.tex").stem for table in every_table(hostile)]
    (tmp_path / "refs.bib").write_text(tk.table(hostile, "figures").cite("bibtex"))
    inputs = "\n".join(rf"\input{{{name}}}" for name in names)
    (tmp_path / "paper.tex").write_text(
        rf"\documentclass{{article}}{PREAMBLE}\begin{{document}}See "
        rf"\cite{{table-figures,news,letter}} and Table~\ref{{tab:summary}}."
        f"\n{inputs}\n\\bibliographystyle{{plain}}\\bibliography{{refs}}\\end{{document}}"
    )
    for program in (
        ["pdflatex", "-halt-on-error", "paper"],
        ["bibtex", "paper"],
        *[["pdflatex", "-halt-on-error", "paper"]] * 2,
    ):
        run = subprocess.run(
            program, cwd=tmp_path, capture_output=True, text=True, errors="replace"
        )
        assert run.returncode == 0, run.stdout[-2000:]
    assert "undefined" not in run.stdout and "Float too large" not in run.stdout
    assert "root:" not in run.stdout


@pytest.mark.latex
def test_long_tables_break_over_pages(tmp_record, tmp_path):
    """A hundred figures are set on several pages with nothing cut."""
    needs("pdflatex")
    entries = "\n".join(
        f"""
- id: spy-{n}
  party: spy
  as_of: 2024-{1 + n // 28:02}-{1 + n % 28:02}
  stated: 2024-{1 + n // 28:02}-{1 + n % 28:02}
  figures: {{killed: {100 + n}}}
  sources: [news]"""
        for n in range(100)
    )
    table = tk.table(tmp_record(entries), "figures", metric="killed")
    table.save(tmp_path / "t.tex")
    (tmp_path / "p.tex").write_text(
        rf"\documentclass{{article}}{PREAMBLE}\begin{{document}}\input{{t}}\end{{document}}"
    )
    for _ in range(2):
        subprocess.run(
            ["pdflatex", "-halt-on-error", "p"], cwd=tmp_path, capture_output=True, check=True
        )
    text = subprocess.run(
        ["pdftotext", "-layout", "p.pdf", "-"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert all(re.search(rf"\b{100 + n}\b", text) for n in range(100))
    assert text.count("\f") > 2


@pytest.mark.office
def test_an_office_suite_opens_both(hostile, tmp_path):
    """LibreOffice turns the workbook and the document into pages that hold the numbers and the
    hostile name as text.
    """
    needs("soffice")
    for form in ("xlsx", "docx"):
        tk.table(hostile, "summary").save(tmp_path / f"t.{form}")
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--convert-to",
                "pdf",
                "--outdir",
                str(tmp_path),
                str(tmp_path / f"t.{form}"),
            ],
            capture_output=True,
            check=True,
            timeout=180,
        )
        text = subprocess.run(
            ["pdftotext", str(tmp_path / "t.pdf"), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert {"about", "1,700"} <= {*text.split()} and "HYPERLINK" in text


def test_an_unknown_ending_names_the_formats(small, tmp_path):
    """A wrong ending writes nothing and says which formats there are."""
    with pytest.raises(
        ValueError, match="no table format 'doc'; there are text, md, csv, html, tex, xlsx, docx"
    ):
        tk.table(small, "summary").save(tmp_path / "t.doc")
    assert not list(tmp_path.glob("t.doc*"))


def test_a_name_without_an_ending_says_which_there_are(small, tmp_path):
    """The ending chooses the format: of texts for a terminal it is txt."""
    with pytest.raises(ValueError) as caught:
        tk.table(small, "summary").save(tmp_path / "t")
    assert str(caught.value) == (
        f"'{tmp_path / 't'}' has no ending; the ending chooses the format: .txt, .md, .csv, .html, "
        ".tex, .xlsx, .docx"
    )


@pytest.mark.parametrize(
    ("ending", "form"),
    [("TXT", "text"), ("markdown", "md"), ("HTM", "html"), ("latex", "tex"), ("csv", "csv")],
)
def test_an_ending_may_be_written_otherwise(small, tmp_path, ending, form):
    """In capitals, in full or in short; a csv alone has its metadata beside it."""
    table = tk.table(small, "summary", metric="killed")
    path = table.save(tmp_path / f"t.{ending}")
    assert path.read_bytes().decode() == written(table, form) == table.text(form)
    beside = {path.name, "t.resource.json"} if form == "csv" else {path.name}
    assert {one.name for one in tmp_path.glob("t.*")} == beside


@pytest.fixture
def dollars(tmp_record):
    """The small record with words that hold two dollars."""
    from publish.conftest import ESTIMATES, SOURCES

    return tmp_record(
        ESTIMATES.replace("One page writes 12, another 21.", "$5 a head, then $6_a head."),
        sources=SOURCES,
    )


def test_a_notebook_shows_dollars_as_they_are(dollars):
    """HTML is marked as no formula for both generations of MathJax; LaTeX escapes them."""
    table = tk.table(dollars, "figures")
    page = html5lib.parse(table._repr_html_(), namespaceHTMLElements=False)
    (marked,) = page.findall("body/div")
    assert {"tex2jax_ignore", "mathjax_ignore"} <= set(marked.get("class").split())
    assert "$5 a head, then $6_a head." in "".join(marked.itertext())
    assert r"\$5 a head, then \$6\_a head." in table._repr_latex_()
    assert tk.answer(dollars, "killed")._repr_html_().startswith('<div class="tex2jax_ignore')


def test_a_table_says_in_one_line_what_it_is(small):
    """In a terminal and a debugger: its id, how much it holds, its title."""
    assert repr(tk.table(small, "summary", metric="killed")) == (
        "<Table 'summary:killed': 1 row, 3 figures; A small war: killed, range on 2025-02-25, as "
        "known on 2025-02-25>"
    )


NBCONVERT = r"\usepackage{booktabs,longtable,array}\usepackage[T1]{fontenc}"


@pytest.mark.latex
@pytest.mark.parametrize("name", [name for name in TABLES if name not in ("hints", "events")])
def test_a_notebook_set_on_paper_holds_the_table(hostile, tmp_path, name):
    """With the packages that nbconvert loads, and no more, the table is set with its rules."""
    needs("pdflatex")
    body = tk.table(hostile, name)._repr_latex_()
    assert body.count(r"\toprule") == 2 and "landscape" not in body
    (tmp_path / "a.tex").write_text(
        rf"\documentclass{{article}}{NBCONVERT}\begin{{document}}{body}\end{{document}}",
        encoding="utf-8",
    )
    run = subprocess.run(
        ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "a"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-2000:]
