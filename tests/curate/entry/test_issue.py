"""The form on GitHub: as GitHub wants it, and read back as an entry."""

import re
import subprocess
import sys
from datetime import date

import pytest
import yaml
from conftest import CODEBOOK, ROOT
from jsonschema import Draft7Validator

from tracker.cli import main
from tracker.commands.add import LONGEST_FORM
from tracker.curate.checks.problems import Report
from tracker.curate.checks.read import read_record
from tracker.curate.entry.issue import EMPTY, FORM_PATH, issue_form, read_issue, write_issue_form
from tracker.curate.load import check, load

# GitHub's form schema, after its documentation: what each element takes and needs.
TEXT = {"type": "string", "minLength": 1}
INPUT = {"label": TEXT, "description": TEXT, "placeholder": TEXT, "value": TEXT}
OPTIONS = {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}
ATTRIBUTES = {
    "markdown": ({"value": TEXT}, ["value"]),
    "input": (INPUT, ["label"]),
    "textarea": (INPUT | {"render": TEXT}, ["label"]),
    "dropdown": (
        {"label": TEXT, "description": TEXT, "multiple": {"type": "boolean"}, "options": OPTIONS},
        ["label", "options"],
    ),
}


def strict(properties, required):
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": required,
    }


ELEMENTS = [
    strict(
        {
            "type": {"const": kind},
            "id": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
            "attributes": strict(*attributes),
            "validations": strict({"required": {"type": "boolean"}}, []),
        },
        ["type", "attributes"],
    )
    for kind, attributes in ATTRIBUTES.items()
]
FORM = strict(
    {
        "name": TEXT,
        "description": TEXT,
        "title": TEXT,
        "labels": OPTIONS,
        "body": {"type": "array", "minItems": 1, "items": {"oneOf": ELEMENTS}},
    },
    ["name", "description", "body"],
)
POSTED = {
    "Party": "spy: Spy Service",
    "As of": "2025-01-31",
    "Stated": "2025-02-01",
    "Figures": "deaths = about 310\nWounded = over 900\nwounded.covers = one list",
    "Page URL": "https://example.org/page",
    "Page container title": "The Evening",
    "Page title": "",
    "Place": "country: The Country",
    "Note": "Two lines,\n\nof one note.",
}


def posted(answers):
    """What GitHub posts: a heading for each element, the answer below, a mark where there is none."""
    return "".join(f"### {label}\n\n{text or EMPTY}\n\n" for label, text in answers.items())


@pytest.fixture
def home(write_record):
    """A record without any estimate."""
    book = CODEBOOK.replace("label: Killed,", "label: Killed, also: [deaths],", 1)
    return write_record("estimates: []\n", book)


def made(home):
    return yaml.safe_load(issue_form(read_record(home, date(2026, 1, 1), Report("data"))))


@pytest.mark.parametrize("record", ["small", "shipped"])
def test_the_form_is_what_github_takes(record, home):
    """Each element as documented; ids and labels differ; no option is the word that GitHub keeps
    for itself.
    """
    form = made(home if record == "small" else ROOT / "data")
    assert not list(Draft7Validator(FORM).iter_errors(form))
    asked = [element for element in form["body"] if element["type"] != "markdown"]
    for names in ([e["id"] for e in asked], [e["attributes"]["label"] for e in asked]):
        assert len(set(names)) == len(names) > 10
    options = [o for e in asked for o in e["attributes"].get("options", ())]
    assert "spy: Spy Service" in options or record == "shipped"
    assert "none" not in {option.lower() for option in options}


def test_its_fields_are_those_of_add(home, capsys):
    """Every field of an entry and of its page that `tracker add` takes, required where it is."""
    asked = {e["id"]: e["validations"]["required"] for e in made(home)["body"] if "id" in e}
    main(["add", "--help"])
    options = set(re.findall(r"^  --([a-z-]+) X", capsys.readouterr().out, re.M))
    assert options == {name.replace("_", "-") for name in asked if "source" not in name} - {
        "figures"
    }
    assert [name for name, required in asked.items() if required] == [
        "party",
        "as_of",
        "stated",
        "figures",
        "source-URL",
    ]


def test_what_is_posted_becomes_an_entry(home, tmp_path, capsys):
    """Keys before the colon, metrics by any name, lines joined; other options win."""
    (tmp_path / "issue.md").write_text(posted(POSTED).replace("\n", "\r\n"), newline="")
    words = ["add", "--from-issue", str(tmp_path / "issue.md"), "--data", str(home)]
    assert main([*words, "--attribution", "seen", "--stated", "2025-02-02"]) == 0
    estimate = load(home).by_id["spy-2025-02-02"]
    assert [(f.metric, f.said, f.covers) for f in estimate.figures] == [
        ("killed", "about 310", None),
        ("wounded", "over 900", "one list"),
    ]
    assert (estimate.place, estimate.attribution, estimate.note) == (
        "country",
        "seen",
        "Two lines, of one note.",
    )
    page = load(home).sources[estimate.sources[0]].csl
    assert page["container-title"] == "The Evening" and "title" not in page
    assert {problem.rule for problem in check(home)} == {"unused"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this is not what the form posts; it begins with a line such as '### Party'"),
        ("Hello\n" + posted(POSTED), "not what the form posts"),
        (posted({"Partie": "spy"}), "the form has no 'Partie'; did you mean 'Party'?"),
        (posted({"Party": "spy"}) * 2, "the form has no 'Party'; there are As of"),
        (
            posted({"Figures": "killed 3"}),
            "cannot read the figure 'killed 3'; write metric = words",
        ),
        (posted({"Figures": "killed = 3\nkilled = 4"}), "'killed' is given twice"),
        (posted(POSTED | {"Figures": "deaths = 3\nkilled = 4"}), "'killed' is given twice"),
        (posted(POSTED | {"Figures": "kiled = 3"}), "did you mean 'killed'?"),
        (posted(POSTED | {"Stated": "soon"}), "cannot read the date 'soon'"),
        (posted(POSTED | {"Note": "\u202e"}), "U+202E"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_line(home, tmp_path, capsys, text, message):
    """Nothing is written, there is no traceback."""
    old = (home / "estimates.yaml").read_bytes()
    (tmp_path / "issue.md").write_text(text, encoding="utf-8")
    status = main(["add", "--from-issue", str(tmp_path / "issue.md"), "--data", str(home)])
    err = capsys.readouterr().err
    assert status in (1, 2) and message in err and "Traceback" not in err
    assert (home / "estimates.yaml").read_bytes() == old


def test_the_forms_file_follows_the_codebook(home, tmp_path):
    """Where there is one, `tracker schema` brings it up to date; where not, it is left so."""
    assert write_issue_form(home) == [] and not (tmp_path / FORM_PATH).exists()
    assert write_issue_form(home, new=True) == [tmp_path / FORM_PATH]
    assert write_issue_form(home) == []
    (tmp_path / FORM_PATH).write_text("name: Another form\n", encoding="utf-8")
    assert write_issue_form(home, new=True) == []  # a new record leaves what is there
    assert write_issue_form(home) == [tmp_path / FORM_PATH]
    book = (home / "codebook.yaml").read_text(encoding="utf-8")
    (home / "codebook.yaml").write_text(book.replace("Spy Service", "Spying"), encoding="utf-8")
    assert main(["schema", "--data", str(home)]) == 0
    assert "spy: Spying" in (tmp_path / FORM_PATH).read_text(encoding="utf-8")
    assert read_issue(posted({"Party": "spy: Spying"})) == {"party": "spy"}


def test_a_sign_before_the_figure_is_no_part_of_its_name():
    """A lower end stays one."""
    assert read_issue(posted({"Figures": "killed >= 3\nwounded ~ 5"})) == {
        "killed": ">= 3",
        "wounded": "~ 5",
    }


def test_the_projects_own_form_is_up_to_date():
    """After a new party, `tracker schema` has to be run."""
    assert write_issue_form(ROOT / "data") == []
    assert (ROOT / FORM_PATH).is_file()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("### Party\n\nä\n".encode("latin-1"), "standard input is not UTF-8 text; save"),
        (b"Hello", "standard input: this is not what the form posts"),
        (b"x" * (LONGEST_FORM + 1), "standard input is longer than anything that the form posts"),
    ],
    ids=["no UTF-8", "no form", "too long"],
)
def test_standard_input_is_read_as_a_file_is(home, raw, message):
    """UTF-8 in any locale, no more than the form posts, and each message says where."""
    words = ["add", "--from-issue", "-", "--data", str(home)]
    ran = subprocess.run([sys.executable, "-m", "tracker", *words], input=raw, capture_output=True)
    assert ran.returncode == 2 and message in ran.stderr.decode()
