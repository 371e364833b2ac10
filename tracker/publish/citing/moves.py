"""Which commits touched a record, followed back through the folders that it was moved from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.curate.checks.read import FILES
from tracker.publish.citing.git import run_git

ANYWHERE = tuple(f":(top,glob)**/{file}" for file in FILES)
_BY = FILES[0]  # a record is where its estimates are


class Touch(NamedTuple):
    """A commit that changed a data file of a folder; ``came_from`` is the folder where the file lay
    before, most often the same.

    Folders are paths from the repository's top, with a slash at the end; empty for the top.
    """

    commit: str
    folder: str
    file: str
    came_from: str


def touches(folder: Path, *which: str, moved: bool = False) -> Iterator[Touch]:
    """What commits changed of data files in any folder, against each of their parents, the newest
    first.

    ``moved``: a file that git finds to have been moved, changed on the way or not, came from where
    it lay; else it is a new one.
    """
    commits = run_git(folder, "rev-list", "--date-order", *which, "--", *ANYWHERE)
    words = ("diff-tree", "--stdin", "--root", "--name-status", "-r", "-m", "-z")
    renames = "--find-renames" if moved else "--no-renames"
    said = run_git(folder, *words, renames, "--", *ANYWHERE, given=commits)
    parts = iter(said.decode("utf-8", "surrogateescape").split("\0")[:-1])
    commit = ""
    for part in parts:
        if len(part) >= 40:  # a commit's hash; what became of a file is said shortly
            commit = part
            continue
        before = next(parts).rpartition("/")
        home, slash, file = next(parts).rpartition("/") if part.startswith("R") else before
        yield Touch(commit, home + slash, file, before[0] + before[1])


def led_to(folder: Path, place: str, commit: str) -> tuple[list[Touch], list[str]]:
    """What was done up to a commit to the record that is in ``place`` then, and the folders that it
    lay in, newest first.
    """
    places, led = [place], []
    for touch in touches(folder, commit, moved=True):
        if touch.folder in places:
            led.append(touch)
            if touch.file == _BY and touch.came_from not in places:
                places.append(touch.came_from)
    return led, places
