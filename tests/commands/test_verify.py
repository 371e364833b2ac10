"""``tracker verify``: exit status and words, for a line and for files, after one figure was
changed.
"""

import subprocess
import warnings

import pytest
from publish.conftest import ESTIMATES, SOURCES

import tracker as tk
from tracker.cli import main


@pytest.fixture
def run(write_record, tmp_path, capsys):
    """Run `tracker verify` on the small record, which is committed: exit status, output,
    remarks.
    """
    home = write_record(ESTIMATES, sources=SOURCES)
    for words in (["init", "-q"], ["add", "data"], ["commit", "-q", "-m", "Data"]):
        subprocess.run(
            [
                "git",
                "-C",
                str(tmp_path),
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@example.org",
                *words,
            ],
            check=True,
            capture_output=True,
        )

    def call(given):
        status = main(["verify", str(given), "--data", str(home)])
        return status, *capsys.readouterr()

    call.home = home
    call.table = lambda name, **asked: tk.table(tk.load(home), name, **asked)
    return call


def change(run, old="more than 1,000", new="more than 1,500"):
    path = run.home / "estimates.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_an_unchanged_line_is_status_0(run):
    """One line: what, as known when, of which data."""
    table = run.table("summary")
    assert run(table.provenance) == (
        0,
        f"unchanged: summary, known on 2025-02-25, data {table.dataset.fingerprint}\n",
        "",
    )


def test_a_changed_figure_is_status_1_and_named(run):
    """Exactly the figure that changed, with its old and its new words."""
    line = run.table("figures", metric="killed").provenance
    change(run)
    status, out, remarks = run(line)
    assert (status, remarks) == (1, "")
    assert out.splitlines()[1:] == [
        "  foe-2025-02-01.killed: revised: 'more than 1,000' → 'more than 1,500'",
        "  the data have uncommitted changes",
    ]


def test_a_paper_with_two_tables_is_verified_whole(run, tmp_path):
    """Both lines of one file are looked at; the table that the change does not touch stays
    unchanged.
    """
    paper = tmp_path / "paper.tex"
    paper.write_text(
        run.table("figures", metric="wounded").text("tex")
        + run.table("summary", metric="killed").text("tex")
    )
    assert run(paper)[0] == 0
    change(run)
    status, out, _ = run(paper)
    assert status == 1
    assert [line.split(",")[0] for line in out.splitlines() if not line.startswith(" ")] == [
        "unchanged: figures:wounded",
        "changed: summary:killed",
    ]


def test_a_changed_definition_is_remarked(run):
    """No figure changed, but the metric's definition did: unchanged, with a remark."""
    line = run.table("summary", metric="killed").provenance
    path = run.home / "codebook.yaml"
    path.write_text(path.read_text().replace("Soldiers who died.", "Soldiers who died of wounds."))
    status, out, _ = run(line)
    assert status == 0 and "the codebook's entry for killed changed, on which ranges depend" in out


def test_what_a_library_means_for_programmers_is_no_line_that_cannot_be_read(run, monkeypatch):
    """Python hides such warnings, and so does the command."""

    def deprecated(data):
        warnings.warn("goes in pandas 4", DeprecationWarning, stacklevel=1)

    monkeypatch.setattr("tracker.publish.verify.Past", deprecated)
    monkeypatch.setattr(warnings, "filters", [("ignore", None, DeprecationWarning, None, 0)])
    assert run(run.table("summary").provenance)[0::2] == (0, "")


@pytest.mark.parametrize(
    ("given", "remark"),
    [
        (
            "nowhere.tex",
            "tracker: no file 'nowhere.tex', and it is no provenance line; quote the whole line "
            "from under the table\n",
        ),
        (
            "Table summary; known on",
            "tracker: the provenance line with 'Table summary; known on' is damaged or cut short; "
            "copy the whole line from under the table; it reads 'Table ID; known on YYYY-MM-DD; "
            "data 12 hex digits; tracker VERSION; made by: tracker table ...'\n",
        ),
        (
            "Table ships; known on 2025-01-01; data 0123456789ab; tracker 1.0; made by: tracker "
            "table ships",
            "tracker: the provenance line speaks of 'ships', which this record does not hold; is "
            "it from another project? "
            "Name its data folder with --data\n",
        ),
    ],
)
def test_what_is_no_line_of_this_record_is_status_2(run, given, remark):
    """A file that is not there, a damaged line, a line of another project: one clear line."""
    assert run(given) == (2, "", remark)


def test_a_picture_or_a_folder_says_what_to_give(run, tmp_path):
    """What holds no text is refused with the remedy."""
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.5 \xff\xfe\x00")
    assert run(tmp_path / "paper.pdf")[2].endswith("give the provenance line itself, in quotes\n")
    assert (
        run(tmp_path)[2]
        == f"tracker: '{tmp_path}' is a folder; name the file that holds the table\n"
    )
