"""``tracker schema``: writes what has changed, says so."""

import json

import pytest

from tracker.cli import main

ONE = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300}
  sources: [news]
"""


def test_it_writes_three_files_once(write_record, capsys):
    """The second run finds them up to date; the parties are there to complete."""
    home = write_record(ONE)
    assert main(["schema", "--data", str(home)]) == 0
    assert [line.rpartition("/")[2] for line in capsys.readouterr().err.splitlines()] == [
        "estimates.schema.json",
        "codebook.schema.json",
        "sources.schema.json",
    ]
    assert main(["schema", "--data", str(home)]) == 0
    assert capsys.readouterr() == ("", "everything is up to date\n")
    made = json.loads((home / "schema" / "estimates.schema.json").read_text())
    assert made["definitions"]["parties"]["enum"] == ["spy", "army", "ally", "foe", "paper"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("README.md", b"caf\xe9\n", "README.md' is not UTF-8 text; save it as UTF-8"),
        (
            "sources.yaml",
            b"references:\n" + b"- {id: x, type: webpage, title: T, bad: 1}\n" * 20_001,
            "data/sources.yaml:20002:36: more than 20,000 problems, the rest is left out; mend",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(write_record, capsys, name, content, message):
    """A manual in another encoding, and a record with more faults than are listed."""
    home = write_record(ONE)
    (home / name).write_bytes(content)
    assert main(["schema", "--data", str(home)]) == 2
    assert message in capsys.readouterr().err


def test_a_made_file_in_another_encoding_is_made_anew(write_record):
    """Whatever an editor saved there, it is the program's own."""
    home = write_record(ONE)
    main(["schema", "--data", str(home)])
    path = home / "schema" / "sources.schema.json"
    made = path.read_bytes()
    path.write_bytes(b"\xe9")
    assert main(["schema", "--data", str(home)]) == 0 and path.read_bytes() == made
