"""Papers that hold a table and its references, set by the programs that journals use."""

import re
import subprocess

import docx
import pypandoc
import pytest

import tracker as tk
from publish.formats.test_write import PREAMBLE, needs

PLAIN = r"\bibliographystyle{plain}\bibliography{refs}"
NATBIB = r"\bibliographystyle{plainnat}\bibliography{refs}"
PAPERS = {
    "plain": ("", PLAIN, "bibtex", "bibtex"),
    "natbib": (r"\usepackage{natbib}\usepackage[hyphens]{url}", NATBIB, "bibtex", "bibtex"),
    "biblatex": (
        r"\usepackage[style=authoryear]{biblatex}\addbibresource{refs.bib}",
        r"\printbibliography",
        "biblatex",
        "biber",
    ),
}


def set_paper(folder, table, load, end, program, form):
    """The words of a paper that holds a table before its bibliography, and what LaTeX logged."""
    needs("pdflatex", program)
    table.save(folder / "t.tex")
    (folder / "refs.bib").write_text(table.cite(form), encoding="utf-8")
    (folder / "p.tex").write_text(
        rf"\documentclass{{article}}{PREAMBLE}{load}\begin{{document}}See \cite{{table-{table.slug}}}."
        rf"\input{{t}}{end}\end{{document}}"
    )
    for words in ("pdflatex", program, *["pdflatex"] * 3):
        options = ["-halt-on-error", "-interaction=nonstopmode"] * (words == "pdflatex")
        run = subprocess.run([words, *options, "p"], cwd=folder, capture_output=True)
        assert run.returncode == 0, run.stdout.decode(errors="replace")[-2000:]
    pages = subprocess.run(
        ["pdftotext", "p.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True
    )
    log = (folder / "p.log").read_text(encoding="latin-1")
    return " ".join(pages.stdout.split()), log


@pytest.mark.latex
@pytest.mark.parametrize("name", PAPERS)
def test_the_notes_of_a_table_cite_the_bibliography(small, tmp_path, name):
    """With the exported .bib each source of a note is a citation, none undefined; without a
    bibliography it is named in words.
    """
    load, end, form, program = PAPERS[name]
    table = tk.table(small, "summary", metric="killed")
    alone, _ = set_paper(tmp_path, table, "", PLAIN, "true", "bibtex")
    assert "“A war report”, The Daily, 13 January 2025" in alone
    (tmp_path / "p.aux").unlink()
    words, log = set_paper(tmp_path, table, load, end, program, form)
    assert "undefined" not in log.lower()
    notes, _, listed = words.partition("References")
    assert "A war report" not in notes and "A war report" in listed


@pytest.mark.latex
@pytest.mark.parametrize(
    ("name", "cited"),
    [
        ("natbib", ("The Daily, 13 January 2025", "Ågren")),
        ("biblatex", ("The Daily 2025", "Ågren")),
    ],
)
def test_an_unsigned_page_is_cited_by_its_paper(small, tmp_path, name, cited):
    """Where author and year are cited: newspaper and day; the data set by its title, which stands
    once in the list.
    """
    load, end, form, program = PAPERS[name]
    words, _ = set_paper(tmp_path, tk.table(small, "summary"), load, end, program, form)
    notes, _, listed = words.partition("References")
    assert all(name in notes for name in cited)
    assert "A small war: ranges on 2025-02-25" in notes.partition("Metric")[0]
    assert listed.count("A small war") == 1 and "()" not in listed
    assert listed.index("A small war") < listed.index("The Daily")


@pytest.mark.latex
@pytest.mark.parametrize("name", ["natbib", "biblatex"])
def test_the_summary_of_the_record_is_set_with_its_references(shipped, tmp_path, name):
    """Pages in many scripts, untitled, unsigned and undated ones, cited before the list is read:
    no error, nothing undefined, no word of the table over its column.
    """
    load, end, form, program = PAPERS[name]
    table = tk.table(shipped, "summary")
    words, log = set_paper(tmp_path, table, load, end, program, form)
    notes, _, listed = words.partition("References")
    assert "undefined" not in log.lower() and "()" not in listed
    assert "n.d.." not in notes and "[a]" not in notes
    assert len(table.sources) < listed.count("http") + 5
    over = re.findall(r"Overfull \\hbox \((\d+)\.\d+pt too wide\) in paragraph.*\n.*m/n/7", log)
    assert all(int(points) < 3 for points in over)


@pytest.mark.office
def test_word_has_the_summary_with_its_references(small, tmp_path):
    """A paper in Markdown with the table and its CSL-JSON, made by pandoc, opened by LibreOffice:
    raised marks, wide columns for long words, a list of references.
    """
    needs("soffice")
    table = tk.table(small, "summary")
    (tmp_path / "refs.json").write_text(table.cite("csl-json"), encoding="utf-8")
    (tmp_path / "paper.md").write_text(
        f"---\nbibliography: {tmp_path}/refs.json\nnocite: '@*'\n---\n\n"
        f"See [@table-summary].\n\n{table.text('md')}\n\n# References\n",
        encoding="utf-8",
    )
    pypandoc.convert_file(
        str(tmp_path / "paper.md"),
        "docx",
        outputfile=str(tmp_path / "paper.docx"),
        extra_args=["--citeproc"],
    )
    grid = docx.Document(tmp_path / "paper.docx").tables[0]
    widths = [column.width for column in grid.columns]
    heads = [cell.text for cell in grid.rows[0].cells]
    assert widths[heads.index("Independent voices")] > widths[heads.index("Centre")]
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "pdf",
            "paper.docx",
        ],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=180,
    )
    text = subprocess.run(
        ["pdftotext", "paper.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    listed = " ".join(text.rpartition("References")[2].split())
    assert "¹" in text and "A War Report" in listed and "Ågren, Åsa, and War Desk" in listed
    assert listed.count("A Small War: Ranges") == 1
