"""A stranger's record runs nothing: every payload stands in every text of the format, and what is
made of it is opened by what it is made for.
"""

import re
import shutil
import subprocess
from datetime import date

import pytest
import rispy
from curate.planting import FULL, TEXTS
from publish.formats.test_write import PREAMBLE, needs
from pybtex.database import parse_string

from safe.consumers import CONTROL, markdown, trouble, workbook
from safe.payloads import PAYLOADS, SIGNS, planted, text
from tracker.cli import main
from tracker.curate.fields import FIELD_TABLES
from tracker.curate.load import check
from tracker.publish.charts.catalogue import CHARTS
from tracker.publish.charts.gallery import build

FREE = ("text", "texts", "csl_names", "any", "address", "doi", "citekey")


def test_every_text_of_the_format_is_planted():
    """Whatever field of free text the tables name, it holds every payload; so will a new one."""
    _, where = planted()
    seen = {re.sub(r"\.[^.]+$", "", place) for place in where}
    for name, table in FIELD_TABLES.items():
        for field in table:
            if field.kind in FREE and field.name != "id":
                assert any(place.endswith(f".{field.name}") for place in where), (name, field.name)
    assert len(seen) >= len(FIELD_TABLES) - 3
    assert all(payload in text(turn) for payload in PAYLOADS for turn in range(3))


def test_the_record_is_sound(stranger):
    """Nothing of it is refused, so that all of it reaches what is made."""
    assert check(stranger, today=date(2025, 6, 30)) == ()


def test_tables_citations_export_and_schemas(printed):
    """Opened by an HTML parser, pandoc, openpyxl, an XML parser, readers of JSON, YAML and CSV."""
    assert len({path.suffix for path in printed.rglob("*")}) > 12
    assert trouble(printed) == {}


@pytest.fixture(scope="module")
def gallery(data, tmp_path_factory):
    """Every chart that the record has enough for, in both sizes, and the page that shows them."""
    home = tmp_path_factory.mktemp("gallery")
    build(data, home)
    return home


def test_charts(gallery):
    """Each is XML in which nothing runs; no text is taken for mathematics."""
    drawn = {path.stem.removesuffix("-column") for path in gallery.rglob("*.svg")}
    assert len(drawn & set(CHARTS)) >= 5
    assert trouble(gallery / "pictures") == {}
    assert "ran=1" in (gallery / "pictures" / "parties.svg").read_text(encoding="utf-8")


def test_the_gallery(gallery):
    """Its page names the record and tells what each chart shows."""
    assert "ran=1" in (gallery / "gallery.md").read_text(encoding="utf-8")
    assert markdown(gallery / "gallery.md") == []


def test_nothing_reaches_the_terminal(stranger, capsys):
    """No command prints a sign that a terminal obeys."""
    for words in (
        ["check"],
        ["ranges"],
        ["explain", "killed"],
        ["trend", "killed"],
        ["table", "figures"],
        ["cite", "--figure", "spy-2025-01-13.killed"],
        ["cite", "record", "--format", "text"],
    ):
        assert main([*words, "--data", str(stranger)]) in (0, 1), capsys.readouterr().err
        told = capsys.readouterr()
        assert told.out + told.err and CONTROL.findall(told.out + told.err) == []


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
@pytest.mark.parametrize("escaped", [False, True], ids=["plain", "escaped"])
def test_a_sign_that_a_terminal_obeys(write_record, capsys, sign, escaped):
    """It is refused in any text, plain or as YAML's escape, and named without being sent; nor is
    it sent where it comes from the command line or another file.
    """
    said = "".join(f"\\U{ord(one):08x}" for one in sign) if escaped else sign
    texts = TEXTS | {"estimates": FULL["estimates"].replace("Said at a briefing.", f'"{said}"')}
    home = write_record(**texts)
    assert main(["check", "--data", str(home)]) == 1
    told = capsys.readouterr()
    assert "U+" in told.out + told.err and CONTROL.findall(told.out + told.err) == []
    if escaped or "\x00" in sign:
        return
    write_record(**TEXTS)
    rows = f"party,as_of,stated,killed,source.URL,source.title,{sign}\n{sign},2025-02-01,2025-02-02,{sign},https://example.org/a,{sign}\n"
    (home.parent / "rows.csv").write_text(rows, encoding="utf-8")
    (home.parent / "a.bib").write_text(
        f"@misc{{a, title = {{A {sign} b}}, url = {{https://a.example}}}}"
    )
    for words in (
        [sign],
        ["ranges", sign],
        ["explain", "killed", "--place", sign],
        ["table", "figures", "--where", f"party={sign}"],
        ["table", sign],
        ["table", "figures", "-o", f"{sign}/a.{sign}"],
        ["check", "--against", sign],
        ["add", "--party", sign, "--figure", f"killed={sign}"],
        ["import", str(home.parent / "rows.csv")],
        ["sources", str(home.parent / "a.bib")],
        ["export", f"{home.parent / 'rows.csv'}/{sign}"],
    ):
        main([*words, "--data", str(home)])
        told = capsys.readouterr()
        assert told.out + told.err and CONTROL.findall(told.out + told.err) == [], words


def test_bibliographies_are_read_back_whole(data, printed):
    """As many entries as there are sources, and no field that a text brought in."""
    for name in ("biblatex", "cited"):
        text = (printed / f"{name}.bib").read_text(encoding="utf-8")
        entries = parse_string(text, "bibtex").entries
        assert len(entries) == len(data.sources) + 1 and "evil" not in entries
        people = [one for entry in entries.values() for one in entry.persons.get("author", ())]
        assert len(people) == 2 * len(data.sources) + len(data.codebook.authors)
    assert len(rispy.loads((printed / "cited.ris").read_text(encoding="utf-8"))) == len(entries)


@pytest.mark.latex
def test_latex_and_bibtex(printed, tmp_path):
    """A paper with every table and the bibliography is set; it reads no file that a text names."""
    needs("pdflatex")
    (tmp_path / "ran.tex").write_text(r"\typeout{IT RAN}")
    for path in (*printed.glob("*.tex"), printed / "cited.bib"):
        shutil.copy(path, tmp_path)
    names = sorted(path.stem for path in tmp_path.glob("*.tex") if path.stem != "ran")
    body = "".join(f"\\input{{{name}}}\\clearpage\n" for name in names)
    (tmp_path / "paper.tex").write_text(
        r"\documentclass{article}"
        + PREAMBLE
        + r"\begin{document}"
        + body
        + r"\nocite{*}\bibliographystyle{plain}\bibliography{cited}\end{document}"
    )
    said = ""
    for program in ("pdflatex", "bibtex", "pdflatex"):
        run = subprocess.run(
            [
                program,
                *(["-interaction=nonstopmode", "-shell-escape"] if "pdf" in program else []),
                "paper",
            ],
            cwd=tmp_path,
            capture_output=True,
        )
        said += run.stdout.decode(errors="replace")
    assert "IT RAN" not in said and sorted(p.name for p in tmp_path.glob("ran*")) == ["ran.tex"]
    assert (tmp_path / "paper.pdf").stat().st_size > 10_000
    # a bibliography keeps letters of other scripts, which pdfLaTeX cannot set
    wrong = [line for line in re.findall(r"^! .*", said, re.M) if "Unicode character" not in line]
    assert wrong == []


@pytest.mark.office
def test_an_office_suite_finds_no_formula(printed, tmp_path):
    """Text files and workbooks, opened by LibreOffice and saved as workbooks."""
    needs("soffice")
    wanted = [printed / name for name in ("figures.csv", "sources.xlsx")]
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for path in wanted:
        subprocess.run(
            [
                "soffice",
                home,
                "--headless",
                "--convert-to",
                "xlsx",
                "--outdir",
                str(tmp_path),
                str(path),
            ],
            check=True,
            capture_output=True,
        )
        assert workbook(tmp_path / f"{path.stem}.xlsx") == []


def test_the_report(site):
    """Every page, feed, file of data and picture of the site; nothing is written beside it."""
    assert trouble(site, forms=("gfm",)) == {}  # the same tables are read in both above
    assert "&lt;script&gt;ran=1" in (site / "methods.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in site.parent.iterdir()) == ["data", "docs", "site"]
