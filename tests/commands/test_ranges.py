"""``tracker ranges``: what is printed, in each format, and wrong use."""

import csv
import io
import json

import pytest
from conftest import CODEBOOK

from tracker.cli import main
from tracker.reconcile.methods.table import LEVELS
from tracker.reconcile.numbers import roughly

ESTIMATES = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300, troops_present: {said: "10,000 to 12,000", place: country}}
  sources: [news]
- id: ally-2025-01-20
  party: ally
  as_of: 2025-01
  stated: 2025-01-20
  figures: {killed: "a third of 2,000", troops_present: 4000}
  sources: [news]
- id: foe-2025-02-01
  party: foe
  as_of: 2025-02-01
  stated: 2025-02-01
  figures: {killed: "more than 1,000"}
  sources: [news]
"""


@pytest.fixture
def run(write_record, capsys):
    """Run `tracker ranges` on the record: exit status, output, remarks."""
    home = write_record(ESTIMATES)

    def call(*words):
        status = main(["ranges", *words, "--data", str(home)])
        return status, *capsys.readouterr()

    return call


def test_text_is_a_range_and_its_sentence(run):
    """A heading with the ends, the sentence folded below it."""
    status, out, remarks = run("killed")
    *text, second = out.splitlines()
    assert (status, remarks) == (0, "")
    assert text == [
        "Killed: 300 to 1,000 or more",
        "  Killed: about 300 (Spy Service, January 2025) to 1,000 or more (Foe Command, February "
        "2025).",
        "  As known on 1 February 2025: two independent assessments with both ends. If they err",
        "  independently, each as likely too high as too low, there is at most an even chance that "
        "the",
        "  truth lies between.",
    ]
    found = json.loads(run("killed", "--method", "model", "--format", "json")[1])[0]
    low, high = (roughly(found[end]) for end in ("low", "high"))
    assert second == f"  Estimated: about {low} to {high} (90% model range)."


def test_what_is_computed_is_rounded_in_print_alone(run):
    """A third of 2,000 in its words in the sentence, beside two digits in the heading, and to the
    last digit in the formats.
    """
    day = ("killed", "--on", "2025-01-31", "--known-on", "2025-01-31")
    heading, sentence = run(*day)[1].splitlines()[:2]
    assert heading == "Killed: 300 to about 670 (a third of 2,000)"
    assert sentence.startswith(
        "  Killed: about 300 (Spy Service, January 2025) to a third of 2,000"
    )
    (row,) = json.loads(run(*day, "--format", "json")[1])
    assert row["high"] == pytest.approx(2000 / 3)
    (row,) = csv.DictReader(io.StringIO(run(*day, "--format", "csv")[1]))
    assert float(row["high"]) == pytest.approx(2000 / 3)


def test_all_metrics_and_places_by_default(run):
    """Metrics with figures in the codebook's order, one block a place, nothing for metrics without
    figures.
    """
    _, out, _ = run()
    assert [
        line.split(":")[0] for line in out.splitlines() if line and not line.startswith(" ")
    ] == ["Killed", "Present (The Country)", "Present (The Front)"]
    assert max(map(len, out.splitlines())) <= 100


def test_what_only_hints_stands_apart_from_the_toll(write_record, capsys):
    """A count of graves comes behind all others, under a sentence that says what it is not, though
    the codebook has it first.
    """
    graves = "  graves: {label: Graves, definition: Dug., kind: cumulative, proxy: true}\n"
    book = CODEBOOK.replace("metrics:\n", f"metrics:\n{graves}")
    home = str(write_record(ESTIMATES.replace("killed: about 300", "graves: 30"), codebook=book))
    assert main(["ranges", "--data", home]) == 0
    blocks = capsys.readouterr().out.split("\n\n")
    assert [block.partition(":")[0] for block in blocks] == [
        "Killed",
        "Present (The Country)",
        "Present (The Front)",
        "These counts only hint",
        "Graves",
    ]
    assert blocks[3] == "These counts only hint: none of them is a toll."


@pytest.mark.parametrize("method", LEVELS)
def test_a_computed_end_has_two_digits_in_the_heading_too(run, method):
    """The heading says no more than the sentence below it."""
    heading, *sentence = run("troops_present", "killed", "--method", method)[1].splitlines()
    ends = heading.partition(": ")[2]
    assert " ".join(sentence).split(": ")[1].startswith(ends)


def test_one_place(run):
    """A place alone means the metrics that are counted by place."""
    assert [row["place"] for row in json.loads(run("--place", "front", "--format", "json")[1])] == [
        "front"
    ]


def test_json_is_plain_records(run):
    """The columns of `tracker.ranges`: whole numbers, ISO dates, lists of keys, null for what there
    is not.
    """
    (record,) = json.loads(
        run("killed", "--on", "2025-01-15", "--known-on", "2025-01-31", "--format", "json")[1]
    )
    assert record == {
        "metric": "killed",
        "place": "front",
        "on": "2025-01-15",
        "known_on": "2025-01-31",
        "method": "envelope",
        "low": 300,
        "centre": 300,
        "high": 300,
        "low_open": False,
        "high_open": False,
        "voices": 1,
        "independent": 1,
        "confidence": None,
        "low_party": "spy",
        "high_party": "spy",
        "last_as_of": "2025-01-13",
        "stale": False,
        "figures": ["spy-2025-01-13.killed"],
        "remark": "",
    }


def test_csv_is_plain_numbers(run):
    """No thousands separators, no NaN: an open end is an empty field."""
    rows = list(csv.DictReader(io.StringIO(run("killed", "troops_present", "--format", "csv")[1])))
    assert [(row["low"], row["high"], row["high_open"]) for row in rows] == [
        ("300", "1000", "true"),
        ("10000", "12000", "false"),
        ("4000", "4000", "false"),
    ]
    assert (
        rows[0]["figures"] == "spy-2025-01-13.killed ally-2025-01-20.killed foe-2025-02-01.killed"
    )
    assert float(rows[0]["centre"]) == pytest.approx((300 * 2000 / 3) ** 0.5)


def test_markdown_is_one_table(run):
    """A head, a rule and a row; every row with as many cells."""
    lines = run("killed", "--format", "md")[1].splitlines()
    assert len(lines) == 3 and len({line.replace("\\|", "").count("|") for line in lines}) == 1


def test_before_the_first_figure(run):
    """No figure is an answer, with what to ask instead, in every format; never a NaN."""
    _, text, _ = run("killed", "--on", "2024-12-01")
    assert text == (
        "Killed: no range\n  Killed: no figure. As of 1 December 2024, as known on 1 February "
        "2025: the first, “about 300”\n"
        "  of Spies, holds from 13 January 2025 on. Ask for that day or a later one.\n"
    )
    (record,) = json.loads(run("killed", "--on", "2024-12-01", "--format", "json")[1])
    assert (record["low"], record["low_party"], record["voices"]) == (None, "", 0)
    assert "Ask for that day" in record["remark"]


@pytest.mark.parametrize("method", ["agreement", "pool", "random_effects", "model"])
def test_other_methods(run, method):
    """Each method answers under its name."""
    (record,) = json.loads(run("killed", "--method", method, "--format", "json")[1])
    assert record["method"] == method


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        (["kiled"], "tracker: no metric 'kiled'; did you mean 'killed'?\n"),
        (["--method", "poll"], "tracker: no method 'poll'; did you mean 'pool'?\n"),
        (["killed", "--place", "frnt"], "tracker: no place 'frnt'; did you mean 'front'?\n"),
        (
            ["killed", "--place", "country"],
            "tracker: killed is one series for all places, so there is none for 'country'; leave "
            "the place out\n",
        ),
    ],
)
def test_wrong_use_is_one_line(run, words, remark):
    """Exit status 2, nothing on standard output, the remedy on standard error."""
    assert run(*words) == (2, "", remark)


def test_one_missing_assessment_is_told_in_the_singular(run):
    """With one two-sided figure there is one."""
    out = run("killed", "--method", "random_effects", "--known-on", "2025-01-13")[1]
    assert "and there is one." in " ".join(out.split())
