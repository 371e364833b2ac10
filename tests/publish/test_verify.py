"""A printed line is verified against the data of today, through a real git history."""

import json
import subprocess
from dataclasses import replace
from email.message import EmailMessage
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from conftest import CODEBOOK

import tracker as tk
from publish.conftest import ESTIMATES, SOURCES
from tracker.cli import main
from tracker.curate.model import Position
from tracker.publish.citing.diff import NameChange, diff, diff_text
from tracker.publish.citing.git import NoHistory
from tracker.publish.citing.git_history import history
from tracker.publish.citing.provenance import parse, parse_all
from tracker.publish.citing.text import text_of
from tracker.publish.verify import Past, verify, verify_all


def git(folder, *words):
    subprocess.run(
        ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(write_record, tmp_path):
    """The small record, committed; ``change(old, new)`` rewrites estimates.yaml, ``commit=True``
    keeps it.
    """
    home = write_record(ESTIMATES, sources=SOURCES)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "data")
    git(tmp_path, "commit", "-q", "-m", "first")

    def change(old, new, commit=False):
        path = home / "estimates.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        if commit:
            git(tmp_path, "commit", "-q", "-a", "-m", "next")
        return tk.load(home)

    change.home = home
    return change


def line_of(repository, name="figures", **options):
    return tk.table(tk.load(repository.home), name, **options).provenance


def test_the_same_data_are_unchanged(repository):
    """Nothing moved: unchanged, whatever comments and layout do."""
    line = line_of(repository)
    assert verify(tk.load(repository.home), line).state == "unchanged"
    data = repository("- id: foe", "# a remark\n  - id: foe")
    assert verify(data, line).state == "unchanged"


def test_exactly_the_changed_figure_is_named(repository):
    """One word of one figure: that key, its old and its new words, and nothing else."""
    line = line_of(repository, metric="killed")
    found = verify(repository("more than 1,000", "more than 1,500", commit=True), line)
    assert found.state == "changed"
    assert [(c.figure, c.change, c.old, c.new) for c in found.figures] == [
        ("foe-2025-02-01.killed", "revised", "more than 1,000", "more than 1,500")
    ]
    assert "foe-2025-02-01.killed: revised: 'more than 1,000' → 'more than 1,500'" in str(found)


def test_other_words_for_the_same_number_are_reworded(repository):
    """ "over 1,000" says what "more than 1,000" said."""
    line = line_of(repository)
    found = verify(repository("more than 1,000", "over 1,000"), line)
    assert [(c.figure, c.change) for c in found.figures] == [("foe-2025-02-01.killed", "reworded")]
    assert found.remark == "the data have uncommitted changes"


def test_a_change_outside_the_scope_leaves_the_table_unchanged(repository):
    """A table of the killed is unchanged when only the wounded were corrected; a table of all is
    not.
    """
    killed, everything = line_of(repository, metric="killed"), line_of(repository)
    data = repository("about 2,700", "about 2,800", commit=True)
    assert verify(data, killed).state == "unchanged"
    assert [c.figure for c in verify(data, everything).figures] == ["spy-2025-01-13.wounded"]


def test_a_range_rests_on_what_is_counted_one_by_one(repository):
    """A corrected count of names moves the low end of the killed: their summary and chart changed,
    and so did the table of figures, in which it is derived; that of the wounded did not.
    """
    book = repository.home / "codebook.yaml"
    names = (
        "metrics:\n  names: {label: Named, definition: Names., kind: cumulative, at_most: killed, "
        "tally: true}\n"
    )
    book.write_text(book.read_text().replace("metrics:\n", names, 1))
    repository('killed: "a third', 'names: 950, killed: "a third', commit=True)
    lines = [line_of(repository, name, metric="killed") for name in ("summary", "figures")]
    lines.append(line_of(repository, metric="wounded"))
    chart = lines[0].replace("Table summary", "Chart ranges")
    data = repository("names: 950", "names: 960", commit=True)
    found = verify_all(data, "\n".join([*lines, chart]))
    assert [one.state for one in found] == ["changed", "changed", "unchanged", "changed"]
    assert [change.figure for change in found[0].figures] == ["ally-2025-01-20.names"]


def test_events_and_the_stated_fighting_are_told(repository):
    """A table of events changes with the codebook's; of the fighting it is said that ranges depend
    on it.
    """
    book, was = repository.home / "codebook.yaml", (repository.home / "codebook.yaml").read_text()
    event = "events: [{date: 2025-01-01, label: Begun, sources: [news]}]\n"
    book.write_text(was + event)
    repository("about 300", "about 301", commit=True)
    lines = [line_of(repository, name) for name in ("events", "summary")]
    fought = "activity: [{from: 2025-01-01, to: 2025-02-01, intensity: 1, label: Fighting, sources: [news]}]\n"
    book.write_text(was + event.replace("Begun", "Started") + fought)
    events, summary = verify_all(tk.load(repository.home), "\n".join(lines))
    assert (events.state, summary.state) == ("changed", "changed")
    assert "no figure changed, but what it says did" in events.remark
    assert "the codebook's entry for activity changed, on which ranges depend" in summary.remark


def test_a_figure_stated_later_is_outside_the_scope(repository):
    """What was said after the known-on day does not touch a table as known before."""
    early = line_of(repository, known_on="2025-01-31")
    assert verify(repository("about 900", "about 950"), early).state == "unchanged"


def test_added_and_removed_figures_are_named(repository):
    """A figure that came and one that went."""
    line = line_of(repository)
    data = repository('wounded: "about 2,700"', "casualties: 3000")
    assert {(c.figure, c.change) for c in verify(data, line).figures} == {
        ("spy-2025-01-13.wounded", "removed"),
        ("spy-2025-01-13.casualties", "added"),
    }


def test_the_printed_state_is_found_far_back(repository):
    """Three commits later the first state is still found by its fingerprint."""
    line = line_of(repository)
    for n in range(3):
        repository(f"about {300 + n}", f"about {301 + n}", commit=True)
    found = verify(tk.load(repository.home), line)
    assert found.found and {c.figure for c in found.figures} == {
        "spy-2025-01-13.killed",
        "paper-2025-01-21.killed",
    }


def test_without_history_it_only_says_changed(small):
    """Outside git a different fingerprint is all there is to know."""
    line = str(parse(tk.table(small, "summary").provenance)).replace(small.fingerprint, "0" * 12)
    found = verify(small, line)
    assert found.state == "changed" and not found.figures and "cannot be told" in found.remark


def test_a_shallow_clone_says_how_to_get_the_rest(repository, tmp_path):
    """The state printed is not in a shallow clone: the remedy is named."""
    line = line_of(repository)
    repository("about 900", "about 950", commit=True)
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{tmp_path}", str(tmp_path / "clone")],
        check=True,
    )
    found = verify(tk.load(tmp_path / "clone" / "data"), line)
    assert found.state == "changed" and "git fetch --unshallow" in found.remark


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda line: line[:30], "'Table figures:killed; known on' is damaged or cut short"),
        (lambda line: line[:-90], "is damaged or cut short"),
        (lambda line: line[30:], "is damaged or cut short"),
        (lambda line: line.replace("2025-02-25", "2025-02-35"), "damaged"),
        (lambda line: line.replace("figures:killed", "figures:ships"), "another project"),
        (lambda line: "", "found no provenance line"),
    ],
)
def test_a_damaged_line_is_refused(repository, damage, words):
    """A line cut short, with an impossible day or from another project is one clear error."""
    with pytest.raises(ValueError, match=words):
        verify(tk.load(repository.home), damage(line_of(repository, metric="killed")))


def test_a_name_in_capitals_is_the_one_written_so(repository):
    """Where one name is another's without its hyphen, each is read as itself."""
    data = tk.load(repository.home)
    metrics = {"kill-ed": data.codebook.metrics["wounded"], **data.codebook.metrics}
    data = replace(data, codebook=replace(data.codebook, metrics=metrics))
    for name in metrics:
        line = tk.table(data, "figures").provenance.replace("figures;", f"figures:{name};")
        assert verify(data, line.upper()).line.id == f"figures:{name}"


@pytest.mark.parametrize("name", ["KIA", "kia", "Troops-In"])
def test_a_key_with_capitals_is_itself(repository, name):
    """A line that is printed as it was made is read to the letter, whatever other keys there are."""
    data = tk.load(repository.home)
    counts = dict.fromkeys(("kia", "KIA", "troopsin", "Troops-In"), data.codebook.metrics["killed"])
    data = replace(
        data, codebook=replace(data.codebook, metrics={**data.codebook.metrics, **counts})
    )
    line = tk.table(data, "figures").provenance.replace("figures;", f"figures:{name};")
    assert verify(data, line).line.id == f"figures:{name}"


def test_a_scope_that_the_printed_state_lacks_is_no_error(repository):
    """A line of an older state that speaks of a count of today: changed, and why no more is
    known.
    """
    line = line_of(repository)
    data = repository("about 900", "about 950", commit=True)
    metrics = {**data.codebook.metrics, "buried": data.codebook.metrics["killed"]}
    data = replace(data, codebook=replace(data.codebook, metrics=metrics))
    found = verify(data, line.replace("figures;", "figures:buried;"))
    assert found.state == "changed" and "speaks of 'buried'" in found.remark


@pytest.mark.parametrize("form", ["md", "html", "tex", "csv", "docx", "xlsx", "txt"])
def test_the_line_is_found_in_every_published_file(repository, tmp_path, form):
    """Whatever file a table was saved to, its line can be read out of it again."""
    table = tk.table(tk.load(repository.home), "summary")
    path = table.save(tmp_path / f"t.{form}")
    assert str(parse(text_of(path))) == table.provenance


def test_a_chart_and_a_table_of_one_name_are_two_lines(repository):
    """A paper that prints both is verified twice; each line is written as it was read."""
    table = line_of(repository, name="parties", metric="killed")
    chart = table.replace("Table ", "Chart ").replace("tracker table", "tracker plot")
    lines = parse_all(f"{table}\n{chart}\n{table}")
    assert [line.kind for line in lines] == ["Table", "Chart"]
    assert [str(line) for line in lines] == [table, chart]


def test_a_line_broken_by_a_printer_is_read(repository):
    """Copied from a page, the line is broken over three lines."""
    line = line_of(repository)
    broken = line.replace("known on", "known\non").replace("; tracker", ";\ntracker", 1)
    assert parse(f"Notes. {broken}").fingerprint == parse(line).fingerprint


WORD = {
    "a cell": "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
    "tracked": '<w:p><w:ins w:id="1">{}</w:ins><w:del w:id="2"><w:r><w:delText>no</w:delText></w:r></w:del></w:p>',
    "moved": '<w:p><w:moveFrom w:id="1">{}</w:moveFrom></w:p><w:p><w:moveTo w:id="2">{}</w:moveTo></w:p>',
    "a box": "<w:p><w:r><w:t>Notes</w:t><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r></w:p>",
    "a field": "<w:sdt><w:sdtContent><w:p><w:hyperlink>{}</w:hyperlink></w:p></w:sdtContent></w:sdt>",
}
PARTS = ("document", "header1", "footer2", "footnotes", "endnotes", "comments")


def packed(path, part, content, way=ZIP_STORED):
    """A file of Word with one part that holds the paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with ZipFile(path, "w", way) as made:
        made.writestr("word/media/image1.png", b"\x89PNG")
        made.writestr(f"word/{part}.xml", f'<w:x xmlns:w="{space}">{content}</w:x>')
    return path


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("way", WORD.values(), ids=[*WORD])
def test_a_line_is_found_anywhere_in_a_file_of_word(repository, tmp_path, way, part):
    """In cells, boxes, notes, headers and what was inserted, with runs that end inside words."""
    line = line_of(repository)
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{line[at : at + 7]}</w:t></w:r>'.replace(
            "-", "</w:t><w:noBreakHyphen/><w:t>"
        )
        for at in range(0, len(line), 7)
    )
    path = packed(tmp_path / "a.docx", part, way.replace("{}", runs))
    assert [str(found) for found in parse_all(text_of(path))] == [line]


def test_what_was_struck_out_is_not_read(repository, tmp_path):
    """A line that is tracked as moved away, or deleted, is no line of the paper."""
    line = line_of(repository)
    gone = f"<w:p><w:moveFrom><w:r><w:t>{line}</w:t></w:r></w:moveFrom></w:p>"
    with pytest.raises(ValueError, match="found no provenance line"):
        parse_all(text_of(packed(tmp_path / "a.docx", "document", gone)))


def test_a_line_is_found_in_other_offices_files(repository, tmp_path):
    """A slide, a text of LibreOffice with its blanks and breaks, a sheet's footer, an e-book."""
    line = line_of(repository)
    spaced = line.replace(" ", "<t:s/>", 3).replace("; data", ";<t:line-break/>data")
    main, draw = (
        f"http://schemas.openxmlformats.org/{end}/2006/main"
        for end in ("spreadsheetml", "drawingml")
    )
    parts = {
        "content.xml": f'<o xmlns:t="urn:x"><t:p>See <t:span>{spaced}</t:span></t:p></o>',
        "xl/worksheets/sheet1.xml": f'<w xmlns="{main}"><oddFooter>&amp;L{line}</oddFooter></w>',
        "ppt/slides/slide1.xml": f'<s xmlns:a="{draw}"><a:p><a:r><a:t>{line}</a:t></a:r></a:p></s>'.replace(
            "<s ", f'<q:s xmlns:q="{draw}" '
        ).replace("</s>", "</q:s>"),
        "one.xhtml": f"<html><p>Fish&nbsp;<i>{line}</i></p></html>",
    }
    for name, content in parts.items():
        with ZipFile(tmp_path / "file", "w") as made:
            made.writestr(name, content)
        assert [str(found) for found in parse_all(text_of(tmp_path / "file"))] == [line], name


@pytest.mark.parametrize("form", ["png", "pdf", "svg"])
def test_the_line_is_found_in_every_chart(repository, tmp_path, form):
    """Whatever file a chart was saved to carries its line."""
    from tracker.publish.charts.save import save_chart

    save_chart(tk.plot_parties(tk.load(repository.home), "killed"), tmp_path / f"a.{form}")
    assert [one.id for one in parse_all(text_of(tmp_path / f"a.{form}"))] == ["parties:killed"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le"])
def test_a_line_is_read_out_of_an_older_file_of_word(repository, tmp_path, encoding):
    """Between signs that are no text; a file without any line is refused."""
    line = line_of(repository)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\0\1" + f"\r{line}\r".encode(encoding))
    assert [str(found) for found in parse_all(text_of(tmp_path / "a.doc"))] == [line]
    (tmp_path / "b.doc").write_bytes(b"\xd0\xcf\x11\xe0\0\1Notes")
    with pytest.raises(ValueError, match="give the provenance line itself"):
        text_of(tmp_path / "b.doc")


def test_a_line_is_read_out_of_rich_text(repository, tmp_path):
    """Runs in groups, file lines that end anywhere, a hyphen that does not break."""
    line = line_of(repository)
    runs = "".join(
        f"{{\\rtlch\\af0 \\ltrch\\b\\fs22\r\n{line[at : at + 9]}}}" for at in range(0, len(line), 9)
    )
    written = r"{\rtf1\ansi{\fonttbl{\f0 Times;}}\pard Notes.\par " + runs.replace("-", r"\_")
    (tmp_path / "a.rtf").write_text(written + r"\par More.}", newline="")
    assert [str(found) for found in parse_all(text_of(tmp_path / "a.rtf"))] == [line]


@pytest.mark.parametrize("way", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("form", ["eml", "mhtml"])
def test_a_line_is_read_out_of_a_letter(repository, tmp_path, way, form):
    """However its text was packed for the way, in one part or beside another; so is a page that a
    browser kept in one file.
    """
    line, letter = line_of(repository), EmailMessage()
    letter.set_content("See below.")
    letter.add_alternative(f"<p>Über uns: {line}</p>", subtype="html", cte=way)
    (tmp_path / f"a.{form}").write_bytes(letter.as_bytes())
    assert [str(found) for found in parse_all(text_of(tmp_path / f"a.{form}"))] == [line]
    (tmp_path / "b.eml").write_text(f"Dear all\n\n> {line}")
    assert str(parse(text_of(tmp_path / "b.eml"))) == line


def test_a_line_is_read_out_of_a_notebook(repository, tmp_path):
    """A cell keeps each of its lines as a text of its own, line ends in it as two signs."""
    line = line_of(repository, metric="killed")
    cell = {"cell_type": "markdown", "source": line.replace("on 2", "on\n2", 1).splitlines(True)}
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [cell]}))
    assert str(parse(text_of(tmp_path / "a.ipynb"))) == line


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_of_other_machines_is_read(repository, tmp_path, encoding):
    """A file with a mark, one in UTF-16, one with an umlaut of an older Windows."""
    line = line_of(repository)
    (tmp_path / "a.tex").write_bytes(f"Über uns\r\n{line}".encode(encoding))
    assert str(parse(text_of(tmp_path / "a.tex"))) == line


def test_a_line_cut_short_beside_whole_ones_is_told(repository, tmp_path, capsys):
    """The whole one is verified; of the others, one of another record and one of no day among them,
    it is said that they cannot be; exit status 2.
    """
    line = line_of(repository)
    others = (line.replace("figures", "ships"), line.replace("2025-02-25", "2025-02-35"))
    page = [f"As known on 2025-02-01. {line}", f"> {line[:60]}", *others]
    (tmp_path / "a.md").write_text("\n\n".join(page))
    assert main(["verify", str(tmp_path / "a.md"), "--data", str(repository.home)]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("unchanged: figures, known on 2025-02-25")
    assert "'Table figures; known on' is damaged or cut short; copy the whole line" in err
    assert "speaks of 'ships', which this record does not hold" in err
    assert "with 'Table figures; known on 2025-02-35; data" in err
    assert err.count("\n") == 1


def test_a_damaged_file_of_an_office_says_what_to_do(tmp_path):
    """Packed text with a byte changed, and a way of packing that no office uses."""
    refused = 0
    for way in (ZIP_DEFLATED, ZIP_LZMA):
        whole = packed(tmp_path / "a.docx", "document", "<w:p>Notes</w:p>" * 99, way).read_bytes()
        at = whole.index(b"document.xml") + len("document.xml")
        for value in range(256):
            (tmp_path / "b.docx").write_bytes(whole[:at] + bytes([value]) + whole[at + 1 :])
            try:
                text_of(tmp_path / "b.docx")
            except ValueError as error:
                assert "give the provenance line itself" in str(error)
                refused += 1
    assert refused > 500


@pytest.mark.parametrize("content", [b"\x00\xff\xfe", b"PK not really a zip"])
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, content):
    """Neither text nor an office file: give the line itself."""
    path = tmp_path / "t.docx"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="give the provenance line itself"):
        text_of(path)


def test_diff_says_what_moved_and_by_how_much(repository):
    """The foe's new figure moves the killed's high end from 1,667 to 5,000."""
    old = tk.load(repository.home)
    found = diff(old, repository("more than 1,000", "5,000"))
    assert [(c.figure, c.change) for c in found.figures] == [("foe-2025-02-01.killed", "revised")]
    moved = {(r.metric, r.place): (r.old, r.new) for r in found.ranges}
    assert moved == {("killed", "front"): ((900.0, pytest.approx(5000 / 3)), (900.0, 5000.0))}
    assert (
        "Killed on 25 February 2025: 900 to about 1,700 (a third of 5,000) → 900 to 5,000 "
        "(high ×3.00)" in diff_text(found, "text")
    )


def test_misreports_and_authors_are_changes_of_meaning(told):
    """A misprint that came, went or is told otherwise is named by the figure it garbles; so is a
    codebook that names other authors.
    """
    (garbled,) = told.misreports
    fewer = replace(told, misreports=())
    other = replace(told, misreports=(replace(garbled, printed={"wounded": "5,000"}),))
    moved = replace(told, misreports=(replace(garbled, position=Position("x", 9, 9)),))
    found = [diff(*pair).names for pair in ((fewer, told), (told, fewer), (told, other))]
    assert found == [
        (NameChange("misreports", garbled.of, change),)
        for change in ("added", "removed", "changed")
    ]
    assert not diff(told, moved)
    unsigned = replace(told, codebook=replace(told.codebook, authors=()))
    assert diff(told, unsigned).names == (NameChange("codebook", "authors", "changed"),)


def test_diff_ignores_layout(repository):
    """Comments and order are no change in meaning."""
    old = tk.load(repository.home)
    assert not diff(old, repository("- id: foe", "# a remark\n  - id: foe"))


def test_history_names_what_is_not_there(repository, tmp_path):
    """An unknown revision, an option in place of one, a folder without git."""
    past = history(repository.home)
    for name in ("nowhere", "--help"):
        with pytest.raises(NoHistory, match=name):
            past.dataset(name)


@pytest.mark.latex
def test_a_printed_paper_is_verified_from_its_own_line(repository, tmp_path):
    """Two tables are set in a paper and cited; one figure is changed; the line copied from the PDF
    names exactly that figure.
    """
    from publish.formats.test_write import PREAMBLE, needs

    needs("pdflatex")
    data = tk.load(repository.home)
    for name in ("figures", "summary"):
        tk.table(data, name).save(tmp_path / f"{name}.tex")
    (tmp_path / "refs.bib").write_text(tk.table(data, "figures").cite(), encoding="utf-8")
    (tmp_path / "paper.tex").write_text(
        rf"\documentclass{{article}}{PREAMBLE}\begin{{document}}\cite{{table-figures,letter}}\input{{figures}}\input{{summary}}"
        r"\bibliographystyle{plain}\bibliography{refs}\end{document}"
    )
    for program in (
        ["pdflatex", "-halt-on-error", "paper"],
        ["bibtex", "paper"],
        *[["pdflatex", "-halt-on-error", "paper"]] * 2,
    ):
        subprocess.run(program, cwd=tmp_path, capture_output=True, check=True)
    printed = subprocess.run(
        ["pdftotext", "paper.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    changed = repository("more than 1,000", "more than 1,500")
    assert [
        [change.figure for change in found.figures] for found in verify_all(changed, printed)
    ] == [["foe-2025-02-01.killed"], ["foe-2025-02-01.killed"]]


def test_one_state_of_many_is_read_when_the_day_tells_it(repository):
    """Where the known-on day was the last stated in one state only, no other state needs to be
    read.
    """
    line = line_of(repository)
    for n in range(3):
        repository(
            "stated: 2025-02-25" if n == 0 else f"stated: 2025-03-0{n}",
            f"stated: 2025-03-0{n + 1}",
            commit=True,
        )
    past = Past(tk.load(repository.home))
    _, old = past.find(parse(line))
    assert old.fingerprint == parse(line).fingerprint and len(past._fingerprints) == 1


def test_a_figure_kept_under_another_place_is_in_the_scope_of_its_series(repository):
    """The killed are one series wherever they were counted: asked for by the default place, every
    figure of theirs is in scope.
    """
    line = line_of(repository, name="summary", place="front")
    data = repository(
        "figures: {killed: about 900}",
        "place: country\n    figures: {killed: about 950}",
        commit=True,
    )
    assert [change.figure for change in verify(data, line).figures] == ["spy-2025-02-20.killed"]


def test_a_line_of_another_version_is_said_to_be(repository):
    """A fingerprint that is nowhere may have been made by another version of tracker."""
    line = line_of(repository).replace(f"tracker {tk.__version__}", "tracker 0.0.9")
    digits = tk.load(repository.home).fingerprint
    found = verify(tk.load(repository.home), line.replace(digits, "0" * 12))
    assert found.state == "changed" and "printed by another version (0.0.9)," in found.remark


@pytest.mark.parametrize(
    ("file", "old", "new", "name"),
    [
        ("codebook", "dozens: [24, 99]", "dozens: [24, 120]", ("wordings", "dozens")),
        ("codebook", "title: A small war", "title: A war", ("codebook", "title")),
        ("sources", "The Daily", "The Weekly", ("sources", "news")),
        ("estimates", "another 21.", "another 22.", ("notes", "army-2025-02-25")),
    ],
)
def test_whatever_changes_the_fingerprint_is_in_the_diff(repository, file, old, new, name):
    """A vague word, the title, a source, an entry's note: each shows under its name."""
    before = tk.load(repository.home)
    path = repository.home / f"{file}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    after = tk.load(repository.home)
    assert before.fingerprint != after.fingerprint
    assert [(item.kind, item.name) for item in diff(before, after).names] == [name]


def test_a_place_may_be_called_as_a_metric_is(write_record, tmp_path):
    """Which of them a line speaks of, its command says: the metric alone is that of all places."""
    home = write_record(
        """
        - id: one
          party: spy
          place: killed
          as_of: 2025-01-01
          stated: 2025-01-02
          figures: {killed: about 300, troops_present: about 900}
          sources: [news]
        - id: two
          party: army
          as_of: 2025-01-01
          stated: 2025-01-02
          figures: {killed: about 500}
          sources: [news]
        """,
        codebook=CODEBOOK.replace("  front: {", "  killed: {name: A Town}\n  front: {"),
    )
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "data")
    git(tmp_path, "commit", "-q", "-m", "first")
    lines = [
        tk.table(tk.load(home), "figures", **about).provenance
        for about in ({"metric": "killed"}, {"metric": "troops_present", "place": "killed"})
    ]
    path = home / "estimates.yaml"
    path.write_text(path.read_text().replace("about 500", "about 550"), encoding="utf-8")
    assert [verify(tk.load(home), line).state for line in lines] == ["changed", "unchanged"]


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        # a party takes its count to another place
        (
            "estimates.yaml",
            "- id: foe-2025-02-01",
            "- {id: moved, party: ally, as_of: 2025-01, stated: 2025-01-30, sources: [news], "
            "figures: {troops_present: {said: '500', place: country}}, revises: ally-2025-01-20}\n"
            "  - id: foe-2025-02-01",
            {"summary:troops_present:front", "figures:troops_present:front", "sources"},
        ),
        ("codebook.yaml", "speaks_for: 45", "speaks_for: 1", {"summary:troops_present:front"}),
        ("codebook.yaml", "short: Spies", "short: Spooks", {"figures:killed"}),
        (
            "sources.yaml",
            "A war report",
            "A report",
            {
                "sources",
                "parties:killed",
                "figures:killed",
                "figures:troops_present:front",
                "summary:troops_present:front",
            },
        ),
        ("estimates.yaml", 'wounded: "about 2,700"', "wounded: 10", set()),
    ],
)
def test_a_table_is_what_it_says(repository, file, old, new, changed):
    """Unchanged is what would be printed alike today, by the same command; names, sources, limits
    and links are in it, what its rows leave out is not.
    """
    lines = [
        line_of(repository, name, metric=metric, place=place, where=where)
        for name, metric, place, where in (
            ("summary", "troops_present", "front", None),
            ("figures", "troops_present", "front", None),
            ("parties", "killed", None, None),
            ("figures", "killed", None, {"party": "spy"}),
            ("sources", None, None, None),
            ("figures", None, None, {"metric": "killed", "party": "foe"}),
        )
    ]
    path = repository.home / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = verify_all(tk.load(repository.home), "\n".join(lines))
    assert {one.line.id for one in found if one.state == "changed"} == changed


def test_lines_that_differ_in_their_command_alone_are_two(repository):
    """Rows chosen with ``--where`` are in no id: each line is judged, and says which rows."""
    lines = [line_of(repository, where={"party": party}) for party in ("army", "spy")]
    data = repository("about 2,700", "about 2,800", commit=True)
    found = verify_all(data, "\n".join([*lines, lines[0]]))
    assert [str(one).partition(",")[0] for one in found] == [
        "unchanged: figures party=army",
        "changed: figures party=spy",
    ]


def test_an_event_that_is_named_anew_changes_the_chart_that_draws_it(repository):
    """The time chart prints its label; the chart of parties draws none. A title is remarked on."""
    book = repository.home / "codebook.yaml"
    event = "events: [{date: 2025-01-15, label: Ceasefire, sources: [news]}]\n"
    book.write_text(book.read_text() + event)
    repository("about 300", "about 301", commit=True)
    line = line_of(repository, metric="killed").replace("Table figures", "Chart {}")
    book.write_text(book.read_text().replace("Ceasefire", "Armistice").replace("A small", "One"))
    charts = "\n".join(line.format(chart) for chart in ("ranges", "parties"))
    found = verify_all(tk.load(repository.home), charts)
    assert [one.state for one in found] == ["changed", "unchanged"]
    assert all("the record has another title" in one.remark for one in found)
