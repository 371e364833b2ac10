"""Which commits touched a record, followed back through the folders that it was moved from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tracker.curate.checks.read import FILES
from tracker.publish.citing.git import run_git

ANYWHERE = tuple(f":(top,glob)**/{file}" for file in FILES)
_BY = FILES[0]  # a record is where its estimates are


@dataclass(frozen=True, slots=True)
class Touch:
    """What a commit did to the data files of one folder: git's names of those that it changed, by
    file, before and after.

    ``folder`` is the path from the repository's top, with a slash at its end; empty for the top.
    """

    commit: str
    folder: str
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)

    @property
    def began(self) -> bool:
        """Whether the folder had no estimates before."""
        return _BY in self.after and _BY not in self.before

    @property
    def ended(self) -> bool:
        """Whether the folder has no estimates any more."""
        return _BY in self.before and _BY not in self.after


def touches(folder: Path, *which: str) -> list[list[Touch]]:
    """What was done to the data files of every folder, newest first; one list for each commit and
    each of its parents.
    """
    commits = run_git(folder, "rev-list", "--date-order", *which, "--", *ANYWHERE)
    words = ("diff-tree", "--stdin", "--root", "--raw", "-r", "-m", "-z")
    plain = ("--no-renames", "--no-abbrev", "--", *ANYWHERE)
    said = run_git(folder, *words, *plain, given=commits).decode("utf-8", "surrogateescape")
    parts = iter(said.split("\0")[:-1])
    sections: list[dict[str, Touch]] = []
    commit = ""
    for part in parts:
        if not part.startswith(":"):
            commit = part
            sections.append({})
            continue
        home, slash, file = next(parts).rpartition("/")
        touch = sections[-1].setdefault(home + slash, Touch(commit, home + slash))
        _, _, before, after, _ = part.split()
        for names, name in ((touch.before, before), (touch.after, after)):
            if name.strip("0"):  # nothing but zeros: no such file
                names[file] = name
    return [list(section.values()) for section in sections]


def led_to(place: str, sections: list[list[Touch]]) -> tuple[list[Touch], list[str]]:
    """What was done to the record that is now in ``place``, and the folders that it lay in, newest
    first.

    Where a folder's record began, it came from the folder whose record ended in the same commit
    (the one most alike, if several did), or from one that held the same estimates earlier.
    """
    places, led = [place], []
    first: set[str] = set()
    for section in sections:
        places += [
            touch.folder
            for touch in section
            if touch.folder not in places and touch.after.get(_BY) in first
        ]
        here = [touch for touch in section if touch.folder in places]
        led += here
        for began in here:
            if began.began:
                first.add(began.after[_BY])
                ended = [touch for touch in section if touch.ended and touch.folder not in places]
                if ended:
                    places.append(max(ended, key=lambda touch: _alike(touch, began)).folder)
    return led, places


def _alike(old: Touch, new: Touch) -> int:
    """How many files of a record that ended are those of one that began, byte for byte."""
    return len(set(old.before.values()).intersection(new.after.values()))
