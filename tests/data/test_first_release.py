"""The record as the first release wrote it, a fifth of it, is read for ever."""

import hashlib
import json
from pathlib import Path

import tracker as tk
from tracker.curate.load import check

HOME = Path(__file__).parent / "first_release"
# Statements that were misprints of others' or the same words twice, as the changelog says; no
# other id may go.
GONE = {
    "dprk-2025-08-22-killed",
    "ua-president-2024-12-23-liga",
    "us-dod-2025-01-09-killed",
    "us-white-house-2024-12-27-killed",
}


def test_it_is_read_without_an_error():
    """What a later check asks about is a warning: no new rule refuses what was once sound."""
    assert [problem for problem in check(HOME) if problem.severity == "error"] == []


def test_it_says_what_it_said():
    """Name, words, bounds and days of each of its 63 figures, to the last sign."""
    data = tk.load(HOME)
    said = [
        [one.key, one.qualifier, one.low, one.best, one.high, str(one.as_of), str(one.stated)]
        for one in data.all_figures
    ]
    assert (len(data.estimates), len(said), len(data.sources)) == (48, 63, 144)
    assert hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16] == "b1542f3ca01192bc"
    assert data.fingerprint == "3c879eae2285"


def test_its_ids_stand_in_the_record_of_today(shipped):
    """Ids are permanent: whoever cited a statement finds it."""
    now = {estimate.id for estimate in shipped.estimates}
    assert {estimate.id for estimate in tk.load(HOME).estimates} - now == GONE
