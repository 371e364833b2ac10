"""The curators' manual: its tables are the program's, its examples hold, its commands run."""

import json
import re
import shlex
from shutil import copytree

import pytest
import yaml
from conftest import ROOT
from curate.planting import TEXTS, TODAY, checked

from tracker.cli import main
from tracker.curate import fields
from tracker.curate.checks.rules import RULES
from tracker.curate.load import load
from tracker.curate.manual import filled_manual, write_manual
from tracker.curate.words.quantities import WordsError, read_words

MANUAL = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
FENCES = re.findall(r"^```(\w+)\n(.*?)^```$", MANUAL, re.S | re.M)
WORDS = re.findall(
    r"^\| (`.+`) \| (\w+) \| (.+) \| (.+) \| (.+) \|$",
    MANUAL.partition("## Words become bounds")[2],
    re.M,
)


@pytest.fixture
def copy(tmp_path):
    """The shipped data without one entry, which the manual enters."""
    home = copytree(ROOT / "data", tmp_path / "data")
    path = home / "estimates.yaml"
    text = path.read_text(encoding="utf-8")
    without = re.sub(
        r"  - id: ua-sso-2025-01-13-bodies\n.*?(?=^  - id: )", "", text, flags=re.S | re.M
    )
    assert without != text
    path.write_text(without, encoding="utf-8")
    return home


def what_it_says(estimate):
    """What a reader of an entry learns, without its note."""
    return (
        estimate.id,
        estimate.party,
        str(estimate.as_of),
        str(estimate.stated),
        estimate.place,
        set(estimate.sources),
        estimate.speaker,
        estimate.attribution,
        [(f.metric, f.said, f.covers) for f in estimate.figures],
    )


def test_the_made_parts_are_what_the_command_makes():
    """After a change of fields or rules, `tracker schema` has to be run."""
    assert filled_manual(MANUAL) == MANUAL, "run `tracker schema`"


def test_every_field_and_every_check_stands_in_it():
    """Fields by table with an example each, checks by name with their sentence."""
    for rule in RULES:
        assert f"- **{rule.name}**" in MANUAL and rule.sentence in MANUAL
    for table in fields.FIELD_TABLES.values():
        assert all(
            f"| `{field.name}` |" in MANUAL
            for field in table
            if field.meaning != "as in CSL"
            and field.name not in ("estimates", "misreports", "references")
        )


def test_the_words_mean_what_the_table_says(shipped):
    """Each example is read as the table has it, with the shipped codebook's vague words."""
    seen = set()
    for examples, qualifier, *ends in WORDS:
        for said in re.findall("`([^`]+)`", examples):
            found = read_words(said, shipped.codebook.wordings)
            assert found.qualifier == qualifier, said
            for end, shown in zip((found.low, found.best, found.high), ends):
                if shown in ("-", "open"):
                    assert end is None, said
                elif shown != "the number":
                    assert f"{end:.0f}" == shown, said
            seen.add(qualifier)
    assert seen == {
        "exact",
        "about",
        "at_least",
        "more_than",
        "nearly",
        "at_most",
        "between",
        "vague",
        "none",
    }


def test_what_it_calls_refused_is_refused_and_what_it_calls_numbers_is_read():
    """Every example in the two lists below the table."""
    numbers, refused = (
        re.search(rf"\*\*{head}\*\*.*?(?=\n- )", MANUAL, re.S)[0] for head in ("Numbers", "Refused")
    )
    assert [read_words(said).qualifier for said in re.findall("`([^`]+)`", numbers)] == [
        "exact"
    ] * 10
    for said in re.findall("`([^`]+)`", refused):
        with pytest.raises(WordsError):
            read_words(said)


def test_the_walk_through_ends_where_the_record_is(copy, shipped, monkeypatch, capsys):
    """The command of the manual, run on the record without that entry, gives the entry that is
    shipped.
    """
    command = next(text for kind, text in FENCES if kind == "sh" and text.startswith("tracker add"))
    monkeypatch.chdir(copy.parent)
    assert main(shlex.split(command.replace("\\\n", " "))[1:]) == 0, capsys.readouterr().err
    name = "ua-sso-2025-01-13-bodies"
    assert what_it_says(load(copy).by_id[name]) == what_it_says(shipped.by_id[name])


def test_the_recipes_give_what_the_record_holds(tmp_path, shipped, monkeypatch, capsys):
    """A page added, an echo and a revision, each one command, on the record without them: what
    comes out is what is shipped.
    """
    home = copytree(ROOT / "data", tmp_path / "data")
    path = home / "estimates.yaml"
    text = path.read_text(encoding="utf-8")
    new = ("ua-president-2025-01-14", "ua-president-2024-10-22")
    for name in new:
        text = re.sub(rf"  - id: {name}\n.*?(?=^  - id: )", "", text, flags=re.S | re.M)
    listed = "sources: [censor-net-2025-01-11, devdiscourse-3222383, espreso-suicide-soldiers, "
    assert listed in text
    path.write_text(text.replace(listed, listed.replace("espreso-suicide-soldiers, ", "")))
    (recipes,) = (text for kind, text in FENCES if kind == "sh" and "--to " in text)
    monkeypatch.chdir(tmp_path)
    lines = recipes.replace("\\\n", " ").splitlines()
    for line in lines:
        words = shlex.split(line, comments=True)
        assert main(words[1:]) == 0 if words else True, capsys.readouterr().err
    data = load(home)
    for name in (*new, "ua-president-2025-01-11"):
        assert what_it_says(data.by_id[name]) == what_it_says(shipped.by_id[name])
    echo, revision = (data.by_id[name] for name in new)
    assert (echo.echoes, revision.revises) == ("ua-president-2024-12-23", "ua-president-2024-10-17")


def test_the_row_of_the_manual_is_that_entry_too(copy, tmp_path, monkeypatch, capsys):
    """The table's columns and row, imported, say the same figure of the same day."""
    (tmp_path / "rows.csv").write_text(
        next(text for kind, text in FENCES if kind == "csv"), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert main(["import", "rows.csv", "--write"]) == 0, capsys.readouterr().err
    held = load(copy).by_id["ua-sso-2025-01-13-bodies"]
    assert [(f.metric, f.said, f.covers, f.place) for f in held.figures] == [
        ("killed", "over a dozen", "bodies found after one battle", "kursk")
    ]


def test_the_colleagues_sheet_of_the_manual_comes_in(write_record, tmp_path, capsys):
    """The table with a title row and usual headings is an entry of the small war."""
    sheet = [text for kind, text in FENCES if kind == "csv"][1]
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
    home = write_record("estimates: []\n", TEXTS["codebook"], "references: []\n")
    book = (home / "codebook.yaml").read_text(encoding="utf-8")
    (home / "codebook.yaml").write_text(book.replace(", sources: [news]", ""), encoding="utf-8")
    words = ["import", str(tmp_path / "sheet.csv"), "--write", "--data", str(home)]
    assert main(words) == 0, capsys.readouterr().err
    (estimate,) = load(home, today=TODAY).estimates
    assert (estimate.party, str(estimate.as_of), str(estimate.stated)) == (
        "spy",
        "2025-01-13",
        "2025-01-13",
    )
    assert [(f.metric, f.low, f.high) for f in estimate.figures] == [("killed", 100.0, 1100.0)]


def test_entries_that_it_shows_are_those_of_the_record(shipped):
    """Whoever compares the manual with the files finds the same words, days and links."""
    shown = [
        yaml.load(text, yaml.BaseLoader)
        for kind, text in FENCES
        if kind == "yaml" and text.lstrip().startswith("- id:")
    ]
    assert len(shown) == 2
    for entry in (item for items in shown for item in items):
        if "party" in entry:
            held = shipped.by_id[entry["id"]]
            assert (
                held.party,
                str(held.as_of),
                str(held.stated),
                held.place,
                held.echoes,
                list(held.sources),
            ) == (
                entry["party"],
                entry["as_of"],
                entry["stated"],
                entry["place"],
                entry["echoes"],
                entry["sources"],
            )
            assert {figure.metric: figure.said for figure in held.figures} == entry["figures"]
        else:
            assert entry == {"id": entry["id"], **shipped.sources[entry["id"]].csl}


EXAMPLES = {
    "estimates": ("estimates", {"spy-2025-01-24"}),
    "misreports": ("estimates", {"spy-2025-01-13.casualties"}),
    "metrics": ("codebook", {"names"}),
    "format": ("codebook", {"1"}),
}


@pytest.mark.parametrize("top", EXAMPLES)
def test_the_examples_of_the_small_war_are_sound(top, write_record):
    """Put into a small record of the same parties and sources, each is read without a complaint."""
    (text,) = (
        text for kind, text in FENCES if kind == "yaml" and text.startswith((f"{top}:", f"{top} "))
    )
    texts = {name: re.sub(r"\bnews\b", "daily-2025-01-13", held) for name, held in TEXTS.items()}
    file, found = EXAMPLES[top]
    head = f"{top}:\n"
    there = head in texts[file]
    texts[file] = texts[file].replace(head, text, 1) if there else f"{texts[file]}\n{text}"
    assert checked(write_record, **texts) == ()
    data = load(write_record(**texts), today=TODAY)
    assert {
        "estimates": data.by_id.keys() - load(write_record(**TEXTS), today=TODAY).by_id.keys(),
        "misreports": {one.of for one in data.misreports},
        "metrics": {key for key, metric in data.codebook.metrics.items() if metric.tally},
        "format": {str(data.codebook.format)} if data.codebook.searched else set(),
    }[top] == found


def test_the_article_is_entered_as_its_table_says(shipped):
    """Four numbers: a new entry, an echo, a page more for what was known, and a part."""
    page = "espreso-suicide-soldiers"
    held = {estimate.id: estimate for estimate in shipped.estimates if page in estimate.sources}
    assert set(held) == {
        "ua-western-officials-2025-01-14",
        "ua-president-2025-01-14",
        "ua-president-2025-01-11",
        "ua-sso-2025-01-13-bodies",
    }
    assert held["ua-president-2025-01-14"].echoes == "ua-president-2024-12-23"
    assert (
        held["ua-sso-2025-01-13-bodies"].figures[0].partial
        and "issued" not in shipped.sources[page].csl
    )


def test_a_mark_that_names_nothing_is_told(tmp_path):
    """A slip in a mark of the manual is no silent gap."""
    with pytest.raises(ValueError, match="asks for a part 'estimats'; there are checks"):
        filled_manual("<!-- made: estimats -->\n<!-- end -->\n")
    home = copytree(ROOT / "data", tmp_path / "data")
    (home / "README.md").write_text("<!-- made: place -->\nold\n<!-- end -->\n", encoding="utf-8")
    assert [path.name for path in write_manual(home)] == ["README.md"] and write_manual(home) == []
    assert "| `within` | no |" in (home / "README.md").read_text(encoding="utf-8")


def test_editors_are_told_where_the_schemas_are():
    """VS Code's mapping leads to files that are there."""
    held = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))[
        "yaml.schemas"
    ]
    files = ("estimates", "codebook", "sources")
    assert held == {f"./data/schema/{name}.schema.json": f"data/{name}.yaml" for name in files}
    assert all((ROOT / path).is_file() for pair in held.items() for path in pair)


def test_hooks_and_continuous_integration_run_the_check():
    """Local hooks only; the workflow annotates pull requests and runs what contributors run."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"]
    assert [hook["id"] for hook in hooks[0]["hooks"]] == ["check", "schema", "lint"]
    jobs = yaml.safe_load(
        (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    )["jobs"]
    runs = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    check = '.venv/bin/tracker check --format github ${TARGET:+--against "origin/$TARGET"}'
    assert runs[:2] == ["make .venv/run", check]
