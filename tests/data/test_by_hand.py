"""Headlines redone by hand from the YAML, by the manual and docs/methods.md alone, before anything was printed."""

import pytest
from conftest import ROOT

import tracker as tk
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask

ON = "2026-11-28"
# Ends as printed, who holds each, and how many independent affiliations give both ends.
WORKED_OUT = {
    ("data", "killed", None): (
        "about 1,700 (approximately a third of 5,000) to about 2,700 or more (about two thirds of 4,000)",
        "uk-di",
        "ua-president",
        2,
    ),
    ("data", "wounded", None): ("4,100", "nis", "nis", 1),
    ("data", "casualties", None): ("4,000 to 6,000", "rok-jcs, ua-general-staff", "nis", 2),
    ("data", "casualties_broad", None): ("6,000 or more", "uk-di", "", 0),
    ("data", "captured", None): (
        "2",
        "gyeore-eol, nis, rok-lawmaker-yu, ua-hur, ua-president",
        "gyeore-eol, nis, rok-lawmaker-yu, ua-hur, ua-president",
        1,
    ),
    ("data", "troops_sent", None): ("11,000 to 15,000", "ua-mod", "nis", 2),
    ("data", "troops_present", "russia"): ("10,000", "ua-president", "ua-president", 1),
    ("data", "troops_present", "kursk"): ("8,000 to 10,000", "ua-hur", "nis", 2),
    ("data", "returned", None): ("3,000 or more", "ua-hur", "ua-hur", 1),
    ("data", "engineers_sent", None): ("1,000 or more", "nis", "nis, ua-hur", 1),
    ("data", "labourers_sent", None): ("15,000 or more", "nis", "nis", 1),
    ("examples/derna", "killed", None): (
        "4,540 to 6,000 or more",
        "attorney-general",
        "tripoli-health",
        1,
    ),
    ("examples/derna", "registered", None): ("4,352 to 4,540", "ocha", "attorney-general", 2),
    ("examples/derna", "missing", None): ("3,297", "missing-authority", "missing-authority", 1),
    ("examples/derna", "displaced", "libya-east"): ("44,862", "iom", "iom", 1),
    ("examples/derna", "buildings_hit", "libya-east"): ("10,000", "undp", "undp", 1),
    ("examples/derna", "buildings_hit", "derna"): (
        "1,500 to 8,570",
        "tripoli-survey",
        "shirzaei",
        4,
    ),
    ("examples/derna", "bodies_found", None): ("23 to 102", "east-committee", "east-rescue", 1),
    ("examples/derna", "homes_hit", None): ("18,500 or more", "needs-assessment", "", 0),
    ("examples/karabakh", "killed", "both"): (
        "5,000 or more",
        "russia-president",
        "russia-president",
        1,
    ),
    ("examples/karabakh", "killed", "armenian-side"): (
        "4,000 to 7,000 or more",
        "armenia-premier",
        "azerbaijan-president",
        1,
    ),
    ("examples/karabakh", "killed", "azerbaijani-side"): (
        "2,906 to 7,510",
        "azerbaijan-mod",
        "armenia-government",
        2,
    ),
}
STALE = {
    ("data", "troops_present", "russia"),
    ("data", "troops_present", "kursk"),
    ("data", "returned", None),
    ("data", "engineers_sent", None),
    ("data", "labourers_sent", None),
    ("examples/derna", "missing", None),
    ("examples/derna", "displaced", "libya-east"),
    ("examples/derna", "bodies_found", None),
    ("examples/karabakh", "killed", "both"),
}


@pytest.mark.parametrize("asked", WORKED_OUT, ids=lambda asked: " ".join(filter(None, asked)))
def test_the_headline_is_the_one_worked_out_by_hand(asked):
    """Ends, holders, independence and age, each as a reader of the manual finds them in the files."""
    record, metric, place = asked
    answer = assess(ask(tk.load(ROOT / record), metric, place=place, on=ON))
    found = (answer.ends, answer.low_party, answer.high_party, answer.independent)
    assert found == WORKED_OUT[asked]
    assert answer.stale == (asked in STALE)
