"""``tracker schema``: writes what has changed, says so."""

import json

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
