"""``tracker check``: every problem in text, JSON or as annotations, and an exit status that scripts
can use.
"""

import json
import subprocess
import sys

import pytest
from curate.planting import TEXTS

from tracker.cli import main

BAD = """\
- {id: a, party: spy, as_of: 2025-01-01, stated: 2025-01-02, figures: {killed: "abuot 5,000"}, sources: [news, neus]}
- {id: b, party: spi, as_of: 2025-01-01, stated: 2025-01-02, figures: {killed: 5%, wounded: 3}, sources: [news]}
"""


def run(capsys, *arguments):
    """Exit status, standard output and standard error of one run."""
    status = main(["check", *map(str, arguments)])
    return status, *capsys.readouterr()


def test_a_sound_record_is_silence(write_record, capsys):
    """Nothing on standard output, a remark on standard error, status 0, strict or not."""
    home = write_record(**TEXTS)
    for words in ((), ("--strict",)):
        status, out, err = run(capsys, "--data", home, *words)
        assert (status, out, err.splitlines()[0]) == (0, "", "no problems")


def test_the_last_line_counts_what_references_lack(write_record, capsys):
    """Sources without title, day or author; no such line where none lacks any."""
    sources = """\
references:
  - {id: news, type: webpage, container-title: N, author: [{literal: A}], URL: https://x.example}
  - {id: wire, type: webpage, title: T, issued: 2025-01-13, URL: https://y.example}
"""
    whole = sources.replace("container-title: N", "title: T, issued: 2025-01-13").replace(
        "issued: 2025-01-13, URL", "issued: 2025-01-13, author: [{literal: B}], URL"
    )
    entry = "- {id: a, party: spy, as_of: 2025-01-13, stated: 2025-01-13, figures: {killed: 5}, sources: [news, wire]}\n"
    home = write_record(entry, sources=sources)
    err = run(capsys, "--data", home)[2]
    assert err.splitlines()[-1] == "of 2 sources, 1 lacks a title, 1 a day, 1 an author"
    home = write_record(entry, sources=whole, folder="whole")
    assert "source" not in run(capsys, "--data", home)[2]


def test_problems_are_lines_with_place_and_remedy(write_record, capsys):
    """File, line, column, name, what is wrong and what to do, sorted by place; status 1."""
    status, out, err = run(capsys, "--data", write_record(BAD))
    assert status == 1 and err == (
        "4 problems\n"
        "slips and what is unused are looked for once estimates.yaml has no such problem\n"
        "of 1 source, 1 lacks an author\n"
    )
    assert [line for line in out.splitlines() if "warning" not in line] == [
        "data/estimates.yaml:2:82: a.figures.killed: cannot read 'abuot 5,000'; did you mean "
        "'about 5,000'?",
        "data/estimates.yaml:2:114: a.sources: no source 'neus'; did you mean 'news'?",
        "data/estimates.yaml:3:20: b.party: no party 'spi'; did you mean 'spy'?",
        "data/estimates.yaml:3:82: b.figures.killed: cannot read '5%'; say what it is a share of, "
        "as in '40% of 11,000'",
    ]


def test_json_is_one_list_of_objects(write_record, capsys):
    """The six agreed fields in every object; an empty list when all is well."""
    status, out, _ = run(capsys, "--data", write_record(BAD), "--format", "json")
    rows = json.loads(out)
    assert status == 1 and all(
        list(row) == ["severity", "file", "line", "column", "where", "message"] for row in rows
    )
    assert {
        "severity": "error",
        "file": "data/estimates.yaml",
        "line": 3,
        "column": 20,
        "where": "b.party",
        "message": "no party 'spi'; did you mean 'spy'?",
    } in rows
    assert run(capsys, "--data", write_record(**TEXTS, folder="sound"), "--format", "json")[:2] == (
        0,
        "[]\n",
    )


def test_github_gets_annotations(write_record, capsys):
    """Workflow commands with file, line and column; what would end them early is escaped."""
    out = run(capsys, "--data", write_record(BAD), "--format", "github")[1].splitlines()
    assert (
        "::error file=data/estimates.yaml,line=3,col=20::b.party: no party 'spi'; did you mean "
        "'spy'?" in out
    )
    assert (
        "::error file=data/estimates.yaml,line=3,col=82::b.figures.killed: cannot read '5%25'; "
        "say what it is a share "
        "of, as in '40%25 of 11,000'" in out
    )
    assert len(out) == 4
    idle = TEXTS["codebook"].replace("parties:\n", "parties:\n  idle: {name: I, affiliation: un}\n")
    home = write_record(**TEXTS | {"codebook": idle}, folder="idle")
    out = run(capsys, "--data", home, "--format", "github")[1]
    assert out.startswith("::warning file=idle/codebook.yaml,line=") and "::error" in out


def test_warnings_fail_only_under_strict(write_record, capsys):
    """An unused source is a warning: status 0, and 1 for those who want none."""
    sources = TEXTS["sources"] + "  - {id: book, type: book, title: T}\n"
    home = write_record(**TEXTS | {"sources": sources})
    line = (
        "data/sources.yaml:18:10: warning: book: no estimate names the source 'book'; use it "
        "or remove it\n"
    )
    assert run(capsys, "--data", home)[:2] == (0, line)
    assert run(capsys, "--data", home)[2].startswith("no problems, 1 warning\n")
    assert run(capsys, "--data", home, "--strict")[0] == 1


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_missing_folder_is_one_line_and_status_2(tmp_path, capsys, form):
    """No data at all is wrong use: one line on standard error with the remedy, nothing on standard
    output.
    """
    status, out, err = run(capsys, "--data", tmp_path / "nowhere", "--format", form)
    assert (status, out) == (2, "")
    assert err == (
        f"tracker: '{tmp_path}/nowhere' does not exist; "
        "name the folder that holds estimates.yaml, codebook.yaml, sources.yaml\n"
    )


def test_the_parent_of_the_folder_will_do(write_record, capsys, monkeypatch):
    """--data takes the data folder or the project's; without it the nearest data/ upward is
    taken.
    """
    home = write_record(**TEXTS)
    assert run(capsys, "--data", home.parent)[0] == 0
    monkeypatch.chdir(home)
    assert run(capsys)[0] == 0


def test_a_reader_that_stops_early_is_no_error(write_record):
    """`tracker check | head -1` ends quietly."""
    home = write_record(
        "".join(BAD.splitlines(True)[0].replace("id: a", f"id: a{n}") for n in range(3000))
    )
    shell = f"'{sys.executable}' -m tracker check --data '{home}' | head -1"
    found = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
    assert found.stdout.count("\n") == 1 and "Traceback" not in found.stderr


def test_no_wrong_use_is_a_traceback(capsys):
    """An unknown format or option is status 2 with the choices named."""
    assert run(capsys, "--format", "xml")[0] == 2
    assert run(capsys, "--on", "2025-01-01")[0] == 2


RECORD = """\
- {id: spy-2025-01-13, party: spy, as_of: 2025-01-13, stated: 2025-01-13, figures: {killed: 300, wounded: 900}, sources: [news]}
- {id: army-2025-01-13, party: army, as_of: 2025-01-13, stated: 2025-01-13, figures: {killed: about 400}, sources: [news]}
- {id: foe-2025-01-20, party: foe, as_of: 2025-01-20, stated: 2025-01-20, figures: {wounded: {said: "50", since: 2025-01-06}}, sources: [news], withdrawn: {date: 2025-03-01, reason: Twice.}}
"""


@pytest.fixture
def kept(write_record):
    """A record of three statements, kept in a repository."""
    home = write_record(RECORD)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "Data"]):
        subprocess.run(["git", "-C", str(home.parent), *words], check=True, capture_output=True)
    return home


@pytest.mark.parametrize(
    ("old", "new", "status", "line", "told"),
    [
        ("", "", 0, None, []),
        (
            "killed: 300",
            "killed: 360",
            0,
            2,
            ["spy-2025-01-13.killed: '360' was '300' at HEAD (1.2 times as much); compare with"],
        ),
        (
            "about 400",
            "up to 400",
            0,
            3,
            ["army-2025-01-13.killed: 'up to 400' was 'about 400' at HEAD; compare with"],
        ),
        (
            "as_of: 2025-01-13, stated: 2025-01-13, figures: {killed: 300",
            "as_of: 2025-01-03, stated: 2025-01-13, figures: {killed: 300",
            0,
            2,
            ["spy-2025-01-13.as_of: as_of 2025-01-03 was 2025-01-13 at HEAD (-10 days); compare"],
        ),
        (
            ", wounded: 900",
            "",
            0,
            2,
            ["spy-2025-01-13.wounded: '900' stood here at HEAD and is gone"],
        ),
        (
            "since: 2025-01-06",
            "since: 2025-01-01",
            0,
            4,
            ["foe-2025-01-20.wounded.since: since 2025-01-01 was 2025-01-06 at HEAD (-5 days)"],
        ),
        (
            ", since: 2025-01-06",
            "",
            0,
            4,
            ["foe-2025-01-20.wounded.since: since 2025-01-06 stood here at HEAD and is gone"],
        ),
        (
            "date: 2025-03-01",
            "date: 2025-03-11",
            0,
            4,
            ["foe-2025-01-20.withdrawn: withdrawn 2025-03-11 was 2025-03-01 at HEAD (+10 days)"],
        ),
        (
            "date: 2025-03-01",
            "date: 2025-02-28",
            0,
            4,
            ["foe-2025-01-20.withdrawn: withdrawn 2025-02-28 was 2025-03-01 at HEAD (-1 day); "],
        ),
        (
            "party: army",
            "party: ally",
            0,
            3,
            ["army-2025-01-13.party: the party 'ally' was 'army' at HEAD; compare with the source"],
        ),
        (
            "id: army-2025-01-13",
            "id: army-2025-01-13-staff",
            1,
            3,
            ["give 'army-2025-01-13-staff' its id back (what its party took back is `withdrawn`)"],
        ),
        (RECORD.splitlines()[1], "", 1, 1, ["are permanent: put the entry back"]),
    ],
)
def test_what_changed_since_a_commit_is_told_at_its_place(
    kept, capsys, old, new, status, line, told
):
    """Ids that vanished are errors, numbers with their factor, days and parties are warnings."""
    path = kept / "estimates.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = run(capsys, "--data", kept, "--format", "json")
    found = run(capsys, "--data", kept, "--format", "json", "--against", "HEAD")
    rows = [row for row in json.loads(found[1]) if row not in json.loads(before[1])]
    assert found[0] == status and len(rows) == len(told)
    assert all(part in f"{row['where']}: {row['message']}" for part, row in zip(told, rows))
    assert [row["line"] for row in rows] == [line] * len(told)
    if told:
        out = run(capsys, "--data", kept, "--format", "github", "--against", "HEAD")[1]
        kind = "error" if status else "warning"
        assert f"::{kind} file=data/estimates.yaml,line={line},col=" in out


def test_an_unknown_commit_is_one_line_with_status_2(kept, capsys):
    """Nothing is compared with what is not there."""
    status, _, err = run(capsys, "--data", kept, "--against", "nowhere")
    assert status == 2 and err.count("\n") == 1 and "nowhere" in err


def test_a_record_with_errors_is_not_compared(kept, capsys):
    """What cannot be read would seem to be gone."""
    path = kept / "estimates.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("killed: 300", "killed: 3O0"), "utf-8")
    status, out, _ = run(capsys, "--data", kept, "--against", "HEAD")
    assert status == 1 and "is gone" not in out
