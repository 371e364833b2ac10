"""``tracker explain``: figure by figure down to file and line."""

import csv
import io
import json

import pytest

from tracker.cli import main

ESTIMATES = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
- id: paper-2025-01-14
  party: paper
  as_of: 2025-01-13
  stated: 2025-01-14
  figures: {killed: some 300}
  echoes: spy-2025-01-13
  sources: [news]
- id: foe-2025-02-01
  party: foe
  as_of: 2025-02-01
  stated: 2025-02-01
  figures:
    killed: {said: 20, covers: one battle}
    troops_present: {said: 4000, place: country}
  sources: [news]
- id: ally-2025-02-01
  party: ally
  as_of: 2025-02-01
  stated: 2025-02-01
  figures: {troops_present: 3000}
  sources: [news]
"""


@pytest.fixture
def run(write_record, capsys):
    """Run `tracker explain` on the record: exit status, output, remarks."""
    home = write_record(ESTIMATES)

    def call(*words):
        status = main(["explain", *words, "--data", str(home)])
        return status, *capsys.readouterr()

    return call


def test_text_gives_role_reason_file_and_line(run):
    """The sentence, then voices, bounds and what is left out, each with its words, its line and its
    reason.
    """
    assert run("killed") == (
        0,
        """\
Killed: about 300 (Spy Service, January 2025). As known on 1 February 2025: a single assessment,
which no independent one confirms.
Estimated: about 69 to 1,600 (90% model range).

Voices:
  spy-2025-01-13.killed  about 300  (data/estimates.yaml:7)
      its party's newest whole figure, and the newest of all

Lower bounds only:
  foe-2025-02-01.killed  20  (data/estimates.yaml:21)
      counts a part only (one battle): the whole is at least 20

Left out:
  paper-2025-01-14.killed  some 300  (data/estimates.yaml:13)
      an echo: only repeats “about 300” of Spies, as of 13 January 2025
""",
        "",
    )


def test_each_place_is_explained(run):
    """A metric counted by place: one block a place, or the one asked about."""
    both, one = run("troops_present")[1], run("troops_present", "--place", "front")[1]
    assert both.count("Voices:") == 2 and "Present (The Country): 4,000" in both
    assert (
        one.count("Voices:") == 1
        and "Present (The Front): 3,000" in one
        and "ally-2025-02-01.troops_present" in one
    )


def test_a_day_before_the_first_figure(run):
    """Everything is left out, and the first line says from when there is a figure."""
    out = run("killed", "--on", "2025-01-01")[1]
    assert (
        out.startswith("Killed: no figure. As of 1 January 2025")
        and "Voices" not in out
        and out.count("later than the day asked about, 1 January 2025") == 2
    )


def test_nobody_is_sent_where_he_is(write_record, capsys):
    """All is left out, and why is said below, however the line was folded."""
    disputed = (
        ESTIMATES.partition("- id: paper")[0] + "  attribution: conflicting\n  note: Two days.\n"
    )
    assert main(["explain", "killed", "--data", str(write_record(disputed))]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "all that was stated is left out. Why is said below. Left out:" in out


def test_json_is_plain_records(run):
    """One object a figure, dates as days, null for what is absent."""
    records = json.loads(run("killed", "--format", "json")[1])
    assert [
        (record["figure"], record["used"], record["role"], record["line"]) for record in records
    ] == [
        ("spy-2025-01-13.killed", True, "voice", 7),
        ("paper-2025-01-14.killed", False, "out", 13),
        ("foe-2025-02-01.killed", True, "bound", 21),
    ]
    assert (records[0]["as_of"], records[0]["echoes"], records[0]["sources"]) == (
        "2025-01-13",
        None,
        "news",
    )


def test_csv_is_plain(run):
    """Numbers without separators, what is absent an empty field."""
    rows = list(csv.DictReader(io.StringIO(run("killed", "--format", "csv")[1])))
    assert [(row["low"], row["revises"], row["used"]) for row in rows] == [
        ("300", "", "true"),
        ("300", "", "false"),
        ("20", "", "true"),
    ]


def test_markdown_escapes(run):
    """A table whose cells hold no bare pipe."""
    lines = run("killed", "--format", "md")[1].splitlines()
    assert len(lines) == 5 and lines[1].startswith("| --- | --- |")


def test_nothing_to_explain(run):
    """A metric without figures: the sentence says so, and the formats keep their columns."""
    assert run("wounded")[1] == (
        "Wounded: no figure. As known on 1 February 2025: the record has none. Add one to "
        "estimates.yaml.\n"
    )
    assert run("wounded", "--format", "json")[1] == "[]\n"
    assert run("wounded", "--format", "csv")[1].startswith("figure,used,role,reason,file,line")


def test_wrong_use_is_one_line(run):
    """An unknown metric is exit status 2 with the nearest name."""
    assert run("killd") == (2, "", "tracker: no metric 'killd'; did you mean 'killed'?\n")
